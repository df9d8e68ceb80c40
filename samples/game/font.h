/* font: letters of 5 by 8 pixels, drawn for this game. */
#ifndef GAME_FONT_H
#define GAME_FONT_H

#include <stdbool.h>

enum { FONT_WIDTH = 5, FONT_HEIGHT = 8 };

/* Is that pixel of the letter black? From ' ' to '~'; anything else is a box. */
bool font_has(char letter, int x, int y);

#endif
