/* Imports, exports, and the index spaces of functions, tables, memories, tags
 * and globals (spec 3.0, sections 5.5.5 to 5.5.11). */
#include "engine/wasm/decode.h"

#include "engine/base/limits.h"

#include <inttypes.h>

/* limits ::= 0x00 min | 0x01 min max | 0x04 min | 0x05 min max; from 4 on the addresses are i64 */
wasm_limits decode_limits(reader *r)
{
    uint64_t start = reader_offset(r);
    uint8_t flags = read_u8(r);
    if (flags == 2 || flags == 3 || flags == 6 || flags == 7)
        reader_refuse(r, ERROR_UNSUPPORTED, start, "malformed limits flags 0x%02x: shared memories are not supported", flags);
    else if (flags >= 8 && flags < 16)
        reader_refuse(r, ERROR_MALFORMED, start, "malformed limits flags 0x%02x: page sizes of their own are not supported", flags);
    else if (flags > 5)
        reader_refuse(r, ERROR_MALFORMED, start, "malformed limits flags 0x%02x", flags);
    wasm_limits l = { .has_max = flags & 1, .is_64 = flags & 4 };
    l.min = read_u64(r);
    l.max = l.has_max ? read_u64(r) : UINT64_MAX;
    return l;
}

/* Limits are in range, and in order (spec 3.0, section 3.2.15). */
static wasm_limits check_limits(reader *r, uint64_t start, wasm_limits l, uint64_t most, const char *too_much)
{
    if (!reader_ok(r))
        return l;
    if (l.min > most || (l.has_max && l.max > most))
        reader_refuse(r, ERROR_INVALID, start, "%s: %" PRIu64 " was asked for", too_much, l.min > most ? l.min : l.max);
    else if (l.has_max && l.min > l.max)
        reader_refuse(r, ERROR_INVALID, start, "size minimum must not be greater than maximum: %" PRIu64 " and %" PRIu64, l.min, l.max);
    return l;
}

/* memtype ::= limits */
static wasm_memory_type decode_memory_type(decoder *d, reader *r)
{
    uint64_t start = reader_offset(r);
    wasm_limits l = decode_limits(r);
    d->m->features |= l.is_64 ? FEATURE_MEMORY64 : 0;
    if (l.is_64)
        return (wasm_memory_type){ check_limits(r, start, l, UINT64_C(1) << 48, "memory size must be at most 2^48 pages") };
    return (wasm_memory_type){ check_limits(r, start, l, 65536, "memory size must be at most 65536 pages (4 GiB)") };
}

/* tabletype ::= reftype limits */
static wasm_table_type decode_table_type(decoder *d, reader *r)
{
    wasm_type element = decode_reference_type(d, r);
    uint64_t start = reader_offset(r);
    wasm_limits l = decode_limits(r);
    d->m->features |= l.is_64 ? FEATURE_MEMORY64 : 0;
    return (wasm_table_type){ element, check_limits(r, start, l, l.is_64 ? UINT64_MAX : UINT32_MAX, "table size must be at most 2^32-1") };
}

/* An index of a function type. */
static uint32_t decode_func_type(decoder *d, reader *r)
{
    uint64_t start = reader_offset(r);
    uint32_t index = decode_type_index(d, r);
    if (reader_ok(r) && d->m->types[index].kind != COMPOSITE_FUNC)
        reader_refuse(r, ERROR_INVALID, start, "unknown type: type %u is no function type", index);
    return index;
}

/* globaltype ::= valtype mut */
static wasm_global_type decode_global_type(decoder *d, reader *r)
{
    wasm_type type = decode_value_type(d, r);
    uint8_t mutability = read_u8(r);
    if (mutability > 1)
        reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "malformed mutability %u: it is 0 or 1", mutability);
    return (wasm_global_type){ type, mutability == 1 };
}

/* tagtype ::= 0x00 typeidx */
static uint32_t decode_tag_type(decoder *d, reader *r)
{
    uint8_t attribute = read_u8(r);
    if (attribute != 0)
        reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "malformed tag attribute %u", attribute);
    d->m->features |= FEATURE_EXCEPTIONS;
    uint64_t start = reader_offset(r);
    uint32_t type = decode_func_type(d, r);
    if (reader_ok(r) && d->m->types[type].func.result_count)
        reader_refuse(r, ERROR_INVALID, start, "non-empty tag result type: %u results", d->m->types[type].func.result_count);
    return type;
}

/* ---- imports ---- */

/* externtype ::= 0x00 typeidx | 0x01 tabletype | 0x02 memtype | 0x03 globaltype | 0x04 tagtype */
static wasm_extern_type decode_extern_type(decoder *d, reader *r)
{
    wasm_extern_type t = { .kind = WASM_FUNC };
    uint8_t kind = read_u8(r);
    if (kind > 4) {
        reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "malformed import kind 0x%02x", kind);
        return t;
    }
    t.kind = (wasm_kind)kind;
    switch (t.kind) {
    case WASM_FUNC:   t.type_index = decode_func_type(d, r);                         break;
    case WASM_TABLE:  t.table = decode_table_type(d, r);                             break;
    case WASM_MEMORY: t.memory = decode_memory_type(d, r);                           break;
    case WASM_GLOBAL: t.global = decode_global_type(d, r);                           break;
    case WASM_TAG:    t.type_index = decode_tag_type(d, r);                          break;
    }
    return t;
}

static void count_import(wasm_module *m, wasm_kind kind)
{
    switch (kind) {
    case WASM_FUNC:   m->func_count = ++m->func_import_count;     break;
    case WASM_TABLE:  m->table_count = ++m->table_import_count;   break;
    case WASM_MEMORY: m->memory_count = ++m->memory_import_count; break;
    case WASM_GLOBAL: m->global_count = ++m->global_import_count; break;
    case WASM_TAG:    m->tag_count = ++m->tag_import_count;       break;
    }
}

/* importsec ::= 2:section vec(import);  import ::= mod:name nm:name externtype */
bool decode_import_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint32_t count = read_count(r, 4, LIMIT_IMPORTS, "imports");
    wasm_import *imports = arena_array(d->arena, wasm_import, count);
    if (!imports)
        return error_memory(d->err);
    m->imports = imports;

    for (uint32_t i = 0; i < count && reader_ok(r); i++) {
        imports[i].module = read_name(r);
        imports[i].name = read_name(r);
        imports[i].type = decode_extern_type(d, r);
        if (!reader_ok(r))
            return error_in(d->err, "import %u", i);
        count_import(m, imports[i].type.kind);
        m->import_count = i + 1;
    }
    if (m->memory_count > LIMIT_MEMORIES)
        return reader_refuse(r, ERROR_LIMIT, reader_offset(r), "%u memories, but at most %d are possible", m->memory_count, LIMIT_MEMORIES);
    return reader_ok(r);
}

/* Each: room for the imported ones and `count` more, the imported ones filled in. Null: no memory. */
#define OPEN_SPACE(space, item, kind_of, imported, part, given)                                   \
    static item *open_##space(decoder *d, uint32_t count)                                         \
    {                                                                                             \
        wasm_module *m = d->m;                                                                    \
        item *items = arena_array(d->arena, item, (size_t)m->imported + count);                   \
        uint32_t at = 0;                                                                          \
        for (uint32_t i = 0; items && i < m->import_count; i++)                                   \
            if (m->imports[i].type.kind == kind_of)                                               \
                items[at++] part = m->imports[i].type.given;                                      \
        m->space = items;                                                                         \
        return items;                                                                             \
    }

/*         space     item              kind         imported             part   given */
OPEN_SPACE(funcs,    wasm_func,        WASM_FUNC,   func_import_count,   .type, type_index)
OPEN_SPACE(tables,   wasm_table,       WASM_TABLE,  table_import_count,  .type, table)
OPEN_SPACE(memories, wasm_memory_type, WASM_MEMORY, memory_import_count, ,      memory)
OPEN_SPACE(globals,  wasm_global,      WASM_GLOBAL, global_import_count, .type, global)
OPEN_SPACE(tags,     uint32_t,         WASM_TAG,    tag_import_count,    ,      type_index)

bool decode_imported_spaces(decoder *d)
{
    const wasm_module *m = d->m;
    bool ok = (m->funcs || open_funcs(d, 0)) && (m->tables || open_tables(d, 0)) && (m->memories || open_memories(d, 0))
           && (m->globals || open_globals(d, 0)) && (m->tags || open_tags(d, 0));
    return ok || error_memory(d->err);
}

/* ---- the module's own ---- */

/* Too many with the imported ones? */
static uint32_t read_own_count(reader *r, size_t item_bytes, uint32_t imported, uint32_t most, const char *unit)
{
    uint64_t start = reader_offset(r);
    uint32_t count = read_count(r, item_bytes, most, unit);
    if (count > most - (imported < most ? imported : most))
        reader_refuse(r, ERROR_LIMIT, start, "%u %s with the imported ones, but at most %u are possible", imported + count, unit, most);
    return reader_ok(r) ? count : 0;
}

bool decode_error_in(decoder *d, const char *what, uint32_t imported, uint32_t count)
{
    return count > imported ? error_in(d->err, "%s %u", what, count - 1) : false;
}

/* funcsec ::= 3:section vec(typeidx) */
bool decode_function_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint32_t count = read_own_count(r, 1, m->func_import_count, LIMIT_FUNCTIONS, "functions");
    wasm_func *funcs = open_funcs(d, count);
    if (!funcs)
        return error_memory(d->err);
    for (uint32_t i = 0; i < count && reader_ok(r); i++)
        funcs[m->func_count++].type = decode_func_type(d, r);
    return reader_ok(r) || decode_error_in(d, "function", m->func_import_count, m->func_count);
}

/* table ::= tabletype | 0x40 0x00 tabletype expr */
static void decode_table(decoder *d, reader *r, wasm_table *t)
{
    uint64_t start = reader_offset(r);
    bool has_init = reader_left(r) && *r->next == 0x40;
    if (has_init) {
        r->next++;
        if (read_u8(r) != 0)
            reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "malformed table: 0x40 is followed by 0x00");
        d->m->features |= FEATURE_FUNCTION_REFERENCES;
    }
    t->type = decode_table_type(d, r);
    if (has_init)
        t->init = decode_expression(d, r);
    else if (reader_ok(r) && !type_has_default(t->type.element))
        reader_refuse(r, ERROR_INVALID, start, "type mismatch: elements of %s have no default, so the table needs an initialiser",
                      type_name(t->type.element).text);
}

/* tablesec ::= 4:section vec(table) */
bool decode_table_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint32_t count = read_own_count(r, 3, m->table_import_count, LIMIT_TABLES, "tables");
    wasm_table *tables = open_tables(d, count);
    if (!tables)
        return error_memory(d->err);
    for (uint32_t i = 0; i < count && reader_ok(r); i++)
        decode_table(d, r, &tables[m->table_count++]);
    return reader_ok(r) || decode_error_in(d, "table", m->table_import_count, m->table_count);
}

/* memsec ::= 5:section vec(limits) */
bool decode_memory_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint32_t count = read_own_count(r, 2, m->memory_import_count, LIMIT_MEMORIES, "memories");
    wasm_memory_type *memories = open_memories(d, count);
    if (!memories)
        return error_memory(d->err);
    for (uint32_t i = 0; i < count && reader_ok(r); i++)
        memories[m->memory_count++] = decode_memory_type(d, r);
    return reader_ok(r) || decode_error_in(d, "memory", m->memory_import_count, m->memory_count);
}

/* tagsec ::= 13:section vec(tagtype) */
bool decode_tag_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint32_t count = read_own_count(r, 2, m->tag_import_count, LIMIT_TAGS, "tags");
    uint32_t *tags = open_tags(d, count);
    if (!tags)
        return error_memory(d->err);
    for (uint32_t i = 0; i < count && reader_ok(r); i++)
        tags[m->tag_count++] = decode_tag_type(d, r);
    return reader_ok(r) || decode_error_in(d, "tag", m->tag_import_count, m->tag_count);
}

/* globalsec ::= 6:section vec(global);  global ::= globaltype expr */
bool decode_global_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint32_t count = read_own_count(r, 3, m->global_import_count, LIMIT_GLOBALS, "globals");
    wasm_global *globals = open_globals(d, count);
    if (!globals)
        return error_memory(d->err);
    for (uint32_t i = 0; i < count && reader_ok(r); i++) {
        wasm_global *g = &globals[m->global_count++];
        g->type = decode_global_type(d, r);
        g->init = decode_expression(d, r);
    }
    return reader_ok(r) || decode_error_in(d, "global", m->global_import_count, m->global_count);
}

static uint32_t space_size(const wasm_module *m, wasm_kind kind)
{
    switch (kind) {
    case WASM_FUNC:   return m->func_count;
    case WASM_TABLE:  return m->table_count;
    case WASM_MEMORY: return m->memory_count;
    case WASM_GLOBAL: return m->global_count;
    case WASM_TAG:    return m->tag_count;
    }
    return 0;
}

/* export ::= nm:name kind:byte x:u32 */
static bool decode_export(decoder *d, reader *r, wasm_export *e)
{
    static const char *const kinds[] = { "function", "table", "memory", "global", "tag" };
    e->name = read_name(r);
    uint8_t kind = read_u8(r);
    if (kind > 4)
        return reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "malformed export kind 0x%02x", kind);
    uint64_t start = reader_offset(r);
    e->kind = (wasm_kind)kind;
    e->index = read_u32(r);
    if (!reader_ok(r))
        return false;
    if (e->index >= space_size(d->m, e->kind))
        return reader_refuse(r, ERROR_INVALID, start, "unknown %s %u: the module has %u", kinds[kind], e->index, space_size(d->m, e->kind));
    return e->kind != WASM_FUNC || decode_declare(d, e->index);
}

/* exportsec ::= 7:section vec(export) */
bool decode_export_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint32_t count = read_count(r, 3, LIMIT_EXPORTS, "exports");
    wasm_export *exports = arena_array(d->arena, wasm_export, count);
    if (!exports)
        return error_memory(d->err);
    m->exports = exports;
    for (uint32_t i = 0; i < count && reader_ok(r); i++)
        if (!decode_export(d, r, &exports[m->export_count++]))
            return exports[i].name.size ? error_in(d->err, "export %u \"%.*s\"", i, TEXT_ARGS(exports[i].name)) : error_in(d->err, "export %u", i);
    return reader_ok(r);
}

/* startsec ::= 8:section funcidx */
bool decode_start_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint64_t start = reader_offset(r);
    m->start = read_u32(r);
    if (!reader_ok(r))
        return false;
    if (m->start >= m->func_count)
        return reader_refuse(r, ERROR_INVALID, start, "unknown function %u: the module has %u", m->start, m->func_count);
    if (!m->funcs && !open_funcs(d, 0))       /* all are imported */
        return error_memory(d->err);
    const wasm_functype *type = module_functype(m, m->start);
    return (!type->param_count && !type->result_count)
        || reader_refuse(r, ERROR_INVALID, start, "start function: function %u takes %u and gives %u values, where none were wanted",
                         m->start, type->param_count, type->result_count);
}
