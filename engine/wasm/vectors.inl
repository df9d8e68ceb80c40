/* What SIMD cells do, each as a function, made of the rows of opcodes.def. Slots
 * are read before the result is written, so they may overlap.
 *
 * Each interpreter includes this file once, having said what VECTOR_WORK is: a part of its handler
 * or a call, and VECTOR_OF: its name there. gcc would keep what it takes for lanes alive in all
 * of interp_switch.c's one function, and has no register left for the memory then.
 */

#define TAKE_v128(x, slot)  v128 x = simd_get(fp + (slot));
#define TAKE_i32(x, slot)   i32 x = fp[slot].i32;
#define TAKE_i64(x, slot)   i64 x = fp[slot].i64;
#define TAKE_f32(x, slot)   f32 x = fp[slot].f32;
#define TAKE_f64(x, slot)   f64 x = fp[slot].f64;
#define TAKE_none(x, slot)
#define GIVE_v128(value)    simd_put(fp + pc->dst, value)
#define GIVE_i32(value)     fp[pc->dst].i32 = value
#define GIVE_i64(value)     fp[pc->dst].i64 = value
#define GIVE_f32(value)     fp[pc->dst].f32 = value
#define GIVE_f64(value)     fp[pc->dst].f64 = value

#define CONTROL(byte, name, text, immediates, feature, price)
#define OTHER(byte, name, text, immediates, feature, price)
#define CONST(byte, name, text, type)
#define CONSTANT(name, feature)
#define LOAD(byte, name, text, result, stored)
#define STORE(byte, name, text, operand, stored)
#define TEST(byte, name, text, operand, test)
#define COMPARE(byte, name, text, operand, test)
#define UNARY(byte, name, text, result, operand, value)
#define BINARY(byte, name, text, result, operand, value)
#define DIVIDE(byte, name, text, type, trap, value)
#define CONVERT(byte, name, text, result, operand, trap, value)

#define VECTOR(byte, name, text, A, B, C, R, value)                             \
    VECTOR_WORK void VECTOR_OF(name)(const wasm_cell *pc, wasm_slot *fp)          \
    {                                                                           \
        TAKE_##A(a, pc->a) TAKE_##B(b, pc->as.pair.b) TAKE_##C(c, pc->as.pair.c) \
        GIVE_##R(value);                                                        \
    }
#define RELAXED(byte, name, text, A, B, C, R, value) VECTOR(byte, name, text, A, B, C, R, value)

#define VECTOR_LANE(byte, name, text, A, B, R, lanes, value)                    \
    VECTOR_WORK void VECTOR_OF(name)(const wasm_cell *pc, wasm_slot *fp)          \
    {                                                                           \
        unsigned lane = pc->as.pair.k;                                          \
        TAKE_##A(a, pc->a) TAKE_##B(b, pc->as.pair.b)                           \
        GIVE_##R(value);                                                        \
    }

/* Of memory accesses the bounds are checked, and slots are pointers: near and far cells hold them elsewhere. */
#define VECTOR_LOAD(byte, name, text, bytes, value)                             \
    VECTOR_WORK void VECTOR_OF(name)(wasm_slot *dst, const uint8_t *from) { simd_put(dst, value); }
#define VECTOR_STORE(byte, name, text, bytes, store)                            \
    VECTOR_WORK void VECTOR_OF(name)(const wasm_slot *stored, uint8_t *to)        \
    {                                                                           \
        v128 b = simd_get(stored);                                              \
        store;                                                                  \
    }
#define VECTOR_LOAD_LANE(byte, name, text, bytes, value)                        \
    VECTOR_WORK void VECTOR_OF(name)(wasm_slot *dst, const wasm_slot *others, const uint8_t *from, unsigned lane) \
    {                                                                           \
        v128 b = simd_get(others);                                              \
        simd_put(dst, value);                                                   \
    }
#define VECTOR_STORE_LANE(byte, name, text, bytes, store)                       \
    VECTOR_WORK void VECTOR_OF(name)(const wasm_slot *stored, uint8_t *to, unsigned lane) \
    {                                                                           \
        v128 b = simd_get(stored);                                              \
        store;                                                                  \
    }

#include "engine/wasm/opcodes.def"

VECTOR_WORK void VECTOR_OF(i8x16_shuffle)(const wasm_cell *pc, wasm_slot *fp)
{
    const wasm_cell *low = code_behind(pc, SIZE_i8x16_shuffle - CODE_DATA_EARLY), *high = code_behind(pc, SIZE_i8x16_shuffle);
    v128 lanes = { .u64 = { low->as.bits, high->as.bits } };
    simd_put(fp + pc->dst, i8x16_shuffle(simd_get(fp + pc->a), simd_get(fp + pc->as.pair.b), lanes));
}

#undef TAKE_v128
#undef TAKE_i32
#undef TAKE_i64
#undef TAKE_f32
#undef TAKE_f64
#undef TAKE_none
#undef GIVE_v128
#undef GIVE_i32
#undef GIVE_i64
#undef GIVE_f32
#undef GIVE_f64
