/* Each trap of the reference's store_string functions (definitions.py), between
 * two components: the source says what it sends, the destination's realloc what
 * goes wrong, and at which call of it. Beyond means by one byte or two, no more. */
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

enum { GOOD, ODD, BEYOND };

#define NOT_ALIGNED "unaligned pointer: realloc gave 0x401"
#define OUT         "string content out-of-bounds: realloc gave"

static const inlay_value *send(component_rig *rig, const char *pair, const char *bytes, uint32_t size, uint32_t units)
{
    for (uint32_t i = 0; i < size; i++)
        RIG_CALL(rig, "poke", RIG_U32(i), RIG_U32((uint8_t)bytes[i]));
    return RIG_CALL(rig, pair, RIG_U32(0), RIG_U32(units));
}

/* realloc goes wrong after so many good calls; with one good call more, so much
 * of the string arrives. */
static void check_site(const char *pair, const char *bytes, uint32_t size, uint32_t units, uint32_t mode, uint32_t after, const char *words)
{
    for (int sliced = 0; sliced < 2; sliced++) {
        component_rig rig = { .slice = sliced, .move = sliced };
        if (!CHECK(component_rig_open(&rig, "transcodings")))
            CHECK_TEXT(component_rig_why(&rig), "");
        else {
            RIG_CALL(&rig, "set-realloc", RIG_U32(mode), RIG_U32(after));
            send(&rig, pair, bytes, size, units);
            CHECK_INT(rig.outcome, TASK_TRAPPED);
            CHECK_HAS(component_rig_why(&rig), words);
        }
        component_rig_close(&rig);
    }
}

#define SITE(name, pair, bytes, units, mode, after, words) \
    TEST(name) { check_site(pair, bytes, sizeof(bytes) - 1, units, mode, after, words); }

/* "a☃" where it widens, "é" where Latin-1 does, "abc" where nothing does. */
#define UTF16_SNOW "a\0\x03\x26"
#define UTF16_ABC  "a\0b\0c\0"
#define TAG        0x80000000u

SITE(store_string_copy_not_aligned,                  "send-utf16-utf16",   UTF16_ABC,      3, ODD, 0, NOT_ALIGNED)
SITE(store_string_copy_out_of_bounds,                "send-utf8-utf8",     "abc",          3, BEYOND, 0, OUT)
SITE(store_string_copy_utf16_out_of_bounds,          "send-utf16-utf16",   UTF16_ABC,      3, BEYOND, 0, OUT)
SITE(store_string_copy_latin1_to_utf16_not_aligned,  "send-latin1-utf16",  "abc",          3, ODD, 0, NOT_ALIGNED)
SITE(store_string_copy_latin1_not_aligned,           "send-latin1-latin1", "abc",          3, ODD, 0, NOT_ALIGNED)
SITE(store_string_copy_latin1_out_of_bounds,         "send-latin1-latin1", "abc",          3, BEYOND, 0, OUT)

SITE(store_string_to_utf8_first_out_of_bounds,       "send-utf16-utf8",    UTF16_ABC,      3, BEYOND, 0, OUT)
SITE(store_string_to_utf8_worst_case_out_of_bounds,  "send-utf16-utf8",    UTF16_SNOW,     2, BEYOND, 1, OUT)
SITE(store_string_to_utf8_shrunk_out_of_bounds,      "send-utf16-utf8",    UTF16_SNOW,     2, BEYOND, 2, OUT)
SITE(store_latin1_to_utf8_first_out_of_bounds,       "send-latin1-utf8",   "abc",          3, BEYOND, 0, OUT)
SITE(store_latin1_to_utf8_worst_case_out_of_bounds,  "send-latin1-utf8",   "a\xE9",        2, BEYOND, 1, OUT)
SITE(store_latin1_to_utf8_shrunk_out_of_bounds,      "send-latin1-utf8",   "a\xE9",        2, BEYOND, 2, OUT)

SITE(store_utf8_to_utf16_not_aligned,                "send-utf8-utf16",    "abc",          3, ODD, 0, NOT_ALIGNED)
SITE(store_utf8_to_utf16_out_of_bounds,              "send-utf8-utf16",    "abc",          3, BEYOND, 0, OUT)
SITE(store_utf8_to_utf16_shrunk_not_aligned,         "send-utf8-utf16",    "a\xC3\xA9",    3, ODD, 1, NOT_ALIGNED)
SITE(store_utf8_to_utf16_shrunk_out_of_bounds,       "send-utf8-utf16",    "a\xC3\xA9",    3, BEYOND, 1, OUT)

SITE(store_string_to_latin1_or_utf16_not_aligned,    "send-utf8-latin1",   "abc",          3, ODD, 0, NOT_ALIGNED)
SITE(store_string_to_latin1_or_utf16_out_of_bounds,  "send-utf8-latin1",   "abc",          3, BEYOND, 0, OUT)
SITE(store_string_to_latin1_or_utf16_widened_not_aligned,        "send-utf8-latin1",  "a\xE2\x98\x83", 4, ODD, 1, NOT_ALIGNED)
SITE(store_string_to_latin1_or_utf16_widened_out_of_bounds,      "send-utf8-latin1",  "a\xE2\x98\x83", 4, BEYOND, 1, OUT)
SITE(store_string_to_latin1_or_utf16_wide_shrunk_not_aligned,    "send-utf8-latin1",  "a\xE2\x98\x83", 4, ODD, 2, NOT_ALIGNED)
SITE(store_string_to_latin1_or_utf16_wide_shrunk_out_of_bounds,  "send-utf8-latin1",  "a\xE2\x98\x83", 4, BEYOND, 2, OUT)
SITE(store_string_to_latin1_or_utf16_shrunk_not_aligned,         "send-utf8-latin1",  "a\xC3\xA9",     3, ODD, 1, NOT_ALIGNED)
SITE(store_string_to_latin1_or_utf16_shrunk_out_of_bounds,       "send-utf8-latin1",  "a\xC3\xA9",     3, BEYOND, 1, OUT)
SITE(store_string_to_latin1_or_utf16_from_utf16_not_aligned,     "send-utf16-latin1", UTF16_SNOW,      2, ODD, 1, NOT_ALIGNED)

SITE(store_probably_utf16_to_latin1_or_utf16_not_aligned,          "send-latin1-latin1", UTF16_SNOW, TAG | 2, ODD, 0, NOT_ALIGNED)
SITE(store_probably_utf16_to_latin1_or_utf16_out_of_bounds,        "send-latin1-latin1", UTF16_SNOW, TAG | 2, BEYOND, 0, OUT)
SITE(store_probably_utf16_to_latin1_or_utf16_shrunk_out_of_bounds, "send-latin1-latin1", UTF16_ABC,  TAG | 3, BEYOND, 1, OUT)

/* The same strings arrive whole where realloc behaves: what a site refuses is its realloc alone. */
TEST(each_pair_of_encodings_carries_a_string_whole)
{
    static const struct { const char *pair, *bytes; uint32_t size, units, arrives; } rows[] = {
        { "send-utf8-utf8",     "a\xE2\x98\x83", 4, 4,       4 },
        { "send-utf8-utf16",    "a\xE2\x98\x83", 4, 4,       2 },
        { "send-utf8-latin1",   "a\xE2\x98\x83", 4, 4,       TAG | 2 },
        { "send-utf8-latin1",   "a\xC3\xA9",     3, 3,       2 },
        { "send-utf16-utf8",    UTF16_SNOW,      4, 2,       4 },
        { "send-utf16-utf16",   UTF16_SNOW,      4, 2,       2 },
        { "send-utf16-latin1",  UTF16_SNOW,      4, 2,       TAG | 2 },
        { "send-latin1-utf8",   "a\xE9",         2, 2,       3 },
        { "send-latin1-utf16",  "a\xE9",         2, 2,       2 },
        { "send-latin1-latin1", "a\xE9",         2, 2,       2 },
        { "send-latin1-latin1", UTF16_SNOW,      4, TAG | 2, TAG | 2 },
        { "send-latin1-latin1", UTF16_ABC,       6, TAG | 3, 3 },
    };
    component_rig rig = { 0 };
    if (!CHECK(component_rig_open(&rig, "transcodings")))
        CHECK_TEXT(component_rig_why(&rig), "");
    for (uint32_t i = 0; rig.instance && i < sizeof rows / sizeof rows[0]; i++) {
        const inlay_value *got = send(&rig, rows[i].pair, rows[i].bytes, rows[i].size, rows[i].units);
        if (CHECK(got))
            CHECK_INT(got->u32, rows[i].arrives);
    }
    component_rig_close(&rig);
}
