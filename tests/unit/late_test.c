/* What ends in a later frame is kept for the game, whatever becomes of its generation. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <string.h>

static void open_small(host_rig *r)
{
    host_rig_open_slots(r, NULL, &(inlay_slot_def){ .fuel_per_frame = 20000, .fuel_most = 20000 }, NULL);
}

TEST(what_a_suspended_call_gave_is_kept_when_the_next_version_takes_over_in_that_frame)
{
    host_rig r;
    uint32_t result;
    inlay_value value = { 0 };
    open_small(&r);
    inlay_mod m = host_rig_seat(&r, "one", "count");
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_run(&r, m, 8000, NULL), INLAY_SUSPENDED);
    host_rig_load(&r, "one", "add1", NULL);
    host_rig_frames(&r, 10);
    CHECK_HAS(r.events, "[RELOADED] one: generation 2 plays in slot \"plain\"");
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_DONE);
    CHECK_INT(value.u32, 8000);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_STALE);
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    CHECK_INT(result, 2);
    host_rig_close(&r);
}

/* The number is there before post-return runs, which needs several frames. */
TEST(a_number_is_kept_while_post_return_goes_on)
{
    host_rig r;
    uint32_t result;
    inlay_value value = { 0 };
    open_small(&r);
    inlay_mod m = host_rig_seat(&r, "one", "late_post");
    for (uint32_t i = 0; i < 20; i++) {
        host_rig_frames(&r, 1);
        CHECK_INT(host_rig_run(&r, m, i, &result), INLAY_DONE);
        CHECK_INT(result, i);
    }
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_run(&r, m, 50000, NULL), INLAY_SUSPENDED);
    host_rig_frames(&r, 40);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_DONE);
    CHECK_INT(value.u32, 50000);
    host_rig_close(&r);
}

/* The generation that plays when the call of n turns is known to have failed. */
static uint32_t generation_after_failing(uint32_t n)
{
    host_rig r;
    inlay_value value = { 0 };
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .fuel_per_frame = 20000 }, NULL);
    inlay_mod m = host_rig_seat(&r, "one", "late_trap");
    host_rig_seat(&r, "other", "count");
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_run(&r, m, n, NULL), INLAY_SUSPENDED);
    for (int i = 0; i < 20 && !host_rig_stats(&r, m).traps; i++)
        host_rig_frames(&r, 1);
    uint32_t generation = host_rig_stats(&r, m).generation;
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_TRAPPED);
    host_rig_frames(&r, 3);
    CHECK_INT(host_rig_stats(&r, m).state, INLAY_RUNNING);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_STALE);
    host_rig_close(&r);
    return generation;
}

/* On what the other mod leaves it may fail as the very frame begins in which it starts again. */
TEST(a_suspended_call_that_failed_is_told_so_also_when_the_mod_plays_again)
{
    uint32_t again = 0;
    for (uint32_t n = 11000; n < 16000; n += 500)
        again += generation_after_failing(n) == 2;
    CHECK(again > 0);
}
