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
    k->callee->may_enter = false;
    short_call_begin(k->task, &k->func->core_entry);
    short_call_settle(&k->task->st, k->func->core_entry.instance);
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

/* It is the next call's again. */
ALWAYS_INLINE void straight_give_back(component_store *cs, crossing *x)
{
    x->used = false;
    arena_clear_again(&x->scratch);
    cs->spare = x;
}

/* What was lifted is kept until the next call that gives a view is over: that one may be given parts of it. */
ALWAYS_INLINE void straight_keep(const straight *k)
{
    component_store *cs = k->store;
    crossing *x = k->x, *before = cs->kept;
    ASSERT(!x->host_asked);
    x->callee = k->func;
    x->typed = k->typed;
    cs->kept = x;
    if (before)
        straight_give_back(cs, before);
    else
        cs->spare = NULL;
}

/* What it called of the host may have thrown its code away. */
ALWAYS_INLINE task_outcome straight_run_post_return(const straight *k)
{
    const task_entry *e = &k->func->post_entry;
    return LIKELY(short_call_fits(k->task, e)) ? short_call_again(k->task, k->core, e, 0) : task_invoke_slowly(k->task, e);
}

/* The result is lifted. `uses`: something of the crossing was set. */
ALWAYS_INLINE straight_outcome straight_end(const straight *k, bool uses, task_outcome *out)
{
    component_instance *callee = k->callee;
    if (k->func->side.post_return != WASM_NO_INDEX) {
        callee->may_leave = false;
        k->task->slots[0] = k->core_result;
        task_outcome guest = straight_run_post_return(k);
        if (UNLIKELY(guest != TASK_DONE || k->core->tank.at_hand < 0)) {
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
    else if (uses)
        straight_give_back(k->store, k->x);
    *out = TASK_DONE;
    return STRAIGHT_DONE;
}

#endif
