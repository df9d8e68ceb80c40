/* Tables of references (spec 3.0, section 4.2.7). Owned by a store, charged to
 * its budget. A reference is one 32-bit word; zero is null.
 */
#ifndef INLAY_WASM_TABLE_H
#define INLAY_WASM_TABLE_H

#include "engine/wasm/module.h"

/* Of all tables of one store together. */
typedef struct table_quota { uint64_t used, most; } table_quota;

typedef struct table {
    uint32_t       *refs;
    uint64_t        size;         /* elements */
    uint64_t        capacity;     /* room for; doubles, so that growing by one costs what one unit of fuel may */
    wasm_table_type type;         /* element: of the store's types, canonical */
    budget         *budget;
    table_quota    *quota;
} table;

static inline bool table_fits(const table_quota *q, uint64_t count)
{
    return q->used <= q->most && count <= q->most - q->used;
}

/* Filled with null. False: no memory, or the quota is used up. */
bool table_open(table *t, const wasm_table_type *type, budget *b, table_quota *quota);
void table_close(table *t);

/* Whether `count` more are within the limits; then grow, with `ref` in each.
 * False of table_grow: no memory. */
bool table_may_grow(const table *t, uint64_t count);
bool table_grow(table *t, uint64_t count, uint32_t ref);

/* [at, at + count) lies in the table. */
static inline bool table_holds(const table *t, uint64_t at, uint64_t count)
{
    return count <= t->size && at <= t->size - count;
}

#endif
