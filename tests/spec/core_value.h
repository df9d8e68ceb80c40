/* Core values as the suite writes them. */
#ifndef INLAY_TESTS_SPEC_CORE_VALUE_H
#define INLAY_TESTS_SPEC_CORE_VALUE_H

#include "engine/wasm/store.h"

#include <cjson/cJSON.h>

/* An argument, into one slot, or two for v128. The slots filled; 0: not understood. */
unsigned core_value_parse(const cJSON *json, wasm_slot out[2]);

/* Is what was found one of the values that the pattern stands for? */
bool core_value_matches(const cJSON *pattern, const wasm_slot *found, wasm_type type);

/* Both sides, for a message. */
void core_value_print(char *out, size_t size, const cJSON *pattern, const wasm_slot *found, wasm_type type);

#endif
