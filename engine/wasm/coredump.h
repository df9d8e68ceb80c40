/* Core dumps: what a trap left of a store, as a file that debuggers read
 * (WebAssembly tool-conventions, Coredump.md): a module that is never run.
 */
#ifndef INLAY_WASM_COREDUMP_H
#define INLAY_WASM_COREDUMP_H

#include "engine/wasm/remains.h"

/* Into `out`, as bytes. Of the memories, what fits `most` bytes: the shadow stack
 * first, then from the start on; blocks of zeros are left out. False: no memory. */
bool coredump_write(const wasm_task *t, text_view name, uint64_t most, text_builder *out);

#endif
