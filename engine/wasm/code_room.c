/* Blocks of room for cells. */
#include "engine/wasm/code_room.h"

/* A block has a quarter of what there is already, so that hardly more than that is ever idle. */
enum { BLOCK_LEAST = 1 << 10, BLOCK_MOST = 64 << 10, BLOCK_PART = 4, BLOCK_HEADER = (sizeof(code_block) + 15) & ~15 };

static code_block *add_block(code_home *h, size_t size)
{
    code_block *b = budget_alloc(h->code.budget, size);
    if (!b)
        return NULL;
    *b = (code_block){ h->blocks, size };
    h->blocks = b;
    h->given += size;
    return b;
}

static size_t usual_size(const code_home *h)
{
    uint64_t size = h->given / BLOCK_PART;
    return size < BLOCK_LEAST ? BLOCK_LEAST : size > BLOCK_MOST ? BLOCK_MOST : (size_t)size & ~(size_t)15;
}

uint8_t *code_more_room(code_home *h, size_t size)
{
    size_t usual = usual_size(h), needed;
    if (!size_add(size, BLOCK_HEADER, &needed))
        return NULL;
    code_block *b = needed <= usual / 2 ? add_block(h, usual) : NULL;
    if (b) {
        h->next = (uint8_t *)b + BLOCK_HEADER + size;
        h->end = (uint8_t *)b + usual;
    } else {
        b = add_block(h, needed);         /* a large one has a block of its own, and so has one that memory is short for */
    }
    return b ? (uint8_t *)b + BLOCK_HEADER : NULL;
}

void code_free_rooms(code_home *h)
{
    while (h->blocks) {
        code_block *b = h->blocks;
        h->blocks = b->older;
        budget_free(h->code.budget, b, b->size);
    }
    h->next = h->end = NULL;
    h->given = 0;
}
