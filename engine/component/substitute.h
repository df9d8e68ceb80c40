/* Substitution: a type with the resources it binds replaced, as when a
 * component is instantiated or an instance type imported. What does not change
 * is shared, not copied.
 */
#ifndef INLAY_COMPONENT_SUBSTITUTE_H
#define INLAY_COMPONENT_SUBSTITUTE_H

#include "engine/component/scope.h"

/* Let a resource stand for another on a side (0, 1) until undone. False: no memory. */
bool     substitute_bind(component_decoder *d, int side, const cresource *from, const cresource *to);
const cresource *substitute_bound(const component_decoder *d, int side, const cresource *from);   /* null: nothing */
uint32_t substitute_mark(const component_decoder *d);
void     substitute_undo(component_decoder *d, uint32_t mark);

/* Let a type stand for another, and each other name for it for that one's, until d->renamed is closed. False: no memory. */
bool     substitute_type(component_decoder *d, const ctype *from, const ctype *to);

/* The instance made when the type is imported or exported: its own resources
 * are fresh ones of the innermost scope. Null: refused or no memory. */
const world_type *substitute_fresh(component_decoder *d, const world_type *type);

/* The instance made when the component is instantiated: resources bound on side
 * 1 and types in d->renamed are replaced, its own others are fresh. */
const world_type *substitute_instantiate(component_decoder *d, const world_type *c);

#endif
