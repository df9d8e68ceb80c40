/* Straight calls with strings and lists of numbers: looked at, given to the
 * guest's realloc, and taken back. Each view is checked as a crossing checks it,
 * on both ways; where one is wrong, the crossing is left to find it. */
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
    crossing         *x;
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

static inline void charge(crossing *x)
{
    store_take(x->store->core, (int64_t)(x->work / PLAN_UNIT_WORK));
    x->work %= PLAN_UNIT_WORK;
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

/* All is right with the arguments, and there is fuel for them; numbers are lowered. */
static bool look(straight *k, const void *const *arguments, wasm_slot *flat)
{
    const typed_code *code = &k->typed->params;
    uint64_t bytes = 0, work = code->work;
    for (uint32_t i = 0; i < code->number_count; i++) {
        const typed_step *s = &code->numbers[i];
        const uint8_t *c = arguments[s->next];
        if (!c || !(is_view(s) ? look_at_view(k->store, s, c, &bytes, &work) : straight_lower_number(s, c, &flat[s->at])))
            return false;
    }
    k->most = PLAN_CALL_PRICE + (int64_t)code->number_count * PLAN_REALLOC_PRICE + (int64_t)((work + 2 * bytes) / PLAN_UNIT_WORK) + 1;
    return bytes <= k->store->copy_bytes && k->core->tank.at_hand >= k->most;
}

/* As a crossing that has come as far as to wait for the guest, which stopped so. */
static straight_outcome go_on(const straight *k, task_outcome guest, task_outcome *out)
{
    k->x->waiting = true;
    k->store->driven = k->x;
    *out = component_go_on(k->store, k->task, guest);
    return STRAIGHT_DRIVEN;
}

/* Realloc was called for a view. */
static straight_outcome wait_for_view(const straight *k, const typed_step *s, inlay_string view, task_outcome guest, task_outcome *out)
{
    lowering *w = &k->x->lower;
    const typed_step *at = k->typed->params.steps + s->resource;
    k->x->phase = CROSSING_LOWER_ARGUMENTS;
    w->side = &k->func->side;
    w->nodes = k->func->plan->nodes;
    w->base = 0;
    w->walk.code = &k->typed->params;
    w->walk.argument = s->next;
    w->walk.depth = 0;
    w->walk.at = at;
    if (s->op == TYPED_STRING) {
        const string_source source = { .bytes = (const uint8_t *)view.bytes, .size = (uint32_t)view.size, .form = STRING_UTF8 };
        transcode_begin(&w->text, source, TARGET_UTF8);
        w->walk.at = at + 1;
        lower_wait_for(w, LOWER_STRING, (place){ true, s->at }, w->text.request);
    } else {
        lower_wait_for(w, LOWER_LIST, (place){ true, s->at }, (realloc_request){ 0, 0, s->align, (uint32_t)size_of_view(s, view) });
    }
    return go_on(k, guest, out);
}

/* Ask the guest for room, and copy. REFUSED: what realloc said is no good, or it is not back. */
static inline bool give_view(const straight *k, const typed_step *s, inlay_string view, task_outcome *guest)
{
    crossing *x = k->x;
    wasm_slot *slots = k->task->slots;
    uint32_t size = (uint32_t)size_of_view(s, view), align = s->op == TYPED_STRING ? 1 : s->align;
    x->copied += size;
    x->work += 2 * (uint64_t)size;
    charge(x);
    store_take(k->core, PLAN_REALLOC_PRICE);
    slots[0].bits = slots[1].bits = 0;
    slots[2].bits = align;
    slots[3].bits = size;
    k->func->side.instance->may_leave = false;
    *guest = task_invoke(k->task, &k->func->realloc_entry);
    const memory *m = k->core->memories[k->func->side.memory];
    uint32_t pointer = k->task->slots[0].i32;
    if (*guest != TASK_DONE || pointer % align || (uint64_t)pointer + size > m->size || k->core->tank.at_hand < k->most)
        return false;
    k->func->side.instance->may_leave = true;
    if (s->op == TYPED_STRING)
        memcpy(m->bytes + pointer, view.bytes, size);
    else if (view.size)
        typed_move((typed_op)s->bulk, view.bytes, m->bytes + pointer, (size_t)s->bulk_count * view.size, true);
    x->work += work_of_items(s, view.size);
    charge(x);
    x->lower.flat[s->at].bits = pointer;
    x->lower.flat[s->at + 1].bits = (uint32_t)view.size;
    return true;
}

/* ---- and back ---- */

static inline uint32_t load_word(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Is it a view of its type, within its memory and what a call may move? Then *work is what lifting it costs. */
static bool find_view(const straight *k, const memory *m, const typed_step *s, uint32_t pointer, inlay_string *view, uint64_t *work)
{
    const plan_node *node = &k->func->plan->nodes[1];
    if (pointer % node->align || (uint64_t)pointer + node->size > m->size)
        return false;
    uint32_t at = load_word(m->bytes + pointer), count = load_word(m->bytes + pointer + 4);
    bool is_text = s->op == TYPED_STRING;
    uint64_t bytes = is_text ? count : (uint64_t)count * s->size;
    if (bytes > STRING_MAX_BYTES || count > store_size_seen(k->store, is_text) || at % (is_text ? 1 : s->align) || at + bytes > m->size)
        return false;
    if (node->size + bytes > k->store->copy_bytes - k->x->copied)
        return false;
    *view = (inlay_string){ (const char *)m->bytes + at, count };
    *work = k->typed->result.work + node->size + bytes + (is_text ? 4 * bytes : work_of_items(s, count));
    k->x->copied += node->size + bytes;
    return !is_text || text_is_utf8(view->bytes, count);
}

/* False: to be done, or said, by the crossing; nothing is charged. */
static bool lift_view(const straight *k, void *result)
{
    crossing *x = k->x;
    const typed_step *s = &k->typed->result.steps[1];
    const uint64_t copied = x->copied;
    uint64_t work;
    inlay_string view;
    uint8_t *block = NULL;
    if (find_view(k, k->core->memories[k->func->side.memory], s, x->core_result.i32, &view, &work)
        && k->core->tank.at_hand >= (int64_t)((x->work + work) / PLAN_UNIT_WORK)) {
        size_t size = s->op == TYPED_STRING ? view.size + 1 : view.size * (size_t)s->c_size;
        block = arena_alloc_raw(&x->scratch, 2 * VIEW_SIZE + size, 16);
    }
    if (!block) {
        x->copied = copied;
        return false;
    }
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
    x->work += work;
    charge(x);
    return true;
}

static bool lift_number(const straight *k, void *result)
{
    crossing *x = k->x;
    const typed_code *code = &k->typed->result;
    if (k->core->tank.at_hand < (int64_t)((x->work + code->work) / PLAN_UNIT_WORK))
        return false;
    if (result && code->number_count && !straight_lift_number(code->numbers, &x->core_result, result))
        return false;
    x->work += code->work;
    charge(x);
    return true;
}

/* The function is back. */
static straight_outcome end(const straight *k, void *result, task_outcome *out)
{
    crossing *x = k->x;
    component_instance *callee = k->func->side.instance;
    x->core_result = k->task->slots[0];
    if (!(k->typed->result.is_view ? lift_view(k, result) : lift_number(k, result)))
        return go_on(k, TASK_DONE, out);
    if (k->func->side.post_return != WASM_NO_INDEX) {
        callee->may_leave = false;
        k->task->slots[0] = x->core_result;
        task_outcome guest = task_invoke(k->task, &k->func->post_entry);
        if (guest != TASK_DONE || k->core->tank.at_hand < 0) {
            x->phase = CROSSING_POST_RETURNED;
            return go_on(k, guest, out);
        }
        callee->may_leave = true;
    }
    crossing_end(x);
    *out = TASK_DONE;
    return STRAIGHT_DONE;
}

straight_outcome straight_call_views(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments,
                                     void *result, task_outcome *out)
{
    component_store *cs = f->store;
    const typed_code *code = &typed->params;
    straight k = { .store = cs, .core = cs->core, .func = f, .typed = typed, .task = task };
    crossing *free = cs->crossings[cs->free_crossing - 1];
    if (!look(&k, arguments, free->lower.flat))
        return STRAIGHT_REFUSED;
    /* Taken first, so that it is the one whose flat words these are. */
    crossing *x = k.x = crossing_open(cs, f, NULL);
    component_set_kept_aside(cs);
    x->typed = typed;
    x->given = arguments;
    x->entered = true;
    x->lower.side = &f->side;
    f->side.instance->may_enter = false;
    store_take(k.core, PLAN_CALL_PRICE);
    for (uint32_t i = 0; i < code->number_count; i++) {
        const typed_step *s = &code->numbers[i];
        task_outcome guest;
        x->work += s->work;
        if (!is_view(s))
            continue;
        inlay_string view = typed_string(s, arguments[s->next]);
        if (!give_view(&k, s, view, &guest))
            return wait_for_view(&k, s, view, guest, out);
    }
    charge(x);
    x->host.moved = x->copied;
    x->phase = CROSSING_CALLED;
    for (uint32_t i = 0; i < f->core_entry.param_slots; i++)
        task->slots[i] = x->lower.flat[i];
    task_outcome guest = task_invoke(task, &f->core_entry);
    return guest == TASK_DONE ? end(&k, result, out) : go_on(&k, guest, out);
}
