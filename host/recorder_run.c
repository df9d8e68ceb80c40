/* The recorder while mods run: slices of fuel, and some of their calls. */
#include "host/recorder.h"

#include "host/host.h"

/* Looking at a stack takes some 200 ns, at the clock 20: both stay below a part in a hundred of what is looked at. */
enum { CALLS_A_SAMPLE = 256, NS_A_TIME = 4000, CALLS_A_TIME = 256 };

/* Where the innermost of the tasks that run stands, below those that called it. */
static uint32_t here(recorder *r)
{
    record_outer outer = { 0, 0 };
    uint32_t node = RECORD_NONE;
    for (uint32_t i = 0; i < r->depth; i++) {
        const generation *g = r->running[i];
        uint32_t root = record_entry(g->record, g->activity_name, outer);
        node = root == RECORD_NONE ? RECORD_NONE : record_stack(g->record, root, g->store, g->task);
        outer = (record_outer){ node == RECORD_NONE ? 0 : g->record->serial, node };
    }
    return node;
}

/* ---- slices ---- */

static void sample(recorder *r, record *rec)
{
    uint64_t start = host_ticks(r->host), mean = r->options.sample_fuel;
    uint32_t node = here(r);
    record_add(rec, node, (record_weight){ .fuel = rec->unsampled, .samples = 1 });
    if (node != RECORD_NONE)              /* else the next one tells of it */
        rec->unsampled = 0;
    rec->to_sample += (int64_t)(mean / 2 + record_random(rec, mean));
    if (rec->to_sample < 1)
        rec->to_sample = 1;               /* one piece of work can be more than that */
    r->own_ticks += ticker_span(start, host_ticks(r->host));
}

store_slice recorder_begin(generation *g)
{
    recorder *r = g->host->recorder;
    ASSERT(r->depth < COUNT_OF(r->running));
    r->running[r->depth++] = g;
    return store_begin_slice(g->core, g->record->to_sample);
}

bool recorder_end(generation *g, store_slice slice)
{
    recorder *r = g->host->recorder;
    record *rec = g->record;
    uint64_t spent = store_end_slice(g->core, slice);
    rec->unsampled += spent;
    rec->to_sample -= (int64_t)spent;
    bool is_sliced = rec->to_sample <= 0;
    if (is_sliced)
        sample(r, rec);
    r->depth--;
    return is_sliced && store_tank_units(g->tank) >= 0;
}

task_outcome recorder_run(generation *g)
{
    task_outcome outcome;
    bool goes_on;
    do {
        store_slice slice = recorder_begin(g);
        outcome = component_run(g->store, g->task);
        goes_on = recorder_end(g, slice);
    } while (outcome == TASK_OUT_OF_FUEL && goes_on);
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
    record_add(rec, i->node, (record_weight){ .calls = i->unsampled, .ns = (uint64_t)(i->ns_a_call * (double)i->unsampled) });
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
    i->to_time = calls_to_time(i->ns_a_call);
    return answer;
}

host_answer recorder_watch(void *user, component_func *f, host_call *call)
{
    generation *g = user;
    recorder *r = g->host->recorder;
    record *rec = g->record;
    uint32_t word = component_watch_get(f);
    if (!rec || word >= rec->import_count || rec->imports[word].func != f || !r->depth || r->running[r->depth - 1] != g)
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
