/* Profiles: put together and checked. */
#include "host/profile.h"

#include "engine/base/limits.h"

#include <inttypes.h>

void profile_open(profile *p, budget *b)
{
    *p = (profile){ .budget = b, .hitch_frame = PROFILE_NONE, .hitch_mod = PROFILE_NONE };
    arena_open(&p->texts, b);
}

void profile_close(profile *p)
{
    budget *b = p->budget;
    budget_free(b, p->mods, p->mod_capacity * sizeof *p->mods);
    budget_free(b, p->places, p->place_capacity * sizeof *p->places);
    budget_free(b, p->frames, p->frame_capacity * sizeof *p->frames);
    budget_free(b, p->rows, p->row_capacity * sizeof *p->rows);
    budget_free(b, p->imports, p->import_capacity * sizeof *p->imports);
    budget_free(b, p->nodes, p->node_capacity * sizeof *p->nodes);
    budget_free(b, p->lines, p->line_capacity * sizeof *p->lines);
    hash_index_close(&p->found, b);
    arena_close(&p->texts);
    profile_open(p, b);
}

text_view profile_text(profile *p, text_view text)
{
    if (!text.size)
        return (text_view){ 0 };
    if (text.size > LIMIT_PROFILE_TEXT)
        text.size = LIMIT_PROFILE_TEXT;
    while (text.size && !text_is_utf8(text.bytes, text.size) && text.size > LIMIT_PROFILE_TEXT - 4)
        text.size--;                      /* not inside a character */
    text_view copy = arena_text(&p->texts, text);
    return copy.bytes ? copy : (text_view){ 0 };
}

/* ---- adding ---- */

/* Room for one more of `items`; else it is counted as lost. */
#define ROOM(p, items, most) \
    ((p)->items##_count < (most) && budget_room((p)->budget, (p)->items##s, (p)->items##_capacity, (p)->items##_count))

static uint32_t lost(profile *p)
{
    p->lost++;
    return PROFILE_NONE;
}

uint32_t profile_add_mod(profile *p, const profile_mod *item)
{
    if (!ROOM(p, mod, LIMIT_PROFILE_MODS))
        return lost(p);
    profile_mod own = *item;
    own.name = profile_text(p, item->name);
    own.slot = profile_text(p, item->slot);
    own.version = profile_text(p, item->version);
    own.language = profile_text(p, item->language);
    p->mods[p->mod_count] = own;
    return p->mod_count++;
}

uint32_t profile_add_place(profile *p, const profile_place *item)
{
    if (!ROOM(p, place, LIMIT_PROFILE_PLACES))
        return lost(p);
    profile_place own = *item;
    const profile_place *whole = item->function < p->place_count ? &p->places[item->function] : NULL;
    own.name = whole && text_equal(whole->name, item->name) ? whole->name : profile_text(p, item->name);
    own.file = whole && text_equal(whole->file, item->file) ? whole->file : profile_text(p, item->file);
    p->places[p->place_count] = own;
    return p->place_count++;
}

/* FNV-1a */
static uint32_t hash_place(const profile_place *item)
{
    const uint64_t numbers[] = { item->kind, item->mod, item->function, item->line, item->column, item->offset };
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        h = (h ^ numbers[i]) * UINT64_C(0x100000001B3);
    for (size_t i = 0; i < item->name.size; i++)
        h = (h ^ (uint8_t)item->name.bytes[i]) * UINT64_C(0x100000001B3);
    return (uint32_t)(h ^ h >> 32);
}

static bool is_place(const profile_place *a, const profile_place *b)
{
    return a->kind == b->kind && a->mod == b->mod && a->function == b->function && a->offset == b->offset && a->line == b->line
        && a->column == b->column && text_equal(a->name, b->name) && text_equal(a->file, b->file);
}

static uint32_t hash_of(const void *places, uint32_t place)
{
    return hash_place((const profile_place *)places + place);
}

/* The index may lack places that were added beside it, as those of a file are. */
uint32_t profile_take_place(profile *p, const profile_place *item)
{
    if (!hash_index_room(&p->found, p->budget, p->place_count, hash_of, p->places))
        return lost(p);
    for (uint32_t at = hash_place(item), i; (i = hash_index_at(&p->found, at)) != HASH_INDEX_NONE; at++)
        if (is_place(&p->places[i], item))
            return i;
    uint32_t place = profile_add_place(p, item);
    if (place != PROFILE_NONE)
        hash_index_put(&p->found, hash_of(p->places, place), place);      /* its texts may be shorter */
    return place;
}

uint32_t profile_add_frame(profile *p, const profile_frame *item)
{
    if (!ROOM(p, frame, LIMIT_PROFILE_FRAMES))
        return lost(p);
    p->frames[p->frame_count] = *item;
    return p->frame_count++;
}

uint32_t profile_add_row(profile *p, const profile_row *item)
{
    if (!ROOM(p, row, LIMIT_PROFILE_ROWS))
        return lost(p);
    p->rows[p->row_count] = *item;
    return p->row_count++;
}

uint32_t profile_add_import(profile *p, const profile_import *item)
{
    if (!ROOM(p, import, LIMIT_PROFILE_ROWS))
        return lost(p);
    p->imports[p->import_count] = *item;
    return p->import_count++;
}

uint32_t profile_add_node(profile *p, const profile_node *item)
{
    if (!ROOM(p, node, LIMIT_PROFILE_NODES))
        return lost(p);
    p->nodes[p->node_count] = *item;
    return p->node_count++;
}

uint32_t profile_add_line(profile *p, const profile_line *item)
{
    if (!ROOM(p, line, LIMIT_PROFILE_LINES))
        return lost(p);
    p->lines[p->line_count] = *item;
    return p->line_count++;
}

/* ---- checking ---- */

static bool is_in(uint32_t index, uint32_t count) { return index < count; }
static bool is_in_or_none(uint32_t index, uint32_t count) { return index < count || index == PROFILE_NONE; }

static bool wrong(error *err, const char *what, uint32_t at, const char *why)
{
    return error_set(err, ERROR_MALFORMED, ERROR_NO_OFFSET, "the profile's %s %" PRIu32 " %s", what, at, why);
}

static bool check_places(const profile *p, error *err)
{
    for (uint32_t i = 0; i < p->place_count; i++) {
        const profile_place *place = &p->places[i];
        if ((uint32_t)place->kind >= PROFILE_PLACE_KINDS)
            return wrong(err, "place", i, "is of no known kind");
        if (!is_in_or_none(place->mod, p->mod_count))
            return wrong(err, "place", i, "names a mod that is not there");
        if (place->function == PROFILE_NONE)
            continue;
        if (place->function >= i || p->places[place->function].function != PROFILE_NONE)
            return wrong(err, "place", i, "names a function that does not stand before it");
    }
    return true;
}

static bool check_frames(const profile *p, error *err)
{
    for (uint32_t i = 1; i < p->frame_count; i++)
        if (p->frames[i].number <= p->frames[i - 1].number)
            return wrong(err, "frame", i, "comes after a later one");
    for (uint32_t i = 0; i < p->row_count; i++)
        if (!is_in(p->rows[i].frame, p->frame_count) || !is_in(p->rows[i].mod, p->mod_count))
            return wrong(err, "row", i, "names a frame or a mod that is not there");
    if (!is_in_or_none(p->hitch_frame, p->frame_count) || !is_in_or_none(p->hitch_mod, p->mod_count))
        return wrong(err, "hitch", 0, "names a frame or a mod that is not there");
    return true;
}

static bool check_nodes(const profile *p, error *err)
{
    for (uint32_t i = 0; i < p->node_count; i++) {
        const profile_node *n = &p->nodes[i];
        if (!is_in(n->place, p->place_count) || !is_in_or_none(n->frame, p->frame_count))
            return wrong(err, "node", i, "names a place or a frame that is not there");
        if (n->parent != PROFILE_NONE && (n->parent >= i || p->nodes[n->parent].frame != n->frame))
            return wrong(err, "node", i, "names a parent that does not stand before it, in its frame");
    }
    return true;
}

bool profile_check(const profile *p, error *err)
{
    if (!check_places(p, err) || !check_frames(p, err) || !check_nodes(p, err))
        return false;
    for (uint32_t i = 0; i < p->import_count; i++) {
        const profile_import *each = &p->imports[i];
        if (!is_in_or_none(each->frame, p->frame_count) || !is_in(each->mod, p->mod_count) || !is_in(each->place, p->place_count))
            return wrong(err, "import", i, "names a frame, a mod or a place that is not there");
    }
    for (uint32_t i = 0; i < p->line_count; i++)
        if (!is_in(p->lines[i].place, p->place_count))
            return wrong(err, "line", i, "names a place that is not there");
    return true;
}

void profile_drop_times(profile *p)
{
    p->recorder_ns = 0;
    for (uint32_t i = 0; i < p->frame_count; i++)
        p->frames[i].start_ns = p->frames[i].ns = 0;
    for (uint32_t i = 0; i < p->row_count; i++)
        p->rows[i].ns = p->rows[i].host_ns = p->rows[i].translate_ns = p->rows[i].memory = 0;
    for (uint32_t i = 0; i < p->import_count; i++)
        p->imports[i].ns = 0;
    for (uint32_t i = 0; i < p->node_count; i++)
        p->nodes[i].ns = 0;
}
