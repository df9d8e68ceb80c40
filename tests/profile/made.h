/* A profile made by hand, for the tests of what reads and writes them: three mods,
 * 120 frames, one hitch, calls between mods, and names that would break out of
 * any format that let them.
 */
#ifndef INLAY_TESTS_PROFILE_MADE_H
#define INLAY_TESTS_PROFILE_MADE_H

#include "host/profile.h"

#define MADE_HOSTILE "</script><img src=x onerror=alert(1)>\"';\n,=1+1\\"

/* Into an opened one. factor: how much fuel flock's step takes, in percent of the usual. */
void made_profile(profile *p, uint64_t factor);

#endif
