/* Warm mods: at the end of each frame, some of what a mod's code is likely to call
 * next is translated (engine/component/ahead.h), so that no frame has much of it to do.
 *
 * So many bytes of bodies a frame, all mods together, less what calls had
 * translated, and more in a frame of no time, as while a game loads: by bytes,
 * not by the clock. It costs no fuel and shows in no result;
 * its time is the mod's, told apart (inlay_stats.translate_ns_frame).
 */
#ifndef INLAY_HOST_WARM_H
#define INLAY_HOST_WARM_H

#include "host/mod.h"

enum { WARM_FRAME = 16 << 10, WARM_STILL = 32 << 10, WARM_LARGEST = 48 << 10 };      /* bytes in a frame; in one of no time; a body alone in its frame */

/* The frame's calls are done. */
void warm_step(inlay_host *host);

/* Has all been translated that was likely before the mod was first called? */
bool warm_is_done(const mod *m);

#endif
