/* Many bytes: 32 at once where the CPU has that (x86-64's AVX2), to places that are
 * aligned; elsewhere as the library does it. */
#include "engine/base/copy.h"

#include <stdbool.h>

/* On Windows gcc does not align what lies on the stack to 32. */
#if defined(__x86_64__) && defined(__GNUC__) && (defined(__clang__) || !defined(_WIN32))
#include <cpuid.h>
#include <stdatomic.h>

enum { WIDE = 32, FOUR_WIDE = 4 * WIDE };

#define COPY_WIDE __attribute__((target("avx2")))

typedef uint8_t copy_vector __attribute__((vector_size(32)));

/* All are read before one is written: the CPU takes writes for what is read next where they lie alike modulo 4096. */
COPY_WIDE static inline void copy_four(uint8_t *restrict to, const uint8_t *restrict from)
{
    copy_vector a, b, c, d;
    memcpy(&a, from, WIDE);
    memcpy(&b, from + WIDE, WIDE);
    memcpy(&c, from + 2 * WIDE, WIDE);
    memcpy(&d, from + 3 * WIDE, WIDE);
    memcpy(to, &a, WIDE);
    memcpy(to + WIDE, &b, WIDE);
    memcpy(to + 2 * WIDE, &c, WIDE);
    memcpy(to + 3 * WIDE, &d, WIDE);
}

/* The first and the last of them lie anywhere, those between start at multiples of 32. */
COPY_WIDE static void copy_wide(void *restrict to, const void *restrict from, size_t size)
{
    uint8_t *t = to, *const last = t + size - FOUR_WIDE;
    const uint8_t *f = from, *const last_from = f + size - FOUR_WIDE;
    const size_t skip = WIDE - ((uintptr_t)t & (WIDE - 1));
    copy_vector first;
    memcpy(&first, f, WIDE);
    memcpy(t, &first, WIDE);
    t += skip;
    f += skip;
    for (; t + FOUR_WIDE < last; t += 2 * FOUR_WIDE, f += 2 * FOUR_WIDE) {
        copy_four(__builtin_assume_aligned(t, WIDE), f);
        copy_four(__builtin_assume_aligned(t + FOUR_WIDE, WIDE), f + FOUR_WIDE);
    }
    if (t < last)
        copy_four(__builtin_assume_aligned(t, WIDE), f);
    copy_four(last, last_from);
}

/* Has the CPU AVX2, and does the OS keep its registers? */
static bool find_wide(void)
{
    enum { OSXSAVE_AVX = 3 << 27, AVX2 = 1 << 5, KEPT = 6 };
    unsigned a, b, c, d, kept, above;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & OSXSAVE_AVX) != OSXSAVE_AVX)
        return false;
    __asm__("xgetbv" : "=a"(kept), "=d"(above) : "c"(0));
    return (kept & KEPT) == KEPT && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & AVX2);
}

/* Asked once; by several threads at once, it is as well. */
static bool is_wide(void)
{
    enum { UNKNOWN, NO, YES };
    static _Atomic(int) known;
    int is = atomic_load_explicit(&known, memory_order_relaxed);
    if (is == UNKNOWN) {
        is = find_wide() ? YES : NO;
        atomic_store_explicit(&known, is, memory_order_relaxed);
    }
    return is == YES;
}

void copy_many(void *restrict to, const void *restrict from, size_t size)
{
    if (is_wide())
        copy_wide(to, from, size);
    else
        memcpy(to, from, size);
}
#else
void copy_many(void *restrict to, const void *restrict from, size_t size)
{
    memcpy(to, from, size);
}
#endif
