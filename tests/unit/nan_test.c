/* Every NaN that a scalar float instruction makes is the canonical one, whatever
 * compiled the interpreter: the suite takes any NaN of the machine's. */
#include "engine/wasm/opcode.h"

/* Behind opcode.h: the table has rows named TEST. */
#include "tests/unit/module_run.h"

#define CANONICAL_F32 UINT32_C(0x7FC00000)
#define CANONICAL_F64 UINT64_C(0x7FF8000000000000)
#define PAYLOAD_F32   UINT32_C(0xFFA00001)        /* signalling, negative */
#define PAYLOAD_F64   UINT64_C(0xFFF4000000000001)

static void put_bits(emit *e, bool wide, uint64_t bits)
{
    emit_op(e, opcode_table[wide ? OP_f64_const : OP_f32_const].byte);
    for (unsigned i = 0; i < (wide ? 8 : 4); i++)
        emit_u8(e, (unsigned)(bits >> 8 * i) & 0xFF);
}

/* (func (export "f") (result i64) a b op, its bits): the operands through locals, or as constants. */
static void emit_float(emit *e, uint32_t op, const uint64_t *operands, unsigned count, bool wide, bool wide_result, bool by_locals)
{
    emit_header(e);
    emit_section(e, 1, "\1\x60\0\1\x7E");
    emit_section(e, 3, "\1\0");
    emit_section(e, 7, "\1\1f\0\0");
    size_t code = e->size;
    emit_u8(e, 1);
    size_t body = e->size;
    emit_raw(e, (const uint8_t[]){ 1, 2, wide ? 0x7C : 0x7D }, 3);
    for (unsigned i = 0; i < count && by_locals; i++) {
        put_bits(e, wide, operands[i]);
        emit_op(e, opcode_table[OP_local_set].byte);
        emit_u8(e, i);
    }
    for (unsigned i = 0; i < count; i++) {
        if (by_locals) {
            emit_op(e, opcode_table[OP_local_get].byte);
            emit_u8(e, i);
        } else {
            put_bits(e, wide, operands[i]);
        }
    }
    emit_op(e, opcode_table[op].byte);
    emit_op(e, opcode_table[wide_result ? OP_i64_reinterpret_f64 : OP_i32_reinterpret_f32].byte);
    if (!wide_result)
        emit_op(e, opcode_table[OP_i64_extend_i32_u].byte);
    emit_u8(e, 0x0B);
    emit_close(e, body, -1);
    emit_close(e, code, 10);
}

static void check_canonical(uint32_t op, uint64_t a, uint64_t b, unsigned count, bool wide, bool wide_result)
{
    for (unsigned way = 0; way < 4; way++) {
        emit e = { 0 };
        module_run r;
        emit_float(&e, op, (uint64_t[]){ a, b }, count, wide, wide_result, way & 1);
        module_run_open(&r, e.bytes, e.size, (store_config){ .interpreter = way & 2 ? INTERPRETER_SWITCH : INTERPRETER_BEST }, 0);
        module_run_link(&r, NULL);
        CHECK_INT(module_run_call(&r, "f", NULL, 1000), TASK_DONE);
        CHECK_TEXT(task_results(r.task)[0].i64 == (wide_result ? CANONICAL_F64 : CANONICAL_F32) ? "" : opcode_table[op].text, "");
        module_run_close(&r);
        emit_free(&e);
    }
}

TEST(a_root_of_less_than_nothing_is_the_canonical_nan)
{
    check_canonical(OP_f32_sqrt, 0xBF800000, 0, 1, false, false);
    check_canonical(OP_f64_sqrt, UINT64_C(0xBFF0000000000000), 0, 1, true, true);
}

TEST(operations_on_infinities_and_nothing_make_the_canonical_nan)
{
    const uint64_t inf32 = 0x7F800000, inf64 = UINT64_C(0x7FF0000000000000), minus32 = 0xFF800000, minus64 = UINT64_C(0xFFF0000000000000);
    check_canonical(OP_f32_add, inf32, minus32, 2, false, false);
    check_canonical(OP_f32_sub, inf32, inf32, 2, false, false);
    check_canonical(OP_f32_mul, inf32, 0, 2, false, false);
    check_canonical(OP_f32_div, 0, 0, 2, false, false);
    check_canonical(OP_f64_add, inf64, minus64, 2, true, true);
    check_canonical(OP_f64_sub, inf64, inf64, 2, true, true);
    check_canonical(OP_f64_mul, inf64, 0, 2, true, true);
    check_canonical(OP_f64_div, 0, 0, 2, true, true);
}

TEST(a_nan_with_a_payload_comes_out_canonical)
{
    static const uint32_t ones[] = { OP_f32_ceil, OP_f32_floor, OP_f32_trunc, OP_f32_nearest, OP_f32_sqrt };
    static const uint32_t wide_ones[] = { OP_f64_ceil, OP_f64_floor, OP_f64_trunc, OP_f64_nearest, OP_f64_sqrt };
    static const uint32_t twos[] = { OP_f32_add, OP_f32_sub, OP_f32_mul, OP_f32_div, OP_f32_min, OP_f32_max };
    static const uint32_t wide_twos[] = { OP_f64_add, OP_f64_sub, OP_f64_mul, OP_f64_div, OP_f64_min, OP_f64_max };
    for (unsigned i = 0; i < 5; i++) {
        check_canonical(ones[i], PAYLOAD_F32, 0, 1, false, false);
        check_canonical(wide_ones[i], PAYLOAD_F64, 0, 1, true, true);
    }
    for (unsigned i = 0; i < 6; i++) {
        check_canonical(twos[i], PAYLOAD_F32, 0x3F800000, 2, false, false);
        check_canonical(twos[i], 0x3F800000, PAYLOAD_F32, 2, false, false);
        check_canonical(wide_twos[i], PAYLOAD_F64, UINT64_C(0x3FF0000000000000), 2, true, true);
        check_canonical(wide_twos[i], UINT64_C(0x3FF0000000000000), PAYLOAD_F64, 2, true, true);
    }
    check_canonical(OP_f64_promote_f32, PAYLOAD_F32, 0, 1, false, true);
    check_canonical(OP_f32_demote_f64, PAYLOAD_F64, 0, 1, true, false);
}
