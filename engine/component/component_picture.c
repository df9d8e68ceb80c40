/* Pictures in use: a store made of one, and what it makes for itself later. */
#include "engine/component/component_picture.h"

#include "engine/component/canon.h"
#include "engine/component/component_shape.h"
#include "engine/component/straight.h"

/* What the host answered for one of the imports. */
typedef struct host_import {
    host_function    *function;
    void             *user;
    typed_pair     typed;
} host_import;

/* A store's own part: one block, then what is made when it is asked for. */
struct component_own {
    host_import        *imports;
    component_instance *instances;
    component_func    **funcs;            /* null: none was asked for yet */
    component_lowered **lowered;
    size_t              size;
};

/* ---- beginning ---- */

static bool is_new(const component_store *cs)
{
    return !cs->instances && !cs->resource_count && !cs->has_entries && !cs->core->func_count && !cs->core->picture && !cs->core->instance_count;
}

static component_own *open_own(component_store *cs, const component_picture *p)
{
    size_t size = sizeof(component_own) + p->import_count * sizeof(host_import) + p->instance_count * sizeof(component_instance);
    component_own *own = budget_zalloc(cs->budget, size);
    if (!own)
        return NULL;
    own->size = size;
    own->imports = (host_import *)(own + 1);
    own->instances = (component_instance *)(own->imports + p->import_count);
    return own;
}

/* Answers may differ from store to store; which of the types are the same may not. */
static bool ask_resources(component_store *cs, const component_picture *p)
{
    const component_host *host = cs->host;
    error ignored = { 0 };
    for (uint32_t i = 0; i < p->ask_count; i++) {
        const shape_ask *ask = &p->asks[i];
        uint32_t host_type, type = 0;
        if (!host || !host->resource || !host->resource(host->user, ask->interface_name, ask->name, &host_type, &ignored))
            return false;
        while (type < cs->resource_count && cs->resources[type].host_type != host_type)
            type++;
        if (type != ask->type)
            return false;
        if (type == cs->resource_count &&
            !store_add_resource(cs, (resource_info){ .is_host = true, .host_type = host_type, .destructor = WASM_NO_INDEX }, &type))
            return false;
    }
    return true;
}

static bool ask_functions(component_store *cs, const component_picture *p, component_own *own)
{
    const component_host *host = cs->host;
    error ignored = { 0 };
    for (uint32_t i = 0; i < p->import_count; i++) {
        const component_func *f = &p->funcs[i].func;
        host_import *out = &own->imports[i];
        if (!host || !host->function || !host->function(host->user, f->interface_name, f->name, f->type, &out->function, &out->user, &ignored))
            return false;
        const typed_function *typed = host->typed ? host->typed(host->user, f->interface_name, f->name) : NULL;
        if (typed && !plan_shelf_pair(f->shelf, &cs->arena, f->type, f->plan, typed, &out->typed, &ignored))
            return false;
    }
    return true;
}

static void make_instances(component_store *cs, const component_picture *p, component_own *own)
{
    for (uint32_t i = 0; i < p->instance_count; i++)
        store_enter_instance(cs, &own->instances[i], p->instances[i].parent == SHAPE_NONE ? NULL : &own->instances[p->instances[i].parent]);
    if (p->instance_count)
        own->instances[p->root].exports = p->exports;
    cs->instance_count = p->counted;
}

static bool add_guest_resources(component_store *cs, const component_picture *p, component_own *own)
{
    for (uint32_t i = cs->resource_count; i < p->resource_count; i++) {
        const shape_resource *r = &p->resources[i];
        uint32_t type;
        if (!store_add_resource(cs, (resource_info){ .instance = &own->instances[r->instance], .destructor = r->destructor, .is_wide = r->is_wide }, &type))
            return false;
    }
    return true;
}

static bool begin(component_store *cs, const component_picture *p)
{
    component_own *own = open_own(cs, p);
    if (own && ask_resources(cs, p) && ask_functions(cs, p, own) && add_guest_resources(cs, p, own) && picture_use(&p->core, cs->core)) {
        make_instances(cs, p, own);
        cs->picture = p;
        cs->own = own;
        cs->has_entries = true;
        cs->entry = p->entry;
        cs->drop_entry = p->drop_entry;
        cs->build_entry = p->build_entry;
        return true;
    }
    cs->resource_count = 0;
    if (own)
        budget_free(cs->budget, own, own->size);
    return false;
}

bool component_picture_begin(component_build *b, const component *c)
{
    const component_picture *p = is_new(b->store) ? component_code_picture(b->code) : NULL;
    if (!p || p->component != c || !begin(b->store, p))
        return false;
    b->picture = p;
    return true;
}

int component_picture_step(component_build *b, native_call *call)
{
    component_store *cs = b->store;
    const component_picture *p = b->picture;
    if (!b->is_paid)
        store_charge(cs->core, p->prices[b->next]);
    b->is_paid = true;
    if (store_stops(cs->core))
        return NATIVE_OUT_OF_FUEL;
    if (b->next == p->core.instance_count) {
        *b->out = &cs->own->instances[p->root];
        return NATIVE_DONE;
    }
    uint32_t address = picture_link(cs->core, &b->err);
    if (address == WASM_NO_INDEX)
        return NATIVE_TRAP;
    b->next++;
    b->is_paid = false;
    call->callee = instance_initializer(cs->core, address);
    return NATIVE_CALL;
}

void component_picture_leave(component_store *cs)
{
    const component_picture *p = cs->picture;
    component_own *own = cs->own;
    if (!p)
        return;
    for (uint32_t i = 0; own->funcs && i < p->func_count; i++)
        if (own->funcs[i])
            budget_delete(cs->budget, own->funcs[i]);
    for (uint32_t i = 0; own->lowered && i < p->lowered_count; i++)
        if (own->lowered[i])
            budget_delete(cs->budget, own->lowered[i]);
    budget_free(cs->budget, own->funcs, p->func_count * sizeof *own->funcs);
    budget_free(cs->budget, own->lowered, p->lowered_count * sizeof *own->lowered);
    budget_free(cs->budget, own, own->size);
}

/* ---- what is made when it is asked for ---- */

component_func *component_picture_func(component_store *cs, uint32_t index)
{
    const component_picture *p = cs->picture;
    component_own *own = cs->own;
    if (!own->funcs && !(own->funcs = budget_zalloc(cs->budget, p->func_count * sizeof *own->funcs)))
        return NULL;
    if (own->funcs[index])
        return own->funcs[index];
    component_func *f = own->funcs[index] = budget_new(cs->budget, component_func);
    if (!f)
        return NULL;
    *f = p->funcs[index].func;
    f->store = cs;
    if (index >= p->import_count) {
        f->side.instance = &own->instances[p->funcs[index].instance];
        return f;
    }
    f->host = own->imports[index].function;
    f->host_user = own->imports[index].user;
    f->typed = own->imports[index].typed;
    f->word = UINT32_MAX;
    return f;
}

void component_picture_make_host_funcs(component_store *cs)
{
    component_func **last = &cs->host_funcs;
    for (uint32_t i = 0; i < cs->picture->import_count; i++) {
        component_func *f = component_picture_func(cs, i);
        if (!f)
            continue;
        *last = f;
        last = &f->next_host;
    }
    *last = NULL;
}

static component_lowered *make_lowered(component_store *cs, const shape_native *n)
{
    component_own *own = cs->own;
    component_func *func = component_picture_func(cs, n->func);
    if (!own->lowered && !(own->lowered = budget_zalloc(cs->budget, cs->picture->lowered_count * sizeof *own->lowered)))
        return NULL;
    component_lowered *l = func ? budget_new(cs->budget, component_lowered) : NULL;
    if (!l)
        return NULL;
    *l = (component_lowered){ .func = func, .side = n->side };
    l->side.instance = &own->instances[n->instance];
    straight_make_direct(l);
    return own->lowered[n->index] = l;
}

int shape_call_lowered(void *user, native_call *call)
{
    const shape_native *n = user;
    component_store *cs = call->store->owner;
    component_lowered *l = cs->own->lowered ? cs->own->lowered[n->index] : NULL;
    if (!l && call->cancel)
        return NATIVE_DONE;
    if (!l && !(l = make_lowered(cs, n)))
        return native_trap(call, "out of memory: the mod's memory limit is reached by a call");
    return canon_lower(l, call);
}

int shape_call_builtin(void *user, native_call *call)
{
    const shape_native *n = user;
    component_store *cs = call->store->owner;
    component_builtin b = { cs, &cs->own->instances[n->instance], n->kind, n->resource };
    return canon_function(n->kind)(&b, call);
}

component_lowered *component_picture_native(const component_store *cs, const store_native *native)
{
    const shape_native *n = native->user;
    return native->function == shape_call_lowered && cs->own->lowered ? cs->own->lowered[n->index] : NULL;
}
