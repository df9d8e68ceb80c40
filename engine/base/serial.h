/* Serials: ids of an index and a serial for each living thing, so that an id kept too
 * long is known to be stale and is never taken for another thing.
 *
 * Index 0 is never given out, nor is serial 0. A freed index waits in a queue,
 * and its serial is counted up before it is used again.
 */
#ifndef INLAY_BASE_SERIAL_H
#define INLAY_BASE_SERIAL_H

#include "engine/base/budget.h"

typedef struct serial_entry {
    uint32_t serial;
    uint32_t next_free;
    void    *item;                /* null: free */
} serial_entry;

typedef struct serial_table {
    budget       *budget;
    serial_entry *entries;
    uint32_t      count, capacity;      /* count: entries ever made, the unused first one too */
    uint32_t      live;
    uint32_t      first_free, last_free;
} serial_table;

void serial_open(serial_table *t, budget *b);

/* The items are the owner's; they are not touched. */
void serial_close(serial_table *t);

/* Give an item (not null) an id. False: no memory. */
bool serial_add(serial_table *t, void *item, uint32_t *index, uint32_t *serial);

/* Null: stale, or never given out. */
static inline void *serial_get(const serial_table *t, uint32_t index, uint32_t serial)
{
    return index && index < t->count && t->entries[index].serial == serial ? t->entries[index].item : NULL;
}

/* What lives at an index now; null: nothing. For walking from 1 to count - 1. */
void *serial_at(const serial_table *t, uint32_t index);

/* The id is stale from now on. */
void serial_remove(serial_table *t, uint32_t index);

#endif
