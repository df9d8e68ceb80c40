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

static inline bool is_usual_mod(const mod *m)
{
    return m->is_enabled && m->current && generation_is_idle(m->current) && !m->current->record && !reload_is_handing_over(m)
        && !m->when_dry && m->slot->def.when_dry == INLAY_DRY_SUSPEND && !m->slot->def.deadline_us;
}

int usual_call(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result)
{
    mod *m;
    generation_bound *bound;
    task_outcome outcome;
    if (!is_usual_host(host) || !(m = mod_get(host, id)) || !is_usual_mod(m) || !arguments)
        return USUAL_NOT;
    generation *g = m->current;
    if (!(bound = generation_find_bound(g, binding, index)) || !bound->typed->is_straight || !tempo_goes_on(&bound->tempo, host->frame))
        return USUAL_NOT;

    host_enter_call(host);
    m->options = (inlay_call_options){ .when_dry = INLAY_DRY_DEFAULT };
    const known k = known_begin(g);
    uint64_t before = store_tank_spent(g->tank);
    g->activity = ACTIVITY_CALL;
    g->activity_name = bound->export->name;
    straight_outcome straight = component_call_straight(bound->export->func, g->task, bound->typed, arguments, result, &outcome);
    if (straight != STRAIGHT_DONE || g->lent_count) {
        straight = generation_end_known(g, bound, &k, before, straight, &outcome);
        return (int)invoke_end_usual(m, binding, index, arguments, result, straight, outcome);
    }
    uint64_t spent = store_tank_spent(g->tank) - before;
    known_end(g, &k, tempo_ticks(&bound->tempo, spent), spent);
    g->activity = ACTIVITY_NONE;
    usual_count(m);
    host_leave(host);
    return INLAY_DONE;
}
