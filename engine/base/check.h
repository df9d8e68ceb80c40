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

#define ASSERT(claim) assert(claim)

#define COUNT_OF(array) (sizeof(array) / sizeof(*(array)))

#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#define UNREACHABLE()              __builtin_unreachable()
#else
#define PRINTF_LIKE(text, first)
#define UNREACHABLE()              assert(!"unreachable")
#endif

#endif
