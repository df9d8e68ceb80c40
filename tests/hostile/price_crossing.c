/* Prices of components: each export of cross.wasm spends its argument's number
 * of turns on one kind of call, value or handle that goes from one component
 * into another.
 */
#include "tests/hostile/load.h"
#include "tests/hostile/price.h"

#include "engine/component/component_instance.h"

#include <stdlib.h>

struct price_source {
    loaded              file;
    budget              budget;
    arena               arena;
    component          *component;
    component_code     *code;
    component_store    *store;
    wasm_task          *task;
    component_instance *instance;
};

static bool open_component(price_source *c)
{
    component_store_config config = { .core = { .budget = &c->budget }, .copy_bytes = UINT64_MAX / 4 };
    error err = { 0 };
    double ns, fuel;
    bool good = false;

    c->component = component_decode(&c->arena, &c->budget, c->file.bytes, c->file.size, 0, &err);
    c->code = c->component ? component_code_open(&c->budget, c->component) : NULL;
    c->store = c->code ? component_store_open(&config, &err) : NULL;
    c->task = c->store ? task_open(component_store_core(c->store), &err) : NULL;
    if (c->task)
        good = component_instantiate(c->store, c->task, c->component, c->code, &c->instance, &err) &&
               price_run_task(component_store_core(c->store), c->task, &ns, &fuel);
    if (!good)
        printf("cross.wasm: %s\n", err.text);
    return good;
}

static bool run(void *user, uint32_t which, uint32_t turns, double *ns, double *fuel)
{
    price_source *c = user;
    inlay_value argument = { .kind = INLAY_U32, .u32 = turns };
    error err = { 0 };
    component_func *func = component_export_func(c->instance, (text_view){ 0 }, c->component->type->exports[which].name);
    return func && component_call(func, c->task, &argument, 1, &err) && price_run_task(component_store_core(c->store), c->task, ns, fuel);
}

price_source *price_crossing_open(price_list *list)
{
    price_source *c = calloc(1, sizeof *c);

    budget_open(&c->budget, NULL, 0);
    arena_open(&c->arena, &c->budget);
    if (!load_file(&c->file, "cross.wasm") || !open_component(c)) {
        price_crossing_close(c);
        return NULL;
    }
    for (uint32_t i = 0; i < c->component->type->export_count; i++) {
        char name[40];
        text_format(name, sizeof name, "%.*s", TEXT_ARGS(c->component->type->exports[i].name));
        price_add(list, name, run, c, i, 0);
    }
    return c;
}

void price_crossing_close(price_source *c)
{
    if (!c)
        return;
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
