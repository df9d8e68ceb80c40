/* Results of straight calls that are one word, or one string or list. Nothing of
 * the guest runs meanwhile. What is wrong is left to lift.c. */
#ifndef INLAY_COMPONENT_STRAIGHT_VIEW_H
#define INLAY_COMPONENT_STRAIGHT_VIEW_H

#include "engine/component/straight_call.h"

enum { STRAIGHT_POINTERS = 16 };  /* x->lifted: of one value */

static inline uint32_t straight_load_word(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline bool straight_pays(const straight *k, uint64_t work)
{
    return k->core->tank.at_hand >= (int64_t)(work / PLAN_UNIT_WORK);
}

/* In a flat word, or nothing. */
ALWAYS_INLINE bool straight_lift_flat(straight *k, void *result)
{
    const typed_code *code = &k->typed->result;
    const wasm_slot word = k->core_result;    /* who points into `k` keeps all of it in memory */
    const uint64_t work = k->work + code->work;
    const int64_t price = (int64_t)(work / PLAN_UNIT_WORK);
    if (UNLIKELY(k->core->tank.at_hand < price || (result && code->number_count && !straight_lift_number(code->numbers, &word, result))))
        return false;
    k->work = work % PLAN_UNIT_WORK;
    store_take(k->core, price);
    return true;
}

enum { STRAIGHT_PAIR = 8, STRAIGHT_PAIR_ALIGN = 4 };      /* of a pointer and a length, where the guest has 32 bits */

/* The place in the guest of what the pair speaks of. Null: for lift.c. */
ALWAYS_INLINE const uint8_t *straight_find_view(const straight *k, uint32_t item_size, uint32_t align, uint32_t most, uint32_t *count)
{
    const memory *m = k->guest_memory;
    const uint32_t pair = k->core_result.i32;
    if (UNLIKELY((pair & (STRAIGHT_PAIR_ALIGN - 1)) || (uint64_t)pair + STRAIGHT_PAIR > m->size))
        return NULL;
    uint32_t at = straight_load_word(m->bytes + pair);
    *count = straight_load_word(m->bytes + pair + 4);
    uint64_t bytes = (uint64_t)*count * item_size;
    bool good = bytes <= STRING_MAX_BYTES && *count <= most && !(at & (align - 1)) && at + bytes <= m->size
        && k->copied + STRAIGHT_PAIR + bytes <= k->store->copy_bytes;
    return LIKELY(good) ? m->bytes + at : NULL;
}

/* Room for it and its bytes, in one piece, which is paid for. Null: no memory, or no fuel. */
ALWAYS_INLINE uint8_t *straight_give_view(straight *k, uint32_t count, uint64_t bytes, uint64_t work, void *result)
{
    enum { VIEW = sizeof(inlay_string) };
    work += k->work + STRAIGHT_PAIR + bytes + k->typed->result.work;
    const int64_t price = (int64_t)(work / PLAN_UNIT_WORK);
    uint8_t *block = k->core->tank.at_hand >= price ? arena_take(&k->x->scratch, STRAIGHT_POINTERS + VIEW + (size_t)bytes + 1) : NULL;
    if (UNLIKELY(!block))
        return NULL;
    const inlay_string view = { (const char *)block + STRAIGHT_POINTERS + VIEW, count };
    k->x->lifted = (void **)(void *)block;
    k->x->lifted[0] = block + STRAIGHT_POINTERS;
    memcpy(block + STRAIGHT_POINTERS, &view, VIEW);
    if (result)
        memcpy(result, &view, VIEW);
    k->copied += STRAIGHT_PAIR + bytes;
    k->work = work % PLAN_UNIT_WORK;
    store_take(k->core, price);
    return block + STRAIGHT_POINTERS + VIEW;
}

ALWAYS_INLINE bool straight_lift_text(straight *k, void *result)
{
    uint32_t size;
    const uint8_t *from = straight_find_view(k, 1, 1, store_size_seen(k->store, true), &size);
    if (UNLIKELY(!from || !straight_is_text((const char *)from, size)))
        return false;
    uint8_t *to = straight_give_view(k, size, size, 4 * (uint64_t)size, result);
    if (to)
        straight_copy_text(to, from, size);
    return to;
}

ALWAYS_INLINE bool straight_lift_list(straight *k, const typed_step *s, void *result)
{
    uint32_t count;
    const uint8_t *from = straight_find_view(k, s->size, s->align, store_size_seen(k->store, false), &count);
    if (UNLIKELY(!from))
        return false;
    uint8_t *to = straight_give_view(k, count, (uint64_t)count * s->size, (uint64_t)count * s->item_work, result);
    if (to && count)
        typed_move((typed_op)s->bulk, from, to, (size_t)s->bulk_count * count, false);
    return to;
}

/* It and its bytes lie in one piece. */
ALWAYS_INLINE bool straight_lift_view(straight *k, void *result)
{
    const typed_step *s = &k->typed->result.steps[1];
    return s->op == TYPED_STRING ? straight_lift_text(k, result) : straight_lift_list(k, s, result);
}

#endif
