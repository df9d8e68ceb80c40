/* Calls into mods and out of them: every status, and what each leaves behind. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <stdio.h>
#include <string.h>

TEST(a_mod_is_called_and_answers)
{
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "adder", "add1");
    CHECK_HAS(r.events, "[LOADED] adder: generation 1 plays in slot \"plain\"");
    CHECK_INT(host_rig_run(&r, m, 41, &result), INLAY_DONE);
    CHECK_INT(result, 42);
    inlay_mod mods[4];
    CHECK_INT(inlay_mods(r.host, r.plain, mods, 4), 1);
    CHECK(mods[0].index == m.index && mods[0].serial == m.serial);
    CHECK_INT(inlay_mods(r.host, r.counters, mods, 4), 0);
    CHECK(inlay_has_export(r.host, m, "run") && !inlay_has_export(r.host, m, "walk"));
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    CHECK_INT(host_rig_stats(&r, m).calls, 1);
    char type[100];
    inlay_export_type(r.host, m, "run", type, sizeof type);
    CHECK_HAS(type, "func(n: u32) -> u32");
    host_rig_close(&r);
}

TEST(what_does_not_fit_the_type_is_denied_and_touches_nothing)
{
    host_rig r;
    uint32_t result;
    inlay_value text = inlay_text("41");
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "adder", "add1");
    CHECK_INT(inlay_call_export(r.host, m, "run", &text, 1, NULL, 0), INLAY_DENIED);
    CHECK_HAS(inlay_last_error(r.host), "u32");
    CHECK_INT(inlay_call_export(r.host, m, "run", NULL, 0, NULL, 0), INLAY_DENIED);
    CHECK_INT(inlay_call_export(r.host, m, "walk", NULL, 0, NULL, 0), INLAY_DENIED);
    CHECK_HAS(inlay_last_error(r.host), "it exports no function \"walk\"");
    CHECK(!strstr(inlay_last_error(r.host), "did you mean"));
    CHECK_INT(inlay_call_export(r.host, m, "rum", NULL, 0, NULL, 0), INLAY_DENIED);
    CHECK_HAS(inlay_last_error(r.host), "did you mean \"run\"?");
    CHECK_INT(inlay_call_export(r.host, m, NULL, NULL, 0, NULL, 0), INLAY_DENIED);
    CHECK_INT(inlay_call_export(r.host, m, "run", NULL, 1, NULL, 0), INLAY_DENIED);
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    CHECK_INT(result, 2);
    host_rig_close(&r);
}

TEST(a_call_without_fuel_is_suspended_and_its_late_result_is_kept)
{
    host_rig r;
    uint32_t result;
    inlay_value value;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .fuel_per_frame = 10000 }, NULL);
    inlay_mod m = host_rig_seat(&r, "counting", "count");
    CHECK_INT(host_rig_run(&r, m, 5000, NULL), INLAY_SUSPENDED);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_WAITING);
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_BUSY);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_SUSPENDED);
    host_rig_frames(&r, 10);
    CHECK_HAS(r.events, "[SUSPENDED] counting: \"run\" used up its fuel");
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_DONE);
    CHECK_INT(value.kind, INLAY_U32);
    CHECK_INT(value.u32, 5000);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_STALE);
    CHECK_INT(host_rig_run(&r, m, 7, &result), INLAY_DONE);
    CHECK_INT(result, 7);
    host_rig_close(&r);
}

TEST(a_trap_ends_the_generation_with_a_story_and_a_reload_plays_again)
{
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "bad", "trap");
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "[TRAPPED] bad: the mod failed (generation 1, frame 8, in \"run\")\n  unreachable\n");
    CHECK_HAS(r.events, "wasm stack, innermost first:\n    #0 run, at byte 0x");
    CHECK_HAS(r.events, "  it starts again in the next frame from its beginning: its world has no save (strike 1 of 5); all others play on\n");
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_FAILED);
    CHECK_INT(host_rig_stats(&r, m).traps, 1);
    inlay_mod mods[4];
    CHECK_INT(inlay_mods(r.host, r.plain, mods, 4), 0);

    host_rig_load(&r, "bad", "add1", NULL);
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    CHECK_INT(result, 2);
    CHECK_INT(host_rig_stats(&r, m).generation, 2);
    host_rig_close(&r);
}

TEST(inlay_reload_starts_a_trapped_mod_again_from_its_bytes)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "bad", "trap");
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    inlay_reload(r.host, m);
    host_rig_frames(&r, 4);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    host_rig_close(&r);
}

TEST(a_pending_host_function_is_asked_once_a_frame)
{
    host_rig r;
    inlay_value value;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "waiting", "wait");
    r.waits = 3;
    CHECK_INT(host_rig_run(&r, m, 9, NULL), INLAY_SUSPENDED);
    CHECK_INT(r.asked, 1);
    host_rig_frames(&r, 2);
    CHECK_INT(r.asked, 3);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_SUSPENDED);
    host_rig_frames(&r, 1);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_DONE);
    CHECK_INT(value.u32, 9);
    host_rig_close(&r);
}

TEST(a_pending_host_function_is_cancelled_when_its_mod_goes)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "waiting", "wait");
    r.waits = 1000;
    CHECK_INT(host_rig_run(&r, m, 9, NULL), INLAY_SUSPENDED);
    inlay_unload(r.host, m);
    CHECK_INT(r.cancelled, 1);
    CHECK_INT(host_rig_run(&r, m, 9, NULL), INLAY_STALE);
    CHECK(!inlay_get_stats(r.host, m, &(inlay_stats){ 0 }));
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "[UNLOADED] waiting was unloaded: the game asked for it");
    host_rig_close(&r);
}

TEST(a_host_function_that_denies_ends_the_mod_with_its_name)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "asking", "refuse");
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "in \"run\")\n  test:host/env#refuse: the game denies it\n");       /* and no fault of the mod's memory */
    CHECK_HAS(r.events, "  hint: see in the game's WIT what that function wants, and what it refuses\n");
    host_rig_close(&r);
}

TEST(a_host_function_may_call_another_mod_and_waits_for_it)
{
    host_rig r;
    uint32_t result;
    inlay_value value;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .fuel_per_frame = 20000 }, NULL);
    inlay_mod asking = host_rig_seat(&r, "asking", "ask");
    r.other = host_rig_seat(&r, "other", "count");
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_run(&r, asking, 5, &result), INLAY_DONE);
    CHECK_INT(result, 5);
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_run(&r, asking, 6000, &result), INLAY_SUSPENDED);
    host_rig_frames(&r, 12);
    CHECK_INT(inlay_take_result(r.host, asking, &value, 1), INLAY_DONE);
    CHECK_INT(value.u32, 6000);
    host_rig_close(&r);
}

TEST(calling_the_mod_that_is_calling_gives_busy)
{
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod asking = host_rig_seat(&r, "asking", "ask");
    r.other = asking;
    CHECK_INT(host_rig_run(&r, asking, 5, &result), INLAY_DONE);
    CHECK_INT(result, 1000 + INLAY_BUSY);
    host_rig_close(&r);
}

static void misbehave(host_rig *r, inlay_call *call)
{
    inlay_mod self = inlay_call_mod(call);
    inlay_frame(r->host, 1.0);
    inlay_reload(r->host, self);
    inlay_abandon(r->host, self);
    inlay_enable(r->host, self, false);
    inlay_enable(r->host, self, true);
    inlay_unload(r->host, self);
    inlay_unload(r->host, self);
}

TEST(a_host_function_may_unload_its_caller_and_that_happens_afterwards)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod asking = host_rig_seat(&r, "asking", "ask");
    r.other = asking;
    r.inside = misbehave;
    CHECK_INT(host_rig_run(&r, asking, 5, NULL), INLAY_DONE);
    CHECK_INT(host_rig_run(&r, asking, 5, NULL), INLAY_STALE);
    host_rig_frames(&r, 2);
    CHECK_HAS(r.events, "inlay_frame was called inside another call");
    CHECK_HAS(r.events, "[UNLOADED] asking was unloaded");
    host_rig_close(&r);
}

static void close_inside(host_rig *r, inlay_call *call)
{
    (void)call;
    inlay_close(r->host);
}

TEST(a_host_that_is_closed_inside_a_call_goes_when_the_call_is_over)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod asking = host_rig_seat(&r, "asking", "ask");
    r.other = asking;
    r.inside = close_inside;
    CHECK_INT(host_rig_run(&r, asking, 5, NULL), INLAY_DONE);
    r.host = NULL;
}

static inlay_call *kept_call;

static void keep_call(host_rig *r, inlay_call *call)
{
    (void)r;
    kept_call = call;
}

TEST(a_call_that_is_over_answers_nothing)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod asking = host_rig_seat(&r, "asking", "ask");
    r.other = asking;
    r.inside = keep_call;
    CHECK_INT(host_rig_run(&r, asking, 5, NULL), INLAY_DONE);
    CHECK_INT(inlay_call_argument_count(kept_call), 0);
    CHECK_INT(inlay_call_argument(kept_call, 0)->kind, INLAY_NOTHING);
    CHECK(inlay_call_alloc(kept_call, 10) == NULL && inlay_call_state(kept_call) == NULL);
    inlay_call_return(kept_call, inlay_text("late"));
    CHECK_INT(inlay_call_mod(kept_call).index, 0);
    host_rig_close(&r);
}

TEST(a_mod_cannot_grow_beyond_its_slots_memory)
{
    host_rig r;
    uint32_t result;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .memory_bytes = 1 << 20 }, NULL);
    inlay_mod m = host_rig_seat(&r, "hog", "grow");
    CHECK_INT(host_rig_run(&r, m, 2, &result), INLAY_DONE);
    CHECK_INT(result, 1);
    CHECK_INT(host_rig_run(&r, m, 100, &result), INLAY_DONE);
    CHECK_INT(result, UINT32_MAX);
    CHECK(host_rig_stats(&r, m).memory_bytes <= 1 << 20);
    host_rig_close(&r);
}

TEST(a_mod_whose_memory_is_too_little_to_begin_with_is_told_what_to_raise)
{
    host_rig r;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .memory_bytes = 1000 }, NULL);
    host_rig_load(&r, "hog", "grow", NULL);
    host_rig_frames(&r, 8);
    CHECK_HAS(r.events, "it may take 1000 bytes: raise \"memory_mib\" in mod.json");
    host_rig_close(&r);
}

/* What two mods do within their shares and what they saved, frame by frame, with a third beside them or not. */
static void play(const char *third, char *out, size_t size)
{
    host_rig r;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .fuel_per_frame = 60000 }, NULL);
    inlay_mod a = host_rig_seat(&r, "a", "count"), b = host_rig_seat(&r, "b", "count"), c = host_rig_seat(&r, "c", third);
    size_t at = 0;
    for (uint32_t frame = 0; frame < 100; frame++) {
        uint32_t from_a = 0, from_b = 0;
        host_rig_frames(&r, 1);
        host_rig_run(&r, c, 1, NULL);
        inlay_status sa = host_rig_run(&r, a, 100 + frame, &from_a), sb = host_rig_run(&r, b, frame % 8 ? frame * 20 : 4000, &from_b);
        inlay_stats of_a = host_rig_stats(&r, a), of_b = host_rig_stats(&r, b);
        at += (size_t)snprintf(out + at, size - at, "%d %u %llu, %d %u %llu; ", sa, from_a, (unsigned long long)of_a.fuel_total,
                               sb, from_b, (unsigned long long)of_b.fuel_total);
    }
    if (strcmp(third, "loop") == 0)
        CHECK(host_rig_stats(&r, c).suspended_frames >= 98);
    host_rig_close(&r);
}

TEST(with_and_without_a_mod_that_loops_the_others_do_the_same_frame_by_frame)
{
    static char with[20000], without[20000];
    play("loop", with, sizeof with);
    play("add1", without, sizeof without);
    CHECK_TEXT(with, without);
}

TEST(null_and_stale_are_errors_and_never_more)
{
    host_rig r;
    inlay_value v = { .kind = INLAY_RECORD };
    inlay_resource out;
    inlay_event event;
    char text[10];
    host_rig_open(&r, NULL);
    v.list.count = 3;                                   /* and no items */
    inlay_mod m = host_rig_seat(&r, "adder", "add1"), gone = { m.index, m.serial + 1 }, far = { 1000, 1 };
    CHECK_INT(inlay_call_export(r.host, m, "run", &v, 1, NULL, 0), INLAY_DENIED);
    CHECK_INT(inlay_call_export(r.host, gone, "run", &v, 1, NULL, 0), INLAY_STALE);
    CHECK_INT(inlay_call_export(r.host, far, "run", &v, 1, NULL, 0), INLAY_STALE);
    CHECK_INT(inlay_call_export(NULL, m, "run", &v, 1, NULL, 0), INLAY_STALE);
    CHECK_INT(inlay_resource_call(r.host, (inlay_resource){ 7, 7 }, "feed", NULL, 0, NULL, 0), INLAY_STALE);
    CHECK_INT(inlay_resource_construct(r.host, m, "animal", NULL, 0, NULL), INLAY_DENIED);
    CHECK_INT(inlay_resource_construct(r.host, m, "animal", NULL, 0, &out), INLAY_DENIED);
    CHECK_INT(inlay_take_result(r.host, far, NULL, 0), INLAY_STALE);
    CHECK(inlay_open(NULL, NULL) == NULL && inlay_open(&(inlay_config){ 0 }, NULL) == NULL);
    CHECK(!inlay_bind(r.host, "x", NULL, NULL, NULL) && !inlay_bind(NULL, NULL, NULL, NULL, NULL));
    CHECK(!inlay_next_event(r.host, NULL) && !inlay_next_event(NULL, &event) && !inlay_get_stats(r.host, m, NULL));
    CHECK_INT(inlay_slot_define(NULL, NULL, NULL).index, 0);
    CHECK_INT(inlay_load(r.host, NULL, NULL, 0, NULL, NULL).index, 0);
    CHECK_INT(inlay_resource_new(r.host, "nothing", NULL).index, 0);
    CHECK_HAS(inlay_last_error(r.host), "no resource \"nothing\" is bound");
    CHECK(!inlay_resource_data(r.host, (inlay_resource){ 0, 0 }) && !inlay_resource_alive(r.host, (inlay_resource){ 9, 9 }));
    CHECK_INT(inlay_value_text(&v, text, sizeof text), 0);
    CHECK_INT(inlay_value_text(NULL, NULL, 0), 0);
    inlay_event_free(NULL);
    inlay_unload(r.host, far);
    inlay_abandon(NULL, m);
    inlay_enable(r.host, gone, true);
    inlay_reload(r.host, far);
    inlay_resource_drop(r.host, (inlay_resource){ 3, 9 });
    inlay_frame(NULL, 1);
    inlay_frame(r.host, -1e300);
    inlay_close(NULL);
    host_rig_close(&r);
}

TEST(a_slots_fuel_is_shared_by_weight_and_a_debt_is_paid_first)
{
    host_rig r;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .fuel_per_frame = 40000, .fuel_most = 40000 }, NULL);
    inlay_mod light = host_rig_load(&r, "light", "loop", "{\"slot\": \"plain\"}");
    inlay_mod heavy = host_rig_load(&r, "heavy", "loop", "{\"slot\": \"plain\", \"weight\": 3}");
    host_rig_frames(&r, 8);
    host_rig_run(&r, light, 0, NULL);
    host_rig_run(&r, heavy, 0, NULL);
    host_rig_frames(&r, 11);
    CHECK_INT(host_rig_stats(&r, light).fuel_budget, 10000);
    CHECK_INT(host_rig_stats(&r, heavy).fuel_budget, 30000);
    uint64_t few = host_rig_stats(&r, light).fuel_total, many = host_rig_stats(&r, heavy).fuel_total;
    CHECK(few >= 120000 && few < 120000 + 2000);        /* twelve shares, and a debt below one mark */
    CHECK(many >= 360000 && many < 360000 + 2000);
    CHECK_INT(host_rig_stats(&r, light).suspended_frames, 11);
    host_rig_close(&r);
}
