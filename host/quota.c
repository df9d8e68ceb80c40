/* Quotas. */
#include "host/quota.h"

#include "host/host.h"

#include <inttypes.h>

enum { QUOTA_SOFT = 80 };           /* of 100 */

static uint64_t least(uint64_t a, uint64_t b)
{
    return a == 0 || (b && b < a) ? b : a;
}

quota quota_least(const quota *base, const quota *over)
{
    return (quota){
        .memory = least(base->memory, over->memory), .copy = least(base->copy, over->copy),
        .handles = (uint32_t)least(base->handles, over->handles),
        .log_lines = least(base->log_lines, over->log_lines), .log_bytes = least(base->log_bytes, over->log_bytes),
        .weight = over->weight ? over->weight : base->weight,
    };
}

static quota of_slot(const slot *s)
{
    const inlay_slot_def *def = &s->def;
    return (quota){ .memory = def->memory_bytes, .copy = def->copy_bytes, .handles = def->handles,
                    .log_bytes = LIMIT_LOG_FRAME };
}

static void work_out(mod *m, const slot *s)
{
    m->weight = m->asked.weight ? m->asked.weight : 1;
    if (!s)
        return;
    quota base = of_slot(s), asked = quota_least(&base, &m->asked), said = policy_of(&m->host->policy, m->name);
    m->quota = quota_least(&asked, &said);
    m->weight = m->quota.weight ? m->quota.weight : 1;
    m->memory_limit = m->quota.memory;
}

void quota_take(mod *m, const manifest *says, const slot *s)
{
    m->asked = (quota){ .memory = (uint64_t)says->memory_mib << 20, .copy = (uint64_t)says->copy_kib << 10, .handles = says->handles,
                        .log_lines = says->log_lines, .weight = says->weight };
    work_out(m, s);
}

void quota_apply(mod *m)
{
    generation *const playing[] = { m->current, m->candidate };
    work_out(m, m->slot);
    for (int i = 0; i < 2; i++) {
        if (!playing[i])
            continue;
        playing[i]->own.limit = m->quota.memory;
        component_store_set_copy_bytes(playing[i]->store, m->quota.copy);
    }
}

static bool is_near(uint64_t used, uint64_t most)
{
    return most && used >= most / 100 * QUOTA_SOFT;
}

void quota_warn(mod *m)
{
    const generation *g = m->current;
    if (!g || m->warned == g->number)
        return;
    if (is_near(g->own.used, m->quota.memory))
        mod_event_format(m, INLAY_EVENT_LOG, "%s: it uses %" PRIu64 " of its %" PRIu64 " KiB of memory; beyond them it fails\n"
                         "  hint: free what is not needed; or raise \"memory_mib\" in mod.json, as far as the game's policy and slot go",
                         m->name.bytes, g->own.used >> 10, m->quota.memory >> 10);
    else if (is_near(component_store_handles(g->store), m->quota.handles))
        mod_event_format(m, INLAY_EVENT_LOG, "%s: it holds %u of its %u handles; beyond them it fails\n  hint: drop resources that are not needed",
                         m->name.bytes, component_store_handles(g->store), m->quota.handles);
    else
        return;
    m->warned = g->number;
}
