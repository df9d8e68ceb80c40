/* Unwinding. The clause is looked for first and the frames go then, so that a
 * trap's story still has them.
 *
 * A try_table is these cells: a jump over the rest; index: how many clauses, and
 * the try_table around it (or CODE_NO_TRY); for each clause a jump to its label
 * (which charges rest there), and behind it dst: where the values go, a: the
 * clause's kind, index.x: its tag.
 *
 * Which cells stand in which: a function's last cell says (i32) how many before
 * it are entries, ascending: from cell index.x on, in the try_table at index.y.
 */
#include "engine/wasm/exception.h"

#include "engine/wasm/collector.h"
#include "engine/wasm/count_run.h"
#include "engine/wasm/fuel.h"

#include <string.h>

enum { CLAUSE_REF = 1, CLAUSE_ALL = 2 };  /* bits of a clause's kind (spec 3.0, section 5.4.2) */

/* Of a throw as such, beside what it passes: the search for its clause takes about as long as so many instructions. */
enum { EXCEPTION_PRICE = 6 };

/* What flies: values at `values`; ref 0: not kept yet. */
typedef struct exception_flight {
    uint32_t         tag, ref, count;
    const wasm_slot *values;
} exception_flight;

/* Where it is caught. */
typedef struct exception_catch {
    uint32_t         frame, base;
    const wasm_cell *jump;
    uint64_t         units;               /* frames left and clauses read */
    uint32_t         unused;              /* units charged for what lies behind the calls that are left */
} exception_catch;

static uint32_t tag_slots(const wasm_store *s, uint32_t tag) { return s->types.types[s->tags[tag]].func.param_slots; }

/* ---- objects ---- */

/* A collection may come first: the frames are still those of whoever throws. */
static run_outcome keep(wasm_state *st, exception_flight *e)
{
    uint32_t head = HEAP_EXCEPTION | e->tag, ref;
    run_outcome outcome = collector_alloc(st, HEAP_EXCEPTION_HEAD + e->count * sizeof(wasm_slot), &ref);
    if (outcome != RUN_ON)
        return outcome;
    uint8_t *at = heap_at(&st->store->heap, ref);
    memcpy(at, &head, sizeof head);
    if (e->count)
        memcpy(at + HEAP_EXCEPTION_HEAD, e->values, e->count * sizeof *e->values);
    e->ref = ref;
    return RUN_ON;
}

/* ---- the clause ---- */

/* The innermost try_table around a cell: the last entry at or before it. */
static uint32_t find_try(const code_function *f, uint32_t cell)
{
    if (!f->has_tries)
        return CODE_NO_TRY;
    const code_trailer *trailer = code_trailer_of(f);
    uint32_t low = 0, high = trailer->tries;
    const code_try *entries = (const code_try *)trailer - high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (entries[middle].cell <= cell)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? entries[low - 1].try_cell : CODE_NO_TRY;
}

static const wasm_cell *find_clause(const instance *i, const code_function *f, uint32_t cell, uint32_t tag, uint64_t *units)
{
    for (uint32_t at = find_try(f, cell); at != CODE_NO_TRY;) {
        const wasm_cell *more = code_cell(f, at) + 1, *jump = more + 1;
        at = more->as.index.y;
        for (uint32_t n = more->as.index.x; n > 0; n--, jump += 2) {
            ++*units;
            if ((jump[1].a & CLAUSE_ALL) || i->tags[jump[1].as.index.x] == tag)
                return jump;
        }
    }
    return NULL;
}

/* From the frame on top down. A running frame's base follows from the one above. */
static run_outcome find_catch(wasm_state *st, uint32_t tag, exception_catch *out)
{
    wasm_task *t = st->task;
    uint32_t base = (uint32_t)(st->fp - t->slots);
    for (uint32_t n = task_top(t);; n--) {
        const wasm_frame *f = &t->frames[n];
        uint32_t number = f->instance & ~STATE_PARKED;
        if (number == STATE_BOTTOM || number == STATE_NATIVE)
            return state_trap(st, TRAP_UNCAUGHT_EXCEPTION);
        const instance *i = st->store->instances[number];
        const code_function *code = state_code(st, i, f->function);
        if (!code)
            return RUN_TRAPPED;
        uint32_t cell;
        if (f->instance & STATE_PARKED) {
            base = f->base;
            cell = f->cell;
        } else {
            const wasm_cell *pc = n == task_top(t) ? st->pc : f->pc;
            base -= n == task_top(t) ? 0 : pc->dst;
            cell = code_unit(code, pc);
        }
        /* What was charged for behind the call will not run. */
        out->unused += n == task_top(t) ? 0 : code_cell(code, cell)->a;
        out->units++;
        out->jump = find_clause(i, code, cell, tag, &out->units);
        out->frame = n;
        out->base = base;
        if (out->jump)
            return RUN_ON;
    }
}

/* Every frame but the one that throws is left behind a call. */
static void count_left(wasm_state *st, uint32_t caught)
{
    wasm_task *t = st->task;
    for (uint32_t n = task_top(t); n-- > caught;) {
        const wasm_frame *f = &t->frames[n];
        const code_function *code = code_get(st->store->instances[f->instance & ~STATE_PARKED]->code, f->function);
        uint32_t cell = f->instance & STATE_PARKED ? f->cell : code_unit(code, f->pc);
        count_give_back(st, n, cell, code_cell(code, cell)->a);
    }
}

/* The frames above go; the clause's jump runs next, and charges rest at its label. */
static run_outcome unwind(wasm_state *st, exception_flight e)
{
    exception_catch c = { .units = EXCEPTION_PRICE };
    if (find_catch(st, e.tag, &c) != RUN_ON)
        return RUN_TRAPPED;
    const wasm_cell *clause = c.jump + 1;
    bool with_ref = clause->a & CLAUSE_REF;
    run_outcome outcome = with_ref && !e.ref ? keep(st, &e) : RUN_ON;
    if (outcome != RUN_ON)
        return outcome;
    uint32_t count = clause->a & CLAUSE_ALL ? 0 : e.count;
    wasm_slot *to = st->task->slots + c.base + clause->dst;
    if (count)
        memmove(to, e.values, count * sizeof *to);
    if (with_ref)
        to[count].ref = e.ref;
    if (st->store->counts)
        count_left(st, c.frame);
    state_unwind(st, c.frame, c.base);
    st->pc = c.jump;
    st->store->tank.at_hand += c.unused;
    st->store->oracle_fuel += c.unused;
    store_charge(st->store, c.units + fuel_beyond(count + with_ref, FUEL_FREE_MOVES));
    return RUN_ON;
}

run_outcome exception_throw(wasm_state *st)
{
    uint32_t tag = st->instance->tags[st->pc->as.index.x];
    return unwind(st, (exception_flight){ .tag = tag, .count = tag_slots(st->store, tag), .values = st->fp + st->pc->dst });
}

run_outcome exception_throw_ref(wasm_state *st)
{
    uint32_t ref = st->fp[st->pc->a].ref;
    if (!ref)
        return state_trap(st, TRAP_NULL_REFERENCE);
    const uint8_t *at = heap_at(&st->store->heap, ref);
    uint32_t tag = heap_word(at) & ~HEAP_EXCEPTION;
    return unwind(st, (exception_flight){ .tag = tag, .ref = ref, .count = tag_slots(st->store, tag), .values = (const wasm_slot *)(at + HEAP_EXCEPTION_HEAD) });
}
