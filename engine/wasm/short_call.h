/* Short calls: a function of the guest called from outside, where the task is
 * idle, there is room and fuel, and no one collects: as task_invoke_within, in
 * line, for the files whose calls are counted in nanoseconds. What stands
 * against it goes that way; what stops it ends in task_invoke_stopped.
 */
#ifndef INLAY_WASM_SHORT_CALL_H
#define INLAY_WASM_SHORT_CALL_H

#include "engine/base/expect.h"
#include "engine/wasm/state.h"

/* Either is rare (call.c). */
task_outcome task_invoke_slowly(wasm_task *t, const task_entry *e);
task_outcome task_invoke_stopped(wasm_task *t, run_outcome outcome);

/* The first frame: there is room, its arguments stand at the stack's start, its entry is paid. */
ALWAYS_INLINE void short_call_push(wasm_task *t, uint32_t number, const code_function *f)
{
    wasm_state *st = &t->st;
    wasm_frame *first = ++st->top;
    first->instance = number;
    first->function = f->index;
    st->fp = t->slots;
    st->pc = f->cells;
}

/* Its instance, once for all short_call_again. */
ALWAYS_INLINE void short_call_settle(wasm_state *st, uint32_t number)
{
    if (UNLIKELY(!st->instance || st->instance_number != number))
        state_enter_instance(st, number);
    else
        state_read_memory(st);            /* it ran last, too */
}


/* Is there room for its slots? A body without cells has more than there can be room for. */
ALWAYS_INLINE bool short_call_has_slots(const wasm_task *t, const task_entry *e)
{
    return e->code->slots <= t->slot_capacity;
}

/* Is there code, and room for it? */
ALWAYS_INLINE bool short_call_fits(const wasm_task *t, const task_entry *e)
{
    const wasm_state *st = &t->st;
    return e->code && short_call_has_slots(t, e) && st->top + 1 < st->frame_end;
}

/* What the calls to come are, once for all of them: their results are no references. */
ALWAYS_INLINE void short_call_begin(wasm_task *t, const task_entry *e)
{
    t->called = e->func;
    t->has_results = true;                /* once it is idle */
}

/* Is there fuel for it to begin, and does no one collect? */
ALWAYS_INLINE bool short_call_may_enter(const wasm_store *s, const code_function *f)
{
    return s->tank.at_hand >= (int64_t)f->price && s->collection.phase == COLLECTION_IDLE;
}

ALWAYS_INLINE task_outcome short_call_run(wasm_task *t, wasm_store *s)
{
    run_outcome outcome = s->run(&t->st);
    /* Nothing was parked, so nothing is left to be emptied. */
    ASSERT(outcome != RUN_DONE || (task_is_idle(t) && !t->parked && (!FUEL_ORACLE || store_tank_ready(&s->tank) == s->oracle_fuel)));
    return LIKELY(outcome == RUN_DONE) ? TASK_DONE : task_invoke_stopped(t, outcome);
}

/* After short_call_begin, and where it fits. */
ALWAYS_INLINE task_outcome short_call_first(wasm_task *t, const task_entry *e)
{
    wasm_store *s = t->st.store;
    const code_function *f = e->code;
    ASSERT(task_is_idle(t) && short_call_fits(t, e));
    if (UNLIKELY(!short_call_may_enter(s, f)))
        return task_invoke_slowly(t, e);
    s->tank.at_hand -= f->price;
    short_call_push(t, e->instance, f);
    short_call_settle(&t->st, e->instance);
    return short_call_run(t, s);
}

/* short_call_again up to its run, for who has something to do right before that; false: it is task_invoke_slowly that makes it. */
ALWAYS_INLINE bool short_call_prepare(wasm_task *t, wasm_store *s, const task_entry *e, uint64_t price)
{
    wasm_state *st = &t->st;
    const code_function *f = e->code;
    const int64_t left = s->tank.at_hand - (int64_t)price - (int64_t)f->price;
    ASSERT(s == st->store && task_is_idle(t) && short_call_fits(t, e) && st->instance);
    if (UNLIKELY(left < 0 || s->collection.phase != COLLECTION_IDLE)) {
        store_take(s, (int64_t)price);
        return false;
    }
    s->tank.at_hand = left;
    if (FUEL_ORACLE)
        s->oracle_fuel -= (int64_t)price;
    short_call_push(t, e->instance, f);
    if (UNLIKELY(st->instance_number != e->instance))
        state_enter_instance(st, e->instance);
    ASSERT(st->memory == st->instance->memory->bytes && st->memory_size == st->instance->memory->size);
    return true;
}

/* The same where no one else has run since the last one, or since its instance was settled: what is there of it is right.
 * `s`: the task's store; `price` is to be paid first, and there is enough for it. */
ALWAYS_INLINE task_outcome short_call_again(wasm_task *t, wasm_store *s, const task_entry *e, uint64_t price)
{
    return short_call_prepare(t, s, e, price) ? short_call_run(t, s) : task_invoke_slowly(t, e);
}

ALWAYS_INLINE task_outcome short_call(wasm_task *t, const task_entry *e)
{
    ASSERT(task_is_idle(t));
    if (UNLIKELY(!short_call_fits(t, e)))
        return task_invoke_slowly(t, e);
    short_call_begin(t, e);
    return short_call_first(t, e);
}

#endif
