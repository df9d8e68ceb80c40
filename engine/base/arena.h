/* An arena: many small things that die together.
 *
 * Chunks come from a budget. What is handed out is zeroed and never freed
 * singly. An arena that could not grow gives null and stays usable.
 */
#ifndef INLAY_BASE_ARENA_H
#define INLAY_BASE_ARENA_H

#include "engine/base/budget.h"
#include "engine/base/text.h"

typedef struct arena_chunk arena_chunk;

typedef struct arena {
    budget      *budget;
    arena_chunk *newest;
    uint8_t     *next, *end;
    uint8_t     *first;           /* what `next` is where nothing is handed out */
    uint8_t     *first_end;       /* `end`, as long as what is handed out fits in there */
} arena;

/* A point to go back to. */
typedef struct arena_mark {
    arena_chunk *chunk;
    uint8_t     *next;
} arena_mark;

void arena_open(arena *a, budget *b);
void arena_close(arena *a);

/* Zeroed bytes, aligned to 16; null when the budget refuses. Size 0 gives an
 * address that must not be read. */
void *arena_alloc(arena *a, size_t size);

/* Zeroed bytes aligned to `align` (a power of two, 16 at most). */
void *arena_alloc_aligned(arena *a, size_t size, size_t align);

/* The same, not zeroed. */
void *arena_alloc_raw(arena *a, size_t size, size_t align);

/* The same, aligned to 16, for many small things. */
static inline void *arena_take(arena *a, size_t size)
{
    const size_t gap = -(uintptr_t)a->next & 15, left = (size_t)(a->end - a->next);
    if (left <= gap || left - gap <= size)        /* one byte more than needed: where there is nothing, there is no `next` */
        return arena_alloc_raw(a, size, 16);
    uint8_t *bytes = a->next + gap;
    a->next = bytes + size;
    return bytes;
}

/* Has nothing been handed out since it was cleared? */
static inline bool arena_is_empty(const arena *a) { return a->next == a->first; }

/* Keep the largest chunk, up to 256 KiB, free the others: what was handed out is gone. */
void arena_clear(arena *a);

/* The same, in line where it has not grown. */
static inline void arena_clear_again(arena *a)
{
    if (a->end == a->first_end)
        a->next = a->first;
    else
        arena_clear(a);
}

arena_mark arena_get_mark(const arena *a);
void       arena_reset(arena *a, arena_mark mark);

/* count items, the product checked. */
void *arena_items(arena *a, size_t count, size_t item_size, size_t align);

void *arena_raw_items(arena *a, size_t count, size_t item_size, size_t align);

#define arena_array(a, type, count) ((type *)arena_items((a), (count), sizeof(type), _Alignof(type)))
#define arena_new(a, type)          ((type *)arena_alloc_aligned((a), sizeof(type), _Alignof(type)))

/* A copy of a view, terminated too. bytes is null when the budget refuses. */
text_view arena_text(arena *a, text_view text);
text_view arena_format(arena *a, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
