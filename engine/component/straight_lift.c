/* Lifting a result in one piece, along the path; lists recurse, as deep as the
 * type. Nothing of the guest runs meanwhile. What is wrong is left to lift.c,
 * which lifts it again, and has words for it. */
#include "engine/component/few.h"
#include "engine/component/straight_path.h"
#include "engine/component/straight_view.h"

typedef struct lifter {
    straight      *k;
    arena         *arena;
    const uint8_t *memory;
    uint64_t       size;
    uint64_t       left;          /* bytes that the call may still move */
    uint64_t       work;
    uint32_t       text_most, list_most;      /* of one: bytes, items */
} lifter;

static bool lift_path(lifter *l, const path_step *first, const uint8_t *from, uint8_t *to, path_row r);

/* A tag, or flags. */
static inline uint32_t fetch(const lifter *l, const typed_step *s, const uint8_t *from)
{
    if (s->flat)
        return l->k->core_result.i32;
    from += s->at;
    return s->width == 1 ? from[0] : s->width == 2 ? from[0] | (uint32_t)from[1] << 8 : straight_load_word(from);
}

ALWAYS_INLINE bool lift_string(lifter *l, const path_step *s, const uint8_t *from, uint8_t *to)
{
    const uint32_t at = straight_load_word(from + s->at), size = straight_load_word(from + s->at + 4);
    if (size > l->text_most || (uint64_t)at + size > l->size || size > l->left || !straight_is_text((const char *)l->memory + at, size))
        return false;
    char *bytes = arena_take(l->arena, (size_t)size + 1);
    if (!bytes)
        return false;
    l->left -= size;
    l->work += 5 * (uint64_t)size + s->ahead;
    straight_copy_text(bytes, l->memory + at, size);
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

ALWAYS_INLINE bool lift_numbers(typed_op op, const uint8_t *from, uint8_t *to, size_t count)
{
    if (op == TYPED_CHARS && !are_chars(from, count))
        return false;
    few_move(op, from, to, count, false);
    return true;
}

/* Where the items of a pair lie, and room for them in C: what lies between the parts of an item is zero there, and of
 * bulk there is nothing between. Null: the pair is no good, or there is no memory. */
ALWAYS_INLINE uint8_t *find_items(lifter *l, const path_step *s, const uint8_t *from, uint8_t *to, uint32_t *count, const uint8_t **found)
{
    const typed_step *n = s->step;
    const uint32_t at = straight_load_word(from + s->at);
    *count = straight_load_word(from + s->at + 4);
    uint64_t bytes = (uint64_t)*count * n->size;
    if (bytes > STRING_MAX_BYTES || *count > l->list_most || (at & (n->align - 1)) || at + bytes > l->size || bytes > l->left)
        return NULL;
    l->left -= bytes;
    l->work += bytes;
    uint8_t *items = n->bulk ? arena_take(l->arena, (size_t)*count * n->c_size) : arena_items(l->arena, *count, n->c_size, 16);
    const inlay_list list = { items, *count };
    *found = l->memory + at;
    memcpy(to + s->c_at, &list, sizeof list);
    return items;
}

static inline bool lift_bulk(lifter *l, const path_step *s, const uint8_t *from, uint8_t *to)
{
    const uint8_t *found;
    uint32_t count;
    uint8_t *items = find_items(l, s, from, to, &count, &found);
    if (!items)
        return false;
    l->work += (uint64_t)count * s->step->item_work + s->ahead;
    return !count || lift_numbers((typed_op)s->step->bulk, found, items, (size_t)count * s->step->bulk_count);
}

static bool lift_number_array(lifter *l, const path_step *s, const uint8_t *from, uint8_t *to)
{
    l->work += (uint64_t)s->count * s->step->item_work + s->ahead;
    return !s->count || lift_numbers((typed_op)s->step->bulk, from + s->at, to + s->c_at, (size_t)s->count * s->step->bulk_count);
}

static bool lift_items(lifter *l, const path_step *s, const uint8_t *from, uint32_t count, uint8_t *items)
{
    l->work += count * (uint64_t)s->item_ahead + s->ahead;
    return !count || lift_path(l, s + 1, from, items, (path_row){ count, s->step->size, s->step->c_size });
}

static bool lift_list(lifter *l, const path_step *s, const uint8_t *from, uint8_t *to)
{
    const uint8_t *found;
    uint32_t count;
    uint8_t *items = find_items(l, s, from, to, &count, &found);
    return items && lift_items(l, s, found, count, items);
}

ALWAYS_INLINE void put_word(uint8_t *to, const path_step *s, uint32_t word)
{
    memcpy(to + s->c_at, &word, sizeof word);
}

ALWAYS_INLINE bool lift_enum_byte(const path_step *s, const uint8_t *from, uint8_t *to)
{
    put_word(to, s, from[s->at]);
    return from[s->at] < s->count;
}

/* Its tag is there. */
ALWAYS_INLINE const path_step *lift_cases(lifter *l, const path_step *s, uint32_t tag)
{
    const path_target *target = &s->targets[tag];
    l->work += target->ahead;
    return target->to - 1;
}

static bool lift_path(lifter *l, const path_step *first, const uint8_t *from, uint8_t *to, path_row r)
{
    uint32_t tag;
    for (const path_step *s = first;; s++) {
        bool good = true;
        switch ((path_op)s->op) {
        case PATH_END:
            if (--r.count == 0)
                return true;
            from += r.size;
            to += r.c_size;
            s = first - 1;
            continue;
        case PATH_BYTES_1: to[s->c_at] = from[s->at]; continue;
        case PATH_BYTES_2: memcpy(to + s->c_at, from + s->at, 2); continue;
        case PATH_BYTES_4: memcpy(to + s->c_at, from + s->at, 4); continue;
        case PATH_BYTES_8: memcpy(to + s->c_at, from + s->at, 8); continue;
        case PATH_BYTES_TO_8:  few_to_8(from + s->at, to + s->c_at, s->count); continue;
        case PATH_BYTES_TO_16: few_to_16(from + s->at, to + s->c_at, s->count); continue;
        case PATH_BOOL:    to[s->c_at] = from[s->at] != 0; continue;
        case PATH_F32S:    few_f32s(from + s->at, to + s->c_at, s->count); continue;
        case PATH_F64:     few_f64(from + s->at, to + s->c_at); continue;
        case PATH_GOTO:    s = s->to - 1; continue;
        case PATH_ARGUMENT: case PATH_HANDLE: continue;
        case PATH_NUMBERS: good = lift_numbers((typed_op)s->step->op, from + s->at, to + s->c_at, s->count); break;
        case PATH_FLAT_4: case PATH_FLAT_8: case PATH_SCALAR: good = straight_lift_number(s->step, &l->k->core_result, to); break;
        case PATH_FLAGS_BYTE: put_word(to, s, from[s->at] & s->count); continue;
        case PATH_FLAGS_HALF: put_word(to, s, (from[s->at] | (uint32_t)from[s->at + 1] << 8) & s->count); continue;
        case PATH_FLAGS:   put_word(to, s, fetch(l, s->step, from) & s->count); continue;
        case PATH_ENUM_BYTE: good = lift_enum_byte(s, from, to); break;
        case PATH_ENUM:
            typed_set_tag(s->step, to, tag = fetch(l, s->step, from));
            good = tag < s->count;
            break;
        case PATH_OPTION:
            if ((tag = from[s->at]) >= s->count)
                return false;
            to[s->c_at] = (uint8_t)tag;
            s = lift_cases(l, s, tag);
            continue;
        case PATH_CASES_BYTE: case PATH_CASES:
            if ((tag = fetch(l, s->step, from)) >= s->count)
                return false;
            typed_set_tag(s->step, to, tag);
            s = lift_cases(l, s, tag);
            continue;
        case PATH_STRING:  good = lift_string(l, s, from, to); break;
        case PATH_BULK:    good = lift_bulk(l, s, from, to); break;
        case PATH_NUMBER_ARRAY: good = lift_number_array(l, s, from, to); break;
        case PATH_LIST: case PATH_ARRAY:
            if (!(s->op == PATH_LIST ? lift_list(l, s, from, to) : lift_items(l, s, from + s->at, s->count, to + s->c_at)))
                return false;
            s = s->to - 1;
            continue;
        default:
            UNREACHABLE();
        }
        if (!good)
            return false;
    }
}

/* Where the values lie that are spilled; null: not within the memory. */
static const uint8_t *find_spilled(lifter *l)
{
    const plan_node *node = &l->k->func->plan->nodes[1];
    const uint32_t at = l->k->core_result.i32;
    if ((at & (node->align - 1)) || (uint64_t)at + node->size > l->size || node->size > l->left)
        return NULL;
    l->left -= node->size;
    l->work += node->size;
    return l->memory + at;
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

static lifter begin(straight *k)
{
    const component_store *cs = k->store;
    const memory *m = k->guest_memory;
    const uint32_t text_most = store_size_seen(cs, true);
    return (lifter){ .k = k, .arena = &k->x->scratch, .memory = m ? m->bytes : NULL, .size = m ? m->size : 0, .left = cs->copy_bytes - k->copied,
                     .work = k->work + k->typed->result.ahead, .list_most = store_size_seen(cs, false),
                     .text_most = text_most < STRING_MAX_BYTES ? text_most : STRING_MAX_BYTES };
}

static bool end(straight *k, const lifter *l)
{
    k->copied = k->store->copy_bytes - l->left;
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
    lifter l = begin(k);
    const uint8_t *from = NULL;
    if (k->func->plan->results_spilled && !(from = find_spilled(&l)))
        return false;
    if (!make_room(k->x, code->sizes[0]) || !lift_path(&l, code->path + PATH_FIRST, from, k->x->lifted[0], (path_row){ 1, 0, 0 }) || !straight_pays(k, l.work))
        return false;
    if (result)
        memcpy(result, k->x->lifted[0], code->sizes[0]);
    return end(k, &l);
}
