/* overlay: what each mod is doing and what it costs, drawn from the SDK's
 * statistics alone, and the log below the arena.
 */
#ifndef GAME_OVERLAY_H
#define GAME_OVERLAY_H

#include "samples/game/paper.h"

struct game;

void overlay_draw(const struct game *game, struct paper *paper);

#endif
