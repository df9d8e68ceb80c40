/* Canon built-ins. The async ones are there, so that components which name them
 * load; they trap when called until tasks run more than one thing at a time. */
#include "engine/component/canon.h"

#include "engine/component/crossing.h"
#include "engine/component/straight_host.h"
#include "engine/wasm/state.h"

static const char no_leave[] = "cannot leave component instance: realloc and post-return may call nothing outside";
static const char no_enter[] = "cannot enter component instance: it is still in a call, or has failed";

/* What a change of a handle table costs, in instructions. */
enum { HANDLE_PRICE = 8 };

int canon_open_lowered(component_lowered *lowered, native_call *call)
{
    if (!lowered->side.instance->may_leave)
        return native_trap(call, "%s", no_leave);
    if (lowered->side.is_async)
        return native_trap(call, "not supported yet: an import was lowered async");
    crossing *x = crossing_open(lowered->func->store, lowered->func, &lowered->side);
    if (!x)
        return native_trap(call, "out of memory: the mod's memory limit is reached by a call");
    call->context = x->index;
    call->state = CANON_RUNNING;
    return crossing_step(x, call);
}

/* It has begun, or is dropped. */
static __attribute__((noinline)) int go_on_lowered(component_lowered *lowered, native_call *call)
{
    if (call->state == CANON_FRESH)
        return NATIVE_DONE;
    if (call->state == CANON_ANSWERS)
        return straight_answer_give(lowered, call);
    crossing *x = crossing_at(lowered->func->store, call->context);
    if (!call->cancel)
        return crossing_step(x, call);
    crossing_close(x);
    return NATIVE_DONE;
}

int canon_lower(void *user, native_call *call)
{
    component_lowered *lowered = user;
    return call->state == CANON_FRESH && !call->cancel ? lowered->begin(lowered, call) : go_on_lowered(lowered, call);
}

int canon_entry(void *user, native_call *call)
{
    (void)user;
    if (call->state == CANON_FRESH) {
        call->context = call->slots[0].i32;
        call->state = CANON_RUNNING;
    }
    crossing *x = crossing_at(call->store->owner, call->context);
    if (!call->cancel)
        return crossing_step(x, call);
    crossing_close(x);
    return NATIVE_DONE;
}

/* ---- resources ---- */

static int resource_new(void *user, native_call *call)
{
    const component_builtin *b = user;
    if (call->cancel)
        return NATIVE_DONE;
    if (!b->instance->may_leave)
        return native_trap(call, "%s", no_leave);
    store_charge(b->store->core, HANDLE_PRICE);
    const bool is_wide = b->store->resources[b->resource].is_wide;
    handle h = { .type = b->resource, .rep = is_wide ? call->slots[0].bits : call->slots[0].i32, .own = true };
    uint32_t index;
    switch (store_add_handle(b->instance, h, &index)) {
    case HANDLE_OK:
        break;
    case HANDLE_NO_MEMORY:
        return native_trap(call, "out of memory: the mod's memory limit is reached by a handle");
    case HANDLE_UNKNOWN: case HANDLE_FULL:
        return native_trap(call, "too many handles: the mod may hold %u at once", b->store->handles_most);
    }
    call->slots[0].bits = index;
    return NATIVE_DONE;
}

/* The handle, of the right type; else null, with the trap recorded. */
static handle *find_handle(const component_builtin *b, native_call *call, uint32_t index)
{
    const resource_info *types = b->store->resources;
    handle *h = handle_table_get(&b->instance->handles, index);
    if (h && h->type == b->resource)
        return h;
    if (!h)
        native_trap(call, "unknown handle index %u: the mod has let go of it, or never had it", index);
    else
        native_trap(call, "handle index %u used with the wrong type, expected %s-defined resource but found a different %s-defined resource",
                    index, types[b->resource].is_host ? "host" : "guest", types[h->type].is_host ? "host" : "guest");
    return NULL;
}

static int resource_rep(void *user, native_call *call)
{
    const component_builtin *b = user;
    if (call->cancel)
        return NATIVE_DONE;
    store_charge(b->store->core, HANDLE_PRICE / 2);
    const handle *h = find_handle(b, call, call->slots[0].i32);
    if (!h)
        return NATIVE_TRAP;
    call->slots[0].bits = h->rep;
    return NATIVE_DONE;
}

/* The destructor is a call into the resource's own instance, as through lower and lift. */
static int begin_destructor(component_store *cs, native_call *call, uint32_t type, const component_instance *caller, uint64_t rep)
{
    const resource_info *info = &cs->resources[type];
    if (info->is_host) {
        cs->host->drop_host(cs->host->user, info->host_type, (uint32_t)rep);
        return NATIVE_DONE;
    }
    store_charge(cs->core, instance_entering_price(info->instance, caller));
    if (!instance_may_enter(info->instance, caller))
        return native_trap(call, "%s", no_enter);
    if (info->destructor == WASM_NO_INDEX)
        return NATIVE_DONE;
    instance_set_enter(info->instance, caller, false);
    call->state = CANON_RUNNING;
    call->callee = info->destructor;
    call->callee_slots[0].bits = rep;
    return NATIVE_CALL;
}

static int end_destructor(const component_store *cs, uint32_t type, const component_instance *caller)
{
    instance_set_enter(cs->resources[type].instance, caller, true);
    return NATIVE_DONE;
}

static int resource_drop(void *user, native_call *call)
{
    const component_builtin *b = user;
    if (call->cancel)
        return NATIVE_DONE;
    if (call->state == CANON_RUNNING)
        return end_destructor(b->store, b->resource, b->instance);
    if (!b->instance->may_leave)
        return native_trap(call, "%s", no_leave);

    uint32_t index = call->slots[0].i32;
    store_charge(b->store->core, HANDLE_PRICE);
    handle *h = find_handle(b, call, index);
    if (!h)
        return NATIVE_TRAP;
    if (h->lends)
        return native_trap(call, "cannot remove owned resource while borrowed: handle %u is lent %u times", index, h->lends);
    handle was = *h;
    handle_table_remove(&b->instance->handles, index);
    b->store->handles--;
    if (was.own)
        return begin_destructor(b->store, call, b->resource, b->instance, was.rep);
    crossing_at(b->store, was.scope)->borrows--;
    return NATIVE_DONE;
}

int canon_drop_entry(void *user, native_call *call)
{
    (void)user;
    component_store *cs = call->store->owner;
    if (call->state == CANON_FRESH && !call->cancel) {
        call->context = call->slots[0].i32;
        return begin_destructor(cs, call, call->context, NULL, call->slots[1].bits);
    }
    return call->cancel ? NATIVE_DONE : end_destructor(cs, call->context, NULL);
}

/* ---- what is still to come ---- */

/* resource.rep aside, these ask no leave of the reference. */
static bool needs_leave(canon_kind kind)
{
    return kind != CANON_CONTEXT_GET && kind != CANON_CONTEXT_SET && kind != CANON_BACKPRESSURE_SET &&
           kind != CANON_BACKPRESSURE_INC && kind != CANON_BACKPRESSURE_DEC;
}

static int refuse_async(void *user, native_call *call)
{
    static const char *const texts[] = {
#define CANON(name, text) text,
        CANONS(CANON)
#undef CANON
    };
    const component_builtin *b = user;
    if (call->cancel)
        return NATIVE_DONE;
    if (needs_leave(b->kind) && !b->instance->may_leave)
        return native_trap(call, "%s", no_leave);
    return native_trap(call, "not supported yet: %s was called", texts[b->kind]);
}

native_function *canon_function(canon_kind kind)
{
    if (kind == CANON_RESOURCE_NEW)
        return resource_new;
    if (kind == CANON_RESOURCE_DROP)
        return resource_drop;
    if (kind == CANON_RESOURCE_REP)
        return resource_rep;
    return refuse_async;
}
