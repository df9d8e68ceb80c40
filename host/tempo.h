/* Tempo: what the short calls of one export take, by their fuel. Asking the
 * clock twice takes longer than a short call, so that in each frame the first
 * two calls are timed, and then one in so many; the others are taken to have
 * gone at the same rate. A call that is not short is timed, and so is the next.
 * Belongs to what is called. How long calls take is told, and decides nothing.
 */
#ifndef INLAY_HOST_TEMPO_H
#define INLAY_HOST_TEMPO_H

#include <stdbool.h>
#include <stdint.h>

/* A prime, so that no pattern of a game falls in with it. */
enum { TEMPO_UNTIMED = 29 };

typedef struct tempo {
    uint64_t frame;               /* in which a call was timed last */
    uint32_t untimed;             /* calls of that frame that needn't be */
    uint32_t rate;                /* ticks that 1024 units of fuel take; 0: not known */
} tempo;

/* A call begins: need its time not be taken? */
static inline bool tempo_goes_on(tempo *t, uint64_t frame)
{
    if (!t->untimed || t->frame != frame)
        return false;
    t->untimed--;
    return true;
}

static inline uint64_t tempo_ticks(const tempo *t, uint64_t fuel)
{
    return fuel * t->rate >> 10;
}

/* A call's time was taken, and was short where it was at most `most` (below 2^22). The first
 * one of a frame finds cold caches, and says nothing of the next. */
static inline void tempo_learn(tempo *t, uint64_t frame, uint64_t ticks, uint64_t fuel, uint64_t most)
{
    bool is_first = t->frame != frame;
    t->frame = frame;
    t->untimed = 0;
    if (is_first || ticks > most || !fuel)
        return;
    uint32_t rate = (uint32_t)((ticks << 10) / fuel);
    t->rate = t->rate ? (uint32_t)(((uint64_t)t->rate * 3 + rate) / 4) : rate;
    t->untimed = TEMPO_UNTIMED;
}

#endif
