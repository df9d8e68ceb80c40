/* A map from 64-bit keys to 64-bit values, for scratch while decoding. Key 0 is
 * none. It grows in a budget; what it holds is the caller's business.
 */
#ifndef INLAY_COMPONENT_KEY_MAP_H
#define INLAY_COMPONENT_KEY_MAP_H

#include "engine/base/budget.h"

typedef struct key_map_slot { uint64_t key, value; } key_map_slot;

typedef struct key_map {
    key_map_slot *slots;
    uint32_t      count, room;    /* room: a power of two, or 0 */
} key_map;

/* False: no memory. An old value is overwritten. */
bool key_map_put(key_map *m, budget *b, uint64_t key, uint64_t value);

/* 0: there is none. */
uint64_t key_map_get(const key_map *m, uint64_t key);

void key_map_close(key_map *m, budget *b);

#endif
