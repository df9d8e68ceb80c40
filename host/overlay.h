/* The overlay: what the frame and each mod cost, drawn with a game's own
 * rectangles and text. It reads the host's figures and changes nothing.
 */
#ifndef INLAY_HOST_OVERLAY_H
#define INLAY_HOST_OVERLAY_H

#include "host/host.h"

/* Draw it; returns the height that it took. */
float overlay_draw(const inlay_host *host, const inlay_painter *painter);

#endif
