/* Files that hold DWARF: which sections of a module do, and which .dwo files
 * hold the rest where a compiler was told to split it (-gsplit-dwarf).
 */
#ifndef INLAY_HOST_DWARF_FILE_H
#define INLAY_HOST_DWARF_FILE_H

#include "host/debug_file.h"
#include "host/dwarf.h"

/* Take the sections of a module; of a .dwo file, those of split units. */
void dwarf_file_take(dwarf *d, const debug_module *from, bool is_split);

/* A .dwo file's name, as it is looked for beside the mod: without its folder; empty: no plain name. */
text_view dwarf_file_name(text_view dwo_name);

/* Names of .dwo files that a file's core modules ask for, each once; they point into the bytes.
 * How many; none beyond `room`. What it takes for a while is charged to the budget. */
uint32_t dwarf_file_wanted(budget *b, const uint8_t *bytes, size_t size, text_view *names, uint32_t room);

#endif
