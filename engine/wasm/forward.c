/* Forwards: found by their bytes, gone through without their cells. */
#include "engine/wasm/forward_memo.h"

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

/* Of a store that has none. */
#define NONE { .func = WASM_NO_INDEX }
static const forward_memo none[FORWARD_MEMOS] = { NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE };
#undef NONE

/* Beside the way: in line it would take registers from that. */
#define RARE static __attribute__((noinline, cold))

/* The function of ours that it leads to; null: it leads elsewhere, or must say why it can't. */
static store_native *find_target(const wasm_state *st, const instance *i, const code_forward *w, uint32_t *func)
{
    const table *t = i->tables[w->table];
    if (w->element >= t->size || !t->refs[w->element])
        return NULL;
    *func = t->refs[w->element] - 1;
    const store_func *target = &st->store->funcs[*func];
    return target->instance == STATE_NATIVE && target->type == i->type_ids[w->type] ? target->native : NULL;
}

static forward_go go_first;

/* False: it leads to none of ours, or hasn't called yet. */
static bool remember(const wasm_state *st, uint32_t func, forward_memo *m)
{
    const store_func *f = &st->store->funcs[func];
    const instance *i = st->store->instances[f->instance];
    const code_forward *w = &i->code->forwards[f->code - i->code->functions];
    uint32_t target = 0;
    store_native *native = w->pc ? find_target(st, i, w, &target) : NULL;
    *m = none[0];
    if (!native)
        return false;
    *m = (forward_memo){ func, target + 1, STATE_LEAVE_PRICE + f->code->price, (f->code->slots + native->slots) * (uint32_t)sizeof(wasm_slot),
                         w, i->tables[w->table], go_first, native, { f->instance, f->code->index }, { STATE_NATIVE, target } };
    return true;
}

/* It was called, last of those that have the place, and still leads there; and there is room for both frames. */
ALWAYS_INLINE bool is_good(const wasm_state *st, const forward_memo *m, const wasm_frame *top, const wasm_slot *base, const wasm_cell *pc)
{
    return pc && m->table->refs[m->way->element] == m->ref && top + 2 < st->frame_end
        && (const char *)base + m->extent <= (const char *)st->slot_end;
}

ALWAYS_INLINE int write_and_go(wasm_state *st, const forward_memo *m, wasm_frame *top, wasm_slot *base, const wasm_cell *pc, int fuel)
{
    top[1].pc = pc;
    memcpy(&top[1].instance, m->here, sizeof m->here);
    memcpy(&top[2].instance, m->there, sizeof m->there);
    top[2].cell = m->here[0];             /* its base: go_on */
    return m->go(st, m, base, fuel);
}

/* It isn't done, or there is no fuel to go on: the slots that it has, or gave, stand where its frame says. */
RARE run_outcome go_on(wasm_state *st, wasm_slot *base, int answer)
{
    wasm_slot *slots = base + st->top[-1].pc->dst;
    st->top->base = (uint32_t)(slots - st->task->slots);
    memmove(slots, base, st->store->funcs[st->top->function].native->slots * sizeof *base);
    return state_take_native(st, answer);
}

int forward_end(wasm_state *st, wasm_slot *base, int answer)
{
    if (__builtin_expect(answer != NATIVE_DONE || st->store->tank.at_hand < 0, 0))
        return ~(int)go_on(st, base, answer);
    forward_pop(st);
    state_read_memory(st);
    st->pc++;
    return ~RUN_ON;
}

/* What is called reads its arguments, and leaves its result, where the first frame has them: they are the same, and no one
 * else looks before it is done. */
ALWAYS_INLINE int go(wasm_state *st, const forward_memo *m, wasm_slot *base, const store_native *native, int fuel, uint32_t price)
{
    int64_t left = fuel - (int64_t)price;
    st->store->tank.at_hand = left < 0 ? fuel : left;
    if (__builtin_expect(left < 0, 0))
        return ~(int)state_call_there(st, m->func, (uint32_t)(base - st->fp));
    forward_push(st);
    return forward_end(st, base, native->function(native->user, forward_native(st, base)));
}

int forward_go_usual(wasm_state *st, const forward_memo *m, wasm_slot *base, int fuel)
{
    const store_func *funcs = st->store->funcs;
    return go(st, m, base, funcs[m->there[1]].native, fuel, STATE_LEAVE_PRICE + funcs[m->func].code->price);
}

static int go_native(wasm_state *st, const forward_memo *m, wasm_slot *base, int fuel)
{
    return go(st, m, base, m->user, fuel, m->price);
}

/* Once it has been called, there may be a way of its own. */
static int go_first(wasm_state *st, const forward_memo *m, wasm_slot *base, int fuel)
{
    wasm_store *s = st->store;
    const store_native *native = m->user;
    const uint32_t func = m->func;
    forward_memo *own = &s->own_forwards[func % FORWARD_MEMOS];
    ASSERT(own == m);
    own->go = go_native;
    int answer = go(st, m, base, native, fuel, m->price);
    if (answer == ~RUN_ON && own->func == func && own->go == go_native && s->direct)
        s->direct(s->owner, native, own);
    return answer;
}

/* Null: no memory. */
static forward_memo *own_memo(wasm_store *s, uint32_t func)
{
    if (!s->own_forwards && (s->own_forwards = budget_zalloc(s->budget, sizeof none)))
        s->forwards = memcpy(s->own_forwards, none, sizeof none);
    return s->own_forwards ? &s->own_forwards[func % FORWARD_MEMOS] : NULL;
}

/* It may be one, and is remembered; or it is another function; or room is short. Where cells are counted, they run. */
RARE int call_otherwise(wasm_state *st, uint32_t func, wasm_slot *base, int fuel)
{
    wasm_store *s = st->store;
    const store_func *f = &s->funcs[func];
    s->tank.at_hand = fuel;
    if (!FUEL_ORACLE && !s->counts && f->instance != STATE_NATIVE && f->instance != st->instance_number
        && s->instances[f->instance]->code->forwards) {
        forward_memo *m = own_memo(s, func);
        if (m && remember(st, func, m) && is_good(st, m, st->top, base, m->way->pc))
            return write_and_go(st, m, st->top, base, m->way->pc, fuel);
    }
    return ~(int)state_call_there(st, func, (uint32_t)(base - st->fp));
}

int forward_call_import(wasm_state *st, uint32_t func, wasm_slot *base, int fuel)
{
    const forward_memo *m = &st->store->forwards[func % FORWARD_MEMOS];
    const wasm_cell *pc;
    wasm_frame *top = st->top;
    top->pc = st->pc;
    ASSERT(st->store->funcs[func].instance != st->instance_number);       /* whatever is imported was there before the instance */
    if (__builtin_expect(m->func == func && is_good(st, m, top, base, pc = m->way->pc), 1))
        return write_and_go(st, m, top, base, pc, fuel);
    return call_otherwise(st, func, base, fuel);
}

run_outcome forward_call(wasm_state *st, uint32_t func, uint32_t shift)
{
    wasm_store *s = st->store;
    if (s->funcs[func].instance == st->instance_number)
        return state_call_there(st, func, shift);
    int left = forward_call_import(st, func, st->fp + shift, (int)s->tank.at_hand);
    if (left < 0)
        return (run_outcome)~left;
    st->pc++;
    return RUN_ON;
}

void forward_forget_all(wasm_store *s)
{
    if (s->own_forwards)
        memcpy(s->own_forwards, none, sizeof none);
}

void forward_open_all(wasm_store *s) { s->forwards = none; }

void forward_close_all(wasm_store *s)
{
    budget_free(s->budget, s->own_forwards, sizeof none);
    s->own_forwards = NULL;
    s->forwards = none;
}
