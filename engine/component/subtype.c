/* Subtyping of value types, functions, instances and components. */
#include "engine/component/subtype.h"

#include "engine/component/substitute.h"

#include <inttypes.h>

/* One comparison: on which side of d->bound each hand looks its resources up. */
typedef struct match { component_decoder *d; int given, expected; uint32_t open; } match;

static const cresource *resolve(const match *m, int side, const cresource *r)
{
    const cresource *bound = substitute_bound(m->d, side, r);
    return bound ? bound : r;
}

/* ---- value types ---- */

static bool match_type(match *m, const ctype *given, const ctype *expected);

static bool is_primitive(const ctype *t)
{
    return t->kind <= CTYPE_ERROR_CONTEXT;
}

static bool refuse_kinds(match *m, const ctype *given, const ctype *expected)
{
    const char *g = ctype_kind_text(given->kind), *e = ctype_kind_text(expected->kind);
    if (is_primitive(expected) && is_primitive(given))
        return scope_refuse(m->d, "expected primitive `%s` found primitive `%s`", e, g);
    return scope_refuse(m->d, "expected %s%s, found %s%s", e, expected->kind == CTYPE_FIXED_LIST ? " of a fixed length" : "", g,
                        given->kind == CTYPE_FIXED_LIST ? " of a fixed length" : "");
}

static const char *parts_text(ctype_kind kind)
{
    return kind == CTYPE_RECORD ? "fields" : kind == CTYPE_VARIANT ? "cases" : "types";
}

static bool match_payload(match *m, const ctype *given, const ctype *expected, text_view name)
{
    if (expected && !given)
        return scope_refuse(m->d, "expected case `%.*s` to have a type, found none", TEXT_ARGS(name));
    if (given && !expected)
        return scope_refuse(m->d, "expected case `%.*s` to have no type, found %s", TEXT_ARGS(name), ctype_kind_text(given->kind));
    return !given || match_type(m, given, expected);
}

static bool refuse_name(match *m, ctype_kind kind, text_view given, text_view expected)
{
    if (kind == CTYPE_FLAGS || kind == CTYPE_ENUM)
        return scope_refuse(m->d, "mismatch in %s elements: expected `%.*s`, found `%.*s`", ctype_kind_text(kind), TEXT_ARGS(expected), TEXT_ARGS(given));
    return scope_refuse(m->d, "expected %s `%.*s`, found `%.*s`", kind == CTYPE_RECORD ? "field name" : "case named", TEXT_ARGS(expected), TEXT_ARGS(given));
}

static bool match_fields(match *m, const ctype *given, const ctype *expected)
{
    if (!scope_spend(m->d, given->count))
        return false;
    if (given->count != expected->count && (given->kind == CTYPE_FLAGS || given->kind == CTYPE_ENUM))
        return scope_refuse(m->d, "mismatch in %s elements: expected %" PRIu32 ", found %" PRIu32, ctype_kind_text(given->kind), expected->count, given->count);
    if (given->count != expected->count)
        return scope_refuse(m->d, "expected %" PRIu32 " %s, found %" PRIu32, expected->count, parts_text(given->kind), given->count);
    for (uint32_t i = 0; i < given->count; i++) {
        const cfield *g = &given->fields[i], *e = &expected->fields[i];
        if (!text_equal(g->name, e->name))
            return refuse_name(m, given->kind, g->name, e->name);
        if (match_payload(m, g->type, e->type, g->name))
            continue;
        if (given->kind == CTYPE_TUPLE)
            return error_in(m->d->err, "tuple field %" PRIu32, i);
        return error_in(m->d->err, "%s `%.*s`", given->kind == CTYPE_RECORD ? "record field" : "variant case", TEXT_ARGS(g->name));
    }
    return true;
}

/* The one part of a list, an option, a result's ok or error. */
static bool match_part(match *m, const ctype *given, const ctype *expected, const char *what)
{
    if (expected && !given)
        return scope_refuse(m->d, "expected %s type, but found none", what);
    if (given && !expected)
        return scope_refuse(m->d, "expected %s type to not be present, found %s", what, ctype_kind_text(given->kind));
    return !given || match_type(m, given, expected) || error_in(m->d->err, "the %s part", what);
}

static bool refuse_resource(match *m, const cresource *given, const cresource *expected)
{
    static const text_view nameless = TEXT_LITERAL("a resource without a name");
    text_view e = expected->name.size ? expected->name : nameless, g = given->name.size ? given->name : nameless;
    return scope_refuse(m->d, "resource types are not the same: `%.*s` and %s`%.*s`", TEXT_ARGS(e), text_equal(e, g) ? "another " : "", TEXT_ARGS(g));
}

static bool match_handle(match *m, const ctype *given, const ctype *expected)
{
    if (resolve(m, m->given, given->resource) == resolve(m, m->expected, expected->resource))
        return true;
    return refuse_resource(m, given->resource, expected->resource);
}

static bool match_parts(match *m, const ctype *given, const ctype *expected)
{
    switch (given->kind) {
    case CTYPE_RECORD: case CTYPE_VARIANT: case CTYPE_TUPLE: case CTYPE_FLAGS: case CTYPE_ENUM:
        return match_fields(m, given, expected);
    case CTYPE_OWN: case CTYPE_BORROW:
        return match_handle(m, given, expected);
    case CTYPE_RESULT:
        return match_part(m, given->element, expected->element, "ok") && match_part(m, given->other, expected->other, "err");
    case CTYPE_FIXED_LIST:
        if (given->length != expected->length)
            return scope_refuse(m->d, "expected a list of %" PRIu32 " elements, found one of %" PRIu32, expected->length, given->length);
        return match_type(m, given->element, expected->element);
    case CTYPE_MAP:
        return match_type(m, given->other, expected->other) && match_type(m, given->element, expected->element);
    case CTYPE_LIST: case CTYPE_OPTION:
        return match_type(m, given->element, expected->element);
    case CTYPE_STREAM: case CTYPE_FUTURE:
        return match_part(m, given->element, expected->element, "element");
    case CTYPE_BOOL: case CTYPE_S8: case CTYPE_U8: case CTYPE_S16: case CTYPE_U16: case CTYPE_S32: case CTYPE_U32: case CTYPE_S64:
    case CTYPE_U64: case CTYPE_F32: case CTYPE_F64: case CTYPE_CHAR: case CTYPE_STRING: case CTYPE_ERROR_CONTEXT: case CTYPE_KIND_COUNT:
        break;
    }
    return true;
}

static match_memo *memo_of(match *m, const void *a, const void *b)
{
    uint64_t hash = ((uint64_t)(uintptr_t)a * 31 + (uint64_t)(uintptr_t)b) * 0x9E3779B97F4A7C15u;
    return &m->d->memos[hash >> 56];
}

static bool match_type(match *m, const ctype *given, const ctype *expected)
{
    if (given == expected && !given->has_handles)
        return true;
    if (given->kind != expected->kind)
        return refuse_kinds(m, given, expected);
    if (is_primitive(given))
        return true;
    uint64_t when = given->has_handles || expected->has_handles ? m->d->when * 2 + (uint64_t)m->given : UINT64_MAX;
    match_memo *memo = memo_of(m, given, expected);
    if (memo->a == given && memo->b == expected && memo->when == when)
        return true;
    if (!match_parts(m, given, expected))
        return false;
    *memo = (match_memo){ given, expected, when };
    return true;
}

static bool match_func(match *m, const cfunc *given, const cfunc *expected)
{
    if (given->is_async != expected->is_async)
        return scope_refuse(m->d, "expected %s function, found %s", expected->is_async ? "an async" : "a sync", given->is_async ? "an async one" : "a sync one");
    if (given->param_count != expected->param_count)
        return scope_refuse(m->d, "expected %" PRIu32 " parameters, found %" PRIu32, expected->param_count, given->param_count);
    for (uint32_t i = 0; i < given->param_count; i++) {
        const cfield *g = &given->params[i], *e = &expected->params[i];
        if (!text_equal(g->name, e->name))
            return scope_refuse(m->d, "expected parameter named `%.*s`, found `%.*s`", TEXT_ARGS(e->name), TEXT_ARGS(g->name));
        if (!match_type(m, g->type, e->type))
            return error_in(m->d->err, "parameter `%.*s`", TEXT_ARGS(g->name));
    }
    if (!given->result != !expected->result)
        return scope_refuse(m->d, given->result ? "expected no result, found one" : "expected a result, found none");
    return !given->result || match_type(m, given->result, expected->result) || error_in(m->d->err, "the result");
}

/* ---- externs ---- */

static bool match_extern(match *m, const cextern *given, const cextern *expected);

static const char *kind_text(cextern_kind kind)
{
    switch (kind) {
    case CEXTERN_FUNC:       return "func";
    case CEXTERN_TYPE:       return "defined type";
    case CEXTERN_RESOURCE:   return "resource";
    case CEXTERN_INSTANCE:   return "instance";
    case CEXTERN_COMPONENT:  return "component";
    case CEXTERN_MODULE:     return "module";
    case CEXTERN_VALUE:      return "value";
    case CEXTERN_OTHER_TYPE: return "type";
    }
    return "";
}

static bool match_resource(match *m, const cresource *given, const cresource *expected)
{
    component_decoder *d = m->d;
    const cresource *is = resolve(m, m->given, given);
    if (!substitute_bound(d, m->expected, expected) && d->owners[expected->id].scope == m->open)
        return substitute_bind(d, m->expected, expected, is);
    if (is == resolve(m, m->expected, expected))
        return true;
    return refuse_resource(m, given, expected);
}

/* Most lists stand in one order on both sides: `likely` is looked at first. */
static uint32_t find_export(const world_type *given, text_view name, uint32_t likely)
{
    if (likely < given->externs.export_count && text_equal(given->externs.exports[likely].name, name))
        return likely;
    return given->exports ? name_index_find(given->exports, name) : NAME_NONE;
}

static bool match_instance(match *m, const world_type *given, const world_type *expected)
{
    bool is_timeless = !given->has_resources && !expected->has_resources;       /* what resources stand for is no matter */
    uint64_t when = is_timeless ? UINT64_MAX : m->d->when * 2 + (uint64_t)m->given;
    match_memo *memo = memo_of(m, given, expected);
    if (memo->a == given && memo->b == expected && memo->when == when)
        return true;
    for (uint32_t i = 0, next = 0; i < expected->externs.export_count; i++) {
        const cextern *e = &expected->externs.exports[i];
        uint32_t at = find_export(given, e->name, next);
        if (at == NAME_NONE)
            return scope_refuse(m->d, "missing expected export `%.*s`", TEXT_ARGS(e->name));
        next = at + 1;
        if (!match_extern(m, &given->externs.exports[at], e))
            return error_in(m->d->err, "export `%.*s`", TEXT_ARGS(e->name));
    }
    *memo = (match_memo){ given, expected, is_timeless ? UINT64_MAX : m->d->when * 2 + (uint64_t)m->given };
    return true;
}

/* A type's own resources stand for themselves, not for what meets them later. */
static bool bind_self(match *m, int side, uint32_t owner, const cextern *externs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const cextern *x = &externs[i];
        if (x->kind == CEXTERN_INSTANCE && !bind_self(m, side, owner, x->instance->exports, x->instance->export_count))
            return false;
        if (x->kind == CEXTERN_RESOURCE && m->d->owners[x->resource->id].scope == owner && !substitute_bound(m->d, side, x->resource)
            && !substitute_bind(m->d, side, x->resource, x->resource))
            return false;
    }
    return true;
}

/* Imports the other way round: what the expected type imports must do for the given one. */
static bool match_imports(match *m, const world_type *given, const world_type *expected)
{
    match turned = { m->d, m->expected, m->given, given->scope };
    if (!bind_self(m, m->expected, expected->scope, expected->externs.imports, expected->externs.import_count))
        return false;
    for (uint32_t i = 0; i < given->externs.import_count; i++) {
        const cextern *g = &given->externs.imports[i];
        uint32_t at = expected->imports ? name_index_find(expected->imports, g->name) : NAME_NONE;
        if (at == NAME_NONE)
            return scope_refuse(m->d, "missing expected import `%.*s`: the component given needs it", TEXT_ARGS(g->name));
        if (!match_extern(&turned, &expected->externs.imports[at], g))
            return error_in(m->d->err, "import `%.*s`", TEXT_ARGS(g->name));
    }
    return true;
}

static bool match_component(match *m, const world_type *given, const world_type *expected)
{
    if (given == expected && !given->has_own && given->lowest >= given->level)
        return true;
    uint32_t mark = substitute_mark(m->d);
    match inner = { m->d, m->given, m->expected, expected->scope };
    bool ok = match_imports(m, given, expected) && match_instance(&inner, given, expected);
    substitute_undo(m->d, mark);
    return ok;
}

static bool match_module(match *m, const core_module_type *given, const core_module_type *expected)
{
    if (!scope_spend(m->d, given->type.import_count + expected->type.export_count))
        return false;
    for (uint32_t i = 0; i < given->type.import_count; i++) {
        const ccore_extern *g = &given->type.imports[i];
        uint32_t at = expected->imports ? name_index_find_pair(expected->imports, g->module, g->name) : NAME_NONE;
        if (at == NAME_NONE)
            return scope_refuse(m->d, "missing expected import `%.*s::%.*s`", TEXT_ARGS(g->module), TEXT_ARGS(g->name));
        if (!subtype_core(m->d, &expected->type.imports[at].type, &g->type))
            return error_in(m->d->err, "import `%.*s::%.*s`", TEXT_ARGS(g->module), TEXT_ARGS(g->name));
    }
    for (uint32_t i = 0; i < expected->type.export_count; i++) {
        const ccore_extern *e = &expected->type.exports[i];
        uint32_t at = given->exports ? name_index_find(given->exports, e->name) : NAME_NONE;
        if (at == NAME_NONE)
            return scope_refuse(m->d, "missing expected export `%.*s`", TEXT_ARGS(e->name));
        if (!subtype_core(m->d, &given->type.exports[at].type, &e->type))
            return error_in(m->d->err, "export `%.*s`", TEXT_ARGS(e->name));
    }
    return true;
}

static bool match_other(match *m, const type_entry *given, const type_entry *expected)
{
    if (given->kind != expected->kind)
        return scope_refuse(m->d, "type mismatch: a type of one kind is given where one of another is expected");
    if (given->kind == TYPE_FUNC)
        return match_func(m, &given->func->func, &expected->func->func);
    if (given->kind == TYPE_COMPONENT)
        return match_component(m, given->world, expected->world);
    uint32_t mark = substitute_mark(m->d);
    match inner = { m->d, m->given, m->expected, expected->world->scope };
    bool ok = bind_self(m, m->given, given->world->scope, given->world->externs.exports, given->world->externs.export_count)
           && match_instance(&inner, given->world, expected->world);
    substitute_undo(m->d, mark);
    return ok;
}

static bool match_extern(match *m, const cextern *given, const cextern *expected)
{
    if (!scope_spend(m->d, expected->kind == CEXTERN_FUNC ? 1 + expected->func->param_count : 1))
        return false;
    if (given->kind != expected->kind && expected->kind == CEXTERN_TYPE && expected->type->kind <= CTYPE_ERROR_CONTEXT)
        return scope_refuse(m->d, "expected defined type, found %s: primitive `%s`", kind_text(given->kind), ctype_kind_text(expected->type->kind));
    if (given->kind != expected->kind)
        return scope_refuse(m->d, "expected %s, found %s", kind_text(expected->kind), kind_text(given->kind));
    switch (expected->kind) {
    case CEXTERN_FUNC:       return match_func(m, given->func, expected->func);
    case CEXTERN_TYPE:
    case CEXTERN_VALUE:      return match_type(m, given->type, expected->type);
    case CEXTERN_RESOURCE:   return match_resource(m, given->resource, expected->resource);
    case CEXTERN_INSTANCE:   return match_instance(m, (const world_type *)given->instance, (const world_type *)expected->instance);
    case CEXTERN_COMPONENT:  return match_component(m, (const world_type *)given->component, (const world_type *)expected->component);
    case CEXTERN_MODULE:     return match_module(m, (const core_module_type *)given->module, (const core_module_type *)expected->module);
    case CEXTERN_OTHER_TYPE: return match_other(m, given->other, expected->other);
    }
    return false;
}

bool subtype_extern(component_decoder *d, const cextern *given, const cextern *expected, uint32_t open)
{
    return match_extern(&(match){ d, 0, 1, open }, given, expected);
}
