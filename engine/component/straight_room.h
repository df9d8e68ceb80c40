/* Room in the guest for what a straight call gives it, asked of its realloc, and
 * writing what is there. */
#ifndef INLAY_COMPONENT_STRAIGHT_ROOM_H
#define INLAY_COMPONENT_STRAIGHT_ROOM_H

#include "engine/component/few.h"
#include "engine/component/straight_call.h"

/* `size` bytes cross: ask the guest for room. False: what realloc said is no good, or it is not back. */
ALWAYS_INLINE bool straight_find_room(straight *k, uint32_t size, uint32_t align, uint32_t *pointer)
{
    /* Slots may be anything: what is written there would have all else read again. */
    wasm_task *task = k->task;
    wasm_store *core = k->core;
    const memory *m = k->guest_memory;
    const task_entry *realloc = &k->func->realloc_entry;
    const uint64_t price = straight_due(k) + PLAN_REALLOC_PRICE;
    k->callee->may_leave = false;
    wasm_slot *slots = task->slots;
    slots[0].bits = slots[1].bits = 0;
    slots[2].bits = align;
    slots[3].bits = size;
    const task_outcome guest = short_call_again(task, core, realloc, price);
    *pointer = task->slots[0].i32;
    if (UNLIKELY(guest != TASK_DONE || (*pointer & (align - 1)) || (uint64_t)*pointer + size > m->size || core->tank.at_hand < k->most))
        return k->guest = guest, false;
    k->callee->may_leave = true;
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

static inline void straight_store_pair(uint8_t *p, uint32_t pointer, uint32_t length)
{
    const uint64_t both = pointer | (uint64_t)length << 32;
    if (numeric_is_little()) {
        memcpy(p, &both, sizeof both);
        return;
    }
    straight_store_word(p, pointer);
    straight_store_word(p + 4, length);
}

static inline void straight_put_pair(const straight *k, const typed_step *s, uint32_t pointer, uint32_t length)
{
    lowering *w = &k->x->lower;
    if (s->flat) {
        w->flat[s->at].bits = pointer;
        w->flat[s->at + 1].bits = length;
        return;
    }
    straight_store_pair(k->memory + w->base + s->at, pointer, length);
}

ALWAYS_INLINE void straight_move_items(straight *k, const typed_step *s, const void *items, uint32_t count, uint32_t pointer)
{
    k->work += (uint64_t)count * s->item_work;
    if (count)
        few_move((typed_op)s->bulk, items, k->memory + pointer, (size_t)s->bulk_count * count, true);
}

#endif
