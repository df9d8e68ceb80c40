/* Aliases: an instance's export, or a definition of an enclosing scope, under an
 * index of this one (component model, Binary.md, "Alias Definitions"). */
#include "engine/component/component_parts.h"

#include "engine/component/subtype.h"

#include <inttypes.h>

static bool check_declarator(component_decoder *d, component_sort sort, bool is_outer)
{
    if (d->scope->kind == SCOPE_COMPONENT || sort == SORT_TYPE || sort == (is_outer ? SORT_CORE_TYPE : SORT_INSTANCE))
        return true;
    return scope_refuse(d, "aliases in component and instance types may only refer to types or instances, not to a %s", scope_sort_text(sort));
}

/* 0x00 i:instanceidx n:name */
static bool alias_export(component_decoder *d, reader *r, component_sort sort)
{
    uint32_t instance = read_u32(r);
    text_view name = read_name(r);
    if (!reader_ok(r) || !check_declarator(d, sort, false) || !scope_check(d, SORT_INSTANCE, instance))
        return false;
    const world_type *w = d->scope->instances[instance];
    uint32_t at = w->exports ? name_index_find(w->exports, name) : NAME_NONE;
    if (at == NAME_NONE)
        return scope_refuse(d, "instance %" PRIu32 " has no export named `%.*s`", instance, TEXT_ARGS(name));
    const cextern *x = &w->externs.exports[at];
    if (scope_sort_of(x) != sort)
        return scope_refuse(d, "export `%.*s` for instance %" PRIu32 " is not a %s", TEXT_ARGS(name), instance,
                            sort == SORT_FUNC ? "func" : scope_sort_text(sort));
    component_step *step = scope_step(d, STEP_ALIAS_EXPORT, sort);
    if (!step)
        return false;
    step->target = instance;
    step->name = name;
    step->external = x;
    if (x->kind == CEXTERN_RESOURCE)
        step->resource = x->resource;
    return scope_add_extern(d, x);
}

/* 0x01 i:core:instanceidx n:core:name */
static bool alias_core_export(component_decoder *d, reader *r, component_sort sort)
{
    uint32_t instance = read_u32(r);
    text_view name = read_name(r);
    if (!reader_ok(r) || !check_declarator(d, sort, false) || !scope_check(d, SORT_CORE_INSTANCE, instance))
        return false;
    if (sort > SORT_CORE_TAG)
        return scope_refuse(d, "a core instance exports no %s", scope_sort_text(sort));
    const core_instance *from = &d->scope->core_instances[instance];
    uint32_t at = from->index ? name_index_find(from->index, name) : NAME_NONE;
    if (at == NAME_NONE)
        return scope_refuse(d, "core instance %" PRIu32 " has no export named `%.*s`", instance, TEXT_ARGS(name));
    wasm_extern_type type = from->exports[at].type;
    static const component_sort sorts[] = { [WASM_FUNC] = SORT_CORE_FUNC, [WASM_TABLE] = SORT_CORE_TABLE, [WASM_MEMORY] = SORT_CORE_MEMORY,
                                            [WASM_GLOBAL] = SORT_CORE_GLOBAL, [WASM_TAG] = SORT_CORE_TAG };
    if (sorts[type.kind] != sort)
        return scope_refuse(d, "export `%.*s` for core instance %" PRIu32 " is not a %s", TEXT_ARGS(name), instance,
                            sort == SORT_CORE_FUNC ? "func" : scope_sort_text(sort));
    component_step *step = scope_step(d, STEP_ALIAS_CORE_EXPORT, sort);
    if (!step)
        return false;
    step->target = instance;
    step->name = name;
    return scope_add_core(d, type);
}

/* ---- outer ---- */

/* Types that name resources may not enter another component. */
static bool names_resources(const type_entry *entry)
{
    switch (entry->kind) {
    case TYPE_VALUE:     return entry->value->has_handles;
    case TYPE_FUNC:      return entry->func->has_handles;
    case TYPE_RESOURCE:  return true;
    case TYPE_INSTANCE:
    case TYPE_COMPONENT: return entry->world->lowest < entry->world->level;
    }
    return true;
}

static bool crosses_component(const scope *from, const scope *to)
{
    for (; from != to; from = from->outer)
        if (from->kind == SCOPE_COMPONENT)
            return true;
    return false;
}

/* Note from how far out the resources that this type names may come. */
static void note_level(component_decoder *d, const scope *from, const type_entry *entry)
{
    uint8_t level = from->lowest;
    if (!names_resources(entry))
        return;
    if (entry->kind == TYPE_RESOURCE)
        level = d->owners[entry->resource->id].level;
    else if (entry->kind == TYPE_INSTANCE || entry->kind == TYPE_COMPONENT)
        level = entry->world->lowest;
    if (level < d->scope->lowest)
        d->scope->lowest = level;
}

static bool alias_outer_type(component_decoder *d, scope *from, uint32_t index)
{
    if (index >= from->type_count)
        return scope_refuse(d, "unknown type %" PRIu32 ": type index out of bounds, there are %" PRIu32 " out there so far", index, from->type_count);
    type_entry entry = from->types[index];
    if (names_resources(&entry) && crosses_component(d->scope, from))
        return scope_refuse(d, "refers to resources not defined in the current component: outer type %" PRIu32 " transitively refers to resources", index);
    note_level(d, from, &entry);
    component_step *step = d->scope->kind == SCOPE_COMPONENT ? &d->scope->steps[d->scope->step_count - 1] : NULL;
    if (step && entry.kind == TYPE_RESOURCE)
        step->resource = entry.resource;
    return scope_add_type(d, entry);
}

static bool alias_outer_other(component_decoder *d, scope *from, component_sort sort, uint32_t index)
{
    scope *own = d->scope;
    d->scope = from;
    bool known = scope_check(d, sort, index);
    d->scope = own;
    if (!known)
        return false;
    if (sort == SORT_CORE_TYPE)
        return scope_add_core_type(d, from->core_types[index]);
    return sort == SORT_COMPONENT ? scope_add_component(d, from->components[index]) : scope_add_module(d, from->modules[index]);
}

/* 0x02 ct:u32 idx:u32 */
static bool alias_outer(component_decoder *d, reader *r, component_sort sort, uint8_t byte)
{
    uint32_t count = read_u32(r), index = read_u32(r);
    if (!reader_ok(r))
        return false;
    if (sort != SORT_TYPE && sort != SORT_CORE_TYPE && sort != SORT_COMPONENT && sort != SORT_CORE_MODULE)
        return scope_refuse_byte(r, byte, "component outer alias kind");
    scope *from = check_declarator(d, sort, true) ? scope_outer(d, count) : NULL;
    component_step *step = from ? scope_step(d, STEP_ALIAS_OUTER, sort) : NULL;
    if (!step)
        return false;
    step->outer_count = count;
    step->outer_index = index;
    return sort == SORT_TYPE ? alias_outer_type(d, from, index) : alias_outer_other(d, from, sort, index);
}

/* alias ::= sort 0x00 i n | sort 0x01 i n | sort 0x02 ct idx */
bool component_alias_read(component_decoder *d, reader *r)
{
    uint8_t first = reader_left(r) ? *r->next : 0;
    component_sort sort = component_extern_sort(d, r, "component outer alias kind");
    uint8_t target = read_u8(r);
    if (!reader_ok(r))
        return false;
    switch (target) {
    case 0x00:
        if (sort < SORT_FUNC && sort != SORT_CORE_MODULE)
            return scope_refuse_byte(r, first, "component external kind");
        return alias_export(d, r, sort);
    case 0x01: return alias_core_export(d, r, sort);
    case 0x02: return alias_outer(d, r, sort, first);
    default:   return scope_refuse_byte(r, target, "alias");
    }
}
