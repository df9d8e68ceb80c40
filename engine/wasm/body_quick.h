/* The instructions that most code is made of, checked in one go: numbers, locals
 * and globals of numeric types, loads and stores of a first memory of 32-bit
 * addresses, plain blocks and branches, calls. Whatever else stands there, or isn't in order, is
 * left untouched for body_next's whole rules, which also find the words for it.
 * For the body*.c files and translate_walk.c alone.
 *
 * The same code serves body_next, one instruction at a time; body_skim, which
 * keeps `quick` in registers and drops what nobody sees; and the translator.
 */
#ifndef INLAY_WASM_BODY_QUICK_H
#define INLAY_WASM_BODY_QUICK_H

#include "engine/wasm/body_stack.h"

/* All of it becomes part of its two users. */
#define QUICK static inline __attribute__((always_inline))

typedef enum quick_form {
    QUICK_NONE, QUICK_UNARY, QUICK_BINARY, QUICK_I32, QUICK_I64, QUICK_F32, QUICK_F64, QUICK_LOAD, QUICK_STORE,
    QUICK_GET, QUICK_SET, QUICK_TEE, QUICK_GLOBAL_GET, QUICK_GLOBAL_SET, QUICK_DROP, QUICK_SELECT, QUICK_BR_IF,
    QUICK_BR, QUICK_RETURN, QUICK_UNREACHABLE, QUICK_BLOCK, QUICK_IF, QUICK_ELSE, QUICK_END, QUICK_CALL
} quick_form;

/* By opcode byte. */
typedef struct quick_row {
    uint16_t op;
    uint8_t  form, takes, gives;
    uint8_t  align;               /* the most, as an exponent of 2 */
} quick_row;

extern const quick_row body_quick_rows[256 + 8];

typedef struct body_quick {
    const uint8_t   *next;
    wasm_type       *top;         /* behind the highest operand */
    const uint8_t   *end, *safe;  /* before `safe`, the longest instruction stays within the module */
    const wasm_type *floor, *room;   /* where the innermost frame starts; up to `room` one more may be pushed */
    const wasm_type *locals;
    uint32_t         local_count; /* of those listed */
} body_quick;

/* The longest: an opcode, alignment and offset, of at most 5 bytes each here. */
enum { QUICK_LONGEST = 11 };

QUICK body_quick body_quick_open(const body *w)
{
    return (body_quick){
        .next = w->r.next, .top = w->stack + w->height, .end = w->r.end, .safe = w->quick_end,
        .floor = w->stack + w->floor, .room = w->stack + (w->stack_capacity - BODY_ROOM - 1),
        .locals = w->near_types, .local_count = w->near_count,
    };
}

QUICK bool quick_is_number(wasm_type type) { return type - WASM_F64 <= WASM_I32 - WASM_F64; }

/* LEB128 of 32 bits without a bound: null where it isn't one. */
QUICK const uint8_t *quick_u32(const uint8_t *at, uint32_t *value)
{
    uint32_t bits = *at++;
    if (bits < 0x80)
        return *value = bits, at;
    bits = (bits & 0x7F) | (uint32_t)*at << 7;
    if (*at++ < 0x80)
        return *value = bits, at;
    bits = (bits & 0x3FFF) | (uint32_t)*at << 14;
    if (*at++ < 0x80)
        return *value = bits, at;
    bits = (bits & 0x1FFFFF) | (uint32_t)*at << 21;
    if (*at++ < 0x80)
        return *value = bits, at;
    *value = (bits & 0xFFFFFFF) | (uint32_t)*at << 28;
    return *at < 0x10 ? at + 1 : NULL;
}

/* Signed, of 32 bits. */
QUICK const uint8_t *quick_s32(const uint8_t *at, int32_t *value)
{
    uint32_t bits = *at++;
    if (bits < 0x80)
        return *value = (int32_t)(bits << 25) >> 25, at;
    bits = (bits & 0x7F) | (uint32_t)*at << 7;
    if (*at++ < 0x80)
        return *value = (int32_t)(bits << 18) >> 18, at;
    bits = (bits & 0x3FFF) | (uint32_t)*at << 14;
    if (*at++ < 0x80)
        return *value = (int32_t)(bits << 11) >> 11, at;
    bits = (bits & 0x1FFFFF) | (uint32_t)*at << 21;
    if (*at++ < 0x80)
        return *value = (int32_t)(bits << 4) >> 4, at;
    *value = (int32_t)((bits & 0xFFFFFFF) | (uint32_t)*at << 28);
    return *at < 0x08 || (*at >= 0x78 && *at < 0x80) ? at + 1 : NULL;
}

QUICK const uint8_t *quick_s64(const uint8_t *at, uint64_t *value)
{
    uint64_t bits = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
        bits |= (uint64_t)(*at & 0x7F) << shift;
        if (*at++ < 0x80)
            return *value = (uint64_t)((int64_t)(bits << (57 - shift)) >> (57 - shift)), at;
    }
    *value = bits | (uint64_t)*at << 63;
    return *at == 0 || *at == 0x7F ? at + 1 : NULL;
}

/* So many bytes, the lowest first. */
QUICK uint64_t quick_fixed(const uint8_t *at, unsigned bytes)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < bytes; i++)
        bits |= (uint64_t)at[i] << 8 * i;
    return bits;
}

/* memarg: of memory 0. */
QUICK const uint8_t *quick_memarg(const body *w, const uint8_t *at, uint8_t align, immediates *imm)
{
    uint32_t offset;
    imm->index = 0;
    imm->align = *at;
    if (*at > align || !w->near_memory)
        return NULL;
    at = quick_u32(at + 1, &offset);
    imm->offset = offset;
    return at;
}

/* One numeric local, by its number: its type, or 0. */
QUICK const uint8_t *quick_local(const body_quick *q, const uint8_t *at, immediates *imm, wasm_type *type)
{
    at = quick_u32(at, &imm->index);
    *type = at && imm->index < q->local_count ? q->locals[imm->index] : 0;
    return quick_is_number(*type) ? at : NULL;
}

QUICK const uint8_t *quick_global(const body *w, const uint8_t *at, immediates *imm, wasm_type *type, bool sets)
{
    at = quick_u32(at, &imm->index);
    if (!at || imm->index >= w->module->global_count)
        return NULL;
    const wasm_global_type *global = &w->module->globals[imm->index].type;
    *type = global->type;
    return quick_is_number(*type) && (!sets || global->is_mutable) ? at : NULL;
}

/* A label whose frame is of the short kind and wants nothing. */
QUICK const uint8_t *quick_label(const body *w, const uint8_t *at, immediates *imm)
{
    at = quick_u32(at, &imm->index);
    if (!at || imm->index >= w->frame_count)
        return NULL;
    const body_frame *f = body_label(w, imm->index);
    return !f->type && (f->op == OP_loop || f->single == WASM_NONE) ? at : NULL;
}

/* The instruction is read and applied: it ends at `at`. */
#define QUICK_DONE(top_then) (q->next = at, q->top = (top_then), true)

/* What only pushes. */
QUICK bool quick_push(const body *w, body_quick *q, const quick_row *row, quick_form form, immediates *imm)
{
    const uint8_t *at = q->next + 1;
    wasm_type type = row->gives;
    int32_t small;
    switch (form) {
    case QUICK_GET:        at = quick_local(q, at, imm, &type); break;
    case QUICK_GLOBAL_GET: at = quick_global(w, at, imm, &type, false); break;
    case QUICK_I32:        at = quick_s32(at, &small); imm->value.i32 = (uint32_t)small; break;
    case QUICK_I64:        at = quick_s64(at, &imm->value.i64); break;
    case QUICK_F32:        imm->value.i32 = (uint32_t)quick_fixed(at, 4); at += 4; break;
    case QUICK_F64:        imm->value.i64 = quick_fixed(at, 8); at += 8; break;
    default:               return false;
    }
    if (!at || at > q->end || q->top > q->room)
        return false;
    *q->top = type;
    return QUICK_DONE(q->top + 1);
}

/* What takes one operand, and may give one in its place. */
QUICK bool quick_one(const body *w, body_quick *q, const quick_row *row, quick_form form, immediates *imm)
{
    const uint8_t *at = q->next + 1;
    if (q->top == q->floor)
        return false;
    wasm_type type = row->takes, found = q->top[-1], gives = row->gives;
    switch (form) {
    case QUICK_UNARY:      break;
    case QUICK_SET:        at = quick_local(q, at, imm, &type); break;
    case QUICK_TEE:        at = quick_local(q, at, imm, &type); gives = type; break;
    case QUICK_LOAD:       at = quick_memarg(w, at, row->align, imm); break;
    case QUICK_BR_IF:      at = quick_label(w, at, imm); break;
    case QUICK_GLOBAL_SET: at = quick_global(w, at, imm, &type, true); break;
    case QUICK_DROP:       type = quick_is_number(found) ? found : WASM_NONE; break;
    default:               return false;
    }
    if (!at || at > q->end || found != type)
        return false;
    q->top[-1] = gives;
    return QUICK_DONE(q->top - !gives);
}

/* What takes more: two of a type, an address and a value, or select's three. */
QUICK bool quick_more(const body *w, body_quick *q, const quick_row *row, quick_form form, immediates *imm)
{
    const uint8_t *at = q->next + 1;
    wasm_type *top = q->top;
    if (top - q->floor < 2)
        return false;
    if (form == QUICK_BINARY) {
        if (top[-1] != row->takes || top[-2] != row->takes)
            return false;
        top[-2] = row->gives;
        return QUICK_DONE(top - 1);
    }
    if (form == QUICK_STORE) {
        at = quick_memarg(w, at, row->align, imm);
        return at && at <= q->end && top[-1] == row->takes && top[-2] == WASM_I32 && QUICK_DONE(top - 2);
    }
    return top - q->floor > 2 && top[-1] == WASM_I32 && top[-2] == top[-3] && quick_is_number(top[-2]) && QUICK_DONE(top - 2);
}

/* ---- control ---- */

/* The innermost frame's operands are at most one number, and just that. */
QUICK bool quick_leaves(const body_quick *q, const body_frame *f, wasm_type single)
{
    ptrdiff_t there = q->top - q->floor;
    if (single == WASM_NONE)
        return there == 0;
    return quick_is_number(single) && (there == 1 ? q->top[-1] == single : there == 0 && f->unreachable);
}

QUICK bool quick_gives(const body_quick *q, const body_frame *f) { return !f->type && quick_leaves(q, f, f->single); }

/* Room for a frame, and one that takes nothing and gives at most a number. */
QUICK bool quick_block(body *w, body_quick *q, uint32_t op, immediates *imm)
{
    uint8_t result = q->next[1];
    if (w->frame_count >= w->frame_capacity || (result != WASM_NONE && result < WASM_F64) || result > WASM_I32 || q->next + 2 > q->end)
        return false;
    const body_frame *outer = &w->frames[w->frame_count - 1];
    uint32_t height = (uint32_t)(q->top - w->stack);
    w->frames[w->frame_count] = (body_frame){
        .op = (uint16_t)op, .dead = outer->unreachable || outer->dead, .height = height, .slots = height + w->wide,
        .start = (uint32_t)(q->next - w->module->file), .single = result, .inits = w->init_count,
    };
    w->frame_count++;
    imm->block = result == WASM_NONE ? BLOCK_EMPTY : -1;
    imm->block_type = result;
    w->floor = height;
    q->floor = q->top;
    q->next += 2;
    return true;
}

/* Likewise, where a condition is there. */
QUICK bool quick_if(body *w, body_quick *q, immediates *imm)
{
    if (q->top == q->floor || q->top[-1] != WASM_I32)
        return false;
    q->top--;
    if (quick_block(w, q, OP_if, imm))
        return true;
    q->top++;
    return false;
}

QUICK bool quick_else(body *w, body_quick *q)
{
    body_frame *f = &w->frames[w->frame_count - 1];
    if (f->op != OP_if || !quick_gives(q, f) || f->inits != w->init_count)
        return false;
    w->closed = *f;
    f->op = OP_else;
    f->unreachable = false;
    f->checked = 0;
    q->top = w->stack + f->height;
    q->next++;
    return true;
}

/* The end of a block, or of an if that gives nothing. */
QUICK bool quick_end(body *w, body_quick *q)
{
    body_frame *f = &w->frames[w->frame_count - 1];
    if (w->frame_count < 2 || q->top > q->room || !quick_gives(q, f) || f->inits != w->init_count || (f->op == OP_if && f->single != WASM_NONE))
        return false;
    w->closed = *f;
    w->frame_count--;
    w->floor = f[-1].height;
    q->top = w->stack + f->height;
    if (f->single != WASM_NONE)
        *q->top++ = f->single;
    q->floor = w->stack + w->floor;
    q->next++;
    return true;
}

/* The function's, which gives at most a number. */
QUICK bool quick_last_end(body *w, body_quick *q)
{
    const body_frame *f = &w->frames[0];
    if (w->frame_count != 1 || f->type->result_count > 1 || q->next + 1 != q->end || f->inits != w->init_count)
        return false;
    wasm_type single = f->type->result_count ? f->type->results[0] : WASM_NONE;
    if (!quick_leaves(q, f, single))
        return false;
    w->closed = *f;
    w->frame_count = 0;
    w->floor = 0;
    w->quick_end = NULL;
    q->floor = q->top = w->stack;
    if (single != WASM_NONE)
        *q->top++ = single;
    q->next++;
    return true;
}

/* The rest of the frame is dead. */
QUICK bool quick_unreachable(body *w, body_quick *q, const uint8_t *at)
{
    if (!at || at > q->end)
        return false;
    body_frame *f = &w->frames[w->frame_count - 1];
    f->unreachable = true;
    w->wide = f->slots - f->height;
    q->top = w->stack + f->height;
    q->next = at;
    return true;
}

QUICK bool quick_br(body *w, body_quick *q, immediates *imm)
{
    return quick_unreachable(w, q, quick_label(w, q->next + 1, imm));
}

/* Of at most one number, which is there. */
QUICK bool quick_return(body *w, body_quick *q)
{
    body_types results = body_results(&w->frames[0]);
    if (results.count > 1 || (results.count && (!quick_is_number(results.types[0]) || q->top == q->floor || q->top[-1] != results.types[0])))
        return false;
    return quick_unreachable(w, q, q->next + 1);
}

/* A call whose operands are exactly what is wanted, without vectors. */
QUICK bool quick_call(body *w, body_quick *q, immediates *imm)
{
    const uint8_t *at = quick_u32(q->next + 1, &imm->index);
    if (!at || at > q->end || imm->index >= w->module->func_count)
        return false;
    const wasm_functype *callee = module_functype(w->module, imm->index);
    uint32_t params = callee->param_count, results = callee->result_count;
    if (results > 1 || q->top > q->room || callee->param_slots != params || callee->result_slots != results || w->listed + params + results > w->listed_most)
        return false;
    if ((size_t)(q->top - q->floor) < params)
        return false;
    for (uint32_t i = 0; i < params; i++)
        if (q->top[(ptrdiff_t)i - (ptrdiff_t)params] != callee->params[i])
            return false;
    w->listed += params + results;
    w->callee = callee;
    q->top -= params;
    if (results)
        *q->top++ = callee->results[0];
    q->next = at;
    return true;
}

/* One instruction. False: nothing has changed but *imm. */
QUICK bool quick_step(body *w, body_quick *q, uint32_t *op, immediates *imm)
{
    if (q->next >= q->safe)
        return false;
    const quick_row *row = &body_quick_rows[*q->next];
    *op = row->op;
    switch ((quick_form)row->form) {
    case QUICK_NONE:       return false;
    case QUICK_GET:        return quick_push(w, q, row, QUICK_GET, imm);
    case QUICK_GLOBAL_GET: return quick_push(w, q, row, QUICK_GLOBAL_GET, imm);
    case QUICK_I32:        return quick_push(w, q, row, QUICK_I32, imm);
    case QUICK_I64:        return quick_push(w, q, row, QUICK_I64, imm);
    case QUICK_F32:        return quick_push(w, q, row, QUICK_F32, imm);
    case QUICK_F64:        return quick_push(w, q, row, QUICK_F64, imm);
    case QUICK_UNARY:      return quick_one(w, q, row, QUICK_UNARY, imm);
    case QUICK_SET:        return quick_one(w, q, row, QUICK_SET, imm);
    case QUICK_TEE:        return quick_one(w, q, row, QUICK_TEE, imm);
    case QUICK_LOAD:       return quick_one(w, q, row, QUICK_LOAD, imm);
    case QUICK_BR_IF:      return quick_one(w, q, row, QUICK_BR_IF, imm);
    case QUICK_GLOBAL_SET: return quick_one(w, q, row, QUICK_GLOBAL_SET, imm);
    case QUICK_DROP:       return quick_one(w, q, row, QUICK_DROP, imm);
    case QUICK_BR:         return quick_br(w, q, imm);
    case QUICK_RETURN:     return quick_return(w, q);
    case QUICK_UNREACHABLE: return quick_unreachable(w, q, q->next + 1);
    case QUICK_BLOCK:      return quick_block(w, q, *op, imm);
    case QUICK_IF:         return quick_if(w, q, imm);
    case QUICK_ELSE:       return quick_else(w, q);
    case QUICK_END:        return quick_end(w, q) || quick_last_end(w, q);
    case QUICK_CALL:       return quick_call(w, q, imm);
    case QUICK_BINARY:     return quick_more(w, q, row, QUICK_BINARY, imm);
    case QUICK_STORE:      return quick_more(w, q, row, QUICK_STORE, imm);
    case QUICK_SELECT:     return quick_more(w, q, row, QUICK_SELECT, imm);
    }
    UNREACHABLE();
}

#undef QUICK_DONE
#undef QUICK

#endif
