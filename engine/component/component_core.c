/* Core modules inside a component, and core types
 * (component model, Binary.md, "Type Definitions", core:deftype). */
#include "engine/component/component_parts.h"

#include "engine/base/limits.h"
#include "engine/wasm/decode.h"

#include <inttypes.h>

/* ---- modules ---- */

static wasm_type canonical(wasm_type type, const uint32_t *ids)
{
    if (!wasm_type_is_ref(type) || !wasm_type_is_indexed(type))
        return type;
    return wasm_ref_indexed(wasm_type_is_nullable(type), ids[wasm_type_index(type)]);
}

static wasm_extern_type canonical_extern(wasm_extern_type type, const uint32_t *ids)
{
    switch (type.kind) {
    case WASM_FUNC: case WASM_TAG: type.type_index = ids[type.type_index];                     break;
    case WASM_TABLE:               type.table.element = canonical(type.table.element, ids);    break;
    case WASM_GLOBAL:              type.global.type = canonical(type.global.type, ids);        break;
    case WASM_MEMORY:              break;
    }
    return type;
}

/* The indices of a module type, and the rule that names are unique. */
static bool index_module(component_decoder *d, core_module_type *t)
{
    if (t->type.import_count) {
        name_index *x = arena_new(d->arena, name_index);
        name_items items = { &t->type.imports[0].module, sizeof(ccore_extern), t->type.import_count, true };
        if (!x || !name_index_open(x, d->arena, d->scratch, items))
            return error_memory(d->err);
        t->imports = x;
        uint32_t twice = name_index_twice(x);
        if (twice != NAME_NONE)
            return scope_refuse(d, "duplicate import name `%.*s:%.*s`", TEXT_ARGS(t->type.imports[twice].module), TEXT_ARGS(t->type.imports[twice].name));
    }
    if (t->type.export_count) {
        name_index *x = arena_new(d->arena, name_index);
        name_items items = { &t->type.exports[0].name, sizeof(ccore_extern), t->type.export_count, false };
        if (!x || !name_index_open(x, d->arena, d->scratch, items))
            return error_memory(d->err);
        t->exports = x;
        uint32_t twice = name_index_twice(x);
        if (twice != NAME_NONE)
            return scope_refuse(d, "export name `%.*s` already defined", TEXT_ARGS(t->type.exports[twice].name));
    }
    return true;
}

static bool type_module(component_decoder *d, const wasm_module *m, const uint32_t *ids, core_module_type *t)
{
    ccore_extern *imports = arena_array(d->arena, ccore_extern, m->import_count);
    ccore_extern *exports = arena_array(d->arena, ccore_extern, m->export_count);
    if (!imports || !exports)
        return error_memory(d->err);
    for (uint32_t i = 0; i < m->import_count; i++)
        imports[i] = (ccore_extern){ m->imports[i].module, m->imports[i].name, canonical_extern(m->imports[i].type, ids) };
    for (uint32_t i = 0; i < m->export_count; i++)
        exports[i] = (ccore_extern){ { 0 }, m->exports[i].name, canonical_extern(module_export_type(m, &m->exports[i]), ids) };
    t->type = (ccore_type){ m->import_count, m->export_count, imports, exports };
    return index_module(d, t);
}

/* core:module ::= the bytes of the section */
bool component_core_module(component_decoder *d, reader *r, wasm_module **module)
{
    size_t size = reader_left(r);
    uint64_t offset = reader_offset(r);
    const uint8_t *bytes = read_bytes(r, size);
    if (++d->module_count > LIMIT_COMPONENT_MODULES)
        return error_set(d->err, ERROR_LIMIT, d->at, "more than %d core modules", LIMIT_COMPONENT_MODULES);
    wasm_module *m = bytes ? decode_module(d->arena, bytes, size, offset, d->err) : NULL;
    if (!m || !validate_module(m, d->scratch, d->err))
        return error_in(d->err, "core module %" PRIu32, d->scope->module_count);

    core_module_type *t = arena_new(d->arena, core_module_type);
    uint32_t *ids = budget_alloc(d->scratch, m->type_count * sizeof *ids);
    bool ok = (t && (ids || !m->type_count) && type_registry_enter(&d->core, m, ids)) || error_memory(d->err);
    ok = ok && type_module(d, m, ids, t);
    budget_free(d->scratch, ids, m->type_count * sizeof *ids);
    *module = m;
    return ok ? scope_add_module(d, t) : error_in(d->err, "core module %" PRIu32, d->scope->module_count);
}

/* ---- core types ---- */

/* A recursion group while it is read: its types follow the scope's in the index space. */
typedef struct core_group { component_decoder *d; reader *r; uint32_t first, count; } core_group;

static bool core_type_id(const core_group *g, uint32_t index, uint32_t *id)
{
    const scope *s = g->d->scope;
    if (index >= s->core_type_count && index - s->core_type_count < g->count) {
        *id = g->first + (index - s->core_type_count);
        return true;
    }
    if (!scope_check(g->d, SORT_CORE_TYPE, index))
        return false;
    *id = s->core_types[index].id;
    return !s->core_types[index].module || scope_refuse(g->d, "core type index %" PRIu32 " is a module type", index);
}

static wasm_type read_value(const core_group *g, bool storage)
{
    reader *r = g->r;
    uint32_t id;
    if (storage && reader_left(r) && (*r->next == WASM_I8 || *r->next == WASM_I16))
        return read_u8(r);
    wasm_type type = type_read(r);
    if (!reader_ok(r) || !wasm_type_is_ref(type) || !wasm_type_is_indexed(type))
        return type;
    return core_type_id(g, wasm_type_index(type), &id) ? wasm_ref_indexed(wasm_type_is_nullable(type), id) : type;
}

static const wasm_type *read_values(const core_group *g, uint32_t most, uint32_t *count, uint32_t *slots)
{
    uint32_t n = read_count(g->r, 1, most, "parameters or results");
    wasm_type *types = arena_array(&g->d->core.arena, wasm_type, n);
    if (!types) {
        error_memory(g->d->err);
        return NULL;
    }
    for (uint32_t i = 0; i < n && reader_ok(g->r); i++) {
        types[i] = read_value(g, false);
        *slots += wasm_type_slots(types[i]);
    }
    *count = n;
    return types;
}

static bool read_core_fields(const core_group *g, wasm_deftype *t)
{
    uint32_t n = t->kind == COMPOSITE_ARRAY ? 1 : read_count(g->r, 2, LIMIT_STRUCT_FIELDS, "fields");
    wasm_field *fields = arena_array(&g->d->core.arena, wasm_field, n);
    if (!fields)
        return error_memory(g->d->err);
    for (uint32_t i = 0; i < n && reader_ok(g->r); i++) {
        fields[i].type = read_value(g, true);
        uint8_t mutability = read_u8(g->r);
        if (mutability > 1)
            return scope_refuse_byte(g->r, mutability, "mutability of a field");
        fields[i].is_mutable = mutability;
    }
    t->fields = fields;
    t->field_count = n;
    return reader_ok(g->r);
}

static bool read_super(const core_group *g, wasm_deftype *t)
{
    uint32_t count = read_count(g->r, 1, 1, "supertypes"), id;
    if (!count)
        return reader_ok(g->r);
    uint32_t index = read_u32(g->r);
    if (!reader_ok(g->r) || !core_type_id(g, index, &id))
        return false;
    if (id >= g->d->core.count)
        return scope_refuse(g->d, "a supertype stands before its subtypes");
    type_set_super(g->d->core.types, t, &g->d->core.types[id]);
    if (t->depth > LIMIT_SUBTYPING_DEPTH)
        return scope_refuse(g->d, "subtypes of subtypes more than %d deep", LIMIT_SUBTYPING_DEPTH);
    return true;
}

/* subtype ::= 0x50 vec(typeidx) comptype | 0x4F vec(typeidx) comptype | comptype */
static bool read_subtype(const core_group *g)
{
    wasm_deftype t = { .is_final = true, .super = WASM_NO_SUPER, .jump = g->d->core.count, .group_start = g->first, .group_count = g->count };
    t.canonical = g->d->core.count;
    uint8_t byte = read_u8(g->r);
    if (byte == 0x50 || byte == 0x4F) {
        t.is_final = byte == 0x4F;
        if (!read_super(g, &t))
            return false;
        byte = read_u8(g->r);
    }
    if (!reader_ok(g->r))
        return false;
    if (byte == 0x60) {
        t.kind = COMPOSITE_FUNC;
        t.func.params = read_values(g, LIMIT_PARAMS, &t.func.param_count, &t.func.param_slots);
        t.func.results = read_values(g, LIMIT_RESULTS, &t.func.result_count, &t.func.result_slots);
    } else if (byte == 0x5E || byte == 0x5F) {
        t.kind = byte == 0x5E ? COMPOSITE_ARRAY : COMPOSITE_STRUCT;
        if (!read_core_fields(g, &t))
            return false;
    } else {
        return scope_refuse_byte(g->r, byte, "type definition");
    }
    g->d->core.types[g->d->core.count++] = t;
    return reader_ok(g->r);
}

static bool check_super(component_decoder *d, const wasm_deftype *t)
{
    if (t->super == WASM_NO_SUPER)
        return true;
    const wasm_deftype *super = &d->core.types[t->super];
    if (super->is_final)
        return scope_refuse(d, "sub type must match super type: core type %" PRIu32 " is final, it can have no sub type", t->super);
    return type_composite_matches(d->core.types, t, super)
        || scope_refuse(d, "sub type must match super type: it has other parts than core type %" PRIu32, t->super);
}

/* rectype ::= 0x4E vec(subtype) | subtype */
static bool read_group(component_decoder *d, reader *r)
{
    core_group g = { d, r, d->core.count, 1 };
    if (reader_left(r) && *r->next == 0x4E) {
        r->next++;
        g.count = read_count(r, 2, LIMIT_TYPES, "types of a recursion group");
    }
    if (!reader_ok(r) || !type_registry_reserve(&d->core, g.count))
        return reader_ok(r) && error_memory(d->err);
    for (uint32_t i = 0; i < g.count; i++)
        if (!read_subtype(&g))
            return false;
    if (!type_registry_end_group(&d->core, g.count))
        return error_memory(d->err);
    bool ok = true;
    for (uint32_t i = 0; i < g.count && ok; i++)
        ok = check_super(d, &d->core.types[g.first + i]) && scope_add_core_type(d, (core_type_entry){ .id = d->core.types[g.first + i].canonical });
    if (ok && g.count && d->core.types[g.first].canonical != g.first)
        d->core.count = g.first;
    for (uint32_t i = 0; ok && i < g.count; i++)
        ok = d->scope->kind != SCOPE_COMPONENT || scope_step_types(d, STEP_CORE_TYPE);
    return ok;
}

/* ---- module types ---- */

static bool check_limits(component_decoder *d, wasm_limits limits, bool is_memory)
{
    uint64_t most = is_memory ? limits.is_64 ? (uint64_t)1 << 48 : 65536 : UINT64_MAX;
    if (limits.min > most || (limits.has_max && limits.max > most))
        return scope_refuse(d, "memory size must be at most %" PRIu64 " pages", most);
    return !limits.has_max || limits.min <= limits.max || scope_refuse(d, "size minimum must not be greater than maximum");
}

/* A function type of the module type's own index space. */
static bool read_func_index(component_decoder *d, reader *r, uint32_t *id)
{
    core_group g = { d, r, 0, 0 };
    uint32_t index = read_u32(r);
    if (!reader_ok(r) || !core_type_id(&g, index, id))
        return false;
    return d->core.types[*id].kind == COMPOSITE_FUNC || scope_refuse(d, "core type index %" PRIu32 " is not a function type", index);
}

/* core:externtype */
static bool read_core_extern(component_decoder *d, reader *r, wasm_extern_type *type)
{
    core_group g = { d, r, 0, 0 };
    uint8_t kind = read_u8(r), byte = 0;
    *type = (wasm_extern_type){ .kind = (wasm_kind)kind };
    if (kind > 4)
        return scope_refuse_byte(r, kind, "external kind");
    switch (type->kind) {
    case WASM_TAG:
        byte = read_u8(r);
        if (byte)
            return scope_refuse_byte(r, byte, "tag attribute");
        return read_func_index(d, r, &type->type_index);
    case WASM_FUNC:
        return read_func_index(d, r, &type->type_index);
    case WASM_TABLE:
        type->table.element = read_value(&g, false);
        type->table.limits = decode_limits(r);
        return reader_ok(r) && check_limits(d, type->table.limits, false);
    case WASM_MEMORY:
        type->memory.limits = decode_limits(r);
        return reader_ok(r) && check_limits(d, type->memory.limits, true);
    case WASM_GLOBAL:
        type->global.type = read_value(&g, false);
        byte = read_u8(r);
        if (byte > 1)
            return scope_refuse_byte(r, byte, "mutability of a global");
        type->global.is_mutable = byte;
        break;
    }
    return reader_ok(r);
}

/* core:alias ::= 0x10 0x01 ct:u32 idx:u32 */
static bool read_core_alias(component_decoder *d, reader *r)
{
    uint8_t sort = read_u8(r), target = read_u8(r);
    uint32_t count = read_u32(r), index = read_u32(r);
    if (!reader_ok(r))
        return false;
    if (sort != 0x10)
        return scope_refuse_byte(r, sort, "outer alias kind");
    if (target != 0x01)
        return scope_refuse_byte(r, target, "outer alias target");
    const scope *from = scope_outer(d, count);
    if (!from)
        return false;
    if (index >= from->core_type_count)
        return scope_refuse(d, "unknown core type %" PRIu32 ": type index out of bounds", index);
    if (from->core_types[index].module)
        return scope_refuse(d, "core type index %" PRIu32 " is a module type: not valid at this time inside a module type", index);
    return scope_add_core_type(d, from->core_types[index]);
}

/* The imports and exports of a module type while it is read. */
typedef struct module_decls { uint32_t import_count, import_room, export_count, export_room; ccore_extern *imports, *exports; } module_decls;

/* A type that is no module type: among a module type's declarations 0x50 opens a `sub` that is not final. Such a one has
 * 0x00 before it where it would be ambiguous, and may have it here. */
static bool read_plain_type(component_decoder *d, reader *r)
{
    if (reader_left(r) > 1 && r->next[0] == 0x00 && r->next[1] == 0x50)
        r->next++;
    return read_group(d, r);
}

/* core:moduledecl ::= 0x00 core:import | 0x01 core:type | 0x02 core:alias | 0x03 core:exportdecl */
static bool read_module_decl(component_decoder *d, reader *r, module_decls *m)
{
    d->at = reader_offset(r);
    uint8_t byte = read_u8(r);
    ccore_extern x = { 0 };
    if (!reader_ok(r))
        return false;
    switch (byte) {
    case 0x00:
        x.module = read_name(r);
        x.name = read_name(r);
        if (!reader_ok(r) || !read_core_extern(d, r, &x.type))
            return false;
        if (!budget_room(d->scratch, m->imports, m->import_room, m->import_count))
            return error_memory(d->err);
        m->imports[m->import_count++] = x;
        return true;
    case 0x01:
        return read_plain_type(d, r);
    case 0x02:
        return read_core_alias(d, r);
    case 0x03:
        x.name = read_name(r);
        if (!reader_ok(r) || !read_core_extern(d, r, &x.type))
            return false;
        if (!budget_room(d->scratch, m->exports, m->export_room, m->export_count))
            return error_memory(d->err);
        m->exports[m->export_count++] = x;
        return true;
    default:
        return scope_refuse_byte(r, byte, "type definition");
    }
}

static const ccore_extern *keep(component_decoder *d, const ccore_extern *from, uint32_t count)
{
    ccore_extern *kept = arena_array(d->arena, ccore_extern, count);
    for (uint32_t i = 0; kept && i < count; i++)
        kept[i] = from[i];
    return kept;
}

/* core:moduletype ::= 0x50 vec(core:moduledecl) */
static bool read_module_type(component_decoder *d, reader *r)
{
    scope inner;
    module_decls m = { 0 };
    uint64_t start = d->at;
    uint32_t count = read_count(r, 2, LIMIT_COMPONENT_STEPS, "declarations of a module type");
    core_module_type *t = arena_new(d->arena, core_module_type);
    if (!t)
        return error_memory(d->err);
    bool ok = reader_ok(r) && scope_open(d, &inner, SCOPE_INSTANCE_TYPE);
    if (!ok)
        return false;
    for (uint32_t i = 0; i < count && ok; i++)
        if (!read_module_decl(d, r, &m) || !reader_ok(r))
            ok = error_in(d->err, "declaration %" PRIu32, i);
    if (ok) {
        t->type = (ccore_type){ m.import_count, m.export_count, keep(d, m.imports, m.import_count), keep(d, m.exports, m.export_count) };
        ok = (t->type.imports && t->type.exports) || error_memory(d->err);
        ok = ok && index_module(d, t);
    }
    budget_free(d->scratch, m.imports, m.import_room * sizeof *m.imports);
    budget_free(d->scratch, m.exports, m.export_room * sizeof *m.exports);
    scope_close(d, &inner);
    d->at = start;
    return ok && scope_add_core_type(d, (core_type_entry){ .module = t })
        && (d->scope->kind != SCOPE_COMPONENT || scope_step_types(d, STEP_CORE_TYPE));
}

/* core:type ::= rectype | 0x00 0x50 … (a non-final subtype) | 0x50 moduletype */
bool component_core_type(component_decoder *d, reader *r)
{
    if (!reader_left(r) || *r->next != 0x50)
        return read_plain_type(d, r);
    r->next++;
    return read_module_type(d, r);
}
