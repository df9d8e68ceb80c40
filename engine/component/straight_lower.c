/* Lowering in one piece: as typed_lower.c walks, but the guest's realloc is called
 * from here. Where it isn't back, or its answer is no good, the walk stands as
 * that file's would, and the crossing goes on with it. */
#include "engine/component/few.h"
#include "engine/component/lower.h"
#include "engine/component/straight_put.h"
#include "engine/component/straight_room.h"

/* The walk of the arguments: where it is, and where that lies on both sides. */
typedef struct walk {
    const path_step *s;
    const uint8_t   *c;
    uint8_t         *to;          /* in the guest's memory */
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

static inline void put_half(uint8_t *to, uint32_t v)
{
    to[0] = (uint8_t)v;
    to[1] = (uint8_t)(v >> 8);
}

/* A tag, or flags. */
static inline void put(const straight *k, const typed_step *s, uint8_t *to, uint32_t v)
{
    if (s->flat)
        k->x->lower.flat[s->at].bits = v;
    else if (s->width == 1)
        to[s->at] = (uint8_t)v;
    else if (s->width == 2)
        put_half(to + s->at, v);
    else
        straight_store_word(to + s->at, v);
}

/* ---- lists: what changes the walk leaves it before the step that it goes on with ---- */

/* Items that are walked: the first one. */
static void begin_items(straight *k, walk *at, const uint8_t *items, uint32_t count, uint32_t pointer)
{
    lowering *w = &k->x->lower;
    const path_step *s = at->s;
    w->walk.frames[w->walk.depth++] = (typed_frame){ .step = s->step, .items = items, .count = count, .outer = w->base, .pointer = pointer };
    w->base = pointer;
    k->work += s->item_ahead;
    *at = (walk){ s, items, k->memory + pointer };
}

/* Where the walk goes on once an item, and with the last one its list, is done. */
static void next_item(straight *k, walk *at)
{
    lowering *w = &k->x->lower;
    typed_frame *f = &w->walk.frames[w->walk.depth - 1];
    const path_step *list = at->s->to;
    const typed_step *s = f->step;
    if (++f->next < f->count) {
        w->base += s->size;
        k->work += list->item_ahead;
        *at = (walk){ list, at->c + s->c_size, at->to + s->size };
        return;
    }
    w->base = f->outer;
    if (s->op == TYPED_LIST)
        straight_put_pair(k, s, (uint32_t)f->pointer, f->count);
    const typed_frame *outer = --w->walk.depth ? f - 1 : NULL;
    k->work += list->ahead;
    at->s = list->to - 1;
    at->c = outer ? outer->items + (size_t)outer->next * outer->step->c_size : k->arguments[k->argument];
    at->to = k->memory + w->base;
}

/* Room for its items. False: it waits for that. */
ALWAYS_INLINE bool make_list(straight *k, const typed_step *s, uint32_t count, uint32_t *pointer, task_outcome *out)
{
    uint32_t size = count * s->size;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    return straight_find_room(k, size, s->align, pointer) || straight_wait_for_list(k, s, size, out);
}

/* The items of a list that ask the guest for nothing: they were looked at. */
static inline void put_leaf(straight *k, const path_step *s, const void *items, uint32_t count, uint32_t pointer)
{
    const path_row r = { count, s->step->size, s->step->c_size };
    k->work += (uint64_t)count * s->item_ahead;
    bool good = straight_put(s + 1, items, k->memory + pointer, r, &k->work);
    ASSERT(good), (void)good;
}

static bool give_list(straight *k, walk *at, task_outcome *out)
{
    const path_step *s = at->s;
    const inlay_list list = typed_list(s->step, at->c);
    uint32_t count = (uint32_t)list.count, pointer;
    if (!make_list(k, s->step, count, &pointer, out))
        return false;
    if (count && !s->is_leaf) {
        begin_items(k, at, list.items, count, pointer);
        return true;
    }
    if (count)
        put_leaf(k, s, list.items, count, pointer);
    straight_put_pair(k, s->step, pointer, count);
    k->work += s->ahead;
    at->s = s->to - 1;
    at->to = k->memory + k->x->lower.base;
    return true;
}

static void give_array(straight *k, walk *at)
{
    const path_step *s = at->s;
    if (s->count) {
        begin_items(k, at, at->c + s->c_at, s->count, (uint32_t)k->x->lower.base + s->at);
        return;
    }
    k->work += s->ahead;
    at->s = s->to - 1;
}

/* Into a flat word and the next one, or into memory, which may have moved: where that is now. */
ALWAYS_INLINE uint8_t *put_pair(const straight *k, const path_step *s, uint32_t pointer, uint32_t length)
{
    lowering *w = &k->x->lower;
    uint8_t *to = k->memory + w->base;
    if (!s->flat) {
        straight_store_pair(to + s->at, pointer, length);
        return to;
    }
    w->flat[s->at].bits = pointer;
    w->flat[s->at + 1].bits = length;
    return to;
}

/* Where memory is now; null: it waits. */
ALWAYS_INLINE uint8_t *give_bulk(straight *k, const path_step *s, const uint8_t *c, task_outcome *out)
{
    inlay_list list;
    uint32_t pointer;
    memcpy(&list, c + s->c_at, sizeof list);
    if (!make_list(k, s->step, (uint32_t)list.count, &pointer, out))
        return NULL;
    straight_move_items(k, s->step, list.items, (uint32_t)list.count, pointer);
    k->work += s->ahead;
    return put_pair(k, s, pointer, (uint32_t)list.count);
}

static inline void give_number_array(straight *k, const path_step *s, const uint8_t *c, const uint8_t *to)
{
    straight_move_items(k, s->step, c + s->c_at, s->count, (uint32_t)(to - k->memory) + s->at);
    k->work += s->ahead;
}

/* ---- the others ---- */

/* As give_bulk. */
ALWAYS_INLINE uint8_t *give_text(straight *k, const path_step *s, const uint8_t *c, task_outcome *out)
{
    inlay_string text;
    memcpy(&text, c + s->c_at, sizeof text);
    uint32_t size = (uint32_t)text.size, pointer;
    k->copied += size;
    k->work += 2 * (uint64_t)size;
    if (!straight_find_room(k, size, 1, &pointer)) {
        straight_wait_for_string(k, s->step, text, out);
        return NULL;
    }
    straight_copy_text(k->memory + pointer, text.bytes, size);
    k->work += s->ahead;
    return put_pair(k, s, pointer, size);
}

/* Into the callee's table. Where that is full, the crossing says so. */
static bool lend(straight *k, const path_step *s, uint8_t *to, task_outcome *out)
{
    crossing *x = k->x;
    uint32_t index;
    if (!lower_handle(x, s->step->resource, false, x->moves[x->moved].rep, &index)) {
        k->work -= s->step->work;             /* it takes the step again */
        return straight_lower_again(k, s->step, out);
    }
    put(k, s->step, to, index);
    k->work += s->ahead;
    return true;
}

static inline const path_step *give_cases(straight *k, const path_step *s, uint32_t tag)
{
    const path_target *target = &s->targets[tag];
    k->work += target->ahead;
    return target->to - 1;
}

/* Into a list, or from an item to what comes behind it. */
static bool change_items(straight *k, walk *at, task_outcome *out)
{
    if (at->s->op == PATH_LIST)
        return give_list(k, at, out);
    if (at->s->op == PATH_ARRAY)
        give_array(k, at);
    else
        next_item(k, at);
    return true;
}

/* Along the path, to its end. Only copies of the walk are lent, so that it stays in registers. */
static bool walk_all(straight *k, walk at, task_outcome *out)
{
    wasm_slot *const flat = k->x->lower.flat;
    uint32_t tag;
    for (;; at.s++) {
        const path_step *s = at.s;
        walk next = at;
        switch ((path_op)s->op) {
        PUT_NUMBERS(s, at.c, at.to);
        case PATH_NUMBERS: typed_move((typed_op)s->step->op, at.c + s->c_at, at.to + s->at, s->count, true); break;
        case PATH_FLAT_4:  flat[s->at].bits = path_word(s, at.c); break;
        case PATH_FLAT_8:  memcpy(&flat[s->at].bits, at.c + s->c_at, 8); break;
        case PATH_SCALAR:  flat[s->at].bits = typed_scalar_bits((inlay_kind)s->step->kind, at.c + s->c_at); break;
        case PATH_ENUM_BYTE: case PATH_FLAGS_BYTE: at.to[s->at] = (uint8_t)path_word(s, at.c); break;
        case PATH_ENUM:    put(k, s->step, at.to, typed_tag(s->step, at.c)); break;
        case PATH_FLAGS_HALF: put_half(at.to + s->at, path_word(s, at.c)); break;
        case PATH_FLAGS:   put(k, s->step, at.to, path_word(s, at.c)); break;
        case PATH_ARGUMENT: at.c = k->arguments[k->argument = s->count]; break;
        case PATH_NUMBER_ARRAY: give_number_array(k, s, at.c, at.to); break;
        case PATH_GOTO:    at.s = s->to - 1; break;
        case PATH_OPTION:  at.s = give_cases(k, s, at.to[s->at] = at.c[s->c_at]); break;
        case PATH_CASES_BYTE: case PATH_CASES:
            put(k, s->step, at.to, tag = typed_tag(s->step, at.c));
            at.s = give_cases(k, s, tag);
            break;
        case PATH_STRING: case PATH_BULK:
            if (!(at.to = s->op == PATH_STRING ? give_text(k, s, at.c, out) : give_bulk(k, s, at.c, out)))
                return false;
            break;
        case PATH_HANDLE:
            if (!lend(k, s, at.to, out))
                return false;
            break;
        case PATH_LIST: case PATH_ARRAY: case PATH_END:
            if (s->op == PATH_END && !k->x->lower.walk.depth)
                return true;
            if (!change_items(k, &next, out))
                return false;
            at = next;
            break;
        default:
            UNREACHABLE();
        }
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
    k->work += code->ahead;
    /* In flat words there is no memory to write to, until a list is in it. */
    return walk_all(k, (walk){ code->path + PATH_FIRST, k->arguments[0], p->params_spilled ? k->memory + w->base : NULL }, out);
}
