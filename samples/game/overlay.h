/* overlay: the SDK's overlay on this game's paper, and the log below the arena. */
#ifndef GAME_OVERLAY_H
#define GAME_OVERLAY_H

#include "samples/game/paper.h"

struct game;

void overlay_draw(const struct game *game, struct paper *paper);

#endif
