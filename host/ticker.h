/* A ticker: how long things take, in ticks that cost little to ask for.
 *
 * Ticks are the CPU's counter where that goes on at one rate, else the OS's
 * clock; the game's own clock comes before both, and its ticks are nanoseconds.
 * What a tick is worth is measured against the OS's clock: a first guess when
 * it is opened, and again once a frame. Only spans have a meaning.
 */
#ifndef INLAY_HOST_TICKER_H
#define INLAY_HOST_TICKER_H

#include "host/os/time.h"

typedef struct ticker {
    bool     counts;              /* ticks are the CPU's */
    uint64_t (*clock)(void *user);        /* the game's; null: the OS's */
    void    *clock_user;
    uint64_t ticks_then, ns_then; /* when the worth was measured */
    double   ns_of_tick;
    uint64_t ticks_of_short;      /* what is done in so many is short beside asking twice; 0: the game's clock wants to be asked each time */
} ticker;

void     ticker_open(ticker *t, uint64_t (*clock)(void *user), void *clock_user);

/* Measure a tick again: between frames. */
void     ticker_correct(ticker *t);

/* Nanoseconds: the game's clock, or the OS's. */
uint64_t ticker_clock(const ticker *t);

static inline uint64_t ticker_now(const ticker *t)
{
    return t->counts ? time_counter() : ticker_clock(t);
}

/* A span of ticks, in nanoseconds. */
static inline uint64_t ticker_ns(const ticker *t, uint64_t ticks)
{
    return t->counts ? (uint64_t)((double)ticks * t->ns_of_tick) : ticks;
}

/* From then to now; nothing where the counters of two cores disagree. */
static inline uint64_t ticker_span(uint64_t then, uint64_t now)
{
    return now > then ? now - then : 0;
}

#endif
