/* Packages of WIT as component text, for fuzz-wit: made from a seed, and what must hold of any. */
#ifndef INLAY_TESTS_FUZZ_WIT_PACKED_H
#define INLAY_TESTS_FUZZ_WIT_PACKED_H

#include "tests/fuzz/emit.h"

#include <stdbool.h>

typedef enum wit_packed_end { PACKED_REFUSED, PACKED_INVALID, PACKED_COMPONENT, PACKED_PACKAGE } wit_packed_end;

void wit_packed_make(emit *out, uint64_t *chance);

/* What became of a text that starts with '('. What did not hold is in `why`, else that is empty. */
wit_packed_end wit_packed_hold(const uint8_t *data, size_t size, char *why, size_t why_size);

#endif
