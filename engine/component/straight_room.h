/* Room in the guest for what a straight call gives it, asked of its realloc, and
 * writing what is there. */
#ifndef INLAY_COMPONENT_STRAIGHT_ROOM_H
#define INLAY_COMPONENT_STRAIGHT_ROOM_H

#include "engine/component/straight_call.h"

/* `size` bytes cross: ask the guest for room. False: what realloc said is no good, or it is not back. */
ALWAYS_INLINE bool straight_find_room(straight *k, uint32_t size, uint32_t align, uint32_t *pointer)
{
    const component_side *side = &k->func->side;
    wasm_slot *slots = k->task->slots;
    straight_charge(k);
    store_take(k->core, PLAN_REALLOC_PRICE);
    slots[0].bits = slots[1].bits = 0;
    slots[2].bits = align;
    slots[3].bits = size;
    side->instance->may_leave = false;
    k->guest = short_call_first(k->task, &k->func->realloc_entry);
    const memory *m = k->core->memories[side->memory];
    *pointer = k->task->slots[0].i32;
    if (k->guest != TASK_DONE || (*pointer & (align - 1)) || (uint64_t)*pointer + size > m->size || k->core->tank.at_hand < k->most)
        return false;
    side->instance->may_leave = true;
    k->memory = m->bytes;
    return true;
}

static inline void straight_store_word(uint8_t *p, uint32_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
    p[2] = (uint8_t)(v >> 16);
    p[3] = (uint8_t)(v >> 24);
}

static inline void straight_put_pair(const straight *k, const typed_step *s, uint32_t pointer, uint32_t length)
{
    lowering *w = &k->x->lower;
    if (s->flat) {
        w->flat[s->at].bits = pointer;
        w->flat[s->at + 1].bits = length;
        return;
    }
    straight_store_word(k->memory + w->base + s->at, pointer);
    straight_store_word(k->memory + w->base + s->at + 4, length);
}

static inline void straight_move_items(straight *k, const typed_step *s, const void *items, uint32_t count, uint32_t pointer)
{
    k->work += straight_bulk_work(s, count);
    if (count)
        typed_move((typed_op)s->bulk, items, k->memory + pointer, (size_t)s->bulk_count * count, true);
}

#endif
