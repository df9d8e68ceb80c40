/* Which compiler mangled it? */
#include "host/demangle.h"

bool demangle(text_view mangled, char *out, size_t size)
{
    return demangle_rust(mangled, out, size) || demangle_cpp(mangled, out, size);
}

uint64_t demangle_decimal(const char **next, const char *end)
{
    uint64_t n = 0;
    while (*next < end && **next >= '0' && **next <= '9' && n < 1000000)
        n = n * 10 + (uint64_t)(*(*next)++ - '0');
    return n;
}
