/* Blank values: of any type, the one that says least: 0, "", none, the first case. */
#ifndef INLAY_SDK_TOOL_BLANK_H
#define INLAY_SDK_TOOL_BLANK_H

#include "engine/component/ctype.h"
#include "sdk/inlay.h"

/* Zeroed memory for a value's parts; null: none left. */
typedef void *blank_room(void *user, size_t bytes);

typedef struct blank_maker {
    inlay_host *host;             /* whose resources are given */
    blank_room *room;
    void       *user;
} blank_maker;

inlay_value blank_of(const blank_maker *m, const ctype *type);

/* A number, bool or text as its type wants it; of another type only "_", which is a blank one. False: it is none. */
bool blank_read(const blank_maker *m, const ctype *type, const char *word, inlay_value *out);

#endif
