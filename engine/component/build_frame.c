/* Frames of an instantiation. Indices were validated when the component was
 * decoded; they are checked here once more, since a wrong one would be a wild read. */
#include "engine/component/build_frame.h"

#include "engine/base/limits.h"

#include <string.h>

build_frame *frame_open(component_build *b, build_frame *parent, const component_closure *closure)
{
    build_frame *f = arena_new(&b->arena, build_frame);
    component_instance *instance = store_add_instance(b->store, parent ? parent->instance : NULL);
    if (!f || !instance)
        return error_memory(&b->err), NULL;
    f->parent = parent;
    f->scope = closure->scope;
    f->component = closure->component;
    f->instance = instance;
    for (uint32_t i = 0; i < SORT_COUNT; i++)
        if (closure->component->counts[i] && !(f->items[i] = arena_array(&b->arena, component_item, closure->component->counts[i])))
            return error_memory(&b->err), NULL;
    return f;
}

bool frame_add(component_build *b, build_frame *f, component_item item)
{
    if (f->counts[item.sort] >= f->component->counts[item.sort])
        return error_set(&b->err, ERROR_INVALID, ERROR_NO_OFFSET, "more definitions than the component counts");
    f->items[item.sort][f->counts[item.sort]++] = item;
    return true;
}

const component_item *frame_get(component_build *b, const build_frame *f, component_sort sort, uint32_t index)
{
    if (index < f->counts[sort])
        return &f->items[sort][index];
    error_set(&b->err, ERROR_INVALID, ERROR_NO_OFFSET, "a definition names index %u of %u", index, f->counts[sort]);
    return NULL;
}

/* ---- resources ---- */

static uint32_t slot_of(const resource_binding *bindings, uint32_t capacity, const cresource *resource)
{
    uint32_t at = (uint32_t)(((uintptr_t)resource >> 4) * 2654435761u) & (capacity - 1);
    while (bindings[at].resource && bindings[at].resource != resource)
        at = (at + 1) & (capacity - 1);
    return at;
}

static bool grow(component_build *b, build_frame *f)
{
    uint32_t capacity = f->binding_capacity ? f->binding_capacity * 2 : 16;
    resource_binding *bindings = arena_array(&b->arena, resource_binding, capacity);
    if (!bindings)
        return error_memory(&b->err);
    for (uint32_t i = 0; i < f->binding_capacity; i++)
        if (f->bindings[i].resource)
            bindings[slot_of(bindings, capacity, f->bindings[i].resource)] = f->bindings[i];
    f->bindings = bindings;
    f->binding_capacity = capacity;
    return true;
}

bool frame_bind(component_build *b, build_frame *f, const cresource *resource, uint32_t type)
{
    if (!resource || type == RESOURCE_NONE)
        return true;
    if (f->binding_count * 2 >= f->binding_capacity && !grow(b, f))
        return false;
    resource_binding *slot = &f->bindings[slot_of(f->bindings, f->binding_capacity, resource)];
    f->binding_count += !slot->resource;
    *slot = (resource_binding){ resource, type };
    return true;
}

bool frame_bind_exports(component_build *b, build_frame *f, const cexterns *type, const component_exports *exports, uint32_t depth)
{
    uint32_t hint = 0;
    if (depth > LIMIT_TYPE_DEPTH)
        return true;
    for (uint32_t i = 0; i < type->export_count; i++) {
        const cextern *e = &type->exports[i];
        if (e->kind != CEXTERN_RESOURCE && e->kind != CEXTERN_INSTANCE)
            continue;
        const component_item *item = exports_find(exports, e->name, &hint);
        if (!item)
            continue;
        if (e->kind == CEXTERN_RESOURCE && item->sort == SORT_TYPE && !frame_bind(b, f, e->resource, item->resource))
            return false;
        if (e->kind == CEXTERN_INSTANCE && item->sort == SORT_INSTANCE &&
            !frame_bind_exports(b, f, e->instance, item->instance, depth + 1))
            return false;
    }
    return true;
}

bool frame_find_resource(const build_frame *f, const cresource *resource, uint32_t *type)
{
    for (; f; f = f->scope) {
        if (!f->binding_capacity)
            continue;
        const resource_binding *slot = &f->bindings[slot_of(f->bindings, f->binding_capacity, resource)];
        if (slot->resource)
            return *type = slot->type, true;
    }
    return false;
}

static bool find_for_plan(void *user, const cresource *resource, uint32_t *type)
{
    return frame_find_resource(user, resource, type);
}

plan_resources frame_resources(const build_frame *f)
{
    return (plan_resources){ find_for_plan, (void *)(uintptr_t)f };
}
