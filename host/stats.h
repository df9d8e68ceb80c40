/* Figures of mods and of the host, as the game sees them. */
#ifndef INLAY_HOST_STATS_H
#define INLAY_HOST_STATS_H

#include "host/mod.h"

void stats_of_mod(mod *m, inlay_stats *out);
void stats_of_host(const inlay_host *host, inlay_host_stats *out);

#endif
