/* A hash index: which of a list's items may be the one with a hash. The list is
 * the owner's, who compares; the index holds item numbers. Open addressing, at
 * most half full; only the order of its slots hangs on the hash, which nobody sees,
 * so it may be of addresses.
 *
 *     for (uint32_t at = hash, i; (i = hash_index_at(&x, at)) != HASH_INDEX_NONE; at++)
 *         if (is_it(&items[i]))
 */
#ifndef INLAY_BASE_HASH_INDEX_H
#define INLAY_BASE_HASH_INDEX_H

#include "engine/base/budget.h"

#define HASH_INDEX_NONE UINT32_MAX

typedef struct hash_index {
    uint32_t *slots;              /* item + 1; 0: empty */
    uint32_t  size;               /* a power of two, or 0 */
} hash_index;

/* The item at a place of the walk that begins at its hash. */
static inline uint32_t hash_index_at(const hash_index *x, uint32_t at)
{
    return x->size ? x->slots[at & (x->size - 1)] - 1 : HASH_INDEX_NONE;
}

/* Room for one more item than `count`; those are put in anew where it grows, by the hashes that `hash` says. False: no memory. */
bool hash_index_room(hash_index *x, budget *b, uint32_t count, uint32_t (*hash)(const void *list, uint32_t item), const void *list);

/* There is room. */
void hash_index_put(hash_index *x, uint32_t hash, uint32_t item);

void hash_index_close(hash_index *x, budget *b);

#endif
