/* Trees as C values: what the dynamic API gives and takes, packed into what a header's
 * structs would be, and unpacked, so that its calls take the ways of typed ones.
 * Layouts are made up from the function's types: records, tuples, variants,
 * options, results, enums, flags, lists, and what they hold.
 */
#ifndef INLAY_COMPONENT_TREE_H
#define INLAY_COMPONENT_TREE_H

#include "engine/component/layout.h"

/* Null: it has a value of another sort, or too many parts, or there is no memory. */
const inlay_layout *tree_layout(arena *a, const ctype *t);

/* One value, zeroed before, at `to`; lists go into the arena, strings and packed lists stay where they are.
 * False: it isn't what the layout says, or there is no memory. */
bool tree_pack(arena *a, const inlay_layout *l, const inlay_value *v, uint8_t *to);

/* And back. Parts that the value has go into the arena, but for strings and lists of numbers. False: no memory. */
bool tree_unpack(arena *a, const inlay_layout *l, const uint8_t *from, inlay_value *out);

#endif
