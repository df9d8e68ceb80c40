/* Loops as compilers write them, in generated modules: locals of each type that are stepped, chained, forked
 * and stored, one turn's values read at the head of the next; loops in loops that begin at once; ways back from
 * the end, from within (also by br_table), and out. What goes through accumulators from a loop's end to its head is this.
 */
#include "tests/fuzz/gen_body.h"

static void gen_turn(gen *g, uint32_t depth);

/* A row of operands that are locals and constants, mostly one that doesn't trap, into a local of its type. */
static void gen_link(gen *g)
{
    wasm_type type = gen_value_type(g);
    uint32_t local = gen_find_local(g, type);
    gen_row_value(g, type, GEN_DEPTH);
    if (local == g->local_count)
        gen_op(g, OP_drop);
    else
        gen_op_index(g, OP_local_set, local);
}

/* local = local + small, of i32 or a float: what a branch behind it may be made one with. */
static void gen_step(gen *g)
{
    static const struct { uint8_t type; uint16_t op; } kinds[] = {
        { WASM_I32, OP_i32_add }, { WASM_I32, OP_i32_sub }, { WASM_I64, OP_i64_add }, { WASM_F32, OP_f32_add }, { WASM_F64, OP_f64_mul }, { WASM_F64, OP_f64_add }
    };
    uint32_t kind = gen_below(g, (g->features & GEN_INTEGERS) ? 3 : COUNT_OF(kinds)), local = gen_find_local(g, kinds[kind].type);
    if (local == g->local_count)
        return;
    gen_op_index(g, OP_local_get, local);
    gen_constant(g, kinds[kind].type);
    gen_op(g, kinds[kind].op);
    gen_op_index(g, OP_local_set, local);
}

static void gen_copy(gen *g)
{
    wasm_type type = gen_value_type(g);
    uint32_t from = gen_find_local(g, type), to = gen_find_local(g, type);
    if (from == g->local_count)
        return;
    gen_op_index(g, OP_local_get, from);
    gen_op_index(g, OP_local_set, to);
}

/* A comparison of locals, of any type, or a local alone. */
static void gen_condition(gen *g)
{
    static const uint16_t rows[] = {
        OP_i32_eqz, OP_i32_eq, OP_i32_ne, OP_i32_lt_s, OP_i32_gt_u, OP_i64_eqz, OP_i64_lt_u, OP_i64_ne,
        OP_f32_lt, OP_f32_ge, OP_f64_lt, OP_f64_gt, OP_f64_ne
    };
    if (gen_percent(g, 25))
        gen_value(g, WASM_I32, GEN_DEPTH);
    else
        gen_table_row(g, rows[gen_below(g, (g->features & GEN_INTEGERS) ? 8 : COUNT_OF(rows))], GEN_DEPTH);
}

static void gen_links(gen *g, uint32_t depth)
{
    for (uint32_t i = 1 + gen_below(g, 3); i > 0 && g->left > 0; i--)
        gen_turn(g, depth);
}

static void gen_fork(gen *g, uint32_t depth)
{
    gen_condition(g);
    gen_op(g, OP_if);
    emit_u8(g->out, WASM_NONE);
    gen_push_label(g, NULL, 0);
    gen_links(g, depth + 1);
    if (gen_percent(g, 30)) {
        gen_op(g, OP_else);
        gen_links(g, depth + 1);
    }
    gen_end(g);
}

/* A label without values, or the count. */
static uint32_t gen_bare_label(gen *g)
{
    uint32_t label = gen_below(g, g->label_count);
    return g->labels[g->label_count - 1 - label].count ? g->label_count : label;
}

/* On or back, if chance wants it: counted, so that most end. */
static void gen_way(gen *g)
{
    uint32_t label = gen_bare_label(g), other = gen_bare_label(g);
    if (label == g->label_count)
        return;
    if (other < g->label_count && gen_percent(g, 25)) {
        gen_op(g, OP_block);
        emit_u8(g->out, WASM_NONE);
        gen_value(g, WASM_I32, GEN_DEPTH);
        gen_op_index(g, OP_br_table, 2);
        emit_u32(g->out, 0);
        emit_u32(g->out, label + 1);
        emit_u32(g->out, gen_percent(g, 50) ? 0 : other + 1);
        gen_op(g, OP_end);
        return;
    }
    gen_condition(g);
    gen_op_index(g, OP_br_if, label);
}

/* Back by a count, by a comparison, or after a step of something else. */
static void gen_back(gen *g, uint32_t counter)
{
    if (gen_percent(g, 15)) {
        gen_condition(g);
    } else {
        gen_op_index(g, OP_local_get, counter);
        gen_op(g, OP_i32_const);
        emit_s64(g->out, 1);
        gen_op(g, OP_i32_sub);
        gen_op_index(g, gen_percent(g, 60) ? OP_local_tee : OP_local_set, counter);
        if (g->last == OP_local_set) {
            gen_turn(g, GEN_DEPTH);
            gen_op_index(g, OP_local_get, counter);
        }
        if (gen_percent(g, 40)) {
            gen_op(g, OP_i32_const);
            emit_s64(g->out, gen_below(g, 3));
            gen_op(g, gen_percent(g, 50) ? OP_i32_gt_s : OP_i32_ne);
        }
    }
    gen_op_index(g, OP_br_if, 0);
}

void gen_busy_loop(gen *g, uint32_t depth)
{
    uint32_t counter = gen_find_local(g, WASM_I32);
    if (counter == g->local_count || g->label_count + 2 >= GEN_LABELS)
        return;
    if (gen_percent(g, 80)) {
        gen_op(g, OP_i32_const);
        emit_s64(g->out, 1 + gen_below(g, 5));
        gen_op_index(g, OP_local_set, counter);
    }
    gen_op(g, OP_loop);
    emit_u8(g->out, WASM_NONE);
    gen_push_label(g, NULL, 0);
    for (uint32_t i = gen_below(g, 6) + (depth >= GEN_DEPTH); i > 0 && g->left > 0; i--)
        gen_turn(g, depth + 1);
    if (depth < GEN_DEPTH && gen_percent(g, 30))
        gen_busy_loop(g, depth + 1);
    for (uint32_t i = gen_below(g, 4); i > 0; i--)
        gen_turn(g, GEN_DEPTH);
    gen_back(g, counter);
    gen_end(g);
}

/* One thing of a turn. */
static void gen_turn(gen *g, uint32_t depth)
{
    bool nests = depth < GEN_DEPTH && g->label_count + 2 < GEN_LABELS;
    uint32_t what = gen_below(g, 100);
    if (what < 30)
        gen_link(g);
    else if (what < 55)
        gen_step(g);
    else if (what < 63)
        gen_copy(g);
    else if (what < 70)
        gen_store(g, GEN_DEPTH);
    else if (what < 83 && nests)
        gen_fork(g, depth + 1);
    else if (what < 90 && nests)
        gen_busy_loop(g, depth + 1);
    else if (what < 95)
        gen_way(g);
    else if (what < 97)
        gen_call(g, GEN_DEPTH);
    else
        gen_step(g);
}
