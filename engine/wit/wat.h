/* A package of WIT as component text (.wat), as tools print a packed one: the
 * part of the text format that makes types, imports and exports. What it stands
 * for is given as the binary; whether that is valid its decoder says.
 */
#ifndef INLAY_WIT_WAT_H
#define INLAY_WIT_WAT_H

#include "engine/base/error.h"

/* The text as a component's binary, added to `out`. False: err says where the text is wrong, or that it holds more than types. */
bool wat_assemble(text_builder *out, text_view text, error *err);

#endif
