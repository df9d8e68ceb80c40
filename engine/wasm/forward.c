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

static void remember(const wasm_state *st, uint32_t func, forward_memo *m)
{
    const store_func *f = &st->store->funcs[func];
    const instance *i = st->store->instances[f->instance];
    const code_forward *w = &i->code->forwards[f->code - i->code->functions];
    *m = (forward_memo){ .instance = f->instance, .code = f->code, .way = w, .table = i->tables[w->table] };
    m->native = w->cell ? find_target(st, i, w, &m->target) : NULL;
    m->func = m->native ? func + 1 : 0;
    m->price = STATE_LEAVE_PRICE + f->code->price;
    m->extent = f->code->slots + (m->native ? m->native->slots : 0);
}

static inline native_call *push_both(wasm_state *st, const forward_memo *m, const wasm_cell *pc, const wasm_slot *base, wasm_slot *slots)
{
    wasm_task *t = st->task;
    wasm_frame *top = st->top;
    const uint32_t at = (uint32_t)(base - t->slots);
    top[1].pc = pc;
    top[1].instance = m->instance;
    top[1].function = m->code->index;
    top[1].base = at;
    top[2].instance = STATE_NATIVE;
    top[2].function = m->target;
    top[2].base = at + pc->dst;
    top[2].cell = m->instance;
    st->top = top + 2;
    native_call *call = &t->native;
    call->function = m->target;
    call->caller = m->instance;
    call->state = call->context = 0;
    call->slots = slots;
    return call;
}

/* Does it still lead there? */
static inline bool is_good(const forward_memo *m)
{
    const table *t = m->table;
    return m->way->cell && m->code->cells && m->way->element < t->size && t->refs[m->way->element] == m->target + 1;
}

/* Is there fuel and room for both? */
static inline bool has_room(const wasm_state *st, const forward_memo *m, const wasm_slot *base)
{
    return st->store->tank.at_hand >= (int64_t)m->price && st->top + 2 < st->frame_end && st->slot_end - base >= (ptrdiff_t)m->extent;
}

/* Null: it was not called, or not last of those that have the place. */
static inline forward_memo *find_memo(const wasm_store *s, uint32_t func)
{
    forward_memo *m = s->forwards ? &s->forwards[func % FORWARD_MEMOS] : NULL;
    return m && m->func == func + 1 && !s->counts ? m : NULL;
}

/* Both frames come and go; where that can't be, the cells run. */
ALWAYS_INLINE run_outcome go(wasm_state *st, const forward_memo *m, uint32_t shift)
{
    wasm_store *s = st->store;
    if (FUEL_ORACLE || !is_good(m) || m->instance == st->instance_number)
        return state_call_there(st, m->func - 1, shift);
    const wasm_cell *pc = code_cell(m->code, m->way->cell);
    wasm_slot *base = st->fp + shift, *slots = base + pc->dst;
    if (!has_room(st, m, base))
        return state_call_there(st, m->func - 1, shift);

    const store_native *native = m->native;
    const code_forward *w = m->way;
    wasm_frame *top = st->top;
    native_call *call = push_both(st, m, pc, base, slots);
    s->tank.at_hand -= m->price;
    copy_slots(slots, base, w->params);
    int answer = native->function(native->user, call);
    if (answer != NATIVE_DONE || s->tank.at_hand < 0)
        return state_take_native(st, answer);
    st->top = top;
    if (w->results) {
        base = st->fp + shift;
        copy_slots(base, base + pc->dst, w->results);
    }
    state_read_memory(st);
    st->pc++;
    return RUN_ON;
}

/* It may be one, and is remembered; or it is another function. */
static run_outcome call_first(wasm_state *st, uint32_t func, uint32_t shift)
{
    wasm_store *s = st->store;
    const store_func *f = &s->funcs[func];
    if (s->counts || f->instance == STATE_NATIVE || !s->instances[f->instance]->code->forwards)
        return state_call_there(st, func, shift);
    if (!s->forwards && !(s->forwards = budget_zalloc(s->budget, FORWARD_MEMOS * sizeof *s->forwards)))
        return state_call_there(st, func, shift);
    forward_memo *m = &s->forwards[func % FORWARD_MEMOS];
    remember(st, func, m);
    return m->func ? go(st, m, shift) : state_call_there(st, func, shift);
}

run_outcome forward_call(wasm_state *st, uint32_t func, uint32_t shift)
{
    forward_memo *m = find_memo(st->store, func);
    if (m && is_good(m))
        return go(st, m, shift);
    return call_first(st, func, shift);
}
