/* Calls into mods. */
#include "host/invoke.h"

#include "engine/wit/wit_scope.h"
#include "host/answer.h"
#include "host/failure.h"
#include "host/host.h"
#include "host/reload.h"
#include "host/scheduler.h"
#include "host/story.h"
#include "host/tracer.h"
#include "host/usual.h"

#include <inttypes.h>
#include <string.h>

enum { INVOKE_ARGUMENTS = 64 };

static inlay_status denied(mod *m, const char *format, text_view name)
{
    error err = { 0 };
    error_set(&err, ERROR_USE, ERROR_NO_OFFSET, format, TEXT_ARGS(name));
    host_tell_error(m->host, m, &err);
    return INLAY_DENIED;
}

/* "arena:game/widget@0.1.0#draw" */
static void advise_export(const generation *g, text_view name, error *err)
{
    enum { LOOKED_AT = 1000 };
    const char *mark = name.size ? memchr(name.bytes, '#', name.size) : NULL;
    text_view inner = mark ? (text_view){ mark + 1, name.size - (size_t)(mark + 1 - name.bytes) } : name, best = { 0 };
    const generation_export *found = NULL;
    uint32_t distance = 0;
    for (uint32_t i = 0; i < g->export_count && i < LOOKED_AT; i++) {
        text_view before = best;
        wit_scope_prefer(inner, g->exports[i].name, &best, &distance);
        if (best.bytes != before.bytes)
            found = &g->exports[i];
    }
    if (found)
        error_hint(err, "did you mean \"%.*s%s%.*s\"?", TEXT_ARGS(found->interface_name), found->interface_name.size ? "#" : "", TEXT_ARGS(found->name));
}

static inlay_status no_export(mod *m, text_view name)
{
    error err = { 0 };
    error_set(&err, ERROR_USE, ERROR_NO_OFFSET, "it exports no function \"%.*s\"", TEXT_ARGS(name));
    advise_export(m->current, name, &err);
    host_tell_error(m->host, m, &err);
    return INLAY_DENIED;
}

/* What the game wants where a call runs dry: as said for this one, for this mod, for the slot. */
static inlay_when_dry when_dry(const mod *m)
{
    if (m->options.when_dry)
        return m->options.when_dry;
    return m->when_dry ? m->when_dry : m->slot->def.when_dry;
}

static inlay_status skipped(mod *m)
{
    m->skipped++;
    return INLAY_SKIPPED;
}

/* Why a mod can't be called now; INLAY_DONE: it can, after all. */
static inlay_status why_not(mod *m)
{
    host_begin_time(m->host);
    if (!m->is_enabled)
        return INLAY_DENIED;
    if (!m->current) {
        switch (mod_state(m)) {
        case INLAY_FAILED: case INLAY_EXITED: return INLAY_TRAPPED;
        case INLAY_REFUSED: return INLAY_DENIED;
        case INLAY_LOADING: case INLAY_RUNNING: case INLAY_WAITING: case INLAY_DISABLED: return INLAY_BUSY;
        case INLAY_GONE: return INLAY_STALE;
        }
    }
    if (m->current->is_skipped)
        return skipped(m);
    if (!generation_is_idle(m->current) || reload_is_handing_over(m))
        return INLAY_BUSY;
    if (when_dry(m) == INLAY_DRY_SKIP && scheduler_tank(m) < 0)
        return skipped(m);
    return m->host->depth >= LIMIT_HOST_NESTING ? INLAY_LIMIT : INLAY_DONE;
}

static inline inlay_status check(mod *m)
{
    m->options = m->host->next_call;
    m->host->next_call = (inlay_call_options){ .when_dry = INLAY_DRY_DEFAULT };
    bool as_usual = !m->options.when_dry && !m->when_dry && m->slot && m->slot->def.when_dry == INLAY_DRY_SUSPEND;
    bool good = as_usual && m->is_enabled && m->current && generation_is_idle(m->current) && !reload_is_handing_over(m) && m->host->depth < LIMIT_HOST_NESTING;
    return good ? INLAY_DONE : why_not(m);
}

/* What values take at least in a mod's memory beside its own frame: the bytes of strings and lists; and the largest of them. */
typedef struct sizes { uint64_t bytes, string, list; } sizes;

static void count_list(sizes *s, uint64_t items, uint64_t item_size)
{
    s->bytes += items * item_size;
    s->list = items > s->list ? items : s->list;
}

static void add_sizes(sizes *s, const inlay_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const inlay_value *v = &values[i];
        if (v->kind == INLAY_STRING) {
            s->bytes += v->string.size;
            s->string = v->string.size > s->string ? v->string.size : s->string;
        } else if (v->kind == INLAY_LIST && v->tag) {
            count_list(s, v->packed.count, value_scalar_size((inlay_kind)v->tag));
        } else if (v->kind == INLAY_LIST || v->kind == INLAY_RECORD || v->kind == INLAY_TUPLE || v->kind == INLAY_MAP) {
            if (v->kind == INLAY_LIST || v->kind == INLAY_MAP)
                count_list(s, v->kind == INLAY_MAP ? v->list.count / 2 : v->list.count, 0);
            add_sizes(s, v->list.items, v->list.count);
        } else if ((v->kind == INLAY_VARIANT || v->kind == INLAY_OPTION || v->kind == INLAY_RESULT) && v->payload) {
            add_sizes(s, v->payload, 1);
        }
    }
}

/* 0: no quota. */
static bool is_within(const mod *m, uint64_t size, uint64_t most, const char *words, const char *key, error *err)
{
    if (most == 0 || size <= most)
        return true;
    error_set(err, ERROR_ARGUMENT, ERROR_NO_OFFSET, words, size, most);
    return error_hint(err, "give less, or raise %s of slot \"%.*s\"", key, TEXT_ARGS(m->slot->name));
}

/* Arguments that can never cross are the game's mistake: the mod must not trap for them. */
static bool may_cross(const mod *m, const inlay_value *arguments, uint32_t count, error *err)
{
    sizes s = { 0 };
    add_sizes(&s, arguments, count);
    return is_within(m, s.bytes, m->quota.copy, "they take %" PRIu64 " bytes, and one call may move %" PRIu64, "copy_bytes", err)
        && is_within(m, s.string, m->quota.string, "a string has %" PRIu64 " bytes, and one may have %" PRIu64, "string_bytes", err)
        && is_within(m, s.list, m->quota.list_items, "a list has %" PRIu64 " items, and one may have %" PRIu64, "list_items", err);
}

static inlay_status refuse(mod *m, const error *err)
{
    host_tell_error(m->host, m, err);
    return err->code == ERROR_ARGUMENT || err->code == ERROR_LIMIT || err->code == ERROR_MEMORY ? INLAY_LIMIT : INLAY_DENIED;
}

/* The call was not begun. */
static inlay_status refuse_arguments(mod *m, const generation_export *e, error *err)
{
    generation_give_back(m->current);
    error_in(err, "the arguments of %.*s", TEXT_ARGS(e->name));
    return refuse(m, err);
}

/* Null: it can't be called. */
static component_func *func_of(generation *g, generation_export *e)
{
    if (!e->func)
        e->func = component_export_func(g->instance, e->interface_name, e->name);
    return e->func;
}

static inlay_status begin(mod *m, generation_export *e, const inlay_value *arguments, uint32_t count)
{
    generation *g = m->current;
    error err;
    error_open(&err);
    if (!func_of(g, e))
        return denied(m, "its \"%.*s\" cannot be called", e->name);
    if (may_cross(m, arguments, count, &err) && component_call(e->func, g->task, arguments, count, &err)) {
        g->activity = ACTIVITY_CALL;
        g->activity_name = e->name;
        return INLAY_DONE;
    }
    return refuse_arguments(m, e, &err);
}

static void give(const inlay_value *value, inlay_value *results, size_t room)
{
    if (results && room)
        results[0] = value ? *value : (inlay_value){ 0 };
}

/* The name outlives the generation that it was found in only as this copy. */
static void fail(mod *m)
{
    char doing[200];
    text_format(doing, sizeof doing, "\"%.*s\"", TEXT_ARGS(m->current->activity_name));
    story_end(m, doing);
}

static inlay_status run_dry(mod *m)
{
    generation *g = m->current;
    inlay_when_dry wanted = when_dry(m);
    if (wanted == INLAY_DRY_FAIL) {
        failure_end(m, "its call ran out of fuel, and the game wants its answer within the frame\n"
                       "  hint: do less in one call, or ask for a larger \"weight\" in mod.json");
        return INLAY_TRAPPED;
    }
    m->dry_frames = 0;
    g->suspended_most = m->options.suspended_frames ? m->options.suspended_frames : m->slot->def.suspended_frames;
    g->is_skipped = wanted == INLAY_DRY_SKIP;
    if (!m->is_slow_told)
        mod_event_format(m, INLAY_EVENT_SUSPENDED, "%s: \"%.*s\" used up its fuel of this frame and goes on in the next%s\n"
                         "  hint: do less in one call, or ask for a larger \"weight\" in mod.json; a loop that does not end fails after %u frames", m->name.bytes,
                         TEXT_ARGS(g->activity_name), g->is_skipped ? "; the game does not wait for what it gives" : "", g->suspended_most);
    m->is_slow_told = true;
    return g->is_skipped ? skipped(m) : INLAY_SUSPENDED;
}

static inlay_status end_run(mod *m, task_outcome outcome)
{
    switch (outcome) {
    case TASK_DONE:
        usual_count(m);
        return INLAY_DONE;
    case TASK_OUT_OF_FUEL:
        return run_dry(m);
    case TASK_PENDING:
        return INLAY_SUSPENDED;
    case TASK_TRAPPED:
        break;
    }
    fail(m);
    return INLAY_TRAPPED;
}

static inlay_status run(mod *m, generation_export *e, inlay_value *results, size_t room)
{
    generation *g = m->current;
    inlay_status status = end_run(m, generation_run_call(g, &e->tempo));
    if (status == INLAY_DONE)
        give(component_result(g->store, g->task), results, room);
    return status;
}

/* ---- plain calls: values that C has as they are ---- */

static const plain_form *plain_of(generation *g, generation_export *e)
{
    if (e->is_plain_known)
        return e->plain;
    e->is_plain_known = true;
    e->plain = func_of(g, e) ? plain_make(e->func, g->task) : NULL;
    e->as_plain = (generation_bound){ e, e->plain ? e->plain->typed : NULL, { 0 } };
    return e->plain;
}

/* `from`: where the result lies in C. */
static inlay_status give_plain(mod *m, const plain_form *p, const void *from, inlay_value *results, size_t room)
{
    error err = { 0 };
    generation *g = m->current;
    if (!results || !room)
        return INLAY_DONE;
    if (plain_is_tree(p, g->plain_packed))
        arena_clear_again(&g->trees);
    if (plain_give(p, &g->trees, g->plain_packed, from, results))
        return INLAY_DONE;
    error_memory(&err);
    return refuse(m, &err);
}

static inlay_status end_plain(mod *m, const plain_form *p, inlay_status status, inlay_value *results, size_t room)
{
    generation *g = m->current;
    if (status == INLAY_DONE)
        return give_plain(m, p, component_typed_result(g->store), results, room);
    if (status == INLAY_SUSPENDED || status == INLAY_SKIPPED)
        component_keep_arguments(g->store);
    return status;
}

/* What only this way can take: records that are packed. */
static inlay_status call_packed(mod *m, generation_export *e, const void *const *places, inlay_value *results, size_t room)
{
    error err;
    generation *g = m->current;
    error_open(&err);
    if (component_call_typed(e->func, g->task, e->plain->typed, places, &err)) {
        g->activity = ACTIVITY_CALL;
        g->activity_name = e->name;
        return end_plain(m, e->plain, end_run(m, generation_run_call(g, &e->as_plain.tempo)), results, room);
    }
    return refuse_arguments(m, e, &err);
}

/* Room for the result in C; `small` has it but for a tree's. Null: no memory. */
static void *find_result(generation *g, const plain_form *p, plain_result *small)
{
    return plain_is_tree(p, false) ? arena_items(&g->packing, 1, p->typed->result.sizes[0], 16) : small;
}

/* False: as a tree. */
static bool call_plain(mod *m, generation_export *e, const inlay_value *arguments, uint32_t count, inlay_value *results, size_t room,
                       inlay_status *status)
{
    generation *g = m->current;
    const plain_form *p = plain_of(g, e);
    const void *places[PLAIN_PARAMS];
    plain_result small;
    task_outcome outcome = TASK_DONE;
    bool needs;
    arena_clear_again(&g->packing);
    void *result = p && plain_take(p, &g->packing, arguments, count, places, &needs) ? find_result(g, p, &small) : NULL;
    if (!result || (needs && p->has_records && !m->options.packed))
        return false;
    g->plain = p;
    g->plain_packed = m->options.packed;
    switch (p->is_straight && !m->slot->def.deadline_us ? generation_call_straight(g, &e->as_plain, places, result, &outcome) : STRAIGHT_REFUSED) {
    case STRAIGHT_DONE:
        usual_count(m);
        *status = give_plain(m, p, result, results, room);
        return true;
    case STRAIGHT_DRIVEN:
        *status = end_plain(m, p, end_run(m, outcome), results, room);
        return true;
    case STRAIGHT_REFUSED:
        break;
    }
    if (!needs && !(p->has_records && m->options.packed))
        return false;
    *status = call_packed(m, e, places, results, room);
    return true;
}

static inlay_status call(mod *m, generation_export *e, const inlay_value *arguments, uint32_t count, inlay_value *results, size_t room)
{
    inlay_status status;
    if (call_plain(m, e, arguments, count, results, room, &status))
        return status;
    status = begin(m, e, arguments, count);
    return status == INLAY_DONE ? run(m, e, results, room) : status;
}

static inlay_status call_told(mod *m, generation_export *e, const inlay_value *arguments, uint32_t count, inlay_value *results, size_t room)
{
    if (!m->host->is_traced)
        return call(m, e, arguments, count, results, room);
    uint64_t before = tracer_begin(m, e->name);
    inlay_status status = call(m, e, arguments, count, results, room);
    tracer_end(m, before);
    return status;
}

inlay_status invoke_export(mod *m, text_view name, const inlay_value *arguments, uint32_t count, inlay_value *results, size_t room)
{
    inlay_status status = check(m);
    if (status != INLAY_DONE)
        return status;
    generation_export *e = generation_find_export(m->current, name);
    if (!e)
        return no_export(m, name);
    return call_told(m, e, arguments, count, results, room);
}

inlay_status invoke_construct(mod *m, text_view name, const inlay_value *arguments, uint32_t count, inlay_resource *out)
{
    inlay_value made = { 0 };
    inlay_status status = check(m);
    if (status != INLAY_DONE)
        return status;
    generation_export *e = generation_find_constructor(m->current, name);
    if (!e)
        return denied(m, "it exports no resource \"%.*s\" with a constructor", name);
    status = begin(m, e, arguments, count);
    if (status != INLAY_DONE)
        return status;
    uint64_t before = tracer_enter(m, e->name);
    status = run(m, e, &made, 1);
    tracer_leave(m, before);
    if (status == INLAY_DONE && made.kind == INLAY_OWN)
        *out = made.resource;
    return status;
}

/* Whose object it is; INLAY_DONE: a mod's that plays. */
static inlay_status find_object(inlay_host *host, inlay_resource self, const host_resource **out)
{
    const host_resource *r = host_resource_get(&host->resources, self);
    if (!r)
        return INLAY_STALE;
    if (!r->is_guest || !r->generation->mod)
        return INLAY_DENIED;
    *out = r;
    return r->generation->mod->current == r->generation ? INLAY_DONE : INLAY_STALE;
}

inlay_status invoke_method(inlay_host *host, inlay_resource self, text_view method, const inlay_value *arguments, uint32_t count,
                           inlay_value *results, size_t room)
{
    inlay_value all[INVOKE_ARGUMENTS + 1];
    const host_resource *r;
    inlay_status status = find_object(host, self, &r);
    if (status != INLAY_DONE)
        return status;
    mod *m = r->generation->mod;
    status = check(m);
    if (status != INLAY_DONE)
        return status;
    generation_export *e = generation_find_method(m->current, r->guest_type, method);
    if (!e || count > INVOKE_ARGUMENTS)
        return denied(m, "its resource has no method \"%.*s\" of so many arguments", method);
    all[0] = (inlay_value){ .kind = INLAY_BORROW };
    all[0].resource = self;
    for (uint32_t i = 0; i < count; i++)
        all[i + 1] = arguments[i];
    return call_told(m, e, all, count + 1, results, room);
}

/* ---- typed calls ---- */

static inlay_status end_typed(mod *m, const generation_bound *bound, inlay_status status, void *result)
{
    generation *g = m->current;
    if (status == INLAY_SUSPENDED || status == INLAY_SKIPPED)
        component_keep_arguments(g->store);
    else if (status == INLAY_DONE && result && bound->typed->result.argument_count)
        memcpy(result, component_typed_result(g->store), bound->typed->result.sizes[0]);
    return status;
}

static bool are_there(const void *const *arguments, const generation_bound *bound, error *err)
{
    for (uint32_t i = 0; i < bound->typed->params.argument_count; i++)
        if (!arguments || !arguments[i])
            return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "argument %u of \"%.*s\" is a null pointer", i, TEXT_ARGS(bound->export->name));
    return true;
}

static inlay_status call_typed(mod *m, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result)
{
    error err;
    error_open(&err);
    generation *g = m->current;
    generation_bound *bound = binding_export(g, binding, index, &err);
    if (!bound || !are_there(arguments, bound, &err))
        return refuse(m, &err);
    if (component_call_typed(bound->export->func, g->task, bound->typed, arguments, &err)) {
        g->activity = ACTIVITY_CALL;
        g->activity_name = bound->export->name;
        return end_typed(m, bound, end_run(m, generation_run_call(g, &bound->tempo)), result);
    }
    return refuse_arguments(m, bound->export, &err);
}

/* As below, told of from its arguments to its result. What the binding doesn't know is refused with words. */
static inlay_status call_traced(mod *m, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result)
{
    error err;
    task_outcome outcome = TASK_DONE;
    straight_outcome straight = STRAIGHT_REFUSED;
    error_open(&err);
    bool is_known = generation_find_bound(m->current, binding, index) != NULL;
    generation_bound *bound = binding_export(m->current, binding, index, &err);
    if (!bound)
        return refuse(m, &err);
    uint64_t before = tracer_begin(m, bound->export->name);
    if (is_known && typed_may_take(bound->typed, arguments) && !m->slot->def.deadline_us)
        straight = generation_call_straight(m->current, bound, arguments, result, &outcome);
    inlay_status status = straight == STRAIGHT_REFUSED ? call_typed(m, binding, index, arguments, result) :
                          straight == STRAIGHT_DRIVEN ? end_typed(m, bound, end_run(m, outcome), result) : INLAY_DONE;
    if (straight == STRAIGHT_DONE)
        usual_count(m);
    tracer_end(m, before);
    return status;
}

static inlay_status end_straight(mod *m, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result,
                                 straight_outcome straight, task_outcome outcome)
{
    if (straight == STRAIGHT_DRIVEN)
        return end_typed(m, generation_find_bound(m->current, binding, index), end_run(m, outcome), result);
    return call_typed(m, binding, index, arguments, result);
}

inlay_status invoke_end_usual(mod *m, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result,
                              straight_outcome straight, task_outcome outcome)
{
    inlay_host *host = m->host;
    inlay_status status = INLAY_DONE;
    if (straight == STRAIGHT_DONE)
        usual_count(m);
    else
        status = end_straight(m, binding, index, arguments, result, straight, outcome);
    host_leave(host);
    return status;
}

static inlay_status invoke_typed(mod *m, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result)
{
    task_outcome outcome = TASK_DONE;
    inlay_status status = check(m);
    if (status != INLAY_DONE)
        return status;
    if (m->host->is_traced)
        return call_traced(m, binding, index, arguments, result);
    generation_bound *bound = generation_find_bound(m->current, binding, index);
    if (!bound || !typed_may_take(bound->typed, arguments) || m->slot->def.deadline_us)
        return call_typed(m, binding, index, arguments, result);
    straight_outcome straight = generation_call_straight(m->current, bound, arguments, result, &outcome);
    if (straight != STRAIGHT_DONE)
        return end_straight(m, binding, index, arguments, result, straight, outcome);
    usual_count(m);
    return INLAY_DONE;
}

inlay_status invoke_call(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result)
{
    if (!host_is_mine(host))
        return INLAY_DENIED;
    mod *m = mod_get(host, id);
    if (!m || host->is_closing)
        return INLAY_STALE;
    host_enter_call(host);
    inlay_status status = invoke_typed(m, binding, index, arguments, result);
    host_leave(host);
    return status;
}

inlay_status invoke_typed_method(inlay_host *host, inlay_resource self, const inlay_binding *binding, uint32_t index,
                                 const void *const *arguments, void *result)
{
    const host_resource *r;
    inlay_status status = find_object(host, self, &r);
    return status == INLAY_DONE ? invoke_typed(r->generation->mod, binding, index, arguments, result) : status;
}

static inlay_status refuse_another(mod *m, const late *l)
{
    error err;
    error_open(&err);
    const char *name = l->binding ? l->binding->exports[l->index].name : "one of the dynamic API";
    error_set(&err, ERROR_USE, ERROR_NO_OFFSET, "the call that ended was another: %s", name);
    return refuse(m, &err);
}

inlay_status invoke_typed_take(mod *m, const inlay_binding *binding, uint32_t index, void *result)
{
    const late *l = &m->late;
    inlay_status status = invoke_take(m, NULL, 0);
    if (status != INLAY_DONE || !result)
        return status;
    if (l->binding != binding || l->index != index)
        return refuse_another(m, l);
    if (l->size)
        memcpy(result, l->place, l->size);
    return status;
}

/* ---- later frames ---- */

inlay_status invoke_take(mod *m, inlay_value *results, size_t room)
{
    const generation *g = m->current;
    if (g && g->is_suspended && g->activity == ACTIVITY_CALL)
        return INLAY_SUSPENDED;
    if (!m->late.is_kept)
        return !g && mod_state(m) == INLAY_FAILED ? INLAY_TRAPPED : INLAY_STALE;
    m->late.is_kept = false;
    if (m->late.status == INLAY_DONE)
        give(&m->late.value, results, room);
    return m->late.status;
}

/* Begin the next destructor that waits. False: none does. */
static bool begin_drop(generation *g)
{
    bool begun = false;
    while (!begun && g->dropping) {
        host_resource *r = g->dropping;
        error err = { 0 };
        g->dropping = r->after;
        begun = component_drop_guest(g->store, g->task, r->guest_type, r->rep, &err);
        budget_delete(&g->host->budget, r);
        if (!begun)
            host_tell_error(g->host, g->mod, &err);
    }
    if (!begun)
        return false;
    g->activity = ACTIVITY_DROP;
    g->activity_name = (text_view)TEXT_LITERAL("a destructor");
    return true;
}

static void run_drops(mod *m)
{
    while (m->current && generation_is_idle(m->current) && !reload_is_handing_over(m)
           && store_fuel(generation_core(m->current)) >= 0 && begin_drop(m->current))
        if (generation_run(m->current) == TASK_TRAPPED)
            fail(m);
}

void invoke_drop(inlay_host *host, inlay_resource id)
{
    host_resource *r = host_resource_get(&host->resources, id);
    if (!r)
        return;
    if (!r->is_guest && r->generation) {
        answer_kill_resource(host, r);
        return;
    }
    if (!r->is_guest) {
        answer_drop_resource(host, r, &host->resources.game);
        return;
    }
    generation *g = r->generation;
    host_resource_retire(&host->resources, r, &g->made);
    r->after = g->dropping;
    g->dropping = r;
    if (g->mod->current == g && host->depth < LIMIT_HOST_NESTING)
        run_drops(g->mod);
}

void invoke_resume(mod *m)
{
    generation *g = m->current;
    if (g->is_suspended && !(g->activity == ACTIVITY_SAVE && reload_is_handing_over(m))) {
        activity what = g->activity;
        switch (generation_run(g)) {
        case TASK_DONE:
            if (what == ACTIVITY_CALL) {
                m->calls++;
                m->ended_a_call = true;
                if (!g->is_skipped)
                    late_keep(m, g);
                g->is_skipped = false;
            } else if (what == ACTIVITY_SAVE) {
                checkpoint_take(m);
            }
            break;
        case TASK_TRAPPED:
            if (what == ACTIVITY_CALL && !g->is_skipped)
                late_fail(m);
            fail(m);
            return;
        case TASK_OUT_OF_FUEL: case TASK_PENDING:
            return;
        }
    }
    run_drops(m);
}
