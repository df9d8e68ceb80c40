/* scene: how the arena looks, and where the panels stand around it. */
#ifndef GAME_SCENE_H
#define GAME_SCENE_H

#include "samples/game/paper.h"

enum { SCENE_WIDTH = 1280, SCENE_HEIGHT = 720 };

struct game;

/* Draw everything: the arena, the widgets, and the overlay when it is shown. */
void scene_draw(const struct game *game, struct paper *paper);

#endif
