/* The game's side of wit/echo.wit. */
#define ECHO_IMPLEMENTATION
#include "tests/bind/rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *count_resize(void *user, void *old, size_t old_size, size_t new_size)
{
    rig *r = user;
    (void)old_size;
    if (!new_size)
        return free(old), NULL;
    r->allocations++;
    return realloc(old, new_size);
}

echo_game_thing rig_thing(rig *r, uint32_t value)
{
    uint32_t *data = &r->data[r->made++ % 64];
    *data = value;
    return echo_game_thing_create(r->host, data);
}

static inlay_status answer_otherwise(inlay_call *call, rig *r)
{
    switch (r->answer) {
    case RIG_ANSWERS: case RIG_DENIES: break;
    case RIG_SUSPENDS:
        if ((*inlay_call_state(call))++)
            break;
        r->answer_left = 1;
        return INLAY_SUSPENDED;
    case RIG_CHARGES:   return inlay_call_charge(call, 1000), INLAY_DONE;
    case RIG_ALLOCATES: return inlay_call_alloc(call, 100000) ? INLAY_DONE : INLAY_TRAPPED;
    case RIG_TRAPS:     return inlay_call_trap(call, "not this one");
    }
    return r->answer == RIG_DENIES ? INLAY_DENIED : INLAY_DONE;
}

static inlay_status answer(inlay_call *call, rig *r)
{
    return r->answer_left && --r->answer_left == 0 ? answer_otherwise(call, r) : INLAY_DONE;
}

static inlay_status thing_new(inlay_call *call, void *user, uint32_t value, echo_game_thing *result)
{
    (void)call;
    *result = rig_thing(user, value);
    return INLAY_DONE;
}

static inlay_status thing_value(inlay_call *call, void *user, echo_game_thing self, uint32_t *result)
{
    const uint32_t *data = echo_game_thing_data(inlay_call_host(call), self);
    if (!data)
        return inlay_call_trap(call, "the thing is gone");
    *result = *data;
    return answer(call, user);
}

static inlay_status thing_twice(inlay_call *call, void *user, uint32_t value, uint32_t *result)
{
    (void)call;
    (void)user;
    *result = 2 * value;
    return INLAY_DONE;
}

static __attribute__((noinline)) inlay_status on_log_otherwise(inlay_call *call, rig *r, inlay_string text)
{
    inlay_status status = answer(call, r);
    if (status == INLAY_DONE)
        r->logged += (uint32_t)text.size;
    return status;
}

/* It is measured, too: what is rare stands beside it. */
static inlay_status on_log(inlay_call *call, void *user, inlay_string text)
{
    rig *r = user;
    if (r->answer_left)
        return on_log_otherwise(call, r, text);
    r->logged += (uint32_t)text.size;
    return INLAY_DONE;
}

static inlay_status on_add(inlay_call *call, void *user, uint32_t a, uint32_t b, uint32_t *result)
{
    (void)call;
    (void)user;
    *result = a + b;
    return INLAY_DONE;
}

static inlay_status on_turn(inlay_call *call, void *user, const echo_shapes_nested *value, echo_shapes_nested *result)
{
    rig *r = user;
    (void)call;
    *result = *value;
    if (r->lie == 1)
        memset(&result->mood, 0x77, sizeof result->mood);
    if (r->lie == 2)
        result->name = (inlay_string){ "\xFF", 1 };
    return INLAY_DONE;
}

static inlay_status on_halves(inlay_call *call, void *user, echo_list_f32 values, echo_result_list_f32_string *result)
{
    float *halves = inlay_call_alloc(call, (values.count + 1) * sizeof *halves);
    (void)user;
    result->is_err = values.count == 0 || !halves;
    if (result->is_err) {
        result->err = (inlay_string){ "none", 4 };
        return INLAY_DONE;
    }
    for (size_t i = 0; i < values.count; i++)
        halves[i] = values.items[i] / 2;
    result->ok = (echo_list_f32){ halves, values.count };
    return INLAY_DONE;
}

static inlay_status on_wait(inlay_call *call, void *user, uint32_t frames, uint32_t *result)
{
    rig *r = user;
    uint64_t *state = inlay_call_state(call);
    if (inlay_call_is_cancelled(call))
        return r->cancelled = true, INLAY_DONE;
    *result = frames;
    return (*state)++ < frames ? INLAY_SUSPENDED : INLAY_DONE;
}

static inlay_status on_refuse(inlay_call *call, void *user, uint32_t how)
{
    (void)user;
    return how ? inlay_call_trap(call, "not like this") : INLAY_DENIED;
}

static inlay_status on_beep(inlay_call *call, void *user, float pitch, bool *result)
{
    (void)call;
    ((rig *)user)->beeps++;
    *result = pitch > 0;
    return INLAY_DONE;
}

static void on_drop(inlay_host *host, void *data, void *user)
{
    (void)host;
    (void)data;
    ((rig *)user)->drops++;
}

static const echo_host table = {
    .drop_game_thing = on_drop, .game_thing_new = thing_new, .game_thing_value = thing_value, .game_thing_twice = thing_twice,
    .game_log = on_log, .game_add = on_add, .game_turn = on_turn, .game_halves = on_halves, .game_wait = on_wait,
    .game_spawn = thing_new, .game_refuse = on_refuse, .beep = on_beep,
};

const char *rig_file = "tests/bind/echo.wasm";
bool rig_is_large;

bool rig_seat(rig *r, const char *path, inlay_error *error)
{
    enum { FILE_MOST = 64 << 20 };
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(FILE_MOST);
    size_t size = file && bytes ? fread(bytes, 1, FILE_MOST, file) : 0;
    if (file)
        fclose(file);
    r->mod = inlay_load(r->host, "echo", bytes, size, "{ \"name\": \"echo\", \"slot\": \"echoes\" }", error);
    free(bytes);
    inlay_mod seated;
    for (int i = 0; i < 1000 && inlay_mods(r->host, r->slot, &seated, 1) == 0; i++)
        inlay_frame(r->host, 1.0 / 60);
    rig_take_events(r);
    return inlay_mods(r->host, r->slot, &seated, 1) == 1;
}

bool rig_open(rig *r, uint64_t fuel, inlay_error *error)
{
    memset(r, 0, sizeof *r);
    r->binding = &echo_binding;
    r->host = inlay_open(&(inlay_config){ .wit = "tests/bind/wit", .loader_threads = INLAY_NO_THREAD, .resize = count_resize, .resize_user = r }, error);
    if (!r->host)
        return false;
    r->slot = inlay_slot_define(r->host, &(inlay_slot_def){ .name = "echoes", .world = "bind:test/echo", .suspended_frames = UINT32_MAX,
                                                          .fuel_per_frame = rig_is_large ? (uint64_t)1 << 40 : fuel,
                                                          .memory_bytes = rig_is_large ? 1 << 30 : 0 }, error);
    if (!r->slot.index || !echo_bind(r->host, r->slot, &table, r, error) || !rig_seat(r, rig_file, error)) {
        fprintf(stderr, "%s\n%s\n", inlay_error_text(error), r->events);
        rig_close(r);
        return false;
    }
    return true;
}

void rig_close(rig *r)
{
    inlay_close(r->host);
    r->host = NULL;
}

void rig_take_events(rig *r)
{
    for (inlay_event event; inlay_next_event(r->host, &event); inlay_event_free(&event)) {
        size_t size = strlen(r->events);
        snprintf(r->events + size, sizeof r->events - size, "%s\n", event.text);
    }
}

uint64_t rig_fuel(rig *r)
{
    inlay_stats stats = { 0 };
    inlay_get_stats(r->host, r->mod, &stats);
    return stats.fuel_total;
}
