/* Straight calls with one argument that is a string or a list of numbers, and a result of
 * one word, or one string or list: what most calls are that have any. As
 * straight_flat.c goes, without a walk. */
#include "engine/component/lower.h"
#include "engine/component/straight_end.h"
#include "engine/component/straight_look.h"
#include "engine/component/straight_room.h"
#include "engine/component/straight_view.h"

/* The argument; in line, so that what is asked whether it is text is known. */
typedef struct only {
    const typed_step *n;
    inlay_list        view;
    uint32_t          count, size;            /* items, bytes */
    bool              is_text;
} only;

static straight_outcome wait_for_text(const straight *now, const typed_step *n, inlay_list view, task_outcome *out)
{
    now->x->lower.base = 0;
    straight_wait_for_string(now, n->then, (inlay_string){ view.items, view.count }, out);
    return STRAIGHT_DRIVEN;
}

static straight_outcome wait_for_list(const straight *now, const typed_step *n, uint32_t size, task_outcome *out)
{
    now->x->lower.base = 0;
    straight_wait_for_list(now, n->then, size, out);
    return STRAIGHT_DRIVEN;
}

/* Many bytes are moved last: what was written before them is in the cache then, and the function need not wait for it. */
ALWAYS_INLINE task_outcome move_and_call(straight *k, only a, uint8_t *to)
{
    const task_entry *e = &k->func->core_entry;
    const bool is_ready = short_call_prepare(k->task, k->core, e, straight_due(k));
    if (a.is_text)
        straight_copy_text(to, a.view.items, a.size);
    else if (a.count)
        few_move((typed_op)a.n->bulk, a.view.items, to, (size_t)a.n->bulk_count * a.count, true);
    return LIKELY(is_ready) ? short_call_run(k->task, k->core) : task_invoke_slowly(k->task, e);
}

/* There is fuel for all of it before the function, and room for what runs. */
ALWAYS_INLINE straight_outcome call(straight *k, only a, void *result, task_outcome *out)
{
    uint32_t pointer;
    k->callee->may_enter = false;
    short_call_begin(k->task, &k->func->core_entry);
    short_call_settle(&k->task->st, k->func->core_entry.instance);
    store_take(k->core, PLAN_CALL_PRICE);
    k->copied = a.size;
    k->work = a.n->work + 2 * (uint64_t)a.size;
    if (UNLIKELY(!straight_find_room(k, a.size, a.is_text ? 1 : a.n->align, &pointer))) {
        const straight now = *k;          /* a copy to be pointed at, here and below: `k` itself is in registers */
        return a.is_text ? wait_for_text(&now, a.n, a.view, out) : wait_for_list(&now, a.n, a.size, out);
    }
    k->lowered = k->copied;
    k->work += a.is_text ? 0 : (uint64_t)a.count * a.n->item_work;
    k->task->slots[0].bits = pointer;
    k->task->slots[1].bits = a.count;
    k->guest = move_and_call(k, a, k->memory + pointer);
    if (UNLIKELY(k->guest != TASK_DONE)) {
        straight now = *k;
        return straight_stop_call(&now, out);
    }
    k->core_result = straight_result(k);
    k->x->lifted = NULL;
    if (LIKELY(k->typed->result.is_view ? straight_lift_view(k, result) : straight_lift_flat(k, result)))
        return straight_end(k, false, out);
    straight now = *k;
    return straight_lift_as_crossing(&now, out);
}

ALWAYS_INLINE straight_outcome look_and_call(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, bool is_text,
                                             void *result, task_outcome *out)
{
    straight k = straight_make(f, task, typed, arguments);
    straight_looker l = straight_looker_make(&k);
    const typed_step *n = typed->params.numbers;
    const inlay_list view = typed_list(n, arguments[0]);
    bool good = is_text ? straight_look_text(&l, (inlay_string){ view.items, view.count }) : straight_look_bulk(&l, n, view);
    l.work += n->work;
    if (UNLIKELY(!good || !straight_may_begin(&l)))
        return STRAIGHT_REFUSED;
    uint32_t control = interpreter_enter();
    straight_outcome outcome = call(&k, (only){ n, view, (uint32_t)view.count, (uint32_t)l.bytes, is_text }, result, out);
    if (UNLIKELY(control))
        interpreter_leave(control);
    return outcome;
}

static straight_outcome call_text(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, void *result,
                                  task_outcome *out)
{
    return look_and_call(f, task, typed, arguments, true, result, out);
}

static straight_outcome call_list(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, void *result,
                                  task_outcome *out)
{
    return look_and_call(f, task, typed, arguments, false, result, out);
}

straight_outcome straight_call_one(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, void *result,
                                   task_outcome *out)
{
    if (UNLIKELY(!arguments[0]))
        return STRAIGHT_REFUSED;
    return typed->params.numbers->op == TYPED_STRING ? call_text(f, task, typed, arguments, result, out)
                                                     : call_list(f, task, typed, arguments, result, out);
}
