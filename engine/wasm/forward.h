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

/* Of a store: where a forward led when it was called last. */
typedef struct forward_memo {
    uint32_t             func;    /* its address + 1; 0: none */
    uint32_t             target;  /* the address of ours */
    uint32_t             instance;
    const code_function *code;
    const code_forward  *way;
    const table         *table;
    const store_native  *native;
    uint32_t             price;   /* of both frames */
    uint32_t             extent;  /* slots from the first one's base that are enough for both */
} forward_memo;

enum { FORWARD_MEMOS = 8 };

/* The function on top, of the instance that runs, calls a function of ours; pc is the call's last cell. */
void forward_learn(wasm_state *st);

/* Call any function: its arguments stand `shift` slots on, and the frame on top has its pc. Where cells are counted, they run. */
run_outcome forward_call(wasm_state *st, uint32_t func, uint32_t shift);

/* The cells are thrown away, and made anew perhaps for another interpreter. */
void forward_forget(wasm_code *c);
void forward_close(wasm_code *c);

#endif
