/* Straight calls with strings, lists, records, variants, and resources that are
 * lent: looked at, lowered, called and lifted, one behind the other. Each is
 * checked as a crossing checks it, on both ways; where one is wrong, the
 * crossing is left to find it. */
#include "engine/component/straight_end.h"
#include "engine/component/straight_look.h"
#include "engine/component/straight_path.h"

/* ---- as a crossing ---- */

void straight_open(const straight *k, crossing_phase phase)
{
    crossing *x = k->x;
    bool has_walk = !k->typed->is_one;        /* else what stands there is another call's */
    uint32_t borrows = has_walk ? x->borrows : 0, moves = has_walk ? x->move_count : 0, moved = has_walk ? x->moved : 0;
    uint32_t frames = has_walk ? x->lower.walk.depth : 0;
    straight_take_spare(k->store);
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

straight_outcome straight_lift_as_crossing(straight *k, task_outcome *out)
{
    crossing *x = k->x;
    if (!arena_is_empty(&x->scratch))
        arena_clear(&x->scratch);         /* what was lifted of it */
    straight_open(k, CROSSING_CALLED);
    *out = straight_go_on(k);
    return STRAIGHT_DRIVEN;
}

straight_outcome straight_stop_call(straight *k, task_outcome *out)
{
    straight_open(k, CROSSING_CALLED);
    *out = straight_go_on(k);
    return STRAIGHT_DRIVEN;
}

/* A number went straight to who called, who may be gone when post-return is over: it is kept, too, where other calls have
 * what the host answers. */
static void keep_number(crossing *x, const typed_code *code, wasm_slot word)
{
    x->result = (inlay_value){ .kind = INLAY_NOTHING };
    x->answer[0] = &x->result.u64;
    x->lifted = x->answer;
    ASSERT(code->is_flat && code->sizes[0] <= sizeof x->result.u64);
    if (!straight_lift_number(code->numbers, &word, x->answer[0]))
        ASSERT(false);                    /* it was lifted before */
}

straight_outcome straight_stop_post_return(straight *k, task_outcome *out)
{
    void **lifted = k->x->lifted;
    straight_open(k, CROSSING_POST_RETURNED);
    k->x->lifted = lifted;
    if (!lifted && k->typed->result.number_count)
        keep_number(k->x, &k->typed->result, k->core_result);
    *out = straight_go_on(k);
    return STRAIGHT_DRIVEN;
}

/* The function is back. */
static straight_outcome end(straight *k, void *result, task_outcome *out)
{
    k->core_result = straight_result(k);
    k->x->lifted = NULL;
    return UNLIKELY(k->x->borrows || !straight_lift(k, result)) ? straight_lift_as_crossing(k, out) : straight_end(k, true, out);
}

static straight_outcome call(straight *k, void *result, task_outcome *out)
{
    component_func *f = k->func;
    straight_begin(k);
    if (UNLIKELY(!straight_lower(k, out)))
        return STRAIGHT_DRIVEN;
    k->lowered = k->copied;
    straight_place(k);
    k->guest = short_call_again(k->task, k->core, &f->core_entry, straight_due(k));
    return LIKELY(k->guest == TASK_DONE) ? end(k, result, out) : straight_stop_call(k, out);
}

/* All is right with the arguments, and there is fuel for them; then k->most is set, and what is lent is the crossing's. */
ALWAYS_INLINE bool look(straight *k)
{
    const typed_code *code = &k->typed->params;
    const plan *p = k->func->plan;
    straight_looker l = straight_looker_make(k);
    k->x->move_count = k->x->moved = 0;
    if (p->params_spilled) {
        l.bytes = p->nodes[0].size;
        l.rooms = 1;
    }
    l.work = code->ahead;
    return k->arguments[0] && straight_look_path(&l, code->look_path + PATH_FIRST, k->arguments[0]) && straight_may_begin(&l);
}

straight_outcome straight_call_values(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                      void *result, task_outcome *out)
{
    straight k = straight_make(f, task, typed, arguments);
    if (UNLIKELY(typed->params.depth > k.x->lower.walk.capacity)) {
        crossing_give_back(straight_take_spare(k.store));     /* the crossing that comes now makes room in it */
        return STRAIGHT_REFUSED;
    }
    return LIKELY(look(&k)) ? straight_go(&k, call, result, out) : STRAIGHT_REFUSED;
}
