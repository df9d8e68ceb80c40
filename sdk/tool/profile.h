/* `inlay profile`: what its files share. */
#ifndef INLAY_SDK_TOOL_PROFILE_H
#define INLAY_SDK_TOOL_PROFILE_H

#include "host/profile.h"

#include <stdio.h>

/* inlay profile run, and the lines of its help. */
int  tool_profile_run(int argc, char **argv);
void profile_run_usage(void);

/* Say that the command has no such option, or not with that value (null: without one). False. */
bool profile_wrong_option(const char *command, const char *word, const char *value);

/* To the file, or stdout (out null). False: it can't be, which is told. */
bool profile_put(const char *out, const text_builder *text);

/* Tell how fuel a frame differs, by mod and by function. gate: the percentage that no
 * mod, and not all together, may grow by; negative: none is set. False: one did.
 * Equal profiles give equal text, on every machine. */
bool profile_diff_tell(const profile *before, const profile *after, double gate, text_builder *out, bool *is_within, error *err);

#endif
