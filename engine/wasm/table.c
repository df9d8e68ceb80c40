/* Tables of references. */
#include "engine/wasm/table.h"

#include "engine/base/limits.h"

bool table_open(table *t, const wasm_table_type *type, budget *b, table_quota *quota)
{
    *t = (table){ .type = *type, .budget = b, .quota = quota };
    uint64_t min = type->limits.min;
    if (min > LIMIT_TABLE_ENTRIES || !table_fits(quota, min) || (min && !(t->refs = budget_zalloc(b, (size_t)min * sizeof *t->refs))))
        return false;
    t->size = t->capacity = min;
    quota->used += min;
    return true;
}

void table_close(table *t)
{
    budget_free(t->budget, t->refs, (size_t)t->capacity * sizeof *t->refs);
    t->quota->used -= t->size;
    *t = (table){ 0 };
}

bool table_may_grow(const table *t, uint64_t count)
{
    uint64_t most = t->type.limits.max < LIMIT_TABLE_ENTRIES ? t->type.limits.max : LIMIT_TABLE_ENTRIES;
    return t->size <= most && count <= most - t->size && table_fits(t->quota, count) && count * sizeof *t->refs <= budget_left(t->budget);
}

static bool set_capacity(table *t, uint64_t capacity)
{
    uint32_t *refs = budget_resize(t->budget, t->refs, (size_t)t->capacity * sizeof *refs, (size_t)capacity * sizeof *refs);
    if (!refs)
        return false;
    t->refs = refs;
    t->capacity = capacity;
    return true;
}

bool table_grow(table *t, uint64_t count, uint32_t ref)
{
    uint64_t wanted = t->size + count, twice = 2 * t->capacity;
    if (twice > t->type.limits.max)
        twice = t->type.limits.max;
    if (wanted > t->capacity && !(twice > wanted && set_capacity(t, twice)) && !set_capacity(t, wanted))
        return false;
    for (uint64_t i = 0; i < count; i++)
        t->refs[t->size + i] = ref;
    t->size = wanted;
    t->quota->used += count;
    return true;
}
