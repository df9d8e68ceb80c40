/* scoreboard: the score, the best one, the hero's health, and what works for it. */
#include "hud.h"

#include <stdlib.h>
#include <string.h>

typedef exports_arena_game_widget_shape_t shape;
typedef exports_arena_game_widget_color_t color;
typedef exports_arena_game_widget_view_t view;

enum { MOST = 16, WIDTH = 240 };

/* The shapes of one frame. */
typedef struct drawing {
    shape *shapes;
    size_t count;
} drawing;

static const color white = { 235, 240, 250, 255 }, grey = { 140, 150, 170, 255 }, dark = { 30, 36, 52, 220 };
static const color bonus_colors[4] = { { 110, 230, 120, 255 }, { 110, 180, 255, 255 }, { 255, 220, 90, 255 }, { 255, 160, 230, 255 } };
static const char *const bonus_names[4] = { "health", "shield", "haste", "treasure" };

static void draw_text(drawing *d, float x, float y, const char *text, color ink, uint8_t style)
{
    shape *s = &d->shapes[d->count++];

    s->tag = EXPORTS_ARENA_GAME_WIDGET_SHAPE_TEXT;
    s->val.text.at = (exports_arena_game_widget_vec2_t){ x, y };
    hud_string_dup(&s->val.text.text, text);
    s->val.text.color = ink;
    s->val.text.style = style;
}

static void draw_box(drawing *d, float x, float y, float width, float height, color ink, uint8_t style)
{
    shape *s = &d->shapes[d->count++];

    s->tag = EXPORTS_ARENA_GAME_WIDGET_SHAPE_BOX;
    s->val.box.area.corner = (exports_arena_game_widget_vec2_t){ x, y };
    s->val.box.area.size = (exports_arena_game_widget_vec2_t){ width, height };
    s->val.box.color = ink;
    s->val.box.style = style | EXPORTS_ARENA_GAME_WIDGET_STYLE_FILLED;
}

/* A number with leading zeros, in six digits. */
static const char *six_digits(uint32_t number, char text[7])
{
    for (int at = 5; at >= 0; at--, number /= 10)
        text[at] = (char)('0' + number % 10);
    text[6] = 0;
    return text;
}

void exports_arena_game_widget_arrange(exports_arena_game_widget_layout_t *ret)
{
    hud_string_dup(&ret->title, "score");
    ret->corner = EXPORTS_ARENA_GAME_WIDGET_CORNER_TOP_LEFT;
    ret->size = (exports_arena_game_widget_vec2_t){ WIDTH, 96 };
}

/* Green at 100, red at 0. */
static color health_color(float health)
{
    float part = health / 100;
    return (color){ (uint8_t)(235 - 150 * part), (uint8_t)(70 + 150 * part), 90, 255 };
}

static void draw_health(drawing *d, const view *now)
{
    draw_box(d, 8, 44, WIDTH - 16, 10, dark, 0);
    if (!now->health.is_some) {
        draw_text(d, 8, 58, "down", health_color(0), 0);
        return;
    }
    draw_box(d, 8, 44, (WIDTH - 16) * now->health.val / 100, 10, health_color(now->health.val),
             EXPORTS_ARENA_GAME_WIDGET_STYLE_GLOWING);
}

static void draw_bonuses(drawing *d, const view *now)
{
    for (size_t i = 0; i < now->bonuses.len && i < 3; i++) {
        uint8_t which = now->bonuses.ptr[i].f0;
        draw_text(d, 8, 60 + 11 * (float)i, bonus_names[which], bonus_colors[which], 0);
        draw_box(d, 80, 61 + 11 * (float)i, (float)now->bonuses.ptr[i].f1 / 3, 6, bonus_colors[which], 0);
    }
}

void exports_arena_game_widget_draw(view *now, exports_arena_game_widget_list_shape_t *ret)
{
    drawing d = { calloc(MOST, sizeof (shape)), 0 };
    char digits[7];

    draw_text(&d, 8, 6, six_digits(now->score, digits), white, EXPORTS_ARENA_GAME_WIDGET_STYLE_LARGE);
    draw_text(&d, 120, 6, "best", grey, 0);
    draw_text(&d, 160, 6, six_digits(now->best, digits), grey, 0);
    if (now->wave.is_some) {
        char name[20] = { 0 };
        size_t size = now->wave.val.len < sizeof name ? now->wave.val.len : sizeof name - 1;
        while (size > 0 && size < now->wave.val.len && (now->wave.val.ptr[size] & 0xC0) == 0x80)
            size--;                                     /* not through the middle of a character */
        memcpy(name, now->wave.val.ptr, size);
        draw_text(&d, 8, 28, name, grey, 0);
    }
    draw_health(&d, now);
    draw_bonuses(&d, now);

    exports_arena_game_widget_view_free(now);
    *ret = (exports_arena_game_widget_list_shape_t){ d.shapes, d.count };
}
