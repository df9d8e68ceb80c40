/* An index over names: which of many items has that name.
 *
 * Names are sorted by a hash and, where those are equal, as texts: so a name is
 * touched once in most cases, and no choice of names makes it slow. The index
 * holds item numbers and hashes only; the items stay where they are.
 */
#ifndef INLAY_COMPONENT_NAME_INDEX_H
#define INLAY_COMPONENT_NAME_INDEX_H

#include "engine/base/arena.h"

/* Items of `stride` bytes; at `first` stands the first one's name, a text_view,
 * and right behind it the second one when `pairs`. */
typedef struct name_items {
    const void *first;
    size_t      stride;
    uint32_t    count;
    bool        pairs;
} name_items;

typedef struct name_index {
    name_items      items;
    const uint32_t *order;        /* item numbers, by hash, by name, then by number */
    const uint32_t *hashes;       /* in the same order */
} name_index;

#define NAME_NONE UINT32_MAX

/* Of a text; texts that differ in case alone have the same. */
uint32_t name_hash(text_view text);

/* What items are sorted by. Equal ones must have equal hashes. */
typedef struct name_order {
    uint32_t (*hash)(const void *user, uint32_t item);
    int      (*compare)(const void *user, uint32_t a, uint32_t b);
    const void *user;
} name_order;

/* The numbers 0..count-1 in `order`, equal ones side by side, the lower number
 * first; `hashes`, unless null, by the same order. False: no memory. */
bool name_sort(uint32_t *order, uint32_t *hashes, uint32_t count, const name_order *by, budget *scratch);

/* False: no memory. */
bool name_index_open(name_index *x, arena *a, budget *scratch, name_items items);

/* The first item of that name, or NAME_NONE. */
uint32_t name_index_find(const name_index *x, text_view name);
uint32_t name_index_find_pair(const name_index *x, text_view name, text_view second);

/* The number of an item whose name an earlier one has, or NAME_NONE. */
uint32_t name_index_twice(const name_index *x);

#endif
