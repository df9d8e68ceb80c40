/* endless-loop: a widget that never comes back from its first frame. Hostile,
 * and off by default: it shows that a mod can't outlast its fuel.
 */
#include "hud.h"

static volatile uint32_t turns;

void exports_arena_game_widget_arrange(exports_arena_game_widget_layout_t *ret)
{
    hud_string_dup(&ret->title, "loop");
    ret->corner = EXPORTS_ARENA_GAME_WIDGET_CORNER_BOTTOM_RIGHT;
    ret->size = (exports_arena_game_widget_vec2_t){ 60, 20 };
}

void exports_arena_game_widget_draw(exports_arena_game_widget_view_t *now, exports_arena_game_widget_list_shape_t *ret)
{
    exports_arena_game_widget_view_free(now);
    ret->len = 0;
    for (;;)
        turns += 1;
}
