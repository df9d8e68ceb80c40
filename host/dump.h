/* Core dumps of mods that failed: one is kept for each mod, its last, until the
 * next one or until the mod goes. At most one is made in a frame.
 */
#ifndef INLAY_HOST_DUMP_H
#define INLAY_HOST_DUMP_H

#include "host/generation.h"

/* It just trapped: keep its dump, and say so. Without memory, or where another mod's
 * was made in this frame, there is none, and nothing is said. */
void dump_keep(const generation *g, text_builder *story);

/* Copies what fits; the whole size, 0: there is none. */
size_t dump_copy(const struct mod *m, void *out, size_t room);

#endif
