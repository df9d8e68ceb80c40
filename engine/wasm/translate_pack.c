/* The finished body, packed: until then all cells have 16 bytes and are named by
 * number, which is what the translator works with; here each gets its form
 * (code_form.h), and whatever names a cell says where it went.
 */
#include "engine/wasm/translate.h"

#include "engine/wasm/code_form.h"
#include "engine/wasm/code_room.h"
#include "engine/wasm/interpreter.h"

#include <stddef.h>
#include <string.h>

/* A first cell that zeroes nothing. */
static uint32_t idle(const translator *t) { return t->cells[0].op == CODE_zero && !t->cells[0].a; }

static bool is_data(uint32_t form) { return form == CODE_FORM_data || form == CODE_FORM_target; }

/* Where each cell begins, in bytes, and behind the last one where they end. A
 * number behind an idle cell's is where the first begins, too. */
const uint32_t *translate_places(translator *t)
{
    if (!budget_room(t->budget, t->places, t->place_capacity, t->cell_count))
        return NULL;
    uint32_t *places = t->places;
    uint32_t at = 0, early = 0;
    places[0] = 0;
    const wasm_cell *cells = t->cells;
    for (uint32_t i = idle(t), count = t->cell_count; i < count; i++) {
        code_shape shape = code_shapes[cells[i].op];
        if (is_data(shape.form))
            early = CODE_DATA_EARLY;
        places[i] = at - early;
        at += code_form_bytes[shape.form] - (is_data(shape.form) ? 0 : early);
        early = shape.early;
    }
    places[t->cell_count] = at;
    return places;
}

static uint32_t try_place(const uint32_t *places, uint32_t cell)
{
    return cell == CODE_NO_TRY ? CODE_NO_TRY : places[cell] / CODE_UNIT;
}

/* ---- forms ---- */

/* One that says where to go, which is known once all have their places: its form, and in so many lower bits its number. */
enum { WAY_BITS = 27 };

/* Of a form: from which bytes of a cell come the two halves of the word behind op; how far behind where it
 * begins the next cell does; it has a way. Looked up, for which form is next can't be guessed. */
#define ROW(name, x, y, has_way)         [CODE_FORM_##name] = { offsetof(wasm_cell, x), offsetof(wasm_cell, y), FORM_BYTES_##name, has_way },
#define ROW_OF_WORD(name, word, has_way) [CODE_FORM_##name] = { offsetof(wasm_cell, word), offsetof(wasm_cell, word) + sizeof(uint16_t), FORM_BYTES_##name, has_way },
#define DATA(name, has_way)              [CODE_FORM_##name] = { 0, 0, CODE_DATA_EARLY + FORM_BYTES_##name, has_way },
static const struct { uint8_t dst, a, bytes, has_way; } rows[CODE_FORM_COUNT] = {
    ROW(head, dst, a, 0) ROW(leave, dst, a, 0) ROW(half, dst, a, 0) ROW(word, dst, a, 0) ROW(table, dst, a, 0) ROW(full, dst, a, 0)
    ROW(shuffle, dst, a, 0) ROW(second, dst, as.pair.b, 0) ROW(jump, dst, a, 1) ROW(step, dst, a, 1) ROW(wide, dst, a, 1) ROW(try_more, dst, a, 1)
    ROW_OF_WORD(short_k, as.i32, 0) ROW_OF_WORD(short_offset, as.access.offset, 0) ROW_OF_WORD(way, as.jump.bytes, 1)
    DATA(data, 0) DATA(target, 1)
};
#undef DATA
#undef ROW_OF_WORD
#undef ROW

/* Cells are put where they go to, over those that they are made from: none is
 * ever behind where it was. One that begins early has no op: what comes next is
 * written over it. Their places, and which have ways; all bytes. */
static uint32_t put_cells(translator *t, const interpreter *in, uint32_t *way_count)
{
    const void *const *handlers = in->handlers;
    const char *first = in->first;
    wasm_cell *cells = t->cells;
    uint32_t *places = t->places, *ways = t->ways, at = 0, early = 0, count = 0, end = t->cell_count;
    places[0] = 0;
    for (uint32_t i = idle(t); i < end; i++) {
        const uint8_t *bytes = (const uint8_t *)&cells[i];
        uint32_t code = cells[i].op;
        code_shape shape = code_shapes[code];
        wasm_cell cell = { .as = cells[i].as };
        if (is_data(shape.form)) {
            at -= CODE_DATA_EARLY;
        } else {
            at -= early;
            cell.op = handlers ? (uint32_t)((const char *)handlers[code] - first) : in->op(code);
            memcpy(&cell.dst, bytes + rows[shape.form].dst, sizeof cell.dst);
            memcpy(&cell.a, bytes + rows[shape.form].a, sizeof cell.a);
            cell.as.word = shape.form == CODE_FORM_word || shape.form == CODE_FORM_table ? cell.as.i32 : cell.as.word;
            memcpy((uint8_t *)cells + at + early, &cell.op, sizeof cell.op);
            memcpy((uint8_t *)cells + at + CODE_EARLY, &cell.short_word, sizeof cell.short_word);
        }
        memcpy((uint8_t *)cells + at + CODE_DATA_EARLY, &cell.as, sizeof cell.as);
        places[i] = at;
        ways[count] = (uint32_t)shape.form << WAY_BITS | i;
        count += rows[shape.form].has_way;
        at += rows[shape.form].bytes;
        early = shape.early;
    }
    places[end] = at;
    *way_count = count;
    return at;
}

/* Until now a jump counts cells of 16 bytes. */
static int32_t way(const uint32_t *places, uint32_t cell, int32_t bytes)
{
    return (int32_t)(places[cell + bytes / (int32_t)sizeof(wasm_cell)] - places[cell]);
}

static void put_way(uint8_t *cells, const uint32_t *places, uint32_t form, uint32_t i)
{
    wasm_cell *cell = (wasm_cell *)(cells + places[i]);
    switch (form) {
    case CODE_FORM_way:      cell->way.bytes = way(places, i, cell->way.bytes);           break;
    case CODE_FORM_step:     cell->as.step.bytes = (int16_t)way(places, i, cell->as.step.bytes); break;
    case CODE_FORM_try_more: cell->as.index.y = try_place(places, cell->as.index.y);      break;
    default:                 cell->as.jump.bytes = way(places, i, cell->as.jump.bytes);   break;
    }
}

static void put_ways(translator *t, uint32_t count)
{
    uint8_t *cells = (uint8_t *)t->cells;
    const uint32_t *places = t->places, *ways = t->ways;
    for (uint32_t i = 0; i < count; i++)
        put_way(cells, places, ways[i] >> WAY_BITS, ways[i] & ((1u << WAY_BITS) - 1));
}

static uint8_t *put_tries(const translator *t, const uint32_t *places, uint8_t *to)
{
    for (uint32_t i = 0; i < t->try_count; i++) {
        code_try entry = { places[t->tries[i].cell] / CODE_UNIT, try_place(places, t->tries[i].try_cell) };
        memcpy(to, &entry, sizeof entry);
        to += sizeof entry;
    }
    return to;
}

static uint32_t trailer_bytes(const code_trailer *trailer)
{
    return trailer->root_words * (uint32_t)sizeof(uint32_t) + trailer->tries * (uint32_t)sizeof(code_try) + (uint32_t)sizeof *trailer;
}

static void put_trailer(const translator *t, const code_trailer *trailer, uint8_t *to)
{
    if (trailer->root_words)
        translate_put_roots(t, t->places, to);
    uint8_t *end = put_tries(t, t->places, to + trailer->root_words * sizeof(uint32_t));
    memcpy(end, trailer, sizeof *trailer);
}

bool translate_pack(translator *t, wasm_code *c, code_function *f)
{
    code_trailer trailer = { t->try_count, translate_has_roots(t) ? translate_root_words(t) : 0 };
    if (t->fuel.failed || !budget_room(t->budget, t->places, t->place_capacity, t->cell_count) || !budget_room(t->budget, t->ways, t->way_capacity, t->cell_count))
        return false;
    uint32_t ways, bytes = put_cells(t, c->interpreter, &ways);
    bool has_trailer = trailer.tries | trailer.root_words;
    uint32_t all = bytes + (has_trailer ? trailer_bytes(&trailer) : 0);
    uint8_t *cells = code_room(c, all);
    if (!cells)
        return false;
    put_ways(t, ways);
    memcpy(cells, t->cells, bytes);
    if (has_trailer)
        put_trailer(t, &trailer, cells + bytes);
    f->cells = (const wasm_cell *)cells;
    f->count = (all / CODE_UNIT) & (UINT32_MAX >> 2);
    f->has_tries = trailer.tries != 0;
    f->has_roots = trailer.root_words != 0;
    return true;
}

uint32_t translate_unpacked(translator *t, uint32_t unit)
{
    const uint32_t *places = translate_places(t);
    uint32_t at = TRANSLATE_NONE;
    for (uint32_t i = places ? idle(t) : t->cell_count; i < t->cell_count && at == TRANSLATE_NONE; i++)
        if (places[i] == unit * CODE_UNIT)
            at = i;
    return at;
}
