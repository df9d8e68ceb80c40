/* Quotas: what one mod may use, by its slot, its mod.json and the game's policy.
 * Zero says nothing. The smallest of what is said holds. */
#ifndef INLAY_HOST_QUOTA_H
#define INLAY_HOST_QUOTA_H

#include "host/public.h"

struct mod;
struct manifest;
struct slot;

typedef struct quota {
    uint64_t memory, copy;          /* bytes; copy: in one call */
    uint32_t handles;
    uint64_t log_lines, log_bytes;  /* a frame */
    uint32_t weight;                /* 1 to 1,000 */
} quota;

/* The smaller of each; `over` has the weight. */
quota quota_least(const quota *base, const quota *over);

/* What its mod.json says, in that slot (null: none yet): what holds for what starts next. */
void  quota_take(struct mod *m, const struct manifest *says, const struct slot *s);

/* The policy changed: work out what holds, for what plays at once; handles at its next start. */
void  quota_apply(struct mod *m);

/* At a frame's end: who is near a limit is told, once a generation. */
void  quota_warn(struct mod *m);

#endif
