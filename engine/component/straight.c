/* Straight calls, where they are not made in line; and numbers' where they go on as crossings. */
#include "engine/component/straight_numbers.h"

#include "engine/component/crossing.h"

task_outcome straight_numbers_go_on(component_func *f, const typed_plan *typed, wasm_task *task, task_outcome outcome)
{
    component_store *cs = f->store;
    crossing *x = straight_take_spare(cs);
    component_set_kept_aside(cs);
    crossing_begin(x, f, NULL);
    x->typed = typed;
    x->entered = true;
    x->phase = CROSSING_CALLED;
    x->waiting = outcome != TASK_DONE;
    x->work = typed->params.work % PLAN_UNIT_WORK;
    x->core_result = task->slots[0];
    cs->driven = x;
    return outcome == TASK_DONE ? component_run(cs, task) : outcome;
}

bool straight_find_spare(component_store *cs)
{
    if (!cs->free_crossing)
        return false;
    cs->spare = crossing_take(cs);
    return true;
}

straight_outcome component_call_straight(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                         void *result, task_outcome *out)
{
    return straight_call(f, task, typed, arguments, result, out);
}
