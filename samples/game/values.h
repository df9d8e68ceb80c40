/* values: the arena's words as values of the SDK, and back.
 *
 * A record needs room for its fields, given by whoever makes it. What comes
 * from a mod has the world's type (the SDK has seen to that), but any number
 * may be in it, so numbers are cut to what the arena can bear.
 */
#ifndef GAME_VALUES_H
#define GAME_VALUES_H

#include <string.h>

#include "samples/game/vector.h"
#include "sdk/inlay.h"

static inline inlay_value value_bool(bool x) { return (inlay_value){ .kind = INLAY_BOOL, .boolean = x }; }
static inline inlay_value value_u32(uint32_t x) { return (inlay_value){ .kind = INLAY_U32, .u32 = x }; }
static inline inlay_value value_u64(uint64_t x) { return (inlay_value){ .kind = INLAY_U64, .u64 = x }; }
static inline inlay_value value_f32(float x) { return (inlay_value){ .kind = INLAY_F32, .f32 = x }; }
static inline inlay_value value_enum(uint32_t x) { return (inlay_value){ .kind = INLAY_ENUM, .tag = x }; }
static inline inlay_value value_flags(uint32_t x) { return (inlay_value){ .kind = INLAY_FLAGS, .flags = x }; }

static inline inlay_value value_own(inlay_resource x) { return (inlay_value){ .kind = INLAY_OWN, .resource = x }; }
static inline inlay_value value_borrow(inlay_resource x) { return (inlay_value){ .kind = INLAY_BORROW, .resource = x }; }

static inline inlay_value value_fields(inlay_kind kind, inlay_value *items, size_t count)
{
    return (inlay_value){ .kind = kind, .list = { items, count } };
}

/* A variant's case; payload null: it has none. */
static inline inlay_value value_case(inlay_kind kind, uint32_t tag, inlay_value *payload)
{
    return (inlay_value){ .kind = kind, .tag = tag, .payload = payload };
}

static inline inlay_value value_none(void) { return value_case(INLAY_OPTION, 0, 0); }
static inline inlay_value value_some(inlay_value *payload) { return value_case(INLAY_OPTION, 1, payload); }
static inline inlay_value value_ok(inlay_value *payload) { return value_case(INLAY_RESULT, 0, payload); }
static inline inlay_value value_error(inlay_value *payload) { return value_case(INLAY_RESULT, 1, payload); }

static inline inlay_value value_vec2(inlay_value room[2], vec2 v)
{
    room[0] = value_f32(v.x);
    room[1] = value_f32(v.y);
    return value_fields(INLAY_RECORD, room, 2);
}

/* A rectangle, with room for its corner and size and their fields. */
static inline inlay_value value_rect(inlay_value room[6], vec2 corner, vec2 size)
{
    room[0] = value_vec2(room + 2, corner);
    room[1] = value_vec2(room + 4, size);
    return value_fields(INLAY_RECORD, room, 2);
}

/* ---- back ------------------------------------------------------------------ */

static inline const inlay_value *value_field(const inlay_value *record, size_t index)
{
    return &record->list.items[index];
}

static inline vec2 value_to_vec2(const inlay_value *v)
{
    return (vec2){ vector_clamp(value_field(v, 0)->f32, -10000, 10000), vector_clamp(value_field(v, 1)->f32, -10000, 10000) };
}

static inline color value_to_color(const inlay_value *v)
{
    return (color){ value_field(v, 0)->u8, value_field(v, 1)->u8, value_field(v, 2)->u8, value_field(v, 3)->u8 };
}

/* Copy a string, cut to the room; not through the middle of a character. */
static inline void value_to_text(const inlay_value *v, char *out, size_t room)
{
    size_t size = v->string.size < room ? v->string.size : room - 1;

    while (size > 0 && size < v->string.size && ((unsigned char)v->string.bytes[size] & 0xC0) == 0x80)
        size--;
    if (size > 0)
        memcpy(out, v->string.bytes, size);
    out[size] = 0;
}

#endif
