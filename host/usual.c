/* The usual call, in one piece. */
#include "host/usual.h"

#include "engine/component/straight_numbers.h"
#include "host/invoke.h"
#include "host/known.h"
#include "host/reload.h"

static inline bool is_usual_host(const inlay_host *host)
{
    return !host->is_closing && !host->is_traced && !host->next_call.when_dry && !host->next_call.suspended_frames && !host->next_call.packed;
}

/* It plays, and nothing is said of it. What changes one of these ends an era of the host. */
static inline bool is_usual_mod(const mod *m, const generation *g)
{
    return m->current == g && !m->wants_unload && m->is_enabled && !g->record && !reload_is_handing_over(m)
        && !m->when_dry && m->slot->def.when_dry == INLAY_DRY_SUSPEND && !m->slot->def.deadline_us;
}

/* Both words of it at once. */
ALWAYS_INLINE bool is_same_mod(inlay_mod a, inlay_mod b)
{
    uint64_t one, other;
    memcpy(&one, &a, sizeof one);
    memcpy(&other, &b, sizeof other);
    return one == other;
}

/* Null: not the one that was called last of those with the place, or not in this era. */
ALWAYS_INLINE const host_callee *find_callee(const inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index)
{
    const host_callee *c = &host->callees[id.index % HOST_CALLEES];
    bool is_it = c->era == host->era && is_same_mod(c->id, id) && c->binding == binding && index < c->count;
    ASSERT(!is_it || (is_usual_host(host) && is_usual_mod(c->mod, c->generation) && c->bound == c->generation->bound));
    return LIKELY(is_it) ? c : NULL;
}

/* Whoever has exports that were called is remembered. */
static void remember(inlay_host *host, inlay_mod id, const inlay_binding *binding)
{
    mod *m = mod_get(host, id);
    generation *g = m ? m->current : NULL;
    if (g && g->bound && g->binding == binding && is_usual_host(host) && is_usual_mod(m, g))
        host->callees[id.index % HOST_CALLEES] = (host_callee){ id, binding, g->bound, binding->export_count, host->era, m, g };
}

static inlay_status call_otherwise(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index, const void *const *arguments,
                                   void *result)
{
    if (host_is_threads_own(host))
        remember(host, id, binding);
    return invoke_call(host, id, binding, index, arguments, result);
}

/* Nothing is said of the call; a nested one before may have left something there. */
static inlay_status end_otherwise(generation *g, generation_bound *bound, const known *k, uint64_t before, const void *const *arguments,
                                  void *result, straight_outcome straight, task_outcome outcome)
{
    mod *m = g->mod;
    m->options = (inlay_call_options){ .when_dry = INLAY_DRY_DEFAULT };
    straight = generation_end_known(g, bound, k, before, straight, &outcome);
    return invoke_end_usual(m, g->binding, (uint32_t)(bound - g->bound), arguments, result, straight, outcome);
}

ALWAYS_INLINE straight_outcome call(generation *g, const generation_bound *bound, const void *const *arguments, void *result, task_outcome *outcome)
{
    g->activity = ACTIVITY_CALL;
    g->activity_name = bound->export->name;
    return straight_call(bound->export->func, g->task, bound->typed, arguments, result, outcome);
}

/* From inside another call of the SDK. */
static inlay_status call_inside(generation *g, generation_bound *bound, const void *const *arguments, void *result)
{
    task_outcome outcome = TASK_DONE;
    host_enter_call(g->host);
    const known k = known_begin(g);
    uint64_t before = store_tank_spent(g->tank);
    straight_outcome straight = call(g, bound, arguments, result, &outcome);
    return end_otherwise(g, bound, &k, before, arguments, result, straight, outcome);
}

/* An outermost one: there is nothing that its time is taken from, or that is entered already. */
ALWAYS_INLINE void begin_outermost(inlay_host *host, generation *g)
{
    ASSERT(!host->running_since);
    host->entered_at = host->left_at = host->nested_ticks = host->translate_ticks = 0;
    host->entered = host->depth = 1;
    host->running[0] = g;
}

/* Was it nothing but the mod's own work, which is known by its fuel? */
ALWAYS_INLINE bool is_its_own(const inlay_host *host)
{
    return !(host->running_since | host->nested_ticks | host->translate_ticks | host->entered_at) && !host->close_wanted;
}

ALWAYS_INLINE void end_outermost(inlay_host *host, mod *m, uint64_t ticks, uint64_t spent)
{
    m->ticks_now += ticks;
    m->fuel_now += spent;
    m->fuel_total += spent;
    host->ticks_now += ticks;
    host->entered = host->depth = 0;
}

inlay_status usual_call(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result)
{
    task_outcome outcome = TASK_DONE;
    const host_callee *callee = host_is_threads_own(host) ? find_callee(host, id, binding, index) : NULL;
    if (UNLIKELY(!callee))
        return call_otherwise(host, id, binding, index, arguments, result);
    mod *m = callee->mod;
    generation *g = callee->generation;
    generation_bound *bound = &callee->bound[index];
    if (UNLIKELY(!generation_is_idle(g) || !bound->typed || !typed_may_take(bound->typed, arguments) || !tempo_goes_on(&bound->tempo, host->frame)))
        return invoke_call(host, id, binding, index, arguments, result);
    if (UNLIKELY(host->entered | host->depth))
        return host->depth < LIMIT_HOST_NESTING ? call_inside(g, bound, arguments, result)
                                                : invoke_call(host, id, binding, index, arguments, result);

    static const known k;
    begin_outermost(host, g);
    uint64_t before = store_tank_spent(g->tank);
    straight_outcome straight = call(g, bound, arguments, result, &outcome);
    if (UNLIKELY(straight != STRAIGHT_DONE || !is_its_own(host)))
        return end_otherwise(g, bound, &k, before, arguments, result, straight, outcome);
    uint64_t spent = store_tank_spent(g->tank) - before;
    end_outermost(host, m, tempo_ticks(&bound->tempo, spent), spent);
    g->activity = ACTIVITY_NONE;
    if (UNLIKELY(g->lent_count))
        generation_give_back(g);
    usual_count(m);
    return INLAY_DONE;
}
