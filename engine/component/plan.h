/* Plans: the way of a function's values, worked out once.
 *
 * A plan is an array of nodes; the children of a node stand side by side. Each
 * node knows where it lies in memory (offset in its parent) and among the flat
 * core values (position in its parent), so lifting and lowering only add.
 * Resource types are the store's numbers: a plan belongs to one function of
 * one instance.
 *
 * Flat values are kept as 64-bit words, zero-extended. That makes the joins of
 * variants (CanonicalABI.md, flattening: join) no work at all: each coercion
 * only widens or narrows the same bits.
 */
#ifndef INLAY_COMPONENT_PLAN_H
#define INLAY_COMPONENT_PLAN_H

#include "engine/component/ctype.h"
#include "engine/component/value.h"

#define PLAN_NONE UINT32_MAX

/* What is done to values, in bytes moved, 16 of which cost a unit of fuel: a
 * value lifted or lowered, and an item or character looked at one by one. */
enum { PLAN_VALUE_WORK = 32, PLAN_ITEM_WORK = 8, PLAN_UNIT_WORK = 16 };

/* What a call over the boundary costs beside its bytes: about what it takes in instructions. */
enum { PLAN_CALL_PRICE = 32, PLAN_REALLOC_PRICE = 20 };

typedef struct plan_node {
    uint8_t  kind;                /* inlay_kind; INLAY_NOTHING: a case without payload */
    uint8_t  packed;              /* LIST: the items' kind when they are scalars, else 0 */
    uint8_t  width;               /* bytes of a scalar, a discriminant, or flags */
    bool     fixed;               /* LIST of a fixed length, `count` */
    bool     unsupported;         /* stream, future, error-context */
    bool     plain;               /* own lists: items whose bytes may be copied as they are (integers) */
    uint32_t size, align;         /* in memory */
    uint32_t offset;              /* in the parent's memory; VARIANT's cases: the payload's offset */
    uint32_t flat, flat_count;    /* position in the parent's flat form, and how many */
    uint32_t first, count;        /* children: fields, cases, [element], [key, value] in a tuple, [some], [ok, error] */
    uint32_t resource;            /* OWN, BORROW: the store's resource type */
    uint32_t flag_mask;           /* FLAGS */
} plan_node;

typedef struct plan {
    const plan_node *nodes;       /* 0: the parameters as a tuple; 1: the results as a tuple of one or none */
    const plan_node *wide;        /* the same as they lie in a memory of 64 bits; null: the file has none */
    uint32_t node_count;
    bool     params_spilled;      /* more than 16 flat values: one pointer instead */
    bool     results_spilled;     /* more than one: a pointer */
    bool     param_handles, result_handles;
} plan;

/* What a resource of a type is at run time, for the one instance. */
typedef struct plan_resources {
    bool (*find)(void *user, const cresource *resource, uint32_t *type);
    void *user;
} plan_resources;

static inline const plan_node *plan_nodes(const plan *p, bool is_64) { return is_64 ? p->wide : p->nodes; }

/* Null: no memory, or a resource that isn't known; said in err. wide: for memories of 64 bits as well. */
const plan *plan_compile(arena *a, const cfunc *func, plan_resources resources, bool wide, error *err);

#endif
