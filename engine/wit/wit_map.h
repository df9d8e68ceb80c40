/* A map from addresses of ours to addresses of ours. Lives in an arena; grows there. */
#ifndef INLAY_WIT_WIT_MAP_H
#define INLAY_WIT_WIT_MAP_H

#include "engine/base/arena.h"

typedef struct wit_map_entry { const void *key, *value; } wit_map_entry;

typedef struct wit_map {
    arena         *arena;
    wit_map_entry *entries;
    uint32_t       count, capacity;   /* capacity: a power of two, or 0 */
} wit_map;

/* Null: not there. */
const void *wit_map_get(const wit_map *m, const void *key);

/* Add or replace; key and value are not null. False: memory ran out. */
bool wit_map_set(wit_map *m, const void *key, const void *value);

#endif
