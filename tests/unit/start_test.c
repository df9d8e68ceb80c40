/* Starts that wait for time, and what is told of those that don't come to an end. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <string.h>

TEST(a_mod_that_starts_before_any_time_has_passed_reads_no_zero_from_the_clock)
{
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_load(&r, "sleeper", "sleeper", NULL);
    for (int i = 0; i < 800 && !inlay_is_settled(r.host); i++)       /* a loading screen's loop: all but what waits for time */
        inlay_frame(r.host, 0);
    CHECK(inlay_is_settled(r.host));
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_LOADING);
    for (int i = 0; i < 800; i++)
        inlay_frame(r.host, 0);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_LOADING);
    host_rig_frames(&r, 6);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    CHECK_INT(host_rig_run(&r, m, 0, &result), INLAY_DONE);
    CHECK_INT(result, 66);                          /* the fourth frame is the first at 50 ms or later */
    host_rig_close(&r);
}

TEST(what_a_runtime_may_not_do_in_realloc_is_told_with_its_cure)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "leaver", "leaver");
    CHECK_INT(host_rig_run(&r, m, 3, NULL), INLAY_TRAPPED);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "cannot leave component instance: realloc and post-return may call nothing outside\n");
    CHECK_HAS(r.events, "hint: its runtime calls something outside while memory is asked of it");
    host_rig_close(&r);
}

TEST(a_start_that_takes_too_long_is_told_with_its_stack_and_its_last_words)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_load(&r, "sleeper", "sleeper", NULL);
    for (int i = 0; i < 700; i++)
        inlay_frame(r.host, 1e-6);
    host_rig_take_events(&r);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_REFUSED);
    CHECK_HAS(r.events, "[REFUSED] sleeper: the mod failed (generation 1, frame 60");
    CHECK_HAS(r.events, ", in starting)\n  it was still starting after 600 frames\n  hint: do less at the start");
    CHECK_HAS(r.events, "\n  wasm stack, innermost first:\n");
    CHECK_HAS(r.events, "[method]pollable.block(");
    CHECK_HAS(r.events, "\n  its last words:\n    | going to sleep\n");
    host_rig_close(&r);
}
