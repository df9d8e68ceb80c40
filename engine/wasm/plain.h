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

MAKER(f32_square,   f32, f32 a = A(f32);,  canon_f32(a * a))
MAKER(f32_square_r, f32, f32 a = ACC_f32;, canon_f32(a * a))
MAKER(f64_square,   f64, f64 a = A(f64);,  canon_f64(a * a))
MAKER(f64_square_r, f64, f64 a = ACC_f64;, canon_f64(a * a))

/* ---- moves, and variables: of floats too, but these only go by slots ---- */

PLAIN(copy_32)   { fp[pc->dst].i32 = fp[pc->a].i32; return true; }
PLAIN(copy_64)   { fp[pc->dst].i64 = fp[pc->a].i64; return true; }
PLAIN(copy_32_twice) { fp[pc->dst].i32 = fp[pc->a].i32; fp[pc->as.pair.c].i32 = fp[pc->as.pair.b].i32; return true; }
PLAIN(copy_64_twice) { fp[pc->dst].i64 = fp[pc->a].i64; fp[pc->as.pair.c].i64 = fp[pc->as.pair.b].i64; return true; }
PLAIN(constant)  { fp[pc->dst].bits = (uint64_t)(int64_t)(int16_t)pc->a; return true; }
PLAIN(constant_wide) { fp[pc->dst].bits = pc->as.bits; return true; }
#define CHOSEN(slot)  fp[(slot) ? pc->as.pair.b : pc->as.pair.c]
MAKER(select_32,   i32, , CHOSEN(A(i32)).i32)
MAKER(select_32_r, i32, , CHOSEN(ACC_i32).i32)
MAKER(select_64,   i64, , CHOSEN(A(i32)).i64)
MAKER(select_64_r, i64, , CHOSEN(ACC_i32).i64)
MAKER(global_get_32, i32, , st->globals[pc->as.word]->i32)
MAKER(global_get_64, i64, , st->globals[pc->as.word]->i64)
PLAIN(global_set_32) { st->globals[pc->as.word]->i32 = fp[pc->a].i32; return true; }
PLAIN(global_set_64) { st->globals[pc->as.word]->i64 = fp[pc->a].i64; return true; }
PLAIN(global_set_32_r) { st->globals[pc->as.word]->i32 = ACC_i32; return true; }
PLAIN(global_set_64_r) { st->globals[pc->as.word]->i64 = ACC_i64; return true; }

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
#undef CHOSEN
#undef LOUD
#undef QUIET
#undef MAKER
#undef UNARY_FORMS
#undef BINARY_FORMS
#undef TRAP_IF
#undef LOAD_BY
#undef LOAD_FORM
#undef STORE_FORM

#endif
