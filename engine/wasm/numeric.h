/* What instructions compute, where C has no operator that means the same (spec
 * 3.0, section 4.3). opcodes.def names these functions.
 *
 * Same bits on every machine: NaN results are the canonical NaN, shifts and
 * divisions never reach what C leaves undefined, bytes in memory are
 * little-endian whatever the host is. Each is a part of whatever calls it, also
 * where that is compiled otherwise (interp_switch.c by gcc).
 */
#ifndef INLAY_WASM_NUMERIC_H
#define INLAY_WASM_NUMERIC_H

#include "engine/wasm/trap.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* A float kept as a double rounds to the same bits after each + - * / and root; one kept in 80 bits does not. */
_Static_assert(FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 1, "results would differ from other machines': on i386, compile with -msse2 -mfpmath=sse");

/* ---- bits ---- */

ALWAYS_INLINE uint32_t bits_f32(float a)     { uint32_t r; memcpy(&r, &a, sizeof r); return r; }
ALWAYS_INLINE uint64_t bits_f64(double a)    { uint64_t r; memcpy(&r, &a, sizeof r); return r; }
ALWAYS_INLINE float    f32_bits(uint32_t a)  { float r;    memcpy(&r, &a, sizeof r); return r; }
ALWAYS_INLINE double   f64_bits(uint64_t a)  { double r;   memcpy(&r, &a, sizeof r); return r; }

/* ---- bytes of memory: little-endian ---- */

ALWAYS_INLINE bool numeric_is_little(void)
{
    const uint16_t one = 1;
    uint8_t first;
    memcpy(&first, &one, 1);
    return first == 1;
}

ALWAYS_INLINE void numeric_move(void *to, const void *from, size_t size)
{
    if (numeric_is_little()) {
        memcpy(to, from, size);
        return;
    }
    for (size_t i = 0; i < size; i++)
        ((uint8_t *)to)[i] = ((const uint8_t *)from)[size - 1 - i];
}

/* Many of one size. */
ALWAYS_INLINE void numeric_move_all(void *to, const void *from, size_t count, size_t size)
{
    if (numeric_is_little() && count) {
        memcpy(to, from, count * size);
        return;
    }
    for (size_t i = 0; i < count; i++)
        numeric_move((uint8_t *)to + i * size, (const uint8_t *)from + i * size, size);
}

/* ---- integers ---- */

ALWAYS_INLINE uint32_t clz32(uint32_t a)    { return a ? (uint32_t)__builtin_clz(a) : 32; }
ALWAYS_INLINE uint32_t ctz32(uint32_t a)    { return a ? (uint32_t)__builtin_ctz(a) : 32; }
ALWAYS_INLINE uint64_t clz64(uint64_t a)    { return a ? (uint64_t)__builtin_clzll(a) : 64; }
ALWAYS_INLINE uint64_t ctz64(uint64_t a)    { return a ? (uint64_t)__builtin_ctzll(a) : 64; }

/* Written out, as gcc would call its library where it isn't sure of an instruction. */
ALWAYS_INLINE uint64_t popcnt64(uint64_t a)
{
    a -= a >> 1 & 0x5555555555555555u;
    a = (a & 0x3333333333333333u) + (a >> 2 & 0x3333333333333333u);
    a = (a + (a >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return a * 0x0101010101010101u >> 56;
}

ALWAYS_INLINE uint32_t popcnt32(uint32_t a)
{
    a -= a >> 1 & 0x55555555u;
    a = (a & 0x33333333u) + (a >> 2 & 0x33333333u);
    a = (a + (a >> 4)) & 0x0F0F0F0Fu;
    return a * 0x01010101u >> 24;
}

/* The right shift of a negative number is the implementation's choice in C: all that we build with keep the sign. */
ALWAYS_INLINE uint32_t shr_s32(uint32_t a, uint32_t b) { return (uint32_t)((int32_t)a >> (b & 31)); }
ALWAYS_INLINE uint64_t shr_s64(uint64_t a, uint64_t b) { return (uint64_t)((int64_t)a >> (b & 63)); }
ALWAYS_INLINE uint32_t rotl32(uint32_t a, uint32_t b)  { return a << (b & 31) | a >> (-b & 31); }
ALWAYS_INLINE uint32_t rotr32(uint32_t a, uint32_t b)  { return a >> (b & 31) | a << (-b & 31); }
ALWAYS_INLINE uint64_t rotl64(uint64_t a, uint64_t b)  { return a << (b & 63) | a >> (-b & 63); }
ALWAYS_INLINE uint64_t rotr64(uint64_t a, uint64_t b)  { return a >> (b & 63) | a << (-b & 63); }

ALWAYS_INLINE trap_code div_s32_trap(uint32_t a, uint32_t b)
{
    if (b == 0)
        return TRAP_DIVIDE_BY_ZERO;
    return a == 0x80000000u && b == UINT32_MAX ? TRAP_INTEGER_OVERFLOW : TRAP_NONE;
}

ALWAYS_INLINE trap_code div_s64_trap(uint64_t a, uint64_t b)
{
    if (b == 0)
        return TRAP_DIVIDE_BY_ZERO;
    return a == 0x8000000000000000u && b == UINT64_MAX ? TRAP_INTEGER_OVERFLOW : TRAP_NONE;
}

ALWAYS_INLINE uint32_t div_s32(uint32_t a, uint32_t b) { return (uint32_t)((int32_t)a / (int32_t)b); }
ALWAYS_INLINE uint64_t div_s64(uint64_t a, uint64_t b) { return (uint64_t)((int64_t)a / (int64_t)b); }
ALWAYS_INLINE uint32_t rem_s32(uint32_t a, uint32_t b) { return b == UINT32_MAX ? 0 : (uint32_t)((int32_t)a % (int32_t)b); }
ALWAYS_INLINE uint64_t rem_s64(uint64_t a, uint64_t b) { return b == UINT64_MAX ? 0 : (uint64_t)((int64_t)a % (int64_t)b); }

/* ---- floats ---- */

/* Keeps a branch a branch: gcc would choose by value, and send every result through an integer register. */
#define NUMERIC_RARE __asm__ volatile("")

/* Every NaN that arithmetic makes is the canonical one. */
ALWAYS_INLINE float canon_f32(float a)
{
    if (__builtin_expect(a != a, 0)) {
        NUMERIC_RARE;
        return f32_bits(0x7FC00000u);
    }
    return a;
}

ALWAYS_INLINE double canon_f64(double a)
{
    if (__builtin_expect(a != a, 0)) {
        NUMERIC_RARE;
        return f64_bits(0x7FF8000000000000u);
    }
    return a;
}

/* These three touch the sign bit alone, of NaNs too. */
ALWAYS_INLINE float  abs_f32(float a)  { return f32_bits(bits_f32(a) & 0x7FFFFFFFu); }
ALWAYS_INLINE double abs_f64(double a) { return f64_bits(bits_f64(a) & 0x7FFFFFFFFFFFFFFFu); }
ALWAYS_INLINE float  neg_f32(float a)  { return f32_bits(bits_f32(a) ^ 0x80000000u); }
ALWAYS_INLINE double neg_f64(double a) { return f64_bits(bits_f64(a) ^ 0x8000000000000000u); }
ALWAYS_INLINE float  copysign_f32(float a, float b)   { return f32_bits((bits_f32(a) & 0x7FFFFFFFu) | (bits_f32(b) & 0x80000000u)); }
ALWAYS_INLINE double copysign_f64(double a, double b) { return f64_bits((bits_f64(a) & 0x7FFFFFFFFFFFFFFFu) | (bits_f64(b) & 0x8000000000000000u)); }

/* Rounding without a library. From 2^23 (2^52) on every float is whole; below,
 * it fits an integer. The sign of zero stays what it was. */
#define NUMERIC_ROUND(T, integer, whole, suffix)                                                            \
    ALWAYS_INLINE T trunc_##suffix(T a)                                                                     \
    {                                                                                                       \
        return abs_##suffix(a) < (whole) ? copysign_##suffix((T)(integer)a, a) : canon_##suffix(a);         \
    }                                                                                                       \
    ALWAYS_INLINE T floor_##suffix(T a)                                                                     \
    {                                                                                                       \
        T t = trunc_##suffix(a);                                                                            \
        return t > a ? copysign_##suffix(t - 1, a) : t;                                                     \
    }                                                                                                       \
    ALWAYS_INLINE T ceil_##suffix(T a)                                                                      \
    {                                                                                                       \
        T t = trunc_##suffix(a);                                                                            \
        return t < a ? copysign_##suffix(t + 1, a) : t;                                                     \
    }                                                                                                       \
    /* The sum has no bits below one: it is rounded to nearest, ties to even, as every sum is; the cast      \
     * says so to compilers that keep floats as doubles (gcc for s390x). */                                 \
    ALWAYS_INLINE T nearest_##suffix(T a)                                                                   \
    {                                                                                                       \
        T size = abs_##suffix(a);                                                                           \
        return size < (whole) ? copysign_##suffix((T)(size + (whole)) - (whole), a) : canon_##suffix(a);    \
    }

NUMERIC_ROUND(float, int32_t, 8388608.0f, f32)
NUMERIC_ROUND(double, int64_t, 4503599627370496.0, f64)

/* The comparison, too, spares the library: only it would tell of a negative operand. A branch that stays one,
 * since to a compiler that needs no errno both sides are some NaN, and so the root alone. */
ALWAYS_INLINE float sqrt_f32(float a)
{
    if (__builtin_expect(a >= 0, 1))
        return sqrtf(a);
    NUMERIC_RARE;
    return f32_bits(0x7FC00000u);
}

ALWAYS_INLINE double sqrt_f64(double a)
{
    if (__builtin_expect(a >= 0, 1))
        return sqrt(a);
    NUMERIC_RARE;
    return f64_bits(0x7FF8000000000000u);
}

ALWAYS_INLINE float min_f32(float a, float b)
{
    if (a != a || b != b)
        return f32_bits(0x7FC00000u);
    if (a == b)                         /* -0 is less than +0 */
        return f32_bits(bits_f32(a) | bits_f32(b));
    return a < b ? a : b;
}

ALWAYS_INLINE float max_f32(float a, float b)
{
    if (a != a || b != b)
        return f32_bits(0x7FC00000u);
    if (a == b)
        return f32_bits(bits_f32(a) & bits_f32(b));
    return a > b ? a : b;
}

ALWAYS_INLINE double min_f64(double a, double b)
{
    if (a != a || b != b)
        return f64_bits(0x7FF8000000000000u);
    if (a == b)
        return f64_bits(bits_f64(a) | bits_f64(b));
    return a < b ? a : b;
}

ALWAYS_INLINE double max_f64(double a, double b)
{
    if (a != a || b != b)
        return f64_bits(0x7FF8000000000000u);
    if (a == b)
        return f64_bits(bits_f64(a) & bits_f64(b));
    return a > b ? a : b;
}

/* ---- floats to integers ----
 * A float truncates into an integer type when it lies strictly between `low`
 * and `high`; both are exact in the float type. */

#define NUMERIC_TRUNC(name, integer, result, T, low, high, test_low)                                        \
    ALWAYS_INLINE trap_code trunc_##name##_trap(T a)                                                        \
    {                                                                                                       \
        if (a != a)                                                                                         \
            return TRAP_INVALID_CONVERSION;                                                                 \
        return a test_low (low) && a < (high) ? TRAP_NONE : TRAP_INTEGER_OVERFLOW;                          \
    }                                                                                                       \
    ALWAYS_INLINE result trunc_##name(T a) { return (result)(integer)a; }

NUMERIC_TRUNC(s32_f32, int32_t,  uint32_t, float,  -2147483648.0f, 2147483648.0f, >=)
NUMERIC_TRUNC(u32_f32, uint32_t, uint32_t, float,  -1.0f,          4294967296.0f, >)
NUMERIC_TRUNC(s32_f64, int32_t,  uint32_t, double, -2147483649.0,  2147483648.0,  >)
NUMERIC_TRUNC(u32_f64, uint32_t, uint32_t, double, -1.0,           4294967296.0,  >)
NUMERIC_TRUNC(s64_f32, int64_t,  uint64_t, float,  -9223372036854775808.0f, 9223372036854775808.0f, >=)
NUMERIC_TRUNC(u64_f32, uint64_t, uint64_t, float,  -1.0f,                   18446744073709551616.0f, >)
NUMERIC_TRUNC(s64_f64, int64_t,  uint64_t, double, -9223372036854775808.0,  9223372036854775808.0,  >=)
NUMERIC_TRUNC(u64_f64, uint64_t, uint64_t, double, -1.0,                    18446744073709551616.0, >)

/* Saturating: NaN gives 0, what is beyond gives the end of the range. */
#define NUMERIC_SAT(name, result, T, least, most)                                                           \
    ALWAYS_INLINE result sat_##name(T a)                                                                    \
    {                                                                                                       \
        if (a != a)                                                                                         \
            return 0;                                                                                       \
        if (trunc_##name##_trap(a) == TRAP_NONE)                                                            \
            return trunc_##name(a);                                                                         \
        return a < 0 ? (result)(least) : (result)(most);                                                    \
    }

NUMERIC_SAT(s32_f32, uint32_t, float,  INT32_MIN, INT32_MAX)
NUMERIC_SAT(u32_f32, uint32_t, float,  0,         UINT32_MAX)
NUMERIC_SAT(s32_f64, uint32_t, double, INT32_MIN, INT32_MAX)
NUMERIC_SAT(u32_f64, uint32_t, double, 0,         UINT32_MAX)
NUMERIC_SAT(s64_f32, uint64_t, float,  INT64_MIN, INT64_MAX)
NUMERIC_SAT(u64_f32, uint64_t, float,  0,         UINT64_MAX)
NUMERIC_SAT(s64_f64, uint64_t, double, INT64_MIN, INT64_MAX)
NUMERIC_SAT(u64_f64, uint64_t, double, 0,         UINT64_MAX)

#endif
