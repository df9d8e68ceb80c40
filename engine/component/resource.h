/* Resources at run time: resource types of a store, and the handle table of
 * each component instance (CanonicalABI.md, Table State and Resource State).
 *
 * A handle's index is what the reference gives: index 0 is never used, a freed
 * index is the next to be used again. A table belongs to its instance.
 */
#ifndef INLAY_COMPONENT_RESOURCE_H
#define INLAY_COMPONENT_RESOURCE_H

#include "engine/base/budget.h"

struct component_instance;

/* A resource type: of the host, or made by an instance. */
typedef struct resource_info {
    bool     is_host;
    bool     is_wide;                     /* guest: its representation is an i64 */
    uint32_t host_type;                   /* the host's own number */
    struct component_instance *instance;  /* guest: whose it is */
    uint32_t destructor;                  /* guest: core function, or WASM_NO_INDEX */
} resource_info;

#define RESOURCE_NONE UINT32_MAX

typedef struct handle {
    uint64_t rep;                 /* free: the next free index, 0 for none */
    uint32_t type;                /* resource type; RESOURCE_NONE: free */
    uint32_t lends;
    uint32_t scope;               /* a borrow: the crossing that it ends with */
    bool     own;
} handle;

typedef struct handle_table {
    budget  *budget;
    handle  *items;               /* items[0] is never used */
    uint32_t count, capacity;
    uint32_t free;                /* the index freed last, 0 for none */
    uint32_t used;
    uint32_t most;
} handle_table;

/* Why a table refused; texts begin as the reference suite's. */
typedef enum handle_fault { HANDLE_OK, HANDLE_UNKNOWN, HANDLE_FULL, HANDLE_NO_MEMORY } handle_fault;

void handle_table_open(handle_table *t, budget *b, uint32_t most);
void handle_table_close(handle_table *t);

/* The handle at an index; null when there is none. Good until the next add. */
static inline handle *handle_table_get(const handle_table *t, uint32_t index)
{
    if (index >= t->count || t->items[index].type == RESOURCE_NONE)
        return NULL;
    return &t->items[index];
}

/* At an index that was never used. */
handle_fault handle_table_add_new(handle_table *t, handle h, uint32_t *index);

static inline handle_fault handle_table_add(handle_table *t, handle h, uint32_t *index)
{
    if (t->used >= t->most)
        return HANDLE_FULL;
    if (!t->free)
        return handle_table_add_new(t, h, index);
    handle *free = &t->items[t->free];
    *index = t->free;
    t->free = (uint32_t)free->rep;
    *free = h;
    t->used++;
    return HANDLE_OK;
}

static inline void handle_table_remove(handle_table *t, uint32_t index)
{
    t->items[index].type = RESOURCE_NONE;
    t->items[index].rep = t->free;
    t->free = index;
    t->used--;
}

#endif
