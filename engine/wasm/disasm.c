/* Bodies as text. */
#include "engine/wasm/disasm.h"

#include "engine/base/limits.h"
#include "engine/wasm/opcode.h"

#include <inttypes.h>

static double f32_value(uint32_t bits)
{
    union { uint32_t bits; float value; } u = { .bits = bits };
    return u.value;
}

static double f64_value(uint64_t bits)
{
    union { uint64_t bits; double value; } u = { .bits = bits };
    return u.value;
}

static void print_block_type(text_builder *t, const immediates *imm)
{
    if (imm->block >= 0)
        text_add(t, " (type %" PRId64 ")", imm->block);
    else if (imm->block != BLOCK_EMPTY)
        text_add(t, " (result %s)", type_name(imm->block_type).text);
}

static void print_labels(text_builder *t, const immediates *imm)
{
    const uint8_t *at = imm->list;
    for (uint32_t i = 0; i < imm->count; i++)
        text_add(t, " %u", opcode_list_u32(&at));
    text_add(t, " %u", imm->index);
}

static void print_catches(text_builder *t, const immediates *imm)
{
    static const char *const kinds[] = { "catch", "catch_ref", "catch_all", "catch_all_ref" };
    const uint8_t *at = imm->list;
    print_block_type(t, imm);
    for (uint32_t i = 0; i < imm->count; i++) {
        uint8_t kind = *at++;
        text_add(t, " (%s", kinds[kind]);
        if (kind < 2)
            text_add(t, " %u", opcode_list_u32(&at));
        text_add(t, " %u)", opcode_list_u32(&at));
    }
}

static void print_memarg(text_builder *t, const immediates *imm)
{
    if (imm->index)
        text_add(t, " (memory %u)", imm->index);
    if (imm->offset)
        text_add(t, " offset=%" PRIu64, imm->offset);
    text_add(t, " align=%u", imm->align < 32 ? 1u << imm->align : 0);
}

static void print_bytes(text_builder *t, const immediates *imm, const char *format)
{
    for (unsigned i = 0; i < 16; i++)
        text_add(t, format, imm->value.v128[i]);
}

static void print_immediates(text_builder *t, immediate_form form, const immediates *imm)
{
    switch (form) {
    case IMMEDIATE_none:                                                                   break;
    case IMMEDIATE_local: case IMMEDIATE_global: case IMMEDIATE_label: case IMMEDIATE_func: case IMMEDIATE_type:
    case IMMEDIATE_table: case IMMEDIATE_elem: case IMMEDIATE_data: case IMMEDIATE_memory: case IMMEDIATE_tag:
        text_add(t, " %u", imm->index);
        break;
    case IMMEDIATE_type_table:   text_add(t, " %u (type %u)", imm->index2, imm->index);    break;
    case IMMEDIATE_elem_table: case IMMEDIATE_data_memory:
        text_add(t, " %u %u", imm->index2, imm->index);
        break;
    case IMMEDIATE_table_table: case IMMEDIATE_memory_memory: case IMMEDIATE_type_field: case IMMEDIATE_type_data:
    case IMMEDIATE_type_elem: case IMMEDIATE_type_type:
        text_add(t, " %u %u", imm->index, imm->index2);
        break;
    case IMMEDIATE_type_count:   text_add(t, " %u %u", imm->index, imm->count);            break;
    case IMMEDIATE_block:        print_block_type(t, imm);                                 break;
    case IMMEDIATE_labels:       print_labels(t, imm);                                     break;
    case IMMEDIATE_catches:      print_catches(t, imm);                                    break;
    case IMMEDIATE_cast:
        text_add(t, " %u %s %s", imm->index, type_name(imm->type).text, type_name(imm->type2).text);
        break;
    case IMMEDIATE_heap:         text_add(t, " %s", type_name(imm->type).text);            break;
    case IMMEDIATE_types:        text_add(t, " (result %s)", type_name(imm->type).text);   break;
    case IMMEDIATE_i32:          text_add(t, " %" PRId32, (int32_t)imm->value.i32);        break;
    case IMMEDIATE_i64:          text_add(t, " %" PRId64, (int64_t)imm->value.i64);        break;
    case IMMEDIATE_f32:          text_add(t, " %.9g", f32_value(imm->value.i32));          break;
    case IMMEDIATE_f64:          text_add(t, " %.17g", f64_value(imm->value.i64));         break;
    case IMMEDIATE_v128:
        text_add(t, " i8x16");
        print_bytes(t, imm, " 0x%02x");
        break;
    case IMMEDIATE_shuffle:      print_bytes(t, imm, " %u");                               break;
    case IMMEDIATE_memarg:       print_memarg(t, imm);                                     break;
    case IMMEDIATE_memarg_lane:
        print_memarg(t, imm);
        text_add(t, " %u", imm->lane);
        break;
    case IMMEDIATE_lane:         text_add(t, " %u", imm->lane);                            break;
    }
}

/* One instruction; OP_COUNT where there is none. */
static uint32_t print_next(text_builder *t, reader *r, unsigned indent)
{
    immediates imm = { 0 };
    uint32_t op = opcode_read(r);
    if (op == OP_COUNT || !opcode_read_immediates(r, op, &imm))
        return OP_COUNT;
    bool outdented = (op == OP_end || op == OP_else) && indent;
    text_add(t, "%*s%s", (int)(2 * (indent - outdented)), "", opcode_table[op].text);
    print_immediates(t, (immediate_form)opcode_table[op].form, &imm);
    return op;
}

bool disasm_instruction(text_builder *t, const wasm_module *m, uint32_t offset)
{
    error  ignored = { 0 };
    reader r = { m->file + (offset < m->size ? offset : m->size), m->file + m->size, m->file, &ignored };
    return print_next(t, &r, 0) != OP_COUNT;
}

/* locals ::= n:u32 t:valtype */
static void print_locals(text_builder *t, reader *r)
{
    uint32_t count = read_count(r, 2, UINT32_MAX, "runs of locals");
    for (uint32_t i = 0; i < count && reader_ok(r); i++) {
        uint32_t  locals = read_u32(r);
        wasm_type type = type_read(r);
        if (reader_ok(r))
            text_add(t, "            local %u x %s\n", locals, type_name(type).text);
    }
}

static void print_code(text_builder *t, reader *r)
{
    enum { INDENT_MOST = 40 };
    unsigned depth = 0;
    while (reader_ok(r) && reader_left(r)) {
        text_add(t, "  %08" PRIx64 "  ", reader_offset(r));
        unsigned indent = depth + 1 < INDENT_MOST ? depth + 1 : INDENT_MOST;
        uint32_t op = print_next(t, r, indent);
        if (op == OP_COUNT)
            text_add(t, "?");
        else if (opcode_table[op].form == IMMEDIATE_block || opcode_table[op].form == IMMEDIATE_catches)
            depth++;
        else if (op == OP_end && depth)
            depth--;
        text_add(t, "\n");
    }
}

static const wasm_import *find_import(const wasm_module *m, uint32_t index)
{
    for (uint32_t i = 0; i < m->import_count; i++)
        if (m->imports[i].type.kind == WASM_FUNC && index-- == 0)
            return &m->imports[i];
    return NULL;
}

void disasm_function(text_builder *t, const wasm_module *m, uint32_t index)
{
    text_view name = module_func_name(m, index);
    text_add(t, "func %u", index);
    if (name.size) {
        text_add(t, " \"");
        text_put_escaped(t, name, false);
        text_add(t, "\"");
    }
    text_add(t, " ");
    functype_print(t, module_functype(m, index));
    const wasm_import *import = index < m->func_import_count ? find_import(m, index) : NULL;
    if (import) {
        text_add(t, " imports \"");
        text_put_escaped(t, import->module, false);
        text_add(t, "\" \"");
        text_put_escaped(t, import->name, false);
        text_add(t, "\"\n");
        return;
    }
    text_add(t, "\n");
    error  ignored = { 0 };
    wasm_span span = m->funcs[index].body;
    reader r = { m->file + span.offset, m->file + span.offset + span.size, m->file, &ignored };
    print_locals(t, &r);
    print_code(t, &r);
}

void disasm_module(text_builder *t, const wasm_module *m)
{
    for (uint32_t i = 0; i < m->func_count && !t->failed; i++)
        disasm_function(t, m, i);
}
