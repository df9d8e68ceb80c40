/* The recorder while mods run: slices of fuel, and some of their calls. */
#include "host/recorder.h"

#include "host/host.h"

/* Looking at a stack takes some 250 ns, at the clock 50: both stay below a part in two hundred of what is looked at. */
enum { CALLS_A_SAMPLE = 512, NS_A_TIME = 16000, CALLS_A_TIME = 1024 };

/* Where the innermost of the tasks that run stands, below those that called it. */
static uint32_t here(recorder *r)
{
    const inlay_host *host = r->host;
    record_outer outer = { 0, 0 };
    uint32_t node = RECORD_NONE;
    for (uint32_t i = 0; i < host->depth; i++) {
        const generation *g = host->running[i];
        if (!g->record)
            continue;             /* there was no memory for it */
        if (g->record->counts) {
            node = count_current(g->record->counts);
            outer = (record_outer){ node == RECORD_NONE ? 0 : g->record->serial, node };
            continue;
        }
        uint32_t root = record_entry(g->record, g->activity_name, outer);
        node = root == RECORD_NONE ? RECORD_NONE : record_stack(g->record, root, g->store, g->task);
        outer = (record_outer){ node == RECORD_NONE ? 0 : g->record->serial, node };
    }
    return node;
}

/* ---- fuel ---- */

/* What was spent since the last time counts for what stands there. */
static void sample(recorder *r, record *rec)
{
    uint64_t start = host_ticks(r->host), mean = r->options.sample_fuel;
    uint32_t node = here(r);
    record_add(rec, node, (record_weight){ .fuel = record_unsampled(rec), .samples = 1 });
    if (node != RECORD_NONE)              /* else the next one tells of it */
        rec->sampled = store_spent(rec->core);
    store_look(rec->core, mean / 2 + record_random(rec, mean));
    r->host->is_asked = true;             /* what is timed took longer for it */
    r->own_ticks += ticker_span(start, host_ticks(r->host));
}

bool recorder_look(generation *g)
{
    if (!store_tank_is_due(g->tank))
        return false;
    sample(g->host->recorder, g->record);
    return store_tank_units(g->tank) >= 0;
}

task_outcome recorder_run(generation *g)
{
    task_outcome outcome;
    do
        outcome = component_run(g->store, g->task);
    while (outcome == TASK_OUT_OF_FUEL && recorder_look(g));
    return outcome;
}

/* ---- calls of the host's functions ---- */

/* The calls since it was told last. */
void recorder_count_calls(record_import *i)
{
    uint64_t left = component_watch_left(i->func), done = i->from - left;
    i->from = left;
    i->now_calls += done;
    i->unsampled += done;
    i->untimed += done;
    i->to_sample -= done < i->to_sample ? done : i->to_sample;
    i->to_time -= done < i->to_time ? done : i->to_time;
}

void recorder_watch_next(record_import *i)
{
    i->from = i->to_sample < i->to_time ? i->to_sample : i->to_time;
    component_watch_next(i->func, i->from);
}

/* All calls since the last look count for where it is called from now. */
static void look_at_call(recorder *r, record *rec, record_import *i)
{
    uint64_t start = host_ticks(r->host);
    i->node = here(r);
    record_add(rec, i->node, (record_weight){ .calls = rec->counts ? 0 : i->unsampled, .ns = (uint64_t)(i->ns_a_call * (double)i->unsampled) });
    i->unsampled = 0;
    i->sampled_frame = r->frames_seen;
    i->to_sample = CALLS_A_SAMPLE / 2 + record_random(rec, CALLS_A_SAMPLE);
    r->own_ticks += ticker_span(start, host_ticks(r->host));
}

/* A call that takes long is timed each time, one that takes nothing seldom. */
static uint64_t calls_to_time(double ns)
{
    double calls = ns > 0 ? NS_A_TIME / ns : CALLS_A_TIME;
    return calls < 1 ? 1 : calls > CALLS_A_TIME ? CALLS_A_TIME : (uint64_t)calls;
}

static host_answer time_call(recorder *r, record_import *i, component_func *f, host_call *call)
{
    inlay_host *host = r->host;
    uint64_t start = host_ticks(host), nested = host->nested_ticks;
    host_answer answer = component_watch_ask(f, call);
    uint64_t whole = ticker_span(start, host_ticks(host)), inside = host->nested_ticks - nested;
    i->ns_a_call = (double)host_ns(host, whole > inside ? whole - inside : 0);
    i->now_ns += i->ns_a_call * (double)i->untimed;
    i->untimed = 0;
    r->own_ticks += r->asking_ticks;
    i->to_time = calls_to_time(i->ns_a_call);
    return answer;
}

host_answer recorder_watch(void *user, component_func *f, host_call *call)
{
    generation *g = user;
    recorder *r = g->host->recorder;
    record *rec = g->record;
    uint32_t word = component_watch_get(f);
    if (!rec || word >= rec->import_count || rec->imports[word].func != f)
        return component_watch_ask(f, call);
    rec->called[word / 64] |= UINT64_C(1) << word % 64;
    if (r->host->running[r->host->depth - 1] != g)
        return component_watch_ask(f, call);
    record_import *i = &rec->imports[word];
    recorder_count_calls(i);
    bool is_looked_at = !i->to_sample;
    if (is_looked_at)
        look_at_call(r, rec, i);
    uint64_t before = store_spent(generation_core(g));
    host_answer answer = i->to_time ? component_watch_ask(f, call) : time_call(r, i, f, call);
    if (is_looked_at)
        i->fuel_a_call = store_spent(generation_core(g)) - before;
    recorder_watch_next(i);
    return answer;
}
