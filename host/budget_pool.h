/* A slot's fuel: each frame it is shared among the seated mods by weight. What
 * is not spent is gone; a debt is paid from the next share. No mod's share
 * depends on what another spends.
 */
#ifndef INLAY_HOST_BUDGET_POOL_H
#define INLAY_HOST_BUDGET_POOL_H

#include "host/mod.h"

/* At the beginning of a frame: every seated mod's share, and the fuel to start with. */
void budget_pool_refill(slot *s);

/* One mod's share, for one that was seated in the middle of a frame. */
void budget_pool_give(mod *m);

#endif
