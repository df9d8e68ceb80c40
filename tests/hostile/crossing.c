/* Prices of crossing: what a unit buys when strings and lists go from one
 * component into another. Each export of cross.wasm does one kind in a loop.
 */
#include "tests/hostile/groups.h"
#include "tests/hostile/load.h"

#include "engine/component/component_instance.h"

#include <stdlib.h>

typedef struct crossing_run {
    loaded              file;
    budget              budget;
    arena               arena;
    component          *component;
    component_code     *code;
    component_store    *store;
    wasm_task          *task;
    component_instance *instance;
    component_func     *func;       /* the one being measured */
} crossing_run;

static bool open_component(crossing_run *c)
{
    component_store_config config = { .core = { .budget = &c->budget }, .copy_bytes = UINT64_MAX / 4 };
    error err = { 0 };
    bool good = false;

    c->component = component_decode(&c->arena, &c->budget, c->file.bytes, c->file.size, 0, &err);
    c->code = c->component ? component_code_open(&c->budget, c->component) : NULL;
    c->store = c->code ? component_store_open(&config, &err) : NULL;
    c->task = c->store ? task_open(component_store_core(c->store), &err) : NULL;
    if (c->task) {
        store_set_fuel(component_store_core(c->store), INT64_C(1) << 40);
        good = component_instantiate(c->store, c->task, c->component, c->code, &c->instance, &err) && task_run(c->task) == TASK_DONE;
    }
    if (!good)
        printf("cross.wasm: %s\n", err.text);
    return good;
}

static wasm_store *begin(void *user, uint32_t turns, wasm_task **task)
{
    crossing_run *c = user;
    inlay_value argument = { .kind = INLAY_U32, .u32 = turns };
    error err = { 0 };

    *task = c->task;
    return component_call(c->func, c->task, &argument, 1, &err) ? component_store_core(c->store) : NULL;
}

void crossing_run_all(hostile_count *count, double add_ns)
{
    crossing_run *c = calloc(1, sizeof *c);
    price_work work = { begin, c };

    budget_open(&c->budget, NULL, 0);
    arena_open(&c->arena, &c->budget);
    if (load_file(&c->file, "cross.wasm") && open_component(c)) {
        price_worst worst = { 0 };
        for (uint32_t i = 0; i < c->component->type->export_count; i++) {
            text_view name = c->component->type->exports[i].name;
            c->func = component_export_func(c->instance, (text_view){ 0 }, name);
            price_judge(count, &worst, name, c->func ? price_measure(&work) : -1, add_ns);
        }
        price_tell(&worst, add_ns);
    } else {
        count->failed++;
    }
    if (c->task)
        task_close(c->task);
    if (c->store)
        component_store_close(c->store);
    if (c->code)
        component_code_close(c->code);
    arena_close(&c->arena);
    budget_close(&c->budget);
    free(c);
}
