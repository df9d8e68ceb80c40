/* What happens after a failure. */
#include "host/failure.h"

#include "host/host.h"
#include "host/reload.h"
#include "host/story.h"

#include <inttypes.h>

/* Frames; the first doubles with each strike. A version ran well that played so many in a row without a failure. */
enum { FAILURE_WAIT = 15, FAILURE_WAIT_MOST = 600, FAILURE_RAN_WELL = 60 };

static bool may_restart(const mod *m)
{
    const inlay_slot_def *def = &m->slot->def;
    return m->good && m->strikes < def->strikes && (def->on_failure == INLAY_FAILURE_RESTART || def->on_failure == INLAY_FAILURE_FALL_BACK);
}

static uint64_t frames_to_wait(const mod *m)
{
    uint64_t wait = m->strikes < 2 ? 1 : (uint64_t)FAILURE_WAIT << (m->strikes < 8 ? m->strikes : 8);
    return wait < FAILURE_WAIT_MOST ? wait : FAILURE_WAIT_MOST;
}

void failure_change_version(mod *m)
{
    uint64_t frames = m->current ? m->host->frame - m->last_swap_frame : 0;
    bool falls_back = m->slot->def.on_failure == INLAY_FAILURE_FALL_BACK;
    failure_forgive(m);
    m->fell_back_to = 0;
    if (falls_back && frames < FAILURE_RAN_WELL)
        return;                         /* it has proved nothing; what did before it is still there */
    image_release(m->proven);
    m->proven = NULL;
    checkpoint_close(&m->proven_state);
    if (!falls_back)
        return;
    m->proven = m->current->image;
    image_keep(m->proven);
    m->proven_generation = m->current->number;
    m->proven_frames = frames;
    checkpoint_copy(m, &m->proven_state, &m->saved);
}

/* The states of the version that struck out go with it. */
static void fall_back_to_proven(mod *m)
{
    image_release(m->good);
    m->good = m->proven;
    m->proven = NULL;
    checkpoint_close(&m->saved_before);
    checkpoint_move(&m->saved, &m->proven_state);
    failure_forgive(m);
    m->fell_back_to = m->proven_generation;
    m->restart_frame = m->host->frame + 1;
}

void failure_strike(mod *m)
{
    const inlay_slot_def *def = &m->slot->def;
    uint64_t now = m->host->frame, forgotten = (now - m->strike_frame) / def->strike_frames;
    m->strikes = forgotten < m->strikes ? m->strikes - (uint32_t)forgotten + 1 : 1;
    m->strike_frame = now;
    /* a state that was started from and failed before another was saved is not trusted again */
    if (def->on_failure == INLAY_FAILURE_FALL_BACK && m->started_from_state && m->fall_back < 2)
        m->fall_back++;
    m->restart_frame = may_restart(m) ? now + frames_to_wait(m) : 0;
    if (def->on_failure == INLAY_FAILURE_DISABLE)
        m->is_enabled = false;
    host_end_era(m->host);
    if (def->on_failure == INLAY_FAILURE_FALL_BACK && m->strikes >= def->strikes && m->proven && !m->newest)
        fall_back_to_proven(m);
}

static void tell_state(text_builder *t, const mod *m)
{
    const checkpoint *from = checkpoint_to_start_from(m);
    if (from)
        text_add(t, "from the state that it saved in frame %" PRIu64 "%s", from->frame, m->fall_back ? ", the last that was good" : "");
    else if (!m->slot->state_type)
        text_add(t, "from its beginning: its world has no save");
    else
        text_add(t, "from its beginning: %s", m->saved.is_there ? "what it saved made it fail" : "it has saved nothing yet");
}

static void tell_version(text_builder *t, const mod *m)
{
    text_view version = m->good->manifest.version;
    text_add(t, "  that was its last strike: in the next frame the version before it (%s%.*s%sgeneration %u, which ran for %" PRIu64 " frames without a failure) "
                "plays again, ", version.size ? "version " : "", TEXT_ARGS(version), version.size ? ", " : "", m->fell_back_to, m->proven_frames);
    tell_state(t, m);
    text_add(t, "; the newer one is tried when its file changes, or the game reloads it; all others play on\n");
}

void failure_words(text_builder *t, const mod *m)
{
    const inlay_slot_def *def = &m->slot->def;
    if (m->restart_frame && m->strikes == 0) {
        tell_version(t, m);
        return;
    }
    if (m->restart_frame) {
        uint64_t wait = m->restart_frame - m->host->frame;
        text_add(t, "  it starts again in ");
        if (wait > 1)
            text_add(t, "%" PRIu64 " frames ", wait);
        else
            text_add(t, "the next frame ");
        tell_state(t, m);
        text_add(t, " (strike %u of %u); all others play on\n", m->strikes, def->strikes);
        return;
    }
    if (def->on_failure == INLAY_FAILURE_DISABLE)
        text_add(t, "  it is switched off until a new version of it comes, or the game tries it again; all others play on\n");
    else
        text_add(t, "  it does not play until a new version of it comes, or the game tries it again%s; all others play on\n",
                 m->good && m->strikes >= def->strikes ? ": that was its last strike" : "");
}

void failure_forgive(mod *m)
{
    m->strikes = 0;
    m->restart_frame = 0;
    m->fall_back = 0;
}

void failure_end(mod *m, const char *why)
{
    text_builder story;
    char doing[200];
    text_format(doing, sizeof doing, "\"%.*s\"", TEXT_ARGS(m->current->activity_name));
    text_open(&story, &m->host->budget);
    story_of_end(&story, m->current, doing, why);
    failure_strike(m);
    failure_words(&story, m);
    mod_end_generation(m, INLAY_EVENT_TRAPPED, INLAY_FAILED, text_of(text_string(&story)));
    text_close(&story);
}

void failure_retry(mod *m)
{
    failure_forgive(m);
    if (!m->is_enabled)
        mod_enable(m, true);
    if (!m->current && !m->candidate)
        m->wants_restart = true;
}

static void end_suspended(mod *m)
{
    char why[300];
    text_format(why, sizeof why, "its call was out of fuel for %" PRIu64 " frames, and %u are allowed\n"
                "  hint: look for a loop that does not end; or do less in one call, ask for a larger \"weight\", or let the game raise suspended_frames",
                m->dry_frames, m->current->suspended_most);
    failure_end(m, why);
}

void failure_step(inlay_host *host)
{
    for (uint32_t i = 1; i < host->mods.count; i++) {
        mod *m = serial_at(&host->mods, i);
        if (!m)
            continue;
        if (m->current && m->current->is_suspended && m->current->suspended_most && m->dry_frames > m->current->suspended_most)
            end_suspended(m);
        if (m->restart_frame && m->restart_frame <= host->frame && m->is_enabled && !m->current) {
            m->restart_frame = 0;
            m->is_restarting = !m->newest;
            reload_restart(m);
        }
    }
}
