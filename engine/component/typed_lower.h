/* Typed lowering: C values become a guest's words and bytes, for lower.c, which
 * drives it: realloc is waited for there. */
#ifndef INLAY_COMPONENT_TYPED_LOWER_H
#define INLAY_COMPONENT_TYPED_LOWER_H

#include "engine/component/lower.h"

/* Begin with x->given, which was looked at. False: no memory. */
bool typed_lower_begin(crossing *x);

lower_outcome typed_lower_run(crossing *x);

/* Realloc gave room for the list that waited. */
void typed_lower_items(crossing *x, uint64_t pointer);

/* What x->given points to may go: copy it. */
void typed_lower_keep(crossing *x);

#endif
