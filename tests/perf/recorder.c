/* What recording costs: the same frames with it off and on, in turn; and what it says itself
 * that it costs, which leaves out what the caches lose by it.
 *
 * From the tree's root: build/bin/release/recorder-cost [ROUNDS]
 */
#define _POSIX_C_SOURCE 200809L
#include "host/host.h"
#include "host/recorder.h"
#include "sdk/inlay.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { FILE_MOST = 4096, FRAMES = 20 };

static inlay_status note(inlay_call *call, void *user)
{
    (void)call;
    (void)user;
    return INLAY_DONE;
}

static double cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static size_t read_file(const char *name, unsigned char *bytes, size_t room)
{
    char path[200];
    snprintf(path, sizeof path, "tests/data/host/%s", name);
    FILE *f = fopen(path, "rb");
    size_t size = f ? fread(bytes, 1, room, f) : 0;
    if (f)
        fclose(f);
    return size;
}

typedef struct load { const char *what, *file; unsigned n, calls; } load;

static const load loads[] = {
    { "a loop, 1 call a frame",                      "count.wasm", 200000, 1 },
    { "calls of its own, 1 call a frame",            "fib.wasm",   25,     1 },
    { "10,000 calls of the game, 1 call a frame",    "spike.wasm", 10000,  1 },
    { "12 calls a frame, each with 40 of the game",  "spike.wasm", 40,     12 },
    { "2,000 calls a frame that do next to nothing", "count.wasm", 1,      2000 },
};

static double frames(inlay_host *host, inlay_mod mod, const load *l)
{
    double start = cpu_ns();
    for (int i = 0; i < FRAMES; i++) {
        inlay_frame(host, 1.0 / 60);
        for (unsigned c = 0; c < l->calls; c++) {
            inlay_value n = { .kind = INLAY_U32 }, result;
            n.u32 = l->n;
            if (inlay_call_export(host, mod, "run", &n, 1, &result, 1) != INLAY_DONE)
                fprintf(stderr, "a call of %s did not end\n", l->file), exit(1);
        }
    }
    return (cpu_ns() - start) / FRAMES;
}

static double least(double a, double b) { return a < b || b == 0 ? a : b; }

static void measure(const load *l, int rounds)
{
    static unsigned char bytes[FILE_MOST];
    inlay_error error;
    inlay_host *host = inlay_open(&(inlay_config){ .wit = "tests/data/host", .loader_threads = INLAY_NO_THREAD }, &error);
    if (!host)
        fprintf(stderr, "%s\n", inlay_error_text(&error)), exit(1);
    inlay_slot_define(host, &(inlay_slot_def){ .name = "plain", .world = "test:host/plain", .fuel_per_frame = 1u << 30 }, &error);
    inlay_bind(host, "test:host/env#note", note, NULL, &error);
    inlay_mod mod = inlay_load(host, "mod", bytes, read_file(l->file, bytes, sizeof bytes), NULL, &error);
    double off = 0, on = 0, told = 0;
    for (int i = 0; i < 20; i++)
        inlay_frame(host, 1.0 / 60);
    for (int i = 0; i < rounds; i++) {
        inlay_profile_stop(host);
        frames(host, mod, l);
        off = least(frames(host, mod, l), off);
        if (!inlay_profile_start(host, NULL, &error))
            fprintf(stderr, "%s\n", inlay_error_text(&error)), exit(1);
        frames(host, mod, l);
        uint64_t before = host->recorder->own_ns;
        on = least(frames(host, mod, l), on);
        told = least((double)(host->recorder->own_ns - before) / FRAMES, told);
    }
    printf("%-46s %10.1f us %10.1f us  %+6.2f %%  %+6.2f %%\n", l->what, off / 1000, on / 1000, (on / off - 1) * 100, told / off * 100);
    inlay_close(host);
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 100;
    printf("%-46s %13s %13s %9s %9s\n", "a frame of", "not recorded", "recorded", "more", "it says");
    for (size_t i = (size_t)(argc > 2 ? atoi(argv[2]) : 0); i < sizeof loads / sizeof *loads; i++)
        measure(&loads[i], rounds);
    return 0;
}
