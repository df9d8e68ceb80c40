/* Allocations that fail on purpose: the host's own, and third-party ones.
 *
 * The linker sends every malloc, calloc and realloc of the program here
 * (--wrap); cJSON, a shared library, is told by its hooks. Counting starts with
 * allocation_begin. Blocks got between begin and end must be freed by then.
 */
#ifndef INLAY_TESTS_FAULT_ALLOCATION_H
#define INLAY_TESTS_FAULT_ALLOCATION_H

#include "engine/base/check.h"

typedef struct allocation_plan {
    uint64_t fail_at;        /* from 1; 0: none fails */
    bool     onward;         /* all after it fail, too */
} allocation_plan;

typedef struct allocation_count {
    uint64_t made;           /* allocations asked for */
    int64_t  host_blocks, host_bytes;      /* of the host's allocator, not freed yet */
} allocation_count;

void             allocation_hook_libraries(void);
void             allocation_begin(allocation_plan plan);
allocation_count allocation_end(void);

/* The host's allocator (inlay_config.resize). */
void *allocation_resize(void *user, void *old, size_t old_size, size_t new_size);

#endif
