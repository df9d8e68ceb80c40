/* The usual call, in one piece. */
#include "host/usual.h"

#include "host/invoke.h"
#include "host/known.h"
#include "host/reload.h"

static inline bool is_usual_host(const inlay_host *host)
{
    return host_is_threads_own(host) && !host->is_closing && !host->is_traced && host->depth < LIMIT_HOST_NESTING
        && !host->next_call.when_dry && !host->next_call.suspended_frames && !host->next_call.packed;
}

/* It plays, and nothing is said of it. */
static inline bool is_usual_mod(const mod *m, const generation *g)
{
    return m->current == g && !m->wants_unload && m->is_enabled && generation_is_idle(g) && !g->record && !reload_is_handing_over(m)
        && !m->when_dry && m->slot->def.when_dry == INLAY_DRY_SUSPEND && !m->slot->def.deadline_us;
}

/* Null: not the one that was called last of those with the place. */
static inline const host_callee *find_callee(const inlay_host *host, inlay_mod id)
{
    const host_callee *c = &host->callees[id.index % HOST_CALLEES];
    return c->mod && c->id.index == id.index && c->id.serial == id.serial ? c : NULL;
}

static inlay_status call_otherwise(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index, const void *const *arguments,
                                   void *result)
{
    mod *m = host_is_threads_own(host) ? mod_get(host, id) : NULL;
    if (m && m->current)
        host->callees[id.index % HOST_CALLEES] = (host_callee){ id, m, m->current };
    return invoke_call(host, id, binding, index, arguments, result);
}

inlay_status usual_call(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result)
{
    task_outcome outcome;
    const host_callee *callee = is_usual_host(host) ? find_callee(host, id) : NULL;
    if (!callee || !arguments)
        return call_otherwise(host, id, binding, index, arguments, result);
    mod *m = callee->mod;
    generation *g = callee->generation;
    generation_bound *bound = is_usual_mod(m, g) ? generation_find_bound(g, binding, index) : NULL;
    if (!bound || !bound->typed->is_straight || !tempo_goes_on(&bound->tempo, host->frame))
        return call_otherwise(host, id, binding, index, arguments, result);

    host_enter_call(host);
    m->options = (inlay_call_options){ .when_dry = INLAY_DRY_DEFAULT };
    const known k = known_begin(g);
    uint64_t before = store_tank_spent(g->tank);
    g->activity = ACTIVITY_CALL;
    g->activity_name = bound->export->name;
    straight_outcome straight = component_call_straight(bound->export->func, g->task, bound->typed, arguments, result, &outcome);
    if (straight != STRAIGHT_DONE || g->lent_count) {
        straight = generation_end_known(g, bound, &k, before, straight, &outcome);
        return invoke_end_usual(m, binding, index, arguments, result, straight, outcome);
    }
    uint64_t spent = store_tank_spent(g->tank) - before;
    known_end(g, &k, tempo_ticks(&bound->tempo, spent), spent);
    g->activity = ACTIVITY_NONE;
    usual_count(m);
    host_leave(host);
    return INLAY_DONE;
}
