/* Values of any type as C has them: layouts of types, and values of a layout
 * made from trees, and back. For fuzz-canon: what a typed call does is held
 * against what a dynamic one does.
 */
#ifndef INLAY_TESTS_CANON_TYPED_H
#define INLAY_TESTS_CANON_TYPED_H

#include "engine/component/ctype.h"
#include "engine/component/layout.h"

/* All in an arena that never fails. Of types without handles. */
const inlay_layout *typed_layout_of(arena *a, const ctype *t);
void                typed_fill(arena *a, const inlay_layout *l, const inlay_value *v, void *c);
inlay_value         typed_tree_of(arena *a, const inlay_layout *l, const void *c);

#endif
