/* Stacks: whose they are, and where they lie. */
#include "engine/wasm/stack_pool.h"

#include "engine/wasm/state.h"

#include <string.h>

enum { STACK_FRAMES = 32 };

typedef struct stack_block {
    struct stack_block *next;             /* free ones */
    wasm_frame          frames[STACK_FRAMES];
    wasm_slot           slots[TASK_SLOTS_FIRST];
} stack_block;

void stack_pool_open(stack_pool *pool, budget *b)
{
    *pool = (stack_pool){ .budget = b };
}

void stack_pool_close(stack_pool *pool)
{
    while (pool->free) {
        stack_block *block = pool->free;
        pool->free = block->next;
        budget_delete(pool->budget, block);
    }
}

/* ---- taking ---- */

void stack_set_frames(wasm_task *t, wasm_frame *frames, uint32_t capacity)
{
    uint32_t top = task_top(t), most = t->st.store->frames + 1;
    t->frames = frames;
    t->frame_capacity = capacity;
    t->st.top = frames + top;
    t->st.frame_end = frames + (capacity < most ? capacity : most);
}

/* What they hold is there already; fp stays the same slot. */
static void set_slots(wasm_task *t, wasm_slot *slots, uint32_t capacity)
{
    size_t fp = t->st.fp ? (size_t)(t->st.fp - t->slots) : 0;
    t->slots = slots;
    t->slot_capacity = capacity;
    t->st.fp = slots + fp;
    t->st.slot_end = slots + capacity;
}

/* For a task without any. */
static void start(wasm_task *t, wasm_frame *frames, wasm_slot *slots)
{
    t->st.top = t->frames = frames;
    t->st.fp = t->slots = slots;
    frames[0].instance = STATE_BOTTOM;
    stack_set_frames(t, frames, STACK_FRAMES);
    set_slots(t, slots, TASK_SLOTS_FIRST);
}

static void forget(wasm_task *t)
{
    t->frames = t->st.top = t->st.frame_end = NULL;
    t->slots = t->st.fp = t->st.slot_end = NULL;
    t->frame_capacity = t->slot_capacity = 0;
    t->lent = NULL;
    t->has_results = false;
}

/* Of a task that doesn't need it now; else null, and that one keeps it. */
static stack_block *take_away(stack_pool *pool)
{
    wasm_task *t = pool->lent[pool->next];
    pool->lent[pool->next] = NULL;
    const wasm_store *s = t ? t->st.store : NULL;
    if (!t || !task_is_idle(t) || (s->is_busy && s->is_busy(s->owner)))
        return NULL;
    stack_block *block = t->lent;
    forget(t);
    return block;
}

static stack_block *find_block(stack_pool *pool)
{
    stack_block *block = take_away(pool);
    if (!block && (block = pool->free))
        pool->free = block->next;
    return block ? block : budget_new(pool->budget, stack_block);
}

bool stack_take(wasm_task *t)
{
    wasm_store *s = t->st.store;
    if (!s->stacks)
        return stack_make_own(t);
    stack_block *block = find_block(s->stacks);
    if (!block)
        return false;
    t->lent = block;
    start(t, block->frames, block->slots);
    s->stacks->lent[s->stacks->next] = t;
    s->stacks->next = (s->stacks->next + 1) % STACK_POOL_LENT;
    return true;
}

void stack_keep(wasm_task *t)
{
    stack_pool *pool = t->st.store->stacks;
    for (uint32_t i = 0; pool && i < STACK_POOL_LENT; i++)
        if (pool->lent[i] == t)
            pool->lent[i] = NULL;
}

/* ---- giving back ---- */

static void release(wasm_task *t, stack_block *lent, wasm_frame *frames, uint32_t frame_count, wasm_slot *slots, uint32_t slot_count)
{
    budget *b = t->st.store->budget;
    if (lent) {
        stack_pool *pool = t->st.store->stacks;
        stack_keep(t);
        lent->next = pool->free;
        pool->free = lent;
        return;
    }
    budget_free(b, frames, frame_count * sizeof *frames);
    budget_free(b, slots, slot_count * sizeof *slots);
}

void stack_leave(wasm_task *t)
{
    release(t, t->lent, t->frames, t->frame_capacity, t->slots, t->slot_capacity);
    forget(t);
}

/* ---- moving ---- */

bool stack_move(wasm_task *t, int poison)
{
    budget *b = t->st.store->budget;
    stack_block *lent = t->lent;
    wasm_frame *old_frames = t->frames;
    wasm_slot *old_slots = t->slots;
    uint32_t frame_count = old_frames ? t->frame_capacity : STACK_FRAMES, slot_count = old_slots ? t->slot_capacity : TASK_SLOTS_FIRST;
    wasm_frame *frames = budget_alloc(b, frame_count * sizeof *frames);
    wasm_slot *slots = budget_alloc(b, slot_count * sizeof *slots);
    if (!frames || !slots) {
        budget_free(b, frames, frame_count * sizeof *frames);
        budget_free(b, slots, slot_count * sizeof *slots);
        return false;
    }
    if (!old_frames) {
        start(t, frames, slots);
        return true;
    }
    memcpy(frames, old_frames, frame_count * sizeof *frames);
    memcpy(slots, old_slots, slot_count * sizeof *slots);
    memset(old_frames, poison, frame_count * sizeof *frames);
    memset(old_slots, poison, slot_count * sizeof *slots);
    stack_set_frames(t, frames, frame_count);
    set_slots(t, slots, slot_count);
    t->lent = NULL;
    release(t, lent, old_frames, frame_count, old_slots, slot_count);
    return true;
}

bool stack_make_own(wasm_task *t)
{
    return (t->frames && !t->lent) || stack_move(t, 0);
}
