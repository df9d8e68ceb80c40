/* overlay: the SDK's overlay on this game's paper, and the log below the arena. */
#ifndef GAME_OVERLAY_H
#define GAME_OVERLAY_H

#include "samples/game/paper.h"
#include "sdk/inlay.h"

struct game;

/* The mod that keys mean; index 0: none. */
inlay_mod overlay_selected(const struct game *game);
void overlay_draw(const struct game *game, struct paper *paper);

#endif
