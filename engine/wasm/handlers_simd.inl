/* The forms of SIMD rows, for handlers.inl. What they do stands in vectors.inl. */

#define VECTOR(byte, name, text, A, B, C, R, value)                             \
    HANDLER_VECTOR(name)                                                        \
    {                                                                           \
        VECTOR_OF(name)(pc, fp);                                                  \
        VECTOR_DONE;                                                            \
        NEXT(name);                                                             \
    }
#define RELAXED(byte, name, text, A, B, C, R, value)         VECTOR(byte, name, text, A, B, C, R, value)
#define VECTOR_LANE(byte, name, text, A, B, R, lanes, value) VECTOR(byte, name, text, A, B, , R, value)

#define VECTOR_NEAR(name, pointer, bytes, offset, work)                         \
    HANDLER_VECTOR(name)                                                        \
    {                                                                           \
        uint64_t at = (uint64_t)fp[pc->a].i32 + (offset);                       \
        if (__builtin_expect(at + (bytes) > mem_size, 0))                       \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        pointer = mem + at;                                                     \
        work;                                                                   \
        VECTOR_DONE;                                                            \
        NEXT(name);                                                             \
    }
#define VECTOR_FAR(name, pointer, p, bytes, work)                               \
    HANDLER_VECTOR(name##_far)                                                  \
    {                                                                           \
        pointer = interpreter_reach(st, pc, fp, bytes);                         \
        if (!p)                                                                 \
            TRAP(TRAP_OUT_OF_BOUNDS_MEMORY);                                    \
        work;                                                                   \
        VECTOR_DONE;                                                            \
        pc += 1;                                                                \
        NEXT(more);                                                             \
    }

#define VECTOR_LOAD(byte, name, text, bytes, value)                             \
    VECTOR_NEAR(name, const uint8_t *from, bytes, pc->as.access.offset, VECTOR_OF(name)(fp + pc->dst, from)) \
    VECTOR_FAR(name, const uint8_t *from, from, bytes, VECTOR_OF(name)(fp + pc->dst, from))
#define VECTOR_STORE(byte, name, text, bytes, store)                            \
    VECTOR_NEAR(name, uint8_t *to, bytes, pc->as.access.offset, VECTOR_OF(name)(fp + pc->dst, to)) \
    VECTOR_FAR(name, uint8_t *to, to, bytes, VECTOR_OF(name)(fp + pc->dst, to))

/* Near: vector, lane and offset in pair; far: vector and lane in the cell behind. */
#define VECTOR_LOAD_LANE(byte, name, text, bytes, value)                        \
    VECTOR_NEAR(name, const uint8_t *from, bytes, pc->as.pair.k, VECTOR_OF(name)(fp + pc->dst, fp + pc->as.pair.b, from, pc->as.pair.c)) \
    VECTOR_FAR(name, const uint8_t *from, from, bytes, VECTOR_OF(name)(fp + pc->dst, fp + pc[1].dst, from, pc[1].a))
#define VECTOR_STORE_LANE(byte, name, text, bytes, store)                       \
    VECTOR_NEAR(name, uint8_t *to, bytes, pc->as.pair.k, VECTOR_OF(name)(fp + pc->as.pair.b, to, pc->as.pair.c)) \
    VECTOR_FAR(name, uint8_t *to, to, bytes, VECTOR_OF(name)(fp + pc[1].dst, to, pc[1].a))
