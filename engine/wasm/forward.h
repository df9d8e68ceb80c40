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

/* The function on top, of the instance that runs, calls a function of ours; pc is the call's last cell. */
void forward_learn(wasm_state *st);

/* Call any function: its arguments stand `shift` slots on, and the frame on top has its pc. Where cells are counted, they run. */
run_outcome forward_call(wasm_state *st, uint32_t func, uint32_t shift);

/* The same for the cell call_import, of a function that isn't ours; the frame gets its pc, and the tank what is at hand, here.
 * What is left of that, if it was done and st is as it was; else, below zero, the complement of an outcome. */
int forward_call_import(wasm_state *st, uint32_t func, wasm_slot *base, int fuel);

/* What a store remembers is no longer so. */
void forward_forget_all(wasm_store *s);
void forward_open_all(wasm_store *s);
void forward_close_all(wasm_store *s);

/* The cells are thrown away, and made anew perhaps for another interpreter. */
void forward_forget(wasm_code *c);
void forward_close(wasm_code *c);

#endif
