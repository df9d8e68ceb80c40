/* What becomes of mods that fail, and of calls that run dry: policies of a slot,
 * a mod, a call; states saved at frames' ends. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <stdio.h>

static void open_counters(host_rig *r, inlay_slot_def def)
{
    host_rig_open_slots(r, NULL, &(inlay_slot_def){ .fuel_per_frame = 20000, .fuel_most = 20000 }, &def);
}

/* A frame and a bump; what it gave. */
static uint32_t bump(host_rig *r, inlay_mod m)
{
    host_rig_frames(r, 1);
    return host_rig_bump(r, m);
}

static uint32_t bumps(host_rig *r, inlay_mod m, uint32_t count)
{
    uint32_t last = 0;
    while (count-- > 0)
        last = bump(r, m);
    return last;
}

TEST(a_mod_that_traps_plays_the_next_frame_from_its_last_saved_state)
{
    host_rig r;
    open_counters(&r, (inlay_slot_def){ .save_every_frames = 10 });
    inlay_mod m = host_rig_seat(&r, "counter", "counter_session");
    CHECK_INT(bumps(&r, m, 24), 24);
    uint64_t saved = host_rig_stats(&r, m).saved_frame;
    CHECK(saved > 0);
    CHECK_INT(bump(&r, m), UINT32_MAX);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "it starts again in the next frame from the state that it saved in frame 30 (strike 1 of 5); all others play on");
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_FAILED);
    CHECK_INT(host_rig_stats(&r, m).strikes, 1);
    CHECK_INT(bump(&r, m), 23);                      /* 22 were counted when it saved */
    CHECK_HAS(r.events, "[RELOADED] counter: generation 2 plays in slot \"counters\"; the state last saved was carried over");
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    host_rig_close(&r);
}

TEST(strikes_make_it_wait_longer_and_the_last_one_keeps_it_out_until_it_is_tried_again)
{
    host_rig r;
    uint32_t result;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .strikes = 3 }, NULL);
    inlay_mod m = host_rig_seat(&r, "bad", "trap");
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "it starts again in 60 frames from its beginning: its world has no save (strike 2 of 3)");
    host_rig_frames(&r, 59);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_FAILED);
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    CHECK_INT(host_rig_stats(&r, m).traps, 2);
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "it does not play until a new version of it comes, or the game tries it again: that was its last strike");
    host_rig_frames(&r, 700);
    CHECK_INT(host_rig_stats(&r, m).traps, 3);
    CHECK_INT(host_rig_stats(&r, m).restart_frame, 0);

    inlay_retry(r.host, m);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_stats(&r, m).strikes, 0);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    host_rig_load(&r, "bad", "add1", NULL);
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    host_rig_close(&r);
}

TEST(strikes_are_forgotten_in_frames_without_a_failure)
{
    host_rig r;
    open_counters(&r, (inlay_slot_def){ .strikes = 2, .strike_frames = 20, .save_every_frames = UINT32_MAX });
    inlay_mod m = host_rig_seat(&r, "counter", "counter_session");
    for (int i = 0; i < 4; i++) {
        CHECK_INT(bumps(&r, m, 25), UINT32_MAX);
        CHECK_INT(host_rig_stats(&r, m).strikes, 1);
    }
    CHECK_INT(host_rig_stats(&r, m).saved_frame, 0);
    host_rig_close(&r);
}

TEST(a_state_that_makes_it_fail_is_given_up_for_the_one_before_and_then_for_none)
{
    host_rig r;
    open_counters(&r, (inlay_slot_def){ .on_failure = INLAY_FAILURE_FALL_BACK, .save_every_frames = 5, .strikes = 9 });
    inlay_mod m = host_rig_seat(&r, "counter", "counter_poison");
    CHECK_INT(bumps(&r, m, 25), 25);
    CHECK_INT(bump(&r, m), UINT32_MAX);
    uint32_t first = bump(&r, m);
    CHECK(first > 20 && first <= 25);
    while (bump(&r, m) != UINT32_MAX)
        continue;
    host_rig_frames(&r, 60);
    CHECK_HAS(r.events, ", the last that was good");
    host_rig_close(&r);
}

TEST(a_slot_may_pause_or_switch_off_what_fails)
{
    host_rig r;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .on_failure = INLAY_FAILURE_PAUSE }, &(inlay_slot_def){ .on_failure = INLAY_FAILURE_DISABLE });
    inlay_mod paused = host_rig_seat(&r, "bad", "trap"), off = host_rig_seat(&r, "counter", "counter_session");
    CHECK_INT(host_rig_run(&r, paused, 1, NULL), INLAY_TRAPPED);
    bumps(&r, off, 25);
    host_rig_frames(&r, 5);
    CHECK_INT(host_rig_stats(&r, paused).state, INLAY_FAILED);
    CHECK_INT(host_rig_stats(&r, off).state, INLAY_DISABLED);
    CHECK_HAS(r.events, "it is switched off until a new version of it comes, or the game tries it again");
    inlay_retry(r.host, paused);
    inlay_retry(r.host, off);
    host_rig_frames(&r, 3);
    CHECK_INT(host_rig_stats(&r, paused).state, INLAY_RUNNING);
    CHECK_INT(host_rig_stats(&r, off).state, INLAY_RUNNING);
    host_rig_close(&r);
}

TEST(a_call_without_fuel_for_too_many_frames_fails)
{
    host_rig r;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .fuel_per_frame = 1000, .suspended_frames = 10, .on_failure = INLAY_FAILURE_PAUSE }, NULL);
    inlay_mod m = host_rig_seat(&r, "looping", "loop");
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_SUSPENDED);
    host_rig_frames(&r, 10);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_WAITING);
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_FAILED);
    CHECK_HAS(r.events, "[TRAPPED] looping: the mod failed (generation 1, frame 19, in \"run\")\n"
                        "  its call was out of fuel for 11 frames, and 10 are allowed\n  hint: look for a loop that does not end");
    CHECK_HAS(r.events, "\n  wasm stack, innermost first:\n    #0 run, at byte 0x");
    CHECK_HAS(r.events, "\n  its core dump is kept: ");
    host_rig_close(&r);
}

TEST(the_game_may_skip_calls_that_run_dry_and_never_gets_what_they_give)
{
    host_rig r;
    uint32_t result;
    inlay_value value;
    open_counters(&r, (inlay_slot_def){ 0 });
    inlay_mod m = host_rig_seat(&r, "counting", "count");
    inlay_set_when_dry(r.host, m, INLAY_DRY_SKIP);
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_run(&r, m, 6000, NULL), INLAY_SKIPPED);
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_SKIPPED);
    host_rig_frames(&r, 3);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_STALE);
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    CHECK_INT(result, 1);
    CHECK_INT(host_rig_stats(&r, m).skipped, 2);

    inlay_next_call(r.host, (inlay_call_options){ .when_dry = INLAY_DRY_SUSPEND });
    CHECK_INT(host_rig_run(&r, m, 6000, NULL), INLAY_SUSPENDED);
    host_rig_frames(&r, 3);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_DONE);
    CHECK_INT(value.u32, 6000);
    host_rig_close(&r);
}

TEST(the_game_may_fail_a_call_that_runs_dry)
{
    host_rig r;
    open_counters(&r, (inlay_slot_def){ 0 });
    inlay_mod m = host_rig_seat(&r, "counting", "count");
    inlay_next_call(r.host, (inlay_call_options){ .when_dry = INLAY_DRY_FAIL });
    CHECK_INT(host_rig_run(&r, m, 6000, NULL), INLAY_TRAPPED);
    host_rig_frames(&r, 1);
    CHECK_HAS(r.events, "its call ran out of fuel, and the game wants its answer within the frame\n  hint: do less in one call, or ask for a larger \"weight\" in mod.json\n  wasm stack, innermost first:\n    #0 run, at byte 0x");
    CHECK_HAS(r.events, "it starts again in the next frame from its beginning: its world has no save (strike 1 of 5)");
    CHECK_INT(host_rig_run(&r, m, 6000, NULL), INLAY_SUSPENDED);      /* that was for one call */
    host_rig_close(&r);
}

static void write(host_rig *r, inlay_mod m, uint32_t n)
{
    inlay_value v = { .kind = INLAY_U32 };
    v.u32 = n;
    CHECK_INT(inlay_call_export(r->host, m, "write", &v, 1, NULL, 0), INLAY_DONE);
}

TEST(a_state_beyond_its_limit_is_not_kept_and_that_is_said_once)
{
    host_rig r;
    inlay_error error;
    host_rig_open(&r, NULL);
    inlay_slot_def def = { .name = "scribes", .world = "test:host/scribe", .save_every_frames = 5, .state_bytes = 10000 };
    CHECK(inlay_slot_define(r.host, &def, &error).index);
    inlay_mod m = host_rig_seat(&r, "scribe", "scribe");
    write(&r, m, 5000);
    host_rig_frames(&r, 12);
    uint64_t saved = host_rig_stats(&r, m).saved_frame;
    CHECK(saved > 0);
    write(&r, m, 20000);
    host_rig_frames(&r, 12);
    CHECK_INT(host_rig_stats(&r, m).saved_frame, saved);
    CHECK_HAS(r.events, "scribe: what its save gives takes more than 10000 bytes; the state before is kept\n"
                        "  hint: save less, or let the game raise state_bytes of slot \"scribes\"");
    r.events[0] = 0;
    host_rig_frames(&r, 12);
    CHECK_TEXT(r.events, "");
    host_rig_close(&r);
}

TEST(a_version_that_strikes_out_gives_way_to_the_one_before_it_that_ran_well)
{
    host_rig r;
    open_counters(&r, (inlay_slot_def){ .on_failure = INLAY_FAILURE_FALL_BACK, .save_every_frames = 10, .strikes = 2 });
    inlay_mod m = host_rig_load(&r, "counter", "counter1", "{ \"version\": \"1.4\" }");
    host_rig_frames(&r, 8);
    CHECK_INT(bumps(&r, m, 70), 70);
    host_rig_load(&r, "counter", "counter_session", "{ \"version\": \"1.5\" }");
    host_rig_frames(&r, 4);
    CHECK_INT(bumps(&r, m, 1), 71);
    while (bump(&r, m) != UINT32_MAX)
        continue;
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "(strike 1 of 2); all others play on");
    while (bump(&r, m) != UINT32_MAX)
        continue;
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "  that was its last strike: in the next frame the version before it (version 1.4, generation 1, which ran for 78 frames without a failure) "
                        "plays again, from the state that it saved in frame ");
    CHECK_HAS(r.events, "; the newer one is tried when its file changes, or the game reloads it; all others play on\n");
    CHECK_INT(bump(&r, m), 71);         /* what the old one had when it was replaced, and one more */
    CHECK_INT(bumps(&r, m, 60), 131);
    inlay_stats s = host_rig_stats(&r, m);
    CHECK_TEXT(s.version, "1.4");
    CHECK_INT(s.strikes, 0);
    CHECK_HAS(s.reason, "generation 1's version plays again: a newer one struck out");
    host_rig_load(&r, "counter", "counter10", NULL);
    host_rig_frames(&r, 4);
    CHECK_INT(bump(&r, m), 141);
    CHECK_TEXT(host_rig_stats(&r, m).reason, "");
    host_rig_close(&r);
}

TEST(a_version_that_has_proved_nothing_is_not_fallen_back_to)
{
    host_rig r;
    open_counters(&r, (inlay_slot_def){ .on_failure = INLAY_FAILURE_FALL_BACK, .save_every_frames = 10, .strikes = 1 });
    inlay_mod m = host_rig_seat(&r, "counter", "counter1");
    CHECK_INT(bumps(&r, m, 20), 20);
    host_rig_load(&r, "counter", "counter_session", NULL);
    host_rig_frames(&r, 4);
    while (bump(&r, m) != UINT32_MAX)
        continue;
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "it does not play until a new version of it comes, or the game tries it again: that was its last strike");
    host_rig_frames(&r, 100);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_FAILED);
    host_rig_close(&r);
}

TEST(without_fall_back_a_version_that_strikes_out_stays_out)
{
    host_rig r;
    open_counters(&r, (inlay_slot_def){ .save_every_frames = 10, .strikes = 1 });
    inlay_mod m = host_rig_seat(&r, "counter", "counter1");
    CHECK_INT(bumps(&r, m, 80), 80);
    host_rig_load(&r, "counter", "counter_session", NULL);
    host_rig_frames(&r, 4);
    while (bump(&r, m) != UINT32_MAX)
        continue;
    host_rig_frames(&r, 100);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_FAILED);
    host_rig_close(&r);
}

/* ---- floods ---- */

/* 200 frames of a mod beside another: what became of each call, and its fuel. What the other did stands in `stats`. */
static void play_beside(const char *other, char *text, size_t room, inlay_stats *stats)
{
    host_rig r;
    size_t at = 0;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .fuel_per_frame = 400000, .strikes = 100000, .strike_frames = 1, .suspended_frames = 2 }, NULL);
    inlay_mod beside = host_rig_load(&r, "beside", other, NULL), it = host_rig_load(&r, "it", "count", NULL);
    host_rig_frames(&r, 8);
    for (uint32_t frame = 0; frame < 200; frame++) {
        uint32_t result = 0;
        host_rig_run(&r, beside, 1, NULL);
        inlay_status status = host_rig_run(&r, it, frame % 5 ? 1000 : 30000, &result);
        host_rig_frames(&r, 1);
        r.events[0] = 0;
        at += (size_t)snprintf(text + at, room - at, "%d %u %llu\n", status, result, (unsigned long long)host_rig_stats(&r, it).fuel_total);
    }
    *stats = host_rig_stats(&r, beside);
    host_rig_close(&r);
}

TEST(a_mod_that_logs_traps_or_suspends_at_each_call_costs_no_other_mod_a_frame)
{
    enum { ROOM = 200 * 40 };
    static const char *const floods[] = { "shout", "trap", "loop" };
    static char alone[ROOM], beside[ROOM];
    inlay_stats stats;
    play_beside("add1", alone, ROOM, &stats);
    for (size_t i = 0; i < sizeof floods / sizeof *floods; i++) {
        play_beside(floods[i], beside, ROOM, &stats);
        CHECK_TEXT(beside, alone);
        CHECK(i != 0 || stats.calls > 20);
        CHECK(i == 0 || stats.traps > 20);
    }
}
