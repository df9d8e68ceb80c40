/* Files that hold DWARF. */
#include "host/dwarf_file.h"

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
