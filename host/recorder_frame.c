/* The recorder at a frame's end: rows, what was spent where, and is it a hitch? */
#include "host/recorder.h"

#include "engine/wasm/numeric.h"
#include "host/host.h"

/* ---- a record ---- */

static void add_weight(record_weight *to, record_weight w)
{
    to->fuel += w.fuel;
    to->calls += w.calls;
    to->ns += w.ns;
    to->samples += w.samples;
}

/* One that is told of at its next call needs no look until then. */
static void end_import(recorder *r, record *rec, uint32_t index)
{
    record_import *i = &rec->imports[index];
    recorder_count_calls(i);
    i->now_ns += i->ns_a_call * (double)i->untimed;
    if (i->unsampled)
        record_add(rec, i->node, (record_weight){ .calls = rec->counts ? 0 : i->unsampled, .ns = (uint64_t)(i->ns_a_call * (double)i->unsampled) });
    i->unsampled = i->untimed = 0;
    if (r->frames_seen >= i->sampled_frame + RECORDER_RECENT)
        i->to_sample = 1;
    if (i->to_sample == 1)
        rec->called[index / 64] &= ~(UINT64_C(1) << index % 64);
    recorder_watch_next(i);
    if (!i->now_calls)
        return;
    profile_row *row = &r->mods[rec->mod].now;
    row->host_calls += i->now_calls;
    row->host_ns += (uint64_t)i->now_ns;
    hitch_ring_import(&r->ring, (hitch_import){ rec->serial, index, i->now_calls, (uint64_t)i->now_ns, i->now_calls * i->fuel_a_call });
    i->whole_calls += i->now_calls;
    i->whole_ns += i->now_ns;
    i->now_calls = 0;
    i->now_ns = 0;
}

/* An exception may give back in one frame what was paid in another. */
static record_weight of_frame(record_weight w)
{
    if ((int64_t)w.fuel < 0)
        w.fuel = 0;
    return w;
}

static void end_nodes(recorder *r, record *rec)
{
    record_weight beyond = { 0 };
    if (rec->counts && rec->core)
        count_settle(rec->counts, rec->core);
    for (uint32_t i = 0; i < rec->dirty_count; i++) {
        record_node *n = &rec->nodes[rec->dirty[i]];
        if (i < LIMIT_RECORD_FRAME)
            hitch_ring_entry(&r->ring, (hitch_entry){ rec->serial, rec->dirty[i], of_frame(n->now) });
        else
            add_weight(&beyond, n->now);
        add_weight(&n->whole, n->now);
        n->now = (record_weight){ 0 };
        n->is_dirty = false;
    }
    if (rec->dirty_count > LIMIT_RECORD_FRAME)
        hitch_ring_entry(&r->ring, (hitch_entry){ rec->serial, RECORD_NONE, beyond });
    rec->dirty_count = 0;
}

void recorder_end_record(recorder *r, record *rec)
{
    for (uint32_t word = 0; word * 64 < rec->import_count; word++)
        for (uint64_t left = rec->called[word]; left; left &= left - 1)
            end_import(r, rec, word * 64 + (uint32_t)ctz64(left));
    end_nodes(r, rec);
}

/* ---- rows ---- */

static uint64_t since(uint64_t *before, uint64_t now)
{
    uint64_t grown = now > *before ? now - *before : 0;
    *before = now;
    return grown;
}

static void add_to_row(recorder_mod *known, const mod *m)
{
    const generation *g = m->current ? m->current : m->candidate;
    profile_row *row = &known->now;
    row->fuel += m->fuel_frame;
    row->ns += m->ns_frame;
    row->translate_ns += m->translate_ns_frame;
    uint64_t copied = since(&known->copied, m->copied_before + (g ? component_store_copied(g->store) : 0));
    uint64_t lowered = since(&known->lowered, m->lowered_before + (g ? component_store_lowered(g->store) : 0));
    row->lowered += lowered;
    row->lifted += copied - (lowered < copied ? lowered : copied);
    row->log_lines += (uint32_t)since(&known->lines, m->line_next);
    row->suspensions += (uint32_t)since(&known->suspensions, m->suspended_frames);
    row->traps += (uint32_t)since(&known->traps, m->traps);
    row->memory = g ? g->own.used : 0;
    row->bucket = (int64_t)m->fuel.saved - (int64_t)m->fuel.debt;
    row->handles = g ? component_store_handles(g->store) : 0;
    known->is_in_frame |= row->fuel || row->traps || row->log_lines || g;
}

static recorder_mod *known_mod(recorder *r, const mod *m)
{
    const generation *g = m->current ? m->current : m->candidate;
    if (g && g->record)
        return &r->mods[g->record->mod];
    for (uint32_t i = 0; i < r->mod_count && i < LIMIT_RECORD_IDLE; i++)
        if (r->mods[i].is.name.size == m->name.size && text_equal(r->mods[i].is.name, m->name))
            return &r->mods[i];
    return NULL;
}

static void take_rows(recorder *r)
{
    const inlay_host *host = r->host;
    for (uint32_t i = 1; i < host->mods.count; i++) {
        const mod *m = serial_at(&host->mods, i);
        recorder_mod *known = m ? known_mod(r, m) : NULL;
        if (known)
            add_to_row(known, m);
    }
}

static uint64_t put_rows(recorder *r, uint64_t *translate_ns)
{
    uint64_t fuel = 0;
    *translate_ns = 0;
    for (uint32_t i = 0; i < r->mod_count; i++) {
        recorder_mod *known = &r->mods[i];
        if (!known->is_in_frame)
            continue;
        known->now.mod = i;
        hitch_ring_row(&r->ring, &known->now);
        fuel += known->now.fuel;
        *translate_ns += known->now.translate_ns;
        known->whole_fuel += known->now.fuel;
        known->now = (profile_row){ 0 };
        known->is_in_frame = false;
    }
    return fuel;
}

/* ---- the frame ---- */

static void end_counted(recorder *r)
{
    inlay_host *host = r->host;
    uint64_t now = host_ticks(host);
    uint64_t translate_ns;
    bool is_slow;
    profile_frame frame = { .number = host->length_frame, .start_ns = host_ns(host, ticker_span(r->start_ticks, r->frame_start)), .ns = r->frame_ns };
    frame.fuel = put_rows(r, &translate_ns);
    frame.is_hitch = hitch_is_one(&r->hitches, &frame, translate_ns, &host->figures, &is_slow);
    hitch_ring_end_frame(&r->ring, &frame);
    r->frames_seen++;
    r->frame_ns = 0;
    r->frame_start = now;
    if (frame.is_hitch)
        recorder_catch(r, is_slow);
}

void recorder_end_frame(recorder *r, bool is_counted)
{
    inlay_host *host = r->host;
    uint64_t start = host_ticks(host);
    if (r->is_stopped)
        return;
    r->frame_ns += host->ns_frame;
    for (record *each = r->records; each; each = each->next)
        if (!each->is_over)
            recorder_end_record(r, each);
    take_rows(r);
    if (is_counted)
        end_counted(r);
    r->own_ticks += ticker_span(start, host_ticks(host));
    r->own_ns += host_ns(host, r->own_ticks);
    r->own_ticks = 0;
}
