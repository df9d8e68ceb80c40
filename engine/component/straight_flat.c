/* Straight calls whose arguments are numbers, strings, lists of numbers and what is
 * lent, in flat words: looked at, lowered, called and lifted in one function. What
 * the call holds stays in registers, so whoever goes on with it gets a copy. */
#include "engine/component/lower.h"
#include "engine/component/straight_end.h"
#include "engine/component/straight_look.h"
#include "engine/component/straight_room.h"
#include "engine/component/straight_view.h"

/* One behind the other; numbers are lowered at once. */
ALWAYS_INLINE bool look(straight_looker *l)
{
    straight *k = l->k;
    const typed_code *code = &k->typed->params;
    for (const typed_step *s = code->numbers, *end = s + code->number_count; s < end; s++) {
        const uint8_t *c = k->arguments[s->next];
        bool good = c != NULL;
        l->work += s->work;
        switch ((typed_op)s->op) {
        case TYPED_STRING: good = good && straight_look_text(l, typed_string(s, c)); break;
        case TYPED_LIST:   good = good && straight_look_bulk(l, s, typed_list(s, c)); break;
        case TYPED_HANDLE: good = good && straight_look_borrow(k->x, s, c); break;
        default:           good = good && straight_lower_number(s, c, &k->x->lower.flat[s->at]);
        }
        if (UNLIKELY(!good))
            return false;
    }
    return true;
}

/* Where a step stops, it is the real one that stands there, and the argument that it lies in is its own. */
static straight stopped_at(const straight *k, const typed_step *n)
{
    straight now = *k;
    now.argument = n->next;
    return now;
}

ALWAYS_INLINE void put_pair(const straight *k, const typed_step *n, uint32_t pointer, uint32_t length)
{
    wasm_slot *flat = &k->x->lower.flat[n->at];
    flat[0].bits = pointer;
    flat[1].bits = length;
}

ALWAYS_INLINE bool give_text(straight *k, const typed_step *n, const uint8_t *c, task_outcome *out)
{
    inlay_string text = typed_string(n, c);
    uint32_t size = (uint32_t)text.size, pointer;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    if (UNLIKELY(!straight_find_room(k, size, 1, &pointer))) {
        const straight now = stopped_at(k, n);
        return straight_wait_for_string(&now, n->then, text, out);
    }
    straight_copy_text(k->memory + pointer, text.bytes, size);
    put_pair(k, n, pointer, size);
    return true;
}

ALWAYS_INLINE bool give_list(straight *k, const typed_step *n, const uint8_t *c, task_outcome *out)
{
    inlay_list list = typed_list(n, c);
    uint32_t size = (uint32_t)list.count * n->size, pointer;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    if (UNLIKELY(!straight_find_room(k, size, n->align, &pointer))) {
        const straight now = stopped_at(k, n);
        return straight_wait_for_list(&now, n->then, size, out);
    }
    straight_move_items(k, n, list.items, (uint32_t)list.count, pointer);
    put_pair(k, n, pointer, (uint32_t)list.count);
    return true;
}

ALWAYS_INLINE bool lend(straight *k, const typed_step *n, task_outcome *out)
{
    crossing *x = k->x;
    uint32_t index;
    if (LIKELY(lower_handle(x, n->resource, false, x->moves[x->moved].rep, &index))) {
        x->lower.flat[n->at].bits = index;
        return true;
    }
    straight now = stopped_at(k, n);
    now.work -= n->then->work;    /* it takes the step again */
    return straight_lower_again(&now, n->then, out);
}

/* Numbers stand already: what else there is. */
ALWAYS_INLINE bool lower(straight *k, task_outcome *out)
{
    const typed_code *code = &k->typed->params;
    k->x->lower.base = k->x->lower.walk.depth = 0;
    for (const typed_step *n = code->numbers, *end = n + code->number_count; n < end; n++) {
        bool good = true;
        k->work += n->work;
        if (n->op == TYPED_STRING)
            good = give_text(k, n, k->arguments[n->next], out);
        else if (n->op == TYPED_LIST)
            good = give_list(k, n, k->arguments[n->next], out);
        else if (n->op == TYPED_HANDLE)
            good = lend(k, n, out);
        if (UNLIKELY(!good))
            return false;
    }
    return true;
}

/* The other results go the way of all. */
ALWAYS_INLINE bool lift(straight *k, void *result)
{
    const typed_code *code = &k->typed->result;
    if (code->is_flat)
        return straight_lift_flat(k, result);
    if (code->is_view)
        return straight_lift_view(k, result);
    straight now = *k;
    bool good = straight_lift(&now, result);
    k->copied = now.copied;
    k->work = now.work;
    return good;
}

ALWAYS_INLINE straight_outcome call(straight *k, void *result, task_outcome *out)
{
    straight_begin(k);
    if (UNLIKELY(!lower(k, out)))
        return STRAIGHT_DRIVEN;
    k->lowered = k->copied;
    straight_place(k);
    k->guest = short_call_again(k->task, k->core, &k->func->core_entry, straight_due(k));
    if (UNLIKELY(k->guest != TASK_DONE)) {
        straight now = *k;
        return straight_stop_call(&now, out);
    }
    k->core_result = straight_result(k);
    k->x->lifted = NULL;
    if (LIKELY(!k->x->borrows && lift(k, result)))
        return straight_end(k, true, out);
    straight now = *k;
    return straight_lift_as_crossing(&now, out);
}

straight_outcome straight_call_flat(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, void *result,
                                    task_outcome *out)
{
    straight k = straight_make(f, task, typed, arguments);
    straight_looker l = straight_looker_make(&k);
    k.x->move_count = k.x->moved = 0;
    return LIKELY(look(&l) && straight_may_begin(&l)) ? straight_go(&k, call, result, out) : STRAIGHT_REFUSED;
}
