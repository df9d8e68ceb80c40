/* External visibility: the sets of types that have a name. Anonymous types all
 * of whose parts have names enter the set too, so each is looked into once. */
#include "engine/component/visible.h"

uint64_t visible_key(const cresource *resource, uint32_t alias)
{
    return ((uint64_t)resource->id << 32 | alias) << 1 | 1;    /* odd: no address */
}

static uint64_t address_key(const void *address)
{
    return (uint64_t)(uintptr_t)address;
}

uint64_t visible_type_key(const ctype *type)
{
    return address_key(type);
}

static bool named(const component_decoder *d, int side, uint64_t key)
{
    return key_map_get(&d->scope->visible[side], key) != 0;
}

/* NAMED: by an import or export; LOOKED_INTO: anonymous, all its parts are named. */
enum { NAMED = 1, LOOKED_INTO = 2 };

static bool name(component_decoder *d, int side, uint64_t key, uint64_t how)
{
    return key_map_put(&d->scope->visible[side], d->scratch, key, how) || error_memory(d->err);
}

bool visible_only_exported(const component_decoder *d, uint64_t key)
{
    return key_map_get(&d->scope->visible[VISIBLE_EXPORT], key) == NAMED && !named(d, VISIBLE_IMPORT, key);
}

static bool type_is_named(component_decoder *d, int side, const ctype *type);

static bool parts_are_named(component_decoder *d, int side, const ctype *type)
{
    if (type->kind == CTYPE_OWN || type->kind == CTYPE_BORROW)
        return named(d, side, visible_key(type->resource, type->alias));
    if (!type_is_named(d, side, type->element) || !type_is_named(d, side, type->other))
        return false;
    for (uint32_t i = 0; i < type->count; i++)
        if (!type_is_named(d, side, type->fields[i].type))
            return false;
    return true;
}

static bool type_is_named(component_decoder *d, int side, const ctype *type)
{
    if (!type || type->kind <= CTYPE_ERROR_CONTEXT || named(d, side, address_key(type)))
        return true;
    if (type->kind == CTYPE_RECORD || type->kind == CTYPE_VARIANT || type->kind == CTYPE_FLAGS || type->kind == CTYPE_ENUM)
        return false;
    return parts_are_named(d, side, type) && name(d, side, address_key(type), LOOKED_INTO);
}

static bool func_is_named(component_decoder *d, int side, const cfunc *func)
{
    for (uint32_t i = 0; i < func->param_count; i++)
        if (!type_is_named(d, side, func->params[i].type))
            return false;
    return type_is_named(d, side, func->result);
}

static bool enter_all(component_decoder *d, int side, const cexterns *world);

/* A function, instance or component type itself imported or exported. What an
 * instance type exports has names inside it. */
static bool other_is_named(component_decoder *d, int side, const type_entry *entry)
{
    if (entry->kind == TYPE_FUNC)
        return func_is_named(d, side, &entry->func->func);
    return entry->kind != TYPE_INSTANCE || enter_all(d, side, &entry->world->externs);
}

/* A new name: good for exports, and for imports where an import made it. */
static bool name_both(component_decoder *d, int side, uint64_t key)
{
    return name(d, VISIBLE_EXPORT, key, NAMED) && (side == VISIBLE_EXPORT || name(d, VISIBLE_IMPORT, key, NAMED));
}

static bool enter(component_decoder *d, int side, const cextern *x)
{
    switch (x->kind) {
    case CEXTERN_TYPE:
        return parts_are_named(d, side, x->type) && name_both(d, side, address_key(x->type));
    case CEXTERN_RESOURCE:
        return name_both(d, side, visible_key(x->resource, x->alias));
    case CEXTERN_OTHER_TYPE:
        return other_is_named(d, side, x->other);
    case CEXTERN_FUNC:
        return func_is_named(d, side, x->func);
    case CEXTERN_VALUE:
        return type_is_named(d, side, x->type);
    case CEXTERN_COMPONENT: case CEXTERN_MODULE:
        return true;
    case CEXTERN_INSTANCE:
        break;
    }
    return enter_all(d, side, x->instance);
}

static bool enter_all(component_decoder *d, int side, const cexterns *world)
{
    if (!world->export_count || named(d, side, address_key(world->exports)))
        return true;
    for (uint32_t i = 0; i < world->export_count; i++)
        if (!enter(d, side, &world->exports[i]))
            return false;
    return name_both(d, side, address_key(world->exports));
}

static const char *kind_text(const cextern *external)
{
    switch (external->kind) {
    case CEXTERN_FUNC:      return "func";
    case CEXTERN_INSTANCE:  return "instance";
    case CEXTERN_VALUE:     return "value";
    case CEXTERN_TYPE: case CEXTERN_RESOURCE: case CEXTERN_OTHER_TYPE:
        return "type";
    case CEXTERN_COMPONENT: return "component";
    case CEXTERN_MODULE:    return "module";
    }
    return "";
}

bool visible_register(component_decoder *d, int side, const cextern *external)
{
    if (d->scope->kind == SCOPE_INSTANCE_TYPE || enter(d, side, external))
        return true;
    if (d->err->code != ERROR_NONE)
        return false;
    const char *what = side == VISIBLE_EXPORT ? "export" : "import";
    scope_refuse(d, "%s not valid to be used as %s: `%.*s` uses a record, variant, enum, flags or resource that has no name outside",
                 kind_text(external), what, TEXT_ARGS(external->name));
    return error_hint(d->err, "%s the type before, and use the name that this makes", what);
}
