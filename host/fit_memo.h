/* What fitted: outlines of components (component.h) that fitted a slot's world, so
 * that the next version of a mod, or another built alike, is fitted without a look
 * at a type. A hash finds the outline that may be the same; the bytes decide.
 *
 * The loader owns it, and its thread alone uses it. It keeps the last few.
 */
#ifndef INLAY_HOST_FIT_MEMO_H
#define INLAY_HOST_FIT_MEMO_H

#include "engine/component/component.h"

struct slot;

enum { FIT_MEMO_ENTRIES = 64, FIT_MEMO_OUTLINE = 64 << 10 };

typedef struct fit_memo_entry {
    const struct slot *slot;      /* null: none */
    uint64_t           hash;
    uint8_t           *outline;
    size_t             size;
} fit_memo_entry;

typedef struct fit_memo {
    budget        *budget;
    fit_memo_entry entries[FIT_MEMO_ENTRIES];
    uint32_t       next;          /* to be written over */
    uint64_t       known, alike;  /* how often an outline was there; had the hash of one, and was another */
} fit_memo;

void fit_memo_open(fit_memo *memo, budget *b);
void fit_memo_close(fit_memo *memo);

/* Has one with this outline fitted that slot? */
bool fit_memo_knows(fit_memo *memo, const struct slot *s, text_view outline);

/* It fitted. One that is too large, or for which there is no memory, is not kept. */
void fit_memo_keep(fit_memo *memo, const struct slot *s, text_view outline);

#endif
