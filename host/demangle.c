/* Which compiler mangled it? */
#include "host/demangle.h"

bool demangle(text_view mangled, char *out, size_t size)
{
    return demangle_rust(mangled, out, size) || demangle_cpp(mangled, out, size);
}
