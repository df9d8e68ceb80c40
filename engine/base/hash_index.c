#include "engine/base/hash_index.h"

enum { HASH_INDEX_FIRST = 64 };

void hash_index_put(hash_index *x, uint32_t hash, uint32_t item)
{
    while (hash_index_at(x, hash) != HASH_INDEX_NONE)
        hash++;
    x->slots[hash & (x->size - 1)] = item + 1;
}

bool hash_index_room(hash_index *x, budget *b, uint32_t count, uint32_t (*hash)(const void *list, uint32_t item), const void *list)
{
    if (count < x->size / 2)
        return true;
    hash_index larger = { .size = x->size ? x->size * 2 : HASH_INDEX_FIRST };
    while (count >= larger.size / 2)
        larger.size *= 2;
    larger.slots = budget_zalloc(b, larger.size * sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (uint32_t i = 0; i < count; i++)
        hash_index_put(&larger, hash(list, i), i);
    hash_index_close(x, b);
    *x = larger;
    return true;
}

void hash_index_close(hash_index *x, budget *b)
{
    budget_free(b, x->slots, x->size * sizeof *x->slots);
    *x = (hash_index){ 0 };
}
