/* A mod's lines in the overlay: see overlay_mod.h. */
#include "host/overlay_mod.h"

#include "host/overlay_hint.h"
#include "host/stats.h"

#include <string.h>

enum { HINT_FRAMES = 30, REASON_ROWS = 3, HINT_ROWS = 3, SPARK_BARS = 60, INDENT = 1 };

static const uint32_t reason_ink = 0xF0B496FF, hint_ink = 0xA8CCFFFF, ground = 0x1E2438FF, chosen = 0x3C50825A;

/* ---- words ---- */

const char *overlay_mod_number(uint64_t n, char out[24])
{
    if (n < 1000)
        text_format(out, 24, "%llu", (unsigned long long)n);
    else if (n < 10000)
        text_format(out, 24, "%.1fk", (double)n / 1000);
    else if (n < 1000000)
        text_format(out, 24, "%lluk", (unsigned long long)(n / 1000));
    else if (n < 100000000)
        text_format(out, 24, "%.1fM", (double)n / 1e6);
    else
        text_format(out, 24, "%lluM", (unsigned long long)(n / 1000000));
    return out;
}

const char *overlay_mod_size(uint64_t bytes, char out[24])
{
    bool is_large = bytes >= 10 << 20;
    text_format(out, 24, "%llu%c", (unsigned long long)(bytes >> (is_large ? 20 : 10)), is_large ? 'M' : 'K');
    return out;
}

const char *overlay_mod_time(uint64_t ns, char out[24])
{
    if (ns < 1000000)
        text_format(out, 24, "%lluus", (unsigned long long)(ns / 1000));
    else if (ns < 100000000)
        text_format(out, 24, "%.1fms", (double)ns / 1e6);
    else
        text_format(out, 24, "%llums", (unsigned long long)(ns / 1000000));
    return out;
}

static const char *state_word(inlay_state state)
{
    switch (state) {
    case INLAY_LOADING:  return "loading";
    case INLAY_RUNNING:  return "running";
    case INLAY_WAITING:  return "waiting";
    case INLAY_FAILED:   return "failed";
    case INLAY_REFUSED:  return "refused";
    case INLAY_DISABLED: return "disabled";
    case INLAY_EXITED:   return "exited";
    case INLAY_GONE:     return "gone";
    }
    return "";
}

static uint32_t state_color(inlay_state state)
{
    switch (state) {
    case INLAY_LOADING:  return 0x82AAFFFF;
    case INLAY_RUNNING:  return 0x69E187FF;
    case INLAY_WAITING:  return 0xFFCD5AFF;
    case INLAY_FAILED:   return 0xFF5F5AFF;
    case INLAY_REFUSED:  return 0xFF78BEFF;
    case INLAY_DISABLED:
    case INLAY_EXITED:
    case INLAY_GONE:     return 0x828796FF;
    }
    return (uint32_t)OVERLAY_INK;
}

uint32_t overlay_mod_color(const mod *m)
{
    static const uint32_t colors[] = {
        0x4FB3FFFF, 0xFFB454FF, 0x7BD88FFF, 0xFC618DFF, 0xB69CFFFF, 0xFFE066FF, 0x5AD4E6FF, 0xFF8A5CFF,
        0xA3E635FF, 0xF472D0FF, 0x8FA7C7FF, 0xD9A066FF,
    };
    return colors[m->index % (sizeof colors / sizeof *colors)];
}

/* ---- gathering ---- */

/* Why it is in its state, as its event said it, without its name. */
static void gather_reason(overlay_mod *o)
{
    const char *reason = o->stats.reason;
    size_t name = strlen(o->stats.name);

    o->reason[0] = 0;
    if (o->stats.state == INLAY_RUNNING)
        return;
    if (strncmp(reason, o->stats.name, name) == 0 && reason[name] == ':')
        reason += name + 1 + (reason[name + 1] == ' ');
    text_format(o->reason, sizeof o->reason, "%s", reason);
}

static void make_hints(const overlay_mod *o)
{
    mod *m = o->mod;
    overlay_hint_names names;
    hint_figures f = {
        .frames = o->figures.count, .worst_ns = o->figures.most, .usual_ns = o->figures.p50,
        .memory = o->stats.memory_bytes, .memory_limit = o->stats.memory_limit,
    };
    for (uint32_t i = 0; i < o->figures.count; i++) {
        uint32_t ns = figures_ring_at(&m->figures.recent, i);
        f.ns += ns;
        if (ns == o->figures.most)
            f.worst_frame = m->figures_frame > i ? m->figures_frame - i : 0;
    }
    if (m->host->recorder)
        overlay_hint_fill(m->host->recorder, m->name, &f, &names);
    m->hints = hint_of(&f);
    /* not all mods in one frame */
    m->hints_frame = m->hints_frame ? m->host->frame : m->host->frame - (m->host->frame > m->index ? m->index % HINT_FRAMES : 0);
}

/* Words that change with each frame can't be read. */
static void gather_hints(overlay_mod *o)
{
    mod *m = o->mod;
    if (!m->current)
        m->hints.count = 0;
    else if (m->host->frame >= m->hints_frame + HINT_FRAMES || m->host->frame < m->hints_frame || !m->hints_frame)
        make_hints(o);
    o->hints = m->hints;
}

void overlay_mod_gather(overlay_mod *o, mod *m, uint32_t frames, bool is_selected)
{
    o->mod = m;
    stats_of_mod(m, &o->stats);
    o->figures = figures_of_last(&m->figures, frames);
    gather_reason(o);
    gather_hints(o);
    o->hint_count = is_selected || o->hints.count < 1 ? o->hints.count : 1;
}

/* ---- drawing ---- */

static float indent_of(const overlay_pen *pen)
{
    return pen->row * INDENT;
}

static uint32_t wrapped(const overlay_mod *o, const overlay_pen *pen, bool draw)
{
    float x = pen->x + indent_of(pen), y = pen->y + 2 * pen->row, width = pen->width - indent_of(pen);
    uint32_t rows = overlay_pen_wrap(pen, x, y, width, REASON_ROWS, text_of(o->reason), reason_ink, draw);
    for (uint32_t i = 0; i < o->hint_count; i++)
        rows += overlay_pen_wrap(pen, x, y + (float)rows * pen->row, width, HINT_ROWS, text_of(o->hints.texts[i]), hint_ink, draw);
    return rows;
}

float overlay_mod_height(const overlay_mod *o, const overlay_pen *pen)
{
    return pen->row * (2.4f + (float)wrapped(o, pen, false));
}

void overlay_mod_spark(const overlay_pen *pen, float x, float y, float width, float height, const figures_ring *recent, uint64_t most, uint32_t rgba)
{
    uint32_t bars = !(width >= 1) ? 0 : width < SPARK_BARS ? (uint32_t)width : (uint32_t)(width / 2);
    float wide = bars ? width / (float)bars : 0;
    overlay_pen_rect(pen, x, y, width, height, ground);
    for (uint32_t i = 0; i < bars && i < recent->count && most; i++) {
        float part = (float)figures_ring_at(recent, i) / (float)most, high = height * (part < 1 ? part : 1);
        overlay_pen_rect(pen, x + width - wide * (float)(i + 1), y + height - high, wide, high, rgba);
    }
}

/* Below the fuel: what it saved for later, or owes from before, as parts of its share. */
static void draw_bucket(const inlay_stats *s, const overlay_pen *pen, float x, float y, float width)
{
    uint64_t fuel = s->fuel_owed ? s->fuel_owed : s->fuel_saved;
    float part = s->fuel_budget ? (float)fuel / (float)s->fuel_budget : 0;
    overlay_pen_rect(pen, x, y, width * (part < 1 ? part : 1), pen->row * 0.14f, s->fuel_owed ? 0xFF5F5AFF : 0x6C9BE0FF);
}

static void draw_fuel(const overlay_mod *o, const overlay_pen *pen, float x, float y, float width)
{
    const inlay_stats *s = &o->stats;
    float part = s->fuel_budget ? (float)s->fuel_frame / (float)s->fuel_budget : 0, high = pen->row * 0.7f;
    uint32_t color = part < 0.6f ? 0x50BE82FF : part < 0.95f ? 0xE6BE50FF : 0xF05A50FF;
    char used[24], share[24];

    overlay_pen_rect(pen, x, y, width * 0.4f, high, ground);
    overlay_pen_rect(pen, x, y, width * 0.4f * (part < 1 ? part : 1), high, color);
    draw_bucket(s, pen, x, y + high, width * 0.4f);
    overlay_pen_format(pen, x + width * 0.43f, y, width * 0.6f, (uint32_t)OVERLAY_FAINT, "%s/%s",
                       overlay_mod_number(s->fuel_frame, used), overlay_mod_number(s->fuel_budget, share));
}

void overlay_mod_draw(const overlay_mod *o, const overlay_pen *pen, bool is_selected)
{
    const inlay_stats *s = &o->stats;
    float x = pen->x + indent_of(pen), y = pen->y, width = pen->width - indent_of(pen), end = pen->x + pen->width;
    char now[24], slow[24], memory[24];

    if (is_selected)
        overlay_pen_rect(pen, pen->x - 3, y - 2, pen->width + 6, overlay_mod_height(o, pen), chosen);
    overlay_pen_rect(pen, pen->x, y, pen->row * 0.7f, pen->row * 0.7f, overlay_mod_color(o->mod));
    overlay_pen_text(pen, x, y, width * 0.38f, text_of(s->name), (uint32_t)OVERLAY_INK);
    overlay_pen_format(pen, x + width * 0.4f, y, width * 0.36f, (uint32_t)OVERLAY_FAINT, "%s gen %u", s->language, s->generation);
    overlay_pen_right(pen, end, y, state_color(s->state), "%s", state_word(s->state));

    y += pen->row;
    draw_fuel(o, pen, x, y, width * 0.38f);
    overlay_mod_spark(pen, x + width * 0.4f, y, width * 0.14f, pen->row * 0.7f, &o->mod->figures.recent, o->figures.most, overlay_mod_color(o->mod));
    overlay_pen_right(pen, end, y, (uint32_t)OVERLAY_FAINT, "%s p99 %s %s", overlay_mod_time(s->ns_frame, now), overlay_mod_time(o->figures.p99, slow),
                      overlay_mod_size(s->memory_bytes, memory));
    wrapped(o, pen, true);
}
