/* Constant expressions: validated already, so only evaluated. */
#include "engine/wasm/constant.h"

#include "engine/base/limits.h"
#include "engine/wasm/numeric.h"
#include "engine/wasm/opcode.h"

enum { CONSTANT_NEAR = 16 };

typedef struct constant_stack {
    const instance *in;
    wasm_slot      *slots;
    uint32_t        height, capacity;
    wasm_slot       high;                 /* the upper half of a v128: where there is one, nothing else is */
    bool            is_wide;
} constant_stack;

static void calculate(constant_stack *s, uint32_t op)
{
    wasm_slot b = s->slots[--s->height], *a = &s->slots[s->height - 1];
    switch (op) {
    case OP_i32_add: a->i32 += b.i32; break;
    case OP_i32_sub: a->i32 -= b.i32; break;
    case OP_i32_mul: a->i32 *= b.i32; break;
    case OP_i64_add: a->i64 += b.i64; break;
    case OP_i64_sub: a->i64 -= b.i64; break;
    case OP_i64_mul: a->i64 *= b.i64; break;
    }
}

static void step(constant_stack *s, uint32_t op, const immediates *imm)
{
    wasm_slot value = { .bits = 0 };
    switch (op) {
    case OP_i32_const:
    case OP_f32_const:  value.i32 = imm->value.i32; break;
    case OP_i64_const:
    case OP_f64_const:  value.i64 = imm->value.i64; break;
    case OP_v128_const:
        numeric_move(&value.bits, imm->value.v128, 8);
        numeric_move(&s->high.bits, imm->value.v128 + 8, 8);
        s->is_wide = true;
        break;
    case OP_global_get:
        value = s->in->globals[imm->index][0];
        s->is_wide = s->in->module->globals[imm->index].type.type == WASM_V128;
        if (s->is_wide)
            s->high = s->in->globals[imm->index][1];
        break;
    case OP_ref_func:   value.ref = s->in->funcs[imm->index] + 1; break;
    case OP_ref_null:   break;
    default:            calculate(s, op); return;
    }
    s->slots[s->height++] = value;
}

/* Deep ones are rare: they get a slot for each byte, and at most as many as any body may have. */
static bool evaluate(const instance *i, wasm_span expression, wasm_slot *slots, uint32_t capacity, wasm_slot *out)
{
    constant_stack s = { .in = i, .slots = slots, .capacity = capacity };
    const uint8_t *bytes = i->module->file + expression.offset;
    error err = { 0 };
    reader r = { bytes, bytes + expression.size, i->module->file, &err };
    for (uint32_t op; (op = opcode_read(&r)) != OP_end && reader_ok(&r);) {
        immediates imm;
        if (s.height == s.capacity)
            return false;
        opcode_read_immediates(&r, op, &imm);
        step(&s, op, &imm);
    }
    out[0] = s.slots[0];
    if (s.is_wide)
        out[1] = s.high;
    return true;
}

bool constant_evaluate(const wasm_store *s, const instance *i, wasm_span expression, wasm_slot *out)
{
    wasm_slot near[CONSTANT_NEAR];
    if (evaluate(i, expression, near, CONSTANT_NEAR, out))
        return true;
    uint32_t room = expression.size < LIMIT_OPERANDS ? (uint32_t)expression.size : LIMIT_OPERANDS;
    wasm_slot *far = budget_alloc(s->budget, room * sizeof *far);
    bool ok = far && evaluate(i, expression, far, room, out);
    budget_free(s->budget, far, room * sizeof *far);
    return ok;
}
