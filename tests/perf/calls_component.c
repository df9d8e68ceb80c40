/* Instances of a component, and the memory that each takes; a process with one small module. */
#include "tests/perf/calls.h"

#include "engine/base/page_pool.h"
#include "engine/component/component_instance.h"
#include "engine/wasm/state.h"
#include "host/os/os_pages.h"
#include "tests/unit/component_stub.h"

#include <stdlib.h>
#include <string.h>

enum { MANY = 1000, FEW = 16 };

typedef struct made {
    budget              budget;
    component_store    *store;
    wasm_task          *task;
    component_instance *instance;
} made;

typedef struct parts {
    budget           budget;
    arena            arena;
    const component *component;
    component_code  *code;
    component_host   host;
    page_pool        pool;
    stack_pool       stacks;
    const page_table *pages;
    made             many[MANY];
} parts;

static void give_up(const char *what, const error *err)
{
    fprintf(stderr, "calls: %s: %s\n", what, err->text);
    exit(1);
}

/* Nothing of the host's is called here. */
static host_answer refuse(void *user, host_call *call)
{
    (void)user;
    text_format(call->text, sizeof call->text, "not here");
    return HOST_TRAP;
}

static bool find_function(void *user, text_view interface_name, text_view name, const cfunc *type, host_function **function,
                          void **function_user, error *err)
{
    (void)interface_name, (void)name, (void)type, (void)err;
    *function = refuse;
    *function_user = user;
    return true;
}

static void open_instance(parts *p, made *m)
{
    error err = { 0 };
    budget_open_child(&m->budget, &p->budget, 0);
    m->store = component_store_open(&(component_store_config){ .core = { .budget = &m->budget, .pages = p->pages, .stacks = &p->stacks }, .host = &p->host }, &err);
    m->task = m->store ? task_open(component_store_core(m->store), &err) : NULL;
    if (!m->task)
        give_up("the store", &err);
    store_set_fuel(component_store_core(m->store), INT64_MAX / 2);
    if (!component_instantiate(m->store, m->task, p->component, p->code, &m->instance, &err) || task_run(m->task) != TASK_DONE)
        give_up("the instance", &err);
}

static void close_instance(made *m)
{
    task_close(m->task);
    component_store_close(m->store);
    budget_close(&m->budget);
}

static void open_component(parts *p, const calls_file *file)
{
    error err = { 0 };
    budget_open(&p->budget, NULL, 0);
    arena_open(&p->arena, &p->budget);
    page_pool_open(&p->pool, os_pages());
    stack_pool_open(&p->stacks, &p->budget);
    p->host = (component_host){ .user = p, .function = find_function, .resource = component_stub_resource, .drop_host = component_stub_drop };
    p->component = component_decode(&p->arena, &p->budget, file->bytes, file->size, 0, &err);
    p->code = p->component ? component_code_open(&p->budget, p->component) : NULL;
    if (!p->code)
        give_up("the component", &err);
}

/* Some at a time, so that giving back is timed apart. */
static void time_instances(parts *p, uint32_t turns, double *made_ns, double *back_ns)
{
    for (int round = 0; round < CALLS_ROUNDS; round++) {
        double there = 0, back = 0;
        for (uint32_t i = 0; i < turns; i += FEW) {
            double start = calls_now_ns();
            for (uint32_t k = 0; k < FEW; k++)
                open_instance(p, &p->many[k]);
            double middle = calls_now_ns();
            for (uint32_t k = 0; k < FEW; k++)
                close_instance(&p->many[k]);
            there += middle - start;
            back += calls_now_ns() - middle;
        }
        *made_ns = round && *made_ns < there / turns ? *made_ns : there / turns;
        *back_ns = round && *back_ns < back / turns ? *back_ns : back / turns;
    }
}

/* What the host has of memory for the process, in bytes: resident, without what is shared with others. */
static uint64_t resident(const char *what)
{
    char line[200];
    uint64_t kilobytes = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, what, strlen(what)) == 0)
            kilobytes = strtoull(line + strlen(what), NULL, 10);
    if (f)
        fclose(f);
    return kilobytes * 1024;
}

static uint64_t linear_memory(const made *m)
{
    uint64_t all = 0;
    const wasm_store *core = component_store_core(m->store);
    for (uint32_t i = 0; i < core->memory_count; i++)
        all += core->memories[i]->size;
    return all;
}

static void count_memory(parts *p)
{
    p->pages = os_pages();
    open_instance(p, &p->many[0]);
    uint64_t first = p->budget.used, before = resident("RssAnon:");
    uint64_t own = p->many[0].budget.used - linear_memory(&p->many[0]);
    for (uint32_t i = 1; i < MANY; i++)
        open_instance(p, &p->many[i]);
    calls_print("  budget of one, beside its linear memory", (double)own / 1024, "KB", 4);
    calls_print("  each of 1,000 more, charged to budgets", (double)(p->budget.used - first) / (MANY - 1) / 1024, "KB", 0);
    calls_print("  each of 1,000 more, resident", (double)(resident("RssAnon:") - before) / (MANY - 1) / 1024, "KB", 0);
    for (uint32_t i = 0; i < MANY; i++)
        close_instance(&p->many[i]);
}

void calls_component(const calls_file *file)
{
    static parts p;
    double there = 0, back = 0;
    open_component(&p, file);
    p.pages = &p.pool.table;
    time_instances(&p, 256, &there, &back);
    calls_print("a further instance of a component of C", there / 1e3, "us", 15);
    calls_print("  and the end of that one", back / 1e3, "us", 0);
    count_memory(&p);
    component_code_close(p.code);
    arena_close(&p.arena);
    page_pool_close(&p.pool);
    stack_pool_close(&p.stacks);
    budget_close(&p.budget);
}

void calls_process(void)
{
    calls_print("resident memory of a process with one module", (double)resident("VmRSS:") / 1e6, "MB", 2.5);
}
