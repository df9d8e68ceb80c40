/* A generation: one image, running in a store of its own, for one mod.
 *
 * It does one thing at a time (its activity), on one task, and may be suspended
 * in it. It owns its budget, its store and the host resources that were given
 * to it; guest resources that the host holds die with it.
 */
#ifndef INLAY_HOST_GENERATION_H
#define INLAY_HOST_GENERATION_H

#include "engine/component/plain.h"
#include "host/call_note.h"
#include "host/export_memo.h"
#include "host/image.h"
#include "host/host_resource.h"
#include "host/tempo.h"
#include "host/wasi/wasi.h"

struct mod;

typedef enum activity {
    ACTIVITY_NONE,
    ACTIVITY_START,               /* instantiation */
    ACTIVITY_CALL,                /* of the game */
    ACTIVITY_DROP,                /* a guest resource's destructor */
    ACTIVITY_SAVE,
    ACTIVITY_LOAD
} activity;

struct generation_export;

/* A way to call it with C values. */
typedef struct generation_bound {
    struct generation_export *export;
    const typed_plan         *typed;    /* null: not called yet */
    tempo                     tempo;    /* of its calls */
} generation_bound;

/* An export that can be called. */
typedef struct generation_export {
    text_view       interface_name;     /* whole, as the component has it; empty: its own */
    text_view       name;
    const cfunc    *type;
    component_func *func;               /* found at the first call */
    tempo           tempo;              /* of its calls with values as trees */
    const plain_form *plain;            /* null: it has none, or was not asked for */
    bool             is_plain_known;
    generation_bound as_plain;
} generation_export;

/* A resource type that the mod exports. */
typedef struct generation_resource {
    text_view     interface_name, name;
    resource_type type;
} generation_resource;

typedef struct generation {
    inlay_host         *host;
    struct mod         *mod;
    image              *image;
    uint32_t            number;
    uint32_t            first_line;       /* what its mod had logged before it */
    budget              own;
    arena               names;          /* exports, resources */
    component_host      answers;
    component_store    *store;
    wasm_store         *core;           /* in `store` */
    const store_tank   *tank;           /* of `core` */
    wasm_task          *task;
    component_instance *instance;
    wasi_context       *wasi;

    activity            activity;
    text_view           activity_name;  /* "on-frame": into `names`, or a literal */
    bool                is_suspended;
    bool                is_pending;     /* suspended because a host function is */
    bool                is_skipped;     /* no one waits for what its call gives */
    uint32_t            suspended_most; /* frames that it may be without fuel; 0: any number */
    bool                is_asked_again; /* the host function that runs was pending: its price is paid */
    struct record      *record;         /* the recorder's; null: not recorded */

    call_notes           notes;         /* its last calls of the game */

    generation_export   *exports;       /* sorted by nothing; few */
    uint32_t             export_count;
    export_memo          memo;
    generation_bound    *bound;         /* as the slot's binding knows them, by the numbers of `binding`; null: none was called yet */
    const inlay_binding *binding;       /* the slot's; null: none was called yet */
    generation_resource *resource_types;
    uint32_t             resource_type_count;

    host_resource           *owned;          /* host resources that it owns */
    host_resource           *made;           /* guest resources that the host holds */
    host_resource           *dropping;       /* guest resources whose destructor is to run */
    uint32_t           *lent;           /* indices of what the running call was lent */
    uint32_t            lent_count, lent_capacity;

    const plain_form   *plain;          /* of the last call that had one */
    bool                plain_packed;   /* its result is wanted so */
    arena               packing;        /* trees as C values, until the call is begun; and its result, until that is a tree */
    arena               trees;          /* the last result that was made into a tree */
} generation;

/* Null, and why. Runs nothing; the activity is ACTIVITY_START. */
generation *generation_open(inlay_host *host, struct mod *mod, image *image, uint32_t number, error *err);

/* Cancel what runs, drop what it owns. It must not be on the native stack. Null is nothing. */
void        generation_close(generation *g);

/* After ACTIVITY_START is done: find out what it exports. False: no memory. */
bool        generation_become_ready(generation *g);

/* "on-frame", "arena:game/behaviour#tick"; versions may be left out. Null: none. */
generation_export *generation_find_export(generation *g, text_view name);

/* "[method]creature.think" of the resource type; `method` may be the whole name, or "think". */
generation_export *generation_find_method(generation *g, resource_type type, text_view method);

/* "[constructor]creature" for "creature" or "arena:game/behaviour#creature". */
generation_export *generation_find_constructor(generation *g, text_view resource_name);

/* From now on. */
void        generation_set_quota(generation *g, const quota *q);

/* Run the activity until it ends, is dry, pending, or trapped; counts time and fuel. */
task_outcome generation_run(generation *g);

/* The same, of a call of the game: an outermost one takes the time of the SDK's function around it. */
task_outcome generation_run_call(generation *g, tempo *t);

/* Call a function of numbers alone and run it, if it can be done so (component_call_straight). */
straight_outcome generation_call_straight(generation *g, generation_bound *bound, const void *const *arguments, void *result,
                                          task_outcome *out);

/* A straight call that was known (known.h) is back; `before`: what was spent when it began. */
struct known;
straight_outcome generation_end_known(generation *g, generation_bound *bound, const struct known *k, uint64_t before,
                                      straight_outcome straight, task_outcome *out);

/* What its call was lent is the game's alone again. */
void generation_give_back(generation *g);

/* An export that was called before. Null: see binding_export. */
static inline generation_bound *generation_find_bound(generation *g, const inlay_binding *binding, uint32_t index)
{
    bool known = g->binding == binding && index < binding->export_count && g->bound[index].typed;
    return known ? &g->bound[index] : NULL;
}

/* Is it doing nothing, so that a call may begin? */
static inline bool generation_is_idle(const generation *g) { return g->activity == ACTIVITY_NONE; }

static inline wasm_store *generation_core(const generation *g) { return g->core; }

#endif
