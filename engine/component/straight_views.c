/* Straight calls with strings and lists of numbers: looked at, given to the
 * guest's realloc, and taken back; and with resources that are lent. Each is
 * checked as a crossing checks it, on both ways; where one is wrong, the
 * crossing is left to find it. */
#include "engine/component/straight.h"

#include "engine/component/crossing.h"
#include "engine/component/lower.h"
#include "engine/component/typed_lift.h"
#include "engine/wasm/state.h"

enum { VIEW_SIZE = sizeof(inlay_string) };

_Static_assert(sizeof(inlay_string) == sizeof(inlay_list), "a view is a view");

typedef struct straight {
    component_store  *store;
    wasm_store       *core;
    component_func   *func;
    const typed_plan *typed;
    wasm_task        *task;
    const void *const *arguments;
    crossing         *x;          /* taken; opened where the call goes on as a crossing */
    uint64_t          copied, work;       /* as in a crossing */
    uint64_t          lowered;            /* of those copied */
    wasm_slot         core_result;
    int64_t           most;       /* fuel that is enough for all that is done before the function */
} straight;

static inline bool is_view(const typed_step *s)
{
    return s->op == TYPED_STRING || s->op == TYPED_LIST;
}

/* Bytes of the view in the guest. */
static inline uint64_t size_of_view(const typed_step *s, inlay_string view)
{
    return s->op == TYPED_STRING ? view.size : view.size * (uint64_t)s->size;
}

/* A list's items are looked at one by one where they are floats, bools or chars. */
static inline uint64_t work_of_items(const typed_step *s, uint64_t count)
{
    if (s->op == TYPED_STRING)
        return 0;
    return count * (s->item_work + (s->scalar_items && s->bulk >= TYPED_F32S ? PLAN_ITEM_WORK : 0));
}

static inline void charge(straight *k)
{
    store_take(k->core, (int64_t)(k->work / PLAN_UNIT_WORK));
    k->work %= PLAN_UNIT_WORK;
}

/* Where its bytes must lie; a power of two. */
static inline uint32_t align_of_view(const typed_step *s)
{
    return s->op == TYPED_STRING ? 1 : s->align;
}

/* ---- there ---- */

static bool look_at_view(const component_store *cs, const typed_step *s, const uint8_t *c, uint64_t *bytes, uint64_t *work)
{
    inlay_string view = typed_string(s, c);
    if (view.size > store_size_seen(cs, s->op == TYPED_STRING) || size_of_view(s, view) > STRING_MAX_BYTES || (view.size && !view.bytes))
        return false;
    *bytes += size_of_view(s, view);
    *work += work_of_items(s, view.size);
    return s->op != TYPED_STRING || text_is_utf8(view.bytes, view.size);
}

/* What was looked up is the host's to take back, where the call is refused after all. */
static bool look_at_handle(crossing *x, uint32_t resource, const typed_step *s, const uint8_t *c)
{
    error err;
    crossing_move move = { .type = resource };
    error_open(&err);
    memcpy(&move.given, c + s->c_at, sizeof move.given);
    if (!budget_room(x->store->budget, x->moves, x->move_capacity, x->move_count)
        || !lower_look_up(x, resource, false, false, move.given, &move.rep, &err))
        return false;
    x->moves[x->move_count++] = move;
    return true;
}

static inline bool look_at(straight *k, const typed_step *s, const uint8_t *c, wasm_slot *flat, uint64_t *bytes, uint64_t *work)
{
    if (is_view(s))
        return look_at_view(k->store, s, c, bytes, work);
    if (s->op == TYPED_HANDLE)
        return look_at_handle(k->x, k->typed->params.steps[s->resource].resource, s, c);
    return straight_lower_number(s, c, &flat[s->at]);
}

/* All is right with the arguments, and there is fuel for them; numbers are lowered. */
static bool look(straight *k, const void *const *arguments, wasm_slot *flat)
{
    const typed_code *code = &k->typed->params;
    uint64_t bytes = 0, work = code->work;
    k->x->move_count = k->x->moved = 0;
    for (uint32_t i = 0; i < code->number_count; i++) {
        const typed_step *s = &code->numbers[i];
        const uint8_t *c = arguments[s->next];
        if (!c || !look_at(k, s, c, flat, &bytes, &work))
            return false;
    }
    k->most = PLAN_CALL_PRICE + (int64_t)code->number_count * PLAN_REALLOC_PRICE + (int64_t)((work + 2 * bytes) / PLAN_UNIT_WORK) + 1;
    return bytes <= k->store->copy_bytes && k->core->tank.at_hand >= k->most;
}

/* ---- as a crossing ---- */

/* It has come as far; its flat words stand there already. */
static void open_crossing(const straight *k, crossing_phase phase)
{
    crossing *x = k->x;
    uint32_t borrows = x->borrows, moves = x->move_count, moved = x->moved;
    component_set_kept_aside(k->store);
    crossing_begin(x, k->func, NULL);
    x->borrows = borrows;
    x->move_count = moves;
    x->moved = moved;
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

/* It waits for the guest, which stopped so. */
static straight_outcome go_on(const straight *k, task_outcome guest, task_outcome *out)
{
    k->x->waiting = true;
    k->store->driven = k->x;
    *out = component_go_on(k->store, k->task, guest);
    return STRAIGHT_DRIVEN;
}

/* It lowers, and has come to that step. */
static void open_lowering(const straight *k, const typed_step *s)
{
    lowering *w = &k->x->lower;
    open_crossing(k, CROSSING_LOWER_ARGUMENTS);
    w->nodes = k->func->plan->nodes;
    w->base = 0;
    w->walk.code = &k->typed->params;
    w->walk.argument = s->next;
    w->walk.depth = 0;
    w->walk.at = k->typed->params.steps + s->resource;
}

/* Realloc was called for a view. */
static straight_outcome wait_for_view(const straight *k, const typed_step *s, inlay_string view, task_outcome guest, task_outcome *out)
{
    lowering *w = &k->x->lower;
    open_lowering(k, s);
    if (s->op == TYPED_STRING) {
        const string_source source = { .bytes = (const uint8_t *)view.bytes, .size = (uint32_t)view.size, .form = STRING_UTF8 };
        transcode_begin(&w->text, source, TARGET_UTF8);
        w->walk.at++;
        lower_wait_for(w, LOWER_STRING, (place){ true, s->at }, w->text.request);
    } else {
        lower_wait_for(w, LOWER_LIST, (place){ true, s->at }, (realloc_request){ 0, 0, s->align, (uint32_t)size_of_view(s, view) });
    }
    return go_on(k, guest, out);
}

/* ---- there ---- */

/* Ask the guest for room, and copy. False: what realloc said is no good, or it is not back. */
static inline bool give_view(straight *k, const typed_step *s, inlay_string view, task_outcome *guest)
{
    wasm_slot *slots = k->task->slots, *flat = k->x->lower.flat;
    uint32_t size = (uint32_t)size_of_view(s, view), align = align_of_view(s);
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    charge(k);
    store_take(k->core, PLAN_REALLOC_PRICE);
    slots[0].bits = slots[1].bits = 0;
    slots[2].bits = align;
    slots[3].bits = size;
    k->func->side.instance->may_leave = false;
    *guest = task_invoke_within(k->task, &k->func->realloc_entry);
    const memory *m = k->core->memories[k->func->side.memory];
    uint32_t pointer = k->task->slots[0].i32;
    if (*guest != TASK_DONE || (pointer & (align - 1)) || (uint64_t)pointer + size > m->size || k->core->tank.at_hand < k->most)
        return false;
    k->func->side.instance->may_leave = true;
    if (s->op == TYPED_STRING)
        memcpy(m->bytes + pointer, view.bytes, size);
    else if (view.size)
        typed_move((typed_op)s->bulk, view.bytes, m->bytes + pointer, (size_t)s->bulk_count * view.size, true);
    k->work += work_of_items(s, view.size);
    charge(k);
    flat[s->at].bits = pointer;
    flat[s->at + 1].bits = (uint32_t)view.size;
    return true;
}

/* Into the callee's table. False: that is full, and the crossing says so. */
static inline bool lend(straight *k, const typed_step *s)
{
    crossing *x = k->x;
    uint32_t index;
    if (!lower_handle(x, k->typed->params.steps[s->resource].resource, false, x->moves[x->moved].rep, &index))
        return false;
    x->lower.flat[s->at].bits = index;
    return true;
}

static straight_outcome lend_as_crossing(straight *k, const typed_step *s, task_outcome *out)
{
    k->work -= s->work;           /* it takes the step again */
    open_lowering(k, s);
    k->store->driven = k->x;
    *out = component_go_on(k->store, k->task, TASK_DONE);
    return STRAIGHT_DRIVEN;
}

/* ---- and back ---- */

static inline uint32_t load_word(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Is it a view of its type, within its memory and what a call may move? Then *work is what lifting it costs. */
static bool find_view(const straight *k, const memory *m, const typed_step *s, inlay_string *view, uint64_t *bytes, uint64_t *work)
{
    const plan_node *node = &k->func->plan->nodes[1];
    const uint32_t pointer = k->core_result.i32;
    if ((pointer & (node->align - 1)) || (uint64_t)pointer + node->size > m->size)
        return false;
    uint32_t at = load_word(m->bytes + pointer), count = load_word(m->bytes + pointer + 4);
    bool is_text = s->op == TYPED_STRING;
    *bytes = is_text ? count : (uint64_t)count * s->size;
    if (*bytes > STRING_MAX_BYTES || count > store_size_seen(k->store, is_text) || (at & (align_of_view(s) - 1)) || at + *bytes > m->size)
        return false;
    if (node->size + *bytes > k->store->copy_bytes - k->copied)
        return false;
    *view = (inlay_string){ (const char *)m->bytes + at, count };
    *work = k->typed->result.work + node->size + *bytes + (is_text ? 4 * *bytes : work_of_items(s, count));
    *bytes += node->size;
    return !is_text || text_is_utf8(view->bytes, count);
}

/* False: to be done, or said, by the crossing; nothing is charged. */
static bool lift_view(straight *k, void *result)
{
    crossing *x = k->x;
    const typed_step *s = &k->typed->result.steps[1];
    uint64_t work, bytes;
    inlay_string view;
    if (!find_view(k, k->core->memories[k->func->side.memory], s, &view, &bytes, &work)
        || k->core->tank.at_hand < (int64_t)((k->work + work) / PLAN_UNIT_WORK))
        return false;
    size_t size = s->op == TYPED_STRING ? view.size + 1 : view.size * (size_t)s->c_size;
    uint8_t *block = arena_alloc_raw(&x->scratch, 2 * VIEW_SIZE + size, 16);
    if (!block)
        return false;
    uint8_t *items = block + 2 * VIEW_SIZE;
    if (s->op == TYPED_STRING)
        memcpy(items, view.bytes, view.size);
    else if (view.size)
        typed_move((typed_op)s->bulk, view.bytes, items, (size_t)s->bulk_count * view.size, false);
    view.bytes = (const char *)items;
    memcpy(block + VIEW_SIZE, &view, VIEW_SIZE);
    x->lifted = (void **)(void *)block;
    x->lifted[0] = block + VIEW_SIZE;
    if (result)
        memcpy(result, &view, VIEW_SIZE);
    k->copied += bytes;
    k->work += work;
    charge(k);
    return true;
}

static bool lift_number(straight *k, void *result)
{
    const typed_code *code = &k->typed->result;
    if (k->core->tank.at_hand < (int64_t)((k->work + code->work) / PLAN_UNIT_WORK))
        return false;
    if (result && code->number_count && !straight_lift_number(code->numbers, &k->core_result, result))
        return false;
    k->work += code->work;
    charge(k);
    return true;
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
        crossing_close(before);
}

static inline void give_back(crossing *x)
{
    x->used = false;
    x->move_count = x->moved = 0;
    crossing_give_back(x);
}

/* The function is back. */
static straight_outcome end(straight *k, void *result, task_outcome *out)
{
    component_instance *callee = k->func->side.instance;
    k->core_result = k->task->slots[0];
    k->x->lifted = NULL;
    if (k->x->borrows || !(k->typed->result.is_view ? lift_view(k, result) : lift_number(k, result))) {
        open_crossing(k, CROSSING_CALLED);
        return go_on(k, TASK_DONE, out);
    }
    if (k->func->side.post_return != WASM_NO_INDEX) {
        callee->may_leave = false;
        k->task->slots[0] = k->core_result;
        task_outcome guest = task_invoke_within(k->task, &k->func->post_entry);
        if (guest != TASK_DONE || k->core->tank.at_hand < 0) {
            void **lifted = k->x->lifted;
            open_crossing(k, CROSSING_POST_RETURNED);
            k->x->lifted = lifted;
            return go_on(k, guest, out);
        }
        callee->may_leave = true;
    }
    callee->may_enter = true;
    store_count_copied(k->store, k->copied, k->lowered);
    if (k->x->lifted)
        keep(k);
    else
        give_back(k->x);
    *out = TASK_DONE;
    return STRAIGHT_DONE;
}

static straight_outcome call(straight *k, void *result, task_outcome *out)
{
    component_func *f = k->func;
    const typed_code *code = &k->typed->params;
    task_outcome guest;
    k->x->used = true;            /* what is lent names it */
    k->x->borrows = 0;
    k->x->lower.side = &f->side;
    f->side.instance->may_enter = false;
    store_take(k->core, PLAN_CALL_PRICE);
    for (uint32_t i = 0; i < code->number_count; i++) {
        const typed_step *s = &code->numbers[i];
        k->work += s->work;
        if (s->op == TYPED_HANDLE && !lend(k, s))
            return lend_as_crossing(k, s, out);
        if (!is_view(s))
            continue;
        inlay_string view = typed_string(s, k->arguments[s->next]);
        if (!give_view(k, s, view, &guest))
            return wait_for_view(k, s, view, guest, out);
    }
    charge(k);
    k->lowered = k->copied;
    wasm_slot *slots = k->task->slots;
    for (uint32_t i = 0; i < f->core_entry.param_slots; i++)
        slots[i] = k->x->lower.flat[i];
    guest = task_invoke_within(k->task, &f->core_entry);
    if (guest == TASK_DONE)
        return end(k, result, out);
    open_crossing(k, CROSSING_CALLED);
    return go_on(k, guest, out);
}

straight_outcome straight_call_views(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                     void *result, task_outcome *out)
{
    component_store *cs = f->store;
    straight k = { .store = cs, .core = cs->core, .func = f, .typed = typed, .task = task, .arguments = arguments,
                   .x = cs->crossings[cs->free_crossing - 1] };
    if (!look(&k, arguments, k.x->lower.flat))
        return STRAIGHT_REFUSED;
    cs->free_crossing = k.x->next_free;
    uint32_t control = interpreter_enter();
    straight_outcome outcome = call(&k, result, out);
    if (control)
        interpreter_leave(control);
    return outcome;
}
