/* Calls, suspensions and instances of core modules: the engine by itself. */
#include "tests/perf/calls.h"

#include "engine/base/page_pool.h"
#include "engine/wasm/call.h"
#include "host/os/os_pages.h"

#include <stdlib.h>

typedef struct core {
    budget       budget;
    arena        arena;
    wasm_module *module;
    wasm_code   *code;
    wasm_store  *store;
    wasm_task   *task;
    uint32_t     instance;
    task_entry   entry;
    const page_table *pages;
    uint32_t     sum;
} core;

static void give_up(const char *what, const error *err)
{
    fprintf(stderr, "calls: %s: %s\n", what, err->text);
    exit(1);
}

static int add(void *user, native_call *call)
{
    (void)user;
    call->slots[0].i32 += call->slots[1].i32;
    return NATIVE_DONE;
}

static void open_module(core *c, const calls_file *file)
{
    error err = { 0 };
    *c = (core){ .pages = os_pages() };
    budget_open(&c->budget, NULL, 0);
    arena_open(&c->arena, &c->budget);
    c->module = decode_module(&c->arena, file->bytes, file->size, 0, &err);
    if (!c->module || !validate_module(c->module, &c->budget, &err) || !(c->code = code_open(&c->budget, c->module)))
        give_up("the module", &err);
}

static void close_module(core *c)
{
    code_close(c->code);
    arena_close(&c->arena);
    budget_close(&c->budget);
}

static void open_instance(core *c, const char *name)
{
    error err = { 0 };
    wasm_extern ours = { WASM_FUNC, 0 }, found;
    c->store = store_open(&(store_config){ .budget = &c->budget, .pages = c->pages }, &err);
    c->task = c->store ? task_open(c->store, &err) : NULL;
    if (!c->task)
        give_up("the store", &err);
    if (c->module->import_count) {
        const wasm_type numbers[2] = { WASM_I32, WASM_I32 };
        ours.address = store_add_native(c->store, &(wasm_functype){ 2, 1, 2, 1, numbers, numbers }, add, NULL);
    }
    store_set_fuel(c->store, INT64_MAX / 2);
    c->instance = instance_link(c->store, c->code, &ours, &err);
    if (c->instance == WASM_NO_INDEX || !task_call(c->task, instance_initializer(c->store, c->instance), NULL, 0)
        || task_run(c->task) != TASK_DONE || !instance_export(c->store, c->instance, text_of(name), &found))
        give_up("the instance", &err);
    c->entry = task_find(c->task, found.address);
}

static void close_instance(core *c)
{
    task_close(c->task);
    store_close(c->store);
}

/* ---- the cases ---- */

static void invoke(void *user, uint32_t turns)
{
    core *c = user;
    uint32_t sum = 0;
    for (uint32_t i = 0; i < turns; i++) {
        task_slots(c->task)[0].i32 = sum;
        if (task_invoke(c->task, &c->entry) != TASK_DONE)
            abort();
        sum = task_results(c->task)[0].i32;
    }
    c->sum = sum;
}

static void call_and_run(void *user, uint32_t turns)
{
    core *c = user;
    wasm_slot slot = { .i32 = 0 };
    for (uint32_t i = 0; i < turns; i++) {
        if (!task_call(c->task, c->entry.func, &slot, 1) || task_run(c->task) != TASK_DONE)
            abort();
        slot = task_results(c->task)[0];
    }
    c->sum = slot.i32;
}

static void loop(void *user, uint32_t turns)
{
    core *c = user;
    task_slots(c->task)[0].i32 = turns;
    if (task_invoke(c->task, &c->entry) != TASK_DONE)
        abort();
    c->sum = task_results(c->task)[0].i32;
}

/* The store is left without fuel, and given some, at each turn. */
static void suspend(void *user, uint32_t turns)
{
    core *c = user;
    task_slots(c->task)[0].i32 = INT32_MAX;
    store_set_fuel(c->store, 100);
    task_outcome outcome = task_invoke(c->task, &c->entry);
    for (uint32_t i = 0; i < turns; i++) {
        if (outcome != TASK_OUT_OF_FUEL)
            abort();
        store_set_fuel(c->store, 1);
        outcome = task_run(c->task);
    }
    task_cancel(c->task);
    store_set_fuel(c->store, INT64_MAX / 2);
}

static void instance_and_call(void *user, uint32_t turns)
{
    core *c = user;
    for (uint32_t i = 0; i < turns; i++) {
        open_instance(c, "nop");
        invoke(c, 1);
        close_instance(c);
    }
}

/* From a pool, sixteen at a time, so that giving back is timed apart. */
enum { BATCH = 16 };

static void instances_from_pool(core *c, uint32_t turns, double *made_ns, double *given_back_ns)
{
    core each[BATCH];
    for (int round = 0; round < CALLS_ROUNDS; round++) {
        double made = 0, back = 0;
        for (uint32_t i = 0; i < turns; i += BATCH) {
            double start = calls_now_ns();
            for (int k = 0; k < BATCH; k++) {
                open_instance(c, "nop");
                invoke(c, 1);
                each[k] = *c;
            }
            double middle = calls_now_ns();
            for (int k = 0; k < BATCH; k++)
                close_instance(&each[k]);
            made += middle - start;
            back += calls_now_ns() - middle;
        }
        *made_ns = round && *made_ns < made / turns ? *made_ns : made / turns;
        *given_back_ns = round && *given_back_ns < back / turns ? *given_back_ns : back / turns;
    }
}

static void print_instances(core *c)
{
    page_pool pool;
    double made = 0, back = 0;
    page_pool_open(&pool, os_pages());
    c->pages = NULL;
    calls_print("instance, first call, end: from the allocator", calls_least(instance_and_call, c, 20000) / 1e3, "us", 2.5);
    c->pages = os_pages();
    calls_print("instance, first call, end: address space anew", calls_least(instance_and_call, c, 2000) / 1e3, "us", 0);
    c->pages = &pool.table;
    instances_from_pool(c, 4096, &made, &back);
    calls_print("instance, first call: from a pool", made / 1e3, "us", 1.5);
    calls_print("  and its end: pages written are zeroed", back / 1e3, "us", 0);
    page_pool_close(&pool);
}

void calls_small(const calls_file *nop)
{
    core c;
    open_module(&c, nop);
    open_instance(&c, "nop");
    invoke(&c, 1);
    calls_process();
    close_instance(&c);
    close_module(&c);
}

void calls_core(const calls_file *nop, const calls_file *hostcall)
{
    core c;
    open_module(&c, nop);
    open_instance(&c, "nop");
    calls_print("host to mod, entry found before, ns", calls_least(invoke, &c, 2000000), "ns", 12);
    calls_print("host to mod, by address, ns", calls_least(call_and_run, &c, 2000000), "ns", 0);
    close_instance(&c);
    print_instances(&c);
    close_module(&c);

    open_module(&c, hostcall);
    open_instance(&c, "run");
    calls_print("mod to host, a loop turn", calls_least(loop, &c, 3000000), "ns", 8);
    calls_print("suspend and resume, the engine", calls_least(suspend, &c, 1000000), "ns", 0);
    close_instance(&c);
    close_module(&c);
}
