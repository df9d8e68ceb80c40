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
                 const uint64_t *out_pointer);

/* Go on until done, or until realloc must be called with lower.request. */
lower_outcome lower_run(crossing *x);

/* Realloc answered. Then lower_run. False: a fault. */
bool lower_resume(crossing *x, uint64_t pointer);

/* A handle for the guest's table; *index is what the guest is told. */
bool lower_handle(crossing *x, uint32_t resource, bool own, uint64_t rep, uint32_t *index);

/* A string or list waits for realloc, which `request` says; typed_lower.c's too. */
lower_outcome lower_text(crossing *x, string_source source, place p);
lower_outcome lower_wait_for(lowering *w, lower_wait wait, place p, realloc_request request);

/* Is it small enough to cross, and within the budget? */
lower_outcome lower_list(crossing *x, size_t count, place p, uint32_t item_size, uint32_t align);

void lower_put(lowering *w, place p, uint32_t width, uint64_t v);
void lower_put_pair(lowering *w, place p, uint64_t pointer, uint32_t length);

/* The rep behind the host's id, which is lent; an owned one moves over, with `move`. False: it is stale, or another's. */
bool lower_look_up(crossing *x, uint32_t resource, bool own, bool move, inlay_resource id, uint64_t *rep, error *err);

/* Turn the host's ids in `values` into reps, owned ones moving over. why: a text to fill. */
bool lower_handles_from_host(crossing *x, const plan_node *node, inlay_value *values, uint32_t count, error *err);

#endif
