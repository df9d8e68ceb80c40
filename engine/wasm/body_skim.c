/* Going over a body without looking at each instruction, for the validator: what
 * body_quick.h knows, as long as it goes on. */
#include "engine/wasm/body_quick.h"

#define TYPE_i32 WASM_I32
#define TYPE_i64 WASM_I64
#define TYPE_f32 WASM_F32
#define TYPE_f64 WASM_F64

/* Those behind a prefix stand where no byte reaches. */
#define CONTROL(byte, name, text, immediates, feature, price)
#define OTHER(byte, name, text, immediates, feature, price)
#define CONST(byte, name, text, type)
#define ROW(byte, name, form, takes, gives, align)           [(byte) < 256 ? (byte) : 256 + ((byte) & 0xFF)] = { OP_##name, form, takes, gives, align },
#define LOAD(byte, name, text, result, stored)               ROW(byte, name, QUICK_LOAD, WASM_I32, TYPE_##result, ALIGN(sizeof(stored)))
#define STORE(byte, name, text, type, stored)                ROW(byte, name, QUICK_STORE, TYPE_##type, 0, ALIGN(sizeof(stored)))
#define ALIGN(bytes)                                         ((bytes) == 8 ? 3 : (bytes) == 4 ? 2 : (bytes) == 2 ? 1 : 0)
#define TEST(byte, name, text, type, test)                   ROW(byte, name, QUICK_UNARY, TYPE_##type, WASM_I32, 0)
#define COMPARE(byte, name, text, type, test)                ROW(byte, name, QUICK_BINARY, TYPE_##type, WASM_I32, 0)
#define UNARY(byte, name, text, result, type, value)         ROW(byte, name, QUICK_UNARY, TYPE_##type, TYPE_##result, 0)
#define BINARY(byte, name, text, result, type, value)        ROW(byte, name, QUICK_BINARY, TYPE_##type, TYPE_##result, 0)
#define DIVIDE(byte, name, text, type, trap, value)          ROW(byte, name, QUICK_BINARY, TYPE_##type, TYPE_##type, 0)
#define CONVERT(byte, name, text, result, type, trap, value) ROW(byte, name, QUICK_UNARY, TYPE_##type, TYPE_##result, 0)
#define VECTOR(...)
#define RELAXED(...)
#define VECTOR_LANE(...)
#define VECTOR_LOAD(...)
#define VECTOR_STORE(...)
#define VECTOR_LOAD_LANE(...)
#define VECTOR_STORE_LANE(...)
#define CONSTANT(name, feature)

const quick_row body_quick_rows[256 + 8] = {
#include "engine/wasm/opcodes.def"
    ROW(0x00, unreachable, QUICK_UNREACHABLE, 0,      0,        0)
    ROW(0x02, block,      QUICK_BLOCK,      0,        0,        0)
    ROW(0x03, loop,       QUICK_BLOCK,      0,        0,        0)
    ROW(0x04, if,         QUICK_IF,         WASM_I32, 0,        0)
    ROW(0x05, else,       QUICK_ELSE,       0,        0,        0)
    ROW(0x0B, end,        QUICK_END,        0,        0,        0)
    ROW(0x0C, br,         QUICK_BR,         0,        0,        0)
    ROW(0x0F, return,     QUICK_RETURN,     0,        0,        0)
    ROW(0x10, call,       QUICK_CALL,       0,        0,        0)
    ROW(0x0D, br_if,      QUICK_BR_IF,      WASM_I32, 0,        0)
    ROW(0x1A, drop,       QUICK_DROP,       0,        0,        0)
    ROW(0x1B, select,     QUICK_SELECT,     0,        0,        0)
    ROW(0x20, local_get,  QUICK_GET,        0,        0,        0)
    ROW(0x21, local_set,  QUICK_SET,        0,        0,        0)
    ROW(0x22, local_tee,  QUICK_TEE,        0,        0,        0)
    ROW(0x23, global_get, QUICK_GLOBAL_GET, 0,        0,        0)
    ROW(0x24, global_set, QUICK_GLOBAL_SET, 0,        0,        0)
    ROW(0x41, i32_const,  QUICK_I32,        0,        WASM_I32, 0)
    ROW(0x42, i64_const,  QUICK_I64,        0,        WASM_I64, 0)
    ROW(0x43, f32_const,  QUICK_F32,        0,        WASM_F32, 0)
    ROW(0x44, f64_const,  QUICK_F64,        0,        WASM_F64, 0)
};

void body_skim(body *w)
{
    body_quick q = body_quick_open(w);
    immediates imm;
    uint32_t op;
    while (quick_step(w, &q, &op, &imm)) {}
    w->r.next = q.next;
    w->height = (uint32_t)(q.top - w->stack);
}
