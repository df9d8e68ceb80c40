/* The heap of a store: blocks, cells, numbers. */
#include "engine/wasm/heap.h"

#include <string.h>

enum { BIN_EXACT = 8 };                   /* the first sizes are 1 to 8 granules, then four for each doubling */

static uint32_t bin_of(uint32_t granules)
{
    if (granules <= BIN_EXACT)
        return granules - 1;
    uint32_t power = 3;
    while ((granules - 1) >> (power + 1))
        power++;
    return BIN_EXACT + (power - 3) * 4 + ((granules - 1) >> (power - 2)) - 4;
}

static uint32_t bin_granules(uint32_t bin)
{
    if (bin < BIN_EXACT)
        return bin + 1;
    return (5 + (bin - BIN_EXACT) % 4) << ((bin - BIN_EXACT) / 4 + 1);
}

static size_t block_bytes(const heap_block *b)
{
    return sizeof *b + (b->granules ? HEAP_BLOCK : b->size);
}

void heap_free_block(heap *h, uint32_t number)
{
    heap_block *b = h->blocks[number];
    h->bytes -= block_bytes(b);
    budget_free(h->budget, b, block_bytes(b));
    h->blocks[number] = (heap_block *)((uintptr_t)h->free_numbers << 1 | 1);
    h->free_numbers = number;
}

void heap_close(heap *h)
{
    for (uint32_t i = 1; i < h->count; i++)
        if (!heap_is_free(h->blocks[i]))
            heap_free_block(h, i);
    budget_free(h->budget, h->blocks, h->capacity * sizeof *h->blocks);
}

/* ---- blocks ---- */

/* A number; 0: none. Number 0 is never given: it would make null. */
static uint32_t take_number(heap *h)
{
    if (h->free_numbers) {
        uint32_t number = h->free_numbers;
        h->free_numbers = (uint32_t)((uintptr_t)h->blocks[number] >> 1);
        return number;
    }
    uint32_t number = h->count ? h->count : 1;
    if (number >= HEAP_BLOCKS || !budget_room(h->budget, h->blocks, h->capacity, number))
        return HEAP_NO_BLOCK;
    h->blocks[0] = NULL;
    h->count = number + 1;
    return number;
}

static uint32_t add_block(heap *h, uint32_t size, uint32_t granules)
{
    uint32_t number = take_number(h);
    if (number == HEAP_NO_BLOCK)
        return HEAP_NO_BLOCK;
    heap_block *b = budget_alloc(h->budget, sizeof *b + (granules ? HEAP_BLOCK : size));
    if (!b) {
        h->blocks[number] = (heap_block *)((uintptr_t)h->free_numbers << 1 | 1);
        h->free_numbers = number;
        return HEAP_NO_BLOCK;
    }
    *b = (heap_block){ .size = size, .granules = (uint16_t)granules };
    h->blocks[number] = b;
    h->bytes += block_bytes(b);
    return number;
}

/* ---- cells ---- */

void heap_forget_cells(heap *h)
{
    memset(h->bins, 0, sizeof h->bins);
}

void heap_offer(heap *h, uint32_t number)
{
    heap_block *b = h->blocks[number];
    heap_bin *bin = &h->bins[bin_of(b->granules)];
    b->next = bin->waiting;
    bin->waiting = number;
}

/* A free cell of the bin's block, from where it was left. */
static uint32_t next_cell(const heap *h, heap_bin *bin)
{
    const heap_block *b = h->blocks[bin->block];
    uint32_t cells = HEAP_BLOCK / HEAP_GRANULE / b->granules;
    while (bin->cell < cells) {
        uint32_t granule = bin->cell++ * b->granules;
        if (!(b->marked[granule / 64] >> (granule % 64) & 1))
            return bin->block << 12 | granule << 2;
    }
    return 0;
}

static uint32_t small(heap *h, uint32_t granules)
{
    uint32_t number = bin_of(granules), ref;
    heap_bin *bin = &h->bins[number];
    granules = bin_granules(number);
    for (;;) {
        if (bin->block != HEAP_NO_BLOCK && (ref = next_cell(h, bin)) != 0)
            break;
        if (bin->waiting != HEAP_NO_BLOCK) {
            bin->block = bin->waiting;
            bin->waiting = h->blocks[bin->block]->next;
        } else if ((bin->block = add_block(h, granules * HEAP_GRANULE, granules)) == HEAP_NO_BLOCK) {
            return 0;
        }
        bin->cell = 0;
    }
    h->allocated += granules * HEAP_GRANULE;
    return ref;
}

uint32_t heap_alloc(heap *h, uint64_t bytes)
{
    if (bytes <= HEAP_SMALL)
        return small(h, (uint32_t)(bytes + HEAP_GRANULE - 1) / HEAP_GRANULE);
    if (bytes > HEAP_OBJECT)
        return 0;
    uint32_t number = add_block(h, (uint32_t)bytes, 0);
    if (number == HEAP_NO_BLOCK)
        return 0;
    h->allocated += bytes;
    return number << 12;
}
