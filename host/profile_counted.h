/* What was counted, as a tree: of each mod its functions, of each function its lines. */
#ifndef INLAY_HOST_PROFILE_COUNTED_H
#define INLAY_HOST_PROFILE_COUNTED_H

#include "host/profile.h"

/* Into a profile that is open and empty. False: no memory, or over its limits. */
bool profile_counted(const profile *p, profile *out);

#endif
