/* What a call in and out, an instance and a suspension cost; one line each.
 *
 *   calls NOP.wasm HOSTCALL.wasm [COMPONENT.wasm]     (tests/perf/bench.sh builds them)
 *
 * CPU time, the least of seven rounds. Fuel is always metered.
 */
#include "tests/perf/calls.h"

#include <stdlib.h>
#include <time.h>

double calls_now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

void calls_print(const char *what, double value, const char *unit, double goal)
{
    printf("%-44s %10.2f %s", what, value, unit);
    if (goal > 0)
        printf("   (at most %g)", goal);
    printf("\n");
}

double calls_least(void (*run)(void *user, uint32_t turns), void *user, uint32_t turns)
{
    double least = 0;
    for (int i = 0; i < CALLS_ROUNDS; i++) {
        double start = calls_now_ns();
        run(user, turns);
        double each = (calls_now_ns() - start) / turns;
        least = i && least < each ? least : each;
    }
    return least;
}

static calls_file read_file(const char *path)
{
    calls_file file = { NULL, 0 };
    FILE *f = fopen(path, "rb");
    if (!f) {
        fprintf(stderr, "calls: %s is not there\n", path);
        exit(2);
    }
    fseek(f, 0, SEEK_END);
    file.size = (size_t)ftell(f);
    rewind(f);
    file.bytes = malloc(file.size);
    if (!file.bytes || fread(file.bytes, 1, file.size, f) != file.size)
        exit(2);
    fclose(f);
    return file;
}

int main(int count, char **words)
{
    if (count < 3) {
        fprintf(stderr, "calls NOP.wasm HOSTCALL.wasm [COMPONENT.wasm]\n");
        return 2;
    }
    calls_file nop = read_file(words[1]), hostcall = read_file(words[2]);
    calls_small(&nop);
    calls_core(&nop, &hostcall);
    if (count > 3) {
        calls_file component = read_file(words[3]);
        calls_component(&component);
        free(component.bytes);
    }
    free(nop.bytes);
    free(hostcall.bytes);
    return 0;
}
