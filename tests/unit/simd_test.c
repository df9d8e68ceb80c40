/* SIMD instructions that the official suite has no case for: relaxed
 * truncation, which here is the saturating one (deterministic profile). */
#include "engine/wasm/call.h"
#include "engine/wasm/numeric.h"
#include "engine/wasm/opcode.h"

/* Behind opcode.h: the table has rows named TEST. */
#include "tests/unit/module_run.h"

/* Runs (func (result i32) (i32x4.extract_lane lane (op (v128.const bytes)))). */
static uint32_t run_lane(uint32_t op, const uint8_t *bytes, unsigned lane, wasm_interpreter interpreter)
{
    emit e = { 0 };
    emit_header(&e);
    emit_section(&e, 1, "\1\x60\0\1\x7F");
    emit_section(&e, 3, "\1\0");
    emit_section(&e, 7, "\1\1f\0\0");
    size_t code = e.size;
    emit_u8(&e, 1);
    size_t body = e.size;
    emit_u8(&e, 0);
    emit_op(&e, opcode_table[OP_v128_const].byte);
    emit_raw(&e, bytes, 16);
    emit_op(&e, opcode_table[op].byte);
    emit_op(&e, opcode_table[OP_i32x4_extract_lane].byte);
    emit_u8(&e, lane);
    emit_u8(&e, 0x0B);
    emit_close(&e, body, -1);
    emit_close(&e, code, 10);

    module_run r;
    module_run_open(&r, e.bytes, e.size, (store_config){ .interpreter = interpreter }, 0);
    module_run_link(&r, NULL);
    CHECK_INT(module_run_call(&r, "f", NULL, 1000), TASK_DONE);
    uint32_t result = task_results(r.task)[0].i32;
    module_run_close(&r);
    emit_free(&e);
    return result;
}

static void check_lanes(uint32_t op, const uint8_t *bytes, const uint32_t wanted[4])
{
    for (unsigned lane = 0; lane < 4; lane++) {
        CHECK_INT(run_lane(op, bytes, lane, INTERPRETER_BEST), wanted[lane]);
        CHECK_INT(run_lane(op, bytes, lane, INTERPRETER_SWITCH), wanted[lane]);
    }
}

TEST(relaxed_truncation_saturates)
{
    static const float narrow[4] = { 1.9f, -1e10f, 5e9f, 0 };
    static const double wide[2] = { -7.5, 1e300 };
    uint8_t bytes[16];
    for (int i = 0; i < 4; i++)
        numeric_move(bytes + 4 * i, &narrow[i], 4);
    numeric_move(bytes + 12, &(uint32_t){ 0x7FC00000 }, 4);        /* NaN */
    check_lanes(OP_i32x4_relaxed_trunc_f32x4_s, bytes, (uint32_t[]){ 1, 0x80000000, 0x7FFFFFFF, 0 });
    check_lanes(OP_i32x4_relaxed_trunc_f32x4_u, bytes, (uint32_t[]){ 1, 0, 0xFFFFFFFF, 0 });
    for (int i = 0; i < 2; i++)
        numeric_move(bytes + 8 * i, &wide[i], 8);
    check_lanes(OP_i32x4_relaxed_trunc_f64x2_s_zero, bytes, (uint32_t[]){ 0xFFFFFFF9, 0x7FFFFFFF, 0, 0 });
    check_lanes(OP_i32x4_relaxed_trunc_f64x2_u_zero, bytes, (uint32_t[]){ 0, 0xFFFFFFFF, 0, 0 });
}
