/* Lowering in one piece: as typed_lower.c walks, but the guest's realloc is called
 * from here. Where it isn't back, or its answer is no good, the walk stands as
 * that file's would, and the crossing goes on with it. */
#include "engine/component/lower.h"
#include "engine/component/straight_call.h"

/* The walk of the arguments: where it is, and where that lies on both sides. */
typedef struct walk {
    const typed_step *s, *end;
    const uint8_t    *c;
    uint8_t          *to;         /* in the guest's memory */
} walk;

/* ---- as a crossing ---- */

/* It lowers, and has come to that step. */
static void open_lowering(const straight *k, const typed_step *s)
{
    lowering *w = &k->x->lower;
    straight_open(k, CROSSING_LOWER_ARGUMENTS);
    w->nodes = k->func->plan->nodes;
    w->walk.code = &k->typed->params;
    w->walk.argument = k->argument;
    w->walk.at = s;
}

static place place_of(const straight *k, const typed_step *s)
{
    return (place){ s->flat, s->flat ? s->at : k->x->lower.base + s->at };
}

static bool wait_for_string(const straight *k, const typed_step *s, inlay_string text, task_outcome *out)
{
    lowering *w = &k->x->lower;
    const string_source source = { .bytes = (const uint8_t *)text.bytes, .size = (uint32_t)text.size, .form = STRING_UTF8 };
    open_lowering(k, s + 1);
    transcode_begin(&w->text, source, TARGET_UTF8);
    lower_wait_for(w, LOWER_STRING, place_of(k, s), w->text.request);
    return *out = straight_go_on(k), false;
}

static bool wait_for_list(const straight *k, const typed_step *s, uint32_t size, task_outcome *out)
{
    open_lowering(k, s);
    lower_wait_for(&k->x->lower, LOWER_LIST, place_of(k, s), (realloc_request){ 0, 0, s->align, size });
    return *out = straight_go_on(k), false;
}

static bool wait_for_spill(const straight *k, task_outcome *out)
{
    const plan_node *node = &k->func->plan->nodes[0];
    open_lowering(k, k->typed->params.steps);
    lower_wait_for(&k->x->lower, LOWER_SPILL, (place){ 0 }, (realloc_request){ 0, 0, node->align, node->size });
    return *out = straight_go_on(k), false;
}

/* ---- room ---- */

/* `size` bytes cross: ask the guest for room. False: what realloc said is no good, or it is not back. */
static inline bool find_room(straight *k, uint32_t size, uint32_t align, uint32_t *pointer)
{
    const component_side *side = &k->func->side;
    wasm_slot *slots = k->task->slots;
    straight_charge(k);
    store_take(k->core, PLAN_REALLOC_PRICE);
    slots[0].bits = slots[1].bits = 0;
    slots[2].bits = align;
    slots[3].bits = size;
    side->instance->may_leave = false;
    k->guest = short_call(k->task, &k->func->realloc_entry);
    const memory *m = k->core->memories[side->memory];
    *pointer = k->task->slots[0].i32;
    if (k->guest != TASK_DONE || (*pointer & (align - 1)) || (uint64_t)*pointer + size > m->size || k->core->tank.at_hand < k->most)
        return false;
    side->instance->may_leave = true;
    k->memory = m->bytes;
    return true;
}

static inline void store_word(uint8_t *p, uint32_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
    p[2] = (uint8_t)(v >> 16);
    p[3] = (uint8_t)(v >> 24);
}

static inline void put_pair(const straight *k, const typed_step *s, uint32_t pointer, uint32_t length)
{
    lowering *w = &k->x->lower;
    if (s->flat) {
        w->flat[s->at].bits = pointer;
        w->flat[s->at + 1].bits = length;
        return;
    }
    store_word(k->memory + w->base + s->at, pointer);
    store_word(k->memory + w->base + s->at + 4, length);
}

/* A tag, or flags. */
static inline void put(const straight *k, const typed_step *s, uint8_t *to, uint32_t v)
{
    if (s->flat)
        k->x->lower.flat[s->at].bits = v;
    else if (s->width == 1)
        to[s->at] = (uint8_t)v;
    else if (s->width == 2)
        to[s->at] = (uint8_t)v, to[s->at + 1] = (uint8_t)(v >> 8);
    else
        store_word(to + s->at, v);
}

/* ---- lists ---- */

/* Items that are walked: the first one. */
static void begin_items(straight *k, walk *at, const uint8_t *items, uint32_t count, uint32_t pointer)
{
    lowering *w = &k->x->lower;
    const typed_step *s = at->s;
    w->walk.frames[w->walk.depth++] = (typed_frame){ .step = s, .items = items, .count = count, .outer = w->base, .pointer = pointer };
    w->base = pointer;
    *at = (walk){ s + 1, k->typed->params.steps + s->next, items, k->memory + pointer };
}

/* Where the walk goes on once an item, and with the last one its list, is done. */
static void next_item(straight *k, walk *at)
{
    lowering *w = &k->x->lower;
    const typed_code *code = &k->typed->params;
    typed_frame *f = &w->walk.frames[w->walk.depth - 1];
    const typed_step *s = f->step;
    if (++f->next < f->count) {
        w->base += s->size;
        *at = (walk){ s + 1, at->end, at->c + s->c_size, at->to + s->size };
        return;
    }
    w->base = f->outer;
    if (s->op == TYPED_LIST)
        put_pair(k, s, f->pointer, f->count);
    const typed_frame *outer = --w->walk.depth ? f - 1 : NULL;
    at->s = s->then;
    at->end = code->steps + (outer ? outer->step->next : code->count);
    at->c = outer ? outer->items + (size_t)outer->next * outer->step->c_size : k->arguments[k->argument];
    at->to = k->memory + w->base;
}

static inline void move_items(straight *k, const typed_step *s, const void *items, uint32_t count, uint32_t pointer)
{
    k->work += straight_bulk_work(s, count);
    if (count)
        typed_move((typed_op)s->bulk, items, k->memory + pointer, (size_t)s->bulk_count * count, true);
}

/* Room for its items. False: it waits for that. */
static inline bool make_list(straight *k, const typed_step *s, uint32_t count, uint32_t *pointer, task_outcome *out)
{
    uint32_t size = count * s->size;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    return find_room(k, size, s->align, pointer) || wait_for_list(k, s, size, out);
}

static bool walk_list(straight *k, walk *at, task_outcome *out)
{
    const typed_step *s = at->s;
    inlay_list list = typed_list(s, at->c);
    uint32_t count = (uint32_t)list.count, pointer;
    if (!make_list(k, s, count, &pointer, out))
        return false;
    if (count && !s->bulk) {
        begin_items(k, at, list.items, count, pointer);
        return true;
    }
    move_items(k, s, list.items, count, pointer);
    put_pair(k, s, pointer, count);
    at->s = s->then;
    at->to = k->memory + k->x->lower.base;
    return true;
}

static inline bool give_list(straight *k, const typed_step *s, const uint8_t *c, task_outcome *out)
{
    inlay_list list = typed_list(s, c);
    uint32_t pointer;
    if (!make_list(k, s, (uint32_t)list.count, &pointer, out))
        return false;
    move_items(k, s, list.items, (uint32_t)list.count, pointer);
    put_pair(k, s, pointer, (uint32_t)list.count);
    return true;
}

static void walk_array(straight *k, walk *at)
{
    const typed_step *s = at->s;
    uint32_t pointer = k->x->lower.base + s->at;
    if (s->count && !s->bulk) {
        begin_items(k, at, at->c + s->c_at, s->count, pointer);
        return;
    }
    move_items(k, s, at->c + s->c_at, s->count, pointer);
    at->s = s->then;
}

/* ---- the others ---- */

static inline bool give_text(straight *k, const typed_step *s, const uint8_t *c, task_outcome *out)
{
    inlay_string text = typed_string(s, c);
    uint32_t size = (uint32_t)text.size, pointer;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    if (!find_room(k, size, 1, &pointer))
        return wait_for_string(k, s, text, out);
    straight_copy_text(k->memory + pointer, text.bytes, size);
    put_pair(k, s, pointer, size);
    return true;
}

/* Into the callee's table. Where that is full, the crossing says so. */
static bool lend(straight *k, const typed_step *s, uint8_t *to, task_outcome *out)
{
    crossing *x = k->x;
    uint32_t index;
    if (lower_handle(x, s->resource, false, x->moves[x->moved].rep, &index)) {
        if (s->flat)
            x->lower.flat[s->at].bits = index;
        else
            store_word(to + s->at, index);
        return true;
    }
    k->work -= s->work;           /* it takes the step again */
    open_lowering(k, s);
    k->store->driven = x;
    *out = component_go_on(k->store, k->task, TASK_DONE);
    return false;
}

static inline void put_scalar(const typed_step *s, const uint8_t *c, wasm_slot *flat)
{
    if (!straight_lower_plain(s, c, &flat[s->at]))
        flat[s->at].bits = typed_scalar_bits((inlay_kind)s->kind, c + s->c_at);
}

static inline uint32_t flags_of(const typed_step *s, const uint8_t *c)
{
    uint32_t flags;
    memcpy(&flags, c + s->c_at, 4);
    return flags;
}

/* Along the steps, to the end. Only copies of the walk are lent, so that it stays in registers. */
static bool walk_all(straight *k, walk at, task_outcome *out)
{
    const typed_step *steps = k->typed->params.steps;
    const uint32_t *targets = k->typed->targets;
    lowering *w = &k->x->lower;
    uint32_t tag;
    for (;;) {
        walk next = at;
        const typed_step *s = at.s;
        if (s == at.end) {
            if (!w->walk.depth)
                return true;
            next_item(k, &next);
            at = next;
            continue;
        }
        k->work += s->work;
        switch ((typed_op)s->op) {
        case TYPED_BYTES: typed_move_bytes(at.c + s->c_at, at.to + s->at, s->count); break;
        case TYPED_HALVES: case TYPED_WORDS: case TYPED_LONGS: case TYPED_F32S: case TYPED_F64S: case TYPED_BOOLS: case TYPED_CHARS:
            typed_move((typed_op)s->op, at.c + s->c_at, at.to + s->at, s->count, true);
            break;
        case TYPED_ARGUMENT: at.c = k->arguments[k->argument = s->count]; break;
        case TYPED_SCALAR:   put_scalar(s, at.c, w->flat); break;
        case TYPED_ENUM:     put(k, s, at.to, typed_tag(s, at.c)); break;
        case TYPED_FLAGS:    put(k, s, at.to, flags_of(s, at.c)); break;
        case TYPED_CASES:
            tag = typed_tag(s, at.c);
            put(k, s, at.to, tag);
            at.s = steps + targets[s->next + tag];
            continue;
        case TYPED_STRING:
            if (!give_text(k, s, at.c, out))
                return false;
            at.to = k->memory + w->base;
            break;
        case TYPED_LIST:
            if (!walk_list(k, &next, out))
                return false;
            at = next;
            continue;
        case TYPED_ARRAY:
            walk_array(k, &next);
            at = next;
            continue;
        case TYPED_HANDLE:
            if (!lend(k, s, at.to, out))
                return false;
            break;
        case TYPED_NONE: case TYPED_GOTO:
            break;
        }
        at.s = s->then;
    }
}

/* In memory, all of them: room for that first. */
static bool spill(straight *k, task_outcome *out)
{
    const plan_node *node = &k->func->plan->nodes[0];
    uint32_t pointer;
    k->copied += node->size;
    k->work += node->size;
    if (!find_room(k, node->size, node->align, &pointer))
        return wait_for_spill(k, out);
    k->x->lower.base = pointer;
    k->x->lower.flat[0].bits = pointer;
    return true;
}

/* In flat words, where numbers stand already: what else there is. */
static inline bool lower_flat(straight *k, task_outcome *out)
{
    const typed_code *code = &k->typed->params;
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
            good = lend(k, s, NULL, out);
        if (!good)
            return false;
    }
    return true;
}

bool straight_lower(straight *k, task_outcome *out)
{
    const plan *p = k->func->plan;
    const typed_code *code = &k->typed->params;
    lowering *w = &k->x->lower;
    w->base = w->walk.depth = 0;
    if (code->is_flat)
        return lower_flat(k, out);
    if (!p->params_spilled)
        for (uint32_t i = 0; i < p->nodes[0].flat_count; i++)
            w->flat[i].bits = 0;
    else if (!spill(k, out))
        return false;
    /* In flat words there is no memory to write to, until a list is in it. */
    return walk_all(k, (walk){ code->steps, code->steps + code->count, NULL, p->params_spilled ? k->memory + w->base : NULL }, out);
}
