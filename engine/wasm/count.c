/* Counts: what is noted while cells run. */
#include "engine/wasm/count_follow.h"
#include "engine/wasm/forward.h"

/* ---- books ---- */

count_book *count_open(budget *b)
{
    count_book *book = budget_new(b, count_book);
    if (!book)
        return NULL;
    book->budget = b;
    book->current = book->ours = COUNT_NO_NODE;
    return book;
}

void count_close(count_book *b)
{
    if (!b)
        return;
    for (uint32_t i = 0; i < b->entry_count; i++)
        budget_free(b->budget, b->entries[i].cells, b->entries[i].cell_count * sizeof *b->entries[i].cells);
    budget_free(b->budget, b->entries, b->entry_capacity * sizeof *b->entries);
    hash_index_close(&b->index, b->budget);
    budget_free(b->budget, b->stands, b->stand_capacity * sizeof *b->stands);
    budget_free(b->budget, b->numbers.codes, b->numbers.count * sizeof *b->numbers.codes);
    budget_delete(b->budget, b);
}

bool store_count(wasm_store *s, count_book *b)
{
    if (b && !b->numbers.codes && !interpreter_number(s->interpreter, &b->numbers, b->budget))
        return false;
    s->counts = b;
    if (b) {
        b->then = store_spent(s);
        b->stand_count = 0;
        b->is_entered = b->is_native = false;
        forward_forget_all(s);            /* all cells shall run */
    }
    s->run = b ? interpreter_count : s->interpreter->run;
    return true;
}

uint64_t count_leaving(const count_book *b)   { return b->leaving; }
uint64_t count_missed(const count_book *b)    { return b->missed; }
uint32_t count_functions(const count_book *b) { return b->entry_count; }

/* ---- functions ---- */

static uint32_t hash(const code_function *f) { return (uint32_t)(((uint64_t)(uintptr_t)f >> 3) * 0x9E3779B97F4A7C15u >> 32); }

static uint32_t hash_entry(const void *entries, uint32_t entry)
{
    return hash(((const count_entry *)entries)[entry].f);
}

static count_entry *find(count_book *b, wasm_code *code, const code_function *f)
{
    for (uint32_t at = hash(f), i; (i = hash_index_at(&b->index, at)) != HASH_INDEX_NONE; at++)
        if (b->entries[i].f == f)
            return &b->entries[i];
    if (!hash_index_room(&b->index, b->budget, b->entry_count, hash_entry, b->entries)
        || !budget_room(b->budget, b->entries, b->entry_capacity, b->entry_count))
        return NULL;
    uint64_t *cells = budget_zalloc(b->budget, f->count * sizeof *cells);
    b->entries[b->entry_count] = (count_entry){ .code = code, .f = f, .cell_count = cells ? f->count : 0, .cells = cells };
    hash_index_put(&b->index, hash(f), b->entry_count);
    return &b->entries[b->entry_count++];
}

/* The function of frame n, of wasm. */
static count_entry *of_frame(wasm_state *st, uint32_t n)
{
    const wasm_frame *frame = &st->task->frames[n];
    wasm_code *code = st->store->instances[frame->instance & ~STATE_PARKED]->code;
    return find(st->store->counts, code, code_get(code, frame->function));
}

uint64_t *count_find(wasm_state *st, const wasm_cell *pc)
{
    count_entry *e = of_frame(st, task_top(st->task));
    if (!e || !e->cells) {
        st->count.size = 0;
        return &st->store->counts->missed;
    }
    st->count.start = e->f->cells;
    st->count.size = e->cell_count;
    st->count.cells = e->cells;
    return &e->cells[code_unit(e->f, pc)];
}

/* ---- entering and leaving ---- */

void count_enter(wasm_state *st)
{
    count_entry *e = of_frame(st, task_top(st->task));
    if (e)
        e->calls++;
    else
        st->store->counts->missed++;
    if (st->store->counts->follower)
        count_follow_enter(st);
}

void count_called(wasm_state *st)
{
    if ((st->top->instance & ~STATE_PARKED) != STATE_NATIVE)
        count_enter(st);
    else if (st->store->counts->follower)
        count_follow_native(st);
}

void count_give_back(wasm_state *st, uint32_t n, uint32_t cell, uint32_t units)
{
    count_entry *e = of_frame(st, n);
    st->count.fuel += units;
    if (e && e->cells)
        e->cells[cell]++;
    else
        st->store->counts->missed++;
    if (st->store->counts->follower)
        count_follow_give_back(st, n, units);
}

/* ---- cells ---- */

static int64_t fuel_of(const wasm_state *st, int64_t at_hand) { return at_hand + st->store->tank.behind; }

/* Code may have been made again since. task_invoke enters by itself. */
void count_begin(wasm_state *st)
{
    st->count.size = 0;
    st->count.work = NULL;
    st->count.top = NULL;
    if (st->task->has_results)
        count_enter(st);
}

void count_begin_work(wasm_state *st, const wasm_cell *pc, int64_t at_hand)
{
    st->count.work = count_at(st, pc);
    st->count.fuel = fuel_of(st, at_hand);
}

void count_end_work(wasm_state *st, int64_t at_hand)
{
    *st->count.work += (uint64_t)(st->count.fuel - fuel_of(st, at_hand));
    st->count.work = NULL;
}

void count_pass(wasm_state *st, uint32_t rest)
{
    ++*count_at(st, st->pc + 1);
    st->count.fuel -= rest;
}
