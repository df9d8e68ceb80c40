/* WIT texts read from disk, for the tests: a file, or a folder with deps/. Packed packages (.wasm, .wat) as the text that they print as. */
#ifndef INLAY_TESTS_WIT_TEXTS_H
#define INLAY_TESTS_WIT_TEXTS_H

#include "engine/wit/wit.h"

enum { TEXTS_MOST = 256 };

typedef struct texts {
    wit_source sources[TEXTS_MOST];
    uint32_t   count;
} texts;

/* False: the path can't be read. */
bool texts_read(texts *t, const char *path);

/* A folder of packages, each a folder of texts. */
bool texts_read_packages(texts *t, const char *path);
void texts_free(texts *t);

/* A whole file, terminated; null: none. The caller frees it. */
char *texts_file(const char *path, size_t *size);

#endif
