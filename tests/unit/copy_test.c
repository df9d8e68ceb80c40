/* Copies of many bytes: to and from anywhere, and nothing beside them. */
#include "engine/base/copy.h"
#include "tests/unit/check.h"

enum { MOST = 1200, ROOM = MOST + 3 * 64 };

static bool is_all(const uint8_t *bytes, size_t count, uint8_t value)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i] != value)
            return false;
    return true;
}

static bool copies(size_t from, size_t to, size_t size)
{
    static _Alignas(64) uint8_t there[ROOM], here[ROOM];
    for (size_t i = 0; i < ROOM; i++)
        there[i] = (uint8_t)(i * 7 + (i >> 8));
    memset(here, 0xEE, ROOM);
    copy_bytes(here + to, there + from, size);
    return is_all(here, to, 0xEE) && !memcmp(here + to, there + from, size) && is_all(here + to + size, ROOM - to - size, 0xEE);
}

TEST(bytes_are_copied_to_and_from_anywhere_and_nothing_beside_them)
{
    bool good = true;
    for (size_t size = 0; size <= MOST; size += size < 2 * COPY_FEW ? 1 : 31)
        for (size_t to = 0; to <= 64; to += size % 7 + 1)
            good = good && copies((size + to) % 64, to, size);
    CHECK(good);
}
