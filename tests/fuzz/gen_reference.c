/* Typed function references in generated modules. */
#include "tests/fuzz/gen_body.h"

enum { GEN_REF_NULL = 0x63 };

/* A local that refers to such a function, or GEN_REFS. */
static uint32_t find_ref(gen *g, uint32_t type)
{
    uint32_t first = gen_below(g, GEN_REFS);
    for (uint32_t i = 0; i < GEN_REFS; i++)
        if (g->refs[(first + i) % GEN_REFS] == type)
            return (first + i) % GEN_REFS;
    return GEN_REFS;
}

/* A (ref null type). Functions of the module's own are exported, so ref.func may name them. */
void gen_reference(gen *g, uint32_t type)
{
    uint32_t local = find_ref(g, type), func = g->import_count + gen_below(g, g->func_count - g->import_count);
    if (local < GEN_REFS && gen_percent(g, 50))
        gen_op_index(g, OP_local_get, g->local_count + local);
    else if (g->funcs[func] == type)
        gen_op_index(g, OP_ref_func, func);
    else
        gen_op_index(g, OP_ref_null, type);
    if (local < GEN_REFS && gen_percent(g, 20))
        gen_op_index(g, OP_local_tee, g->local_count + local);
    if (gen_percent(g, 5))
        gen_op(g, OP_ref_as_non_null);
}

static void keep_ref(gen *g, uint32_t type)
{
    uint32_t local = find_ref(g, type);
    if (local < GEN_REFS)
        gen_op_index(g, OP_local_set, g->local_count + local);
    else
        gen_op(g, OP_drop);
}

static uint32_t some_type(gen *g)
{
    return gen_percent(g, 60) ? g->funcs[gen_below(g, g->func_count)] : g->refs[gen_below(g, GEN_REFS)];
}

static void br_on_null(gen *g, uint32_t depth)
{
    uint32_t label = gen_below(g, g->label_count), type = some_type(g);
    const gen_label *l = &g->labels[g->label_count - 1 - label];
    gen_label_values(g, label, depth);
    gen_reference(g, type);
    gen_op_index(g, OP_br_on_null, label);
    keep_ref(g, type);
    gen_keep(g, l->types, l->count);
}

/* A block that gives the first that is not null, or the last. */
static void br_on_non_null(gen *g)
{
    uint32_t type = some_type(g);
    gen_op(g, OP_block);
    emit_u8(g->out, GEN_REF_NULL);
    emit_u32(g->out, type);
    for (uint32_t i = gen_below(g, 3); i > 0; i--) {
        gen_reference(g, type);
        gen_op_index(g, OP_br_on_non_null, 0);
    }
    gen_reference(g, type);
    gen_op(g, OP_end);
    keep_ref(g, type);
}

void gen_reference_statement(gen *g, uint32_t depth)
{
    uint32_t what = gen_below(g, 3), local = gen_below(g, GEN_REFS);
    if (what == 0) {
        gen_reference(g, g->refs[local]);
        gen_op_index(g, OP_local_set, g->local_count + local);
    } else if (what == 1) {
        br_on_null(g, depth);
    } else {
        br_on_non_null(g);
    }
}

void gen_reference_locals(gen *g)
{
    for (uint32_t i = 0; i < GEN_REFS; i++) {
        g->refs[i] = gen_percent(g, 80) ? g->funcs[gen_below(g, g->func_count)] : gen_below(g, g->type_count);
        emit_u8(g->out, 1);
        emit_u8(g->out, GEN_REF_NULL);
        emit_u32(g->out, g->refs[i]);
    }
}
