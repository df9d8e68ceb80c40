/* Known calls: their time is known by their fuel (tempo.h), so no clock is asked;
 * and what every task on the native stack wants said of it.
 */
#ifndef INLAY_HOST_KNOWN_H
#define INLAY_HOST_KNOWN_H

#include "host/host.h"

/* It is on the native stack, until the depth is less again. */
static inline void known_push(generation *g)
{
    inlay_host *host = g->host;
    ASSERT(host->depth < COUNT_OF(host->running));
    host->running[host->depth++] = g;
}

/* Before the call: what is added meanwhile is of tasks inside it. */
typedef struct known {
    uint64_t outer_since, nested, translated;
} known;

ALWAYS_INLINE known known_begin(generation *g)
{
    inlay_host *host = g->host;
    const known k = { host->running_since, host->nested_ticks, host->translate_ticks };
    host->running_since = 0;
    known_push(g);
    return k;
}

/* The call asked the game for something, and was timed from there; or it had code translated, which comes on top. */
uint64_t known_own_ticks(generation *g, const known *k, uint64_t ticks);

ALWAYS_INLINE void known_end(generation *g, const known *k, uint64_t ticks, uint64_t spent)
{
    inlay_host *host = g->host;
    mod *m = g->mod;
    if (host->running_since || host->nested_ticks != k->nested || host->translate_ticks != k->translated)
        ticks = known_own_ticks(g, k, ticks);
    host->depth--;
    host->running_since = k->outer_since;
    host->nested_ticks += ticks;
    m->ticks_now += ticks;
    m->fuel_now += spent;
    m->fuel_total += spent;
    if (host->entered == 1 && !host->entered_at)
        host->ticks_now += ticks;
}

#endif
