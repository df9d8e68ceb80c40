/* Checkpoints: the states that a mod saved, kept by the host for its next start.
 *
 * A mod has two: the newest, and the one before, which it went on from without
 * failing. Each has a budget of its own with the slot's limit. They outlive
 * generations, and die with the mod.
 */
#ifndef INLAY_HOST_CHECKPOINT_H
#define INLAY_HOST_CHECKPOINT_H

#include "engine/base/arena.h"
#include "host/public.h"

struct mod;

typedef struct checkpoint {
    bool         is_there;
    budget       own;
    arena        arena;
    inlay_value  value;
    const ctype *type;                  /* of the image that saved it: the slot's */
    uint64_t     frame;                 /* when it was saved */
} checkpoint;

void checkpoint_close(checkpoint *c);

/* A state was saved. False: it is beyond the slot's limit, or there is no memory; the ones before are kept. */
bool checkpoint_keep(struct mod *m, const inlay_value *value);

/* `to` becomes a copy; empty where there is no memory, or nothing to copy. */
void checkpoint_copy(struct mod *m, checkpoint *to, const checkpoint *from);

/* An arena points to its budget: what moves is made anew around the same bytes. */
void checkpoint_move(checkpoint *to, checkpoint *from);

/* The one to start from: the newest, the one before after failures, none after more. Null: start fresh. */
const checkpoint *checkpoint_to_start_from(const struct mod *m);

/* At a frame's end: ask mods to save whose time has come, on their own fuel. */
void checkpoint_step(inlay_host *host);

/* A save that went on in a later frame is done. */
void checkpoint_take(struct mod *m);

#endif
