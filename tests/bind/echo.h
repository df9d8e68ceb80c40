/* echo.h: the world bind:test/echo@1.0.0, for games in C and C++.
 *
 * Made by `inlay bind` 0.1.0 from WIT cb7c56cc1949a8e5; don't edit it, make it again.
 * In one file of the game, ECHO_IMPLEMENTATION is defined before the include.
 *
 * Strings and lists are views: those handed over must last until the call is
 * back (the SDK copies what a suspended call still needs); those of a result
 * are good until the next call of that mod, or inlay_frame. */
#ifndef ECHO_H
#define ECHO_H

#include "sdk/inlay.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A thing of the game's. */
typedef struct echo_game_thing { inlay_resource id; } echo_game_thing;

/* A point; no `* /` in a comment ends it. */
typedef struct echo_shapes_point {
    float x;
    float y;
} echo_shapes_point;

typedef struct echo_list_string { const inlay_string *items; size_t count; } echo_list_string;

typedef struct echo_list_shapes_point { const echo_shapes_point *items; size_t count; } echo_list_shapes_point;

typedef struct echo_list_list_shapes_point { const echo_list_shapes_point *items; size_t count; } echo_list_list_shapes_point;

typedef enum echo_shapes_shape_tag {
    ECHO_SHAPES_SHAPE_NOTHING,
    ECHO_SHAPES_SHAPE_CIRCLE,
    ECHO_SHAPES_SHAPE_POLYGON,
    ECHO_SHAPES_SHAPE_NAMED,
    ECHO_SHAPES_SHAPE_BYTE,
    ECHO_SHAPES_SHAPE_WIDE
} echo_shapes_shape_tag;

typedef struct echo_shapes_shape {
    echo_shapes_shape_tag tag;
    union {
        float circle;
        echo_list_shapes_point polygon;
        inlay_string named;
        uint8_t byte;
        uint64_t wide;
    };
} echo_shapes_shape;

typedef struct echo_option_shapes_shape { bool has; echo_shapes_shape value; } echo_option_shapes_shape;

typedef struct echo_list_u16 { const uint16_t *items; size_t count; } echo_list_u16;

typedef struct echo_result_list_u16_string {
    bool is_err;
    union {
        echo_list_u16 ok;
        inlay_string err;
    };
} echo_result_list_u16_string;

typedef struct echo_tuple_u8_f64 {
    uint8_t f0;
    double f1;
} echo_tuple_u8_f64;

typedef enum echo_shapes_mood {
    ECHO_SHAPES_MOOD_CALM,
    ECHO_SHAPES_MOOD_WARY,
    ECHO_SHAPES_MOOD_DOUBLE
} echo_shapes_mood;

typedef uint32_t echo_shapes_keys;
#define ECHO_SHAPES_KEYS_UP 0x1u
#define ECHO_SHAPES_KEYS_DOWN 0x2u
#define ECHO_SHAPES_KEYS_LEFT 0x4u
#define ECHO_SHAPES_KEYS_RIGHT 0x8u
#define ECHO_SHAPES_KEYS_FIRE 0x10u
#define ECHO_SHAPES_KEYS_JUMP 0x20u
#define ECHO_SHAPES_KEYS_DUCK 0x40u
#define ECHO_SHAPES_KEYS_RUN 0x80u
#define ECHO_SHAPES_KEYS_USE_IT 0x100u

typedef struct echo_shapes_nested {
    inlay_string name;
    echo_shapes_point at;
    echo_list_string tags;
    echo_list_list_shapes_point deep;
    echo_option_shapes_shape maybe;
    echo_result_list_u16_string outcome;
    echo_tuple_u8_f64 pair;
    echo_shapes_mood mood;
    echo_shapes_keys keys;
} echo_shapes_nested;

typedef struct echo_list_f32 { const float *items; size_t count; } echo_list_f32;

typedef struct echo_result_list_f32_string {
    bool is_err;
    union {
        echo_list_f32 ok;
        inlay_string err;
    };
} echo_result_list_f32_string;

/* A counter of the mod's. */
typedef struct echo_echoes_counter { inlay_resource id; } echo_echoes_counter;

/* Fields of every number, with gaps between them. */
typedef struct echo_shapes_numbers {
    bool a_bool;
    int8_t an_s8;
    uint64_t a_u64;
    uint8_t a_u8;
    int16_t an_s16;
    uint16_t a_u16;
    int32_t an_s32;
    uint32_t a_u32;
    int64_t an_s64;
    float an_f32;
    uint32_t a_char;
    double an_f64;
} echo_shapes_numbers;

/* Fields named as words of C and C++. */
typedef struct echo_shapes_words {
    uint8_t class_;
    uint16_t return_;
    inlay_string union_;
} echo_shapes_words;

typedef struct echo_option_string { bool has; inlay_string value; } echo_option_string;

typedef struct echo_option_u32 { bool has; uint32_t value; } echo_option_u32;

typedef struct echo_list_u32 { const uint32_t *items; size_t count; } echo_list_u32;

/* Twenty-two fields: the one that is measured. */
typedef struct echo_shapes_wide {
    uint32_t id;
    uint8_t kind;
    uint16_t level;
    echo_shapes_keys held;
    float x;
    float y;
    float z;
    float vx;
    float vy;
    float vz;
    int32_t health;
    int32_t armour;
    inlay_string name;
    echo_option_string title;
    echo_shapes_mood mood;
    bool alive;
    uint64_t score;
    double born;
    echo_option_u32 target;
    echo_list_u32 inventory;
    echo_list_shapes_point path;
    inlay_string note;
} echo_shapes_wide;

typedef struct echo_list_u8 { const uint8_t *items; size_t count; } echo_list_u8;

typedef struct echo_list_bool { const bool *items; size_t count; } echo_list_bool;

typedef struct echo_list_char { const uint32_t *items; size_t count; } echo_list_char;

typedef struct echo_list_f64 { const double *items; size_t count; } echo_list_f64;

typedef struct echo_list_shapes_mood { const echo_shapes_mood *items; size_t count; } echo_list_shapes_mood;

typedef struct echo_list_shapes_numbers { const echo_shapes_numbers *items; size_t count; } echo_list_shapes_numbers;

typedef struct echo_option_u64 { bool has; uint64_t value; } echo_option_u64;

typedef struct echo_list_option_u64 { const echo_option_u64 *items; size_t count; } echo_list_option_u64;

typedef struct echo_tuple_char_f32 {
    uint32_t f0;
    float f1;
} echo_tuple_char_f32;

typedef struct echo_list_tuple_char_f32 { const echo_tuple_char_f32 *items; size_t count; } echo_list_tuple_char_f32;

typedef struct echo_tuple_u8_string_list_tuple_char_f32 {
    uint8_t f0;
    inlay_string f1;
    echo_list_tuple_char_f32 f2;
} echo_tuple_u8_string_list_tuple_char_f32;

typedef struct echo_option_option_u32 { bool has; echo_option_u32 value; } echo_option_option_u32;

typedef struct echo_result_u32_string {
    bool is_err;
    union {
        uint32_t ok;
        inlay_string err;
    };
} echo_result_u32_string;

typedef struct echo_result_none_none {
    bool is_err;
} echo_result_none_none;

typedef struct echo_result_none_shapes_mood {
    bool is_err;
    union {
        echo_shapes_mood err;
    };
} echo_result_none_shapes_mood;

typedef struct echo_list_game_thing { const echo_game_thing *items; size_t count; } echo_list_game_thing;

/* A world to test bindings with. */
/* What the game offers to mods of the world. A null entry is offered by another table, or not at all.
 * Each answers INLAY_DONE, with its result filled in; INLAY_SUSPENDED: ask again next frame; INLAY_DENIED;
 * or what inlay_call_trap gives. Arguments are good until it answers. */
typedef struct echo_host {
    /* The last owner of a thing let go of it; may be null. */
    inlay_drop *drop_game_thing;
    inlay_status (*game_thing_new)(inlay_call *call, void *user, uint32_t value, echo_game_thing *result);
    inlay_status (*game_thing_value)(inlay_call *call, void *user, echo_game_thing self, uint32_t *result);
    inlay_status (*game_thing_twice)(inlay_call *call, void *user, uint32_t value, uint32_t *result);
    /* The text is only looked at. */
    inlay_status (*game_log)(inlay_call *call, void *user, inlay_string text);
    inlay_status (*game_add)(inlay_call *call, void *user, uint32_t a, uint32_t b, uint32_t *result);
    inlay_status (*game_turn)(inlay_call *call, void *user, const echo_shapes_nested *value, echo_shapes_nested *result);
    inlay_status (*game_halves)(inlay_call *call, void *user, echo_list_f32 values, echo_result_list_f32_string *result);
    inlay_status (*game_wait)(inlay_call *call, void *user, uint32_t frames, uint32_t *result);
    inlay_status (*game_spawn)(inlay_call *call, void *user, uint32_t value, echo_game_thing *result);
    inlay_status (*game_refuse)(inlay_call *call, void *user, uint32_t how);
    /* A function of the world's own. */
    inlay_status (*beep)(inlay_call *call, void *user, float pitch, bool *result);
} echo_host;

/* Bind the world to a slot, and the table's functions to the host; the table is copied. null: none of them.
 * Before the first inlay_frame. False, and why, when the slot's WIT is another than this header's. */
bool echo_bind(inlay_host *host, inlay_slot slot, const echo_host *functions, void *user, inlay_error *error);

/* The tables behind it. */
extern const inlay_binding echo_binding;

/* A new thing of the game's, and what was given for it: null when its id is stale. */
static inline echo_game_thing echo_game_thing_create(inlay_host *host, void *data)
{
    echo_game_thing made;
    made.id = inlay_resource_new(host, "bind:test/game@1.0.0#thing", data);
    return made;
}

static inline void *echo_game_thing_data(inlay_host *host, echo_game_thing self)
{
    return inlay_resource_data(host, self.id);
}

inlay_status echo_echoes_counter_new(inlay_host *host, inlay_mod mod, uint32_t start, echo_echoes_counter *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_counter_new_take(inlay_host *host, inlay_mod mod, echo_echoes_counter *result);

inlay_status echo_echoes_counter_next(inlay_host *host, echo_echoes_counter self, uint32_t by, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_counter_next_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_counter_label(inlay_host *host, echo_echoes_counter self, inlay_string prefix, inlay_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_counter_label_take(inlay_host *host, inlay_mod mod, inlay_string *result);

inlay_status echo_echoes_counter_sum(inlay_host *host, inlay_mod mod, uint32_t a, uint32_t b, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_counter_sum_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_a_bool(inlay_host *host, inlay_mod mod, bool v, bool *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_bool_take(inlay_host *host, inlay_mod mod, bool *result);

inlay_status echo_echoes_an_s8(inlay_host *host, inlay_mod mod, int8_t v, int8_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_an_s8_take(inlay_host *host, inlay_mod mod, int8_t *result);

inlay_status echo_echoes_a_u8(inlay_host *host, inlay_mod mod, uint8_t v, uint8_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_u8_take(inlay_host *host, inlay_mod mod, uint8_t *result);

inlay_status echo_echoes_an_s16(inlay_host *host, inlay_mod mod, int16_t v, int16_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_an_s16_take(inlay_host *host, inlay_mod mod, int16_t *result);

inlay_status echo_echoes_a_u16(inlay_host *host, inlay_mod mod, uint16_t v, uint16_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_u16_take(inlay_host *host, inlay_mod mod, uint16_t *result);

inlay_status echo_echoes_an_s32(inlay_host *host, inlay_mod mod, int32_t v, int32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_an_s32_take(inlay_host *host, inlay_mod mod, int32_t *result);

inlay_status echo_echoes_a_u32(inlay_host *host, inlay_mod mod, uint32_t v, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_u32_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_an_s64(inlay_host *host, inlay_mod mod, int64_t v, int64_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_an_s64_take(inlay_host *host, inlay_mod mod, int64_t *result);

inlay_status echo_echoes_a_u64(inlay_host *host, inlay_mod mod, uint64_t v, uint64_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_u64_take(inlay_host *host, inlay_mod mod, uint64_t *result);

inlay_status echo_echoes_an_f32(inlay_host *host, inlay_mod mod, float v, float *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_an_f32_take(inlay_host *host, inlay_mod mod, float *result);

inlay_status echo_echoes_an_f64(inlay_host *host, inlay_mod mod, double v, double *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_an_f64_take(inlay_host *host, inlay_mod mod, double *result);

inlay_status echo_echoes_a_char(inlay_host *host, inlay_mod mod, uint32_t v, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_char_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_a_string(inlay_host *host, inlay_mod mod, inlay_string v, inlay_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_string_take(inlay_host *host, inlay_mod mod, inlay_string *result);

inlay_status echo_echoes_a_point(inlay_host *host, inlay_mod mod, const echo_shapes_point *v, echo_shapes_point *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_point_take(inlay_host *host, inlay_mod mod, echo_shapes_point *result);

inlay_status echo_echoes_all_numbers(inlay_host *host, inlay_mod mod, const echo_shapes_numbers *v, echo_shapes_numbers *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_all_numbers_take(inlay_host *host, inlay_mod mod, echo_shapes_numbers *result);

inlay_status echo_echoes_a_mood(inlay_host *host, inlay_mod mod, echo_shapes_mood v, echo_shapes_mood *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_mood_take(inlay_host *host, inlay_mod mod, echo_shapes_mood *result);

inlay_status echo_echoes_some_keys(inlay_host *host, inlay_mod mod, echo_shapes_keys v, echo_shapes_keys *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_some_keys_take(inlay_host *host, inlay_mod mod, echo_shapes_keys *result);

inlay_status echo_echoes_a_shape(inlay_host *host, inlay_mod mod, const echo_shapes_shape *v, echo_shapes_shape *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_shape_take(inlay_host *host, inlay_mod mod, echo_shapes_shape *result);

inlay_status echo_echoes_a_nested(inlay_host *host, inlay_mod mod, const echo_shapes_nested *v, echo_shapes_nested *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_nested_take(inlay_host *host, inlay_mod mod, echo_shapes_nested *result);

inlay_status echo_echoes_some_words(inlay_host *host, inlay_mod mod, const echo_shapes_words *v, echo_shapes_words *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_some_words_take(inlay_host *host, inlay_mod mod, echo_shapes_words *result);

inlay_status echo_echoes_a_wide(inlay_host *host, inlay_mod mod, const echo_shapes_wide *v, echo_shapes_wide *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_wide_take(inlay_host *host, inlay_mod mod, echo_shapes_wide *result);

inlay_status echo_echoes_bytes(inlay_host *host, inlay_mod mod, echo_list_u8 v, echo_list_u8 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_bytes_take(inlay_host *host, inlay_mod mod, echo_list_u8 *result);

inlay_status echo_echoes_bools(inlay_host *host, inlay_mod mod, echo_list_bool v, echo_list_bool *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_bools_take(inlay_host *host, inlay_mod mod, echo_list_bool *result);

inlay_status echo_echoes_chars(inlay_host *host, inlay_mod mod, echo_list_char v, echo_list_char *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_chars_take(inlay_host *host, inlay_mod mod, echo_list_char *result);

inlay_status echo_echoes_doubles(inlay_host *host, inlay_mod mod, echo_list_f64 v, echo_list_f64 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_doubles_take(inlay_host *host, inlay_mod mod, echo_list_f64 *result);

inlay_status echo_echoes_points(inlay_host *host, inlay_mod mod, echo_list_shapes_point v, echo_list_shapes_point *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_points_take(inlay_host *host, inlay_mod mod, echo_list_shapes_point *result);

inlay_status echo_echoes_moods(inlay_host *host, inlay_mod mod, echo_list_shapes_mood v, echo_list_shapes_mood *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_moods_take(inlay_host *host, inlay_mod mod, echo_list_shapes_mood *result);

inlay_status echo_echoes_texts(inlay_host *host, inlay_mod mod, echo_list_string v, echo_list_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_texts_take(inlay_host *host, inlay_mod mod, echo_list_string *result);

inlay_status echo_echoes_many(inlay_host *host, inlay_mod mod, echo_list_shapes_numbers v, echo_list_shapes_numbers *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_many_take(inlay_host *host, inlay_mod mod, echo_list_shapes_numbers *result);

inlay_status echo_echoes_options(inlay_host *host, inlay_mod mod, echo_list_option_u64 v, echo_list_option_u64 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_options_take(inlay_host *host, inlay_mod mod, echo_list_option_u64 *result);

inlay_status echo_echoes_a_tuple(inlay_host *host, inlay_mod mod, const echo_tuple_u8_string_list_tuple_char_f32 *v, echo_tuple_u8_string_list_tuple_char_f32 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_tuple_take(inlay_host *host, inlay_mod mod, echo_tuple_u8_string_list_tuple_char_f32 *result);

inlay_status echo_echoes_an_option(inlay_host *host, inlay_mod mod, const echo_option_string *v, echo_option_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_an_option_take(inlay_host *host, inlay_mod mod, echo_option_string *result);

inlay_status echo_echoes_deep_option(inlay_host *host, inlay_mod mod, const echo_option_option_u32 *v, echo_option_option_u32 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_deep_option_take(inlay_host *host, inlay_mod mod, echo_option_option_u32 *result);

inlay_status echo_echoes_a_result(inlay_host *host, inlay_mod mod, const echo_result_u32_string *v, echo_result_u32_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_a_result_take(inlay_host *host, inlay_mod mod, echo_result_u32_string *result);

inlay_status echo_echoes_an_empty_result(inlay_host *host, inlay_mod mod, const echo_result_none_none *v, echo_result_none_none *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_an_empty_result_take(inlay_host *host, inlay_mod mod, echo_result_none_none *result);

inlay_status echo_echoes_an_error_only(inlay_host *host, inlay_mod mod, const echo_result_none_shapes_mood *v, echo_result_none_shapes_mood *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_an_error_only_take(inlay_host *host, inlay_mod mod, echo_result_none_shapes_mood *result);

/* Records of numbers, field by field, and a number back. */
inlay_status echo_echoes_lean(inlay_host *host, inlay_mod mod, const echo_shapes_point *p, echo_shapes_mood m, const echo_shapes_point *q, float *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_lean_take(inlay_host *host, inlay_mod mod, float *result);

inlay_status echo_echoes_weigh(inlay_host *host, inlay_mod mod, const echo_shapes_numbers *n, uint32_t more, double *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_weigh_take(inlay_host *host, inlay_mod mod, double *result);

inlay_status echo_echoes_name_of(inlay_host *host, inlay_mod mod, const echo_shapes_point *p, inlay_string name, const echo_tuple_u8_f64 *n, inlay_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_name_of_take(inlay_host *host, inlay_mod mod, inlay_string *result);

/* Seventeen of them: they go through memory. */
inlay_status echo_echoes_seventeen(inlay_host *host, inlay_mod mod, uint8_t a, uint16_t b, uint32_t c, uint64_t d, float e, double f, bool g, uint32_t h, inlay_string i, uint8_t j, uint16_t k, uint32_t l, uint64_t m, float n, double o, bool p, uint64_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_seventeen_take(inlay_host *host, inlay_mod mod, uint64_t *result);

inlay_status echo_echoes_borrow_thing(inlay_host *host, inlay_mod mod, echo_game_thing t, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_borrow_thing_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_hold_thing(inlay_host *host, inlay_mod mod, echo_game_thing t);

inlay_status echo_echoes_take_thing(inlay_host *host, inlay_mod mod, echo_game_thing t, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_take_thing_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_pass_thing(inlay_host *host, inlay_mod mod, echo_game_thing t, echo_game_thing *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_pass_thing_take(inlay_host *host, inlay_mod mod, echo_game_thing *result);

inlay_status echo_echoes_take_things(inlay_host *host, inlay_mod mod, echo_list_game_thing t, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_take_things_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_make_counter(inlay_host *host, inlay_mod mod, uint32_t start, echo_echoes_counter *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_make_counter_take(inlay_host *host, inlay_mod mod, echo_echoes_counter *result);

inlay_status echo_echoes_read_counter(inlay_host *host, inlay_mod mod, echo_echoes_counter c, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_read_counter_take(inlay_host *host, inlay_mod mod, uint32_t *result);

/* Through the game's functions and back. */
inlay_status echo_echoes_log_it(inlay_host *host, inlay_mod mod, inlay_string text);

inlay_status echo_echoes_add_it(inlay_host *host, inlay_mod mod, uint32_t a, uint32_t b, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_add_it_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_turn_it(inlay_host *host, inlay_mod mod, const echo_shapes_nested *v, echo_shapes_nested *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_turn_it_take(inlay_host *host, inlay_mod mod, echo_shapes_nested *result);

inlay_status echo_echoes_halve_it(inlay_host *host, inlay_mod mod, echo_list_f32 v, echo_result_list_f32_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_halve_it_take(inlay_host *host, inlay_mod mod, echo_result_list_f32_string *result);

inlay_status echo_echoes_wait_for(inlay_host *host, inlay_mod mod, uint32_t frames, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_wait_for_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_spawn_it(inlay_host *host, inlay_mod mod, uint32_t value, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_spawn_it_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_be_refused(inlay_host *host, inlay_mod mod, uint32_t how);

inlay_status echo_echoes_spin(inlay_host *host, inlay_mod mod, uint32_t turns, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_spin_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_fail(inlay_host *host, inlay_mod mod);

inlay_status echo_echoes_count_bytes(inlay_host *host, inlay_mod mod, echo_list_u8 v, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_count_bytes_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_echoes_log_often(inlay_host *host, inlay_mod mod, inlay_string text, uint32_t times);

inlay_status echo_echoes_borrow_often(inlay_host *host, inlay_mod mod, echo_game_thing t, uint32_t times, uint32_t *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_echoes_borrow_often_take(inlay_host *host, inlay_mod mod, uint32_t *result);

inlay_status echo_ping(inlay_host *host, inlay_mod mod, inlay_string text, uint8_t times, inlay_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status echo_ping_take(inlay_host *host, inlay_mod mod, inlay_string *result);

#ifdef __cplusplus
}
#endif

#endif

#if defined(ECHO_IMPLEMENTATION) && !defined(ECHO_IMPLEMENTED)
#define ECHO_IMPLEMENTED

#ifdef __cplusplus
extern "C" {
#endif

static const inlay_layout echo_u32_layout = { INLAY_U32, 0, 0, sizeof(uint32_t), 0, NULL };
static const inlay_layout echo_game_thing_layout = { INLAY_OWN, 0, 0, sizeof(echo_game_thing), 0, NULL };
static const inlay_layout echo_borrow_game_thing_layout = { INLAY_BORROW, 0, 0, sizeof(echo_game_thing), 0, NULL };
static const inlay_layout echo_string_layout = { INLAY_STRING, 0, 0, sizeof(inlay_string), 0, NULL };
static const inlay_layout echo_f32_layout = { INLAY_F32, 0, 0, sizeof(float), 0, NULL };
static const inlay_member echo_shapes_point_members[] = {
    { &echo_f32_layout, offsetof(echo_shapes_point, x) },
    { &echo_f32_layout, offsetof(echo_shapes_point, y) },
};
static const inlay_layout echo_shapes_point_layout = { INLAY_RECORD, 0, 0, sizeof(echo_shapes_point), 2, echo_shapes_point_members };
static const inlay_member echo_list_string_members[] = {
    { &echo_string_layout, 0 },
};
static const inlay_layout echo_list_string_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_string), 0, echo_list_string_members };
static const inlay_member echo_list_shapes_point_members[] = {
    { &echo_shapes_point_layout, 0 },
};
static const inlay_layout echo_list_shapes_point_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_shapes_point), 0, echo_list_shapes_point_members };
static const inlay_member echo_list_list_shapes_point_members[] = {
    { &echo_list_shapes_point_layout, 0 },
};
static const inlay_layout echo_list_list_shapes_point_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_list_shapes_point), 0, echo_list_list_shapes_point_members };
static const inlay_layout echo_u8_layout = { INLAY_U8, 0, 0, sizeof(uint8_t), 0, NULL };
static const inlay_layout echo_u64_layout = { INLAY_U64, 0, 0, sizeof(uint64_t), 0, NULL };
static const inlay_member echo_shapes_shape_members[] = {
    { NULL, 0 },
    { &echo_f32_layout, offsetof(echo_shapes_shape, circle) },
    { &echo_list_shapes_point_layout, offsetof(echo_shapes_shape, polygon) },
    { &echo_string_layout, offsetof(echo_shapes_shape, named) },
    { &echo_u8_layout, offsetof(echo_shapes_shape, byte) },
    { &echo_u64_layout, offsetof(echo_shapes_shape, wide) },
};
static const inlay_layout echo_shapes_shape_layout = { INLAY_VARIANT, sizeof(echo_shapes_shape_tag), offsetof(echo_shapes_shape, tag), sizeof(echo_shapes_shape), 6, echo_shapes_shape_members };
static const inlay_member echo_option_shapes_shape_members[] = {
    { &echo_shapes_shape_layout, offsetof(echo_option_shapes_shape, value) },
};
static const inlay_layout echo_option_shapes_shape_layout = { INLAY_OPTION, sizeof(bool), offsetof(echo_option_shapes_shape, has), sizeof(echo_option_shapes_shape), 1, echo_option_shapes_shape_members };
static const inlay_layout echo_u16_layout = { INLAY_U16, 0, 0, sizeof(uint16_t), 0, NULL };
static const inlay_member echo_list_u16_members[] = {
    { &echo_u16_layout, 0 },
};
static const inlay_layout echo_list_u16_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_u16), 0, echo_list_u16_members };
static const inlay_member echo_result_list_u16_string_members[] = {
    { &echo_list_u16_layout, offsetof(echo_result_list_u16_string, ok) },
    { &echo_string_layout, offsetof(echo_result_list_u16_string, err) },
};
static const inlay_layout echo_result_list_u16_string_layout = { INLAY_RESULT, sizeof(bool), offsetof(echo_result_list_u16_string, is_err), sizeof(echo_result_list_u16_string), 2, echo_result_list_u16_string_members };
static const inlay_layout echo_f64_layout = { INLAY_F64, 0, 0, sizeof(double), 0, NULL };
static const inlay_member echo_tuple_u8_f64_members[] = {
    { &echo_u8_layout, offsetof(echo_tuple_u8_f64, f0) },
    { &echo_f64_layout, offsetof(echo_tuple_u8_f64, f1) },
};
static const inlay_layout echo_tuple_u8_f64_layout = { INLAY_TUPLE, 0, 0, sizeof(echo_tuple_u8_f64), 2, echo_tuple_u8_f64_members };
static const inlay_layout echo_shapes_mood_layout = { INLAY_ENUM, sizeof(echo_shapes_mood), 0, sizeof(echo_shapes_mood), 3, NULL };
static const inlay_layout echo_shapes_keys_layout = { INLAY_FLAGS, 0, 0, sizeof(echo_shapes_keys), 9, NULL };
static const inlay_member echo_shapes_nested_members[] = {
    { &echo_string_layout, offsetof(echo_shapes_nested, name) },
    { &echo_shapes_point_layout, offsetof(echo_shapes_nested, at) },
    { &echo_list_string_layout, offsetof(echo_shapes_nested, tags) },
    { &echo_list_list_shapes_point_layout, offsetof(echo_shapes_nested, deep) },
    { &echo_option_shapes_shape_layout, offsetof(echo_shapes_nested, maybe) },
    { &echo_result_list_u16_string_layout, offsetof(echo_shapes_nested, outcome) },
    { &echo_tuple_u8_f64_layout, offsetof(echo_shapes_nested, pair) },
    { &echo_shapes_mood_layout, offsetof(echo_shapes_nested, mood) },
    { &echo_shapes_keys_layout, offsetof(echo_shapes_nested, keys) },
};
static const inlay_layout echo_shapes_nested_layout = { INLAY_RECORD, 0, 0, sizeof(echo_shapes_nested), 9, echo_shapes_nested_members };
static const inlay_member echo_list_f32_members[] = {
    { &echo_f32_layout, 0 },
};
static const inlay_layout echo_list_f32_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_f32), 0, echo_list_f32_members };
static const inlay_member echo_result_list_f32_string_members[] = {
    { &echo_list_f32_layout, offsetof(echo_result_list_f32_string, ok) },
    { &echo_string_layout, offsetof(echo_result_list_f32_string, err) },
};
static const inlay_layout echo_result_list_f32_string_layout = { INLAY_RESULT, sizeof(bool), offsetof(echo_result_list_f32_string, is_err), sizeof(echo_result_list_f32_string), 2, echo_result_list_f32_string_members };
static const inlay_layout echo_bool_layout = { INLAY_BOOL, 0, 0, sizeof(bool), 0, NULL };
static const inlay_layout echo_echoes_counter_layout = { INLAY_OWN, 0, 0, sizeof(echo_echoes_counter), 0, NULL };
static const inlay_layout echo_borrow_echoes_counter_layout = { INLAY_BORROW, 0, 0, sizeof(echo_echoes_counter), 0, NULL };
static const inlay_layout echo_s8_layout = { INLAY_S8, 0, 0, sizeof(int8_t), 0, NULL };
static const inlay_layout echo_s16_layout = { INLAY_S16, 0, 0, sizeof(int16_t), 0, NULL };
static const inlay_layout echo_s32_layout = { INLAY_S32, 0, 0, sizeof(int32_t), 0, NULL };
static const inlay_layout echo_s64_layout = { INLAY_S64, 0, 0, sizeof(int64_t), 0, NULL };
static const inlay_layout echo_char_layout = { INLAY_CHAR, 0, 0, sizeof(uint32_t), 0, NULL };
static const inlay_member echo_shapes_numbers_members[] = {
    { &echo_bool_layout, offsetof(echo_shapes_numbers, a_bool) },
    { &echo_s8_layout, offsetof(echo_shapes_numbers, an_s8) },
    { &echo_u64_layout, offsetof(echo_shapes_numbers, a_u64) },
    { &echo_u8_layout, offsetof(echo_shapes_numbers, a_u8) },
    { &echo_s16_layout, offsetof(echo_shapes_numbers, an_s16) },
    { &echo_u16_layout, offsetof(echo_shapes_numbers, a_u16) },
    { &echo_s32_layout, offsetof(echo_shapes_numbers, an_s32) },
    { &echo_u32_layout, offsetof(echo_shapes_numbers, a_u32) },
    { &echo_s64_layout, offsetof(echo_shapes_numbers, an_s64) },
    { &echo_f32_layout, offsetof(echo_shapes_numbers, an_f32) },
    { &echo_char_layout, offsetof(echo_shapes_numbers, a_char) },
    { &echo_f64_layout, offsetof(echo_shapes_numbers, an_f64) },
};
static const inlay_layout echo_shapes_numbers_layout = { INLAY_RECORD, 0, 0, sizeof(echo_shapes_numbers), 12, echo_shapes_numbers_members };
static const inlay_member echo_shapes_words_members[] = {
    { &echo_u8_layout, offsetof(echo_shapes_words, class_) },
    { &echo_u16_layout, offsetof(echo_shapes_words, return_) },
    { &echo_string_layout, offsetof(echo_shapes_words, union_) },
};
static const inlay_layout echo_shapes_words_layout = { INLAY_RECORD, 0, 0, sizeof(echo_shapes_words), 3, echo_shapes_words_members };
static const inlay_member echo_option_string_members[] = {
    { &echo_string_layout, offsetof(echo_option_string, value) },
};
static const inlay_layout echo_option_string_layout = { INLAY_OPTION, sizeof(bool), offsetof(echo_option_string, has), sizeof(echo_option_string), 1, echo_option_string_members };
static const inlay_member echo_option_u32_members[] = {
    { &echo_u32_layout, offsetof(echo_option_u32, value) },
};
static const inlay_layout echo_option_u32_layout = { INLAY_OPTION, sizeof(bool), offsetof(echo_option_u32, has), sizeof(echo_option_u32), 1, echo_option_u32_members };
static const inlay_member echo_list_u32_members[] = {
    { &echo_u32_layout, 0 },
};
static const inlay_layout echo_list_u32_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_u32), 0, echo_list_u32_members };
static const inlay_member echo_shapes_wide_members[] = {
    { &echo_u32_layout, offsetof(echo_shapes_wide, id) },
    { &echo_u8_layout, offsetof(echo_shapes_wide, kind) },
    { &echo_u16_layout, offsetof(echo_shapes_wide, level) },
    { &echo_shapes_keys_layout, offsetof(echo_shapes_wide, held) },
    { &echo_f32_layout, offsetof(echo_shapes_wide, x) },
    { &echo_f32_layout, offsetof(echo_shapes_wide, y) },
    { &echo_f32_layout, offsetof(echo_shapes_wide, z) },
    { &echo_f32_layout, offsetof(echo_shapes_wide, vx) },
    { &echo_f32_layout, offsetof(echo_shapes_wide, vy) },
    { &echo_f32_layout, offsetof(echo_shapes_wide, vz) },
    { &echo_s32_layout, offsetof(echo_shapes_wide, health) },
    { &echo_s32_layout, offsetof(echo_shapes_wide, armour) },
    { &echo_string_layout, offsetof(echo_shapes_wide, name) },
    { &echo_option_string_layout, offsetof(echo_shapes_wide, title) },
    { &echo_shapes_mood_layout, offsetof(echo_shapes_wide, mood) },
    { &echo_bool_layout, offsetof(echo_shapes_wide, alive) },
    { &echo_u64_layout, offsetof(echo_shapes_wide, score) },
    { &echo_f64_layout, offsetof(echo_shapes_wide, born) },
    { &echo_option_u32_layout, offsetof(echo_shapes_wide, target) },
    { &echo_list_u32_layout, offsetof(echo_shapes_wide, inventory) },
    { &echo_list_shapes_point_layout, offsetof(echo_shapes_wide, path) },
    { &echo_string_layout, offsetof(echo_shapes_wide, note) },
};
static const inlay_layout echo_shapes_wide_layout = { INLAY_RECORD, 0, 0, sizeof(echo_shapes_wide), 22, echo_shapes_wide_members };
static const inlay_member echo_list_u8_members[] = {
    { &echo_u8_layout, 0 },
};
static const inlay_layout echo_list_u8_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_u8), 0, echo_list_u8_members };
static const inlay_member echo_list_bool_members[] = {
    { &echo_bool_layout, 0 },
};
static const inlay_layout echo_list_bool_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_bool), 0, echo_list_bool_members };
static const inlay_member echo_list_char_members[] = {
    { &echo_char_layout, 0 },
};
static const inlay_layout echo_list_char_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_char), 0, echo_list_char_members };
static const inlay_member echo_list_f64_members[] = {
    { &echo_f64_layout, 0 },
};
static const inlay_layout echo_list_f64_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_f64), 0, echo_list_f64_members };
static const inlay_member echo_list_shapes_mood_members[] = {
    { &echo_shapes_mood_layout, 0 },
};
static const inlay_layout echo_list_shapes_mood_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_shapes_mood), 0, echo_list_shapes_mood_members };
static const inlay_member echo_list_shapes_numbers_members[] = {
    { &echo_shapes_numbers_layout, 0 },
};
static const inlay_layout echo_list_shapes_numbers_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_shapes_numbers), 0, echo_list_shapes_numbers_members };
static const inlay_member echo_option_u64_members[] = {
    { &echo_u64_layout, offsetof(echo_option_u64, value) },
};
static const inlay_layout echo_option_u64_layout = { INLAY_OPTION, sizeof(bool), offsetof(echo_option_u64, has), sizeof(echo_option_u64), 1, echo_option_u64_members };
static const inlay_member echo_list_option_u64_members[] = {
    { &echo_option_u64_layout, 0 },
};
static const inlay_layout echo_list_option_u64_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_option_u64), 0, echo_list_option_u64_members };
static const inlay_member echo_tuple_char_f32_members[] = {
    { &echo_char_layout, offsetof(echo_tuple_char_f32, f0) },
    { &echo_f32_layout, offsetof(echo_tuple_char_f32, f1) },
};
static const inlay_layout echo_tuple_char_f32_layout = { INLAY_TUPLE, 0, 0, sizeof(echo_tuple_char_f32), 2, echo_tuple_char_f32_members };
static const inlay_member echo_list_tuple_char_f32_members[] = {
    { &echo_tuple_char_f32_layout, 0 },
};
static const inlay_layout echo_list_tuple_char_f32_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_tuple_char_f32), 0, echo_list_tuple_char_f32_members };
static const inlay_member echo_tuple_u8_string_list_tuple_char_f32_members[] = {
    { &echo_u8_layout, offsetof(echo_tuple_u8_string_list_tuple_char_f32, f0) },
    { &echo_string_layout, offsetof(echo_tuple_u8_string_list_tuple_char_f32, f1) },
    { &echo_list_tuple_char_f32_layout, offsetof(echo_tuple_u8_string_list_tuple_char_f32, f2) },
};
static const inlay_layout echo_tuple_u8_string_list_tuple_char_f32_layout = { INLAY_TUPLE, 0, 0, sizeof(echo_tuple_u8_string_list_tuple_char_f32), 3, echo_tuple_u8_string_list_tuple_char_f32_members };
static const inlay_member echo_option_option_u32_members[] = {
    { &echo_option_u32_layout, offsetof(echo_option_option_u32, value) },
};
static const inlay_layout echo_option_option_u32_layout = { INLAY_OPTION, sizeof(bool), offsetof(echo_option_option_u32, has), sizeof(echo_option_option_u32), 1, echo_option_option_u32_members };
static const inlay_member echo_result_u32_string_members[] = {
    { &echo_u32_layout, offsetof(echo_result_u32_string, ok) },
    { &echo_string_layout, offsetof(echo_result_u32_string, err) },
};
static const inlay_layout echo_result_u32_string_layout = { INLAY_RESULT, sizeof(bool), offsetof(echo_result_u32_string, is_err), sizeof(echo_result_u32_string), 2, echo_result_u32_string_members };
static const inlay_member echo_result_none_none_members[] = {
    { NULL, 0 },
    { NULL, 0 },
};
static const inlay_layout echo_result_none_none_layout = { INLAY_RESULT, sizeof(bool), offsetof(echo_result_none_none, is_err), sizeof(echo_result_none_none), 2, echo_result_none_none_members };
static const inlay_member echo_result_none_shapes_mood_members[] = {
    { NULL, 0 },
    { &echo_shapes_mood_layout, offsetof(echo_result_none_shapes_mood, err) },
};
static const inlay_layout echo_result_none_shapes_mood_layout = { INLAY_RESULT, sizeof(bool), offsetof(echo_result_none_shapes_mood, is_err), sizeof(echo_result_none_shapes_mood), 2, echo_result_none_shapes_mood_members };
static const inlay_member echo_list_game_thing_members[] = {
    { &echo_game_thing_layout, 0 },
};
static const inlay_layout echo_list_game_thing_layout = { INLAY_LIST, 0, 0, sizeof(echo_list_game_thing), 0, echo_list_game_thing_members };

static const char *const echo_wit[] = {
    "package bind:test@1.0.0;\n",
    "\n",
    "interface shapes {\n",
    "  record point {\n",
    "    x: f32,\n",
    "    y: f32,\n",
    "  }\n",
    "  record numbers {\n",
    "    a-bool: bool,\n",
    "    an-s8: s8,\n",
    "    a-u64: u64,\n",
    "    a-u8: u8,\n",
    "    an-s16: s16,\n",
    "    a-u16: u16,\n",
    "    an-s32: s32,\n",
    "    a-u32: u32,\n",
    "    an-s64: s64,\n",
    "    an-f32: f32,\n",
    "    a-char: char,\n",
    "    an-f64: f64,\n",
    "  }\n",
    "  enum mood {\n",
    "    calm,\n",
    "    wary,\n",
    "    double,\n",
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
    "  variant shape {\n",
    "    nothing,\n",
    "    circle(f32),\n",
    "    polygon(list<point>),\n",
    "    named(string),\n",
    "    byte(u8),\n",
    "    wide(u64),\n",
    "  }\n",
    "  record words {\n",
    "    class: u8,\n",
    "    return: u16,\n",
    "    union: string,\n",
    "  }\n",
    "  record nested {\n",
    "    name: string,\n",
    "    at: point,\n",
    "    tags: list<string>,\n",
    "    deep: list<list<point>>,\n",
    "    maybe: option<shape>,\n",
    "    outcome: result<list<u16>, string>,\n",
    "    pair: tuple<u8, f64>,\n",
    "    mood: mood,\n",
    "    keys: keys,\n",
    "  }\n",
    "  record wide {\n",
    "    id: u32,\n",
    "    kind: u8,\n",
    "    level: u16,\n",
    "    held: keys,\n",
    "    x: f32,\n",
    "    y: f32,\n",
    "    z: f32,\n",
    "    vx: f32,\n",
    "    vy: f32,\n",
    "    vz: f32,\n",
    "    health: s32,\n",
    "    armour: s32,\n",
    "    name: string,\n",
    "    title: option<string>,\n",
    "    mood: mood,\n",
    "    alive: bool,\n",
    "    score: u64,\n",
    "    born: f64,\n",
    "    target: option<u32>,\n",
    "    inventory: list<u32>,\n",
    "    path: list<point>,\n",
    "    note: string,\n",
    "  }\n",
    "}\n",
    "\n",
    "interface game {\n",
    "  use shapes.{nested};\n",
    "  use shapes.{point};\n",
    "  resource thing {\n",
    "    constructor(value: u32);\n",
    "    value: func() -> u32;\n",
    "    twice: static func(value: u32) -> u32;\n",
    "  }\n",
    "  log: func(text: string);\n",
    "  add: func(a: u32, b: u32) -> u32;\n",
    "  turn: func(value: nested) -> nested;\n",
    "  halves: func(values: list<f32>) -> result<list<f32>, string>;\n",
    "  wait: func(frames: u32) -> u32;\n",
    "  spawn: func(value: u32) -> thing;\n",
    "  refuse: func(how: u32);\n",
    "}\n",
    "\n",
    "interface echoes {\n",
    "  use shapes.{point};\n",
    "  use shapes.{numbers};\n",
    "  use shapes.{mood};\n",
    "  use shapes.{keys};\n",
    "  use shapes.{shape};\n",
    "  use shapes.{nested};\n",
    "  use shapes.{words};\n",
    "  use shapes.{wide};\n",
    "  use game.{thing};\n",
    "  resource counter {\n",
    "    constructor(start: u32);\n",
    "    next: func(by: u32) -> u32;\n",
    "    label: func(prefix: string) -> string;\n",
    "    sum: static func(a: u32, b: u32) -> u32;\n",
    "  }\n",
    "  a-bool: func(v: bool) -> bool;\n",
    "  an-s8: func(v: s8) -> s8;\n",
    "  a-u8: func(v: u8) -> u8;\n",
    "  an-s16: func(v: s16) -> s16;\n",
    "  a-u16: func(v: u16) -> u16;\n",
    "  an-s32: func(v: s32) -> s32;\n",
    "  a-u32: func(v: u32) -> u32;\n",
    "  an-s64: func(v: s64) -> s64;\n",
    "  a-u64: func(v: u64) -> u64;\n",
    "  an-f32: func(v: f32) -> f32;\n",
    "  an-f64: func(v: f64) -> f64;\n",
    "  a-char: func(v: char) -> char;\n",
    "  a-string: func(v: string) -> string;\n",
    "  a-point: func(v: point) -> point;\n",
    "  all-numbers: func(v: numbers) -> numbers;\n",
    "  a-mood: func(v: mood) -> mood;\n",
    "  some-keys: func(v: keys) -> keys;\n",
    "  a-shape: func(v: shape) -> shape;\n",
    "  a-nested: func(v: nested) -> nested;\n",
    "  some-words: func(v: words) -> words;\n",
    "  a-wide: func(v: wide) -> wide;\n",
    "  bytes: func(v: list<u8>) -> list<u8>;\n",
    "  bools: func(v: list<bool>) -> list<bool>;\n",
    "  chars: func(v: list<char>) -> list<char>;\n",
    "  doubles: func(v: list<f64>) -> list<f64>;\n",
    "  points: func(v: list<point>) -> list<point>;\n",
    "  moods: func(v: list<mood>) -> list<mood>;\n",
    "  texts: func(v: list<string>) -> list<string>;\n",
    "  many: func(v: list<numbers>) -> list<numbers>;\n",
    "  options: func(v: list<option<u64>>) -> list<option<u64>>;\n",
    "  a-tuple: func(v: tuple<u8, string, list<tuple<char, f32>>>) -> tuple<u8, string, list<tuple<char, f32>>>;\n",
    "  an-option: func(v: option<string>) -> option<string>;\n",
    "  deep-option: func(v: option<option<u32>>) -> option<option<u32>>;\n",
    "  a-result: func(v: result<u32, string>) -> result<u32, string>;\n",
    "  an-empty-result: func(v: result) -> result;\n",
    "  an-error-only: func(v: result<_, mood>) -> result<_, mood>;\n",
    "  lean: func(p: point, m: mood, q: point) -> f32;\n",
    "  weigh: func(n: numbers, more: u32) -> f64;\n",
    "  name-of: func(p: point, name: string, n: tuple<u8, f64>) -> string;\n",
    "  seventeen: func(a: u8, b: u16, c: u32, d: u64, e: f32, f: f64, g: bool, h: char, i: string, j: u8, k: u16, l: u32, m: u64, n: f32, o: f64, p: bool) -> u64;\n",
    "  borrow-thing: func(t: borrow<thing>) -> u32;\n",
    "  hold-thing: func(t: borrow<thing>);\n",
    "  take-thing: func(t: thing) -> u32;\n",
    "  pass-thing: func(t: thing) -> thing;\n",
    "  take-things: func(t: list<thing>) -> u32;\n",
    "  make-counter: func(start: u32) -> counter;\n",
    "  read-counter: func(c: borrow<counter>) -> u32;\n",
    "  log-it: func(text: string);\n",
    "  add-it: func(a: u32, b: u32) -> u32;\n",
    "  turn-it: func(v: nested) -> nested;\n",
    "  halve-it: func(v: list<f32>) -> result<list<f32>, string>;\n",
    "  wait-for: func(frames: u32) -> u32;\n",
    "  spawn-it: func(value: u32) -> u32;\n",
    "  be-refused: func(how: u32);\n",
    "  spin: func(turns: u32) -> u32;\n",
    "  fail: func();\n",
    "  count-bytes: func(v: list<u8>) -> u32;\n",
    "  log-often: func(text: string, times: u32);\n",
    "  borrow-often: func(t: borrow<thing>, times: u32) -> u32;\n",
    "}\n",
    "\n",
    "world echo {\n",
    "  import shapes;\n",
    "  import game;\n",
    "  import beep: func(pitch: f32) -> bool;\n",
    "  export echoes;\n",
    "  export ping: func(text: string, times: u8) -> string;\n",
    "}\n",
    NULL
};

static inlay_status echo_thunk_game_thing_new(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_thing_new)(call, user, *(const uint32_t *)arguments[0], (echo_game_thing *)result);
}

static const inlay_layout *const echo_import_game_thing_new_params[] = { &echo_u32_layout };

static inlay_status echo_thunk_game_thing_value(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_thing_value)(call, user, *(const echo_game_thing *)arguments[0], (uint32_t *)result);
}

static const inlay_layout *const echo_import_game_thing_value_params[] = { &echo_borrow_game_thing_layout };

static inlay_status echo_thunk_game_thing_twice(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_thing_twice)(call, user, *(const uint32_t *)arguments[0], (uint32_t *)result);
}

static const inlay_layout *const echo_import_game_thing_twice_params[] = { &echo_u32_layout };

static inlay_status echo_thunk_game_log(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_log)(call, user, *(const inlay_string *)arguments[0]);
}

static const inlay_layout *const echo_import_game_log_params[] = { &echo_string_layout };

static inlay_status echo_thunk_game_add(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_add)(call, user, *(const uint32_t *)arguments[0], *(const uint32_t *)arguments[1], (uint32_t *)result);
}

static const inlay_layout *const echo_import_game_add_params[] = { &echo_u32_layout, &echo_u32_layout };

static inlay_status echo_thunk_game_turn(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_turn)(call, user, (const echo_shapes_nested *)arguments[0], (echo_shapes_nested *)result);
}

static const inlay_layout *const echo_import_game_turn_params[] = { &echo_shapes_nested_layout };

static inlay_status echo_thunk_game_halves(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_halves)(call, user, *(const echo_list_f32 *)arguments[0], (echo_result_list_f32_string *)result);
}

static const inlay_layout *const echo_import_game_halves_params[] = { &echo_list_f32_layout };

static inlay_status echo_thunk_game_wait(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_wait)(call, user, *(const uint32_t *)arguments[0], (uint32_t *)result);
}

static const inlay_layout *const echo_import_game_wait_params[] = { &echo_u32_layout };

static inlay_status echo_thunk_game_spawn(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_spawn)(call, user, *(const uint32_t *)arguments[0], (echo_game_thing *)result);
}

static const inlay_layout *const echo_import_game_spawn_params[] = { &echo_u32_layout };

static inlay_status echo_thunk_game_refuse(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->game_refuse)(call, user, *(const uint32_t *)arguments[0]);
}

static const inlay_layout *const echo_import_game_refuse_params[] = { &echo_u32_layout };

static inlay_status echo_thunk_beep(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const echo_host *)functions)->beep)(call, user, *(const float *)arguments[0], (bool *)result);
}

static const inlay_layout *const echo_import_beep_params[] = { &echo_f32_layout };

static const inlay_layout *const echo_export_echoes_counter_new_params[] = { &echo_u32_layout };

inlay_status echo_echoes_counter_new(inlay_host *host, inlay_mod mod, uint32_t start, echo_echoes_counter *result)
{
    const void *const arguments[] = { &start };
    return inlay_typed_call(host, mod, &echo_binding, 0, arguments, result);
}

inlay_status echo_echoes_counter_new_take(inlay_host *host, inlay_mod mod, echo_echoes_counter *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 0, result);
}

static const inlay_layout *const echo_export_echoes_counter_next_params[] = { &echo_borrow_echoes_counter_layout, &echo_u32_layout };

inlay_status echo_echoes_counter_next(inlay_host *host, echo_echoes_counter self, uint32_t by, uint32_t *result)
{
    const void *const arguments[] = { &self, &by };
    return inlay_typed_method(host, self.id, &echo_binding, 1, arguments, result);
}

inlay_status echo_echoes_counter_next_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 1, result);
}

static const inlay_layout *const echo_export_echoes_counter_label_params[] = { &echo_borrow_echoes_counter_layout, &echo_string_layout };

inlay_status echo_echoes_counter_label(inlay_host *host, echo_echoes_counter self, inlay_string prefix, inlay_string *result)
{
    const void *const arguments[] = { &self, &prefix };
    return inlay_typed_method(host, self.id, &echo_binding, 2, arguments, result);
}

inlay_status echo_echoes_counter_label_take(inlay_host *host, inlay_mod mod, inlay_string *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 2, result);
}

static const inlay_layout *const echo_export_echoes_counter_sum_params[] = { &echo_u32_layout, &echo_u32_layout };

inlay_status echo_echoes_counter_sum(inlay_host *host, inlay_mod mod, uint32_t a, uint32_t b, uint32_t *result)
{
    const void *const arguments[] = { &a, &b };
    return inlay_typed_call(host, mod, &echo_binding, 3, arguments, result);
}

inlay_status echo_echoes_counter_sum_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 3, result);
}

static const inlay_layout *const echo_export_echoes_a_bool_params[] = { &echo_bool_layout };

inlay_status echo_echoes_a_bool(inlay_host *host, inlay_mod mod, bool v, bool *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 4, arguments, result);
}

inlay_status echo_echoes_a_bool_take(inlay_host *host, inlay_mod mod, bool *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 4, result);
}

static const inlay_layout *const echo_export_echoes_an_s8_params[] = { &echo_s8_layout };

inlay_status echo_echoes_an_s8(inlay_host *host, inlay_mod mod, int8_t v, int8_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 5, arguments, result);
}

inlay_status echo_echoes_an_s8_take(inlay_host *host, inlay_mod mod, int8_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 5, result);
}

static const inlay_layout *const echo_export_echoes_a_u8_params[] = { &echo_u8_layout };

inlay_status echo_echoes_a_u8(inlay_host *host, inlay_mod mod, uint8_t v, uint8_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 6, arguments, result);
}

inlay_status echo_echoes_a_u8_take(inlay_host *host, inlay_mod mod, uint8_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 6, result);
}

static const inlay_layout *const echo_export_echoes_an_s16_params[] = { &echo_s16_layout };

inlay_status echo_echoes_an_s16(inlay_host *host, inlay_mod mod, int16_t v, int16_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 7, arguments, result);
}

inlay_status echo_echoes_an_s16_take(inlay_host *host, inlay_mod mod, int16_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 7, result);
}

static const inlay_layout *const echo_export_echoes_a_u16_params[] = { &echo_u16_layout };

inlay_status echo_echoes_a_u16(inlay_host *host, inlay_mod mod, uint16_t v, uint16_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 8, arguments, result);
}

inlay_status echo_echoes_a_u16_take(inlay_host *host, inlay_mod mod, uint16_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 8, result);
}

static const inlay_layout *const echo_export_echoes_an_s32_params[] = { &echo_s32_layout };

inlay_status echo_echoes_an_s32(inlay_host *host, inlay_mod mod, int32_t v, int32_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 9, arguments, result);
}

inlay_status echo_echoes_an_s32_take(inlay_host *host, inlay_mod mod, int32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 9, result);
}

static const inlay_layout *const echo_export_echoes_a_u32_params[] = { &echo_u32_layout };

inlay_status echo_echoes_a_u32(inlay_host *host, inlay_mod mod, uint32_t v, uint32_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 10, arguments, result);
}

inlay_status echo_echoes_a_u32_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 10, result);
}

static const inlay_layout *const echo_export_echoes_an_s64_params[] = { &echo_s64_layout };

inlay_status echo_echoes_an_s64(inlay_host *host, inlay_mod mod, int64_t v, int64_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 11, arguments, result);
}

inlay_status echo_echoes_an_s64_take(inlay_host *host, inlay_mod mod, int64_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 11, result);
}

static const inlay_layout *const echo_export_echoes_a_u64_params[] = { &echo_u64_layout };

inlay_status echo_echoes_a_u64(inlay_host *host, inlay_mod mod, uint64_t v, uint64_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 12, arguments, result);
}

inlay_status echo_echoes_a_u64_take(inlay_host *host, inlay_mod mod, uint64_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 12, result);
}

static const inlay_layout *const echo_export_echoes_an_f32_params[] = { &echo_f32_layout };

inlay_status echo_echoes_an_f32(inlay_host *host, inlay_mod mod, float v, float *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 13, arguments, result);
}

inlay_status echo_echoes_an_f32_take(inlay_host *host, inlay_mod mod, float *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 13, result);
}

static const inlay_layout *const echo_export_echoes_an_f64_params[] = { &echo_f64_layout };

inlay_status echo_echoes_an_f64(inlay_host *host, inlay_mod mod, double v, double *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 14, arguments, result);
}

inlay_status echo_echoes_an_f64_take(inlay_host *host, inlay_mod mod, double *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 14, result);
}

static const inlay_layout *const echo_export_echoes_a_char_params[] = { &echo_char_layout };

inlay_status echo_echoes_a_char(inlay_host *host, inlay_mod mod, uint32_t v, uint32_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 15, arguments, result);
}

inlay_status echo_echoes_a_char_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 15, result);
}

static const inlay_layout *const echo_export_echoes_a_string_params[] = { &echo_string_layout };

inlay_status echo_echoes_a_string(inlay_host *host, inlay_mod mod, inlay_string v, inlay_string *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 16, arguments, result);
}

inlay_status echo_echoes_a_string_take(inlay_host *host, inlay_mod mod, inlay_string *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 16, result);
}

static const inlay_layout *const echo_export_echoes_a_point_params[] = { &echo_shapes_point_layout };

inlay_status echo_echoes_a_point(inlay_host *host, inlay_mod mod, const echo_shapes_point *v, echo_shapes_point *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 17, arguments, result);
}

inlay_status echo_echoes_a_point_take(inlay_host *host, inlay_mod mod, echo_shapes_point *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 17, result);
}

static const inlay_layout *const echo_export_echoes_all_numbers_params[] = { &echo_shapes_numbers_layout };

inlay_status echo_echoes_all_numbers(inlay_host *host, inlay_mod mod, const echo_shapes_numbers *v, echo_shapes_numbers *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 18, arguments, result);
}

inlay_status echo_echoes_all_numbers_take(inlay_host *host, inlay_mod mod, echo_shapes_numbers *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 18, result);
}

static const inlay_layout *const echo_export_echoes_a_mood_params[] = { &echo_shapes_mood_layout };

inlay_status echo_echoes_a_mood(inlay_host *host, inlay_mod mod, echo_shapes_mood v, echo_shapes_mood *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 19, arguments, result);
}

inlay_status echo_echoes_a_mood_take(inlay_host *host, inlay_mod mod, echo_shapes_mood *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 19, result);
}

static const inlay_layout *const echo_export_echoes_some_keys_params[] = { &echo_shapes_keys_layout };

inlay_status echo_echoes_some_keys(inlay_host *host, inlay_mod mod, echo_shapes_keys v, echo_shapes_keys *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 20, arguments, result);
}

inlay_status echo_echoes_some_keys_take(inlay_host *host, inlay_mod mod, echo_shapes_keys *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 20, result);
}

static const inlay_layout *const echo_export_echoes_a_shape_params[] = { &echo_shapes_shape_layout };

inlay_status echo_echoes_a_shape(inlay_host *host, inlay_mod mod, const echo_shapes_shape *v, echo_shapes_shape *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 21, arguments, result);
}

inlay_status echo_echoes_a_shape_take(inlay_host *host, inlay_mod mod, echo_shapes_shape *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 21, result);
}

static const inlay_layout *const echo_export_echoes_a_nested_params[] = { &echo_shapes_nested_layout };

inlay_status echo_echoes_a_nested(inlay_host *host, inlay_mod mod, const echo_shapes_nested *v, echo_shapes_nested *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 22, arguments, result);
}

inlay_status echo_echoes_a_nested_take(inlay_host *host, inlay_mod mod, echo_shapes_nested *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 22, result);
}

static const inlay_layout *const echo_export_echoes_some_words_params[] = { &echo_shapes_words_layout };

inlay_status echo_echoes_some_words(inlay_host *host, inlay_mod mod, const echo_shapes_words *v, echo_shapes_words *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 23, arguments, result);
}

inlay_status echo_echoes_some_words_take(inlay_host *host, inlay_mod mod, echo_shapes_words *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 23, result);
}

static const inlay_layout *const echo_export_echoes_a_wide_params[] = { &echo_shapes_wide_layout };

inlay_status echo_echoes_a_wide(inlay_host *host, inlay_mod mod, const echo_shapes_wide *v, echo_shapes_wide *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 24, arguments, result);
}

inlay_status echo_echoes_a_wide_take(inlay_host *host, inlay_mod mod, echo_shapes_wide *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 24, result);
}

static const inlay_layout *const echo_export_echoes_bytes_params[] = { &echo_list_u8_layout };

inlay_status echo_echoes_bytes(inlay_host *host, inlay_mod mod, echo_list_u8 v, echo_list_u8 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 25, arguments, result);
}

inlay_status echo_echoes_bytes_take(inlay_host *host, inlay_mod mod, echo_list_u8 *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 25, result);
}

static const inlay_layout *const echo_export_echoes_bools_params[] = { &echo_list_bool_layout };

inlay_status echo_echoes_bools(inlay_host *host, inlay_mod mod, echo_list_bool v, echo_list_bool *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 26, arguments, result);
}

inlay_status echo_echoes_bools_take(inlay_host *host, inlay_mod mod, echo_list_bool *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 26, result);
}

static const inlay_layout *const echo_export_echoes_chars_params[] = { &echo_list_char_layout };

inlay_status echo_echoes_chars(inlay_host *host, inlay_mod mod, echo_list_char v, echo_list_char *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 27, arguments, result);
}

inlay_status echo_echoes_chars_take(inlay_host *host, inlay_mod mod, echo_list_char *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 27, result);
}

static const inlay_layout *const echo_export_echoes_doubles_params[] = { &echo_list_f64_layout };

inlay_status echo_echoes_doubles(inlay_host *host, inlay_mod mod, echo_list_f64 v, echo_list_f64 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 28, arguments, result);
}

inlay_status echo_echoes_doubles_take(inlay_host *host, inlay_mod mod, echo_list_f64 *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 28, result);
}

static const inlay_layout *const echo_export_echoes_points_params[] = { &echo_list_shapes_point_layout };

inlay_status echo_echoes_points(inlay_host *host, inlay_mod mod, echo_list_shapes_point v, echo_list_shapes_point *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 29, arguments, result);
}

inlay_status echo_echoes_points_take(inlay_host *host, inlay_mod mod, echo_list_shapes_point *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 29, result);
}

static const inlay_layout *const echo_export_echoes_moods_params[] = { &echo_list_shapes_mood_layout };

inlay_status echo_echoes_moods(inlay_host *host, inlay_mod mod, echo_list_shapes_mood v, echo_list_shapes_mood *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 30, arguments, result);
}

inlay_status echo_echoes_moods_take(inlay_host *host, inlay_mod mod, echo_list_shapes_mood *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 30, result);
}

static const inlay_layout *const echo_export_echoes_texts_params[] = { &echo_list_string_layout };

inlay_status echo_echoes_texts(inlay_host *host, inlay_mod mod, echo_list_string v, echo_list_string *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 31, arguments, result);
}

inlay_status echo_echoes_texts_take(inlay_host *host, inlay_mod mod, echo_list_string *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 31, result);
}

static const inlay_layout *const echo_export_echoes_many_params[] = { &echo_list_shapes_numbers_layout };

inlay_status echo_echoes_many(inlay_host *host, inlay_mod mod, echo_list_shapes_numbers v, echo_list_shapes_numbers *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 32, arguments, result);
}

inlay_status echo_echoes_many_take(inlay_host *host, inlay_mod mod, echo_list_shapes_numbers *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 32, result);
}

static const inlay_layout *const echo_export_echoes_options_params[] = { &echo_list_option_u64_layout };

inlay_status echo_echoes_options(inlay_host *host, inlay_mod mod, echo_list_option_u64 v, echo_list_option_u64 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 33, arguments, result);
}

inlay_status echo_echoes_options_take(inlay_host *host, inlay_mod mod, echo_list_option_u64 *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 33, result);
}

static const inlay_layout *const echo_export_echoes_a_tuple_params[] = { &echo_tuple_u8_string_list_tuple_char_f32_layout };

inlay_status echo_echoes_a_tuple(inlay_host *host, inlay_mod mod, const echo_tuple_u8_string_list_tuple_char_f32 *v, echo_tuple_u8_string_list_tuple_char_f32 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 34, arguments, result);
}

inlay_status echo_echoes_a_tuple_take(inlay_host *host, inlay_mod mod, echo_tuple_u8_string_list_tuple_char_f32 *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 34, result);
}

static const inlay_layout *const echo_export_echoes_an_option_params[] = { &echo_option_string_layout };

inlay_status echo_echoes_an_option(inlay_host *host, inlay_mod mod, const echo_option_string *v, echo_option_string *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 35, arguments, result);
}

inlay_status echo_echoes_an_option_take(inlay_host *host, inlay_mod mod, echo_option_string *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 35, result);
}

static const inlay_layout *const echo_export_echoes_deep_option_params[] = { &echo_option_option_u32_layout };

inlay_status echo_echoes_deep_option(inlay_host *host, inlay_mod mod, const echo_option_option_u32 *v, echo_option_option_u32 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 36, arguments, result);
}

inlay_status echo_echoes_deep_option_take(inlay_host *host, inlay_mod mod, echo_option_option_u32 *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 36, result);
}

static const inlay_layout *const echo_export_echoes_a_result_params[] = { &echo_result_u32_string_layout };

inlay_status echo_echoes_a_result(inlay_host *host, inlay_mod mod, const echo_result_u32_string *v, echo_result_u32_string *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 37, arguments, result);
}

inlay_status echo_echoes_a_result_take(inlay_host *host, inlay_mod mod, echo_result_u32_string *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 37, result);
}

static const inlay_layout *const echo_export_echoes_an_empty_result_params[] = { &echo_result_none_none_layout };

inlay_status echo_echoes_an_empty_result(inlay_host *host, inlay_mod mod, const echo_result_none_none *v, echo_result_none_none *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 38, arguments, result);
}

inlay_status echo_echoes_an_empty_result_take(inlay_host *host, inlay_mod mod, echo_result_none_none *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 38, result);
}

static const inlay_layout *const echo_export_echoes_an_error_only_params[] = { &echo_result_none_shapes_mood_layout };

inlay_status echo_echoes_an_error_only(inlay_host *host, inlay_mod mod, const echo_result_none_shapes_mood *v, echo_result_none_shapes_mood *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 39, arguments, result);
}

inlay_status echo_echoes_an_error_only_take(inlay_host *host, inlay_mod mod, echo_result_none_shapes_mood *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 39, result);
}

static const inlay_layout *const echo_export_echoes_lean_params[] = { &echo_shapes_point_layout, &echo_shapes_mood_layout, &echo_shapes_point_layout };

inlay_status echo_echoes_lean(inlay_host *host, inlay_mod mod, const echo_shapes_point *p, echo_shapes_mood m, const echo_shapes_point *q, float *result)
{
    const void *const arguments[] = { p, &m, q };
    return inlay_typed_call(host, mod, &echo_binding, 40, arguments, result);
}

inlay_status echo_echoes_lean_take(inlay_host *host, inlay_mod mod, float *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 40, result);
}

static const inlay_layout *const echo_export_echoes_weigh_params[] = { &echo_shapes_numbers_layout, &echo_u32_layout };

inlay_status echo_echoes_weigh(inlay_host *host, inlay_mod mod, const echo_shapes_numbers *n, uint32_t more, double *result)
{
    const void *const arguments[] = { n, &more };
    return inlay_typed_call(host, mod, &echo_binding, 41, arguments, result);
}

inlay_status echo_echoes_weigh_take(inlay_host *host, inlay_mod mod, double *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 41, result);
}

static const inlay_layout *const echo_export_echoes_name_of_params[] = { &echo_shapes_point_layout, &echo_string_layout, &echo_tuple_u8_f64_layout };

inlay_status echo_echoes_name_of(inlay_host *host, inlay_mod mod, const echo_shapes_point *p, inlay_string name, const echo_tuple_u8_f64 *n, inlay_string *result)
{
    const void *const arguments[] = { p, &name, n };
    return inlay_typed_call(host, mod, &echo_binding, 42, arguments, result);
}

inlay_status echo_echoes_name_of_take(inlay_host *host, inlay_mod mod, inlay_string *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 42, result);
}

static const inlay_layout *const echo_export_echoes_seventeen_params[] = { &echo_u8_layout, &echo_u16_layout, &echo_u32_layout, &echo_u64_layout, &echo_f32_layout, &echo_f64_layout, &echo_bool_layout, &echo_char_layout, &echo_string_layout, &echo_u8_layout, &echo_u16_layout, &echo_u32_layout, &echo_u64_layout, &echo_f32_layout, &echo_f64_layout, &echo_bool_layout };

inlay_status echo_echoes_seventeen(inlay_host *host, inlay_mod mod, uint8_t a, uint16_t b, uint32_t c, uint64_t d, float e, double f, bool g, uint32_t h, inlay_string i, uint8_t j, uint16_t k, uint32_t l, uint64_t m, float n, double o, bool p, uint64_t *result)
{
    const void *const arguments[] = { &a, &b, &c, &d, &e, &f, &g, &h, &i, &j, &k, &l, &m, &n, &o, &p };
    return inlay_typed_call(host, mod, &echo_binding, 43, arguments, result);
}

inlay_status echo_echoes_seventeen_take(inlay_host *host, inlay_mod mod, uint64_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 43, result);
}

static const inlay_layout *const echo_export_echoes_borrow_thing_params[] = { &echo_borrow_game_thing_layout };

inlay_status echo_echoes_borrow_thing(inlay_host *host, inlay_mod mod, echo_game_thing t, uint32_t *result)
{
    const void *const arguments[] = { &t };
    return inlay_typed_call(host, mod, &echo_binding, 44, arguments, result);
}

inlay_status echo_echoes_borrow_thing_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 44, result);
}

static const inlay_layout *const echo_export_echoes_hold_thing_params[] = { &echo_borrow_game_thing_layout };

inlay_status echo_echoes_hold_thing(inlay_host *host, inlay_mod mod, echo_game_thing t)
{
    const void *const arguments[] = { &t };
    return inlay_typed_call(host, mod, &echo_binding, 45, arguments, NULL);
}

static const inlay_layout *const echo_export_echoes_take_thing_params[] = { &echo_game_thing_layout };

inlay_status echo_echoes_take_thing(inlay_host *host, inlay_mod mod, echo_game_thing t, uint32_t *result)
{
    const void *const arguments[] = { &t };
    return inlay_typed_call(host, mod, &echo_binding, 46, arguments, result);
}

inlay_status echo_echoes_take_thing_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 46, result);
}

static const inlay_layout *const echo_export_echoes_pass_thing_params[] = { &echo_game_thing_layout };

inlay_status echo_echoes_pass_thing(inlay_host *host, inlay_mod mod, echo_game_thing t, echo_game_thing *result)
{
    const void *const arguments[] = { &t };
    return inlay_typed_call(host, mod, &echo_binding, 47, arguments, result);
}

inlay_status echo_echoes_pass_thing_take(inlay_host *host, inlay_mod mod, echo_game_thing *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 47, result);
}

static const inlay_layout *const echo_export_echoes_take_things_params[] = { &echo_list_game_thing_layout };

inlay_status echo_echoes_take_things(inlay_host *host, inlay_mod mod, echo_list_game_thing t, uint32_t *result)
{
    const void *const arguments[] = { &t };
    return inlay_typed_call(host, mod, &echo_binding, 48, arguments, result);
}

inlay_status echo_echoes_take_things_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 48, result);
}

static const inlay_layout *const echo_export_echoes_make_counter_params[] = { &echo_u32_layout };

inlay_status echo_echoes_make_counter(inlay_host *host, inlay_mod mod, uint32_t start, echo_echoes_counter *result)
{
    const void *const arguments[] = { &start };
    return inlay_typed_call(host, mod, &echo_binding, 49, arguments, result);
}

inlay_status echo_echoes_make_counter_take(inlay_host *host, inlay_mod mod, echo_echoes_counter *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 49, result);
}

static const inlay_layout *const echo_export_echoes_read_counter_params[] = { &echo_borrow_echoes_counter_layout };

inlay_status echo_echoes_read_counter(inlay_host *host, inlay_mod mod, echo_echoes_counter c, uint32_t *result)
{
    const void *const arguments[] = { &c };
    return inlay_typed_call(host, mod, &echo_binding, 50, arguments, result);
}

inlay_status echo_echoes_read_counter_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 50, result);
}

static const inlay_layout *const echo_export_echoes_log_it_params[] = { &echo_string_layout };

inlay_status echo_echoes_log_it(inlay_host *host, inlay_mod mod, inlay_string text)
{
    const void *const arguments[] = { &text };
    return inlay_typed_call(host, mod, &echo_binding, 51, arguments, NULL);
}

static const inlay_layout *const echo_export_echoes_add_it_params[] = { &echo_u32_layout, &echo_u32_layout };

inlay_status echo_echoes_add_it(inlay_host *host, inlay_mod mod, uint32_t a, uint32_t b, uint32_t *result)
{
    const void *const arguments[] = { &a, &b };
    return inlay_typed_call(host, mod, &echo_binding, 52, arguments, result);
}

inlay_status echo_echoes_add_it_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 52, result);
}

static const inlay_layout *const echo_export_echoes_turn_it_params[] = { &echo_shapes_nested_layout };

inlay_status echo_echoes_turn_it(inlay_host *host, inlay_mod mod, const echo_shapes_nested *v, echo_shapes_nested *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &echo_binding, 53, arguments, result);
}

inlay_status echo_echoes_turn_it_take(inlay_host *host, inlay_mod mod, echo_shapes_nested *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 53, result);
}

static const inlay_layout *const echo_export_echoes_halve_it_params[] = { &echo_list_f32_layout };

inlay_status echo_echoes_halve_it(inlay_host *host, inlay_mod mod, echo_list_f32 v, echo_result_list_f32_string *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 54, arguments, result);
}

inlay_status echo_echoes_halve_it_take(inlay_host *host, inlay_mod mod, echo_result_list_f32_string *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 54, result);
}

static const inlay_layout *const echo_export_echoes_wait_for_params[] = { &echo_u32_layout };

inlay_status echo_echoes_wait_for(inlay_host *host, inlay_mod mod, uint32_t frames, uint32_t *result)
{
    const void *const arguments[] = { &frames };
    return inlay_typed_call(host, mod, &echo_binding, 55, arguments, result);
}

inlay_status echo_echoes_wait_for_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 55, result);
}

static const inlay_layout *const echo_export_echoes_spawn_it_params[] = { &echo_u32_layout };

inlay_status echo_echoes_spawn_it(inlay_host *host, inlay_mod mod, uint32_t value, uint32_t *result)
{
    const void *const arguments[] = { &value };
    return inlay_typed_call(host, mod, &echo_binding, 56, arguments, result);
}

inlay_status echo_echoes_spawn_it_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 56, result);
}

static const inlay_layout *const echo_export_echoes_be_refused_params[] = { &echo_u32_layout };

inlay_status echo_echoes_be_refused(inlay_host *host, inlay_mod mod, uint32_t how)
{
    const void *const arguments[] = { &how };
    return inlay_typed_call(host, mod, &echo_binding, 57, arguments, NULL);
}

static const inlay_layout *const echo_export_echoes_spin_params[] = { &echo_u32_layout };

inlay_status echo_echoes_spin(inlay_host *host, inlay_mod mod, uint32_t turns, uint32_t *result)
{
    const void *const arguments[] = { &turns };
    return inlay_typed_call(host, mod, &echo_binding, 58, arguments, result);
}

inlay_status echo_echoes_spin_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 58, result);
}

inlay_status echo_echoes_fail(inlay_host *host, inlay_mod mod)
{
    return inlay_typed_call(host, mod, &echo_binding, 59, NULL, NULL);
}

static const inlay_layout *const echo_export_echoes_count_bytes_params[] = { &echo_list_u8_layout };

inlay_status echo_echoes_count_bytes(inlay_host *host, inlay_mod mod, echo_list_u8 v, uint32_t *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &echo_binding, 60, arguments, result);
}

inlay_status echo_echoes_count_bytes_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 60, result);
}

static const inlay_layout *const echo_export_echoes_log_often_params[] = { &echo_string_layout, &echo_u32_layout };

inlay_status echo_echoes_log_often(inlay_host *host, inlay_mod mod, inlay_string text, uint32_t times)
{
    const void *const arguments[] = { &text, &times };
    return inlay_typed_call(host, mod, &echo_binding, 61, arguments, NULL);
}

static const inlay_layout *const echo_export_echoes_borrow_often_params[] = { &echo_borrow_game_thing_layout, &echo_u32_layout };

inlay_status echo_echoes_borrow_often(inlay_host *host, inlay_mod mod, echo_game_thing t, uint32_t times, uint32_t *result)
{
    const void *const arguments[] = { &t, &times };
    return inlay_typed_call(host, mod, &echo_binding, 62, arguments, result);
}

inlay_status echo_echoes_borrow_often_take(inlay_host *host, inlay_mod mod, uint32_t *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 62, result);
}

static const inlay_layout *const echo_export_ping_params[] = { &echo_string_layout, &echo_u8_layout };

inlay_status echo_ping(inlay_host *host, inlay_mod mod, inlay_string text, uint8_t times, inlay_string *result)
{
    const void *const arguments[] = { &text, &times };
    return inlay_typed_call(host, mod, &echo_binding, 63, arguments, result);
}

inlay_status echo_ping_take(inlay_host *host, inlay_mod mod, inlay_string *result)
{
    return inlay_typed_take(host, mod, &echo_binding, 63, result);
}

static const inlay_binding_function echo_imports[] = {
    { "bind:test/game@1.0.0#[constructor]thing", echo_import_game_thing_new_params, 1, &echo_game_thing_layout, echo_thunk_game_thing_new, offsetof(echo_host, game_thing_new) },
    { "bind:test/game@1.0.0#[method]thing.value", echo_import_game_thing_value_params, 1, &echo_u32_layout, echo_thunk_game_thing_value, offsetof(echo_host, game_thing_value) },
    { "bind:test/game@1.0.0#[static]thing.twice", echo_import_game_thing_twice_params, 1, &echo_u32_layout, echo_thunk_game_thing_twice, offsetof(echo_host, game_thing_twice) },
    { "bind:test/game@1.0.0#log", echo_import_game_log_params, 1, NULL, echo_thunk_game_log, offsetof(echo_host, game_log) },
    { "bind:test/game@1.0.0#add", echo_import_game_add_params, 2, &echo_u32_layout, echo_thunk_game_add, offsetof(echo_host, game_add) },
    { "bind:test/game@1.0.0#turn", echo_import_game_turn_params, 1, &echo_shapes_nested_layout, echo_thunk_game_turn, offsetof(echo_host, game_turn) },
    { "bind:test/game@1.0.0#halves", echo_import_game_halves_params, 1, &echo_result_list_f32_string_layout, echo_thunk_game_halves, offsetof(echo_host, game_halves) },
    { "bind:test/game@1.0.0#wait", echo_import_game_wait_params, 1, &echo_u32_layout, echo_thunk_game_wait, offsetof(echo_host, game_wait) },
    { "bind:test/game@1.0.0#spawn", echo_import_game_spawn_params, 1, &echo_game_thing_layout, echo_thunk_game_spawn, offsetof(echo_host, game_spawn) },
    { "bind:test/game@1.0.0#refuse", echo_import_game_refuse_params, 1, NULL, echo_thunk_game_refuse, offsetof(echo_host, game_refuse) },
    { "beep", echo_import_beep_params, 1, &echo_bool_layout, echo_thunk_beep, offsetof(echo_host, beep) },
};

static const inlay_binding_function echo_exports[] = {
    { "bind:test/echoes@1.0.0#[constructor]counter", echo_export_echoes_counter_new_params, 1, &echo_echoes_counter_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#[method]counter.next", echo_export_echoes_counter_next_params, 2, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#[method]counter.label", echo_export_echoes_counter_label_params, 2, &echo_string_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#[static]counter.sum", echo_export_echoes_counter_sum_params, 2, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-bool", echo_export_echoes_a_bool_params, 1, &echo_bool_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#an-s8", echo_export_echoes_an_s8_params, 1, &echo_s8_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-u8", echo_export_echoes_a_u8_params, 1, &echo_u8_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#an-s16", echo_export_echoes_an_s16_params, 1, &echo_s16_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-u16", echo_export_echoes_a_u16_params, 1, &echo_u16_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#an-s32", echo_export_echoes_an_s32_params, 1, &echo_s32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-u32", echo_export_echoes_a_u32_params, 1, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#an-s64", echo_export_echoes_an_s64_params, 1, &echo_s64_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-u64", echo_export_echoes_a_u64_params, 1, &echo_u64_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#an-f32", echo_export_echoes_an_f32_params, 1, &echo_f32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#an-f64", echo_export_echoes_an_f64_params, 1, &echo_f64_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-char", echo_export_echoes_a_char_params, 1, &echo_char_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-string", echo_export_echoes_a_string_params, 1, &echo_string_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-point", echo_export_echoes_a_point_params, 1, &echo_shapes_point_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#all-numbers", echo_export_echoes_all_numbers_params, 1, &echo_shapes_numbers_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-mood", echo_export_echoes_a_mood_params, 1, &echo_shapes_mood_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#some-keys", echo_export_echoes_some_keys_params, 1, &echo_shapes_keys_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-shape", echo_export_echoes_a_shape_params, 1, &echo_shapes_shape_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-nested", echo_export_echoes_a_nested_params, 1, &echo_shapes_nested_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#some-words", echo_export_echoes_some_words_params, 1, &echo_shapes_words_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-wide", echo_export_echoes_a_wide_params, 1, &echo_shapes_wide_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#bytes", echo_export_echoes_bytes_params, 1, &echo_list_u8_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#bools", echo_export_echoes_bools_params, 1, &echo_list_bool_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#chars", echo_export_echoes_chars_params, 1, &echo_list_char_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#doubles", echo_export_echoes_doubles_params, 1, &echo_list_f64_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#points", echo_export_echoes_points_params, 1, &echo_list_shapes_point_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#moods", echo_export_echoes_moods_params, 1, &echo_list_shapes_mood_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#texts", echo_export_echoes_texts_params, 1, &echo_list_string_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#many", echo_export_echoes_many_params, 1, &echo_list_shapes_numbers_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#options", echo_export_echoes_options_params, 1, &echo_list_option_u64_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-tuple", echo_export_echoes_a_tuple_params, 1, &echo_tuple_u8_string_list_tuple_char_f32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#an-option", echo_export_echoes_an_option_params, 1, &echo_option_string_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#deep-option", echo_export_echoes_deep_option_params, 1, &echo_option_option_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#a-result", echo_export_echoes_a_result_params, 1, &echo_result_u32_string_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#an-empty-result", echo_export_echoes_an_empty_result_params, 1, &echo_result_none_none_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#an-error-only", echo_export_echoes_an_error_only_params, 1, &echo_result_none_shapes_mood_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#lean", echo_export_echoes_lean_params, 3, &echo_f32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#weigh", echo_export_echoes_weigh_params, 2, &echo_f64_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#name-of", echo_export_echoes_name_of_params, 3, &echo_string_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#seventeen", echo_export_echoes_seventeen_params, 16, &echo_u64_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#borrow-thing", echo_export_echoes_borrow_thing_params, 1, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#hold-thing", echo_export_echoes_hold_thing_params, 1, NULL, NULL, 0 },
    { "bind:test/echoes@1.0.0#take-thing", echo_export_echoes_take_thing_params, 1, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#pass-thing", echo_export_echoes_pass_thing_params, 1, &echo_game_thing_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#take-things", echo_export_echoes_take_things_params, 1, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#make-counter", echo_export_echoes_make_counter_params, 1, &echo_echoes_counter_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#read-counter", echo_export_echoes_read_counter_params, 1, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#log-it", echo_export_echoes_log_it_params, 1, NULL, NULL, 0 },
    { "bind:test/echoes@1.0.0#add-it", echo_export_echoes_add_it_params, 2, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#turn-it", echo_export_echoes_turn_it_params, 1, &echo_shapes_nested_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#halve-it", echo_export_echoes_halve_it_params, 1, &echo_result_list_f32_string_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#wait-for", echo_export_echoes_wait_for_params, 1, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#spawn-it", echo_export_echoes_spawn_it_params, 1, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#be-refused", echo_export_echoes_be_refused_params, 1, NULL, NULL, 0 },
    { "bind:test/echoes@1.0.0#spin", echo_export_echoes_spin_params, 1, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#fail", NULL, 0, NULL, NULL, 0 },
    { "bind:test/echoes@1.0.0#count-bytes", echo_export_echoes_count_bytes_params, 1, &echo_u32_layout, NULL, 0 },
    { "bind:test/echoes@1.0.0#log-often", echo_export_echoes_log_often_params, 2, NULL, NULL, 0 },
    { "bind:test/echoes@1.0.0#borrow-often", echo_export_echoes_borrow_often_params, 2, &echo_u32_layout, NULL, 0 },
    { "ping", echo_export_ping_params, 2, &echo_string_layout, NULL, 0 },
};

static const inlay_binding_resource echo_resources[] = {
    { "bind:test/game@1.0.0#thing", offsetof(echo_host, drop_game_thing) },
};

const inlay_binding echo_binding = {
    1u, "echo.h", "bind:test/echo@1.0.0", echo_wit, 11, 64, 1,
    echo_imports, echo_exports, echo_resources, sizeof(echo_host)
};

bool echo_bind(inlay_host *host, inlay_slot slot, const echo_host *functions, void *user, inlay_error *error)
{
    return inlay_typed_bind(host, slot, &echo_binding, functions, user, error);
}

#ifdef __cplusplus
}
#endif

#endif
