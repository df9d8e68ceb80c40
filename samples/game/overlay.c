/* overlay: see overlay.h. */
#include "samples/game/overlay.h"

#include <stdio.h>
#include <string.h>

#include "samples/game/game.h"
#include "samples/game/scene.h"
#include "samples/game/vector.h"

enum { LEFT = ARENA_WIDTH + 8, WIDTH = SCENE_WIDTH - ARENA_WIDTH - 16, HEAD = 34, ROW_HEIGHT = 30, MOST_REASON = 3, REASON_TEXT = 400 };

static const color ink = { 215, 222, 238, 255 }, faint = { 125, 138, 165, 255 };

static color state_color(inlay_state state)
{
    switch (state) {
    case INLAY_LOADING:  return (color){ 130, 170, 255, 255 };
    case INLAY_RUNNING:  return (color){ 105, 225, 135, 255 };
    case INLAY_WAITING:  return (color){ 255, 205, 90, 255 };
    case INLAY_FAILED:   return (color){ 255, 95, 90, 255 };
    case INLAY_REFUSED:  return (color){ 255, 120, 190, 255 };
    case INLAY_DISABLED:
    case INLAY_EXITED:
    case INLAY_GONE:     return (color){ 130, 135, 150, 255 };
    }
    return ink;
}

/* 1234 → "1.2k", 12345678 → "12M". */
static const char *short_number(uint64_t n, char text[24])
{
    if (n < 1000)
        snprintf(text, 24, "%llu", (unsigned long long)n);
    else if (n < 10000)
        snprintf(text, 24, "%.1fk", (double)n / 1000);
    else if (n < 1000000)
        snprintf(text, 24, "%lluk", (unsigned long long)(n / 1000));
    else if (n < 100000000)
        snprintf(text, 24, "%.1fM", (double)n / 1e6);
    else
        snprintf(text, 24, "%lluM", (unsigned long long)(n / 1000000));
    return text;
}

/* Bytes: "640K", "16M". */
static const char *short_size(uint64_t bytes, char text[24])
{
    bool large = bytes >= 10 << 20;

    snprintf(text, 24, "%llu%c", (unsigned long long)(bytes >> (large ? 20 : 10)), large ? 'M' : 'K');
    return text;
}

/* How much of its share of the slot a mod used in the last frame. */
static void draw_fuel(struct paper *paper, float x, float y, float width, const inlay_stats *stats)
{
    float part = stats->fuel_budget ? (float)stats->fuel_frame / (float)stats->fuel_budget : 0;
    char used[24], budget[24], text[48];
    color bar = part < 0.6f ? (color){ 80, 190, 130, 255 } : part < 0.95f ? (color){ 230, 190, 80, 255 } : (color){ 240, 90, 80, 255 };

    paper_box(paper, x, y, width, 8, (color){ 30, 36, 56, 255 });
    paper_box(paper, x, y, width * vector_clamp(part, 0, 1), 8, bar);
    snprintf(text, sizeof text, "%s/%s", short_number(stats->fuel_frame, used), short_number(stats->fuel_budget, budget));
    paper_text(paper, x + width + 6, y, text, faint, 1);
}

/* Why a mod is in its state, as the SDK's figures say it. */
static void reason_of(const inlay_stats *stats, char text[REASON_TEXT])
{
    const char *reason = stats->reason;
    size_t name = strlen(stats->name);

    text[0] = 0;
    if (stats->state == INLAY_WAITING) {
        snprintf(text, REASON_TEXT, "out of fuel in %llu frames so far; it goes on in the next", (unsigned long long)stats->suspended_frames);
        return;
    }
    if (strncmp(reason, stats->name, name) == 0 && reason[name] == ':')
        reason += name + 2;
    snprintf(text, REASON_TEXT, "%s", reason);
}

/* How much of the text one row of the panel takes: up to a space, or to the line's end. */
static int row_size(const char *text)
{
    int columns = (WIDTH - 14) / PAPER_COLUMN, size = (int)strcspn(text, "\n");

    if (size <= columns)
        return size;
    for (size = columns; size > columns / 2 && text[size] != ' ';)
        size--;
    return text[size] == ' ' ? size : columns;
}

/* Draw the reason's first rows, and say how many; paper null: only count. */
static int draw_reason(struct paper *paper, float y, const char *reason)
{
    int rows = 0;

    for (; rows < MOST_REASON && *reason; rows++) {
        int size = row_size(reason);
        char text[64];
        snprintf(text, sizeof text, "%.*s", size, reason);
        if (paper)
            paper_text(paper, LEFT + 14, y + (float)rows * PAPER_ROW, text, (color){ 240, 180, 150, 255 }, 1);
        for (reason += size; *reason == '\n' || *reason == ' ';)
            reason++;
    }
    return rows;
}

static float row_height(const char *reason)
{
    return ROW_HEIGHT + (float)draw_reason(NULL, 0, reason) * PAPER_ROW;
}

/* One mod's rows; how high they are. */
static float draw_mod(struct paper *paper, float y, const inlay_stats *stats, bool selected)
{
    char text[96], now[24], most[24], reason[REASON_TEXT];

    reason_of(stats, reason);
    if (selected)
        paper_box(paper, LEFT - 4, y - 3, WIDTH + 8, row_height(reason) - 2, (color){ 60, 80, 130, 90 });
    paper_disc(paper, (vec2){ LEFT + 4, y + 4 }, 4, state_color(stats->state));
    paper_text(paper, LEFT + 14, y, stats->name, ink, 1);
    snprintf(text, sizeof text, "%s  gen %u", stats->language, stats->generation);
    paper_text(paper, LEFT + 128, y, text, faint, 1);
    paper_text(paper, LEFT + 244, y, report_state(stats->state), state_color(stats->state), 1);

    draw_fuel(paper, LEFT + 14, y + 12, 100, stats);
    snprintf(text, sizeof text, "%lluus %s/%s", (unsigned long long)(stats->ns_frame / 1000),
             short_size(stats->memory_bytes, now), short_size(stats->memory_limit, most));
    paper_text(paper, LEFT + WIDTH - paper_text_width(text, 1), y + 12, text, faint, 1);
    draw_reason(paper, y + 23, reason);
    return row_height(reason);
}

static void draw_head(const struct game *game, struct paper *paper)
{
    inlay_host_stats stats = { 0 };
    char text[96], memory[24];

    inlay_get_host_stats(game->host, &stats);
    paper_text(paper, LEFT, 8, "mods", ink, 2);
    snprintf(text, sizeof text, "frame %llu  %lluus  %s", (unsigned long long)stats.frame, (unsigned long long)(stats.ns_frame / 1000), short_size(stats.memory_bytes, memory));
    paper_text(paper, LEFT + WIDTH - paper_text_width(text, 1), 14, text, faint, 1);
}

/* The first mod to draw, so that the selected one is to be seen whole. */
static size_t first_row(const struct game *game, const inlay_mod *mods, size_t count)
{
    size_t first = game->selected > 0 && (size_t)game->selected < count ? (size_t)game->selected : 0;
    float room = SCENE_HEIGHT - HEAD;

    for (size_t i = first + 1; i-- > 0 && i < count;) {
        char reason[REASON_TEXT];
        inlay_stats stats;
        if (!inlay_get_stats(game->host, mods[i], &stats))
            continue;
        reason_of(&stats, reason);
        room -= row_height(reason);
        if (room < 0)
            break;
        first = i;
    }
    return first;
}

void overlay_draw(const struct game *game, struct paper *paper)
{
    inlay_mod mods[REPORT_MODS];
    size_t count = inlay_all_mods(game->host, mods, REPORT_MODS);
    float y = HEAD;

    count = count < REPORT_MODS ? count : REPORT_MODS;
    paper_box(paper, ARENA_WIDTH, 0, SCENE_WIDTH - ARENA_WIDTH, SCENE_HEIGHT, (color){ 17, 20, 34, 255 });
    paper_box(paper, 0, ARENA_HEIGHT, ARENA_WIDTH, SCENE_HEIGHT - ARENA_HEIGHT, (color){ 13, 15, 27, 255 });
    draw_head(game, paper);
    for (size_t i = first_row(game, mods, count); i < count && y < SCENE_HEIGHT - 44; i++) {
        inlay_stats stats;
        if (!inlay_get_stats(game->host, mods[i], &stats))
            continue;
        y += draw_mod(paper, y, &stats, (int)i == game->selected);
    }
    paper_text(paper, LEFT, SCENE_HEIGHT - 14, "Tab mod F5 reload F6 on/off P pause O step F1 hide", faint, 1);
    log_panel_draw(&game->log, paper, 8, ARENA_HEIGHT + 8, ARENA_WIDTH - 16, SCENE_HEIGHT - ARENA_HEIGHT - 14);
}
