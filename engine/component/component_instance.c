/* What the embedder does with an instance: finding exports, calling them, dropping what it owned. */
#include "engine/component/component_store.h"

#include "engine/component/component_picture.h"
#include "engine/component/crossing.h"
#include "engine/component/lower.h"

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
    if (!item || item->sort != SORT_FUNC)
        return NULL;
    return instance->store->picture ? component_picture_func(instance->store, item->address) : item->func;
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

bool component_may_call(const component_func *f, wasm_task *task, error *err)
{
    if (f->host)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%.*s is a function of the host", TEXT_ARGS(f->name));
    if (!task_is_idle(task) || f->store->driven)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "the task still runs another call");
    return task_is_ready(task) || error_memory(err);
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
    if (!component_may_call(f, task, err))
        return false;
    component_set_kept_aside(cs);
    crossing *x = crossing_open(cs, f, NULL);
    if (!x)
        return error_memory(err);
    return begin_call(x, task, take_arguments(x, arguments, err), err);
}

const inlay_value *component_result(component_store *cs, wasm_task *task)
{
    (void)task;
    return cs->kept && !cs->kept->typed && cs->kept->callee->type->result ? &cs->kept->result : NULL;
}

bool component_drop_guest(component_store *cs, wasm_task *task, resource_type type, uint64_t rep, error *err)
{
    if (type >= cs->resource_count || cs->resources[type].is_host)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "the resource is none of this mod's");
    const wasm_slot words[2] = { { .bits = type }, { .bits = rep } };
    if (task_is_idle(task) && task_call(task, cs->drop_entry, words, 2))
        return true;
    return error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "the task is not idle, or its stack is full");
}
