/* Frames: entering and leaving functions, where a handler can't do it by itself:
 * other instances, functions of ours, no room, no code yet, and parking.
 *
 * No function here calls an interpreter: each leaves the state such that the
 * interpreter that called it, or task_run, goes on.
 */
#include "engine/wasm/count_follow.h"

#include "engine/base/limits.h"
#include "engine/wasm/forward.h"

#include <string.h>

run_outcome state_trap(wasm_state *st, trap_code code)
{
    st->trap = code;
    return RUN_TRAPPED;
}

/* ---- room ---- */

static run_outcome grow_frames(wasm_state *st)
{
    wasm_task *t = st->task;
    uint32_t most = st->store->frames + 1, capacity = t->frame_capacity * 2;
    if (t->frame_capacity >= most)
        return state_trap(st, TRAP_STACK_EXHAUSTED);
    if (!stack_make_own(t))
        return state_trap(st, TRAP_OUT_OF_MEMORY);
    capacity = capacity < most ? capacity : most;
    wasm_frame *frames = budget_alloc(st->store->budget, capacity * sizeof *frames);
    if (!frames)
        return state_trap(st, TRAP_OUT_OF_MEMORY);
    wasm_frame *old = t->frames;
    uint32_t old_capacity = t->frame_capacity;
    memcpy(frames, old, old_capacity * sizeof *frames);
    stack_set_frames(t, frames, capacity);
    budget_free(st->store->budget, old, old_capacity * sizeof *old);
    return RUN_ON;
}

static run_outcome grow_slots(wasm_state *st, uint64_t wanted)
{
    wasm_task *t = st->task;
    if (wanted > LIMIT_STACK_SLOTS)
        return state_trap(st, TRAP_STACK_EXHAUSTED);
    if (!stack_make_own(t))
        return state_trap(st, TRAP_OUT_OF_MEMORY);
    uint32_t capacity = t->slot_capacity;
    while (capacity < wanted)
        capacity *= 2;
    size_t fp = (size_t)(st->fp - t->slots);
    wasm_slot *slots = budget_resize(st->store->budget, t->slots, t->slot_capacity * sizeof *slots, capacity * sizeof *slots);
    if (!slots)
        return state_trap(st, TRAP_OUT_OF_MEMORY);
    t->slots = slots;
    t->slot_capacity = capacity;
    st->fp = slots + fp;
    st->slot_end = slots + capacity;
    return RUN_ON;
}

/* One more frame, and slots up to `base` + `count`. */
static run_outcome find_room(wasm_state *st, uint64_t base, uint32_t count)
{
    if (st->top + 1 >= st->frame_end && grow_frames(st) != RUN_ON)
        return RUN_TRAPPED;
    return base + count > st->task->slot_capacity ? grow_slots(st, base + count) : RUN_ON;
}

/* Only memory, and bodies with more slots than a cell can name, stand in the way. */
static run_outcome make_code(wasm_state *st, wasm_code *code, code_function *f)
{
    error err = { 0 };
    if (code_make_called(code, f, &err))
        return RUN_ON;
    task_say(st->task, "%s", err.text);
    return state_trap(st, err.code == ERROR_MEMORY ? TRAP_OUT_OF_MEMORY : TRAP_STACK_EXHAUSTED);
}

static run_outcome find_code(wasm_state *st, wasm_code *code, code_function *f)
{
    return f->cells ? RUN_ON : make_code(st, code, f);
}

run_outcome state_prepare(wasm_state *st, code_function *f, uint32_t shift)
{
    if (find_code(st, st->instance->code, f) != RUN_ON)
        return RUN_TRAPPED;
    return find_room(st, (uint64_t)(st->fp - st->task->slots) + shift, f->slots);
}

/* ---- parking: addresses into indices, and back ---- */

/* Bases above the parked ones follow from above: a callee's frame starts where
 * its call's cell says. */
void state_park(wasm_state *st)
{
    wasm_task *t = st->task;
    uint32_t base = (uint32_t)(st->fp - t->slots);
    for (uint32_t n = task_top(t); n > t->parked; n--) {
        wasm_frame *f = &t->frames[n];
        const wasm_frame *below = f - 1;
        if (f->instance == STATE_NATIVE) {
            base = f->base;
        } else {
            const wasm_code *code = st->store->instances[f->instance]->code;
            const wasm_cell *pc = n == task_top(t) ? st->pc : f->pc;
            f->cell = code_unit(code_get(code, f->function), pc);
            f->pc = NULL;
            f->base = base;
            f->instance |= STATE_PARKED;
        }
        if (n - 1 > t->parked && below->instance != STATE_NATIVE)
            base -= below->pc->dst;
    }
    t->parked = task_top(t);
    st->pc = NULL;
}

/* Make the top frame, of an instance, run again: its pc is an address, fp is its base. */
static run_outcome unpark(wasm_state *st)
{
    wasm_frame *f = st->top;
    if (!(f->instance & STATE_PARKED))
        return RUN_ON;
    instance *i = st->store->instances[f->instance & ~STATE_PARKED];
    code_function *code = code_get(i->code, f->function);
    if (find_code(st, i->code, code) != RUN_ON)
        return RUN_TRAPPED;
    f->instance &= ~STATE_PARKED;
    f->pc = code_cell(code, f->cell);
    st->fp = st->task->slots + f->base;
    st->task->parked = task_top(st->task) - 1;
    return RUN_ON;
}

const code_function *state_code(wasm_state *st, const instance *i, uint32_t func)
{
    code_function *f = code_get(i->code, func);
    return find_code(st, i->code, f) == RUN_ON ? f : NULL;
}

void state_unwind(wasm_state *st, uint32_t n, uint32_t base)
{
    wasm_task *t = st->task;
    st->top = &t->frames[n];
    st->top->instance &= ~STATE_PARKED;
    if (t->parked >= n)
        t->parked = n - 1;
    st->fp = t->slots + base;
    state_enter_instance(st, st->top->instance);
}

run_outcome state_resume(wasm_state *st)
{
    if (unpark(st) != RUN_ON)
        return RUN_TRAPPED;
    state_enter_instance(st, st->top->instance);
    st->pc = st->top->pc;
    return RUN_ON;
}

/* ---- functions of ours ---- */

int state_step_native(wasm_state *st, native_call *call)
{
    wasm_task *t = st->task;
    uint32_t at = task_top(t);
    const wasm_frame *f = st->top;
    const store_native *native = st->store->funcs[f->function].native;
    call->store = st->store;
    call->task = t;
    call->function = f->function;
    call->state = f->native.state;
    call->context = f->native.context;
    call->slots = t->slots + f->base;
    bool is_followed = st->store->counts && st->store->counts->follower;
    if (is_followed)
        count_follow_step(st);
    int outcome = native->function(native->user, call);
    if (is_followed)
        count_follow_stepped(st);
    t->frames[at].native.state = call->state;
    t->frames[at].native.context = call->context;
    return outcome;
}

/* Push a frame whose arguments stand at `base` already. Charges the entry. A
 * function of ours is left to be stepped. */
static run_outcome push(wasm_state *st, uint32_t func, uint64_t base, uint32_t caller)
{
    wasm_store *s = st->store;
    store_func f = s->funcs[func];
    if (f.instance == STATE_NATIVE) {
        if (find_room(st, base, f.native->slots) != RUN_ON)
            return RUN_TRAPPED;
        *++st->top = (wasm_frame){ .instance = STATE_NATIVE, .function = func, .base = (uint32_t)base, .cell = caller };
        return RUN_ON;
    }
    if (find_code(st, s->instances[f.instance]->code, f.code) != RUN_ON || find_room(st, base, f.code->slots) != RUN_ON)
        return RUN_TRAPPED;
    *++st->top = (wasm_frame){ .instance = f.instance, .function = f.code->index, .base = (uint32_t)base };
    st->fp = st->task->slots + base;
    st->pc = f.code->cells;
    state_enter_instance(st, f.instance);
    if (caller != WASM_NO_INDEX && caller != f.instance) {
        store_charge(s, STATE_LEAVE_PRICE);
        if (s->counts)
            s->counts->leaving += STATE_LEAVE_PRICE;
    }
    s->tank.at_hand -= f.code->price;
    return store_has_fuel(s) ? RUN_ON : RUN_OUT_OF_FUEL;
}

/* The same, where it runs at once. */
static run_outcome enter(wasm_state *st, uint32_t func, uint64_t base, uint32_t caller)
{
    run_outcome outcome = push(st, func, base, caller);
    if (st->store->counts && outcome != RUN_TRAPPED)
        count_called(st);
    return outcome;
}

/* The frame on top calls with arguments from `call`: NATIVE_CALL, NATIVE_TAIL. */
static run_outcome call_from_native(wasm_state *st, const native_call *call, bool tail)
{
    wasm_task *t = st->task;
    const wasm_frame *f = st->top;
    uint32_t count = store_functype(st->store, call->callee)->param_slots, caller = f->cell;
    uint64_t base = f->base + (tail ? 0 : st->store->funcs[f->function].native->slots);
    ASSERT(count <= NATIVE_ARGUMENTS);
    if (find_room(st, base, count) != RUN_ON)
        return RUN_TRAPPED;
    memcpy(t->slots + base, call->callee_slots, count * sizeof *t->slots);
    if (tail)
        st->top--;
    else
        caller = WASM_NO_INDEX;
    if (t->parked > task_top(t))
        t->parked = task_top(t);
    return enter(st, call->callee, base, caller);
}

static uint32_t result_slots(const wasm_state *st, const wasm_frame *f)
{
    uint32_t number = f->instance & ~STATE_PARKED;
    uint32_t func = number == STATE_NATIVE ? f->function : st->store->instances[number]->funcs[f->function];
    return store_functype(st->store, func)->result_slots;
}

/* Go on behind the call in the frame on top, of an instance; the callee's base is fp. */
static run_outcome return_to_wasm(wasm_state *st)
{
    wasm_slot *callee = st->fp;
    if (unpark(st) != RUN_ON)
        return RUN_TRAPPED;
    state_enter_instance(st, st->top->instance);
    st->pc = st->top->pc;
    st->fp = callee - st->pc->dst;
    st->pc++;
    return store_has_fuel(st->store) ? RUN_ON : RUN_OUT_OF_FUEL;
}

/* Pop the top frame, whose results stand at `fp`. RUN_ON with a frame of ours
 * on top: its callee's results are in `call`, and it is to be stepped. */
static run_outcome pop(wasm_state *st, native_call *call)
{
    wasm_task *t = st->task;
    const wasm_frame *ended = st->top--;
    if (t->parked > task_top(t))
        t->parked = task_top(t);
    uint32_t below = st->top->instance & ~STATE_PARKED;
    if (below == STATE_BOTTOM)
        return RUN_DONE;
    if (below != STATE_NATIVE)
        return return_to_wasm(st);
    uint32_t count = result_slots(st, ended);
    ASSERT(count <= NATIVE_ARGUMENTS);
    memcpy(call->callee_slots, st->fp, count * sizeof *st->fp);
    return RUN_ON;
}

/* What the step of the function of ours on top answered. */
static run_outcome take_step(wasm_state *st, native_call *call, native_outcome outcome)
{
    switch (outcome) {
    case NATIVE_DONE:
        st->fp = st->task->slots + st->top->base;
        return pop(st, call);
    case NATIVE_CALL:        return call_from_native(st, call, false);
    case NATIVE_TAIL:        return call_from_native(st, call, true);
    case NATIVE_PENDING:     return RUN_PENDING;
    case NATIVE_OUT_OF_FUEL: return RUN_OUT_OF_FUEL;
    case NATIVE_TRAP:        break;
    }
    return state_trap(st, st->trap ? st->trap : TRAP_HOST);
}

/* Step the functions of ours on top until a guest function is to run. */
run_outcome state_run_natives(wasm_state *st, native_call *call)
{
    run_outcome outcome = RUN_ON;
    while (outcome == RUN_ON && st->top->instance == STATE_NATIVE)
        outcome = take_step(st, call, (native_outcome)state_step_native(st, call));
    return outcome;
}

/* ---- calls that leave the instance ---- */

static run_outcome step_if_native(wasm_state *st)
{
    native_call call;                     /* its slots are written before anyone reads them */
    call.cancel = false;
    return state_run_natives(st, &call);
}

run_outcome state_take_native(wasm_state *st, int answer)
{
    native_call *call = &st->task->native;
    st->top->native.state = call->state;
    st->top->native.context = call->context;
    run_outcome outcome = take_step(st, call, (native_outcome)answer);
    return outcome == RUN_ON && st->top->instance == STATE_NATIVE ? state_run_natives(st, call) : outcome;
}

run_outcome state_call_there(wasm_state *st, uint32_t func, uint32_t shift)
{
    run_outcome outcome = enter(st, func, (uint64_t)(st->fp - st->task->slots) + shift, st->instance_number);
    return outcome == RUN_ON && st->top->instance == STATE_NATIVE ? step_if_native(st) : outcome;
}

run_outcome state_call(wasm_state *st, uint32_t func, uint32_t shift)
{
    st->top->pc = st->pc;
    return forward_call(st, func, shift);
}

/* The arguments stand at fp, where the callee's frame takes this one's place. */
static run_outcome tail_call(wasm_state *st, uint32_t func)
{
    uint64_t base = (uint64_t)(st->fp - st->task->slots);
    wasm_frame was = *st->top;
    st->top--;
    run_outcome outcome = enter(st, func, base, st->instance_number);
    if (outcome == RUN_TRAPPED)
        *++st->top = was;                 /* for the backtrace */
    return outcome == RUN_ON && st->top->instance == STATE_NATIVE ? step_if_native(st) : outcome;
}

run_outcome state_return(wasm_state *st)
{
    native_call call;                     /* its slots are written before anyone reads them */
    call.cancel = false;
    run_outcome outcome = pop(st, &call);
    return outcome == RUN_ON && st->top->instance == STATE_NATIVE ? state_run_natives(st, &call) : outcome;
}

/* ---- the first frame ---- */

run_outcome state_begin(wasm_state *st, uint32_t func, const wasm_slot *arguments, uint32_t count)
{
    wasm_task *t = st->task;
    st->fp = t->slots;
    if (find_room(st, 0, count) != RUN_ON)
        return RUN_TRAPPED;
    if (count && arguments)
        memcpy(t->slots, arguments, count * sizeof *arguments);
    wasm_store *s = st->store;
    int64_t at_hand = s->tank.at_hand, behind = s->tank.behind;
    run_outcome outcome = push(st, func, 0, WASM_NO_INDEX);
    t->entry_price = (uint32_t)(at_hand + behind - store_tank_ready(&s->tank));
    s->tank.at_hand = at_hand;            /* task_run charges: nothing runs here */
    s->tank.behind = behind;
    return outcome == RUN_TRAPPED ? RUN_TRAPPED : RUN_ON;
}

/* ---- calls through a table, and in place of the caller: the slow ways ---- */

/* call_indirect (spec 3.0, section 4.6.11): the address that the cells at `pc` name. */
static trap_code find_callee(const wasm_state *st, const wasm_cell *pc, uint32_t *func)
{
    const wasm_cell *more = pc + 1;
    const table *t = st->instance->tables[more->as.index.y];
    uint64_t at = pc->as.i32 ? st->fp[pc->a].i64 : st->fp[pc->a].i32;
    if (at >= t->size)
        return TRAP_UNDEFINED_ELEMENT;
    if (!t->refs[at])
        return TRAP_UNINITIALIZED_ELEMENT;
    uint32_t wanted = st->instance->type_ids[more->as.index.x];
    *func = t->refs[at] - 1;
    uint32_t found = st->store->funcs[*func].type;
    return found == wanted || type_index_matches(st->store->types.types, found, wanted) ? TRAP_NONE : TRAP_INDIRECT_TYPE;
}

run_outcome state_call_indirect(wasm_state *st)
{
    uint32_t func;
    trap_code code = find_callee(st, st->pc, &func);
    if (code != TRAP_NONE)
        return state_trap(st, code);
    st->pc++;
    if (st->store->funcs[func].instance == STATE_NATIVE)
        forward_learn(st);
    return state_call(st, func, st->pc->dst);
}

/* return_call: the arguments go down to where the frame starts. */
static run_outcome replace(wasm_state *st, uint32_t func, uint32_t from, uint32_t count)
{
    memmove(st->fp, st->fp + from, count * sizeof *st->fp);
    return tail_call(st, func);
}

run_outcome state_return_call(wasm_state *st)
{
    const wasm_cell *pc = st->pc;
    uint32_t func = pc->op == st->store->interpreter->op(CODE_return_call_import) ? pc->as.i32 : pc->as.function->index;
    return replace(st, st->instance->funcs[func], pc->dst, pc->a);
}

run_outcome state_return_call_indirect(wasm_state *st)
{
    uint32_t func;
    trap_code code = find_callee(st, st->pc, &func);
    if (code != TRAP_NONE)
        return state_trap(st, code);
    return replace(st, func, st->pc[1].dst, st->pc[1].a);
}

run_outcome state_return_call_ref(wasm_state *st)
{
    const wasm_cell *pc = st->pc;
    uint32_t ref = st->fp[pc->as.pair.b].ref;
    return ref ? replace(st, ref - 1, pc->dst, pc->a) : state_trap(st, TRAP_NULL_FUNCTION);
}
