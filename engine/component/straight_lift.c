/* Lifting a result in one piece, along the steps; lists recurse, as deep as the
 * type. Nothing of the guest runs meanwhile. What is wrong is left to lift.c,
 * which lifts it again, and has words for it. */
#include "engine/component/straight_view.h"

typedef struct lifter {
    straight         *k;
    arena            *arena;
    const typed_step *steps;
    const uint8_t    *memory;
    uint64_t          size;
    uint64_t          copied, work;
} lifter;

static bool lift_steps(lifter *l, const typed_step *s, const typed_step *end, const uint8_t *from, uint8_t *to);

/* A tag, or flags. */
static inline uint32_t fetch(const lifter *l, const typed_step *s, const uint8_t *from)
{
    if (s->flat)
        return l->k->core_result.i32;
    from += s->at;
    return s->width == 1 ? from[0] : s->width == 2 ? from[0] | (uint32_t)from[1] << 8 : straight_load_word(from);
}

/* May the call move so many bytes more? They are counted. */
static inline bool count_bytes(lifter *l, uint64_t bytes)
{
    if (bytes > l->k->store->copy_bytes - l->copied)
        return false;
    l->copied += bytes;
    l->work += bytes;
    return true;
}

static inline bool lift_string(lifter *l, const typed_step *s, const uint8_t *from, uint8_t *to)
{
    uint32_t at = straight_load_word(from + s->at), size = straight_load_word(from + s->at + 4);
    const char *text = (const char *)l->memory + at;
    if (size > STRING_MAX_BYTES || size > store_size_seen(l->k->store, true) || (uint64_t)at + size > l->size
        || !count_bytes(l, size) || !straight_is_text(text, size))
        return false;
    char *bytes = arena_take(l->arena, (size_t)size + 1);
    if (!bytes)
        return false;
    l->work += 4 * (uint64_t)size;
    straight_copy_text(bytes, text, size);
    const inlay_string string = { bytes, size };
    memcpy(to + s->c_at, &string, sizeof string);
    return true;
}

static bool are_chars(const uint8_t *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!typed_is_char(straight_load_word(items + 4 * i)))
            return false;
    return true;
}

static inline bool lift_numbers(typed_op op, const uint8_t *from, uint8_t *to, size_t count)
{
    if (op == TYPED_CHARS && !are_chars(from, count))
        return false;
    typed_move(op, from, to, count, false);
    return true;
}

static bool lift_items(lifter *l, const typed_step *s, const uint8_t *from, uint32_t count, uint8_t *items)
{
    if (s->bulk) {
        l->work += straight_bulk_work(s, count);
        return count == 0 || lift_numbers((typed_op)s->bulk, from, items, (size_t)count * s->bulk_count);
    }
    for (uint32_t i = 0; i < count; i++, from += s->size, items += s->c_size)
        if (!lift_steps(l, s + 1, l->steps + s->next, from, items))
            return false;
    return true;
}

/* What lies between the parts of an item is zero; of bulk there is nothing between. */
static inline uint8_t *items_room(arena *a, const typed_step *s, uint32_t count)
{
    return s->bulk ? arena_take(a, (size_t)count * s->c_size) : arena_items(a, count, s->c_size, 16);
}

static inline bool lift_list(lifter *l, const typed_step *s, const uint8_t *from, uint8_t *to)
{
    uint32_t at = straight_load_word(from + s->at), count = straight_load_word(from + s->at + 4);
    uint64_t bytes = (uint64_t)count * s->size;
    if (bytes > STRING_MAX_BYTES || count > store_size_seen(l->k->store, false) || (at & (s->align - 1)) || at + bytes > l->size
        || !count_bytes(l, bytes))
        return false;
    uint8_t *items = items_room(l->arena, s, count);
    if (!items)
        return false;
    const inlay_list list = { items, count };
    memcpy(to + s->c_at, &list, sizeof list);
    return lift_items(l, s, l->memory + at, count, items);
}

static inline bool lift_flags(const lifter *l, const typed_step *s, const uint8_t *from, uint8_t *to)
{
    uint32_t flags = fetch(l, s, from) & s->count;
    memcpy(to + s->c_at, &flags, 4);
    return true;
}

static bool lift_steps(lifter *l, const typed_step *s, const typed_step *end, const uint8_t *from, uint8_t *to)
{
    const uint32_t *targets = l->k->typed->targets;
    uint64_t work = 0;
    uint32_t tag;
    while (s != end) {
        bool good = true;
        work += s->work;
        switch ((typed_op)s->op) {
        case TYPED_BYTES: typed_move_bytes(from + s->at, to + s->c_at, s->count); break;
        case TYPED_HALVES: case TYPED_WORDS: case TYPED_LONGS: case TYPED_F32S: case TYPED_F64S: case TYPED_BOOLS: case TYPED_CHARS:
            good = lift_numbers((typed_op)s->op, from + s->at, to + s->c_at, s->count);
            break;
        case TYPED_SCALAR: good = straight_lift_number(s, &l->k->core_result, to); break;
        case TYPED_STRING: good = lift_string(l, s, from, to); break;
        case TYPED_LIST:   good = lift_list(l, s, from, to); break;
        case TYPED_ARRAY:  good = lift_items(l, s, from + s->at, s->count, to + s->c_at); break;
        case TYPED_FLAGS:  good = lift_flags(l, s, from, to); break;
        case TYPED_ENUM: case TYPED_CASES:
            if ((tag = fetch(l, s, from)) >= s->count)
                return false;
            typed_set_tag(s, to, tag);
            if (s->op == TYPED_ENUM)
                break;
            s = l->steps + targets[s->next + tag];
            continue;
        case TYPED_NONE: case TYPED_ARGUMENT: case TYPED_GOTO: case TYPED_HANDLE:
            break;
        }
        if (!good)
            return false;
        s = s->then;
    }
    l->work += work;
    return true;
}

/* Where the values lie that are spilled; null: not within the memory. */
static const uint8_t *find_spilled(lifter *l)
{
    const plan_node *node = &l->k->func->plan->nodes[1];
    const uint32_t at = l->k->core_result.i32;
    bool good = !(at & (node->align - 1)) && (uint64_t)at + node->size <= l->size && count_bytes(l, node->size);
    return good ? l->memory + at : NULL;
}

/* For the one value that a function gives, as typed_lift_room makes it. */
static inline bool make_room(crossing *x, size_t size)
{
    uint8_t *block = arena_take(&x->scratch, STRAIGHT_POINTERS + size);
    if (!block)
        return false;
    x->lifted = (void **)(void *)block;
    x->lifted[0] = block + STRAIGHT_POINTERS;
    memset(block + STRAIGHT_POINTERS, 0, size);
    return true;
}

static bool take(straight *k, const lifter *l)
{
    k->copied = l->copied;
    k->work = l->work;
    straight_charge(k);
    return true;
}

bool straight_lift(straight *k, void *result)
{
    const typed_code *code = &k->typed->result;
    if (code->is_flat)
        return straight_lift_flat(k, result);
    if (code->is_view)
        return straight_lift_view(k, result);
    lifter l = { .k = k, .arena = &k->x->scratch, .steps = code->steps, .copied = k->copied, .work = k->work };
    if (k->typed->has_memory) {
        const memory *m = k->core->memories[k->func->side.memory];
        l.memory = m->bytes;
        l.size = m->size;
    }
    const uint8_t *from = NULL;
    if (k->func->plan->results_spilled && !(from = find_spilled(&l)))
        return false;
    if (!make_room(k->x, code->sizes[0]) || !lift_steps(&l, code->steps, code->steps + code->count, from, k->x->lifted[0]) || !straight_pays(k, l.work))
        return false;
    if (result)
        memcpy(result, k->x->lifted[0], code->sizes[0]);
    return take(k, &l);
}
