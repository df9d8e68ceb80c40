/* Exceptions in generated modules: two tags, with an i32, and with an i64 and an i32. */
#include "tests/fuzz/gen_body.h"

enum { TAG_ONE, TAG_TWO, CATCH = 0, CATCH_REF = 1, CATCH_ALL_REF = 3, EXNREF = 0x69 };

static const wasm_type two[] = { WASM_I64, WASM_I32 };

/* (i32) -> (), (i64, i32) -> (), () -> (i64, i32), () -> (i32, exnref) */
uint32_t gen_exception_types(gen *g, uint32_t before)
{
    g->exception_types = g->type_count + before;
    emit_raw(g->out, "\x60\1\x7F\0\x60\2\x7E\x7F\0\x60\0\2\x7E\x7F\x60\0\2\x7F\x69", 19);
    return 4;
}

void gen_exception_tags(gen *g)
{
    size_t start = g->out->size;
    emit_u32(g->out, 2);
    for (uint32_t i = 0; i < 2; i++) {
        emit_u8(g->out, 0);
        emit_u32(g->out, g->exception_types + i);
    }
    emit_close(g->out, start, 13);
}

static void throw(gen *g, uint32_t tag, uint32_t depth)
{
    if (tag == TAG_TWO)
        gen_value(g, WASM_I64, depth);
    gen_value(g, WASM_I32, depth);
    gen_op_index(g, OP_throw, tag);
}

/* What is tried: statements, and often a throw, now and then of a tag that this try doesn't catch. */
static void try_body(gen *g, uint32_t kind, uint32_t tag, uint32_t depth)
{
    gen_op(g, OP_try_table);
    emit_u8(g->out, WASM_NONE);
    emit_raw(g->out, "\1", 1);
    emit_u8(g->out, kind);
    if (kind < 2)
        emit_u32(g->out, tag);
    emit_u32(g->out, 0);
    gen_push_label(g, NULL, 0);
    gen_statements(g, depth);
    if (gen_percent(g, 60))
        throw(g, gen_percent(g, 90) ? tag : 1 - tag, depth);
    gen_end(g);
}

static void null_exception(gen *g)
{
    gen_op(g, OP_ref_null);
    emit_u8(g->out, EXNREF);
}

static void try_one(gen *g, uint32_t depth)
{
    static const wasm_type i32 = WASM_I32;
    gen_op(g, OP_block);
    emit_u8(g->out, WASM_I32);
    gen_push_label(g, &i32, 1);
    try_body(g, CATCH, TAG_ONE, depth);
    gen_value(g, WASM_I32, depth);
    gen_end(g);
    gen_keep(g, &i32, 1);
}

static void try_two(gen *g, uint32_t depth)
{
    gen_op(g, OP_block);
    emit_s64(g->out, g->exception_types + 2);
    gen_push_label(g, two, 2);
    try_body(g, CATCH, TAG_TWO, depth);
    gen_value(g, WASM_I64, depth);
    gen_value(g, WASM_I32, depth);
    gen_end(g);
    gen_keep(g, two, 2);
}

/* Caught as a reference, and thrown again or dropped. */
static void try_again(gen *g, uint32_t depth)
{
    const wasm_type exn = wasm_ref_abstract(true, HEAP_EXN), with_value[] = { WASM_I32, exn };
    bool all = gen_percent(g, 50);
    gen_op(g, OP_block);
    if (all)
        emit_u8(g->out, EXNREF);
    else
        emit_s64(g->out, g->exception_types + 3);
    gen_push_label(g, all ? &exn : with_value, all ? 1 : 2);
    try_body(g, all ? CATCH_ALL_REF : CATCH_REF, TAG_ONE, depth);
    if (!all)
        gen_value(g, WASM_I32, depth);
    null_exception(g);
    gen_end(g);
    gen_op(g, gen_percent(g, 15) ? OP_throw_ref : OP_drop);
    if (!all)
        gen_op(g, OP_drop);
}

void gen_exception_statement(gen *g, uint32_t depth)
{
    bool nests = depth < GEN_DEPTH && g->label_count + 2 <= GEN_LABELS;
    switch (gen_below(g, nests ? 7 : 1)) {
    case 1: case 2: try_one(g, depth);   return;
    case 3: case 4: try_two(g, depth);   return;
    case 5: case 6: try_again(g, depth); return;
    }
    if (g->label_count == GEN_LABELS || gen_percent(g, 60))
        return;
    gen_value(g, WASM_I32, depth);
    gen_op(g, OP_if);
    emit_u8(g->out, WASM_NONE);
    gen_push_label(g, NULL, 0);
    throw(g, gen_below(g, 2), depth);
    gen_end(g);
}
