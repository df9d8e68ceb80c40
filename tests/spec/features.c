/* Claimed and unclaimed features. */
#include "tests/spec/features.h"

#include <stdio.h>
#include <string.h>

static const struct { uint32_t bit; const char *name; bool claimed; } features[] = {
    { FEATURE_MULTI_VALUE,         "multi-value",         true  },
    { FEATURE_BULK,                "bulk",                true  },
    { FEATURE_REFERENCE_TYPES,     "reference-types",     true  },
    { FEATURE_EXTENDED_CONST,      "extended-const",      true  },
    { FEATURE_TAIL_CALLS,          "tail-calls",          true  },
    { FEATURE_MULTI_MEMORY,        "multi-memory",        true  },
    { FEATURE_MEMORY64,            "memory64",            true  },
    { FEATURE_RELAXED_SIMD,        "relaxed-simd",        true  },
    { FEATURE_SIMD,                "simd",                true  },
    { FEATURE_EXCEPTIONS,          "exceptions",          true  },
    { FEATURE_GC,                  "gc",                  true  },
    { FEATURE_FUNCTION_REFERENCES, "function-references", true  },
};

const char *features_missing(uint32_t set)
{
    for (size_t i = 0; i < COUNT_OF(features); i++)
        if ((set & features[i].bit) && !features[i].claimed)
            return features[i].name;
    return NULL;
}

const char *features_beyond(const char *script, char *name, size_t size)
{
    const char *at = strstr(script, "proposals/");
    const char *end;

    if (strstr(script, "legacy/"))
        return "legacy";
    if (!at)
        return NULL;
    at += strlen("proposals/");
    end = strchr(at, '/');
    snprintf(name, size, "%.*s", (int)(end ? end - at : (long)strlen(at)), at);
    return name;
}
