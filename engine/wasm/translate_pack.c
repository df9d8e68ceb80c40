/* The finished body, packed: until then all cells have 16 bytes and are named by
 * number, which is what the translator works with; here each gets its form
 * (code_form.h), and whatever names a cell says where it went.
 */
#include "engine/wasm/translate.h"

#include "engine/wasm/code_form.h"
#include "engine/wasm/interpreter.h"

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

/* Until now a jump counts cells of 16 bytes. */
static int32_t way(const uint32_t *places, uint32_t cell, int32_t bytes)
{
    return (int32_t)(places[cell + bytes / (int32_t)sizeof(wasm_cell)] - places[cell]);
}

static uint32_t try_place(const uint32_t *places, uint32_t cell)
{
    return cell == CODE_NO_TRY ? CODE_NO_TRY : places[cell] / CODE_UNIT;
}

/* The last ones, so that a whole cell never ends behind them all: three have 16 bytes more than any begins early. */
enum { PUT_EXACTLY = 3 };

/* Forms that have what they have where it stands in a whole cell. */
enum { AS_IT_IS = 1u << CODE_FORM_head | 1u << CODE_FORM_leave | 1u << CODE_FORM_half | 1u << CODE_FORM_full | 1u << CODE_FORM_data };

static void give_form(wasm_cell *cell, uint32_t form, const uint32_t *places, uint32_t i)
{
    switch (form) {
    case CODE_FORM_second:       cell->a = cell->as.pair.b;                    break;
    case CODE_FORM_short_k:      cell->short_word = cell->as.i32;              break;
    case CODE_FORM_short_offset: cell->short_word = cell->as.access.offset;    break;
    case CODE_FORM_word:
    case CODE_FORM_table:        cell->as.word = cell->as.i32;                 break;
    case CODE_FORM_way:          cell->way.bytes = way(places, i, cell->as.jump.bytes);      break;
    case CODE_FORM_jump:
    case CODE_FORM_wide:
    case CODE_FORM_target:       cell->as.jump.bytes = way(places, i, cell->as.jump.bytes);  break;
    case CODE_FORM_step:         cell->as.step.bytes = (int16_t)way(places, i, cell->as.step.bytes); break;
    case CODE_FORM_try_more:     cell->as.index.y = try_place(places, cell->as.index.y);     break;
    }
}

/* What is there of the cell, and of the one before it stays. */
static void put_cell(const wasm_cell *cell, code_shape shape, uint32_t early, uint8_t *to)
{
    if (is_data(shape.form))
        memcpy(to + CODE_DATA_EARLY, (const uint8_t *)cell + CODE_DATA_EARLY, sizeof *cell - CODE_DATA_EARLY);
    else
        memcpy(to + early, (const uint8_t *)cell + early, code_form_bytes[shape.form] - early);
}

/* The same, as long as others come behind it: a whole cell is written at once. */
static void put_quickly(wasm_cell *cell, code_shape shape, uint32_t early, uint8_t *to)
{
    uint32_t was;
    if (is_data(shape.form)) {
        memcpy(cell, to, CODE_DATA_EARLY);
    } else {
        memcpy(&was, to, sizeof was);
        cell->op = early ? was : cell->op;        /* as likely as not: no jump */
    }
    memcpy(to, cell, sizeof *cell);
}

static inline __attribute__((always_inline)) wasm_cell form_cell(const translator *t, const interpreter *in, const uint32_t *places, uint32_t i, code_shape *shape)
{
    wasm_cell cell = t->cells[i];
    *shape = code_shapes[cell.op];
    cell.op = interpreter_op(in, cell.op);
    if (!(AS_IT_IS >> shape->form & 1))
        give_form(&cell, shape->form, places, i);
    return cell;
}

static void put_cells(const translator *t, const interpreter *in, const uint32_t *places, uint8_t *to)
{
    uint32_t early = 0, count = t->cell_count, quick = count > PUT_EXACTLY ? count - PUT_EXACTLY : 0, i = idle(t);
    code_shape shape;
    for (; i < quick; i++) {
        wasm_cell cell = form_cell(t, in, places, i, &shape);
        put_quickly(&cell, shape, early, to + places[i]);
        early = shape.early;
    }
    for (; i < count; i++) {
        wasm_cell cell = form_cell(t, in, places, i, &shape);
        put_cell(&cell, shape, early, to + places[i]);
        early = shape.early;
    }
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

bool translate_pack(translator *t, wasm_code *c, code_function *f)
{
    code_trailer trailer = { t->try_count, translate_root_words(t) };
    const uint32_t *places = t->fuel.failed ? NULL : translate_places(t);
    if (!places)
        return false;
    bool has_trailer = trailer.tries || trailer.root_words;
    uint32_t bytes = places[t->cell_count], roots = trailer.root_words * (uint32_t)sizeof(uint32_t);
    uint32_t all = bytes + roots + trailer.tries * (uint32_t)sizeof(code_try) + (has_trailer ? (uint32_t)sizeof trailer : 0);
    uint8_t *cells = budget_alloc(c->budget, all);
    if (cells) {
        put_cells(t, c->interpreter, places, cells);
        if (roots)
            translate_put_roots(t, places, cells + bytes);
        uint8_t *end = put_tries(t, places, cells + bytes + roots);
        if (has_trailer)
            memcpy(end, &trailer, sizeof trailer);
        f->cells = (const wasm_cell *)cells;
        f->count = (all / CODE_UNIT) & (UINT32_MAX >> 2);
        f->has_tries = trailer.tries != 0;
        f->has_roots = trailer.root_words != 0;
    }
    return cells != NULL;
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
