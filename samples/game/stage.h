/* stage: the director mod, told how the game stands and asked what comes next. */
#ifndef GAME_STAGE_H
#define GAME_STAGE_H

#include "samples/game/guest.h"

enum { MOST_ORDERS = 16 };

struct game;

struct stage {
    struct guest guest;
    uint64_t next_frame;            /* it asked to wait until then */
};

void stage_frame(struct game *game);

#endif
