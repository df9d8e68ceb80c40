/* Saves while the game runs: how long from the writer's close to the first
 * completed call of the new generation, at 60 frames a second.
 *
 *   saves [COUNT]     COUNT saves (50) in each of two styles: by rename and in place
 *
 * Then what must and what must not reload, and a row of good, broken, unfit,
 * trapping and looping versions, each mended by the next good one. Times are
 * printed, never judged; a wrong generation is a failure.
 */
#include "sdk/inlay.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FILE_MOST = 4096, FRAMES_MOST = 600 };

static const char wit[] =
    "package test:saves;\n"
    "world versioned { export version: func() -> u32; }\n";

typedef struct bytes { uint8_t at[FILE_MOST]; size_t size; } bytes;

typedef struct game {
    inlay_host *host;
    char        folder[256], file[300];
    double      next_frame_ms;
    int         loaded, reloaded, refused, trapped;
    int         passed, failed;
} game;

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void sleep_until(double ms)
{
    double left = ms - now_ms();
    if (left > 0)
        nanosleep(&(struct timespec){ 0, (long)(left * 1e6) }, NULL);
}

static bytes read_file(const char *name)
{
    bytes b = { .size = 0 };
    char path[300];
    snprintf(path, sizeof path, "tests/data/%s.wasm", name);
    FILE *f = fopen(path, "rb");
    if (!f) {
        fprintf(stderr, "saves: %s is not there; run it from the top of the checkout\n", path);
        exit(2);
    }
    b.size = fread(b.at, 1, sizeof b.at, f);
    fclose(f);
    return b;
}

/* The good mod, made to answer `version`: 128 to 8191. */
static bytes version_file(unsigned version)
{
    static const uint8_t constant[] = { 0x41, 0xFF, 0x3F };
    bytes b = read_file("version");
    for (size_t i = 0; i + sizeof constant <= b.size; i++)
        if (memcmp(b.at + i, constant, sizeof constant) == 0) {
            b.at[i + 1] = (uint8_t)(version | 0x80);
            b.at[i + 2] = (uint8_t)(version >> 7);
        }
    return b;
}

static void write_whole(const char *path, const bytes *b)
{
    int f = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0644);
    if (f < 0 || write(f, b->at, b->size) != (ssize_t)b->size)
        exit(2);
    close(f);
}

static double save(game *g, const bytes *b, bool by_rename)
{
    char beside[320];
    snprintf(beside, sizeof beside, "%s.new", g->file);
    write_whole(by_rename ? beside : g->file, b);
    double closed = now_ms();
    if (by_rename && rename(beside, g->file) != 0)
        exit(2);
    return closed;
}

static void take_events(game *g)
{
    for (inlay_event e; inlay_next_event(g->host, &e); inlay_event_free(&e)) {
        g->loaded += e.kind == INLAY_EVENT_LOADED;
        g->reloaded += e.kind == INLAY_EVENT_RELOADED;
        g->refused += e.kind == INLAY_EVENT_REFUSED;
        g->trapped += e.kind == INLAY_EVENT_TRAPPED;
    }
}

/* One frame at 60 Hz. The version that answered; 0: none did. */
static unsigned frame(game *g)
{
    inlay_value result = { .kind = INLAY_NOTHING };
    sleep_until(g->next_frame_ms);
    g->next_frame_ms = now_ms() + 1000.0 / 60;
    inlay_frame(g->host, 1.0 / 60);
    inlay_mod mod = inlay_find(g->host, "subject");
    inlay_status status = inlay_call_export(g->host, mod, "version", NULL, 0, &result, 1);
    take_events(g);
    return status == INLAY_DONE ? result.u32 : 0;
}

/* Milliseconds from `closed` until `version` answers; -1: never. */
static double wait_for(game *g, unsigned version, double closed)
{
    for (int i = 0; i < FRAMES_MOST; i++)
        if (frame(g) == version)
            return now_ms() - closed;
    return -1;
}

static void check(game *g, bool good, const char *what)
{
    g->passed += good;
    g->failed += !good;
    if (!good)
        printf("FAILED: %s\n", what);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(game *g, int count, bool by_rename)
{
    static unsigned version = 200;
    static double times[1000];
    for (int i = 0; i < count; i++) {
        bytes b = version_file(++version);
        for (int j = rand() % 5; j > 0; j--)
            frame(g);
        sleep_until(now_ms() + rand() % 16);      /* anywhere in a frame */
        times[i] = wait_for(g, version, save(g, &b, by_rename));
        check(g, times[i] >= 0, "a saved version plays");
    }
    qsort(times, (size_t)count, sizeof *times, by_size);
    printf("%-9s %d saves: median %.1f ms, p95 %.1f ms, max %.1f ms\n", by_rename ? "rename" : "in place", count,
           times[count / 2], times[count * 95 / 100], times[count - 1]);
}

static void run_frames(game *g, int count)
{
    while (count-- > 0)
        frame(g);
}

static void test_touch_reloads_nothing(game *g)
{
    int before = g->reloaded;
    utimensat(AT_FDCWD, g->file, NULL, 0);
    run_frames(g, 60);
    check(g, g->reloaded == before, "touch alone reloads nothing");
}

/* Same size, same time, other bytes: content is identity. */
static void test_same_size_and_time_reloads_once(game *g)
{
    struct stat old;
    bytes b = version_file(7000);
    int before = g->reloaded;
    stat(g->file, &old);
    double closed = save(g, &b, false);
    utimensat(AT_FDCWD, g->file, (struct timespec[]){ old.st_atim, old.st_mtim }, 0);
    check(g, wait_for(g, 7000, closed) >= 0, "same size and time with other bytes plays");
    run_frames(g, 40);
    check(g, g->reloaded == before + 1, "same size and time with other bytes reloads once");
}

/* Broken, unfit, trapping, looping: the good one before plays on, or the good one after mends it. */
static void test_bad_versions_are_survived(game *g)
{
    static const char *const bad[] = { "version_unfit", "version_trap", "version_loop", "truncated" };
    for (unsigned i = 0; i < 4 * 4; i++) {
        const char *name = bad[i % 4];
        bool is_cut = strcmp(name, "truncated") == 0;
        bytes b = is_cut ? version_file(300) : read_file(name);
        unsigned good = 7100 + i;
        if (is_cut)
            b.size -= 9;
        save(g, &b, i & 4);
        run_frames(g, 30);                       /* a refusal is held back until the file has settled */
        b = version_file(good);
        check(g, wait_for(g, good, save(g, &b, i & 4)) >= 0, name);
    }
    check(g, g->refused >= 8, "unfit and cut versions are refused, aloud");
    check(g, g->trapped >= 4, "trapping versions are told");
}

static bool open_game(game *g)
{
    inlay_error error;
    snprintf(g->folder, sizeof g->folder, "/tmp/inlay-saves-XXXXXX");
    if (!mkdtemp(g->folder))
        return false;
    snprintf(g->file, sizeof g->file, "%s/subject", g->folder);
    mkdir(g->file, 0755);
    snprintf(g->file, sizeof g->file, "%s/subject/subject.wasm", g->folder);

    g->host = inlay_open(&(inlay_config){ .wit_text = wit, .mods = g->folder }, &error);
    inlay_slot_def def = { .name = "subjects", .world = "test:saves/versioned", .fuel_per_frame = 100000 };
    if (!g->host || !inlay_slot_define(g->host, &def, &error).index) {
        puts(inlay_error_text(&error));
        return false;
    }
    return true;
}

static void close_game(game *g)
{
    inlay_close(g->host);
    unlink(g->file);
    *strrchr(g->file, '/') = 0;
    rmdir(g->file);
    rmdir(g->folder);
}

int main(int argc, char **argv)
{
    static game g;
    int count = argc > 1 ? atoi(argv[1]) : 50;
    if (count < 1 || count > 1000 || (argc > 1 && argv[1][0] == '-')) {
        puts("saves [COUNT]: time from a save to the first call of the new version; COUNT 1 to 1000");
        return argc > 1 && strcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    if (!open_game(&g))
        return 1;

    bytes first = version_file(150);
    double closed = save(&g, &first, true);
    check(&g, wait_for(&g, 150, closed) >= 0, "the first version plays");
    measure(&g, count, true);
    measure(&g, count, false);
    test_touch_reloads_nothing(&g);
    test_same_size_and_time_reloads_once(&g);
    test_bad_versions_are_survived(&g);
    close_game(&g);
    printf("saves: %d passed, %d failed\n", g.passed, g.failed);
    return g.failed != 0;
}
