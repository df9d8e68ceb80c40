/* Calls: tasks, their stacks, and how functions of ours take part in them.
 *
 * A task is one call from outside, with all that it calls, as data: a stack of
 * frames in relocatable memory. Nothing here recurses on the native stack. A
 * function of ours is a small state machine: it is stepped, and each step ends
 * with done, "call this guest function and step me again", pending, out of
 * fuel, or a trap.
 */
#ifndef INLAY_WASM_CALL_H
#define INLAY_WASM_CALL_H

#include "engine/wasm/store.h"
#include "engine/wasm/trap.h"

typedef struct wasm_task wasm_task;

typedef enum task_outcome {
    TASK_DONE,
    TASK_OUT_OF_FUEL,             /* goes on with task_run once the store's fuel is >= 0 */
    TASK_PENDING,                 /* a function of ours answered pending; task_run asks it again */
    TASK_TRAPPED                  /* store_trap says why; the task is empty again */
} task_outcome;

/* A task for a store; it may be used for many calls, one after the other. */
wasm_task *task_open(wasm_store *s, error *err);
void       task_close(wasm_task *t);

/* Begin a call: arguments as slots, in order. The task must be idle. Runs
 * nothing. False: the call's frame doesn't fit. */
bool task_call(wasm_task *t, uint32_t func, const wasm_slot *arguments, uint32_t count);

/* Run until done, dry, pending or trapped. */
task_outcome task_run(wasm_task *t);

/* A function looked up once, to be called often: good as long as its store. */
typedef struct task_entry {
    uint32_t func, param_slots;
    uint32_t instance;            /* number; of a function of ours: none */
    struct code_function *code;   /* null: a function of ours */
} task_entry;

task_entry task_find(const wasm_task *t, uint32_t func);

/* Has it a stack? One of a pool may have been taken from it while it was idle. False: no memory. */
bool task_is_ready(wasm_task *t);

/* Where a call's arguments stand, and its results: room for TASK_SLOTS_FIRST,
 * good until the task runs. It must be ready. */
enum { TASK_SLOTS_FIRST = 512 };
wasm_slot *task_slots(wasm_task *t);

/* Begin a call whose arguments stand at task_slots, and run it: task_call and
 * task_run in one, and the least that a call can cost. The task must be idle. A
 * call that suspends goes on with task_run; one that doesn't fit is TASK_TRAPPED. */
task_outcome task_invoke(wasm_task *t, const task_entry *e);

/* The same where the control word is wasm's already (interpreter_enter). */
task_outcome task_invoke_within(wasm_task *t, const task_entry *e);

/* After TASK_DONE: the results, good until the next call of any task of the pool. */
const wasm_slot *task_results(const wasm_task *t);

/* A step outside the task failed, and native_trap said why: the trap is the store's, the task is empty. */
task_outcome task_fail(wasm_task *t);

/* Drop all frames: abandon the call. Functions of ours on the stack are stepped
 * once with NATIVE_CANCEL, innermost first. */
void task_cancel(wasm_task *t);

/* Keep where a suspended task stands as store_trap and remains tell it, with TRAP_NONE:
 * for the story of one that is about to be ended by force. */
void task_record(wasm_task *t);

bool task_is_idle(const wasm_task *t);

/* Copy all stacks elsewhere, poison the old bytes, throw all code away: what
 * `--move` does at each suspension. False: no memory. */
bool     task_move(wasm_task *t);

/* ---- functions of ours ---- */

typedef enum native_outcome {
    NATIVE_DONE,                  /* results are in `slots` */
    NATIVE_CALL,                  /* call `callee` with `callee_slots`; step again when it is back */
    NATIVE_TAIL,                  /* as NATIVE_CALL, but this frame ends: the callee's results are ours */
    NATIVE_PENDING,               /* suspend the task; step again at the next task_run */
    NATIVE_OUT_OF_FUEL,           /* the fuel is below zero: suspend, step again when it is not */
    NATIVE_TRAP                   /* native_trap was called */
} native_outcome;

/* What a step sees. Pointers are good for this step alone. */
typedef struct native_call {
    wasm_store *store;
    wasm_task  *task;
    uint32_t    function;         /* our own address */
    bool        cancel;           /* the task is being dropped: let go of what `context` names; the answer is ignored */
    uint32_t    state;            /* 0 at the first step; kept between steps */
    uint32_t    context;          /* likewise: a word of the function's own, an index, never an address */
    wasm_slot  *slots;            /* in: the parameters (kept across steps); out: the results */
    uint32_t    callee;           /* for NATIVE_CALL and NATIVE_TAIL */
    wasm_slot   callee_slots[16]; /* its arguments, NATIVE_ARGUMENTS at most; at the next step, its results */
} native_call;

enum { NATIVE_ARGUMENTS = 16 };

/* Record why; returns NATIVE_TRAP, to be returned. */
int native_trap(native_call *call, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
