/* A page pool: ranges that were given back, kept for the next who asks, so that
 * an instance comes and goes without a word to the OS (docs/adr/0017).
 *
 * Owned by a host, used by its thread alone. What the next one gets reads zero:
 * a range is cleared before it is kept, where that fails it isn't kept. One of
 * which much was used is cleared a piece at a time, so that no frame pays for all.
 */
#ifndef INLAY_BASE_PAGE_POOL_H
#define INLAY_BASE_PAGE_POOL_H

#include "engine/base/pages.h"

enum {
    PAGE_POOL_RANGES = 32,        /* kept at most; address space, and what lies in few pages */
    PAGE_POOL_READY  = 64 << 20,  /* bytes usable in one that is kept: more were asked for once, and won't be again */
    PAGE_POOL_WAITING = 8,        /* ranges that are being cleared */
    PAGE_POOL_PIECE  = 1 << 20    /* bytes cleared at once */
};

/* A range that is being cleared: what `done` bytes of it are. */
typedef struct page_waiting { page_range range; size_t used, done; } page_waiting;

typedef struct page_pool {
    const page_table *under;
    page_table        table;      /* what memories are given */
    page_range        ranges[PAGE_POOL_RANGES];
    uint32_t          count;      /* the last one was given back last */
    page_waiting      waiting[PAGE_POOL_WAITING];
    uint32_t          waiting_count;
} page_pool;

/* The pool stays where it is until it is closed. */
void page_pool_open(page_pool *pool, const page_table *under);

/* Go on clearing: one piece, now and then. */
void page_pool_step(page_pool *pool);

/* Nothing of it may be in use. */
void page_pool_close(page_pool *pool);

#endif
