/* Lifting: a guest's words and bytes become values (CanonicalABI.md, Loading
 * and Flat Lifting). Runs no guest code, so it is done in one step. */
#ifndef INLAY_COMPONENT_LIFT_H
#define INLAY_COMPONENT_LIFT_H

#include "engine/component/crossing.h"

/* A lifting under way. */
typedef struct lift {
    crossing             *x;
    const component_side *side;
    const plan_node      *nodes;
    const uint8_t        *memory;
    uint64_t              memory_size;
    const wasm_slot      *slots;
    bool                  to_host;
} lift;

/* lift_flat_values: `count` values of the tuple `node` (of the callee's plan)
 * out of `slots`, or out of memory where they are spilled. For the host,
 * strings become UTF-8; else they stay as they are, and tag says how. False:
 * the fault is in the crossing. */
bool lift_values(crossing *x, const component_side *side, const plan_node *node, bool spilled, const wasm_slot *slots,
                 bool to_host, inlay_value *values, uint32_t count);

/* The parts of it that typed_lift.c shares. The string is copied; `tag` says its form where it isn't converted. */
bool lift_text(lift *l, uint64_t pointer, uint64_t units, inlay_string *out, uint32_t *tag);

/* Do `count` items of `size` bytes lie there? Counts them. */
bool lift_range(lift *l, uint64_t pointer, uint64_t count, uint32_t size, uint32_t align);

/* A handle of the guest: its rep goes to *id, which lift_handles_to_host turns into the host's id. */
bool lift_handle(lift *l, uint32_t index, uint32_t resource, bool own, inlay_resource *id);

bool lift_case_fault(lift *l, uint32_t tag, uint32_t count);

/* Copy scalars of memory into a C array, each as lifting makes it. */
bool lift_pack(lift *l, inlay_kind kind, const uint8_t *from, uint32_t count, void *to);

/* The bits of a flat word, as the scalar in C. */
bool lift_scalar(lift *l, inlay_kind kind, uint64_t bits, void *out);

/* Turn the reps of handles that were lifted into the host's ids. */
bool lift_handles_to_host(crossing *x);

#endif
