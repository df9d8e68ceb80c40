/* The forms of SIMD rows, for handlers.inl. A v128 takes two slots; operands
 * are read before the result is written, so they may overlap.
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

#define VECTOR(byte, name, text, A, B, C, R, value)                             \
    HANDLER_VECTOR(name)                                                               \
    {                                                                           \
        TAKE_##A(a, pc->a) TAKE_##B(b, pc->as.pair.b) TAKE_##C(c, pc->as.pair.c) \
        GIVE_##R(value);                                                        \
        NEXT(name);                                                             \
    }
#define RELAXED(byte, name, text, A, B, C, R, value) VECTOR(byte, name, text, A, B, C, R, value)

#define VECTOR_LANE(byte, name, text, A, B, R, lanes, value)                    \
    HANDLER_VECTOR(name)                                                               \
    {                                                                           \
        unsigned lane = pc->as.pair.k;                                          \
        TAKE_##A(a, pc->a) TAKE_##B(b, pc->as.pair.b)                           \
        GIVE_##R(value);                                                        \
        NEXT(name);                                                             \
    }

#define VECTOR_LOAD(byte, name, text, bytes, value)                             \
    HANDLER_VECTOR(name)                                                               \
    {                                                                           \
        uint64_t at = (uint64_t)fp[pc->a].i32 + pc->as.access.offset;           \
        if (__builtin_expect(at + (bytes) > mem_size, 0))                       \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        const uint8_t *from = mem + at;                                         \
        GIVE_v128(value);                                                       \
        NEXT(name);                                                             \
    }                                                                           \
    HANDLER_VECTOR(name##_far)                                                         \
    {                                                                           \
        const uint8_t *from = interpreter_reach(st, pc, fp, bytes);             \
        if (!from)                                                              \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        GIVE_v128(value);                                                       \
        pc += 1;                                                                \
        NEXT(more);                                                             \
    }

#define VECTOR_STORE(byte, name, text, bytes, store)                            \
    HANDLER_VECTOR(name)                                                               \
    {                                                                           \
        uint64_t at = (uint64_t)fp[pc->a].i32 + pc->as.access.offset;           \
        if (__builtin_expect(at + (bytes) > mem_size, 0))                       \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        uint8_t *to = mem + at;                                                 \
        TAKE_v128(b, pc->dst)                                                   \
        store;                                                                  \
        NEXT(name);                                                             \
    }                                                                           \
    HANDLER_VECTOR(name##_far)                                                         \
    {                                                                           \
        uint8_t *to = interpreter_reach(st, pc, fp, bytes);                     \
        if (!to)                                                                \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        TAKE_v128(b, pc->dst)                                                   \
        store;                                                                  \
        pc += 1;                                                                \
        NEXT(more);                                                             \
    }

/* Near: vector, lane and offset in pair; far: vector and lane in the cell behind. */
#define VECTOR_LOAD_LANE(byte, name, text, bytes, value)                        \
    HANDLER_VECTOR(name)                                                               \
    {                                                                           \
        uint64_t at = (uint64_t)fp[pc->a].i32 + pc->as.pair.k;                  \
        unsigned lane = pc->as.pair.c;                                          \
        if (__builtin_expect(at + (bytes) > mem_size, 0))                       \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        const uint8_t *from = mem + at;                                         \
        TAKE_v128(b, pc->as.pair.b)                                             \
        GIVE_v128(value);                                                       \
        NEXT(name);                                                             \
    }                                                                           \
    HANDLER_VECTOR(name##_far)                                                         \
    {                                                                           \
        unsigned lane = pc[1].a;                                                \
        const uint8_t *from = interpreter_reach(st, pc, fp, bytes);             \
        if (!from)                                                              \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        TAKE_v128(b, pc[1].dst)                                                 \
        GIVE_v128(value);                                                       \
        pc += 1;                                                                \
        NEXT(more);                                                             \
    }

#define VECTOR_STORE_LANE(byte, name, text, bytes, store)                       \
    HANDLER_VECTOR(name)                                                               \
    {                                                                           \
        uint64_t at = (uint64_t)fp[pc->a].i32 + pc->as.pair.k;                  \
        unsigned lane = pc->as.pair.c;                                          \
        if (__builtin_expect(at + (bytes) > mem_size, 0))                       \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        uint8_t *to = mem + at;                                                 \
        TAKE_v128(b, pc->as.pair.b)                                             \
        store;                                                                  \
        NEXT(name);                                                             \
    }                                                                           \
    HANDLER_VECTOR(name##_far)                                                         \
    {                                                                           \
        unsigned lane = pc[1].a;                                                \
        uint8_t *to = interpreter_reach(st, pc, fp, bytes);                     \
        if (!to)                                                                \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        TAKE_v128(b, pc[1].dst)                                                 \
        store;                                                                  \
        pc += 1;                                                                \
        NEXT(more);                                                             \
    }
