/* memory-hog: a widget that takes a mebibyte after another and gives none back.
 * Hostile, and off by default: it shows that a mod gets no more than its limit.
 */
#include "hud.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BITE = 1 << 20 };

void exports_arena_game_widget_arrange(exports_arena_game_widget_layout_t *ret)
{
    hud_string_dup(&ret->title, "hog");
    ret->corner = EXPORTS_ARENA_GAME_WIDGET_CORNER_BOTTOM_RIGHT;
    ret->size = (exports_arena_game_widget_vec2_t){ 60, 20 };
}

/* A bite of memory, used, so that it counts; there is always room for more. */
static void swallow(void)
{
    static const char complaint[] = "memory-hog: there is no more memory, and I can't stop eating\n";
    static char *last;
    char *bite = malloc(BITE);

    if (!bite) {
        write(STDERR_FILENO, complaint, sizeof complaint - 1);
        abort();
    }
    memset(bite, 0xAA, BITE);
    memcpy(bite, &last, sizeof last);
    last = bite;
}

void exports_arena_game_widget_draw(exports_arena_game_widget_view_t *now, exports_arena_game_widget_list_shape_t *ret)
{
    exports_arena_game_widget_view_free(now);
    ret->len = 0;
    swallow();
}
