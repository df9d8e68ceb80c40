/* font: letters of 5 by 8 pixels, drawn for this game. */
#ifndef GAME_FONT_H
#define GAME_FONT_H

#include <stdbool.h>

enum { FONT_WIDTH = 5, FONT_HEIGHT = 8, FONT_LETTERS = 97 };

/* The number of the letter that begins there: ' ' to '~', '…'; anything else is a box. */
int font_letter(const char *text);

/* Is that pixel of the letter of that number black? */
bool font_has(int letter, int x, int y);

#endif
