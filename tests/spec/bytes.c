/* Reading files whole. */
#include "tests/spec/bytes.h"

#include <stdio.h>
#include <stdlib.h>

suite_bytes *bytes_read(suite_bytes **list, const char *folder, const char *name)
{
    char path[1024];
    suite_bytes *b = NULL;
    FILE *file;
    long size;

    snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name);
    file = fopen(path, "rb");
    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0)
        b = malloc(sizeof *b + (size_t)size);
    if (b) {
        b->size = fread(b->at, 1, (size_t)size, file);
        b->next = *list;
        *list = b;
    }
    fclose(file);
    return b;
}

void bytes_free(suite_bytes *list)
{
    while (list) {
        suite_bytes *next = list->next;
        free(list);
        list = next;
    }
}
