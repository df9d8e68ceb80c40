/* Resources: the table behind every inlay_resource, the game's own and those
 * that mods made.
 *
 * A host resource has one owner: the game, or a generation of a mod. Its rep,
 * the word that a guest's handle table holds, is its index; an index is not
 * used again while the resource is lent to a call that still runs. A guest
 * resource is here while the host owns it, and is stale once its generation goes.
 */
#ifndef INLAY_HOST_HOST_RESOURCE_H
#define INLAY_HOST_HOST_RESOURCE_H

#include "engine/base/serial.h"
#include "engine/component/component_instance.h"
#include "host/public.h"

struct generation;

typedef struct host_resource {
    uint32_t           index, serial;
    bool               is_guest;
    bool               is_dead;         /* a host's, dropped while it was lent: only its index is kept */
    struct generation *generation;      /* a guest's: who made it; a host's: the owner, null: the game */
    struct host_resource   *before, *after;  /* in the list of its generation, or of the game */
    /* a host's */
    uint32_t           type;            /* the host type: import_resource's number */
    void              *data;
    uint32_t           lends;
    /* a guest's */
    resource_type      guest_type;
    uint64_t           rep;
} host_resource;

typedef struct host_resource_table {
    budget      *budget;
    serial_table handles;
    host_resource    *game;                  /* what the game owns */
    uint32_t     game_count;
} host_resource_table;

void host_resource_open(host_resource_table *t, budget *b);

/* Every entry must be gone, but those of the game: they are freed, not dropped. */
void host_resource_close(host_resource_table *t);

/* Null: no memory. `list` is where it belongs: &table.game, or a generation's. */
host_resource *host_resource_add_host(host_resource_table *t, uint32_t type, void *data);
host_resource *host_resource_add_guest(host_resource_table *t, struct generation *g, host_resource **list, resource_type type, uint64_t rep);

/* Null: stale. */
host_resource *host_resource_get(const host_resource_table *t, inlay_resource id);

/* By the word in a guest's table; null: it died. */
host_resource *host_resource_by_rep(const host_resource_table *t, uint32_t type, uint32_t rep);

/* Let it belong to another list (generation null: the game). */
void host_resource_move(host_resource_table *t, host_resource *r, host_resource **from, struct generation *g, host_resource **to);

/* Its id is stale; the entry goes too, unless it is lent. The drop function is the caller's to call. */
void host_resource_remove(host_resource_table *t, host_resource *r, host_resource **list);

/* Its id is stale, but the entry is the caller's now, to be freed with budget_delete. For guests'. */
void host_resource_retire(host_resource_table *t, host_resource *r, host_resource **list);

/* A call that it was lent to begins, and has ended. */
void host_resource_lend(host_resource *r);
void host_resource_give_back(host_resource_table *t, uint32_t index);

#endif
