/* Backtraces: a task's frames, as a trap tells them.
 */
#ifndef INLAY_WASM_BACKTRACE_H
#define INLAY_WASM_BACKTRACE_H

#include "engine/wasm/state.h"

/* Record the trap that ended what `st` runs into its store; all frames still stand. */
void backtrace_record(wasm_state *st);

/* What may explain a trap that comes later: told behind its own words, which it begins with "before it ". The first note is kept. */
void backtrace_note(wasm_store *s, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
