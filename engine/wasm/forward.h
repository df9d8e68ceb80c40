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
    const wasm_cell *pc;          /* its call, as it is left in frames; null: it has not called yet, or its cells are gone */
    uint32_t         element, table, type;
} code_forward;

/* Of a store: where a forward led when it was called last. A table only grows, so the element is there. */
typedef struct forward_memo {
    uint32_t            func;     /* its address + 1; 0: none */
    uint32_t            element;
    const code_forward *way;
    const table        *table;
    const store_native *native;
    uint32_t            here[2];  /* the first frame's instance and function, as a frame has them; */
    uint32_t            there[2]; /* the second's */
    uint32_t            price;    /* of both frames */
    uint32_t            extent;   /* bytes from the first one's base that are enough for both */
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
