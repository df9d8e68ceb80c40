/* What looking at the arguments of a straight call counts, and the parts of it
 * that values in flat words have, too. */
#ifndef INLAY_COMPONENT_STRAIGHT_LOOK_H
#define INLAY_COMPONENT_STRAIGHT_LOOK_H

#include "engine/component/straight_call.h"

typedef struct straight_looker {
    straight *k;
    uint64_t  bytes, work;
    uint32_t  rooms;              /* that the guest's realloc is asked for */
} straight_looker;

/* What is lent is the crossing's then. */
bool straight_look_borrow(crossing *x, const typed_step *s, const uint8_t *c);
bool straight_look_chars(const uint8_t *at, size_t count);

ALWAYS_INLINE bool straight_look_text(straight_looker *l, const typed_step *s, const uint8_t *c)
{
    inlay_string text = typed_string(s, c);
    if (text.size > store_size_seen(l->k->store, true) || text.size > STRING_MAX_BYTES || (text.size && !text.bytes))
        return false;
    l->bytes += text.size;
    l->rooms++;
    return straight_is_text(text.bytes, text.size);
}

/* All was looked at: is there fuel for it, and may so much cross? */
ALWAYS_INLINE bool straight_has_fuel(const straight_looker *l)
{
    straight *k = l->k;
    k->most = PLAN_CALL_PRICE + (int64_t)l->rooms * PLAN_REALLOC_PRICE + (int64_t)((l->work + 2 * l->bytes) / PLAN_UNIT_WORK) + 1;
    return l->bytes <= k->store->copy_bytes && k->core->tank.at_hand >= k->most;
}

#endif
