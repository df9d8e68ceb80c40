/* The map of 64-bit keys. */
#include "tests/unit/check.h"

#include "engine/component/key_map.h"

#include <time.h>

enum { KEYS = 30000 };

static double cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* What it takes to put multiples of `step`, which all are found again. */
static double fill(uint64_t step)
{
    budget b;
    key_map m = { 0 };
    uint32_t found = 0;
    budget_open(&b, NULL, 0);
    double start = cpu_ns();
    for (uint64_t i = 1; i <= KEYS; i++)
        CHECK(key_map_put(&m, &b, i * step, i));
    for (uint64_t i = 1; i <= KEYS; i++)
        found += key_map_get(&m, i * step) == i;
    double ns = cpu_ns() - start;
    CHECK_INT(found, KEYS);
    CHECK_INT(key_map_get(&m, (KEYS + 1) * step), 0);
    key_map_close(&m, &b);
    budget_close(&b);
    return ns;
}

TEST(keys_made_to_meet_in_a_map_do_not)
{
    /* 2^48 divided by the usual multiplier: all that it leaves of these lies above what a place is taken from. */
    static const uint64_t inverse = 0xF1DE83E19937733Du;
    CHECK_INT(inverse * 0x9E3779B97F4A7C15u, 1);
    double plain = fill(1), crafted = fill(inverse << 49);
    CHECK(crafted < 20 * plain + 1e6);
}
