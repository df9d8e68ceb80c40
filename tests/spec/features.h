/* Which features of core WebAssembly the project claims, and what to call the others. */
#ifndef INLAY_TESTS_SPEC_FEATURES_H
#define INLAY_TESTS_SPEC_FEATURES_H

#include "engine/wasm/module.h"

/* A feature of the set that is not claimed; null when all are. */
const char *features_missing(uint32_t features);

/* Scripts under proposals/NAME and legacy/ are beyond 3.0: a refusal there says
 * nothing. The proposal's name, or null. */
const char *features_beyond(const char *script, char *name, size_t size);

#endif
