/* A module that runs in a test: loaded, linked in a store of its own, with a
 * task. Where it imports, the test adds what it imports between open and link. */
#ifndef INLAY_TESTS_MODULE_RUN_H
#define INLAY_TESTS_MODULE_RUN_H

#include "engine/wasm/call.h"
#include "tests/unit/check.h"
#include "tests/unit/module_load.h"

typedef struct module_run {
    module_load load;
    budget      mod;
    wasm_code  *code;
    wasm_store *store;
    wasm_task  *task;
    uint32_t    instance;
    int         suspensions;      /* of the last module_run_finish */
    int64_t     cost;             /* its fuel */
} module_run;

static const wasm_interpreter both[] = { INTERPRETER_BEST, INTERPRETER_SWITCH };

/* The store takes at most `limit` bytes (0: any) and is as `config` says, but for the budget. */
static inline void module_run_open(module_run *r, const void *bytes, size_t size, store_config config, uint64_t limit)
{
    error err = { 0 };
    *r = (module_run){ 0 };
    CHECK_TEXT(module_load_open(&r->load, bytes, size), "");
    budget_open_child(&r->mod, &r->load.budget, limit);
    config.budget = &r->mod;
    r->code = code_open(&r->load.budget, r->load.module);
    r->store = store_open(&config, &err);
    CHECK_TEXT(err.text, "");
}

static inline bool module_run_link(module_run *r, const wasm_extern *imports)
{
    error err = { 0 };
    r->instance = instance_link(r->store, r->code, imports, &err);
    r->task = task_open(r->store, &err);
    CHECK_TEXT(err.text, "");
    return CHECK(r->instance != WASM_NO_INDEX) && CHECK(r->task != NULL);
}

static inline void module_run_close(module_run *r)
{
    task_close(r->task);
    store_close(r->store);
    code_close(r->code);
    budget_close(&r->mod);
    module_load_close(&r->load);
}

/* The address of an export. */
static inline uint32_t module_run_address(module_run *r, const char *name)
{
    wasm_extern e = { WASM_FUNC, WASM_NO_INDEX };
    CHECK(instance_export(r->store, r->instance, text_of(name), &e));
    return e.address;
}

/* What was called, to its end: `slice` units at a time, moved at each suspension.
 * One that never ends is left after so many slices. */
enum { MODULE_RUN_SLICES = 1 << 24 };

static inline task_outcome module_run_finish(module_run *r, wasm_task *task, int64_t slice)
{
    int64_t given = slice;
    task_outcome outcome;
    r->suspensions = 0;
    store_set_fuel(r->store, slice);
    while ((outcome = task_run(task)) == TASK_OUT_OF_FUEL && r->suspensions < MODULE_RUN_SLICES) {
        r->suspensions++;
        CHECK(task_move(task));
        store_set_fuel(r->store, store_fuel(r->store) + slice);
        given += slice;
    }
    r->cost = given - store_fuel(r->store);
    return outcome;
}

/* Runs what the module does when it starts. */
static inline task_outcome module_run_start(module_run *r, int64_t slice)
{
    CHECK(task_call(r->task, instance_initializer(r->store, r->instance), NULL, 0));
    return module_run_finish(r, r->task, slice);
}

static inline task_outcome module_run_call(module_run *r, const char *name, const wasm_slot *arguments, int64_t slice)
{
    uint32_t callee = module_run_address(r, name);
    CHECK(task_call(r->task, callee, arguments, store_functype(r->store, callee)->param_count));
    return module_run_finish(r, r->task, slice);
}

#endif
