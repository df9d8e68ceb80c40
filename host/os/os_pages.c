/* Pages: mmap, or VirtualAlloc on Windows. */
#include "host/os/os_pages.h"

/* 64 KiB divides into the pages of every system that runs this. */
enum { UNIT = 65536 };

#ifdef _WIN32

#include <windows.h>

static bool pages_reserve(void *user, size_t size, page_range *out)
{
    (void)user;
    *out = (page_range){ .at = VirtualAlloc(NULL, size, MEM_RESERVE, PAGE_NOACCESS), .size = size };
    return out->at != NULL;
}

static bool pages_commit(void *user, page_range *range, size_t ready)
{
    (void)user;
    if (ready > range->size || !VirtualAlloc(range->at, ready, MEM_COMMIT, PAGE_READWRITE))
        return false;
    range->ready = ready;
    return true;
}

/* Given back and committed again, pages read zero. */
static bool pages_reset(void *user, const page_range *range, size_t used)
{
    (void)user;
    return !used || (VirtualFree(range->at, used, MEM_DECOMMIT) && VirtualAlloc(range->at, used, MEM_COMMIT, PAGE_READWRITE));
}

static void pages_release(void *user, const page_range *range, size_t used)
{
    (void)user;
    (void)used;
    VirtualFree(range->at, 0, MEM_RELEASE);
}

#else

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static bool pages_reserve(void *user, size_t size, page_range *out)
{
    (void)user;
    void *at = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        return false;
    *out = (page_range){ .at = at, .size = size };
    return true;
}

static bool pages_commit(void *user, page_range *range, size_t ready)
{
    (void)user;
    if (ready > range->size || mprotect(range->at, ready, PROT_READ | PROT_WRITE) != 0)
        return false;
    range->ready = ready;
    return true;
}

static void pages_release(void *user, const page_range *range, size_t used)
{
    (void)user;
    (void)used;
    munmap(range->at, range->size);
}

#if defined(__linux__)

enum { FEW_PAGES = 64, MOST_PAGES = 4096 };

/* Pages that are there are few, as a rule: they are written over, and stay for
 * the next. All others go: one that was swapped out holds its bytes, and isn't
 * told from one that nobody touched. */
static bool reset_few(uint8_t *at, size_t count, size_t page, const unsigned char *is_there)
{
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(is_there[i] & 1))
            continue;
        if (from < i && madvise(at + from * page, (i - from) * page, MADV_DONTNEED) != 0)
            return false;
        memset(at + i * page, 0, page);
        from = i + 1;
    }
    return from == count || madvise(at + from * page, (count - from) * page, MADV_DONTNEED) == 0;
}

static bool pages_reset(void *user, const page_range *range, size_t used)
{
    (void)user;
    unsigned char is_there[MOST_PAGES];
    size_t page = (size_t)sysconf(_SC_PAGESIZE), count = (used + page - 1) / page, there = 0;
    if (!used)
        return true;
    bool is_known = count <= MOST_PAGES && mincore(range->at, used, is_there) == 0;
    for (size_t i = 0; is_known && i < count; i++)
        there += is_there[i] & 1;
    if (is_known && there <= FEW_PAGES)
        return reset_few(range->at, count, page, is_there);
    return madvise(range->at, used, MADV_DONTNEED) == 0;
}

#else

/* What madvise promises differs; mapping anew is the same everywhere. */
static bool pages_reset(void *user, const page_range *range, size_t used)
{
    (void)user;
    return !used || mmap(range->at, used, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == range->at;
}

#endif

#endif

static const page_table pages = {
    .reserve = pages_reserve, .commit = pages_commit, .reset = pages_reset, .release = pages_release, .page_size = UNIT,
};

const page_table *os_pages(void)
{
    return &pages;
}
