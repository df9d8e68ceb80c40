/* Forwards: functions that do nothing but call through a table, with the very
 * parameters they were given. A component that was made from a core module has
 * one for each import that wants memory, so most calls of the host go through
 * one. Where it leads to a function of ours that is done at once, both come and
 * go here: with the frames, the price and the stops that running it has.
 *
 * They belong to a module's code, and are found when the first of its functions
 * calls a function of ours through a table.
 */
#ifndef INLAY_WASM_FORWARD_H
#define INLAY_WASM_FORWARD_H

#include "engine/wasm/state.h"

typedef struct code_forward {
    uint32_t cell;                /* of the function's cells: its call, as it is left in frames; 0: it has not called yet */
    uint32_t element, table, type;
    uint16_t params, results;     /* slots */
} code_forward;

/* The function on top, of the instance that runs, calls a function of ours; pc is the call's last cell. */
void forward_learn(wasm_state *st);

/* Is a call of that function, from another instance, to be made by forward_call? Where cells are counted, they run. */
static inline bool forward_is(const wasm_store *s, const store_func *f)
{
    return f->instance != STATE_NATIVE && s->instances[f->instance]->code->forwards && !s->counts;
}

/* Call it; its arguments stand `shift` slots on, and the frame on top has its pc. False: it must be run. */
bool forward_call(wasm_state *st, const store_func *f, uint32_t shift, run_outcome *out);

/* The cells are thrown away, and made anew perhaps for another interpreter. */
void forward_forget(wasm_code *c);
void forward_close(wasm_code *c);

#endif
