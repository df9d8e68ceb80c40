/* The scheduler: who runs on what fuel.
 *
 * Each frame a slot's fuel is shared among its seated mods by weight. A mod that
 * runs dry goes on with what it saved, as far as its part of the slot's fuel_most
 * goes: neither depends on what another spends. At the frame's end, what was
 * left and could not be saved is shared out among those that are still dry,
 * required slots first, then in turn by weight; but not to one that was dry for some
 * frames in a row: a loop without an end would take it all, for ever. Between two frames' beginnings a
 * slot spends its fuel_most and no more, but for the debt of what can't be
 * stopped half-way. Fuel alone decides.
 */
#ifndef INLAY_HOST_SCHEDULER_H
#define INLAY_HOST_SCHEDULER_H

#include "host/mod.h"

/* Frames in a row without fuel, after which a mod gets its own share alone, until a call of it ends. */
enum { SCHEDULER_PATIENCE = 10 };

/* A frame begins: every seated mod's share, and the fuel to start with. */
void    scheduler_refill(inlay_host *host);

/* A frame is about to begin: what a slot's mods may spend beyond their shares is whole again. */
void    scheduler_open(inlay_host *host);

/* The game's calls of this frame are done: those that ran dry go on with what is left. Once a frame. */
void    scheduler_share_out(inlay_host *host);

/* The tank of a mod that begins to play in the middle of a frame. */
void    scheduler_give(mod *m);

/* Take what is in the tank out of it: the generation goes, or a new frame begins. */
void    scheduler_keep(mod *m);

/* What runs is dry: put more in its tank, of what it saved. False: there is none, and it waits. */
bool    scheduler_more(const generation *g);

/* The game's gift. */
void    scheduler_add(mod *m, uint64_t fuel);

/* In the tank now. 0: nothing plays. */
int64_t scheduler_tank(const mod *m);

#endif
