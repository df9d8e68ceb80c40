/* Files that hold debug information. */
#include "host/debug_file.h"

#include "engine/base/limits.h"
#include "engine/base/reader.h"

#include <string.h>

enum { SECTION_CUSTOM = 0, SECTION_CORE_MODULE = 1, SECTION_COMPONENT = 4, SECTION_CODE = 10, DEBUG_DEPTH = 8, DEBUG_SECTIONS = 20000 };

static reader open_reader(const uint8_t *bytes, size_t size, error *err)
{
    *err = (error){ 0 };
    reader r = { bytes, bytes + size, bytes, err };
    read_bytes(&r, 8);
    return r;
}

static bool begins(const uint8_t *bytes, size_t size, uint8_t layer)
{
    return bytes && size >= 8 && memcmp(bytes, "\0asm", 4) == 0 && bytes[6] == layer;
}

/* section ::= id:byte size:u32 contents. False: the end, or broken. */
static bool next_section(reader *r, uint8_t *id, reader *contents)
{
    if (!reader_ok(r) || !reader_left(r))
        return false;
    *id = read_u8(r);
    *contents = read_part(r, read_u32(r));
    return reader_ok(r);
}

bool debug_file_open(const uint8_t *bytes, size_t size, debug_module *out)
{
    error err;
    uint8_t id;
    reader r = open_reader(bytes, begins(bytes, size, 0) ? size : 0, &err), part;
    *out = (debug_module){ bytes, size, { 0 } };
    while (next_section(&r, &id, &part))
        if (id == SECTION_CODE)
            out->code = (text_view){ (const char *)part.next, reader_left(&part) };
    return reader_ok(&r);
}

text_view debug_file_section(const debug_module *m, const char *name)
{
    error err;
    uint8_t id;
    reader r = open_reader(m->bytes, m->size, &err), part;
    while (next_section(&r, &id, &part)) {
        if (id != SECTION_CUSTOM)
            continue;
        text_view found = read_name(&part);
        if (reader_ok(&r) && text_is(found, name))
            return (text_view){ (const char *)part.next, reader_left(&part) };
    }
    return (text_view){ 0 };
}

bool debug_file_walk(const uint8_t *bytes, size_t size, debug_visit *visit, void *user, debug_module *out)
{
    reader open[DEBUG_DEPTH];
    error err;
    uint32_t depth = 1, seen = 0;
    if (begins(bytes, size, 0))
        return debug_file_open(bytes, size, out) && visit(out, user);
    if (!begins(bytes, size, 1))
        return false;
    open[0] = open_reader(bytes, size, &err);
    while (depth && seen++ < DEBUG_SECTIONS) {
        uint8_t id;
        reader part;
        if (!next_section(&open[depth - 1], &id, &part)) {
            depth--;
            continue;
        }
        if (id == SECTION_CORE_MODULE && debug_file_open(part.next, reader_left(&part), out) && visit(out, user))
            return true;
        if (id != SECTION_COMPONENT || depth == DEBUG_DEPTH || !begins(part.next, reader_left(&part), 1))
            continue;
        read_bytes(&part, 8);
        open[depth++] = part;
    }
    return false;
}

static bool is_of(const debug_module *m, void *user)
{
    const debug_module *of = user;
    if (!debug_file_section(m, ".debug_info").size)
        return false;
    return !m->code.bytes || (m->code.size == of->code.size && memcmp(m->code.bytes, of->code.bytes, m->code.size) == 0);
}

bool debug_file_beside(const uint8_t *bytes, size_t size, const debug_module *of, debug_module *out)
{
    return debug_file_walk(bytes, size, is_of, (void *)of, out);
}

bool debug_file_is_plain(text_view name)
{
    bool is_plain = name.size && name.size < 200 && name.bytes[0] != '.';
    for (size_t i = 0; i < name.size && is_plain; i++)
        is_plain = name.bytes[i] > ' ' && name.bytes[i] != '/' && name.bytes[i] != '\\' && name.bytes[i] != ':' && name.bytes[i] != 0x7F;
    return is_plain;
}

/* external_debug_info ::= name */
static text_view name_in(const debug_module *m)
{
    error err = { 0 };
    text_view section = debug_file_section(m, "external_debug_info");
    if (!section.size)
        return section;
    reader r = { (const uint8_t *)section.bytes, (const uint8_t *)section.bytes + section.size, (const uint8_t *)section.bytes, &err };
    text_view name = read_name(&r);
    return debug_file_is_plain(name) ? name : (text_view){ 0 };
}

static bool has_name(const debug_module *m, void *user)
{
    (void)user;
    return name_in(m).size != 0;
}

text_view debug_file_named(const uint8_t *bytes, size_t size)
{
    debug_module found;
    return debug_file_walk(bytes, size, has_name, NULL, &found) ? name_in(&found) : (text_view){ 0 };
}
