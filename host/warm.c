/* A frame's share of translating ahead. */
#include "host/warm.h"

#include "host/host.h"

/* What plays, or is about to. */
static image *image_of(const mod *m)
{
    return m->candidate ? m->candidate->image : m->current ? m->current->image : NULL;
}

static uint32_t warm(mod *m, image *i, uint32_t room)
{
    inlay_host *host = m->host;
    uint64_t before = host->translate_ticks;
    uint32_t done = component_code_ahead(i->code, room, WARM_LARGEST);
    uint64_t ticks = ticker_span(before, host->translate_ticks);
    host->translate_ticks = before;
    m->translate_ticks_now += ticks;
    m->ticks_now += ticks;
    return done;
}

void warm_step(inlay_host *host)
{
    uint64_t at_calls = host->translated_bytes, done = at_calls, most = host->length_ns ? WARM_FRAME : WARM_STILL;
    for (uint32_t n = 1; n < host->mods.count && (at_calls || done < most); n++) {
        mod *m = serial_at(&host->mods, n);
        image *i = m && m->is_enabled ? image_of(m) : NULL;
        if (!i || !i->code)
            continue;
        if (done < most)
            done += warm(m, i, (uint32_t)(most - done));
        else
            component_code_rest(i->code);
    }
    host->translated_bytes = 0;
}

bool warm_is_done(const mod *m)
{
    const image *i = image_of(m);
    return !i || !i->code || component_code_is_warm(i->code);
}
