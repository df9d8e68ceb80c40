/* Arenas. The first chunk has 1 KiB, the next one 4, from there they double to 256 KiB: so that small mods stay small. */
#include "engine/base/arena.h"

#include <string.h>

struct arena_chunk {
    arena_chunk *older;
    size_t       size;            /* this header counted */
};

enum { CHUNK_FIRST = 1024, CHUNK_SECOND = 4096, CHUNK_MOST = 256 * 1024, CHUNK_HEADER = (sizeof(arena_chunk) + 15) & ~15u };

void arena_open(arena *a, budget *b)
{
    *a = (arena){ .budget = b };
}

static uint8_t *chunk_end(arena_chunk *c)
{
    return (uint8_t *)c + c->size;
}

static void free_down_to(arena *a, arena_chunk *kept)
{
    while (a->newest != kept) {
        arena_chunk *c = a->newest;
        a->newest = c->older;
        budget_free(a->budget, c, c->size);
    }
    a->end = kept ? chunk_end(kept) : NULL;
}

void arena_close(arena *a)
{
    if (a->budget)
        free_down_to(a, NULL);
    *a = (arena){ .budget = a->budget };
}

void arena_clear(arena *a)
{
    arena_chunk *kept = a->newest;
    if (kept && !kept->older && kept->size <= CHUNK_MOST) {
        a->next = a->first = (uint8_t *)kept + CHUNK_HEADER;
        a->first_end = a->end;
        return;
    }
    while (kept && kept->older && kept->size > CHUNK_MOST)
        kept = kept->older;
    free_down_to(a, kept);
    if (kept) {
        a->newest = kept->older;
        free_down_to(a, NULL);
        a->newest = kept;
        kept->older = NULL;
        a->end = chunk_end(kept);
    }
    a->next = a->first = kept ? (uint8_t *)kept + CHUNK_HEADER : NULL;
    a->first_end = a->end;
}

arena_mark arena_get_mark(const arena *a)
{
    return (arena_mark){ a->newest, a->next };
}

void arena_reset(arena *a, arena_mark mark)
{
    free_down_to(a, mark.chunk);
    a->next = mark.next;
    a->first_end = NULL;
}

static bool add_chunk(arena *a, size_t wanted)
{
    size_t size = a->newest ? a->newest->size * 2 : CHUNK_FIRST, needed;
    if (size > CHUNK_FIRST && size < CHUNK_SECOND)
        size = CHUNK_SECOND;
    if (size > CHUNK_MOST)
        size = CHUNK_MOST;
    if (!size_add(wanted, CHUNK_HEADER + 16, &needed))
        return false;
    if (size < needed)
        size = needed;

    arena_chunk *c = budget_alloc(a->budget, size);
    if (!c && size > needed)
        c = budget_alloc(a->budget, size = needed);
    if (!c)
        return false;
    *c = (arena_chunk){ a->newest, size };
    a->newest = c;
    a->next = (uint8_t *)c + CHUNK_HEADER;
    a->end = chunk_end(c);
    return true;
}

void *arena_alloc_raw(arena *a, size_t size, size_t align)
{
    ASSERT(align && align <= 16 && (align & (align - 1)) == 0);
    size_t gap = (align - ((uintptr_t)a->next & (align - 1))) & (align - 1);

    if (!a->next || (size_t)(a->end - a->next) < gap || (size_t)(a->end - a->next) - gap < size) {
        if (!add_chunk(a, size))
            return NULL;
        gap = (align - ((uintptr_t)a->next & (align - 1))) & (align - 1);
    }
    uint8_t *bytes = a->next + gap;
    a->next = bytes + size;
    return bytes;
}

void *arena_alloc_aligned(arena *a, size_t size, size_t align)
{
    void *bytes = arena_alloc_raw(a, size, align);
    return bytes ? memset(bytes, 0, size) : NULL;
}

void *arena_alloc(arena *a, size_t size)
{
    return arena_alloc_aligned(a, size, 16);
}

void *arena_items(arena *a, size_t count, size_t item_size, size_t align)
{
    size_t size;
    return size_mul(count, item_size, &size) ? arena_alloc_aligned(a, size, align) : NULL;
}

void *arena_raw_items(arena *a, size_t count, size_t item_size, size_t align)
{
    size_t size;
    return size_mul(count, item_size, &size) ? arena_alloc_raw(a, size, align) : NULL;
}

text_view arena_text(arena *a, text_view text)
{
    char *copy = arena_alloc_aligned(a, text.size + 1, 1);
    if (!copy)
        return (text_view){ 0 };
    if (text.size)
        memcpy(copy, text.bytes, text.size);
    return (text_view){ copy, text.size };
}

text_view arena_format(arena *a, const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int size = text_format_list(NULL, 0, format, list);
    char *out = size < 0 ? NULL : arena_alloc_aligned(a, (size_t)size + 1, 1);
    if (out)
        text_format_list(out, (size_t)size + 1, format, again);
    va_end(again);
    va_end(list);
    return out ? (text_view){ out, (size_t)size } : (text_view){ 0 };
}
