/* The index over names: a sorted list of item numbers. */
#include "engine/component/name_index.h"

#include <string.h>

void name_sort(uint32_t *order, uint32_t *spare, uint32_t count, name_compare *compare, const void *user)
{
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    for (uint64_t width = 1; width < count; width *= 2) {
        for (uint64_t start = 0; start < count; start += 2 * width) {
            uint64_t a = start, middle = start + width < count ? start + width : count;
            uint64_t b = middle, end = middle + width < count ? middle + width : count;
            for (uint64_t to = start; to < end; to++)
                spare[to] = b == end || (a < middle && compare(user, order[a], order[b]) <= 0) ? order[a++] : order[b++];
        }
        memcpy(order, spare, count * sizeof *order);
    }
}

static const text_view *name_at(const name_items *items, uint32_t i)
{
    return (const text_view *)(const void *)((const char *)items->first + items->stride * i);
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
    uint32_t *order = arena_array(a, uint32_t, items.count);
    uint32_t *spare = budget_alloc(scratch, items.count * sizeof *spare);
    bool ok = order && (spare || !items.count);
    if (ok)
        name_sort(order, spare, items.count, compare_items, &items);
    budget_free(scratch, spare, items.count * sizeof *spare);
    *x = (name_index){ items, order };
    return ok;
}

uint32_t name_index_find_pair(const name_index *x, text_view name, text_view second)
{
    uint32_t low = 0, high = x->items.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const text_view *at = name_at(&x->items, x->order[middle]);
        int order = text_compare(at[0], name);
        if (!order && x->items.pairs)
            order = text_compare(at[1], second);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == x->items.count)
        return NAME_NONE;
    const text_view *at = name_at(&x->items, x->order[low]);
    bool found = text_equal(at[0], name) && (!x->items.pairs || text_equal(at[1], second));
    return found ? x->order[low] : NAME_NONE;
}

uint32_t name_index_find(const name_index *x, text_view name)
{
    return name_index_find_pair(x, name, (text_view){ 0 });
}

uint32_t name_index_twice(const name_index *x)
{
    for (uint32_t i = 1; i < x->items.count; i++)
        if (compare_items(&x->items, x->order[i - 1], x->order[i]) == 0)
            return x->order[i];
    return NAME_NONE;
}
