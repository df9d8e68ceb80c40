/* Names as their author wrote them, out of what C++ and Rust compilers make of them.
 *
 * Bounded in work, depth and output; what is not understood stays as it is.
 */
#ifndef INLAY_HOST_DEMANGLE_H
#define INLAY_HOST_DEMANGLE_H

#include "engine/base/text.h"

/* Into `out`, terminated. False: not mangled, or not understood. */
bool demangle(text_view mangled, char *out, size_t size);

bool demangle_rust(text_view mangled, char *out, size_t size);
bool demangle_cpp(text_view mangled, char *out, size_t size);

/* Digits from *next on, which goes behind them: a number up to some ten millions; 0: there are none. */
uint64_t demangle_decimal(const char **next, const char *end);

#endif
