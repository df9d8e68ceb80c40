/* What looking at the arguments of a straight call counts, and the parts of it
 * that values in flat words have, too. */
#ifndef INLAY_COMPONENT_STRAIGHT_LOOK_H
#define INLAY_COMPONENT_STRAIGHT_LOOK_H

#include "engine/component/straight_call.h"

typedef struct straight_looker {
    straight *k;
    uint64_t  bytes, work;
    uint32_t  rooms;              /* that the guest's realloc is asked for */
    uint32_t  text_most, list_most;           /* of one: bytes, items */
} straight_looker;

/* `k` null: of one view alone. */
ALWAYS_INLINE straight_looker straight_looker_of(const component_store *cs, straight *k)
{
    const uint32_t text_most = store_size_seen(cs, true);
    return (straight_looker){ .k = k, .text_most = text_most < STRING_MAX_BYTES ? text_most : STRING_MAX_BYTES,
                              .list_most = store_size_seen(cs, false) };
}

ALWAYS_INLINE straight_looker straight_looker_make(straight *k) { return straight_looker_of(k->store, k); }

/* Along the path, from there to its END. */
bool straight_look_path(straight_looker *l, const struct path_step *s, const uint8_t *c);

/* What is lent is the crossing's then. */
bool straight_look_borrow(crossing *x, const typed_step *s, const uint8_t *c);
bool straight_look_chars(const uint8_t *at, size_t count);

ALWAYS_INLINE bool straight_look_text(straight_looker *l, inlay_string text)
{
    if (UNLIKELY(text.size > l->text_most))
        return false;
    if (UNLIKELY(!text.bytes && text.size))
        return false;
    l->bytes += text.size;
    l->rooms++;
    return straight_is_text(text.bytes, text.size);
}

/* Its own bytes: what it holds is looked at elsewhere. */
ALWAYS_INLINE bool straight_look_list(straight_looker *l, const typed_step *s, inlay_list list)
{
    uint64_t bytes = list.count * (uint64_t)s->size;
    if (UNLIKELY(list.count > l->list_most || bytes > STRING_MAX_BYTES))
        return false;
    if (UNLIKELY(!list.items && list.count))
        return false;
    l->bytes += bytes;
    l->rooms++;
    return true;
}

/* The same of one whose items are numbers side by side. */
ALWAYS_INLINE bool straight_look_bulk(straight_looker *l, const typed_step *s, inlay_list list)
{
    if (UNLIKELY(!straight_look_list(l, s, list)))
        return false;
    l->work += (uint64_t)list.count * s->item_work;
    return LIKELY(s->bulk != TYPED_CHARS) || straight_look_chars(list.items, list.count * s->bulk_count);
}

/* All was looked at: is there fuel for it, may so much cross, and is there room for what runs before the result is there? */
ALWAYS_INLINE bool straight_may_begin(const straight_looker *l)
{
    straight *k = l->k;
    if (UNLIKELY(!short_call_fits(k->task, &k->func->core_entry) || (l->rooms && !short_call_has_slots(k->task, &k->func->realloc_entry))))
        return false;
    k->most = PLAN_CALL_PRICE + (int64_t)l->rooms * PLAN_REALLOC_PRICE + (int64_t)((l->work + 2 * l->bytes) / PLAN_UNIT_WORK) + 1;
    return l->bytes <= k->store->copy_bytes && k->core->tank.at_hand >= k->most;
}

#endif
