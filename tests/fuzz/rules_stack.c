/* Values, frames and subtyping, as the appendix has them. */
#include "tests/fuzz/rules_code.h"

bool rules_fail(rules_code *v, rules_state state)
{
    if (v->state == RULES_GOOD)
        v->state = state;
    return false;
}

/* ---- subtyping (section 3.3) ---- */

/* The heap type right above an abstract one; 0: none. */
static uint32_t above(uint32_t heap)
{
    switch (heap) {
    case HEAP_EQ:                                        return HEAP_ANY;
    case HEAP_I31: case HEAP_STRUCT: case HEAP_ARRAY:    return HEAP_EQ;
    }
    return 0;
}

static uint32_t kind_heap(const wasm_module *m, uint32_t index)
{
    static const uint32_t heaps[] = { [COMPOSITE_FUNC] = HEAP_FUNC, [COMPOSITE_STRUCT] = HEAP_STRUCT, [COMPOSITE_ARRAY] = HEAP_ARRAY };
    return heaps[m->types[index].kind];
}

static bool climbs_to(uint32_t heap, uint32_t super)
{
    for (; heap; heap = above(heap))
        if (heap == super)
            return true;
    return false;
}

/* The bottom of a hierarchy is below all that is in it. */
static bool bottom_matches(uint32_t bottom, uint32_t super)
{
    switch (bottom) {
    case HEAP_NONE:     return climbs_to(super, HEAP_ANY);
    case HEAP_NOFUNC:   return super == HEAP_FUNC;
    case HEAP_NOEXTERN: return super == HEAP_EXTERN;
    case HEAP_NOEXN:    return super == HEAP_EXN;
    }
    return false;
}

static bool index_matches(const wasm_module *m, uint32_t sub, uint32_t super)
{
    for (sub = m->types[sub].canonical; sub != WASM_NO_SUPER; sub = m->types[sub].super)
        if (m->types[sub].canonical == m->types[super].canonical)
            return true;
    return false;
}

bool rules_matches(const wasm_module *m, wasm_type sub, wasm_type super)
{
    if (sub == WASM_BOTTOM || sub == super)
        return true;
    if (!wasm_type_is_ref(sub) || !wasm_type_is_ref(super) || (wasm_type_is_nullable(sub) && !wasm_type_is_nullable(super)))
        return false;
    if (wasm_type_is_indexed(sub) && wasm_type_is_indexed(super))
        return index_matches(m, wasm_type_index(sub), wasm_type_index(super));
    uint32_t below = wasm_type_is_indexed(sub) ? kind_heap(m, wasm_type_index(sub)) : wasm_type_heap(sub);
    uint32_t up = wasm_type_is_indexed(super) ? kind_heap(m, wasm_type_index(super)) : wasm_type_heap(super);
    if (sub == WASM_REF_BOTTOM || below == up)
        return sub == WASM_REF_BOTTOM || !wasm_type_is_indexed(super);
    return bottom_matches(below, up) || (!wasm_type_is_indexed(super) && climbs_to(below, up));
}

bool rules_resolve(rules_code *v, wasm_type *type)
{
    if (!wasm_type_is_ref(*type) || !wasm_type_is_indexed(*type))
        return true;
    if (wasm_type_index(*type) >= v->m->type_count)
        return rules_fail(v, RULES_INVALID);
    *type = wasm_ref_indexed(wasm_type_is_nullable(*type), v->m->types[wasm_type_index(*type)].canonical);
    return true;
}

const wasm_deftype *rules_type(rules_code *v, uint32_t index, wasm_composite kind)
{
    if (index < v->m->type_count && v->m->types[index].kind == kind)
        return &v->m->types[index];
    rules_fail(v, RULES_INVALID);
    return NULL;
}

/* ---- values ---- */

static rules_frame *innermost(rules_code *v)
{
    return &v->frames[v->frame_count - 1];
}

bool rules_push(rules_code *v, wasm_type type)
{
    if (v->value_count == RULES_VALUES)
        return rules_fail(v, RULES_TOO_LARGE);
    v->values[v->value_count++] = type;
    return true;
}

bool rules_pop(rules_code *v, wasm_type *type)
{
    *type = WASM_BOTTOM;
    if (v->value_count == innermost(v)->height)
        return innermost(v)->unreachable || rules_fail(v, RULES_INVALID);
    *type = v->values[--v->value_count];
    return true;
}

bool rules_pop_as(rules_code *v, wasm_type wanted)
{
    wasm_type found;
    if (!rules_pop(v, &found))
        return false;
    return rules_matches(v->m, found, wanted) || rules_fail(v, RULES_INVALID);
}

bool rules_pop_ref(rules_code *v, wasm_type *type)
{
    if (!rules_pop(v, type))
        return false;
    if (*type == WASM_BOTTOM)
        *type = WASM_REF_BOTTOM;
    return wasm_type_is_ref(*type) || rules_fail(v, RULES_INVALID);
}

bool rules_push_all(rules_code *v, rules_types types)
{
    for (uint32_t i = 0; i < types.count; i++)
        if (!rules_push(v, types.types[i]))
            return false;
    return true;
}

bool rules_pop_all(rules_code *v, rules_types types)
{
    for (uint32_t i = types.count; i-- > 0;)
        if (!rules_pop_as(v, types.types[i]))
            return false;
    return true;
}

/* ---- frames ---- */

rules_types rules_frame_end(const rules_frame *f)
{
    return f->has_single ? (rules_types){ &f->single, 1 } : f->end;
}

bool rules_push_frame(rules_code *v, rules_frame frame)
{
    if (v->frame_count == RULES_FRAMES)
        return rules_fail(v, RULES_TOO_LARGE);
    frame.height = v->value_count;
    frame.inits = v->init_count;
    v->frames[v->frame_count++] = frame;
    return rules_push_all(v, frame.start);
}

bool rules_pop_frame(rules_code *v, rules_frame *frame)
{
    *frame = *innermost(v);
    if (!rules_pop_all(v, rules_frame_end(innermost(v))))
        return false;
    if (v->value_count != frame->height)
        return rules_fail(v, RULES_INVALID);
    while (v->init_count > frame->inits)
        v->set[v->inits[--v->init_count]] = false;
    v->frame_count--;
    return true;
}

void rules_unreachable(rules_code *v)
{
    v->value_count = innermost(v)->height;
    innermost(v)->unreachable = true;
}

bool rules_label(rules_code *v, uint32_t depth, rules_types *types)
{
    if (depth >= v->frame_count)
        return rules_fail(v, RULES_INVALID);
    const rules_frame *f = &v->frames[v->frame_count - 1 - depth];
    *types = f->op == 0x03 ? f->start : rules_frame_end(f);
    return true;
}
