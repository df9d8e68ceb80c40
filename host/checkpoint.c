/* Saved states. */
#include "host/checkpoint.h"

#include "host/host.h"
#include "host/reload.h"
#include "host/scheduler.h"
#include "host/story.h"

#include <inttypes.h>

void checkpoint_close(checkpoint *c)
{
    if (!c->is_there)
        return;
    arena_close(&c->arena);
    budget_close(&c->own);
    *c = (checkpoint){ .is_there = false };
}

void checkpoint_move(checkpoint *to, checkpoint *from)
{
    checkpoint_close(to);
    *to = *from;
    to->arena.budget = &to->own;
    *from = (checkpoint){ .is_there = false };
}

static void tell_too_large(mod *m)
{
    if (m->is_large_state_told)
        return;
    m->is_large_state_told = true;
    mod_event_format(m, INLAY_EVENT_LOG, "%s: what its save gives takes more than %" PRIu64 " bytes; the state before is kept\n"
                     "  hint: save less, or let the game raise state_bytes of slot \"%.*s\"", m->name.bytes, m->slot->def.state_bytes, TEXT_ARGS(m->slot->name));
}

static bool take(mod *m, checkpoint *to, const inlay_value *value, const ctype *type, uint64_t frame)
{
    *to = (checkpoint){ .is_there = true, .type = type, .frame = frame };
    budget_open_child(&to->own, &m->host->budget, m->slot->def.state_bytes);
    arena_open(&to->arena, &to->own);
    if (value_copy(&to->arena, value, &to->value))
        return true;
    checkpoint_close(to);
    return false;
}

void checkpoint_copy(mod *m, checkpoint *to, const checkpoint *from)
{
    checkpoint_close(to);
    if (from->is_there)
        take(m, to, &from->value, from->type, from->frame);
}

bool checkpoint_keep(mod *m, const inlay_value *value)
{
    checkpoint *next = &m->saving;
    if (!value)
        return false;
    if (!take(m, next, value, m->slot->state_type, m->host->frame)) {
        tell_too_large(m);
        return false;
    }
    checkpoint_move(&m->saved_before, &m->saved);
    checkpoint_move(&m->saved, next);
    m->fall_back = 0;
    return true;
}

const checkpoint *checkpoint_to_start_from(const mod *m)
{
    if (m->fall_back == 0)
        return m->saved.is_there ? &m->saved : NULL;
    return m->fall_back == 1 && m->saved_before.is_there ? &m->saved_before : NULL;
}

/* ---- at a frame's end ---- */

/* It can pay what the last one took, out of this frame's tank and what it saved. */
static bool can_pay(const mod *m)
{
    int64_t tank = scheduler_tank(m);
    return tank > 0 && (uint64_t)tank + m->fuel.saved >= m->save_fuel;
}

static bool is_due(const mod *m)
{
    const slot *s = m->slot;
    return m->current && m->is_enabled && s->state_type && s->def.save_every_frames && m->host->frame
        && m->host->frame - m->save_frame >= s->def.save_every_frames
        && generation_is_idle(m->current) && m->phase == RELOAD_NONE && can_pay(m);
}

void checkpoint_take(mod *m)
{
    generation *g = m->current;
    m->save_fuel = m->fuel_total - m->save_began;
    checkpoint_keep(m, component_result(g->store, g->task));
}

static void save(mod *m)
{
    error err = { 0 };
    m->save_frame = m->host->frame;
    m->save_began = m->fuel_total;
    if (!reload_begin_save(m, &err)) {
        host_tell_error(m->host, m, &err);
        return;
    }
    switch (generation_run(m->current)) {
    case TASK_DONE:
        checkpoint_take(m);
        return;
    case TASK_TRAPPED:
        story_end(m, "save");
        return;
    case TASK_OUT_OF_FUEL: case TASK_PENDING:
        return;                         /* it goes on in the next frame, before anything else of it */
    }
}

void checkpoint_step(inlay_host *host)
{
    for (uint32_t s = 0; s < host->slots.count; s++) {
        slot *each = host->slots.ordered[s];
        for (uint32_t i = 0; i < each->mod_count;) {
            mod *m = each->mods[i];
            if (is_due(m))
                save(m);
            i += i < each->mod_count && each->mods[i] == m;
        }
    }
}
