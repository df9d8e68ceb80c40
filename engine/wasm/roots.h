/* Roots: every place outside the heap that holds a reference into it. Each
 * function looks at a part of them, as far as the visitor's units go, from
 * where the store's collection says, and tells whether that was the rest.
 */
#ifndef INLAY_WASM_ROOTS_H
#define INLAY_WASM_ROOTS_H

#include "engine/wasm/state.h"

typedef struct roots_visitor {
    void   (*visit)(void *user, uint32_t ref);
    void    *user;
    uint32_t most;                /* units */
    uint64_t units;               /* places looked at */
} roots_visitor;

/* Frames of all tasks, which are parked, and results that are not yet taken.
 * RUN_TRAPPED: code that says where a frame's references are could not be made. */
run_outcome roots_of_tasks(wasm_state *st, roots_visitor *v, bool *through);

bool roots_of_globals(wasm_store *s, roots_visitor *v);
bool roots_of_tables(wasm_store *s, roots_visitor *v);
bool roots_of_segments(wasm_store *s, roots_visitor *v);

#endif
