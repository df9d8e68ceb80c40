/* The game's policy: quotas of mods, in a JSON file that is read again when it changes.
 *
 *     { "mods": { "*": { "memory_mib": 16 }, "chaser": { "weight": 2, "log_lines": 20 } } }
 *
 * "*" is for all, a mod's name for one; the smaller wins, but for the weight, where the
 * name does. A file that is wrong changes nothing: the policy before stays, and an event
 * says the line and what to do. Bounded as mod.json is. The game's thread alone.
 */
#ifndef INLAY_HOST_POLICY_H
#define INLAY_HOST_POLICY_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "host/os/file.h"
#include "host/quota.h"

enum { POLICY_MODS = 1000 };

typedef struct policy_entry { text_view name; quota quota; } policy_entry;

typedef struct policy {
    arena               arena;
    uint32_t            count;
    const policy_entry *entries;
    file_stamp          stamp;          /* of the file that was read last, good or not */
    uint32_t            number;         /* goes up with each good one */
} policy;

/* False: it is wrong, and `out` holds nothing. */
bool policy_read(policy *out, budget *b, text_view text, error *err);
void policy_close(policy *p);

/* What it says of that mod; zero where it says nothing. */
quota policy_of(const policy *p, text_view name);

/* Between two frames: look at the file now and then, and take it where it changed. */
void policy_step(inlay_host *host);

#endif
