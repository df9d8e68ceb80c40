/* Reasons: why a mod is in its state, in words for an overlay. */
#ifndef INLAY_HOST_REASON_H
#define INLAY_HOST_REASON_H

#include "host/mod.h"

/* Empty where there is nothing to say. Good until it is asked again, or the mod's state changes. */
text_view reason_of(mod *m);

#endif
