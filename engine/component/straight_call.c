/* Straight calls with strings, lists, records, variants, and resources that are
 * lent: looked at, lowered, called and lifted, one behind the other. Each is
 * checked as a crossing checks it, on both ways; where one is wrong, the
 * crossing is left to find it. */
#include "engine/component/straight_call.h"

/* ---- as a crossing ---- */

void straight_open(const straight *k, crossing_phase phase)
{
    crossing *x = k->x;
    uint32_t borrows = x->borrows, moves = x->move_count, moved = x->moved, frames = x->lower.walk.depth;
    component_set_kept_aside(k->store);
    crossing_begin(x, k->func, NULL);
    x->borrows = borrows;
    x->move_count = moves;
    x->moved = moved;
    x->lower.walk.depth = frames;
    x->typed = k->typed;
    x->given = k->arguments;
    x->entered = true;
    x->phase = phase;
    x->copied = k->copied;
    x->host.moved = k->lowered;
    x->work = k->work;
    x->core_result = k->core_result;
    x->lower.side = &k->func->side;
}

task_outcome straight_go_on(const straight *k)
{
    k->x->waiting = true;
    k->store->driven = k->x;
    return component_go_on(k->store, k->task, k->guest);
}

/* ---- and back ---- */

static inline void give_back(crossing *x)
{
    x->used = false;
    x->move_count = x->moved = 0;
    crossing_give_back(x);
}

/* What was lifted is kept until the next call that gives a view is over: that one may be given parts of it. */
static inline void keep(straight *k)
{
    component_store *cs = k->store;
    crossing *x = k->x, *before = cs->kept;
    x->host_asked = false;
    x->move_count = x->moved = 0;
    x->callee = k->func;
    x->typed = k->typed;
    cs->kept = x;
    if (before)
        give_back(before);
}

static straight_outcome lift_as_crossing(straight *k, task_outcome *out)
{
    crossing *x = k->x;
    if (!arena_is_empty(&x->scratch))
        arena_clear(&x->scratch);         /* what was lifted of it */
    straight_open(k, CROSSING_CALLED);
    *out = straight_go_on(k);
    return STRAIGHT_DRIVEN;
}

/* The function is back. */
static straight_outcome end(straight *k, void *result, task_outcome *out)
{
    component_instance *callee = k->func->side.instance;
    k->core_result = k->task->slots[0];
    k->x->lifted = NULL;
    if (k->x->borrows || !straight_lift(k, result))
        return lift_as_crossing(k, out);
    if (k->func->side.post_return != WASM_NO_INDEX) {
        callee->may_leave = false;
        k->task->slots[0] = k->core_result;
        k->guest = short_call(k->task, &k->func->post_entry);
        if (k->guest != TASK_DONE || k->core->tank.at_hand < 0) {
            void **lifted = k->x->lifted;
            straight_open(k, CROSSING_POST_RETURNED);
            k->x->lifted = lifted;
            *out = straight_go_on(k);
            return STRAIGHT_DRIVEN;
        }
        callee->may_leave = true;
    }
    callee->may_enter = true;
    store_count_copied(k->store, k->copied, k->lowered);
    if (k->typed->result.has_views)
        keep(k);
    else
        give_back(k->x);
    *out = TASK_DONE;
    return STRAIGHT_DONE;
}

static straight_outcome call(straight *k, void *result, task_outcome *out)
{
    component_func *f = k->func;
    k->x->used = true;            /* what is lent names it */
    k->x->borrows = 0;
    k->x->lower.side = &f->side;
    f->side.instance->may_enter = false;
    store_take(k->core, PLAN_CALL_PRICE);
    if (!straight_lower(k, out))
        return STRAIGHT_DRIVEN;
    straight_charge(k);
    k->lowered = k->copied;
    /* One by one: words just written are not at hand as a wider one yet. */
    wasm_slot *slots = k->task->slots;
    const wasm_slot *flat = k->x->lower.flat;
    slots[0] = flat[0];
    for (uint32_t i = 1; i < f->core_entry.param_slots; i++)
        slots[i] = flat[i];
    k->guest = short_call(k->task, &f->core_entry);
    if (k->guest == TASK_DONE)
        return end(k, result, out);
    straight_open(k, CROSSING_CALLED);
    *out = straight_go_on(k);
    return STRAIGHT_DRIVEN;
}

straight_outcome straight_call_values(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                      void *result, task_outcome *out)
{
    component_store *cs = f->store;
    straight k = { .store = cs, .core = cs->core, .func = f, .typed = typed, .task = task, .arguments = arguments,
                   .x = cs->crossings[cs->free_crossing - 1] };
    if (typed->params.depth > k.x->lower.walk.capacity || !straight_look(&k))
        return STRAIGHT_REFUSED;
    cs->free_crossing = k.x->next_free;
    uint32_t control = interpreter_enter();
    straight_outcome outcome = call(&k, result, out);
    if (control)
        interpreter_leave(control);
    return outcome;
}
