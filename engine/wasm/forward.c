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
    c->forwards[f - c->functions].pc = st->pc;
}

void forward_forget(wasm_code *c)
{
    for (uint32_t i = 0; c->forwards && i < own_functions(c->module); i++)
        c->forwards[i].pc = NULL;
}

void forward_close(wasm_code *c)
{
    if (c->forwards)
        budget_free(c->budget, c->forwards, own_functions(c->module) * sizeof *c->forwards);
    c->forwards = NULL;
}

/* ---- going through ---- */

/* Beside the way: in line it would take registers from that. */
#define RARE static __attribute__((noinline, cold))

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

/* False: it leads to none of ours, or hasn't called yet. */
static bool remember(const wasm_state *st, uint32_t func, forward_memo *m)
{
    const store_func *f = &st->store->funcs[func];
    const instance *i = st->store->instances[f->instance];
    const code_forward *w = &i->code->forwards[f->code - i->code->functions];
    uint32_t target = 0;
    *m = (forward_memo){ .element = w->element, .way = w, .table = i->tables[w->table] };
    m->native = w->pc ? find_target(st, i, w, &target) : NULL;
    if (!m->native)
        return false;
    m->func = func + 1;
    m->here[0] = f->instance;
    m->here[1] = f->code->index;
    m->there[0] = STATE_NATIVE;
    m->there[1] = target;
    m->price = STATE_LEAVE_PRICE + f->code->price;
    m->extent = (f->code->slots + m->native->slots) * (uint32_t)sizeof(wasm_slot);
    return true;
}

/* It was called, last of those that have the place, and still leads there; and there is fuel and room for both frames. */
ALWAYS_INLINE bool is_good(const wasm_state *st, const forward_memo *m, uint32_t func, const wasm_slot *base)
{
    const wasm_store *s = st->store;
    return m->func == func + 1 && m->way->pc && m->table->refs[m->element] == m->there[1] + 1 && m->here[0] != st->instance_number
        && s->tank.at_hand >= (int64_t)m->price && st->top + 2 < st->frame_end
        && (const char *)base + m->extent <= (const char *)st->slot_end && !s->counts;
}

ALWAYS_INLINE native_call *push_both(wasm_state *st, const forward_memo *m, wasm_slot *base)
{
    wasm_task *t = st->task;
    wasm_frame *top = st->top;
    const wasm_cell *pc = m->way->pc;
    top[1].pc = pc;
    memcpy(&top[1].instance, m->here, sizeof m->here);
    memcpy(&top[2].instance, m->there, sizeof m->there);
    top[2].cell = m->here[0];             /* its base: go_on */
    st->top = top + 2;
    native_call *call = &t->native;
    call->function = m->there[1];
    call->state = call->context = 0;
    call->slots = base;
    return call;
}

/* It isn't done, or there is no fuel to go on: the slots that it has, or gave, stand where its frame says. */
RARE run_outcome go_on(wasm_state *st, const forward_memo *m, wasm_slot *base, int answer)
{
    wasm_slot *slots = base + m->way->pc->dst;
    st->top->base = (uint32_t)(slots - st->task->slots);
    memmove(slots, base, m->native->slots * sizeof *base);
    return state_take_native(st, answer);
}

/* Both frames come and go. What is called reads its arguments, and leaves its result, where the first one has them: they are
 * the same, and no one else looks before it is done. */
ALWAYS_INLINE run_outcome go(wasm_state *st, const forward_memo *m, wasm_slot *base)
{
    wasm_store *s = st->store;
    const store_native *native = m->native;
    native_call *call = push_both(st, m, base);
    s->tank.at_hand -= m->price;
    int answer = native->function(native->user, call);
    if (__builtin_expect(answer != NATIVE_DONE || s->tank.at_hand < 0, 0))
        return go_on(st, m, base, answer);
    st->top -= 2;
    state_read_memory(st);
    st->pc++;
    return RUN_ON;
}

/* It may be one, and is remembered; or it is another function; or fuel or room is short. Where cells are counted, they run. */
RARE run_outcome call_otherwise(wasm_state *st, uint32_t func, uint32_t shift)
{
    wasm_store *s = st->store;
    const store_func *f = &s->funcs[func];
    if (FUEL_ORACLE || s->counts || f->instance == STATE_NATIVE || !s->instances[f->instance]->code->forwards)
        return state_call_there(st, func, shift);
    if (!s->forwards && !(s->forwards = budget_zalloc(s->budget, FORWARD_MEMOS * sizeof *s->forwards)))
        return state_call_there(st, func, shift);
    forward_memo *m = &s->forwards[func % FORWARD_MEMOS];
    wasm_slot *base = st->fp + shift;
    return remember(st, func, m) && is_good(st, m, func, base) ? go(st, m, base) : state_call_there(st, func, shift);
}

run_outcome forward_call(wasm_state *st, uint32_t func, uint32_t shift)
{
    const forward_memo *m = st->store->forwards;
    wasm_slot *base = st->fp + shift;
    if (!FUEL_ORACLE && m && is_good(st, m += func % FORWARD_MEMOS, func, base))
        return go(st, m, base);
    return call_otherwise(st, func, shift);
}
