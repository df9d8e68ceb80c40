/* Linking: does what is offered match what a module imports (spec 3.0, section
 * 3.3.11 to 3.3.16)? Reads the store, owns nothing.
 */
#ifndef INLAY_WASM_LINK_H
#define INLAY_WASM_LINK_H

#include "engine/wasm/state.h"

/* Check all imports of `m`; `ids` are its types in the store. False: UNLINKABLE. */
bool link_check(const wasm_store *s, const wasm_module *m, const uint32_t *ids, const wasm_extern *given, error *err);

#endif
