/* Casts: what a reference is, told by itself, or for functions by the store. */
#include "engine/wasm/cast.h"

static bool is_kind(const wasm_store *s, uint32_t ref, wasm_composite kind)
{
    return reference_is_object(ref) && s->types.types[heap_head(&s->heap, ref)].kind == kind;
}

/* Validated: an exception never meets a type of structs and arrays. */
static bool is_of(const wasm_store *s, uint32_t ref, uint32_t wanted)
{
    uint32_t found;
    if (s->types.types[wanted].kind == COMPOSITE_FUNC)
        found = s->funcs[ref - 1].type;
    else if (reference_is_object(ref))
        found = heap_head(&s->heap, ref);
    else
        return false;
    return found == wanted || type_index_matches(s->types.types, found, wanted);
}

bool cast_matches(const wasm_store *s, const instance *i, uint32_t ref, wasm_type type)
{
    if (!ref)
        return wasm_type_is_nullable(type);
    if (wasm_type_is_indexed(type))
        return is_of(s, ref, i->type_ids[wasm_type_index(type)]);
    switch (wasm_type_heap(type)) {
    case HEAP_ANY: case HEAP_FUNC: case HEAP_EXTERN: case HEAP_EXN:
        return true;
    case HEAP_EQ:     return reference_is_i31(ref) || reference_is_object(ref);
    case HEAP_I31:    return reference_is_i31(ref);
    case HEAP_STRUCT: return is_kind(s, ref, COMPOSITE_STRUCT);
    case HEAP_ARRAY:  return is_kind(s, ref, COMPOSITE_ARRAY);
    }
    return false;
}
