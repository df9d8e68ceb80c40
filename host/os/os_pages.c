/* Pages: mmap, or VirtualAlloc on Windows. */
#include "host/os/os_pages.h"

#ifdef _WIN32

#include <string.h>
#include <windows.h>

static uint8_t *pages_reserve(void *user, size_t size)
{
    (void)user;
    return VirtualAlloc(NULL, size, MEM_RESERVE, PAGE_NOACCESS);
}

static bool pages_commit(void *user, uint8_t *at, size_t size)
{
    (void)user;
    return size == 0 || VirtualAlloc(at, size, MEM_COMMIT, PAGE_READWRITE) != NULL;
}

/* Given back and committed again, pages read zero. */
static void pages_reset(void *user, uint8_t *at, size_t size)
{
    if (size && (!VirtualFree(at, size, MEM_DECOMMIT) || !pages_commit(user, at, size)))
        memset(at, 0, size);
}

static void pages_release(void *user, uint8_t *at, size_t size)
{
    (void)user;
    (void)size;
    if (at)
        VirtualFree(at, 0, MEM_RELEASE);
}

#else

#include <sys/mman.h>

static uint8_t *pages_reserve(void *user, size_t size)
{
    (void)user;
    void *at = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

static bool pages_commit(void *user, uint8_t *at, size_t size)
{
    (void)user;
    return size == 0 || mprotect(at, size, PROT_READ | PROT_WRITE) == 0;
}

static void pages_reset(void *user, uint8_t *at, size_t size)
{
    (void)user;
    if (size)
        madvise(at, size, MADV_DONTNEED);
}

static void pages_release(void *user, uint8_t *at, size_t size)
{
    (void)user;
    if (at)
        munmap(at, size);
}

#endif

/* 64 KiB divides into the pages of every system that runs this. */
static const page_table pages = {
    .reserve = pages_reserve, .commit = pages_commit, .reset = pages_reset, .release = pages_release, .page_size = 65536,
};

const page_table *os_pages(void)
{
    return &pages;
}
