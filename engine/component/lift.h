/* Lifting: a guest's words and bytes become values (CanonicalABI.md, Loading
 * and Flat Lifting). Runs no guest code, so it is done in one step. */
#ifndef INLAY_COMPONENT_LIFT_H
#define INLAY_COMPONENT_LIFT_H

#include "engine/component/crossing.h"

/* lift_flat_values: `count` values of the tuple `node` (of the callee's plan)
 * out of `slots`, or out of memory where they are spilled. For the host,
 * strings become UTF-8; else they stay as they are, and tag says how. False:
 * the fault is in the crossing. */
bool lift_values(crossing *x, const component_side *side, const plan_node *node, bool spilled, const wasm_slot *slots,
                 bool to_host, inlay_value *values, uint32_t count);

/* Turn the reps of handles that were lifted into the host's ids. */
bool lift_handles_to_host(crossing *x);

#endif
