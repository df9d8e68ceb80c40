/* spiker: a calm widget, but for one frame in 600, in which it asks the game for far
 * too many numbers, one at a time. Built with its debug information, so that whoever
 * records the game is told this very loop. Off by default.
 */
#include "hud.h"

#include <stdlib.h>

typedef exports_arena_game_widget_shape_t shape;

enum { EVERY = 600, WIDTH = 120, HEIGHT = 24, DICE = 15000 };

static uint32_t frame, sum;

/* A handful of dice, thrown one by one. */
static uint32_t throw_dice(uint32_t count)
{
    uint32_t total = 0;

    for (uint32_t i = 0; i < count; i++)
        total += arena_game_random_below(6) + 1;
    return total;
}

void exports_arena_game_widget_arrange(exports_arena_game_widget_layout_t *ret)
{
    hud_string_dup(&ret->title, "dice");
    ret->corner = EXPORTS_ARENA_GAME_WIDGET_CORNER_BOTTOM_RIGHT;
    ret->size = (exports_arena_game_widget_vec2_t){ WIDTH, HEIGHT };
}

void exports_arena_game_widget_draw(exports_arena_game_widget_view_t *now, exports_arena_game_widget_list_shape_t *ret)
{
    shape *box = calloc(1, sizeof *box);

    sum = throw_dice(++frame % EVERY ? 2 : DICE);
    box->tag = EXPORTS_ARENA_GAME_WIDGET_SHAPE_BOX;
    box->val.box.area.corner = (exports_arena_game_widget_vec2_t){ 4, 4 };
    box->val.box.area.size = (exports_arena_game_widget_vec2_t){ (float)(sum % WIDTH), HEIGHT - 8 };
    box->val.box.color = (exports_arena_game_widget_color_t){ 200, 190, 120, 255 };
    exports_arena_game_widget_view_free(now);
    *ret = (exports_arena_game_widget_list_shape_t){ box, 1 };
}
