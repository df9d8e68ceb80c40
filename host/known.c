/* What a known call took that was not as its others are. */
#include "host/known.h"

uint64_t known_own_ticks(generation *g, const known *k, uint64_t ticks)
{
    inlay_host *host = g->host;
    uint64_t nested = host->nested_ticks - k->nested, translated = host->translate_ticks - k->translated;
    g->mod->translate_ticks_now += translated;
    host->translate_ticks = k->translated;
    if (host->entered == 1 && !host->entered_at)
        host->ticks_now += nested;
    return host->running_since ? ticker_span(nested, ticker_span(host->running_since, host_ticks(host))) : ticks + translated;
}
