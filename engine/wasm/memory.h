/* Linear memories (spec 3.0, section 4.2.8).
 *
 * Owned by a store. With pages, the address space is reserved once and the
 * base never moves; without, the bytes come from the budget's allocator and
 * may move whenever the memory grows. Every byte in use is charged to the
 * budget, and reads zero until a guest or a segment writes it.
 */
#ifndef INLAY_WASM_MEMORY_H
#define INLAY_WASM_MEMORY_H

#include "engine/base/pages.h"
#include "engine/wasm/module.h"

enum { MEMORY_PAGE = 65536 };

typedef struct memory {
    uint8_t          *bytes;
    uint64_t          size;       /* bytes in use */
    uint64_t          reserved;   /* bytes that it may grow to; 0 without pages */
    wasm_memory_type  type;       /* limits as declared: min stays what it was */
    budget           *budget;
    const page_table *pages;
    page_range        range;      /* at least `reserved` long: how long, the mod never sees */
} memory;

typedef enum memory_growth {
    MEMORY_GROWN,
    MEMORY_REFUSED,               /* beyond its own limits, or the mod's: the guest sees -1 */
    MEMORY_EXHAUSTED              /* the system has none: not the guest's to see */
} memory_growth;

/* False: no memory. */
bool memory_open(memory *m, const wasm_memory_type *type, budget *b, const page_table *pages);
void memory_close(memory *m);

/* Whether `pages` more would be within the limits; then grow. */
bool          memory_may_grow(const memory *m, uint64_t pages);
memory_growth memory_grow(memory *m, uint64_t pages);

static inline uint64_t memory_pages(const memory *m) { return m->size / MEMORY_PAGE; }

/* [at, at + size) lies in the memory. */
static inline bool memory_holds(const memory *m, uint64_t at, uint64_t size)
{
    return size <= m->size && at <= m->size - size;
}

#endif
