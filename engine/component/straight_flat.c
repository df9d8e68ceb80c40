/* Straight calls whose arguments are numbers, strings, lists of numbers and what is
 * lent, in flat words: looked at, lowered, called and lifted in one function. What
 * the call holds stays in registers, so whoever goes on with it gets a copy. */
#include "engine/component/lower.h"
#include "engine/component/straight_end.h"
#include "engine/component/straight_look.h"
#include "engine/component/straight_room.h"
#include "engine/component/straight_view.h"

ALWAYS_INLINE bool look_list(straight_looker *l, const typed_step *s, const uint8_t *c)
{
    inlay_list list = typed_list(s, c);
    uint64_t bytes = list.count * (uint64_t)s->size;
    if (list.count > store_size_seen(l->k->store, false) || bytes > STRING_MAX_BYTES || (list.count && !list.items))
        return false;
    l->bytes += bytes;
    l->rooms++;
    l->work += straight_bulk_work(s, list.count);
    return s->bulk != TYPED_CHARS || straight_look_chars(list.items, list.count * s->bulk_count);
}

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
        case TYPED_STRING: good = good && straight_look_text(l, s, c); break;
        case TYPED_LIST:   good = good && look_list(l, s, c); break;
        case TYPED_HANDLE: good = good && straight_look_borrow(k->x, &code->steps[s->resource], c); break;
        default:           good = good && straight_lower_number(s, c, &k->x->lower.flat[s->at]);
        }
        if (!good)
            return false;
    }
    return true;
}

ALWAYS_INLINE bool give_text(straight *k, const typed_step *s, const uint8_t *c, task_outcome *out)
{
    inlay_string text = typed_string(s, c);
    uint32_t size = (uint32_t)text.size, pointer;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    if (!straight_find_room(k, size, 1, &pointer)) {
        const straight now = *k;
        return straight_wait_for_string(&now, s, text, out);
    }
    straight_copy_text(k->memory + pointer, text.bytes, size);
    straight_put_pair(k, s, pointer, size);
    return true;
}

ALWAYS_INLINE bool give_list(straight *k, const typed_step *s, const uint8_t *c, task_outcome *out)
{
    inlay_list list = typed_list(s, c);
    uint32_t size = (uint32_t)list.count * s->size, pointer;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    if (!straight_find_room(k, size, s->align, &pointer)) {
        const straight now = *k;
        return straight_wait_for_list(&now, s, size, out);
    }
    straight_move_items(k, s, list.items, (uint32_t)list.count, pointer);
    straight_put_pair(k, s, pointer, (uint32_t)list.count);
    return true;
}

ALWAYS_INLINE bool lend(straight *k, const typed_step *s, task_outcome *out)
{
    crossing *x = k->x;
    uint32_t index;
    if (lower_handle(x, s->resource, false, x->moves[x->moved].rep, &index)) {
        x->lower.flat[s->at].bits = index;
        return true;
    }
    straight now = *k;
    now.work -= s->work;          /* it takes the step again */
    return straight_lower_again(&now, s, out);
}

/* Numbers stand already: what else there is. */
ALWAYS_INLINE bool lower(straight *k, task_outcome *out)
{
    const typed_code *code = &k->typed->params;
    k->x->lower.base = k->x->lower.walk.depth = 0;
    for (const typed_step *n = code->numbers, *end = n + code->number_count; n < end; n++) {
        const typed_step *s = &code->steps[n->resource];
        bool good = true;
        k->work += n->work;
        k->argument = n->next;
        if (s->op == TYPED_STRING)
            good = give_text(k, s, k->arguments[n->next], out);
        else if (s->op == TYPED_LIST)
            good = give_list(k, s, k->arguments[n->next], out);
        else if (s->op == TYPED_HANDLE)
            good = lend(k, s, out);
        if (!good)
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
    if (!lower(k, out))
        return STRAIGHT_DRIVEN;
    straight_charge(k);
    k->lowered = k->copied;
    straight_place(k);
    k->guest = short_call(k->task, &k->func->core_entry);
    if (k->guest != TASK_DONE) {
        straight now = *k;
        return straight_stop_call(&now, out);
    }
    k->core_result = k->task->slots[0];
    k->x->lifted = NULL;
    if (!k->x->borrows && lift(k, result))
        return straight_end(k, out);
    straight now = *k;
    return straight_lift_as_crossing(&now, out);
}

straight_outcome straight_call_flat(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, void *result,
                                    task_outcome *out)
{
    component_store *cs = f->store;
    straight k = { .store = cs, .core = cs->core, .func = f, .typed = typed, .task = task, .arguments = arguments,
                   .x = cs->crossings[cs->free_crossing - 1] };
    straight_looker l = { .k = &k };
    k.x->move_count = k.x->moved = 0;
    if (!look(&l) || !straight_has_fuel(&l))
        return STRAIGHT_REFUSED;
    cs->free_crossing = k.x->next_free;
    uint32_t control = interpreter_enter();
    straight_outcome outcome = call(&k, result, out);
    if (control)
        interpreter_leave(control);
    return outcome;
}
