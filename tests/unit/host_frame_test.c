/* What a frame counts: its number, the time in it, what was translated in it. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include "host/host.h"

#include <stdlib.h>
#include <string.h>

TEST(a_frame_without_time_is_not_counted_and_a_story_tells_the_games_own_frame)
{
    host_rig r;
    uint32_t result;
    inlay_host_stats stats;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_load(&r, "bad", "trap", NULL);
    for (int i = 0; i < 20; i++)
        inlay_frame(r.host, 0);
    inlay_get_host_stats(r.host, &stats);
    CHECK_INT(stats.frame, 0);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    host_rig_frames(&r, 3);
    CHECK_INT(host_rig_run(&r, m, 0, &result), INLAY_TRAPPED);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "bad: the mod failed (generation 1, frame 3, in \"run\")");
    host_rig_close(&r);
}

TEST(a_first_version_that_was_seated_before_the_first_frame_is_reloaded_later)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_load(&r, "counter", "counter1", NULL);
    for (int i = 0; i < 20; i++)
        inlay_frame(r.host, 0);
    host_rig_load(&r, "counter", "counter10", NULL);
    for (int i = 0; i < 20; i++)
        inlay_frame(r.host, 0);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "[RELOADED] counter: generation 2");
    CHECK_INT(host_rig_stats(&r, m).reloads, 1);
    host_rig_close(&r);
}

static uint64_t tick(void *user)
{
    return *(uint64_t *)user += 1000;
}

TEST(the_time_to_translate_is_told_in_the_frame_of_a_functions_first_call)
{
    host_rig r;
    uint32_t result;
    uint64_t now = 0;
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .clock = tick, .clock_user = &now });
    inlay_mod m = host_rig_seat(&r, "adder", "add1");
    CHECK(task_move(mod_get(r.host, m)->current->task));    /* what was translated ahead is thrown away */
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_run(&r, m, 5, &result), INLAY_DONE);
    host_rig_frames(&r, 1);
    inlay_stats first = host_rig_stats(&r, m);
    CHECK(first.translate_ns_frame >= 1000);
    CHECK(first.translate_ns_frame <= first.ns_frame);
    CHECK_INT(host_rig_run(&r, m, 5, &result), INLAY_DONE);
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_stats(&r, m).translate_ns_frame, 0);
    CHECK(host_rig_stats(&r, m).ns_frame > 0);
    host_rig_close(&r);
}

TEST(arguments_beyond_copy_bytes_are_the_games_mistake_and_the_mod_plays_on)
{
    enum { MOST = 1 << 20 };
    host_rig r;
    inlay_error error;
    inlay_value text = { .kind = INLAY_STRING }, result = { 0 };
    char *bytes = calloc(1, MOST + 1);
    host_rig_open(&r, NULL);
    CHECK(bytes && inlay_slot_define(r.host, &(inlay_slot_def){ .name = "listeners", .world = "test:host/listener", .memory_bytes = 4 << 20 }, &error).index);
    inlay_mod m = host_rig_load(&r, "ear", "listen", NULL);
    host_rig_frames(&r, 8);
    text.string.bytes = bytes;
    text.string.size = MOST + 1;
    CHECK_INT(inlay_call_export(r.host, m, "take", &text, 1, &result, 1), INLAY_LIMIT);
    CHECK_TEXT(inlay_last_error(r.host), "ear: the game gave more than a call may move\n  in the arguments of take\n"
                                         "  they take 1048577 bytes, and one call may move 1048576\n"
                                         "  hint: give less, or raise copy_bytes of slot \"listeners\"\n");
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    text.string.size = 5;
    CHECK_INT(inlay_call_export(r.host, m, "take", &text, 1, &result, 1), INLAY_DONE);
    CHECK_INT(result.u32, 5);
    host_rig_close(&r);
    free(bytes);
}
