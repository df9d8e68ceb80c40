/* The overlay: see overlay.h. The head tells of the whole frame, then each mod has its lines. */
#include "host/overlay.h"

#include "host/overlay_mod.h"

enum { HEAD_ROWS = 10, SPARK_ROWS = 2, TEN_SECONDS = 10, WINDOWS = 3 };

static const uint32_t night = 0x111422FF, well = 0x1E2438FF, own = 0x55607AFF;

/* What is drawn of: the last second, ten of them, all. */
typedef struct overlay_window {
    const char *name;
    figures_summary figures;
} overlay_window;

static uint64_t scale_of(uint64_t most)
{
    uint64_t scale = 1000000;
    while (scale < most && scale < UINT64_C(1) << 40)
        scale *= 2;
    return scale;
}

/* ---- the head ---- */

/* The last frame, each mod's part in its colour, what is Inlay's own in grey. */
static void draw_bar(const inlay_host *host, const overlay_pen *pen, float y, uint64_t scale)
{
    float x = pen->x, high = pen->row * 0.8f, room = pen->width;
    uint64_t rest = host->ns_frame;
    overlay_pen_rect(pen, x, y, room, high, well);
    for (uint32_t i = 1; i < host->mods.count; i++) {
        const mod *m = serial_at(&host->mods, i);
        uint64_t ns = m ? m->ns_frame : 0;
        ns = ns < rest ? ns : rest;
        float wide = room * (float)ns / (float)scale;
        if (wide >= 0.25f)
            overlay_pen_rect(pen, x, y, wide, high, overlay_mod_color(m));
        x += wide;
        rest -= ns;
    }
    overlay_pen_rect(pen, x, y, room * (float)rest / (float)scale, high, own);
}

static void draw_table(const overlay_pen *pen, float y, const overlay_window windows[WINDOWS])
{
    static const float columns[] = { 0.26f, 0.38f, 0.50f, 0.64f, 0.73f, 0.80f, 0.87f, 1.0f };
    static const char *const names[] = { "p50", "p95", "p99", "max", ">1", ">2", ">4", ">8ms" };
    for (uint32_t i = 0; i < 8; i++)
        overlay_pen_right(pen, pen->x + pen->width * columns[i], y, (uint32_t)OVERLAY_FAINT, "%s", names[i]);
    for (uint32_t w = 0; w < WINDOWS; w++) {
        const figures_summary *f = &windows[w].figures;
        const uint64_t times[] = { f->p50, f->p95, f->p99, f->most };
        char text[24];
        y += pen->row;
        overlay_pen_format(pen, pen->x, y, pen->width * 0.18f, (uint32_t)OVERLAY_FAINT, "%s", windows[w].name);
        for (uint32_t i = 0; i < 4; i++)
            overlay_pen_right(pen, pen->x + pen->width * columns[i], y, (uint32_t)OVERLAY_INK, "%s", overlay_mod_time(times[i], text));
        for (uint32_t i = 0; i < FIGURES_OVER; i++)
            overlay_pen_right(pen, pen->x + pen->width * columns[4 + i], y, f->over[i] ? 0xFFCD5AFF : (uint32_t)OVERLAY_FAINT, "%s", overlay_mod_number(f->over[i], text));
    }
}

static void draw_head(const inlay_host *host, overlay_pen *pen, uint32_t second, uint32_t ten)
{
    const overlay_window windows[WINDOWS] = {
        { "1 s", figures_of_last(&host->figures, second) }, { "10 s", figures_of_last(&host->figures, ten) },
        { "all", figures_of_all(&host->figures) },
    };
    char now[24], memory[24], most[24];
    uint64_t scale = scale_of(windows[0].figures.most > host->ns_frame ? windows[0].figures.most : host->ns_frame);
    float y = pen->y, row = pen->row;

    overlay_pen_format(pen, pen->x, y, pen->width / 2, (uint32_t)OVERLAY_INK, "mods: %s of %s", overlay_mod_time(host->ns_frame, now), overlay_mod_time(scale, most));
    overlay_pen_right(pen, pen->x + pen->width, y, (uint32_t)OVERLAY_FAINT, "frame %llu  %s", (unsigned long long)host->frame, overlay_mod_size(host->budget.used, memory));
    draw_bar(host, pen, y + row * 1.1f, scale);
    overlay_mod_spark(pen, pen->x, y + row * 2.2f, pen->width, row * SPARK_ROWS, &host->figures.recent, scale_of(windows[1].figures.most), 0x6C9BE0FF);
    draw_table(pen, y + row * (2.5f + SPARK_ROWS), windows);
    pen->y += row * (HEAD_ROWS - 1);
}

/* ---- the mods ---- */

static bool is_selected(mod *m, const inlay_painter *p)
{
    return m->index == p->selected.index && m->serial == p->selected.serial;
}

static float height_of(mod *m, const overlay_pen *pen, uint32_t frames)
{
    overlay_mod o;
    overlay_mod_gather(&o, m, frames, is_selected(m, pen->painter));
    return overlay_mod_height(&o, pen);
}

/* The first mod to draw, so that the selected one is seen whole. */
static uint32_t first_of(const inlay_host *host, const overlay_pen *pen, uint32_t frames)
{
    const inlay_painter *p = pen->painter;
    mod *chosen = p->selected.index < host->mods.count ? serial_at(&host->mods, p->selected.index) : NULL;
    float room = pen->bottom - pen->y;
    uint32_t first = 1;
    if (!chosen || !is_selected(chosen, p))
        return first;
    first = p->selected.index;
    for (uint32_t i = first; i >= 1; i--) {
        mod *m = serial_at(&host->mods, i);
        room -= m ? height_of(m, pen, frames) : 0;
        if (room < 0)
            break;
        first = i;
    }
    return first;
}

static void draw_mods(const inlay_host *host, overlay_pen *pen, uint32_t frames)
{
    for (uint32_t i = first_of(host, pen, frames); i < host->mods.count && pen->y + 2 * pen->row < pen->bottom; i++) {
        mod *m = serial_at(&host->mods, i);
        overlay_mod o;
        if (!m)
            continue;
        overlay_mod_gather(&o, m, frames, is_selected(m, pen->painter));
        overlay_mod_draw(&o, pen, is_selected(m, pen->painter));
        pen->y += overlay_mod_height(&o, pen);
    }
}

float overlay_draw(const inlay_host *host, const inlay_painter *painter)
{
    if (!(painter->width > 0) || !(painter->height > 0))
        return 0;
    const float row = painter->row_height > 0 ? painter->row_height : 14, edge = row * 0.6f;
    overlay_pen pen = { painter, painter->x + edge, painter->y + edge, painter->width - 2 * edge, row, painter->y + painter->height };
    uint32_t second = figures_ring_span(&host->lengths, 1000000000);
    uint32_t ten = figures_ring_span(&host->lengths, UINT64_C(1000000000) * TEN_SECONDS);

    overlay_pen_rect(&pen, painter->x, painter->y, painter->width, painter->height, painter->ground ? painter->ground : night);
    draw_head(host, &pen, second ? second : 1, ten ? ten : 1);
    draw_mods(host, &pen, ten ? ten : 1);
    return pen.y - painter->y < painter->height ? pen.y - painter->y : painter->height;
}
