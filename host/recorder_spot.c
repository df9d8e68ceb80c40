/* Where in its author's source a node of a record is, for words: asked once, kept for later. */
#include "host/recorder.h"

#include "engine/wasm/module.h"
#include "host/hint.h"
#include "host/host.h"

/* A function is translated again to find its line: longer ones are left to the saved profile. */
enum { SPOT_BYTES = 256 << 10 };

/* The function that calls an import, without what a binding generator made around the call. */
static uint32_t author_of(const record *rec, uint32_t node)
{
    const record_import *import = rec->nodes[node].kind == RECORD_IMPORT ? &rec->imports[rec->nodes[node].a] : NULL;
    uint32_t innermost = RECORD_NONE;
    for (uint32_t at = node; at != RECORD_NONE && rec->nodes[at].kind != RECORD_ENTRY; at = rec->nodes[at].parent) {
        const record_node *n = &rec->nodes[at];
        if (n->kind != RECORD_FUNCTION)
            continue;
        if (!import || !hint_is_stub(module_func_name(code_module(n->code), n->a), import->interface_name, import->name))
            return at;
        innermost = innermost == RECORD_NONE ? at : innermost;
    }
    return innermost;
}

static recorder_spot *find(recorder *r, const record *rec, uint32_t node)
{
    for (uint32_t i = 0; i < COUNT_OF(r->spots); i++)
        if (r->spots[i].record == rec->serial && r->spots[i].node == node)
            return &r->spots[i];
    return NULL;
}

/* The oldest makes room. */
static recorder_spot *ask(recorder *r, const record *rec, uint32_t node, const record_node *n)
{
    recorder_spot *s = &r->spots[r->spot_next++ % COUNT_OF(r->spots)];
    profile p;
    arena scratch;
    *s = (recorder_spot){ .record = rec->serial, .node = node };
    profile_open(&p, &r->host->budget);
    arena_open(&scratch, &r->host->budget);
    const stack_frame where = { n->code, n->a, n->b };
    uint32_t at = recorder_place(&p, &scratch, rec, &where, stack_offset(&where));
    if (at != PROFILE_NONE) {
        const profile_place *place = &p.places[at];
        text_format(s->function, sizeof s->function, "%.*s", TEXT_ARGS(place->name));
        text_format(s->file, sizeof s->file, "%.*s", TEXT_ARGS(place->file));
        s->line = place->line;
        s->offset = place->offset;
    }
    arena_close(&scratch);
    profile_close(&p);
    return s;
}

const recorder_spot *recorder_spot_of(recorder *r, const record *rec, uint32_t node)
{
    uint32_t author = node < rec->node_count ? author_of(rec, node) : RECORD_NONE;
    if (author == RECORD_NONE)
        return NULL;
    const record_node *n = &rec->nodes[author];
    const recorder_spot *known = find(r, rec, author);
    if (!known && code_module(n->code)->funcs[n->a].body.size <= SPOT_BYTES)
        known = ask(r, rec, author, n);
    return known && known->function[0] ? known : NULL;
}

const hitch_entry *recorder_hottest(const recorder *r, const hitch_ring *ring, uint64_t from, uint64_t to, uint32_t known, record_kind kind)
{
    const hitch_entry *found = NULL;
    for (uint64_t i = from; i < to; i++) {
        const hitch_entry *e = &ring->entries[i % ring->entry_size];
        const record *rec = recorder_find(r, e->record);
        if (!rec || rec->mod != known || e->node >= rec->node_count || rec->nodes[e->node].kind != kind)
            continue;
        uint64_t weight = kind == RECORD_IMPORT ? e->weight.calls : e->weight.fuel;
        if (!found || weight > (kind == RECORD_IMPORT ? found->weight.calls : found->weight.fuel))
            found = e;
    }
    return found;
}
