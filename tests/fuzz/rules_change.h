/* A module with some instructions changed for others of the same length: most of
 * these are still read, and some are still valid.
 */
#ifndef INLAY_TESTS_RULES_CHANGE_H
#define INLAY_TESTS_RULES_CHANGE_H

#include "engine/wasm/module.h"

/* The file that `m` was decoded from, changed, to be freed; null: there is no code in it. */
uint8_t *rules_change(const wasm_module *m, const uint8_t *data, size_t size);

#endif
