/* Types that are small to write and endless to spell out: refused within a
 * millisecond of CPU and a mebibyte of memory, whoever's budget that is. The
 * least of a few loads counts, since other programs' caches are not ours. */
#include "tests/hostile/groups.h"

#include "engine/component/component.h"
#include "tests/fuzz/emit.h"

#include <time.h>

enum { BOMB_ROUNDS = 15, BOMB_NS = 1000000, BOMB_MEMORY = 1 << 20, BOMB_LEAVES_LOG = 30, BOMB_DEPTH = 20000 };

static double cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Each type a tuple of two of the one before. */
static void write_leaves(emit *e)
{
    emit_raw(e, "\0asm\x0D\0\1\0", 8);
    size_t start = e->size;
    emit_u32(e, BOMB_LEAVES_LOG);
    emit_raw(e, "\x6F\x02\x7F\x7F", 4);
    for (uint32_t i = 0; i + 1 < BOMB_LEAVES_LOG; i++) {
        emit_raw(e, "\x6F\x02", 2);
        emit_s64(e, i);
        emit_s64(e, i);
    }
    emit_close(e, start, 7);
}

/* Each type a list of the one before. */
static void write_depth(emit *e)
{
    emit_raw(e, "\0asm\x0D\0\1\0", 8);
    size_t start = e->size;
    emit_u32(e, BOMB_DEPTH);
    emit_raw(e, "\x70\x7F", 2);
    for (uint32_t i = 0; i + 1 < BOMB_DEPTH; i++) {
        emit_u8(e, 0x70);
        emit_s64(e, i);
    }
    emit_close(e, start, 7);
}

typedef struct bomb_cost { double ns; uint64_t peak; bool refused; } bomb_cost;

static bomb_cost load_bomb(const emit *e)
{
    bomb_cost c = { 0 };
    error err = { 0 };
    budget b;
    arena a;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    double start = cpu_ns();
    c.refused = !component_decode(&a, &b, e->bytes, e->size, 0, &err) && err.code == ERROR_LIMIT;
    c.ns = cpu_ns() - start;
    c.peak = b.peak;
    arena_close(&a);
    budget_close(&b);
    return c;
}

static void run_bomb(hostile_count *count, const char *name, void (*write)(emit *))
{
    emit e = { 0 };
    write(&e);
    bomb_cost least = load_bomb(&e);
    for (int i = 1; i < BOMB_ROUNDS; i++) {
        bomb_cost c = load_bomb(&e);
        least.ns = c.ns < least.ns ? c.ns : least.ns;
        least.peak = c.peak > least.peak ? c.peak : least.peak;
        least.refused = least.refused && c.refused;
    }
    bool held = least.refused && least.ns <= BOMB_NS && least.peak <= BOMB_MEMORY;
    printf("  %s, %zu bytes: %s in %.4f ms, with %llu bytes of memory%s\n", name, e.size, least.refused ? "refused" : "NOT REFUSED", least.ns / 1e6,
           (unsigned long long)least.peak, held ? "" : ": at most 1 ms and 1 MiB are wanted");
    count->passed += held;
    count->failed += !held;
    emit_free(&e);
}

void bombs_run(hostile_count *count)
{
    run_bomb(count, "a type of 2^30 leaves", write_leaves);
    run_bomb(count, "a type 20,000 deep", write_depth);
}
