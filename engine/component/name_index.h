/* An index over names: which of many items has that name.
 *
 * Names are sorted, not hashed, so no choice of names makes it slow. The index
 * holds item numbers only; the items stay where they are.
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
    const uint32_t *order;        /* item numbers, by name, then by number */
} name_index;

#define NAME_NONE UINT32_MAX

/* Sort the numbers 0..count-1 in `order`, `spare` being of the same size; stable. */
typedef int name_compare(const void *user, uint32_t a, uint32_t b);
void name_sort(uint32_t *order, uint32_t *spare, uint32_t count, name_compare *compare, const void *user);

/* False: no memory. */
bool name_index_open(name_index *x, arena *a, budget *scratch, name_items items);

/* The first item of that name, or NAME_NONE. */
uint32_t name_index_find(const name_index *x, text_view name);
uint32_t name_index_find_pair(const name_index *x, text_view name, text_view second);

/* The number of an item whose name an earlier one has, or NAME_NONE. */
uint32_t name_index_twice(const name_index *x);

#endif
