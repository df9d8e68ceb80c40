/* Places: whether a mod may begin to play where it wants to sit, under the name
 * that it wants. Two mods of one name don't play at once, and a slot takes no
 * more than its `most`. A mod without a place waits: it is asked again when a
 * place may have become free.
 */
#ifndef INLAY_HOST_PLACE_H
#define INLAY_HOST_PLACE_H

#include "host/mod.h"

/* May `m` play what the image is, in that slot? If not, the error names who is in its way, and what to do. */
bool place_is_free(const mod *m, const image *i, const slot *s, error *err);

#endif
