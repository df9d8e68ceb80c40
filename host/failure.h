/* Failures: what becomes of a mod that trapped, by its slot's policy.
 *
 * Each failure is a strike; strikes are forgotten one by one in frames without a
 * failure. A mod that is to start again waits longer with each strike, and stays
 * where it is after the slot's last. Where the slot falls back, the version before
 * it that ran well then plays again, from the state that it saved last.
 */
#ifndef INLAY_HOST_FAILURE_H
#define INLAY_HOST_FAILURE_H

#include "host/mod.h"

/* It just failed: count the strike, and decide. */
void failure_strike(mod *m);

/* What happens next with a mod that was struck: a story's last line. */
void failure_words(text_builder *t, const mod *m);

/* Another version is about to take over from what plays: all is forgotten, and what ran well is kept to fall back to. */
void failure_change_version(mod *m);

/* Someone's word: all is forgotten. */
void failure_forgive(mod *m);

/* End what plays as a failure that is no trap: `why` says it, and what to do. */
void failure_end(mod *m, const char *why);

/* A frame begins: start again those whose time has come, end calls that were suspended too long. */
void failure_step(inlay_host *host);

/* Someone wants it to be tried again, now. */
void failure_retry(mod *m);

#endif
