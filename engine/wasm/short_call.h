/* Short calls: a function of the guest called from outside, where the task is
 * idle, there is room and fuel, and no one collects: as task_invoke_within, in
 * line, for the files whose calls are counted in nanoseconds. What stands
 * against it goes that way; what stops it ends in task_invoke_stopped.
 */
#ifndef INLAY_WASM_SHORT_CALL_H
#define INLAY_WASM_SHORT_CALL_H

#include "engine/wasm/state.h"

/* Either is rare (call.c). */
task_outcome task_invoke_slowly(wasm_task *t, const task_entry *e);
task_outcome task_invoke_stopped(wasm_task *t, run_outcome outcome);

/* The first frame: there is room, its arguments stand at the stack's start, its entry is paid. */
ALWAYS_INLINE void short_call_enter(wasm_state *st, uint32_t number, const code_function *f)
{
    wasm_frame *first = ++st->top;
    first->instance = number;
    first->function = f->index;
    st->fp = st->task->slots;
    st->pc = f->cells;
    if (!st->instance || st->instance_number != number)
        state_enter_instance(st, number);
    else
        state_read_memory(st);            /* it ran last, too */
}

ALWAYS_INLINE task_outcome short_call(wasm_task *t, const task_entry *e)
{
    wasm_state *st = &t->st;
    wasm_store *s = st->store;
    const code_function *f = e->code;
    ASSERT(task_is_idle(t));
    /* A body without cells has more slots than there can be room for. */
    if (!f || f->slots > t->slot_capacity || s->tank.at_hand < (int64_t)f->price || st->top + 1 >= st->frame_end || s->collection.phase != COLLECTION_IDLE)
        return task_invoke_slowly(t, e);

    t->called = e->func;
    t->has_results = true;                /* once it is idle */
    s->tank.at_hand -= f->price;
    short_call_enter(st, e->instance, f);
    run_outcome outcome = s->run(st);
    /* Nothing was parked, so nothing is left to be emptied. */
    ASSERT(outcome != RUN_DONE || (task_is_idle(t) && !t->parked && (!FUEL_ORACLE || store_tank_ready(&s->tank) == s->oracle_fuel)));
    return outcome == RUN_DONE ? TASK_DONE : task_invoke_stopped(t, outcome);
}

#endif
