/* Maps: open addressing, at most half full. */
#include "engine/wit/wit_map.h"

static uint32_t place(const wit_map *m, const void *key)
{
    uint64_t hash = (uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u;
    uint32_t at = (uint32_t)(hash >> 32) & (m->capacity - 1);
    while (m->entries[at].key && m->entries[at].key != key)
        at = (at + 1) & (m->capacity - 1);
    return at;
}

const void *wit_map_get(const wit_map *m, const void *key)
{
    return m->count ? m->entries[place(m, key)].value : NULL;
}

static bool grow(wit_map *m)
{
    wit_map larger = { .arena = m->arena, .capacity = m->capacity ? m->capacity * 2 : 16 };
    larger.entries = arena_array(m->arena, wit_map_entry, larger.capacity);
    if (!larger.entries)
        return false;
    for (uint32_t i = 0; i < m->capacity; i++)
        if (m->entries[i].key)
            larger.entries[place(&larger, m->entries[i].key)] = m->entries[i];
    larger.count = m->count;
    *m = larger;
    return true;
}

bool wit_map_set(wit_map *m, const void *key, const void *value)
{
    if (m->count * 2 >= m->capacity && !grow(m))
        return false;
    uint32_t at = place(m, key);
    m->count += !m->entries[at].key;
    m->entries[at] = (wit_map_entry){ key, value };
    return true;
}
