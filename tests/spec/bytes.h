/* Files of a suite, read whole; they live as long as their script. */
#ifndef INLAY_TESTS_SPEC_BYTES_H
#define INLAY_TESTS_SPEC_BYTES_H

#include "engine/base/arena.h"

typedef struct suite_bytes {
    struct suite_bytes *next;
    size_t              size;
    uint8_t             at[];     /* exactly `size` bytes, so that a sanitizer sees one too far */
} suite_bytes;

/* Null when it can't be read. The result is put in front of *list. */
suite_bytes *bytes_read(suite_bytes **list, const char *folder, const char *name);
void         bytes_free(suite_bytes *list);

/* cJSON's strings end at a zero byte. So before parsing, each \u0000 becomes a
 * byte that UTF-8 never has, and a name or string taken out gets its zeros back. */
void      bytes_hide_zeros(suite_bytes *json);
text_view bytes_show_zeros(arena *a, const char *text);

#endif
