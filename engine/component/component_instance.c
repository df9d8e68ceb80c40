/* What the embedder does with an instance: finding exports, calling them, dropping what it owned. */
#include "engine/component/component_store.h"

#include "engine/component/component_build.h"
#include "engine/component/crossing.h"
#include "engine/component/typed_look.h"
#include "engine/component/typed_lower.h"

#include <inttypes.h>

/* The item of that name, or the one that differs only in a version that was left out. */
static const component_item *find(const component_exports *exports, text_view name)
{
    uint32_t hint = 0;
    const component_item *item = exports_find(exports, name, &hint);
    for (uint32_t i = 0; !item && i < exports->count; i++) {
        text_view other = exports->items[i].name;
        if (other.size > name.size && other.bytes[name.size] == '@' && text_equal((text_view){ other.bytes, name.size }, name))
            item = &exports->items[i].item;
    }
    return item;
}

static const component_item *find_export(const component_instance *instance, text_view interface_name, text_view name)
{
    const component_exports *exports = &instance->exports;
    if (interface_name.size) {
        const component_item *item = find(exports, interface_name);
        if (!item || item->sort != SORT_INSTANCE)
            return NULL;
        exports = item->instance;
    }
    uint32_t hint = 0;
    return exports_find(exports, name, &hint);
}

component_func *component_export_func(component_instance *instance, text_view interface_name, text_view name)
{
    const component_item *item = find_export(instance, interface_name, name);
    return item && item->sort == SORT_FUNC ? item->func : NULL;
}

bool component_export_resource(const component_instance *instance, text_view interface_name, text_view name, resource_type *out)
{
    const component_item *item = find_export(instance, interface_name, name);
    if (!item || item->sort != SORT_TYPE || item->resource == RESOURCE_NONE)
        return false;
    *out = item->resource;
    return true;
}

const cfunc *component_func_type(const component_func *f)
{
    return f->type;
}

/* Check the arguments, copy them, and take their handles: all before the guest runs. */
static bool take_arguments(crossing *x, const inlay_value *arguments, error *err)
{
    const cfunc *type = x->callee->type;
    x->arguments = arena_array(&x->scratch, inlay_value, type->param_count);
    if (!x->arguments)
        return error_memory(err);
    for (uint32_t i = 0; i < type->param_count; i++) {
        if (!value_fits(&arguments[i], type->params[i].type, err))
            return error_in(err, "argument %u, %.*s", i, TEXT_ARGS(type->params[i].name));
        if (!value_copy(&x->scratch, &arguments[i], &x->arguments[i]))
            return error_memory(err);
    }
    return !x->callee->plan->param_handles ||
           lower_handles_from_host(x, &x->callee->plan->nodes[0], x->arguments, type->param_count, err);
}

void component_set_kept_aside(component_store *cs)
{
    if (cs->aside)
        crossing_close(cs->aside);
    cs->aside = cs->kept;
    cs->kept = NULL;
}

/* May the host call it, on that task? */
static bool may_call(const component_func *f, const wasm_task *task, error *err)
{
    if (f->host)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%.*s is a function of the host", TEXT_ARGS(f->name));
    return (task_is_idle(task) && !f->store->driven) || error_set(err, ERROR_USE, ERROR_NO_OFFSET, "the task still runs another call");
}

/* Begin the crossing's call; the crossing goes when that is not possible. */
static bool begin_call(crossing *x, wasm_task *task, bool good, error *err)
{
    if (good && task_call(task, x->store->entry, &(wasm_slot){ .i64 = x->index }, 1))
        return true;
    crossing_close(x);
    return error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "the call's frame does not fit");
}

bool component_call(component_func *f, wasm_task *task, const inlay_value *arguments, uint32_t count, error *err)
{
    component_store *cs = f->store;
    if (count != f->type->param_count) {
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%u arguments were given, %.*s takes %u", count, TEXT_ARGS(f->name), f->type->param_count);
        return false;
    }
    if (!may_call(f, task, err))
        return false;
    component_set_kept_aside(cs);
    crossing *x = crossing_open(cs, f, NULL);
    if (!x)
        return error_memory(err);
    return begin_call(x, task, take_arguments(x, arguments, err), err);
}

/* ---- calls with C values ---- */

const typed_plan *component_func_typed(component_func *f, const typed_function *c, error *err)
{
    return typed_compile(&f->store->arena, f->plan, c, err);
}

/* Arguments that can never cross are the game's mistake: the mod must not trap for them. */
static bool look_at_arguments(crossing *x, error *err)
{
    uint64_t bytes, most = x->store->copy_bytes;
    if (!typed_look(x, &x->typed->params, x->given, &bytes, err))
        return false;
    if (bytes <= most)
        return true;
    error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "they take %" PRIu64 " bytes, and one call may move %" PRIu64, bytes, most);
    return error_hint(err, "give less, or raise copy_bytes of the slot");
}

static void find_entries(component_func *f, const wasm_task *task)
{
    f->core_entry = task_find(task, f->core_func);
    if (f->side.realloc != WASM_NO_INDEX)
        f->realloc_entry = task_find(task, f->side.realloc);
    if (f->side.post_return != WASM_NO_INDEX)
        f->post_entry = task_find(task, f->side.post_return);
    f->has_entries = true;
    f->is_straight = f->core_entry.code && !f->side.instance->parent && !f->side.is_async && f->side.post_return == WASM_NO_INDEX;
}

/* A typed call is driven from here: the crossing's steps are taken outside the
 * task, which holds the guest's frames alone. */
bool component_call_typed(component_func *f, wasm_task *task, const typed_plan *typed, const void *const *arguments, error *err)
{
    component_store *cs = f->store;
    if (!may_call(f, task, err))
        return false;
    component_set_kept_aside(cs);
    crossing *x = crossing_open(cs, f, NULL);
    if (!x)
        return error_memory(err);
    x->typed = typed;
    x->given = arguments;
    if (typed->params.looks && !look_at_arguments(x, err)) {
        crossing_close(x);
        return false;
    }
    if (!f->has_entries)
        find_entries(f, task);
    cs->driven = x;
    return true;
}

/* The guest is back, if it is: its results go where the crossing looks for them. */
static task_outcome run_guest(crossing *x, wasm_task *task, native_call *call)
{
    const component_func *f = x->callee;
    const task_entry *e = call->callee == f->core_func ? &f->core_entry :
                          call->callee == f->side.realloc ? &f->realloc_entry : &f->post_entry;
    wasm_slot *slots = task_slots(task);
    for (uint32_t i = 0; i < e->param_slots; i++)
        slots[i] = call->callee_slots[i];
    return task_invoke(task, e);
}

static task_outcome end_driven(component_store *cs, task_outcome outcome)
{
    cs->driven = NULL;
    return outcome;
}

/* The crossing's steps, and the guest's functions between them; `guest`: how the last of those stopped. */
static task_outcome drive(component_store *cs, wasm_task *task, task_outcome guest)
{
    crossing *x = cs->driven;
    native_call call;
    call.store = cs->core;
    call.task = task;
    call.cancel = false;
    while (guest == TASK_DONE) {
        call.callee_slots[0] = task_results(task)[0];
        int step = crossing_step(x, &call);
        if (step == NATIVE_CALL)
            guest = run_guest(x, task, &call);
        else if (step == NATIVE_DONE)
            return end_driven(cs, TASK_DONE);
        else if (step == NATIVE_TRAP)
            return end_driven(cs, task_fail(task));
        else
            return TASK_OUT_OF_FUEL;
    }
    if (guest == TASK_TRAPPED) {
        crossing_close(x);
        cs->driven = NULL;
    }
    return guest;
}

task_outcome component_run(component_store *cs, wasm_task *task)
{
    if (!cs->driven)
        return task_run(task);
    task_outcome guest = task_is_idle(task) ? TASK_DONE : task_run(task);
    return drive(cs, task, guest);
}

void component_keep_arguments(component_store *cs)
{
    for (uint32_t i = 0; i < cs->crossing_count; i++) {
        crossing *x = cs->crossings[i];
        if (x->used && x->typed && !x->caller && x->given && x->phase <= CROSSING_LOWER_ARGUMENTS)
            typed_lower_keep(x);
    }
}

const void *component_typed_result(const component_store *cs)
{
    const crossing *x = cs->kept;
    return x && x->typed && x->lifted && x->typed->result.argument_count ? x->lifted[0] : NULL;
}

const inlay_value *component_result(component_store *cs, wasm_task *task)
{
    (void)task;
    return cs->kept && !cs->kept->typed && cs->kept->callee->type->result ? &cs->kept->result : NULL;
}

const typed_plan *component_typed_kept(const component_store *cs)
{
    return cs->kept ? cs->kept->typed : NULL;
}

bool component_copy_typed(const component_store *cs, arena *a, void **out)
{
    const crossing *x = cs->kept;
    void *copy[1] = { NULL };
    if (x->lifted && x->typed->result.argument_count && !typed_copy(a, x->typed, &x->typed->result, (const void *const *)x->lifted, copy))
        return false;
    *out = copy[0];
    return true;
}

bool component_drop_guest(component_store *cs, wasm_task *task, resource_type type, uint32_t rep, error *err)
{
    if (type >= cs->resource_count || cs->resources[type].is_host)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "the resource is none of this mod's");
    const wasm_slot words[2] = { { .i64 = type }, { .i64 = rep } };
    if (task_is_idle(task) && task_call(task, cs->drop_entry, words, 2))
        return true;
    return error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "the task is not idle, or its stack is full");
}
