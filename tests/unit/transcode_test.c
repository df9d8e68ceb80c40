/* Strings over the boundary: each of the nine ways against the reference.
 *
 * The rows were made by definitions.py (store_string_into_range): what is asked
 * of realloc (old size/alignment/new size), the bytes and the length word.
 * Each answer is a block of exactly the size asked for, so that the sanitizer
 * sees a byte too far.
 */
#include "engine/component/transcode.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct row {
    string_form   form;
    bool          switching;
    string_target target;
    uint32_t      size;
    const char   *source;
    const char   *requests;
    uint32_t      out_size;
    const char   *out;
    uint32_t      length;
} row;

static const row rows[] = {
    { STRING_UTF8, false, TARGET_UTF8, 0, "", "0/1/0", 0, "", 0x0u },
    { STRING_UTF8, false, TARGET_UTF16, 0, "", "0/2/0", 0, "", 0x0u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 0, "", "0/2/0", 0, "", 0x0u },
    { STRING_UTF16, false, TARGET_UTF8, 0, "", "0/1/0", 0, "", 0x0u },
    { STRING_UTF16, false, TARGET_UTF16, 0, "", "0/2/0", 0, "", 0x0u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 0, "", "0/2/0", 0, "", 0x0u },
    { STRING_UTF16, true, TARGET_UTF8, 0, "", "0/1/0", 0, "", 0x0u },
    { STRING_UTF16, true, TARGET_UTF16, 0, "", "0/2/0", 0, "", 0x0u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 0, "", "0/2/0 0/1/0", 0, "", 0x0u },
    { STRING_LATIN1, true, TARGET_UTF8, 0, "", "0/1/0", 0, "", 0x0u },
    { STRING_LATIN1, true, TARGET_UTF16, 0, "", "0/2/0", 0, "", 0x0u },
    { STRING_LATIN1, true, TARGET_LATIN1_UTF16, 0, "", "0/2/0", 0, "", 0x0u },
    { STRING_UTF8, false, TARGET_UTF8, 3, "\x61\x62\x63", "0/1/3", 3, "\x61\x62\x63", 0x3u },
    { STRING_UTF8, false, TARGET_UTF16, 3, "\x61\x62\x63", "0/2/6", 6, "\x61\x00\x62\x00\x63\x00", 0x3u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 3, "\x61\x62\x63", "0/2/3", 3, "\x61\x62\x63", 0x3u },
    { STRING_UTF16, false, TARGET_UTF8, 6, "\x61\x00\x62\x00\x63\x00", "0/1/3", 3, "\x61\x62\x63", 0x3u },
    { STRING_UTF16, false, TARGET_UTF16, 6, "\x61\x00\x62\x00\x63\x00", "0/2/6", 6, "\x61\x00\x62\x00\x63\x00", 0x3u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 6, "\x61\x00\x62\x00\x63\x00", "0/2/3", 3, "\x61\x62\x63", 0x3u },
    { STRING_UTF16, true, TARGET_UTF8, 6, "\x61\x00\x62\x00\x63\x00", "0/1/3", 3, "\x61\x62\x63", 0x3u },
    { STRING_UTF16, true, TARGET_UTF16, 6, "\x61\x00\x62\x00\x63\x00", "0/2/6", 6, "\x61\x00\x62\x00\x63\x00", 0x3u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 6, "\x61\x00\x62\x00\x63\x00", "0/2/6 6/1/3", 3, "\x61\x62\x63", 0x3u },
    { STRING_LATIN1, true, TARGET_UTF8, 3, "\x61\x62\x63", "0/1/3", 3, "\x61\x62\x63", 0x3u },
    { STRING_LATIN1, true, TARGET_UTF16, 3, "\x61\x62\x63", "0/2/6", 6, "\x61\x00\x62\x00\x63\x00", 0x3u },
    { STRING_LATIN1, true, TARGET_LATIN1_UTF16, 3, "\x61\x62\x63", "0/2/3", 3, "\x61\x62\x63", 0x3u },
    { STRING_UTF8, false, TARGET_UTF8, 2, "\xc3\xa9", "0/1/2", 2, "\xc3\xa9", 0x2u },
    { STRING_UTF8, false, TARGET_UTF16, 2, "\xc3\xa9", "0/2/4 4/2/2", 2, "\xe9\x00", 0x1u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 2, "\xc3\xa9", "0/2/2 2/2/1", 1, "\xe9", 0x1u },
    { STRING_UTF16, false, TARGET_UTF8, 2, "\xe9\x00", "0/1/1 1/1/3 3/1/2", 2, "\xc3\xa9", 0x2u },
    { STRING_UTF16, false, TARGET_UTF16, 2, "\xe9\x00", "0/2/2", 2, "\xe9\x00", 0x1u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 2, "\xe9\x00", "0/2/1", 1, "\xe9", 0x1u },
    { STRING_UTF16, true, TARGET_UTF8, 2, "\xe9\x00", "0/1/1 1/1/3 3/1/2", 2, "\xc3\xa9", 0x2u },
    { STRING_UTF16, true, TARGET_UTF16, 2, "\xe9\x00", "0/2/2", 2, "\xe9\x00", 0x1u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 2, "\xe9\x00", "0/2/2 2/1/1", 1, "\xe9", 0x1u },
    { STRING_LATIN1, true, TARGET_UTF8, 1, "\xe9", "0/1/1 1/1/2", 2, "\xc3\xa9", 0x2u },
    { STRING_LATIN1, true, TARGET_UTF16, 1, "\xe9", "0/2/2", 2, "\xe9\x00", 0x1u },
    { STRING_LATIN1, true, TARGET_LATIN1_UTF16, 1, "\xe9", "0/2/1", 1, "\xe9", 0x1u },
    { STRING_UTF8, false, TARGET_UTF8, 3, "\x61\xc3\xa9", "0/1/3", 3, "\x61\xc3\xa9", 0x3u },
    { STRING_UTF8, false, TARGET_UTF16, 3, "\x61\xc3\xa9", "0/2/6 6/2/4", 4, "\x61\x00\xe9\x00", 0x2u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 3, "\x61\xc3\xa9", "0/2/3 3/2/2", 2, "\x61\xe9", 0x2u },
    { STRING_UTF16, false, TARGET_UTF8, 4, "\x61\x00\xe9\x00", "0/1/2 2/1/6 6/1/3", 3, "\x61\xc3\xa9", 0x3u },
    { STRING_UTF16, false, TARGET_UTF16, 4, "\x61\x00\xe9\x00", "0/2/4", 4, "\x61\x00\xe9\x00", 0x2u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 4, "\x61\x00\xe9\x00", "0/2/2", 2, "\x61\xe9", 0x2u },
    { STRING_UTF16, true, TARGET_UTF8, 4, "\x61\x00\xe9\x00", "0/1/2 2/1/6 6/1/3", 3, "\x61\xc3\xa9", 0x3u },
    { STRING_UTF16, true, TARGET_UTF16, 4, "\x61\x00\xe9\x00", "0/2/4", 4, "\x61\x00\xe9\x00", 0x2u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 4, "\x61\x00\xe9\x00", "0/2/4 4/1/2", 2, "\x61\xe9", 0x2u },
    { STRING_LATIN1, true, TARGET_UTF8, 2, "\x61\xe9", "0/1/2 2/1/4 4/1/3", 3, "\x61\xc3\xa9", 0x3u },
    { STRING_LATIN1, true, TARGET_UTF16, 2, "\x61\xe9", "0/2/4", 4, "\x61\x00\xe9\x00", 0x2u },
    { STRING_LATIN1, true, TARGET_LATIN1_UTF16, 2, "\x61\xe9", "0/2/2", 2, "\x61\xe9", 0x2u },
    { STRING_UTF8, false, TARGET_UTF8, 4, "\x61\xc3\xa9\x62", "0/1/4", 4, "\x61\xc3\xa9\x62", 0x4u },
    { STRING_UTF8, false, TARGET_UTF16, 4, "\x61\xc3\xa9\x62", "0/2/8 8/2/6", 6, "\x61\x00\xe9\x00\x62\x00", 0x3u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 4, "\x61\xc3\xa9\x62", "0/2/4 4/2/3", 3, "\x61\xe9\x62", 0x3u },
    { STRING_UTF16, false, TARGET_UTF8, 6, "\x61\x00\xe9\x00\x62\x00", "0/1/3 3/1/9 9/1/4", 4, "\x61\xc3\xa9\x62", 0x4u },
    { STRING_UTF16, false, TARGET_UTF16, 6, "\x61\x00\xe9\x00\x62\x00", "0/2/6", 6, "\x61\x00\xe9\x00\x62\x00", 0x3u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 6, "\x61\x00\xe9\x00\x62\x00", "0/2/3", 3, "\x61\xe9\x62", 0x3u },
    { STRING_UTF16, true, TARGET_UTF8, 6, "\x61\x00\xe9\x00\x62\x00", "0/1/3 3/1/9 9/1/4", 4, "\x61\xc3\xa9\x62", 0x4u },
    { STRING_UTF16, true, TARGET_UTF16, 6, "\x61\x00\xe9\x00\x62\x00", "0/2/6", 6, "\x61\x00\xe9\x00\x62\x00", 0x3u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 6, "\x61\x00\xe9\x00\x62\x00", "0/2/6 6/1/3", 3, "\x61\xe9\x62", 0x3u },
    { STRING_LATIN1, true, TARGET_UTF8, 3, "\x61\xe9\x62", "0/1/3 3/1/6 6/1/4", 4, "\x61\xc3\xa9\x62", 0x4u },
    { STRING_LATIN1, true, TARGET_UTF16, 3, "\x61\xe9\x62", "0/2/6", 6, "\x61\x00\xe9\x00\x62\x00", 0x3u },
    { STRING_LATIN1, true, TARGET_LATIN1_UTF16, 3, "\x61\xe9\x62", "0/2/3", 3, "\x61\xe9\x62", 0x3u },
    { STRING_UTF8, false, TARGET_UTF8, 3, "\xe2\x98\x83", "0/1/3", 3, "\xe2\x98\x83", 0x3u },
    { STRING_UTF8, false, TARGET_UTF16, 3, "\xe2\x98\x83", "0/2/6 6/2/2", 2, "\x03\x26", 0x1u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 3, "\xe2\x98\x83", "0/2/3 3/2/6 6/2/2", 2, "\x03\x26", 0x80000001u },
    { STRING_UTF16, false, TARGET_UTF8, 2, "\x03\x26", "0/1/1 1/1/3", 3, "\xe2\x98\x83", 0x3u },
    { STRING_UTF16, false, TARGET_UTF16, 2, "\x03\x26", "0/2/2", 2, "\x03\x26", 0x1u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 2, "\x03\x26", "0/2/1 1/2/2", 2, "\x03\x26", 0x80000001u },
    { STRING_UTF16, true, TARGET_UTF8, 2, "\x03\x26", "0/1/1 1/1/3", 3, "\xe2\x98\x83", 0x3u },
    { STRING_UTF16, true, TARGET_UTF16, 2, "\x03\x26", "0/2/2", 2, "\x03\x26", 0x1u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 2, "\x03\x26", "0/2/2", 2, "\x03\x26", 0x80000001u },
    { STRING_UTF8, false, TARGET_UTF8, 6, "\x61\xe2\x98\x83\xc3\xa9", "0/1/6", 6, "\x61\xe2\x98\x83\xc3\xa9", 0x6u },
    { STRING_UTF8, false, TARGET_UTF16, 6, "\x61\xe2\x98\x83\xc3\xa9", "0/2/12 12/2/6", 6, "\x61\x00\x03\x26\xe9\x00", 0x3u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 6, "\x61\xe2\x98\x83\xc3\xa9", "0/2/6 6/2/12 12/2/6", 6, "\x61\x00\x03\x26\xe9\x00", 0x80000003u },
    { STRING_UTF16, false, TARGET_UTF8, 6, "\x61\x00\x03\x26\xe9\x00", "0/1/3 3/1/9 9/1/6", 6, "\x61\xe2\x98\x83\xc3\xa9", 0x6u },
    { STRING_UTF16, false, TARGET_UTF16, 6, "\x61\x00\x03\x26\xe9\x00", "0/2/6", 6, "\x61\x00\x03\x26\xe9\x00", 0x3u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 6, "\x61\x00\x03\x26\xe9\x00", "0/2/3 3/2/6", 6, "\x61\x00\x03\x26\xe9\x00", 0x80000003u },
    { STRING_UTF16, true, TARGET_UTF8, 6, "\x61\x00\x03\x26\xe9\x00", "0/1/3 3/1/9 9/1/6", 6, "\x61\xe2\x98\x83\xc3\xa9", 0x6u },
    { STRING_UTF16, true, TARGET_UTF16, 6, "\x61\x00\x03\x26\xe9\x00", "0/2/6", 6, "\x61\x00\x03\x26\xe9\x00", 0x3u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 6, "\x61\x00\x03\x26\xe9\x00", "0/2/6", 6, "\x61\x00\x03\x26\xe9\x00", 0x80000003u },
    { STRING_UTF8, false, TARGET_UTF8, 4, "\xf0\x9f\x8d\xb0", "0/1/4", 4, "\xf0\x9f\x8d\xb0", 0x4u },
    { STRING_UTF8, false, TARGET_UTF16, 4, "\xf0\x9f\x8d\xb0", "0/2/8 8/2/4", 4, "\x3c\xd8\x70\xdf", 0x2u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 4, "\xf0\x9f\x8d\xb0", "0/2/4 4/2/8 8/2/4", 4, "\x3c\xd8\x70\xdf", 0x80000002u },
    { STRING_UTF16, false, TARGET_UTF8, 4, "\x3c\xd8\x70\xdf", "0/1/2 2/1/6 6/1/4", 4, "\xf0\x9f\x8d\xb0", 0x4u },
    { STRING_UTF16, false, TARGET_UTF16, 4, "\x3c\xd8\x70\xdf", "0/2/4", 4, "\x3c\xd8\x70\xdf", 0x2u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 4, "\x3c\xd8\x70\xdf", "0/2/2 2/2/4", 4, "\x3c\xd8\x70\xdf", 0x80000002u },
    { STRING_UTF16, true, TARGET_UTF8, 4, "\x3c\xd8\x70\xdf", "0/1/2 2/1/6 6/1/4", 4, "\xf0\x9f\x8d\xb0", 0x4u },
    { STRING_UTF16, true, TARGET_UTF16, 4, "\x3c\xd8\x70\xdf", "0/2/4", 4, "\x3c\xd8\x70\xdf", 0x2u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 4, "\x3c\xd8\x70\xdf", "0/2/4", 4, "\x3c\xd8\x70\xdf", 0x80000002u },
    { STRING_UTF8, false, TARGET_UTF8, 6, "\x61\x62\xf0\x9f\x8d\xb0", "0/1/6", 6, "\x61\x62\xf0\x9f\x8d\xb0", 0x6u },
    { STRING_UTF8, false, TARGET_UTF16, 6, "\x61\x62\xf0\x9f\x8d\xb0", "0/2/12 12/2/8", 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", 0x4u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 6, "\x61\x62\xf0\x9f\x8d\xb0", "0/2/6 6/2/12 12/2/8", 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", 0x80000004u },
    { STRING_UTF16, false, TARGET_UTF8, 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", "0/1/4 4/1/12 12/1/6", 6, "\x61\x62\xf0\x9f\x8d\xb0", 0x6u },
    { STRING_UTF16, false, TARGET_UTF16, 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", "0/2/8", 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", 0x4u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", "0/2/4 4/2/8", 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", 0x80000004u },
    { STRING_UTF16, true, TARGET_UTF8, 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", "0/1/4 4/1/12 12/1/6", 6, "\x61\x62\xf0\x9f\x8d\xb0", 0x6u },
    { STRING_UTF16, true, TARGET_UTF16, 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", "0/2/8", 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", 0x4u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", "0/2/8", 8, "\x61\x00\x62\x00\x3c\xd8\x70\xdf", 0x80000004u },
    { STRING_UTF8, false, TARGET_UTF8, 15, "\x61\x62\x63\xc3\xa9\xe2\x98\x83\xf0\x9f\x8d\xb0\x7a\xc3\xbf", "0/1/15", 15, "\x61\x62\x63\xc3\xa9\xe2\x98\x83\xf0\x9f\x8d\xb0\x7a\xc3\xbf", 0xfu },
    { STRING_UTF8, false, TARGET_UTF16, 15, "\x61\x62\x63\xc3\xa9\xe2\x98\x83\xf0\x9f\x8d\xb0\x7a\xc3\xbf", "0/2/30 30/2/18", 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", 0x9u },
    { STRING_UTF8, false, TARGET_LATIN1_UTF16, 15, "\x61\x62\x63\xc3\xa9\xe2\x98\x83\xf0\x9f\x8d\xb0\x7a\xc3\xbf", "0/2/15 15/2/30 30/2/18", 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", 0x80000009u },
    { STRING_UTF16, false, TARGET_UTF8, 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", "0/1/9 9/1/27 27/1/15", 15, "\x61\x62\x63\xc3\xa9\xe2\x98\x83\xf0\x9f\x8d\xb0\x7a\xc3\xbf", 0xfu },
    { STRING_UTF16, false, TARGET_UTF16, 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", "0/2/18", 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", 0x9u },
    { STRING_UTF16, false, TARGET_LATIN1_UTF16, 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", "0/2/9 9/2/18", 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", 0x80000009u },
    { STRING_UTF16, true, TARGET_UTF8, 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", "0/1/9 9/1/27 27/1/15", 15, "\x61\x62\x63\xc3\xa9\xe2\x98\x83\xf0\x9f\x8d\xb0\x7a\xc3\xbf", 0xfu },
    { STRING_UTF16, true, TARGET_UTF16, 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", "0/2/18", 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", 0x9u },
    { STRING_UTF16, true, TARGET_LATIN1_UTF16, 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", "0/2/18", 18, "\x61\x00\x62\x00\x63\x00\xe9\x00\x03\x26\x3c\xd8\x70\xdf\x7a\x00\xff\x00", 0x80000009u },
};

/* A block of its own for each answer: old bytes copied, the rest poison. */
static uint8_t *answer(uint8_t *old, const realloc_request *r)
{
    uint8_t *block = malloc(r->new_size + !r->new_size);
    memset(block, 0xEE, r->new_size);
    if (old)
        memcpy(block, old, r->old_size < r->new_size ? r->old_size : r->new_size);
    free(old);
    return block;
}

static void check_row(const row *r)
{
    char asked[128] = "";
    uint8_t *source = malloc(r->size + !r->size), *block = NULL;
    memcpy(source, r->source, r->size);
    transcode t;
    bool more = true;
    transcode_begin(&t, (string_source){ source, r->size, r->form, r->switching }, r->target);
    while (more) {
        size_t used = strlen(asked);
        snprintf(asked + used, sizeof asked - used, "%s%u/%u/%u", used ? " " : "", t.request.old_size, t.request.align, t.request.new_size);
        block = answer(block, &t.request);
        more = transcode_next(&t, block, 0);
    }
    CHECK_TEXT(asked, r->requests);
    CHECK_INT(t.length, r->length);
    CHECK_BYTES(block, r->out_size, r->out, r->out_size);
    free(block);
    free(source);
}

TEST(every_way_of_a_string_asks_and_writes_as_the_reference_does)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&rows[i]);
}

TEST(a_lone_surrogate_is_no_utf16)
{
    CHECK(transcode_is_utf16((const uint8_t *)"\x3c\xd8\x70\xdf", 4));
    CHECK(!transcode_is_utf16((const uint8_t *)"\x3c\xd8", 2));
    CHECK(!transcode_is_utf16((const uint8_t *)"\x3c\xd8\x61\x00", 4));
    CHECK(!transcode_is_utf16((const uint8_t *)"\x70\xdf\x61\x00", 4));
    CHECK(transcode_is_utf16((const uint8_t *)"", 0));
}

TEST(a_string_that_ends_within_a_character_is_told_from_one_that_is_wrong)
{
    CHECK(transcode_is_cut_utf8((const uint8_t *)"ab\xe2\x98", 4));
    CHECK(transcode_is_cut_utf8((const uint8_t *)"\xf0", 1));
    CHECK(!transcode_is_cut_utf8((const uint8_t *)"\xff", 1));
    CHECK(!transcode_is_cut_utf8((const uint8_t *)"\xff\xe2\x98", 3));
    CHECK(!transcode_is_cut_utf8((const uint8_t *)"\x98\x98\x98\x98", 4));
}

TEST(a_lifted_string_becomes_utf8_of_the_size_that_was_foretold)
{
    const string_source latin1 = { (const uint8_t *)"a\xe9", 2, STRING_LATIN1, true };
    const string_source utf16 = { (const uint8_t *)"\x3c\xd8\x70\xdf\x03\x26", 6, STRING_UTF16, false };
    uint8_t *out = malloc(transcode_utf8_size(&utf16));
    CHECK_INT(transcode_utf8_size(&latin1), 3);
    CHECK_INT(transcode_utf8_size(&utf16), 7);
    transcode_to_utf8(&utf16, out);
    CHECK_BYTES(out, 7, "\xf0\x9f\x8d\xb0\xe2\x98\x83", 7);
    free(out);
}
