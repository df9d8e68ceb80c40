/* Following: frames, and the nodes that they stand at. */
#include "engine/wasm/count_follow.h"

#include "engine/wasm/stack.h"

/* A function that calls itself, at once or by a few others, stands where the outer call does. */
enum { FOLD = 8 };

static uint64_t spent(const wasm_store *s, int64_t at_hand) { return (uint64_t)(s->tank.given - at_hand - s->tank.behind); }

static void flush(count_book *b, uint64_t until)
{
    if (b->current == COUNT_NO_NODE)
        return;                   /* it waits for the first that there is */
    if (until != b->then)
        b->follower->spend(b->user, b->current, (int64_t)(until - b->then), false);
    b->then = until;
}

static const void *what(const wasm_state *st, uint32_t n)
{
    const wasm_frame *f = &st->task->frames[n];
    if (f->instance == STATE_NATIVE)
        return st->store->funcs[f->function].native;
    return code_get(st->store->instances[f->instance & ~STATE_PARKED]->code, f->function);
}

/* What is spent between two calls counts for our work on the second: `ours` waits for it. */
static uint32_t put_root(count_book *b)
{
    const stack_frame ours = { NULL, COUNT_OURS, 0 };
    uint32_t root = b->follower->root(b->user);
    b->ours = b->follower->child(b->user, root, &ours);
    b->current = b->ours;
    return root;
}

static bool put(wasm_state *st, uint32_t n)
{
    count_book *b = st->store->counts;
    b->stand_count = n;
    if (!budget_room(b->budget, b->stands, b->stand_capacity, b->stand_count))
        return false;
    count_stand *s = &b->stands[n];
    s->what = what(st, n);
    for (uint32_t back = 1; back <= FOLD && back < n; back++) {
        if (b->stands[n - back].what != s->what)
            continue;
        *s = b->stands[n - back];
        b->stand_count++;
        return true;
    }
    stack_frame at = stack_at(st->task, n);
    at.cell = 0;
    if (n == 1) {
        s->above = put_root(b);
    } else {
        const stack_frame caller = stack_at(st->task, n - 1);
        s->above = caller.code ? b->follower->child(b->user, b->stands[n - 1].above, &caller) : b->stands[n - 1].own;
    }
    s->own = b->follower->child(b->user, s->above, &at);
    b->stand_count++;
    return true;
}

/* Of frame n; null: no memory. */
static const count_stand *stand(wasm_state *st, uint32_t n)
{
    count_book *b = st->store->counts;
    uint32_t from = n < b->stand_count ? n : b->stand_count;
    from = from ? from : 1;
    if (from == n && n < b->stand_count && b->stands[n].what == what(st, n))
        return &b->stands[n];
    while (from > 1 && b->stands[from - 1].what != what(st, from - 1))
        from--;
    if (!b->stand_count) {        /* the bottom stands nowhere */
        if (!budget_room(b->budget, b->stands, b->stand_capacity, 0))
            return NULL;
        b->stands[0] = (count_stand){ COUNT_NO_NODE, COUNT_NO_NODE, NULL };
    }
    for (uint32_t i = from; i <= n; i++)
        if (!put(st, i))
            return NULL;
    return &b->stands[n];
}

static void go_to(wasm_state *st, uint32_t n)
{
    const count_stand *s = stand(st, n);
    if (s)
        st->store->counts->current = s->own;
}

static void forget_from(count_book *b, uint32_t n) { b->stand_count = b->stand_count < n ? b->stand_count : n; }

void count_follow_enter(wasm_state *st)
{
    count_book *b = st->store->counts;
    forget_from(b, task_top(st->task));
    b->is_entered = true;
    st->count.top = NULL;
}

void count_follow_switch(wasm_state *st, int64_t at_hand)
{
    count_book *b = st->store->counts;
    uint32_t n = task_top(st->task);
    uint64_t now = spent(st->store, at_hand);
    const wasm_frame *f = st->top;
    st->count.top = f;
    if (!b->is_entered) {
        flush(b, now);
        go_to(st, n);
        return;
    }
    b->is_entered = false;
    uint64_t before = now - code_get(st->store->instances[f->instance & ~STATE_PARKED]->code, f->function)->price;
    if (b->current != b->ours)
        flush(b, before);
    const count_stand *s = stand(st, n);
    flush(b, before);
    if (!s)
        return;
    b->current = s->own;
    b->follower->spend(b->user, s->own, 0, true);
}

void count_follow_stop(wasm_state *st)
{
    count_book *b = st->store->counts;
    uint32_t n = task_top(st->task);
    if (n && b->is_entered && (st->top->instance & ~STATE_PARKED) != STATE_NATIVE)
        count_follow_switch(st, st->store->tank.at_hand);
    if (b->current != b->ours)
        flush(b, store_spent(st->store));
    if (!n)
        b->current = b->ours;
}

void count_follow_native(wasm_state *st)
{
    forget_from(st->store->counts, task_top(st->task));
    st->store->counts->is_native = true;
}

void count_follow_step(wasm_state *st)
{
    count_book *b = st->store->counts;
    uint32_t n = task_top(st->task);
    if (b->current != b->ours)
        flush(b, store_spent(st->store));
    const count_stand *s = stand(st, n);
    flush(b, store_spent(st->store));
    if (s)
        b->current = s->own;
    if (s && b->is_native)
        b->follower->spend(b->user, s->own, 0, true);
    b->is_native = false;
}

void count_follow_stepped(wasm_state *st)
{
    flush(st->store->counts, store_spent(st->store));
    st->count.top = NULL;
}

void count_follow_give_back(wasm_state *st, uint32_t n, uint32_t units)
{
    count_book *b = st->store->counts;
    const count_stand *s = stand(st, n);
    if (!s)
        return;
    b->follower->spend(b->user, s->own, -(int64_t)units, false);
    b->then -= units;
}

void count_follow(count_book *b, const count_follower *follower, void *user)
{
    b->follower = follower;
    b->user = user;
}

uint32_t count_current(const count_book *b) { return b->current; }
uint64_t count_pending(const count_book *b, const wasm_store *s) { return store_spent(s) - b->then; }
void     count_settle(count_book *b, const wasm_store *s) { flush(b, store_spent(s)); }
