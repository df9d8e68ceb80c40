/* Element segments, code, data, and constant expressions (spec 3.0, sections
 * 5.4.12 and 5.5.12 to 5.5.16). */
#include "engine/wasm/decode.h"

#include "engine/base/limits.h"
#include "engine/wasm/opcode.h"

bool decode_declare(decoder *d, uint32_t func)
{
    if (!d->declared) {
        d->declared_count = d->m->func_count;
        d->declared = arena_array(d->arena, uint32_t, (size_t)d->declared_count / 32 + 1);
        d->m->declared = d->declared;
    }
    if (!d->declared)
        return error_memory(d->err);
    if (func < d->declared_count)
        d->declared[func / 32] |= 1u << (func % 32);
    return true;
}

/* Bytes of expressions that are seen at a glance. */
enum { BYTE_END = 0x0B, BYTE_FUNC = 0x70, BYTE_REF_NULL = 0xD0, BYTE_REF_FUNC = 0xD2 };

/* expr ::= (in:instr)* 0x0B; what may stand in it is for body.c to say */
wasm_span decode_expression(decoder *d, reader *r)
{
    wasm_span span = { .offset = decode_at(d, r) };
    uint32_t depth = 1;
    /* Most are three bytes: ref.func of a small index, or the null of functions. */
    bool is_short = reader_left(r) >= 3 && r->next[2] == BYTE_END;
    if (is_short && r->next[0] == BYTE_REF_FUNC && r->next[1] < 0x80)
        decode_declare(d, r->next[1]);
    else
        is_short = is_short && r->next[0] == BYTE_REF_NULL && r->next[1] == BYTE_FUNC;
    if (is_short) {
        r->next += span.size = 3;
        return span;
    }
    while (depth && reader_ok(r)) {
        immediates imm = { 0 };
        uint32_t op = opcode_read(r);
        if (op == OP_COUNT || !opcode_read_immediates(r, op, &imm))
            break;
        uint8_t form = opcode_table[op].form;
        if (form == IMMEDIATE_block || form == IMMEDIATE_catches)
            depth++;
        if (op == OP_end)
            depth--;
        if (op == OP_ref_func && !decode_declare(d, imm.index))
            break;
    }
    span.size = decode_at(d, r) - span.offset;
    return span;
}

/* ---- element segments ---- */

static void read_funcs(decoder *d, reader *r, wasm_elem *e)
{
    e->count = read_count(r, 1, LIMIT_ELEM_ITEMS, "elements");
    uint32_t *funcs = arena_array(d->arena, uint32_t, e->count);
    if (!funcs)
        error_memory(d->err);
    for (uint32_t i = 0; i < e->count && reader_ok(r); i++) {
        uint64_t start = reader_offset(r);
        funcs[i] = read_u32(r);
        if (reader_ok(r) && funcs[i] >= d->m->func_count)
            reader_refuse(r, ERROR_INVALID, start, "unknown function %u: the module has %u", funcs[i], d->m->func_count);
        decode_declare(d, funcs[i]);
    }
    e->funcs = funcs;
}

static void read_inits(decoder *d, reader *r, wasm_elem *e)
{
    e->count = read_count(r, 1, LIMIT_ELEM_ITEMS, "elements");
    wasm_span *inits = arena_array(d->arena, wasm_span, e->count);
    if (!inits)
        error_memory(d->err);
    for (uint32_t i = 0; i < e->count && reader_ok(r); i++)
        inits[i] = decode_expression(d, r);
    e->inits = inits;
}

/* Bits of the flags: 1 passive or declared, 2 table index given (or declared), 4 expressions. */
static void decode_elem(decoder *d, reader *r, wasm_elem *e)
{
    uint64_t start = reader_offset(r);
    uint32_t flags = read_u32(r);
    if (flags > 7) {
        reader_refuse(r, ERROR_MALFORMED, start, "malformed elements segment kind %u", flags);
        return;
    }
    e->mode = !(flags & 1) ? SEGMENT_ACTIVE : flags & 2 ? SEGMENT_DECLARED : SEGMENT_PASSIVE;
    if (e->mode == SEGMENT_ACTIVE) {
        e->table = flags & 2 ? read_u32(r) : 0;
        e->offset = decode_expression(d, r);
    }
    e->type = flags & 4 ? WASM_FUNCREF : wasm_ref_abstract(false, HEAP_FUNC);
    if ((flags & 3) && (flags & 4))
        e->type = decode_reference_type(d, r);
    else if ((flags & 3) && read_u8(r) != 0)
        reader_refuse(r, ERROR_MALFORMED, reader_offset(r) - 1, "malformed element kind: 0x00 was wanted");
    if (flags & 4)
        read_inits(d, r, e);
    else
        read_funcs(d, r, e);
}

/* elemsec ::= 9:section vec(elem) */
bool decode_elem_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint32_t count = read_count(r, 2, LIMIT_ELEM_SEGMENTS, "element segments");
    wasm_elem *elems = arena_array(d->arena, wasm_elem, count);
    if (!elems)
        return error_memory(d->err);
    m->elems = elems;
    for (uint32_t i = 0; i < count && reader_ok(r); i++)
        decode_elem(d, r, &elems[m->elem_count++]);
    return reader_ok(r) || decode_error_in(d, "element segment", 0, m->elem_count);
}

/* ---- code ---- */

/* codesec ::= 10:section vec(code);  code ::= size:u32 func */
bool decode_code_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint64_t start = reader_offset(r);
    uint32_t count = read_count(r, 1, LIMIT_FUNCTIONS, "function bodies");
    uint32_t own = m->func_count - m->func_import_count;
    d->has_code = true;
    if (reader_ok(r) && count != own)
        return reader_refuse(r, ERROR_MALFORMED, start, "function and code section have inconsistent lengths: %u and %u", own, count);

    wasm_func *funcs = (wasm_func *)m->funcs;
    for (uint32_t i = 0; i < count && reader_ok(r); i++) {
        uint32_t func = m->func_import_count + i;
        uint64_t at = reader_offset(r);
        uint32_t size = read_u32(r);
        if (size > LIMIT_BODY_BYTES)
            reader_refuse(r, ERROR_LIMIT, at, "a body of %u bytes, but at most %d are possible", size, LIMIT_BODY_BYTES);
        funcs[func].body = (wasm_span){ decode_at(d, r), size };
        if (!read_bytes(r, size) || !size)
            return reader_refuse(r, ERROR_TRUNCATED, at, "unexpected end: a body of %u bytes", size)
                || error_in(d->err, "function %u", func);
    }
    return reader_ok(r);
}

/* ---- data ---- */

/* datacountsec ::= 12:section u32 */
bool decode_data_count_section(decoder *d, reader *r)
{
    uint64_t start = reader_offset(r);
    d->m->has_data_count = true;
    d->data_count = read_u32(r);
    if (d->data_count > LIMIT_DATA_SEGMENTS)
        reader_refuse(r, ERROR_LIMIT, start, "%u data segments, but at most %d are possible", d->data_count, LIMIT_DATA_SEGMENTS);
    return reader_ok(r);
}

/* data ::= 0:u32 expr vec(byte) | 1:u32 vec(byte) | 2:u32 memidx expr vec(byte) */
static void decode_data(decoder *d, reader *r, wasm_data *data)
{
    uint64_t start = reader_offset(r);
    uint32_t flags = read_u32(r);
    if (flags > 2) {
        reader_refuse(r, ERROR_MALFORMED, start, "malformed data segment kind %u", flags);
        return;
    }
    data->mode = flags == 1 ? SEGMENT_PASSIVE : SEGMENT_ACTIVE;
    data->memory = flags == 2 ? read_u32(r) : 0;
    if (flags != 1)
        data->offset = decode_expression(d, r);
    uint32_t size = read_u32(r);
    data->bytes = (wasm_span){ decode_at(d, r), size };
    read_bytes(r, size);
}

/* datasec ::= 11:section vec(data) */
bool decode_data_section(decoder *d, reader *r)
{
    wasm_module *m = d->m;
    uint64_t start = reader_offset(r);
    uint32_t count = read_count(r, 2, LIMIT_DATA_SEGMENTS, "data segments");
    d->has_data = true;
    if (reader_ok(r) && m->has_data_count && count != d->data_count)
        return reader_refuse(r, ERROR_MALFORMED, start, "data count and data section have inconsistent lengths: %u and %u", d->data_count, count);

    wasm_data *datas = arena_array(d->arena, wasm_data, count);
    if (!datas)
        return error_memory(d->err);
    m->datas = datas;
    for (uint32_t i = 0; i < count && reader_ok(r); i++)
        decode_data(d, r, &datas[m->data_count++]);
    return reader_ok(r) || decode_error_in(d, "data segment", 0, m->data_count);
}
