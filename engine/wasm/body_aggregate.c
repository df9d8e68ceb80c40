/* The types of instructions on structs, arrays, i31 and casts (spec 3.0,
 * sections 3.4.6 to 3.4.8). */
#include "engine/wasm/body_stack.h"

/* What a field is on the stack. */
static wasm_type unpacked(wasm_type storage)
{
    return storage == WASM_I8 || storage == WASM_I16 ? WASM_I32 : storage;
}

/* A reference to the type that the immediate names. */
static wasm_type own_ref(const body *w, bool nullable, uint32_t index)
{
    return wasm_ref_indexed(nullable, w->module->types[index].canonical);
}

/* _s and _u are for packed fields, and for those alone. */
static bool check_packing(body *w, wasm_type storage, bool is_signed_form)
{
    bool packed = unpacked(storage) != storage;
    if (packed == is_signed_form)
        return true;
    return body_refuse(w, ERROR_INVALID, "type mismatch: %s on a field that is %s", opcode_table[w->op].text, packed ? "packed" : "not packed");
}

static bool check_mutable(body *w, wasm_field field)
{
    return field.is_mutable || body_refuse(w, ERROR_INVALID, "immutable field or array: %s wants a mutable one", opcode_table[w->op].text);
}

static bool check_default(body *w, wasm_field field)
{
    return type_has_default(field.type)
        || body_refuse(w, ERROR_INVALID, "type mismatch: %s has no default for %s", opcode_table[w->op].text, type_name(field.type).text);
}

/* ---- structs ---- */

static bool struct_new(body *w, const wasm_deftype *type)
{
    if (!body_spend(w, type->field_count))
        return false;
    for (uint32_t i = type->field_count; i-- > 0;) {
        if (w->op == OP_struct_new_default && !check_default(w, type->fields[i]))
            return false;
        if (w->op == OP_struct_new && !body_pop(w, unpacked(type->fields[i].type)))
            return false;
    }
    body_push(w, own_ref(w, false, w->imm.index));
    return true;
}

static bool aggregate_struct(body *w)
{
    const wasm_deftype *type = body_composite(w, w->imm.index, COMPOSITE_STRUCT);
    if (!type)
        return false;
    if (w->op == OP_struct_new || w->op == OP_struct_new_default)
        return struct_new(w, type);
    if (w->imm.index2 >= type->field_count)
        return body_refuse(w, ERROR_INVALID, "unknown field %u: the struct has %u", w->imm.index2, type->field_count);
    wasm_field field = type->fields[w->imm.index2];
    if (w->op == OP_struct_set)
        return check_mutable(w, field) && body_pop(w, unpacked(field.type)) && body_pop(w, own_ref(w, true, w->imm.index));
    if (!check_packing(w, field.type, w->op != OP_struct_get) || !body_pop(w, own_ref(w, true, w->imm.index)))
        return false;
    body_push(w, unpacked(field.type));
    return true;
}

/* ---- arrays ---- */

/* Elements read from data are numbers; those from an element segment match. */
static bool check_segment(body *w, wasm_field field)
{
    const wasm_module *m = w->module;
    if (w->op == OP_array_new_data || w->op == OP_array_init_data) {
        if (!m->has_data_count)
            return body_refuse(w, ERROR_MALFORMED, "data count section required by %s", opcode_table[w->op].text);
        if (w->imm.index2 >= m->data_count)
            return body_refuse(w, ERROR_INVALID, "unknown data segment %u: the module has %u", w->imm.index2, m->data_count);
        return !wasm_type_is_ref(field.type)
            || body_refuse(w, ERROR_INVALID, "array type is not numeric or vector: %s can't be read from data", type_name(field.type).text);
    }
    if (w->imm.index2 >= m->elem_count)
        return body_refuse(w, ERROR_INVALID, "unknown elem segment %u: the module has %u", w->imm.index2, m->elem_count);
    wasm_type from = m->elems[w->imm.index2].type;
    return type_matches(m->types, from, field.type) || body_mismatch(w, field.type, from);
}

static bool pop_fixed(body *w, wasm_type element)
{
    uint32_t there = w->height - w->floor;
    if (w->imm.count > there && !w->frames[w->frame_count - 1].unreachable)
        return body_refuse(w, ERROR_INVALID, "type mismatch: array.new_fixed wants %u elements, the stack of this block has %u", w->imm.count, there);
    if (!body_spend(w, w->imm.count < there ? w->imm.count : there))
        return false;
    for (uint32_t i = 0; i < w->imm.count && i < there; i++)
        if (!body_pop(w, element))
            return false;
    return true;
}

static bool array_new(body *w, wasm_field field)
{
    bool ok = true;
    switch (w->op) {
    case OP_array_new:         ok = body_pop(w, WASM_I32) && body_pop(w, unpacked(field.type)); break;
    case OP_array_new_default: ok = check_default(w, field) && body_pop(w, WASM_I32);           break;
    case OP_array_new_fixed:   ok = pop_fixed(w, unpacked(field.type));                         break;
    default:                   ok = check_segment(w, field) && body_pop(w, WASM_I32) && body_pop(w, WASM_I32); break;
    }
    if (ok)
        body_push(w, own_ref(w, false, w->imm.index));
    return ok;
}

static bool array_get(body *w, wasm_field field)
{
    if (!check_packing(w, field.type, w->op != OP_array_get) || !body_pop(w, WASM_I32) || !body_pop(w, own_ref(w, true, w->imm.index)))
        return false;
    body_push(w, unpacked(field.type));
    return true;
}

static bool array_copy(body *w, wasm_field to)
{
    const wasm_deftype *type = body_composite(w, w->imm.index2, COMPOSITE_ARRAY);
    if (!type)
        return false;
    wasm_type from = type->fields[0].type;
    if (!type_matches(w->module->types, from, to.type))
        return body_refuse(w, ERROR_INVALID, "array types do not match: %s into %s", type_name(from).text, type_name(to.type).text);
    return body_pop(w, WASM_I32) && body_pop(w, WASM_I32) && body_pop(w, own_ref(w, true, w->imm.index2))
        && body_pop(w, WASM_I32) && body_pop(w, own_ref(w, true, w->imm.index));
}

/* Instructions that write into an array. */
static bool array_write(body *w, wasm_field field)
{
    wasm_type ref = own_ref(w, true, w->imm.index);
    if (!check_mutable(w, field))
        return false;
    switch (w->op) {
    case OP_array_set:
        return body_pop(w, unpacked(field.type)) && body_pop(w, WASM_I32) && body_pop(w, ref);
    case OP_array_fill:
        return body_pop(w, WASM_I32) && body_pop(w, unpacked(field.type)) && body_pop(w, WASM_I32) && body_pop(w, ref);
    case OP_array_copy:
        return array_copy(w, field);
    }
    return check_segment(w, field) && body_pop(w, WASM_I32) && body_pop(w, WASM_I32) && body_pop(w, WASM_I32) && body_pop(w, ref);
}

static bool aggregate_array(body *w)
{
    const wasm_deftype *type = body_composite(w, w->imm.index, COMPOSITE_ARRAY);
    if (!type)
        return false;
    switch (w->op) {
    case OP_array_new: case OP_array_new_default: case OP_array_new_fixed: case OP_array_new_data: case OP_array_new_elem:
        return array_new(w, type->fields[0]);
    case OP_array_get: case OP_array_get_s: case OP_array_get_u:
        return array_get(w, type->fields[0]);
    }
    return array_write(w, type->fields[0]);
}

/* ---- casts and conversions ---- */

/* The type above all of a type's hierarchy. */
static wasm_type top_of(const body *w, wasm_type type)
{
    static const uint8_t tops[] = { HEAP_ANY, HEAP_FUNC, HEAP_EXTERN, HEAP_EXN };
    for (unsigned i = 0; i < COUNT_OF(tops); i++)
        if (type_matches(w->module->types, type, wasm_ref_abstract(true, tops[i])))
            return wasm_ref_abstract(true, tops[i]);
    return type;
}

static bool aggregate_cast(body *w)
{
    wasm_type type = w->imm.type;
    if (!body_resolve(w, &type))
        return false;
    w->imm.type = type;
    if (!body_pop(w, top_of(w, type)))
        return false;
    body_push(w, w->op == OP_ref_cast || w->op == OP_ref_cast_null ? type : WASM_I32);
    return true;
}

/* extern.convert_any and any.convert_extern keep nullability. */
static bool aggregate_convert(body *w, uint32_t from, uint32_t to)
{
    wasm_type found;
    if (!body_pop_ref(w, &found))
        return false;
    if (!type_matches(w->module->types, found, wasm_ref_abstract(true, from)))
        return body_mismatch(w, wasm_ref_abstract(true, from), found);
    body_push(w, wasm_ref_abstract(found != WASM_BOTTOM && wasm_type_is_nullable(found), to));
    return true;
}

static bool pop_push(body *w, wasm_type pop, wasm_type push)
{
    if (!body_pop(w, pop))
        return false;
    body_push(w, push);
    return true;
}

bool body_aggregate(body *w)
{
    switch (w->op) {
    case OP_struct_new: case OP_struct_new_default: case OP_struct_get: case OP_struct_get_s: case OP_struct_get_u: case OP_struct_set:
        return aggregate_struct(w);
    case OP_array_len:
        return pop_push(w, wasm_ref_abstract(true, HEAP_ARRAY), WASM_I32);
    case OP_ref_test: case OP_ref_test_null: case OP_ref_cast: case OP_ref_cast_null:
        return aggregate_cast(w);
    case OP_any_convert_extern:
        return aggregate_convert(w, HEAP_EXTERN, HEAP_ANY);
    case OP_extern_convert_any:
        return aggregate_convert(w, HEAP_ANY, HEAP_EXTERN);
    case OP_ref_i31:
        return pop_push(w, WASM_I32, wasm_ref_abstract(false, HEAP_I31));
    case OP_i31_get_s: case OP_i31_get_u:
        return pop_push(w, wasm_ref_abstract(true, HEAP_I31), WASM_I32);
    }
    return aggregate_array(w);
}
