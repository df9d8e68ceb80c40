/* Test modules from tests/data/hostile, read whole. */
#ifndef INLAY_TESTS_HOSTILE_LOAD_H
#define INLAY_TESTS_HOSTILE_LOAD_H

#include "engine/base/check.h"

enum { LOAD_MOST = 512 << 10 };

typedef struct loaded { size_t size; uint8_t bytes[LOAD_MOST]; } loaded;

/* False, having said why. */
bool load_file(loaded *file, const char *name);

#endif
