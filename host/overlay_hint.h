/* What the recorder saw of a mod in the last frames, as figures for the overlay's
 * hints. Reads the ring; asks no debug information, allocates nothing.
 */
#ifndef INLAY_HOST_OVERLAY_HINT_H
#define INLAY_HOST_OVERLAY_HINT_H

#include "host/hint.h"
#include "host/recorder.h"

enum { OVERLAY_HINT_FRAMES = 60, OVERLAY_SPIKE_FRAMES = 600, OVERLAY_HINT_NAME = 160 };

/* Adds to `f` what is known. import: where a name is put together that f->import then shows. */
void overlay_hint_fill(const recorder *r, text_view mod, hint_figures *f, char import[OVERLAY_HINT_NAME]);

#endif
