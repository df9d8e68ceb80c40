/* Hitches: the ring of the last frames, and what is kept of it. */
#include "host/hitch.h"

#include <string.h>

enum { ROWS_A_FRAME = 24, IMPORTS_A_FRAME = 48, ENTRIES_A_FRAME = 96, USUAL_A_FRAME = 8, PAGE = 4096, FIRST_RING = 16, FUEL_UNIT = 1000 };

/* ---- the ring ---- */

static bool open_sized(hitch_ring *r, budget *b, uint32_t frames, uint32_t rows, uint32_t imports, uint32_t entries)
{
    *r = (hitch_ring){ .frame_size = frames, .row_size = rows, .import_size = imports, .entry_size = entries };
    r->frames = budget_zalloc(b, frames * sizeof *r->frames);
    r->rows = budget_zalloc(b, rows * sizeof *r->rows);
    r->imports = budget_zalloc(b, imports * sizeof *r->imports);
    r->entries = budget_zalloc(b, entries * sizeof *r->entries);
    if ((r->frames || !frames) && (r->rows || !rows) && (r->imports || !imports) && (r->entries || !entries))
        return true;
    hitch_ring_close(r, b);
    return false;
}

/* The system gives a page when it is first written to, which takes microseconds. */
static void touch(void *items, size_t size)
{
    volatile unsigned char *bytes = items;
    for (size_t i = 0; i < size; i += PAGE)
        bytes[i] = 0;
}

/* What frames with a few mods write is asked of the system now: else they would wait for it. */
bool hitch_ring_open(hitch_ring *r, budget *b, uint32_t frames)
{
    if (!open_sized(r, b, frames + 1, frames * ROWS_A_FRAME, frames * IMPORTS_A_FRAME, frames * ENTRIES_A_FRAME))
        return false;
    touch(r->frames, (frames + 1) * sizeof *r->frames);
    touch(r->rows, (size_t)frames * USUAL_A_FRAME * sizeof *r->rows);
    touch(r->imports, (size_t)frames * USUAL_A_FRAME * sizeof *r->imports);
    touch(r->entries, (size_t)frames * USUAL_A_FRAME * sizeof *r->entries);
    return true;
}

void hitch_ring_close(hitch_ring *r, budget *b)
{
    budget_free(b, r->frames, r->frame_size * sizeof *r->frames);
    budget_free(b, r->rows, r->row_size * sizeof *r->rows);
    budget_free(b, r->imports, r->import_size * sizeof *r->imports);
    budget_free(b, r->entries, r->entry_size * sizeof *r->entries);
    *r = (hitch_ring){ 0 };
}

void hitch_ring_row(hitch_ring *r, const profile_row *row) { r->rows[r->row_count++ % r->row_size].is = *row; }
void hitch_ring_import(hitch_ring *r, hitch_import item) { r->imports[r->import_count++ % r->import_size] = item; }
void hitch_ring_entry(hitch_ring *r, hitch_entry item) { r->entries[r->entry_count++ % r->entry_size] = item; }

void hitch_ring_end_frame(hitch_ring *r, const profile_frame *frame)
{
    r->frames[r->frame_count % r->frame_size].is = *frame;
    r->frame_count++;
    r->frames[r->frame_count % r->frame_size] = (hitch_frame){ .rows = r->row_count, .imports = r->import_count, .entries = r->entry_count };
}

static bool is_whole(const hitch_ring *r, const hitch_frame *f)
{
    return f->rows + r->row_size >= r->row_count && f->imports + r->import_size >= r->import_count && f->entries + r->entry_size >= r->entry_count;
}

uint64_t hitch_ring_oldest(const hitch_ring *r)
{
    uint64_t at = r->frame_count + 1 > r->frame_size ? r->frame_count + 1 - r->frame_size : 0;
    while (at < r->frame_count && !is_whole(r, &r->frames[at % r->frame_size]))
        at++;
    return at;
}

/* ---- which frames ---- */

/* Percentiles change slowly, and take a walk over all of a histogram. */
static void learn(hitch_watch *w, const figures *times)
{
    if (w->seen < HITCH_LEARN || w->seen % FIRST_RING || w->options.factor <= 0)
        return;
    uint64_t ns = (uint64_t)((double)figures_p99(times) * w->options.factor);
    uint64_t fuel = (uint64_t)((double)(figures_p99(&w->fuel) + 1) * w->options.factor * FUEL_UNIT);
    w->ns_most = ns > w->options.least_ns ? ns : w->options.least_ns;
    w->fuel_most = fuel > w->options.least_fuel ? fuel : w->options.least_fuel;
}

static bool is_over(uint64_t value, uint64_t most) { return most && value > most; }

bool hitch_is_one(hitch_watch *w, const profile_frame *frame, uint64_t translate_ns, const figures *times, bool *is_slow)
{
    uint64_t ns = frame->ns > translate_ns ? frame->ns - translate_ns : 0;
    bool is_one = is_over(frame->fuel, w->options.fuel) || is_over(frame->fuel, w->fuel_most);
    *is_slow = !is_one && (is_over(ns, w->options.ns) || is_over(ns, w->ns_most));
    is_one |= *is_slow;
    w->seen++;
    figures_add(&w->fuel, frame->fuel / FUEL_UNIT);
    learn(w, times);
    return is_one;
}

/* ---- what is kept ---- */

static uint32_t count_of(uint64_t from, uint64_t to) { return (uint32_t)(to - from); }

static void copy_items(hitch_ring *to, const hitch_ring *from, const hitch_frame *first)
{
    for (uint64_t i = first->rows; i < from->row_count; i++)
        hitch_ring_row(to, &from->rows[i % from->row_size].is);
    for (uint64_t i = first->imports; i < from->import_count; i++)
        hitch_ring_import(to, from->imports[i % from->import_size]);
    for (uint64_t i = first->entries; i < from->entry_count; i++)
        hitch_ring_entry(to, from->entries[i % from->entry_size]);
}

static bool copy_ring(hitch_ring *to, const hitch_ring *from, budget *b)
{
    uint64_t oldest = hitch_ring_oldest(from), at = from->frame_count > oldest + HITCH_FRAMES ? from->frame_count - HITCH_FRAMES : oldest;
    const hitch_frame *first = &from->frames[at % from->frame_size];
    if (at == from->frame_count
        || !open_sized(to, b, count_of(at, from->frame_count) + 1, count_of(first->rows, from->row_count),
                       count_of(first->imports, from->import_count), count_of(first->entries, from->entry_count)))
        return false;
    copy_items(to, from, first);
    for (uint64_t i = at; i < from->frame_count; i++) {
        hitch_frame f = from->frames[i % from->frame_size];
        f.rows -= first->rows;
        f.imports -= first->imports;
        f.entries -= first->entries;
        to->frames[to->frame_count++] = f;
    }
    to->frames[to->frame_count] = (hitch_frame){ .rows = to->row_count, .imports = to->import_count, .entries = to->entry_count };
    return true;
}

hitch *hitch_catch(hitch_watch *w, const hitch_ring *ring, budget *b)
{
    const profile_frame *frame = &ring->frames[(ring->frame_count - 1) % ring->frame_size].is;
    w->caught++;
    for (uint32_t i = 0; i < HITCH_MOST; i++) {
        hitch *h = &w->hitches[i];
        if (h->serial)
            continue;
        if (!copy_ring(&h->frames, ring, b))
            break;
        h->serial = ++w->serial;
        h->frame = frame->number;
        h->ns = frame->ns;
        h->fuel = frame->fuel;
        return h;
    }
    w->lost++;
    return NULL;
}

hitch *hitch_find(hitch_watch *w, uint32_t serial)
{
    for (uint32_t i = 0; i < HITCH_MOST; i++)
        if (serial && w->hitches[i].serial == serial)
            return &w->hitches[i];
    return NULL;
}

const hitch *hitch_after(const hitch_watch *w, uint32_t serial)
{
    const hitch *found = NULL;
    for (uint32_t i = 0; i < HITCH_MOST; i++) {
        const hitch *h = &w->hitches[i];
        if (h->serial > serial && (!found || h->serial < found->serial))
            found = h;
    }
    return found;
}

void hitch_drop(hitch *h, budget *b)
{
    hitch_ring_close(&h->frames, b);
    *h = (hitch){ 0 };
}
