/* widgets: the HUD mods. What a widget drew is kept, so that a slow one leaves
 * its last picture standing.
 */
#ifndef GAME_WIDGETS_H
#define GAME_WIDGETS_H

#include "samples/game/guest.h"
#include "samples/game/paper.h"

enum { MOST_WIDGETS = 16, MOST_SHAPES = 256, SHAPE_TEXT = 64, MOST_POINTS = 64 };
enum { STYLE_FILLED = 1, STYLE_GLOWING = 2, STYLE_LARGE = 4 };

struct game;

typedef enum shape_kind { SHAPE_WORDS, SHAPE_BOX, SHAPE_DISC, SHAPE_PATH } shape_kind;

struct shape {
    shape_kind kind;
    color      color;
    uint32_t   style;
    vec2       at, size;            /* DISC: the middle, and the radius as size.x */
    union {
        char text[SHAPE_TEXT];
        struct { vec2 points[MOST_POINTS]; int point_count; };
    };
};

struct widget {
    struct guest  guest;
    bool          used, seated, arranged;
    char          title[32];
    int           corner;
    vec2          size;
    struct shape *shapes;           /* MOST_SHAPES */
    int           shape_count;
};

struct widgets { struct widget widgets[MOST_WIDGETS]; };

void widgets_frame(struct game *game);
void widgets_draw(const struct widgets *widgets, struct paper *paper, float width, float height);
void widgets_close(struct widgets *widgets);

#endif
