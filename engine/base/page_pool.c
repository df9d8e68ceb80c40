/* Page pools. */
#include "engine/base/page_pool.h"

/* Sizes are powers of two, so that ranges of mods with nearly equal limits serve each other. */
static size_t round_up(size_t size, size_t least)
{
    size_t rounded = least;
    while (rounded < size && rounded <= SIZE_MAX / 4)
        rounded *= 2;
    return rounded < size ? size : rounded;
}

static bool pool_reserve(void *user, size_t size, page_range *out)
{
    page_pool *pool = user;
    size_t rounded = round_up(size, pool->under->page_size);
    for (uint32_t i = pool->count; i-- > 0;) {
        if (pool->ranges[i].size != rounded)
            continue;
        *out = pool->ranges[i];
        pool->ranges[i] = pool->ranges[--pool->count];
        return true;
    }
    return pool->under->reserve(pool->under->user, rounded, out) || pool->under->reserve(pool->under->user, size, out);
}

static bool pool_commit(void *user, page_range *range, size_t ready)
{
    const page_pool *pool = user;
    return pool->under->commit(pool->under->user, range, ready);
}

static bool pool_reset(void *user, const page_range *range, size_t used)
{
    const page_pool *pool = user;
    return pool->under->reset(pool->under->user, range, used);
}

/* Of which the first `used` bytes are yet to be cleared. */
static void keep(page_pool *pool, const page_range *range, size_t used)
{
    bool is_kept = pool->count < PAGE_POOL_RANGES && range->ready <= PAGE_POOL_READY
                && pool->under->reset(pool->under->user, range, used);
    if (is_kept)
        pool->ranges[pool->count++] = *range;
    else
        pool->under->release(pool->under->user, range, used);
}

static void pool_release(void *user, const page_range *range, size_t used)
{
    page_pool *pool = user;
    if (used > PAGE_POOL_PIECE && pool->waiting_count < PAGE_POOL_WAITING)
        pool->waiting[pool->waiting_count++] = (page_waiting){ *range, used, 0 };
    else
        keep(pool, range, used);
}

void page_pool_step(page_pool *pool)
{
    if (!pool->waiting_count)
        return;
    page_waiting *w = &pool->waiting[pool->waiting_count - 1];
    size_t left = w->used - w->done, size = left < PAGE_POOL_PIECE ? left : PAGE_POOL_PIECE;
    page_range piece = { w->range.at + w->done, size, size };
    bool good = pool->under->reset(pool->under->user, &piece, size);
    w->done += size;
    if (good && w->done < w->used)
        return;
    pool->waiting_count--;
    if (good)
        keep(pool, &w->range, 0);
    else
        pool->under->release(pool->under->user, &w->range, w->used);
}

void page_pool_open(page_pool *pool, const page_table *under)
{
    pool->under = under;
    pool->count = pool->waiting_count = 0;
    pool->table = (page_table){ .reserve = pool_reserve, .commit = pool_commit, .reset = pool_reset, .release = pool_release,
                                .user = pool, .page_size = under->page_size };
}

void page_pool_close(page_pool *pool)
{
    while (pool->waiting_count) {
        const page_waiting *w = &pool->waiting[--pool->waiting_count];
        pool->under->release(pool->under->user, &w->range, w->used);
    }
    while (pool->count) {
        const page_range *range = &pool->ranges[--pool->count];
        pool->under->release(pool->under->user, range, 0);
    }
}
