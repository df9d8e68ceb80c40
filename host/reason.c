/* Reasons. */
#include "host/reason.h"

#include "host/host.h"
#include "host/scheduler.h"

#include <inttypes.h>

static void tell_dry(mod *m)
{
    int64_t tank = scheduler_tank(m) - (int64_t)m->fuel.debt;
    uint64_t frames = bucket_cooling(&m->fuel, tank), share = m->fuel.share;
    if (frames > 1)
        text_format(m->skip_text, sizeof m->skip_text, "\"%.*s\" owes %" PRIu64 " units of fuel for what it did at one go, gets %" PRIu64
                    " a frame, and goes on in %" PRIu64 " frames", TEXT_ARGS(m->current->activity_name), (uint64_t)0 - (uint64_t)tank, share, frames);
    else if (m->dry_frames >= SCHEDULER_PATIENCE)
        text_format(m->skip_text, sizeof m->skip_text, "out of fuel: \"%.*s\" was so for %" PRIu64 " frames in a row, and gets its share of %" PRIu64
                    " a frame alone, nothing of what others leave, until it ends", TEXT_ARGS(m->current->activity_name), m->dry_frames, share);
    else
        text_format(m->skip_text, sizeof m->skip_text, "out of fuel: \"%.*s\" needs more than its share of %" PRIu64
                    " a frame, what it had saved is spent, and others left too little; it goes on in the next frame (%" PRIu64 " so far)",
                    TEXT_ARGS(m->current->activity_name), share, m->dry_frames);
}

text_view reason_of(mod *m)
{
    const generation *g = m->current;
    if (mod_state(m) != INLAY_WAITING)
        return m->reason;
    if (m->late_frame == m->host->window || m->late_frame + 1 == m->host->window)
        text_format(m->skip_text, sizeof m->skip_text, "\"%.*s\" was stopped after %u us by the slot's deadline; it goes on in the next frame",
                    TEXT_ARGS(g->activity_name), m->slot->def.deadline_us);
    else if (g->is_pending)
        text_format(m->skip_text, sizeof m->skip_text, "\"%.*s\" waits for a function of the game that is not done yet", TEXT_ARGS(g->activity_name));
    else
        tell_dry(m);
    return text_of(m->skip_text);
}
