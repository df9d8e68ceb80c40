/* The types of instructions on locals, globals, references, tables and
 * memories (spec 3.0, sections 3.4.5 to 3.4.11), and the lookup of indices. */
#include "engine/wasm/body_stack.h"

/* ---- indices ---- */

const wasm_deftype *body_composite(body *w, uint32_t index, wasm_composite kind)
{
    static const char *const names[] = { "function", "struct", "array" };
    if (index >= w->module->type_count) {
        body_refuse(w, ERROR_INVALID, "unknown type %u: the module has %u", index, w->module->type_count);
        return NULL;
    }
    const wasm_deftype *type = &w->module->types[index];
    if (type->kind == kind)
        return type;
    body_refuse(w, ERROR_INVALID, "type mismatch: type %u is a %s type, where a %s type was wanted", index, names[type->kind], names[kind]);
    return NULL;
}

const wasm_functype *body_functype(body *w, uint32_t index)
{
    const wasm_deftype *type = body_composite(w, index, COMPOSITE_FUNC);
    return type ? &type->func : NULL;
}

const wasm_limits *body_memory(body *w, uint32_t index)
{
    if (index >= w->module->memory_count) {
        body_refuse(w, ERROR_INVALID, "unknown memory %u: the module has %u", index, w->module->memory_count);
        return NULL;
    }
    return &w->module->memories[index].limits;
}

const wasm_table *body_table(body *w, uint32_t index)
{
    if (index >= w->module->table_count) {
        body_refuse(w, ERROR_INVALID, "unknown table %u: the module has %u", index, w->module->table_count);
        return NULL;
    }
    return &w->module->tables[index];
}

bool body_find_label(body *w, uint32_t depth)
{
    return depth < w->frame_count || body_refuse(w, ERROR_INVALID, "unknown label %u: %u block%s open", depth, w->frame_count,
                                                   w->frame_count == 1 ? " is" : "s are");
}

bool body_resolve(body *w, wasm_type *type)
{
    if (!wasm_type_is_ref(*type) || !wasm_type_is_indexed(*type))
        return true;
    uint32_t index = wasm_type_index(*type);
    if (index >= w->module->type_count)
        return body_refuse(w, ERROR_INVALID, "unknown type %u: the module has %u", index, w->module->type_count);
    *type = wasm_ref_indexed(wasm_type_is_nullable(*type), w->module->types[index].canonical);
    return true;
}

static bool find_elem(body *w, uint32_t index)
{
    return index < w->module->elem_count || body_refuse(w, ERROR_INVALID, "unknown elem segment %u: the module has %u", index, w->module->elem_count);
}

/* Data segments come after the code, so their count must be said before. */
static bool find_data(body *w, uint32_t index)
{
    if (!w->module->has_data_count)
        return body_refuse(w, ERROR_MALFORMED, "data count section required by %s", opcode_table[w->op].text);
    return index < w->module->data_count || body_refuse(w, ERROR_INVALID, "unknown data segment %u: the module has %u", index, w->module->data_count);
}

/* ---- parametric ---- */

static bool other_select(body *w)
{
    wasm_type a, b;
    if (!body_pop(w, WASM_I32) || !body_pop_any(w, &a) || !body_pop_any(w, &b))
        return false;
    if (wasm_type_is_ref(a) || wasm_type_is_ref(b))
        return body_refuse(w, ERROR_INVALID, "type mismatch: select without types wants numbers, but finds %s", type_name(wasm_type_is_ref(a) ? a : b).text);
    if (a != b && a != WASM_BOTTOM && b != WASM_BOTTOM)
        return body_mismatch(w, b, a);
    body_push(w, a == WASM_BOTTOM ? b : a);
    return true;
}

static bool other_select_typed(body *w)
{
    if (w->imm.count != 1)
        return body_refuse(w, ERROR_INVALID, "invalid result arity: select names one type, not %u", w->imm.count);
    wasm_type type = w->imm.type;
    if (!body_resolve(w, &type) || !body_pop(w, WASM_I32) || !body_pop(w, type) || !body_pop(w, type))
        return false;
    w->imm.type = type;
    body_push(w, type);
    return true;
}

/* ---- variables ---- */

static bool other_global(body *w)
{
    uint32_t global = w->imm.index;
    if (global >= w->module->global_count)
        return body_refuse(w, ERROR_INVALID, "unknown global %u: the module has %u", global, w->module->global_count);
    wasm_global_type type = w->module->globals[global].type;
    if (w->op == OP_global_get) {
        body_push(w, type.type);
        return true;
    }
    if (!type.is_mutable)
        return body_refuse(w, ERROR_INVALID, "immutable global %u can't be set", global);
    return body_pop(w, type.type);
}

/* ---- references ---- */

static bool other_ref_func(body *w)
{
    const wasm_module *m = w->module;
    uint32_t func = w->imm.index;
    if (func >= m->func_count)
        return body_refuse(w, ERROR_INVALID, "unknown function %u: the module has %u", func, m->func_count);
    if (!m->declared || !(m->declared[func / 32] >> (func % 32) & 1))
        return body_refuse(w, ERROR_INVALID, "undeclared function reference: no export, element segment or global names function %u", func);
    body_push(w, wasm_ref_indexed(false, m->types[m->funcs[func].type].canonical));
    return true;
}

static bool other_ref(body *w)
{
    wasm_type found, type = w->imm.type;
    wasm_type eq = wasm_ref_abstract(true, HEAP_EQ);
    switch (w->op) {
    case OP_ref_null:
        if (!body_resolve(w, &type))
            return false;
        w->imm.type = type;
        body_push(w, type);
        return true;
    case OP_ref_is_null:
        if (!body_pop_ref(w, &found))
            return false;
        body_push(w, WASM_I32);
        return true;
    case OP_ref_eq:
        if (!body_pop(w, eq) || !body_pop(w, eq))
            return false;
        body_push(w, WASM_I32);
        return true;
    case OP_ref_as_non_null:
        if (!body_pop_ref(w, &found))
            return false;
        body_push(w, found == WASM_BOTTOM ? WASM_REF_BOTTOM : found & ~WASM_REF_NULLABLE);
        return true;
    }
    return other_ref_func(w);
}

/* ---- tables ---- */

static bool table_access(body *w, const wasm_table *table)
{
    wasm_type element = table->type.element, address = body_address(&table->type.limits);
    switch (w->op) {
    case OP_table_get:
        if (!body_pop(w, address))
            return false;
        body_push(w, element);
        return true;
    case OP_table_set:
        return body_pop(w, element) && body_pop(w, address);
    case OP_table_size:
        body_push(w, address);
        return true;
    case OP_table_grow:
        if (!body_pop(w, address) || !body_pop(w, element))
            return false;
        body_push(w, address);
        return true;
    }
    return body_pop(w, address) && body_pop(w, element) && body_pop(w, address);      /* table.fill */
}

static bool other_table(body *w)
{
    const wasm_table *table = body_table(w, w->imm.index);
    return table && table_access(w, table);
}

static bool other_table_init(body *w)
{
    const wasm_table *table = body_table(w, w->imm.index2);
    if (!table || !find_elem(w, w->imm.index))
        return false;
    wasm_type from = w->module->elems[w->imm.index].type;
    if (!type_matches(w->module->types, from, table->type.element))
        return body_mismatch(w, table->type.element, from);
    return body_pop(w, WASM_I32) && body_pop(w, WASM_I32) && body_pop(w, body_address(&table->type.limits));
}

/* The length is of the smaller of the two address types. */
static wasm_type smaller(wasm_type a, wasm_type b)
{
    return a == WASM_I32 || b == WASM_I32 ? WASM_I32 : WASM_I64;
}

static bool other_table_copy(body *w)
{
    const wasm_table *to = body_table(w, w->imm.index), *from = to ? body_table(w, w->imm.index2) : NULL;
    if (!from)
        return false;
    if (!type_matches(w->module->types, from->type.element, to->type.element))
        return body_mismatch(w, to->type.element, from->type.element);
    wasm_type a = body_address(&to->type.limits), b = body_address(&from->type.limits);
    return body_pop(w, smaller(a, b)) && body_pop(w, b) && body_pop(w, a);
}

/* ---- memories ---- */

static bool other_memory(body *w)
{
    const wasm_limits *memory = body_memory(w, w->imm.index);
    if (!memory)
        return false;
    wasm_type address = body_address(memory);
    if (w->op == OP_memory_fill)
        return body_pop(w, address) && body_pop(w, WASM_I32) && body_pop(w, address);
    if (w->op == OP_memory_grow && !body_pop(w, address))
        return false;
    body_push(w, address);
    return true;
}

static bool other_memory_init(body *w)
{
    const wasm_limits *memory = body_memory(w, w->imm.index2);
    return memory && find_data(w, w->imm.index)
        && body_pop(w, WASM_I32) && body_pop(w, WASM_I32) && body_pop(w, body_address(memory));
}

static bool other_memory_copy(body *w)
{
    const wasm_limits *to = body_memory(w, w->imm.index), *from = to ? body_memory(w, w->imm.index2) : NULL;
    if (!from)
        return false;
    wasm_type a = body_address(to), b = body_address(from);
    return body_pop(w, smaller(a, b)) && body_pop(w, b) && body_pop(w, a);
}

static bool other_shuffle(body *w)
{
    if (!body_pop(w, WASM_V128) || !body_pop(w, WASM_V128))
        return false;
    body_push(w, WASM_V128);
    return true;
}

bool body_other(body *w)
{
    wasm_type dropped;
    switch (w->op) {
    case OP_drop:         return body_pop_any(w, &dropped);
    case OP_select:       return other_select(w);
    case OP_select_typed: return other_select_typed(w);
    case OP_global_get: case OP_global_set:
                          return other_global(w);
    case OP_table_get: case OP_table_set: case OP_table_grow: case OP_table_size: case OP_table_fill:
                          return other_table(w);
    case OP_table_init:   return other_table_init(w);
    case OP_table_copy:   return other_table_copy(w);
    case OP_elem_drop:    return find_elem(w, w->imm.index);
    case OP_memory_size: case OP_memory_grow: case OP_memory_fill:
                          return other_memory(w);
    case OP_memory_init:  return other_memory_init(w);
    case OP_memory_copy:  return other_memory_copy(w);
    case OP_data_drop:    return find_data(w, w->imm.index);
    case OP_ref_null: case OP_ref_is_null: case OP_ref_func: case OP_ref_eq: case OP_ref_as_non_null:
                          return other_ref(w);
    case OP_i8x16_shuffle: return other_shuffle(w);
    }
    return body_refuse(w, ERROR_UNSUPPORTED, "%s is not supported", opcode_table[w->op].text);
}
