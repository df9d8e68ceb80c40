/* A straight call of values of any make, under way: from looking at what the game
 * gave to what the guest's post-return left. It holds what a crossing would, and
 * becomes one wherever it can't go on by itself.
 */
#ifndef INLAY_COMPONENT_STRAIGHT_CALL_H
#define INLAY_COMPONENT_STRAIGHT_CALL_H

#include "engine/component/crossing.h"
#include "engine/component/straight.h"
#include "engine/wasm/short_call.h"

typedef struct straight {
    component_store   *store;
    wasm_store        *core;
    component_func    *func;
    component_instance *callee;
    const struct memory *guest_memory;        /* null: none of it is needed */
    const typed_plan  *typed;
    wasm_task         *task;
    const void *const *arguments;
    crossing          *x;         /* taken; opened where the call goes on as one */
    uint64_t           copied, work;      /* as in a crossing */
    uint64_t           lowered;           /* of those copied */
    wasm_slot          core_result;
    int64_t            most;      /* fuel that is enough for all that is done before the function */
    uint8_t           *memory;    /* the guest's; lowering: until it runs */
    uint32_t           argument;  /* lowering: that its walk is in */
    task_outcome       guest;     /* how what was called last has stopped */
} straight;

ALWAYS_INLINE straight straight_make(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments)
{
    component_store *cs = f->store;
    return (straight){ .store = cs, .core = cs->core, .func = f, .callee = f->side.instance, .guest_memory = f->guest_memory, .typed = typed,
                       .task = task, .arguments = arguments, .x = cs->spare };
}

/* Looked at, made, and back: `call` is the file's own. */
typedef straight_outcome straight_calling(straight *k, void *result, task_outcome *out);
ALWAYS_INLINE straight_outcome straight_go(straight *k, straight_calling *call, void *result, task_outcome *out)
{
    uint32_t control = interpreter_enter();
    straight_outcome outcome = call(k, result, out);
    if (UNLIKELY(control))
        interpreter_leave(control);
    return outcome;
}

/* The arguments, into the guest. False: it goes on as a crossing, and *out is what became of that. */
bool straight_lower(straight *k, task_outcome *out);

/* Realloc is not back, or what it said is no good; or a step is to be taken again. All answer false: it goes on as a crossing. */
bool straight_wait_for_string(const straight *k, const typed_step *s, inlay_string text, task_outcome *out);
bool straight_wait_for_list(const straight *k, const typed_step *s, uint32_t size, task_outcome *out);
bool straight_lower_again(const straight *k, const typed_step *s, task_outcome *out);

/* The result. False: to be done, or said, by the crossing; nothing is charged. x->lifted is set where it has parts
 * that must be kept. */
bool straight_lift(straight *k, void *result);

/* The crossing has come as far; its flat words stand there already. */
void straight_open(const straight *k, crossing_phase phase);

/* It waits for the guest, which stopped so. */
task_outcome straight_go_on(const straight *k);

/* What the function left in its first slot. A word of 32 bits that was just written is not at hand as one of 64:
 * who reads it so waits until all that was written before is in the cache. */
ALWAYS_INLINE wasm_slot straight_result(const straight *k)
{
    const wasm_slot *slots = k->task->slots;
    if (k->typed->result.is_wide)
        return slots[0];
    return (wasm_slot){ .bits = slots[0].i32 };
}

/* What its work costs by now, to be charged. */
static inline uint64_t straight_due(straight *k)
{
    const uint64_t price = k->work / PLAN_UNIT_WORK;
    k->work %= PLAN_UNIT_WORK;
    return price;
}

static inline void straight_charge(straight *k)
{
    store_take(k->core, (int64_t)straight_due(k));
}

#endif
