/* The collector (docs/adr/0019): finds the objects that a running mod can still
 * reach, and gives the others' room back.
 *
 * A collection starts when enough bytes have been allocated, or when the budget
 * has no room, inside the instruction that allocates. It goes in small steps,
 * each paid for with fuel; the task can be suspended between two, but nothing
 * of the store runs until the collection is over. So no write needs a barrier.
 */
#ifndef INLAY_WASM_COLLECTOR_H
#define INLAY_WASM_COLLECTOR_H

#include "engine/wasm/state.h"

enum { COLLECTOR_FIRST = 256 << 10 };     /* bytes allocated before the first collection, and at least between two */

/* Room for an object, unwritten, for the instruction at pc, whose frame's roots
 * are known there. All but RUN_ON: the instruction is to run again, or trapped. */
run_outcome collector_alloc(wasm_state *st, uint64_t bytes, uint32_t *ref);

/* The task that allocated is gone, or another one runs: the collection under way is not to go on. */
void        collector_abort(wasm_store *s);

#endif
