/* The graph behind reach.h: nodes, tables, core instances. All of it is in one
 * arena and thrown away with it.
 */
#ifndef INLAY_COMPONENT_REACH_GRAPH_H
#define INLAY_COMPONENT_REACH_GRAPH_H

#include "engine/component/reach.h"

enum {
    REACH_NODES_MOST = 4000000,   /* functions of all core instances together, and what stands between them */
    REACH_EDGES_MOST = 40000000,
    REACH_WORK_MOST  = 2000000000,/* names compared, edges and table entries walked */
    REACH_NOWHERE    = 0          /* the node without edges */
};

#define REACH_ANY UINT32_MAX      /* a slot that is not known */

/* A function that a table may hold. */
typedef struct reach_entry { uint32_t slot, node; } reach_entry;

typedef struct reach_table {
    struct reach_table *next;     /* of all */
    reach_entry        *entries;
    uint32_t            count, capacity;
    bool                changes;  /* it may be written to: slots say nothing, and any function whose reference was taken may be in it */
    bool                mixes;    /* it may be copied to from another */
} reach_table;

typedef struct reach_instance {
    const wasm_module *module;
    uint32_t           first;     /* node of its function 0 */
    reach_table      **tables;    /* by index; null: a table that is not known */
} reach_instance;

/* A call through a table: of this type, in this slot. */
typedef struct reach_indirect {
    const reach_table     *table;
    const wasm_functype   *type;
    uint32_t               slot;
} reach_indirect;

typedef struct reach_node {
    uint32_t              first_edge, edge_count;
    const reach_instance *instance;       /* a core function; else null */
    const reach_indirect *indirect;       /* null: none */
    uint32_t              import;         /* number of the component's import + 1; 0: none */
} reach_node;

typedef struct reach_graph {
    arena        arena;
    budget      *budget;
    error       *err;
    uint64_t     work;            /* so far */
    reach_node  *nodes;
    uint32_t     node_count, node_capacity;
    uint32_t    *edges;
    uint32_t     edge_count, edge_capacity;
    reach_name  *imports;
    uint32_t     import_count, import_capacity;
    uint32_t    *starts;                  /* nodes that run at instantiation */
    uint32_t     start_count, start_capacity;
    reach_table *tables;
    reach_table *taken;                   /* no table: functions whose reference was taken */
} reach_graph;

/* False, or REACH_NOWHERE, and err: no memory, or too many. */
uint32_t reach_add(reach_graph *g, uint32_t count);           /* so many nodes; the first */
bool     reach_add_edge(reach_graph *g, uint32_t node, uint32_t to);      /* of one node after the other */
bool     reach_add_start(reach_graph *g, uint32_t node);
uint32_t reach_add_import(reach_graph *g, reach_name name);
reach_table *reach_add_table(reach_graph *g);                 /* null: no memory */
bool     reach_put(reach_graph *g, reach_table *table, uint32_t slot, uint32_t node);
bool     reach_work(reach_graph *g, uint64_t work);           /* so much is done; false: too much */

/* Read the bodies and segments of an instance whose imported functions have their edges (reach_body.c). */
bool     reach_read(reach_graph *g, const reach_instance *i);

/* Nodes for the component's exports (reach_link.c). */
typedef struct reach_exported { reach_name name; uint32_t node; } reach_exported;
bool     reach_link(reach_graph *g, const component *c, reach_exported **exports, uint32_t *count);

#endif
