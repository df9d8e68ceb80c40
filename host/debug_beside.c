/* Files that debug information asks for. */
#include "host/debug_beside.h"

#include "engine/base/reader.h"
#include "host/dwarf_file.h"

enum { WANTED_STEPS = 500000 };

text_view debug_beside_name(text_view path)
{
    size_t from = path.size;
    if (!from)
        return path;
    while (from && path.bytes[from - 1] != '/' && path.bytes[from - 1] != '\\')
        from--;
    text_view name = { path.bytes + from, path.size - from };
    return debug_file_is_plain(name) ? name : (text_view){ 0 };
}

/* sourceMappingURL ::= name. "http:" and "data:" are no names of files. */
text_view debug_beside_map(const debug_module *m)
{
    error err = { 0 };
    text_view section = debug_file_section(m, "sourceMappingURL");
    if (!section.size)
        return section;
    reader r = { (const uint8_t *)section.bytes, (const uint8_t *)section.bytes + section.size, (const uint8_t *)section.bytes, &err };
    text_view url = read_name(&r);
    bool is_elsewhere = text_starts(url, "http:") || text_starts(url, "https:") || text_starts(url, "data:");
    return reader_ok(&r) && !is_elsewhere ? debug_beside_name(url) : (text_view){ 0 };
}

typedef struct wanted { budget *budget; text_view *names; uint32_t count, room; } wanted;

static void want(wanted *w, text_view name)
{
    for (uint32_t i = 0; i < w->count; i++)
        if (text_equal(w->names[i], name))
            return;
    if (name.size && w->count < w->room)
        w->names[w->count++] = name;
}

static bool visit(const debug_module *m, void *user)
{
    wanted *w = user;
    dwarf d;
    want(w, debug_beside_map(m));
    if (!debug_file_section(m, ".debug_addr").size)
        return false;
    dwarf_open(&d, w->budget, (uint32_t)m->code.size);
    dwarf_file_take(&d, m, false);
    d.steps = WANTED_STEPS;
    dwarf_read_units(&d);
    for (uint32_t i = 0; i < d.unit_count; i++)
        want(w, debug_beside_name(d.units[i].dwo_name));
    dwarf_close(&d);
    return false;
}

uint32_t debug_beside_wanted(budget *b, const uint8_t *bytes, size_t size, text_view *out, uint32_t room)
{
    wanted w = { b, out, 0, room };
    debug_module ignored;
    debug_file_walk(bytes, size, visit, &w, &ignored);
    return w.count;
}
