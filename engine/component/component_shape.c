/* Taking a picture: a walk notes what can't be seen of the store later; all else is read off it. */
#include "engine/component/component_shape.h"

#include "engine/component/canon.h"
#include "engine/component/key_map.h"

#include <string.h>

/* ---- the notes of a walk ---- */

typedef struct trace_ask {
    shape_ask         ask;
    struct trace_ask *next;
} trace_ask;

typedef struct trace_unit {
    uint64_t           units;
    struct trace_unit *next;
} trace_unit;

struct component_trace {
    const component    *component;
    trace_ask          *asks, **last_ask;
    trace_unit         *prices, **last_price;
    uint32_t            ask_count, price_count;
    component_instance *root;             /* null: not whole */
    uint32_t            func_count;       /* of the core store, then */
    component_code     *code;             /* which knows of the store; null: it doesn't */
    bool                failed;
};

void trace_begin(component_build *b, const component *c)
{
    component_store *cs = b->store;
    if (cs->trace || cs->instances || !component_code_wants_model(b->code))
        return;
    component_trace *t = cs->trace = arena_new(&cs->arena, component_trace);
    if (!t)
        return;
    t->component = c;
    t->last_ask = &t->asks;
    t->last_price = &t->prices;
}

void trace_resource(component_store *cs, text_view interface_name, text_view name, uint32_t type)
{
    component_trace *t = cs->trace;
    trace_ask *ask = t ? arena_new(&cs->arena, trace_ask) : NULL;
    if (!t)
        return;
    t->failed |= !ask;
    if (!ask)
        return;
    ask->ask = (shape_ask){ interface_name, name, type };
    *t->last_ask = ask;
    t->last_ask = &ask->next;
    t->ask_count++;
}

void trace_price(component_store *cs, uint64_t units)
{
    component_trace *t = cs->trace;
    trace_unit *price = t ? arena_new(&cs->arena, trace_unit) : NULL;
    if (!t)
        return;
    t->failed |= !price;
    if (!price)
        return;
    price->units = units;
    *t->last_price = price;
    t->last_price = &price->next;
    t->price_count++;
}

void trace_end(component_build *b, component_instance *root)
{
    component_trace *t = b->store->trace;
    if (!t || t->failed || t->price_count != b->store->core->instance_count + 1)
        return;
    if (!component_code_wants_model(b->code))
        return;
    t->root = root;
    t->func_count = b->store->core->func_count;
    t->code = b->code;
    component_code_set_model(b->code, b->store);
}

void trace_close(component_store *cs)
{
    if (cs->trace && cs->trace->code)
        component_code_forget_model(cs->trace->code, cs);
}

/* ---- taking ---- */

typedef struct taking {
    component_picture     *picture;
    const component_store *model;
    component_code        *code;
    key_map                instances, funcs, exports;     /* the model's, by address: index + 1; the copy */
} taking;

static bool take_instances(taking *t)
{
    component_picture *p = t->picture;
    uint32_t count = 0;
    for (const component_instance *i = t->model->instances; i; i = i->next)
        count++;
    p->instances = arena_array(&p->arena, shape_instance, count);
    p->instance_count = count;
    p->counted = t->model->instance_count;
    if (!p->instances)
        return false;
    for (const component_instance *i = t->model->instances; i; i = i->next)
        if (!key_map_put(&t->instances, &p->own, (uintptr_t)i, count--))
            return false;
    count = p->instance_count;
    for (const component_instance *i = t->model->instances; i; i = i->next)
        p->instances[--count].parent = (uint32_t)key_map_get(&t->instances, (uintptr_t)i->parent) - 1;
    p->root = (uint32_t)key_map_get(&t->instances, (uintptr_t)t->model->trace->root) - 1;
    return true;
}

static uint32_t instance_index(const taking *t, const component_instance *i)
{
    return (uint32_t)key_map_get(&t->instances, (uintptr_t)i) - 1;
}

/* The host's come first: each was asked for before anything was made. */
static bool take_resources(taking *t)
{
    component_picture *p = t->picture;
    const component_store *model = t->model;
    uint32_t n = 0, hosts = 0;
    p->asks = arena_array(&p->arena, shape_ask, model->trace->ask_count);
    p->resources = arena_array(&p->arena, shape_resource, model->resource_count);
    if (!p->asks || !p->resources)
        return false;
    for (const trace_ask *a = model->trace->asks; a; a = a->next)
        p->asks[n++] = a->ask;
    p->ask_count = n;
    for (uint32_t i = 0; i < model->resource_count; i++) {
        const resource_info *r = &model->resources[i];
        if (r->is_host && hosts++ != i)
            return false;
        if (!r->is_host)
            p->resources[i] = (shape_resource){ instance_index(t, r->instance), r->destructor, r->is_wide };
    }
    p->resource_count = model->resource_count;
    return true;
}

/* Its index; SHAPE_NONE: it can't be shared, or there is no memory. */
static uint32_t take_func(taking *t, const component_func *f)
{
    component_picture *p = t->picture;
    uint32_t known = (uint32_t)key_map_get(&t->funcs, (uintptr_t)f);
    if (known)
        return known - 1;
    if (f->shelf != component_code_shelf(t->code) || !plan_shelf_has(f->shelf, f->type, f->plan))
        return SHAPE_NONE;
    if (!budget_room(&p->own, p->funcs, p->func_capacity, p->func_count) || !key_map_put(&t->funcs, &p->own, (uintptr_t)f, p->func_count + 1))
        return SHAPE_NONE;
    shape_func *out = &p->funcs[p->func_count];
    *out = (shape_func){ .func = { .name = f->name, .type = f->type, .plan = f->plan, .shelf = f->shelf, .core_func = f->core_func,
                                   .side = f->side, .interface_name = f->interface_name },
                         .instance = f->host ? SHAPE_NONE : instance_index(t, f->side.instance) };
    out->func.side.instance = NULL;
    return p->func_count++;
}

static bool take_imports(taking *t)
{
    for (const component_func *f = t->model->host_funcs; f; f = f->next_host)
        if (take_func(t, f) == SHAPE_NONE)
            return false;
    t->picture->import_count = t->picture->func_count;
    return true;
}

static bool take_prices(taking *t)
{
    component_picture *p = t->picture;
    const component_trace *trace = t->model->trace;
    uint32_t n = 0;
    p->prices = arena_array(&p->arena, uint64_t, trace->price_count);
    for (const trace_unit *u = trace->prices; p->prices && u; u = u->next)
        p->prices[n++] = u->units;
    return p->prices != NULL;
}

/* ---- core functions of ours ---- */

static const store_native unknown = { .slots = WASM_NO_INDEX };

static store_native take_lowered(taking *t, const store_native *native, shape_native *n)
{
    const component_lowered *l = native->user;
    n->kind = CANON_LOWER;
    n->side = l->side;
    n->side.instance = NULL;
    n->instance = instance_index(t, l->side.instance);
    n->index = t->picture->lowered_count++;
    n->func = take_func(t, l->func);
    return n->func == SHAPE_NONE ? unknown : (store_native){ shape_call_lowered, n, native->slots };
}

static store_native take_native(void *user, uint32_t address, const store_native *native)
{
    taking *t = user;
    const component_store *model = t->model;
    if (address == model->entry || address == model->drop_entry || address == model->build_entry)
        return *native;
    shape_native *n = arena_new(&t->picture->arena, shape_native);
    if (!n)
        return unknown;
    if (native->function == canon_lower)
        return take_lowered(t, native, n);
    const component_builtin *b = native->user;
    n->kind = b->kind;
    n->instance = instance_index(t, b->instance);
    n->resource = b->resource;
    return (store_native){ shape_call_builtin, n, native->slots };
}

/* ---- exports: as deep as they are looked up ---- */

static bool take_exports(taking *t, const component_exports *from, component_exports *out, bool is_inside)
{
    component_named_item *items = arena_array(&t->picture->arena, component_named_item, from->count);
    for (uint32_t i = 0; items && i < from->count; i++) {
        const component_item *item = &from->items[i].item;
        items[i] = (component_named_item){ from->items[i].name, { .sort = item->sort } };
        if (item->sort == SORT_TYPE)
            items[i].item.resource = item->resource;
        if (item->sort == SORT_FUNC && (items[i].item.address = take_func(t, item->func)) == SHAPE_NONE)
            return false;
        if (item->sort != SORT_INSTANCE)
            continue;
        component_exports *inside = (component_exports *)(uintptr_t)key_map_get(&t->exports, (uintptr_t)item->instance);
        if (!inside && (!(inside = arena_new(&t->picture->arena, component_exports)) ||
                        (!is_inside && !key_map_put(&t->exports, &t->picture->own, (uintptr_t)item->instance, (uintptr_t)inside)) ||
                        (!is_inside && !take_exports(t, item->instance, inside, true))))
            return false;
        items[i].item.instance = inside;
    }
    *out = (component_exports){ from->count, items };
    return items != NULL;
}

static bool take(taking *t)
{
    component_picture *p = t->picture;
    const component_store *model = t->model;
    p->component = model->trace->component;
    p->entry = model->entry;
    p->drop_entry = model->drop_entry;
    p->build_entry = model->build_entry;
    return model->core->func_count == model->trace->func_count && take_instances(t) && take_resources(t) && take_imports(t) && take_prices(t) &&
           picture_take(&p->core, &p->own, model->core, take_native, t) && take_exports(t, &model->trace->root->exports, &p->exports, false);
}

component_picture *component_picture_take(budget *b, uint64_t most, component_code *code, const component_store *model)
{
    component_picture *p = budget_new(b, component_picture);
    if (!p)
        return NULL;
    budget_open_child(&p->own, b, most);
    arena_open(&p->arena, &p->own);
    taking t = { .picture = p, .model = model, .code = code };
    bool good = take(&t);
    key_map_close(&t.instances, &p->own);
    key_map_close(&t.funcs, &p->own);
    key_map_close(&t.exports, &p->own);
    if (good)
        return p;
    component_picture_close(p);
    return NULL;
}

void component_picture_close(component_picture *p)
{
    if (!p)
        return;
    budget *b = p->own.parent;
    picture_close(&p->core);
    budget_free(&p->own, p->funcs, p->func_capacity * sizeof *p->funcs);
    arena_close(&p->arena);
    budget_close(&p->own);
    budget_delete(b, p);
}
