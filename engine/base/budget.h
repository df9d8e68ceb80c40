/* A budget: how much memory something may use, and how much it does.
 *
 * Every allocation of the engine is charged to one; a budget with a parent
 * charges its parent too. free takes the size, so nothing is kept beside the
 * bytes. One thread at a time may use a budget and its parents.
 */
#ifndef INLAY_BASE_BUDGET_H
#define INLAY_BASE_BUDGET_H

#include "engine/base/check.h"


/* Allocate, resize, free, as Lua's allocator: old_size 0 allocates (old is
 * null), new_size 0 frees and gives null. Null otherwise means: no memory. */
typedef struct budget_allocator {
    void *(*resize)(void *user, void *old, size_t old_size, size_t new_size);
    void *user;
} budget_allocator;

typedef struct budget {
    struct budget   *parent;
    budget_allocator allocator;   /* used by the root; resize null: malloc */
    uint64_t         limit;       /* bytes */
    uint64_t         used, peak;
} budget;

/* A root budget. allocator may be null: malloc and free. limit 0: no limit. */
void budget_open(budget *b, const budget_allocator *allocator, uint64_t limit);

/* A budget below `parent`. limit 0: the parent's limit alone. */
void budget_open_child(budget *b, budget *parent, uint64_t limit);

/* Assert that all is given back. */
void budget_close(budget *b);

/* Charge bytes that were got elsewhere (pages). False: over the limit. */
bool budget_charge(budget *b, uint64_t bytes);
void budget_refund(budget *b, uint64_t bytes);

/* Bytes that could still be charged. */
uint64_t budget_left(const budget *b);

/* Move a closed-off child below another parent; what it uses goes along. */
bool budget_move(budget *b, budget *parent);

/* Null: over the limit, or no memory. Size 0 gives null and is no failure. */
void *budget_alloc(budget *b, size_t size);
void *budget_zalloc(budget *b, size_t size);
void *budget_resize(budget *b, void *old, size_t old_size, size_t new_size);
void  budget_free(budget *b, void *bytes, size_t size);

/* Make room for one more item in a growing array (capacity doubles). */
bool budget_reserve(budget *b, void **items, uint32_t *capacity, uint32_t wanted, size_t item_size);

#define budget_new(b, type)           ((type *)budget_zalloc((b), sizeof(type)))
#define budget_delete(b, pointer)     budget_free((b), (pointer), sizeof *(pointer))

/* Room for item `count` in `items`, an array of `capacity` items. */
#define budget_room(b, items, capacity, count) \
    ((count) < (capacity) || budget_reserve((b), (void **)&(items), &(capacity), (count) + 1, sizeof *(items)))

/* a + b and a * b, false when they don't fit. */
bool size_add(size_t a, size_t b, size_t *sum);
bool size_mul(size_t a, size_t b, size_t *product);

#endif
