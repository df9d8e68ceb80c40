/* Instance and component types: scopes of declarations
 * (component model, Binary.md, "Type Definitions"). */
#include "engine/component/component_parts.h"

#include "engine/base/limits.h"

#include <inttypes.h>

/* componentdecl ::= 0x03 importdecl | instancedecl;  instancedecl ::= 0x00 core:type | 0x01 type | 0x02 alias | 0x04 exportdecl */
static bool read_declaration(component_decoder *d, reader *r)
{
    d->at = reader_offset(r);
    uint8_t byte = read_u8(r);
    if (!reader_ok(r))
        return false;
    if (byte == 0x03 && d->scope->kind == SCOPE_COMPONENT_TYPE)
        return component_extern_import(d, r);
    switch (byte) {
    case 0x00: return component_core_type(d, r);
    case 0x01: return component_type_read(d, r);
    case 0x02: return component_alias_read(d, r);
    case 0x04: return component_extern_export_decl(d, r);
    default:   return scope_refuse_byte(r, byte, "component or instance type declaration");
    }
}

static bool read_declarations(component_decoder *d, reader *r, scope_kind kind, const world_type **type)
{
    scope inner;
    uint64_t start = d->at;
    uint32_t count = read_count(r, 2, LIMIT_COMPONENT_STEPS, "declarations of a type");
    bool ok = reader_ok(r) && scope_open(d, &inner, kind);
    if (!ok)
        return false;
    for (uint32_t i = 0; i < count && ok; i++)
        if (!read_declaration(d, r) || !reader_ok(r))
            ok = error_in(d->err, "declaration %" PRIu32, i);
    *type = ok ? scope_world(d) : NULL;

    /* What this type names of scopes further out, the enclosing one names too. */
    scope *outer = inner.outer;
    if (*type && inner.lowest < inner.level && inner.lowest < outer->lowest)
        outer->lowest = inner.lowest;
    scope_close(d, &inner);
    d->at = start;
    return *type;
}

bool component_world_instance_type(component_decoder *d, reader *r, const world_type **type)
{
    return read_declarations(d, r, SCOPE_INSTANCE_TYPE, type);
}

bool component_world_component_type(component_decoder *d, reader *r, const world_type **type)
{
    return read_declarations(d, r, SCOPE_COMPONENT_TYPE, type);
}

const cexterns *component_type_named(const cextern *item)
{
    bool is_component = item->kind == CEXTERN_OTHER_TYPE && item->other->kind == TYPE_COMPONENT;
    return is_component ? &item->other->world->externs : NULL;
}
