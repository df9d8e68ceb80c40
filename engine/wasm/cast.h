/* Casts (spec 3.0, section 4.2.14): is a reference of a type? */
#ifndef INLAY_WASM_CAST_H
#define INLAY_WASM_CAST_H

#include "engine/wasm/state.h"

/* `type`: a reference type, in the terms of the instance's module. */
bool cast_matches(const wasm_store *s, const instance *i, uint32_t ref, wasm_type type);

#endif
