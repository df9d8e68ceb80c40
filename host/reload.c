/* Reload, a frame at a time. */
#include "host/reload.h"

#include "host/failure.h"
#include "host/host.h"
#include "host/place.h"
#include "host/scheduler.h"
#include "host/story.h"
#include "host/warm.h"

enum {
    RELOAD_START_FRAMES = 600,          /* a start that takes ten seconds of frames never ends */
    RELOAD_WARM_FRAMES = 24,            /* a version that plays goes on so long while the next one is warmed (warm.h) */
    RELOAD_SUSPENDED_FRAMES = 30        /* half a second: long enough to end a frame's work */
};

static uint32_t patience(const mod *m)
{
    return m->host->config.suspended_frames ? m->host->config.suspended_frames : RELOAD_SUSPENDED_FRAMES;
}

bool reload_take_manifest(mod *m, const image *i)
{
    arena texts;
    arena_open(&texts, &m->host->budget);
    text_view name = arena_text(&texts, image_name(i)), language = arena_text(&texts, i->manifest.language);
    text_view version = arena_text(&texts, i->manifest.version), wanted = arena_text(&texts, i->manifest.slot);
    if (!name.bytes || !language.bytes || !version.bytes || !wanted.bytes) {
        arena_close(&texts);
        return false;
    }
    bool was_seated = m->is_seated;
    mod_unseat(m);
    arena_close(&m->texts);
    m->texts = texts;
    m->name = name;
    m->language = language;
    m->version = version;
    m->order = i->manifest.order;
    m->slot = i->slot ? slot_at(&m->host->slots, i->slot->index) : NULL;     /* refused before it had one */
    host_end_era(m->host);
    quota_take(m, &i->manifest, m->slot);
    m->slot_name = m->slot ? m->slot->name : wanted;
    m->host->places++;                  /* the name or the slot that it leaves may be waited for */
    return !was_seated || mod_seat(m);
}

static void set_phase(mod *m, reload_phase phase)
{
    m->phase = phase;
    m->phase_frames = 0;
    host_end_era(m->host);
}

void reload_cancel(mod *m)
{
    generation *g = m->candidate;
    m->candidate = NULL;
    set_phase(m, RELOAD_NONE);
    m->host->places++;
    generation_close(g);
}

/* Where nothing ever started, inlay_reload tries what was refused. */
static void keep_for_retry(mod *m, image *i)
{
    if (m->good)
        return;
    image_keep(i);
    m->good = i;
}

/* The candidate is refused; what played plays on. The image that failed is not tried again by itself. */
static void refuse(mod *m, const char *story)
{
    bool first = m->current == NULL;
    if (m->candidate)
        keep_for_retry(m, m->candidate->image);
    text_builder text;
    text_open(&text, &m->host->budget);
    text_add(&text, "%s", story);
    bool struck = m->is_restarting && first && !m->is_waiting;
    if (struck) {
        m->fall_back += m->phase == RELOAD_LOADING && m->fall_back < 2;
        failure_strike(m);
        failure_words(&text, m);
    } else if (m->current)
        text_add(&text, "  generation %u goes on\n", m->current->number);
    else if (!m->is_waiting)
        text_add(&text, "  it does not play until a version comes that starts\n");
    mod_set_reason(m, text_of(text_string(&text)));
    mod_event(m, INLAY_EVENT_REFUSED, text_of(text_string(&text)));
    text_close(&text);
    if (first)
        m->rest = struck ? INLAY_FAILED : INLAY_REFUSED;
    reload_cancel(m);
}

static void refuse_error(mod *m, const error *err)
{
    char story[3000];
    error_format(err, m->name.bytes, story, sizeof story);
    refuse(m, story);
}

static void refuse_trap(mod *m, const char *doing)
{
    text_builder text;
    text_open(&text, &m->host->budget);
    story_of_trap(&text, m->candidate, doing);
    refuse(m, text_string(&text));
    text_close(&text);
}

/* It was given time enough. */
static void refuse_slow(mod *m, const char *doing, const char *why)
{
    text_builder text;
    text_open(&text, &m->host->budget);
    story_of_end(&text, m->candidate, doing, why);
    refuse(m, text_string(&text));
    text_close(&text);
}

/* ---- fuel: what starts shares its slot's fuel_to_start, in the order of the mods ---- */

static int64_t lend_fuel(mod *m, generation *g)
{
    int64_t debt = store_fuel(generation_core(g));
    int64_t fuel = m->slot->start_fuel + (debt < 0 && g == m->candidate ? debt : 0);
    store_set_fuel(generation_core(g), fuel);
    return fuel;
}

static task_outcome run(mod *m, generation *g)
{
    int64_t tank = scheduler_tank(m), before = lend_fuel(m, g);
    m->is_lent_fuel = g == m->current;
    task_outcome outcome = generation_run(g);
    int64_t after = store_fuel(generation_core(g));
    m->slot->start_fuel -= before - after;
    if (m->is_lent_fuel)
        store_set_fuel(generation_core(g), tank);
    m->is_lent_fuel = false;
    return outcome;
}

/* ---- the phases; each says whether the next may follow in this frame ---- */

/* One more frame of its patience is over; but what waits for time, or for the game, has lost nothing while none passes. */
static uint32_t count_frame(mod *m, const generation *g)
{
    m->phase_frames += m->host->length_ns || !g->is_pending;
    return m->phase_frames;
}

/* What has no place is refused once, with who is in its way, and waits. */
static bool wait_for_place(mod *m, const error *err)
{
    bool told = m->is_waiting;
    m->is_waiting = true;
    if (!told)
        refuse_error(m, err);
    m->places_seen = m->host->places;
    return false;
}

static bool begin(mod *m)
{
    image *i = m->newest;
    slot *s = slot_at(&m->host->slots, i->slot->index);
    error err = { 0 };
    if (m->is_waiting && m->places_seen == m->host->places)
        return false;
    if (!m->current && !m->is_waiting && !reload_take_manifest(m, i))
        error_memory(&err);
    if (!err.code && !place_is_free(m, i, s, &err))
        return wait_for_place(m, &err);
    m->is_waiting = false;
    quota_take(m, &i->manifest, s);
    if (!err.code)
        m->candidate = generation_open(m->host, m, i, m->generation_count + 1, &err);
    m->newest = NULL;
    if (err.code == ERROR_MEMORY && m->memory_limit)
        error_hint(&err, "it may take %llu bytes%s: raise \"memory_mib\" in mod.json, as far as the game's policy and slot go", (unsigned long long)m->memory_limit,
                   m->host->config.memory_bytes ? ", if the game has as much left" : "");
    if (!m->candidate) {
        keep_for_retry(m, i);
        image_release(i);
        refuse_error(m, &err);
        return false;
    }
    image_release(i);                   /* the candidate keeps it */
    m->generation_count++;
    m->warm_frames = 0;
    set_phase(m, RELOAD_STARTING);
    return true;
}

static bool start(mod *m)
{
    switch (run(m, m->candidate)) {
    case TASK_DONE:
        if (generation_become_ready(m->candidate)) {
            set_phase(m, RELOAD_WAITING);
            return true;
        }
        refuse_error(m, &(error){ .code = ERROR_MEMORY, .offset = ERROR_NO_OFFSET });
        return false;
    case TASK_TRAPPED:
        refuse_trap(m, "starting");
        return false;
    case TASK_OUT_OF_FUEL: case TASK_PENDING:
        break;
    }
    if (count_frame(m, m->candidate) > RELOAD_START_FRAMES)
        refuse_slow(m, "starting", "it was still starting after 600 frames\n  hint: do less at the start, or let the game give more fuel_to_start");
    return false;
}

static bool same_state(const ctype *from, const generation *g)
{
    const ctype *to = g->image->slot->state_type;
    return from && to && (from == to || ctype_equal(from, to));
}

static bool begin_call(generation *g, text_view interface_name, text_view name, const inlay_value *argument, activity what, error *err)
{
    component_func *f = NULL;
    for (uint32_t i = 0; i < g->export_count && !f; i++)
        if (text_equal(g->exports[i].name, name)
            && track_means(interface_name, g->exports[i].interface_name))
            f = component_export_func(g->instance, g->exports[i].interface_name, name);
    if (!f)
        return error_set(err, ERROR_WRONG_WORLD, ERROR_NO_OFFSET, "it has no %.*s", TEXT_ARGS(name));
    if (!component_call(f, g->task, argument, argument ? 1 : 0, err))
        return false;
    g->activity = what;
    g->activity_name = name;
    g->is_suspended = true;             /* until it is run */
    return true;
}

bool reload_begin_save(mod *m, error *err)
{
    return begin_call(m->current, m->slot->save_interface, m->slot->save_name, NULL, ACTIVITY_SAVE, err);
}

/* Wait until the old one is idle, then ask it for its state. */
static bool wait_for_old(mod *m)
{
    generation *old = m->current;
    error err = { 0 };
    m->is_saved_now = false;
    if (old && !warm_is_done(m) && m->warm_frames++ < RELOAD_WARM_FRAMES)
        return false;
    if (!old || !same_state(m->slot->state_type, m->candidate)) {
        if (old && !generation_is_idle(old) && count_frame(m, old) <= patience(m))
            return false;
        set_phase(m, RELOAD_LOADING);
        return true;
    }
    if (!generation_is_idle(old)) {
        if (count_frame(m, old) <= patience(m))
            return false;
        set_phase(m, RELOAD_LOADING);   /* abandoned when the candidate takes over */
        return true;
    }
    if (!reload_begin_save(m, &err)) {
        host_tell_error(m->host, m, &err);
        set_phase(m, RELOAD_LOADING);
        return true;
    }
    set_phase(m, RELOAD_SAVING);
    return true;
}

static bool save(mod *m)
{
    generation *old = m->current;
    if (!old || old->activity != ACTIVITY_SAVE) {       /* it ended meanwhile */
        set_phase(m, RELOAD_LOADING);
        return true;
    }
    switch (run(m, old)) {
    case TASK_DONE:
        m->is_saved_now = checkpoint_keep(m, component_result(old->store, old->task));
        set_phase(m, RELOAD_LOADING);
        return true;
    case TASK_TRAPPED:
        story_end(m, "save");
        set_phase(m, RELOAD_LOADING);
        return true;
    case TASK_OUT_OF_FUEL: case TASK_PENDING:
        break;
    }
    if (count_frame(m, old) > patience(m))
        set_phase(m, RELOAD_LOADING);   /* abandoned when the candidate takes over */
    return false;
}

static const char *state_story(const mod *m)
{
    const generation *g = m->candidate;
    if (!g->image->slot->state_type)
        return "";
    if (!m->started_from_state)
        return "; it starts fresh";
    return m->is_saved_now ? "; its state was carried over" : "; the state last saved was carried over";
}

static void tell_reason(mod *m)
{
    char words[160] = "";
    if (m->fell_back_to)
        text_format(words, sizeof words, "generation %u's version plays again: a newer one struck out; that is tried when its file changes, or the game reloads it",
                    m->fell_back_to);
    mod_set_reason(m, text_of(words));
}

/* The candidate takes over; the old one, idle or not, is torn down. */
static void swap(mod *m)
{
    generation *old = m->current, *next = m->candidate;
    bool is_first = !m->has_played;
    const char *state = state_story(m);
    bool abandoned = old && !generation_is_idle(old);

    mod_unseat(m);
    if (!reload_take_manifest(m, next->image)) {
        refuse_error(m, &(error){ .code = ERROR_MEMORY, .offset = ERROR_NO_OFFSET });
        if (m->current && m->is_enabled)
            mod_seat(m);
        return;
    }
    if (next->image != m->good)
        failure_change_version(m);      /* a new version is a new beginning */
    int64_t debt = store_fuel(generation_core(next));
    scheduler_keep(m);
    m->tank_kept += debt < 0 ? debt : 0;
    m->current = next;
    m->candidate = NULL;
    set_phase(m, RELOAD_NONE);
    m->is_restarting = false;
    m->copied_before += old ? component_store_copied(old->store) : 0;
    m->lowered_before += old ? component_store_lowered(old->store) : 0;
    generation_close(old);
    image_keep(next->image);
    image_release(m->good);
    m->good = next->image;
    m->has_played = true;
    m->last_swap_frame = m->host->frame;
    m->reloads += !is_first;
    tell_reason(m);
    if (m->is_enabled)
        mod_seat(m);
    scheduler_give(m);
    mod_event_format(m, is_first ? INLAY_EVENT_LOADED : INLAY_EVENT_RELOADED, "%s: generation %u plays in slot \"%.*s\"%s%s", m->name.bytes,
                     next->number, TEXT_ARGS(m->slot->name), is_first ? "" : state,
                     abandoned ? "; the suspended call of the one before was abandoned" : "");
}

static bool begin_load(mod *m)
{
    generation *g = m->candidate;
    const slot *s = g->image->slot;
    error err = { 0 };
    const checkpoint *from = checkpoint_to_start_from(m);
    m->started_from_state = from && same_state(from->type, g);
    if (!m->started_from_state) {
        swap(m);
        return false;
    }
    if (begin_call(g, s->load_interface, s->load_name, &from->value, ACTIVITY_LOAD, &err))
        return true;
    refuse_error(m, &err);
    return false;
}

/* load may answer with a result: an error refuses the candidate. */
static bool load_was_refused(mod *m, const inlay_value *value)
{
    if (!value || value->kind != INLAY_RESULT || value->tag == 0)
        return false;
    text_builder why;
    error err = { 0 };
    text_open(&why, &m->host->budget);
    if (value->payload)
        value_print(&why, value->payload, NULL);
    error_set(&err, ERROR_START, ERROR_NO_OFFSET, "its load refused the saved state: %.300s", text_string(&why));
    text_close(&why);
    refuse_error(m, &err);
    return true;
}

static bool load(mod *m)
{
    generation *g = m->candidate;
    if (g->activity != ACTIVITY_LOAD && !begin_load(m))
        return false;
    switch (run(m, g)) {
    case TASK_DONE:
        if (!load_was_refused(m, component_result(g->store, g->task)))
            swap(m);
        return false;
    case TASK_TRAPPED:
        refuse_trap(m, "load");
        return false;
    case TASK_OUT_OF_FUEL: case TASK_PENDING:
        break;
    }
    if (count_frame(m, g) > patience(m))
        refuse_slow(m, "load", "its load did not end in time\n  hint: do less in load, or let the game give more fuel_to_start");
    return false;
}

static bool step(mod *m)
{
    switch (m->phase) {
    case RELOAD_NONE:     return m->newest && begin(m);
    case RELOAD_STARTING: return start(m);
    case RELOAD_WAITING:  return wait_for_old(m);
    case RELOAD_SAVING:   return save(m);
    case RELOAD_LOADING:  return load(m);
    }
    return false;
}

void reload_step(mod *m)
{
    while (m->is_enabled && (m->phase == RELOAD_NONE || m->slot->start_fuel > 0) && step(m))
        continue;
}

void reload_restart(mod *m)
{
    m->is_waiting = false;              /* asked aloud: it answers aloud */
    if (m->newest || !m->good)
        return;
    if (m->candidate)
        reload_cancel(m);
    image_keep(m->good);
    m->newest = m->good;
}

void reload_abandon(mod *m, const char *why)
{
    if (!m->current || !m->current->is_suspended || reload_is_handing_over(m))
        return;
    char story[400];
    text_format(story, sizeof story, "%s: its suspended call of \"%.*s\" was abandoned: %s; it starts again", m->name.bytes,
                TEXT_ARGS(m->current->activity_name), why);
    mod_end_generation(m, INLAY_EVENT_LOG, INLAY_LOADING, text_of(story));
    reload_restart(m);
}
