/* From a component's bytes to a mod that can be called: read, proven, fitted,
 * instantiated, its first functions translated.
 *
 *   ready FILE…        mods of the sample game, creatures
 *
 * CPU time of the whole process (nothing else runs in it), the least of five;
 * then the same again in the same host (a further mod of the same bytes), and
 * what each of the two holds, its linear memory included. The goals are those of a large JavaScript and
 * Python component and of a small one in C.
 */
#include "sdk/inlay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 5, FRAMES_MOST = 1000 };

/* What a creature may import (wit/arena). Nothing is called. */
static const char *const functions[] = {
    "effects#[constructor]mark", "effects#[method]mark.move-to", "effects#[method]mark.set-text", "effects#beam", "effects#burst",
    "field#[method]body.alive", "field#[method]body.health", "field#[method]body.id", "field#[method]body.kind", "field#[method]body.position",
    "field#[method]body.set-color", "field#[method]body.set-tag", "field#[method]body.tag", "field#[method]body.traits", "field#[method]body.velocity",
    "field#around", "field#bounds", "field#dismiss", "field#distance", "field#find", "field#frame", "field#nearest",
    "log#write", "random#below", "random#next", "random#unit"
};
static const char *const resources[] = { "effects#mark", "field#body" };

typedef struct file { uint8_t *bytes; size_t size; } file;

typedef struct cost {
    double   first_ms, further_ms;
    uint64_t memory, further_memory;
} cost;

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static file read_file(const char *path)
{
    file f = { 0 };
    FILE *in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0)
        return f;
    f.size = (size_t)ftell(in);
    rewind(in);
    f.bytes = malloc(f.size);
    if (!f.bytes || fread(f.bytes, 1, f.size, in) != f.size)
        f.size = 0;
    fclose(in);
    return f;
}

static void tell(inlay_host *host)
{
    for (inlay_event e; inlay_next_event(host, &e); inlay_event_free(&e))
        if (e.kind == INLAY_EVENT_REFUSED || e.kind == INLAY_EVENT_TRAPPED)
            printf("%s\n", e.text);
}

/* Milliseconds until it can be called; negative: never. */
static double load(inlay_host *host, const char *name, const file *f, inlay_stats *stats)
{
    inlay_error error = { 0 };
    double start = now_ms();
    inlay_mod mod = inlay_load(host, name, f->bytes, f->size, "{\"slot\":\"any\"}", &error);
    for (int i = 0; i < FRAMES_MOST && inlay_get_stats(host, mod, stats); i++) {
        if (stats->state == INLAY_RUNNING)
            return now_ms() - start;
        inlay_frame(host, 0);
    }
    printf("%s %s is not ready\n", inlay_error_text(&error), name);
    tell(host);
    return -1;
}

static inlay_status on_call(inlay_call *call, void *user)
{
    (void)user;
    return inlay_call_trap(call, "nothing is there to be asked");
}

static bool bind(inlay_host *host, inlay_error *error)
{
    char name[128];
    bool good = true;
    for (size_t i = 0; i < sizeof functions / sizeof *functions && good; i++) {
        snprintf(name, sizeof name, "arena:game/%s", functions[i]);
        good = inlay_bind(host, name, on_call, NULL, error);
    }
    for (size_t i = 0; i < sizeof resources / sizeof *resources && good; i++) {
        snprintf(name, sizeof name, "arena:game/%s", resources[i]);
        good = inlay_bind_resource(host, name, NULL, NULL, error);
    }
    return good;
}

/* False: it can't be. */
static bool measure(const file *f, cost *c)
{
    inlay_error error = { 0 };
    inlay_stats stats = { 0 };
    inlay_host *host = inlay_open(&(inlay_config){ .wit = "wit/arena", .loader_threads = INLAY_NO_THREAD }, &error);
    inlay_slot slot = { 0 };
    if (host)
        slot = inlay_slot_define(host, &(inlay_slot_def){ .name = "any", .world = "arena:game/creature", .fuel_per_frame = 1ull << 40, .fuel_to_start = 1ull << 40,
                                                          .memory_bytes = 1ull << 31 }, &error);
    if (!slot.index || !bind(host, &error))
        return printf("%s\n", inlay_error_text(&error)), inlay_close(host), false;
    c->first_ms = load(host, "first", f, &stats);
    c->memory = stats.memory_bytes;
    c->further_ms = c->first_ms < 0 ? -1 : load(host, "further", f, &stats);
    c->further_memory = stats.memory_bytes;
    inlay_close(host);
    return c->further_ms >= 0;
}

static double lesser(double a, double b) { return a < b ? a : b; }

static bool run(const char *path)
{
    file f = read_file(path);
    cost best = { 1e9, 1e9, 0, 0 }, c;
    bool good = f.size != 0;
    for (int i = 0; i < ROUNDS && good; i++) {
        good = measure(&f, &c);
        best = (cost){ lesser(best.first_ms, c.first_ms), lesser(best.further_ms, c.further_ms), c.memory, c.further_memory };
    }
    free(f.bytes);
    if (!good)
        return printf("%s: can't be loaded\n", path), false;
    printf("%s: %zu bytes; ready in %.2f ms, a further one in %.3f ms; holds %.3f MB, the further one %.3f\n", path, f.size, best.first_ms, best.further_ms, (double)best.memory / 1e6,
           (double)best.further_memory / 1e6);
    return true;
}

int main(int count, char **words)
{
    if (count < 2 || words[1][0] == '-')
        return puts("ready FILE\xE2\x80\xA6: milliseconds from a component's bytes to a mod that can be called"), count > 1 && strcmp(words[1], "--help") == 0 ? 0 : 2;
    int failed = 0;
    for (int i = 1; i < count; i++)
        failed += !run(words[i]);
    return failed != 0;
}
