/* Lifting along steps; lists recurse, as deep as the type. */
#include "engine/component/typed_lift.h"

bool typed_lift_room(crossing *x, const typed_code *code)
{
    if (!code->argument_count)
        return true;
    uint32_t places = (code->argument_count * (uint32_t)sizeof(void *) + 15) & ~15u, size = code->offsets[code->argument_count];
    uint8_t *block = arena_alloc_raw(&x->scratch, (size_t)places + size, 16);
    if (!block)
        return crossing_no_memory(x);
    x->lifted = (void **)(void *)block;
    for (uint32_t i = 0; i < code->argument_count; i++)
        x->lifted[i] = block + places + code->offsets[i];
    /* What lies between the fields is zero, too: the same answer is the same bytes. */
    memset(block + places, 0, size);
    return true;
}

static uint32_t fetch_bytes(const uint8_t *p, uint32_t width)
{
    uint32_t v = p[0];
    if (width > 1)
        v |= (uint32_t)p[1] << 8;
    if (width > 2)
        v |= (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
    return v;
}

static uint32_t fetch(const lift *l, const typed_step *s, uint64_t base, uint32_t width)
{
    return s->flat ? l->slots[s->at].i32 : fetch_bytes(l->memory + base + s->at, width);
}

/* An address, and a length behind it. */
static uint64_t fetch_word(const lift *l, const typed_step *s, uint64_t base, uint32_t number)
{
    if (s->flat)
        return side_word(l->side, l->slots[s->at + number]);
    const uint8_t *p = l->memory + base + s->at;
    if (!l->side->is_64)
        return fetch_bytes(p + (size_t)4 * number, 4);
    return fetch_bytes(p + (size_t)8 * number, 4) | (uint64_t)fetch_bytes(p + (size_t)8 * number + 4, 4) << 32;
}

static bool run(lift *l, const typed_code *code, const typed_step *s, const typed_step *end, uint64_t base, uint8_t *to);

static bool lift_numbers(lift *l, typed_op op, const uint8_t *from, void *to, size_t count)
{
    if (op == TYPED_CHARS)
        return lift_pack(l, INLAY_CHAR, from, (uint32_t)count, to);
    typed_move(op, from, to, count, false);
    return true;
}

static bool lift_items(lift *l, const typed_code *code, const typed_step *s, uint64_t pointer, uint32_t count, uint8_t *items)
{
    if (s->bulk) {
        l->x->work += (uint64_t)count * s->item_work;
        return count == 0 || lift_numbers(l, (typed_op)s->bulk, l->memory + pointer, items, (size_t)count * s->bulk_count);
    }
    for (uint32_t i = 0; i < count; i++, pointer += s->size, items += s->c_size)
        if (!run(l, code, s + 1, code->steps + s->next, pointer, items))
            return false;
    return true;
}

static bool lift_list(lift *l, const typed_code *code, const typed_step *s, uint64_t base, uint8_t *to)
{
    const uint64_t pointer = fetch_word(l, s, base, 0), length = fetch_word(l, s, base, 1);
    if (!lift_range(l, pointer, length, s->size, s->align))
        return false;
    const uint32_t count = (uint32_t)length;      /* 2^28 - 1 at most */
    uint8_t *items = s->bulk ? arena_raw_items(&l->x->scratch, count, s->c_size, 16) : arena_items(&l->x->scratch, count, s->c_size, 16);
    if (!items)
        return crossing_no_memory(l->x);
    const inlay_list list = { items, count };
    memcpy(to + s->c_at, &list, sizeof list);
    return lift_items(l, code, s, pointer, count, items);
}

static bool lift_typed_string(lift *l, const typed_step *s, uint64_t base, uint8_t *to)
{
    inlay_string string;
    uint32_t tag;
    if (!lift_text(l, fetch_word(l, s, base, 0), fetch_word(l, s, base, 1), &string, &tag))
        return false;
    memcpy(to + s->c_at, &string, sizeof string);
    return true;
}

static bool lift_tag(lift *l, const typed_step *s, uint64_t base, uint8_t *to)
{
    uint32_t tag = fetch(l, s, base, s->width);
    if (tag >= s->count)
        return lift_case_fault(l, tag, s->count);
    typed_set_tag(s, to, tag);
    return true;
}

static bool lift_step(lift *l, const typed_code *code, const typed_step *s, uint64_t base, uint8_t *to)
{
    uint32_t flags;
    switch ((typed_op)s->op) {
    case TYPED_BYTES: case TYPED_HALVES: case TYPED_WORDS: case TYPED_LONGS: case TYPED_F32S: case TYPED_F64S: case TYPED_BOOLS: case TYPED_CHARS:
        return lift_numbers(l, (typed_op)s->op, l->memory + base + s->at, to + s->c_at, s->count);
    case TYPED_SCALAR: return lift_scalar(l, (inlay_kind)s->kind, l->slots[s->at].bits, to + s->c_at);
    case TYPED_STRING: return lift_typed_string(l, s, base, to);
    case TYPED_LIST:   return lift_list(l, code, s, base, to);
    case TYPED_ARRAY:  return lift_items(l, code, s, base + s->at, s->count, to + s->c_at);
    case TYPED_ENUM: case TYPED_CASES:
        return lift_tag(l, s, base, to);
    case TYPED_FLAGS:
        flags = fetch(l, s, base, s->width) & s->count;
        memcpy(to + s->c_at, &flags, 4);
        return true;
    case TYPED_HANDLE:
        return lift_handle(l, fetch(l, s, base, 4), s->resource, s->kind == INLAY_OWN, (inlay_resource *)(void *)(to + s->c_at));
    case TYPED_NONE: case TYPED_ARGUMENT: case TYPED_GOTO:
        return true;
    }
    UNREACHABLE();
}

static bool run(lift *l, const typed_code *code, const typed_step *s, const typed_step *end, uint64_t base, uint8_t *to)
{
    while (s < end) {
        l->x->work += s->work;
        if (s->op == TYPED_ARGUMENT)
            to = l->x->lifted[s->count];
        else if (!lift_step(l, code, s, base, to))
            return lift_stop(l, (place){ s->flat, s->flat ? s->at : base + s->at });
        if (s->op == TYPED_CASES)
            s = code->steps + l->x->typed->targets[s->next + typed_tag(s, to)];
        else
            s = s->op == TYPED_LIST || s->op == TYPED_ARRAY || s->op == TYPED_GOTO ? code->steps + s->next : s + 1;
    }
    return true;
}

bool typed_lift_run(lift *l, const typed_code *code, uint64_t base)
{
    return !code->count || run(l, code, code->steps, code->steps + code->count, base, NULL);
}
