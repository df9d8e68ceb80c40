/* The recorder where every call is followed: its trees are told of each unit, and look at no stack. */
#include "host/recorder.h"

#include "host/host.h"

/* What runs around the one that begins: where its own call stands. */
static record_outer outer_of(const generation *g)
{
    const inlay_host *host = g->host;
    record_outer outer = { 0, 0 };
    for (uint32_t i = 0; i < host->depth && host->running[i] != g; i++) {
        const record *rec = host->running[i]->record;
        if (rec && rec->counts)
            outer = (record_outer){ rec->serial, count_current(rec->counts) };
    }
    return outer;
}

static uint32_t root(void *user)
{
    generation *g = user;
    return record_entry(g->record, g->activity_name, outer_of(g));
}

static uint32_t child(void *user, uint32_t above, const stack_frame *at)
{
    generation *g = user;
    record *rec = g->record;
    if (above == RECORD_NONE)
        return RECORD_NONE;
    if (rec->nodes[above].kind == RECORD_ABI)         /* what it calls is called by who called it */
        above = rec->nodes[above].parent;
    if (at->code)
        return record_child(rec, above, RECORD_FUNCTION, at->code, at->function, at->cell);
    return record_native(rec, above, g->store, at->function);
}

static void spend(void *user, uint32_t node, int64_t units, bool is_call)
{
    generation *g = user;
    if (node == RECORD_NONE)
        g->record->lost++;
    else
        record_add(g->record, node, (record_weight){ .fuel = (uint64_t)units, .calls = is_call && g->record->nodes[node].kind != RECORD_ABI });
}

bool recorder_follow(generation *g)
{
    static const count_follower follower = { root, child, spend };
    if (!record_count(g->record))
        return false;
    count_follow(g->record->counts, &follower, g);
    return true;
}
