/* Straight calls of numbers alone, in line for whoever calls often: nothing is asked
 * of realloc, and nothing lies in memory. And which way any straight call goes.
 */
#ifndef INLAY_COMPONENT_STRAIGHT_NUMBERS_H
#define INLAY_COMPONENT_STRAIGHT_NUMBERS_H

#include "engine/component/straight.h"
#include "engine/wasm/short_call.h"

/* The function is back, or waits; it, or its result, goes on as a crossing that has come as far. */
task_outcome straight_numbers_go_on(component_func *f, const typed_plan *typed, wasm_task *task, task_outcome outcome);

/* False: a null pointer, or a value that is none of its type. */
ALWAYS_INLINE bool straight_lower_numbers(const typed_code *code, const void *const *arguments, wasm_slot *slots)
{
    const typed_step *s = code->numbers, *end = s + code->number_count;
    for (; s < end; s++) {
        const uint8_t *c = arguments[s->next];
        if (UNLIKELY(!c || !straight_lower_plain(s, c, &slots[s->at])))
            return straight_lower_rest(s, end, arguments, slots);
    }
    return true;
}

/* False: it is none of its type. */
ALWAYS_INLINE bool straight_lift_result(const typed_code *code, const wasm_slot *slots, void *result)
{
    return !result || !code->number_count || straight_lift_number(code->numbers, slots, result);
}

/* Numbers in flat words alone, and nothing to tell the guest afterwards. */
ALWAYS_INLINE straight_outcome straight_call_numbers(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                                     void *result, task_outcome *out)
{
    wasm_store *core = task->st.store;
    component_instance *callee = f->side.instance;
    if (UNLIKELY(core->tank.at_hand < (int64_t)typed->price_there + f->core_entry.code->price
                 || !straight_lower_numbers(&typed->params, arguments, task->slots)))
        return STRAIGHT_REFUSED;

    store_take(core, typed->price_there);
    callee->may_enter = false;
    uint32_t control = interpreter_enter();
    task_outcome outcome = short_call(task, &f->core_entry);
    if (UNLIKELY(control))
        interpreter_leave(control);
    *out = outcome;
    if (UNLIKELY(outcome == TASK_TRAPPED))
        return STRAIGHT_DRIVEN;
    if (UNLIKELY(outcome != TASK_DONE || core->tank.at_hand < typed->price_back || !straight_lift_result(&typed->result, task->slots, result)))
        return *out = straight_numbers_go_on(f, typed, task, outcome), STRAIGHT_DRIVEN;
    store_take(core, typed->price_back);
    callee->may_enter = true;
    return STRAIGHT_DONE;
}

/* component_call_straight. */
ALWAYS_INLINE straight_outcome straight_call(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                             void *result, task_outcome *out)
{
    component_store *cs = f->store;
    if (UNLIKELY(!f->is_straight || !f->side.instance->may_enter || cs->driven || !task->slots || !(cs->spare || straight_find_spare(cs))))
        return STRAIGHT_REFUSED;
    if (typed->is_numbers && f->side.post_return == WASM_NO_INDEX)
        return straight_call_numbers(f, task, typed, arguments, result, out);
    if (UNLIKELY(typed->memory > f->straight_memory))
        return STRAIGHT_REFUSED;
    if (typed->is_one)
        return straight_call_one(f, task, typed, arguments, result, out);
    return typed->params.is_flat ? straight_call_flat(f, task, typed, arguments, result, out)
                                 : straight_call_values(f, task, typed, arguments, result, out);
}

#endif
