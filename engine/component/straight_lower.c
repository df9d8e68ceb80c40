/* Lowering in one piece: as typed_lower.c walks, but the guest's realloc is called
 * from here. Where it isn't back, or its answer is no good, the walk stands as
 * that file's would, and the crossing goes on with it. */
#include "engine/component/lower.h"
#include "engine/component/straight_room.h"

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

bool straight_wait_for_string(const straight *k, const typed_step *s, inlay_string text, task_outcome *out)
{
    lowering *w = &k->x->lower;
    const string_source source = { .bytes = (const uint8_t *)text.bytes, .size = (uint32_t)text.size, .form = STRING_UTF8 };
    open_lowering(k, s + 1);
    transcode_begin(&w->text, source, TARGET_UTF8);
    lower_wait_for(w, LOWER_STRING, place_of(k, s), w->text.request);
    return *out = straight_go_on(k), false;
}

bool straight_wait_for_list(const straight *k, const typed_step *s, uint32_t size, task_outcome *out)
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

bool straight_lower_again(const straight *k, const typed_step *s, task_outcome *out)
{
    open_lowering(k, s);
    k->store->driven = k->x;
    *out = component_go_on(k->store, k->task, TASK_DONE);
    return false;
}

/* ---- places ---- */

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
        straight_store_word(to + s->at, v);
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
        straight_put_pair(k, s, f->pointer, f->count);
    const typed_frame *outer = --w->walk.depth ? f - 1 : NULL;
    at->s = s->then;
    at->end = code->steps + (outer ? outer->step->next : code->count);
    at->c = outer ? outer->items + (size_t)outer->next * outer->step->c_size : k->arguments[k->argument];
    at->to = k->memory + w->base;
}

/* Room for its items. False: it waits for that. */
static inline bool make_list(straight *k, const typed_step *s, uint32_t count, uint32_t *pointer, task_outcome *out)
{
    uint32_t size = count * s->size;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    return straight_find_room(k, size, s->align, pointer) || straight_wait_for_list(k, s, size, out);
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
    straight_move_items(k, s, list.items, count, pointer);
    straight_put_pair(k, s, pointer, count);
    at->s = s->then;
    at->to = k->memory + k->x->lower.base;
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
    straight_move_items(k, s, at->c + s->c_at, s->count, pointer);
    at->s = s->then;
}

/* ---- the others ---- */

static inline bool give_text(straight *k, const typed_step *s, const uint8_t *c, task_outcome *out)
{
    inlay_string text = typed_string(s, c);
    uint32_t size = (uint32_t)text.size, pointer;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    if (!straight_find_room(k, size, 1, &pointer))
        return straight_wait_for_string(k, s, text, out);
    straight_copy_text(k->memory + pointer, text.bytes, size);
    straight_put_pair(k, s, pointer, size);
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
            straight_store_word(to + s->at, index);
        return true;
    }
    k->work -= s->work;           /* it takes the step again */
    return straight_lower_again(k, s, out);
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
    if (!straight_find_room(k, node->size, node->align, &pointer))
        return wait_for_spill(k, out);
    k->x->lower.base = pointer;
    k->x->lower.flat[0].bits = pointer;
    return true;
}

bool straight_lower(straight *k, task_outcome *out)
{
    const plan *p = k->func->plan;
    const typed_code *code = &k->typed->params;
    lowering *w = &k->x->lower;
    w->base = w->walk.depth = 0;
    if (!p->params_spilled)
        for (uint32_t i = 0; i < p->nodes[0].flat_count; i++)
            w->flat[i].bits = 0;
    else if (!spill(k, out))
        return false;
    /* In flat words there is no memory to write to, until a list is in it. */
    return walk_all(k, (walk){ code->steps, code->steps + code->count, NULL, p->params_spilled ? k->memory + w->base : NULL }, out);
}
