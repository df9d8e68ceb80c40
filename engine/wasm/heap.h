/* The heap of a store: structs, arrays and exceptions (spec 3.0, section 4.2.13).
 *
 * Objects never move. Small ones are cells of blocks of 8 KiB, each block with
 * cells of one size; a large one has a block to itself. A reference is the
 * block's number and the place in it, so it needs 32 bits and no table of its
 * own. Everything comes from the mod's budget, and an empty block goes back.
 *
 * An object begins with a word: its type in the store's terms, or for an
 * exception HEAP_EXCEPTION and its tag; an array's next word is its length.
 * Numbers stand as in linear memory, at multiples of at most four bytes.
 *
 * Which cells are taken is known from the last collection's marks: what is
 * marked, and what lies behind the place where the next cell is looked for.
 */
#ifndef INLAY_WASM_HEAP_H
#define INLAY_WASM_HEAP_H

#include "engine/base/budget.h"
#include "engine/wasm/reference.h"

enum {
    HEAP_BLOCK    = 8192,
    HEAP_GRANULE  = 8,
    HEAP_SMALL    = 2048,         /* larger ones stand alone */
    HEAP_BINS     = 28,
    HEAP_WORDS    = HEAP_BLOCK / HEAP_GRANULE / 64,
    HEAP_BLOCKS   = 1 << 20,      /* a reference's upper 20 bits */
    HEAP_OBJECT   = 1 << 30       /* bytes of the largest */
};

#define HEAP_EXCEPTION 0x80000000u
#define HEAP_NO_BLOCK  0u

enum { HEAP_EXCEPTION_HEAD = 8 };          /* then its values, as slots */

typedef struct heap_block {
    uint32_t size;                /* of a cell, or of the one object */
    uint32_t next;                /* in the list it stands in: of those with free cells, or with objects to be read */
    uint32_t from;                /* no word before it has objects to be read */
    uint16_t granules;            /* of a cell; 0: one object */
    bool     is_waiting;          /* it stands in the collector's list */
    uint64_t marked[HEAP_WORDS];  /* a bit for each granule where an object begins */
    uint64_t read[HEAP_WORDS];    /* likewise: those whose references have been followed */
} heap_block;

/* Where the next cell of a size is looked for. */
typedef struct heap_bin { uint32_t block, cell, waiting; } heap_bin;

typedef struct heap {
    budget      *budget;
    heap_block **blocks;          /* by number, from 1; a free number holds the next one, odd (heap_is_free) */
    uint32_t     count, capacity;
    uint32_t     free_numbers;    /* the first; 0: none */
    heap_bin     bins[HEAP_BINS];
    uint64_t     bytes;           /* in blocks, heads too */
    uint64_t     allocated;       /* bytes of objects since the last collection */
} heap;

void heap_close(heap *h);

/* Room for an object, unwritten. 0: no memory, too many blocks, or above HEAP_OBJECT. */
uint32_t heap_alloc(heap *h, uint64_t bytes);

static inline uint8_t *heap_at(const heap *h, uint32_t ref)
{
    return (uint8_t *)(h->blocks[ref >> 12] + 1) + ((ref & 0xFFCu) << 1);
}

static inline uint32_t heap_word(const uint8_t *at)
{
    uint32_t word;
    __builtin_memcpy(&word, at, sizeof word);
    return word;
}

/* The first word: the type. */
static inline uint32_t heap_head(const heap *h, uint32_t ref)   { return heap_word(heap_at(h, ref)); }
static inline uint32_t heap_length(const heap *h, uint32_t ref) { return heap_word(heap_at(h, ref) + 4); }

/* ---- for the collector ---- */

/* No cell of a block that is there now will be given away. */
void     heap_forget_cells(heap *h);

/* The block has free cells, by its marks. */
void     heap_offer(heap *h, uint32_t number);

static inline bool heap_is_free(const heap_block *b) { return !b || ((uintptr_t)b & 1); }
void     heap_free_block(heap *h, uint32_t number);

#endif
