/* Prices of core instructions: each export of a module spends its argument's
 * number of turns on one kind of work.
 */
#include "tests/hostile/load.h"
#include "tests/hostile/price.h"

#include "host/os/os_pages.h"

#include <stdlib.h>
#include <string.h>

enum { HOST_PRICE = 4 };

struct price_source {
    loaded       file;
    budget       budget;
    arena        arena;
    wasm_module *module;
    wasm_code   *code;
    wasm_store  *store;
    wasm_task   *task;
    uint32_t     instance;
};

/* It declares a price, as all functions of ours do. */
static int host(void *user, native_call *call)
{
    (void)user;
    store_charge(call->store, HOST_PRICE);
    return NATIVE_DONE;
}

static bool open_module(price_source *p, const char *name)
{
    static const wasm_type i32[] = { WASM_I32 };
    wasm_functype type = { .param_count = 1, .param_slots = 1, .params = i32 };
    store_config config = { .budget = &p->budget, .pages = os_pages() };
    error err = { 0 };
    double ns, fuel;

    p->instance = WASM_NO_INDEX;
    p->module = decode_module(&p->arena, p->file.bytes, p->file.size, 0, &err);
    p->code = p->module && validate_module(p->module, &p->budget, &err) ? code_open(&p->budget, p->module) : NULL;
    p->store = p->code ? store_open(&config, &err) : NULL;
    p->task = p->store ? task_open(p->store, &err) : NULL;
    if (p->task) {
        wasm_extern import = { WASM_FUNC, store_add_native(p->store, &type, host, NULL) };
        p->instance = instance_link(p->store, p->code, &import, &err);
    }
    if (!p->task || p->instance == WASM_NO_INDEX)
        return printf("%s: %s\n", name, err.text), false;
    if (!task_call(p->task, instance_initializer(p->store, p->instance), NULL, 0) || !price_run_task(p->store, p->task, &ns, &fuel))
        return printf("%s: %s\n", name, store_trap(p->store)->text), false;
    return true;
}

static bool run(void *user, uint32_t which, uint32_t turns, double *ns, double *fuel)
{
    price_source *p = user;
    return task_call(p->task, which, &(wasm_slot){ .i64 = turns }, 1) && price_run_task(p->store, p->task, ns, fuel);
}

static void add_rows(price_source *p, price_list *list)
{
    for (uint32_t i = 0; i < p->module->export_count; i++) {
        const wasm_export *e = &p->module->exports[i];
        wasm_extern what;
        char name[40];
        if (e->kind != WASM_FUNC || !instance_export(p->store, p->instance, e->name, &what))
            continue;
        text_format(name, sizeof name, "%.*s", TEXT_ARGS(e->name));
        price_row *row = price_add(list, name, run, p, what.address, 0);
        row->told_only = strncmp(name, "missing_", 8) == 0;
    }
}

price_source *price_core_open(price_list *list, const char *file)
{
    price_source *p = calloc(1, sizeof *p);

    budget_open(&p->budget, NULL, 0);
    arena_open(&p->arena, &p->budget);
    if (load_file(&p->file, file) && open_module(p, file)) {
        add_rows(p, list);
        return p;
    }
    price_core_close(p);
    return NULL;
}

void price_core_close(price_source *p)
{
    if (!p)
        return;
    if (p->task)
        task_close(p->task);
    if (p->store)
        store_close(p->store);
    if (p->code)
        code_close(p->code);
    arena_close(&p->arena);
    budget_close(&p->budget);
    free(p);
}
