/* Files of a suite, read whole; they live as long as their script. */
#ifndef INLAY_TESTS_SPEC_BYTES_H
#define INLAY_TESTS_SPEC_BYTES_H

#include <stddef.h>
#include <stdint.h>

typedef struct suite_bytes {
    struct suite_bytes *next;
    size_t              size;
    uint8_t             at[];     /* exactly `size` bytes, so that a sanitizer sees one too far */
} suite_bytes;

/* Null when it can't be read. The result is put in front of *list. */
suite_bytes *bytes_read(suite_bytes **list, const char *folder, const char *name);
void         bytes_free(suite_bytes *list);

#endif
