/* Translating ahead: the bodies that are likely to be called, before they are
 * (docs/adr/0035).
 *
 * Likelihood flows from what the component lifts along calls: less behind each
 * branch, none where the call can't return. What was really called counts for
 * certain. Bodies are taken in the order of how likely they are for their size,
 * as many bytes at a time as the caller wants, up to a share of all code. The
 * file alone decides, and what was called; no clock does.
 *
 * It belongs to the component's code, and is used by one thread at a time.
 * Nothing of it shows in a result: it may always be left out.
 */
#ifndef INLAY_COMPONENT_AHEAD_H
#define INLAY_COMPONENT_AHEAD_H

#include "engine/component/component.h"
#include "engine/wasm/store.h"

typedef struct ahead ahead;

/* `codes` of all core modules inside. Null: no memory. */
ahead *ahead_open(budget *b, wasm_code *const *codes, uint32_t count, const component *c);
void   ahead_close(ahead *a);

/* Translate about `room` bytes of bodies, none of more than `largest`; how many it
 * were. A body that doesn't fit any more waits. 0: there is nothing to do. */
uint32_t ahead_step(ahead *a, uint32_t room, uint32_t largest);

/* No more for now: what translation keeps from one body to the next goes, also what calls left. */
void   ahead_rest(ahead *a);

/* All that was likely before anything was called has been translated; from then on true. */
bool   ahead_is_warm(const ahead *a);

/* What was called in an older version of the component will be again, where it looks the same. */
void   ahead_remember(ahead *a, ahead *before);

#endif
