/* A record: what a recorder keeps of one generation of a mod: its call tree and
 * what it called of the host's.
 *
 * The tree's nodes are never renumbered, so that others can name them. A record
 * keeps the generation's image, whose code says where its nodes are; so it may
 * outlive the generation. All of it is charged to the recorder's budget.
 */
#ifndef INLAY_HOST_RECORD_H
#define INLAY_HOST_RECORD_H

#include "engine/base/hash_index.h"
#include "engine/base/limits.h"
#include "engine/component/component_watch.h"
#include "engine/wasm/count.h"
#include "engine/wasm/stack.h"
#include "host/image.h"

#define RECORD_NONE UINT32_MAX

typedef enum record_kind {
    RECORD_ENTRY,                 /* a: index of a text; b: of what it was called from, or RECORD_NONE */
    RECORD_FUNCTION,              /* code, a: function, b: cell */
    RECORD_IMPORT,                /* a: index of an import */
    RECORD_ABI,                   /* work of ours */
    RECORD_DEEP                   /* frames that were left out */
} record_kind;

/* What was spent at a node, without what it called. */
typedef struct record_weight { uint64_t fuel, calls, ns, samples; } record_weight;

typedef struct record_node {
    uint32_t      parent;         /* RECORD_NONE: an entry */
    record_kind   kind;
    wasm_code    *code;
    uint32_t      a, b;
    bool          is_dirty;       /* `now` is not zero, and it stands in the list */
    record_weight whole, now;     /* whole: until the last frame's end */
} record_node;

/* What an entry was called from: a node of another record. */
typedef struct record_outer { uint32_t record, node; } record_outer;     /* record 0: none */

typedef struct record_import {
    component_func *func;         /* null: the generation is gone */
    text_view       interface_name, name;     /* the image's */
    uint64_t        from;         /* calls are counted down from here ... */
    uint64_t        to_sample;    /* calls until the stack is looked at; and until the clock is */
    uint64_t        to_time;
    uint64_t        unsampled;    /* calls since the stack was looked at, and since the clock was */
    uint64_t        untimed;
    uint32_t        node;         /* where it was called from then */
    uint64_t        sampled_frame;
    double          ns_a_call;
    uint64_t        fuel_a_call;
    uint64_t        now_calls, whole_calls;
    double          now_ns, whole_ns;
} record_import;

typedef struct record {
    struct record *next;          /* of the recorder: oldest first */
    budget        *budget;
    image         *image;
    uint32_t       serial;        /* from 1 */
    uint32_t       mod;           /* of the recorder's table */
    bool           is_over;       /* the generation is gone */
    uint32_t       pins;          /* captures that name it */
    uint64_t       random;        /* the state of its own numbers */
    uint64_t       sampled;       /* what its store had spent when the stack was looked at */
    uint64_t       unsampled;     /* fuel since then: once it is over */
    uint32_t       node_count, node_capacity;      record_node   *nodes;
    uint32_t       dirty_count, dirty_capacity;    uint32_t      *dirty;
    hash_index     index;         /* of the nodes */
    uint32_t       entry_count, entry_capacity;    text_view     *entries;    /* in `texts` */
    uint32_t       outer_count, outer_capacity;    record_outer  *outers;
    uint32_t       import_count, import_capacity;  record_import *imports;
    uint64_t       called[LIMIT_RECORD_IMPORTS / 64];     /* a bit for each import; 0: its next call is told of, none before it is uncounted */
    arena          texts;
    count_book    *counts;        /* null: not counted */
    wasm_store    *core;          /* the generation's; null: it is over */
    uint64_t       counted;       /* fuel spent while it is: until then less what had been spent before; then all of it */
    uint64_t       lost;          /* times that there was no room for a node */
} record;

/* Null: no memory. */
record *record_open(budget *b, image *i, wasm_store *core, uint32_t serial);
void    record_close(record *r);

/* The node below `parent`, made where there is none. Where there is no room: the parent. */
uint32_t record_child(record *r, uint32_t parent, record_kind kind, wasm_code *code, uint32_t a, uint32_t b);

/* The root for what the host asks, called from `outer` (record 0: from outside). RECORD_NONE: no memory. */
uint32_t record_entry(record *r, text_view name, record_outer outer);

/* The node of a stack, below `root`. */
uint32_t record_stack(record *r, uint32_t root, const component_store *cs, const wasm_task *task);

/* Of a function of ours, by its address in the core store: an import, or other work of ours. */
uint32_t record_native(record *r, uint32_t parent, const component_store *cs, uint32_t address);

/* Add to a node's `now`. */
void     record_add(record *r, uint32_t node, record_weight weight);

/* Count what the store runs from now on. False: no memory for it. */
bool     record_count(record *r);

/* The store goes: it is neither counted nor looked at any more. */
void     record_end(record *r);

/* Fuel that was spent since the stack was looked at. */
uint64_t record_unsampled(const record *r);

/* Fuel that was spent while it was counted. */
uint64_t record_counted(const record *r);

/* A number from 1 to `most`, the same in each run. */
uint64_t record_random(record *r, uint64_t most);

#endif
