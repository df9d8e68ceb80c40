/* Where a function's frame holds references into the heap, while it calls or
 * allocates: behind its cells stands what translate_roots.c wrote.
 *
 * Locals are runs of slots. Operands at a point are a chain: the highest one,
 * and from each the next lower, so that points share what they have in common
 * and all of it is in proportion to the body.
 */
#ifndef INLAY_WASM_CODE_ROOTS_H
#define INLAY_WASM_CODE_ROOTS_H

#include "engine/wasm/code.h"

#include <string.h>

/* Pairs of words: runs (slot, count), nodes (slot, the next lower node or 0),
 * points (cell, node), by cell; nodes count from 1. */
typedef struct code_roots {
    uint32_t       range_count, node_count, point_count;
    const uint8_t *ranges, *nodes, *points;
} code_roots;

enum { CODE_ROOTS_HEAD = 3 };             /* words before them: the counts */

static inline uint32_t code_roots_word(const uint8_t *words, uint32_t i)
{
    uint32_t word;
    memcpy(&word, words + (size_t)i * sizeof word, sizeof word);
    return word;
}

/* False: it holds none, ever. */
bool     code_roots_of(const code_function *f, code_roots *out);

/* The highest operand at a cell: its node; 0: none. */
uint32_t code_roots_at(const code_roots *r, uint32_t cell);

#endif
