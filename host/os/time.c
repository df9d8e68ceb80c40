/* Time: POSIX clocks, and what the CPU says of its counter. */
#include "host/os/time.h"

#include <time.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

static uint64_t read_clock(clockid_t id)
{
    struct timespec now = { 0 };
    clock_gettime(id, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t time_monotonic_ns(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

uint64_t time_thread_ns(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

uint64_t time_wall_ns(void)
{
    return read_clock(CLOCK_REALTIME);
}

bool time_has_counter(void)
{
#if defined(__x86_64__) || defined(__i386__)
    enum { POWER_LEAF = 0x80000007, INVARIANT_TSC = 1 << 8 };
    unsigned a, b, c, d = 0;
    return __get_cpuid(POWER_LEAF, &a, &b, &c, &d) && (d & INVARIANT_TSC);
#elif defined(__aarch64__)
    return true;
#else
    return false;
#endif
}
