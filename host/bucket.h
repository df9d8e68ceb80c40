/* A bucket: the fuel of one mod over the frames, as numbers alone.
 *
 * Each frame it gets a share. What it does not spend it saves, up to so many
 * frames' shares, and spends later, beyond its share; what it overspends is a
 * debt that is paid from the coming shares before anything runs. What it can't
 * save is left to others. While a frame runs, its fuel is in the tank: the
 * store's own counter, which this file never sees but as a number.
 *
 * Whole numbers, no clock: the same frames give the same decisions everywhere.
 */
#ifndef INLAY_HOST_BUCKET_H
#define INLAY_HOST_BUCKET_H

#include "engine/base/check.h"

enum { BUCKET_FRAMES_MOST = 3600 };

typedef struct bucket {
    uint64_t share;         /* of this frame */
    uint64_t most;          /* it saves no more */
    uint64_t saved;         /* by earlier frames; in the tank it is counted no more */
    uint64_t debt;          /* to be paid from coming shares; in the tank it is counted no more */
    uint64_t deficit;       /* of what others left: what it may take next */
} bucket;

/* A part of `fuel` by weight; at least 1, so that no one stands still for ever. */
uint64_t bucket_share(uint64_t fuel, uint64_t weight, uint64_t weights);

/* A frame begins: the tank that it gives, its share less what is owed. Below zero, nothing runs. */
int64_t  bucket_fill(bucket *b, uint64_t share, uint32_t frames);

/* The tank is below zero: what may be added to it from what was saved, `most` at most. */
uint64_t bucket_draw(bucket *b, uint64_t most);

/* A frame ends with so much in the tank: saved, or owed. What could not be saved is the answer. */
uint64_t bucket_settle(bucket *b, int64_t tank);

/* Frames until a tank below zero runs again. */
uint64_t bucket_cooling(const bucket *b, int64_t tank);

/* Deficit round robin over what others left: its turn comes, and it may have so much
 * of `spare`; then it used some of that, and is done or not. */
uint64_t bucket_turn(bucket *b, uint64_t quantum, uint64_t spare);
void     bucket_took(bucket *b, uint64_t used, bool is_done);

#endif
