/* Packed cells: whoever goes from cell to cell arrives where the cells end, and
 * each branch arrives where one begins. */
#include "engine/wasm/code_form.h"
#include "engine/wasm/decode.h"
#include "engine/wasm/interpreter.h"

/* Behind code.def: the table has rows named TEST. */
#include "tests/unit/check.h"
#include "tests/unit/component_load.h"
#include "tests/unit/module_load.h"

#include <stdlib.h>

enum { SECTION_MODULE = 1 };

/* Cells keep their numbers: nothing runs. */
static uint32_t op_of(uint32_t code) { return code; }
static const interpreter telling = { NULL, op_of, .carries = true, .pairs = PAIRS_ALL };
static const interpreter telling_few = { NULL, op_of, .carries = true, .pairs = PAIRS_FEW };

static int32_t way_of(uint32_t form, const wasm_cell *cell)
{
    switch (form) {
    case CODE_FORM_way:  return cell->way.bytes;
    case CODE_FORM_jump:
    case CODE_FORM_wide: return cell->as.jump.bytes;
    case CODE_FORM_step: return cell->as.step.bytes;
    default:             return 0;
    }
}

typedef struct walk {
    uint32_t end;                 /* of the cells, bytes */
    uint8_t *begins;              /* by unit: a cell to go to begins there */
    uint32_t *targets, count;     /* bytes */
    uint32_t pairs, few;          /* found, and of these code_is_few */
} walk;

static void note_way(walk *w, uint32_t at, uint32_t op, const code_function *f)
{
    int32_t bytes = way_of(code_shapes[op].form, code_cell(f, at / CODE_UNIT));
    if (bytes)
        w->targets[w->count++] = (uint32_t)((int32_t)at + bytes);
}

/* Behind the cell that begins at `at`, and what shares its handler. */
static uint32_t walk_cell(walk *w, uint32_t at, const code_function *f)
{
    uint32_t op = code_cell(f, at / CODE_UNIT)->op;
    if (!CHECK(op < CODE_COUNT))
        return w->end + 1;
    w->begins[at / CODE_UNIT] = 1;
    w->pairs += code_shapes[op].second != CODE_NO_PAIR;
    w->few += code_is_few(op);
    for (;; op = code_shapes[op].second) {
        note_way(w, at, op, f);
        at += code_extent(op, code_cell(f, at / CODE_UNIT));
        if (code_shapes[op].second == CODE_NO_PAIR)
            return at;
        at -= code_shapes[op].early;
    }
}

/* How many pairs; where only the few are wanted, all must be of these. */
static uint32_t check_function(const code_function *f, bool wants_few)
{
    walk w = { .end = code_end(f) };
    uint32_t at = 0, units = w.end / CODE_UNIT + 1;
    w.begins = calloc(units, 1);
    w.targets = calloc(units, sizeof *w.targets);
    while (at < w.end)
        at = walk_cell(&w, at, f);
    CHECK_INT(at, w.end);
    for (uint32_t i = 0; i < w.count; i++)
        CHECK(w.targets[i] < w.end && w.begins[w.targets[i] / CODE_UNIT]);
    CHECK(!wants_few || w.few == w.pairs);
    free(w.begins);
    free(w.targets);
    return w.pairs;
}

static uint32_t check_module(const uint8_t *bytes, size_t size, const interpreter *in)
{
    uint32_t pairs = 0;
    module_load load;
    error err = { 0 };
    CHECK_TEXT(module_load_open(&load, bytes, size), "");
    wasm_code *c = code_open(&load.budget, load.module);
    code_choose(c, in);
    for (uint32_t i = load.module->func_import_count; i < load.module->func_count; i++)
        if (CHECK(code_make(c, code_get(c, i), &err)))
            pairs += check_function(code_get(c, i), in->pairs == PAIRS_FEW);
    code_close(c);
    module_load_close(&load);
    return pairs;
}

TEST(whoever_goes_from_cell_to_cell_arrives_where_they_end_and_branches_where_one_begins)
{
    emit e = component_file("tests/bind/echo.wasm");
    const uint8_t *at = e.bytes + 8, *end = e.bytes + e.size;
    int modules = 0;
    uint32_t pairs = 0, few = 0;
    while (at < end) {
        uint8_t id = *at++;
        size_t size = 0;
        for (unsigned shift = 0; shift < 35; shift += 7) {
            size |= (size_t)(*at & 0x7F) << shift;
            if (*at++ < 0x80)
                break;
        }
        if (id == SECTION_MODULE && ++modules) {
            pairs += check_module(at, size, &telling);
            few += check_module(at, size, &telling_few);
        }
        at += size;
    }
    CHECK(modules > 0 && pairs > few && few > 0);
    emit_free(&e);
}
