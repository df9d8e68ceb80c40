/* Lowering: values become a guest's words and bytes (CanonicalABI.md, Storing
 * and Flat Lowering). The guest's realloc runs in between, so it is a machine
 * with a stack of its own. */
#ifndef INLAY_COMPONENT_LOWER_H
#define INLAY_COMPONENT_LOWER_H

#include "engine/component/crossing.h"

typedef enum lower_outcome { LOWER_DONE, LOWER_REALLOC, LOWER_FAULT } lower_outcome;

/* Begin with the values of the tuple `node`. spilled: into memory, at `*out_pointer`
 * where the guest gave one, else where its realloc says. Then lower_run. */
bool lower_begin(crossing *x, const component_side *side, const plan_node *node, const inlay_value *values, bool spilled,
                 const uint32_t *out_pointer);

/* Go on until done, or until realloc must be called with lower.request. */
lower_outcome lower_run(crossing *x);

/* Realloc answered. Then lower_run. False: a fault. */
bool lower_resume(crossing *x, uint32_t pointer);

/* Turn the host's ids in `values` into reps, owned ones moving over. why: a text to fill. */
bool lower_handles_from_host(crossing *x, const plan_node *node, inlay_value *values, uint32_t count, error *err);

#endif
