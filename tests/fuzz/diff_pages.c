/* Pages that stay. */
#include "tests/fuzz/diff_pages.h"

#include "host/os/os_pages.h"

#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#endif
#endif
#ifndef ASAN_POISON_MEMORY_REGION
#define ASAN_POISON_MEMORY_REGION(at, size)   ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

enum { KEPT = 8, KEPT_MOST = 1 << 20 };   /* generated memories have four pages at most; larger ones are of the OS, each time */

typedef struct kept_range {
    page_range range;             /* ready: so many bytes were asked of the OS */
    bool       is_used;
} kept_range;

static kept_range kept[KEPT];

static kept_range *find(const page_range *range)
{
    for (size_t i = 0; i < KEPT; i++)
        if (kept[i].range.at == range->at)
            return &kept[i];
    return NULL;
}

/* One that nobody uses, or one yet to be reserved. */
static kept_range *find_free(void)
{
    for (size_t i = 0; i < KEPT; i++)
        if (!kept[i].is_used)
            return &kept[i];
    return NULL;
}

static bool reserve(void *user, size_t size, page_range *out)
{
    (void)user;
    const page_table *os = os_pages();
    kept_range *k = size <= KEPT_MOST ? find_free() : NULL;
    if (!k)
        return os->reserve(os->user, size, out);
    if (!k->range.at) {
        if (!os->reserve(os->user, KEPT_MOST, &k->range))
            return false;
        ASAN_POISON_MEMORY_REGION(k->range.at, KEPT_MOST);
    }
    k->is_used = true;
    *out = (page_range){ .at = k->range.at, .size = size };
    return true;
}

static bool commit(void *user, page_range *range, size_t ready)
{
    (void)user;
    const page_table *os = os_pages();
    kept_range *k = find(range);
    if (!k)
        return os->commit(os->user, range, ready);
    if (ready > range->size || (ready > k->range.ready && !os->commit(os->user, &k->range, ready)))
        return false;
    ASAN_UNPOISON_MEMORY_REGION(range->at, ready);
    range->ready = ready;
    return true;
}

/* No one asks: a store gives back, and is closed. */
static bool reset(void *user, const page_range *range, size_t used)
{
    (void)user;
    memset(range->at, 0, used);
    return true;
}

static void release(void *user, const page_range *range, size_t used)
{
    (void)user;
    const page_table *os = os_pages();
    kept_range *k = find(range);
    if (!k) {
        os->release(os->user, range, used);
        return;
    }
    memset(range->at, 0, used);
    ASAN_POISON_MEMORY_REGION(range->at, used);
    k->is_used = false;
}

const page_table *diff_pages(void)
{
    static const page_table pages = { .reserve = reserve, .commit = commit, .reset = reset, .release = release, .page_size = 65536 };
    return &pages;
}
