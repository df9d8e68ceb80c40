/* Bindings: what a header made by `inlay bind` knows of a world, attached to a
 * slot. The header's tables are the game's; the functions it offers are copied.
 *
 * The part between the marks is public: sdk/inlay.h holds the same lines, and
 * a gate compares them.
 */
#ifndef INLAY_HOST_BINDING_H
#define INLAY_HOST_BINDING_H

#include "engine/component/layout.h"
#include "host/public.h"

/* public: binding */
#ifndef INLAY_BINDING
#define INLAY_BINDING

/* Calls one function of the table; made by `inlay bind`. result: where it goes, null: there is none. */
typedef inlay_status inlay_thunk(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result);

typedef struct inlay_binding_function {
    const char                *name;         /* "arena:game/world#log" */
    const inlay_layout *const *params;
    uint32_t                   param_count;
    const inlay_layout        *result;       /* null: none */
    inlay_thunk               *thunk;        /* imports */
    uint32_t                   offset;       /* imports: of the function in the table */
} inlay_binding_function;

typedef struct inlay_binding_resource {
    const char *name;                        /* "arena:game/world#body" */
    uint32_t    offset;                      /* of its drop function in the table */
} inlay_binding_resource;

/* A world as a header knows it. */
typedef struct inlay_binding {
    uint32_t                      format;    /* INLAY_BINDING_FORMAT of the `inlay bind` that made it */
    const char                   *header;    /* "creature.h", for messages */
    const char                   *world;     /* "arena:game/creature@0.1.0" */
    const char *const            *wit;       /* the world as WIT, without comments; ends with null */
    uint32_t                      import_count, export_count, resource_count;
    const inlay_binding_function *imports, *exports;
    const inlay_binding_resource *resources; /* the host's */
    uint32_t                      table_size;
} inlay_binding;

#define INLAY_BINDING_FORMAT 1u

#endif
/* public: end */

struct slot;
struct generation;
struct generation_bound;
struct inlay_host;

/* Attach it to the slot, after the WIT was found equal; bind what the table offers, which may be null. */
bool binding_attach(inlay_host *host, struct slot *s, const inlay_binding *binding, const void *table, void *user, error *err);

/* Export `index` of the slot's binding, ready to be called. Null, and why. */
struct generation_bound *binding_export(struct generation *g, const inlay_binding *binding, uint32_t index, error *err);

#endif
