/* Time, from the OS: for measuring and waiting, never for a decision that a mod can see. */
#ifndef INLAY_HOST_OS_TIME_H
#define INLAY_HOST_OS_TIME_H

#include <stdint.h>

uint64_t time_monotonic_ns(void);

/* CPU time of this thread. */
uint64_t time_thread_ns(void);

/* Time of day, as files are stamped with it. */
uint64_t time_wall_ns(void);

#endif
