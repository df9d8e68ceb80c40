/* The recorder's last frames as figures: see overlay_hint.h. */
#include "host/overlay_hint.h"

#include "engine/wasm/module.h"

enum { SUMS = 64, SAMPLES_LEAST = 5 };         /* fewer samples say nothing */

/* What one import, or one function, took; the first SUMS of them. */
typedef struct overlay_sum {
    const record *rec;
    uint32_t      item;                 /* an import; a node of the function */
    uint64_t      calls, ns, fuel, samples;
} overlay_sum;

typedef struct overlay_sums {
    overlay_sum sums[SUMS];
    uint32_t    count;
} overlay_sums;

typedef bool same_item(const record *rec, uint32_t one, uint32_t other);

static bool is_same(const record *rec, uint32_t one, uint32_t other)
{
    return one == other;
}

static bool is_same_function(const record *rec, uint32_t one, uint32_t other)
{
    const record_node *a = &rec->nodes[one], *b = &rec->nodes[other];
    return a->code == b->code && a->a == b->a;
}

static void add(overlay_sums *s, const record *rec, uint32_t item, record_weight w, same_item *same)
{
    uint32_t i = 0;
    while (i < s->count && !(s->sums[i].rec == rec && same(rec, s->sums[i].item, item)))
        i++;
    if (i == SUMS)
        return;
    if (i == s->count)
        s->sums[s->count++] = (overlay_sum){ .rec = rec, .item = item };
    s->sums[i].calls += w.calls;
    s->sums[i].ns += w.ns;
    s->sums[i].fuel += w.fuel;
    s->sums[i].samples += w.samples;
}

static void put_import(const record_import *i, char name[OVERLAY_HINT_NAME])
{
    text_format(name, OVERLAY_HINT_NAME, "%.*s%s%.*s", TEXT_ARGS(i->interface_name), i->interface_name.size ? "#" : "", TEXT_ARGS(i->name));
}

/* ---- rows ---- */

static void add_rows(const hitch_ring *ring, uint64_t first, uint32_t mod, hint_figures *f)
{
    f->frames = f->ns = 0;
    for (uint64_t i = first; i < ring->row_count; i++) {
        const profile_row *row = &ring->rows[i % ring->row_size].is;
        if (row->mod != mod)
            continue;
        f->frames++;
        f->ns += row->ns;
        f->fuel += row->fuel;
        f->translate_ns += row->translate_ns;
        f->copied += row->lifted + row->lowered;
        f->log_lines += row->log_lines;
        f->suspended_frames += row->suspensions > 0;
        f->traps += row->traps;
    }
}

/* The number in the ring of the slowest of the last frames that the table tells ten seconds of. */
static uint64_t find_worst(const hitch_ring *ring, uint64_t first, uint32_t mod, hint_figures *f)
{
    uint64_t count = 0, fuel = 0, worst = ring->frame_count;
    f->worst_ns = 0;
    for (uint64_t at = first; at < ring->frame_count; at++) {
        const hitch_frame *frame = &ring->frames[at % ring->frame_size], *after = &ring->frames[(at + 1) % ring->frame_size];
        for (uint64_t i = frame->rows; i < after->rows; i++) {
            const profile_row *row = &ring->rows[i % ring->row_size].is;
            if (row->mod != mod)
                continue;
            count++;
            fuel += row->fuel;
            if (profile_row_own_ns(row) <= f->worst_ns)
                continue;
            f->worst_ns = profile_row_own_ns(row);
            f->worst_fuel = row->fuel;
            f->worst_host_ns = row->host_ns;
            f->worst_frame = frame->is.number;
            worst = at;
        }
    }
    f->usual_fuel = count ? fuel / count : 0;
    return worst;
}

/* What that frame spent most on: calls of an import, where the stacks of some were looked at, else a function. */
static void find_cause(recorder *r, uint64_t worst, uint32_t mod, hint_figures *f, overlay_hint_names *names)
{
    const hitch_ring *ring = &r->ring;
    if (worst >= ring->frame_count)
        return;
    uint64_t from = ring->frames[worst % ring->frame_size].entries, to = ring->frames[(worst + 1) % ring->frame_size].entries;
    const hitch_entry *import = recorder_hottest(r, ring, from, to, mod, RECORD_IMPORT), *e = import;
    const record *of = import ? recorder_find(r, import->record) : NULL;
    bool is_import = of && hint_is_by_calls(f, import->weight.ns, import->weight.calls * of->imports[of->nodes[import->node].a].fuel_a_call);
    if (!is_import)
        e = recorder_hottest(r, ring, from, to, mod, RECORD_FUNCTION);
    const record *rec = e ? recorder_find(r, e->record) : NULL;
    const recorder_spot *spot = rec ? recorder_spot_of(r, rec, e->node) : NULL;
    if (!spot)
        return;
    names->worst = *spot;
    f->worst_function = text_of(names->worst.function);
    f->worst_file = text_of(names->worst.file);
    f->worst_line = names->worst.line;
    if (!is_import)
        return;
    put_import(&rec->imports[rec->nodes[e->node].a], names->worst_import);
    f->worst_import = text_of(names->worst_import);
    f->worst_calls = import->weight.calls;
}

/* ---- the dearest import, and who calls it ---- */

static text_view caller_of(const record *rec, uint32_t node)
{
    while (node != RECORD_NONE && node < rec->node_count && rec->nodes[node].kind != RECORD_ENTRY)
        node = rec->nodes[node].parent;
    return node < rec->node_count && rec->nodes[node].a < rec->entry_count ? rec->entries[rec->nodes[node].a] : (text_view){ 0 };
}

static void find_import(recorder *r, uint64_t first, uint32_t mod, hint_figures *f, overlay_hint_names *names)
{
    const hitch_ring *ring = &r->ring;
    overlay_sums sums = { .count = 0 };
    const overlay_sum *best = NULL;
    for (uint64_t i = first; i < ring->import_count; i++) {
        const hitch_import *item = &ring->imports[i % ring->import_size];
        const record *rec = recorder_find(r, item->record);
        if (rec && rec->mod == mod && item->import < rec->import_count)
            add(&sums, rec, item->import, (record_weight){ .calls = item->calls, .ns = item->ns, .fuel = item->fuel }, is_same);
    }
    for (uint32_t i = 0; i < sums.count; i++)
        if (!best || sums.sums[i].ns > best->ns)
            best = &sums.sums[i];
    if (!best)
        return;
    const record_import *import = &best->rec->imports[best->item];
    put_import(import, names->import);
    f->import = text_of(names->import);
    f->import_calls = best->calls;
    f->import_ns = best->ns;
    f->import_caller = caller_of(best->rec, import->node);
    const recorder_spot *spot = import->node == RECORD_NONE ? NULL : recorder_spot_of(r, best->rec, import->node);
    if (!spot)
        return;
    names->author = *spot;
    f->import_file = text_of(names->author.file);
    f->import_line = names->author.line;
}

/* ---- the dearest function ---- */

static void find_function(recorder *r, uint64_t first, uint32_t mod, hint_figures *f, overlay_hint_names *names)
{
    const hitch_ring *ring = &r->ring;
    overlay_sums sums = { .count = 0 };
    const overlay_sum *best = NULL;
    for (uint64_t i = first; i < ring->entry_count; i++) {
        const hitch_entry *item = &ring->entries[i % ring->entry_size];
        const record *rec = recorder_find(r, item->record);
        if (rec && rec->mod == mod && item->node < rec->node_count && rec->nodes[item->node].kind == RECORD_FUNCTION)
            add(&sums, rec, item->node, item->weight, is_same_function);
    }
    for (uint32_t i = 0; i < sums.count; i++)
        if (!best || sums.sums[i].fuel > best->fuel)
            best = &sums.sums[i];
    if (!best || best->samples < SAMPLES_LEAST)
        return;
    const record_node *node = &best->rec->nodes[best->item];
    f->function = module_func_name(code_module(node->code), node->a);
    f->function_fuel = best->fuel;
    const recorder_spot *spot = recorder_spot_of(r, best->rec, best->item);
    if (!spot)
        return;
    names->function = *spot;
    f->function = text_of(names->function.function);
    f->file = text_of(names->function.file);
    f->line = names->function.line;
}

void overlay_hint_fill(recorder *r, text_view mod, hint_figures *f, overlay_hint_names *names)
{
    const hitch_ring *ring = &r->ring;
    uint64_t oldest = hitch_ring_oldest(ring), at = ring->frame_count > OVERLAY_HINT_FRAMES ? ring->frame_count - OVERLAY_HINT_FRAMES : 0;
    uint64_t far = ring->frame_count > OVERLAY_SPIKE_FRAMES ? ring->frame_count - OVERLAY_SPIKE_FRAMES : 0;
    uint32_t index = 0;
    while (index < r->mod_count && !text_equal(r->mods[index].is.name, mod))
        index++;
    at = at > oldest ? at : oldest;
    if (index == r->mod_count || r->is_stopped || at >= ring->frame_count)
        return;
    const hitch_frame *first = &ring->frames[at % ring->frame_size];
    add_rows(ring, first->rows, index, f);
    uint64_t worst = find_worst(ring, far > oldest ? far : oldest, index, f);
    find_cause(r, worst, index, f, names);
    find_import(r, first->imports, index, f, names);
    find_function(r, first->entries, index, f, names);
}
