/* filter.h: the world lines:filter/filter@0.1.0, for games in C and C++.
 *
 * Made by `inlay bind` 0.1.0 from WIT c853834b43f9238f; don't edit it, make it again.
 * In one file of the game, FILTER_IMPLEMENTATION is defined before the include.
 *
 * Strings and lists are views: those handed over must last until the call is
 * back (the SDK copies what a suspended call still needs); those of a result
 * are good until the next call of that mod, or inlay_frame. */
#ifndef FILTER_H
#define FILTER_H

#include "sdk/inlay.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How sure a filter is that it improved something. */
typedef enum filter_verdicts_weight {
    FILTER_VERDICTS_WEIGHT_TRIFLE,
    FILTER_VERDICTS_WEIGHT_MATTER
} filter_verdicts_weight;

typedef enum filter_verdicts_verdict_tag {
    FILTER_VERDICTS_VERDICT_KEEP,
    FILTER_VERDICTS_VERDICT_CHANGE,
    FILTER_VERDICTS_VERDICT_DROP
} filter_verdicts_verdict_tag;

/* What becomes of a line. */
typedef struct filter_verdicts_verdict {
    filter_verdicts_verdict_tag tag;
    union {
        /* it reads like that from now on */
        inlay_string change;
        /* it goes, for that reason */
        inlay_string drop;
    };
} filter_verdicts_verdict;

/* The world of a filter. */
/* What the game offers to mods of the world. A null entry is offered by another table, or not at all.
 * Each answers INLAY_DONE, with its result filled in; INLAY_SUSPENDED: ask again next frame; INLAY_DENIED;
 * or what inlay_call_trap gives. Arguments are good until it answers. */
typedef struct filter_host {
    /* Tell the reader something. */
    inlay_status (*remark)(inlay_call *call, void *user, filter_verdicts_weight weight, inlay_string text);
} filter_host;

/* Bind the world to a slot, and the table's functions to the host; the table is copied. null: none of them.
 * Before the first inlay_frame. False, and why, when the slot's WIT is another than this header's. */
bool filter_bind(inlay_host *host, inlay_slot slot, const filter_host *functions, void *user, inlay_error *error);

/* The tables behind it. */
extern const inlay_binding filter_binding;

/* Look at a line, the first has the number 1. */
inlay_status filter_look(inlay_host *host, inlay_mod mod, inlay_string line, uint32_t number, filter_verdicts_verdict *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status filter_look_take(inlay_host *host, inlay_mod mod, filter_verdicts_verdict *result);

#ifdef __cplusplus
}
#endif

#endif

#if defined(FILTER_IMPLEMENTATION) && !defined(FILTER_IMPLEMENTED)
#define FILTER_IMPLEMENTED

#ifdef __cplusplus
extern "C" {
#endif

static const inlay_layout filter_verdicts_weight_layout = { INLAY_ENUM, sizeof(filter_verdicts_weight), 0, sizeof(filter_verdicts_weight), 2, NULL };
static const inlay_layout filter_string_layout = { INLAY_STRING, 0, 0, sizeof(inlay_string), 0, NULL };
static const inlay_layout filter_u32_layout = { INLAY_U32, 0, 0, sizeof(uint32_t), 0, NULL };
static const inlay_member filter_verdicts_verdict_members[] = {
    { NULL, 0 },
    { &filter_string_layout, offsetof(filter_verdicts_verdict, change) },
    { &filter_string_layout, offsetof(filter_verdicts_verdict, drop) },
};
static const inlay_layout filter_verdicts_verdict_layout = { INLAY_VARIANT, sizeof(filter_verdicts_verdict_tag), offsetof(filter_verdicts_verdict, tag), sizeof(filter_verdicts_verdict), 3, filter_verdicts_verdict_members };

static const char *const filter_wit[] = {
    "package lines:filter@0.1.0;\n",
    "\n",
    "interface verdicts {\n",
    "  enum weight {\n",
    "    trifle,\n",
    "    matter,\n",
    "  }\n",
    "  variant verdict {\n",
    "    keep,\n",
    "    change(string),\n",
    "    drop(string),\n",
    "  }\n",
    "}\n",
    "\n",
    "world filter {\n",
    "  import verdicts;\n",
    "  use verdicts.{verdict};\n",
    "  use verdicts.{weight};\n",
    "  import remark: func(weight: weight, text: string);\n",
    "  export look: func(line: string, number: u32) -> verdict;\n",
    "}\n",
    NULL
};

static inlay_status filter_thunk_remark(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const filter_host *)functions)->remark)(call, user, *(const filter_verdicts_weight *)arguments[0], *(const inlay_string *)arguments[1]);
}

static const inlay_layout *const filter_import_remark_params[] = { &filter_verdicts_weight_layout, &filter_string_layout };

static const inlay_layout *const filter_export_look_params[] = { &filter_string_layout, &filter_u32_layout };

inlay_status filter_look(inlay_host *host, inlay_mod mod, inlay_string line, uint32_t number, filter_verdicts_verdict *result)
{
    const void *const arguments[] = { &line, &number };
    return inlay_typed_call(host, mod, &filter_binding, 0, arguments, result);
}

inlay_status filter_look_take(inlay_host *host, inlay_mod mod, filter_verdicts_verdict *result)
{
    return inlay_typed_take(host, mod, &filter_binding, 0, result);
}

static const inlay_binding_function filter_imports[] = {
    { "remark", filter_import_remark_params, 2, NULL, filter_thunk_remark, offsetof(filter_host, remark) },
};

static const inlay_binding_function filter_exports[] = {
    { "look", filter_export_look_params, 2, &filter_verdicts_verdict_layout, NULL, 0 },
};

const inlay_binding filter_binding = {
    1u, "filter.h", "lines:filter/filter@0.1.0", filter_wit, 1, 1, 0,
    filter_imports, filter_exports, NULL, sizeof(filter_host)
};

bool filter_bind(inlay_host *host, inlay_slot slot, const filter_host *functions, void *user, inlay_error *error)
{
    return inlay_typed_bind(host, slot, &filter_binding, functions, user, error);
}

#ifdef __cplusplus
}
#endif

#endif
