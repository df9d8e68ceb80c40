/* What a call, an instance and a suspension cost: shared by the cases. */
#ifndef INLAY_TESTS_PERF_CALLS_H
#define INLAY_TESTS_PERF_CALLS_H

#include "engine/base/text.h"

#include <stdint.h>
#include <stdio.h>

typedef struct calls_file { uint8_t *bytes; size_t size; } calls_file;

/* CPU time of this thread. */
double calls_now_ns(void);

/* One line: what, the least of the rounds, and what it should be at most. */
void   calls_print(const char *what, double value, const char *unit, double goal);

/* How often, and in how many rounds. */
enum { CALLS_ROUNDS = 7 };

/* The least of the rounds, a turn. `run` does `turns` turns. */
double calls_least(void (*run)(void *user, uint32_t turns), void *user, uint32_t turns);

void   calls_core(const calls_file *nop, const calls_file *hostcall);
void   calls_component(const calls_file *file);

/* One module, instantiated and called; then what the process takes. */
void   calls_small(const calls_file *nop);
void   calls_process(void);

#endif
