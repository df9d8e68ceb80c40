/* Structs, arrays and casts, for handlers.inl. Objects stand little-endian, so
 * fields are read as linear memory is. What makes an object may collect first,
 * and so leaves.
 */

#define OBJECT(slot)  heap_at(&st->store->heap, fp[slot].ref)
#define NOT_NULL(slot)                                                          \
    if (__builtin_expect(!fp[slot].ref, 0))                                     \
        TRAP(TRAP_NULL_REFERENCE);

#define STRUCT_GET(name, R, stored)                                             \
    HANDLER(struct_get_##name)                                                  \
    {                                                                           \
        stored v;                                                               \
        NOT_NULL(pc->a)                                                         \
        numeric_move(&v, OBJECT(pc->a) + pc->as.index.x, sizeof v);             \
        fp[pc->dst].R = (R)v;                                                   \
        NEXT(struct_get_##name);                                                \
    }
#define STRUCT_SET(name, R, stored)                                             \
    HANDLER(struct_set_##name)                                                  \
    {                                                                           \
        stored v = (stored)fp[pc->dst].R;                                       \
        NOT_NULL(pc->a)                                                         \
        numeric_move(OBJECT(pc->a) + pc->as.index.x, &v, sizeof v);             \
        NEXT(struct_set_##name);                                                \
    }

/* The element that the cell names; traps. */
#define ELEMENT(size)                                                           \
    NOT_NULL(pc->a)                                                             \
    uint8_t *at = OBJECT(pc->a);                                                \
    uint32_t index = fp[pc->as.pair.b].i32;                                     \
    if (__builtin_expect(index >= heap_word(at + 4), 0))                        \
        TRAP(TRAP_OUT_OF_BOUNDS_ARRAY);                                         \
    at += TYPE_ARRAY_HEAD + (size_t)index * (size);

#define ARRAY_GET(name, R, stored)                                              \
    HANDLER(array_get_##name)                                                   \
    {                                                                           \
        stored v;                                                               \
        ELEMENT(sizeof v)                                                       \
        numeric_move(&v, at, sizeof v);                                         \
        fp[pc->dst].R = (R)v;                                                   \
        NEXT(array_get_##name);                                                 \
    }
#define ARRAY_SET(name, R, stored)                                              \
    HANDLER(array_set_##name)                                                   \
    {                                                                           \
        stored v = (stored)fp[pc->dst].R;                                       \
        ELEMENT(sizeof v)                                                       \
        numeric_move(at, &v, sizeof v);                                         \
        NEXT(array_set_##name);                                                 \
    }

#define READERS(get)                                                            \
    get(8s, i32, int8_t) get(8u, i32, uint8_t) get(16s, i32, int16_t) get(16u, i32, uint16_t) get(32, i32, uint32_t) get(64, i64, uint64_t)
#define WRITERS(set)                                                            \
    set(8, i32, uint8_t) set(16, i32, uint16_t) set(32, i32, uint32_t) set(64, i64, uint64_t)

READERS(STRUCT_GET)
WRITERS(STRUCT_SET)
READERS(ARRAY_GET)
WRITERS(ARRAY_SET)

HANDLER(struct_get_128)
{
    NOT_NULL(pc->a)
    aggregate_get_wide(fp + pc->dst, OBJECT(pc->a) + pc->as.index.x);
    NEXT(struct_get_128);
}

HANDLER(struct_set_128)
{
    NOT_NULL(pc->a)
    aggregate_set_wide(OBJECT(pc->a) + pc->as.index.x, fp + pc->dst);
    NEXT(struct_set_128);
}

HANDLER(array_get_128)
{
    ELEMENT(16)
    aggregate_get_wide(fp + pc->dst, at);
    NEXT(array_get_128);
}

HANDLER(array_set_128)
{
    ELEMENT(16)
    aggregate_set_wide(at, fp + pc->dst);
    NEXT(array_set_128);
}

HANDLER(array_len)
{
    NOT_NULL(pc->a)
    fp[pc->dst].i32 = heap_word(OBJECT(pc->a) + 4);
    NEXT(array_len);
}

HANDLER(struct_new)         { LEAVE(aggregate_struct_new(st)); }
HANDLER(struct_new_default) { LEAVE(aggregate_struct_new_default(st)); }
HANDLER(array_new_fixed)    { LEAVE(aggregate_array_new_fixed(st)); }
HANDLER(array_new)          { LEAVE(aggregate_array_new(st)); }
HANDLER(array_new_default)  { LEAVE(aggregate_array_new_default(st)); }
HANDLER(array_new_data)     { LEAVE(aggregate_array_new_data(st)); }
HANDLER(array_new_elem)     { LEAVE(aggregate_array_new_elem(st)); }
HANDLER(array_fill)         { LEAVE(aggregate_array_fill(st)); }
HANDLER(array_copy)         { LEAVE(aggregate_array_copy(st)); }
HANDLER(array_init_data)    { LEAVE(aggregate_array_init_data(st)); }
HANDLER(array_init_elem)    { LEAVE(aggregate_array_init_elem(st)); }

HANDLER(ref_i31)   { fp[pc->dst].ref = reference_of_i31(fp[pc->a].i32); NEXT(ref_i31); }
HANDLER(i31_get_s) { NOT_NULL(pc->a) fp[pc->dst].i32 = (i32)((int32_t)fp[pc->a].ref >> 1); NEXT(i31_get_s); }
HANDLER(i31_get_u) { NOT_NULL(pc->a) fp[pc->dst].i32 = fp[pc->a].ref >> 1; NEXT(i31_get_u); }

/* What a cast says. */
#define CAST(type)  bool is = cast_matches(st->store, st->instance, fp[pc->a].ref, type); CARRY_NOTHING;

HANDLER(ref_test)        { CAST(pc->as.index.x) fp[pc->dst].i32 = is; NEXT(ref_test); }
HANDLER(ref_cast)        { CAST(pc->as.index.x) if (!is) TRAP(TRAP_CAST_FAILURE); NEXT(ref_cast); }
HANDLER(br_on_cast)      { CAST((wasm_type)DATA(br_on_cast).bits) if (is) JUMP; OVER(br_on_cast); }
HANDLER(br_on_cast_fail) { CAST((wasm_type)DATA(br_on_cast_fail).bits) if (!is) JUMP; OVER(br_on_cast_fail); }

#undef OBJECT
#undef CAST
#undef NOT_NULL
#undef STRUCT_GET
#undef STRUCT_SET
#undef ELEMENT
#undef ARRAY_GET
#undef ARRAY_SET
#undef READERS
#undef WRITERS
