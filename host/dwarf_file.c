/* Files that hold DWARF. */
#include "host/dwarf_file.h"

enum { WANTED_STEPS = 500000 };

static const char *const names[DWARF_SECTIONS][2] = {
    { ".debug_info", ".debug_info.dwo" },         { ".debug_abbrev", ".debug_abbrev.dwo" },     { ".debug_line", ".debug_line.dwo" },
    { ".debug_str", ".debug_str.dwo" },           { ".debug_line_str", ".debug_line_str" },     { ".debug_ranges", ".debug_ranges" },
    { ".debug_rnglists", ".debug_rnglists.dwo" }, { ".debug_loc", ".debug_loc.dwo" },           { ".debug_loclists", ".debug_loclists.dwo" },
    { ".debug_addr", ".debug_addr" },             { ".debug_str_offsets", ".debug_str_offsets.dwo" }
};

void dwarf_file_take(dwarf *d, const debug_module *from, bool is_split)
{
    for (uint32_t i = 0; i < DWARF_SECTIONS; i++) {
        text_view found = debug_file_section(from, names[i][is_split]);
        d->sections[i] = (dwarf_section){ (const uint8_t *)found.bytes, (uint32_t)found.size };
    }
}

text_view dwarf_file_name(text_view dwo_name)
{
    size_t from = dwo_name.size;
    if (!from)
        return dwo_name;
    while (from && dwo_name.bytes[from - 1] != '/' && dwo_name.bytes[from - 1] != '\\')
        from--;
    text_view name = { dwo_name.bytes + from, dwo_name.size - from };
    return debug_file_is_plain(name) ? name : (text_view){ 0 };
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
    if (!debug_file_section(m, ".debug_addr").size)
        return false;
    dwarf_open(&d, w->budget, (uint32_t)m->code.size);
    dwarf_file_take(&d, m, false);
    d.steps = WANTED_STEPS;
    dwarf_read_units(&d);
    for (uint32_t i = 0; i < d.unit_count; i++)
        want(w, dwarf_file_name(d.units[i].dwo_name));
    dwarf_close(&d);
    return false;
}

uint32_t dwarf_file_wanted(budget *b, const uint8_t *bytes, size_t size, text_view *out, uint32_t room)
{
    wanted w = { b, out, 0, room };
    debug_module ignored;
    debug_file_walk(bytes, size, visit, &w, &ignored);
    return w.count;
}
