/* The instructions that most code is made of, read and translated in one go:
 * those that body_quick.h knows. Each is checked as body_next would, and gives
 * the cells that it gives when it comes from there.
 */
#include "engine/wasm/body_quick.h"
#include "engine/wasm/translate.h"

/* What of the walker the translator looks at. */
static inline void show(translator *t, const body_quick *q)
{
    t->w.r.next = q->next;
    t->w.height = (uint32_t)(q->top - t->w.stack);
}

static inline void spend(translator *t)
{
    fuel_spend(&t->fuel, 1);
    translate_count(t, 1);
}

/* Where one was pushed: the most that there were at once. */
static inline void note_height(const translator *t, const body_quick *q, uint32_t *most)
{
    uint32_t height = (uint32_t)(q->top - t->w.stack);
    *most = height > *most ? height : *most;
}

/* As translate_get: of a numeric local, which was set already. */
static inline void get(translator *t, uint32_t local, wasm_type type)
{
    if (t->w.local_slots == t->w.local_count && t->is_set[local])
        translate_push_local(t, type, (uint16_t)local);
    else
        translate_get(t, local, type);
}

static inline __attribute__((always_inline)) bool push(translator *t, body_quick *q, uint32_t *most, const quick_row *row, quick_form form)
{
    immediates *imm = &t->w.imm;
    if (!quick_push(&t->w, q, row, form, imm))
        return false;
    spend(t);
    note_height(t, q, most);
    wasm_type type = q->top[-1];
    switch (form) {
    case QUICK_GET: get(t, imm->index, type); break;
    case QUICK_I64:
    case QUICK_F64: translate_push_constant(t, type, imm->value.i64); break;
    case QUICK_GLOBAL_GET:
        show(t, q);
        translate_other(t);
        break;
    default:        translate_push_constant(t, type, imm->value.i32); break;
    }
    return true;
}

static inline __attribute__((always_inline)) bool one(translator *t, body_quick *q, const quick_row *row, quick_form form)
{
    immediates *imm = &t->w.imm;
    if (!quick_one(&t->w, q, row, form, imm))
        return false;
    spend(t);
    switch (form) {
    case QUICK_SET:   translate_set(t, imm->index, false, WASM_NONE); break;
    case QUICK_TEE:   translate_set(t, imm->index, true, q->top[-1]); break;
    case QUICK_LOAD:  translate_load(t); break;
    case QUICK_BR_IF: translate_branch_if(t); break;
    case QUICK_DROP:  translate_drop(t, 1); break;
    case QUICK_GLOBAL_SET: translate_other(t); break;
    default:          translate_unary(t); break;
    }
    return true;
}

static inline __attribute__((always_inline)) bool more(translator *t, body_quick *q, const quick_row *row, quick_form form)
{
    if (!quick_more(&t->w, q, row, form, &t->w.imm))
        return false;
    spend(t);
    switch (form) {
    case QUICK_BINARY: translate_binary(t); break;
    case QUICK_STORE:  translate_store(t); break;
    default:
        show(t, q);
        translate_other(t);
        break;
    }
    return true;
}

static inline bool block(translator *t, body_quick *q)
{
    if (!quick_block(&t->w, q, t->w.op, &t->w.imm))
        return false;
    if (t->w.op == OP_loop)
        translate_begin_loop(t);
    else
        translate_begin_block(t);
    return true;
}

static inline bool block_if(translator *t, body_quick *q)
{
    if (!quick_if(&t->w, q, &t->w.imm))
        return false;
    spend(t);
    translate_begin_if(t);
    return true;
}

static inline bool block_else(translator *t, body_quick *q)
{
    if (!quick_else(&t->w, q))
        return false;
    translate_begin_else(t);
    return true;
}

static inline bool end(translator *t, body_quick *q, uint32_t *most)
{
    if (!quick_end(&t->w, q) && !quick_last_end(&t->w, q))
        return false;
    note_height(t, q, most);
    translate_end_block(t);
    return true;
}

/* What is left of the block is dead; mostly that is nothing, and it ends. False: there is more. */
static inline bool leave(translator *t, body_quick *q, uint32_t *most)
{
    body *w = &t->w;
    translate_control(t);
    quick_form form = q->next < q->safe ? (quick_form)body_quick_rows[*q->next].form : QUICK_NONE;
    w->was_dead = true;
    bool is_over = form == QUICK_END ? end(t, q, most) : form == QUICK_ELSE && block_else(t, q);
    w->was_dead = false;
    return is_over;
}

/* What became of an instruction. */
typedef enum step_outcome { STEP_NOT_MINE, STEP_DONE, STEP_LEFT } step_outcome;      /* left: the block, with what was dead of it; no mark belongs there */

static inline __attribute__((always_inline)) step_outcome go(translator *t, body_quick *q, uint32_t *most, quick_form form)
{
    bool is_read = form == QUICK_BR ? quick_br(&t->w, q, &t->w.imm) : form == QUICK_RETURN ? quick_return(&t->w, q) : quick_unreachable(&t->w, q, q->next + 1);
    if (!is_read)
        return STEP_NOT_MINE;
    spend(t);
    return leave(t, q, most) ? STEP_LEFT : STEP_NOT_MINE;
}

static inline bool call(translator *t, body_quick *q, uint32_t *most)
{
    if (!quick_call(&t->w, q, &t->w.imm))
        return false;
    note_height(t, q, most);
    uint32_t units = 1 + fuel_beyond(t->w.callee->param_slots, FUEL_FREE_MOVES);
    fuel_spend(&t->fuel, units);
    translate_count(t, units);
    translate_call(t);
    return true;
}

static inline __attribute__((always_inline)) step_outcome step(translator *t, body_quick *q, uint32_t *most)
{
    const quick_row *row = &body_quick_rows[*q->next];
    t->w.op = row->op;
    switch ((quick_form)row->form) {
    case QUICK_NONE:       return STEP_NOT_MINE;
    case QUICK_BR:         return go(t, q, most, QUICK_BR);
    case QUICK_RETURN:     return go(t, q, most, QUICK_RETURN);
    case QUICK_UNREACHABLE: return go(t, q, most, QUICK_UNREACHABLE);
    case QUICK_GET:        return push(t, q, most, row, QUICK_GET);
    case QUICK_GLOBAL_GET: return push(t, q, most, row, QUICK_GLOBAL_GET);
    case QUICK_I32:        return push(t, q, most, row, QUICK_I32);
    case QUICK_I64:        return push(t, q, most, row, QUICK_I64);
    case QUICK_F32:        return push(t, q, most, row, QUICK_F32);
    case QUICK_F64:        return push(t, q, most, row, QUICK_F64);
    case QUICK_UNARY:      return one(t, q, row, QUICK_UNARY);
    case QUICK_SET:        return one(t, q, row, QUICK_SET);
    case QUICK_TEE:        return one(t, q, row, QUICK_TEE);
    case QUICK_LOAD:       return one(t, q, row, QUICK_LOAD);
    case QUICK_BR_IF:      return one(t, q, row, QUICK_BR_IF);
    case QUICK_GLOBAL_SET: return one(t, q, row, QUICK_GLOBAL_SET);
    case QUICK_DROP:       return one(t, q, row, QUICK_DROP);
    case QUICK_BLOCK:      return block(t, q);
    case QUICK_IF:         return block_if(t, q);
    case QUICK_ELSE:       return block_else(t, q);
    case QUICK_END:        return end(t, q, most);
    case QUICK_CALL:       return call(t, q, most);
    case QUICK_BINARY:     return more(t, q, row, QUICK_BINARY);
    case QUICK_STORE:      return more(t, q, row, QUICK_STORE);
    case QUICK_SELECT:     return more(t, q, row, QUICK_SELECT);
    }
    UNREACHABLE();
}

void translate_walk(translator *t)
{
    body *w = &t->w;
    if (t->wants_offsets || w->r.next >= w->quick_end || body_is_dead(w))
        return;
    body_quick q = body_quick_open(w);
    uint32_t most = w->max_slots - w->wide;
    w->was_dead = false;
    step_outcome outcome;
    while (q.next < q.safe && (outcome = step(t, &q, &most)) != STEP_NOT_MINE) {
        if (t->fuel.text >= FUEL_MARK && outcome != STEP_LEFT)
            translate_mark(t);
        if (t->fuel.failed)
            break;
    }
    show(t, &q);
    if (most + w->wide > w->max_slots)
        w->max_slots = most + w->wide;
}
