/* A further instance of a component: what depends on the component alone is there already. */
#include "engine/wasm/picture.h"

#undef TEST                        /* of opcodes.def: the suite's word is meant */
#include "tests/unit/check.h"

#include "engine/component/component_code.h"
#include "engine/component/component_store.h"
#include "engine/wasm/stack_pool.h"
#include "host/os/os_pages.h"
#include "tests/unit/component_stub.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A component of C with 86 exports. */
static const char echo_path[] = "tests/bind/echo.wasm";

enum { OF_ITS_OWN = 4 << 10, LIMIT = 64 << 20 };       /* bytes, beside its linear memory; with it */
enum { MANY = 20 };

typedef struct instances {
    budget           budget;
    arena            arena;
    uint8_t         *file;
    const component *component;
    component_code  *code;
    component_host   host;
    budget           of_stacks;
    stack_pool       stacks;
    uint32_t         calls;          /* of the host's functions */
} instances;

typedef struct one {
    budget              budget;
    component_store    *store;
    wasm_task          *task;
    component_instance *instance;
} one;

/* Only beep is called, which gives a bool. */
static host_answer agree(void *user, host_call *call)
{
    ++*(uint32_t *)user;
    call->result = (inlay_value){ .kind = INLAY_BOOL, .boolean = true };
    return HOST_DONE;
}

static bool find_function(void *user, text_view interface_name, text_view name, const cfunc *type, host_function **function,
                          void **function_user, error *err)
{
    (void)interface_name, (void)name, (void)type, (void)err;
    *function = agree;
    *function_user = &((instances *)user)->calls;
    return true;
}

static bool open_component(instances *all)
{
    error err = { 0 };
    *all = (instances){ .host = { .function = find_function, .resource = component_stub_resource, .drop_host = component_stub_drop } };
    all->host.user = all;
    budget_open(&all->budget, NULL, 0);
    budget_open(&all->of_stacks, NULL, 0);
    stack_pool_open(&all->stacks, &all->of_stacks);
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
    stack_pool_close(&all->stacks);
    budget_close(&all->of_stacks);
    budget_close(&all->budget);
}

static bool open_one(instances *all, one *o)
{
    error err = { 0 };
    *o = (one){ 0 };
    budget_open_child(&o->budget, &all->budget, LIMIT);        /* a process of 32 bits can't reserve 4 GiB */
    o->store = component_store_open(&(component_store_config){
        .core = { .budget = &o->budget, .pages = os_pages(), .stacks = &all->stacks }, .host = &all->host }, &err);
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

static uint64_t spent(const one *o) { return store_spent(component_store_core(o->store)); }

TEST(a_further_instance_makes_no_plan_and_takes_little)
{
    instances all;
    one first, further, third;
    if (!open_component(&all))
        return;
    open_one(&all, &first);
    uint32_t plans = plan_shelf_count(component_code_shelf(all.code));
    CHECK(plans > 40);
    CHECK(!first.store->picture);
    open_one(&all, &further);
    uint64_t shared = all.budget.used - first.budget.used - further.budget.used;
    open_one(&all, &third);
    CHECK(further.store->picture && further.store->picture == third.store->picture);
    CHECK_INT(plan_shelf_count(component_code_shelf(all.code)), plans);
    CHECK_INT(all.budget.used - first.budget.used - further.budget.used - third.budget.used, shared);
    CHECK_INT(spent(&further), spent(&first));
    CHECK_INT(spent(&third), spent(&first));
    CHECK_INT(own_bytes(&third), own_bytes(&further));
    if (!CHECK(own_bytes(&further) <= OF_ITS_OWN))
        CHECK_INT(own_bytes(&further), OF_ITS_OWN);
    close_one(&first);
    close_one(&third);
    close_one(&further);
    close_component(&all);
}

TEST(where_no_instance_lives_the_next_one_is_walked_again)
{
    instances all;
    one o;
    if (!open_component(&all))
        return;
    uint64_t before = all.budget.used, fuel = 0;
    for (int i = 0; i < 3; i++) {
        open_one(&all, &o);
        CHECK(!o.store->picture);
        CHECK(!fuel || fuel == spent(&o));
        fuel = spent(&o);
        close_one(&o);
    }
    CHECK(all.budget.used > before);
    close_component(&all);
}

/* ---- calls ---- */

static bool begin_ping(one *o, uint8_t times)
{
    error err = { 0 };
    const inlay_value arguments[] = { { .kind = INLAY_STRING, .string = { "ho", 2 } }, { .kind = INLAY_U8, .u8 = times } };
    component_func *f = component_export_func(o->instance, (text_view){ 0 }, text_of("ping"));
    return CHECK(f == component_export_func(o->instance, (text_view){ 0 }, text_of("ping"))) && f && component_call(f, o->task, arguments, 2, &err);
}

static void check_pong(one *o, task_outcome outcome, const char *wanted)
{
    const inlay_value *v = outcome == TASK_DONE ? component_result(o->store, o->task) : NULL;
    if (CHECK(v && v->kind == INLAY_STRING))
        CHECK_BYTES(v->string.bytes, v->string.size, wanted, strlen(wanted));
    else
        CHECK_TEXT(store_trap(component_store_core(o->store))->text, "");
}

TEST(functions_of_a_picture_are_made_where_they_are_called_and_stacks_go_round)
{
    instances all;
    one many[MANY];
    if (!open_component(&all))
        return;
    for (uint32_t i = 0; i < MANY; i++)
        open_one(&all, &many[i]);
    for (uint32_t turn = 0; turn < 2; turn++)
        for (uint32_t i = 0; i < MANY; i++)
            if (begin_ping(&many[i], 2))
                check_pong(&many[i], task_run(many[i].task), "hoho");
    CHECK_INT(all.calls, 2 * MANY);
    CHECK_INT(spent(&many[1]), spent(&many[0]));
    uint32_t with_stack = 0;
    for (uint32_t i = 0; i < MANY; i++)
        with_stack += many[i].task->frames != NULL;
    CHECK_INT(with_stack, STACK_POOL_LENT);
    for (uint32_t i = 0; i < MANY; i++)
        close_one(&many[i]);
    close_component(&all);
}

TEST(a_call_that_waits_keeps_its_stack_while_others_come_and_go)
{
    instances all;
    one many[MANY];
    if (!open_component(&all))
        return;
    for (uint32_t i = 0; i < MANY; i++)
        open_one(&all, &many[i]);
    store_set_fuel(component_store_core(many[0].store), 100);
    CHECK(begin_ping(&many[0], 3));
    CHECK_INT(task_run(many[0].task), TASK_OUT_OF_FUEL);
    for (uint32_t turn = 0; turn < 2; turn++)
        for (uint32_t i = 1; i < MANY; i++)
            if (begin_ping(&many[i], 1))
                check_pong(&many[i], task_run(many[i].task), "ho");
    CHECK(!task_is_idle(many[0].task));
    store_set_fuel(component_store_core(many[0].store), INT64_MAX / 2);
    check_pong(&many[0], task_run(many[0].task), "hohoho");
    for (uint32_t i = 0; i < MANY; i++)
        close_one(&many[i]);
    close_component(&all);
}

/* ---- another host ---- */

static uint32_t asked;

static bool find_one_resource(void *user, text_view interface_name, text_view name, uint32_t *host_type, error *err)
{
    (void)user, (void)interface_name, (void)err, (void)name;
    return *host_type = 77 + asked++, true;
}

static bool find_no_function(void *user, text_view interface_name, text_view name, const cfunc *type, host_function **function,
                             void **function_user, error *err)
{
    return !text_equal(name, text_of("beep")) && find_function(user, interface_name, name, type, function, function_user, err);
}

TEST(a_host_that_gives_other_numbers_shares_and_one_that_lacks_a_function_is_told)
{
    instances all;
    one first, further, none = { 0 };
    error err = { 0 };
    if (!open_component(&all))
        return;
    open_one(&all, &first);
    all.host.resource = find_one_resource;
    open_one(&all, &further);
    CHECK(further.store->picture != NULL);
    CHECK_INT(further.store->resources[0].host_type, 76 + asked);
    CHECK_INT(spent(&further), spent(&first));
    all.host.function = find_no_function;
    none.store = component_store_open(&(component_store_config){ .core = { .budget = &all.budget, .pages = os_pages() }, .host = &all.host }, &err);
    none.task = task_open(component_store_core(none.store), &err);
    CHECK(!component_instantiate(none.store, none.task, all.component, all.code, &none.instance, &err));
    CHECK_TEXT(err.text, "1 import is missing: beep");
    task_close(none.task);
    component_store_close(none.store);
    close_one(&further);
    close_one(&first);
    close_component(&all);
}

/* A store that is a picture's can still be added to: it has its own arrays then. */
TEST(what_is_added_to_a_store_of_a_picture_is_its_own)
{
    instances all;
    one first, further;
    if (!open_component(&all))
        return;
    open_one(&all, &first);
    open_one(&all, &further);
    wasm_store *core = component_store_core(further.store);
    const wasm_type v128 = WASM_V128;
    const wasm_functype odd = { .param_count = 1, .param_slots = 2, .params = &v128 };
    uint32_t native = store_add_native(core, &odd, NULL, NULL), count = core->picture->func_count;
    CHECK_INT(native, count);
    CHECK_INT(store_functype(core, native)->param_slots, 2);
    CHECK(store_add_memory(core, &(wasm_memory_type){ .limits = { 1, 1, true, false } }) != WASM_NO_INDEX);
    CHECK(store_add_table(core, &(wasm_table_type){ WASM_FUNCREF, { 4, 4, true, false } }) != WASM_NO_INDEX);
    CHECK(store_add_global(core, &(wasm_global_type){ WASM_I32, true }, (wasm_slot){ 0 }) != WASM_NO_INDEX);
    CHECK_INT(core->picture->func_count, count);
    if (begin_ping(&further, 2))
        check_pong(&further, task_run(further.task), "hoho");
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
    plan_shelf *full = plan_shelf_open(&all.budget, 64, false);
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
    plan_shelf *s = plan_shelf_open(&b, 1 << 20, false);
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
