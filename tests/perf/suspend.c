/* What it costs through the SDK that a call is suspended and goes on: many mods
 * that never end, each with a little fuel a frame, against the same mods idle.
 *
 * CPU time of this thread, the least of the rounds. The loop of a few units that
 * each runs in its turn is counted with it.
 */
#include "sdk/inlay.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MODS = 64, UNITS = 8, FRAMES = 2000, ROUNDS = 7 };

static char     world[4096];
static uint8_t  bytes[4096];
static size_t   size;

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static size_t read_file(const char *path, void *out, size_t room)
{
    FILE *f = fopen(path, "rb");
    size_t count = f ? fread(out, 1, room, f) : 0;
    if (f)
        fclose(f);
    if (!count)
        fprintf(stderr, "suspend: %s cannot be read; it runs from the top of the checkout\n", path);
    return count;
}

static bool load(inlay_host *host, inlay_mod *mods)
{
    char name[20];
    for (int i = 0; i < MODS; i++) {
        snprintf(name, sizeof name, "m%d", i);
        mods[i] = inlay_load(host, name, bytes, size, NULL, NULL);
    }
    for (int i = 0; i < 1000 && !inlay_is_settled(host); i++)
        inlay_frame(host, 1.0 / 60);
    return inlay_is_settled(host);
}

static double frame_ns(inlay_host *host)
{
    double least = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now_ns();
        for (int i = 0; i < FRAMES; i++)
            inlay_frame(host, 1.0 / 60);
        double each = (now_ns() - start) / FRAMES;
        least = round && least < each ? least : each;
    }
    return least;
}

static bool begin_all(inlay_host *host, const inlay_mod *mods)
{
    const inlay_value turns = { .kind = INLAY_U32, .u32 = 1 };
    inlay_value result;
    bool good = true;
    for (int i = 0; i < MODS; i++)
        good &= inlay_call_export(host, mods[i], "run", &turns, 1, &result, 1) == INLAY_SUSPENDED;
    return good;
}

static bool are_all_suspended(inlay_host *host, const inlay_mod *mods)
{
    inlay_stats stats;
    bool good = true;
    for (int i = 0; i < MODS; i++)
        good &= inlay_get_stats(host, mods[i], &stats) && stats.state == INLAY_WAITING;
    return good;
}

int main(void)
{
    inlay_error error = { 0 };
    inlay_mod mods[MODS];
    if (!read_file("tests/data/host/world.wit", world, sizeof world - 1) || !(size = read_file("tests/data/host/loop.wasm", bytes, sizeof bytes)))
        return 2;
    inlay_host *host = inlay_open(&(inlay_config){ .wit_text = world, .loader_threads = INLAY_NO_THREAD }, &error);
    inlay_slot slot = { 0 };
    if (host)
        slot = inlay_slot_define(host, &(inlay_slot_def){ .name = "plain", .world = "test:host/plain", .fuel_per_frame = MODS * UNITS, .bucket_frames = 1,
                                                          .suspended_frames = UINT32_MAX }, &error);
    if (!slot.index || !load(host, mods)) {
        fprintf(stderr, "suspend: %s\n", inlay_error_text(&error));
        inlay_close(host);
        return 1;
    }
    double idle = frame_ns(host);
    bool begun = begin_all(host, mods);
    double busy = frame_ns(host);
    bool good = begun && are_all_suspended(host, mods);
    if (good)
        printf("%-44s %10.2f ns   (at most 100)\n", "suspend and resume, through the SDK", (busy - idle) / MODS);
    else
        fprintf(stderr, "suspend: not every mod was suspended all the time\n");
    inlay_close(host);
    return good ? 0 : 1;
}
