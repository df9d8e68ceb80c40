/* Straight calls with one argument that is a string or a list of numbers, and a result of
 * one word, or one string or list: what most calls are that have any. As
 * straight_flat.c goes, without a walk. */
#include "engine/component/lower.h"
#include "engine/component/straight_end.h"
#include "engine/component/straight_look.h"
#include "engine/component/straight_room.h"
#include "engine/component/straight_view.h"

static straight_outcome wait_for_room(const straight *now, const typed_step *n, inlay_list view, task_outcome *out)
{
    now->x->lower.base = 0;
    if (n->op == TYPED_STRING)
        straight_wait_for_string(now, n->then, (inlay_string){ view.items, view.count }, out);
    else
        straight_wait_for_list(now, n->then, (uint32_t)view.count * n->size, out);
    return STRAIGHT_DRIVEN;
}

/* There is fuel for all of it before the function, and room for what runs. */
ALWAYS_INLINE straight_outcome call(straight *k, const typed_step *n, inlay_list view, void *result, task_outcome *out)
{
    const uint32_t count = (uint32_t)view.count, size = n->op == TYPED_STRING ? count : count * n->size;
    uint32_t pointer;
    k->callee->may_enter = false;
    short_call_begin(k->task, &k->func->core_entry);
    short_call_settle(&k->task->st, k->func->core_entry.instance);
    store_take(k->core, PLAN_CALL_PRICE);
    k->copied = size;
    k->work = n->work + 2 * (uint64_t)size;
    if (!straight_find_room(k, size, n->op == TYPED_STRING ? 1 : n->align, &pointer)) {
        const straight now = *k;          /* a copy to be pointed at, here and below: `k` itself is in registers */
        return wait_for_room(&now, n, view, out);
    }
    if (n->op == TYPED_STRING)
        straight_copy_text(k->memory + pointer, view.items, size);
    else
        straight_move_items(k, n, view.items, count, pointer);
    k->lowered = k->copied;
    k->task->slots[0].bits = pointer;
    k->task->slots[1].bits = count;
    k->guest = short_call_again(k->task, k->core, &k->func->core_entry, straight_due(k));
    if (k->guest != TASK_DONE) {
        straight now = *k;
        return straight_stop_call(&now, out);
    }
    k->core_result = k->task->slots[0];
    k->x->lifted = NULL;
    bool good = k->typed->result.is_view ? straight_lift_view(k, result) : straight_lift_flat(k, result);
    if (good)
        return straight_end(k, out);
    straight now = *k;
    return straight_lift_as_crossing(&now, out);
}

straight_outcome straight_call_one(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, void *result,
                                   task_outcome *out)
{
    straight k = straight_make(f, task, typed, arguments);
    straight_looker l = straight_looker_make(&k);
    const typed_step *n = typed->params.numbers;
    if (!arguments[0])
        return STRAIGHT_REFUSED;
    const inlay_list view = typed_list(n, arguments[0]);
    bool good = n->op == TYPED_STRING ? straight_look_text(&l, typed_string(n, arguments[0])) : straight_look_bulk(&l, n, view);
    l.work += n->work;
    if (!good || !straight_may_begin(&l))
        return STRAIGHT_REFUSED;
    uint32_t control = interpreter_enter();
    straight_outcome outcome = call(&k, n, view, result, out);
    if (control)
        interpreter_leave(control);
    return outcome;
}
