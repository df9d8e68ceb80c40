/* Profiles as data: put together, bounded, checked. */
#include "host/profile.h"

#include "engine/base/limits.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <string.h>

#define TEXT(text) { (text), sizeof(text) - 1 }

/* A mod with a function, a point in it, a frame and two nodes. */
static void fill(profile *p)
{
    uint32_t m = profile_add_mod(p, &(profile_mod){ .name = TEXT("storm"), .slot = TEXT("creatures"), .generation = 1 });
    uint32_t f = profile_add_place(p, &(profile_place){ PROFILE_FUNCTION, m, PROFILE_NONE, TEXT("think"), TEXT("storm.c"), 3, 1, 100 });
    uint32_t at = profile_add_place(p, &(profile_place){ PROFILE_FUNCTION, m, f, TEXT("think"), TEXT("storm.c"), 5, 9, 120 });
    uint32_t frame = profile_add_frame(p, &(profile_frame){ .number = 7 });
    profile_add_row(p, &(profile_row){ .frame = frame, .mod = m, .fuel = 30 });
    uint32_t root = profile_add_node(p, &(profile_node){ PROFILE_NONE, f, frame, .calls = 1, .fuel = 10 });
    profile_add_node(p, &(profile_node){ root, at, frame, .fuel = 20, .samples = 1 });
    profile_add_line(p, &(profile_line){ at, 4, 20 });
    profile_add_import(p, &(profile_import){ PROFILE_NONE, m, at, 1, 2, 3 });
}

static const char *why_not(const profile *p)
{
    static error err;
    err = (error){ 0 };
    return profile_check(p, &err) ? "" : err.text;
}

TEST(a_profile_owns_its_texts_and_names_all_by_index)
{
    budget b;
    profile p;
    budget_open(&b, NULL, 0);
    profile_open(&p, &b);
    fill(&p);
    CHECK_TEXT(why_not(&p), "");
    CHECK(p.places[1].name.bytes == p.places[0].name.bytes);
    CHECK_INT(profile_function(&p, 1), 0);
    CHECK_INT(profile_function(&p, 0), 0);
    profile_close(&p);
    budget_close(&b);
}

/* What a file says is asked for before it is used. */
TEST(an_index_of_nothing_is_found)
{
    budget b;
    profile p;
    budget_open(&b, NULL, 0);
    profile_open(&p, &b);
    fill(&p);
    p.nodes[1].parent = 1;
    CHECK(strstr(why_not(&p), "node 1 names a parent"));
    p.nodes[1].parent = 0;
    p.nodes[1].frame = PROFILE_NONE;
    CHECK(strstr(why_not(&p), "node 1 names a parent"));
    p.nodes[1].frame = 0;
    p.nodes[0].place = 2;
    CHECK(strstr(why_not(&p), "node 0 names a place"));
    p.nodes[0].place = 0;
    p.places[0].function = 1;
    CHECK(strstr(why_not(&p), "place 0 names a function"));
    p.places[0].function = PROFILE_NONE;
    p.rows[0].mod = 9;
    CHECK(strstr(why_not(&p), "row 0"));
    p.rows[0].mod = 0;
    p.lines[0].place = PROFILE_NONE;
    CHECK(strstr(why_not(&p), "line 0"));
    p.lines[0].place = 0;
    p.hitch_mod = 1;
    CHECK(strstr(why_not(&p), "hitch"));
    p.hitch_mod = 0;
    CHECK_TEXT(why_not(&p), "");
    profile_close(&p);
    budget_close(&b);
}

TEST(what_does_not_fit_a_profile_is_counted)
{
    budget b;
    profile p;
    budget_open(&b, NULL, 4000);
    profile_open(&p, &b);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < 1000; i++)
        kept += profile_add_node(&p, &(profile_node){ PROFILE_NONE, 0, PROFILE_NONE }) != PROFILE_NONE;
    CHECK(kept > 0 && kept < 1000);
    CHECK_INT(p.lost, 1000 - kept);
    CHECK_INT(p.node_count, kept);
    profile_close(&p);
    budget_close(&b);
}

TEST(long_names_are_cut_between_characters)
{
    char name[LIMIT_PROFILE_TEXT + 3];
    budget b;
    profile p;
    budget_open(&b, NULL, 0);
    profile_open(&p, &b);
    memset(name, 'a', sizeof name);
    memcpy(name + LIMIT_PROFILE_TEXT - 1, "\xC3\xA9", 2);
    text_view cut = profile_text(&p, (text_view){ name, sizeof name });
    CHECK_INT(cut.size, LIMIT_PROFILE_TEXT - 1);
    profile_close(&p);
    budget_close(&b);
}

TEST(a_place_is_found_again_among_thousands)
{
    budget b;
    profile p;
    budget_open(&b, NULL, 64 << 20);
    profile_open(&p, &b);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 5000; i++) {
            char name[16];
            snprintf(name, sizeof name, "f%u", i / 2);
            const profile_place place = { PROFILE_FUNCTION, PROFILE_NONE, PROFILE_NONE, text_of(name), { 0 }, i % 2, 0, i };
            CHECK_INT(profile_take_place(&p, &place), i);
        }
    CHECK_INT(p.place_count, 5000);
    profile_close(&p);
    budget_close(&b);
}
