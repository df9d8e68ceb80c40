/* Instances: of modules and components with arguments, and made from exports
 * (component model, Binary.md, "Instance Definitions"). */
#include "engine/component/component_parts.h"

#include "engine/base/limits.h"
#include "engine/component/component_names.h"
#include "engine/component/substitute.h"
#include "engine/component/subtype.h"
#include "engine/component/visible.h"

#include <inttypes.h>

/* ---- core instances ---- */

static bool open_index(component_decoder *d, name_index *x, const component_named_ref *names, uint32_t count)
{
    name_items items = { &names[0].name, sizeof *names, count, false };
    return name_index_open(x, &d->temp, d->scratch, items) || error_memory(d->err);
}

static const component_named_ref *find_argument(const name_index *x, const component_named_ref *names, text_view name)
{
    uint32_t at = name_index_find(x, name);
    return at == NAME_NONE ? NULL : &names[at];
}

/* Every import of the module is an export of the instance given for its first name. */
static bool check_core_imports(component_decoder *d, const core_module_type *m, const name_index *x, const component_named_ref *names)
{
    for (uint32_t i = 0; i < m->type.import_count; i++) {
        const ccore_extern *import = &m->type.imports[i];
        const component_named_ref *given = find_argument(x, names, import->module);
        if (!given)
            return scope_refuse(d, "missing module instantiation argument named `%.*s`", TEXT_ARGS(import->module));
        const core_instance *from = &d->scope->core_instances[given->ref.index];
        uint32_t at = from->index ? name_index_find(from->index, import->name) : NAME_NONE;
        if (at == NAME_NONE)
            return scope_refuse(d, "module instantiation argument `%.*s` does not export an item named `%.*s`",
                                TEXT_ARGS(import->module), TEXT_ARGS(import->name));
        if (!subtype_core(d, &from->exports[at].type, &import->type))
            return error_in(d->err, "module instantiation argument `%.*s`, export `%.*s`", TEXT_ARGS(import->module), TEXT_ARGS(import->name));
    }
    return true;
}

/* core:instantiatearg ::= n:core:name 0x12 i:instanceidx */
static bool read_core_argument(component_decoder *d, reader *r, component_named_ref *out)
{
    out->name = read_name(r);
    uint8_t sort = read_u8(r);
    if (reader_ok(r) && sort != 0x12)
        return scope_refuse_byte(r, sort, "instantiation arg kind");
    out->ref = (component_ref){ SORT_CORE_INSTANCE, read_u32(r) };
    return reader_ok(r) && scope_check(d, SORT_CORE_INSTANCE, out->ref.index);
}

static bool finish_core_instance(component_decoder *d, component_step_kind kind, uint32_t target, const component_named_ref *names,
                                 uint32_t count, core_instance made)
{
    component_step *step = scope_step(d, kind, SORT_CORE_INSTANCE);
    if (!step)
        return false;
    step->target = target;
    step->names = names;
    step->name_count = count;
    return scope_add_core_instance(d, made);
}

/* 0x00 m:moduleidx vec(core:instantiatearg) */
static bool core_instantiate(component_decoder *d, reader *r)
{
    uint32_t module = read_u32(r);
    uint32_t count = read_count(r, 3, LIMIT_IMPORTS, "arguments");
    component_named_ref *names = arena_array(d->arena, component_named_ref, count);
    if (!names)
        return error_memory(d->err);
    if (!reader_ok(r) || !scope_check(d, SORT_CORE_MODULE, module))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!read_core_argument(d, r, &names[i]))
            return error_in(d->err, "argument %" PRIu32, i);

    arena_mark mark = arena_get_mark(&d->temp);
    name_index x;
    bool ok = open_index(d, &x, names, count);
    uint32_t twice = ok ? name_index_twice(&x) : NAME_NONE;
    if (twice != NAME_NONE)
        ok = scope_refuse(d, "duplicate module instantiation argument named `%.*s`", TEXT_ARGS(names[twice].name));
    const core_module_type *m = d->scope->modules[module];
    ok = ok && check_core_imports(d, m, &x, names);
    arena_reset(&d->temp, mark);
    return ok && finish_core_instance(d, STEP_CORE_INSTANTIATE, module, names, count, (core_instance){ m->type.exports, m->exports });
}

/* core:inlineexport ::= n:core:name core:sort idx */
static bool read_core_inline(component_decoder *d, reader *r, component_named_ref *name, ccore_extern *out)
{
    static const component_sort sorts[] = { SORT_CORE_FUNC, SORT_CORE_TABLE, SORT_CORE_MEMORY, SORT_CORE_GLOBAL, SORT_CORE_TAG };
    name->name = out->name = read_name(r);
    uint8_t sort = read_u8(r);
    if (reader_ok(r) && sort >= COUNT_OF(sorts))
        return scope_refuse_byte(r, sort, "core instance export kind");
    uint32_t index = read_u32(r);
    if (!reader_ok(r))
        return false;
    name->ref = (component_ref){ sorts[sort], index };
    return scope_core_extern(d, sorts[sort], index, &out->type);
}

/* 0x01 vec(core:inlineexport) */
static bool core_exports(component_decoder *d, reader *r)
{
    uint32_t count = read_count(r, 3, LIMIT_EXPORTS, "exports");
    component_named_ref *names = arena_array(d->arena, component_named_ref, count);
    ccore_extern *exports = arena_array(&d->temp, ccore_extern, count);
    name_index *x = arena_new(&d->temp, name_index);
    if (!names || !exports || !x)
        return error_memory(d->err);
    for (uint32_t i = 0; i < count; i++)
        if (!read_core_inline(d, r, &names[i], &exports[i]))
            return error_in(d->err, "export `%.*s`", TEXT_ARGS(names[i].name));
    if (!reader_ok(r))
        return false;
    name_items items = { &exports[0].name, sizeof *exports, count, false };
    if (!name_index_open(x, &d->temp, d->scratch, items))
        return error_memory(d->err);
    uint32_t twice = name_index_twice(x);
    if (twice != NAME_NONE)
        return scope_refuse(d, "export name `%.*s` already defined", TEXT_ARGS(exports[twice].name));
    return finish_core_instance(d, STEP_CORE_EXPORTS, 0, names, count, (core_instance){ exports, count ? x : NULL });
}

/* core:instance ::= 0x00 m arg* | 0x01 export* */
bool component_arguments_core(component_decoder *d, reader *r)
{
    uint8_t form = read_u8(r);
    if (!reader_ok(r))
        return false;
    if (form > 1)
        return scope_refuse_byte(r, form, "core instance");
    return form == 0 ? core_instantiate(d, r) : core_exports(d, r);
}

/* ---- component instances ---- */

/* Types that the instance gives stand for the ones the component imports, under their own names. */
static bool rename_types(component_decoder *d, const cextern *given, const cextern *expected)
{
    if (expected->kind == CEXTERN_RESOURCE)
        return key_map_put(&d->renamed, d->scratch, visible_key(expected->resource, expected->alias), given->alias) || error_memory(d->err);
    if (expected->kind == CEXTERN_TYPE)
        return given->type == expected->type || substitute_type(d, expected->type, given->type);
    if (expected->kind != CEXTERN_INSTANCE)
        return true;
    const world_type *g = (const world_type *)given->instance;
    if (!((const world_type *)expected->instance)->has_types)
        return true;
    if (!scope_spend(d, expected->instance->export_count))
        return false;
    for (uint32_t i = 0; i < expected->instance->export_count; i++) {
        const cextern *e = &expected->instance->exports[i];
        if (e->kind != CEXTERN_TYPE && e->kind != CEXTERN_RESOURCE && e->kind != CEXTERN_INSTANCE)
            continue;
        uint32_t at = name_index_find(g->exports, e->name);
        if (!rename_types(d, &g->externs.exports[at], e))
            return false;
    }
    return true;
}

static bool match_imports(component_decoder *d, const world_type *c, const name_index *x, const component_named_ref *names, const cextern *given)
{
    for (uint32_t i = 0; i < c->externs.import_count; i++) {
        const cextern *import = &c->externs.imports[i];
        const component_named_ref *name = find_argument(x, names, import->name);
        if (!name)
            return scope_refuse(d, "missing import named `%.*s`", TEXT_ARGS(import->name));
        if (!subtype_extern(d, &given[name - names], import, c->scope))
            return error_in(d->err, "what is given for import `%.*s`", TEXT_ARGS(import->name));
        if (!rename_types(d, &given[name - names], import))
            return false;
    }
    return true;
}

static const cextern *keep_instance(component_decoder *d, const world_type *world)
{
    cextern *kept = arena_new(d->arena, cextern);
    if (!kept) {
        error_memory(d->err);
        return NULL;
    }
    kept->kind = CEXTERN_INSTANCE;
    kept->instance = &world->externs;
    return kept;
}

/* Check the arguments; the instance's type, or null when refused. */
static const cextern *instantiate_type(component_decoder *d, const world_type *c, const component_named_ref *names, uint32_t count, const cextern *given)
{
    name_index x;
    uint32_t mark = substitute_mark(d);
    const cextern *made = NULL;
    if (!open_index(d, &x, names, count))
        return NULL;
    uint32_t twice = name_index_twice(&x);
    if (twice != NAME_NONE) {
        scope_refuse(d, "instantiation argument `%.*s` conflicts with previous argument `%.*s`", TEXT_ARGS(names[twice].name), TEXT_ARGS(names[twice].name));
        return NULL;
    }
    key_map_close(&d->renamed, d->scratch);
    if (match_imports(d, c, &x, names, given)) {
        bool always_same = !c->has_own && !d->renamed.count;
        made = always_same ? c->instance : NULL;
        const world_type *world = made ? NULL : substitute_instantiate(d, c);
        if (world)
            made = keep_instance(d, world);
        if (always_same)
            ((world_type *)c)->instance = made;
    }
    substitute_undo(d, mark);
    key_map_close(&d->renamed, d->scratch);
    return made;
}

static bool finish_instance(component_decoder *d, component_step_kind kind, uint32_t target, const component_named_ref *names,
                            uint32_t count, const cextern *made)
{
    component_step *step = made ? scope_step(d, kind, SORT_INSTANCE) : NULL;
    if (!step)
        return false;
    step->target = target;
    step->names = names;
    step->name_count = count;
    step->external = made;
    return scope_add_instance(d, (const world_type *)made->instance);
}

/* instantiatearg ::= n:name sortidx */
static bool read_argument(component_decoder *d, reader *r, component_named_ref *name, cextern *given)
{
    name->name = read_name(r);
    name->ref.sort = component_extern_sort(d, r, "component external kind");
    name->ref.index = name->ref.sort == SORT_COUNT ? 0 : read_u32(r);
    return reader_ok(r) && scope_extern(d, name->ref.sort, name->ref.index, given);
}

/* 0x00 c:componentidx vec(instantiatearg) */
static bool instantiate(component_decoder *d, reader *r)
{
    uint32_t target = read_u32(r);
    uint32_t count = read_count(r, 3, LIMIT_IMPORTS, "arguments");
    component_named_ref *names = arena_array(d->arena, component_named_ref, count);
    arena_mark mark = arena_get_mark(&d->temp);
    cextern *given = arena_array(&d->temp, cextern, count);
    if (!names || !given)
        return error_memory(d->err);
    bool ok = reader_ok(r) && scope_check(d, SORT_COMPONENT, target);
    for (uint32_t i = 0; i < count && ok; i++)
        if (!read_argument(d, r, &names[i], &given[i]))
            ok = error_in(d->err, "argument `%.*s`", TEXT_ARGS(names[i].name));
    const cextern *made = ok ? instantiate_type(d, d->scope->components[target], names, count, given) : NULL;
    arena_reset(&d->temp, mark);
    return finish_instance(d, STEP_INSTANTIATE, target, names, count, made);
}

/* inlineexport ::= nameattributes sortidx */
static bool read_inline(component_decoder *d, reader *r, extern_attributes *attributes, component_named_ref *name, cextern *given)
{
    if (!component_extern_name(d, r, attributes))
        return false;
    name->name = attributes->name;
    name->ref.sort = component_extern_sort(d, r, "component external kind");
    name->ref.index = name->ref.sort == SORT_COUNT ? 0 : read_u32(r);
    return reader_ok(r) && scope_extern(d, name->ref.sort, name->ref.index, given);
}

/* The type of an instance made from exports, checked as an instance type is. */
static const cextern *exports_type(component_decoder *d, const extern_attributes *attributes, cextern *given, uint32_t count)
{
    static const world_type nothing = { .level = 1, .lowest = 1, .depth = 1, .size = 1 };
    static const cextern empty = { .kind = CEXTERN_INSTANCE, .instance = &nothing.externs };
    if (!count)
        return &empty;
    scope bag;
    if (!scope_open(d, &bag, SCOPE_INSTANCE_TYPE))
        return NULL;
    bag.is_bag = true;
    bool ok = true;
    for (uint32_t i = 0; i < count && ok; i++)
        ok = component_extern_add(d, VISIBLE_EXPORT, &attributes[i], &given[i]) || error_in(d->err, "export `%.*s`", TEXT_ARGS(attributes[i].name));
    world_type *world = ok ? scope_world(d) : NULL;
    scope_close(d, &bag);
    return world ? keep_instance(d, world) : NULL;
}

/* 0x01 vec(inlineexport) */
static bool instance_exports(component_decoder *d, reader *r)
{
    uint32_t count = read_count(r, 4, LIMIT_EXPORTS, "exports");
    component_named_ref *names = arena_array(d->arena, component_named_ref, count);
    arena_mark mark = arena_get_mark(&d->temp);
    extern_attributes *attributes = arena_array(&d->temp, extern_attributes, count);
    cextern *given = arena_array(&d->temp, cextern, count);
    if (!names || !attributes || !given)
        return error_memory(d->err);
    bool ok = reader_ok(r);
    for (uint32_t i = 0; i < count && ok; i++)
        if (!read_inline(d, r, &attributes[i], &names[i], &given[i]))
            ok = error_in(d->err, "export `%.*s`", TEXT_ARGS(names[i].name));
    const cextern *made = ok ? exports_type(d, attributes, given, count) : NULL;
    arena_reset(&d->temp, mark);
    return finish_instance(d, STEP_EXPORTS, 0, names, count, made);
}

/* instance ::= 0x00 c arg* | 0x01 export* */
bool component_arguments_instance(component_decoder *d, reader *r)
{
    uint8_t form = read_u8(r);
    if (!reader_ok(r))
        return false;
    if (form > 1)
        return scope_refuse_byte(r, form, "instance");
    return form == 0 ? instantiate(d, r) : instance_exports(d, r);
}
