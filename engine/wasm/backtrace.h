/* Backtraces: a task's frames, as a trap tells them.
 */
#ifndef INLAY_WASM_BACKTRACE_H
#define INLAY_WASM_BACKTRACE_H

#include "engine/wasm/state.h"

/* Record the trap that ended what `st` runs into its store; all frames still stand. */
void backtrace_record(wasm_state *st);

#endif
