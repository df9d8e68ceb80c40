/* dumps: the story and the core dump of each mod that failed, in a folder that
 * never holds more than the last few.
 */
#ifndef GAME_DUMPS_H
#define GAME_DUMPS_H

#include "sdk/inlay.h"

struct game;

/* The event of a failure: DIR/failure-N.txt and DIR/failure-N.core of --dumps DIR. Nothing without it. */
void dumps_write(struct game *game, const inlay_event *event);

#endif
