/* Late: what a suspended call gave when it ended, in a later frame. The mod keeps it until the game takes it, so
 * that it outlasts its generation: a call may end, or trap, in the very inlay_frame in which another takes over.
 */
#ifndef INLAY_HOST_LATE_H
#define INLAY_HOST_LATE_H

#include "engine/base/arena.h"
#include "host/binding.h"

struct mod;
struct generation;

typedef struct late {
    bool                 is_kept;
    inlay_status         status;        /* DONE; TRAPPED; LIMIT: there was no memory to keep it */
    arena                arena;         /* of the host's */
    inlay_value          value;
    const inlay_binding *binding;       /* it was a typed call's, of that export: its result lies at `place`; null: a value's */
    uint32_t             index;
    void                *place;
    size_t               size;
} late;

/* Of what ended just now in the mod's playing generation. */
void late_keep(struct mod *m, const struct generation *g);
void late_fail(struct mod *m);

#endif
