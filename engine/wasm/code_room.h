/* Room for cells: that of many functions comes from the budget in one block, so
 * that a small one costs no block of its own. It is given back as a whole, as
 * code is forgotten. For code.c and translate_pack.c alone.
 */
#ifndef INLAY_WASM_CODE_ROOM_H
#define INLAY_WASM_CODE_ROOM_H

#include "engine/wasm/code.h"

typedef struct code_block {
    struct code_block *older;
    size_t             size;      /* this header counted */
} code_block;

/* What code_open makes: what interpreters see of code, and where its cells are. */
typedef struct code_home {
    wasm_code   code;
    code_block *blocks;
    uint8_t    *next, *end;       /* of the block that is filled now */
    uint64_t    given;            /* bytes */
} code_home;

static inline code_home *code_home_of(wasm_code *c) { return (code_home *)c; }

/* Of another block. Null: no memory. */
uint8_t *code_more_room(code_home *h, size_t size);

/* For so many bytes, aligned to 8. Null: no memory. */
static inline uint8_t *code_room(wasm_code *c, size_t bytes)
{
    code_home *h = code_home_of(c);
    size_t size = (bytes + 7) & ~(size_t)7;
    if ((size_t)(h->end - h->next) < size)
        return code_more_room(h, size);
    uint8_t *room = h->next;
    h->next += size;
    return room;
}

void code_free_rooms(code_home *h);

#endif
