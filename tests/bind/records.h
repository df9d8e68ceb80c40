/* records.h: the world records:test/records@1.0.0, for games in C and C++.
 *
 * Made by `inlay bind` 0.1.0 from WIT c5d7382c4f9ff8a1; don't edit it, make it again.
 * In one file of the game, RECORDS_IMPLEMENTATION is defined before the include.
 *
 * Strings and lists are views: those handed over must last until the call is
 * back (the SDK copies what a suspended call still needs); those of a result
 * are good until the next call of that mod, or inlay_frame. */
#ifndef RECORDS_H
#define RECORDS_H

#include "sdk/inlay.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct records_game_body { inlay_resource id; } records_game_body;

typedef struct records_game_vec3 {
    float x;
    float y;
    float z;
} records_game_vec3;

/* With gaps between its fields. */
typedef struct records_game_mixed {
    uint8_t a;
    uint64_t b;
    float c;
    bool d;
    int16_t e;
    double f;
} records_game_mixed;

typedef struct records_option_u32 { bool has; uint32_t value; } records_option_u32;

typedef struct records_option_game_mixed { bool has; records_game_mixed value; } records_option_game_mixed;

typedef struct records_result_u32_string {
    bool is_err;
    union {
        uint32_t ok;
        inlay_string err;
    };
} records_result_u32_string;

typedef enum records_game_mood {
    RECORDS_GAME_MOOD_CALM,
    RECORDS_GAME_MOOD_WARY,
    RECORDS_GAME_MOOD_WILD
} records_game_mood;

typedef struct records_result_none_game_mood {
    bool is_err;
    union {
        records_game_mood err;
    };
} records_result_none_game_mood;

typedef uint32_t records_game_keys;
#define RECORDS_GAME_KEYS_UP 0x1u
#define RECORDS_GAME_KEYS_DOWN 0x2u
#define RECORDS_GAME_KEYS_LEFT 0x4u
#define RECORDS_GAME_KEYS_RIGHT 0x8u
#define RECORDS_GAME_KEYS_FIRE 0x10u
#define RECORDS_GAME_KEYS_JUMP 0x20u
#define RECORDS_GAME_KEYS_DUCK 0x40u
#define RECORDS_GAME_KEYS_RUN 0x80u
#define RECORDS_GAME_KEYS_USE_IT 0x100u

typedef enum records_game_found_tag {
    RECORDS_GAME_FOUND_NOTHING,
    RECORDS_GAME_FOUND_NUMBER,
    RECORDS_GAME_FOUND_SOME,
    RECORDS_GAME_FOUND_NAMED,
    RECORDS_GAME_FOUND_LETTER
} records_game_found_tag;

typedef struct records_game_found {
    records_game_found_tag tag;
    union {
        uint32_t number;
        records_game_mixed some;
        inlay_string named;
        uint32_t letter;
    };
} records_game_found;

typedef struct records_list_u32 { const uint32_t *items; size_t count; } records_list_u32;

/* What the game offers to mods of the world. A null entry is offered by another table, or not at all.
 * Each answers INLAY_DONE, with its result filled in; INLAY_SUSPENDED: ask again next frame; INLAY_DENIED;
 * or what inlay_call_trap gives. Arguments are good until it answers. */
typedef struct records_host {
    /* The last owner of a body let go of it; may be null. */
    inlay_drop *drop_game_body;
    inlay_status (*game_body_position)(inlay_call *call, void *user, records_game_body self, records_game_vec3 *result);
    inlay_status (*game_body_mix)(inlay_call *call, void *user, records_game_body self, uint32_t n, records_game_mixed *result);
    inlay_status (*game_where)(inlay_call *call, void *user, uint32_t n, records_game_vec3 *result);
    inlay_status (*game_mixed_of)(inlay_call *call, void *user, uint8_t a, float b, bool c, records_game_mixed *result);
    inlay_status (*game_of_name)(inlay_call *call, void *user, inlay_string name, records_game_vec3 *result);
    inlay_status (*game_find)(inlay_call *call, void *user, uint32_t n, records_option_u32 *result);
    inlay_status (*game_find_mixed)(inlay_call *call, void *user, uint32_t n, records_option_game_mixed *result);
    inlay_status (*game_try)(inlay_call *call, void *user, uint32_t n, records_result_u32_string *result);
    inlay_status (*game_outcome)(inlay_call *call, void *user, uint32_t n, records_result_none_game_mood *result);
    inlay_status (*game_mood_of)(inlay_call *call, void *user, uint32_t n, records_game_mood *result);
    inlay_status (*game_keys_of)(inlay_call *call, void *user, uint32_t n, records_game_keys *result);
    inlay_status (*game_what)(inlay_call *call, void *user, uint32_t n, records_game_found *result);
    inlay_status (*game_title_of)(inlay_call *call, void *user, uint32_t n, inlay_string *result);
    inlay_status (*game_near)(inlay_call *call, void *user, uint32_t n, records_list_u32 *result);
} records_host;

/* Bind the world to a slot, and the table's functions to the host; the table is copied. null: none of them.
 * Before the first inlay_frame. False, and why, when the slot's WIT is another than this header's. */
bool records_bind(inlay_host *host, inlay_slot slot, const records_host *functions, void *user, inlay_error *error);

/* The tables behind it. */
extern const inlay_binding records_binding;

/* A new body of the game's, and what was given for it: null when its id is stale. */
static inline records_game_body records_game_body_create(inlay_host *host, void *data)
{
    records_game_body made;
    made.id = inlay_resource_new(host, "records:test/game@1.0.0#body", data);
    return made;
}

static inline void *records_game_body_data(inlay_host *host, records_game_body self)
{
    return inlay_resource_data(host, self.id);
}

/* Ask for one of them so many times: the sum of all fields. */
inlay_status records_ask(inlay_host *host, inlay_mod mod, records_game_body b, uint32_t how, uint32_t times, inlay_string name, double *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status records_ask_take(inlay_host *host, inlay_mod mod, double *result);

#ifdef __cplusplus
}
#endif

#endif

#if defined(RECORDS_IMPLEMENTATION) && !defined(RECORDS_IMPLEMENTED)
#define RECORDS_IMPLEMENTED

#ifdef __cplusplus
extern "C" {
#endif

static const inlay_layout records_borrow_game_body_layout = { INLAY_BORROW, 0, 0, sizeof(records_game_body), 0, NULL };
static const inlay_layout records_f32_layout = { INLAY_F32, 0, 0, sizeof(float), 0, NULL };
static const inlay_member records_game_vec3_members[] = {
    { &records_f32_layout, offsetof(records_game_vec3, x) },
    { &records_f32_layout, offsetof(records_game_vec3, y) },
    { &records_f32_layout, offsetof(records_game_vec3, z) },
};
static const inlay_layout records_game_vec3_layout = { INLAY_RECORD, 0, 0, sizeof(records_game_vec3), 3, records_game_vec3_members };
static const inlay_layout records_u32_layout = { INLAY_U32, 0, 0, sizeof(uint32_t), 0, NULL };
static const inlay_layout records_u8_layout = { INLAY_U8, 0, 0, sizeof(uint8_t), 0, NULL };
static const inlay_layout records_u64_layout = { INLAY_U64, 0, 0, sizeof(uint64_t), 0, NULL };
static const inlay_layout records_bool_layout = { INLAY_BOOL, 0, 0, sizeof(bool), 0, NULL };
static const inlay_layout records_s16_layout = { INLAY_S16, 0, 0, sizeof(int16_t), 0, NULL };
static const inlay_layout records_f64_layout = { INLAY_F64, 0, 0, sizeof(double), 0, NULL };
static const inlay_member records_game_mixed_members[] = {
    { &records_u8_layout, offsetof(records_game_mixed, a) },
    { &records_u64_layout, offsetof(records_game_mixed, b) },
    { &records_f32_layout, offsetof(records_game_mixed, c) },
    { &records_bool_layout, offsetof(records_game_mixed, d) },
    { &records_s16_layout, offsetof(records_game_mixed, e) },
    { &records_f64_layout, offsetof(records_game_mixed, f) },
};
static const inlay_layout records_game_mixed_layout = { INLAY_RECORD, 0, 0, sizeof(records_game_mixed), 6, records_game_mixed_members };
static const inlay_layout records_string_layout = { INLAY_STRING, 0, 0, sizeof(inlay_string), 0, NULL };
static const inlay_member records_option_u32_members[] = {
    { &records_u32_layout, offsetof(records_option_u32, value) },
};
static const inlay_layout records_option_u32_layout = { INLAY_OPTION, sizeof(bool), offsetof(records_option_u32, has), sizeof(records_option_u32), 1, records_option_u32_members };
static const inlay_member records_option_game_mixed_members[] = {
    { &records_game_mixed_layout, offsetof(records_option_game_mixed, value) },
};
static const inlay_layout records_option_game_mixed_layout = { INLAY_OPTION, sizeof(bool), offsetof(records_option_game_mixed, has), sizeof(records_option_game_mixed), 1, records_option_game_mixed_members };
static const inlay_member records_result_u32_string_members[] = {
    { &records_u32_layout, offsetof(records_result_u32_string, ok) },
    { &records_string_layout, offsetof(records_result_u32_string, err) },
};
static const inlay_layout records_result_u32_string_layout = { INLAY_RESULT, sizeof(bool), offsetof(records_result_u32_string, is_err), sizeof(records_result_u32_string), 2, records_result_u32_string_members };
static const inlay_layout records_game_mood_layout = { INLAY_ENUM, sizeof(records_game_mood), 0, sizeof(records_game_mood), 3, NULL };
static const inlay_member records_result_none_game_mood_members[] = {
    { NULL, 0 },
    { &records_game_mood_layout, offsetof(records_result_none_game_mood, err) },
};
static const inlay_layout records_result_none_game_mood_layout = { INLAY_RESULT, sizeof(bool), offsetof(records_result_none_game_mood, is_err), sizeof(records_result_none_game_mood), 2, records_result_none_game_mood_members };
static const inlay_layout records_game_keys_layout = { INLAY_FLAGS, 0, 0, sizeof(records_game_keys), 9, NULL };
static const inlay_layout records_char_layout = { INLAY_CHAR, 0, 0, sizeof(uint32_t), 0, NULL };
static const inlay_member records_game_found_members[] = {
    { NULL, 0 },
    { &records_u32_layout, offsetof(records_game_found, number) },
    { &records_game_mixed_layout, offsetof(records_game_found, some) },
    { &records_string_layout, offsetof(records_game_found, named) },
    { &records_char_layout, offsetof(records_game_found, letter) },
};
static const inlay_layout records_game_found_layout = { INLAY_VARIANT, sizeof(records_game_found_tag), offsetof(records_game_found, tag), sizeof(records_game_found), 5, records_game_found_members };
static const inlay_member records_list_u32_members[] = {
    { &records_u32_layout, 0 },
};
static const inlay_layout records_list_u32_layout = { INLAY_LIST, 0, 0, sizeof(records_list_u32), 0, records_list_u32_members };

static const char *const records_wit[] = {
    "package records:test@1.0.0;\n",
    "\n",
    "interface game {\n",
    "  record vec3 {\n",
    "    x: f32,\n",
    "    y: f32,\n",
    "    z: f32,\n",
    "  }\n",
    "  record mixed {\n",
    "    a: u8,\n",
    "    b: u64,\n",
    "    c: f32,\n",
    "    d: bool,\n",
    "    e: s16,\n",
    "    f: f64,\n",
    "  }\n",
    "  enum mood {\n",
    "    calm,\n",
    "    wary,\n",
    "    wild,\n",
    "  }\n",
    "  flags keys {\n",
    "    up,\n",
    "    down,\n",
    "    left,\n",
    "    right,\n",
    "    fire,\n",
    "    jump,\n",
    "    duck,\n",
    "    run,\n",
    "    use-it,\n",
    "  }\n",
    "  variant found {\n",
    "    nothing,\n",
    "    number(u32),\n",
    "    some(mixed),\n",
    "    named(string),\n",
    "    letter(char),\n",
    "  }\n",
    "  resource body {\n",
    "    position: func() -> vec3;\n",
    "    mix: func(n: u32) -> mixed;\n",
    "  }\n",
    "  where: func(n: u32) -> vec3;\n",
    "  mixed-of: func(a: u8, b: f32, c: bool) -> mixed;\n",
    "  of-name: func(name: string) -> vec3;\n",
    "  find: func(n: u32) -> option<u32>;\n",
    "  find-mixed: func(n: u32) -> option<mixed>;\n",
    "  try: func(n: u32) -> result<u32, string>;\n",
    "  outcome: func(n: u32) -> result<_, mood>;\n",
    "  mood-of: func(n: u32) -> mood;\n",
    "  keys-of: func(n: u32) -> keys;\n",
    "  what: func(n: u32) -> found;\n",
    "  title-of: func(n: u32) -> string;\n",
    "  near: func(n: u32) -> list<u32>;\n",
    "}\n",
    "\n",
    "world records {\n",
    "  import game;\n",
    "  use game.{body};\n",
    "  export ask: func(b: borrow<body>, how: u32, times: u32, name: string) -> f64;\n",
    "}\n",
    NULL
};

static inlay_status records_thunk_game_body_position(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_body_position)(call, user, *(const records_game_body *)arguments[0], (records_game_vec3 *)result);
}

static const inlay_layout *const records_import_game_body_position_params[] = { &records_borrow_game_body_layout };

static inlay_status records_thunk_game_body_mix(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_body_mix)(call, user, *(const records_game_body *)arguments[0], *(const uint32_t *)arguments[1], (records_game_mixed *)result);
}

static const inlay_layout *const records_import_game_body_mix_params[] = { &records_borrow_game_body_layout, &records_u32_layout };

static inlay_status records_thunk_game_where(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_where)(call, user, *(const uint32_t *)arguments[0], (records_game_vec3 *)result);
}

static const inlay_layout *const records_import_game_where_params[] = { &records_u32_layout };

static inlay_status records_thunk_game_mixed_of(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_mixed_of)(call, user, *(const uint8_t *)arguments[0], *(const float *)arguments[1], *(const bool *)arguments[2], (records_game_mixed *)result);
}

static const inlay_layout *const records_import_game_mixed_of_params[] = { &records_u8_layout, &records_f32_layout, &records_bool_layout };

static inlay_status records_thunk_game_of_name(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_of_name)(call, user, *(const inlay_string *)arguments[0], (records_game_vec3 *)result);
}

static const inlay_layout *const records_import_game_of_name_params[] = { &records_string_layout };

static inlay_status records_thunk_game_find(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_find)(call, user, *(const uint32_t *)arguments[0], (records_option_u32 *)result);
}

static const inlay_layout *const records_import_game_find_params[] = { &records_u32_layout };

static inlay_status records_thunk_game_find_mixed(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_find_mixed)(call, user, *(const uint32_t *)arguments[0], (records_option_game_mixed *)result);
}

static const inlay_layout *const records_import_game_find_mixed_params[] = { &records_u32_layout };

static inlay_status records_thunk_game_try(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_try)(call, user, *(const uint32_t *)arguments[0], (records_result_u32_string *)result);
}

static const inlay_layout *const records_import_game_try_params[] = { &records_u32_layout };

static inlay_status records_thunk_game_outcome(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_outcome)(call, user, *(const uint32_t *)arguments[0], (records_result_none_game_mood *)result);
}

static const inlay_layout *const records_import_game_outcome_params[] = { &records_u32_layout };

static inlay_status records_thunk_game_mood_of(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_mood_of)(call, user, *(const uint32_t *)arguments[0], (records_game_mood *)result);
}

static const inlay_layout *const records_import_game_mood_of_params[] = { &records_u32_layout };

static inlay_status records_thunk_game_keys_of(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_keys_of)(call, user, *(const uint32_t *)arguments[0], (records_game_keys *)result);
}

static const inlay_layout *const records_import_game_keys_of_params[] = { &records_u32_layout };

static inlay_status records_thunk_game_what(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_what)(call, user, *(const uint32_t *)arguments[0], (records_game_found *)result);
}

static const inlay_layout *const records_import_game_what_params[] = { &records_u32_layout };

static inlay_status records_thunk_game_title_of(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_title_of)(call, user, *(const uint32_t *)arguments[0], (inlay_string *)result);
}

static const inlay_layout *const records_import_game_title_of_params[] = { &records_u32_layout };

static inlay_status records_thunk_game_near(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const records_host *)functions)->game_near)(call, user, *(const uint32_t *)arguments[0], (records_list_u32 *)result);
}

static const inlay_layout *const records_import_game_near_params[] = { &records_u32_layout };

static const inlay_layout *const records_export_ask_params[] = { &records_borrow_game_body_layout, &records_u32_layout, &records_u32_layout, &records_string_layout };

inlay_status records_ask(inlay_host *host, inlay_mod mod, records_game_body b, uint32_t how, uint32_t times, inlay_string name, double *result)
{
    const void *const arguments[] = { &b, &how, &times, &name };
    return inlay_typed_call(host, mod, &records_binding, 0, arguments, result);
}

inlay_status records_ask_take(inlay_host *host, inlay_mod mod, double *result)
{
    return inlay_typed_take(host, mod, &records_binding, 0, result);
}

static const inlay_binding_function records_imports[] = {
    { "records:test/game@1.0.0#[method]body.position", records_import_game_body_position_params, 1, &records_game_vec3_layout, records_thunk_game_body_position, offsetof(records_host, game_body_position) },
    { "records:test/game@1.0.0#[method]body.mix", records_import_game_body_mix_params, 2, &records_game_mixed_layout, records_thunk_game_body_mix, offsetof(records_host, game_body_mix) },
    { "records:test/game@1.0.0#where", records_import_game_where_params, 1, &records_game_vec3_layout, records_thunk_game_where, offsetof(records_host, game_where) },
    { "records:test/game@1.0.0#mixed-of", records_import_game_mixed_of_params, 3, &records_game_mixed_layout, records_thunk_game_mixed_of, offsetof(records_host, game_mixed_of) },
    { "records:test/game@1.0.0#of-name", records_import_game_of_name_params, 1, &records_game_vec3_layout, records_thunk_game_of_name, offsetof(records_host, game_of_name) },
    { "records:test/game@1.0.0#find", records_import_game_find_params, 1, &records_option_u32_layout, records_thunk_game_find, offsetof(records_host, game_find) },
    { "records:test/game@1.0.0#find-mixed", records_import_game_find_mixed_params, 1, &records_option_game_mixed_layout, records_thunk_game_find_mixed, offsetof(records_host, game_find_mixed) },
    { "records:test/game@1.0.0#try", records_import_game_try_params, 1, &records_result_u32_string_layout, records_thunk_game_try, offsetof(records_host, game_try) },
    { "records:test/game@1.0.0#outcome", records_import_game_outcome_params, 1, &records_result_none_game_mood_layout, records_thunk_game_outcome, offsetof(records_host, game_outcome) },
    { "records:test/game@1.0.0#mood-of", records_import_game_mood_of_params, 1, &records_game_mood_layout, records_thunk_game_mood_of, offsetof(records_host, game_mood_of) },
    { "records:test/game@1.0.0#keys-of", records_import_game_keys_of_params, 1, &records_game_keys_layout, records_thunk_game_keys_of, offsetof(records_host, game_keys_of) },
    { "records:test/game@1.0.0#what", records_import_game_what_params, 1, &records_game_found_layout, records_thunk_game_what, offsetof(records_host, game_what) },
    { "records:test/game@1.0.0#title-of", records_import_game_title_of_params, 1, &records_string_layout, records_thunk_game_title_of, offsetof(records_host, game_title_of) },
    { "records:test/game@1.0.0#near", records_import_game_near_params, 1, &records_list_u32_layout, records_thunk_game_near, offsetof(records_host, game_near) },
};

static const inlay_binding_function records_exports[] = {
    { "ask", records_export_ask_params, 4, &records_f64_layout, NULL, 0 },
};

static const inlay_binding_resource records_resources[] = {
    { "records:test/game@1.0.0#body", offsetof(records_host, drop_game_body) },
};

const inlay_binding records_binding = {
    1u, "records.h", "records:test/records@1.0.0", records_wit, 14, 1, 1,
    records_imports, records_exports, records_resources, sizeof(records_host)
};

bool records_bind(inlay_host *host, inlay_slot slot, const records_host *functions, void *user, inlay_error *error)
{
    return inlay_typed_bind(host, slot, &records_binding, functions, user, error);
}

#ifdef __cplusplus
}
#endif

#endif
