/* The checks of unit tests: count, and print both sides of what failed. */
#include "tests/unit/check_count.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int failures;

int check_failures(void)
{
    return failures;
}

static bool fail(const char *what, const char *file, int line)
{
    failures++;
    printf("%s:%d: %s\n", file, line, what);
    return false;
}

bool check_that(bool held, const char *claim, const char *file, int line)
{
    return held || fail(claim, file, line);
}

bool check_int(int64_t found, int64_t wanted, const char *what, const char *file, int line)
{
    if (found == wanted)
        return true;
    fail(what, file, line);
    printf("    found  %" PRId64 " (0x%" PRIx64 ")\n    wanted %" PRId64 " (0x%" PRIx64 ")\n", found, (uint64_t)found,
           wanted, (uint64_t)wanted);
    return false;
}

bool check_text(const char *found, const char *wanted, const char *what, const char *file, int line)
{
    if (found && wanted && strcmp(found, wanted) == 0)
        return true;
    fail(what, file, line);
    printf("--- found\n%s\n--- wanted\n%s\n---\n", found ? found : "(null)", wanted ? wanted : "(null)");
    return false;
}

bool check_has(const char *found, const char *piece, const char *what, const char *file, int line)
{
    if (found && strstr(found, piece))
        return true;
    fail(what, file, line);
    printf("--- found\n%s\n--- wanted in it\n%s\n---\n", found ? found : "(null)", piece);
    return false;
}

static void print_bytes(const char *name, const uint8_t *bytes, size_t size)
{
    printf("    %s %zu bytes:", name, size);
    for (size_t i = 0; i < size && i < 64; i++)
        printf(" %02x", bytes[i]);
    printf("%s\n", size > 64 ? " …" : "");
}

bool check_bytes(const void *found, size_t found_size, const void *wanted, size_t wanted_size,
                 const char *what, const char *file, int line)
{
    if (found_size == wanted_size && (found_size == 0 || memcmp(found, wanted, found_size) == 0))
        return true;
    fail(what, file, line);
    print_bytes("found ", found, found_size);
    print_bytes("wanted", wanted, wanted_size);
    return false;
}
