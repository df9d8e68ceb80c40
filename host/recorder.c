/* The recorder: opened, closed, and told of generations that come and go. */
#include "host/recorder.h"

#include "host/host.h"

/* Trees of generations that are gone are kept as long as there are few. */
enum { RECORDS_OVER = 16, ASKED = 8 };

static void attach_all(recorder *r)
{
    const inlay_host *host = r->host;
    for (uint32_t i = 1; i < host->mods.count; i++) {
        const mod *m = serial_at(&host->mods, i);
        if (m && m->current)
            recorder_attach(r, m->current);
        if (m && m->candidate)
            recorder_attach(r, m->candidate);
    }
}

/* The least of some, as whatever comes between makes it more. */
static uint64_t asking(const inlay_host *host)
{
    uint64_t least = UINT64_MAX;
    for (uint32_t i = 0; i < ASKED; i++) {
        uint64_t start = host_ticks(host), between = host_ticks(host), took = ticker_span(start, host_ticks(host));
        least = took < least && between >= start ? took : least;
    }
    return least == UINT64_MAX ? 0 : least;
}

recorder *recorder_open(inlay_host *host, const recorder_options *options, error *err)
{
    recorder *r = budget_new(&host->budget, recorder);
    if (!r) {
        error_memory(err);
        return NULL;
    }
    r->host = host;
    r->options = *options;
    r->hitches.options = options->hitch;
    budget_open_child(&r->own, &host->budget, options->memory_bytes);
    if (!hitch_ring_open(&r->ring, &r->own, options->frames)) {
        error_memory(err);
        recorder_close(r);
        return NULL;
    }
    r->asking_ticks = asking(host);
    r->start_ticks = r->frame_start = host_ticks(host);
    attach_all(r);
    return r;
}

void recorder_stop(recorder *r)
{
    const inlay_host *host = r->host;
    r->is_stopped = true;
    for (uint32_t i = 1; i < host->mods.count; i++) {
        const mod *m = serial_at(&host->mods, i);
        if (m && m->current)
            recorder_detach(m->current);
        if (m && m->candidate)
            recorder_detach(m->candidate);
    }
}

void recorder_close(recorder *r)
{
    if (!r)
        return;
    inlay_host *host = r->host;
    if (!r->is_stopped)
        recorder_stop(r);
    for (record *each = r->records, *next; each; each = next) {
        next = each->next;
        record_close(each);
    }
    for (uint32_t i = 0; i < HITCH_MOST; i++)
        hitch_drop(&r->hitches.hitches[i], &r->own);
    for (uint32_t i = 0; i < r->mod_count; i++)
        arena_close(&r->mods[i].texts);
    budget_free(&r->own, r->mods, r->mod_capacity * sizeof *r->mods);
    hitch_ring_close(&r->ring, &r->own);
    budget_close(&r->own);
    budget_delete(&host->budget, r);
}

/* ---- mods ---- */

static uint32_t find_mod(const recorder *r, text_view name)
{
    for (uint32_t i = 0; i < r->mod_count; i++)
        if (text_equal(r->mods[i].is.name, name))
            return i;
    return PROFILE_NONE;
}

/* Its texts, as they are now. */
static bool name_mod(recorder_mod *known, const mod *m)
{
    arena_close(&known->texts);
    known->is = (profile_mod){
        .name = arena_text(&known->texts, m->name), .slot = arena_text(&known->texts, m->slot_name),
        .version = arena_text(&known->texts, m->version), .language = arena_text(&known->texts, m->language),
        .generation = known->is.generation,
    };
    return known->is.name.bytes && known->is.slot.bytes && known->is.version.bytes && known->is.language.bytes;
}

static uint32_t take_mod(recorder *r, const mod *m)
{
    uint32_t at = find_mod(r, m->name);
    if (at != PROFILE_NONE)
        return name_mod(&r->mods[at], m) ? at : PROFILE_NONE;
    if (r->mod_count >= LIMIT_PROFILE_MODS || !budget_room(&r->own, r->mods, r->mod_capacity, r->mod_count))
        return PROFILE_NONE;
    recorder_mod *known = &r->mods[r->mod_count];
    *known = (recorder_mod){ .traps = m->traps, .lines = m->line_next, .suspensions = m->suspended_frames };
    arena_open(&known->texts, &r->own);
    if (!name_mod(known, m)) {
        arena_close(&known->texts);
        return PROFILE_NONE;
    }
    return r->mod_count++;
}

/* ---- generations ---- */

record *recorder_find(const recorder *r, uint32_t serial)
{
    record *each = r->records;
    while (each && each->serial != serial)
        each = each->next;
    return each;
}

static bool take_imports(record *rec, const generation *g)
{
    for (component_func *f = component_watch_after(g->store, NULL); f; f = component_watch_after(g->store, f)) {
        if (rec->import_count >= LIMIT_RECORD_IMPORTS || !budget_room(rec->budget, rec->imports, rec->import_capacity, rec->import_count))
            return false;
        component_watch_set(f, rec->import_count);
        component_watch_next(f, 1);
        rec->imports[rec->import_count++] = (record_import){
            .func = f, .interface_name = component_watch_interface(f), .name = component_watch_name(f),
            .from = 1, .to_sample = 1, .to_time = 1, .node = RECORD_NONE };
    }
    return true;
}

void recorder_attach(recorder *r, generation *g)
{
    if (r->is_stopped || g->record)
        return;
    uint32_t known = take_mod(r, g->mod);
    record *rec = known == PROFILE_NONE ? NULL : record_open(&r->own, g->image, g->core, ++r->record_serial);
    if (!rec) {
        r->lost++;
        return;
    }
    rec->mod = known;
    component_watch(g->store, recorder_watch, g);
    if (!take_imports(rec, g))
        r->lost++;
    r->mods[known].is.generation = g->number;
    record **last = &r->records;
    while (*last)
        last = &(*last)->next;
    *last = rec;
    g->record = rec;
    host_end_era(g->host);
    if (!r->options.is_exact)
        store_look(g->core, record_random(rec, r->options.sample_fuel) + r->options.sample_fuel / 2);
    else if (!recorder_follow(g))
        r->lost++;
}

/* The oldest tree that nothing pins, of a generation that is gone. */
static void forget_oldest(recorder *r)
{
    for (record **at = &r->records; *at; at = &(*at)->next) {
        record *rec = *at;
        if (!rec->is_over || rec->pins)
            continue;
        *at = rec->next;
        for (uint32_t i = 0; i < rec->node_count; i++)
            r->mods[rec->mod].earlier_fuel += rec->nodes[i].whole.fuel + rec->nodes[i].now.fuel;
        r->mods[rec->mod].earlier_fuel += record_unsampled(rec);
        r->mods[rec->mod].exact_earlier += rec->counted;
        r->records_over--;
        record_close(rec);
        return;
    }
}

void recorder_detach(generation *g)
{
    recorder *r = g->host->recorder;
    record *rec = g->record;
    if (!rec)
        return;
    component_watch(g->store, NULL, NULL);
    record_end(rec);
    recorder_end_record(r, rec);
    for (uint32_t i = 0; i < rec->import_count; i++)
        rec->imports[i].func = NULL;
    rec->is_over = true;
    g->record = NULL;
    host_end_era(g->host);
    if (++r->records_over > RECORDS_OVER && !r->is_stopped)
        forget_oldest(r);
}
