/* record: what the SDK's recorder saw, written to files: all of it, and each hitch.
 * The overlay's hints are made from it, too, so that it always runs.
 */
#ifndef GAME_RECORD_H
#define GAME_RECORD_H

#include "sdk/inlay.h"

struct game;

bool record_start(struct game *game, inlay_error *error);

/* To the file of --profile, or "profile.inlay"; FILE.hitch1 and on beside it. A name
 * that ends with .html gives a page. False: said on stderr. */
bool record_write(struct game *game);

#endif
