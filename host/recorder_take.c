/* Profiles, made of what a recorder holds: texts for places, trees of all mods in one. */
#include "host/recorder_take.h"

#include "engine/wasm/module.h"
#include "host/host.h"

#include <inttypes.h>

enum { TREES_OF_FRAMES = 60 };    /* the last frames of a whole recording that have trees of their own */

static const uint64_t BODIES_MOST = UINT64_C(256) << 20;     /* some seconds, whatever a mod's functions are like */

/* ---- places ---- */

static uint32_t other_place(taker *t, uint32_t known, const char *name)
{
    return profile_take_place(t->out, &(profile_place){ PROFILE_OTHER, known, PROFILE_NONE, text_of(name), { 0 }, 0, 0, 0 });
}

static uint32_t import_place(taker *t, const record *rec, uint32_t index)
{
    const record_import *i = &rec->imports[index];
    text_view name = i->interface_name.size
        ? arena_format(&t->scratch, "%.*s#%.*s", TEXT_ARGS(i->interface_name), TEXT_ARGS(i->name)) : i->name;
    return profile_take_place(t->out, &(profile_place){ PROFILE_IMPORT, rec->mod, PROFILE_NONE, name, { 0 }, 0, 0, 0 });
}

static uint32_t hash_site(const void *sites, uint32_t site)
{
    const taken_site *s = (const taken_site *)sites + site;
    return (uint32_t)(((uint64_t)(uintptr_t)s->code >> 4 ^ (uint64_t)s->function << 20 ^ s->cell) * 0x9E3779B97F4A7C15u >> 32);
}

/* Each costs its body's translation; when too much is gone through, the function as a whole. */
static uint32_t offset_of(taker *t, const stack_frame *at)
{
    uint64_t size = code_module(at->code)->funcs[at->function].body.size;
    if (size > t->left)
        return 0;
    t->left -= size;
    return stack_offset(at);
}

static uint32_t function_place(taker *t, const record *rec, const record_node *n)
{
    const stack_frame at = { n->code, n->a, n->b };
    taken_site site = { at.code, at.function, at.cell, PROFILE_NONE };
    budget *b = t->scratch.budget;
    const uint32_t hash = hash_site(&site, 0);
    for (uint32_t k = hash, i; (i = hash_index_at(&t->site_index, k)) != HASH_INDEX_NONE; k++) {
        const taken_site *s = &t->sites[i];
        if (s->code == at.code && s->function == at.function && s->cell == at.cell)
            return s->place;
    }
    site.place = recorder_place(t->out, &t->scratch, rec, &at, offset_of(t, &at));
    if (!budget_room(b, t->sites, t->site_capacity, t->site_count) || !hash_index_room(&t->site_index, b, t->site_count, hash_site, t->sites))
        return site.place;
    t->sites[t->site_count] = site;
    hash_index_put(&t->site_index, hash, t->site_count++);
    return site.place;
}

static uint32_t place_of(taker *t, const taken_record *each, uint32_t node)
{
    const record *rec = each->rec;
    const record_node *n = &rec->nodes[node];
    if (each->places[node] != PROFILE_NONE)
        return each->places[node];
    uint32_t place = PROFILE_NONE;
    switch (n->kind) {
    case RECORD_ENTRY:
        place = profile_take_place(t->out, &(profile_place){ PROFILE_ENTRY, rec->mod, PROFILE_NONE, rec->entries[n->a], { 0 }, 0, 0, 0 });
        break;
    case RECORD_FUNCTION: place = function_place(t, rec, n); break;
    case RECORD_IMPORT:   place = import_place(t, rec, n->a); break;
    case RECORD_ABI:
        place = profile_take_place(t->out, &(profile_place){ PROFILE_ABI, rec->mod, PROFILE_NONE, TEXT_LITERAL("(canonical ABI)"), { 0 }, 0, 0, 0 });
        break;
    case RECORD_DEEP:     place = other_place(t, rec->mod, "(frames left out)"); break;
    }
    each->places[node] = place;
    return place;
}

/* ---- trees ---- */

static taken_record *taken(taker *t, uint32_t serial)
{
    for (uint32_t i = 0; i < t->count; i++)
        if (t->records[i].rec->serial == serial)
            return &t->records[i];
    return NULL;
}

/* The node that called an entry of another mod. */
static taken_record *outer_of(taker *t, const record *rec, const record_node *n, uint32_t *node)
{
    if (n->kind != RECORD_ENTRY || n->b == RECORD_NONE)
        return NULL;
    taken_record *found = taken(t, rec->outers[n->b].record);
    *node = rec->outers[n->b].node;
    return found && *node < found->rec->node_count ? found : NULL;
}

/* It, and all that called it. */
static void want(taker *t, taken_record *each, uint32_t node)
{
    while (each && !each->is_wanted[node]) {
        const record_node *n = &each->rec->nodes[node];
        each->is_wanted[node] = true;
        if (n->parent != RECORD_NONE)
            node = n->parent;
        else
            each = outer_of(t, each->rec, n, &node);
    }
}

/* Add it, where what called it is there already. */
static bool put_node(taker *t, taken_record *each, uint32_t node, uint32_t frame)
{
    const record_node *n = &each->rec->nodes[node];
    const record_weight *w = &each->weights[node];
    uint32_t parent = PROFILE_NONE, outer_node = 0;
    const taken_record *outer = n->parent == RECORD_NONE ? outer_of(t, each->rec, n, &outer_node) : NULL;
    if (n->parent != RECORD_NONE || outer) {
        parent = outer ? outer->index[outer_node] : each->index[n->parent];
        if (parent == PROFILE_NONE)
            return false;
    }
    uint32_t place = place_of(t, each, node);
    each->index[node] = place == PROFILE_NONE ? PROFILE_NONE
        : profile_add_node(t->out, &(profile_node){ parent, place, frame, w->calls, w->fuel, w->ns, w->samples });
    t->failed |= each->index[node] == PROFILE_NONE;
    return !t->failed;
}

/* All that is wanted: a mod that was called by another comes after what called it. */
static void put_nodes(taker *t, uint32_t frame)
{
    for (bool more = true; more && !t->failed;) {
        more = false;
        for (uint32_t i = 0; i < t->count; i++)
            for (uint32_t n = 0; n < t->records[i].rec->node_count && !t->failed; n++)
                if (t->records[i].is_wanted[n] && t->records[i].index[n] == PROFILE_NONE)
                    more |= put_node(t, &t->records[i], n, frame);
    }
}

static void clear(taker *t)
{
    for (uint32_t i = 0; i < t->count; i++) {
        taken_record *each = &t->records[i];
        for (uint32_t n = 0; n < each->rec->node_count; n++) {
            each->index[n] = PROFILE_NONE;
            each->is_wanted[n] = false;
            each->weights[n] = (record_weight){ 0 };
        }
    }
}

static void put_other(taker *t, uint32_t known, uint32_t frame, const char *name, record_weight w)
{
    uint32_t place = other_place(t, known, name);
    if (place == PROFILE_NONE || profile_add_node(t->out, &(profile_node){ PROFILE_NONE, place, frame, w.calls, w.fuel, w.ns, w.samples }) == PROFILE_NONE)
        t->failed = true;
}

static void put_whole(taker *t)
{
    clear(t);
    for (uint32_t i = 0; i < t->count; i++) {
        taken_record *each = &t->records[i];
        for (uint32_t n = 0; n < each->rec->node_count; n++) {
            const record_node *node = &each->rec->nodes[n];
            each->is_wanted[n] = true;
            each->weights[n] = (record_weight){ node->whole.fuel + node->now.fuel, node->whole.calls + node->now.calls,
                                                node->whole.ns + node->now.ns, node->whole.samples + node->now.samples };
        }
    }
    put_nodes(t, PROFILE_NONE);
    for (uint32_t i = 0; i < t->count; i++)
        if (record_unsampled(t->records[i].rec))
            put_other(t, t->records[i].rec->mod, PROFILE_NONE, "(since the last sample)", (record_weight){ .fuel = record_unsampled(t->records[i].rec) });
    for (uint32_t i = 0; i < t->r->mod_count; i++)
        if (t->r->mods[i].earlier_fuel)
            put_other(t, i, PROFILE_NONE, "(earlier generations)", (record_weight){ .fuel = t->r->mods[i].earlier_fuel });
}

/* ---- frames ---- */

static void put_tree_of_frame(taker *t, const hitch_ring *ring, uint64_t from, uint64_t to, uint32_t frame)
{
    record_weight lost = { 0 };
    clear(t);
    for (uint64_t i = from; i < to; i++) {
        const hitch_entry *e = &ring->entries[i % ring->entry_size];
        taken_record *each = taken(t, e->record);
        if (!each || e->node >= each->rec->node_count) {
            lost.fuel += e->weight.fuel;
            lost.calls += e->weight.calls;
            lost.ns += e->weight.ns;
            lost.samples += e->weight.samples;
            continue;
        }
        each->weights[e->node] = e->weight;
        want(t, each, e->node);
    }
    put_nodes(t, frame);
    if (lost.fuel || lost.calls)
        put_other(t, PROFILE_NONE, frame, "(not kept)", lost);
}

static void put_items_of_frame(taker *t, const hitch_ring *ring, const hitch_frame *f, const hitch_frame *next, uint32_t frame)
{
    for (uint64_t i = f->rows; i < next->rows && !t->failed; i++) {
        profile_row row = ring->rows[i % ring->row_size].is;
        row.frame = frame;
        t->failed |= profile_add_row(t->out, &row) == PROFILE_NONE;
    }
    for (uint64_t i = f->imports; i < next->imports && !t->failed; i++) {
        const hitch_import *item = &ring->imports[i % ring->import_size];
        const taken_record *each = taken(t, item->record);
        if (!each || item->import >= each->rec->import_count)
            continue;
        uint32_t place = import_place(t, each->rec, item->import);
        t->failed |= place == PROFILE_NONE
            || profile_add_import(t->out, &(profile_import){ frame, each->rec->mod, place, item->calls, item->ns, item->fuel }) == PROFILE_NONE;
    }
}

static void put_frames(taker *t, const hitch_ring *ring, uint64_t trees)
{
    for (uint64_t at = hitch_ring_oldest(ring); at < ring->frame_count && !t->failed; at++) {
        const hitch_frame *f = &ring->frames[at % ring->frame_size], *next = &ring->frames[(at + 1) % ring->frame_size];
        uint32_t frame = profile_add_frame(t->out, &f->is);
        if (frame == PROFILE_NONE) {
            t->failed = true;
            return;
        }
        put_items_of_frame(t, ring, f, next, frame);
        if (at + trees >= ring->frame_count)
            put_tree_of_frame(t, ring, f->entries, next->entries, frame);
    }
}

/* ---- imports of the whole recording ---- */

static profile_import *find_import(profile *p, uint32_t known, uint32_t place)
{
    for (uint32_t i = 0; i < p->import_count; i++)
        if (p->imports[i].frame == PROFILE_NONE && p->imports[i].mod == known && p->imports[i].place == place)
            return &p->imports[i];
    return NULL;
}

static void put_imports(taker *t)
{
    for (uint32_t i = 0; i < t->count; i++) {
        const record *rec = t->records[i].rec;
        for (uint32_t n = 0; n < rec->import_count && !t->failed; n++) {
            const record_import *each = &rec->imports[n];
            profile_import item = { PROFILE_NONE, rec->mod, 0, each->whole_calls, (uint64_t)each->whole_ns, each->whole_calls * each->fuel_a_call };
            if (!item.calls)
                continue;
            item.place = import_place(t, rec, n);
            profile_import *same = find_import(t->out, item.mod, item.place);
            if (same) {
                same->calls += item.calls;
                same->ns += item.ns;
                same->fuel += item.fuel;
            } else {
                t->failed |= item.place == PROFILE_NONE || profile_add_import(t->out, &item) == PROFILE_NONE;
            }
        }
    }
}

/* ---- all of it ---- */

static bool take_record(taker *t, record *rec)
{
    uint32_t count = rec->node_count;
    taken_record each = {
        rec, arena_array(&t->scratch, uint32_t, count), arena_array(&t->scratch, bool, count),
        arena_array(&t->scratch, record_weight, count), arena_array(&t->scratch, uint32_t, count) };
    if (!each.index || !each.is_wanted || !each.weights || !each.places)
        return false;
    for (uint32_t i = 0; i < count; i++)
        each.places[i] = PROFILE_NONE;
    t->records[t->count++] = each;
    return true;
}

static bool begin(taker *t, uint32_t newest)
{
    uint32_t count = 0;
    for (const record *each = t->r->records; each; each = each->next)
        count += each->serial <= newest;
    t->records = arena_array(&t->scratch, taken_record, count);
    if (!t->records)
        return false;
    for (record *each = t->r->records; each; each = each->next) {
        if (each->counts && each->core)
            count_settle(each->counts, each->core);
        if (each->serial <= newest && !take_record(t, each))
            return false;
    }
    for (uint32_t i = 0; i < t->r->mod_count; i++)
        if (profile_add_mod(t->out, &t->r->mods[i].is) == PROFILE_NONE)
            return false;
    return true;
}

static bool end(taker *t, bool good)
{
    budget_free(t->scratch.budget, t->sites, t->site_capacity * sizeof *t->sites);
    hash_index_close(&t->site_index, t->scratch.budget);
    arena_close(&t->scratch);
    profile *p = t->out;
    p->sample_fuel = t->r->options.is_exact ? 0 : t->r->options.sample_fuel;
    p->recorded_frames = t->r->frames_seen;
    p->recorder_ns = t->r->own_ns;
    p->lost += t->r->lost;
    for (const record *each = t->r->records; each; each = each->next)
        p->lost += each->lost;
    return good && !t->failed;
}

bool recorder_take(recorder *r, profile *out)
{
    taker t = { .r = r, .out = out, .left = BODIES_MOST };
    arena_open(&t.scratch, &r->host->budget);
    bool good = begin(&t, r->record_serial);
    if (good) {
        put_whole(&t);
        put_imports(&t);
        put_frames(&t, &r->ring, TREES_OF_FRAMES);
        recorder_take_lines(&t);
        out->title = profile_text(out, (text_view)TEXT_LITERAL("a recording"));
    }
    return end(&t, good);
}

bool recorder_take_hitch(recorder *r, const hitch *h, profile *out)
{
    taker t = { .r = r, .out = out, .left = BODIES_MOST };
    arena_open(&t.scratch, &r->host->budget);
    bool good = begin(&t, h->records);
    if (good) {
        put_frames(&t, &h->frames, HITCH_FRAMES);
        out->hitch_mod = h->mod;
        out->hitch_frame = out->frame_count ? out->frame_count - 1 : PROFILE_NONE;
        out->title = profile_text(out, arena_format(&t.scratch, "a hitch: frame %" PRIu64, h->frame));
    }
    return end(&t, good);
}
