/* wasi:clocks: frame time, in whole frames; the wall clock starts at the epoch
 * when the host opens, so that two runs see the same times. The monotonic clock
 * starts one tick above zero: zero is no time to Go's runtime, which gives up
 * where it is told so, and mods start before any time has passed. */
#include "host/wasi/wasi_types.h"

enum { SECOND_NS = 1000000000, RESOLUTION_NS = 1000000 };

static uint32_t pollable_at(wasi_context *w, uint64_t when_ns)
{
    if (when_ns <= *w->config.now_ns)
        return WASI_READY;
    for (uint32_t i = 0; i < w->deadline_count; i++)
        if (w->deadlines[i] == 0) {
            w->deadlines[i] = when_ns;
            return i + WASI_TIMED;
        }
    if (w->deadline_count == WASI_POLLABLES || !budget_room(w->config.budget, w->deadlines, w->deadline_capacity, w->deadline_count))
        return 0;
    w->deadlines[w->deadline_count++] = when_ns;
    return w->deadline_count - 1 + WASI_TIMED;
}

bool wasi_pollable_ready(const wasi_context *w, uint32_t rep)
{
    return rep < WASI_TIMED || rep - WASI_TIMED >= w->deadline_count || w->deadlines[rep - WASI_TIMED] <= *w->config.now_ns;
}

static host_answer monotonic_now(void *user, host_call *call)
{
    wasi_context *w = user;
    return wasi_answer_u64(call, *w->config.now_ns + RESOLUTION_NS);
}

static host_answer monotonic_resolution(void *user, host_call *call)
{
    (void)user;
    return wasi_answer_u64(call, RESOLUTION_NS);
}

static host_answer answer_pollable(wasi_context *w, host_call *call, uint64_t when_ns)
{
    uint32_t rep = pollable_at(w, when_ns);
    call->work += w->deadline_count;      /* looked through for a free one */
    return rep ? wasi_answer_own(call, WASI_POLLABLE, rep) : wasi_trap(call, "more than %d timers at once", WASI_POLLABLES);
}

static host_answer subscribe_instant(void *user, host_call *call)
{
    uint64_t when = call->arguments[0].u64;
    return answer_pollable(user, call, when > RESOLUTION_NS ? when - RESOLUTION_NS : 0);
}

static host_answer subscribe_duration(void *user, host_call *call)
{
    wasi_context *w = user;
    uint64_t now = *w->config.now_ns, duration = call->arguments[0].u64;
    return answer_pollable(w, call, duration > UINT64_MAX - now ? UINT64_MAX : now + duration);
}

/* record datetime { seconds: u64, nanoseconds: u32 } */
static host_answer answer_datetime(host_call *call, uint64_t ns)
{
    inlay_value *fields = arena_array(call->scratch, inlay_value, 2);
    if (!fields)
        return wasi_trap(call, "out of memory");
    fields[0] = (inlay_value){ .kind = INLAY_U64, .u64 = ns / SECOND_NS };
    fields[1] = (inlay_value){ .kind = INLAY_U32, .u32 = (uint32_t)(ns % SECOND_NS) };
    call->result = (inlay_value){ .kind = INLAY_RECORD };
    call->result.list.items = fields;
    call->result.list.count = 2;
    return HOST_DONE;
}

static host_answer wall_now(void *user, host_call *call)
{
    wasi_context *w = user;
    return answer_datetime(call, *w->config.now_ns);
}

static host_answer wall_resolution(void *user, host_call *call)
{
    (void)user;
    return answer_datetime(call, RESOLUTION_NS);
}

/* record timezone-display { utc-offset: s32, name: string, in-daylight-saving-time: bool } */
static host_answer timezone_display(void *user, host_call *call)
{
    (void)user;
    inlay_value *fields = arena_array(call->scratch, inlay_value, 3);
    if (!fields)
        return wasi_trap(call, "out of memory");
    fields[0] = (inlay_value){ .kind = INLAY_S32 };
    fields[1] = (inlay_value){ .kind = INLAY_STRING };
    fields[1].string.bytes = "UTC";
    fields[1].string.size = 3;
    fields[2] = (inlay_value){ .kind = INLAY_BOOL };
    call->result = (inlay_value){ .kind = INLAY_RECORD };
    call->result.list.items = fields;
    call->result.list.count = 3;
    return HOST_DONE;
}

const wasi_entry wasi_clocks_entries[] = {
    { "wasi:clocks/monotonic-clock", "now", monotonic_now },
    { "wasi:clocks/monotonic-clock", "resolution", monotonic_resolution },
    { "wasi:clocks/monotonic-clock", "subscribe-instant", subscribe_instant },
    { "wasi:clocks/monotonic-clock", "subscribe-duration", subscribe_duration },
    { "wasi:clocks/wall-clock", "now", wall_now },
    { "wasi:clocks/wall-clock", "resolution", wall_resolution },
    { "wasi:clocks/timezone", "display", timezone_display },
    { 0 }
};
