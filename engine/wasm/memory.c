/* Linear memories: reserve once, commit as they grow. */
#include "engine/wasm/memory.h"

#include <string.h>

/* The most pages a memory could ever have: what it says, what its address type
 * can name, and for 64-bit ones what a process can sensibly reserve. */
static uint64_t most_pages(const wasm_memory_type *type)
{
    uint64_t most = type->limits.is_64 ? 1u << 18 : 1u << 16;
    return type->limits.max < most ? type->limits.max : most;
}

/* Address space for all it may grow to; less where its budget ends before. */
static bool reserve(memory *m)
{
    uint64_t most = most_pages(&m->type) * MEMORY_PAGE, left = budget_left(m->budget);
    if (left < most)
        most = left / MEMORY_PAGE * MEMORY_PAGE;
    if (most > SIZE_MAX / 2 || most < m->type.limits.min * MEMORY_PAGE)
        return false;
    if (!most)
        return true;
    if (!m->pages->reserve(m->pages->user, (size_t)most, &m->range))
        return false;
    m->bytes = m->range.at;
    m->reserved = most;
    return true;
}

bool memory_open(memory *m, const wasm_memory_type *type, budget *b, const page_table *pages)
{
    *m = (memory){ .type = *type, .budget = b, .pages = pages };
    if (type->limits.min > most_pages(type) || (pages && !reserve(m)))
        return false;
    if (memory_grow(m, type->limits.min) == MEMORY_GROWN)
        return true;
    memory_close(m);
    return false;
}

void memory_close(memory *m)
{
    if (m->pages && m->reserved)
        m->pages->release(m->pages->user, &m->range, (size_t)m->size);
    if (m->pages)
        budget_refund(m->budget, m->size);
    else
        budget_free(m->budget, m->bytes, (size_t)m->size);
    *m = (memory){ 0 };
}

bool memory_may_grow(const memory *m, uint64_t pages)
{
    uint64_t most = most_pages(&m->type), now = memory_pages(m);
    if (now > most || pages > most - now)
        return false;
    uint64_t bytes = pages * MEMORY_PAGE;
    if (bytes > budget_left(m->budget))
        return false;
    return !m->pages || m->size + bytes <= m->reserved;
}

static memory_growth grow_in_budget(memory *m, uint64_t bytes)
{
    if (m->size + bytes > SIZE_MAX / 2)
        return MEMORY_REFUSED;
    uint8_t *moved = budget_resize(m->budget, m->bytes, (size_t)m->size, (size_t)(m->size + bytes));
    if (!moved)
        return MEMORY_EXHAUSTED;
    memset(moved + m->size, 0, (size_t)bytes);
    m->bytes = moved;
    m->size += bytes;
    return MEMORY_GROWN;
}

memory_growth memory_grow(memory *m, uint64_t pages)
{
    uint64_t bytes = pages * MEMORY_PAGE;
    if (!memory_may_grow(m, pages))
        return MEMORY_REFUSED;
    if (!bytes)
        return MEMORY_GROWN;
    if (!m->pages)
        return grow_in_budget(m, bytes);
    if (!budget_charge(m->budget, bytes))
        return MEMORY_REFUSED;
    if (m->size + bytes > m->range.ready && !m->pages->commit(m->pages->user, &m->range, (size_t)(m->size + bytes))) {
        budget_refund(m->budget, bytes);
        return MEMORY_EXHAUSTED;
    }
    m->size += bytes;
    return MEMORY_GROWN;
}
