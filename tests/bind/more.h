/* more.h: the world bind:more/more@1.0.0, for games in C and C++.
 *
 * Made by `inlay bind` 0.1.0 from WIT f17ef4d4224f2e0a; don't edit it, make it again.
 * In one file of the game, MORE_IMPLEMENTATION is defined before the include.
 *
 * Strings and lists are views: those handed over must last until the call is
 * back (the SDK copies what a suspended call still needs); those of a result
 * are good until the next call of that mod, or inlay_frame. */
#ifndef MORE_H
#define MORE_H

#include "sdk/inlay.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct more_map_u32_string_entry {
    uint32_t key;
    inlay_string value;
} more_map_u32_string_entry;

typedef struct more_map_u32_string { const more_map_u32_string_entry *items; size_t count; } more_map_u32_string;

typedef struct more_kinds_point {
    float x;
    float y;
} more_kinds_point;

typedef struct more_map_string_kinds_point_entry {
    inlay_string key;
    more_kinds_point value;
} more_map_string_kinds_point_entry;

typedef struct more_map_string_kinds_point { const more_map_string_kinds_point_entry *items; size_t count; } more_map_string_kinds_point;

typedef struct more_list4_u8 { uint8_t items[4]; } more_list4_u8;

typedef struct more_list16_f32 { float items[16]; } more_list16_f32;

typedef struct more_list2_kinds_point { more_kinds_point items[2]; } more_list2_kinds_point;

typedef enum more_kinds_mood {
    MORE_KINDS_MOOD_CALM,
    MORE_KINDS_MOOD_WARY
} more_kinds_mood;

typedef struct more_map_char_kinds_mood_entry {
    uint32_t key;
    more_kinds_mood value;
} more_map_char_kinds_mood_entry;

typedef struct more_map_char_kinds_mood { const more_map_char_kinds_mood_entry *items; size_t count; } more_map_char_kinds_mood;

typedef struct more_option_map_char_kinds_mood { bool has; more_map_char_kinds_mood value; } more_option_map_char_kinds_mood;

/* What a game would keep in them. */
typedef struct more_kinds_crowd {
    more_map_u32_string names;
    more_map_string_kinds_point places;
    more_list4_u8 colour;
    more_list16_f32 matrix;
    more_list2_kinds_point corners;
    more_option_map_char_kinds_mood seen;
} more_kinds_crowd;

typedef struct more_map_string_u32_entry {
    inlay_string key;
    uint32_t value;
} more_map_string_u32_entry;

typedef struct more_map_string_u32 { const more_map_string_u32_entry *items; size_t count; } more_map_string_u32;

typedef struct more_list3_f32 { float items[3]; } more_list3_f32;

typedef struct more_map_u32_f64_entry {
    uint32_t key;
    double value;
} more_map_u32_f64_entry;

typedef struct more_map_u32_f64 { const more_map_u32_f64_entry *items; size_t count; } more_map_u32_f64;

typedef struct more_map_string_string_entry {
    inlay_string key;
    inlay_string value;
} more_map_string_string_entry;

typedef struct more_map_string_string { const more_map_string_string_entry *items; size_t count; } more_map_string_string;

typedef struct more_map_bool_u8_entry {
    bool key;
    uint8_t value;
} more_map_bool_u8_entry;

typedef struct more_map_bool_u8 { const more_map_bool_u8_entry *items; size_t count; } more_map_bool_u8;

typedef struct more_map_char_s8_entry {
    uint32_t key;
    int8_t value;
} more_map_char_s8_entry;

typedef struct more_map_char_s8 { const more_map_char_s8_entry *items; size_t count; } more_map_char_s8;

typedef struct more_map_u64_bool_entry {
    uint64_t key;
    bool value;
} more_map_u64_bool_entry;

typedef struct more_map_u64_bool { const more_map_u64_bool_entry *items; size_t count; } more_map_u64_bool;

typedef struct more_map_s16_kinds_mood_entry {
    int16_t key;
    more_kinds_mood value;
} more_map_s16_kinds_mood_entry;

typedef struct more_map_s16_kinds_mood { const more_map_s16_kinds_mood_entry *items; size_t count; } more_map_s16_kinds_mood;

typedef struct more_list_kinds_point { const more_kinds_point *items; size_t count; } more_list_kinds_point;

typedef struct more_map_u8_list_kinds_point_entry {
    uint8_t key;
    more_list_kinds_point value;
} more_map_u8_list_kinds_point_entry;

typedef struct more_map_u8_list_kinds_point { const more_map_u8_list_kinds_point_entry *items; size_t count; } more_map_u8_list_kinds_point;

typedef struct more_map_u16_kinds_point_entry {
    uint16_t key;
    more_kinds_point value;
} more_map_u16_kinds_point_entry;

typedef struct more_map_u16_kinds_point { const more_map_u16_kinds_point_entry *items; size_t count; } more_map_u16_kinds_point;

typedef struct more_map_string_map_u16_kinds_point_entry {
    inlay_string key;
    more_map_u16_kinds_point value;
} more_map_string_map_u16_kinds_point_entry;

typedef struct more_map_string_map_u16_kinds_point { const more_map_string_map_u16_kinds_point_entry *items; size_t count; } more_map_string_map_u16_kinds_point;

typedef struct more_map_u8_string_entry {
    uint8_t key;
    inlay_string value;
} more_map_u8_string_entry;

typedef struct more_map_u8_string { const more_map_u8_string_entry *items; size_t count; } more_map_u8_string;

typedef struct more_list_map_u8_string { const more_map_u8_string *items; size_t count; } more_list_map_u8_string;

typedef struct more_option_map_string_u32 { bool has; more_map_string_u32 value; } more_option_map_string_u32;

typedef struct more_map_u32_kinds_point_entry {
    uint32_t key;
    more_kinds_point value;
} more_map_u32_kinds_point_entry;

typedef struct more_map_u32_kinds_point { const more_map_u32_kinds_point_entry *items; size_t count; } more_map_u32_kinds_point;

typedef struct more_result_map_u32_kinds_point_list4_u8 {
    bool is_err;
    union {
        more_map_u32_kinds_point ok;
        more_list4_u8 err;
    };
} more_result_map_u32_kinds_point_list4_u8;

typedef struct more_list40_u64 { uint64_t items[40]; } more_list40_u64;

typedef struct more_list9_bool { bool items[9]; } more_list9_bool;

typedef struct more_list3_string { inlay_string items[3]; } more_list3_string;

typedef struct more_list3_u16 { uint16_t items[3]; } more_list3_u16;

typedef struct more_list2_list3_u16 { more_list3_u16 items[2]; } more_list2_list3_u16;

typedef struct more_option_u32 { bool has; uint32_t value; } more_option_u32;

typedef struct more_list2_option_u32 { more_option_u32 items[2]; } more_list2_option_u32;

typedef struct more_list_list3_f32 { const more_list3_f32 *items; size_t count; } more_list_list3_f32;

typedef struct more_map_u8_u8_entry {
    uint8_t key;
    uint8_t value;
} more_map_u8_u8_entry;

typedef struct more_map_u8_u8 { const more_map_u8_u8_entry *items; size_t count; } more_map_u8_u8;

typedef struct more_list2_map_u8_u8 { more_map_u8_u8 items[2]; } more_list2_map_u8_u8;

typedef struct more_map_u32_list3_f32_entry {
    uint32_t key;
    more_list3_f32 value;
} more_map_u32_list3_f32_entry;

typedef struct more_map_u32_list3_f32 { const more_map_u32_list3_f32_entry *items; size_t count; } more_map_u32_list3_f32;

typedef struct more_list3_u8 { uint8_t items[3]; } more_list3_u8;

typedef struct more_tuple_list3_u8_map_u8_u8_string {
    more_list3_u8 f0;
    more_map_u8_u8 f1;
    inlay_string f2;
} more_tuple_list3_u8_map_u8_u8_string;

typedef struct more_map_string_list3_u16_entry {
    inlay_string key;
    more_list3_u16 value;
} more_map_string_list3_u16_entry;

typedef struct more_map_string_list3_u16 { const more_map_string_list3_u16_entry *items; size_t count; } more_map_string_list3_u16;

typedef struct more_list2_string { inlay_string items[2]; } more_list2_string;

typedef enum more_kinds_found_tag {
    MORE_KINDS_FOUND_NOTHING,
    MORE_KINDS_FOUND_ALL,
    MORE_KINDS_FOUND_ONE
} more_kinds_found_tag;

typedef struct more_kinds_found {
    more_kinds_found_tag tag;
    union {
        more_map_string_list3_u16 all;
        more_list2_string one;
    };
} more_kinds_found;

/* What the world of `echo` lacks. */
/* What the game offers to mods of the world. A null entry is offered by another table, or not at all.
 * Each answers INLAY_DONE, with its result filled in; INLAY_SUSPENDED: ask again next frame; INLAY_DENIED;
 * or what inlay_call_trap gives. Arguments are good until it answers. */
typedef struct more_host {
    inlay_status (*game_turn)(inlay_call *call, void *user, const more_kinds_crowd *value, more_kinds_crowd *result);
    inlay_status (*game_prices)(inlay_call *call, void *user, more_map_string_u32 of, more_map_string_u32 *result);
    inlay_status (*game_move_by)(inlay_call *call, void *user, const more_list3_f32 *by, more_list3_f32 *result);
} more_host;

/* Bind the world to a slot, and the table's functions to the host; the table is copied. null: none of them.
 * Before the first inlay_frame. False, and why, when the slot's WIT is another than this header's. */
bool more_bind(inlay_host *host, inlay_slot slot, const more_host *functions, void *user, inlay_error *error);

/* The tables behind it. */
extern const inlay_binding more_binding;

inlay_status more_echoes_numbers(inlay_host *host, inlay_mod mod, more_map_u32_f64 v, more_map_u32_f64 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_numbers_take(inlay_host *host, inlay_mod mod, more_map_u32_f64 *result);

inlay_status more_echoes_names(inlay_host *host, inlay_mod mod, more_map_string_string v, more_map_string_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_names_take(inlay_host *host, inlay_mod mod, more_map_string_string *result);

inlay_status more_echoes_flags_of(inlay_host *host, inlay_mod mod, more_map_bool_u8 v, more_map_bool_u8 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_flags_of_take(inlay_host *host, inlay_mod mod, more_map_bool_u8 *result);

inlay_status more_echoes_letters(inlay_host *host, inlay_mod mod, more_map_char_s8 v, more_map_char_s8 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_letters_take(inlay_host *host, inlay_mod mod, more_map_char_s8 *result);

inlay_status more_echoes_long_keys(inlay_host *host, inlay_mod mod, more_map_u64_bool v, more_map_u64_bool *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_long_keys_take(inlay_host *host, inlay_mod mod, more_map_u64_bool *result);

inlay_status more_echoes_signed_keys(inlay_host *host, inlay_mod mod, more_map_s16_kinds_mood v, more_map_s16_kinds_mood *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_signed_keys_take(inlay_host *host, inlay_mod mod, more_map_s16_kinds_mood *result);

inlay_status more_echoes_points(inlay_host *host, inlay_mod mod, more_map_u8_list_kinds_point v, more_map_u8_list_kinds_point *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_points_take(inlay_host *host, inlay_mod mod, more_map_u8_list_kinds_point *result);

inlay_status more_echoes_in_maps(inlay_host *host, inlay_mod mod, more_map_string_map_u16_kinds_point v, more_map_string_map_u16_kinds_point *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_in_maps_take(inlay_host *host, inlay_mod mod, more_map_string_map_u16_kinds_point *result);

inlay_status more_echoes_in_lists(inlay_host *host, inlay_mod mod, more_list_map_u8_string v, more_list_map_u8_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_in_lists_take(inlay_host *host, inlay_mod mod, more_list_map_u8_string *result);

inlay_status more_echoes_maybe(inlay_host *host, inlay_mod mod, const more_option_map_string_u32 *v, more_option_map_string_u32 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_maybe_take(inlay_host *host, inlay_mod mod, more_option_map_string_u32 *result);

inlay_status more_echoes_outcome(inlay_host *host, inlay_mod mod, const more_result_map_u32_kinds_point_list4_u8 *v, more_result_map_u32_kinds_point_list4_u8 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_outcome_take(inlay_host *host, inlay_mod mod, more_result_map_u32_kinds_point_list4_u8 *result);

inlay_status more_echoes_colour(inlay_host *host, inlay_mod mod, const more_list4_u8 *v, more_list4_u8 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_colour_take(inlay_host *host, inlay_mod mod, more_list4_u8 *result);

inlay_status more_echoes_matrix(inlay_host *host, inlay_mod mod, const more_list16_f32 *v, more_list16_f32 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_matrix_take(inlay_host *host, inlay_mod mod, more_list16_f32 *result);

inlay_status more_echoes_long(inlay_host *host, inlay_mod mod, const more_list40_u64 *v, more_list40_u64 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_long_take(inlay_host *host, inlay_mod mod, more_list40_u64 *result);

inlay_status more_echoes_bits(inlay_host *host, inlay_mod mod, const more_list9_bool *v, more_list9_bool *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_bits_take(inlay_host *host, inlay_mod mod, more_list9_bool *result);

inlay_status more_echoes_words(inlay_host *host, inlay_mod mod, const more_list3_string *v, more_list3_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_words_take(inlay_host *host, inlay_mod mod, more_list3_string *result);

inlay_status more_echoes_corners(inlay_host *host, inlay_mod mod, const more_list2_kinds_point *v, more_list2_kinds_point *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_corners_take(inlay_host *host, inlay_mod mod, more_list2_kinds_point *result);

inlay_status more_echoes_rows(inlay_host *host, inlay_mod mod, const more_list2_list3_u16 *v, more_list2_list3_u16 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_rows_take(inlay_host *host, inlay_mod mod, more_list2_list3_u16 *result);

inlay_status more_echoes_some(inlay_host *host, inlay_mod mod, const more_list2_option_u32 *v, more_list2_option_u32 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_some_take(inlay_host *host, inlay_mod mod, more_list2_option_u32 *result);

inlay_status more_echoes_many(inlay_host *host, inlay_mod mod, more_list_list3_f32 v, more_list_list3_f32 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_many_take(inlay_host *host, inlay_mod mod, more_list_list3_f32 *result);

inlay_status more_echoes_maps(inlay_host *host, inlay_mod mod, const more_list2_map_u8_u8 *v, more_list2_map_u8_u8 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_maps_take(inlay_host *host, inlay_mod mod, more_list2_map_u8_u8 *result);

inlay_status more_echoes_by_place(inlay_host *host, inlay_mod mod, more_map_u32_list3_f32 v, more_map_u32_list3_f32 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_by_place_take(inlay_host *host, inlay_mod mod, more_map_u32_list3_f32 *result);

inlay_status more_echoes_a_tuple(inlay_host *host, inlay_mod mod, const more_tuple_list3_u8_map_u8_u8_string *v, more_tuple_list3_u8_map_u8_u8_string *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_a_tuple_take(inlay_host *host, inlay_mod mod, more_tuple_list3_u8_map_u8_u8_string *result);

inlay_status more_echoes_a_crowd(inlay_host *host, inlay_mod mod, const more_kinds_crowd *v, more_kinds_crowd *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_a_crowd_take(inlay_host *host, inlay_mod mod, more_kinds_crowd *result);

inlay_status more_echoes_a_found(inlay_host *host, inlay_mod mod, const more_kinds_found *v, more_kinds_found *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_a_found_take(inlay_host *host, inlay_mod mod, more_kinds_found *result);

/* Through the game's functions and back. */
inlay_status more_echoes_turn_it(inlay_host *host, inlay_mod mod, const more_kinds_crowd *v, more_kinds_crowd *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_turn_it_take(inlay_host *host, inlay_mod mod, more_kinds_crowd *result);

inlay_status more_echoes_price_it(inlay_host *host, inlay_mod mod, more_map_string_u32 v, more_map_string_u32 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_price_it_take(inlay_host *host, inlay_mod mod, more_map_string_u32 *result);

inlay_status more_echoes_move_it(inlay_host *host, inlay_mod mod, const more_list3_f32 *v, more_list3_f32 *result);

/* Its result, when it was suspended: INLAY_DONE once. */
inlay_status more_echoes_move_it_take(inlay_host *host, inlay_mod mod, more_list3_f32 *result);

#ifdef __cplusplus
}
#endif

#endif

#if defined(MORE_IMPLEMENTATION) && !defined(MORE_IMPLEMENTED)
#define MORE_IMPLEMENTED

#ifdef __cplusplus
extern "C" {
#endif

static const inlay_layout more_string_layout = { INLAY_STRING, 0, 0, sizeof(inlay_string), 0, NULL };
static const inlay_layout more_u32_layout = { INLAY_U32, 0, 0, sizeof(uint32_t), 0, NULL };
static const inlay_member more_map_u32_string_entry_members[] = {
    { &more_u32_layout, offsetof(more_map_u32_string_entry, key) },
    { &more_string_layout, offsetof(more_map_u32_string_entry, value) },
};
static const inlay_layout more_map_u32_string_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_u32_string_entry), 2, more_map_u32_string_entry_members };
static const inlay_member more_map_u32_string_members[] = {
    { &more_map_u32_string_entry_layout, 0 },
};
static const inlay_layout more_map_u32_string_layout = { INLAY_MAP, 0, 0, sizeof(more_map_u32_string), 0, more_map_u32_string_members };
static const inlay_layout more_f32_layout = { INLAY_F32, 0, 0, sizeof(float), 0, NULL };
static const inlay_member more_kinds_point_members[] = {
    { &more_f32_layout, offsetof(more_kinds_point, x) },
    { &more_f32_layout, offsetof(more_kinds_point, y) },
};
static const inlay_layout more_kinds_point_layout = { INLAY_RECORD, 0, 0, sizeof(more_kinds_point), 2, more_kinds_point_members };
static const inlay_member more_map_string_kinds_point_entry_members[] = {
    { &more_string_layout, offsetof(more_map_string_kinds_point_entry, key) },
    { &more_kinds_point_layout, offsetof(more_map_string_kinds_point_entry, value) },
};
static const inlay_layout more_map_string_kinds_point_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_string_kinds_point_entry), 2, more_map_string_kinds_point_entry_members };
static const inlay_member more_map_string_kinds_point_members[] = {
    { &more_map_string_kinds_point_entry_layout, 0 },
};
static const inlay_layout more_map_string_kinds_point_layout = { INLAY_MAP, 0, 0, sizeof(more_map_string_kinds_point), 0, more_map_string_kinds_point_members };
static const inlay_layout more_u8_layout = { INLAY_U8, 0, 0, sizeof(uint8_t), 0, NULL };
static const inlay_member more_list4_u8_members[] = {
    { &more_u8_layout, 0 },
};
static const inlay_layout more_list4_u8_layout = { INLAY_LIST, 0, 0, sizeof(more_list4_u8), 4, more_list4_u8_members };
static const inlay_member more_list16_f32_members[] = {
    { &more_f32_layout, 0 },
};
static const inlay_layout more_list16_f32_layout = { INLAY_LIST, 0, 0, sizeof(more_list16_f32), 16, more_list16_f32_members };
static const inlay_member more_list2_kinds_point_members[] = {
    { &more_kinds_point_layout, 0 },
};
static const inlay_layout more_list2_kinds_point_layout = { INLAY_LIST, 0, 0, sizeof(more_list2_kinds_point), 2, more_list2_kinds_point_members };
static const inlay_layout more_kinds_mood_layout = { INLAY_ENUM, sizeof(more_kinds_mood), 0, sizeof(more_kinds_mood), 2, NULL };
static const inlay_layout more_char_layout = { INLAY_CHAR, 0, 0, sizeof(uint32_t), 0, NULL };
static const inlay_member more_map_char_kinds_mood_entry_members[] = {
    { &more_char_layout, offsetof(more_map_char_kinds_mood_entry, key) },
    { &more_kinds_mood_layout, offsetof(more_map_char_kinds_mood_entry, value) },
};
static const inlay_layout more_map_char_kinds_mood_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_char_kinds_mood_entry), 2, more_map_char_kinds_mood_entry_members };
static const inlay_member more_map_char_kinds_mood_members[] = {
    { &more_map_char_kinds_mood_entry_layout, 0 },
};
static const inlay_layout more_map_char_kinds_mood_layout = { INLAY_MAP, 0, 0, sizeof(more_map_char_kinds_mood), 0, more_map_char_kinds_mood_members };
static const inlay_member more_option_map_char_kinds_mood_members[] = {
    { &more_map_char_kinds_mood_layout, offsetof(more_option_map_char_kinds_mood, value) },
};
static const inlay_layout more_option_map_char_kinds_mood_layout = { INLAY_OPTION, sizeof(bool), offsetof(more_option_map_char_kinds_mood, has), sizeof(more_option_map_char_kinds_mood), 1, more_option_map_char_kinds_mood_members };
static const inlay_member more_kinds_crowd_members[] = {
    { &more_map_u32_string_layout, offsetof(more_kinds_crowd, names) },
    { &more_map_string_kinds_point_layout, offsetof(more_kinds_crowd, places) },
    { &more_list4_u8_layout, offsetof(more_kinds_crowd, colour) },
    { &more_list16_f32_layout, offsetof(more_kinds_crowd, matrix) },
    { &more_list2_kinds_point_layout, offsetof(more_kinds_crowd, corners) },
    { &more_option_map_char_kinds_mood_layout, offsetof(more_kinds_crowd, seen) },
};
static const inlay_layout more_kinds_crowd_layout = { INLAY_RECORD, 0, 0, sizeof(more_kinds_crowd), 6, more_kinds_crowd_members };
static const inlay_member more_map_string_u32_entry_members[] = {
    { &more_string_layout, offsetof(more_map_string_u32_entry, key) },
    { &more_u32_layout, offsetof(more_map_string_u32_entry, value) },
};
static const inlay_layout more_map_string_u32_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_string_u32_entry), 2, more_map_string_u32_entry_members };
static const inlay_member more_map_string_u32_members[] = {
    { &more_map_string_u32_entry_layout, 0 },
};
static const inlay_layout more_map_string_u32_layout = { INLAY_MAP, 0, 0, sizeof(more_map_string_u32), 0, more_map_string_u32_members };
static const inlay_member more_list3_f32_members[] = {
    { &more_f32_layout, 0 },
};
static const inlay_layout more_list3_f32_layout = { INLAY_LIST, 0, 0, sizeof(more_list3_f32), 3, more_list3_f32_members };
static const inlay_layout more_f64_layout = { INLAY_F64, 0, 0, sizeof(double), 0, NULL };
static const inlay_member more_map_u32_f64_entry_members[] = {
    { &more_u32_layout, offsetof(more_map_u32_f64_entry, key) },
    { &more_f64_layout, offsetof(more_map_u32_f64_entry, value) },
};
static const inlay_layout more_map_u32_f64_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_u32_f64_entry), 2, more_map_u32_f64_entry_members };
static const inlay_member more_map_u32_f64_members[] = {
    { &more_map_u32_f64_entry_layout, 0 },
};
static const inlay_layout more_map_u32_f64_layout = { INLAY_MAP, 0, 0, sizeof(more_map_u32_f64), 0, more_map_u32_f64_members };
static const inlay_member more_map_string_string_entry_members[] = {
    { &more_string_layout, offsetof(more_map_string_string_entry, key) },
    { &more_string_layout, offsetof(more_map_string_string_entry, value) },
};
static const inlay_layout more_map_string_string_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_string_string_entry), 2, more_map_string_string_entry_members };
static const inlay_member more_map_string_string_members[] = {
    { &more_map_string_string_entry_layout, 0 },
};
static const inlay_layout more_map_string_string_layout = { INLAY_MAP, 0, 0, sizeof(more_map_string_string), 0, more_map_string_string_members };
static const inlay_layout more_bool_layout = { INLAY_BOOL, 0, 0, sizeof(bool), 0, NULL };
static const inlay_member more_map_bool_u8_entry_members[] = {
    { &more_bool_layout, offsetof(more_map_bool_u8_entry, key) },
    { &more_u8_layout, offsetof(more_map_bool_u8_entry, value) },
};
static const inlay_layout more_map_bool_u8_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_bool_u8_entry), 2, more_map_bool_u8_entry_members };
static const inlay_member more_map_bool_u8_members[] = {
    { &more_map_bool_u8_entry_layout, 0 },
};
static const inlay_layout more_map_bool_u8_layout = { INLAY_MAP, 0, 0, sizeof(more_map_bool_u8), 0, more_map_bool_u8_members };
static const inlay_layout more_s8_layout = { INLAY_S8, 0, 0, sizeof(int8_t), 0, NULL };
static const inlay_member more_map_char_s8_entry_members[] = {
    { &more_char_layout, offsetof(more_map_char_s8_entry, key) },
    { &more_s8_layout, offsetof(more_map_char_s8_entry, value) },
};
static const inlay_layout more_map_char_s8_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_char_s8_entry), 2, more_map_char_s8_entry_members };
static const inlay_member more_map_char_s8_members[] = {
    { &more_map_char_s8_entry_layout, 0 },
};
static const inlay_layout more_map_char_s8_layout = { INLAY_MAP, 0, 0, sizeof(more_map_char_s8), 0, more_map_char_s8_members };
static const inlay_layout more_u64_layout = { INLAY_U64, 0, 0, sizeof(uint64_t), 0, NULL };
static const inlay_member more_map_u64_bool_entry_members[] = {
    { &more_u64_layout, offsetof(more_map_u64_bool_entry, key) },
    { &more_bool_layout, offsetof(more_map_u64_bool_entry, value) },
};
static const inlay_layout more_map_u64_bool_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_u64_bool_entry), 2, more_map_u64_bool_entry_members };
static const inlay_member more_map_u64_bool_members[] = {
    { &more_map_u64_bool_entry_layout, 0 },
};
static const inlay_layout more_map_u64_bool_layout = { INLAY_MAP, 0, 0, sizeof(more_map_u64_bool), 0, more_map_u64_bool_members };
static const inlay_layout more_s16_layout = { INLAY_S16, 0, 0, sizeof(int16_t), 0, NULL };
static const inlay_member more_map_s16_kinds_mood_entry_members[] = {
    { &more_s16_layout, offsetof(more_map_s16_kinds_mood_entry, key) },
    { &more_kinds_mood_layout, offsetof(more_map_s16_kinds_mood_entry, value) },
};
static const inlay_layout more_map_s16_kinds_mood_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_s16_kinds_mood_entry), 2, more_map_s16_kinds_mood_entry_members };
static const inlay_member more_map_s16_kinds_mood_members[] = {
    { &more_map_s16_kinds_mood_entry_layout, 0 },
};
static const inlay_layout more_map_s16_kinds_mood_layout = { INLAY_MAP, 0, 0, sizeof(more_map_s16_kinds_mood), 0, more_map_s16_kinds_mood_members };
static const inlay_member more_list_kinds_point_members[] = {
    { &more_kinds_point_layout, 0 },
};
static const inlay_layout more_list_kinds_point_layout = { INLAY_LIST, 0, 0, sizeof(more_list_kinds_point), 0, more_list_kinds_point_members };
static const inlay_member more_map_u8_list_kinds_point_entry_members[] = {
    { &more_u8_layout, offsetof(more_map_u8_list_kinds_point_entry, key) },
    { &more_list_kinds_point_layout, offsetof(more_map_u8_list_kinds_point_entry, value) },
};
static const inlay_layout more_map_u8_list_kinds_point_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_u8_list_kinds_point_entry), 2, more_map_u8_list_kinds_point_entry_members };
static const inlay_member more_map_u8_list_kinds_point_members[] = {
    { &more_map_u8_list_kinds_point_entry_layout, 0 },
};
static const inlay_layout more_map_u8_list_kinds_point_layout = { INLAY_MAP, 0, 0, sizeof(more_map_u8_list_kinds_point), 0, more_map_u8_list_kinds_point_members };
static const inlay_layout more_u16_layout = { INLAY_U16, 0, 0, sizeof(uint16_t), 0, NULL };
static const inlay_member more_map_u16_kinds_point_entry_members[] = {
    { &more_u16_layout, offsetof(more_map_u16_kinds_point_entry, key) },
    { &more_kinds_point_layout, offsetof(more_map_u16_kinds_point_entry, value) },
};
static const inlay_layout more_map_u16_kinds_point_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_u16_kinds_point_entry), 2, more_map_u16_kinds_point_entry_members };
static const inlay_member more_map_u16_kinds_point_members[] = {
    { &more_map_u16_kinds_point_entry_layout, 0 },
};
static const inlay_layout more_map_u16_kinds_point_layout = { INLAY_MAP, 0, 0, sizeof(more_map_u16_kinds_point), 0, more_map_u16_kinds_point_members };
static const inlay_member more_map_string_map_u16_kinds_point_entry_members[] = {
    { &more_string_layout, offsetof(more_map_string_map_u16_kinds_point_entry, key) },
    { &more_map_u16_kinds_point_layout, offsetof(more_map_string_map_u16_kinds_point_entry, value) },
};
static const inlay_layout more_map_string_map_u16_kinds_point_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_string_map_u16_kinds_point_entry), 2, more_map_string_map_u16_kinds_point_entry_members };
static const inlay_member more_map_string_map_u16_kinds_point_members[] = {
    { &more_map_string_map_u16_kinds_point_entry_layout, 0 },
};
static const inlay_layout more_map_string_map_u16_kinds_point_layout = { INLAY_MAP, 0, 0, sizeof(more_map_string_map_u16_kinds_point), 0, more_map_string_map_u16_kinds_point_members };
static const inlay_member more_map_u8_string_entry_members[] = {
    { &more_u8_layout, offsetof(more_map_u8_string_entry, key) },
    { &more_string_layout, offsetof(more_map_u8_string_entry, value) },
};
static const inlay_layout more_map_u8_string_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_u8_string_entry), 2, more_map_u8_string_entry_members };
static const inlay_member more_map_u8_string_members[] = {
    { &more_map_u8_string_entry_layout, 0 },
};
static const inlay_layout more_map_u8_string_layout = { INLAY_MAP, 0, 0, sizeof(more_map_u8_string), 0, more_map_u8_string_members };
static const inlay_member more_list_map_u8_string_members[] = {
    { &more_map_u8_string_layout, 0 },
};
static const inlay_layout more_list_map_u8_string_layout = { INLAY_LIST, 0, 0, sizeof(more_list_map_u8_string), 0, more_list_map_u8_string_members };
static const inlay_member more_option_map_string_u32_members[] = {
    { &more_map_string_u32_layout, offsetof(more_option_map_string_u32, value) },
};
static const inlay_layout more_option_map_string_u32_layout = { INLAY_OPTION, sizeof(bool), offsetof(more_option_map_string_u32, has), sizeof(more_option_map_string_u32), 1, more_option_map_string_u32_members };
static const inlay_member more_map_u32_kinds_point_entry_members[] = {
    { &more_u32_layout, offsetof(more_map_u32_kinds_point_entry, key) },
    { &more_kinds_point_layout, offsetof(more_map_u32_kinds_point_entry, value) },
};
static const inlay_layout more_map_u32_kinds_point_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_u32_kinds_point_entry), 2, more_map_u32_kinds_point_entry_members };
static const inlay_member more_map_u32_kinds_point_members[] = {
    { &more_map_u32_kinds_point_entry_layout, 0 },
};
static const inlay_layout more_map_u32_kinds_point_layout = { INLAY_MAP, 0, 0, sizeof(more_map_u32_kinds_point), 0, more_map_u32_kinds_point_members };
static const inlay_member more_result_map_u32_kinds_point_list4_u8_members[] = {
    { &more_map_u32_kinds_point_layout, offsetof(more_result_map_u32_kinds_point_list4_u8, ok) },
    { &more_list4_u8_layout, offsetof(more_result_map_u32_kinds_point_list4_u8, err) },
};
static const inlay_layout more_result_map_u32_kinds_point_list4_u8_layout = { INLAY_RESULT, sizeof(bool), offsetof(more_result_map_u32_kinds_point_list4_u8, is_err), sizeof(more_result_map_u32_kinds_point_list4_u8), 2, more_result_map_u32_kinds_point_list4_u8_members };
static const inlay_member more_list40_u64_members[] = {
    { &more_u64_layout, 0 },
};
static const inlay_layout more_list40_u64_layout = { INLAY_LIST, 0, 0, sizeof(more_list40_u64), 40, more_list40_u64_members };
static const inlay_member more_list9_bool_members[] = {
    { &more_bool_layout, 0 },
};
static const inlay_layout more_list9_bool_layout = { INLAY_LIST, 0, 0, sizeof(more_list9_bool), 9, more_list9_bool_members };
static const inlay_member more_list3_string_members[] = {
    { &more_string_layout, 0 },
};
static const inlay_layout more_list3_string_layout = { INLAY_LIST, 0, 0, sizeof(more_list3_string), 3, more_list3_string_members };
static const inlay_member more_list3_u16_members[] = {
    { &more_u16_layout, 0 },
};
static const inlay_layout more_list3_u16_layout = { INLAY_LIST, 0, 0, sizeof(more_list3_u16), 3, more_list3_u16_members };
static const inlay_member more_list2_list3_u16_members[] = {
    { &more_list3_u16_layout, 0 },
};
static const inlay_layout more_list2_list3_u16_layout = { INLAY_LIST, 0, 0, sizeof(more_list2_list3_u16), 2, more_list2_list3_u16_members };
static const inlay_member more_option_u32_members[] = {
    { &more_u32_layout, offsetof(more_option_u32, value) },
};
static const inlay_layout more_option_u32_layout = { INLAY_OPTION, sizeof(bool), offsetof(more_option_u32, has), sizeof(more_option_u32), 1, more_option_u32_members };
static const inlay_member more_list2_option_u32_members[] = {
    { &more_option_u32_layout, 0 },
};
static const inlay_layout more_list2_option_u32_layout = { INLAY_LIST, 0, 0, sizeof(more_list2_option_u32), 2, more_list2_option_u32_members };
static const inlay_member more_list_list3_f32_members[] = {
    { &more_list3_f32_layout, 0 },
};
static const inlay_layout more_list_list3_f32_layout = { INLAY_LIST, 0, 0, sizeof(more_list_list3_f32), 0, more_list_list3_f32_members };
static const inlay_member more_map_u8_u8_entry_members[] = {
    { &more_u8_layout, offsetof(more_map_u8_u8_entry, key) },
    { &more_u8_layout, offsetof(more_map_u8_u8_entry, value) },
};
static const inlay_layout more_map_u8_u8_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_u8_u8_entry), 2, more_map_u8_u8_entry_members };
static const inlay_member more_map_u8_u8_members[] = {
    { &more_map_u8_u8_entry_layout, 0 },
};
static const inlay_layout more_map_u8_u8_layout = { INLAY_MAP, 0, 0, sizeof(more_map_u8_u8), 0, more_map_u8_u8_members };
static const inlay_member more_list2_map_u8_u8_members[] = {
    { &more_map_u8_u8_layout, 0 },
};
static const inlay_layout more_list2_map_u8_u8_layout = { INLAY_LIST, 0, 0, sizeof(more_list2_map_u8_u8), 2, more_list2_map_u8_u8_members };
static const inlay_member more_map_u32_list3_f32_entry_members[] = {
    { &more_u32_layout, offsetof(more_map_u32_list3_f32_entry, key) },
    { &more_list3_f32_layout, offsetof(more_map_u32_list3_f32_entry, value) },
};
static const inlay_layout more_map_u32_list3_f32_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_u32_list3_f32_entry), 2, more_map_u32_list3_f32_entry_members };
static const inlay_member more_map_u32_list3_f32_members[] = {
    { &more_map_u32_list3_f32_entry_layout, 0 },
};
static const inlay_layout more_map_u32_list3_f32_layout = { INLAY_MAP, 0, 0, sizeof(more_map_u32_list3_f32), 0, more_map_u32_list3_f32_members };
static const inlay_member more_list3_u8_members[] = {
    { &more_u8_layout, 0 },
};
static const inlay_layout more_list3_u8_layout = { INLAY_LIST, 0, 0, sizeof(more_list3_u8), 3, more_list3_u8_members };
static const inlay_member more_tuple_list3_u8_map_u8_u8_string_members[] = {
    { &more_list3_u8_layout, offsetof(more_tuple_list3_u8_map_u8_u8_string, f0) },
    { &more_map_u8_u8_layout, offsetof(more_tuple_list3_u8_map_u8_u8_string, f1) },
    { &more_string_layout, offsetof(more_tuple_list3_u8_map_u8_u8_string, f2) },
};
static const inlay_layout more_tuple_list3_u8_map_u8_u8_string_layout = { INLAY_TUPLE, 0, 0, sizeof(more_tuple_list3_u8_map_u8_u8_string), 3, more_tuple_list3_u8_map_u8_u8_string_members };
static const inlay_member more_map_string_list3_u16_entry_members[] = {
    { &more_string_layout, offsetof(more_map_string_list3_u16_entry, key) },
    { &more_list3_u16_layout, offsetof(more_map_string_list3_u16_entry, value) },
};
static const inlay_layout more_map_string_list3_u16_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(more_map_string_list3_u16_entry), 2, more_map_string_list3_u16_entry_members };
static const inlay_member more_map_string_list3_u16_members[] = {
    { &more_map_string_list3_u16_entry_layout, 0 },
};
static const inlay_layout more_map_string_list3_u16_layout = { INLAY_MAP, 0, 0, sizeof(more_map_string_list3_u16), 0, more_map_string_list3_u16_members };
static const inlay_member more_list2_string_members[] = {
    { &more_string_layout, 0 },
};
static const inlay_layout more_list2_string_layout = { INLAY_LIST, 0, 0, sizeof(more_list2_string), 2, more_list2_string_members };
static const inlay_member more_kinds_found_members[] = {
    { NULL, 0 },
    { &more_map_string_list3_u16_layout, offsetof(more_kinds_found, all) },
    { &more_list2_string_layout, offsetof(more_kinds_found, one) },
};
static const inlay_layout more_kinds_found_layout = { INLAY_VARIANT, sizeof(more_kinds_found_tag), offsetof(more_kinds_found, tag), sizeof(more_kinds_found), 3, more_kinds_found_members };

static const char *const more_wit[] = {
    "package bind:more@1.0.0;\n",
    "\n",
    "interface kinds {\n",
    "  record point {\n",
    "    x: f32,\n",
    "    y: f32,\n",
    "  }\n",
    "  enum mood {\n",
    "    calm,\n",
    "    wary,\n",
    "  }\n",
    "  record crowd {\n",
    "    names: map<u32, string>,\n",
    "    places: map<string, point>,\n",
    "    colour: list<u8, 4>,\n",
    "    matrix: list<f32, 16>,\n",
    "    corners: list<point, 2>,\n",
    "    seen: option<map<char, mood>>,\n",
    "  }\n",
    "  variant found {\n",
    "    nothing,\n",
    "    all(map<string, list<u16, 3>>),\n",
    "    one(list<string, 2>),\n",
    "  }\n",
    "}\n",
    "\n",
    "interface game {\n",
    "  use kinds.{crowd};\n",
    "  turn: func(value: crowd) -> crowd;\n",
    "  prices: func(of: map<string, u32>) -> map<string, u32>;\n",
    "  move-by: func(by: list<f32, 3>) -> list<f32, 3>;\n",
    "}\n",
    "\n",
    "interface echoes {\n",
    "  use kinds.{point};\n",
    "  use kinds.{mood};\n",
    "  use kinds.{crowd};\n",
    "  use kinds.{found};\n",
    "  numbers: func(v: map<u32, f64>) -> map<u32, f64>;\n",
    "  names: func(v: map<string, string>) -> map<string, string>;\n",
    "  flags-of: func(v: map<bool, u8>) -> map<bool, u8>;\n",
    "  letters: func(v: map<char, s8>) -> map<char, s8>;\n",
    "  long-keys: func(v: map<u64, bool>) -> map<u64, bool>;\n",
    "  signed-keys: func(v: map<s16, mood>) -> map<s16, mood>;\n",
    "  points: func(v: map<u8, list<point>>) -> map<u8, list<point>>;\n",
    "  in-maps: func(v: map<string, map<u16, point>>) -> map<string, map<u16, point>>;\n",
    "  in-lists: func(v: list<map<u8, string>>) -> list<map<u8, string>>;\n",
    "  maybe: func(v: option<map<string, u32>>) -> option<map<string, u32>>;\n",
    "  outcome: func(v: result<map<u32, point>, list<u8, 4>>) -> result<map<u32, point>, list<u8, 4>>;\n",
    "  colour: func(v: list<u8, 4>) -> list<u8, 4>;\n",
    "  matrix: func(v: list<f32, 16>) -> list<f32, 16>;\n",
    "  long: func(v: list<u64, 40>) -> list<u64, 40>;\n",
    "  bits: func(v: list<bool, 9>) -> list<bool, 9>;\n",
    "  words: func(v: list<string, 3>) -> list<string, 3>;\n",
    "  corners: func(v: list<point, 2>) -> list<point, 2>;\n",
    "  rows: func(v: list<list<u16, 3>, 2>) -> list<list<u16, 3>, 2>;\n",
    "  some: func(v: list<option<u32>, 2>) -> list<option<u32>, 2>;\n",
    "  many: func(v: list<list<f32, 3>>) -> list<list<f32, 3>>;\n",
    "  maps: func(v: list<map<u8, u8>, 2>) -> list<map<u8, u8>, 2>;\n",
    "  by-place: func(v: map<u32, list<f32, 3>>) -> map<u32, list<f32, 3>>;\n",
    "  a-tuple: func(v: tuple<list<u8, 3>, map<u8, u8>, string>) -> tuple<list<u8, 3>, map<u8, u8>, string>;\n",
    "  a-crowd: func(v: crowd) -> crowd;\n",
    "  a-found: func(v: found) -> found;\n",
    "  turn-it: func(v: crowd) -> crowd;\n",
    "  price-it: func(v: map<string, u32>) -> map<string, u32>;\n",
    "  move-it: func(v: list<f32, 3>) -> list<f32, 3>;\n",
    "}\n",
    "\n",
    "world more {\n",
    "  import kinds;\n",
    "  import game;\n",
    "  export echoes;\n",
    "}\n",
    NULL
};

static inlay_status more_thunk_game_turn(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const more_host *)functions)->game_turn)(call, user, (const more_kinds_crowd *)arguments[0], (more_kinds_crowd *)result);
}

static const inlay_layout *const more_import_game_turn_params[] = { &more_kinds_crowd_layout };

static inlay_status more_thunk_game_prices(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const more_host *)functions)->game_prices)(call, user, *(const more_map_string_u32 *)arguments[0], (more_map_string_u32 *)result);
}

static const inlay_layout *const more_import_game_prices_params[] = { &more_map_string_u32_layout };

static inlay_status more_thunk_game_move_by(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)
{
    (void)arguments;
    (void)result;
    return (((const more_host *)functions)->game_move_by)(call, user, (const more_list3_f32 *)arguments[0], (more_list3_f32 *)result);
}

static const inlay_layout *const more_import_game_move_by_params[] = { &more_list3_f32_layout };

static const inlay_layout *const more_export_echoes_numbers_params[] = { &more_map_u32_f64_layout };

inlay_status more_echoes_numbers(inlay_host *host, inlay_mod mod, more_map_u32_f64 v, more_map_u32_f64 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 0, arguments, result);
}

inlay_status more_echoes_numbers_take(inlay_host *host, inlay_mod mod, more_map_u32_f64 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 0, result);
}

static const inlay_layout *const more_export_echoes_names_params[] = { &more_map_string_string_layout };

inlay_status more_echoes_names(inlay_host *host, inlay_mod mod, more_map_string_string v, more_map_string_string *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 1, arguments, result);
}

inlay_status more_echoes_names_take(inlay_host *host, inlay_mod mod, more_map_string_string *result)
{
    return inlay_typed_take(host, mod, &more_binding, 1, result);
}

static const inlay_layout *const more_export_echoes_flags_of_params[] = { &more_map_bool_u8_layout };

inlay_status more_echoes_flags_of(inlay_host *host, inlay_mod mod, more_map_bool_u8 v, more_map_bool_u8 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 2, arguments, result);
}

inlay_status more_echoes_flags_of_take(inlay_host *host, inlay_mod mod, more_map_bool_u8 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 2, result);
}

static const inlay_layout *const more_export_echoes_letters_params[] = { &more_map_char_s8_layout };

inlay_status more_echoes_letters(inlay_host *host, inlay_mod mod, more_map_char_s8 v, more_map_char_s8 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 3, arguments, result);
}

inlay_status more_echoes_letters_take(inlay_host *host, inlay_mod mod, more_map_char_s8 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 3, result);
}

static const inlay_layout *const more_export_echoes_long_keys_params[] = { &more_map_u64_bool_layout };

inlay_status more_echoes_long_keys(inlay_host *host, inlay_mod mod, more_map_u64_bool v, more_map_u64_bool *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 4, arguments, result);
}

inlay_status more_echoes_long_keys_take(inlay_host *host, inlay_mod mod, more_map_u64_bool *result)
{
    return inlay_typed_take(host, mod, &more_binding, 4, result);
}

static const inlay_layout *const more_export_echoes_signed_keys_params[] = { &more_map_s16_kinds_mood_layout };

inlay_status more_echoes_signed_keys(inlay_host *host, inlay_mod mod, more_map_s16_kinds_mood v, more_map_s16_kinds_mood *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 5, arguments, result);
}

inlay_status more_echoes_signed_keys_take(inlay_host *host, inlay_mod mod, more_map_s16_kinds_mood *result)
{
    return inlay_typed_take(host, mod, &more_binding, 5, result);
}

static const inlay_layout *const more_export_echoes_points_params[] = { &more_map_u8_list_kinds_point_layout };

inlay_status more_echoes_points(inlay_host *host, inlay_mod mod, more_map_u8_list_kinds_point v, more_map_u8_list_kinds_point *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 6, arguments, result);
}

inlay_status more_echoes_points_take(inlay_host *host, inlay_mod mod, more_map_u8_list_kinds_point *result)
{
    return inlay_typed_take(host, mod, &more_binding, 6, result);
}

static const inlay_layout *const more_export_echoes_in_maps_params[] = { &more_map_string_map_u16_kinds_point_layout };

inlay_status more_echoes_in_maps(inlay_host *host, inlay_mod mod, more_map_string_map_u16_kinds_point v, more_map_string_map_u16_kinds_point *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 7, arguments, result);
}

inlay_status more_echoes_in_maps_take(inlay_host *host, inlay_mod mod, more_map_string_map_u16_kinds_point *result)
{
    return inlay_typed_take(host, mod, &more_binding, 7, result);
}

static const inlay_layout *const more_export_echoes_in_lists_params[] = { &more_list_map_u8_string_layout };

inlay_status more_echoes_in_lists(inlay_host *host, inlay_mod mod, more_list_map_u8_string v, more_list_map_u8_string *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 8, arguments, result);
}

inlay_status more_echoes_in_lists_take(inlay_host *host, inlay_mod mod, more_list_map_u8_string *result)
{
    return inlay_typed_take(host, mod, &more_binding, 8, result);
}

static const inlay_layout *const more_export_echoes_maybe_params[] = { &more_option_map_string_u32_layout };

inlay_status more_echoes_maybe(inlay_host *host, inlay_mod mod, const more_option_map_string_u32 *v, more_option_map_string_u32 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 9, arguments, result);
}

inlay_status more_echoes_maybe_take(inlay_host *host, inlay_mod mod, more_option_map_string_u32 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 9, result);
}

static const inlay_layout *const more_export_echoes_outcome_params[] = { &more_result_map_u32_kinds_point_list4_u8_layout };

inlay_status more_echoes_outcome(inlay_host *host, inlay_mod mod, const more_result_map_u32_kinds_point_list4_u8 *v, more_result_map_u32_kinds_point_list4_u8 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 10, arguments, result);
}

inlay_status more_echoes_outcome_take(inlay_host *host, inlay_mod mod, more_result_map_u32_kinds_point_list4_u8 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 10, result);
}

static const inlay_layout *const more_export_echoes_colour_params[] = { &more_list4_u8_layout };

inlay_status more_echoes_colour(inlay_host *host, inlay_mod mod, const more_list4_u8 *v, more_list4_u8 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 11, arguments, result);
}

inlay_status more_echoes_colour_take(inlay_host *host, inlay_mod mod, more_list4_u8 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 11, result);
}

static const inlay_layout *const more_export_echoes_matrix_params[] = { &more_list16_f32_layout };

inlay_status more_echoes_matrix(inlay_host *host, inlay_mod mod, const more_list16_f32 *v, more_list16_f32 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 12, arguments, result);
}

inlay_status more_echoes_matrix_take(inlay_host *host, inlay_mod mod, more_list16_f32 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 12, result);
}

static const inlay_layout *const more_export_echoes_long_params[] = { &more_list40_u64_layout };

inlay_status more_echoes_long(inlay_host *host, inlay_mod mod, const more_list40_u64 *v, more_list40_u64 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 13, arguments, result);
}

inlay_status more_echoes_long_take(inlay_host *host, inlay_mod mod, more_list40_u64 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 13, result);
}

static const inlay_layout *const more_export_echoes_bits_params[] = { &more_list9_bool_layout };

inlay_status more_echoes_bits(inlay_host *host, inlay_mod mod, const more_list9_bool *v, more_list9_bool *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 14, arguments, result);
}

inlay_status more_echoes_bits_take(inlay_host *host, inlay_mod mod, more_list9_bool *result)
{
    return inlay_typed_take(host, mod, &more_binding, 14, result);
}

static const inlay_layout *const more_export_echoes_words_params[] = { &more_list3_string_layout };

inlay_status more_echoes_words(inlay_host *host, inlay_mod mod, const more_list3_string *v, more_list3_string *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 15, arguments, result);
}

inlay_status more_echoes_words_take(inlay_host *host, inlay_mod mod, more_list3_string *result)
{
    return inlay_typed_take(host, mod, &more_binding, 15, result);
}

static const inlay_layout *const more_export_echoes_corners_params[] = { &more_list2_kinds_point_layout };

inlay_status more_echoes_corners(inlay_host *host, inlay_mod mod, const more_list2_kinds_point *v, more_list2_kinds_point *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 16, arguments, result);
}

inlay_status more_echoes_corners_take(inlay_host *host, inlay_mod mod, more_list2_kinds_point *result)
{
    return inlay_typed_take(host, mod, &more_binding, 16, result);
}

static const inlay_layout *const more_export_echoes_rows_params[] = { &more_list2_list3_u16_layout };

inlay_status more_echoes_rows(inlay_host *host, inlay_mod mod, const more_list2_list3_u16 *v, more_list2_list3_u16 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 17, arguments, result);
}

inlay_status more_echoes_rows_take(inlay_host *host, inlay_mod mod, more_list2_list3_u16 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 17, result);
}

static const inlay_layout *const more_export_echoes_some_params[] = { &more_list2_option_u32_layout };

inlay_status more_echoes_some(inlay_host *host, inlay_mod mod, const more_list2_option_u32 *v, more_list2_option_u32 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 18, arguments, result);
}

inlay_status more_echoes_some_take(inlay_host *host, inlay_mod mod, more_list2_option_u32 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 18, result);
}

static const inlay_layout *const more_export_echoes_many_params[] = { &more_list_list3_f32_layout };

inlay_status more_echoes_many(inlay_host *host, inlay_mod mod, more_list_list3_f32 v, more_list_list3_f32 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 19, arguments, result);
}

inlay_status more_echoes_many_take(inlay_host *host, inlay_mod mod, more_list_list3_f32 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 19, result);
}

static const inlay_layout *const more_export_echoes_maps_params[] = { &more_list2_map_u8_u8_layout };

inlay_status more_echoes_maps(inlay_host *host, inlay_mod mod, const more_list2_map_u8_u8 *v, more_list2_map_u8_u8 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 20, arguments, result);
}

inlay_status more_echoes_maps_take(inlay_host *host, inlay_mod mod, more_list2_map_u8_u8 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 20, result);
}

static const inlay_layout *const more_export_echoes_by_place_params[] = { &more_map_u32_list3_f32_layout };

inlay_status more_echoes_by_place(inlay_host *host, inlay_mod mod, more_map_u32_list3_f32 v, more_map_u32_list3_f32 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 21, arguments, result);
}

inlay_status more_echoes_by_place_take(inlay_host *host, inlay_mod mod, more_map_u32_list3_f32 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 21, result);
}

static const inlay_layout *const more_export_echoes_a_tuple_params[] = { &more_tuple_list3_u8_map_u8_u8_string_layout };

inlay_status more_echoes_a_tuple(inlay_host *host, inlay_mod mod, const more_tuple_list3_u8_map_u8_u8_string *v, more_tuple_list3_u8_map_u8_u8_string *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 22, arguments, result);
}

inlay_status more_echoes_a_tuple_take(inlay_host *host, inlay_mod mod, more_tuple_list3_u8_map_u8_u8_string *result)
{
    return inlay_typed_take(host, mod, &more_binding, 22, result);
}

static const inlay_layout *const more_export_echoes_a_crowd_params[] = { &more_kinds_crowd_layout };

inlay_status more_echoes_a_crowd(inlay_host *host, inlay_mod mod, const more_kinds_crowd *v, more_kinds_crowd *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 23, arguments, result);
}

inlay_status more_echoes_a_crowd_take(inlay_host *host, inlay_mod mod, more_kinds_crowd *result)
{
    return inlay_typed_take(host, mod, &more_binding, 23, result);
}

static const inlay_layout *const more_export_echoes_a_found_params[] = { &more_kinds_found_layout };

inlay_status more_echoes_a_found(inlay_host *host, inlay_mod mod, const more_kinds_found *v, more_kinds_found *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 24, arguments, result);
}

inlay_status more_echoes_a_found_take(inlay_host *host, inlay_mod mod, more_kinds_found *result)
{
    return inlay_typed_take(host, mod, &more_binding, 24, result);
}

static const inlay_layout *const more_export_echoes_turn_it_params[] = { &more_kinds_crowd_layout };

inlay_status more_echoes_turn_it(inlay_host *host, inlay_mod mod, const more_kinds_crowd *v, more_kinds_crowd *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 25, arguments, result);
}

inlay_status more_echoes_turn_it_take(inlay_host *host, inlay_mod mod, more_kinds_crowd *result)
{
    return inlay_typed_take(host, mod, &more_binding, 25, result);
}

static const inlay_layout *const more_export_echoes_price_it_params[] = { &more_map_string_u32_layout };

inlay_status more_echoes_price_it(inlay_host *host, inlay_mod mod, more_map_string_u32 v, more_map_string_u32 *result)
{
    const void *const arguments[] = { &v };
    return inlay_typed_call(host, mod, &more_binding, 26, arguments, result);
}

inlay_status more_echoes_price_it_take(inlay_host *host, inlay_mod mod, more_map_string_u32 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 26, result);
}

static const inlay_layout *const more_export_echoes_move_it_params[] = { &more_list3_f32_layout };

inlay_status more_echoes_move_it(inlay_host *host, inlay_mod mod, const more_list3_f32 *v, more_list3_f32 *result)
{
    const void *const arguments[] = { v };
    return inlay_typed_call(host, mod, &more_binding, 27, arguments, result);
}

inlay_status more_echoes_move_it_take(inlay_host *host, inlay_mod mod, more_list3_f32 *result)
{
    return inlay_typed_take(host, mod, &more_binding, 27, result);
}

static const inlay_binding_function more_imports[] = {
    { "bind:more/game@1.0.0#turn", more_import_game_turn_params, 1, &more_kinds_crowd_layout, more_thunk_game_turn, offsetof(more_host, game_turn) },
    { "bind:more/game@1.0.0#prices", more_import_game_prices_params, 1, &more_map_string_u32_layout, more_thunk_game_prices, offsetof(more_host, game_prices) },
    { "bind:more/game@1.0.0#move-by", more_import_game_move_by_params, 1, &more_list3_f32_layout, more_thunk_game_move_by, offsetof(more_host, game_move_by) },
};

static const inlay_binding_function more_exports[] = {
    { "bind:more/echoes@1.0.0#numbers", more_export_echoes_numbers_params, 1, &more_map_u32_f64_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#names", more_export_echoes_names_params, 1, &more_map_string_string_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#flags-of", more_export_echoes_flags_of_params, 1, &more_map_bool_u8_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#letters", more_export_echoes_letters_params, 1, &more_map_char_s8_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#long-keys", more_export_echoes_long_keys_params, 1, &more_map_u64_bool_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#signed-keys", more_export_echoes_signed_keys_params, 1, &more_map_s16_kinds_mood_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#points", more_export_echoes_points_params, 1, &more_map_u8_list_kinds_point_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#in-maps", more_export_echoes_in_maps_params, 1, &more_map_string_map_u16_kinds_point_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#in-lists", more_export_echoes_in_lists_params, 1, &more_list_map_u8_string_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#maybe", more_export_echoes_maybe_params, 1, &more_option_map_string_u32_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#outcome", more_export_echoes_outcome_params, 1, &more_result_map_u32_kinds_point_list4_u8_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#colour", more_export_echoes_colour_params, 1, &more_list4_u8_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#matrix", more_export_echoes_matrix_params, 1, &more_list16_f32_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#long", more_export_echoes_long_params, 1, &more_list40_u64_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#bits", more_export_echoes_bits_params, 1, &more_list9_bool_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#words", more_export_echoes_words_params, 1, &more_list3_string_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#corners", more_export_echoes_corners_params, 1, &more_list2_kinds_point_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#rows", more_export_echoes_rows_params, 1, &more_list2_list3_u16_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#some", more_export_echoes_some_params, 1, &more_list2_option_u32_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#many", more_export_echoes_many_params, 1, &more_list_list3_f32_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#maps", more_export_echoes_maps_params, 1, &more_list2_map_u8_u8_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#by-place", more_export_echoes_by_place_params, 1, &more_map_u32_list3_f32_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#a-tuple", more_export_echoes_a_tuple_params, 1, &more_tuple_list3_u8_map_u8_u8_string_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#a-crowd", more_export_echoes_a_crowd_params, 1, &more_kinds_crowd_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#a-found", more_export_echoes_a_found_params, 1, &more_kinds_found_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#turn-it", more_export_echoes_turn_it_params, 1, &more_kinds_crowd_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#price-it", more_export_echoes_price_it_params, 1, &more_map_string_u32_layout, NULL, 0 },
    { "bind:more/echoes@1.0.0#move-it", more_export_echoes_move_it_params, 1, &more_list3_f32_layout, NULL, 0 },
};

const inlay_binding more_binding = {
    1u, "more.h", "bind:more/more@1.0.0", more_wit, 3, 28, 0,
    more_imports, more_exports, NULL, sizeof(more_host)
};

bool more_bind(inlay_host *host, inlay_slot slot, const more_host *functions, void *user, inlay_error *error)
{
    return inlay_typed_bind(host, slot, &more_binding, functions, user, error);
}

#ifdef __cplusplus
}
#endif

#endif
