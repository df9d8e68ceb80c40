/* Where a mod sits, under which name, and who waits for it. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <string.h>

#define NAMED(name) "{ \"name\": \"" name "\", \"slot\": \"plain\" }"

TEST(two_mods_of_one_name_do_not_play_at_once_and_the_second_plays_when_the_first_goes)
{
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod first = host_rig_load(&r, "one", "add1", NAMED("wolf")), second = host_rig_load(&r, "two", "add2", NAMED("wolf"));
    host_rig_frames(&r, 8);
    CHECK_HAS(r.events, "[REFUSED] wolf: there is no place for the mod now\n"
                        "  the mods in \"one\" and in \"two\" are both called \"wolf\"\n"
                        "  hint: give one of them another \"name\" in its mod.json, or remove one; then this one plays\n");
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_REFUSED);
    CHECK(inlay_is_settled(r.host));
    host_rig_frames(&r, 5);
    CHECK(strstr(strstr(r.events, "[REFUSED]") + 1, "[REFUSED]") == NULL);       /* said once */
    inlay_unload(r.host, first);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_RUNNING);
    CHECK_INT(host_rig_run(&r, second, 5, &result), INLAY_DONE);
    CHECK_INT(result, 7);
    host_rig_close(&r);
}

TEST(the_second_of_a_name_plays_when_the_first_takes_another)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod first = host_rig_load(&r, "one", "add1", NAMED("wolf")), second = host_rig_load(&r, "two", "add2", NAMED("wolf"));
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_REFUSED);
    host_rig_load(&r, "one", "add1", NAMED("fox"));
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_stats(&r, first).state, INLAY_RUNNING);
    CHECK_TEXT(host_rig_stats(&r, first).name, "fox");
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_RUNNING);
    CHECK_TEXT(host_rig_stats(&r, second).name, "wolf");
    host_rig_close(&r);
}

TEST(a_version_that_takes_the_name_of_another_is_refused_and_the_old_one_plays_on)
{
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod fox = host_rig_load(&r, "fox", "add1", NULL);
    host_rig_load(&r, "wolf", "add1", NULL);
    host_rig_frames(&r, 8);
    host_rig_load(&r, "fox", "add2", NAMED("wolf"));
    host_rig_frames(&r, 8);
    CHECK_HAS(r.events, "the mods in \"wolf\" and in \"fox\" are both called \"wolf\"");
    CHECK_HAS(r.events, "  generation 1 goes on\n");
    CHECK_INT(host_rig_run(&r, fox, 5, &result), INLAY_DONE);
    CHECK_INT(result, 6);
    host_rig_load(&r, "fox", "add2", NAMED("fox"));
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_run(&r, fox, 5, &result), INLAY_DONE);
    CHECK_INT(result, 7);
    host_rig_close(&r);
}

TEST(a_full_slot_says_who_sits_there_and_seats_who_waits)
{
    host_rig r;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .most = 1 }, NULL);
    inlay_mod first = host_rig_seat(&r, "first", "add1"), second = host_rig_seat(&r, "second", "add2");
    CHECK_HAS(r.events, "[REFUSED] second: there is no place for the mod now\n"
                        "  slot \"plain\" takes 1 mod, and \"first\" sits there\n"
                        "  hint: disable or remove \"first\"; then this one plays\n");
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_REFUSED);
    inlay_unload(r.host, first);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_RUNNING);
    host_rig_close(&r);
}

TEST(a_full_slot_of_two_names_both)
{
    host_rig r;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .most = 2 }, NULL);
    host_rig_seat(&r, "a", "add1");
    host_rig_seat(&r, "b", "add1");
    host_rig_seat(&r, "c", "add1");
    CHECK_HAS(r.events, "slot \"plain\" takes 2 mods, and \"a\", \"b\" sit there\n  hint: disable or remove one of them; then this one plays\n");
    host_rig_close(&r);
}

TEST(who_was_switched_off_comes_back_only_where_its_place_is_free)
{
    host_rig r;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .most = 1 }, NULL);
    inlay_mod first = host_rig_seat(&r, "first", "add1"), second = host_rig_seat(&r, "second", "add2");
    inlay_enable(r.host, first, false);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_RUNNING);
    inlay_enable(r.host, first, true);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_stats(&r, first).state, INLAY_DISABLED);
    CHECK_HAS(r.events, "slot \"plain\" takes 1 mod, and \"second\" sits there");
    CHECK_INT(inlay_mods(r.host, r.plain, NULL, 0), 1);
    inlay_enable(r.host, second, false);
    inlay_enable(r.host, first, true);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_stats(&r, first).state, INLAY_RUNNING);
    host_rig_close(&r);
}

TEST(a_trapped_mod_leaves_its_place_and_waits_for_it_when_it_is_mended)
{
    host_rig r;
    uint32_t result;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .most = 1, .on_failure = INLAY_FAILURE_PAUSE }, NULL);
    inlay_mod first = host_rig_seat(&r, "first", "trap"), second = host_rig_seat(&r, "second", "add2");
    CHECK_INT(host_rig_run(&r, first, 0, &result), INLAY_TRAPPED);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_RUNNING);
    host_rig_load(&r, "first", "add1", NULL);
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_stats(&r, first).state, INLAY_REFUSED);
    inlay_unload(r.host, second);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_stats(&r, first).state, INLAY_RUNNING);
    host_rig_close(&r);
}

TEST(a_grant_that_no_slot_gives_and_the_mod_does_without_is_said)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_load(&r, "calm", "add1", "{\n  \"slot\": \"plain\",\n  \"grants\": [\n    \"test:host/extra@0.1.0\",\n    \"test:host/env\" ]\n}");
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    CHECK_HAS(r.events, "[LOG] mod.json: line 4 asks for the grant \"test:host/extra\", which the game gives to no mod in slot \"plain\"; the mod does without, so take the line out\n"
                        "mod.json: line 5 asks for the grant \"test:host/env\", which needs none in slot \"plain\"; the mod does without, so take the line out\n");
    host_rig_close(&r);
}

TEST(a_mod_that_starts_again_by_itself_keeps_its_place)
{
    host_rig r;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .most = 1 }, NULL);
    inlay_mod first = host_rig_seat(&r, "first", "trap"), second = host_rig_seat(&r, "second", "add2");
    CHECK_INT(host_rig_run(&r, first, 0, NULL), INLAY_TRAPPED);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_stats(&r, first).state, INLAY_RUNNING);
    CHECK_INT(host_rig_stats(&r, second).state, INLAY_REFUSED);
    host_rig_close(&r);
}
