/* The store of a running component: opening, closing, and what instances of it share. */
#include "engine/component/component_store.h"

#include "engine/base/limits.h"
#include "engine/component/canon.h"
#include "engine/component/component_build.h"
#include "engine/component/component_picture.h"
#include "engine/component/crossing.h"
#include "engine/wasm/forward_memo.h"

/* The functions that tasks begin with: they take an index of ours and give nothing. */
bool store_add_entries(component_store *cs)
{
    if (cs->has_entries)
        return true;
    static const wasm_type words[2] = { WASM_I32, WASM_I64 };
    const wasm_functype one = { .param_count = 1, .param_slots = 1, .params = words };
    const wasm_functype two = { .param_count = 2, .param_slots = 2, .params = words };
    cs->entry = store_add_native(cs->core, &one, canon_entry, NULL);
    cs->drop_entry = store_add_native(cs->core, &two, canon_drop_entry, NULL);
    cs->build_entry = store_add_native(cs->core, &one, build_entry, NULL);
    return cs->has_entries = cs->entry != WASM_NO_INDEX && cs->drop_entry != WASM_NO_INDEX && cs->build_entry != WASM_NO_INDEX;
}

enum { QUOTA_NEAR = 5 };            /* a fifth below the limit is near it */

static size_quota size_limit(uint32_t most)
{
    uint32_t limit = most ? most : UINT32_MAX;
    return (size_quota){ .most = limit, .near = limit - limit / QUOTA_NEAR, .seen = limit - limit / QUOTA_NEAR - 1 };
}

static uint32_t few_bytes(const component_store *cs)
{
    const uint64_t few = cs->copy_bytes < STORE_FEW ? cs->copy_bytes : STORE_FEW;
    return few < cs->strings.seen ? (uint32_t)few : cs->strings.seen;
}

/* A driven call stands between two calls of the guest, which leave its task idle. */
static bool is_busy(const void *owner)
{
    return ((const component_store *)owner)->driven != NULL;
}

component_lowered *component_store_find_lowered(const component_store *cs, const store_native *native)
{
    if (cs->picture)
        return component_picture_native(cs, native);
    return native->function == canon_lower ? native->user : NULL;
}

/* A forward led to it: it goes its own way from now on, if it has one. */
static void give_forward(void *owner, const store_native *native, forward_memo *m)
{
    component_lowered *lowered = component_store_find_lowered(owner, native);
    if (!lowered || !lowered->forward)
        return;
    m->go = lowered->forward;
    m->user = lowered;
    m->price += lowered->forward_price;
}

component_store *component_store_open(const component_store_config *config, error *err)
{
    budget *b = config->core.budget;
    component_store *cs = budget_new(b, component_store);
    if (!cs)
        return error_memory(err), NULL;
    cs->budget = b;
    cs->host = config->host;
    cs->user = config->user;
    cs->handles_most = config->handles ? config->handles : LIMIT_HANDLES;
    cs->copy_bytes = config->copy_bytes ? config->copy_bytes : LIMIT_COPY_BYTES;
    cs->strings = size_limit(0);
    cs->lists = size_limit(0);
    cs->few_bytes = few_bytes(cs);
    cs->last_host_func = &cs->host_funcs;
    arena_open(&cs->arena, b);

    cs->core = store_open(&config->core, err);
    if (!cs->core) {
        component_store_close(cs);
        return NULL;
    }
    store_set_owner(cs->core, cs, is_busy);
    store_set_direct(cs->core, give_forward);
    return cs;
}

/* The host gets back what the guest's tables own of its resources. */
static void drop_handles(component_store *cs, component_instance *instance)
{
    for (uint32_t i = 1; i < instance->handles.count; i++) {
        const handle *h = handle_table_get(&instance->handles, i);
        if (h && h->own && cs->resources[h->type].is_host)
            cs->host->drop_host(cs->host->user, cs->resources[h->type].host_type, (uint32_t)h->rep);
    }
    handle_table_close(&instance->handles);
}

void component_store_close(component_store *cs)
{
    if (!cs)
        return;
    build_free_all(cs);
    crossing_free_all(cs);
    trace_close(cs);
    for (component_instance *i = cs->instances; i; i = i->next)
        drop_handles(cs, i);
    component_picture_leave(cs);
    budget_free(cs->budget, cs->resources, cs->resource_capacity * sizeof *cs->resources);
    if (cs->core)
        store_close(cs->core);
    arena_close(&cs->arena);
    budget_delete(cs->budget, cs);
}

wasm_store *component_store_core(component_store *cs)
{
    return cs->core;
}

uint32_t component_store_handles(const component_store *cs)
{
    return cs->handles;
}

void component_store_set_quota(component_store *cs, const component_quota *quota)
{
    cs->copy_bytes = quota->copy_bytes ? quota->copy_bytes : LIMIT_COPY_BYTES;
    cs->handles_most = quota->handles ? quota->handles : LIMIT_HANDLES;
    for (component_instance *i = cs->instances; i; i = i->next)
        i->handles.most = cs->handles_most;
    cs->strings = size_limit(quota->string_bytes);
    cs->lists = size_limit(quota->list_items);
    cs->few_bytes = few_bytes(cs);
    store_set_table_entries(cs->core, quota->table_entries ? quota->table_entries : UINT64_MAX);
}

component_use component_store_use(const component_store *cs)
{
    return (component_use){
        .copy_bytes = cs->copied_most, .table_entries = store_table_entries(cs->core), .handles = cs->handles,
        .string_bytes = cs->strings.seen >= cs->strings.near ? cs->strings.seen : 0,
        .list_items = cs->lists.seen >= cs->lists.near ? cs->lists.seen : 0,
    };
}

uint64_t component_store_lowered(const component_store *cs)
{
    return cs->lowered;
}

uint64_t component_store_copied(const component_store *cs)
{
    return cs->copied;
}

bool store_add_resource(component_store *cs, resource_info info, uint32_t *type)
{
    if (!budget_room(cs->budget, cs->resources, cs->resource_capacity, cs->resource_count))
        return false;
    *type = cs->resource_count;
    cs->resources[cs->resource_count++] = info;
    return true;
}

bool store_count_instance(component_store *cs)
{
    return ++cs->instance_count <= LIMIT_INSTANCES;
}

void store_enter_instance(component_store *cs, component_instance *instance, component_instance *parent)
{
    instance->store = cs;
    instance->parent = parent;
    instance->depth = parent ? parent->depth + 1 : 0;
    instance->may_enter = instance->may_leave = true;
    handle_table_open(&instance->handles, cs->budget, cs->handles_most);
    instance->next = cs->instances;
    cs->instances = instance;
}

component_instance *store_add_instance(component_store *cs, component_instance *parent)
{
    component_instance *instance = arena_new(&cs->arena, component_instance);
    if (instance)
        store_enter_instance(cs, instance, parent);
    return instance;
}

/* ---- ComponentInstance.entering_set: from the callee up to the first that the caller is in, too ---- */

static const component_instance *common(const component_instance *a, const component_instance *b)
{
    while (b && a != b) {
        if (!a || b->depth > a->depth) {
            b = b->parent;
        } else {
            if (a->depth == b->depth)
                b = b->parent;
            a = a->parent;
        }
    }
    return b;
}

bool instance_is_related(const component_instance *a, const component_instance *b)
{
    const component_instance *both = common(a, b);
    return both && (both == a || both == b);
}

uint64_t instance_entering_price(const component_instance *instance, const component_instance *caller)
{
    return (instance->depth + (caller ? caller->depth : 0)) / 4;
}

bool instance_may_enter(const component_instance *instance, const component_instance *caller)
{
    const component_instance *end = common(instance, caller);
    for (; instance != end; instance = instance->parent)
        if (!instance->may_enter)
            return false;
    return true;
}

void instance_set_enter(component_instance *instance, const component_instance *caller, bool may_enter)
{
    const component_instance *end = common(instance, caller);
    for (; instance != end; instance = instance->parent)
        instance->may_enter = may_enter;
}
