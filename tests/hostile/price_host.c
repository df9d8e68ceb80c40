/* Prices of the host's functions: those of WASI, and the game's. Each export of
 * host.wasm spends its argument's number of turns on one of them.
 */
#include "tests/hostile/load.h"
#include "tests/hostile/price.h"

#include "sdk/inlay.h"

#include <stdlib.h>

/* What a frame's log takes is bounded: so many turns stay below it. */
enum { LOG_TURNS = 32, FRAMES_TO_SEAT = 100 };

static const char world[] =
    "package test:price;\n"
    "world host {\n"
    "  import tick: func(n: u32) -> u32;\n"
    "  export random-bytes: func(n: u32) -> u32;\n"
    "  export random-number: func(n: u32) -> u32;\n"
    "  export clock-now: func(n: u32) -> u32;\n"
    "  export game-function: func(n: u32) -> u32;\n"
    "  export log-lines: func(n: u32) -> u32;\n"
    "  export log-text: func(n: u32) -> u32;\n"
    "}\n";

static const struct { const char *name; uint32_t turns_most; } exports[] = {
    { "random-bytes", 0 }, { "random-number", 0 }, { "clock-now", 0 }, { "game-function", 0 }, { "log-lines", LOG_TURNS }, { "log-text", LOG_TURNS },
};

struct price_source {
    loaded      file;
    inlay_host *host;
    inlay_mod   mod;
};

static inlay_status tick(inlay_call *call, void *user)
{
    inlay_value v = { .kind = INLAY_U32, .u32 = 7 };
    (void)user;
    inlay_call_return(call, v);
    return INLAY_DONE;
}

static void next_frame(price_source *p, bool tell)
{
    inlay_frame(p->host, 1.0 / 60);
    for (inlay_event event; inlay_next_event(p->host, &event); inlay_event_free(&event))
        if (tell && event.kind != INLAY_EVENT_LOG)
            printf("  host.wasm: %s\n", event.text);
}

static bool run(void *user, uint32_t which, uint32_t turns, double *ns, double *fuel)
{
    price_source *p = user;
    inlay_value argument = { .kind = INLAY_U32, .u32 = turns }, result;
    inlay_stats before, after;

    next_frame(p, false);
    if (!inlay_get_stats(p->host, p->mod, &before))
        return false;
    double start = price_cpu_ns();
    inlay_status status = inlay_call_export(p->host, p->mod, exports[which].name, &argument, 1, &result, 1);
    *ns = price_cpu_ns() - start;
    next_frame(p, status != INLAY_DONE);
    if (status != INLAY_DONE || !inlay_get_stats(p->host, p->mod, &after))
        return false;
    *fuel = (double)(after.fuel_total - before.fuel_total);
    return true;
}

static bool open_host(price_source *p)
{
    inlay_config config = { .wit_text = world, .loader_threads = INLAY_NO_THREAD };
    inlay_slot_def def = { .name = "host", .world = "test:price/host", .fuel_per_frame = UINT64_C(1) << 40, .copy_bytes = UINT64_C(1) << 50 };
    inlay_error why = { 0 };
    inlay_stats stats;

    p->host = inlay_open(&config, &why);
    if (!p->host || (inlay_slot_define(p->host, &def, &why), why.text[0]) || !inlay_bind(p->host, "tick", tick, NULL, &why))
        return printf("host.wasm: %s\n", why.text), false;
    p->mod = inlay_load(p->host, "host", p->file.bytes, p->file.size, NULL, &why);
    for (int i = 0; i < FRAMES_TO_SEAT; i++) {
        next_frame(p, false);
        if (inlay_get_stats(p->host, p->mod, &stats) && stats.state == INLAY_RUNNING)
            return true;
    }
    return printf("host.wasm is not seated: %s\n", stats.reason ? stats.reason : why.text), false;
}

price_source *price_host_open(price_list *list)
{
    price_source *p = calloc(1, sizeof *p);

    if (!load_file(&p->file, "host.wasm") || !open_host(p)) {
        price_host_close(p);
        return NULL;
    }
    for (uint32_t i = 0; i < sizeof exports / sizeof exports[0]; i++)
        price_add(list, exports[i].name, run, p, i, exports[i].turns_most);
    return p;
}

void price_host_close(price_source *p)
{
    if (!p)
        return;
    if (p->host)
        inlay_close(p->host);
    free(p);
}
