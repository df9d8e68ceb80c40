/* The coverage of the table of instructions. */
#include "engine/wasm/body.h"
#include "engine/wasm/code.h"
#include "tests/spec/coverage.h"
#include "tests/spec/features.h"

#include <stdio.h>

/* The suite declares these but never calls them: tests/unit/simd_test.c does. */
static bool runs_elsewhere(uint32_t op)
{
    return op == OP_i32x4_relaxed_trunc_f32x4_s || op == OP_i32x4_relaxed_trunc_f32x4_u
        || op == OP_i32x4_relaxed_trunc_f64x2_s_zero || op == OP_i32x4_relaxed_trunc_f64x2_u_zero;
}

static void walk(coverage *c, body *w, uint32_t func)
{
    if (!body_begin_function(w, func))
        return;
    while (body_next(w))
        if (!w->was_dead || w->op == OP_end || w->op == OP_else)
            c->ran[w->op] = true;
}

void coverage_add(coverage *c, const wasm_code *code, budget *b)
{
    const wasm_module *m = code->module;
    error err = { 0 };
    body w;
    body_open(&w, m, b, &err);
    for (uint32_t i = m->func_import_count; i < m->func_count; i++)
        if (code->functions[i - m->func_import_count].cells)
            walk(c, &w, i);
    body_close(&w);
}

bool coverage_close(const coverage *c)
{
    uint32_t claimed = 0, ran = 0;
    for (uint32_t op = 0; op < OP_COUNT; op++) {
        bool counts = !features_missing(opcode_table[op].feature) && !runs_elsewhere(op);
        claimed += counts;
        ran += counts && c->ran[op];
    }
    printf("instructions: %u of %u rows ran (of %u in the table, those of claimed features)\n", ran, claimed, OP_COUNT);
    for (uint32_t op = 0; op < OP_COUNT && ran < claimed; op++)
        if (!features_missing(opcode_table[op].feature) && !runs_elsewhere(op) && !c->ran[op])
            printf("  never ran: %s\n", opcode_table[op].text);
    return ran == claimed;
}
