/* bindings: what the arena offers to mods, function by function. */
#ifndef GAME_BINDINGS_H
#define GAME_BINDINGS_H

#include "sdk/inlay.h"

struct game;

/* Bind everything that the worlds import. */
bool bindings_bind(struct game *game, inlay_error *error);

#endif
