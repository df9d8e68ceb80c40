/* Figures. */
#include "host/stats.h"

#include "host/host.h"
#include "host/reason.h"
#include "host/scheduler.h"

static const char *text_or_empty(text_view text)
{
    return text.bytes ? text.bytes : "";
}

void stats_of_mod(mod *m, inlay_stats *out)
{
    const generation *g = m->current ? m->current : m->candidate;
    *out = (inlay_stats){
        .name = text_or_empty(m->name), .slot = text_or_empty(m->slot_name),
        .language = text_or_empty(m->language), .version = text_or_empty(m->version),
        .state = mod_state(m), .reason = text_or_empty(reason_of(m)),
        .generation = g ? g->number : m->generation_count, .default_enabled = m->is_default_enabled,
        .frames = m->frames, .suspended_frames = m->suspended_frames, .calls = m->calls,
        .fuel_frame = m->fuel_frame, .fuel_budget = m->fuel_budget, .fuel_total = m->fuel_total,
        .ns_frame = m->ns_frame, .ns_total = m->ns_total + host_ns(m->host, m->ticks_now),
        .translate_ns_frame = m->translate_ns_frame,
        .memory_limit = m->memory_limit, .copied_bytes = m->copied_before,
        .traps = m->traps, .reloads = m->reloads, .last_swap_frame = m->last_swap_frame,
        .skipped = m->skipped, .late_frames = m->late_frames, .strikes = m->strikes, .restart_frame = m->restart_frame,
        .fuel_saved = m->fuel.saved, .fuel_shared = m->fuel_shared_frame,
    };
    int64_t tank = scheduler_tank(m) - (int64_t)m->fuel.debt;
    out->fuel_owed = tank < 0 ? (uint64_t)-tank : 0;
    const checkpoint *from = checkpoint_to_start_from(m);
    out->saved_frame = from ? from->frame : 0;
    if (!g)
        return;
    out->memory_bytes = g->own.used;
    out->memory_peak = g->own.peak;
    out->handles = component_store_handles(g->store);
    out->copied_bytes += component_store_copied(g->store);
}

void stats_of_host(const inlay_host *host, inlay_host_stats *out)
{
    *out = (inlay_host_stats){
        .frame = host->frame, .ns_frame = host->ns_frame,
        .memory_bytes = host->budget.used, .memory_peak = host->budget.peak,
        .mods = host->mods.live, .slots = host->slots.count, .resources = host->resources.handles.live,
    };
}
