/* Profiles, written: see profile_file.h. Everything is owned by one write. */
#include "host/profile_file.h"

#include <string.h>

typedef struct profile_write {
    const profile *p;
    text_builder  *out;
    uint32_t      *table;               /* of texts, by hash: index + 1 */
    text_view     *texts;
    uint32_t       text_count, text_room, table_size;
} profile_write;

static void put_u64(profile_write *w, uint64_t n)
{
    char bytes[10];
    size_t size = 0;
    do {
        bytes[size++] = (char)((n & 0x7F) | (n > 0x7F ? 0x80 : 0));
        n >>= 7;
    } while (n);
    text_put(w->out, (text_view){ bytes, size });
}

/* Small numbers of either sign stay small. */
static void put_s64(profile_write *w, int64_t n)
{
    put_u64(w, (uint64_t)n << 1 ^ (uint64_t)(n >> 63));
}

static void put_index(profile_write *w, uint32_t index)
{
    put_u64(w, index == PROFILE_NONE ? 0 : (uint64_t)index + 1);
}

/* ---- texts ---- */

static uint32_t *find(const profile_write *w, text_view text)
{
    uint32_t at = text_hash(text) & (w->table_size - 1);
    while (w->table[at] && !text_equal(w->texts[w->table[at] - 1], text))
        at = (at + 1) & (w->table_size - 1);
    return &w->table[at];
}

static void note_text(profile_write *w, text_view text)
{
    uint32_t *place = text.size ? find(w, text) : NULL;
    if (!place || *place)
        return;
    w->texts[w->text_count++] = text;
    *place = w->text_count;
}

static void put_text(profile_write *w, text_view text)
{
    put_u64(w, text.size ? *find(w, text) : 0);
}

static bool open_texts(profile_write *w)
{
    const profile *p = w->p;
    w->text_room = 1 + 4 * p->mod_count + 2 * p->place_count;
    for (w->table_size = 16; w->table_size < 2 * w->text_room; w->table_size *= 2)
        ;
    w->table = budget_zalloc(w->out->budget, w->table_size * sizeof *w->table);
    w->texts = budget_alloc(w->out->budget, w->text_room * sizeof *w->texts);
    if (!w->table || !w->texts)
        return false;
    note_text(w, p->title);
    for (uint32_t i = 0; i < p->mod_count; i++) {
        note_text(w, p->mods[i].name);
        note_text(w, p->mods[i].slot);
        note_text(w, p->mods[i].version);
        note_text(w, p->mods[i].language);
    }
    for (uint32_t i = 0; i < p->place_count; i++) {
        note_text(w, p->places[i].name);
        note_text(w, p->places[i].file);
    }
    put_u64(w, w->text_count);
    for (uint32_t i = 0; i < w->text_count; i++) {
        put_u64(w, w->texts[i].size);
        text_put(w->out, w->texts[i]);
    }
    return true;
}

/* ---- items ---- */

static void put_head(profile_write *w)
{
    const profile *p = w->p;
    put_text(w, p->title);
    put_u64(w, p->is_exact);
    put_u64(w, p->sample_fuel);
    put_u64(w, p->recorded_frames);
    put_u64(w, p->recorder_ns);
    put_u64(w, p->lost);
    put_index(w, p->hitch_frame);
    put_index(w, p->hitch_mod);
}

static void put_mods_and_places(profile_write *w)
{
    const profile *p = w->p;
    put_u64(w, p->mod_count);
    for (uint32_t i = 0; i < p->mod_count; i++) {
        put_text(w, p->mods[i].name);
        put_text(w, p->mods[i].slot);
        put_text(w, p->mods[i].version);
        put_text(w, p->mods[i].language);
        put_u64(w, p->mods[i].generation);
    }
    put_u64(w, p->place_count);
    for (uint32_t i = 0; i < p->place_count; i++) {
        const profile_place *each = &p->places[i];
        put_u64(w, each->kind);
        put_index(w, each->mod);
        put_index(w, each->function);
        put_text(w, each->name);
        put_text(w, each->file);
        put_u64(w, each->line);
        put_u64(w, each->column);
        put_u64(w, each->offset);
    }
}

static void put_frames(profile_write *w)
{
    const profile *p = w->p;
    uint64_t number = 0, start = 0;
    put_u64(w, p->frame_count);
    for (uint32_t i = 0; i < p->frame_count; i++) {
        const profile_frame *each = &p->frames[i];
        put_u64(w, each->number - number);
        put_s64(w, (int64_t)(each->start_ns - start));
        put_u64(w, each->ns);
        put_u64(w, each->fuel);
        put_u64(w, each->is_hitch);
        number = each->number;
        start = each->start_ns;
    }
}

static void put_rows(profile_write *w)
{
    const profile *p = w->p;
    uint32_t frame = 0;
    put_u64(w, p->row_count);
    for (uint32_t i = 0; i < p->row_count; i++) {
        const profile_row *each = &p->rows[i];
        put_s64(w, (int64_t)each->frame - (int64_t)frame);
        put_u64(w, each->mod);
        put_u64(w, each->fuel);
        put_u64(w, each->ns);
        put_u64(w, each->host_calls);
        put_u64(w, each->host_ns);
        put_u64(w, each->translate_ns);
        put_u64(w, each->lifted);
        put_u64(w, each->lowered);
        put_u64(w, each->memory);
        put_s64(w, each->bucket);
        put_u64(w, each->handles);
        put_u64(w, each->log_lines);
        put_u64(w, each->suspensions);
        put_u64(w, each->traps);
        frame = each->frame;
    }
}

static void put_imports(profile_write *w)
{
    const profile *p = w->p;
    put_u64(w, p->import_count);
    for (uint32_t i = 0; i < p->import_count; i++) {
        const profile_import *each = &p->imports[i];
        put_index(w, each->frame);
        put_u64(w, each->mod);
        put_u64(w, each->place);
        put_u64(w, each->calls);
        put_u64(w, each->ns);
        put_u64(w, each->fuel);
    }
}

static void put_trees(profile_write *w)
{
    const profile *p = w->p;
    put_u64(w, p->node_count);
    for (uint32_t i = 0; i < p->node_count; i++) {
        const profile_node *each = &p->nodes[i];
        put_u64(w, each->parent == PROFILE_NONE ? 0 : i - each->parent);     /* how far back it stands */
        put_u64(w, each->place);
        put_index(w, each->frame);
        put_u64(w, each->calls);
        put_u64(w, each->fuel);
        put_u64(w, each->ns);
        put_u64(w, each->samples);
    }
    put_u64(w, p->line_count);
    for (uint32_t i = 0; i < p->line_count; i++) {
        put_u64(w, p->lines[i].place);
        put_u64(w, p->lines[i].count);
        put_u64(w, p->lines[i].fuel);
    }
}

bool profile_file_write(const profile *p, text_builder *out)
{
    profile_write w = { .p = p, .out = out };
    text_put(out, (text_view){ PROFILE_FILE_MAGIC, sizeof PROFILE_FILE_MAGIC - 1 });
    put_u64(&w, PROFILE_FILE_VERSION);
    bool good = open_texts(&w);
    if (good) {
        put_head(&w);
        put_mods_and_places(&w);
        put_frames(&w);
        put_rows(&w);
        put_imports(&w);
        put_trees(&w);
    }
    budget_free(out->budget, w.table, w.table_size * sizeof *w.table);
    budget_free(out->budget, w.texts, w.text_room * sizeof *w.texts);
    return good && !out->failed;
}
