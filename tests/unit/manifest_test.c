/* mod.json: what is taken, and what is refused, with its line. */
#include "host/manifest.h"
#include "tests/unit/check.h"

#include <string.h>

static char story[4000];

/* Read a text; give back the error as the modder reads it, "" where it is good. */
static const char *read_text(const char *text, size_t size, manifest *m, arena *a)
{
    error err = { 0 };
    story[0] = 0;
    if (!manifest_read(a, (text_view){ text, size }, m, &err))
        error_format(&err, "mod.json", story, sizeof story);
    return story;
}

static const char *refusal(const char *text)
{
    budget b;
    arena a;
    manifest m;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    read_text(text, strlen(text), &m, &a);
    arena_close(&a);
    budget_close(&b);
    return story;
}

TEST(a_manifest_says_all_there_is_to_say)
{
    const char *text = "{ \"name\": \"wolf\", \"slot\": \"creatures\", \"version\": \"1.2\", \"language\": \"C\",\n"
                       "  \"order\": -3, \"weight\": 7, \"enabled\": false, \"memory_mib\": 4, \"component\": \"w.wasm\",\n"
                       "  \"table_entries\": 500, \"string_kib\": 2, \"list_items\": 60, \"log_kib\": 1,\n"
                       "  \"grants\": [\n    \"arena:game/powers\",\n    \"arena:game/other@0.1.0\" ] }\n";
    budget b;
    arena a;
    manifest m;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    CHECK_TEXT(read_text(text, strlen(text), &m, &a), "");
    CHECK(text_is(m.name, "wolf") && text_is(m.slot, "creatures") && text_is(m.version, "1.2") && text_is(m.language, "C"));
    CHECK_INT(m.order, -3);
    CHECK_INT(m.weight, 7);
    CHECK_INT(m.quota.memory, 4 << 20);
    CHECK_INT(m.quota.table_entries, 500);
    CHECK_INT(m.quota.string, 2048);
    CHECK_INT(m.quota.list_items, 60);
    CHECK_INT(m.quota.log_bytes, 1024);
    CHECK_INT(m.quota.handles, 0);
    CHECK(!m.enabled && m.is_given && text_is(m.component, "w.wasm"));
    const manifest_grant *grant = manifest_find_grant(&m, text_of("arena:game/other"));
    if (CHECK(grant))
        CHECK_INT(grant->line, 6);
    CHECK(!manifest_find_grant(&m, text_of("arena:game/else")));
    arena_close(&a);
    budget_close(&b);
}

TEST(an_unknown_key_is_named_with_its_line_and_the_nearest_known_one)
{
    CHECK_TEXT(refusal("{\n  \"wieght\": 2\n}"),
        "mod.json:2:3: the settings are wrong\n"
        "  there is no key \"wieght\"\n"
        "      \"wieght\": 2\n"
        "      ^\n"
        "  hint: did you mean \"weight\"?\n");
}

TEST(a_key_that_stands_twice_is_refused)
{
    CHECK_HAS(refusal("{\"order\": 1,\n \"order\": 2}"), "mod.json:2:2: the settings are wrong\n  this key stands here a second time");
}

TEST(values_of_the_wrong_kind_are_refused_by_key)
{
    CHECK_HAS(refusal("{\"name\": 3}"), "\"name\" must be a text");
    CHECK_HAS(refusal("{\"weight\": 0}"), "\"weight\" must be a whole number from 1 to 1000");
    CHECK_HAS(refusal("{\"weight\": 1.5}"), "\"weight\" must be");
    CHECK_HAS(refusal("{\"order\": 9007199254740993}"), "\"order\" must be a whole number");
    CHECK_HAS(refusal("{\"order\": 1e400}"), "\"order\" must be a whole number");
    CHECK_HAS(refusal("{\"enabled\": 1}"), "\"enabled\" must be true or false");
    CHECK_HAS(refusal("{\"grants\": {\"a\": \"b\"}}"), "\"grants\" must be a list of texts");
    CHECK_HAS(refusal("{\"grants\": [[\"a\"], 3]}"), "\"grants\" must be a list of texts");
    CHECK_HAS(refusal("{\"component\": \"../x.wasm\"}"), "\"component\" must be");
}

TEST(a_byte_order_mark_is_no_part_of_a_manifest)
{
    CHECK_TEXT(refusal("\xEF\xBB\xBF{\"name\": \"a\"}"), "");
}

TEST(what_is_no_object_of_json_is_refused_at_its_place)
{
    CHECK_HAS(refusal(""), "it must be one object");
    CHECK_HAS(refusal("[1]"), "it must be one object");
    CHECK_HAS(refusal("{\"name\": \"a\""), "mod.json:1:13: the settings are wrong\n  this is not JSON: a comma or a closing } should stand here");
    CHECK_HAS(refusal("{\"name\": \"a\" \"slot\": \"b\"}"), "mod.json:1:14: the settings are wrong\n  this is not JSON: a comma or a closing }");
    CHECK_HAS(refusal("{\"name\": \"a\",\n}"), "mod.json:2:1: the settings are wrong\n  this is not JSON: a key in quotes, or no comma before this,");
    CHECK_HAS(refusal("{\"grants\": [\"a\", ]}"), "mod.json:1:18: the settings are wrong\n  this is not JSON: a value, or no comma before this,");
    CHECK_HAS(refusal("{\"name\": \"a}"), "mod.json:1:10: the settings are wrong\n  this is not JSON: a text with a closing quote should");
    CHECK_HAS(refusal("{\"name\": \"a\n\"}"), "mod.json:1:12: the settings are wrong\n  this is not JSON: a closing quote (in a text, a line break is \\n and a tab \\t) should");
    CHECK_HAS(refusal("{\"name\" \"a\"}"), "mod.json:1:9: the settings are wrong\n  this is not JSON: a colon should");
    CHECK_HAS(refusal("{name: \"a\"}"), "mod.json:1:2: the settings are wrong\n  this is not JSON: a key in quotes");
    CHECK_HAS(refusal("{\"order\": 1.}"), "mod.json:1:13: the settings are wrong\n  this is not JSON: a digit should");
    CHECK_HAS(refusal("{\"order\": yes}"), "mod.json:1:11: the settings are wrong\n  this is not JSON: a value (a number, a text in quotes, true, false or null) should");
    CHECK_HAS(refusal("{} {}"), "mod.json:1:4: the settings are wrong\n  this is not JSON: the end of the text should");
    CHECK_HAS(refusal("{\"name\": \"\xff\"}"), "not UTF-8");
}

TEST(a_manifest_nested_too_deep_is_refused_before_it_is_parsed)
{
    char text[200] = "{\"grants\": ";
    memset(text + strlen(text), '[', 100);
    CHECK_HAS(refusal(text), "something less deep should stand here");
}

/* Any cut of a good text, and any changed byte, is good or refused: never more. */
TEST(no_cut_and_no_changed_byte_of_a_manifest_does_harm)
{
    const char *whole = "{\"name\":\"wolf\",\"grants\":[\"a:b/c\"],\"order\":-1,\"enabled\":true}";
    size_t size = strlen(whole);
    budget b;
    arena a;
    manifest m;
    budget_open(&b, NULL, 0);
    for (size_t at = 0; at < size; at++)
        for (int byte = -1; byte < 256; byte += 5) {
            char *exact = budget_alloc(&b, size);
            memcpy(exact, whole, size);
            exact[at] = byte < 0 ? whole[at] : (char)byte;
            arena_open(&a, &b);
            read_text(exact, byte < 0 ? at : size, &m, &a);
            if (byte < 0)
                CHECK(story[0]);
            arena_close(&a);
            budget_free(&b, exact, size);
        }
    budget_close(&b);
}

TEST(an_empty_file_is_refused_although_it_has_no_bytes_to_point_at)
{
    budget b;
    budget_open(&b, NULL, 0);
    arena a;
    arena_open(&a, &b);
    manifest m;
    error err = { 0 };
    CHECK(!manifest_read(&a, (text_view){ 0 }, &m, &err));
    CHECK_HAS(err.text, "it must be one object");
    arena_close(&a);
    budget_close(&b);
}

/* What a stranger's mod.json holds ends in a terminal. */
TEST(a_refusal_shows_no_byte_that_a_terminal_would_obey)
{
    const char *words = refusal("{\"name\": \"a\033[2J\"}");
    CHECK_HAS(words, "    {\"name\": \"a?[2J\"}\n               ^\n");
    CHECK(!strchr(words, '\033'));
    words = refusal("{\"na\302\233me\": 1, \"ж\177\": 2}");
    CHECK_HAS(words, "there is no key \"na??me\"");
    CHECK_HAS(words, "    {\"na??me\": 1, \"ж?\": 2}\n     ^\n");
    CHECK_HAS(refusal("{\"a\xFF\": 1}"), "it is not UTF-8 text");
    CHECK_HAS(refusal("{\"name\": \"a\\u009b2J\"}"), "a line break or control character stands in this text");
}

TEST(what_is_shown_in_one_line_has_no_line_breaks)
{
    CHECK_HAS(refusal("{\"name\": \"a\\nb\"}"), "mod.json:1:10: the settings are wrong\n  a line break or control character");
    CHECK_TEXT(refusal("{\"description\": \"one\\ntwo\"}"), "");
}
