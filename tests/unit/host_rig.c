/* The rig. */
#include "tests/unit/host_rig.h"

#include "tests/unit/check.h"

#include <stdio.h>
#include <string.h>

enum { RIG_FILE = 4096 };

static inlay_status on_note(inlay_call *call, void *user)
{
    (void)call;
    (void)user;
    return INLAY_DONE;
}

static inlay_status on_wait(inlay_call *call, void *user)
{
    host_rig *r = user;
    uint64_t *state = inlay_call_state(call);
    r->asked++;
    if (inlay_call_is_cancelled(call)) {
        r->cancelled++;
        return INLAY_DONE;
    }
    if (++*state <= r->waits)
        return INLAY_SUSPENDED;
    inlay_call_return(call, *inlay_call_argument(call, 0));
    return INLAY_DONE;
}

/* Pending while the other one is; its word of state says that it was called. */
static inlay_status on_ask(inlay_call *call, void *user)
{
    host_rig *r = user;
    inlay_value result = { .kind = INLAY_NOTHING };
    uint64_t *state = inlay_call_state(call);
    if (r->inside)
        r->inside(r, call);
    if (inlay_call_is_cancelled(call))
        return INLAY_DONE;
    inlay_status status = *state ? inlay_take_result(r->host, r->other, &result, 1)
                                 : inlay_call_export(r->host, r->other, "run", inlay_call_argument(call, 0), 1, &result, 1);
    *state = 1;
    if (status == INLAY_SUSPENDED)
        return INLAY_SUSPENDED;
    if (status != INLAY_DONE) {
        result = (inlay_value){ .kind = INLAY_U32 };
        result.u32 = 1000 + (uint32_t)status;
    }
    inlay_call_return(call, result);
    return INLAY_DONE;
}

static inlay_status on_refuse(inlay_call *call, void *user)
{
    (void)call;
    (void)user;
    return INLAY_DENIED;
}

static inlay_status on_secret(inlay_call *call, void *user)
{
    inlay_value v = { .kind = INLAY_U32 };
    (void)user;
    v.u32 = 99;
    inlay_call_return(call, v);
    return INLAY_DONE;
}

static inlay_status on_tell(inlay_call *call, void *user)
{
    inlay_value v = { .kind = INLAY_LIST, .tag = INLAY_U8 };
    (void)user;
    v.packed.count = inlay_call_argument(call, 0)->u32;
    v.packed.items = inlay_call_alloc(call, v.packed.count + 1);
    inlay_call_return(call, v);
    return v.packed.items ? INLAY_DONE : inlay_call_trap(call, "no memory");
}

static inlay_status on_make(inlay_call *call, void *user)
{
    host_rig *r = user;
    inlay_value v = { .kind = INLAY_OWN };
    uint64_t *data = &r->values[r->value_count++ % 4];
    *data = inlay_call_argument(call, 0)->u32;
    v.resource = r->made = inlay_resource_new(r->host, "test:host/env#thing", data);
    inlay_call_return(call, v);
    return INLAY_DONE;
}

static inlay_status on_value(inlay_call *call, void *user)
{
    host_rig *r = user;
    inlay_value v = { .kind = INLAY_U32 };
    const uint64_t *data = inlay_resource_data(r->host, inlay_call_argument(call, 0)->resource);
    if (!data)
        return inlay_call_trap(call, "the thing is gone");
    v.u32 = (uint32_t)*data;
    inlay_call_return(call, v);
    return INLAY_DONE;
}

static inlay_status on_keep(inlay_call *call, void *user)
{
    host_rig *r = user;
    r->kept = inlay_call_argument(call, 0)->resource;
    return INLAY_DONE;
}

static void on_drop(inlay_host *host, void *data, void *user)
{
    host_rig *r = user;
    (void)host;
    (void)data;
    r->drops++;
}

static const struct { const char *name; inlay_function *function; } functions[] = {
    { "test:host/env#note", on_note }, { "test:host/env#wait", on_wait }, { "test:host/env#ask", on_ask },
    { "test:host/env#refuse", on_refuse }, { "test:host/env#tell", on_tell }, { "test:host/extra@0.1.0#secret", on_secret },
    { "test:host/env#make", on_make }, { "test:host/env#[method]thing.value", on_value }, { "test:host/env#keep", on_keep },
};

static char world[4096];

static const char *world_text(void)
{
    FILE *file = fopen("tests/data/host/world.wit", "rb");
    size_t size = file ? fread(world, 1, sizeof world - 1, file) : 0;
    CHECK(size > 0);
    world[size] = 0;
    if (file)
        fclose(file);
    return world;
}

static inlay_slot define(host_rig *r, inlay_slot_def def, const char *name, const char *of)
{
    inlay_error error;
    def.name = name;
    def.world = of;
    inlay_slot slot = inlay_slot_define(r->host, &def, &error);
    if (!slot.index)
        CHECK_TEXT(inlay_error_text(&error), "");
    return slot;
}

void host_rig_open_slots(host_rig *r, const inlay_config *config, const inlay_slot_def *plain, const inlay_slot_def *counters)
{
    inlay_error error;
    inlay_config whole = config ? *config : (inlay_config){ .loader_threads = INLAY_NO_THREAD };
    *r = (host_rig){ 0 };
    whole.wit_text = world_text();
    r->host = inlay_open(&whole, &error);
    if (!r->host) {
        CHECK_TEXT(inlay_error_text(&error), "");
        return;
    }
    r->plain = define(r, plain ? *plain : (inlay_slot_def){ 0 }, "plain", "test:host/plain");
    r->counters = define(r, counters ? *counters : (inlay_slot_def){ 0 }, "counters", "test:host/counter");
    r->keepers = define(r, (inlay_slot_def){ 0 }, "keepers", "test:host/keeper");
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (!inlay_bind(r->host, functions[i].name, functions[i].function, r, &error))
            CHECK_TEXT(inlay_error_text(&error), "");
    if (!inlay_bind_resource(r->host, "test:host/env#thing", on_drop, r, &error))
        CHECK_TEXT(inlay_error_text(&error), "");
}

void host_rig_open(host_rig *r, const inlay_config *config)
{
    host_rig_open_slots(r, config, NULL, NULL);
}

void host_rig_close(host_rig *r)
{
    inlay_close(r->host);
    r->host = NULL;
}

size_t host_rig_read(const char *name, uint8_t *bytes, size_t room)
{
    char path[256];
    snprintf(path, sizeof path, "tests/data/host/%s.wasm", name);
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(bytes, 1, room, file) : 0;
    CHECK(size > 0);
    if (file)
        fclose(file);
    return size;
}

inlay_mod host_rig_load(host_rig *r, const char *name, const char *file, const char *manifest)
{
    uint8_t bytes[RIG_FILE];
    size_t size = host_rig_read(file, bytes, sizeof bytes);
    return inlay_load(r->host, name, bytes, size, manifest, NULL);
}

void host_rig_take_events(host_rig *r)
{
    static const char *const kinds[] = { "LOADED", "REFUSED", "RELOADED", "TRAPPED", "SUSPENDED", "UNLOADED", "LOG", "SLOT_EMPTY", "FILE_MISSING", "EXITED", "HITCH" };
    for (inlay_event e; inlay_next_event(r->host, &e); inlay_event_free(&e)) {
        size_t at = strlen(r->events);
        snprintf(r->events + at, sizeof r->events - at, "[%s] %s\n", kinds[e.kind], e.text);
    }
}

void host_rig_frames(host_rig *r, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        inlay_frame(r->host, 1.0 / 60);
        host_rig_take_events(r);
    }
}

inlay_mod host_rig_seat(host_rig *r, const char *name, const char *file)
{
    inlay_mod m = host_rig_load(r, name, file, NULL);
    host_rig_frames(r, 8);
    return m;
}

inlay_status host_rig_run(host_rig *r, inlay_mod m, uint32_t n, uint32_t *result)
{
    inlay_value argument = { .kind = INLAY_U32 }, value = { .kind = INLAY_NOTHING };
    argument.u32 = n;
    inlay_status status = inlay_call_export(r->host, m, "run", &argument, 1, &value, 1);
    if (result)
        *result = status == INLAY_DONE && value.kind == INLAY_U32 ? value.u32 : UINT32_MAX;
    return status;
}

uint32_t host_rig_bump(host_rig *r, inlay_mod m)
{
    inlay_value value = { .kind = INLAY_NOTHING };
    inlay_status status = inlay_call_export(r->host, m, "bump", NULL, 0, &value, 1);
    return status == INLAY_DONE && value.kind == INLAY_U32 ? value.u32 : UINT32_MAX;
}

inlay_stats host_rig_stats(host_rig *r, inlay_mod m)
{
    inlay_stats stats = { 0 };
    CHECK(inlay_get_stats(r->host, m, &stats));
    return stats;
}
