/* Profiles as files, trees and tables. */
#include "host/profile_file.h"
#include "host/profile_format.h"
#include "host/profile_table.h"
#include "tests/profile/made.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <string.h>

static budget b;
static profile p;
static text_builder out;
static error err;

static void begin(void)
{
    budget_open(&b, NULL, 0);
    profile_open(&p, &b);
    text_open(&out, &b);
    err = (error){ 0 };
}

static void end(void)
{
    text_close(&out);
    profile_close(&p);
    budget_close(&b);
}

/* A copy of the file's bytes, as long as they are; for the caller to free. */
static uint8_t *written(size_t *size)
{
    CHECK(profile_file_write(&p, &out));
    uint8_t *bytes = malloc(out.size);
    memcpy(bytes, out.bytes, out.size);
    *size = out.size;
    text_clear(&out);
    return bytes;
}

static const char *read_story(const uint8_t *bytes, size_t size)
{
    static char story[1000];
    profile read;
    error why = { 0 };
    profile_open(&read, &b);
    story[0] = 0;
    if (!profile_file_read(&read, bytes, size, &why))
        error_format(&why, "a.profile", story, sizeof story);
    profile_close(&read);
    return story;
}

TEST(a_profile_comes_back_from_its_file_and_the_same_one_gives_the_same_bytes)
{
    size_t size;
    profile read;
    begin();
    made_profile(&p, 100);
    uint8_t *bytes = written(&size);
    profile_open(&read, &b);
    CHECK(profile_file_read(&read, bytes, size, &err));
    CHECK_INT(read.node_count, p.node_count);
    CHECK_INT(read.row_count, p.row_count);
    CHECK_INT(read.rows[5].bucket, p.rows[5].bucket);
    CHECK_INT(read.frames[77].is_hitch, 1);
    CHECK_INT(read.frames[77].start_ns, p.frames[77].start_ns);
    CHECK(text_is(read.mods[1].name, MADE_HOSTILE));
    CHECK(profile_file_write(&read, &out));
    CHECK_BYTES(out.bytes, out.size, bytes, size);
    profile_close(&read);
    free(bytes);
    end();
}

TEST(a_profile_cut_anywhere_is_an_error)
{
    size_t size;
    begin();
    made_profile(&p, 100);
    uint8_t *bytes = written(&size);
    for (size_t cut = 0; cut < size; cut += cut < 600 ? 1 : 97) {
        uint8_t *exact = malloc(cut + !cut);
        memcpy(exact, bytes, cut);
        CHECK(*read_story(exact, cut));
        free(exact);
    }
    free(bytes);
    end();
}

TEST(what_is_no_profile_is_told_so)
{
    begin();
    CHECK_HAS(read_story((const uint8_t *)"{}", 2), "this is no profile of Inlay's");
    CHECK_HAS(read_story((const uint8_t *)"inlayprf\x03", 9), "the profile is of version 3, and this reads version 2");
    CHECK_HAS(read_story((const uint8_t *)"inlayprf\x02\xFF\xFF\x0F", 12), "262143 texts cannot fit in the 0 bytes left");
    end();
}

TEST(bytes_after_the_end_and_items_that_name_nothing_are_refused)
{
    size_t size;
    begin();
    made_profile(&p, 100);
    uint8_t *bytes = written(&size);
    bytes = realloc(bytes, size + 1);
    bytes[size] = 0;
    CHECK_HAS(read_story(bytes, size + 1), "1 bytes follow the profile's end");
    free(bytes);
    p.nodes[3].place = 999;
    bytes = written(&size);
    CHECK_HAS(read_story(bytes, size), "node 3 names a place or a frame that is not there");
    free(bytes);
    end();
}

static uint32_t add_function(uint32_t mod, const char *name)
{
    return profile_add_place(&p, &(profile_place){ .kind = PROFILE_FUNCTION, .mod = mod, .function = PROFILE_NONE, .name = text_of(name) });
}

static uint32_t add_node(uint32_t parent, uint32_t place, uint64_t fuel)
{
    return profile_add_node(&p, &(profile_node){ .parent = parent, .place = place, .frame = PROFILE_NONE, .fuel = fuel });
}

static void small(bool other_way_round)
{
    uint32_t mod = profile_add_mod(&p, &(profile_mod){ .name = text_of("m"), .generation = 1 });
    uint32_t one, two;
    if (other_way_round) {
        two = add_function(mod, "two"), one = add_function(mod, "one");
        add_node(add_node(PROFILE_NONE, two, 7), one, 2);
        add_node(add_node(PROFILE_NONE, one, 5), two, 3);
    } else {
        one = add_function(mod, "one"), two = add_function(mod, "two");
        add_node(add_node(PROFILE_NONE, one, 5), two, 3);
        add_node(add_node(PROFILE_NONE, two, 7), one, 2);
    }
}

static const char *as(profile_format format)
{
    text_clear(&out);
    CHECK(profile_format_write(&p, format, &out, &err));
    return text_string(&out);
}

TEST(equal_fuel_gives_equal_flame_graphs_whatever_was_seen_first)
{
    char *first[2];
    static const profile_format formats[] = { PROFILE_AS_COLLAPSED, PROFILE_AS_SPEEDSCOPE };
    begin();
    small(false);
    CHECK_TEXT(as(PROFILE_AS_COLLAPSED), "m;one 5\nm;one;two 3\nm;two 7\nm;two;one 2\n");
    for (int i = 0; i < 2; i++)
        first[i] = strdup(as(formats[i]));
    end();
    begin();
    small(true);
    for (int i = 0; i < 2; i++) {
        CHECK_TEXT(as(formats[i]), first[i]);
        free(first[i]);
    }
    end();
}

TEST(points_of_a_function_are_one_branch_and_a_call_of_another_mod_begins_with_its_name)
{
    begin();
    made_profile(&p, 100);
    as(PROFILE_AS_COLLAPSED);
    CHECK_HAS(text_string(&out), "flock;on-frame;flock::boids::step 684000\n");
    CHECK_HAS(text_string(&out), "flock;on-frame;flock::boids::step;flock::boids::neighbours;arena:game/entities@0.1.0#find 96000\n");
    CHECK_HAS(text_string(&out), "arena:game/world#[method]body.position;waves;plan \xC3\xA9t\xC3\xA9 \xF0\x9F\x90\x9F 9000\n");
    end();
}

TEST(a_chain_deeper_than_a_flame_graph_may_be_counts_for_its_caller)
{
    profile_tree t;
    uint32_t parent = PROFILE_NONE;
    begin();
    uint32_t mod = profile_add_mod(&p, &(profile_mod){ .name = text_of("m") });
    uint32_t place = add_function(mod, "again");
    for (uint32_t i = 0; i < 5000; i++)
        parent = add_node(parent, place, 1);
    CHECK(profile_tree_open(&t, &b, &p, PROFILE_NONE, &err));
    CHECK(t.count < 1100);
    CHECK_INT(t.branches[0].total_fuel, 5000);
    profile_tree_close(&t);
    end();
}

TEST(tables_add_up_and_name_the_dearest_first)
{
    profile_table t;
    begin();
    made_profile(&p, 100);
    CHECK(profile_table_open(&t, &b, &p, &err));
    CHECK(text_is(p.mods[t.mods[0].mod].name, "flock"));
    CHECK_INT(t.mods[0].worst_frame, 1077);
    CHECK_INT(t.mods[0].frames, 120);
    CHECK_INT(t.mods[0].suspended_frames, 3);
    CHECK(text_is(p.places[t.functions[0].place].name, "flock::boids::step"));
    CHECK_INT(t.functions[0].fuel, 684000);
    CHECK(text_is(p.places[t.imports[0].place].name, "arena:game/entities@0.1.0#find"));
    CHECK_INT(t.imports[0].calls, 4280);
    hint_figures f = profile_table_hints(&t, 0);
    CHECK(text_is(f.import_caller, "on-frame"));
    profile_table_close(&t);
    end();
}

TEST(an_empty_profile_has_every_format)
{
    begin();
    for (uint32_t i = 0; i < PROFILE_FORMATS; i++)
        CHECK(*as((profile_format)i) || i == PROFILE_AS_COLLAPSED);
    end();
}

TEST(a_builder_without_room_is_an_error_in_every_format)
{
    begin();
    made_profile(&p, 100);
    for (uint32_t i = 0; i < PROFILE_FORMATS; i++) {
        for (uint64_t room = 16; room < 200000; room = room * 3 / 2) {
            budget little;
            text_builder cramped;
            error why = { 0 };
            budget_open(&little, NULL, room);
            text_open(&cramped, &little);
            bool good = profile_format_write(&p, (profile_format)i, &cramped, &why);
            CHECK(good == (why.code == ERROR_NONE));
            text_close(&cramped);
            budget_close(&little);
        }
    }
    end();
}
