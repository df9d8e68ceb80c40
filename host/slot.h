/* Slots: named places of the game, each for mods of one world, with budgets and
 * grants. Defined before the first frame; what the loader reads of them never
 * changes after that. The mods seated in one are kept in order.
 */
#ifndef INLAY_HOST_SLOT_H
#define INLAY_HOST_SLOT_H

#include "engine/wit/wit.h"
#include "host/binding.h"
#include "host/quota.h"

#include <stdatomic.h>

struct mod;

/* What the game's policy says of a slot in place of its definition; 0: nothing. */
typedef struct slot_wish {
    quota            quota;
    uint64_t         fuel_per_frame, fuel_most;         /* fuel_most 0 beside a fuel_per_frame: twice that */
    uint32_t         strikes, suspended_frames;
    bool             has_on_failure;
    inlay_on_failure on_failure;
} slot_wish;

typedef struct slot {
    uint32_t        index;              /* from 1 */
    text_view       name, world_name;
    inlay_slot_def  given, def;         /* as the game said it; with the policy's wishes, and defaults filled in. Their texts are `name` and `world_name` */
    _Atomic(uint64_t) memory_most;      /* quota.memory, for the loader */
    const cexterns *world;
    uint32_t        grant_count;
    const text_view *grants;            /* interfaces, without versions */
    const inlay_binding *binding;       /* a header's; null: none */
    /* The world's way to carry state over; names empty: it has none. */
    text_view       save_interface, save_name, load_interface, load_name;
    const ctype    *state_type;

    /* The game's thread alone: */
    struct mod    **mods;               /* seated: order, then name */
    uint32_t        mod_count, mod_capacity;
    quota           quota;              /* for each of its mods */
    uint64_t        extra_fuel;         /* left in this frame beyond the shares */
    int64_t         start_fuel;         /* left in this frame for those that start */
    bool            was_empty;          /* the event was made */
} slot;

typedef struct slot_table {
    arena   *arena;
    budget  *budget;
    slot   **slots;                     /* by index - 1 */
    slot   **ordered;                   /* by def.order */
    uint32_t count, capacity, ordered_capacity;
} slot_table;

void  slot_open(slot_table *t, arena *a, budget *b);
void  slot_close(slot_table *t);

/* Null, and why. */
slot *slot_define(slot_table *t, const wit_set *wit, const inlay_slot_def *def, error *err);

/* Null: there is none. */
slot *slot_at(const slot_table *t, uint32_t index);
slot *slot_named(const slot_table *t, text_view name);

/* What holds from now on; null: as it was defined. The game's thread. */
void  slot_wish_for(slot *s, const slot_wish *wish);

/* Does the slot allow that interface, beyond its world? */
bool  slot_grants(const slot *s, text_view interface_base);

#endif
