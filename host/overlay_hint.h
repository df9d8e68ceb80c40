/* What the recorder saw of a mod in the last frames, as figures for the overlay's
 * hints. Reads the ring. Debug information is asked once for each place, by its
 * recorder_spot; nothing that is allocated for it stays.
 */
#ifndef INLAY_HOST_OVERLAY_HINT_H
#define INLAY_HOST_OVERLAY_HINT_H

#include "host/hint.h"
#include "host/recorder.h"

enum { OVERLAY_HINT_FRAMES = 60, OVERLAY_SPIKE_FRAMES = 600, OVERLAY_HINT_NAME = 160 };

/* What the texts of `f` are kept in. */
typedef struct overlay_hint_names {
    char          import[OVERLAY_HINT_NAME], worst_import[OVERLAY_HINT_NAME];
    recorder_spot author, function, worst;
} overlay_hint_names;

/* Adds to `f` what is known. */
void overlay_hint_fill(recorder *r, text_view mod, hint_figures *f, overlay_hint_names *names);

#endif
