/* Quotas. */
#include "host/quota.h"

#include "host/host.h"

#include <inttypes.h>

enum { QUOTA_SOFT = 80 };           /* of 100 */

static uint64_t least(uint64_t a, uint64_t b)
{
    return a == 0 || (b && b < a) ? b : a;
}

quota quota_least(const quota *a, const quota *b)
{
    quota out;
#define QUOTA_KEY(name, member, most, factor) out.member = least(a->member, b->member);
    QUOTA_KEYS(QUOTA_KEY)
#undef QUOTA_KEY
    return out;
}

quota quota_over(const quota *base, const quota *over)
{
    quota out;
#define QUOTA_KEY(name, member, most, factor) out.member = over->member ? over->member : base->member;
    QUOTA_KEYS(QUOTA_KEY)
#undef QUOTA_KEY
    return out;
}

quota quota_of_slot(const inlay_slot_def *def)
{
    return (quota){ .memory = def->memory_bytes, .copy = def->copy_bytes, .table_entries = def->table_entries, .handles = def->handles,
                    .string = def->string_bytes, .list_items = def->list_items, .log_lines = def->log_lines, .log_bytes = def->log_bytes };
}

static void work_out(mod *m, const slot *s)
{
    m->weight = m->asked_weight ? m->asked_weight : 1;
    if (!s)
        return;
    quota asked = quota_least(&s->quota, &m->asked);
    policy_word said = policy_of(&m->host->policy, s->name, m->name);
    m->quota = quota_least(&asked, &said.quota);
    m->weight = said.weight ? said.weight : m->weight;
    m->memory_limit = m->quota.memory;
}

void quota_take(mod *m, const manifest *says, const slot *s)
{
    m->asked = says->quota;
    m->asked_weight = says->weight;
    work_out(m, s);
}

void quota_apply(mod *m)
{
    generation *const playing[] = { m->current, m->candidate };
    work_out(m, m->slot);
    for (int i = 0; i < 2; i++)
        if (playing[i])
            generation_set_quota(playing[i], &m->quota);
}

/* ---- warnings ---- */

static bool is_near(uint64_t used, uint64_t most)
{
    return most && used && used >= most - most / 100 * (100 - QUOTA_SOFT);
}

typedef struct quota_use {
    uint64_t    used, most;
    const char *does, *unit, *beyond, *key, *cure;
} quota_use;

static void warn(mod *m, uint32_t kind, const quota_use *u)
{
    if (!is_near(u->used, u->most) || (m->warned_of & 1u << kind))
        return;
    m->warned_of |= 1u << kind;
    uint64_t used = u->used < u->most ? u->used : u->most;
    mod_event_format(m, INLAY_EVENT_LOG, "%s: %s %" PRIu64 " of at most %" PRIu64 " %s; beyond them %s\n"
                     "  hint: %s; or raise \"%s\" in mod.json, as far as the game's policy and slot go",
                     m->name.bytes, u->does, used, u->most, u->unit, u->beyond, u->cure, u->key);
}

void quota_warn(mod *m)
{
    static const char fails[] = "it fails", left_out[] = "the rest is left out";
    const generation *g = m->current;
    if (!g)
        return;
    if (m->warned != g->number)
        m->warned_of = 0;
    m->warned = g->number;
    const component_use use = component_store_use(g->store);
    const quota *q = &m->quota;
    const quota_use all[] = {
        { g->own.used >> 10, q->memory >> 10, "it uses", "KiB of memory", fails, "memory_mib", "free what is not needed" },
        { use.table_entries, q->table_entries, "its tables have", "elements", "table.grow gives -1", "table_entries", "let its tables grow less" },
        { use.handles, q->handles, "it holds", "handles", fails, "handles", "drop resources that are not needed" },
        { use.copy_bytes, q->copy, "one of its calls moved", "bytes", fails, "copy_kib", "give and ask for less at once" },
        { use.string_bytes, q->string, "one of its strings had", "bytes", fails, "string_kib", "cut it in parts" },
        { use.list_items, q->list_items, "one of its lists had", "items", fails, "list_items", "cut it in parts" },
        { m->lines_frame, q->log_lines, "in one frame it wrote", "lines", left_out, "log_lines", "write less" },
        { m->line_bytes_frame, q->log_bytes, "in one frame it wrote", "bytes of lines", left_out, "log_kib", "write less" },
    };
    for (uint32_t i = 0; i < sizeof all / sizeof *all; i++)
        warn(m, i, &all[i]);
}
