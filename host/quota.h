/* Quotas: what one mod may use, by its slot, its mod.json and the game's policy.
 * Zero says nothing. The smallest of what is said holds; who comes near it is
 * told, before it fails.
 */
#ifndef INLAY_HOST_QUOTA_H
#define INLAY_HOST_QUOTA_H

#include "host/public.h"

struct mod;
struct manifest;
struct slot;

typedef struct quota {
    uint64_t memory, copy;              /* bytes; copy: in one call */
    uint64_t table_entries, handles;
    uint64_t string, list_items;        /* bytes in one string, items in one list that cross */
    uint64_t log_lines, log_bytes;      /* a frame */
} quota;

/* QUOTA_KEY(name in mod.json and the policy, member, most, factor) */
#define QUOTA_KEYS(QUOTA_KEY)                                                                       \
    QUOTA_KEY(memory_mib, memory, 4096, 1048576) QUOTA_KEY(table_entries, table_entries, 10000000, 1) \
    QUOTA_KEY(handles, handles, 16777216, 1) QUOTA_KEY(copy_kib, copy, 1048576, 1024)               \
    QUOTA_KEY(string_kib, string, 1048576, 1024) QUOTA_KEY(list_items, list_items, 268435456, 1)    \
    QUOTA_KEY(log_lines, log_lines, 1048576, 1) QUOTA_KEY(log_kib, log_bytes, 1048576, 1024)

/* The smaller of each. */
quota quota_least(const quota *a, const quota *b);

/* Each as `over` says it, or else as `base` does. */
quota quota_over(const quota *base, const quota *over);

/* What a slot gives to each of its mods. */
quota quota_of_slot(const inlay_slot_def *def);

/* What its mod.json says, in that slot (null: none yet): what holds for what starts next. */
void  quota_take(struct mod *m, const struct manifest *says, const struct slot *s);

/* The policy changed: work out what holds, for what plays at once. */
void  quota_apply(struct mod *m);

/* At a frame's end, before its counts are forgotten: who is near a limit is told, once a generation for each. */
void  quota_warn(struct mod *m);

#endif
