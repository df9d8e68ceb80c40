/* The overlay's pen: text in lines and columns on a game's painter. It lives
 * while one overlay is drawn; texts of mods are cut to their room and made harmless.
 */
#ifndef INLAY_HOST_OVERLAY_PEN_H
#define INLAY_HOST_OVERLAY_PEN_H

#include "engine/base/text.h"
#include "host/public.h"

enum { OVERLAY_INK = (int)0xD7DEEEFF, OVERLAY_FAINT = (int)0x7D8AA5FF };

typedef struct overlay_pen {
    const inlay_painter *painter;
    float x, y;                     /* where the next line begins */
    float width, row, bottom;       /* of a line of text; where the painter's room ends */
} overlay_pen;

/* Nothing is drawn beside the painter's room. */
void overlay_pen_rect(const overlay_pen *pen, float x, float y, float width, float height, uint32_t rgba);

/* One line, cut to `width`. */
void overlay_pen_text(const overlay_pen *pen, float x, float y, float width, text_view text, uint32_t rgba);
void overlay_pen_format(const overlay_pen *pen, float x, float y, float width, uint32_t rgba, const char *format, ...) PRINTF_LIKE(6, 7);

/* Its end at x. */
void overlay_pen_right(const overlay_pen *pen, float x, float y, uint32_t rgba, const char *format, ...) PRINTF_LIKE(5, 6);

/* Lines of `width`, broken at spaces and ends of lines, `most` of them; returns how many. draw false: only counts. */
uint32_t overlay_pen_wrap(const overlay_pen *pen, float x, float y, float width, uint32_t most, text_view text, uint32_t rgba, bool draw);

#endif
