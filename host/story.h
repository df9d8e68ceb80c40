/* Stories: what a modder reads when a mod trapped. Which mod, where, its wasm
 * stack with names, its last words, and what happens next.
 */
#ifndef INLAY_HOST_STORY_H
#define INLAY_HOST_STORY_H

#include "host/mod.h"

/* What all stories of one frame may do to find lines: some two milliseconds. Those
 * that come too late have function names and bytes alone. */
enum { STORY_STEPS = 150000 };

/* Of the trap that just ended its task. `doing`: "on-frame", "starting". Says nothing of what happens next. */
void story_of_trap(text_builder *t, const generation *g, const char *doing);

/* Of what is suspended and is ended by force: where it stood, behind `why`. Says nothing of what happens next. */
void story_of_end(text_builder *t, const generation *g, const char *doing, const char *why);

/* The playing generation trapped, or exited, while `doing`: tell it, and end it. */
void story_end(mod *m, const char *doing);

#endif
