/* Prices: no unit of fuel buys more than 50 times an i32.add.
 *
 * Each export of price.wasm spends loop turns on one kind of work. The CPU time
 * of a unit is measured, the least of several runs, and held against the time
 * of an i32.add, taken from a long row of them.
 */
#include "tests/hostile/groups.h"
#include "tests/hostile/load.h"

#include "engine/wasm/call.h"

#include <stdlib.h>
#include <time.h>

enum { RATIO_MOST = 50, ROUNDS = 5, TURNS = 8 };

/* "x = x + n" is four instructions, so four units; the one that works is the addition. */
enum { UNITS_OF_ADD = 4 };

/* Long enough that the clock's grain and the call itself do not count. */
static const double run_ns = 2e6;

typedef struct price_run_state {
    loaded       file;
    budget       budget;
    arena        arena;
    wasm_module *module;
    wasm_code   *code;
    wasm_store  *store;
    wasm_task   *task;
    uint32_t     instance, func;
} price_run_state;

static int host(void *user, native_call *call)
{
    (void)user;
    (void)call;
    return NATIVE_DONE;
}

static double cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static bool open_module(price_run_state *p)
{
    static const wasm_type i32[] = { WASM_I32 };
    wasm_functype type = { .param_count = 1, .param_slots = 1, .params = i32 };
    store_config config = { .budget = &p->budget };
    error err = { 0 };
    wasm_extern import;

    p->module = decode_module(&p->arena, p->file.bytes, p->file.size, 0, &err);
    p->code = p->module && validate_module(p->module, &p->budget, &err) ? code_open(&p->budget, p->module) : NULL;
    p->store = p->code ? store_open(&config, &err) : NULL;
    p->task = p->store ? task_open(p->store, &err) : NULL;
    if (p->task) {
        import = (wasm_extern){ WASM_FUNC, store_add_native(p->store, &type, host, NULL) };
        p->instance = instance_link(p->store, p->code, &import, &err);
    }
    if (!p->task || p->instance == WASM_NO_INDEX)
        return printf("price.wasm: %s\n", err.text), false;
    store_set_fuel(p->store, INT64_C(1) << 40);
    return task_call(p->task, instance_initializer(p->store, p->instance), NULL, 0) && task_run(p->task) == TASK_DONE;
}

static wasm_store *begin(void *user, uint32_t turns, wasm_task **task)
{
    price_run_state *p = user;

    *task = p->task;
    return task_call(p->task, p->func, &(wasm_slot){ .i64 = turns }, 1) ? p->store : NULL;
}

/* Nanoseconds and fuel of one call with so many turns; false when it trapped. */
static bool measure(const price_work *work, uint32_t turns, double *ns, double *fuel)
{
    int64_t before = INT64_C(1) << 50;
    wasm_task *task;
    wasm_store *store = work->begin(work->user, turns, &task);
    double start;

    if (!store)
        return false;
    store_set_fuel(store, before);
    start = cpu_ns();
    if (task_run(task) != TASK_DONE)
        return false;
    *ns = cpu_ns() - start;
    *fuel = (double)(before - store_fuel(store));
    return true;
}

double price_measure(const price_work *work)
{
    uint32_t turns = TURNS;
    double ns = 0, fuel = 1, best = -1;

    while (measure(work, turns, &ns, &fuel) && ns < run_ns && turns < 1 << 24)
        turns *= 4;
    for (int i = 0; i < ROUNDS; i++)
        if (measure(work, turns, &ns, &fuel) && (best < 0 || ns / fuel < best))
            best = ns / fuel;
    return best;
}

void price_judge(hostile_count *count, price_worst *worst, text_view name, double ns, double add_ns)
{
    bool good = ns >= 0 && ns <= add_ns * RATIO_MOST;

    count->passed += good;
    count->failed += !good;
    if (!good)
        printf("  FAIL a unit of %.*s buys %.2f ns, %.1f times an i32.add; wanted at most %d times\n", TEXT_ARGS(name), ns, ns / add_ns, RATIO_MOST);
    if (ns <= worst->ns)
        return;
    worst->ns = ns;
    text_format(worst->name, sizeof worst->name, "%.*s", TEXT_ARGS(name));
}

void price_tell(const price_worst *worst, double add_ns)
{
    printf("  an i32.add takes %.2f ns; the dearest unit is that of %s: %.2f ns, %.1f times that\n", add_ns, worst->name,
           worst->ns, worst->ns / add_ns);
}

/* Gives the time of an i32.add. */
static double measure_all(price_run_state *p, hostile_count *count)
{
    price_work work = { begin, p };
    price_worst worst = { 0 };
    double add_ns = -1;

    for (uint32_t i = 0; i < p->module->export_count; i++) {
        const wasm_export *e = &p->module->exports[i];
        wasm_extern what;
        double ns;
        if (e->kind != WASM_FUNC || !instance_export(p->store, p->instance, e->name, &what))
            continue;
        p->func = what.address;
        ns = price_measure(&work);
        /* The first export is the measure. */
        if (add_ns < 0)
            add_ns = ns * UNITS_OF_ADD;
        price_judge(count, &worst, e->name, ns, add_ns);
    }
    price_tell(&worst, add_ns);
    return add_ns;
}

void price_run(hostile_count *count)
{
    price_run_state *p = calloc(1, sizeof *p);

    budget_open(&p->budget, NULL, 0);
    arena_open(&p->arena, &p->budget);
    if (load_file(&p->file, "price.wasm") && open_module(p))
        crossing_run_all(count, measure_all(p, count));
    else
        count->failed++;
    if (p->task)
        task_close(p->task);
    if (p->store)
        store_close(p->store);
    if (p->code)
        code_close(p->code);
    arena_close(&p->arena);
    budget_close(&p->budget);
    free(p);
}
