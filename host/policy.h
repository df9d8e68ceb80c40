/* The game's policy: quotas of mods, and what slots give, in a JSON file that is
 * read again when it changes.
 *
 *     { "mods":  { "*": { "memory_mib": 16 }, "chaser": { "weight": 2, "log_lines": 20 } },
 *       "slots": { "creatures": { "fuel_per_frame": 3000000, "on_failure": "fall-back",
 *                                 "mods": { "chaser": { "memory_mib": 4 } } } } }
 *
 * What it says of a slot stands in place of the slot's definition. "*" is for all
 * mods, a mod's name for one, inside a slot for those that sit there; the smaller
 * wins, but for the weight, where the narrowest word does. A file that is wrong
 * changes nothing: the policy before stays, and an event says the line and what
 * to do. Bounded as mod.json is. The game's thread alone.
 */
#ifndef INLAY_HOST_POLICY_H
#define INLAY_HOST_POLICY_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "host/os/file.h"
#include "host/slot.h"

enum { POLICY_MODS = 1000, POLICY_SLOTS = 100 };       /* POLICY_MODS: in each place where mods are named */

/* What is said of a mod; zero: nothing. */
typedef struct policy_word { quota quota; uint32_t weight; } policy_word;

typedef struct policy_entry { text_view name; policy_word says; } policy_entry;
typedef struct policy_mods { uint32_t count; const policy_entry *entries; } policy_mods;
typedef struct policy_slot { text_view name; slot_wish wish; policy_mods mods; } policy_slot;

typedef struct policy {
    arena              arena;
    policy_mods        mods;
    uint32_t           slot_count;
    const policy_slot *slots;
    file_stamp         stamp;           /* of the file that was read last, good or not */
    uint32_t           number;          /* goes up with each good one */
} policy;

/* False: it is wrong, and `out` holds nothing. */
bool policy_read(policy *out, budget *b, text_view text, error *err);
void policy_close(policy *p);

/* What it says of that mod in that slot. */
policy_word policy_of(const policy *p, text_view slot_name, text_view mod_name);

/* What it says of that slot; null: nothing. */
const slot_wish *policy_of_slot(const policy *p, text_view slot_name);

/* Between two frames: look at the file now and then, and take it where it changed. */
void policy_step(inlay_host *host);

#endif
