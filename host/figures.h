/* Figures of times a frame: the last ones in a ring, all of them in a histogram.
 * Owned by what is measured (a mod, the host). Nothing is allocated, nothing grows;
 * a percentile is told to 1/16 of its power of two, the largest exactly.
 */
#ifndef INLAY_HOST_FIGURES_H
#define INLAY_HOST_FIGURES_H

#include <stddef.h>
#include <stdint.h>

enum {
    FIGURES_RING = 1440,        /* 10 s at 144 frames a second */
    FIGURES_BUCKETS = 29 * 16,  /* 16 for each power of two of 32 bits, and 16 below */
    FIGURES_OVER = 4            /* frames over 1, 2, 4, 8 ms */
};

/* The last values, in nanoseconds; what is more than 4.29 s counts as that. */
typedef struct figures_ring {
    uint32_t ns[FIGURES_RING];
    uint32_t next, count;
} figures_ring;

typedef struct figures {
    figures_ring recent;
    uint32_t     buckets[FIGURES_BUCKETS];
    uint64_t     over[FIGURES_OVER];
    uint64_t     count;
    uint32_t     most;
} figures;

/* What a table says of some frames. */
typedef struct figures_summary {
    uint64_t count, p50, p95, p99, most, over[FIGURES_OVER];
} figures_summary;

void figures_ring_add(figures_ring *r, uint64_t ns);

/* The value that came `back` before the last; back < count. */
uint32_t figures_ring_at(const figures_ring *r, uint32_t back);

/* How many of the last values add up to at most `ns`: the frames of the last second, where they are frames' lengths. */
uint32_t figures_ring_span(const figures_ring *r, uint64_t ns);

void figures_add(figures *f, uint64_t ns);

/* Of the last `frames`, and of all that ever were. */
figures_summary figures_of_last(const figures *f, uint32_t frames);
figures_summary figures_of_all(const figures *f);
uint64_t        figures_p99(const figures *f);        /* of all, alone */

#endif
