/* Constant expressions: validated already, so only evaluated. */
#include "engine/wasm/constant.h"

#include "engine/wasm/aggregate.h"
#include "engine/wasm/opcode.h"

enum { CONSTANT_NEAR = 16 };

/* A v128 takes two slots, as in a frame. */
typedef struct constant_stack {
    wasm_store     *store;
    const instance *in;
    wasm_slot      *slots;
    uint32_t        height;
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

/* ---- objects: nothing is collected here, so what stands on the stack is safe ---- */

/* 0: no room. The first `bytes` are paid for before they are written. */
static uint32_t make(constant_stack *s, uint64_t bytes)
{
    uint32_t ref = heap_alloc(&s->store->heap, bytes);
    if (ref)
        sized_charge(s->store, bytes);
    return ref;
}

static bool push_ref(constant_stack *s, uint32_t ref)
{
    s->slots[s->height++] = (wasm_slot){ .ref = ref };
    return ref != 0;
}

static bool make_struct(constant_stack *s, uint32_t type, bool is_default)
{
    const wasm_deftype *d = &s->store->types.types[type];
    uint32_t ref = make(s, type_struct_bytes(d));
    for (uint32_t i = 0; i < d->field_count && !is_default; i++)
        s->height -= wasm_type_slots(d->fields[i].type);
    if (ref)
        aggregate_put_struct(s->store, ref, type, is_default ? NULL : s->slots + s->height);
    return push_ref(s, ref);
}

static bool make_array(constant_stack *s, uint32_t type, uint32_t length, const wasm_slot *values)
{
    wasm_type element = s->store->types.types[type].fields[0].type;
    uint32_t ref = make(s, TYPE_ARRAY_HEAD + (uint64_t)length * type_storage(element));
    if (ref)
        aggregate_put_array(s->store, ref, type, length, values);
    return push_ref(s, ref);
}

/* array.new: one value for all elements. */
static bool make_filled(constant_stack *s, uint32_t type)
{
    wasm_type element = s->store->types.types[type].fields[0].type;
    uint32_t length = s->slots[--s->height].i32, size = type_storage(element);
    s->height -= wasm_type_slots(element);
    wasm_slot value[2] = { s->slots[s->height], s->slots[s->height + 1] };
    if (!make_array(s, type, length, NULL))
        return false;
    uint8_t *to = heap_at(&s->store->heap, s->slots[s->height - 1].ref) + TYPE_ARRAY_HEAD;
    for (uint32_t i = 0; i < length; i++)
        aggregate_put(to + (size_t)i * size, element, value);
    return true;
}

static bool aggregate(constant_stack *s, uint32_t op, const immediates *imm)
{
    uint32_t type = s->in->type_ids[imm->index];
    switch (op) {
    case OP_struct_new:         return make_struct(s, type, false);
    case OP_struct_new_default: return make_struct(s, type, true);
    case OP_array_new:          return make_filled(s, type);
    case OP_array_new_default:  return make_array(s, type, s->slots[--s->height].i32, NULL);
    }
    s->height -= imm->count * wasm_type_slots(s->store->types.types[type].fields[0].type);
    return make_array(s, type, imm->count, s->slots + s->height);
}

/* ---- one instruction ---- */

static void push_global(constant_stack *s, uint32_t index)
{
    s->slots[s->height++] = s->in->globals[index][0];
    if (s->in->module->globals[index].type.type == WASM_V128)
        s->slots[s->height++] = s->in->globals[index][1];
}

/* False: no memory. */
static bool step(constant_stack *s, uint32_t op, const immediates *imm)
{
    wasm_slot *top = &s->slots[s->height];
    switch (op) {
    case OP_i32_const:
    case OP_f32_const:  *top = (wasm_slot){ .i32 = imm->value.i32 }; s->height++; return true;
    case OP_i64_const:
    case OP_f64_const:  *top = (wasm_slot){ .i64 = imm->value.i64 }; s->height++; return true;
    case OP_v128_const:
        aggregate_get_wide(top, imm->value.v128);
        s->height += 2;
        return true;
    case OP_global_get: push_global(s, imm->index); return true;
    case OP_ref_func:   return push_ref(s, s->in->funcs[imm->index] + 1);
    case OP_ref_null:   push_ref(s, 0); return true;
    case OP_ref_i31:    top[-1] = (wasm_slot){ .ref = reference_of_i31(top[-1].i32) }; return true;
    case OP_any_convert_extern:
    case OP_extern_convert_any: return true;
    case OP_struct_new: case OP_struct_new_default: case OP_array_new: case OP_array_new_default: case OP_array_new_fixed:
        return aggregate(s, op, imm);
    default:            calculate(s, op); return true;
    }
}

static bool evaluate(wasm_store *store, const instance *i, wasm_span expression, wasm_slot *slots, wasm_slot *out)
{
    constant_stack s = { .store = store, .in = i, .slots = slots };
    const uint8_t *bytes = i->module->file + expression.offset;
    error err;
    error_open(&err);
    reader r = { bytes, bytes + expression.size, i->module->file, &err };
    for (uint32_t op; (op = opcode_read(&r)) != OP_end && reader_ok(&r);) {
        immediates imm;
        opcode_read_immediates(&r, op, &imm);
        if (!step(&s, op, &imm))
            return false;
    }
    out[0] = s.slots[0];
    if (s.height > 1)
        out[1] = s.slots[1];
    return true;
}

/* No instruction pushes more slots than it has bytes; a slot more is looked at than pushed. */
bool constant_evaluate(wasm_store *s, const instance *i, wasm_span expression, wasm_slot *out)
{
    wasm_slot near[CONSTANT_NEAR + 1];
    if (expression.size <= CONSTANT_NEAR)
        return evaluate(s, i, expression, near, out);
    wasm_slot *far = budget_alloc(s->budget, (expression.size + 1) * sizeof *far);
    bool ok = far && evaluate(s, i, expression, far, out);
    budget_free(s->budget, far, far ? (expression.size + 1) * sizeof *far : 0);
    return ok;
}
