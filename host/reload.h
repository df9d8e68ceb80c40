/* Reload: a candidate is started in slices beside the generation
 * that plays; when that one is idle its state is saved, loaded into the
 * candidate, and the candidate takes over, between two frames. If anything goes
 * wrong with the candidate, nothing has happened.
 */
#ifndef INLAY_HOST_RELOAD_H
#define INLAY_HOST_RELOAD_H

#include "host/mod.h"

/* One frame's share of the way, for a mod that has something new (or a candidate). */
void reload_step(mod *m);

/* Ask what plays, and is idle, to save. */
bool reload_begin_save(mod *m, error *err);

/* Give the candidate up, without a word. */
void reload_cancel(mod *m);

/* Start again from what last started, or from what is newest. */
void reload_restart(mod *m);

/* End a suspended call by force; the mod starts again from its last saved state. */
void reload_abandon(mod *m, const char *why);

/* Name, language, order, weight and slot, as the image's manifest says. False: no memory. */
bool reload_take_manifest(mod *m, const image *i);

/* Is the generation that plays giving its state away, so that no call may begin? */
static inline bool reload_is_handing_over(const mod *m) { return m->phase == RELOAD_SAVING || m->phase == RELOAD_LOADING; }

#endif
