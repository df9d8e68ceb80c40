/* Lowering along steps. What was looked at can't be wrong any more; only the
 * guest's realloc can. Places in C are found again after each wait, since the
 * values may have been copied meanwhile. */
#include "engine/component/typed_lower.h"

static const typed_code *lowered_code(const crossing *x)
{
    return x->caller ? &x->typed->result : &x->typed->params;
}

bool typed_lower_begin(crossing *x)
{
    typed_walk *k = &x->lower.walk;
    k->code = lowered_code(x);
    k->at = k->code->steps;
    k->argument = k->depth = 0;
    x->lower.base = 0;
    if (k->code->depth <= k->capacity)
        return true;
    return budget_reserve(x->store->budget, (void **)&k->frames, &k->capacity, k->code->depth, sizeof *k->frames) || crossing_no_memory(x);
}

/* Where the values of the walk lie now. */
static const uint8_t *here(const crossing *x)
{
    const typed_walk *k = &x->lower.walk;
    if (!k->depth)
        return k->code->argument_count ? x->given[k->argument] : NULL;
    const typed_frame *f = &k->frames[k->depth - 1];
    return f->items + (size_t)f->next * f->step->c_size;
}

static place place_of(const lowering *w, const typed_step *s)
{
    return (place){ s->flat, s->flat ? s->at : w->base + s->at };
}

static void push(crossing *x, const typed_step *s, const uint8_t *items, uint32_t count, uint64_t pointer)
{
    lowering *w = &x->lower;
    w->walk.frames[w->walk.depth++] = (typed_frame){ .step = s, .items = items, .count = count, .outer = w->base, .pointer = pointer };
    w->base = pointer;
}

/* All items at once. */
static void store_bulk(crossing *x, const typed_step *s, const uint8_t *items, uint32_t count, uint64_t pointer)
{
    x->work += (uint64_t)count * s->item_work;
    if (count)
        typed_move((typed_op)s->bulk, items, x->lower.memory + pointer, (size_t)s->bulk_count * count, true);
}

/* A list of a fixed length: in place. */
static const typed_step *lower_array(crossing *x, const typed_step *s, const uint8_t *c)
{
    uint64_t pointer = x->lower.base + s->at;
    if (s->count && !s->bulk)
        return push(x, s, c + s->c_at, s->count, pointer), s + 1;
    store_bulk(x, s, c + s->c_at, s->count, pointer);
    return x->lower.walk.code->steps + s->next;
}

void typed_lower_items(crossing *x, uint64_t pointer)
{
    lowering *w = &x->lower;
    const typed_step *s = w->walk.at;
    inlay_list list = typed_list(s, here(x));
    w->walk.at = w->walk.code->steps + s->next;
    if (list.count && !s->bulk) {
        push(x, s, list.items, (uint32_t)list.count, pointer);
        w->walk.at = s + 1;
        return;
    }
    store_bulk(x, s, list.items, (uint32_t)list.count, pointer);
    lower_put_pair(w, w->at, pointer, (uint32_t)list.count);
}

/* An item is done: the next one, or what comes behind the list. */
static const typed_step *next_item(crossing *x)
{
    lowering *w = &x->lower;
    typed_frame *f = &w->walk.frames[w->walk.depth - 1];
    if (++f->next < f->count) {
        w->base += f->step->size;
        return f->step + 1;
    }
    w->walk.depth--;
    w->base = f->outer;
    if (f->step->op == TYPED_LIST)
        lower_put_pair(w, place_of(w, f->step), f->pointer, f->count);
    return w->walk.code->steps + f->step->next;
}

static const typed_step *end_of(const typed_walk *k)
{
    return k->code->steps + (k->depth ? k->frames[k->depth - 1].step->next : k->code->count);
}

static lower_outcome lower_view(crossing *x, const typed_step *s, const uint8_t *c)
{
    place p = place_of(&x->lower, s);
    if (s->op == TYPED_LIST) {
        x->lower.walk.at = s;
        return lower_list(x, typed_list(s, c).count, p, s->size, s->align);
    }
    inlay_string string = typed_string(s, c);
    x->lower.walk.at = s + 1;
    return lower_text(x, (string_source){ .bytes = (const uint8_t *)string.bytes, .size = (uint32_t)string.size, .form = STRING_UTF8 }, p);
}

static bool lower_typed_handle(crossing *x, const typed_step *s)
{
    uint32_t index;
    ASSERT(x->moved < x->move_count);
    if (!lower_handle(x, s->resource, s->kind == INLAY_OWN, x->moves[x->moved].rep, &index))
        return false;
    lower_put(&x->lower, place_of(&x->lower, s), 4, index);
    return true;
}

/* A step that is no container and waits for nothing. */
static bool lower_leaf(crossing *x, const typed_step *s, const uint8_t *c)
{
    lowering *w = &x->lower;
    uint32_t flags;
    switch ((typed_op)s->op) {
    case TYPED_BYTES: case TYPED_HALVES: case TYPED_WORDS: case TYPED_LONGS: case TYPED_F32S: case TYPED_F64S: case TYPED_BOOLS: case TYPED_CHARS:
        typed_move((typed_op)s->op, c + s->c_at, w->memory + w->base + s->at, s->count, true);
        return true;
    case TYPED_SCALAR:
        w->flat[s->at].bits = typed_scalar_bits((inlay_kind)s->kind, c + s->c_at);
        return true;
    case TYPED_ENUM: case TYPED_CASES:
        lower_put(w, place_of(w, s), s->width, typed_tag(s, c));
        return true;
    case TYPED_FLAGS:
        memcpy(&flags, c + s->c_at, 4);
        lower_put(w, place_of(w, s), s->width, flags & s->count);
        return true;
    case TYPED_HANDLE:
        return lower_typed_handle(x, s);
    case TYPED_NONE: case TYPED_STRING: case TYPED_LIST: case TYPED_ARRAY: case TYPED_ARGUMENT: case TYPED_GOTO:
        break;
    }
    UNREACHABLE();
}

lower_outcome typed_lower_run(crossing *x)
{
    typed_walk *k = &x->lower.walk;
    if (!k->code->count)
        return LOWER_DONE;
    const typed_step *s = k->at, *end = end_of(k);
    if (!x->given)
        return crossing_no_memory(x), LOWER_FAULT;      /* they could not be kept */
    const uint8_t *c = here(x);
    for (;;) {
        if (s == end) {
            if (!k->depth)
                return k->at = s, LOWER_DONE;
            s = next_item(x);
            end = end_of(k);
            c = here(x);
            continue;
        }
        x->work += s->work;
        if (s->op == TYPED_ARGUMENT) {
            k->argument = s->count;
            c = x->given[s++->count];
        } else if (s->op == TYPED_STRING || s->op == TYPED_LIST) {
            return lower_view(x, s, c);
        } else if (s->op == TYPED_ARRAY) {
            s = lower_array(x, s, c);
            end = end_of(k);
            c = here(x);
        } else if (s->op == TYPED_GOTO) {
            s = k->code->steps + s->next;
        } else {
            if (!lower_leaf(x, s, c))
                return LOWER_FAULT;
            s = s->op == TYPED_CASES ? k->code->steps + x->typed->targets[s->next + typed_tag(s, c)] : s + 1;
        }
    }
}

/* The frames' items, in the copy. */
static void find_again(crossing *x)
{
    lowering *w = &x->lower;
    uint32_t depth = w->walk.depth;
    for (w->walk.depth = 0; w->walk.depth < depth; w->walk.depth++) {
        typed_frame *f = &w->walk.frames[w->walk.depth];
        const uint8_t *c = here(x);
        f->items = f->step->op == TYPED_LIST ? typed_list(f->step, c).items : c + f->step->c_at;
    }
    if (w->wait == LOWER_STRING)
        w->text.source.bytes = (const uint8_t *)typed_string(w->walk.at - 1, here(x)).bytes;
}

void typed_lower_keep(crossing *x)
{
    const typed_code *code = lowered_code(x);
    void **copies = arena_array(&x->scratch, void *, code->argument_count);
    bool good = copies && typed_copy(&x->scratch, x->typed, code, x->given, copies);
    x->given = good ? (const void *const *)copies : NULL;
    if (good && x->phase != CROSSING_ENTER)
        find_again(x);
}
