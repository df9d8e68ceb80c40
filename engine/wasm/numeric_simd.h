/* What SIMD instructions compute (spec 3.0, section 4.3.5). opcodes.def names
 * these functions: most have their row's name.
 *
 * A v128 is two 64-bit halves, the low one first, as in two slots. Lanes are
 * written as loops, which compilers turn into vectors. Where a lane's place
 * matters it is asked of simd_lane, so that big-endian hosts give the same bits.
 * Relaxed instructions do what the deterministic profile says: the first choice.
 */
#ifndef INLAY_WASM_NUMERIC_SIMD_H
#define INLAY_WASM_NUMERIC_SIMD_H

#include "engine/wasm/numeric.h"

typedef union v128 {
    uint8_t  u8[16];
    int8_t   s8[16];
    uint16_t u16[8];
    int16_t  s16[8];
    uint32_t u32[4];
    int32_t  s32[4];
    uint64_t u64[2];
    int64_t  s64[2];
    float    f32[4];
    double   f64[2];
} v128;

/* Where lane i of that many bits stands in the arrays. */
static inline unsigned simd_lane(unsigned i, unsigned bits) { return numeric_is_little() ? i : i ^ (64 / bits - 1); }

/* ---- bytes in memory: little-endian ---- */

static inline v128 simd_read(const void *from)
{
    v128 r;
    numeric_move(&r.u64[0], from, 8);
    numeric_move(&r.u64[1], (const uint8_t *)from + 8, 8);
    return r;
}

static inline void simd_write(void *to, v128 a)
{
    numeric_move(to, &a.u64[0], 8);
    numeric_move((uint8_t *)to + 8, &a.u64[1], 8);
}

/* The lowest bytes (1, 2, 4 or 8), all others zero. */
static inline uint64_t simd_read_low(const uint8_t *from, unsigned bytes)
{
    uint64_t r = 0;
    for (unsigned i = 0; i < bytes; i++)
        r |= (uint64_t)from[i] << 8 * i;
    return r;
}

static inline void simd_write_low(uint8_t *to, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        to[i] = (uint8_t)(value >> 8 * i);
}

static inline v128 simd_low(uint64_t low) { return (v128){ .u64 = { low, 0 } }; }

/* ---- forms ---- */

#define SIMD_EACH(n) for (unsigned i = 0; i < (n); i++)

#define SIMD_UNARY(name, n, m, type, value)  static inline v128 name(v128 a) { v128 r; SIMD_EACH(n) { type x = a.m[i]; r.m[i] = (type)(value); } return r; }
#define SIMD_BINARY(name, n, m, type, value) static inline v128 name(v128 a, v128 b) { v128 r; SIMD_EACH(n) { type x = a.m[i], y = b.m[i]; r.m[i] = (type)(value); } return r; }
/* All ones or none: into the unsigned lanes of the same width. */
#define SIMD_COMPARE(name, n, m, type, to, ones, test) static inline v128 name(v128 a, v128 b) { v128 r; SIMD_EACH(n) { type x = a.m[i], y = b.m[i]; r.to[i] = (test) ? (ones) : 0; } return r; }
#define SIMD_SHIFT(name, n, m, type, bits, value) static inline v128 name(v128 a, uint32_t count) { v128 r; unsigned k = count & ((bits) - 1); SIMD_EACH(n) { type x = a.m[i]; r.m[i] = (type)(value); } return r; }

/* ---- all 128 bits ---- */

SIMD_UNARY(v128_not, 2, u64, uint64_t, ~x)
SIMD_BINARY(v128_and, 2, u64, uint64_t, x & y)
SIMD_BINARY(v128_andnot, 2, u64, uint64_t, x & ~y)
SIMD_BINARY(v128_or, 2, u64, uint64_t, x | y)
SIMD_BINARY(v128_xor, 2, u64, uint64_t, x ^ y)
static inline v128 v128_bitselect(v128 a, v128 b, v128 c) { return v128_or(v128_and(a, c), v128_andnot(b, c)); }
static inline uint32_t v128_any_true(v128 a) { return (a.u64[0] | a.u64[1]) != 0; }

/* ---- integers, the same for every width ---- */

#define SIMD_INTEGERS(shape, n, bits, U, S, u, s, scalar)                                                       \
    SIMD_BINARY(shape##_add, n, u, U, x + y)                                                                    \
    SIMD_BINARY(shape##_sub, n, u, U, x - y)                                                                    \
    SIMD_UNARY(shape##_neg, n, u, U, 0u - x)                                                                    \
    static inline v128 shape##_abs(v128 a) { v128 r; SIMD_EACH(n) r.u[i] = a.s[i] < 0 ? (U)(0u - a.u[i]) : a.u[i]; return r; } \
    SIMD_SHIFT(shape##_shl, n, u, U, bits, x << k)                                                              \
    SIMD_SHIFT(shape##_shr_s, n, s, S, bits, x >> k)                                                            \
    SIMD_SHIFT(shape##_shr_u, n, u, U, bits, x >> k)                                                            \
    SIMD_COMPARE(shape##_eq, n, u, U, u, (U)-1, x == y)                                                         \
    SIMD_COMPARE(shape##_ne, n, u, U, u, (U)-1, x != y)                                                         \
    SIMD_COMPARE(shape##_lt_s, n, s, S, u, (U)-1, x < y)                                                        \
    SIMD_COMPARE(shape##_gt_s, n, s, S, u, (U)-1, x > y)                                                        \
    SIMD_COMPARE(shape##_le_s, n, s, S, u, (U)-1, x <= y)                                                       \
    SIMD_COMPARE(shape##_ge_s, n, s, S, u, (U)-1, x >= y)                                                       \
    static inline v128 shape##_splat(scalar a) { v128 r; SIMD_EACH(n) r.u[i] = (U)a; return r; }                \
    static inline v128 shape##_replace_lane(v128 a, scalar b, unsigned lane) { a.u[simd_lane(lane, bits)] = (U)b; return a; } \
    static inline uint32_t shape##_all_true(v128 a) { uint32_t r = 1; SIMD_EACH(n) r &= a.u[i] != 0; return r; } \
    static inline uint32_t shape##_bitmask(v128 a) { uint32_t r = 0; SIMD_EACH(n) r |= (uint32_t)(a.s[simd_lane(i, bits)] < 0) << i; return r; }

SIMD_INTEGERS(i8x16, 16, 8, uint8_t, int8_t, u8, s8, uint32_t)
SIMD_INTEGERS(i16x8, 8, 16, uint16_t, int16_t, u16, s16, uint32_t)
SIMD_INTEGERS(i32x4, 4, 32, uint32_t, int32_t, u32, s32, uint32_t)
SIMD_INTEGERS(i64x2, 2, 64, uint64_t, int64_t, u64, s64, uint64_t)

/* Up to 32 bits. */
#define SIMD_NARROW_INTEGERS(shape, n, U, S, u, s)                                                              \
    SIMD_COMPARE(shape##_lt_u, n, u, U, u, (U)-1, x < y)                                                        \
    SIMD_COMPARE(shape##_gt_u, n, u, U, u, (U)-1, x > y)                                                        \
    SIMD_COMPARE(shape##_le_u, n, u, U, u, (U)-1, x <= y)                                                       \
    SIMD_COMPARE(shape##_ge_u, n, u, U, u, (U)-1, x >= y)                                                       \
    SIMD_BINARY(shape##_min_s, n, s, S, x < y ? x : y)                                                          \
    SIMD_BINARY(shape##_min_u, n, u, U, x < y ? x : y)                                                          \
    SIMD_BINARY(shape##_max_s, n, s, S, x > y ? x : y)                                                          \
    SIMD_BINARY(shape##_max_u, n, u, U, x > y ? x : y)

SIMD_NARROW_INTEGERS(i8x16, 16, uint8_t, int8_t, u8, s8)
SIMD_NARROW_INTEGERS(i16x8, 8, uint16_t, int16_t, u16, s16)
SIMD_NARROW_INTEGERS(i32x4, 4, uint32_t, int32_t, u32, s32)

/* Wider than a product of uint16_t may be as an int. */
SIMD_BINARY(i16x8_mul, 8, u16, uint16_t, (uint32_t)x * y)
SIMD_BINARY(i32x4_mul, 4, u32, uint32_t, x * y)
SIMD_BINARY(i64x2_mul, 2, u64, uint64_t, x * y)

static inline int32_t simd_clamp(int32_t x, int32_t least, int32_t most) { return x < least ? least : x > most ? most : x; }

#define SIMD_SATURATING(shape, n, U, S, u, s, s_min, s_max, u_max)                                              \
    SIMD_BINARY(shape##_add_sat_s, n, s, S, simd_clamp(x + y, s_min, s_max))                                    \
    SIMD_BINARY(shape##_add_sat_u, n, u, U, simd_clamp(x + y, 0, u_max))                                        \
    SIMD_BINARY(shape##_sub_sat_s, n, s, S, simd_clamp(x - y, s_min, s_max))                                    \
    SIMD_BINARY(shape##_sub_sat_u, n, u, U, simd_clamp(x - y, 0, u_max))                                        \
    SIMD_BINARY(shape##_avgr_u, n, u, U, (x + y + 1) / 2)

SIMD_SATURATING(i8x16, 16, uint8_t, int8_t, u8, s8, INT8_MIN, INT8_MAX, UINT8_MAX)
SIMD_SATURATING(i16x8, 8, uint16_t, int16_t, u16, s16, INT16_MIN, INT16_MAX, UINT16_MAX)

/* Eight lanes in a word: pairs of bits, nibbles, bytes. */
static inline v128 i8x16_popcnt(v128 a)
{
    const uint64_t pair = 0x3333333333333333u;
    for (int i = 0; i < 2; i++) {
        uint64_t x = a.u64[i] - (a.u64[i] >> 1 & 0x5555555555555555u);
        x = (x & pair) + (x >> 2 & pair);
        a.u64[i] = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    }
    return a;
}

SIMD_BINARY(i16x8_q15mulr_sat_s, 8, s16, int16_t, simd_clamp((x * y + 0x4000) >> 15, INT16_MIN, INT16_MAX))

/* ---- single lanes ---- */

static inline uint32_t i8x16_extract_lane_s(v128 a, unsigned lane) { return (uint32_t)(int32_t)a.s8[simd_lane(lane, 8)]; }
static inline uint32_t i8x16_extract_lane_u(v128 a, unsigned lane) { return a.u8[simd_lane(lane, 8)]; }
static inline uint32_t i16x8_extract_lane_s(v128 a, unsigned lane) { return (uint32_t)(int32_t)a.s16[simd_lane(lane, 16)]; }
static inline uint32_t i16x8_extract_lane_u(v128 a, unsigned lane) { return a.u16[simd_lane(lane, 16)]; }
static inline uint32_t i32x4_extract_lane(v128 a, unsigned lane)   { return a.u32[simd_lane(lane, 32)]; }
static inline uint64_t i64x2_extract_lane(v128 a, unsigned lane)   { return a.u64[lane]; }
static inline float    f32x4_extract_lane(v128 a, unsigned lane)   { return a.f32[simd_lane(lane, 32)]; }
static inline double   f64x2_extract_lane(v128 a, unsigned lane)   { return a.f64[lane]; }
static inline v128 f32x4_replace_lane(v128 a, float b, unsigned lane)  { a.f32[simd_lane(lane, 32)] = b; return a; }
static inline v128 f64x2_replace_lane(v128 a, double b, unsigned lane) { a.f64[lane] = b; return a; }
static inline v128 f32x4_splat(float a)  { v128 r; SIMD_EACH(4) r.f32[i] = a; return r; }
static inline v128 f64x2_splat(double a) { v128 r; SIMD_EACH(2) r.f64[i] = a; return r; }

/* ---- between widths ---- */

#define SIMD_EXTEND(name, n, bits, to, W, from, first)                                                          \
    static inline v128 name(v128 a) { v128 r; SIMD_EACH(n) r.to[simd_lane(i, bits)] = (W)a.from[simd_lane(i + (first), (bits) / 2)]; return r; }
#define SIMD_EXTENDS(wide, narrow, n, bits, from_s, from_u, to_s, S, to_u, U)                                   \
    SIMD_EXTEND(wide##_extend_low_##narrow##_s, n, bits, to_s, S, from_s, 0)                                    \
    SIMD_EXTEND(wide##_extend_high_##narrow##_s, n, bits, to_s, S, from_s, n)                                   \
    SIMD_EXTEND(wide##_extend_low_##narrow##_u, n, bits, to_u, U, from_u, 0)                                    \
    SIMD_EXTEND(wide##_extend_high_##narrow##_u, n, bits, to_u, U, from_u, n)

SIMD_EXTENDS(i16x8, i8x16, 8, 16, s8, u8, s16, int16_t, u16, uint16_t)
SIMD_EXTENDS(i32x4, i16x8, 4, 32, s16, u16, s32, int32_t, u32, uint32_t)
SIMD_EXTENDS(i64x2, i32x4, 2, 64, s32, u32, s64, int64_t, u64, uint64_t)

#define SIMD_EXTMUL(wide, narrow, part, sign, m, type, n)                                                       \
    static inline v128 wide##_extmul_##part##_##narrow##_##sign(v128 a, v128 b)                                 \
    {                                                                                                           \
        v128 x = wide##_extend_##part##_##narrow##_##sign(a), y = wide##_extend_##part##_##narrow##_##sign(b), r; \
        SIMD_EACH(n) r.m[i] = (type)(x.m[i] * y.m[i]);                                                          \
        return r;                                                                                               \
    }
SIMD_EXTMUL(i16x8, i8x16, low, s, s16, int16_t, 8)
SIMD_EXTMUL(i16x8, i8x16, high, s, s16, int16_t, 8)
SIMD_EXTMUL(i16x8, i8x16, low, u, u16, uint16_t, 8)
SIMD_EXTMUL(i16x8, i8x16, high, u, u16, uint16_t, 8)
SIMD_EXTMUL(i32x4, i16x8, low, s, s32, int32_t, 4)
SIMD_EXTMUL(i32x4, i16x8, high, s, s32, int32_t, 4)
SIMD_EXTMUL(i32x4, i16x8, low, u, u32, uint32_t, 4)
SIMD_EXTMUL(i32x4, i16x8, high, u, u32, uint32_t, 4)
SIMD_EXTMUL(i64x2, i32x4, low, s, s64, int64_t, 2)
SIMD_EXTMUL(i64x2, i32x4, high, s, s64, int64_t, 2)
SIMD_EXTMUL(i64x2, i32x4, low, u, u64, uint64_t, 2)
SIMD_EXTMUL(i64x2, i32x4, high, u, u64, uint64_t, 2)

/* Lanes 2i and 2i + 1 are neighbours on every host. */
#define SIMD_EXTADD(name, n, to, W, from)                                                                       \
    static inline v128 name(v128 a) { v128 r; SIMD_EACH(n) r.to[i] = (W)((W)a.from[2 * i] + (W)a.from[2 * i + 1]); return r; }
SIMD_EXTADD(i16x8_extadd_pairwise_i8x16_s, 8, s16, int16_t, s8)
SIMD_EXTADD(i16x8_extadd_pairwise_i8x16_u, 8, u16, uint16_t, u8)
SIMD_EXTADD(i32x4_extadd_pairwise_i16x8_s, 4, s32, int32_t, s16)
SIMD_EXTADD(i32x4_extadd_pairwise_i16x8_u, 4, u32, uint32_t, u16)

static inline v128 i32x4_dot_i16x8_s(v128 a, v128 b)
{
    v128 r;
    SIMD_EACH(4)
        r.u32[i] = (uint32_t)(a.s16[2 * i] * b.s16[2 * i]) + (uint32_t)(a.s16[2 * i + 1] * b.s16[2 * i + 1]);
    return r;
}

#define SIMD_NARROW(name, n, bits, to, type, from, least, most)                                                 \
    static inline v128 name(v128 a, v128 b)                                                                     \
    {                                                                                                           \
        v128 r;                                                                                                 \
        SIMD_EACH(n) {                                                                                          \
            r.to[simd_lane(i, bits)] = (type)simd_clamp(a.from[simd_lane(i, 2 * (bits))], least, most);         \
            r.to[simd_lane(i + (n), bits)] = (type)simd_clamp(b.from[simd_lane(i, 2 * (bits))], least, most);   \
        }                                                                                                       \
        return r;                                                                                               \
    }
SIMD_NARROW(i8x16_narrow_i16x8_s, 8, 8, s8, int8_t, s16, INT8_MIN, INT8_MAX)
SIMD_NARROW(i8x16_narrow_i16x8_u, 8, 8, u8, uint8_t, s16, 0, UINT8_MAX)
SIMD_NARROW(i16x8_narrow_i32x4_s, 4, 16, s16, int16_t, s32, INT16_MIN, INT16_MAX)
SIMD_NARROW(i16x8_narrow_i32x4_u, 4, 16, u16, uint16_t, s32, 0, UINT16_MAX)

/* ---- places ---- */

static inline v128 i8x16_swizzle(v128 a, v128 b)
{
    v128 r;
    SIMD_EACH(16)
        r.u8[i] = b.u8[i] < 16 ? a.u8[simd_lane(b.u8[i], 8)] : 0;
    return r;
}

static inline v128 i8x16_shuffle(v128 a, v128 b, v128 lanes)
{
    v128 r;
    SIMD_EACH(16)
        r.u8[i] = lanes.u8[i] < 16 ? a.u8[simd_lane(lanes.u8[i], 8)] : b.u8[simd_lane(lanes.u8[i] & 15u, 8)];
    return r;
}

/* ---- floats ---- */

#define SIMD_FLOATS(shape, n, m, T, to, ones)                                                                   \
    SIMD_UNARY(shape##x##n##_abs, n, m, T, abs_##shape(x))                                                      \
    SIMD_UNARY(shape##x##n##_neg, n, m, T, neg_##shape(x))                                                      \
    SIMD_UNARY(shape##x##n##_sqrt, n, m, T, sqrt_##shape(x))                                                    \
    SIMD_UNARY(shape##x##n##_ceil, n, m, T, ceil_##shape(x))                                                    \
    SIMD_UNARY(shape##x##n##_floor, n, m, T, floor_##shape(x))                                                  \
    SIMD_UNARY(shape##x##n##_trunc, n, m, T, trunc_##shape(x))                                                  \
    SIMD_UNARY(shape##x##n##_nearest, n, m, T, nearest_##shape(x))                                              \
    SIMD_BINARY(shape##x##n##_add, n, m, T, canon_##shape(x + y))                                               \
    SIMD_BINARY(shape##x##n##_sub, n, m, T, canon_##shape(x - y))                                               \
    SIMD_BINARY(shape##x##n##_mul, n, m, T, canon_##shape(x * y))                                               \
    SIMD_BINARY(shape##x##n##_div, n, m, T, canon_##shape(x / y))                                               \
    SIMD_BINARY(shape##x##n##_min, n, m, T, min_##shape(x, y))                                                  \
    SIMD_BINARY(shape##x##n##_max, n, m, T, max_##shape(x, y))                                                  \
    SIMD_BINARY(shape##x##n##_pmin, n, m, T, y < x ? y : x)                                                     \
    SIMD_BINARY(shape##x##n##_pmax, n, m, T, x < y ? y : x)                                                     \
    SIMD_COMPARE(shape##x##n##_eq, n, m, T, to, ones, x == y)                                                   \
    SIMD_COMPARE(shape##x##n##_ne, n, m, T, to, ones, x != y)                                                   \
    SIMD_COMPARE(shape##x##n##_lt, n, m, T, to, ones, x < y)                                                    \
    SIMD_COMPARE(shape##x##n##_gt, n, m, T, to, ones, x > y)                                                    \
    SIMD_COMPARE(shape##x##n##_le, n, m, T, to, ones, x <= y)                                                   \
    SIMD_COMPARE(shape##x##n##_ge, n, m, T, to, ones, x >= y)

SIMD_FLOATS(f32, 4, f32, float, u32, UINT32_MAX)
SIMD_FLOATS(f64, 2, f64, double, u64, UINT64_MAX)

/* ---- conversions ---- */

static inline v128 i32x4_trunc_sat_f32x4_s(v128 a) { v128 r; SIMD_EACH(4) r.u32[i] = sat_s32_f32(a.f32[i]); return r; }
static inline v128 i32x4_trunc_sat_f32x4_u(v128 a) { v128 r; SIMD_EACH(4) r.u32[i] = sat_u32_f32(a.f32[i]); return r; }
static inline v128 f32x4_convert_i32x4_s(v128 a)   { v128 r; SIMD_EACH(4) r.f32[i] = (float)a.s32[i]; return r; }
/* By way of int64_t: gcc converts vectors of uint32_t by halves, with a fused multiplication. */
static inline v128 f32x4_convert_i32x4_u(v128 a)   { v128 r; SIMD_EACH(4) r.f32[i] = (float)(int64_t)a.u32[i]; return r; }
static inline v128 i32x4_trunc_sat_f64x2_s_zero(v128 a) { v128 r = { .u64 = { 0, 0 } }; SIMD_EACH(2) r.u32[simd_lane(i, 32)] = sat_s32_f64(a.f64[i]); return r; }
static inline v128 i32x4_trunc_sat_f64x2_u_zero(v128 a) { v128 r = { .u64 = { 0, 0 } }; SIMD_EACH(2) r.u32[simd_lane(i, 32)] = sat_u32_f64(a.f64[i]); return r; }
static inline v128 f64x2_convert_low_i32x4_s(v128 a) { v128 r; SIMD_EACH(2) r.f64[i] = a.s32[simd_lane(i, 32)]; return r; }
static inline v128 f64x2_convert_low_i32x4_u(v128 a) { v128 r; SIMD_EACH(2) r.f64[i] = a.u32[simd_lane(i, 32)]; return r; }
static inline v128 f32x4_demote_f64x2_zero(v128 a) { v128 r = { .u64 = { 0, 0 } }; SIMD_EACH(2) r.f32[simd_lane(i, 32)] = canon_f32((float)a.f64[i]); return r; }
static inline v128 f64x2_promote_low_f32x4(v128 a) { v128 r; SIMD_EACH(2) r.f64[i] = canon_f64((double)a.f32[simd_lane(i, 32)]); return r; }

/* ---- for the relaxed dot products ---- */

/* Products of neighbours, both signed, their sum saturating. */
static inline v128 i16x8_dot_i8x16_s(v128 a, v128 b)
{
    v128 r;
    SIMD_EACH(8)
        r.s16[i] = (int16_t)simd_clamp(a.s8[2 * i] * b.s8[2 * i] + a.s8[2 * i + 1] * b.s8[2 * i + 1], INT16_MIN, INT16_MAX);
    return r;
}

#undef SIMD_EACH

#endif
