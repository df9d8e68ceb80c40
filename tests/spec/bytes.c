/* Reading files whole. */
#include "tests/spec/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HIDDEN_ZERO = 0xFF };

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

void bytes_hide_zeros(suite_bytes *json)
{
    size_t to = 0;

    for (size_t from = 0; from < json->size;) {
        size_t left = json->size - from;
        if (left >= 6 && memcmp(json->at + from, "\\u0000", 6) == 0) {
            json->at[to++] = HIDDEN_ZERO;
            from += 6;
            continue;
        }
        /* An escape goes over whole, so that "\\\\u0000" stays what it is. */
        if (json->at[from] == '\\' && left >= 2)
            json->at[to++] = json->at[from++];
        json->at[to++] = json->at[from++];
    }
    json->size = to;
}

text_view bytes_show_zeros(arena *a, const char *text)
{
    text_view copy = arena_text(a, text_of(text));

    for (size_t i = 0; copy.bytes && i < copy.size; i++)
        if ((uint8_t)copy.bytes[i] == HIDDEN_ZERO)
            ((char *)copy.bytes)[i] = 0;
    return copy;
}
