/* What a host's recorder holds, written in a format into a builder. */
#ifndef INLAY_HOST_PROFILE_SAVE_H
#define INLAY_HOST_PROFILE_SAVE_H

#include "host/host.h"
#include "host/profile.h"

/* As a profile, which is open and empty. hitch 0: all that was recorded. False, and why. */
bool profile_take(inlay_host *host, uint32_t hitch, profile *p, error *err);

/* The same, written. */
bool profile_save(inlay_host *host, uint32_t hitch, const char *format, text_builder *out, error *err);

#endif
