/* What each instruction takes and gives, but for control and objects (spec 3.0, section 3.4). */
#include "tests/fuzz/rules_code.h"

#include <string.h>

static wasm_type letter(char c)
{
    switch (c) {
    case 'i': return WASM_I32;
    case 'l': return WASM_I64;
    case 'f': return WASM_F32;
    case 'd': return WASM_F64;
    default:  return WASM_V128;
    }
}

static wasm_type address_of(const wasm_limits *limits)
{
    return limits->is_64 ? WASM_I64 : WASM_I32;
}

/* Pops in the order of the letters' end: a for the address type of one, b of another. */
static bool pop_letters(rules_code *v, const char *takes, wasm_type a, wasm_type b)
{
    for (size_t i = strlen(takes); i-- > 0;)
        if (!rules_pop_as(v, takes[i] == 'a' ? a : takes[i] == 'b' ? b : letter(takes[i])))
            return false;
    return true;
}

/* ---- rows ---- */

static bool apply_row(rules_code *v, const rules_row *row)
{
    wasm_type address = WASM_NONE;
    if (row->lanes && v->i.lane >= row->lanes)
        return rules_fail(v, RULES_INVALID);
    if (row->bytes) {
        if (v->i.a >= v->m->memory_count)
            return rules_fail(v, RULES_INVALID);
        const wasm_limits *limits = &v->m->memories[v->i.a].limits;
        if (v->i.align > 4 || 1u << v->i.align > row->bytes || (!limits->is_64 && v->i.offset >> 32))
            return rules_fail(v, RULES_INVALID);
        address = address_of(limits);
    }
    if (!pop_letters(v, row->takes, WASM_NONE, WASM_NONE) || (row->bytes && !rules_pop_as(v, address)))
        return false;
    return !row->gives || rules_push(v, letter(row->gives));
}

/* ---- variables ---- */

static bool apply_local(rules_code *v)
{
    uint32_t local = v->i.a;
    if (local >= v->local_count)
        return rules_fail(v, RULES_INVALID);
    wasm_type type = v->locals[local];
    if (v->i.op == 0x20)
        return v->set[local] ? rules_push(v, type) : rules_fail(v, RULES_INVALID);
    if (!rules_pop_as(v, type))
        return false;
    if (!v->set[local])
        v->inits[v->init_count++] = local;
    v->set[local] = true;
    return v->i.op == 0x21 || rules_push(v, type);
}

static bool apply_global(rules_code *v)
{
    if (v->i.a >= (v->is_constant ? v->visible_globals : v->m->global_count))
        return rules_fail(v, RULES_INVALID);
    wasm_global_type global = v->m->globals[v->i.a].type;
    if (v->i.op == 0x23)
        return v->is_constant && global.is_mutable ? rules_fail(v, RULES_INVALID) : rules_push(v, global.type);
    return global.is_mutable ? rules_pop_as(v, global.type) : rules_fail(v, RULES_INVALID);
}

/* ---- parametric ---- */

static bool is_number(wasm_type type)
{
    return type == WASM_BOTTOM || (type >= WASM_V128 && type <= WASM_I32);
}

static bool apply_select(rules_code *v)
{
    wasm_type a, b;
    if (!rules_pop_as(v, WASM_I32) || !rules_pop(v, &a) || !rules_pop(v, &b))
        return false;
    if (!is_number(a) || !is_number(b) || (a != b && a != WASM_BOTTOM && b != WASM_BOTTOM))
        return rules_fail(v, RULES_INVALID);
    return rules_push(v, a == WASM_BOTTOM ? b : a);
}

static bool apply_select_typed(rules_code *v)
{
    if (v->i.count != 1)
        return rules_fail(v, RULES_INVALID);
    return rules_resolve(v, &v->i.type) && rules_pop_as(v, WASM_I32) && rules_pop_as(v, v->i.type) && rules_pop_as(v, v->i.type) && rules_push(v, v->i.type);
}

/* ---- references ---- */

static bool apply_ref_func(rules_code *v)
{
    if (v->i.a >= v->m->func_count || (!v->is_constant && !v->declared[v->i.a]))
        return rules_fail(v, RULES_INVALID);
    return rules_push(v, wasm_ref_indexed(false, v->m->types[v->m->funcs[v->i.a].type].canonical));
}

static bool apply_reference(rules_code *v)
{
    wasm_type found, eq = wasm_ref_abstract(true, HEAP_EQ);
    switch (v->i.op) {
    case 0xD0: return rules_resolve(v, &v->i.type) && rules_push(v, v->i.type);
    case 0xD1: return rules_pop_ref(v, &found) && rules_push(v, WASM_I32);
    case 0xD2: return apply_ref_func(v);
    case 0xD3: return rules_pop_as(v, eq) && rules_pop_as(v, eq) && rules_push(v, WASM_I32);
    }
    return rules_pop_ref(v, &found) && rules_push(v, found & ~WASM_REF_NULLABLE);
}

/* ---- tables and memories ---- */

static const wasm_table_type *find_table(rules_code *v, uint32_t index)
{
    if (index < v->m->table_count)
        return &v->m->tables[index].type;
    rules_fail(v, RULES_INVALID);
    return NULL;
}

static bool apply_table(rules_code *v)
{
    const wasm_table_type *t = find_table(v, v->i.a);
    if (!t)
        return false;
    wasm_type address = address_of(&t->limits);
    switch (v->i.op) {
    case 0x25:            return rules_pop_as(v, address) && rules_push(v, t->element);
    case 0x26:            return rules_pop_as(v, t->element) && rules_pop_as(v, address);
    case RULES_BULK + 15: return rules_pop_as(v, address) && rules_pop_as(v, t->element) && rules_push(v, address);
    case RULES_BULK + 16: return rules_push(v, address);
    }
    return rules_pop_as(v, address) && rules_pop_as(v, t->element) && rules_pop_as(v, address);
}

static bool apply_table_init(rules_code *v)
{
    const wasm_table_type *t = find_table(v, v->i.b);
    if (!t || v->i.a >= v->m->elem_count || !rules_matches(v->m, v->m->elems[v->i.a].type, t->element))
        return rules_fail(v, RULES_INVALID);
    return pop_letters(v, "aii", address_of(&t->limits), 0);
}

/* The length is of the smaller of both address types. */
static bool pop_copy(rules_code *v, const wasm_limits *to, const wasm_limits *from)
{
    return rules_pop_as(v, to->is_64 && from->is_64 ? WASM_I64 : WASM_I32) && pop_letters(v, "ab", address_of(to), address_of(from));
}

static bool apply_table_copy(rules_code *v)
{
    const wasm_table_type *to = find_table(v, v->i.a), *from = find_table(v, v->i.b);
    if (!to || !from || !rules_matches(v->m, from->element, to->element))
        return rules_fail(v, RULES_INVALID);
    return pop_copy(v, &to->limits, &from->limits);
}

static bool find_data(rules_code *v, uint32_t index)
{
    if (!v->m->has_data_count)
        return rules_fail(v, RULES_MALFORMED);
    return index < v->m->data_count || rules_fail(v, RULES_INVALID);
}

static bool apply_memory(rules_code *v)
{
    uint32_t index = v->i.op == RULES_BULK + 8 ? v->i.b : v->i.a;
    if (index >= v->m->memory_count)
        return rules_fail(v, RULES_INVALID);
    const wasm_limits *memory = &v->m->memories[index].limits;
    wasm_type address = address_of(memory);
    switch (v->i.op) {
    case 0x3F:            return rules_push(v, address);
    case 0x40:            return rules_pop_as(v, address) && rules_push(v, address);
    case RULES_BULK + 8:  return find_data(v, v->i.a) && pop_letters(v, "aii", address, 0);
    case RULES_BULK + 11: return pop_letters(v, "aia", address, 0);
    }
    if (v->i.b >= v->m->memory_count)
        return rules_fail(v, RULES_INVALID);
    return pop_copy(v, memory, &v->m->memories[v->i.b].limits);
}

/* ---- all ---- */

/* Section 3.4.12, with what 3.0 adds. */
static bool is_constant(uint32_t op)
{
    switch (op) {
    case 0x0B: case 0x23: case 0x41: case 0x42: case 0x43: case 0x44: case 0x6A: case 0x6B: case 0x6C: case 0x7C: case 0x7D: case 0x7E:
    case 0xD0: case 0xD2: case RULES_SIMD + 12:
    case RULES_GC + 0: case RULES_GC + 1: case RULES_GC + 6: case RULES_GC + 7: case RULES_GC + 8:
    case RULES_GC + 26: case RULES_GC + 27: case RULES_GC + 28:
        return true;
    }
    return false;
}

bool rules_apply(rules_code *v)
{
    bool is_control = false, ok = true;
    wasm_type dropped;
    if (v->is_constant && !is_constant(v->i.op))
        return rules_fail(v, RULES_INVALID);
    const rules_row *row = rules_row_of(v->i.op);
    if (row)
        return apply_row(v, row);
    ok = rules_apply_control(v, &is_control);
    if (is_control)
        return ok;
    if (v->i.op >= RULES_GC && v->i.op < RULES_BULK)
        return rules_apply_gc(v);
    switch (v->i.op) {
    case 0x1A: return rules_pop(v, &dropped);
    case 0x1B: return apply_select(v);
    case 0x1C: return apply_select_typed(v);
    case 0x20: case 0x21: case 0x22: return apply_local(v);
    case 0x23: case 0x24: return apply_global(v);
    case 0x25: case 0x26: case RULES_BULK + 15: case RULES_BULK + 16: case RULES_BULK + 17: return apply_table(v);
    case 0x3F: case 0x40: case RULES_BULK + 8: case RULES_BULK + 10: case RULES_BULK + 11: return apply_memory(v);
    case 0xD0: case 0xD1: case 0xD2: case 0xD3: case 0xD4: return apply_reference(v);
    case RULES_BULK + 9:  return find_data(v, v->i.a);
    case RULES_BULK + 12: return apply_table_init(v);
    case RULES_BULK + 13: return v->i.a < v->m->elem_count || rules_fail(v, RULES_INVALID);
    case RULES_BULK + 14: return apply_table_copy(v);
    }
    return rules_fail(v, RULES_MALFORMED);
}
