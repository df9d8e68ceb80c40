/* How a value reads: what a variable of a mod holds, told by its type as its
 * author would write it: {hp = 100, pos = {x = 1, y = 2}}, "wolf", Some(3), [1, 2, 3].
 *
 * All that is read is the mod's, and so not trusted: memory is read by a function
 * that checks, types are gone through in a dwarf's steps, and one variable tells
 * a bounded count of things, so deep, and so long.
 */
#ifndef INLAY_HOST_STORY_SHAPE_H
#define INLAY_HOST_STORY_SHAPE_H

#include "host/dwarf.h"

/* Tell what is held there, of that type; the caller said the name already: " = 7", " not kept". */
void story_shape_tell(text_builder *t, dwarf *d, const dwarf_unit *u, uint64_t type, const dwarf_whole *held, const dwarf_frame *frame);

/* A name that debug information gives, escaped, and cut where it is long. */
void story_shape_name(text_builder *t, text_view name);

/* A float of so many bytes. */
void story_shape_float(text_builder *t, uint64_t bits, uint64_t size);

#endif
