/* The tracer. */
#include "host/tracer.h"

static inlay_string view(text_view text) { return (inlay_string){ text.bytes, text.size }; }

/* The host is no one's while the game is told; and then its own again. */
static uintptr_t lock(inlay_host *host)
{
    uintptr_t owner = atomic_load_explicit(&host->thread, memory_order_relaxed);
    atomic_store_explicit(&host->thread, 0, memory_order_relaxed);
    return owner;
}

static void unlock(inlay_host *host, uintptr_t owner) { atomic_store_explicit(&host->thread, owner, memory_order_relaxed); }

uint64_t tracer_begin(const mod *m, text_view function)
{
    const inlay_tracer *t = &m->host->tracer;
    if (t->begin) {
        uintptr_t owner = lock(m->host);
        t->begin(t->user, view(m->name), view(function));
        unlock(m->host, owner);
    }
    return m->fuel_total;
}

void tracer_end(const mod *m, uint64_t before)
{
    const inlay_tracer *t = &m->host->tracer;
    if (!t->end)
        return;
    uintptr_t owner = lock(m->host);
    t->end(t->user, m->fuel_total - before);
    unlock(m->host, owner);
}

static void plot(const inlay_tracer *t, const mod *m)
{
    const generation *g = m->current ? m->current : m->candidate;
    t->plot(t->user, view(m->name), "fuel", m->fuel_frame);
    t->plot(t->user, view(m->name), "memory", g ? g->own.used : 0);
}

void tracer_end_frame(inlay_host *host)
{
    const inlay_tracer *t = &host->tracer;
    uintptr_t owner = lock(host);
    for (uint32_t i = 1; t->plot && i < host->mods.count; i++)
        if (serial_at(&host->mods, i))
            plot(t, serial_at(&host->mods, i));
    if (t->frame)
        t->frame(t->user, host->length_frame);
    unlock(host, owner);
}

void tracer_tell(const mod *m, inlay_event_kind kind, text_view text)
{
    const inlay_tracer *t = &m->host->tracer;
    if (!t->event)
        return;
    uintptr_t owner = lock(m->host);
    t->event(t->user, view(m->name), kind, view(text));
    unlock(m->host, owner);
}
