/* Structs, arrays, i31 and casts. */
#include "engine/wasm/translate.h"

enum { AGGREGATE_BYTES_A_UNIT = 16 };

uint32_t translate_object_price(const translator *t)
{
    uint32_t index = t->w.imm.index;
    uint64_t bytes = 0;
    if (t->w.op == OP_struct_new || t->w.op == OP_struct_new_default)
        bytes = type_struct_bytes(&t->module->types[index]);
    else if (t->w.op == OP_array_new_fixed)
        bytes = TYPE_ARRAY_HEAD + (uint64_t)t->w.imm.count * type_storage(t->module->types[index].fields[0].type);
    return (uint32_t)((bytes + AGGREGATE_BYTES_A_UNIT - 1) / AGGREGATE_BYTES_A_UNIT);
}

static wasm_type top_type(const translator *t) { return t->w.stack[t->w.height - 1]; }
static uint16_t take(translator *t, uint32_t below) { return translate_slot(t, t->height - 1 - below); }

static void push(translator *t, wasm_cell cell)
{
    cell.dst = translate_home(t, t->height);
    uint32_t at = translate_emit(t, cell);
    translate_push_home(t, top_type(t), at, t->w.op);
}

/* ---- making: a collection may come first, so all roots are home ---- */

/* The fields, or elements, stand in a row, as a call's arguments do. */
static void make(translator *t, code_op code, uint32_t operands)
{
    uint32_t index = t->w.imm.index;
    for (uint32_t at = t->height; at-- > t->height - operands;)
        translate_settle(t, at);
    uint32_t roots = translate_roots(t, t->height);
    translate_drop(t, operands);
    wasm_cell cell = { .op = code, .dst = translate_home(t, t->height), .as.index = { index, t->w.imm.count } };
    translate_note_roots(t, translate_emit(t, cell), roots);
    translate_push_home(t, top_type(t), TRANSLATE_NONE, t->w.op);
}

/* Two cells, and the way ends with them. */
static void emit_sized(translator *t, wasm_cell cell, uint32_t roots, wasm_cell more)
{
    translate_note_roots(t, translate_emit(t, cell), roots);
    translate_end_sized(t, more);
}

static void make_sized(translator *t, code_op code, uint32_t operands)
{
    wasm_cell more = { .as.index = { t->w.imm.index, t->w.imm.index2 } };
    uint32_t roots = translate_roots(t, t->height);
    wasm_cell cell = { .op = code, .a = take(t, 0) };
    if (operands == 2)
        cell.as.pair.b = take(t, 1);
    translate_drop(t, operands);
    cell.dst = translate_home(t, t->height);
    emit_sized(t, cell, roots, more);
    translate_push_home(t, top_type(t), TRANSLATE_NONE, t->w.op);
}

/* ---- working on many elements ---- */

/* array, at, value or where from, how many */
static void write_many(translator *t, code_op code)
{
    wasm_cell more = { .as.index = { t->w.imm.index, t->w.imm.index2 } };
    wasm_cell cell = { .op = code, .dst = take(t, 3), .a = take(t, 2) };
    cell.as.pair.c = take(t, 1);
    cell.as.pair.b = take(t, 0);
    translate_drop(t, 4);
    emit_sized(t, cell, 0, more);
}

/* array, at, other array, where in it, how many */
static void copy_many(translator *t)
{
    wasm_cell cell = { .op = CODE_array_copy, .dst = take(t, 4), .a = take(t, 3) };
    cell.as.pair.c = take(t, 2);
    wasm_cell more = { .dst = take(t, 1), .as.index = { t->w.imm.index, t->w.imm.index2 } };
    cell.as.pair.b = take(t, 0);
    translate_drop(t, 5);
    emit_sized(t, cell, 0, more);
}

/* ---- one field or element ---- */

/* Forms of a reader stand in this order, and those of a writer likewise. */
static uint32_t reading(code_op first, wasm_type storage, bool is_signed)
{
    switch (type_storage(storage)) {
    case 1:  return first + (is_signed ? 0 : 1);
    case 2:  return first + (is_signed ? 2 : 3);
    case 4:  return first + 4;
    case 8:  return first + 5;
    default: return first + 6;
    }
}

static uint32_t writing(code_op first, wasm_type storage)
{
    switch (type_storage(storage)) {
    case 1:  return first;
    case 2:  return first + 1;
    case 4:  return first + 2;
    case 8:  return first + 3;
    default: return first + 4;
    }
}

static void struct_get(translator *t)
{
    const wasm_field *f = &t->module->types[t->w.imm.index].fields[t->w.imm.index2];
    wasm_cell cell = { .op = reading(CODE_struct_get_8s, f->type, t->w.op == OP_struct_get_s), .a = take(t, 0), .as.index = { f->offset, 0 } };
    translate_drop(t, 1);
    push(t, cell);
}

static void struct_set(translator *t)
{
    const wasm_field *f = &t->module->types[t->w.imm.index].fields[t->w.imm.index2];
    wasm_cell cell = { .op = writing(CODE_struct_set_8, f->type), .dst = take(t, 0), .a = take(t, 1), .as.index = { f->offset, 0 } };
    translate_drop(t, 2);
    translate_emit(t, cell);
}

static void array_get(translator *t)
{
    wasm_type element = t->module->types[t->w.imm.index].fields[0].type;
    wasm_cell cell = { .op = reading(CODE_array_get_8s, element, t->w.op == OP_array_get_s), .a = take(t, 1) };
    cell.as.pair.b = take(t, 0);
    translate_drop(t, 2);
    push(t, cell);
}

static void array_set(translator *t)
{
    wasm_type element = t->module->types[t->w.imm.index].fields[0].type;
    wasm_cell cell = { .op = writing(CODE_array_set_8, element), .dst = take(t, 0), .a = take(t, 2) };
    cell.as.pair.b = take(t, 1);
    translate_drop(t, 3);
    translate_emit(t, cell);
}

/* ---- one reference ---- */

static void replace(translator *t, wasm_cell cell)
{
    cell.a = take(t, 0);
    translate_drop(t, 1);
    push(t, cell);
}

/* It stays where it is: only more is known of it, or it has another name. */
static void rename(translator *t) { translate_top(t, 0)->type = top_type(t); }

static void cast(translator *t)
{
    translate_emit(t, (wasm_cell){ .op = CODE_ref_cast, .a = take(t, 0), .as.index = { t->w.imm.type, 0 } });
    rename(t);
}

/* References are equal as their words are. */
static void equal(translator *t)
{
    wasm_cell cell = { .op = CODE_i32_eq, .a = take(t, 1) };
    cell.as.pair.b = take(t, 0);
    translate_drop(t, 2);
    cell.dst = translate_home(t, t->height);
    uint32_t at = translate_emit(t, cell);
    translate_push_home(t, WASM_I32, at, OP_i32_eq);
}

static void translate_array(translator *t)
{
    switch (t->w.op) {
    case OP_array_new:         make_sized(t, CODE_array_new, 2);             break;
    case OP_array_new_default: make_sized(t, CODE_array_new_default, 1);     break;
    case OP_array_new_data:    make_sized(t, CODE_array_new_data, 2);        break;
    case OP_array_new_elem:    make_sized(t, CODE_array_new_elem, 2);        break;
    case OP_array_new_fixed:   make(t, CODE_array_new_fixed, t->w.imm.count); break;
    case OP_array_fill:        write_many(t, CODE_array_fill);               break;
    case OP_array_copy:        copy_many(t);                                 break;
    case OP_array_init_data:   write_many(t, CODE_array_init_data);          break;
    case OP_array_init_elem:   write_many(t, CODE_array_init_elem);          break;
    case OP_array_get: case OP_array_get_s: case OP_array_get_u:
                               array_get(t);                                 break;
    case OP_array_set:         array_set(t);                                 break;
    case OP_array_len:         replace(t, (wasm_cell){ .op = CODE_array_len }); break;
    }
}

void translate_aggregate(translator *t)
{
    const wasm_deftype *types = t->module->types;
    switch (t->w.op) {
    case OP_struct_new:         make(t, CODE_struct_new, types[t->w.imm.index].field_count); break;
    case OP_struct_new_default: make(t, CODE_struct_new_default, 0);          break;
    case OP_struct_get: case OP_struct_get_s: case OP_struct_get_u:
                                struct_get(t);                                break;
    case OP_struct_set:         struct_set(t);                                break;
    case OP_ref_i31:            replace(t, (wasm_cell){ .op = CODE_ref_i31 });   break;
    case OP_i31_get_s:          replace(t, (wasm_cell){ .op = CODE_i31_get_s }); break;
    case OP_i31_get_u:          replace(t, (wasm_cell){ .op = CODE_i31_get_u }); break;
    case OP_ref_test: case OP_ref_test_null:
                                replace(t, (wasm_cell){ .op = CODE_ref_test, .as.index = { t->w.imm.type, 0 } }); break;
    case OP_ref_cast: case OP_ref_cast_null:
                                cast(t);                                      break;
    case OP_ref_eq:             equal(t);                                     break;
    case OP_any_convert_extern: case OP_extern_convert_any:
                                rename(t);                                    break;
    default:                    translate_array(t);                           break;
    }
}
