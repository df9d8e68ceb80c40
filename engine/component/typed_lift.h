/* Typed lifting: a guest's words and bytes become C values, for lift.c. */
#ifndef INLAY_COMPONENT_TYPED_LIFT_H
#define INLAY_COMPONENT_TYPED_LIFT_H

#include "engine/component/lift.h"

/* Room for what is to be lifted: x->lifted. False: no memory. */
bool typed_lift_room(crossing *x, const typed_code *code);

/* Fill x->lifted; `base`: where spilled values begin. */
bool typed_lift_run(lift *l, const typed_code *code, uint64_t base);

#endif
