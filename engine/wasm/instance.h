/* An instance of a module (spec 3.0, section 4.2.4): how the module's indices
 * map to addresses of its store. Owned by the store; its place never moves.
 */
#ifndef INLAY_WASM_INSTANCE_H
#define INLAY_WASM_INSTANCE_H

#include "engine/wasm/code.h"
#include "engine/wasm/memory.h"
#include "engine/wasm/table.h"

typedef struct instance {
    uint32_t           number;            /* address in the store */
    wasm_code         *code;
    const wasm_module *module;
    uint32_t          *type_ids;          /* canonical, by type index */
    uint32_t          *funcs;             /* addresses, by function index */
    table            **tables;
    memory           **memories;
    const memory      *memory;            /* the first one, or one of no bytes: never null */
    wasm_slot        **globals;
    uint32_t          *table_addresses, *memory_addresses, *global_addresses;
    uint32_t          *tags;              /* addresses, by tag index */
    wasm_slot         *own_globals;       /* values of those it defines */
    uint32_t         **elems;             /* references of each segment; null: dropped, or not yet made */
    uint8_t           *dropped;           /* a byte each: element segments, then data segments */
    uint8_t           *block;             /* that all arrays lie in */
    size_t             block_size;
    uint32_t           initializer;       /* function address; WASM_NO_INDEX: not asked for yet */
    uint64_t           segment_place;     /* while initialised: where the active segment goes that is being written */
} instance;

/* Bytes and length of a data segment; none once dropped. */
wasm_span instance_data(const instance *i, uint32_t segment);
uint32_t  instance_elem_count(const instance *i, uint32_t segment);
void      instance_drop_data(instance *i, uint32_t segment);
void      instance_drop_elem(instance *i, budget *b, uint32_t segment);

/* Let go of what it made while it ran; and of itself. */
void      instance_empty(instance *i, budget *b);
void      instance_close(instance *i, budget *b);

/* What is the same in every instance of the module that was linked alike, and what is one's own: each
 * lays its arrays out in `block`, one behind the other. Null: only how long it is to be. */
size_t    instance_lay_out_links(instance *i, uint8_t *block);
size_t    instance_lay_out_own(instance *i, uint8_t *block);

#endif
