/* Variables, references, tables and memories as wholes. */
#include "engine/wasm/numeric.h"
#include "engine/wasm/translate.h"

static bool is_64(wasm_type type) { return type == WASM_I64 || type == WASM_F64; }

/* One operand into dst, no operand, or both. */
static void push_cell(translator *t, wasm_cell cell)
{
    cell.dst = translate_home(t, t->height);
    uint32_t at = translate_emit(t, cell);
    translate_push_home(t, t->w.stack[t->w.height - 1], at, t->w.op);
}

static void replace_cell(translator *t, wasm_cell cell)
{
    cell.a = translate_slot(t, t->height - 1);
    translate_drop(t, 1);
    push_cell(t, cell);
}

/* A reference may be read twice (br_on_null), so nothing carries it. */
static void push_any(translator *t, wasm_cell cell, wasm_type type)
{
    push_cell(t, cell);
    if (wasm_type_is_ref(type))
        translate_seal(t);
}

/* Of a kind of select, its forms. */
typedef struct select_codes { uint16_t slots, b_is_constant, c_is_constant, both; } select_codes;

static select_codes select_of(wasm_type type)
{
    switch (type) {
    case WASM_V128: return (select_codes){ .slots = CODE_select_128 };
    case WASM_I64:  return (select_codes){ .slots = CODE_select_64 };
    case WASM_F32:  return (select_codes){ CODE_select_f32, CODE_select_f32_bk, CODE_select_f32_ck, 0 };
    case WASM_F64:  return (select_codes){ CODE_select_f64, CODE_select_f64_bk, CODE_select_f64_ck, 0 };
    default:        return (select_codes){ CODE_select_32, CODE_select_32_bk, CODE_select_32_ck, CODE_select_32_kk };
    }
}

/* A constant that fits its place in the cell: 16 bits of an i32, an f32, an f64 that an f32 gives exactly. */
static bool is_short(const operand *o)
{
    if (o->kind != OPERAND_CONST)
        return false;
    switch (o->type) {
    case WASM_I32: return (int32_t)o->bits == (int16_t)o->bits;
    case WASM_F32: return true;
    case WASM_F64: return bits_f64((double)(float)f64_bits(o->bits)) == o->bits;
    default:       return false;
    }
}

static void put_short(wasm_cell *cell, uint16_t *place, const operand *o)
{
    if (o->type == WASM_I32)
        *place = (uint16_t)o->bits;
    else
        cell->as.pair.k = o->type == WASM_F32 ? (uint32_t)o->bits : bits_f32((float)f64_bits(o->bits));
}

static void select_one(translator *t)
{
    const operand *b = translate_top(t, 2), *c = translate_top(t, 1);
    select_codes codes = select_of(c->type);
    bool b_is_short = codes.b_is_constant && is_short(b), c_is_short = codes.c_is_constant && is_short(c) && (codes.both || !b_is_short);
    wasm_type type = c->type;
    wasm_cell cell = { .op = b_is_short ? (c_is_short ? codes.both : codes.b_is_constant) : c_is_short ? codes.c_is_constant : codes.slots };
    cell.a = translate_slot(t, t->height - 1);
    uint16_t places[2] = { 0, 0 };
    if (c_is_short)
        put_short(&cell, &places[1], c);
    else
        places[1] = translate_slot(t, t->height - 2);
    if (b_is_short)
        put_short(&cell, &places[0], b);
    else
        places[0] = translate_slot(t, t->height - 3);
    cell.as.pair.b = places[0];
    cell.as.pair.c = places[1];
    translate_drop(t, 3);
    push_any(t, cell, type);
}

/* It stays where it is: it only is known to be none. */
static void as_non_null(translator *t)
{
    translate_emit(t, (wasm_cell){ .op = CODE_ref_as_non_null, .a = translate_slot(t, t->height - 1) });
    translate_top(t, 0)->type = t->w.stack[t->w.height - 1];
}

static void global(translator *t)
{
    uint32_t index = t->w.imm.index;
    wasm_type type = t->module->globals[index].type.type;
    uint32_t get = type == WASM_V128 ? CODE_global_get_128 : is_64(type) ? CODE_global_get_64 : CODE_global_get_32;
    uint32_t set = type == WASM_V128 ? CODE_global_set_128 : is_64(type) ? CODE_global_set_64 : CODE_global_set_32;
    if (t->w.op == OP_global_get) {
        push_any(t, (wasm_cell){ .op = get, .as.i32 = index }, type);
        return;
    }
    uint16_t a = translate_slot(t, t->height - 1);
    translate_drop(t, 1);
    translate_emit(t, (wasm_cell){ .op = set, .a = a, .as.i32 = index });
}

/* The lanes stand in two cells behind. */
static void shuffle(translator *t)
{
    wasm_cell cell = { .op = CODE_i8x16_shuffle, .a = translate_slot(t, t->height - 2), .as.pair.b = translate_slot(t, t->height - 1) };
    translate_drop(t, 2);
    cell.dst = translate_home(t, t->height);
    translate_emit(t, cell);
    for (unsigned half = 0; half < 2; half++) {
        uint64_t bits;
        numeric_move(&bits, t->w.imm.value.v128 + 8 * half, 8);
        translate_emit(t, (wasm_cell){ .op = CODE_data, .as.bits = bits });
    }
    translate_push_home(t, WASM_V128, TRANSLATE_NONE, t->w.op);
}

static bool table_is_64(const translator *t, uint32_t table) { return t->module->tables[table].type.limits.is_64; }
static bool memory_is_64(const translator *t, uint32_t memory) { return t->module->memories[memory].limits.is_64; }

static void table_set(translator *t)
{
    uint32_t index = t->w.imm.index;
    wasm_cell cell = { .op = CODE_table_set, .as.index = { index, table_is_64(t, index) } };
    cell.dst = translate_slot(t, t->height - 1);
    cell.a = translate_slot(t, t->height - 2);
    translate_drop(t, 2);
    translate_emit(t, cell);
}

/* ---- sized: two cells, and the way ends with them ---- */

void translate_end_sized(translator *t, wasm_cell more)
{
    fuel_end_way(&t->fuel);
    more.op = CODE_more;
    uint32_t cell = translate_emit(t, more);
    fuel_fix_later(&t->fuel, (fuel_fix){ .cell = cell, .kind = FUEL_REST, .target = fuel_here(&t->fuel) });
    translate_seal(t);
    translate_check(t);
}

static void emit_sized(translator *t, wasm_cell cell, uint32_t x, uint32_t y, uint16_t wide)
{
    translate_emit(t, cell);
    translate_end_sized(t, (wasm_cell){ .dst = wide, .as.index = { x, y } });
}

/* Three operands: where to, what or where from, how many. */
static void sized(translator *t, code_op code, uint32_t x, uint32_t y, uint16_t wide)
{
    wasm_cell cell = { .op = code };
    cell.as.pair.b = translate_slot(t, t->height - 1);
    cell.a = translate_slot(t, t->height - 2);
    cell.dst = translate_slot(t, t->height - 3);
    translate_drop(t, 3);
    emit_sized(t, cell, x, y, wide);
}

static void memory_grow_cell(translator *t)
{
    uint32_t index = t->w.imm.index;
    wasm_cell cell = { .op = CODE_memory_grow, .a = translate_slot(t, t->height - 1) };
    translate_drop(t, 1);
    cell.dst = translate_home(t, t->height);
    emit_sized(t, cell, index, 0, memory_is_64(t, index));
    translate_push_home(t, t->w.stack[t->w.height - 1], TRANSLATE_NONE, t->w.op);
}

static void table_grow_cell(translator *t)
{
    uint32_t index = t->w.imm.index;
    wasm_cell cell = { .op = CODE_table_grow, .a = translate_slot(t, t->height - 1) };
    cell.as.pair.b = translate_slot(t, t->height - 2);
    translate_drop(t, 2);
    cell.dst = translate_home(t, t->height);
    emit_sized(t, cell, index, 0, table_is_64(t, index));
    translate_push_home(t, t->w.stack[t->w.height - 1], TRANSLATE_NONE, t->w.op);
}

/* Bits for operands that are i64: first, second, count. */
static uint16_t wide(bool first, bool second, bool count) { return (uint16_t)(first | second << 1 | count << 2); }

static void sized_of(translator *t)
{
    uint32_t x = t->w.imm.index, y = t->w.imm.index2;
    bool a, b;
    switch (t->w.op) {
    case OP_memory_fill:
        a = memory_is_64(t, x);
        sized(t, CODE_memory_fill, x, 0, wide(a, false, a));
        break;
    case OP_memory_copy:
        a = memory_is_64(t, x), b = memory_is_64(t, y);
        sized(t, CODE_memory_copy, x, y, wide(a, b, a && b));
        break;
    case OP_memory_init:
        sized(t, CODE_memory_init, y, x, wide(memory_is_64(t, y), false, false));
        break;
    case OP_table_fill:
        a = table_is_64(t, x);
        sized(t, CODE_table_fill, x, 0, wide(a, false, a));
        break;
    case OP_table_copy:
        a = table_is_64(t, x), b = table_is_64(t, y);
        sized(t, CODE_table_copy, x, y, wide(a, b, a && b));
        break;
    case OP_table_init:
        sized(t, CODE_table_init, y, x, wide(table_is_64(t, y), false, false));
        break;
    }
}

void translate_other(translator *t)
{
    uint32_t index = t->w.imm.index;
    switch (t->w.op) {
    case OP_nop:         break;
    case OP_i8x16_shuffle: shuffle(t); break;
    case OP_drop:        translate_drop(t, 1); break;
    case OP_select:
    case OP_select_typed: select_one(t); break;
    case OP_global_get:
    case OP_global_set:  global(t); break;
    case OP_ref_null:
        translate_push_constant(t, t->w.stack[t->w.height - 1], 0);
        break;
    case OP_ref_is_null: replace_cell(t, (wasm_cell){ .op = CODE_ref_is_null }); break;
    case OP_ref_as_non_null: as_non_null(t); break;
    case OP_ref_eq:      translate_aggregate(t); break;
    case OP_ref_func:    push_cell(t, (wasm_cell){ .op = CODE_ref_func, .as.i32 = index }); break;
    case OP_table_get:   replace_cell(t, (wasm_cell){ .op = CODE_table_get, .as.index = { index, table_is_64(t, index) } }); break;
    case OP_table_set:   table_set(t); break;
    case OP_table_size:  push_cell(t, (wasm_cell){ .op = CODE_table_size, .as.index = { index, table_is_64(t, index) } }); break;
    case OP_memory_size: push_cell(t, (wasm_cell){ .op = CODE_memory_size, .as.index = { index, memory_is_64(t, index) } }); break;
    case OP_elem_drop:   translate_emit(t, (wasm_cell){ .op = CODE_elem_drop, .as.i32 = index }); break;
    case OP_data_drop:   translate_emit(t, (wasm_cell){ .op = CODE_data_drop, .as.i32 = index }); break;
    case OP_memory_grow: memory_grow_cell(t); break;
    case OP_table_grow:  table_grow_cell(t); break;
    default:             sized_of(t); break;
    }
}
