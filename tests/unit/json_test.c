/* JSON: what is none is told at its place, what is one is gone over to its end. */
#include "engine/base/json.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "at: what is wanted", or "good". */
static const char *fault_of(const char *text)
{
    static char out[200];
    size_t size = strlen(text), at;
    char *exactly = malloc(size + !size);      /* so that ASan sees a byte too far */
    memcpy(exactly, text, size);
    const char *wanted = json_fault((text_view){ exactly, size }, &at);
    snprintf(out, sizeof out, wanted ? "%zu: %s" : "good", at, wanted);
    free(exactly);
    return out;
}

TEST(what_is_json_is_taken)
{
    static const char *const good[] = { "0", "-12.5e+3", "1E9", " true", "false\n", "null", "\"\"", "[]", "{}", "[[], {}, [1, \"]\"]]", "{\"a\": {\"b\": []}, \"c\": \"}\"}",
                                        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\uDE00\"" };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        CHECK_TEXT(fault_of(good[i]), "good");
}

TEST(what_is_no_json_is_told_at_its_place)
{
    static const struct { const char *text, *says; } wrong[] = {
        { "", "0: a value (" }, { "nul", "0: a value (" }, { "-", "1: a digit" }, { "1.", "2: a digit" }, { "1e", "2: a digit" }, { "+1", "0: a value (" },
        { "truefalse", "4: the end" }, { "1 2", "2: the end" }, { "[1,]", "3: a value, or no comma" }, { "[1", "2: a comma or a closing ]" }, { "{\"a\":1 \"b\"", "7: a comma or a closing }" },
        { "{,}", "1: a key in quotes" }, { "{\"a\":1,}", "7: a key in quotes, or no comma" }, { "{\"a\"}", "4: a colon" }, { "\"a", "0: a text with a closing quote" },
        { "\"a\\", "0: a text with a closing quote" }, { "\"a\tb\"", "2: a closing quote" }, { "\"\\x\"", "2: an escape" }, { "\"\\u12", "5: a character's number" },
        { "\"\\ud800\"", "7: the second half" }, { "\"\\ud800\\u0041\"", "13: the second half" }, { "\"\\udc00\"", "7: the first half" }, { "[}", "1: a value (" },
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        CHECK_HAS(fault_of(wrong[i].text), wrong[i].says);
}

TEST(what_is_nested_too_deep_is_refused)
{
    char text[81] = "";
    memset(text, '[', 80);
    CHECK_HAS(fault_of(text), "33: something less deep");
}

TEST(a_text_means_what_its_escapes_say)
{
    budget b;
    arena a;
    text_view raw;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    json j = json_of(text_of(" \"a\\n\\u00e4\\u20ac\\ud83d\\ude00\\/\" "));
    CHECK(json_text(&j, &raw));
    CHECK(json_end(&j));
    text_view meant = json_unescape(&a, raw);
    CHECK(text_is(meant, "a\n\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80/"));
    CHECK(text_is(json_unescape(&a, text_of("\xEF\xBB\xBF" "a")), "\xEF\xBB\xBF" "a"));      /* a mark within a text is the text's */
    arena_close(&a);
    budget_close(&b);
}
