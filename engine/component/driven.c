/* Driven calls: calls of the embedder whose crossing is stepped from here, outside
 * the task, which holds the guest's frames alone.
 *
 * The usual way of a call is gone through in one piece. Where it stops (fuel,
 * a host function that is pending), the crossing stands before one of its steps
 * and goes on by crossing_step; nothing here keeps a state of its own.
 */
#include "engine/component/component_store.h"

#include "engine/component/crossing.h"
#include "engine/component/lower.h"
#include "engine/component/plan_shelf.h"
#include "engine/component/typed_look.h"
#include "engine/component/typed_lower.h"
#include "engine/wasm/short_call.h"

#include <inttypes.h>

const typed_plan *component_func_typed(component_func *f, const typed_function *c, error *err)
{
    return plan_shelf_typed(f->shelf, &f->store->arena, f->type, f->plan, f->side.is_64, c, err);
}

/* ---- beginning ---- */

/* Arguments that can never cross are the game's mistake: the mod must not trap for them. */
static bool look_at_arguments(crossing *x, error *err)
{
    uint64_t bytes, most = x->store->copy_bytes;
    if (!typed_look(x, &x->typed->params, x->given, &bytes, err))
        return false;
    if (bytes <= most)
        return true;
    error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "they take %" PRIu64 " bytes, and one call may move %" PRIu64, bytes, most);
    return error_hint(err, "give less, or raise copy_bytes of the slot");
}

void component_find_entries(component_func *f, const wasm_task *task)
{
    f->core_entry = task_find(task, f->core_func);
    if (f->side.realloc != WASM_NO_INDEX)
        f->realloc_entry = task_find(task, f->side.realloc);
    if (f->side.post_return != WASM_NO_INDEX)
        f->post_entry = task_find(task, f->side.post_return);
    f->has_entries = true;
    f->is_straight = f->core_entry.code && !f->side.instance->parent && !f->side.is_async;
    f->guest_memory = f->side.memory != WASM_NO_INDEX ? f->store->core->memories[f->side.memory] : NULL;
    bool has_memory = f->side.encoding == ENCODING_UTF8 && !f->side.is_64 && f->side.memory != WASM_NO_INDEX;
    f->straight_memory = !has_memory ? TYPED_NO_MEMORY : f->realloc_entry.code ? TYPED_ROOM : TYPED_MEMORY;
}

bool component_call_typed(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, error *err)
{
    component_store *cs = f->store;
    if (!component_may_call(f, task, err))
        return false;
    component_set_kept_aside(cs);
    crossing *x = crossing_open(cs, f, NULL);
    if (!x)
        return error_memory(err);
    x->typed = typed;
    x->given = arguments;
    if (typed->params.looks && !look_at_arguments(x, err)) {
        crossing_close(x);
        return false;
    }
    if (!f->has_entries)
        component_find_entries(f, task);
    cs->driven = x;
    return true;
}

/* ---- step by step ---- */

static task_outcome end_driven(component_store *cs, task_outcome outcome)
{
    cs->driven = NULL;
    return outcome;
}

/* The guest's function did not come back: it waits, or has trapped. */
static task_outcome stop(crossing *x, task_outcome guest)
{
    if (guest != TASK_TRAPPED)
        return guest;
    component_store *cs = x->store;
    crossing_close(x);
    return end_driven(cs, TASK_TRAPPED);
}

/* The guest is back, if it is: its results go where the crossing looks for them. */
static task_outcome run_guest(crossing *x, wasm_task *task, native_call *call)
{
    const component_func *f = x->callee;
    const task_entry *e = call->callee == f->core_func ? &f->core_entry :
                          call->callee == f->side.realloc ? &f->realloc_entry : &f->post_entry;
    wasm_slot *slots = task_slots(task);
    for (uint32_t i = 0; i < e->param_slots; i++)
        slots[i] = call->callee_slots[i];
    return task_invoke(task, e);
}

/* The crossing's steps, and the guest's functions between them; `guest`: how the last of those stopped. */
static task_outcome drive(component_store *cs, wasm_task *task, task_outcome guest)
{
    crossing *x = cs->driven;
    native_call call;
    call.store = cs->core;
    call.task = task;
    call.cancel = false;
    while (guest == TASK_DONE) {
        call.callee_slots[0] = task_results(task)[0];
        int step = crossing_step(x, &call);
        if (step == NATIVE_CALL)
            guest = run_guest(x, task, &call);
        else if (step == NATIVE_DONE)
            return end_driven(cs, TASK_DONE);
        else if (step == NATIVE_TRAP)
            return end_driven(cs, task_fail(task));
        else
            return TASK_OUT_OF_FUEL;
    }
    return stop(x, guest);
}

/* ---- in one piece ---- */

/* What lifting or lowering refused; its words are in the crossing. */
static task_outcome fault(crossing *x, wasm_task *task)
{
    component_store *cs = x->store;
    native_call call = { .store = cs->core, .task = task };
    crossing_fail(x, &call);
    return end_driven(cs, task_fail(task));
}

static inline bool is_dry(const crossing *x)
{
    return !store_has_fuel(x->store->core);
}

/* Ask for memory, and go on lowering with it. */
static task_outcome reallocate(crossing *x, wasm_task *task)
{
    const component_func *f = x->callee;
    const realloc_request *r = &x->lower.request;
    wasm_slot *slots = task->slots;
    slots[0].bits = r->old;
    slots[1].bits = r->old_size;
    slots[2].bits = r->align;
    slots[3].bits = r->new_size;
    store_take(x->store->core, PLAN_REALLOC_PRICE);
    f->side.instance->may_leave = false;
    x->waiting = true;
    task_outcome guest = short_call(task, &f->realloc_entry);
    if (guest != TASK_DONE)
        return stop(x, guest);
    x->waiting = false;
    f->side.instance->may_leave = true;
    bool good = lower_resume(x, side_word(&f->side, task->slots[0]));
    crossing_charge(x);
    if (!good)
        return fault(x, task);
    return is_dry(x) ? TASK_OUT_OF_FUEL : TASK_DONE;
}

/* The arguments, into the guest. DONE: they are there. */
static task_outcome lower_arguments(crossing *x, wasm_task *task)
{
    const plan *p = x->callee->plan;
    if (!lower_begin(x, &x->callee->side, &p->nodes[0], x->arguments, p->params_spilled, NULL))
        return fault(x, task);
    x->phase = CROSSING_LOWER_ARGUMENTS;
    if (is_dry(x))
        return TASK_OUT_OF_FUEL;
    for (;;) {
        lower_outcome outcome = lower_run(x);
        crossing_charge(x);
        if (outcome == LOWER_FAULT)
            return fault(x, task);
        if (outcome == LOWER_DONE)
            break;
        if (x->callee->side.realloc == WASM_NO_INDEX)
            return drive(x->store, task, TASK_DONE);           /* says so */
        task_outcome guest = reallocate(x, task);
        if (guest != TASK_DONE)
            return guest;
    }
    x->phase = CROSSING_CALL;
    return is_dry(x) ? TASK_OUT_OF_FUEL : TASK_DONE;
}

/* A function of the guest, whose arguments are in the task's slots; `phase`: where the crossing goes on with its results. */
static task_outcome call_guest(crossing *x, wasm_task *task, const task_entry *e, crossing_phase phase)
{
    x->phase = phase;
    x->waiting = true;
    task_outcome guest = short_call(task, e);
    if (guest != TASK_DONE)
        return stop(x, guest);
    x->waiting = false;
    return TASK_DONE;
}

static task_outcome post_return(crossing *x, wasm_task *task)
{
    component_instance *callee = x->callee->side.instance;
    callee->may_leave = false;
    task->slots[0] = x->core_result;
    task_outcome guest = call_guest(x, task, &x->callee->post_entry, CROSSING_POST_RETURNED);
    if (guest != TASK_DONE)
        return guest;
    callee->may_leave = true;
    x->phase = CROSSING_LEAVE;
    return is_dry(x) ? TASK_OUT_OF_FUEL : TASK_DONE;
}

/* From the arguments, which are lowered, to the end. */
static task_outcome call_core(crossing *x, wasm_task *task)
{
    component_store *cs = x->store;
    const component_func *f = x->callee;
    for (uint32_t i = 0; i < f->core_entry.param_slots; i++)
        task->slots[i] = x->lower.flat[i];
    x->host.moved = x->copied;
    task_outcome guest = call_guest(x, task, &f->core_entry, CROSSING_CALLED);
    if (guest != TASK_DONE)
        return guest;
    x->core_result = task->slots[0];
    if (is_dry(x))
        return TASK_OUT_OF_FUEL;
    if (!crossing_lift_results(x))
        return fault(x, task);
    x->phase = CROSSING_POST_RETURN;
    if (is_dry(x))
        return TASK_OUT_OF_FUEL;
    if (f->side.post_return != WASM_NO_INDEX && (guest = post_return(x, task)) != TASK_DONE)
        return guest;
    crossing_end(x);
    return end_driven(cs, TASK_DONE);
}

/* A call that has begun, and that nothing stands against. */
static task_outcome go(crossing *x, wasm_task *task)
{
    component_instance *callee = x->callee->side.instance;
    store_take(x->store->core, PLAN_CALL_PRICE);
    callee->may_enter = false;
    x->entered = true;
    task_outcome outcome = lower_arguments(x, task);
    return outcome == TASK_DONE ? call_core(x, task) : outcome;
}

task_outcome component_go_on(component_store *cs, wasm_task *task, task_outcome guest)
{
    return drive(cs, task, guest);
}

task_outcome component_run(component_store *cs, wasm_task *task)
{
    crossing *x = cs->driven;
    if (!x)
        return task_run(task);
    if (!task_is_idle(task))
        return drive(cs, task, task_run(task));
    const component_side *side = &x->callee->side;
    bool usual = x->phase == CROSSING_ENTER && side->instance->may_enter && !side->instance->parent && !side->is_async && !is_dry(x);
    if (!usual)
        return drive(cs, task, TASK_DONE);
    uint32_t control = interpreter_enter();       /* once for all that it calls of the guest */
    task_outcome outcome = go(x, task);
    if (control)
        interpreter_leave(control);
    return outcome;
}

/* ---- what is kept ---- */

void component_keep_arguments(component_store *cs)
{
    for (uint32_t i = 0; i < cs->crossing_count; i++) {
        crossing *x = cs->crossings[i];
        if (x->used && x->typed && !x->caller && x->given && x->phase <= CROSSING_LOWER_ARGUMENTS)
            typed_lower_keep(x);
    }
}

const void *component_typed_result(const component_store *cs)
{
    const crossing *x = cs->kept;
    return x && x->typed && x->lifted && x->typed->result.argument_count ? x->lifted[0] : NULL;
}

const typed_plan *component_typed_kept(const component_store *cs)
{
    return cs->kept ? cs->kept->typed : NULL;
}

bool component_copy_typed(const component_store *cs, arena *a, void **out)
{
    const crossing *x = cs->kept;
    void *copy[1] = { NULL };
    if (x->lifted && x->typed->result.argument_count && !typed_copy(a, x->typed, &x->typed->result, (const void *const *)x->lifted, copy))
        return false;
    *out = copy[0];
    return true;
}
