/* Few numbers, moved in line between a guest's memory and C: what lies between two
 * strings of a record. Floats: where the machine is little-endian.
 */
#ifndef INLAY_COMPONENT_FEW_H
#define INLAY_COMPONENT_FEW_H

#include "engine/base/expect.h"
#include "engine/component/typed.h"
#include "engine/wasm/numeric.h"

/* 4 to 8 bytes. */
ALWAYS_INLINE void few_to_8(const uint8_t *restrict from, uint8_t *restrict to, size_t count)
{
    uint32_t first, last;
    memcpy(&first, from, 4);
    memcpy(&last, from + count - 4, 4);
    memcpy(to, &first, 4);
    memcpy(to + count - 4, &last, 4);
}

/* 8 to 16 bytes. */
ALWAYS_INLINE void few_to_16(const uint8_t *restrict from, uint8_t *restrict to, size_t count)
{
    uint64_t first, last;
    memcpy(&first, from, 8);
    memcpy(&last, from + count - 8, 8);
    memcpy(to, &first, 8);
    memcpy(to + count - 8, &last, 8);
}

/* 16 to 32 bytes. */
ALWAYS_INLINE void few_to_32(const uint8_t *restrict from, uint8_t *restrict to, size_t count)
{
    typedef uint8_t sixteen __attribute__((vector_size(16)));
    sixteen first, last;
    memcpy(&first, from, 16);
    memcpy(&last, from + count - 16, 16);
    memcpy(to, &first, 16);
    memcpy(to + count - 16, &last, 16);
}

/* Four at once. */
ALWAYS_INLINE void few_four_f32s(const uint8_t *restrict from, uint8_t *restrict to)
{
    typedef int32_t four __attribute__((vector_size(16)));
    four bits;
    memcpy(&bits, from, sizeof bits);
    const four is_nan = (bits & 0x7FFFFFFF) > 0x7F800000;
    bits = (bits & ~is_nan) | (is_nan & 0x7FC00000);
    memcpy(to, &bits, sizeof bits);
}

/* The last four may be some of those before. */
ALWAYS_INLINE void few_f32s(const uint8_t *restrict from, uint8_t *restrict to, size_t count)
{
    if (count >= 4) {
        few_four_f32s(from, to);
        for (size_t i = 4; i + 4 < count; i += 4)
            few_four_f32s(from + 4 * i, to + 4 * i);
        if (count > 4)
            few_four_f32s(from + 4 * (count - 4), to + 4 * (count - 4));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, from + 4 * i, 4);
        bits = typed_f32(bits);
        memcpy(to + 4 * i, &bits, 4);
    }
}

ALWAYS_INLINE void few_f64(const uint8_t *restrict from, uint8_t *restrict to)
{
    uint64_t bits;
    memcpy(&bits, from, 8);
    bits = typed_f64(bits);
    memcpy(to, &bits, 8);
}

/* As typed_move, for what is few more often than not. */
ALWAYS_INLINE void few_move(typed_op op, const void *restrict from, void *restrict to, size_t count, bool to_guest)
{
    enum { FEW = 8 };
    if (LIKELY(op == TYPED_BYTES)) {
        if (count >= 8 && count <= 16)
            few_to_16(from, to, count);
        else if (count > 16 && count <= 32)
            few_to_32(from, to, count);
        else
            copy_bytes(to, from, count);
    }
    else if (op == TYPED_F32S && count <= FEW && numeric_is_little())
        few_f32s(from, to, count);
    else
        typed_move(op, from, to, count, to_guest);
}

#endif
