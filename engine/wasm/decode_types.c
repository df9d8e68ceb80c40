/* The type section (spec 3.0, section 5.5.4), and types as other sections name them. */
#include "engine/wasm/decode.h"

#include "engine/base/limits.h"

/* The section while it is read: types from group_start on are of a group that
 * is not complete, and `bound` is the first index no reference may reach. */
typedef struct type_section {
    decoder      *d;
    reader       *r;
    type_registry registry;
    uint32_t      bound;
} type_section;

/* A reference as read: known, and canonical where its group is complete. */
static wasm_type resolve(const wasm_deftype *types, uint32_t complete, uint32_t bound, reader *r, uint64_t start, wasm_type type)
{
    if (!wasm_type_is_ref(type) || !wasm_type_is_indexed(type))
        return type;
    uint32_t index = wasm_type_index(type);
    if (index >= bound)
        reader_refuse(r, ERROR_INVALID, start, "unknown type %u: up to here the module has %u", index, bound);
    else if (index < complete)
        return wasm_ref_indexed(wasm_type_is_nullable(type), types[index].canonical);
    return type;
}

wasm_type decode_value_type(decoder *d, reader *r)
{
    uint64_t start = reader_offset(r);
    wasm_type type = type_read(r);
    return resolve(d->m->types, d->m->type_count, d->m->type_count, r, start, type);
}

wasm_type decode_reference_type(decoder *d, reader *r)
{
    uint64_t start = reader_offset(r);
    wasm_type type = decode_value_type(d, r);
    if (reader_ok(r) && !wasm_type_is_ref(type))
        reader_refuse(r, ERROR_MALFORMED, start, "malformed reference type: %s is none", type_name(type).text);
    return type;
}

uint32_t decode_type_index(decoder *d, reader *r)
{
    uint64_t start = reader_offset(r);
    uint32_t index = read_u32(r);
    if (reader_ok(r) && index >= d->m->type_count)
        reader_refuse(r, ERROR_INVALID, start, "unknown type %u: the module has %u", index, d->m->type_count);
    return index;
}

static wasm_type read_own_type(type_section *s, bool storage)
{
    reader *r = s->r;
    uint64_t start = reader_offset(r);
    if (storage && reader_left(r) && (*r->next == WASM_I8 || *r->next == WASM_I16))
        return read_u8(r);
    wasm_type type = type_read(r);
    return resolve(s->registry.types, s->registry.count, s->bound, r, start, type);
}

static const wasm_type *read_type_list(type_section *s, uint32_t most, const char *unit, uint32_t *count, uint32_t *slots)
{
    *count = read_count(s->r, 1, most, unit);
    wasm_type *types = arena_array(s->d->arena, wasm_type, *count);
    if (!types) {
        error_memory(s->d->err);
        *count = 0;
    }
    *slots = 0;
    for (uint32_t i = 0; i < *count && reader_ok(s->r); i++) {
        types[i] = read_own_type(s, false);
        *slots += wasm_type_slots(types[i]);
    }
    return types;
}

/* fieldtype ::= t:storagetype mut */
static wasm_field read_field(type_section *s, uint32_t end)
{
    wasm_field f = { .type = read_own_type(s, true) };
    uint8_t mutability = read_u8(s->r);
    if (mutability > 1)
        reader_refuse(s->r, ERROR_MALFORMED, reader_offset(s->r) - 1, "malformed mutability %u", mutability);
    f.is_mutable = mutability == 1;
    f.offset = type_place(f.type, end) & INT32_MAX;
    return f;
}

static void read_fields(type_section *s, wasm_deftype *t)
{
    t->field_count = t->kind == COMPOSITE_ARRAY ? 1 : read_count(s->r, 2, LIMIT_STRUCT_FIELDS, "fields");
    wasm_field *fields = arena_array(s->d->arena, wasm_field, t->field_count);
    if (!fields) {
        error_memory(s->d->err);
        t->field_count = 0;
    }
    for (uint32_t i = 0; i < t->field_count && reader_ok(s->r); i++)
        fields[i] = read_field(s, i ? fields[i - 1].offset + type_storage(fields[i - 1].type) : TYPE_STRUCT_HEAD);
    t->fields = fields;
}

/* comptype ::= 0x5E fieldtype | 0x5F vec(fieldtype) | 0x60 vec(valtype) vec(valtype) */
static void read_composite(type_section *s, wasm_deftype *t)
{
    uint64_t start = reader_offset(s->r);
    uint8_t byte = read_u8(s->r);
    if (byte == 0x60) {
        t->kind = COMPOSITE_FUNC;
        t->func.params = read_type_list(s, LIMIT_PARAMS, "parameters", &t->func.param_count, &t->func.param_slots);
        t->func.results = read_type_list(s, LIMIT_RESULTS, "results", &t->func.result_count, &t->func.result_slots);
    } else if (byte == 0x5E || byte == 0x5F) {
        t->kind = byte == 0x5E ? COMPOSITE_ARRAY : COMPOSITE_STRUCT;
        read_fields(s, t);
    } else if (reader_ok(s->r)) {
        reader_refuse(s->r, ERROR_MALFORMED, start, "malformed type: 0x%02x is neither function, struct nor array", byte);
    }
}

static void read_super(type_section *s, wasm_deftype *t, uint32_t own)
{
    uint64_t start = reader_offset(s->r);
    uint32_t count = read_count(s->r, 1, 1, "supertypes");
    if (!count)
        return;
    uint32_t super = read_u32(s->r);
    if (!reader_ok(s->r))
        return;
    if (super >= own) {
        reader_refuse(s->r, ERROR_INVALID, start, "unknown type %u: a supertype stands before its subtypes", super);
        return;
    }
    const wasm_deftype *above = &s->registry.types[super];
    type_set_super(s->registry.types, t, above);
    if (t->depth > LIMIT_SUBTYPING_DEPTH)
        reader_refuse(s->r, ERROR_LIMIT, start, "subtypes of subtypes more than %d deep", LIMIT_SUBTYPING_DEPTH);
}

/* subtype ::= 0x50 vec(typeidx) comptype | 0x4F vec(typeidx) comptype | comptype */
static void read_subtype(type_section *s, uint32_t group, uint32_t group_count)
{
    uint32_t own = s->registry.count;
    wasm_deftype t = { .is_final = true, .super = WASM_NO_SUPER, .jump = own, .canonical = own, .group_start = group, .group_count = group_count };
    uint8_t byte = reader_left(s->r) ? *s->r->next : 0;
    if (byte == 0x50 || byte == 0x4F) {
        s->r->next++;
        t.is_final = byte == 0x4F;
        read_super(s, &t, own);
    }
    read_composite(s, &t);
    s->registry.types[s->registry.count++] = t;
}

/* A subtype's supertype is open, and of a composite above its own (section 3.2.8). */
static void check_supers(type_section *s, uint32_t group, uint64_t start)
{
    for (uint32_t i = group; i < s->registry.count && reader_ok(s->r); i++) {
        const wasm_deftype *t = &s->registry.types[i];
        if (t->super == WASM_NO_SUPER)
            continue;
        const wasm_deftype *super = &s->registry.types[t->super];
        if (super->is_final)
            reader_refuse(s->r, ERROR_INVALID, start, "sub type %u: its supertype %u is final", i, t->super);
        else if (!type_composite_matches(s->registry.types, t, super))
            reader_refuse(s->r, ERROR_INVALID, start, "sub type %u does not match its supertype %u", i, t->super);
    }
}

/* rectype ::= 0x4E vec(subtype) | subtype */
static void read_group(type_section *s, uint32_t others)
{
    uint64_t start = reader_offset(s->r);
    uint32_t count = 1, group = s->registry.count;
    if (reader_left(s->r) && *s->r->next == 0x4E) {
        s->r->next++;
        count = read_count(s->r, 2, LIMIT_TYPES, "types of a recursion group");
        s->d->m->features |= FEATURE_GC;
    }
    if ((uint64_t)group + count + others > LIMIT_TYPES) {
        reader_refuse(s->r, ERROR_LIMIT, start, "more than %d types", LIMIT_TYPES);
        return;
    }
    if (!type_registry_reserve(&s->registry, count + others)) {
        error_memory(s->d->err);
        return;
    }
    s->bound = group + count;
    for (uint32_t i = 0; i < count && reader_ok(s->r); i++)
        read_subtype(s, group, count);
    if (!reader_ok(s->r))
        return;
    if (type_registry_end_group(&s->registry, count))
        check_supers(s, group, start);
    else if (s->registry.too_alike)
        reader_refuse(s->r, ERROR_LIMIT, start, "more types than a compiler makes that differ and hash alike");
    else
        error_memory(s->d->err);
}

static bool keep_types(type_section *s)
{
    uint32_t count = s->registry.count;
    wasm_deftype *types = arena_array(s->d->arena, wasm_deftype, count);
    if (!types)
        return error_memory(s->d->err);
    for (uint32_t i = 0; i < count; i++)
        types[i] = s->registry.types[i];
    s->d->m->types = types;
    s->d->m->type_count = count;
    return true;
}

/* typesec ::= 1:section vec(rectype) */
bool decode_type_section(decoder *d, reader *r)
{
    type_section s = { .d = d, .r = r };
    type_registry_open(&s.registry, d->arena->budget);

    uint32_t count = read_count(r, 2, LIMIT_TYPES, "types");
    bool is_counted = reader_ok(r);
    for (uint32_t i = 0; i < count && reader_ok(r); i++)
        read_group(&s, count - i - 1);
    if (reader_ok(r))
        keep_types(&s);
    else if (is_counted)
        error_in(d->err, "type %u", s.registry.count);
    type_registry_close(&s.registry);
    return reader_ok(r);
}
