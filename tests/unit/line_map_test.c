/* Source maps: what they say is found by bytes, what is broken ends them, and
 * everything they take is given back. */
#include "host/line_map.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <string.h>

typedef struct map_of { budget budget; arena arena; line_map map; bool good; } map_of;

static void map_open(map_of *m, const char *json, uint64_t limit)
{
    budget_open(&m->budget, NULL, limit);
    arena_open(&m->arena, &m->budget);
    m->good = line_map_read(&m->map, &m->budget, &m->arena, text_of(json));
}

static void map_close(map_of *m)
{
    line_map_close(&m->map);
    arena_close(&m->arena);
    budget_close(&m->budget);
}

/* "file:line:column", or what is not there. */
static const char *at(const map_of *m, uint32_t from, uint32_t offset)
{
    static char out[100];
    const line_mark *mark = line_map_find(&m->map, from, offset);
    if (!mark)
        return "nothing";
    snprintf(out, sizeof out, "%.*s:%u:%u", TEXT_ARGS(m->map.files[mark->file]), mark->line, mark->column);
    return out;
}

/* U is 10, gB is 16, C is 1, D is -1, E is 2, A is 0. */
TEST(a_byte_of_a_module_is_found_in_its_source_map)
{
    map_of m;
    map_open(&m, "{\"version\": 3, \"names\": [\"x\", {\"deep\": [1, [\"]\"]]}], \"sources\": [\"a\\/b.ts\", \"c.ts\"],\n"
                 " \"sourcesContent\": [\"text with \\\" and }\", null], \"mappings\": \"UAAA,gBCEE,E,CDDDA;UAAA\"}", 0);
    CHECK(m.good);
    CHECK_INT(m.map.count, 4);
    CHECK_TEXT(at(&m, 0, 9), "nothing");
    CHECK_TEXT(at(&m, 0, 10), "a/b.ts:1:1");
    CHECK_TEXT(at(&m, 0, 25), "a/b.ts:1:1");
    CHECK_TEXT(at(&m, 0, 26), "c.ts:3:3");
    CHECK_TEXT(at(&m, 0, 28), "nothing");          /* a segment without a place */
    CHECK_TEXT(at(&m, 0, 29), "a/b.ts:2:2");
    CHECK_TEXT(at(&m, 27, 27), "nothing");         /* the mark stands before the function */
    map_close(&m);
}

TEST(what_is_no_source_map_says_nothing)
{
    static const char *const wrong[] = { "", "{", "[]", "{}", "{\"mappings\":\"\"}", "{\"mappings\":[\"UAAA\"]}", "{\"mappings\":\"DAAA\"}", "{\"mappings\":\"////////AAAA\"}",
                                         "{\"mappings\":\"U\"", "{\"sources\":[[[[[[\"mappings\":\"UAAA\"}", "{\"mappings\":\"UA\"}", "{\"a\":}]}" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        map_of m;
        map_open(&m, wrong[i], 0);
        CHECK_TEXT(at(&m, 0, 100), "nothing");
        map_close(&m);
    }
}

/* Marks that go back count for nothing; what came before a broken one counts. */
TEST(a_broken_source_map_keeps_what_came_before)
{
    map_of m;
    map_open(&m, "{\"sources\":[\"a\"],\"mappings\":\"UAAA,DAAC,gBAAC,!\"}", 0);
    CHECK(m.good);
    CHECK_TEXT(at(&m, 0, 12), "a:1:1");
    CHECK_TEXT(at(&m, 0, 30), "a:1:3");
    map_close(&m);
}

TEST(a_source_map_that_gets_no_memory_says_less)
{
    uint32_t whole = 0, less = 0;
    for (uint64_t limit = 1; limit < 8000; limit += 60) {
        map_of m;
        map_open(&m, "{\"sources\":[\"a\",\"b\"],\"mappings\":\"UAAA,CAAA,CAAA,CAAA,CAAA,CAAA,CAAA,CAAA,CAAA,CAAA\"}", limit);
        CHECK(m.map.count <= 10 && (m.map.count == 0 || strcmp(at(&m, 0, 10), "a:1:1") == 0));
        whole += m.map.count == 10;
        less += m.map.count < 10;
        map_close(&m);
    }
    CHECK(whole && less);
}
