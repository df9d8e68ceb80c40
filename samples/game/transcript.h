/* transcript: each call of a host function as a line of text, so that two mods
 * that should behave alike can be compared.
 */
#ifndef GAME_TRANSCRIPT_H
#define GAME_TRANSCRIPT_H

#include <stdio.h>

#include "sdk/inlay.h"

struct game;

/* One call; bodies are named by their numbers, other handles only as handles. */
void transcript_write(struct game *game, const inlay_call *call, const char *function, const inlay_value *result);

#endif
