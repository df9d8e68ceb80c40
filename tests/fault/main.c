/* The program `fault`: each scenario is run again and again; in the Nth run its
 * Nth allocation fails, then the Nth and all after it. Nothing may crash, nothing
 * may be left over. */
#include "tests/fault/allocation.h"
#include "tests/fault/scenario.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct fault_run {
    uint64_t points, leaks, unmet;
} fault_run;

/* For the handler below: where we are. */
static char place[96];

static void on_crash(int signal_number)
{
    (void)!write(2, place, strlen(place));
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* False: the scenario made fewer allocations, so this point was never reached. */
static bool run_point(const scenario *s, allocation_plan plan, fault_run *run)
{
    allocation_count count;

    snprintf(place, sizeof place, "fault: in %s, allocation %" PRIu64 "%s fails\n", s->name, plan.fail_at,
             plan.onward ? " and each after it" : "");
    allocation_begin(plan);
    s->run();
    count = allocation_end();
    if (count.host_blocks != 0 || count.host_bytes != 0) {
        printf("%s  %" PRId64 " blocks, %" PRId64 " bytes are left over\n", place, count.host_blocks, count.host_bytes);
        run->leaks++;
    }
    if (count.made < plan.fail_at)
        return false;
    run->points++;
    return true;
}

/* Without failures the scenario must do all that it says. */
static void run_whole(const scenario *s, fault_run *run)
{
    uint32_t before = scenario_achieved(), done;

    run_point(s, (allocation_plan){ 0 }, run);
    done = scenario_achieved() - before;
    if (done != s->steps) {
        printf("%s: without any failure %" PRIu32 " steps went well, wanted %" PRIu32 "\n", s->name, done, s->steps);
        run->unmet++;
    }
}

static void run_scenario(const scenario *s, uint64_t step, fault_run *run)
{
    fault_run before = *run;

    run_whole(s, run);
    for (int onward = 0; onward < 2; onward++)
        for (uint64_t n = 1; run_point(s, (allocation_plan){ n, onward }, run); n += step)
            ;
    printf("  %-8s %" PRIu64 " points, %" PRIu64 " leaks\n", s->name, run->points - before.points, run->leaks - before.leaks);
}

static int usage(FILE *out, int end)
{
    fputs("fault [--step N] [--only SCENARIO [--point N [--onward]]]\n"
          "Runs whole lives of a host while each allocation in turn fails. At the top of the tree.\n"
          "  --step N   every Nth allocation only\n"
          "  --only     one scenario: counter, things, zoo, waiting, folder\n"
          "  --point    one run of it, whose Nth allocation fails; --onward: each after it, too\n"
          "Ends with 0 when nothing crashed and nothing was left over, 1 when something was.\n", out);
    return end;
}

int main(int argc, char **argv)
{
    uint64_t step = 1, point = 0;
    const char *only = NULL;
    bool onward = false;
    fault_run run = { 0 };

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0)                       return usage(stdout, 0);
        else if (strcmp(argv[i], "--onward") == 0)                onward = true;
        else if (strcmp(argv[i], "--step") == 0 && i + 1 < argc)  step = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--point") == 0 && i + 1 < argc) point = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc)  only = argv[++i];
        else                                                      return usage(stderr, 2);
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGABRT, on_crash);
    allocation_hook_libraries();
    if (step == 0 || !scenarios_open())
        return scenarios_close(), 2;
    for (int i = 0; i < SCENARIOS; i++) {
        if (only && strcmp(only, scenarios[i].name) != 0)
            continue;
        if (point)
            run_point(&scenarios[i], (allocation_plan){ point, onward }, &run);
        else
            run_scenario(&scenarios[i], step, &run);
    }
    scenarios_close();
    /* Fewer would mean that the scenarios no longer do much. */
    run.unmet += !only && step == 1 && run.points <= 2000;
    printf("fault: %" PRIu64 " passed, %" PRIu64 " failed (points)\n", run.points - run.leaks, run.leaks + run.unmet);
    return run.leaks + run.unmet > 0;
}
