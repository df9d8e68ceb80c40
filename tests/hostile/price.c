/* Prices: no unit of fuel buys more than 50 times what it buys in a row of i32.adds. */
#include "tests/hostile/price.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* So many rounds of all rows; then those beyond the limit get more, to outlast a noisy machine. */
enum { RATIO_MOST = 50, ROUNDS = 4, ROUNDS_MOST = 40, BASE_EVERY = 8, TOLD = 6, TURNS_MOST = 1 << 24 };

/* Long enough that the clock's grain and the call itself do not count. */
static const double run_ns = 3e5;

double price_cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

bool price_run_task(wasm_store *s, wasm_task *t, double *ns, double *fuel)
{
    const int64_t full = INT64_C(1) << 50;
    store_set_fuel(s, full);
    double start = price_cpu_ns();
    if (task_run(t) != TASK_DONE)
        return false;
    *ns = price_cpu_ns() - start;
    *fuel = (double)(full - store_fuel(s));
    return true;
}

price_row *price_add(price_list *list, const char *name, price_runner *run, void *user, uint32_t which, uint32_t turns_most)
{
    if (list->count == PRICE_ROWS) {
        printf("  more than %d rows of prices\n", PRICE_ROWS);
        abort();
    }
    price_row *row = &list->rows[list->count++];
    *row = (price_row){ .run = run, .user = user, .which = which, .turns = 1, .turns_most = turns_most ? turns_most : TURNS_MOST, .best = -1 };
    text_format(row->name, sizeof row->name, "%s", name);
    return row;
}

/* ---- measuring ---- */

static bool measure(price_row *row)
{
    double ns = 0, fuel = 1;
    if (!row->run(row->user, row->which, row->turns, &ns, &fuel) || fuel <= 0)
        return false;
    if (row->best < 0 || ns / fuel < row->best)
        row->best = ns / fuel;
    return true;
}

/* How many turns make a run long enough. */
static bool calibrate(price_row *row)
{
    for (;;) {
        double ns = 0, fuel = 1;
        if (!row->run(row->user, row->which, row->turns, &ns, &fuel))
            return false;
        if (ns >= run_ns || row->turns * 4 > row->turns_most)
            return true;
        row->turns *= 4;
    }
}

static double ratio(const price_list *list, const price_row *row) { return row->best / list->rows[0].best; }

static bool is_beyond(const price_list *list, const price_row *row)
{
    return !row->told_only && (row->best < 0 || ratio(list, row) > RATIO_MOST);
}

/* The first row is the measure: it is taken again and again, as long as its machine is as the others'. */
static void measure_all(price_list *list)
{
    for (int i = 0; i < list->count; i++)
        if (!calibrate(&list->rows[i]))
            printf("  FAIL %s could not be run\n", list->rows[i].name);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < list->count; i++) {
            if (i % BASE_EVERY == 0)
                measure(&list->rows[0]);
            measure(&list->rows[i]);
        }
    }
    for (int round = ROUNDS; round < ROUNDS_MOST; round++) {
        int beyond = 0;
        for (int i = 0; i < list->count; i++)
            if (is_beyond(list, &list->rows[i]) && measure(&list->rows[i]))
                beyond++;
        if (!beyond)
            return;
    }
}

/* ---- judging ---- */

static int dearest_first(const void *a, const void *b)
{
    double left = ((const price_row *)a)->best, right = ((const price_row *)b)->best;
    return left < right ? 1 : left > right ? -1 : 0;
}

static void judge(price_list *list, hostile_count *count, bool all)
{
    double base = list->rows[0].best;
    for (int i = 0; i < list->count; i++) {
        const price_row *row = &list->rows[i];
        bool good = !is_beyond(list, row);
        count->passed += good;
        count->failed += !good;
        if (!good)
            printf("  FAIL a unit of %s buys %.2f ns, %.1f times that of i32.add; wanted at most %d times\n", row->name, row->best, row->best / base, RATIO_MOST);
    }
    qsort(list->rows, (size_t)list->count, sizeof list->rows[0], dearest_first);
    printf("  a unit of i32.add buys %.3f ns; %d kinds of work, the dearest:\n", base, list->count);
    for (int i = 0; i < list->count && (all || i < TOLD); i++)
        printf("  %5.1f times  %7.2f ns  %s%s\n", list->rows[i].best / base, list->rows[i].best, list->rows[i].name,
               list->rows[i].told_only ? " (not judged: the machine's memory)" : "");
}

void price_run(hostile_count *count, bool all)
{
    price_list *list = calloc(1, sizeof *list);
    price_source *core = price_core_open(list, "price.wasm"), *ops = price_core_open(list, "ops.wasm");
    price_source *gc = price_core_open(list, "gc.wasm");
    price_source *crossing = price_crossing_open(list), *functions = price_host_open(list);

    count->failed += !core + !ops + !gc + !crossing + !functions;
    if (core) {
        measure_all(list);
        judge(list, count, all);
    }
    price_core_close(core);
    price_core_close(ops);
    price_core_close(gc);
    price_crossing_close(crossing);
    price_host_close(functions);
    free(list);
}
