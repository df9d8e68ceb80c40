/* Page pools: what is given back serves the next, and reads zero. */
#include "tests/unit/check.h"

#include "engine/base/page_pool.h"
#include "host/os/os_pages.h"

#include <string.h>

enum { PAGE = 65536 };

/* The OS's table, counted, with refusals on demand. */
typedef struct counted {
    page_table table;
    int        reserved, released, resets;
    bool       fails_reset;
} counted;

static bool count_reserve(void *user, size_t size, page_range *out)
{
    counted *c = user;
    c->reserved++;
    return os_pages()->reserve(os_pages()->user, size, out);
}

static bool count_commit(void *user, page_range *range, size_t ready)
{
    (void)user;
    return os_pages()->commit(os_pages()->user, range, ready);
}

static bool count_reset(void *user, const page_range *range, size_t used)
{
    counted *c = user;
    c->resets++;
    return !c->fails_reset && os_pages()->reset(os_pages()->user, range, used);
}

static void count_release(void *user, const page_range *range, size_t used)
{
    counted *c = user;
    c->released++;
    os_pages()->release(os_pages()->user, range, used);
}

static void open_counted(counted *c, page_pool *pool)
{
    *c = (counted){ .table = { .reserve = count_reserve, .commit = count_commit, .reset = count_reset, .release = count_release,
                               .page_size = os_pages()->page_size } };
    c->table.user = c;
    page_pool_open(pool, &c->table);
}

static page_range take(page_pool *pool, size_t size, size_t ready)
{
    page_range range = { 0 };
    CHECK(pool->table.reserve(pool->table.user, size, &range));
    CHECK(range.size >= size);
    if (ready > range.ready)
        CHECK(pool->table.commit(pool->table.user, &range, ready));
    return range;
}

static void give(page_pool *pool, page_range range, size_t used) { pool->table.release(pool->table.user, &range, used); }

static size_t bytes_not_zero(const uint8_t *at, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += at[i] != 0;
    return count;
}

static void step_all(page_pool *pool)
{
    for (int i = 0; i < 1000 && pool->waiting_count; i++)
        page_pool_step(pool);
}

/* Write each `step`th byte of `size`, give back, take again. */
static void check_clean(size_t size, size_t step)
{
    page_pool pool;
    page_pool_open(&pool, os_pages());
    page_range first = take(&pool, size, size);
    for (size_t i = 0; i < size; i += step)
        first.at[i] = 0xA5;
    first.at[size - 1] = 0xA5;
    give(&pool, first, size);
    step_all(&pool);
    page_range again = take(&pool, size, size);
    CHECK(again.at == first.at);
    CHECK_INT(bytes_not_zero(again.at, size), 0);
    give(&pool, again, 0);
    page_pool_close(&pool);
}

TEST(memory_that_was_given_back_reads_zero)
{
    check_clean(PAGE, 1);
    check_clean(2 * PAGE, PAGE);
    check_clean(4 * PAGE, 2 * 4096);          /* every other page of the OS */
    check_clean(64 * PAGE, 4096);             /* more pages than are written over */
    check_clean(64 * PAGE, 40 * 4096);
    check_clean(512 * PAGE, 300 * 4096);      /* more than are asked after */
}

TEST(a_range_given_back_serves_the_next_without_a_word_to_the_system)
{
    counted c;
    page_pool pool;
    open_counted(&c, &pool);
    page_range a = take(&pool, 40 * PAGE, 2 * PAGE);
    give(&pool, a, 2 * PAGE);
    page_range b = take(&pool, 35 * PAGE, PAGE);
    CHECK(b.at == a.at);
    CHECK_INT(b.ready, 2 * PAGE);
    CHECK_INT(c.reserved, 1);
    page_range other = take(&pool, 4 * PAGE, PAGE);
    CHECK(other.at != b.at);
    CHECK_INT(c.reserved, 2);
    give(&pool, other, PAGE);
    give(&pool, b, PAGE);
    CHECK_INT(c.released, 0);
    page_pool_close(&pool);
    CHECK_INT(c.released, 2);
}

/* A mebibyte at each step; until it is clean it serves nobody. */
TEST(a_range_of_which_much_was_used_is_cleared_piece_by_piece)
{
    counted c;
    page_pool pool;
    open_counted(&c, &pool);
    page_range large = take(&pool, 64 * PAGE, 40 * PAGE);
    memset(large.at, 0xA5, 40 * PAGE);
    give(&pool, large, 40 * PAGE);
    CHECK_INT(c.resets, 0);
    page_range other = take(&pool, 64 * PAGE, PAGE);
    CHECK(other.at != large.at);
    for (int step = 1; step <= 3; step++) {
        CHECK_INT(pool.waiting_count, 1);
        page_pool_step(&pool);
        CHECK_INT(c.resets, step + (step == 3));
    }
    CHECK_INT(pool.waiting_count, 0);
    page_range again = take(&pool, 64 * PAGE, PAGE);
    CHECK(again.at == large.at);
    CHECK_INT(bytes_not_zero(again.at, 40 * PAGE), 0);
    give(&pool, again, PAGE);
    give(&pool, other, PAGE);
    page_pool_close(&pool);
    CHECK_INT(c.released, 2);
}

TEST(what_waits_to_be_cleared_is_given_back_with_the_pool_and_where_it_can_not_be)
{
    counted c;
    page_pool pool;
    open_counted(&c, &pool);
    for (int i = 0; i <= PAGE_POOL_WAITING; i++)
        give(&pool, take(&pool, 64 * PAGE, 20 * PAGE), 20 * PAGE);
    CHECK_INT(pool.waiting_count, PAGE_POOL_WAITING);
    CHECK_INT(pool.count, 1);                 /* no room to wait: cleared at once */
    c.fails_reset = true;
    page_pool_step(&pool);
    CHECK_INT(pool.waiting_count, PAGE_POOL_WAITING - 1);
    CHECK_INT(c.released, 1);
    page_pool_close(&pool);
    CHECK_INT(c.released, PAGE_POOL_WAITING + 1);
}

TEST(a_range_that_can_not_be_cleared_is_not_kept)
{
    counted c;
    page_pool pool;
    open_counted(&c, &pool);
    c.fails_reset = true;
    give(&pool, take(&pool, PAGE, PAGE), PAGE);
    CHECK_INT(c.resets, 1);
    CHECK_INT(c.released, 1);
    CHECK_INT(pool.count, 0);
    page_pool_close(&pool);
}

TEST(a_pool_keeps_so_many_ranges_and_none_that_is_large)
{
    counted c;
    page_pool pool;
    page_range all[PAGE_POOL_RANGES + 1];
    open_counted(&c, &pool);
    for (int i = 0; i <= PAGE_POOL_RANGES; i++)
        all[i] = take(&pool, PAGE, PAGE);
    for (int i = 0; i <= PAGE_POOL_RANGES; i++)
        give(&pool, all[i], PAGE);
    CHECK_INT(pool.count, PAGE_POOL_RANGES);
    CHECK_INT(c.released, 1);
    page_pool_close(&pool);
    CHECK_INT(c.released, PAGE_POOL_RANGES + 1);

    page_range large = take(&pool, 2 * (size_t)PAGE_POOL_READY, PAGE_POOL_READY + PAGE);
    give(&pool, large, PAGE_POOL_READY + PAGE);
    CHECK_INT(pool.count, 0);
    page_pool_close(&pool);
}
