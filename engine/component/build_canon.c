/* Canon definitions become functions of the store, each with what it needs in the store's arena. */
#include "engine/component/build_canon.h"

#include "engine/component/canon.h"
#include "engine/component/straight.h"

/* What a definition costs, in instructions; a plan's nodes come on top. */
enum { CANON_PRICE = 8 };

/* One index of canonopts as the store's address. */
static bool resolve(component_build *b, const build_frame *f, component_sort sort, uint32_t index, uint32_t *address)
{
    *address = WASM_NO_INDEX;
    if (index == COMPONENT_NO_INDEX)
        return true;
    const component_item *item = frame_get(b, f, sort, index);
    if (item)
        *address = item->address;
    return item != NULL;
}

static bool resolve_side(component_build *b, const build_frame *f, const canon_options *options, component_side *side)
{
    side->instance = f->instance;
    side->encoding = options->encoding;
    side->is_async = options->is_async;
    side->is_64 = options->is_64;
    return resolve(b, f, SORT_CORE_MEMORY, options->memory, &side->memory) &&
           resolve(b, f, SORT_CORE_FUNC, options->realloc, &side->realloc) &&
           resolve(b, f, SORT_CORE_FUNC, options->post_return, &side->post_return);
}

static bool lift(component_build *b, build_frame *f, const component_canon *canon)
{
    component_func *func = arena_new(&b->store->arena, component_func);
    const component_item *core = frame_get(b, f, SORT_CORE_FUNC, canon->core_func);
    if (!func)
        return error_memory(&b->err);
    if (!core || !resolve_side(b, f, &canon->options, &func->side))
        return false;
    func->store = b->store;
    func->type = canon->type_of;
    func->core_func = core->address;
    func->shelf = component_code_shelf(b->code);
    func->plan = plan_shelf_compile(func->shelf, &b->store->arena, canon->type_of, frame_resources(f), &b->err);
    if (!func->plan)
        return false;
    store_charge(b->store->core, func->plan->node_count);
    return frame_add(b, f, (component_item){ .sort = SORT_FUNC, .func = func });
}

static bool add_native(component_build *b, build_frame *f, const wasm_functype *type, native_function *function, void *user)
{
    component_item item = { .sort = SORT_CORE_FUNC };
    item.address = store_add_native(b->store->core, type, function, user);
    return item.address == WASM_NO_INDEX ? error_memory(&b->err) : frame_add(b, f, item);
}

static bool lower(component_build *b, build_frame *f, const component_canon *canon)
{
    component_lowered *lowered = arena_new(&b->store->arena, component_lowered);
    const component_item *func = frame_get(b, f, SORT_FUNC, canon->func);
    if (!lowered)
        return error_memory(&b->err);
    if (!func || !resolve_side(b, f, &canon->options, &lowered->side))
        return false;
    lowered->func = func->func;
    straight_make_direct(lowered);
    return add_native(b, f, canon->core_type, canon_lower, lowered);
}

static bool builtin(component_build *b, build_frame *f, const component_canon *canon)
{
    component_builtin *made = arena_new(&b->store->arena, component_builtin);
    if (!made)
        return error_memory(&b->err);
    *made = (component_builtin){ b->store, f->instance, canon->kind, RESOURCE_NONE };
    if (canon->kind == CANON_RESOURCE_NEW || canon->kind == CANON_RESOURCE_DROP || canon->kind == CANON_RESOURCE_REP) {
        const component_item *type = frame_get(b, f, SORT_TYPE, canon->type);
        if (!type)
            return false;
        if (type->resource == RESOURCE_NONE)
            return error_set(&b->err, ERROR_INVALID, ERROR_NO_OFFSET, "type %u is no resource", canon->type);
        made->resource = type->resource;
    }
    return add_native(b, f, canon->core_type, canon_function(canon->kind), made);
}

bool build_canon(component_build *b, build_frame *f, const component_canon *canon)
{
    store_charge(b->store->core, CANON_PRICE);
    if (canon->kind == CANON_LIFT)
        return lift(b, f, canon);
    return canon->kind == CANON_LOWER ? lower(b, f, canon) : builtin(b, f, canon);
}
