/* Files that hold DWARF: which sections of a module do. */
#ifndef INLAY_HOST_DWARF_FILE_H
#define INLAY_HOST_DWARF_FILE_H

#include "host/debug_file.h"
#include "host/dwarf.h"

/* Take the sections of a module; of a .dwo file, those of split units. */
void dwarf_file_take(dwarf *d, const debug_module *from, bool is_split);

#endif
