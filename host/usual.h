/* The usual typed call: an export that was called before, of a mod that plays,
 * with nothing said of this call, no tracer, no deadline, and a time that is
 * known by its fuel. It goes from the game to the component in one piece, as
 * host_enter_call, invoke_typed and host_leave would go.
 */
#ifndef INLAY_HOST_USUAL_H
#define INLAY_HOST_USUAL_H

#include "host/mod.h"

/* Where a call is not usual, invoke_call makes it. Neither `host` nor `binding` is null. */
inlay_status usual_call(inlay_host *host, inlay_mod id, const inlay_binding *binding, uint32_t index, const void *const *arguments, void *result);

/* A call is done. */
static inline void usual_count(mod *m)
{
    m->calls++;
    m->ended_a_call = true;
    m->is_slow_told = false;
}

#endif
