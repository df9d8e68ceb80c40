/* Straight calls of numbers alone: nothing is asked of realloc, and nothing lies in memory. */
#include "engine/component/straight.h"

#include "engine/component/crossing.h"
#include "engine/wasm/short_call.h"

/* False: a null pointer, or a value that is none of its type. */
ALWAYS_INLINE bool lower_numbers(const typed_code *code, const void *const *arguments, wasm_slot *slots)
{
    const typed_step *s = code->numbers, *end = s + code->number_count;
    for (; s < end; s++) {
        const uint8_t *c = arguments[s->next];
        if (!c || !straight_lower_plain(s, c, &slots[s->at]))
            return straight_lower_rest(s, end, arguments, slots);
    }
    return true;
}

/* False: it is none of its type. */
ALWAYS_INLINE bool lift_result(const typed_code *code, const wasm_slot *slots, void *result)
{
    const typed_step *s = code->numbers;
    return !result || !code->number_count || straight_lift_number(s, slots, result);
}

/* As a crossing that has come as far: the guest's function was called. */
static task_outcome go_on(component_func *f, const typed_plan *typed, wasm_task *task, task_outcome outcome)
{
    component_store *cs = f->store;
    component_set_kept_aside(cs);
    crossing *x = crossing_open(cs, f, NULL);
    ASSERT(x);
    x->typed = typed;
    x->entered = true;
    x->phase = CROSSING_CALLED;
    x->waiting = outcome != TASK_DONE;
    x->work = typed->params.work % PLAN_UNIT_WORK;
    x->core_result = task->slots[0];
    cs->driven = x;
    return outcome == TASK_DONE ? component_run(cs, task) : outcome;
}

/* Numbers in flat words alone, and nothing to tell the guest afterwards. */
ALWAYS_INLINE straight_outcome call_numbers(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                            void *result, task_outcome *out)
{
    component_store *cs = f->store;
    wasm_store *core = cs->core;
    component_instance *callee = f->side.instance;
    if (core->tank.at_hand < (int64_t)typed->price_there + f->core_entry.code->price || !lower_numbers(&typed->params, arguments, task->slots))
        return STRAIGHT_REFUSED;

    uint32_t kept = cs->free_crossing;                        /* so that there is one if it is needed */
    crossing *x = cs->crossings[kept - 1];
    cs->free_crossing = x->next_free;
    store_take(core, typed->price_there);
    callee->may_enter = false;
    uint32_t control = interpreter_enter();
    task_outcome outcome = short_call(task, &f->core_entry);
    if (control)
        interpreter_leave(control);
    x->next_free = cs->free_crossing;
    cs->free_crossing = kept;
    *out = outcome;
    if (outcome == TASK_TRAPPED)
        return STRAIGHT_DRIVEN;
    if (outcome != TASK_DONE || core->tank.at_hand < typed->price_back || !lift_result(&typed->result, task->slots, result)) {
        *out = go_on(f, typed, task, outcome);
        return STRAIGHT_DRIVEN;
    }
    store_take(core, typed->price_back);
    callee->may_enter = true;
    return STRAIGHT_DONE;
}

straight_outcome component_call_straight(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                         void *result, task_outcome *out)
{
    component_store *cs = f->store;
    if (!f->is_straight || !f->side.instance->may_enter || !cs->free_crossing || cs->driven || !task->slots)
        return STRAIGHT_REFUSED;
    if (typed->is_numbers && f->side.post_return == WASM_NO_INDEX)
        return call_numbers(f, task, typed, arguments, result, out);
    if (!f->takes_views && typed->has_memory)
        return STRAIGHT_REFUSED;
    return typed->params.is_flat ? straight_call_flat(f, task, typed, arguments, result, out)
                                 : straight_call_values(f, task, typed, arguments, result, out);
}
