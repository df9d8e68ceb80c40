/* Copies with resources replaced. */
#include "engine/wit/wit_clone.h"

void wit_clone_open(wit_clone *c, wit_resolver *r)
{
    *c = (wit_clone){ .resolver = r };
    c->resources.arena = c->types.arena = c->fields.arena = &r->scratch;
}

static const cresource *now(const wit_clone *c, const cresource *resource)
{
    const cresource *other = wit_map_get(&c->resources, resource);
    return other ? other : resource;
}

const cresource *wit_clone_resource(wit_clone *c, const cresource *resource, text_view name)
{
    cresource *fresh = arena_new(c->resolver->arena, cresource);
    if (!fresh || !wit_map_set(&c->resources, resource, fresh))
        return NULL;
    *fresh = *resource;
    fresh->id = c->resolver->resource_count++;
    if (name.bytes)
        fresh->name = name;
    return fresh;
}

static const ctype *clone_type(wit_clone *c, const ctype *type);

static const cfield *clone_fields(wit_clone *c, const cfield *fields, uint32_t count, bool *changed)
{
    const cfield *made = wit_map_get(&c->fields, fields);
    if (made) {
        *changed = true;
        return made;
    }
    cfield *out = arena_array(c->resolver->arena, cfield, count);
    if (!out)
        return NULL;
    for (uint32_t i = 0; i < count; i++) {
        out[i] = fields[i];
        if (fields[i].type && !(out[i].type = clone_type(c, fields[i].type)))
            return NULL;
        *changed |= out[i].type != fields[i].type;
    }
    return !*changed || wit_map_set(&c->fields, fields, out) ? out : NULL;
}

static bool clone_part(wit_clone *c, const ctype **part, bool *changed)
{
    const ctype *was = *part;
    if (!was)
        return true;
    *part = clone_type(c, was);
    *changed |= *part != was;
    return *part != NULL;
}

/* Recursion: as deep as the type, LIMIT_TYPE_DEPTH. */
static const ctype *clone_type(wit_clone *c, const ctype *type)
{
    if (!type->has_handles && type->kind != CTYPE_STREAM && type->kind != CTYPE_FUTURE)
        return type;
    const ctype *made = wit_map_get(&c->types, type);
    if (made)
        return made;

    arena_mark mark = arena_get_mark(c->resolver->arena);
    ctype *out = arena_new(c->resolver->arena, ctype);
    bool changed = false;
    if (!out)
        return NULL;
    *out = *type;
    if (type->resource) {
        out->resource = now(c, type->resource);
        changed = out->resource != type->resource;
    }
    if (type->count && !(out->fields = clone_fields(c, type->fields, type->count, &changed)))
        return NULL;
    if (!clone_part(c, &out->element, &changed) || !clone_part(c, &out->other, &changed))
        return NULL;
    if (!changed) {
        arena_reset(c->resolver->arena, mark);
        out = (ctype *)type;
    }
    return wit_map_set(&c->types, type, out) ? out : NULL;
}

static const cfunc *clone_func(wit_clone *c, const cfunc *func)
{
    cfunc *out = arena_new(c->resolver->arena, cfunc);
    bool changed = false;
    if (!out)
        return NULL;
    *out = *func;
    if (func->param_count && !(out->params = clone_fields(c, func->params, func->param_count, &changed)))
        return NULL;
    if (!clone_part(c, &out->result, &changed))
        return NULL;
    return changed ? out : func;
}

bool wit_clone_extern(wit_clone *c, cextern *item)
{
    switch (item->kind) {
    case CEXTERN_FUNC:
        return (item->func = clone_func(c, item->func)) != NULL;
    case CEXTERN_TYPE: case CEXTERN_VALUE:
        return (item->type = clone_type(c, item->type)) != NULL;
    case CEXTERN_RESOURCE:
        item->resource = now(c, item->resource);
        return true;
    case CEXTERN_INSTANCE:
        return (item->instance = wit_clone_interface(c, item->instance)) != NULL;
    case CEXTERN_COMPONENT: case CEXTERN_MODULE: case CEXTERN_OTHER_TYPE:
        break;
    }
    return true;
}

/* Interfaces hold no interfaces: this goes one level deep. */
const cexterns *wit_clone_interface(wit_clone *c, const cexterns *interface)
{
    cexterns *out = arena_new(c->resolver->arena, cexterns);
    cextern *exports = arena_array(c->resolver->arena, cextern, interface->export_count);
    bool changed = false;
    if (!out || !exports)
        return NULL;
    c->resolver->extern_count += interface->export_count;
    *out = *interface;
    out->exports = exports;
    for (uint32_t i = 0; i < interface->export_count; i++) {
        exports[i] = interface->exports[i];
        if (!wit_clone_extern(c, &exports[i]))
            return NULL;
        changed |= exports[i].func != interface->exports[i].func;
    }
    return changed ? out : interface;
}
