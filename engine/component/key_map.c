/* The map of 64-bit keys: open addressing, half full at most. */
#include "engine/component/key_map.h"

/* Keys may be hashes of names that a file was made of to fall into one place: so where
 * the slots lie, which no file knows, takes part. Nothing depends on the order. */
static uint32_t place(const key_map *m, uint64_t key)
{
    uint64_t hash = key ^ (uint64_t)(uintptr_t)m->slots * 0xD6E8FEB86659FD93u;
    hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ hash >> 29) * 0xBF58476D1CE4E5B9u;
    uint32_t at = (uint32_t)(hash >> 32) & (m->room - 1);
    while (m->slots[at].key && m->slots[at].key != key)
        at = (at + 1) & (m->room - 1);
    return at;
}

static bool grow(key_map *m, budget *b)
{
    key_map wide = { .count = m->count, .room = m->room ? m->room * 2 : 8 };
    wide.slots = budget_zalloc(b, wide.room * sizeof *wide.slots);
    if (!wide.slots)
        return false;
    for (uint32_t i = 0; i < m->room; i++)
        if (m->slots[i].key)
            wide.slots[place(&wide, m->slots[i].key)] = m->slots[i];
    if (m->slots)
        budget_free(b, m->slots, m->room * sizeof *m->slots);
    *m = wide;
    return true;
}

bool key_map_put(key_map *m, budget *b, uint64_t key, uint64_t value)
{
    ASSERT(key);
    if ((m->count + 1) * 2 > m->room && !grow(m, b))
        return false;
    key_map_slot *slot = &m->slots[place(m, key)];
    m->count += !slot->key;
    *slot = (key_map_slot){ key, value };
    return true;
}

uint64_t key_map_get(const key_map *m, uint64_t key)
{
    return m->room ? m->slots[place(m, key)].value : 0;
}

void key_map_close(key_map *m, budget *b)
{
    if (m->slots)
        budget_free(b, m->slots, m->room * sizeof *m->slots);
    *m = (key_map){ 0 };
}
