/* Pages: address space for linear memories and stacks, got from the OS through
 * a table that the host fills (host/os), so the engine knows no OS.
 *
 * A reserved range never moves; committed bytes read zero.
 */
#ifndef INLAY_BASE_PAGES_H
#define INLAY_BASE_PAGES_H

#include "engine/base/check.h"

typedef struct page_table {
    /* `size` bytes of address space, not yet usable. Null: none left. */
    uint8_t *(*reserve)(void *user, size_t size);
    /* Make [at, at + size) usable, zeroed. False: the OS refuses. */
    bool (*commit)(void *user, uint8_t *at, size_t size);
    /* Make [at, at + size) read zero again, giving its pages back. */
    void (*reset)(void *user, uint8_t *at, size_t size);
    void (*release)(void *user, uint8_t *at, size_t size);
    void  *user;
    size_t page_size;
} page_table;

#endif
