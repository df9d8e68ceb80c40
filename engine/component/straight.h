/* Straight calls: typed calls of numbers, strings and lists of numbers, in one piece.
 *
 * They take the way of a crossing, at the same price. Whatever is out of the
 * ordinary (too little fuel, a wrong value, a call that suspends) goes on as
 * a crossing, which also says what was wrong.
 */
#ifndef INLAY_COMPONENT_STRAIGHT_H
#define INLAY_COMPONENT_STRAIGHT_H

#include "engine/component/component_store.h"

/* False: it is none of its type. */
static inline bool straight_lower_number(const typed_step *s, const uint8_t *c, wasm_slot *slot)
{
    uint32_t word;
    if (s->op == TYPED_SCALAR) {
        slot->bits = typed_scalar_bits((inlay_kind)s->kind, c + s->c_at);
        return s->kind != INLAY_CHAR || typed_is_char(slot->i32);
    }
    if (s->op == TYPED_ENUM) {
        slot->bits = word = typed_tag(s, c);
        return word < s->count;
    }
    memcpy(&word, c + s->c_at, 4);
    slot->bits = word;
    return !(word & ~s->count);
}

/* False: it is none of its type. */
static inline bool straight_lift_number(const typed_step *s, const wasm_slot *slots, uint8_t *to)
{
    uint32_t word = slots[s->at].i32;
    if (s->op == TYPED_SCALAR) {
        if (s->kind == INLAY_CHAR && !typed_is_char(word))
            return false;
        typed_set_scalar((inlay_kind)s->kind, slots[s->at].bits, to + s->c_at);
        return true;
    }
    if (s->op == TYPED_FLAGS) {
        word &= s->count;
        memcpy(to + s->c_at, &word, 4);
        return true;
    }
    if (word >= s->count)
        return false;
    typed_set_tag(s, to, word);
    return true;
}

/* May straight_call_host be used for it? */
enum { DIRECT_ARGUMENTS = 16, DIRECT_BYTES = 256 };
bool straight_is_direct(const component_func *f);

/* A guest calls it: the answer of the native function, or CROSSING: nothing has happened. */
enum { STRAIGHT_CROSSING = -1 };
int  straight_call_host(const component_lowered *lowered, native_call *call);

/* component_call_straight where there are strings or lists: the function is straight, and may be entered. */
straight_outcome straight_call_views(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                     void *result, task_outcome *out);

#endif
