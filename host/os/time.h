/* Time, from the OS and the CPU: for measuring and waiting, never for a decision that a mod can see. */
#ifndef INLAY_HOST_OS_TIME_H
#define INLAY_HOST_OS_TIME_H

#include <stdbool.h>
#include <stdint.h>

uint64_t time_monotonic_ns(void);

/* CPU time of this thread. */
uint64_t time_thread_ns(void);

/* Time of day, as files are stamped with it. */
uint64_t time_wall_ns(void);

/* Has this CPU a counter that goes on at one rate, whatever its cores do? Reading
 * that takes a third of what the OS's clock takes. */
bool     time_has_counter(void);

/* The counter, of a rate that is to be found out; 0 where there is none. */
static inline uint64_t time_counter(void)
{
#if defined(__x86_64__) || defined(__i386__)
    return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
    uint64_t ticks;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
#else
    return 0;
#endif
}

#endif
