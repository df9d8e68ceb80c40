/* Hitches as the recorder catches them: who it was, and where. */
#include "host/recorder.h"

#include "host/host.h"

#include <inttypes.h>

/* What a mod spent in the frames before, on average over all of them (it may have played in few); and in the last. */
typedef struct spent { uint64_t before, last; } spent;

static spent spent_by(const hitch *h, uint32_t known)
{
    const hitch_ring *ring = &h->frames;
    spent s = { 0, 0 };
    for (uint64_t i = 0; i < ring->row_count; i++) {
        const profile_row *row = &ring->rows[i].is;
        if (row->mod != known)
            continue;
        uint64_t what = h->is_slow ? profile_row_own_ns(row) : row->fuel;
        if (i >= ring->frames[ring->frame_count - 1].rows)
            s.last = what;
        else
            s.before += what;
    }
    s.before /= ring->frame_count > 1 ? ring->frame_count - 1 : 1;
    return s;
}

/* The one that spent most beyond what it usually does. */
static void name_mod(recorder *r, hitch *h)
{
    uint64_t most = 0;
    h->mod = PROFILE_NONE;
    for (uint32_t i = 0; i < r->mod_count; i++) {
        spent s = spent_by(h, i);
        uint64_t beyond = s.last > s.before ? s.last - s.before : 0;
        if (beyond <= most)
            continue;
        most = beyond;
        h->mod = i;
    }
}

static void tell_point(recorder *r, text_builder *t, const char *before, const hitch_entry *e)
{
    const recorder_spot *s = recorder_spot_of(r, recorder_find(r, e->record), e->node);
    if (!s)
        return;
    text_add(t, "%s", before);
    text_put_escaped(t, text_of(s->function), false);
    if (s->line)
        text_add(t, " (%s:%u)", s->file, s->line);
    else
        text_add(t, " (byte 0x%" PRIx64 " of its file)", s->offset);
}

static void tell_where(recorder *r, const hitch *h, text_builder *t)
{
    const hitch_ring *ring = &h->frames;
    uint64_t from = ring->frames[ring->frame_count - 1].entries, to = ring->entry_count;
    const hitch_entry *import = recorder_hottest(r, ring, from, to, h->mod, RECORD_IMPORT);
    const hitch_entry *function = recorder_hottest(r, ring, from, to, h->mod, RECORD_FUNCTION);
    if (import) {
        const record *rec = recorder_find(r, import->record);
        const record_import *i = &rec->imports[rec->nodes[import->node].a];
        text_add(t, "\n  %" PRIu64 " call%s of %.*s%s%.*s", import->weight.calls, import->weight.calls == 1 ? "" : "s", TEXT_ARGS(i->interface_name), i->interface_name.size ? "#" : "", TEXT_ARGS(i->name));
        tell_point(r, t, " from ", import);
    }
    if (function)
        tell_point(r, t, "\n  most of its fuel in ", function);
}

static void tell(recorder *r, const hitch *h)
{
    inlay_host *host = r->host;
    text_builder t;
    text_open(&t, &host->budget);
    if (h->mod == PROFILE_NONE) {
        text_add(&t, "frame %" PRIu64 " was a hitch: %" PRIu64 " us, and no mod spent more than usual", h->frame, h->ns / 1000);
    } else {
        const text_view name = r->mods[h->mod].is.name;
        spent s = spent_by(h, h->mod);
        text_add(&t, "%.*s: it made frame %" PRIu64 " a hitch: %" PRIu64 " %s, where it usually takes %" PRIu64, TEXT_ARGS(name), h->frame,
                 h->is_slow ? s.last / 1000 : s.last, h->is_slow ? "us" : "units of fuel", h->is_slow ? s.before / 1000 : s.before);
        tell_where(r, h, &t);
    }
    mod *m = h->mod == PROFILE_NONE ? NULL : mod_find(host, r->mods[h->mod].is.name);
    inlay_event event = { .kind = INLAY_EVENT_HITCH, .frame = h->frame, .mod = m ? mod_id(m) : (inlay_mod){ 0 } };
    event_add(&host->events, &event, m ? m->name : (text_view){ 0 }, text_of(text_string(&t)));
    text_close(&t);
}

void recorder_catch(recorder *r, bool is_slow)
{
    hitch *h = hitch_catch(&r->hitches, &r->ring, &r->own);
    if (!h)
        return;
    h->is_slow = is_slow;
    h->records = r->record_serial;
    for (record *each = r->records; each; each = each->next)
        each->pins++;
    name_mod(r, h);
    tell(r, h);
}

void recorder_drop_hitch(recorder *r, hitch *h)
{
    for (record *each = r->records; each; each = each->next)
        each->pins -= each->serial <= h->records;
    hitch_drop(h, &r->own);
}
