/* trap-at-100: a widget that is well for a hundred frames, and then looks up a
 * table at a place that is not there. Hostile, and off by default: it shows
 * what a trap's story tells.
 */
#include "hud.h"

#include <stdlib.h>
#include <unistd.h>

/* So large an index leads out of the memory. */
__attribute__((noinline)) static uint32_t look_up(const uint32_t *table, uint32_t index)
{
    return table[index];
}

__attribute__((noinline)) static uint32_t brightness(uint64_t frame)
{
    static const uint32_t table[4] = { 60, 120, 180, 240 };
    static const char confession[] = "trap-at-100: the table is too short, I look beyond it anyway\n";

    if (frame < 100)
        return look_up(table, (uint32_t)frame / 10 % 4);
    write(STDERR_FILENO, confession, sizeof confession - 1);
    return look_up(table, 0x1FFFFFFF);
}

void exports_arena_game_widget_arrange(exports_arena_game_widget_layout_t *ret)
{
    hud_string_dup(&ret->title, "trap");
    ret->corner = EXPORTS_ARENA_GAME_WIDGET_CORNER_BOTTOM_RIGHT;
    ret->size = (exports_arena_game_widget_vec2_t){ 120, 20 };
}

void exports_arena_game_widget_draw(exports_arena_game_widget_view_t *now, exports_arena_game_widget_list_shape_t *ret)
{
    uint8_t light = (uint8_t)brightness(now->frame);

    exports_arena_game_widget_view_free(now);
    ret->ptr = calloc(1, sizeof *ret->ptr);
    ret->len = 1;
    ret->ptr->tag = EXPORTS_ARENA_GAME_WIDGET_SHAPE_TEXT;
    ret->ptr->val.text.at = (exports_arena_game_widget_vec2_t){ 4, 4 };
    ret->ptr->val.text.color = (exports_arena_game_widget_color_t){ light, light, 255, 255 };
    hud_string_dup(&ret->ptr->val.text.text, "all is well");
}
