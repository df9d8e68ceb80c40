/* Constant expressions of a linked instance (spec 3.0, section 3.4.11).
 */
#ifndef INLAY_WASM_CONSTANT_H
#define INLAY_WASM_CONSTANT_H

#include "engine/wasm/state.h"

/* The value of a validated expression; objects it makes are charged for. False: no memory. */
bool constant_evaluate(wasm_store *s, const instance *i, wasm_span expression, wasm_slot *out);

#endif
