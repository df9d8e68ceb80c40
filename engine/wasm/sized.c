/* Sized instructions: fill, copy, init, grow. Their work is priced by size, 1
 * unit for 16 bytes, before it is done.
 *
 * The whole range is checked first, so a trap writes nothing. Then the work
 * goes in pieces of 64 KiB, each charged and then done; it can be suspended
 * between the two, with its progress in st->progress: 0 when the instruction
 * is fresh, else the bytes done plus one. Whoever resumes runs the cell again.
 */
#include "engine/wasm/backtrace.h"
#include "engine/wasm/count_run.h"

#include "engine/base/limits.h"

#include <string.h>

enum { SIZED_PIECE = 65536, SIZED_BYTES_A_UNIT = 16, SIZED_REF = sizeof(uint32_t) };

/* ---- operands ---- */

enum { SIZED_FIRST_64 = 1, SIZED_SECOND_64 = 2, SIZED_COUNT_64 = 4 };   /* bits of the second cell's dst */

typedef struct sized {
    instance        *in;
    const wasm_cell *more;        /* index.x, index.y; a: rest */
    uint64_t         first, second, count;
    wasm_slot        value;       /* the second operand, where it is what fills */
} sized;

static sized read_operands(const wasm_state *st)
{
    const wasm_cell *pc = st->pc, *more = pc + 1;
    wasm_slot first = st->fp[pc->dst], second = st->fp[pc->a], count = st->fp[pc->as.pair.b];
    return (sized){ st->instance, more,
                    more->dst & SIZED_FIRST_64 ? first.i64 : first.i32,
                    more->dst & SIZED_SECOND_64 ? second.i64 : second.i32,
                    more->dst & SIZED_COUNT_64 ? count.i64 : count.i32, second };
}

bool sized_charge(wasm_store *s, uint64_t bytes)
{
    store_charge(s, (bytes + SIZED_BYTES_A_UNIT - 1) / SIZED_BYTES_A_UNIT);
    return store_has_fuel(s);
}

run_outcome sized_finish(wasm_state *st)
{
    st->progress = 0;
    if (st->store->counts)
        count_pass(st, st->pc[1].a);
    st->store->tank.at_hand -= st->pc[1].a;
    st->pc += 2;
    state_read_memory(st);
    return store_has_fuel(st->store) ? RUN_ON : RUN_OUT_OF_FUEL;
}

/* ---- pieces ---- */

bool sized_in_pieces(wasm_store *s, uint64_t bytes, uint64_t *progress, sized_piece *piece, const void *work)
{
    uint64_t done = 0;
    bool is_charged = *progress != 0;
    if (is_charged)
        done = *progress - 1;
    while (done < bytes) {
        uint64_t now = bytes - done < SIZED_PIECE ? bytes - done : SIZED_PIECE;
        if (!is_charged && !sized_charge(s, now)) {
            *progress = done + 1;
            return false;
        }
        is_charged = false;
        piece(work, done, now);
        done += now;
    }
    return true;
}

/* `bytes` in all; the pieces of a copy to higher addresses are done from the end by the piece itself. */
static run_outcome in_pieces(wasm_state *st, const sized *z, uint64_t bytes, sized_piece *piece)
{
    return sized_in_pieces(st->store, bytes, &st->progress, piece, z) ? sized_finish(st) : RUN_OUT_OF_FUEL;
}

static void fill_memory(const void *work, uint64_t at, uint64_t bytes)
{
    const sized *z = work;
    uint8_t value = (uint8_t)z->value.i32;
    memset(z->in->memories[z->more->as.index.x]->bytes + z->first + at, value, (size_t)bytes);
}

run_outcome sized_memory_fill(wasm_state *st)
{
    sized z = read_operands(st);
    if (!memory_holds(z.in->memories[z.more->as.index.x], z.first, z.count))
        return state_trap(st, TRAP_OUT_OF_BOUNDS_MEMORY);
    return in_pieces(st, &z, z.count, fill_memory);
}

/* Overlapping ranges: towards higher addresses the pieces go from the end, so
 * that none overwrites what a later one reads. */
static void copy_memory(const void *work, uint64_t at, uint64_t bytes)
{
    const sized *z = work;
    uint8_t *to = z->in->memories[z->more->as.index.x]->bytes + z->first;
    const uint8_t *from = z->in->memories[z->more->as.index.y]->bytes + z->second;
    uint64_t place = z->first > z->second ? z->count - at - bytes : at;
    memmove(to + place, from + place, (size_t)bytes);
}

run_outcome sized_memory_copy(wasm_state *st)
{
    sized z = read_operands(st);
    if (!memory_holds(z.in->memories[z.more->as.index.x], z.first, z.count)
        || !memory_holds(z.in->memories[z.more->as.index.y], z.second, z.count))
        return state_trap(st, TRAP_OUT_OF_BOUNDS_MEMORY);
    return in_pieces(st, &z, z.count, copy_memory);
}

static void init_memory(const void *work, uint64_t at, uint64_t bytes)
{
    const sized *z = work;
    const uint8_t *from = z->in->module->file + instance_data(z->in, z->more->as.index.y).offset + z->second;
    memcpy(z->in->memories[z->more->as.index.x]->bytes + z->first + at, from + at, (size_t)bytes);
}

run_outcome sized_memory_init(wasm_state *st)
{
    sized z = read_operands(st);
    wasm_span data = instance_data(z.in, z.more->as.index.y);
    if (z.second > data.size || z.count > data.size - z.second || !memory_holds(z.in->memories[z.more->as.index.x], z.first, z.count))
        return state_trap(st, TRAP_OUT_OF_BOUNDS_MEMORY);
    return in_pieces(st, &z, z.count, init_memory);
}

static void fill_table(const void *work, uint64_t at, uint64_t bytes)
{
    const sized *z = work;
    uint32_t *refs = z->in->tables[z->more->as.index.x]->refs + z->first + at / SIZED_REF;
    for (uint64_t i = 0; i < bytes / SIZED_REF; i++)
        refs[i] = z->value.ref;
}

run_outcome sized_table_fill(wasm_state *st)
{
    sized z = read_operands(st);
    if (!table_holds(z.in->tables[z.more->as.index.x], z.first, z.count))
        return state_trap(st, TRAP_OUT_OF_BOUNDS_TABLE);
    return in_pieces(st, &z, z.count * SIZED_REF, fill_table);
}

static void copy_table(const void *work, uint64_t at, uint64_t bytes)
{
    const sized *z = work;
    uint32_t *to = z->in->tables[z->more->as.index.x]->refs + z->first;
    const uint32_t *from = z->in->tables[z->more->as.index.y]->refs + z->second;
    uint64_t place = (z->first > z->second ? z->count * SIZED_REF - at - bytes : at) / SIZED_REF;
    memmove(to + place, from + place, (size_t)bytes);
}

run_outcome sized_table_copy(wasm_state *st)
{
    sized z = read_operands(st);
    if (!table_holds(z.in->tables[z.more->as.index.x], z.first, z.count)
        || !table_holds(z.in->tables[z.more->as.index.y], z.second, z.count))
        return state_trap(st, TRAP_OUT_OF_BOUNDS_TABLE);
    return in_pieces(st, &z, z.count * SIZED_REF, copy_table);
}

static void init_table(const void *work, uint64_t at, uint64_t bytes)
{
    const sized *z = work;
    const uint32_t *from = z->in->elems[z->more->as.index.y] + z->second + at / SIZED_REF;
    memcpy(z->in->tables[z->more->as.index.x]->refs + z->first + at / SIZED_REF, from, (size_t)bytes);
}

run_outcome sized_table_init(wasm_state *st)
{
    sized z = read_operands(st);
    uint64_t length = instance_elem_count(z.in, z.more->as.index.y);
    if (z.second > length || z.count > length - z.second || !table_holds(z.in->tables[z.more->as.index.x], z.first, z.count))
        return state_trap(st, TRAP_OUT_OF_BOUNDS_TABLE);
    return in_pieces(st, &z, z.count * SIZED_REF, init_table);
}

/* ---- growing: one piece, charged whole, since a memory grows at once or not at all ---- */

/* dst: result; a: how many; pair.b: the new elements' value. */
static run_outcome answer(wasm_state *st, uint64_t value, bool is_64)
{
    if (is_64)
        st->fp[st->pc->dst].i64 = value;
    else
        st->fp[st->pc->dst].i32 = (uint32_t)value;
    return sized_finish(st);
}

static bool charge_growth(wasm_state *st, uint64_t bytes)
{
    if (st->progress || sized_charge(st->store, bytes))
        return true;
    st->progress = 1;
    return false;
}

/* Few programs say that they have no memory; most end somewhere, for want of it. */
static run_outcome refuse_growth(wasm_state *st, const memory *m, uint64_t pages, bool is_64)
{
    const unsigned long long has = memory_pages(m), most = m->type.limits.max, wanted = pages;
    uint64_t left = budget_left(m->budget);
    if (m->pages && left > m->reserved - m->size)
        left = m->reserved - m->size;
    if (has >= most || wanted > most - has)
        backtrace_note(st->store, "memory.grow was refused: of pages of 64 KiB it has %llu, wanted %llu more, and its module says that %llu are the most",
                       has, wanted, most);
    else
        backtrace_note(st->store, "memory.grow was refused: of pages of 64 KiB it has %llu, wanted %llu more, and %llu are left to the mod", has, wanted,
                       (unsigned long long)(left / MEMORY_PAGE));
    return answer(st, UINT64_MAX, is_64);
}

run_outcome sized_memory_grow(wasm_state *st)
{
    const wasm_cell *pc = st->pc, *more = pc + 1;
    memory *m = st->instance->memories[more->as.index.x];
    bool is_64 = more->dst & SIZED_FIRST_64;
    uint64_t pages = is_64 ? st->fp[pc->a].i64 : st->fp[pc->a].i32, was = memory_pages(m);
    if (!st->progress && !memory_may_grow(m, pages))
        return refuse_growth(st, m, pages, is_64);
    if (!charge_growth(st, pages * MEMORY_PAGE))
        return RUN_OUT_OF_FUEL;
    switch (memory_grow(m, pages)) {
    case MEMORY_GROWN:     return answer(st, was, is_64);
    case MEMORY_REFUSED:   return refuse_growth(st, m, pages, is_64);
    case MEMORY_EXHAUSTED: break;
    }
    task_say(st->task, "the system has no memory left; this depends on the machine, not on the mod");
    return state_trap(st, TRAP_OUT_OF_MEMORY);
}

run_outcome sized_table_grow(wasm_state *st)
{
    const wasm_cell *pc = st->pc, *more = pc + 1;
    table *t = st->instance->tables[more->as.index.x];
    bool is_64 = more->dst & SIZED_FIRST_64;
    uint64_t count = is_64 ? st->fp[pc->a].i64 : st->fp[pc->a].i32, was = t->size;
    if (!st->progress && !table_may_grow(t, count))
        return answer(st, UINT64_MAX, is_64);
    if (!charge_growth(st, count * SIZED_REF))
        return RUN_OUT_OF_FUEL;
    if (!table_grow(t, count, st->fp[pc->as.pair.b].ref))
        return state_trap(st, TRAP_OUT_OF_MEMORY);
    return answer(st, was, is_64);
}
