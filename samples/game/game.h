/* game: everything together: the host, its slots, the arena, and what the
 * player sees. One thread.
 */
#ifndef GAME_GAME_H
#define GAME_GAME_H

#include <stdio.h>

#include "samples/game/cast.h"
#include "samples/game/effects.h"
#include "samples/game/handles.h"
#include "samples/game/log_panel.h"
#include "samples/game/options.h"
#include "samples/game/report.h"
#include "samples/game/stage.h"
#include "samples/game/widgets.h"

enum { DICE = 64, SLOW_MODS = 256 };

/* A mod's own row of random numbers. */
struct die {
    inlay_mod mod;
    uint64_t  state;
};

struct game {
    struct options   options;
    inlay_host      *host;
    inlay_slot       creatures, director, hud;
    struct arena     arena;
    struct effects   effects;
    struct handles   handles;
    struct cast      cast;
    struct stage     stage;
    struct widgets   widgets;
    struct log_panel log;
    struct report    report;
    struct die       dice[DICE];
    uint32_t         slow_generation[SLOW_MODS];    /* by mod: the last that was said to be out of fuel */
    FILE            *transcript;
    uint32_t         dumps;         /* failures written to --dumps */
    bool             autopilot, paused, overlay;
    int              selected;      /* in the overlay */
};

/* Open the host and define its slots. False, and why on stderr. */
bool game_open(struct game *game, const struct options *options);
void game_close(struct game *game);

/* One frame of everything but drawing. */
void game_frame(struct game *game, const struct controls *controls);

/* Let the loader work until each mod is seated or refused, before the first frame. */
void game_gather(struct game *game);

/* Tell a trouble with a mod, once for each generation. */
void game_complain(struct game *game, struct guest *guest, const char *about, inlay_status status);

#endif
