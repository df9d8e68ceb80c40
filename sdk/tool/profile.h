/* `inlay profile`: what its files share. */
#ifndef INLAY_SDK_TOOL_PROFILE_H
#define INLAY_SDK_TOOL_PROFILE_H

#include "host/profile.h"

/* Tell how fuel a frame differs, by mod and by function. gate: the percentage that no
 * mod, and not all together, may grow by; negative: none is set. False: one did.
 * Equal profiles give equal text, on every machine. */
bool profile_diff_tell(const profile *before, const profile *after, double gate, text_builder *out, bool *is_within, error *err);

#endif
