/* How a straight call begins and ends, whatever its values are. */
#ifndef INLAY_COMPONENT_STRAIGHT_END_H
#define INLAY_COMPONENT_STRAIGHT_END_H

#include "engine/component/straight_call.h"

/* The guest did not come back from the function, or from its post-return; or the result isn't lifted here. */
straight_outcome straight_stop_call(straight *k, task_outcome *out);
straight_outcome straight_stop_post_return(straight *k, task_outcome *out);
straight_outcome straight_lift_as_crossing(straight *k, task_outcome *out);

/* Nothing stands against it any more. */
ALWAYS_INLINE void straight_begin(straight *k)
{
    k->x->used = true;            /* what is lent names it */
    k->x->borrows = 0;
    k->x->lower.side = &k->func->side;
    k->func->side.instance->may_enter = false;
    store_take(k->core, PLAN_CALL_PRICE);
}

/* The words that were lowered, where the function finds them. One by one: words just written are not at hand as a wider one yet. */
ALWAYS_INLINE void straight_place(const straight *k)
{
    wasm_slot *slots = k->task->slots;
    const wasm_slot *flat = k->x->lower.flat;
    slots[0] = flat[0];
    for (uint32_t i = 1; i < k->func->core_entry.param_slots; i++)
        slots[i] = flat[i];
}

ALWAYS_INLINE void straight_give_back(crossing *x)
{
    x->used = false;
    x->move_count = x->moved = 0;
    crossing_give_back(x);
}

/* What was lifted is kept until the next call that gives a view is over: that one may be given parts of it. */
ALWAYS_INLINE void straight_keep(const straight *k)
{
    component_store *cs = k->store;
    crossing *x = k->x, *before = cs->kept;
    x->host_asked = false;
    x->move_count = x->moved = 0;
    x->callee = k->func;
    x->typed = k->typed;
    cs->kept = x;
    if (before)
        straight_give_back(before);
}

/* The result is lifted. */
ALWAYS_INLINE straight_outcome straight_end(const straight *k, task_outcome *out)
{
    component_instance *callee = k->func->side.instance;
    if (k->func->side.post_return != WASM_NO_INDEX) {
        callee->may_leave = false;
        k->task->slots[0] = k->core_result;
        task_outcome guest = short_call(k->task, &k->func->post_entry);
        if (guest != TASK_DONE || k->core->tank.at_hand < 0) {
            straight now = *k;
            now.guest = guest;
            return straight_stop_post_return(&now, out);
        }
        callee->may_leave = true;
    }
    callee->may_enter = true;
    store_count_copied(k->store, k->copied, k->lowered);
    if (k->typed->result.has_views)
        straight_keep(k);
    else
        straight_give_back(k->x);
    *out = TASK_DONE;
    return STRAIGHT_DONE;
}

#endif
