/* The tracer: tells functions of the game's, live, what mods do; where there is none
 * (host->is_traced), nothing is asked but that.
 *
 * What is begun ends inside the same function of the SDK, whatever becomes of the
 * mod: a call that is suspended is begun again where it goes on. While the game's
 * functions are told, the host is no thread's, so that they can't change it.
 */
#ifndef INLAY_HOST_TRACER_H
#define INLAY_HOST_TRACER_H

#include "host/host.h"

/* Gives what tracer_end wants back. */
uint64_t tracer_begin(const mod *m, text_view function);
void     tracer_end(const mod *m, uint64_t before);

/* The frame is over, and its figures stand in the mods. */
void     tracer_end_frame(inlay_host *host);

/* It became an event. */
void     tracer_tell(const mod *m, inlay_event_kind kind, text_view text);

/* The same as tracer_begin and tracer_end, where there is one. It doesn't change meanwhile. */
static inline uint64_t tracer_enter(const mod *m, text_view function) { return m->host->is_traced ? tracer_begin(m, function) : 0; }

static inline void tracer_leave(const mod *m, uint64_t before)
{
    if (m->host->is_traced)
        tracer_end(m, before);
}

#endif
