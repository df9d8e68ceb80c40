/* Generations: opened, run, closed. */
#include "host/generation.h"

#include "engine/wit/wit_fit.h"
#include "host/answer.h"
#include "host/known.h"
#include "host/recorder.h"
#include "host/scheduler.h"
#include "host/tracer.h"

#include <string.h>

static void take_line(void *user, bool is_error, text_view line)
{
    (void)is_error;
    generation *g = user;
    mod_log_line(g->mod, line);
}

static bool open_store(generation *g, error *err)
{
    inlay_host *host = g->host;
    g->answers = answer_table(g);
    g->wasi = wasi_open(&(wasi_config){
        .budget = &g->own, .seed = host->config.seed, .mod_name = g->mod->name, .now_ns = &host->now_ns, .line = take_line, .user = g });
    if (!g->wasi)
        return error_memory(err);
    g->store = component_store_open(&(component_store_config){
        .core = { .budget = &g->own, .pages = &host->pages.table, .stacks = &host->stacks,
                  .interpreter = host->config.switch_interpreter ? INTERPRETER_SWITCH : INTERPRETER_BEST },
        .host = &g->answers, .user = g }, err);
    if (!g->store)
        return false;
    generation_set_quota(g, &g->mod->quota);
    g->core = component_store_core(g->store);
    g->tank = store_tank_place(g->core);
    g->task = task_open(g->core, err);
    return g->task != NULL;
}

static uint32_t to_u32(uint64_t n)
{
    return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

void generation_set_quota(generation *g, const quota *q)
{
    g->own.limit = q->memory;
    component_store_set_quota(g->store, &(component_quota){
        .copy_bytes = q->copy, .table_entries = q->table_entries, .handles = to_u32(q->handles),
        .string_bytes = to_u32(q->string), .list_items = to_u32(q->list_items) });
}

generation *generation_open(inlay_host *host, mod *m, image *i, uint32_t number, error *err)
{
    generation *g = budget_new(&host->budget, generation);
    if (!g) {
        error_memory(err);
        return NULL;
    }
    g->host = host;
    g->mod = m;
    g->image = i;
    g->number = number;
    g->first_line = m->line_next;
    image_keep(i);
    budget_open_child(&g->own, &host->budget, m->memory_limit);
    arena_open(&g->names, &g->own);
    arena_open(&g->packing, &g->own);
    arena_open(&g->trees, &g->own);
    g->activity = ACTIVITY_START;
    g->activity_name = (text_view)TEXT_LITERAL("instantiation");

    known_push(g);                           /* what host functions ask for meanwhile is put off */
    bool good = open_store(g, err)
             && component_instantiate(g->store, g->task, i->component, i->code, &g->instance, err);
    host->depth--;
    if (good && host->recorder)
        recorder_attach(host->recorder, g);
    if (good)
        return g;
    if (!err->code)
        error_memory(err);
    generation_close(g);
    return NULL;
}

void generation_give_back(generation *g)
{
    for (uint32_t i = 0; i < g->lent_count; i++)
        host_resource_give_back(&g->host->resources, g->lent[i]);
    g->lent_count = 0;
}

/* The store's own handles were dropped with it; what is left was on its way, or its drop came too late. */
static void drop_owned(generation *g)
{
    while (g->owned)
        answer_drop_resource(g->host, g->owned, &g->owned);
    while (g->made)
        host_resource_remove(&g->host->resources, g->made, &g->made);
    while (g->dropping) {
        host_resource *r = g->dropping;
        g->dropping = r->after;
        budget_delete(&g->host->budget, r);
    }
}

void generation_close(generation *g)
{
    if (!g)
        return;
    inlay_host *host = g->host;
    for (uint32_t i = 0; i < host->depth; i++)
        ASSERT(host->running[i] != g);
    recorder_detach(g);
    known_push(g);
    if (g->task && !task_is_idle(g->task))
        task_cancel(g->task);
    if (g->task)
        task_close(g->task);
    if (g->store)
        component_store_close(g->store);
    wasi_close(g->wasi);
    generation_give_back(g);
    drop_owned(g);
    host->depth--;
    budget_free(&g->own, g->lent, g->lent_capacity * sizeof *g->lent);
    arena_close(&g->packing);
    arena_close(&g->trees);
    arena_close(&g->names);
    budget_close(&g->own);
    image_release(g->image);
    budget_delete(&host->budget, g);
}

/* ---- running ---- */

enum { GENERATION_SLICE = 100000 };      /* of fuel, between two looks at the clock */

/* What was running before. */
typedef struct stretch {
    uint64_t outer_since, outer, outer_translate;
} stretch;

/* `start`: 0 where its time is known by its fuel. */
static inline stretch begin_stretch(generation *g, uint64_t start)
{
    inlay_host *host = g->host;
    stretch s = { host->running_since, host->nested_ticks, host->translate_ticks };
    host->running_since = start;
    host->nested_ticks = host->translate_ticks = 0;
    known_push(g);
    return s;
}

/* Counts time and fuel. */
static inline void end_stretch(generation *g, const stretch *s, uint64_t whole, uint64_t spent)
{
    inlay_host *host = g->host;
    mod *m = g->mod;
    host->depth--;
    host->running_since = s->outer_since;
    m->ticks_now += ticker_span(host->nested_ticks, whole);
    host->nested_ticks = s->outer + whole;
    m->fuel_now += spent;
    m->fuel_total += spent;
    m->translate_ticks_now += host->translate_ticks;
    host->translate_ticks = s->outer_translate;
}

static inline uint64_t time_so_far(const inlay_host *host, uint64_t now)
{
    return ticker_span(host->running_since, now);
}

static inline void take_outcome(generation *g, task_outcome outcome)
{
    g->is_suspended = outcome == TASK_OUT_OF_FUEL || outcome == TASK_PENDING;
    g->is_pending = outcome == TASK_PENDING;
    if (!g->is_suspended) {
        g->activity = ACTIVITY_NONE;
        generation_give_back(g);
    }
}

/* The tank may be filled up meanwhile, by inlay_add_fuel in a function of the game. */
static task_outcome run_once(generation *g, uint64_t *spent)
{
    uint64_t before = store_spent(g->core);
    task_outcome outcome = g->record ? recorder_run(g) : component_run(g->store, g->task);
    *spent += store_spent(g->core) - before;
    return outcome;
}

/* By the clock, not by fuel: `since` begins the stretch that runs. */
static bool is_late(generation *g, uint64_t since)
{
    mod *m = g->mod;
    inlay_host *host = g->host;
    uint64_t whole = ticker_span(since, host_ticks(host)), ticks = m->ticks_now + ticker_span(host->nested_ticks, whole);
    if (host_ns(host, ticks) < (uint64_t)m->slot->def.deadline_us * 1000)
        return false;
    mod_tell_late(m);
    return true;
}

/* A slot with a deadline: the tank a slice at a time, and a look at the clock between two. */
static task_outcome run_slices(generation *g, uint64_t since, uint64_t *spent)
{
    task_outcome outcome = TASK_OUT_OF_FUEL;
    while (outcome == TASK_OUT_OF_FUEL && store_tank_units(g->tank) >= 0) {
        int64_t kept = store_tank_units(g->tank) > GENERATION_SLICE ? store_tank_units(g->tank) - GENERATION_SLICE : 0;
        if (is_late(g, since))
            return outcome;
        store_set_fuel(g->core, store_tank_units(g->tank) - kept);
        outcome = run_once(g, spent);
        store_set_fuel(g->core, store_tank_units(g->tank) + kept);
    }
    return outcome;
}

/* On from tank to tank, as far as the scheduler gives. What starts or is lent fuel has no deadline: it isn't the frame's. */
static task_outcome run_on(generation *g, uint64_t since, uint64_t *spent)
{
    const mod *m = g->mod;
    bool timed = m->current == g && !m->is_lent_fuel && m->slot->def.deadline_us;
    task_outcome outcome;
    do {
        outcome = timed ? run_slices(g, since, spent) : run_once(g, spent);
    } while (outcome == TASK_OUT_OF_FUEL && scheduler_more(g));
    return outcome;
}

static task_outcome run_whole(generation *g)
{
    uint64_t spent = 0;
    uint64_t start = host_ticks(g->host);
    stretch s = begin_stretch(g, start);
    task_outcome outcome = run_on(g, start, &spent);
    end_stretch(g, &s, time_so_far(g->host, host_ticks(g->host)), spent);
    take_outcome(g, outcome);
    return outcome;
}

task_outcome generation_run(generation *g)
{
    uint64_t before = tracer_enter(g->mod, g->activity_name);
    task_outcome outcome = run_whole(g);
    tracer_leave(g->mod, before);
    return outcome;
}

/* An outermost call begins when the SDK's function around it does, and ends it. */
static inline uint64_t start_of_call(inlay_host *host)
{
    return host->entered == 1 ? host_begin_time(host) : host_ticks(host);
}

/* Its time, which was taken. */
static inline uint64_t end_call(generation *g, const stretch *s, task_outcome outcome, uint64_t spent)
{
    inlay_host *host = g->host;
    uint64_t end = host_ticks(host), whole = time_so_far(host, end);
    end_stretch(g, s, whole, spent);
    if (outcome == TASK_DONE && host->entered == 1)
        host->left_at = end;
    take_outcome(g, outcome);
    return whole;
}

/* A call that asked nothing of the game, and was not stopped, tells what the next ones take. */
static void learn(const generation *g, tempo *t, uint64_t whole, uint64_t spent, task_outcome outcome)
{
    const inlay_host *host = g->host;
    bool says_it = outcome == TASK_DONE && !host->is_asked;
    tempo_learn(t, host->frame, whole, spent, says_it ? host->ticker.ticks_of_short : 0);
}

/* Nothing has happened, but that something may have been lent. */
static void refuse(generation *g)
{
    g->activity = ACTIVITY_NONE;
    generation_give_back(g);
}

static straight_outcome call_straight(generation *g, generation_bound *bound, const void *const *arguments, void *result, task_outcome *out)
{
    g->activity = ACTIVITY_CALL;
    g->activity_name = bound->export->name;
    straight_outcome straight = component_call_straight(bound->export->func, g->task, bound->typed, arguments, result, out);
    if (g->record && g->record->counts)
        count_settle(g->record->counts, g->core);     /* its results are its own */
    return straight;
}

/* Out of fuel: was it only stopped to be looked at, or is there more for it? */
static bool goes_on(generation *g) { return (g->record && recorder_look(g)) || scheduler_more(g); }

static straight_outcome call_timed(generation *g, generation_bound *bound, const void *const *arguments, void *result, task_outcome *out)
{
    inlay_host *host = g->host;
    stretch s = begin_stretch(g, start_of_call(host));
    uint64_t before = store_tank_spent(g->tank);
    host->is_asked = false;
    straight_outcome straight = call_straight(g, bound, arguments, result, out);
    uint64_t spent = store_tank_spent(g->tank) - before;
    if (straight == STRAIGHT_REFUSED) {
        end_stretch(g, &s, 0, spent);
        refuse(g);
        return straight;
    }
    if (straight == STRAIGHT_DRIVEN && *out == TASK_OUT_OF_FUEL && goes_on(g))
        *out = run_on(g, 0, &spent);         /* no slot with a deadline comes here */
    learn(g, &bound->tempo, end_call(g, &s, *out, spent), spent, *out);
    host->is_asked = true;        /* of the call around it, if there is one */
    return straight;
}

/* ---- without asking for the time ---- */

/* It goes on as a crossing, has trapped, or is to be begun in another way. */
static straight_outcome end_unusually(generation *g, straight_outcome straight, task_outcome outcome)
{
    if (straight == STRAIGHT_REFUSED) {
        refuse(g);
        return straight;
    }
    if (outcome != TASK_DONE && g->host->entered == 1)
        host_begin_time(g->host); /* what follows, a story perhaps, takes its time */
    take_outcome(g, outcome);
    return straight;
}

straight_outcome generation_end_known(generation *g, generation_bound *bound, const struct known *k, uint64_t before, straight_outcome straight,
                                      task_outcome *out)
{
    uint64_t spent = store_tank_spent(g->tank) - before;
    if (straight == STRAIGHT_DRIVEN && *out == TASK_OUT_OF_FUEL && goes_on(g))
        *out = run_on(g, 0, &spent);
    known_end(g, k, tempo_ticks(&bound->tempo, spent), spent);
    if (straight != STRAIGHT_DONE)
        return end_unusually(g, straight, *out);
    g->activity = ACTIVITY_NONE;
    generation_give_back(g);
    return straight;
}

/* Its time is known by its fuel. */
static straight_outcome call_known(generation *g, generation_bound *bound, const void *const *arguments, void *result, task_outcome *out)
{
    const known k = known_begin(g);
    uint64_t before = store_tank_spent(g->tank);
    straight_outcome straight = call_straight(g, bound, arguments, result, out);
    return generation_end_known(g, bound, &k, before, straight, out);
}

static task_outcome run_timed(generation *g, tempo *t)
{
    inlay_host *host = g->host;
    uint64_t spent = 0, start = start_of_call(host);
    stretch s = begin_stretch(g, start);
    host->is_asked = false;
    task_outcome outcome = run_on(g, start, &spent);
    learn(g, t, end_call(g, &s, outcome, spent), spent, outcome);
    host->is_asked = true;
    return outcome;
}

static task_outcome run_known(generation *g, const tempo *t)
{
    inlay_host *host = g->host;
    const known k = known_begin(g);
    uint64_t spent = 0;
    task_outcome outcome = run_on(g, 0, &spent);
    known_end(g, &k, tempo_ticks(t, spent), spent);
    if (outcome != TASK_DONE && host->entered == 1)
        host_begin_time(host);
    take_outcome(g, outcome);
    return outcome;
}

task_outcome generation_run_call(generation *g, tempo *t)
{
    bool is_known = tempo_goes_on(t, g->host->frame) && !g->mod->slot->def.deadline_us;
    return is_known ? run_known(g, t) : run_timed(g, t);
}

straight_outcome generation_call_straight(generation *g, generation_bound *bound, const void *const *arguments, void *result,
                                          task_outcome *out)
{
    bool is_known = tempo_goes_on(&bound->tempo, g->host->frame);
    return is_known ? call_known(g, bound, arguments, result, out) : call_timed(g, bound, arguments, result, out);
}

/* ---- what it exports ---- */

static uint32_t count_kind(const cexterns *type, cextern_kind kind)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < type->export_count; i++)
        count += type->exports[i].kind == kind;
    return count;
}

/* Of its own, and of its interfaces. */
static uint32_t count_exports(const cexterns *type, cextern_kind kind)
{
    uint32_t count = count_kind(type, kind);
    for (uint32_t i = 0; i < type->export_count; i++)
        if (type->exports[i].kind == CEXTERN_INSTANCE)
            count += count_kind(type->exports[i].instance, kind);
    return count;
}

static void add_extern(generation *g, text_view interface_name, const cextern *external)
{
    if (external->kind == CEXTERN_FUNC)
        g->exports[g->export_count++] = (generation_export){ .interface_name = interface_name, .name = external->name, .type = external->func };

    resource_type type;
    if (external->kind == CEXTERN_RESOURCE && component_export_resource(g->instance, interface_name, external->name, &type))
        g->resource_types[g->resource_type_count++] = (generation_resource){ interface_name, external->name, type };
}

bool generation_become_ready(generation *g)
{
    const cexterns *type = g->image->component->type;
    g->exports = arena_array(&g->names, generation_export, count_exports(type, CEXTERN_FUNC));
    g->resource_types = arena_array(&g->names, generation_resource, count_exports(type, CEXTERN_RESOURCE));
    if (!g->exports || !g->resource_types)
        return false;
    for (uint32_t i = 0; i < type->export_count; i++) {
        const cextern *export = &type->exports[i];
        if (export->kind != CEXTERN_INSTANCE) {
            add_extern(g, (text_view){ 0 }, export);
            continue;
        }
        for (uint32_t j = 0; j < export->instance->export_count; j++)
            add_extern(g, export->name, &export->instance->exports[j]);
    }
    return true;
}

static bool is_newer(text_view interface_name, text_view other)
{
    text_view base, version, other_version;
    track_split(interface_name, &base, &version);
    track_split(other, &base, &other_version);
    return track_order(version, other_version) > 0;
}

/* Where a name without a version means several, the newest. */
static generation_export *find(generation *g, text_view interface_name, text_view name)
{
    generation_export *found = NULL;
    for (uint32_t i = 0; i < g->export_count; i++) {
        generation_export *e = &g->exports[i];
        if (text_equal(e->name, name) && track_means(interface_name, e->interface_name) && (!found || is_newer(e->interface_name, found->interface_name)))
            found = e;
    }
    return found;
}

/* Split at '#'; without one the whole is the name. */
static bool split(text_view whole, text_view *interface_name, text_view *name)
{
    const char *mark = whole.size ? memchr(whole.bytes, '#', whole.size) : NULL;
    *interface_name = (text_view){ 0 };
    *name = whole;
    if (!mark)
        return false;
    size_t at = (size_t)(mark - whole.bytes);
    *interface_name = (text_view){ whole.bytes, at };
    *name = (text_view){ mark + 1, whole.size - at - 1 };
    return true;
}

generation_export *generation_find_export(generation *g, text_view name)
{
    text_view interface_name, inner;
    generation_export *e = export_memo_find(&g->memo, name);
    if (e)
        return e;
    split(name, &interface_name, &inner);
    e = find(g, interface_name, inner);
    if (e)
        export_memo_put(&g->memo, name, e);
    return e;
}

/* `name` is "[kind]resource" or "[kind]resource.method": does it say so? */
static bool is_made_of(text_view name, const char *kind, text_view resource_name, text_view method)
{
    size_t at = strlen(kind), whole = at + resource_name.size + (method.size ? method.size + 1 : 0);
    if (name.size != whole || !text_starts(name, kind) || memcmp(name.bytes + at, resource_name.bytes, resource_name.size) != 0)
        return false;
    at += resource_name.size;
    return method.size == 0 || (name.bytes[at] == '.' && memcmp(name.bytes + at + 1, method.bytes, method.size) == 0);
}

static generation_export *find_made_of(generation *g, text_view interface_name, const char *kind, text_view resource_name, text_view method)
{
    for (uint32_t i = 0; i < g->export_count; i++)
        if (track_means(interface_name, g->exports[i].interface_name) && is_made_of(g->exports[i].name, kind, resource_name, method))
            return &g->exports[i];
    return NULL;
}

generation_export *generation_find_method(generation *g, resource_type type, text_view method)
{
    text_view interface_name, inner;
    if (split(method, &interface_name, &inner) || text_starts(method, "["))
        return find(g, interface_name, inner);
    for (uint32_t i = 0; i < g->resource_type_count; i++) {
        const generation_resource *r = &g->resource_types[i];
        if (r->type == type)
            return find_made_of(g, r->interface_name, "[method]", r->name, inner);
    }
    return NULL;
}

generation_export *generation_find_constructor(generation *g, text_view resource_name)
{
    text_view interface_name, inner;
    if (split(resource_name, &interface_name, &inner))
        return find_made_of(g, interface_name, "[constructor]", inner, (text_view){ 0 });
    for (uint32_t i = 0; i < g->export_count; i++)
        if (is_made_of(g->exports[i].name, "[constructor]", inner, (text_view){ 0 }))
            return &g->exports[i];
    return NULL;
}
