/* screenshot: what a renderer shows, as a PNG file. */
#ifndef GAME_SCREENSHOT_H
#define GAME_SCREENSHOT_H

#include <SDL2/SDL.h>
#include <stdbool.h>

/* False when it can't be written. */
bool screenshot_write(SDL_Renderer *renderer, int width, int height, const char *path);

#endif
