/* What a fuzz target is: libFuzzer's entry, and an input of its own making for
 * runs without libFuzzer (main.c).
 */
#ifndef INLAY_TESTS_FUZZ_H
#define INLAY_TESTS_FUZZ_H

#include "tests/fuzz/emit.h"

#include <stdbool.h>

/* 0: held. Else the target has printed what didn't. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An input from a seed. */
void fuzz_input(uint64_t seed, emit *out);

/* main.c may change bytes of inputs at random before it tries them. */
extern const bool fuzz_mutates;

/* Called once at the end: what the runs were like. */
void fuzz_report(void);

/* splitmix64 */
static inline uint64_t fuzz_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

#endif
