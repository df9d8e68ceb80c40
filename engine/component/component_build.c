/* Walking the steps. Each step is charged; between steps the task may be
 * suspended; a core module's start runs as a guest call of the walker's frame. */
#include "engine/component/component_build.h"

#include "engine/base/limits.h"
#include "engine/component/build_canon.h"
#include "engine/component/build_frame.h"
#include "engine/component/build_import.h"
#include "engine/component/component_picture.h"

enum { STEP_DONE = -1 };          /* else native_outcome */

const component_item *exports_find(const component_exports *exports, text_view name, uint32_t *hint)
{
    if (*hint >= exports->count)
        *hint = 0;
    for (uint32_t i = 0; i < exports->count; i++) {
        uint32_t at = *hint + i < exports->count ? *hint + i : *hint + i - exports->count;
        if (text_equal(exports->items[at].name, name)) {
            *hint = at;
            return &exports->items[at].item;
        }
    }
    return NULL;
}

void build_free_all(component_store *cs)
{
    component_build *b = cs->build;
    if (!b)
        return;
    cs->build = NULL;
    arena_close(&b->arena);
    budget_delete(cs->budget, b);
}

static bool missing(component_build *b, text_view name)
{
    return error_set(&b->err, ERROR_UNLINKABLE, ERROR_NO_OFFSET, "\"%.*s\" is named, but nothing of that name is there", TEXT_ARGS(name));
}

/* ---- core instances ---- */

static wasm_kind wasm_kind_of(component_sort sort)
{
    return sort == SORT_CORE_FUNC ? WASM_FUNC : sort == SORT_CORE_TABLE ? WASM_TABLE : sort == SORT_CORE_MEMORY ? WASM_MEMORY :
           sort == SORT_CORE_GLOBAL ? WASM_GLOBAL : WASM_TAG;
}

static bool find_core(const component_build *b, const core_exports *core, text_view name, component_sort sort, uint32_t *hint, uint32_t *address)
{
    if (core->address != WASM_NO_INDEX) {
        wasm_extern found;
        if (!instance_export_near(b->store->core, core->address, name, hint, &found) || found.kind != wasm_kind_of(sort))
            return false;
        *address = found.address;
        return true;
    }
    uint32_t at = *hint < core->count ? *hint : 0;
    for (uint32_t i = 0; i < core->count; i++, at = at + 1 < core->count ? at + 1 : 0) {
        if (core->items[at].item.sort != sort || !text_equal(core->items[at].name, name))
            continue;
        *hint = at;
        return *address = core->items[at].item.address, true;
    }
    return false;
}

/* Where the step's name was found when the component was instantiated before. */
static uint32_t *hint_of(build_frame *f, const component_step *step)
{
    return f->hints ? &f->hints[step - f->component->steps] : &f->last_hint;
}

static const core_exports *find_argument(component_build *b, build_frame *f, const component_step *step, text_view name)
{
    for (uint32_t i = 0; i < step->name_count; i++)
        if (text_equal(step->names[i].name, name)) {
            const component_item *item = frame_get(b, f, SORT_CORE_INSTANCE, step->names[i].ref.index);
            return item ? item->core_instance : NULL;
        }
    missing(b, name);
    return NULL;
}

static bool find_imports(component_build *b, build_frame *f, const component_step *step, const wasm_module *m, wasm_extern *imports)
{
    static const component_sort sorts[] = { [WASM_FUNC] = SORT_CORE_FUNC, [WASM_TABLE] = SORT_CORE_TABLE, [WASM_MEMORY] = SORT_CORE_MEMORY,
                                            [WASM_GLOBAL] = SORT_CORE_GLOBAL, [WASM_TAG] = SORT_CORE_TAG };
    const core_exports *core = NULL;
    for (uint32_t i = 0; i < m->import_count; i++) {
        const wasm_import *import = &m->imports[i];
        if ((i == 0 || !text_equal(import->module, m->imports[i - 1].module)) && !(core = find_argument(b, f, step, import->module)))
            return false;
        imports[i].kind = import->type.kind;
        if (!find_core(b, core, import->name, sorts[import->type.kind], &f->core_hint, &imports[i].address))
            return missing(b, import->name);
    }
    return true;
}

static bool add_core_instance(component_build *b, build_frame *f, core_exports core)
{
    core_exports *made = arena_new(&b->arena, core_exports);
    if (!made)
        return error_memory(&b->err);
    *made = core;
    return frame_add(b, f, (component_item){ .sort = SORT_CORE_INSTANCE, .core_instance = made });
}

/* A core module is linked; then its start runs, and the walker goes on behind it. */
static int instantiate_core(component_build *b, build_frame *f, const component_step *step, native_call *call)
{
    wasm_store *core = b->store->core;
    const component_item *item = frame_get(b, f, SORT_CORE_MODULE, step->target);
    wasm_code *code = item ? component_code_find(b->code, item->module) : NULL;
    if (!code || !store_count_instance(b->store)) {
        if (!code)
            error_set(&b->err, ERROR_INVALID, ERROR_NO_OFFSET, "a core module has no code");
        error_set(&b->err, ERROR_LIMIT, ERROR_NO_OFFSET, "more than %d instances", LIMIT_INSTANCES);
        return STEP_DONE;
    }

    arena_mark mark = arena_get_mark(&b->arena);
    wasm_extern *imports = arena_array(&b->arena, wasm_extern, item->module->import_count);
    if (!imports) {
        error_memory(&b->err);
        return STEP_DONE;
    }
    if (!find_imports(b, f, step, item->module, imports))
        return STEP_DONE;
    store_charge(core, 16 + item->module->import_count + item->module->export_count / 16 + item->module->func_count / 16);
    uint32_t address = instance_link(core, code, imports, &b->err);
    arena_reset(&b->arena, mark);
    if (address == WASM_NO_INDEX || !add_core_instance(b, f, (core_exports){ .address = address }))
        return STEP_DONE;
    call->callee = instance_initializer(core, address);
    if (call->callee == WASM_NO_INDEX) {
        error_memory(&b->err);
        return STEP_DONE;
    }
    return NATIVE_CALL;
}

/* Names given to items of the frame. */
static component_named_item *collect(component_build *b, arena *a, build_frame *f, const component_step *step)
{
    component_named_item *items = arena_array(a, component_named_item, step->name_count);
    if (!items)
        return error_memory(&b->err), NULL;
    for (uint32_t i = 0; i < step->name_count; i++) {
        const component_item *item = frame_get(b, f, step->names[i].ref.sort, step->names[i].ref.index);
        if (!item)
            return NULL;
        items[i] = (component_named_item){ step->names[i].name, *item };
    }
    store_charge(b->store->core, step->name_count / 8);
    return items;
}

static bool core_exports_step(component_build *b, build_frame *f, const component_step *step)
{
    component_named_item *items = collect(b, &b->arena, f, step);
    return items && add_core_instance(b, f, (core_exports){ .address = WASM_NO_INDEX, .count = step->name_count, .items = items });
}

/* ---- component instances ---- */

static bool exports_step(component_build *b, build_frame *f, const component_step *step)
{
    component_exports *made = arena_new(&b->store->arena, component_exports);
    component_named_item *items = collect(b, &b->store->arena, f, step);
    if (!made)
        error_memory(&b->err);
    if (!made || !items)
        return false;
    *made = (component_exports){ step->name_count, items };
    return frame_add(b, f, (component_item){ .sort = SORT_INSTANCE, .instance = made });
}

static uint32_t count_exports(const component *c)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->step_count; i++)
        count += c->steps[i].kind == STEP_EXPORT;
    return count;
}

static build_frame *push(component_build *b, build_frame *parent, const component_closure *closure)
{
    if (!store_count_instance(b->store))
        return error_set(&b->err, ERROR_LIMIT, ERROR_NO_OFFSET, "more than %d instances", LIMIT_INSTANCES), NULL;
    for (uint32_t i = 0; i < SORT_COUNT; i++)
        store_charge(b->store->core, closure->component->counts[i]);
    build_frame *f = frame_open(b, parent, closure);
    if (!f)
        return NULL;
    f->hints = component_code_hints(b->code, closure->component);
    f->instance->exports.items = arena_array(&b->store->arena, component_named_item, count_exports(closure->component));
    if (!f->instance->exports.items)
        return error_memory(&b->err), NULL;
    b->top = f;
    return f;
}

static bool instantiate_step(component_build *b, build_frame *f, const component_step *step)
{
    const component_item *item = frame_get(b, f, SORT_COMPONENT, step->target);
    component_named_item *arguments = collect(b, &b->arena, f, step);
    if (!item || !arguments)
        return false;
    build_frame *child = push(b, f, item->component);
    if (!child)
        return false;
    child->arguments = (component_exports){ step->name_count, arguments };
    return true;
}

/* A nested component is whole: it is an instance of the one around it. */
static bool pop(component_build *b)
{
    build_frame *child = b->top, *f = child->parent;
    b->top = f;
    if (!f)
        return true;
    const component_step *step = &f->component->steps[f->next - 1];
    if (!frame_add(b, f, (component_item){ .sort = SORT_INSTANCE, .instance = &child->instance->exports }))
        return false;
    return !step->external || step->external->kind != CEXTERN_INSTANCE ||
           frame_bind_exports(b, f, step->external->instance, &child->instance->exports, 0);
}

/* ---- names ---- */

/* Add an item that came under a name, and bind what it says about resources. */
static bool add_named(component_build *b, build_frame *f, const component_step *step, component_item item)
{
    if (item.sort == SORT_TYPE && !frame_bind(b, f, step->resource, item.resource))
        return false;
    if (item.sort == SORT_INSTANCE && step->external && step->external->kind == CEXTERN_INSTANCE &&
        !frame_bind_exports(b, f, step->external->instance, item.instance, 0))
        return false;
    return frame_add(b, f, item);
}

static bool import_step(component_build *b, build_frame *f, const component_step *step)
{
    const component_item *item = exports_find(&f->arguments, step->name, hint_of(f, step));
    /* A type that isn't a resource has no run-time meaning: it needs no argument. */
    if (!item && step->sort == SORT_TYPE && !step->resource)
        return frame_add(b, f, (component_item){ .sort = SORT_TYPE, .resource = RESOURCE_NONE });
    if (!item || item->sort != step->sort)
        return missing(b, step->name);
    return add_named(b, f, step, *item);
}

static bool export_step(component_build *b, build_frame *f, const component_step *step)
{
    const component_item *item = frame_get(b, f, step->sort, step->target);
    if (!item)
        return false;
    component_exports *exports = &f->instance->exports;
    exports->items[exports->count++] = (component_named_item){ step->name, *item };
    if (item->sort == SORT_FUNC && !item->func->name.size)
        item->func->name = step->name;
    return add_named(b, f, step, *item);
}

static bool alias_export_step(component_build *b, build_frame *f, const component_step *step)
{
    const component_item *instance = frame_get(b, f, SORT_INSTANCE, step->target);
    if (!instance)
        return false;
    const component_item *item = exports_find(instance->instance, step->name, hint_of(f, step));
    store_charge(b->store->core, instance->instance->count / 64);
    if (!item && step->sort == SORT_TYPE && !step->resource)
        return frame_add(b, f, (component_item){ .sort = SORT_TYPE, .resource = RESOURCE_NONE });
    if (!item || item->sort != step->sort)
        return missing(b, step->name);
    return add_named(b, f, step, *item);
}

static bool alias_core_step(component_build *b, build_frame *f, const component_step *step)
{
    const component_item *instance = frame_get(b, f, SORT_CORE_INSTANCE, step->target);
    component_item item = { .sort = step->sort };
    if (!instance)
        return false;
    if (!find_core(b, instance->core_instance, step->name, step->sort, hint_of(f, step), &item.address))
        return missing(b, step->name);
    return frame_add(b, f, item);
}

static bool alias_outer_step(component_build *b, build_frame *f, const component_step *step)
{
    const build_frame *from = f;
    for (uint32_t i = 0; i < step->outer_count && from; i++)
        from = from->scope;
    if (!from)
        return error_set(&b->err, ERROR_INVALID, ERROR_NO_OFFSET, "an alias leaves the component by %u", step->outer_count);
    const component_item *item = frame_get(b, from, step->sort, step->outer_index);
    return item && add_named(b, f, step, *item);
}

/* ---- definitions ---- */

static bool component_step_nested(component_build *b, build_frame *f, const component_step *step)
{
    component_closure *closure = arena_new(&b->arena, component_closure);
    if (!closure)
        return error_memory(&b->err);
    *closure = (component_closure){ step->nested, f };
    return frame_add(b, f, (component_item){ .sort = SORT_COMPONENT, .component = closure });
}

/* Types without a meaning at run time: they only count. */
static bool run_of_types(component_build *b, build_frame *f, const component_step *step, component_sort sort)
{
    store_charge(b->store->core, step->run / 8);
    for (uint32_t i = 0; i < step->run; i++)
        if (!frame_add(b, f, (component_item){ .sort = sort, .resource = RESOURCE_NONE }))
            return false;
    return true;
}

/* A resource type is made anew by each instance. */
static bool type_step(component_build *b, build_frame *f, const component_step *step)
{
    component_item item = { .sort = SORT_TYPE, .resource = RESOURCE_NONE };
    resource_info info = { .instance = f->instance, .destructor = WASM_NO_INDEX };
    if (!step->resource)
        return run_of_types(b, f, step, SORT_TYPE);
    if (step->destructor != COMPONENT_NO_INDEX) {
        const component_item *destructor = frame_get(b, f, SORT_CORE_FUNC, step->destructor);
        if (!destructor)
            return false;
        info.destructor = destructor->address;
    }
    info.is_wide = step->resource->is_wide;
    if (!store_add_resource(b->store, info, &item.resource))
        return error_memory(&b->err);
    return add_named(b, f, step, item);
}

static int run_step(component_build *b, build_frame *f, const component_step *step, native_call *call)
{
    switch (step->kind) {
    case STEP_CORE_MODULE:       frame_add(b, f, (component_item){ .sort = SORT_CORE_MODULE, .module = step->module }); break;
    case STEP_CORE_INSTANTIATE:  return instantiate_core(b, f, step, call);
    case STEP_CORE_EXPORTS:      core_exports_step(b, f, step); break;
    case STEP_COMPONENT:         component_step_nested(b, f, step); break;
    case STEP_INSTANTIATE:       instantiate_step(b, f, step); break;
    case STEP_EXPORTS:           exports_step(b, f, step); break;
    case STEP_ALIAS_EXPORT:      alias_export_step(b, f, step); break;
    case STEP_ALIAS_CORE_EXPORT: alias_core_step(b, f, step); break;
    case STEP_ALIAS_OUTER:       alias_outer_step(b, f, step); break;
    case STEP_TYPE:              type_step(b, f, step); break;
    case STEP_CORE_TYPE:         run_of_types(b, f, step, SORT_CORE_TYPE); break;
    case STEP_CANON:             build_canon(b, f, step->canon); break;
    case STEP_IMPORT:            import_step(b, f, step); break;
    case STEP_EXPORT:            export_step(b, f, step); break;
    }
    return STEP_DONE;
}

static int fail(component_store *cs, native_call *call)
{
    error err = cs->build->err;
    build_free_all(cs);
    return native_trap(call, "the mod can't be put together: %s", err.text);
}

/* The root is an instance: DONE. Where there is an error, b->err says it. */
static int walk(component_build *b, native_call *call)
{
    while (!store_stops(b->store->core)) {
        build_frame *f = b->top;
        if (f->next == f->component->step_count) {
            *b->out = f->instance;
            if (!pop(b) || !b->top)
                return NATIVE_DONE;
            continue;
        }
        store_charge(b->store->core, 1);
        int outcome = run_step(b, f, &f->component->steps[f->next++], call);
        if (b->err.code != ERROR_NONE || outcome != STEP_DONE)
            return outcome;
    }
    return NATIVE_OUT_OF_FUEL;
}

/* One go of the walk, with notes for those who come later. */
static int walk_noting(component_build *b, native_call *call)
{
    uint64_t before = store_spent(b->store->core);
    int outcome = walk(b, call);
    b->units += store_spent(b->store->core) - before;
    if (b->err.code != ERROR_NONE || outcome == NATIVE_OUT_OF_FUEL)
        return outcome;
    trace_price(b->store, b->units);
    b->units = 0;
    if (outcome == NATIVE_DONE)
        trace_end(b, *b->out);
    return outcome;
}

int build_entry(void *user, native_call *call)
{
    (void)user;
    component_store *cs = store_owner(call->store);
    component_build *b = cs->build;
    if (call->cancel) {
        build_free_all(cs);
        return NATIVE_DONE;
    }
    int outcome = b->picture ? component_picture_step(b, call) : walk_noting(b, call);
    if (b->err.code != ERROR_NONE)
        return fail(cs, call);
    if (outcome == NATIVE_DONE)
        build_free_all(cs);
    return outcome;
}

/* By the picture, if there is one that fits; else all imports are asked for, and the first frame stands. */
static bool begin(component_build *b, const component *c)
{
    if (component_picture_begin(b, c))
        return true;
    trace_begin(b, c);
    uint64_t before = store_spent(b->store->core);
    build_frame *f = push(b, NULL, &(component_closure){ c, NULL });
    if (!f || !import_all(b, f))
        return false;
    b->units = store_spent(b->store->core) - before;
    return store_add_entries(b->store) || error_memory(&b->err);
}

bool component_instantiate(component_store *cs, wasm_task *task, const component *c, component_code *code,
                           component_instance **out, error *err)
{
    *out = NULL;
    build_free_all(cs);
    component_build *b = budget_new(cs->budget, component_build);
    if (!b)
        return error_memory(err);
    cs->build = b;
    b->store = cs;
    b->code = code;
    b->out = out;
    arena_open(&b->arena, cs->budget);

    if (begin(b, c) && task_call(task, cs->build_entry, &(wasm_slot){ 0 }, 1))
        return true;
    if (b->err.code == ERROR_NONE)
        error_set(&b->err, ERROR_LIMIT, ERROR_NO_OFFSET, "the task is not idle, or its stack is full");
    if (err->code == ERROR_NONE)
        *err = b->err;
    build_free_all(cs);
    return false;
}
