/* Files beside a mod that its debug information asks for by name: .dwo files
 * (-gsplit-dwarf), source maps (sourceMappingURL). They are looked for in the
 * mod's own folder, whatever path their compiler wrote.
 */
#ifndef INLAY_HOST_DEBUG_BESIDE_H
#define INLAY_HOST_DEBUG_BESIDE_H

#include "host/debug_file.h"

/* The name, without its folder; empty: no plain name. */
text_view debug_beside_name(text_view path);

/* What the core module says of its source map: its name; empty: it has none, or none beside it. */
text_view debug_beside_map(const debug_module *m);

/* Names that a file's core modules ask for, each once; they point into the bytes.
 * How many; none beyond `room`. What it takes for a while is charged to the budget. */
uint32_t debug_beside_wanted(budget *b, const uint8_t *bytes, size_t size, text_view *names, uint32_t room);

#endif
