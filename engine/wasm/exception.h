/* Exceptions (spec 3.0, sections 4.6.10 and 4.6.11): thrown, and caught in a
 * frame of wasm below; one that would leave the task's first frame or cross a
 * function of ours is a trap.
 *
 * What is thrown is only kept where a clause asks for a reference to it: as an
 * object of the store's heap.
 */
#ifndef INLAY_WASM_EXCEPTION_H
#define INLAY_WASM_EXCEPTION_H

#include "engine/wasm/state.h"

/* The cell at pc throws: dst: the first argument, index.x: the tag. */
run_outcome exception_throw(wasm_state *st);

/* Likewise: slot a, the reference. */
run_outcome exception_throw_ref(wasm_state *st);

#endif
