/* The native stack: painted, then used by a thread that runs a deep guest.
 *
 * The engine keeps wasm frames in memory of its own, so 10,000 of them must not
 * be felt here; nor 500 instances that call each other, nor destructors inside
 * destructors.
 */
#include "tests/hostile/groups.h"
#include "tests/hostile/load.h"

#include "engine/component/component_instance.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STACK_SIZE = 1 << 20, STACK_MOST = 64 << 10, PAINT = 0xA5 };

typedef struct deep_case {
    const char *title, *file, *export_name;
    bool        is_component;
    uint32_t    argument, wanted;
} deep_case;

/* f(n) has n + 1 frames. */
static const deep_case cases[] = {
    { "10,000 wasm frames",                     "deep.wasm",  "f",   false, 9999, 9999 },
    { "500 component instances, one in another", "chain.wasm", "f",   true,  7,    507 },
    { "1,000 destructors, one in another",      "dtors.wasm", "run", true,  1000, 1000 },
};

typedef struct deep_run {
    const deep_case *of;
    loaded           file;
    budget           budget;
    arena            arena;
    bool             good;
    uint32_t         result;
    char             text[600];
} deep_run;

static bool finish(wasm_store *store, wasm_task *task, deep_run *run)
{
    task_outcome outcome;

    store_set_fuel(store, INT64_C(1) << 40);
    outcome = task_run(task);
    if (outcome == TASK_TRAPPED)
        snprintf(run->text, sizeof run->text, "trapped: %s %s", trap_text(store_trap(store)->code), store_trap(store)->text);
    return outcome == TASK_DONE;
}

static bool run_module(deep_run *run, error *err)
{
    store_config config = { .budget = &run->budget };
    wasm_module *m = decode_module(&run->arena, run->file.bytes, run->file.size, 0, err);
    wasm_code *code = m && validate_module(m, &run->budget, err) ? code_open(&run->budget, m) : NULL;
    wasm_store *store = code ? store_open(&config, err) : NULL;
    wasm_task *task = store ? task_open(store, err) : NULL;
    uint32_t instance = task ? instance_link(store, code, NULL, err) : WASM_NO_INDEX;
    wasm_extern what;
    bool good = false;

    if (instance != WASM_NO_INDEX && instance_export(store, instance, text_of(run->of->export_name), &what)
        && task_call(task, what.address, &(wasm_slot){ .i64 = run->of->argument }, 1)) {
        good = finish(store, task, run);
        run->result = good ? task_results(task)[0].i32 : 0;
    }
    if (task)
        task_close(task);
    if (store)
        store_close(store);
    if (code)
        code_close(code);
    return good;
}

static bool call_component(deep_run *run, component_store *store, wasm_task *task, const component *c, component_code *code, error *err)
{
    inlay_value argument = { .kind = INLAY_U32, .u32 = run->of->argument };
    component_instance *instance;
    component_func *func;

    if (!component_instantiate(store, task, c, code, &instance, err) || !finish(component_store_core(store), task, run))
        return false;
    func = component_export_func(instance, (text_view){ 0 }, text_of(run->of->export_name));
    if (!func || !component_call(func, task, &argument, 1, err) || !finish(component_store_core(store), task, run))
        return false;
    run->result = component_result(store, task)->u32;
    return true;
}

static bool run_component(deep_run *run, error *err)
{
    component_store_config config = { .core = { .budget = &run->budget } };
    component *c = component_decode(&run->arena, &run->budget, run->file.bytes, run->file.size, 0, err);
    component_code *code = c ? component_code_open(&run->budget, c) : NULL;
    component_store *store = code ? component_store_open(&config, err) : NULL;
    wasm_task *task = store ? task_open(component_store_core(store), err) : NULL;
    bool good = task && call_component(run, store, task, c, code, err);

    if (task)
        task_close(task);
    if (store)
        component_store_close(store);
    if (code)
        component_code_close(code);
    return good;
}

static void *run_thread(void *user)
{
    deep_run *run = user;
    error err = { 0 };

    run->good = run->of->is_component ? run_component(run, &err) : run_module(run, &err);
    if (err.code)
        text_format(run->text, sizeof run->text, "%s: %s", error_means(err.code), err.text);
    return NULL;
}

/* Bytes of the painted stack that were written to. */
static size_t painted_run(deep_run *run)
{
    uint8_t *stack = aligned_alloc(4096, STACK_SIZE);
    size_t untouched = 0;
    pthread_attr_t attributes;
    pthread_t thread;

    memset(stack, PAINT, STACK_SIZE);
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, STACK_SIZE);
    if (pthread_create(&thread, &attributes, run_thread, run) == 0)
        pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    while (untouched < STACK_SIZE && stack[untouched] == PAINT)
        untouched++;
    free(stack);
    return STACK_SIZE - untouched;
}

static bool run_case(const deep_case *of)
{
    deep_run *run = calloc(1, sizeof *run);
    size_t used = 0;
    bool good;

    run->of = of;
    budget_open(&run->budget, NULL, 0);
    arena_open(&run->arena, &run->budget);
    if (load_file(&run->file, of->file))
        used = painted_run(run);
    good = run->good && run->result == of->wanted && used <= STACK_MOST;
    printf("  %s %-40s %zu bytes of native stack", good ? "ok  " : "FAIL", of->title, used);
    if (!good)
        printf("; wanted at most %d and the result %u, found %u %s", STACK_MOST, of->wanted, run->result, run->text);
    putchar('\n');
    arena_close(&run->arena);
    budget_close(&run->budget);
    free(run);
    return good;
}

void stack_run(hostile_count *count)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bool good = run_case(&cases[i]);
        count->passed += good;
        count->failed += !good;
    }
}
