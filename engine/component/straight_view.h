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
    if (!straight_pays(k, k->work + code->work) || (result && code->number_count && !straight_lift_number(code->numbers, &k->core_result, result)))
        return false;
    k->work += code->work;
    straight_charge(k);
    return true;
}

/* It and its bytes lie in one piece. */
ALWAYS_INLINE bool straight_lift_view(straight *k, void *result)
{
    enum { VIEW = sizeof(inlay_string) };
    const typed_code *code = &k->typed->result;
    const typed_step *s = &code->steps[1];
    const memory *m = k->core->memories[k->func->side.memory];
    const plan_node *node = &k->func->plan->nodes[1];
    const uint32_t pair = k->core_result.i32;
    bool is_text = s->op == TYPED_STRING;
    if ((pair & (node->align - 1)) || (uint64_t)pair + node->size > m->size)
        return false;
    uint32_t at = straight_load_word(m->bytes + pair), count = straight_load_word(m->bytes + pair + 4);
    uint64_t bytes = is_text ? count : (uint64_t)count * s->size, copied = k->copied + node->size + bytes;
    if (bytes > STRING_MAX_BYTES || count > store_size_seen(k->store, is_text) || (!is_text && (at & (s->align - 1))) || at + bytes > m->size
        || copied > k->store->copy_bytes || (is_text && !straight_is_text((const char *)m->bytes + at, count)))
        return false;
    uint64_t work = k->work + node->size + bytes + code->work + (is_text ? 4 * bytes : straight_bulk_work(s, count));
    uint8_t *block = straight_pays(k, work) ? arena_take(&k->x->scratch, STRAIGHT_POINTERS + VIEW + (size_t)bytes + 1) : NULL;
    if (!block)
        return false;
    uint8_t *items = block + STRAIGHT_POINTERS + VIEW;
    const inlay_string view = { (const char *)items, count };
    if (is_text)
        straight_copy_text(items, m->bytes + at, count);
    else if (count)
        typed_move((typed_op)s->bulk, m->bytes + at, items, (size_t)s->bulk_count * count, false);
    k->x->lifted = (void **)(void *)block;
    k->x->lifted[0] = block + STRAIGHT_POINTERS;
    memcpy(block + STRAIGHT_POINTERS, &view, VIEW);
    if (result)
        memcpy(result, &view, VIEW);
    k->copied = copied;
    k->work = work;
    straight_charge(k);
    return true;
}

#endif
