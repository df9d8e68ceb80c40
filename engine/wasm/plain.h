/* What plain cells do: those that compute and go on to the next one. Each is a
 * function, so that a handler can be made of one, or of one and what follows
 * (code.def: PLAIN, PAIR). False: it traps, and has changed nothing else.
 *
 * Names are those of code.def: plain_<name>. Most are made of the rows.
 */
#ifndef INLAY_WASM_PLAIN_H
#define INLAY_WASM_PLAIN_H

#include "engine/wasm/code_form.h"
#include "engine/wasm/interp_common.h"

/* The value that the cell before this one made, where it made one. It means
 * nothing wherever a way can be entered, so never at a charging point. */
typedef struct accumulators {
    i64 i;                        /* an i32 in its low half */
    f32 f;
    f64 d;
    bool passes_nan;              /* a constant: what is made goes into arithmetic at once and nowhere else (plain_passes_nan) */
} accumulators;

/* Always a part of its handler: pc, fp, mem and acc are registers there. */
#define PLAIN(name)                                                              \
    static inline __attribute__((always_inline)) bool                           \
    plain_##name(const wasm_cell *pc, wasm_slot *fp, uint8_t *mem, uint64_t mem_size, wasm_state *st, accumulators *acc)

static inline bool plain_trap(wasm_state *st, trap_code code)
{
    st->trap = code;
    return false;
}

/* A NaN that only goes into arithmetic need not be the canonical one: what that makes is. */
#define canon_f32(a) (acc->passes_nan ? (a) : canon_f32(a))
#define canon_f64(a) (acc->passes_nan ? (a) : canon_f64(a))

#define CONTROL(byte, name, text, immediates, feature, price)
#define OTHER(byte, name, text, immediates, feature, price)
#define CONST(byte, name, text, type)
#define CONSTANT(name, feature)
#define VECTOR(byte, name, text, first, second, third, result, value)
#define RELAXED(byte, name, text, first, second, third, result, value)
#define VECTOR_LANE(byte, name, text, first, second, result, lanes, value)
#define VECTOR_LOAD(byte, name, text, bytes, value)
#define VECTOR_STORE(byte, name, text, bytes, store)
#define VECTOR_LOAD_LANE(byte, name, text, bytes, value)
#define VECTOR_STORE_LANE(byte, name, text, bytes, store)

#define ACC_i32      ((i32)acc->i)
#define ACC_i64      (acc->i)
#define ACC_f32      (acc->f)
#define ACC_f64      (acc->d)
#define PUT_i32(v)   (acc->i = (v))
#define PUT_i64(v)   (acc->i = (v))
#define PUT_f32(v)   (acc->f = (v))
#define PUT_f64(v)   (acc->d = (v))

/* The operands of a cell, by the types of the row. */
#define A(T)         fp[pc->a].T
#define B(T)         fp[pc->as.pair.b].T

/* Constants, and those of cells that have neither dst nor a (code_form.h). */
#define K_i32        (pc->as.word)
#define K_i64        (pc->as.i64)
#define K_f32        (pc->as.word_f32)
#define K_f64        (pc->as.f64)
#define KQ_i32       (pc->short_word)
#define KQ_i64       K_i64
#define KQ_f32       K_f32
#define KQ_f64       K_f64

#define LOUD(name, R, before, value)                                            \
    PLAIN(name)      { before R made = value; PUT_##R(made); fp[pc->dst].R = made; return true; }
#define QUIET(name, R, before, value)                                           \
    PLAIN(name##_q)  { before R made = value; PUT_##R(made); return true; }
#define MAKER(name, R, before, value) LOUD(name, R, before, value) QUIET(name, R, before, value)

#define UNARY_FORMS(name, R, T, before, value)                                  \
    MAKER(name, R, T a = A(T); before, value)                                   \
    MAKER(name##_r, R, T a = ACC_##T; before, value)
#define BINARY_FORMS(name, R, T, before, value)                                 \
    MAKER(name, R, T a = A(T); T b = B(T); before, value)                       \
    MAKER(name##_k, R, T a = A(T); T b = K_##T; before, value)                  \
    MAKER(name##_r, R, T a = ACC_##T; T b = A(T); before, value)                \
    LOUD(name##_k_r, R, T a = ACC_##T; T b = K_##T; before, value)              \
    QUIET(name##_k_r, R, T a = ACC_##T; T b = KQ_##T; before, value)            \
    MAKER(name##_s, R, T a = A(T); T b = ACC_##T; before, value)
#define TRAP_IF(trap) trap_code code = trap; if (code != TRAP_NONE) return plain_trap(st, code);

#define UNARY(byte, name, text, R, T, value)         UNARY_FORMS(name, R, T, , value)
#define CONVERT(byte, name, text, R, T, trap, value) UNARY_FORMS(name, R, T, TRAP_IF(trap), value)
#define BINARY(byte, name, text, R, T, value)        BINARY_FORMS(name, R, T, , value)
#define DIVIDE(byte, name, text, T, trap, value)     BINARY_FORMS(name, T, T, TRAP_IF(trap), value)
#define TEST(byte, name, text, T, test)              UNARY_FORMS(name, i32, T, , test)
#define COMPARE(byte, name, text, T, test)           BINARY_FORMS(name, i32, T, , test)

/* A 32-bit address plus a 32-bit offset can't wrap in 64 bits. */
#define ADDRESS_slot(x)     ((uint64_t)(x) + pc->as.access.offset)
#define ADDRESS_short(x)    ((uint64_t)(x) + pc->short_word)
#define ADDRESS_add(x)      ((uint64_t)(uint32_t)((x) + (uint32_t)pc->as.access.k) + pc->as.access.offset)
#define ADDRESS_at          (pc->as.i64)
#define ADDRESS_index(x, y) ((uint64_t)(uint32_t)((x) + ((y) << pc->as.pair.c)) + pc->as.pair.k)
#define ADDRESS_shift(x)    ((uint64_t)(uint32_t)(((x) << pc->as.pair.b) + pc->as.pair.k) + pc->as.pair.c)

#define LOAD_BY(form, name, R, stored, address)                                 \
    form(name, R, uint64_t at = address; stored v;                              \
         if (__builtin_expect(at + sizeof v > mem_size, 0)) return plain_trap(st, TRAP_OUT_OF_BOUNDS_MEMORY); \
         numeric_move(&v, mem + at, sizeof v);, (R)v)
#define LOAD_FORM(name, R, stored, address) LOAD_BY(MAKER, name, R, stored, address)

#define LOAD(byte, name, text, R, stored)                                       \
    LOAD_FORM(name, R, stored, ADDRESS_slot(A(i32)))                            \
    LOAD_FORM(name##_add, R, stored, ADDRESS_add(A(i32)))                       \
    LOAD_FORM(name##_at, R, stored, ADDRESS_at)                                 \
    LOAD_FORM(name##_index, R, stored, ADDRESS_index(A(i32), B(i32)))           \
    LOAD_FORM(name##_shift, R, stored, ADDRESS_shift(A(i32)))                   \
    LOAD_BY(LOUD, name##_r, R, stored, ADDRESS_slot(ACC_i32))                   \
    LOAD_BY(QUIET, name##_r, R, stored, ADDRESS_short(ACC_i32))                 \
    LOAD_FORM(name##_add_r, R, stored, ADDRESS_add(ACC_i32))                    \
    LOAD_FORM(name##_index_r, R, stored, ADDRESS_index(ACC_i32, B(i32)))        \
    LOAD_FORM(name##_index_s, R, stored, ADDRESS_index(A(i32), ACC_i32))        \
    LOAD_FORM(name##_shift_r, R, stored, ADDRESS_shift(ACC_i32))

#define STORE_FORM(name, stored, address, value)                                \
    PLAIN(name)                                                                  \
    {                                                                           \
        uint64_t at = address;                                                  \
        stored v = (stored)(value);                                             \
        if (__builtin_expect(at + sizeof v > mem_size, 0))                      \
            return plain_trap(st, TRAP_OUT_OF_BOUNDS_MEMORY);                    \
        numeric_move(mem + at, &v, sizeof v);                                   \
        return true;                                                            \
    }

/* Constants to be stored are those that 32 bits give exactly. */
#define SHORT_i32(k) ((uint32_t)(k))
#define SHORT_i64(k) ((uint64_t)(int64_t)(k))
#define SHORT_f32(k) f32_bits((uint32_t)(k))
#define SHORT_f64(k) ((double)f32_bits((uint32_t)(k)))

#define STORE(byte, name, text, T, stored)                                      \
    STORE_FORM(name, stored, ADDRESS_slot(A(i32)), fp[pc->dst].T)               \
    STORE_FORM(name##_k, stored, ADDRESS_slot(A(i32)), SHORT_##T(pc->as.access.k)) \
    STORE_FORM(name##_add, stored, ADDRESS_add(A(i32)), fp[pc->dst].T)          \
    STORE_FORM(name##_add_k, stored, ADDRESS_add(A(i32)), (T)(int16_t)pc->dst)  \
    STORE_FORM(name##_at, stored, ADDRESS_at, fp[pc->dst].T)                    \
    STORE_FORM(name##_index, stored, ADDRESS_index(A(i32), B(i32)), fp[pc->dst].T) \
    STORE_FORM(name##_r, stored, ADDRESS_slot(ACC_i32), fp[pc->dst].T)          \
    STORE_FORM(name##_add_r, stored, ADDRESS_add(ACC_i32), fp[pc->dst].T)       \
    STORE_FORM(name##_v, stored, ADDRESS_slot(A(i32)), ACC_##T)                 \
    STORE_FORM(name##_add_v, stored, ADDRESS_add(A(i32)), ACC_##T)              \
    STORE_FORM(name##_at_v, stored, ADDRESS_at, ACC_##T)                        \
    STORE_FORM(name##_index_v, stored, ADDRESS_index(A(i32), B(i32)), ACC_##T)

#include "engine/wasm/opcodes.def"

/* a + (b << constant) */
MAKER(i32_add_shl,   i32, , A(i32) + (B(i32) << pc->as.pair.c))
MAKER(i32_add_shl_r, i32, , ACC_i32 + (B(i32) << pc->as.pair.c))
MAKER(i32_add_shl_s, i32, , A(i32) + (ACC_i32 << pc->as.pair.c))

/* A constant on the left. */
#define LEFT(name, T, value)                                                    \
    MAKER(name##_c, T, T a = K_##T; T b = A(T);, value)                         \
    LOUD(name##_c_r, T, T a = K_##T; T b = ACC_##T;, value)                     \
    QUIET(name##_c_r, T, T a = KQ_##T; T b = ACC_##T;, value)
LEFT(i32_sub, i32, a - b)
LEFT(i32_shl, i32, a << (b & 31))
LEFT(i64_sub, i64, a - b)
LEFT(i64_shl, i64, a << (b & 63))
LEFT(f32_sub, f32, canon_f32(a - b))
LEFT(f32_div, f32, canon_f32(a / b))
LEFT(f64_sub, f64, canon_f64(a - b))
LEFT(f64_div, f64, canon_f64(a / b))
LEFT(i32_rotl, i32, rotl32(a, b))
LEFT(i32_shr_u, i32, a >> (b & 31))
LEFT(i64_rotl, i64, rotl64(a, b))

/* Both operands are one. */
#define ITSELF(name, T, value)                                                  \
    MAKER(name, T, T a = A(T);, value)                                          \
    MAKER(name##_r, T, T a = ACC_##T;, value)
ITSELF(f32_square, f32, canon_f32(a * a))
ITSELF(f64_square, f64, canon_f64(a * a))
ITSELF(i32_square, i32, a * a)
ITSELF(i64_square, i64, a * a)
ITSELF(f32_twice,  f32, canon_f32(a + a))
ITSELF(f64_twice,  f64, canon_f64(a + a))

/* ---- moves, and variables: of floats too ---- */

PLAIN(copy_32)   { fp[pc->dst].i32 = fp[pc->a].i32; return true; }
PLAIN(copy_64)   { fp[pc->dst].i64 = fp[pc->a].i64; return true; }
PLAIN(copy_32_twice) { fp[pc->dst].i32 = fp[pc->a].i32; fp[pc->as.pair.c].i32 = fp[pc->as.pair.b].i32; return true; }
PLAIN(copy_64_twice) { fp[pc->dst].i64 = fp[pc->a].i64; fp[pc->as.pair.c].i64 = fp[pc->as.pair.b].i64; return true; }
PLAIN(copy_32_r)  { fp[pc->dst].i32 = ACC_i32; return true; }
PLAIN(copy_64_r)  { fp[pc->dst].i64 = ACC_i64; return true; }
PLAIN(copy_f32_r) { fp[pc->dst].f32 = ACC_f32; return true; }
PLAIN(copy_f64_r) { fp[pc->dst].f64 = ACC_f64; return true; }
LOUD(copy_32_kept,  i32, , A(i32))
LOUD(copy_64_kept,  i64, , A(i64))
LOUD(copy_f32_kept, f32, , A(f32))
LOUD(copy_f64_kept, f64, , A(f64))
PLAIN(copy_32_twice_r) { fp[pc->dst].i32 = ACC_i32; fp[pc->as.pair.c].i32 = fp[pc->as.pair.b].i32; return true; }
PLAIN(copy_64_twice_r) { fp[pc->dst].i64 = ACC_i64; fp[pc->as.pair.c].i64 = fp[pc->as.pair.b].i64; return true; }
PLAIN(copy_32_twice_s) { fp[pc->dst].i32 = fp[pc->a].i32; fp[pc->as.pair.c].i32 = ACC_i32; return true; }
PLAIN(copy_64_twice_s) { fp[pc->dst].i64 = fp[pc->a].i64; fp[pc->as.pair.c].i64 = ACC_i64; return true; }
PLAIN(constant)  { fp[pc->dst].bits = (uint64_t)(int64_t)(int16_t)pc->a; return true; }
PLAIN(constant_wide) { fp[pc->dst].bits = pc->as.bits; return true; }
/* Both are in registers before one is chosen: no branch that is guessed wrong, and no slot that is read late
 * because it had to be chosen first. */
#define CHOICE(name, T, B, C)                                                   \
    MAKER(name,     T, T b = B; T c = C; __asm__("" : "+r"(b), "+r"(c));, A(i32) ? b : c)  \
    MAKER(name##_r, T, T b = B; T c = C; __asm__("" : "+r"(b), "+r"(c));, ACC_i32 ? b : c)
#define C(T)         fp[pc->as.pair.c].T
CHOICE(select_32, i32, B(i32), C(i32))
CHOICE(select_32_bk, i32, (i32)(int16_t)pc->as.pair.b, C(i32))
CHOICE(select_32_ck, i32, B(i32), (i32)(int16_t)pc->as.pair.c)
CHOICE(select_32_kk, i32, (i32)(int16_t)pc->as.pair.b, (i32)(int16_t)pc->as.pair.c)
CHOICE(select_64, i64, B(i64), C(i64))
/* Of floats: behind a comparison of such floats, masks, which need it to be nobody else's. Reading must not be put off. */
#define SLOT(T, slot) (*(const volatile T *)&fp[slot].T)
#define TAKE_CONDITION bool first = ACC_i32; acc->i = 0;
#define CHOICE_OF_FLOATS(name, T, B, C)                                         \
    MAKER(name,     T, T b = B; T c = C;, A(i32) ? b : c)                       \
    MAKER(name##_r, T, T b = B; T c = C; TAKE_CONDITION, first ? b : c)
#define FLOAT_CHOICES(name, T)                                                  \
    CHOICE_OF_FLOATS(name,      T, SLOT(T, pc->as.pair.b), SLOT(T, pc->as.pair.c))   \
    CHOICE_OF_FLOATS(name##_bk, T, SHORT_##T(pc->as.pair.k), SLOT(T, pc->as.pair.c)) \
    CHOICE_OF_FLOATS(name##_ck, T, SLOT(T, pc->as.pair.b), SHORT_##T(pc->as.pair.k)) \
    MAKER(name##_r_b,    T, T b = ACC_##T; T c = SLOT(T, pc->as.pair.c); TAKE_CONDITION, first ? b : c)   \
    MAKER(name##_r_c,    T, T b = SLOT(T, pc->as.pair.b); T c = ACC_##T; TAKE_CONDITION, first ? b : c)   \
    MAKER(name##_bk_r_c, T, T b = SHORT_##T(pc->as.pair.k); T c = ACC_##T; TAKE_CONDITION, first ? b : c) \
    MAKER(name##_ck_r_b, T, T b = ACC_##T; T c = SHORT_##T(pc->as.pair.k); TAKE_CONDITION, first ? b : c)
FLOAT_CHOICES(select_f32, f32)
FLOAT_CHOICES(select_f64, f64)
MAKER(global_get_32, i32, , st->globals[pc->as.word]->i32)
MAKER(global_get_64, i64, , st->globals[pc->as.word]->i64)
PLAIN(global_set_32) { st->globals[pc->as.word]->i32 = fp[pc->a].i32; return true; }
PLAIN(global_set_64) { st->globals[pc->as.word]->i64 = fp[pc->a].i64; return true; }
PLAIN(global_set_32_r) { st->globals[pc->as.word]->i32 = ACC_i32; return true; }
PLAIN(global_set_64_r) { st->globals[pc->as.word]->i64 = ACC_i64; return true; }

#undef canon_f32
#undef canon_f64
#undef PLAIN
#undef ACC_i32
#undef ACC_i64
#undef ACC_f32
#undef ACC_f64
#undef PUT_i32
#undef PUT_i64
#undef PUT_f32
#undef PUT_f64
#undef A
#undef B
#undef K_i32
#undef K_i64
#undef K_f32
#undef K_f64
#undef KQ_i32
#undef KQ_i64
#undef KQ_f32
#undef KQ_f64
#undef LEFT
#undef ITSELF
#undef CHOICE
#undef SLOT
#undef TAKE_CONDITION
#undef CHOICE_OF_FLOATS
#undef FLOAT_CHOICES
#undef C
#undef LOUD
#undef QUIET
#undef MAKER
#undef UNARY_FORMS
#undef BINARY_FORMS
#undef TRAP_IF
#undef LOAD_BY
#undef LOAD_FORM
#undef STORE_FORM

/* ---- which of a pair's halves pass a NaN on ---- */

/* What begins there: of a pair, its first half. */
enum {
#define CODE(name, form)  FIRST_##name = CODE_##name,
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        FIRST_##x##__##y = CODE_##x,
#define CARRIED(...)      __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED
};

enum { FLOAT_f32 = 1, FLOAT_f64 = 2, FLOAT_IS_QUIET = 4, FLOAT_TAKES = 8 };

#define QUIETLY(name, T)  [CODE_##name] = FLOAT_TAKES | FLOAT_##T, [CODE_##name##_q] = FLOAT_TAKES | FLOAT_IS_QUIET | FLOAT_##T,
#define SUM(name, T)      [CODE_##name##_q] = FLOAT_IS_QUIET | FLOAT_##T, [CODE_##name##_k_q] = FLOAT_IS_QUIET | FLOAT_##T, \
                          QUIETLY(name##_r, T) QUIETLY(name##_k_r, T) QUIETLY(name##_s, T)
#define ITSELF(name, T)   [CODE_##name##_q] = FLOAT_IS_QUIET | FLOAT_##T, QUIETLY(name##_r, T)
#define BRANCH(name, T)   [CODE_##name##_r] = FLOAT_TAKES | FLOAT_##T, [CODE_##name##_k_r] = FLOAT_TAKES | FLOAT_##T, \
                          [CODE_##name##_wide_r] = FLOAT_TAKES | FLOAT_##T, [CODE_##name##_s] = FLOAT_TAKES | FLOAT_##T,
#define TESTED(name, T)   [CODE_##name##_r] = FLOAT_TAKES | FLOAT_##T, [CODE_##name##_k_r] = FLOAT_TAKES | FLOAT_##T, [CODE_##name##_s] = FLOAT_TAKES | FLOAT_##T, \
                          BRANCH(br_if_##name, T) BRANCH(br_unless_##name, T)
#define FLOATS(T)                                                               \
    SUM(T##_add, T) SUM(T##_sub, T) SUM(T##_mul, T) SUM(T##_div, T)             \
    ITSELF(T##_square, T) ITSELF(T##_twice, T) ITSELF(T##_sub_c, T) ITSELF(T##_div_c, T) \
    TESTED(T##_eq, T) TESTED(T##_ne, T) TESTED(T##_lt, T) TESTED(T##_gt, T) TESTED(T##_le, T) TESTED(T##_ge, T)

static const uint8_t plain_floats[CODE_COUNT] = { FLOATS(f32) FLOATS(f64) };

/* x writes no slot, y takes what x made, and whatever y makes of a NaN is canonical. */
static inline bool plain_passes_nan(code_op x, code_op y)
{
    uint32_t of_x = plain_floats[x], of_y = plain_floats[y];
    return (of_x & FLOAT_IS_QUIET) && (of_y & FLOAT_TAKES) && (of_x & of_y & (FLOAT_f32 | FLOAT_f64));
}

#undef QUIETLY
#undef SUM
#undef ITSELF
#undef BRANCH
#undef TESTED
#undef FLOATS

#endif
