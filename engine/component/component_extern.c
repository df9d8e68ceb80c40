/* Imports and exports: names, their attributes, their types
 * (component model, Binary.md, "Import and Export Definitions"). */
#include "engine/component/component_parts.h"

#include "engine/base/limits.h"
#include "engine/component/component_names.h"
#include "engine/component/substitute.h"
#include "engine/component/subtype.h"
#include "engine/component/visible.h"

#include <inttypes.h>

/* ---- names ---- */

/* attribute ::= 0x00 interfacename | 0x01 semversuffix | 0x02 name */
static bool read_attribute(component_decoder *d, reader *r, extern_attributes *name, uint8_t *seen)
{
    static const char *const texts[] = { "implements", "versionsuffix", "external-id" };
    uint8_t kind = read_u8(r);
    if (!reader_ok(r))
        return false;
    if (kind > 2)
        return scope_refuse_byte(r, kind, "name option");
    if (*seen & 1u << kind)
        return scope_refuse(d, "duplicate '%s' option in name", texts[kind]);
    *seen |= (uint8_t)(1u << kind);
    text_view text = read_name(r);
    if (!reader_ok(r))
        return false;
    if (kind == 1)
        return error_set(d->err, ERROR_UNSUPPORTED, d->at, "version suffixes of names are not supported here");
    if (kind == 2)
        name->external_id = text;
    if (kind == 0) {
        name->implements = text;
        return component_names_check_interface(text, d->at, d->err);
    }
    return true;
}

/* nameattributes ::= 0x00 name | 0x01 name | 0x02 name vec(attribute) */
bool component_extern_name(component_decoder *d, reader *r, extern_attributes *name)
{
    uint8_t form = read_u8(r), seen = 0;
    *name = (extern_attributes){ 0 };
    if (!reader_ok(r))
        return false;
    if (form > 2)
        return scope_refuse_byte(r, form, "component name");
    name->name = read_name(r);
    if (!reader_ok(r) || form < 2)
        return reader_ok(r);
    if (!scope_feature(d, COMPONENT_IMPLEMENTS, "a name with attributes"))
        return false;
    uint32_t count = read_count(r, 2, 16, "attributes of a name");
    for (uint32_t i = 0; i < count; i++)
        if (!read_attribute(d, r, name, &seen))
            return false;
    return reader_ok(r);
}

/* The resource that a constructor, method or static function is of must be
 * known by that name on this side (Binary.md, notes on imports and exports). */

static uint64_t label_key(text_view label)
{
    uint64_t hash = 1469598103934665603u;
    for (size_t i = 0; i < label.size; i++) {
        char c = label.bytes[i];
        hash = (hash ^ (uint8_t)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)) * 1099511628211u;
    }
    return hash << 2 | 2;          /* neither an address nor a visible_key */
}

static const cextern *named_extern(const component_decoder *d, int side, uint64_t key)
{
    uint64_t at = key_map_get(&d->scope->named[side], key);
    const cextern *externs = side == VISIBLE_IMPORT ? d->scope->imports : d->scope->exports;
    return at ? &externs[at - 1] : NULL;
}

static bool check_owner(component_decoder *d, int side, const extern_name *name, const ctype *handle)
{
    const cextern *x = named_extern(d, side, visible_key(handle->resource, handle->alias));
    if (!x)
        return scope_refuse(d, "`%.*s`: resource used in function does not have a name in this context", TEXT_ARGS(name->whole));
    if (!component_names_same_label(x->name, name->resource))
        return scope_refuse(d, "`%.*s`: function does not match expected resource name `%.*s`: the resource of its type is called so, and not `%.*s`",
                            TEXT_ARGS(name->whole), TEXT_ARGS(x->name), TEXT_ARGS(name->resource));
    return true;
}

static bool check_constructor(component_decoder *d, int side, const extern_name *name, const cfunc *func)
{
    const ctype *result = func->result;
    if (func->is_async)
        return scope_refuse(d, "`%.*s`: a constructor cannot be async", TEXT_ARGS(name->whole));
    if (!result)
        return scope_refuse(d, "`%.*s`: function should return one value", TEXT_ARGS(name->whole));
    if (result->kind == CTYPE_RESULT)
        result = result->element;
    if (!result || result->kind != CTYPE_OWN)
        return scope_refuse(d, "`%.*s`: function should return `(own $T)` or `(result (own $T))`", TEXT_ARGS(name->whole));
    return check_owner(d, side, name, result);
}

static bool check_method(component_decoder *d, int side, const extern_name *name, const cfunc *func)
{
    if (!func->param_count)
        return scope_refuse(d, "`%.*s`: function should have at least one argument", TEXT_ARGS(name->whole));
    if (!text_is(func->params[0].name, "self"))
        return scope_refuse(d, "`%.*s`: function should have a first argument called `self`", TEXT_ARGS(name->whole));
    if (func->params[0].type->kind != CTYPE_BORROW)
        return scope_refuse(d, "`%.*s`: function should take a first argument of `(borrow $T)`", TEXT_ARGS(name->whole));
    return check_owner(d, side, name, func->params[0].type);
}

static bool check_annotation(component_decoder *d, int side, const extern_name *name, const cextern *external)
{
    if (name->kind == NAME_PLAIN || name->kind == NAME_INTERFACE)
        return true;
    if (external->kind != CEXTERN_FUNC)
        return scope_refuse(d, "`%.*s` is not a func", TEXT_ARGS(name->whole));
    if (name->kind == NAME_CONSTRUCTOR)
        return check_constructor(d, side, name, external->func);
    if (name->kind == NAME_METHOD)
        return check_method(d, side, name, external->func);
    const cextern *x = named_extern(d, side, label_key(name->resource));
    if (!x || !component_names_same_label(x->name, name->resource))
        return scope_refuse(d, "`%.*s`: static resource name is not known in this context", TEXT_ARGS(name->whole));
    return true;
}

static bool check_implements(component_decoder *d, const extern_attributes *name, const extern_name *parts, const cextern *external)
{
    if (!name->implements.size)
        return true;
    if (external->kind != CEXTERN_INSTANCE)
        return scope_refuse(d, "only instances can have an `implements`");
    return parts->kind != NAME_INTERFACE
        || scope_refuse(d, "name `%.*s` is not valid with `implements`", TEXT_ARGS(name->name));
}

/* ---- adding to the scope ---- */

static bool count_size(component_decoder *d, const cextern *x)
{
    scope *s = d->scope;
    uint32_t size = 0, depth = 0;
    switch (x->kind) {
    case CEXTERN_FUNC:      size = ((const func_type *)x->func)->size;                                   break;
    case CEXTERN_TYPE:
    case CEXTERN_VALUE:     size = x->type->leaves;                                                      break;
    case CEXTERN_INSTANCE:
    case CEXTERN_COMPONENT:
        size = ((const world_type *)x->instance)->size;
        depth = ((const world_type *)x->instance)->depth;
        break;
    case CEXTERN_OTHER_TYPE:
        size = x->other->kind == TYPE_FUNC ? x->other->func->size : x->other->world->size;
        depth = x->other->kind == TYPE_FUNC ? 0 : x->other->world->depth;
        break;
    case CEXTERN_MODULE:    size = x->module->import_count + x->module->export_count;                    break;
    case CEXTERN_RESOURCE:  break;
    }
    s->size += size + 1;
    s->depth = depth > s->depth ? (uint8_t)depth : s->depth;
    if (s->size > LIMIT_TYPE_SIZE)
        return error_set(d->err, ERROR_LIMIT, d->at, "effective type size exceeds the limit of %d: what is imported and exported up to `%.*s` has %" PRIu64 " parts",
                         LIMIT_TYPE_SIZE, TEXT_ARGS(x->name), s->size);
    if (s->depth >= LIMIT_TYPE_DEPTH)
        return error_set(d->err, ERROR_LIMIT, d->at, "type nesting is too deep: more than %d instances in instances", LIMIT_TYPE_DEPTH);
    return true;
}

static bool register_resource(component_decoder *d, int side, const cextern *x, uint32_t number)
{
    key_map *named = &d->scope->named[side];
    if (x->kind != CEXTERN_RESOURCE || d->scope->is_bag)
        return true;
    return (key_map_put(named, d->scratch, label_key(x->name), number + 1)
            && key_map_put(named, d->scratch, visible_key(x->resource, x->alias), number + 1)) || error_memory(d->err);
}

bool component_extern_add(component_decoder *d, int side, const extern_attributes *name, cextern *external)
{
    scope *s = d->scope;
    extern_name parts;
    external->name = name->name;
    external->implements = name->implements;
    external->external_id = name->external_id;
    if (!component_names_parse(name->name, &parts, d->at, d->err))
        return false;
    if (!check_implements(d, name, &parts, external) || !check_annotation(d, side, &parts, external) || !count_size(d, external))
        return false;
    if (!visible_register(d, side, external))
        return false;
    uint32_t number = side == VISIBLE_IMPORT ? s->import_count : s->export_count;
    bool room = side == VISIBLE_IMPORT ? budget_room(d->scratch, s->imports, s->import_room, number)
                                       : budget_room(d->scratch, s->exports, s->export_room, number);
    if (!room)
        return error_memory(d->err);
    if (side == VISIBLE_IMPORT)
        s->imports[s->import_count++] = *external;
    else
        s->exports[s->export_count++] = *external;
    return register_resource(d, side, external, number);
}

/* ---- types ---- */

/* A type under a new name: equal to the old one, but one that can be told from it. */
static bool renew_type(component_decoder *d, text_view name, cextern *external)
{
    if (external->kind == CEXTERN_RESOURCE) {
        d->referenced = visible_key(external->resource, external->alias);
        external->alias = ++d->alias_count;
    }
    if (external->kind != CEXTERN_TYPE)
        return true;
    ctype *t = arena_new(d->arena, ctype);
    if (!t)
        return error_memory(d->err);
    d->referenced = visible_type_key(external->type);
    *t = *external->type;
    t->name = name;
    if (!t->root)
        t->root = ++d->alias_count;
    external->type = t;
    return true;
}

/* typebound ::= 0x00 i:typeidx | 0x01 */
static bool read_type_bound(component_decoder *d, reader *r, text_view name, cextern *external)
{
    uint8_t bound = read_u8(r);
    if (!reader_ok(r))
        return false;
    if (bound > 1)
        return scope_refuse_byte(r, bound, "type bound");
    if (bound == 0) {
        uint32_t index = read_u32(r);
        return reader_ok(r) && scope_extern(d, SORT_TYPE, index, external) && renew_type(d, name, external);
    }
    cresource *fresh = scope_resource(d);
    if (!fresh)
        return false;
    fresh->name = name;
    *external = (cextern){ .kind = CEXTERN_RESOURCE, .resource = fresh, .alias = ++d->alias_count };
    return true;
}

static bool read_world_type(component_decoder *d, uint32_t index, type_entry_kind wanted, cextern *external)
{
    const type_entry *entry = scope_type(d, index);
    if (!entry)
        return false;
    if (entry->kind != wanted)
        return scope_refuse_type(d, index, wanted == TYPE_FUNC ? "a function" : wanted == TYPE_INSTANCE ? "an instance" : "a component");
    if (wanted == TYPE_FUNC) {
        *external = (cextern){ .kind = CEXTERN_FUNC, .func = &entry->func->func };
        return true;
    }
    *external = (cextern){ .kind = CEXTERN_COMPONENT, .component = &entry->world->externs };
    if (wanted == TYPE_COMPONENT)
        return true;
    const world_type *fresh = substitute_fresh(d, entry->world);
    if (!fresh)
        return false;
    external->kind = CEXTERN_INSTANCE;
    external->instance = &fresh->externs;
    return true;
}

/* 0x00 0x11 i:core:typeidx */
static bool read_module_type(component_decoder *d, reader *r, cextern *external)
{
    uint8_t sort = read_u8(r);
    if (!reader_ok(r))
        return false;
    if (sort != 0x11)
        return scope_refuse_byte(r, sort, "component external kind");
    uint32_t index = read_u32(r);
    if (!reader_ok(r) || !scope_check(d, SORT_CORE_TYPE, index))
        return false;
    const core_module_type *module = d->scope->core_types[index].module;
    if (!module)
        return scope_refuse(d, "core type index %" PRIu32 " is not a module type: it is a type of its code", index);
    *external = (cextern){ .kind = CEXTERN_MODULE, .module = &module->type };
    return true;
}

/* externtype */
static bool read_type(component_decoder *d, reader *r, text_view name, cextern *external)
{
    static const type_entry_kind wanted[] = { [1] = TYPE_FUNC, [4] = TYPE_COMPONENT, [5] = TYPE_INSTANCE };
    uint8_t kind = read_u8(r);
    if (!reader_ok(r))
        return false;
    if (kind == 0x00)
        return read_module_type(d, r, external);
    if (kind == 0x02)
        return error_set(d->err, ERROR_UNSUPPORTED, d->at, "imported and exported values are not supported here");
    if (kind == 0x03)
        return read_type_bound(d, r, name, external);
    if (kind > 0x05)
        return scope_refuse_byte(r, kind, "component external kind");
    uint32_t index = read_u32(r);
    return reader_ok(r) && read_world_type(d, index, wanted[kind], external);
}

/* An instance under an interface's name: its resources are that interface's,
 * unless they were imported before (numbers below `first`). */
static bool name_instance(component_decoder *d, text_view name, uint32_t first, cextern *external)
{
    const world_type *from = (const world_type *)external->instance;
    world_type *w = arena_new(d->arena, world_type);
    if (!w)
        return error_memory(d->err);
    *w = *from;
    w->externs.name = name;
    external->instance = &w->externs;
    for (uint32_t i = 0; i < w->externs.export_count; i++) {
        const cextern *x = &w->externs.exports[i];
        if (x->kind != CEXTERN_RESOURCE || x->resource->interface_name.size || (x->resource->id < first && d->owners[x->resource->id].is_imported))
            continue;
        cresource *r = (cresource *)x->resource;
        r->name = x->name;
        r->interface_name = name;
    }
    return true;
}

static bool name_extern(component_decoder *d, text_view name, uint32_t first, cextern *external)
{
    if (external->kind == CEXTERN_RESOURCE && !external->resource->name.size)
        ((cresource *)external->resource)->name = name;
    return external->kind != CEXTERN_INSTANCE || name_instance(d, name, first, external);
}

static bool step_extern(component_decoder *d, component_step_kind kind, uint32_t target, const cextern *external)
{
    component_step *step = scope_step(d, kind, scope_sort_of(external));
    if (!step)
        return false;
    step->name = external->name;
    step->target = target;
    if (external->kind == CEXTERN_RESOURCE)
        step->resource = external->resource;
    return true;         /* `external` is set when the component's world is made */
}

/* What an import speaks of comes from imports: no import may be equal to a
 * resource that is made here, or to a type that an export named. */
static bool check_imported(component_decoder *d, const cextern *x)
{
    if (d->referenced && visible_only_exported(d, d->referenced))
        return scope_refuse(d, "type not valid to be used as import: an import cannot refer to a type that is named by an export");
    d->referenced = 0;
    if (x->kind == CEXTERN_INSTANCE)
        for (uint32_t i = 0; i < x->instance->export_count; i++)
            if (!check_imported(d, &x->instance->exports[i]))
                return false;
    if (x->kind != CEXTERN_RESOURCE)
        return true;
    const resource_owner *owner = &d->owners[x->resource->id];
    return owner->scope != d->scope->id || owner->is_imported
        || scope_refuse(d, "local resource type found in imports: `%.*s` is defined or exported here", TEXT_ARGS(x->name));
}

static bool mark_imported(component_decoder *d, uint32_t first, const cextern *external)
{
    for (uint32_t id = first; id < d->resource_count; id++)
        d->owners[id].is_imported |= d->owners[id].scope == d->scope->id;
    return check_imported(d, external);
}

/* By its name, or by its number where the name could not be read. */
static bool error_in_extern(component_decoder *d, const char *port, text_view name, uint32_t number)
{
    return name.bytes ? error_in(d->err, "%s `%.*s`", port, TEXT_ARGS(name)) : error_in(d->err, "%s %" PRIu32, port, number);
}

/* import ::= nameattributes externtype */
bool component_extern_import(component_decoder *d, reader *r)
{
    extern_attributes name;
    cextern external;
    uint32_t first = d->resource_count ? d->resource_count : 1;
    d->referenced = 0;
    bool ok = component_extern_name(d, r, &name) && read_type(d, r, name.name, &external) && reader_ok(r)
        && mark_imported(d, first, &external) && name_extern(d, name.name, first, &external)
        && component_extern_add(d, VISIBLE_IMPORT, &name, &external)
        && scope_add_extern(d, &external) && step_extern(d, STEP_IMPORT, 0, &external);
    return ok || error_in_extern(d, "import", name.name, d->scope->import_count);
}

/* exportdecl ::= nameattributes externtype */
bool component_extern_export_decl(component_decoder *d, reader *r)
{
    extern_attributes name;
    cextern external;
    uint32_t first = d->resource_count ? d->resource_count : 1;
    bool ok = component_extern_name(d, r, &name) && read_type(d, r, name.name, &external) && reader_ok(r)
        && name_extern(d, name.name, first, &external)
        && component_extern_add(d, VISIBLE_EXPORT, &name, &external) && scope_add_extern(d, &external);
    return ok || error_in_extern(d, "export", name.name, d->scope->export_count);
}

/* core sort or sort; SORT_COUNT: refused */
component_sort component_extern_sort(component_decoder *d, reader *r, const char *what)
{
    static const component_sort sorts[] = { SORT_COUNT, SORT_FUNC, SORT_VALUE, SORT_TYPE, SORT_COMPONENT, SORT_INSTANCE };
    static const component_sort core_sorts[] = { SORT_CORE_FUNC, SORT_CORE_TABLE, SORT_CORE_MEMORY, SORT_CORE_GLOBAL, SORT_CORE_TAG };
    uint8_t byte = read_u8(r);
    if (reader_ok(r) && byte == 0x00) {
        byte = read_u8(r);
        if (byte < COUNT_OF(core_sorts))
            return reader_ok(r) ? core_sorts[byte] : SORT_COUNT;
        if (byte >= 0x10 && byte <= 0x12)
            return byte == 0x10 ? SORT_CORE_TYPE : byte == 0x11 ? SORT_CORE_MODULE : SORT_CORE_INSTANCE;
    } else if (byte < COUNT_OF(sorts)) {
        if (byte == 0x02)
            error_set(d->err, ERROR_UNSUPPORTED, d->at, "value definitions are not supported here");
        return reader_ok(r) ? sorts[byte] : SORT_COUNT;
    }
    if (reader_ok(r))
        scope_refuse_byte(r, byte, what);
    return SORT_COUNT;
}

/* et?:<externtype>? of an export: what is exported may be made less than it is. */
static bool read_ascription(component_decoder *d, reader *r, text_view name, cextern *external)
{
    uint8_t flag = read_u8(r);
    if (!reader_ok(r))
        return false;
    if (flag > 1)
        return scope_refuse_byte(r, flag, "optional component export type");
    if (flag == 0)
        return renew_type(d, name, external);
    cextern ascribed;
    if (!read_type(d, r, name, &ascribed))
        return false;
    uint32_t mark = substitute_mark(d);
    bool ok = subtype_extern(d, external, &ascribed, d->scope->id);
    substitute_undo(d, mark);
    *external = ascribed;
    return ok || error_in(d->err, "ascribed type of export is not compatible with what is exported");
}

/* export ::= nameattributes sortidx et?:<externtype>? */
bool component_extern_export(component_decoder *d, reader *r)
{
    extern_attributes name;
    cextern external;
    if (!component_extern_name(d, r, &name))
        return error_in_extern(d, "export", name.name, d->scope->export_count);
    component_sort sort = component_extern_sort(d, r, "component external kind");
    uint32_t index = sort == SORT_COUNT ? 0 : read_u32(r);
    uint32_t first = d->resource_count ? d->resource_count : 1;
    bool ok = reader_ok(r) && scope_extern(d, sort, index, &external) && read_ascription(d, r, name.name, &external) && reader_ok(r)
        && name_extern(d, name.name, first, &external)
        && component_extern_add(d, VISIBLE_EXPORT, &name, &external)
        && scope_add_extern(d, &external) && step_extern(d, STEP_EXPORT, index, &external);
    return ok || error_in_extern(d, "export", name.name, d->scope->export_count);
}
