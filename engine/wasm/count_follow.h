/* Following a store that counts: who called whom, and what was spent there, to the unit.
 *
 * For each frame of the task that runs it is known at which of its follower's nodes it
 * stands; what is charged counts for the node on top. A frame is looked up when it is
 * entered, so that counting may begin while calls are suspended. For count.c,
 * interp_count.c and state.c; the nodes are the follower's.
 */
#ifndef INLAY_WASM_COUNT_FOLLOW_H
#define INLAY_WASM_COUNT_FOLLOW_H

#include "engine/wasm/count_run.h"

/* A function is entered that stands on top. */
void count_follow_enter(wasm_state *st);

/* Other cells run than until now; `at_hand` is what the tank has there. */
void count_follow_switch(wasm_state *st, int64_t at_hand);

/* The run ends, or a function of ours is entered, begins a step, and has made it. */
void count_follow_stop(wasm_state *st);
void count_follow_native(wasm_state *st);
void count_follow_step(wasm_state *st);
void count_follow_stepped(wasm_state *st);

/* Units are given back to frame n. */
void count_follow_give_back(wasm_state *st, uint32_t n, uint32_t units);

#endif
