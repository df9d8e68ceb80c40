/* The index over names: item numbers sorted by hash, then by name. */
#include "engine/component/name_index.h"

#include <string.h>

/* Eight bytes at a time, the same on every machine. */
uint32_t name_hash(text_view text)
{
    uint64_t hash = text.size;
    for (size_t i = 0; i < text.size; i += 8) {
        uint64_t word = 0;
        for (size_t k = 0; k < 8 && i + k < text.size; k++)
            word |= (uint64_t)((uint8_t)text.bytes[i + k] | 0x20u) << (8 * k);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return (uint32_t)(hash >> 16);
}

/* ---- sorting ---- */

typedef struct keyed { uint32_t hash, item; } keyed;

/* By one byte of the hash, keeping the order of equal ones. */
static void sort_by_byte(keyed *to, const keyed *from, uint32_t count, unsigned shift)
{
    uint32_t starts[257] = { 0 };
    for (uint32_t i = 0; i < count; i++)
        starts[(from[i].hash >> shift & 0xFF) + 1]++;
    for (uint32_t i = 1; i < 256; i++)
        starts[i] += starts[i - 1];
    for (uint32_t i = 0; i < count; i++)
        to[starts[from[i].hash >> shift & 0xFF]++] = from[i];
}

static void insert_by_hash(keyed *keys, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        keyed key = keys[i];
        uint32_t at = i;
        for (; at && keys[at - 1].hash > key.hash; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

/* What hashes don't tell apart: merged by name. */
static void merge_by_name(keyed *keys, keyed *spare, uint32_t count, const name_order *by)
{
    for (uint64_t width = 1; width < count; width *= 2) {
        for (uint64_t start = 0; start < count; start += 2 * width) {
            uint64_t a = start, middle = start + width < count ? start + width : count;
            uint64_t b = middle, end = middle + width < count ? middle + width : count;
            for (uint64_t to = start; to < end; to++)
                spare[to] = b == end || (a < middle && by->compare(by->user, keys[a].item, keys[b].item) <= 0) ? keys[a++] : keys[b++];
        }
        memcpy(keys, spare, count * sizeof *keys);
    }
}

static void sort_keys(keyed *keys, keyed *spare, uint32_t count, const name_order *by)
{
    if (count <= 32) {
        insert_by_hash(keys, count);
    } else {
        for (unsigned shift = 0; shift < 32; shift += 16) {
            sort_by_byte(spare, keys, count, shift);
            sort_by_byte(keys, spare, count, shift + 8);
        }
    }
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && keys[end].hash == keys[i].hash; end++) {}
        merge_by_name(keys + i, spare, end - i, by);
    }
}

bool name_sort(uint32_t *order, uint32_t *hashes, uint32_t count, const name_order *by, budget *scratch)
{
    size_t bytes = 2 * count * sizeof(keyed);
    keyed *keys = budget_alloc(scratch, bytes);
    if (count && !keys)
        return false;
    for (uint32_t i = 0; i < count; i++)
        keys[i] = (keyed){ by->hash(by->user, i), i };
    if (count)
        sort_keys(keys, keys + count, count, by);
    for (uint32_t i = 0; i < count; i++)
        order[i] = keys[i].item;
    for (uint32_t i = 0; hashes && i < count; i++)
        hashes[i] = keys[i].hash;
    budget_free(scratch, keys, bytes);
    return true;
}

/* ---- the index ---- */

static const text_view *name_at(const name_items *items, uint32_t i)
{
    return (const text_view *)(const void *)((const char *)items->first + items->stride * i);
}

static uint32_t hash_pair(text_view name, text_view second, bool pairs)
{
    return pairs ? name_hash(name) * 31 + name_hash(second) : name_hash(name);
}

static uint32_t hash_item(const void *user, uint32_t i)
{
    const name_items *items = user;
    const text_view *at = name_at(items, i);
    return hash_pair(at[0], items->pairs ? at[1] : (text_view){ 0 }, items->pairs);
}

static int compare_items(const void *user, uint32_t a, uint32_t b)
{
    const name_items *items = user;
    const text_view *x = name_at(items, a), *y = name_at(items, b);
    int order = text_compare(x[0], y[0]);
    return order || !items->pairs ? order : text_compare(x[1], y[1]);
}

bool name_index_open(name_index *x, arena *a, budget *scratch, name_items items)
{
    uint32_t *order = arena_array(a, uint32_t, items.count), *hashes = arena_array(a, uint32_t, items.count);
    *x = (name_index){ items, order, hashes };
    return order && hashes && name_sort(order, hashes, items.count, &(name_order){ hash_item, compare_items, &items }, scratch);
}

/* Below zero: item `i` of the order stands before that name. */
static int order_at(const name_index *x, uint32_t i, uint32_t hash, text_view name, text_view second)
{
    if (x->hashes[i] != hash)
        return x->hashes[i] < hash ? -1 : 1;
    const text_view *at = name_at(&x->items, x->order[i]);
    int order = text_compare(at[0], name);
    return order || !x->items.pairs ? order : text_compare(at[1], second);
}

uint32_t name_index_find_pair(const name_index *x, text_view name, text_view second)
{
    uint32_t low = 0, high = x->items.count, hash = hash_pair(name, second, x->items.pairs);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (order_at(x, middle, hash, name, second) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < x->items.count && order_at(x, low, hash, name, second) == 0 ? x->order[low] : NAME_NONE;
}

uint32_t name_index_find(const name_index *x, text_view name)
{
    return name_index_find_pair(x, name, (text_view){ 0 });
}

uint32_t name_index_twice(const name_index *x)
{
    for (uint32_t i = 1; i < x->items.count; i++)
        if (x->hashes[i - 1] == x->hashes[i] && compare_items(&x->items, x->order[i - 1], x->order[i]) == 0)
            return x->order[i];
    return NAME_NONE;
}
