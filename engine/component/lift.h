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
    bool                  is_stopped;     /* a value was no good: */
    place                 where;
} lift;

/* ---- reading ---- */

static inline uint64_t lift_load(const uint8_t *p, uint32_t width)
{
    uint64_t v = 0;
    for (uint32_t i = width; i-- > 0;)
        v = v << 8 | p[i];
    return v;
}

static inline uint64_t lift_fetch(const lift *l, place p, uint32_t width)
{
    return p.flat ? l->slots[p.at].bits : lift_load(l->memory + p.at, width);
}

/* An address and a length. */
static inline void lift_fetch_pair(const lift *l, place p, uint64_t *address, uint64_t *length)
{
    const uint32_t width = l->side->is_64 ? 8 : 4;
    *address = p.flat ? side_word(l->side, l->slots[p.at]) : lift_load(l->memory + p.at, width);
    *length = p.flat ? side_word(l->side, l->slots[p.at + 1]) : lift_load(l->memory + p.at + width, width);
}

static inline place lift_inside(place p, const plan_node *child)
{
    return (place){ p.flat, p.at + (p.flat ? child->flat : child->offset) };
}

/* The value there is no good: kept of the innermost. False, to be returned. */
static inline bool lift_stop(lift *l, place p)
{
    if (!l->is_stopped)
        l->where = p;
    l->is_stopped = true;
    return false;
}

/* ---- lifting ---- */

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

/* lift_place.c: the crossing has its fault; say in which value of the tuple that is, whose values begin at `p`. False, to be returned. */
bool lift_tell_place(const lift *l, const plan_node *tuple, place p);

/* Turn the reps of handles that were lifted into the host's ids. */
bool lift_handles_to_host(crossing *x);

#endif
