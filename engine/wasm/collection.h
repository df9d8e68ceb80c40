/* A collection under way: what the collector remembers between two steps. */
#ifndef INLAY_WASM_COLLECTION_H
#define INLAY_WASM_COLLECTION_H

#include <stdbool.h>
#include <stdint.h>

typedef enum collection_phase {
    COLLECTION_IDLE,
    COLLECTION_CLEAR,             /* marks go, block by block */
    COLLECTION_TASKS, COLLECTION_GLOBALS, COLLECTION_TABLES, COLLECTION_SEGMENTS,    /* roots are marked */
    COLLECTION_READ,              /* what is marked is read */
    COLLECTION_SWEEP              /* blocks without a mark go back */
} collection_phase;

typedef struct collection {
    collection_phase  phase;
    struct wasm_task *owner;      /* the task that allocates */
    struct wasm_task *task;       /* the one whose frames are read */
    uint32_t          at, part;   /* how far the phase is: of so many blocks, frames, tables; and within one of them */
    uint32_t          waiting;    /* the first block with objects to be read; 0: none */
    uint32_t          array;      /* a long one that is being read, and from where on; 0: none */
    uint32_t          element;
    uint64_t          units;      /* that this collection has cost so far */
    uint64_t          threshold;  /* bytes to be allocated until the next one */
    bool              is_done;    /* one has just been made for the allocation that comes next */
    bool              is_always;  /* tests: one for each allocation */
} collection;

#endif
