/* A mod's lines in the overlay: its state and why, its time, fuel and memory,
 * the last frames, and what is worth knowing of it.
 */
#ifndef INLAY_HOST_OVERLAY_MOD_H
#define INLAY_HOST_OVERLAY_MOD_H

#include "host/hint.h"
#include "host/host.h"
#include "host/overlay_pen.h"

enum { OVERLAY_REASON = 600 };

/* All that is told of one, gathered before it is drawn. Texts are the mod's. */
typedef struct overlay_mod {
    mod        *mod;
    inlay_stats stats;
    figures_summary figures;
    hint_list   hints;
    uint32_t    hint_count;             /* of those, shown */
    char        reason[OVERLAY_REASON];
} overlay_mod;

void  overlay_mod_gather(overlay_mod *o, mod *m, uint32_t frames, bool is_selected);
float overlay_mod_height(const overlay_mod *o, const overlay_pen *pen);
void  overlay_mod_draw(const overlay_mod *o, const overlay_pen *pen, bool is_selected);

/* The colour of a mod, here and in the frame's bar. */
uint32_t overlay_mod_color(const mod *m);

/* The last frames as bars, the newest at the right; `most` is as high as the room. */
void overlay_mod_spark(const overlay_pen *pen, float x, float y, float width, float height, const figures_ring *recent, uint64_t most, uint32_t rgba);

/* "1.2k", "12M"; "640K", "16M"; "412us", "1.2ms". Into out; returns it. */
const char *overlay_mod_number(uint64_t n, char out[24]);
const char *overlay_mod_size(uint64_t bytes, char out[24]);
const char *overlay_mod_time(uint64_t ns, char out[24]);

#endif
