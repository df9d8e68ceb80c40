/* Structs, arrays, i31 and casts in generated modules. */
#include "tests/fuzz/gen_body.h"

/* Each function has a local for each kind. The types, from g->object_types on: a
 * struct of five fields, one below it with a sixth, arrays of i32, of bytes, of
 * such structs, of floats or vectors. */
typedef enum object_kind { OBJECT_NODE, OBJECT_LEAF, OBJECT_WORDS, OBJECT_BYTES, OBJECT_NODES, OBJECT_WIDE, OBJECT_ANY } object_kind;

enum { REF_NULL = 0x63, ANYREF = 0x6E, NODE_BYTE = 3, NODE_NEXT = 4, DATA_SEGMENT = 1, FLAGS_BOTH_NULLABLE = 3, FLAGS_FROM_NULLABLE = 1 };

static void object(gen *g, object_kind kind, uint32_t depth);

static uint32_t type_of(const gen *g, object_kind kind)
{
    return g->object_types + (uint32_t)kind;
}

static wasm_type float_or(const gen *g, wasm_type number, wasm_type integer)
{
    return g->features & GEN_INTEGERS ? integer : number;
}

/* Of the node's fields that are numbers, and of the leaf's own. */
static wasm_type field_type(const gen *g, uint32_t field)
{
    switch (field) {
    case 1:  return WASM_I64;
    case 2:  return float_or(g, WASM_F64, WASM_I64);
    case 5:  return float_or(g, WASM_F32, WASM_I32);
    default: return WASM_I32;
    }
}

static wasm_type wide_type(const gen *g)
{
    return g->features & GEN_SIMD ? WASM_V128 : float_or(g, WASM_F64, WASM_I64);
}

static wasm_type element_type(const gen *g, object_kind kind)
{
    return kind == OBJECT_WIDE ? wide_type(g) : WASM_I32;
}

/* ---- the module's part ---- */

static void put_ref(gen *g, uint32_t type)
{
    emit_u8(g->out, REF_NULL);
    emit_s64(g->out, type);
}

static void put_node(gen *g)
{
    for (uint32_t i = 0; i < NODE_NEXT; i++) {
        emit_u8(g->out, i == NODE_BYTE ? WASM_I8 : field_type(g, i));
        emit_u8(g->out, 1);
    }
    put_ref(g, g->object_types);
    emit_u8(g->out, 1);
}

uint32_t gen_object_types(gen *g)
{
    g->object_types = g->type_count;
    emit_raw(g->out, "\x50\0\x5F\5", 4);
    put_node(g);
    emit_raw(g->out, "\x4F\1", 2);
    emit_u32(g->out, g->object_types);
    emit_raw(g->out, "\x5F\6", 2);
    put_node(g);
    emit_u8(g->out, field_type(g, 5));
    emit_u8(g->out, 1);
    emit_raw(g->out, "\x5E\x7F\1\x5E\x78\1\x5E", 7);
    put_ref(g, g->object_types);
    emit_raw(g->out, "\1\x5E", 2);
    emit_u8(g->out, wide_type(g));
    emit_u8(g->out, 1);
    return OBJECT_ANY;
}

void gen_object_locals(gen *g, uint32_t first)
{
    g->object_local = first;
    for (uint32_t kind = 0; kind < GEN_OBJECTS; kind++) {
        emit_u8(g->out, 1);
        if (kind == OBJECT_ANY)
            emit_u8(g->out, ANYREF);
        else
            put_ref(g, type_of(g, kind));
    }
}

/* ---- objects ---- */

static void get(gen *g, object_kind kind)
{
    gen_op_index(g, OP_local_get, g->object_local + kind);
}

static void set(gen *g, object_kind kind)
{
    gen_op_index(g, OP_local_set, g->object_local + kind);
}

static void small(gen *g, uint32_t below)
{
    gen_op(g, OP_i32_const);
    emit_s64(g->out, gen_below(g, below));
}

static void cast(gen *g, object_kind kind)
{
    get(g, OBJECT_ANY);
    gen_op(g, OP_ref_cast_null);
    emit_s64(g->out, type_of(g, kind));
}

static void make_struct(gen *g, object_kind kind, uint32_t depth)
{
    if (gen_percent(g, 30)) {
        gen_op_index(g, OP_struct_new_default, type_of(g, kind));
        return;
    }
    for (uint32_t field = 0; field < (kind == OBJECT_LEAF ? 6u : 5u); field++) {
        if (field == NODE_NEXT)
            object(g, OBJECT_NODE, depth + 1);
        else
            gen_value(g, field_type(g, field), depth + 1);
    }
    gen_op_index(g, OP_struct_new, type_of(g, kind));
}

static void node(gen *g, uint32_t depth)
{
    switch (gen_below(g, 8)) {
    case 0:  object(g, OBJECT_LEAF, depth + 1); break;
    case 1:  cast(g, OBJECT_NODE);              break;
    case 2:
        object(g, OBJECT_NODE, depth + 1);
        gen_op_index(g, OP_struct_get, type_of(g, OBJECT_NODE));
        emit_u32(g->out, NODE_NEXT);
        break;
    case 3:
        object(g, OBJECT_NODES, depth + 1);
        small(g, 3);
        gen_op_index(g, OP_array_get, type_of(g, OBJECT_NODES));
        break;
    default: make_struct(g, OBJECT_NODE, depth); break;
    }
}

static void element(gen *g, object_kind kind, uint32_t depth)
{
    if (kind == OBJECT_NODES)
        object(g, OBJECT_NODE, depth + 1);
    else
        gen_value(g, element_type(g, kind), depth + 1);
}

static void array(gen *g, object_kind kind, uint32_t depth)
{
    uint32_t count = gen_below(g, 4);
    switch (gen_below(g, kind == OBJECT_BYTES || kind == OBJECT_WORDS ? 5 : 4)) {
    case 0:
        for (uint32_t i = 0; i < count; i++)
            element(g, kind, depth);
        gen_op_index(g, OP_array_new_fixed, type_of(g, kind));
        emit_u32(g->out, count);
        break;
    case 1:
        small(g, 20);
        gen_op_index(g, OP_array_new_default, type_of(g, kind));
        break;
    case 4:
        small(g, 3);
        small(g, 3);
        gen_op_index(g, OP_array_new_data, type_of(g, kind));
        emit_u32(g->out, DATA_SEGMENT);
        break;
    default:
        element(g, kind, depth);
        small(g, 20);
        gen_op_index(g, OP_array_new, type_of(g, kind));
        break;
    }
}

static void anything(gen *g, uint32_t depth)
{
    uint32_t what = gen_below(g, 8);
    if (what < OBJECT_ANY) {
        object(g, (object_kind)what, depth + 1);
    } else {
        gen_value(g, WASM_I32, depth + 1);
        gen_op(g, OP_ref_i31);
    }
    if (gen_percent(g, 10)) {
        gen_op(g, OP_extern_convert_any);
        gen_op(g, OP_any_convert_extern);
    }
}

/* One of that kind, or null. */
static void object(gen *g, object_kind kind, uint32_t depth)
{
    if (depth >= GEN_DEPTH || g->left <= 0 || gen_percent(g, 50)) {
        get(g, kind);
        return;
    }
    switch (kind) {
    case OBJECT_NODE: node(g, depth); break;
    case OBJECT_LEAF:
        if (gen_percent(g, 15))
            cast(g, kind);
        else
            make_struct(g, kind, depth);
        break;
    case OBJECT_ANY:  anything(g, depth); break;
    default:          array(g, kind, depth); break;
    }
}

void gen_object_begin(gen *g)
{
    for (uint32_t kind = 0; kind < GEN_OBJECTS; kind++)
        if (gen_percent(g, 85)) {
            if (kind <= OBJECT_LEAF)
                make_struct(g, (object_kind)kind, GEN_DEPTH - 1);
            else if (kind == OBJECT_ANY)
                anything(g, GEN_DEPTH - 1);
            else
                array(g, (object_kind)kind, GEN_DEPTH - 1);
            set(g, (object_kind)kind);
        }
}

/* ---- values out of objects ---- */

static void field(gen *g, uint32_t op, object_kind kind, uint32_t number, uint32_t depth)
{
    object(g, kind, depth + 1);
    gen_op_index(g, op, type_of(g, kind));
    emit_u32(g->out, number);
}

static void item(gen *g, uint32_t op, object_kind kind, uint32_t depth)
{
    object(g, kind, depth + 1);
    small(g, 6);
    gen_op_index(g, op, type_of(g, kind));
}

static void number_of_objects(gen *g, uint32_t depth)
{
    switch (gen_below(g, 10)) {
    case 0: object(g, (object_kind)(OBJECT_WORDS + gen_below(g, 4)), depth + 1); gen_op(g, OP_array_len);                                   break;
    case 1: object(g, OBJECT_ANY, depth + 1); gen_op(g, gen_percent(g, 50) ? OP_ref_test : OP_ref_test_null); emit_s64(g->out, type_of(g, gen_below(g, OBJECT_ANY))); break;
    case 2: object(g, OBJECT_NODE, depth + 1); object(g, OBJECT_LEAF, depth + 1); gen_op(g, OP_ref_eq);                                    break;
    case 3: object(g, OBJECT_ANY, depth + 1); gen_op(g, OP_ref_is_null);                                                                   break;
    case 4: gen_value(g, WASM_I32, depth + 1); gen_op(g, OP_ref_i31); gen_op(g, gen_percent(g, 50) ? OP_i31_get_s : OP_i31_get_u);         break;
    case 5: field(g, gen_percent(g, 50) ? OP_struct_get_s : OP_struct_get_u, OBJECT_NODE, NODE_BYTE, depth);                              break;
    case 6: item(g, OP_array_get, OBJECT_WORDS, depth);                                                                                    break;
    case 7: item(g, gen_percent(g, 50) ? OP_array_get_s : OP_array_get_u, OBJECT_BYTES, depth);                                           break;
    default: field(g, OP_struct_get, gen_percent(g, 50) ? OBJECT_NODE : OBJECT_LEAF, 0, depth);                                           break;
    }
}

bool gen_object_value(gen *g, wasm_type type, uint32_t depth)
{
    if (type == WASM_I32)
        number_of_objects(g, depth);
    else if (type == wide_type(g) && gen_percent(g, 50))
        item(g, OP_array_get, OBJECT_WIDE, depth);
    else if (type == WASM_I64 || type == field_type(g, 2))
        field(g, OP_struct_get, OBJECT_NODE, type == WASM_I64 ? 1 : 2, depth);
    else if (type == field_type(g, 5))
        field(g, OP_struct_get, OBJECT_LEAF, 5, depth);
    else
        return false;
    return true;
}

/* ---- statements ---- */

static void set_field(gen *g, uint32_t depth)
{
    object_kind kind = gen_percent(g, 50) ? OBJECT_NODE : OBJECT_LEAF;
    uint32_t number = gen_below(g, kind == OBJECT_LEAF ? 6 : 5);
    object(g, kind, depth);
    if (number == NODE_NEXT)
        object(g, OBJECT_NODE, depth);
    else
        gen_value(g, field_type(g, number), depth);
    gen_op_index(g, OP_struct_set, type_of(g, kind));
    emit_u32(g->out, number);
}

static void change_array(gen *g, uint32_t depth)
{
    object_kind kind = (object_kind)(OBJECT_WORDS + gen_below(g, 4));
    uint32_t what = gen_below(g, kind <= OBJECT_BYTES ? 4 : 3);
    object(g, kind, depth);
    small(g, what ? 4 : 8);
    if (what == 0) {
        element(g, kind, depth);
        gen_op_index(g, OP_array_set, type_of(g, kind));
    } else if (what == 1) {
        element(g, kind, depth);
        small(g, 6);
        gen_op_index(g, OP_array_fill, type_of(g, kind));
    } else if (what == 2) {
        object(g, kind, depth);
        small(g, 4);
        small(g, 6);
        gen_op_index(g, OP_array_copy, type_of(g, kind));
        emit_u32(g->out, type_of(g, kind));
    } else {
        small(g, 3);
        small(g, 2);
        gen_op_index(g, OP_array_init_data, type_of(g, kind));
        emit_u32(g->out, DATA_SEGMENT);
    }
}

/* Out of a block with what anything turns out to be: a node, or not. */
static void branch_on_cast(gen *g, uint32_t depth)
{
    bool fails = gen_percent(g, 50);
    wasm_type node_type = wasm_ref_indexed(true, type_of(g, OBJECT_NODE)), any = wasm_ref_abstract(true, HEAP_ANY);
    gen_op(g, OP_block);
    if (fails)
        emit_u8(g->out, ANYREF);
    else
        put_ref(g, type_of(g, OBJECT_NODE));
    gen_push_label(g, fails ? &any : &node_type, 1);
    object(g, OBJECT_ANY, depth);
    gen_op(g, fails ? OP_br_on_cast_fail : OP_br_on_cast);
    emit_u8(g->out, fails ? FLAGS_FROM_NULLABLE : FLAGS_BOTH_NULLABLE);
    emit_u32(g->out, 0);
    emit_u8(g->out, HEAP_ANY);
    emit_s64(g->out, type_of(g, OBJECT_NODE));
    if (fails)
        set(g, OBJECT_NODE);
    else
        gen_op(g, OP_drop);
    object(g, fails ? OBJECT_ANY : OBJECT_NODE, depth);
    gen_end(g);
    set(g, fails ? OBJECT_ANY : OBJECT_NODE);
}

void gen_object_statement(gen *g, uint32_t depth)
{
    object_kind kind = (object_kind)gen_below(g, GEN_OBJECTS);
    switch (gen_below(g, g->label_count < GEN_LABELS ? 8 : 7)) {
    case 0: case 1: case 2: object(g, kind, depth); set(g, kind); break;
    case 3: case 4:         set_field(g, depth);                  break;
    case 5: case 6:         change_array(g, depth);               break;
    default:                branch_on_cast(g, depth);             break;
    }
}
