/* Tasks: a call from outside with all that it calls, as data. */
#include "engine/wasm/backtrace.h"
#include "engine/wasm/collector.h"
#include "engine/wasm/count_follow.h"
#include "engine/wasm/fuel.h"
#include "engine/wasm/short_call.h"

#include "engine/base/limits.h"

#include <string.h>

enum { TASK_POISON = 0xDD };

wasm_task *task_open(wasm_store *s, error *err)
{
    wasm_task *t = budget_new(s->budget, wasm_task);
    if (!t) {
        error_memory(err);
        return NULL;
    }
    t->st.store = s;
    t->st.task = t;
    t->native.store = s;
    t->native.task = t;
    t->next = s->tasks;
    s->tasks = t;
    if (!s->stacks && !stack_take(t)) {
        task_close(t);
        error_memory(err);
        return NULL;
    }
    return t;
}

void task_close(wasm_task *t)
{
    if (!t)
        return;
    wasm_store *s = t->st.store;
    for (wasm_task **at = &s->tasks; *at; at = &(*at)->next) {
        if (*at == t) {
            *at = t->next;
            break;
        }
    }
    stack_leave(t);
    budget_delete(s->budget, t);
}

bool     task_is_ready(wasm_task *t)      { return t->frames || stack_take(t); }
bool     task_is_idle(const wasm_task *t) { return t->st.top == t->frames; }
const wasm_slot *task_results(const wasm_task *t) { return t->slots; }
wasm_slot *task_slots(wasm_task *t)       { return t->slots; }

/* No frame left; what was charged for a way that will not be run stays charged. */
static void task_empty(wasm_task *t)
{
    t->st.top = t->frames;
    t->st.progress = 0;
    t->st.trap = TRAP_NONE;
    t->parked = 0;
    t->entry_price = 0;
    t->has_results = false;
    if (t->st.store->trap_room)
        t->st.store->trap_room->why[0] = '\0';
    t->st.store->oracle_fuel = store_tank_ready(&t->st.store->tank);
    if (t->st.store->collection.phase != COLLECTION_IDLE)
        collector_abort(t->st.store);
}

bool task_call(wasm_task *t, uint32_t func, const wasm_slot *arguments, uint32_t count)
{
    ASSERT(task_is_idle(t));
    t->called = func;
    t->has_results = false;
    if (!task_is_ready(t))
        return false;
    if (state_begin(&t->st, func, arguments, count) != RUN_ON) {
        task_empty(t);
        return false;
    }
    state_park(&t->st);
    t->is_new = true;
    return true;
}

/* ---- running ---- */

static run_outcome task_go(wasm_task *t)
{
    wasm_state *st = &t->st;
    wasm_store *s = st->store;
    if (!store_has_fuel(s))
        return RUN_OUT_OF_FUEL;
    if (s->collection.phase != COLLECTION_IDLE && s->collection.owner != t)
        collector_abort(s);
    s->tank.at_hand -= t->entry_price;
    t->entry_price = 0;
    bool is_native = (st->top->instance & ~STATE_PARKED) == STATE_NATIVE;
    if (t->is_new && s->counts)
        count_called(st);
    t->is_new = false;
    if (!store_has_fuel(s))
        return RUN_OUT_OF_FUEL;

    run_outcome outcome;
    if (is_native) {
        native_call call = { .cancel = false };
        outcome = state_run_natives(st, &call);
    } else {
        outcome = state_resume(st);
    }
    return outcome == RUN_ON ? s->run(st) : outcome;
}

static task_outcome task_stop(wasm_task *t, run_outcome outcome)
{
    switch (outcome) {
    case RUN_ON:
    case RUN_DONE:
        ASSERT(!FUEL_ORACLE || store_tank_ready(&t->st.store->tank) == t->st.store->oracle_fuel);
        task_empty(t);
        t->has_results = true;
        return TASK_DONE;
    case RUN_OUT_OF_FUEL:
        state_park(&t->st);
        return TASK_OUT_OF_FUEL;
    case RUN_PENDING:
        state_park(&t->st);
        return TASK_PENDING;
    case RUN_TRAPPED:
        break;
    }
    backtrace_record(&t->st);
    task_empty(t);
    return TASK_TRAPPED;
}

task_outcome task_run(wasm_task *t)
{
    ASSERT(!task_is_idle(t));
    uint32_t control = interpreter_enter();
    run_outcome outcome = task_go(t);
    if (control)
        interpreter_leave(control);
    task_outcome stopped = task_stop(t, outcome);
    if (t->st.store->counts && t->st.store->counts->follower)
        count_follow_stop(&t->st);
    return stopped;
}

task_outcome task_fail(wasm_task *t)
{
    return task_stop(t, RUN_TRAPPED);
}

/* ---- the short way ---- */

task_entry task_find(const wasm_task *t, uint32_t func)
{
    const wasm_store *s = t->st.store;
    const wasm_functype *type = store_functype(s, func);
    bool is_ours = s->funcs[func].instance == STATE_NATIVE;
    return (task_entry){ func, type->param_slots, s->funcs[func].instance, is_ours ? NULL : s->funcs[func].code };
}

task_outcome task_invoke_slowly(wasm_task *t, const task_entry *e)
{
    if (task_call(t, e->func, NULL, e->param_slots))
        return task_run(t);
    t->st.store->trap = (trap){ .code = TRAP_STACK_EXHAUSTED, .text = "" };
    return TASK_TRAPPED;
}

task_outcome task_invoke_stopped(wasm_task *t, run_outcome outcome)
{
    t->has_results = false;               /* which count_begin asks of the runs to come */
    return task_stop(t, outcome);
}

task_outcome task_invoke_within(wasm_task *t, const task_entry *e)
{
    return short_call(t, e);
}

task_outcome task_invoke(wasm_task *t, const task_entry *e)
{
    uint32_t control = interpreter_enter();
    task_outcome outcome = task_invoke_within(t, e);
    if (control)
        interpreter_leave(control);
    return outcome;
}

void task_cancel(wasm_task *t)
{
    while (!task_is_idle(t)) {
        if (t->st.top->instance == STATE_NATIVE) {
            native_call call = { .cancel = true };
            state_step_native(&t->st, &call);
        }
        t->st.top--;
    }
    task_empty(t);
}

void task_record(wasm_task *t)
{
    ASSERT(!task_is_idle(t));
    t->st.trap = TRAP_NONE;
    if (t->st.store->trap_room)
        t->st.store->trap_room->why[0] = '\0';
    backtrace_record(&t->st);
}

bool task_move(wasm_task *t)
{
    wasm_store *s = t->st.store;
    if (!stack_move(t, TASK_POISON))
        return false;
    for (uint32_t i = 0; i < s->instance_count; i++)
        code_forget(s->instances[i]->code);
    return true;
}

/* Where there is no room for it, the trap says that (backtrace_record). */
static void say(wasm_task *t, const char *format, va_list list)
{
    trap_room *room = store_trap_room(t->st.store);
    if (room)
        text_format_list(room->why, sizeof room->why, format, list);
}

void task_say(wasm_task *t, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    say(t, format, list);
    va_end(list);
}

int native_trap(native_call *call, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    say(call->task, format, list);
    va_end(list);
    call->task->st.trap = TRAP_HOST;
    return NATIVE_TRAP;
}
