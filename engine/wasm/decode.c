/* A module from its bytes (spec 3.0, section 5.5): the header, and the sections
 * in their order, custom ones anywhere. */
#include "engine/wasm/decode.h"

#include "engine/base/limits.h"

#include <string.h>

typedef bool section_decoder(decoder *d, reader *r);

typedef struct section_kind {
    const char      *name;
    section_decoder *decode;
    uint8_t          rank;        /* sections come in rising rank */
} section_kind;

static const section_kind section_kinds[] = {
    [1]  = { "type section",       decode_type_section,       1 },
    [2]  = { "import section",     decode_import_section,     2 },
    [3]  = { "function section",   decode_function_section,   3 },
    [4]  = { "table section",      decode_table_section,      4 },
    [5]  = { "memory section",     decode_memory_section,     5 },
    [6]  = { "global section",     decode_global_section,     7 },
    [7]  = { "export section",     decode_export_section,     8 },
    [8]  = { "start section",      decode_start_section,      9 },
    [9]  = { "element section",    decode_elem_section,       10 },
    [10] = { "code section",       decode_code_section,       12 },
    [11] = { "data section",       decode_data_section,       13 },
    [12] = { "data count section", decode_data_count_section, 11 },
    [13] = { "tag section",        decode_tag_section,        6 },
};

/* magic ::= 0x00 'a' 's' 'm';  version ::= 0x01 0x00 0x00 0x00 */
static bool decode_header(reader *r)
{
    uint64_t start = reader_offset(r);
    const uint8_t *magic = read_bytes(r, 4);
    if (!magic)
        return false;
    if (memcmp(magic, "\0asm", 4) != 0)
        return reader_refuse(r, ERROR_MALFORMED, start, "magic header not detected: a module begins with 00 61 73 6d");
    const uint8_t *version = read_bytes(r, 4);
    if (!version)
        return false;
    if (memcmp(version, "\1\0\0\0", 4) == 0)
        return true;
    if (version[2] == 1)
        return reader_refuse(r, ERROR_MALFORMED, start + 4, "unknown binary version: this is a component, where a core module was wanted");
    return reader_refuse(r, ERROR_MALFORMED, start + 4, "unknown binary version %u.%u: a module has 1.0", version[0] | version[1] << 8, version[2] | version[3] << 8);
}

/* Counts custom sections, so that they fit exactly. A broken length ends the
 * count; the decoder then refuses it. */
static uint32_t count_customs(reader r)
{
    uint32_t count = 0;
    error    unused = { 0 };
    r.err = &unused;
    while (reader_left(&r)) {
        count += read_u8(&r) == 0;
        read_bytes(&r, read_u32(&r));
    }
    return count < LIMIT_CUSTOM_SECTIONS ? count : LIMIT_CUSTOM_SECTIONS;
}

/* customsec ::= 0:section name byte* */
static bool decode_custom(decoder *d, reader *r, wasm_custom *customs, uint64_t start)
{
    if (d->m->custom_count == LIMIT_CUSTOM_SECTIONS)
        return reader_refuse(r, ERROR_LIMIT, start, "more than %d custom sections", LIMIT_CUSTOM_SECTIONS);
    wasm_custom *c = &customs[d->m->custom_count];
    c->name = read_name(r);
    c->bytes = (wasm_span){ decode_at(d, r), (uint32_t)reader_left(r) };
    if (!reader_ok(r))
        return error_in(d->err, "custom section");
    d->m->custom_count++;
    return true;
}

/* section_N ::= N:byte size:u32 bytes */
static bool decode_section(decoder *d, reader *r, wasm_custom *customs, uint8_t *rank)
{
    uint64_t start = reader_offset(r);
    uint8_t id = read_u8(r);
    if (id >= COUNT_OF(section_kinds))
        return reader_refuse(r, ERROR_MALFORMED, start, "malformed section id %u", id);
    const section_kind *kind = &section_kinds[id];
    uint32_t size = read_u32(r);
    if (reader_ok(r) && size > reader_left(r))
        return reader_refuse(r, ERROR_TRUNCATED, start, "unexpected end: length out of bounds, the %s has %u bytes, and %zu are left",
                             id ? kind->name : "custom section", size, reader_left(r));
    reader part = read_part(r, size);
    if (!reader_ok(r))
        return false;
    if (id == 0)
        return decode_custom(d, &part, customs, start);

    if (kind->rank <= *rank)
        return reader_refuse(r, ERROR_MALFORMED, start, "unexpected content after last section: the %s comes too late, or twice", kind->name);
    *rank = kind->rank;
    if (!kind->decode(d, &part) || !reader_ok(&part))
        return error_in(d->err, "%s", kind->name);
    if (part.next != part.end) {
        reader_refuse(&part, ERROR_MALFORMED, reader_offset(&part), "section size mismatch: %zu bytes too many", reader_left(&part));
        return error_in(d->err, "%s", kind->name);
    }
    return true;
}

/* Sections that must agree do, also where one is missing. */
static bool check_counts(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint32_t own = m->func_count - m->func_import_count;
    if (!d->has_code && own)
        return reader_refuse(r, ERROR_MALFORMED, reader_offset(r), "function and code section have inconsistent lengths: %u and 0", own);
    if (!d->has_data && d->data_count)
        return reader_refuse(r, ERROR_MALFORMED, reader_offset(r), "data count and data section have inconsistent lengths: %u and 0", d->data_count);
    return true;
}

static bool decode_sections(decoder *d, reader *r)
{
    if (!decode_header(r))
        return false;
    uint32_t count = count_customs(*r);
    wasm_custom *customs = arena_array(d->arena, wasm_custom, count);
    if (!customs)
        return error_memory(d->err);
    d->m->customs = customs;

    uint8_t rank = 0;
    while (reader_left(r))
        if (!decode_section(d, r, customs, &rank))
            return false;
    return reader_ok(r) && check_counts(d, r) && decode_imported_spaces(d);
}

wasm_module *decode_module(arena *a, const uint8_t *file, size_t size, uint64_t offset, error *err)
{
    wasm_module *m = arena_new(a, wasm_module);
    if (!m) {
        error_memory(err);
        return NULL;
    }
    if (size > UINT32_MAX) {
        error_set(err, ERROR_LIMIT, offset, "a module of %zu bytes, but 4 GiB are the most", size);
        return NULL;
    }
    *m = (wasm_module){ .file = file, .size = size, .file_offset = offset, .start = WASM_NO_INDEX };
    decoder d = { .m = m, .arena = a, .err = err };
    reader r = { file, file + size, file - offset, err };
    return decode_sections(&d, &r) ? m : NULL;
}
