/* Small words that every file uses: assertions about our own code, and the
 * attributes that let a compiler check ours.
 *
 * ASSERT is for bugs of ours, never for what a file or a guest hands over.
 */
#ifndef INLAY_BASE_CHECK_H
#define INLAY_BASE_CHECK_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* On the way of every call: compilers count too much against it. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

#define ASSERT(claim) assert(claim)

#define COUNT_OF(array) (sizeof(array) / sizeof(*(array)))

/* A 32-bit member of a union of 64-bit ones lies where their low half is. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LOW_HALF(type, name) struct { uint32_t above_##name; type name; }
#else
#define LOW_HALF(type, name) type name
#endif

#if defined(_WIN32) && defined(__GNUC__) && !defined(__clang__)
#define PRINTF_LIKE(text, first) __attribute__((format(gnu_printf, text, first)))
#define UNREACHABLE()              __builtin_unreachable()
#elif defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#define UNREACHABLE()              __builtin_unreachable()
#else
#define PRINTF_LIKE(text, first)
#define UNREACHABLE()              assert(!"unreachable")
#endif

#endif
