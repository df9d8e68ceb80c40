/* Forwards: found by their bytes, gone through without their cells. */
#include "engine/wasm/forward.h"

#include "engine/base/reader.h"

#include <string.h>

/* ---- finding them ---- */

static uint32_t own_functions(const wasm_module *m) { return m->func_count - m->func_import_count; }

enum { LOCAL_GET = 0x20, I32_CONST = 0x41, CALL_INDIRECT = 0x11, END = 0x0B };

/* local.get 0 … local.get n, i32.const k, call_indirect of the function's own type. */
static bool read_forward(const wasm_module *m, const wasm_func *f, code_forward *w)
{
    error err = { 0 };
    const wasm_functype *type = &m->types[f->type].func;
    const uint8_t *at = m->file + f->body.offset;
    reader r = { at, at + f->body.size, m->file, &err };
    bool good = read_u32(&r) == 0 && type->param_slots == type->param_count;
    for (uint32_t i = 0; good && i < type->param_count; i++)
        good = read_u8(&r) == LOCAL_GET && read_u32(&r) == i;
    if (!good || read_u8(&r) != I32_CONST)
        return false;
    w->element = (uint32_t)read_s32(&r);
    good = read_u8(&r) == CALL_INDIRECT;
    w->type = read_u32(&r);
    w->table = read_u32(&r);
    w->params = (uint16_t)type->param_slots;
    w->results = (uint16_t)type->result_slots;
    return good && w->type == f->type && read_u8(&r) == END && reader_ok(&r) && !reader_left(&r) && type->param_slots <= UINT16_MAX;
}

/* Modules that hold nothing else: then it takes no place elsewhere. */
static void find_forwards(wasm_code *c)
{
    const wasm_module *m = c->module;
    uint32_t count = own_functions(m);
    code_forward first;
    c->is_searched = true;
    if (!count || !read_forward(m, &m->funcs[m->func_import_count], &first))
        return;
    code_forward *all = budget_zalloc(c->budget, count * sizeof *all);
    if (!all)
        return;
    for (uint32_t i = 0; i < count; i++)
        if (!read_forward(m, &m->funcs[m->func_import_count + i], &all[i])) {
            budget_free(c->budget, all, count * sizeof *all);
            return;
        }
    c->forwards = all;
}

void forward_learn(wasm_state *st)
{
    wasm_code *c = st->instance->code;
    if (!c->is_searched)
        find_forwards(c);
    if (!c->forwards)
        return;
    const code_function *f = code_get(c, st->top->function);
    c->forwards[f - c->functions].cell = code_unit(f, st->pc);
}

void forward_forget(wasm_code *c)
{
    for (uint32_t i = 0; c->forwards && i < own_functions(c->module); i++)
        c->forwards[i].cell = 0;
}

void forward_close(wasm_code *c)
{
    if (c->forwards)
        budget_free(c->budget, c->forwards, own_functions(c->module) * sizeof *c->forwards);
    c->forwards = NULL;
}

/* ---- going through ---- */

/* Two at most, nearly always. */
static inline void copy_slots(wasm_slot *to, const wasm_slot *from, uint32_t count)
{
    if (count)
        to[0] = from[0];
    if (count > 1)
        to[1] = from[1];
    for (uint32_t n = 2; n < count; n++)
        to[n] = from[n];
}

/* The function of ours that it leads to; null: it leads elsewhere, or must say why it can't. */
static const store_native *find_target(const wasm_state *st, const instance *i, const code_forward *w, uint32_t *func)
{
    const table *t = i->tables[w->table];
    if (w->element >= t->size || !t->refs[w->element])
        return NULL;
    *func = t->refs[w->element] - 1;
    const store_func *target = &st->store->funcs[*func];
    return target->instance == STATE_NATIVE && target->type == i->type_ids[w->type] ? target->native : NULL;
}

static native_call *push_both(wasm_state *st, const store_func *f, const wasm_cell *pc, wasm_slot *base, uint32_t func)
{
    wasm_task *t = st->task;
    wasm_frame *top = st->top;
    wasm_slot *slots = base + pc->dst;
    top[1] = (wasm_frame){ .pc = pc, .instance = f->instance, .function = f->code->index, .base = (uint32_t)(base - t->slots) };
    top[2].instance = STATE_NATIVE;
    top[2].function = func;
    top[2].base = (uint32_t)(slots - t->slots);
    top[2].cell = f->instance;
    st->top = top + 2;
    native_call *call = &t->native;
    call->function = func;
    call->caller = f->instance;
    call->state = call->context = 0;
    call->slots = slots;
    return call;
}

bool forward_call(wasm_state *st, const store_func *f, uint32_t shift, run_outcome *out)
{
    wasm_store *s = st->store;
    const instance *i = s->instances[f->instance];
    const code_forward *w = &i->code->forwards[f->code - i->code->functions];
    const int64_t price = STATE_LEAVE_PRICE + f->code->price;
    uint32_t func = 0;
    if (FUEL_ORACLE || !w->cell || !f->code->cells || s->tank.at_hand < price || f->instance == st->instance_number)
        return false;
    const store_native *native = find_target(st, i, w, &func);
    const wasm_cell *pc = code_cell(f->code, w->cell);
    wasm_slot *base = st->fp + shift;
    if (!native || st->top + 2 >= st->frame_end || st->slot_end - base < (ptrdiff_t)f->code->slots
        || st->slot_end - base < (ptrdiff_t)(pc->dst + native->slots))
        return false;

    wasm_frame *top = st->top;
    native_call *call = push_both(st, f, pc, base, func);
    s->tank.at_hand -= price;
    copy_slots(call->slots, base, w->params);
    int answer = native->function(native->user, call);
    if (answer != NATIVE_DONE || s->tank.at_hand < 0) {
        *out = state_take_native(st, answer);
        return true;
    }
    st->top = top;
    base = st->fp + shift;
    copy_slots(base, base + pc->dst, w->results);
    state_read_memory(st);
    st->pc++;
    *out = RUN_ON;
    return true;
}
