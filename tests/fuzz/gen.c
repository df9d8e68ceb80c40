/* The generator of valid modules: instructions. */
#include "tests/fuzz/gen_body.h"

static void gen_expression(gen *g, wasm_type type, uint32_t depth);

/* ---- chance ---- */

/* splitmix64 */
static uint64_t gen_random(gen *g)
{
    uint64_t z = g->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

uint32_t gen_below(gen *g, uint32_t count)
{
    return (uint32_t)(gen_random(g) % count);
}

bool gen_percent(gen *g, uint32_t percent)
{
    return gen_below(g, 100) < percent;
}

wasm_type gen_value_type(gen *g)
{
    static const wasm_type types[] = { WASM_I32, WASM_I32, WASM_I64, WASM_F32, WASM_F64 };
    if ((g->features & GEN_SIMD) && gen_percent(g, 15))
        return WASM_V128;
    return types[gen_below(g, (g->features & GEN_INTEGERS) ? 3 : COUNT_OF(types))];
}

/* ---- writing ---- */

void gen_op(gen *g, uint32_t op)
{
    emit_op(g->out, opcode_table[op].byte);
    g->last = op;
    g->left--;
}

void gen_op_index(gen *g, uint32_t op, uint32_t index)
{
    gen_op(g, op);
    emit_u32(g->out, index);
}

static void gen_i32(gen *g, int32_t value)
{
    gen_op(g, OP_i32_const);
    emit_s64(g->out, value);
}

static void emit_bits(gen *g, uint64_t bits, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        emit_u8(g->out, (unsigned)(bits >> 8 * i) & 0xFF);
}

static int64_t gen_integer(gen *g)
{
    static const int64_t odd[] = { 0, 1, -1, 2, 7, 31, 32, 63, 64, 255, 65535, INT32_MAX, INT32_MIN, UINT32_MAX, INT64_MAX, INT64_MIN };
    if (gen_percent(g, 50))
        return odd[gen_below(g, COUNT_OF(odd))];
    return gen_percent(g, 50) ? (int64_t)gen_below(g, 200) - 100 : (int64_t)gen_random(g);
}

static uint64_t gen_float_bits(gen *g, bool is_64)
{
    static const double odd[] = { 0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 100.25, -2147483648.0, 4294967295.0, 9223372036854775807.0, 1e300, 1e-310 };
    if (gen_percent(g, 15))
        return is_64 ? gen_random(g) : gen_random(g) & 0xFFFFFFFF;
    if (gen_percent(g, 10))
        return is_64 ? UINT64_C(0x7FF8000000000000) : 0x7FC00000;
    double value = odd[gen_below(g, COUNT_OF(odd))];
    union { double d; uint64_t bits; } wide = { .d = value };
    union { float f; uint32_t bits; } narrow = { .f = (float)value };
    return is_64 ? wide.bits : narrow.bits;
}

void gen_constant(gen *g, wasm_type type)
{
    switch (type) {
    case WASM_I32:
        gen_i32(g, (int32_t)gen_integer(g));
        break;
    case WASM_I64:
        gen_op(g, OP_i64_const);
        emit_s64(g->out, gen_integer(g));
        break;
    case WASM_F32:
        gen_op(g, OP_f32_const);
        emit_bits(g, gen_float_bits(g, false), 4);
        break;
    case WASM_F64:
        gen_op(g, OP_f64_const);
        emit_bits(g, gen_float_bits(g, true), 8);
        break;
    case WASM_V128:
        gen_op(g, OP_v128_const);
        emit_bits(g, gen_random(g), 8);
        emit_bits(g, gen_random(g), 8);
        break;
    }
}

/* ---- rows of the table ---- */

/* Rows that make floats, or compare them by lanes, are named f32…, f64…. */
static bool takes_float(const opcode_info *info)
{
    bool takes = info->text[0] == 'f' && info->feature & FEATURE_SIMD;
    for (unsigned i = 0; i < info->pop_count; i++)
        takes = takes || info->pops[i] == WASM_F32 || info->pops[i] == WASM_F64;
    return takes;
}

static bool row_fits(const gen *g, const opcode_info *info, wasm_type result)
{
    if ((g->features & GEN_INTEGERS) && takes_float(info))
        return false;
    if (info->special || info->push != result || !info->pop_count)
        return false;
    if (info->feature & FEATURE_RELAXED_SIMD)
        return false;
    return !(info->feature & FEATURE_SIMD) || (g->features & GEN_SIMD);
}

/* Any row that gives the type, whatever it takes. */
static uint32_t gen_row(gen *g, wasm_type result)
{
    uint32_t op;
    do
        op = gen_below(g, OP_COUNT);
    while (!row_fits(g, &opcode_table[op], result));
    return op;
}

/* An address of the second memory. */
static void gen_far_address(gen *g, uint32_t depth)
{
    gen_expression(g, WASM_I64, depth);
    if (gen_percent(g, 3))
        return;
    gen_op(g, OP_i64_const);
    emit_s64(g->out, 0xFFF);
    gen_op(g, OP_i64_and);
}

/* An address, most of them inside the memory. */
static void gen_address(gen *g, uint32_t depth)
{
    gen_expression(g, WASM_I32, depth);
    if (gen_percent(g, 3))
        return;
    gen_i32(g, 0xFFF);
    gen_op(g, OP_i32_and);
}

static void gen_immediates(gen *g, const opcode_info *info, bool far)
{
    if (info->form == IMMEDIATE_memarg || info->form == IMMEDIATE_memarg_lane) {
        uint32_t align = 0;
        while ((2u << align) <= info->width && gen_percent(g, 50))
            align++;
        emit_u32(g->out, align | (far ? 0x40 : 0));
        if (far)
            emit_u8(g->out, 1);
        emit_u32(g->out, gen_percent(g, 97) ? gen_below(g, 64) : gen_random(g) & 0xFFFFFFFF);
    }
    if (info->form == IMMEDIATE_memarg_lane)
        emit_u8(g->out, gen_below(g, 16u / info->width));
    if (info->form == IMMEDIATE_lane)
        emit_u8(g->out, gen_below(g, info->width));
}

static void gen_operands(gen *g, const opcode_info *info, bool far, uint32_t depth)
{
    for (unsigned i = 0; i < info->pop_count; i++) {
        if (info->pops[i] == OPCODE_ADDRESS && far)
            gen_far_address(g, depth);
        else if (info->pops[i] == OPCODE_ADDRESS)
            gen_address(g, depth);
        else if (gen_percent(g, 25))
            gen_constant(g, info->pops[i]);       /* small operands trap less */
        else
            gen_expression(g, info->pops[i], depth);
    }
}

void gen_table_row(gen *g, uint32_t op, uint32_t depth)
{
    bool far = (g->features & GEN_MEMORIES) && gen_percent(g, 30);
    gen_operands(g, &opcode_table[op], far, depth);
    gen_op(g, op);
    gen_immediates(g, &opcode_table[op], far);
}

/* ---- labels and blocks ---- */

void gen_push_label(gen *g, const wasm_type *types, uint32_t count)
{
    gen_label *l = &g->labels[g->label_count++];
    l->count = count;
    for (uint32_t i = 0; i < count; i++)
        l->types[i] = types[i];
}

void gen_end(gen *g)
{
    gen_op(g, OP_end);
    g->label_count--;
}

static void gen_block_type(gen *g, wasm_type result)
{
    emit_u8(g->out, result);
}

/* A block, or an if with both arms, that gives one value or none. */
static void gen_block(gen *g, wasm_type result, uint32_t depth)
{
    uint32_t count = result != WASM_NONE;
    bool branches = gen_percent(g, 40);
    if (branches)
        gen_expression(g, WASM_I32, depth);
    gen_op(g, branches ? OP_if : OP_block);
    gen_block_type(g, result);
    gen_push_label(g, &result, count);
    gen_statements(g, depth);
    if (count)
        gen_expression(g, result, depth);
    if (branches && (count || gen_percent(g, 60))) {
        gen_op(g, OP_else);
        gen_statements(g, depth);
        if (count)
            gen_expression(g, result, depth);
    }
    gen_end(g);
}


/* A loop whose label carries nothing; most count down a local of their own turn. */
static void gen_loop(gen *g, uint32_t depth)
{
    gen_op(g, OP_loop);
    gen_block_type(g, WASM_NONE);
    gen_push_label(g, NULL, 0);
    gen_statements(g, depth);
    if (gen_percent(g, 60)) {
        gen_expression(g, WASM_I32, depth);
        gen_i32(g, (int32_t)gen_below(g, 8));
        gen_op(g, OP_i32_and);
        gen_op_index(g, OP_br_if, 0);
    }
    gen_end(g);
}

/* A block or loop of a function type: parameters go in, results come out. */
static void gen_typed_block(gen *g, uint32_t depth)
{
    uint32_t index = gen_below(g, g->type_count);
    const gen_type *t = &g->types[index];
    bool loops = gen_percent(g, 40);
    for (uint32_t i = 0; i < t->param_count; i++)
        gen_expression(g, t->params[i], depth);
    gen_op(g, loops ? OP_loop : OP_block);
    emit_s64(g->out, index);
    gen_push_label(g, loops ? t->params : t->results, loops ? t->param_count : t->result_count);
    gen_keep(g, t->params, t->param_count);
    gen_statements(g, depth);
    for (uint32_t i = 0; i < t->result_count; i++)
        gen_expression(g, t->results[i], depth);
    gen_end(g);
    gen_keep(g, t->results, t->result_count);
}

void gen_row_value(gen *g, wasm_type type, uint32_t depth)
{
    gen_table_row(g, gen_row(g, type), depth);
}

/* ---- variables and calls ---- */

/* A local of the type, or the count where there is none. */
uint32_t gen_find_local(gen *g, wasm_type type)
{
    uint32_t start = g->local_count ? gen_below(g, g->local_count) : 0;
    for (uint32_t i = 0; i < g->local_count; i++)
        if (g->locals[(start + i) % g->local_count] == type)
            return (start + i) % g->local_count;
    return g->local_count;
}

static uint32_t find_global(gen *g, wasm_type type, bool to_set)
{
    uint32_t start = gen_below(g, g->global_count);
    for (uint32_t i = 0; i < g->global_count; i++) {
        uint32_t at = (start + i) % g->global_count;
        if (g->globals[at] == type && (g->mutable_global[at] || !to_set))
            return at;
    }
    return g->global_count;
}

/* Take the values off the stack: into locals, or away. */
void gen_keep(gen *g, const wasm_type *types, uint32_t count)
{
    for (uint32_t i = count; i-- > 0;) {
        uint32_t local = gen_find_local(g, types[i]);
        if (local < g->local_count && gen_percent(g, 60))
            gen_op_index(g, OP_local_set, local);
        else
            gen_op(g, OP_drop);
    }
}

static void gen_arguments(gen *g, const gen_type *t, uint32_t depth)
{
    for (uint32_t i = 0; i < t->param_count; i++)
        gen_expression(g, t->params[i], depth);
}

static bool same_results(const gen_type *a, const gen_type *b)
{
    bool same = a->result_count == b->result_count;
    for (uint32_t i = 0; same && i < a->result_count; i++)
        same = a->results[i] == b->results[i];
    return same;
}

/* ---- calls ---- */

/* Straight, through the table, by reference, or either as a tail call where results allow. */
void gen_call(gen *g, uint32_t depth)
{
    uint32_t func = gen_below(g, g->func_count), type = g->funcs[func];
    const gen_type *t = &g->types[type];
    bool indirect = gen_percent(g, 40);
    bool tail = (g->features & GEN_TAIL_CALLS) && same_results(t, g->type) && gen_percent(g, 15);
    gen_arguments(g, t, depth);
    if ((g->features & GEN_REFERENCES) && gen_percent(g, 40)) {
        gen_reference(g, type);
        gen_op_index(g, tail ? OP_return_call_ref : OP_call_ref, type);
    } else if (indirect) {
        if (gen_percent(g, 80))
            gen_i32(g, (int32_t)gen_below(g, GEN_TABLE));
        else
            gen_expression(g, WASM_I32, depth);
        gen_op_index(g, tail ? OP_return_call_indirect : OP_call_indirect, type);
        emit_u32(g->out, 0);
    } else {
        gen_op_index(g, tail ? OP_return_call : OP_call, func);
    }
    if (!tail)
        gen_keep(g, t->results, t->result_count);
}

/* ---- branches ---- */

void gen_label_values(gen *g, uint32_t label, uint32_t depth)
{
    const gen_label *l = &g->labels[g->label_count - 1 - label];
    for (uint32_t i = 0; i < l->count; i++)
        gen_expression(g, l->types[i], depth);
}

static bool same_label(const gen *g, uint32_t a, uint32_t b)
{
    const gen_label *x = &g->labels[g->label_count - 1 - a], *y = &g->labels[g->label_count - 1 - b];
    bool same = x->count == y->count;
    for (uint32_t i = 0; same && i < x->count; i++)
        same = x->types[i] == y->types[i];
    return same;
}

static void gen_br_table(gen *g, uint32_t depth)
{
    uint32_t target = gen_below(g, g->label_count), count = gen_below(g, 6);
    gen_label_values(g, target, depth);
    gen_expression(g, WASM_I32, depth);
    gen_op_index(g, OP_br_table, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t other = gen_below(g, g->label_count);
        emit_u32(g->out, same_label(g, other, target) ? other : target);
    }
    emit_u32(g->out, target);
}

/* Behind a branch the stack gives any type: rows without operands. */
static void gen_dead_code(gen *g, uint32_t depth)
{
    for (uint32_t i = gen_below(g, 5); i > 0; i--) {
        uint32_t op = gen_row(g, gen_value_type(g));
        gen_op(g, op);
        gen_immediates(g, &opcode_table[op], false);
        gen_op(g, OP_drop);
    }
    if (gen_percent(g, 30))
        gen_statements(g, depth + 1);
}

/* True: nothing behind it is reached. */
static bool gen_leave(gen *g, uint32_t depth)
{
    uint32_t label = gen_below(g, g->label_count);
    switch (gen_below(g, 8)) {
    case 0:
        for (uint32_t i = 0; i < g->type->result_count; i++)
            gen_expression(g, g->type->results[i], depth);
        gen_op(g, OP_return);
        break;
    case 1:
        if (gen_percent(g, 80))
            return false;
        gen_op(g, OP_unreachable);
        break;
    case 2: case 3: case 4:
        gen_br_table(g, depth);
        break;
    default:
        gen_label_values(g, label, depth);
        gen_op_index(g, OP_br, label);
        break;
    }
    return true;
}

static void gen_br_if(gen *g, uint32_t depth)
{
    uint32_t label = gen_below(g, g->label_count);
    const gen_label *l = &g->labels[g->label_count - 1 - label];
    gen_label_values(g, label, depth);
    gen_expression(g, WASM_I32, depth);
    gen_op_index(g, OP_br_if, label);
    gen_keep(g, l->types, l->count);
}

/* ---- bulk ---- */

static void gen_bulk(gen *g, uint32_t depth)
{
    gen_address(g, depth);
    switch (gen_below(g, 3)) {
    case 0:
        gen_expression(g, WASM_I32, depth);
        gen_i32(g, (int32_t)gen_below(g, 3000));
        gen_op_index(g, OP_memory_fill, 0);
        break;
    case 1:
        gen_address(g, depth);
        gen_i32(g, (int32_t)gen_below(g, 3000));
        gen_op_index(g, OP_memory_copy, 0);
        emit_u8(g->out, 0);
        break;
    case 2:
        gen_i32(g, (int32_t)gen_below(g, 3));
        gen_i32(g, (int32_t)gen_below(g, 6));
        gen_op_index(g, OP_memory_init, 1);
        emit_u8(g->out, 0);
        break;
    }
}

static void gen_table_move(gen *g)
{
    uint32_t to = gen_below(g, GEN_TABLE), from = gen_below(g, GEN_TABLE);
    gen_i32(g, (int32_t)to);
    gen_i32(g, (int32_t)from);
    if (gen_percent(g, 50)) {
        gen_op_index(g, OP_table_get, 0);
        gen_op_index(g, OP_table_set, 0);
    } else {
        gen_i32(g, (int32_t)gen_below(g, GEN_TABLE));
        gen_op_index(g, OP_table_copy, 0);
        emit_u8(g->out, 0);
    }
}

/* ---- statements ---- */

void gen_store(gen *g, uint32_t depth)
{
    uint32_t op;
    do
        op = gen_below(g, OP_COUNT);
    while (!opcode_table[op].is_store || ((opcode_table[op].feature & FEATURE_SIMD) && !(g->features & GEN_SIMD))
           || ((g->features & GEN_INTEGERS) && takes_float(&opcode_table[op])));
    gen_table_row(g, op, depth);
}

static void gen_set(gen *g, uint32_t depth)
{
    wasm_type type = gen_value_type(g);
    uint32_t local = gen_find_local(g, type), global = find_global(g, type, true);
    gen_expression(g, type, depth);
    if (local < g->local_count && gen_percent(g, 75))
        gen_op_index(g, OP_local_set, local);
    else if (global < g->global_count)
        gen_op_index(g, OP_global_set, global);
    else
        gen_op(g, OP_drop);
}

static void gen_grow(gen *g)
{
    if ((g->features & GEN_MEMORIES) && gen_percent(g, 30)) {
        gen_op(g, OP_i64_const);
        emit_s64(g->out, gen_below(g, 3));
        gen_op_index(g, OP_memory_grow, 1);
        gen_op(g, OP_drop);
        return;
    }
    gen_i32(g, (int32_t)gen_below(g, 3));
    gen_op_index(g, OP_memory_grow, 0);
    gen_op(g, OP_drop);
}

static void gen_nested(gen *g, uint32_t depth)
{
    switch (gen_below(g, 4)) {
    case 0:  (g->features & GEN_LOOPS ? gen_busy_loop : gen_loop)(g, depth);   break;
    case 1:  gen_typed_block(g, depth);        break;
    default: gen_block(g, WASM_NONE, depth);   break;
    }
}

/* Of objects and exceptions, where the module has them. */
static bool gen_special(gen *g, uint32_t depth)
{
    if ((g->features & GEN_OBJECTS_OF) && gen_percent(g, 25)) {
        gen_object_statement(g, depth);
        return true;
    }
    if (!(g->features & GEN_EXCEPTIONS) || !gen_percent(g, 15))
        return false;
    gen_exception_statement(g, depth);
    return true;
}

static void gen_statement(gen *g, uint32_t depth)
{
    if ((g->features & (GEN_OBJECTS_OF | GEN_EXCEPTIONS)) && gen_special(g, depth + 1))
        return;
    uint32_t what = gen_below(g, 100);
    bool nests = depth < GEN_DEPTH && g->label_count < GEN_LABELS;
    if ((g->features & GEN_LOOPS) && what < 30)
        gen_busy_loop(g, depth + 1);
    else if (what < 40)
        gen_set(g, depth + 1);
    else if (what < 55)
        gen_store(g, depth + 1);
    else if (what < 72 && nests)
        gen_nested(g, depth + 1);
    else if (what < 80)
        gen_br_if(g, depth + 1);
    else if (what < 90)
        gen_call(g, depth + 1);
    else if (what < 94 && (g->features & GEN_BULK))
        gen_bulk(g, depth + 1);
    else if (what < 96 && (g->features & GEN_BULK))
        gen_table_move(g);
    else if (what < 97)
        gen_grow(g);
    else if (g->features & GEN_REFERENCES)
        gen_reference_statement(g, depth + 1);
    else
        gen_op(g, OP_nop);
}

/* A few, then now and then a way out with dead code behind it. */
void gen_statements(gen *g, uint32_t depth)
{
    for (uint32_t i = gen_below(g, 4); i > 0 && g->left > 0; i--)
        gen_statement(g, depth);
    if (g->left > 0 && gen_percent(g, 8) && gen_leave(g, depth + 1))
        gen_dead_code(g, depth + 1);
}

/* ---- expressions ---- */

static void gen_null(gen *g, wasm_type type)
{
    gen_op(g, OP_ref_null);
    if (wasm_type_is_indexed(type))
        emit_s64(g->out, wasm_type_index(type));
    else
        emit_u8(g->out, wasm_type_heap(type));
}

static void gen_leaf(gen *g, wasm_type type)
{
    if (wasm_type_is_ref(type)) {
        gen_null(g, type);
        return;
    }
    uint32_t local = gen_find_local(g, type), global = find_global(g, type, false);
    if (local < g->local_count && gen_percent(g, 65))
        gen_op_index(g, OP_local_get, local);
    else if (global < g->global_count && gen_percent(g, 30))
        gen_op_index(g, OP_global_get, global);
    else
        gen_constant(g, type);
}

static void gen_select(gen *g, wasm_type type, uint32_t depth)
{
    gen_expression(g, type, depth);
    gen_expression(g, type, depth);
    gen_expression(g, WASM_I32, depth);
    bool typed = gen_percent(g, 30);
    gen_op(g, typed ? OP_select_typed : OP_select);
    if (typed) {
        emit_u8(g->out, 1);
        emit_u8(g->out, type);
    }
}

static void gen_tee(gen *g, wasm_type type, uint32_t depth)
{
    gen_expression(g, type, depth);
    uint32_t local = gen_find_local(g, type);
    if (local < g->local_count)
        gen_op_index(g, OP_local_tee, local);
}

/* A call for its last value. */
static void gen_call_value(gen *g, wasm_type type, uint32_t depth)
{
    for (uint32_t func = 0; func < g->func_count; func++) {
        const gen_type *t = &g->types[g->funcs[func]];
        if (t->result_count != 1 || t->results[0] != type)
            continue;
        gen_arguments(g, t, depth);
        gen_op_index(g, OP_call, func);
        return;
    }
    gen_leaf(g, type);
}

static void gen_expression(gen *g, wasm_type type, uint32_t depth)
{
    uint32_t what = gen_below(g, 100);
    if (depth >= GEN_DEPTH || g->left <= 0 || what < 30 || wasm_type_is_ref(type))
        gen_leaf(g, type);
    else if ((g->features & GEN_OBJECTS_OF) && gen_percent(g, 20) && gen_object_value(g, type, depth + 1))
        return;
    else if (what < 80)
        gen_table_row(g, gen_row(g, type), depth + 1);
    else if (what < 85)
        gen_select(g, type, depth + 1);
    else if (what < 90)
        gen_tee(g, type, depth + 1);
    else if (what < 94)
        gen_call_value(g, type, depth + 1);
    else if (what < 98 && g->label_count < GEN_LABELS)
        gen_block(g, type, depth + 1);
    else if (type == WASM_I32)
        gen_op_index(g, OP_memory_size, 0);
    else
        gen_leaf(g, type);
}

void gen_value(gen *g, wasm_type type, uint32_t depth)
{
    gen_expression(g, type, depth);
}
