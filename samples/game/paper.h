/* paper: what everything is drawn on: soft discs, glows, boxes, lines, text.
 * It hides SDL's renderer; colours are straight alpha.
 */
#ifndef GAME_PAPER_H
#define GAME_PAPER_H

#include <SDL2/SDL.h>

#include "samples/game/arena.h"

enum { PAPER_COLUMN = 6, PAPER_ROW = 11, PAPER_ROUND = 64 };

struct paper {
    SDL_Renderer *renderer;
    SDL_Texture  *disc, *ring, *glow, *letters;
    float         scale;            /* of everything that follows */
    vec2          origin;
};

/* Make the brushes for a renderer, which stays its opener's. False: SDL says why. */
bool paper_open(struct paper *paper, SDL_Renderer *renderer);
void paper_close(struct paper *paper);

void paper_clear(struct paper *paper, color color);
void paper_disc(struct paper *paper, vec2 center, float radius, color color);
void paper_ring(struct paper *paper, vec2 center, float radius, color color);

/* Light around a point, added to what is there. */
void paper_glow(struct paper *paper, vec2 center, float radius, color color);

void paper_box(struct paper *paper, float x, float y, float width, float height, color color);
void paper_frame(struct paper *paper, float x, float y, float width, float height, color color);
void paper_line(struct paper *paper, vec2 start, vec2 end, color color);

/* size 1: letters of 5 by 8 in cells of 6 by 11. */
void paper_text(struct paper *paper, float x, float y, const char *text, color color, float size);
float paper_text_width(const char *text, float size);

/* Draw only in that rectangle, until paper_unclip. */
void paper_clip(struct paper *paper, float x, float y, float width, float height);
void paper_unclip(struct paper *paper);

#endif
