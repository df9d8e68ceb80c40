/* A further instance of a component: what depends on the component alone is there already. */
#include "tests/unit/check.h"

#include "engine/component/component_code.h"
#include "engine/component/component_store.h"
#include "host/os/os_pages.h"

#include <stdio.h>
#include <stdlib.h>

/* A component of C with 86 exports. */
static const char echo_path[] = "tests/bind/echo.wasm";

enum { OF_ITS_OWN = 52 << 10, LIMIT = 64 << 20 };       /* bytes, beside its linear memory; with it */

typedef struct instances {
    budget           budget;
    arena            arena;
    uint8_t         *file;
    const component *component;
    component_code  *code;
    component_host   host;
} instances;

typedef struct one {
    budget              budget;
    component_store    *store;
    wasm_task          *task;
    component_instance *instance;
} one;

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

static bool find_resource(void *user, text_view interface_name, text_view name, uint32_t *host_type, error *err)
{
    (void)user, (void)interface_name, (void)err;
    *host_type = 1 + (uint32_t)name.size;
    return true;
}

static void drop(void *user, uint32_t host_type, uint32_t rep) { (void)user, (void)host_type, (void)rep; }

static bool open_component(instances *all)
{
    error err = { 0 };
    *all = (instances){ .host = { .function = find_function, .resource = find_resource, .drop_host = drop } };
    all->host.user = all;
    budget_open(&all->budget, NULL, 0);
    arena_open(&all->arena, &all->budget);
    FILE *f = fopen(echo_path, "rb");
    if (!CHECK(f != NULL))
        return false;
    fseek(f, 0, SEEK_END);
    size_t size = (size_t)ftell(f);
    rewind(f);
    all->file = malloc(size);
    CHECK_INT(fread(all->file, 1, size, f), size);
    fclose(f);
    all->component = component_decode(&all->arena, &all->budget, all->file, size, 0, &err);
    all->code = all->component ? component_code_open(&all->budget, all->component) : NULL;
    return CHECK(all->code != NULL);
}

static void close_component(instances *all)
{
    component_code_close(all->code);
    arena_close(&all->arena);
    free(all->file);
    budget_close(&all->budget);
}

static bool open_one(instances *all, one *o)
{
    error err = { 0 };
    *o = (one){ 0 };
    budget_open_child(&o->budget, &all->budget, LIMIT);        /* a process of 32 bits can't reserve 4 GiB */
    o->store = component_store_open(&(component_store_config){ .core = { .budget = &o->budget, .pages = os_pages() }, .host = &all->host }, &err);
    o->task = task_open(component_store_core(o->store), &err);
    store_set_fuel(component_store_core(o->store), INT64_MAX / 2);
    bool good = component_instantiate(o->store, o->task, all->component, all->code, &o->instance, &err) && task_run(o->task) == TASK_DONE;
    CHECK_TEXT(err.text, "");
    return CHECK(good);
}

static void close_one(one *o)
{
    task_close(o->task);
    component_store_close(o->store);
    budget_close(&o->budget);
}

static uint64_t own_bytes(const one *o)
{
    return o->budget.used - store_memory_bytes(component_store_core(o->store));
}

TEST(a_further_instance_makes_no_plan_and_takes_little)
{
    instances all;
    one first, further;
    if (!open_component(&all))
        return;
    open_one(&all, &first);
    uint32_t plans = plan_shelf_count(component_code_shelf(all.code));
    uint64_t fuel = store_spent(component_store_core(first.store)), shared = all.budget.used - first.budget.used;
    CHECK(plans > 40);
    open_one(&all, &further);
    CHECK_INT(plan_shelf_count(component_code_shelf(all.code)), plans);
    CHECK_INT(all.budget.used - first.budget.used - further.budget.used, shared);
    CHECK_INT(store_spent(component_store_core(further.store)), fuel);
    CHECK_INT(own_bytes(&first), own_bytes(&further));
    if (!CHECK(own_bytes(&further) <= OF_ITS_OWN))
        CHECK_INT(own_bytes(&further), OF_ITS_OWN);
    close_one(&further);
    close_one(&first);
    close_component(&all);
}

TEST(where_the_shelf_is_full_an_instance_makes_its_plans_itself)
{
    instances all;
    one o;
    if (!open_component(&all))
        return;
    error err = { 0 };
    open_one(&all, &o);
    const component_func *f = component_export_func(o.instance, (text_view){ 0 }, text_of("ping"));
    plan_shelf *full = plan_shelf_open(&all.budget, 64);
    if (CHECK(f && full)) {
        const plan *p = plan_shelf_compile(full, &all.arena, f->type, (plan_resources){ 0 }, &err);
        CHECK_INT(plan_shelf_count(full), 0);
        CHECK_INT(p ? p->node_count : 0, f->plan->node_count);
        CHECK(plan_shelf_compile(f->shelf, &all.arena, f->type, (plan_resources){ 0 }, &err) == f->plan);
    }
    plan_shelf_close(full);
    close_one(&o);
    close_component(&all);
}

/* What a type is called in one store says nothing of another: plans are found by it. */
static bool find_by_user(void *user, const cresource *resource, uint32_t *type)
{
    (void)resource;
    return *type = *(uint32_t *)user, true;
}

TEST(plans_of_one_type_for_other_resources_stand_beside_each_other)
{
    cresource thing = { 0 };
    const ctype own = { .kind = CTYPE_OWN, .size = 4, .align = 4, .flat_count = 1, .has_handles = true, .resource = &thing };
    const cfunc takes = { .param_count = 1, .params = &(cfield){ .type = &own } };
    budget b;
    arena own_arena;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&own_arena, &b);
    plan_shelf *s = plan_shelf_open(&b, 1 << 20);
    const plan *plans[40];
    for (uint32_t type = 0; s && type < 40; type++) {
        plans[type] = plan_shelf_compile(s, &own_arena, &takes, (plan_resources){ find_by_user, &type }, &err);
        if (CHECK(plans[type] != NULL))
            CHECK_INT(plans[type]->nodes[2].resource, type);
    }
    CHECK_INT(plan_shelf_count(s), 16);
    for (uint32_t type = 0; s && type < 16; type++)
        CHECK(plan_shelf_compile(s, &own_arena, &takes, (plan_resources){ find_by_user, &type }, &err) == plans[type]);
    plan_shelf_close(s);
    arena_close(&own_arena);
    budget_close(&b);
}
