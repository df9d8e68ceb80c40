/* Running tasks to their end. */
#include "tests/spec/drive.h"

#include "engine/wasm/count.h"

#include <string.h>

/* No command of the suites needs nearly as much. */
static const int64_t fuel_most = 4000000000;

void drive_refill(wasm_store *s, const suite_options *options)
{
    if (!options->slice) {
        store_set_fuel(s, fuel_most);
        return;
    }
    /* A debt takes several refills, as it would take several frames. */
    do
        store_set_fuel(s, store_fuel(s) + options->slice);
    while (store_fuel(s) < 0);
}

/* A function, as it was followed. */
typedef struct drive_node {
    const wasm_code *code;
    uint32_t         function;
    int64_t          fuel;
    uint64_t         calls;
} drive_node;

/* Runs that are counted, and what was spent in them. */
typedef struct drive_count {
    uint32_t    node_count, node_capacity;
    drive_node *nodes;            /* the first is for all that is ours */
    bool        has_all, is_equal;
    budget      budget;
    count_book *book;
    uint32_t    runs;
    int64_t     spent;
} drive_count;

/* ---- following: the tree is flat, so that each function has one node ---- */

static uint32_t root(void *user)
{
    (void)user;
    return 0;
}

static uint32_t find_node(drive_count *c, const wasm_code *code, uint32_t function)
{
    for (uint32_t i = c->node_count; i-- > 0;)
        if (c->nodes[i].code == code && c->nodes[i].function == function)
            return i;
    if (!budget_room(&c->budget, c->nodes, c->node_capacity, c->node_count)) {
        c->has_all = false;
        return 0;
    }
    c->nodes[c->node_count] = (drive_node){ code, function, 0, 0 };
    return c->node_count++;
}

static uint32_t child(void *user, uint32_t above, const stack_frame *at)
{
    return at->cell ? above : find_node(user, at->code, at->code ? at->function : COUNT_OURS);
}

static void spend(void *user, uint32_t node, int64_t units, bool is_call)
{
    drive_node *n = &((drive_count *)user)->nodes[node];
    n->fuel += units;
    n->calls += is_call;
}

static void follow(drive_count *c)
{
    static const count_follower follower = { root, child, spend };
    c->has_all = c->is_equal = true;
    find_node(c, NULL, COUNT_OURS);
    count_follow(c->book, &follower, c);
}

static void compare(void *user, const count_function *f)
{
    drive_count *c = user;
    const drive_node *n = &c->nodes[find_node(c, f->code, f->function)];
    c->is_equal &= n->calls == f->calls && (n->fuel == f->fuel || count_leaving(c->book));
    if (!c->is_equal)
        fprintf(stderr, "function %u: %lld units of %llu calls were counted, %lld of %llu followed\n", f->function, (long long)f->fuel,
                (unsigned long long)f->calls, (long long)n->fuel, (unsigned long long)n->calls);
}

/* Each function's calls and fuel are the same, counted and followed; so is the sum. */
static bool is_followed(drive_count *c)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < count_functions(c->book) && c->is_equal; i++)
        c->has_all &= count_tell(c->book, i, compare, c);
    for (uint32_t i = 0; i < c->node_count; i++)
        sum += c->nodes[i].fuel;
    if (c->has_all && c->is_equal && sum == c->spent)
        return true;
    fprintf(stderr, "%lld units were followed, %lld spent\n", (long long)sum, (long long)c->spent);
    return false;
}

/* ---- runs ---- */

/* One run in four is not counted, so that counting begins and ends while calls are suspended. */
static task_outcome run_once(wasm_store *s, wasm_task *task, drive_count *c)
{
    bool is_counted = c->book && c->runs++ % 4 != 2;
    int64_t before = store_fuel(s);
    if (!store_count(s, is_counted ? c->book : NULL))
        return TASK_TRAPPED;
    task_outcome outcome = task_run(task);
    c->spent += is_counted ? before - store_fuel(s) : 0;
    store_count(s, NULL);
    return outcome;
}

static drive_outcome run_to_end(wasm_store *s, wasm_task *task, tally *t, drive_count *c)
{
    const suite_options *options = t->options;
    int64_t given = 0;

    if (options->slice)
        store_set_fuel(s, 0);
    drive_refill(s, options);
    for (;;) {
        switch (run_once(s, task, c)) {
        case TASK_DONE:        return DRIVE_DONE;
        case TASK_TRAPPED:     return DRIVE_TRAPPED;
        case TASK_PENDING:     return DRIVE_STUCK;
        case TASK_OUT_OF_FUEL: break;
        }
        given += options->slice;
        if (!options->slice || given > fuel_most)
            return task_cancel(task), DRIVE_ENDLESS;
        t->counts[t->kind].suspensions++;
        if (options->move && !task_move(task))
            return task_cancel(task), DRIVE_STUCK;
        drive_refill(s, options);
    }
}

/* Instructions and what stands beside them add up to what was spent; functions of ours spend beside that. */
static bool adds_up(drive_count *c, bool is_pure, tally *t)
{
    int64_t sum = 0;
    if (!count_sum(c->book, &sum) || count_missed(c->book))
        return false;
    t->counts[t->kind].counted += (uint64_t)sum;
    if (is_pure ? sum == c->spent : sum <= c->spent)
        return true;
    fprintf(stderr, "%s: %lld units were counted, %lld spent\n", t->script, (long long)sum, (long long)c->spent);
    return false;
}

drive_outcome drive(wasm_store *s, wasm_task *task, tally *t, bool is_pure)
{
    drive_count c = { .runs = 0 };
    budget_open(&c.budget, NULL, 0);
    c.book = t->options->count ? count_open(&c.budget) : NULL;
    if (c.book)
        follow(&c);
    drive_outcome outcome = run_to_end(s, task, t, &c);
    if (c.book && (!adds_up(&c, is_pure, t) || !is_followed(&c)))
        outcome = DRIVE_MISCOUNTED;
    budget_free(&c.budget, c.nodes, c.node_capacity * sizeof *c.nodes);
    count_close(c.book);
    budget_close(&c.budget);
    return outcome;
}

const char *drive_text(const wasm_store *s, drive_outcome outcome)
{
    switch (outcome) {
    case DRIVE_DONE:    return "it returned";
    case DRIVE_ENDLESS: return "it never ended";
    case DRIVE_STUCK:   return "it could not go on";
    case DRIVE_MISCOUNTED: return "what was counted is not what was spent";
    case DRIVE_TRAPPED: break;
    }
    return store_trap(s)->text[0] ? store_trap(s)->text : trap_text(store_trap(s)->code);
}

bool drive_trap_is(const wasm_store *s, const char *wanted)
{
    const trap *found = store_trap(s);
    const char *text = trap_text(found->code);

    if (strncmp(wanted, "wasm trap: ", 11) == 0)
        wanted += 11;
    if (strncmp(wanted, "wasm `", 6) == 0)        /* wasm `unreachable` instruction executed */
        wanted += 6;
    /* "null i31 reference", "null array reference": which it was, the suite alone says. */
    if (found->code == TRAP_NULL_REFERENCE && strncmp(wanted, "null", 4) == 0)
        return true;
    if (found->code == TRAP_UNREACHABLE && strstr(wanted, "unreachable"))
        return true;
    return strncmp(text, wanted, strlen(wanted)) == 0 || strncmp(wanted, text, strlen(text)) == 0
        || strstr(found->text, wanted) != NULL;
}
