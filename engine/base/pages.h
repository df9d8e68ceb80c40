/* Pages: address space for linear memories, got through a table that the host
 * fills (host/os), so the engine knows no OS.
 *
 * A reserved range never moves; bytes that are ready read zero until they are
 * written.
 */
#ifndef INLAY_BASE_PAGES_H
#define INLAY_BASE_PAGES_H

#include "engine/base/check.h"

typedef struct page_range {
    uint8_t *at;
    size_t   size;                /* of address space */
    size_t   ready;               /* so many bytes from `at` can be used; multiples of page_size */
} page_range;

typedef struct page_table {
    /* At least `size` bytes of address space. False: none left. */
    bool (*reserve)(void *user, size_t size, page_range *out);
    /* Make `ready` bytes usable, more than are. False: the OS refuses. */
    bool (*commit)(void *user, page_range *range, size_t ready);
    /* Make the first `used` bytes read zero again. False: it can't be done. */
    bool (*reset)(void *user, const page_range *range, size_t used);
    /* Give it back, of which only the first `used` bytes may have been written. */
    void (*release)(void *user, const page_range *range, size_t used);
    void  *user;
    size_t page_size;
} page_table;

#endif
