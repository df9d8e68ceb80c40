/* Mods: made, told what the loader found, seated, unloaded. */
#include "host/mod.h"

#include "host/host.h"
#include "host/place.h"
#include "host/reload.h"
#include "host/scheduler.h"
#include "host/tracer.h"

#include <string.h>

enum { MISSING_TEXT = 400 };

inlay_mod mod_id(const mod *m)
{
    return (inlay_mod){ m->index, m->serial };
}

mod *mod_find(const inlay_host *host, text_view name)
{
    for (uint32_t i = 1; i < host->mods.count; i++) {
        mod *m = serial_at(&host->mods, i);
        if (m && !m->wants_unload && text_equal(m->name, name))
            return m;
    }
    return mod_find_key(host, name);
}

mod *mod_find_key(const inlay_host *host, text_view key)
{
    for (uint32_t i = 1; i < host->mods.count; i++) {
        mod *m = serial_at(&host->mods, i);
        if (m && !m->wants_unload && text_equal(m->key, key))
            return m;
    }
    return NULL;
}

mod *mod_open(inlay_host *host, text_view key, bool is_from_file)
{
    mod *m = budget_new(&host->budget, mod);
    if (!m)
        return NULL;
    m->host = host;
    m->is_from_file = is_from_file;
    m->is_enabled = m->is_default_enabled = true;
    m->weight = 1;
    m->rest = INLAY_LOADING;
    arena_open(&m->texts, &host->budget);
    char *copy = budget_alloc(&host->budget, key.size + 1);
    m->name = image_shown(&m->texts, key);
    if (!copy || !m->name.bytes || !serial_add(&host->mods, m, &m->index, &m->serial)) {
        arena_close(&m->texts);
        budget_free(&host->budget, copy, key.size + 1);
        budget_delete(&host->budget, m);
        return NULL;
    }
    if (key.size)
        memcpy(copy, key.bytes, key.size);
    copy[key.size] = 0;
    m->key = (text_view){ copy, key.size };
    return m;
}

void mod_close(mod *m)
{
    inlay_host *host = m->host;
    generation *current = m->current, *candidate = m->candidate;
    mod_unseat(m);
    host->places++;
    m->wants_unload = true;             /* no one finds it while drop functions run */
    m->current = m->candidate = NULL;
    host_end_era(host);
    generation_close(candidate);
    generation_close(current);
    image_release(m->loading);
    image_release(m->newest);
    image_release(m->good);
    image_release(m->proven);
    for (uint32_t i = 0; i < LIMIT_LOG_KEPT; i++)
        budget_free(&host->budget, m->lines[i].bytes, m->lines[i].size);
    text_close(&m->dump);
    arena_close(&m->late.arena);
    checkpoint_close(&m->saved);
    checkpoint_close(&m->saved_before);
    checkpoint_close(&m->proven_state);
    arena_close(&m->texts);
    budget_free(&host->budget, (char *)m->key.bytes, m->key.size + 1);
    serial_remove(&host->mods, m->index);
    budget_delete(&host->budget, m);
}

/* ---- words ---- */

/* The end of the last whole line in the first `most` bytes; without one, `most`, but not inside a character. */
static size_t last_line_end(text_view text, size_t most)
{
    size_t size = most;
    while (size && text.bytes[size] != '\n')
        size--;
    if (size)
        return size;
    for (size = most; size && ((unsigned char)text.bytes[size] & 0xC0) == 0x80;)
        size--;
    return size;
}

void mod_set_reason(mod *m, text_view reason)
{
    static const char more[] = "\n  … (its event has the rest)\n";
    bool is_cut = reason.size >= sizeof m->reason_text;
    if (is_cut)
        reason.size = last_line_end(reason, sizeof m->reason_text - sizeof more);
    text_format(m->reason_text, sizeof m->reason_text, "%.*s%s", TEXT_ARGS(reason), is_cut ? more : "");
    m->reason = text_of(m->reason_text);
}

static void add_event(mod *m, inlay_event_kind kind, uint32_t number, text_view text)
{
    inlay_event event = {
        .kind = kind, .mod = mod_id(m), .slot = { m->slot ? m->slot->index : 0 },
        .frame = m->host->frame, .generation = number,
    };
    event_add(&m->host->events, &event, m->name, text);
    if (m->host->is_traced && kind != INLAY_EVENT_LOG)
        tracer_tell(m, kind, text);
}

void mod_event(mod *m, inlay_event_kind kind, text_view text)
{
    const generation *g = m->current ? m->current : m->candidate;
    add_event(m, kind, g ? g->number : m->generation_count, text);
}

void mod_event_format(mod *m, inlay_event_kind kind, const char *format, ...)
{
    char text[1000];
    va_list list;
    va_start(list, format);
    text_format_list(text, sizeof text, format, list);
    va_end(list);
    mod_event(m, kind, text_of(text));
}

void mod_tell_late(mod *m)
{
    const inlay_host *host = m->host;
    m->late_frames += m->late_frame != host->window;
    m->late_frame = host->window;
    if (m->late_told == m->current->number)
        return;
    m->late_told = m->current->number;
    mod_event_format(m, INLAY_EVENT_SUSPENDED, "%s: \"%.*s\" took more than %u us of this frame and goes on in the next (not deterministic: the clock decided, not fuel)\n"
                     "  hint: see with `inlay calibrate` whether a function of the game costs more than its price; or give the slot less fuel, or a later deadline_us",
                     m->name.bytes, TEXT_ARGS(m->current->activity_name), m->slot->def.deadline_us);
}

void mod_log_line(mod *m, text_view line)
{
    inlay_host *host = m->host;
    text_builder shown;
    const quota *q = &m->quota;
    if (m->is_log_cut)
        return;
    if (line.size > LIMIT_LOG_LINE)
        line.size = LIMIT_LOG_LINE;
    m->line_bytes_frame += line.size + 1;
    m->lines_frame++;
    m->is_log_cut = m->line_bytes_frame > (q->log_bytes ? q->log_bytes : LIMIT_LOG_FRAME) || (q->log_lines && m->lines_frame > q->log_lines);
    if (m->is_log_cut)
        line = (text_view)TEXT_LITERAL("(it wrote more in this frame; the rest is left out)");

    text_open(&shown, &host->budget);
    text_put_escaped(&shown, line, false);
    mod_line *kept = &m->lines[m->line_next++ % LIMIT_LOG_KEPT];
    budget_free(&host->budget, kept->bytes, kept->size);
    *kept = (mod_line){ budget_alloc(&host->budget, shown.size), (uint32_t)shown.size };
    if (kept->bytes)
        memcpy(kept->bytes, shown.bytes, shown.size);
    else
        kept->size = 0;
    mod_event(m, INLAY_EVENT_LOG, text_of(text_string(&shown)));
    text_close(&shown);
}

/* ---- its place ---- */

static bool stands_before(const mod *a, const mod *b)
{
    if (a->order != b->order)
        return a->order < b->order;
    int order = text_compare(a->name, b->name);
    return order ? order < 0 : a->index < b->index;
}

bool mod_seat(mod *m)
{
    slot *s = m->slot;
    if (m->is_seated)
        mod_unseat(m);
    if (!budget_room(&m->host->budget, s->mods, s->mod_capacity, s->mod_count))
        return false;
    uint32_t at = s->mod_count++;
    for (; at > 0 && stands_before(m, s->mods[at - 1]); at--)
        s->mods[at] = s->mods[at - 1];
    s->mods[at] = m;
    m->is_seated = true;
    s->was_empty = false;
    return true;
}

void mod_unseat(mod *m)
{
    slot *s = m->slot;
    if (!m->is_seated)
        return;
    m->is_seated = false;
    uint32_t at = 0;
    while (s->mods[at] != m)
        at++;
    s->mod_count--;
    memmove(&s->mods[at], &s->mods[at + 1], (s->mod_count - at) * sizeof *s->mods);
}

inlay_state mod_state(const mod *m)
{
    if (!m->is_enabled && (m->current || m->rest != INLAY_REFUSED))
        return INLAY_DISABLED;
    if (m->current)
        return m->current->is_suspended ? INLAY_WAITING : INLAY_RUNNING;
    return m->candidate ? INLAY_LOADING : m->rest;
}

void mod_unload(mod *m, const char *why)
{
    if (host_is_nested(m->host)) {
        m->wants_unload = true;
        host_end_era(m->host);
        return;
    }
    mod_event_format(m, INLAY_EVENT_UNLOADED, "%s was unloaded: %s", m->name.bytes, why);
    mod_close(m);
}

/* Its place may have been taken while it was off. */
static bool may_return(mod *m)
{
    error err = { 0 };
    if (!m->current || place_is_free(m, m->current->image, m->slot, &err))
        return true;
    host_tell_error(m->host, m, &err);
    return false;
}

/* What was disabled keeps its state, and gets neither fuel nor calls. */
void mod_enable(mod *m, bool enabled)
{
    m->is_set_by_game = true;
    if (m->is_enabled == enabled || (enabled && !may_return(m)))
        return;
    m->is_enabled = enabled;
    m->host->places++;
    host_end_era(m->host);
    if (!enabled) {
        scheduler_keep(m);
        mod_unseat(m);
        return;
    }
    if (m->current && !mod_seat(m))
        m->is_enabled = false;
    else if (m->current)
        scheduler_give(m);
    else if (!m->newest && m->good)
        m->wants_restart = true;
    else if (!m->newest && m->is_from_file)
        loader_reread(m->host->loader, m->key);
}

void mod_end_generation(mod *m, inlay_event_kind kind, inlay_state rest, text_view story)
{
    generation *g = m->current;
    uint32_t number = g->number;
    mod_set_reason(m, story);
    scheduler_keep(m);
    mod_unseat(m);
    m->current = NULL;
    host_end_era(m->host);
    m->host->places++;
    m->rest = rest;
    m->copied_before += component_store_copied(g->store);
    m->lowered_before += component_store_lowered(g->store);
    m->traps += kind == INLAY_EVENT_TRAPPED;
    generation_close(g);
    add_event(m, kind, number, story);
}

/* ---- what the loader found ---- */

/* A mod that its mod.json switches off is not called refused before someone wants it. */
static bool is_refused_unasked(mod *m, const image *i)
{
    return !m->current && !m->candidate && !m->is_set_by_game && !i->manifest.enabled && !m->host->config.load_disabled;
}

static void take_refusal(mod *m, image *i)
{
    char next[160];
    if (!m->current && !m->candidate)
        reload_take_manifest(m, i);
    if (m->is_waiting) {                /* what waited for a place is no longer what the file holds */
        image_release(m->newest);
        m->newest = NULL;
        m->is_waiting = false;
    }
    m->is_default_enabled = i->manifest.enabled;
    if (is_refused_unasked(m, i)) {
        m->is_enabled = false;
        m->rest = INLAY_DISABLED;
        image_release(i);
        return;
    }
    if (m->current)
        text_format(next, sizeof next, "  generation %u goes on\n", m->current->number);
    else
        text_format(next, sizeof next, "  it does not play until a version comes that fits\n");
    text_builder story;
    text_open(&story, &m->host->budget);
    text_put(&story, i->story);
    text_put(&story, text_of(next));
    mod_set_reason(m, text_of(text_string(&story)));
    mod_event(m, INLAY_EVENT_REFUSED, text_of(text_string(&story)));
    text_close(&story);
    if (!m->current && !m->candidate)
        m->rest = INLAY_REFUSED;
    image_release(i);
}

static void take_good(mod *m, image *i)
{
    if (m->candidate)
        reload_cancel(m);
    image_release(m->newest);
    m->newest = i;
    if (m->good)
        component_code_remember(i->code, m->good->code);
    m->is_waiting = m->is_restarting = false;
    m->restart_frame = 0;
    m->is_default_enabled = i->manifest.enabled;
    if (i->notice.size)
        mod_event(m, INLAY_EVENT_LOG, i->notice);
    if (!m->is_set_by_game)
        m->is_enabled = i->manifest.enabled || m->host->config.load_disabled;
    host_end_era(m->host);
    if (!m->is_enabled && !m->current) {
        reload_take_manifest(m, i);
        m->rest = INLAY_DISABLED;
    } else if (!m->is_enabled) {
        mod_unseat(m);
    }
}

static void take_missing(mod *m, image *i)
{
    char what[MISSING_TEXT];
    if (i->file.size)
        text_format(what, sizeof what, "mod.json names \"%.*s\" as its component, and no such file is in its folder", TEXT_ARGS(i->file));
    else
        text_format(what, sizeof what, "there is no component file in its folder");
    if (m->current)
        mod_event_format(m, INLAY_EVENT_FILE_MISSING, "%s: %s; generation %u goes on", m->name.bytes, i->file.size ? what : "its component file is gone", m->current->number);
    else
        mod_event_format(m, INLAY_EVENT_FILE_MISSING, "%s: %s", m->name.bytes, what);
    if (!m->current && m->rest == INLAY_LOADING)
        mod_set_reason(m, text_of(what));
    image_release(i);
}

void mod_take_image(mod *m, image *i)
{
    switch (i->kind) {
    case IMAGE_GOOD:
        take_good(m, i);
        return;
    case IMAGE_REFUSED: case IMAGE_UNJUDGED:
        take_refusal(m, i);
        return;
    case IMAGE_MISSING:
        take_missing(m, i);
        return;
    case IMAGE_GONE:
        image_release(i);
        mod_unload(m, "its folder is gone");
        return;
    }
}
