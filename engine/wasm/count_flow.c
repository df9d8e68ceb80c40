/* Counts, told: from the jumps that were taken to what each instruction cost.
 *
 * A function that is entered pays for the way at its start, a jump for what lies behind
 * its target less what it leaves unused, a sized instruction for the way behind it
 * (fuel.h has a fix for each of these). So along a way the number of times that an
 * instruction was paid for changes at those points alone: it is what came in before it
 * less what went out. The sum over all is what was charged, whatever was cut short.
 */
#include "engine/wasm/count_run.h"
#include "engine/wasm/translate.h"

typedef struct count_flow {
    const count_entry *e;
    budget            *budget;
    count_point       *points;
    uint32_t           count, capacity;
    uint64_t          *changes;           /* by note: how many more run from there on */
    bool               failed;
} count_flow;

static void add_point(count_flow *f, uint32_t offset, uint64_t runs, int64_t fuel)
{
    if (!runs && !fuel)
        return;
    if (!budget_room(f->budget, f->points, f->capacity, f->count)) {
        f->failed = true;
        return;
    }
    f->points[f->count++] = (count_point){ offset, runs, fuel };
}

/* From the first priced instruction at or behind the point: `more` (which may be less). */
static void change(count_flow *f, const translate_ways *w, fuel_point at, uint64_t more)
{
    uint32_t low = 0, high = w->note_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const translate_note *n = &w->notes[middle];
        if (n->way < at.way || (n->way == at.way && n->spent < at.spent))
            low = middle + 1;
        else
            high = middle;
    }
    if (low < w->note_count && w->notes[low].way == at.way)
        f->changes[low] += more;
}

/* A call's last cell gives back what lies behind it; behind a sized instruction it is charged. */
static bool is_call(const translator *t, uint32_t cell)
{
    uint32_t op = t->cells[cell].op;
    return op == CODE_call || op == CODE_call_import || op == CODE_call_ref || (cell && t->cells[cell - 1].op == CODE_call_indirect);
}

static const uint64_t *count_of(const count_flow *f, const translate_ways *w, uint32_t cell)
{
    static const uint64_t none = 0;
    uint32_t unit = w->places[cell] / CODE_UNIT;
    return unit < f->e->cell_count ? &f->e->cells[unit] : &none;
}

static void follow(count_flow *f, const translate_ways *w, const fuel_fix *fix)
{
    uint64_t runs = *count_of(f, w, fix->cell);
    if (!runs)
        return;
    switch (fix->kind) {
    case FUEL_JUMP:
        change(f, w, fix->target, runs);
        if (fix->next.way != FUEL_NOWHERE)
            change(f, w, fix->next, 0 - runs);
        add_point(f, w->t->offsets[fix->cell], 0, (int64_t)(fix->extra * runs));
        break;
    case FUEL_REST:
        change(f, w, fix->target, is_call(w->t, fix->cell) ? 0 - runs : runs);
        break;
    case FUEL_CHECK:
        break;
    }
}

/* What cells charged by the size of their work. */
static void add_work(count_flow *f, const translate_ways *w)
{
    const translator *t = w->t;
    for (uint32_t i = 0; i < t->cell_count; i++)
        if (interpreter_is_work(t->cells[i].op))
            add_point(f, t->offsets[i], 0, (int64_t)*count_of(f, w, i));
}

static void flow(void *user, const translate_ways *w)
{
    count_flow *f = user;
    const fuel_book *book = &w->t->fuel;
    f->changes = budget_zalloc(f->budget, w->note_count * sizeof *f->changes);
    if (w->note_count && !f->changes) {
        f->failed = true;
        return;
    }
    add_point(f, w->t->offsets[0], 0, (int64_t)(w->zero_price * f->e->calls));
    change(f, w, (fuel_point){ 0, 0 }, f->e->calls);
    for (uint32_t i = 0; i < book->fix_count; i++)
        follow(f, w, &book->fixes[i]);
    add_work(f, w);
    uint64_t runs = 0;
    for (uint32_t i = 0; i < w->note_count; i++) {
        const translate_note *n = &w->notes[i];
        runs = i && w->notes[i - 1].way == n->way ? runs + f->changes[i] : f->changes[i];
        add_point(f, n->offset, runs, (int64_t)(runs * n->units));
    }
    budget_free(f->budget, f->changes, w->note_count * sizeof *f->changes);
}

bool count_tell(count_book *b, uint32_t index, count_teller *tell, void *user)
{
    const count_entry *e = &b->entries[index];
    count_flow f = { .e = e, .budget = e->code->budget };
    bool good = translate_tell(e->code, e->f, flow, &f) && !f.failed;
    count_function told = { .code = e->code, .function = e->f->index, .calls = e->calls, .point_count = f.count, .points = f.points };
    for (uint32_t i = 0; i < f.count; i++)
        told.fuel += f.points[i].fuel;
    if (good)
        tell(user, &told);
    budget_free(f.budget, f.points, f.capacity * sizeof *f.points);
    return good;
}

static void add_fuel(void *user, const count_function *f)
{
    *(int64_t *)user += f->fuel;
}

bool count_sum(count_book *b, int64_t *fuel)
{
    *fuel = (int64_t)b->leaving;
    for (uint32_t i = 0; i < b->entry_count; i++)
        if (!count_tell(b, i, add_fuel, fuel))
            return false;
    return true;
}
