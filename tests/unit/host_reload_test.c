/* Reload: state goes over, what fails changes nothing, and what hangs is got rid of. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <string.h>

static void count_to(host_rig *r, inlay_mod m, uint32_t n)
{
    for (uint32_t i = 1; i <= n; i++) {
        host_rig_frames(r, 1);
        CHECK_INT(host_rig_bump(r, m), i);
    }
}

TEST(a_new_generation_goes_on_from_the_state_of_the_old)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "counter", "counter1");
    count_to(&r, m, 5);
    host_rig_load(&r, "counter", "counter10", NULL);
    host_rig_frames(&r, 8);
    CHECK_HAS(r.events, "[RELOADED] counter: generation 2 plays in slot \"counters\"; its state was carried over");
    CHECK_INT(host_rig_bump(&r, m), 15);
    CHECK_INT(host_rig_stats(&r, m).reloads, 1);
    host_rig_close(&r);
}

/* Whatever is wrong with the candidate, the old one plays on with its state. */
static void refused_by(const char *file, const char *piece)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "counter", "counter1");
    count_to(&r, m, 5);
    host_rig_load(&r, "counter", file, NULL);
    host_rig_frames(&r, 50);
    CHECK_HAS(r.events, "[REFUSED]");
    CHECK_HAS(r.events, piece);
    CHECK_HAS(r.events, "generation 1 goes on");
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    CHECK_HAS(host_rig_stats(&r, m).reason, piece);
    CHECK_INT(host_rig_bump(&r, m), 6);

    host_rig_load(&r, "counter", "counter10", NULL);
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_bump(&r, m), 16);
    CHECK_TEXT(host_rig_stats(&r, m).reason, "");
    host_rig_close(&r);
}

TEST(a_candidate_whose_start_traps_is_refused)  { refused_by("counter_badstart", "in starting"); }
TEST(a_candidate_whose_load_traps_is_refused)   { refused_by("counter_badload", "in load"); }
TEST(a_candidate_whose_load_hangs_is_refused)   { refused_by("counter_loopload", "its load did not end in time"); }
TEST(a_candidate_of_another_world_is_refused)   { refused_by("add1", "bump"); }

TEST(a_long_start_runs_in_slices_while_the_old_one_plays)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "counter", "counter1");
    host_rig_load(&r, "counter", "counter_slowstart", NULL);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_bump(&r, m), 1);
    CHECK_INT(host_rig_stats(&r, m).generation, 1);
    host_rig_frames(&r, 10);
    CHECK_INT(host_rig_bump(&r, m), 1001);
    host_rig_close(&r);
}

TEST(a_save_that_traps_ends_the_old_one_and_the_new_one_starts_fresh)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "counter", "counter_badsave");
    count_to(&r, m, 3);
    host_rig_load(&r, "counter", "counter10", NULL);
    host_rig_frames(&r, 8);
    CHECK_HAS(r.events, "[TRAPPED] counter");
    CHECK_HAS(r.events, "generation 2 plays in slot \"counters\"; it starts fresh");
    CHECK_INT(host_rig_bump(&r, m), 10);
    host_rig_close(&r);
}

TEST(an_endless_loop_is_fixed_in_the_running_game)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "counter", "counter_loop3");
    count_to(&r, m, 3);
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_bump(&r, m), UINT32_MAX);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_WAITING);
    host_rig_frames(&r, 20);
    host_rig_load(&r, "counter", "counter10", NULL);
    host_rig_frames(&r, 20);
    CHECK_INT(host_rig_stats(&r, m).generation, 1);          /* it still has time to end */
    host_rig_frames(&r, 30);
    CHECK_HAS(r.events, "generation 2 plays in slot \"counters\"; it starts fresh; the suspended call of the one before was abandoned");
    CHECK_INT(host_rig_bump(&r, m), 10);
    host_rig_close(&r);
}

TEST(after_a_trap_the_next_generation_gets_the_state_last_saved)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "counter", "counter1");
    count_to(&r, m, 2);
    host_rig_load(&r, "counter", "counter_loop3", NULL);     /* saves 2 */
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_bump(&r, m), 3);
    CHECK_INT(host_rig_bump(&r, m), UINT32_MAX);
    inlay_abandon(r.host, m);
    host_rig_frames(&r, 4);
    CHECK_HAS(r.events, "its suspended call of \"bump\" was abandoned: the game asked for it");
    CHECK_HAS(r.events, "generation 3 plays in slot \"counters\"; the state last saved was carried over");
    CHECK_INT(host_rig_bump(&r, m), 3);
    host_rig_close(&r);
}

TEST(a_misfit_is_refused_with_every_difference_before_it_runs)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "wrong", "misfit");
    CHECK_HAS(r.events, "[REFUSED]");
    CHECK_HAS(r.events, "run");
    CHECK_HAS(r.events, "u64");
    CHECK_HAS(r.events, "it does not play until a version comes that fits");
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_REFUSED);
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_DENIED);
    host_rig_close(&r);
}

TEST(a_disabled_mod_keeps_its_state_and_is_in_no_list)
{
    host_rig r;
    inlay_mod mods[4];
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "counter", "counter1");
    count_to(&r, m, 4);
    inlay_enable(r.host, m, false);
    CHECK_INT(inlay_mods(r.host, r.counters, mods, 4), 0);
    CHECK_INT(inlay_all_mods(r.host, mods, 4), 1);
    CHECK_INT(host_rig_bump(&r, m), UINT32_MAX);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_DISABLED);
    host_rig_frames(&r, 2);
    inlay_enable(r.host, m, true);
    CHECK_INT(host_rig_bump(&r, m), 5);
    host_rig_close(&r);
}

TEST(a_mod_that_is_off_by_default_starts_when_it_is_enabled)
{
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_load(&r, "off", "add1", "{\"enabled\": false, \"slot\": \"plain\", \"name\": \"quiet\"}");
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_DISABLED);
    CHECK(!host_rig_stats(&r, m).default_enabled);
    CHECK_TEXT(host_rig_stats(&r, m).name, "quiet");
    inlay_enable(r.host, m, true);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    CHECK(inlay_find(r.host, "quiet").index == m.index);
    host_rig_close(&r);
}

TEST(a_grant_needs_the_slot_and_the_mod)
{
    const char *const grants[] = { "test:host/extra", NULL };
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_load(&r, "spy", "secret", "{\n  \"slot\": \"plain\",\n  \"grants\": [\"test:host/extra\"]\n}");
    host_rig_frames(&r, 8);
    CHECK_HAS(r.events, "test:host/extra");
    CHECK_HAS(r.events, "line 3 of mod.json asks for it, but the game does not grant it to mods in slot \"plain\"");
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_REFUSED);
    host_rig_close(&r);

    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .grants = grants }, NULL);
    m = host_rig_load(&r, "spy", "secret", "{\n  \"slot\": \"plain\"\n}");
    host_rig_frames(&r, 8);
    CHECK_HAS(r.events, "the game offers interface test:host/extra@0.1.0   (");
    CHECK_HAS(r.events, "if you trust the mod, add a line to its mod.json (it has 3): \"grants\": [\"test:host/extra\"]");
    host_rig_load(&r, "spy", "secret", "{\"slot\": \"plain\", \"grants\": [\"test:host/extra\"]}");
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    CHECK_INT(result, 99);
    host_rig_close(&r);
}

TEST(what_the_world_asks_of_mods_is_no_matter_of_grants)
{
    host_rig r;
    inlay_error error;
    host_rig_open(&r, NULL);
    CHECK(inlay_slot_define(r.host, &(inlay_slot_def){ .name = "tellers", .world = "test:host/teller" }, &error).index != 0);
    inlay_mod m = host_rig_load(&r, "spy", "secret", "{\n  \"slot\": \"tellers\"\n}");
    host_rig_frames(&r, 8);
    CHECK_HAS(r.events, "export it instead: it is the mod that has it, and the game that calls it");
    CHECK_HAS(r.events, "and with it     export `test:host/extra@0.1.0`");
    CHECK(!strstr(r.events, "grant"));
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_REFUSED);
    host_rig_close(&r);
}

TEST(what_is_no_component_is_refused_by_form)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_load(r.host, "core", "\0asm\1\0\0\0", 8, NULL, NULL);
    inlay_load(r.host, "text", "hello, world", 12, NULL, NULL);
    inlay_load(r.host, "empty", "", 0, NULL, NULL);
    host_rig_frames(&r, 12);
    CHECK_HAS(r.events, "core: the file is not a component\n  at byte 0x4\n  this is a core module, and a mod is a component\n"
                        "  hint: make a component of it: wasm-tools component new");
    CHECK_HAS(r.events, "text: the file is not a component\n  at byte 0x0\n  it begins with \"hello, world\", and a component with \\0asm\n");
    CHECK_HAS(r.events, "empty: the file ends too early\n  at byte 0x0\n  the file is empty\n");
    host_rig_close(&r);
}

TEST(three_hundred_reloads_leave_nothing_behind)
{
    host_rig r;
    inlay_host_stats early, late;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "counter", "counter1");
    for (uint32_t i = 1; i <= 300; i++) {
        host_rig_load(&r, "counter", i % 3 == 2 ? "counter_badload" : i % 2 ? "counter10" : "counter1", NULL);
        host_rig_frames(&r, 3);
        r.events[0] = 0;
        CHECK(host_rig_bump(&r, m) != UINT32_MAX);
        if (i == 60)
            CHECK(inlay_get_host_stats(r.host, &early));
    }
    CHECK(inlay_get_host_stats(r.host, &late));
    CHECK_INT(late.memory_bytes, early.memory_bytes);
    CHECK_INT(host_rig_stats(&r, m).reloads, 200);
    host_rig_close(&r);
}

TEST(events_that_nobody_takes_are_lost_and_counted)
{
    host_rig r;
    inlay_event event;
    uint32_t count = 0;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "counter", "counter1");
    for (uint32_t i = 0; i < 5000; i++)
        CHECK_INT(inlay_call_export(r.host, m, "nothing", NULL, 0, NULL, 0), INLAY_DENIED);
    while (inlay_next_event(r.host, &event)) {
        inlay_event_free(&event);
        count++;
    }
    CHECK_INT(count, 4096);
    host_rig_frames(&r, 1);
    CHECK_HAS(r.events, "904 events were lost");
    host_rig_close(&r);
}

TEST(an_event_outlives_its_host)
{
    host_rig r;
    inlay_event event;
    host_rig_open(&r, NULL);
    host_rig_load(&r, "counter", "counter1", NULL);
    for (uint32_t i = 0; i < 4; i++)
        inlay_frame(r.host, 0.01);
    CHECK(inlay_next_event(r.host, &event));
    host_rig_close(&r);
    CHECK_HAS(event.text, "counter: generation 1 plays");
    inlay_event_free(&event);
    inlay_event_free(&event);
}
