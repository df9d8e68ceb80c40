/* Every allocation on the way fails once: nothing crashes, nothing leaks, and
 * what was to be done is either done or refused. */
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

/* Load, call, drop. True: an allocation failed on the way. */
static bool way(uint32_t fail_at, bool for_good, bool again)
{
    component_rig rig = { .fail_at = fail_at, .fail_for_good = for_good, .again = again };
    static const char text[] = "a caf\xC3\xA9 in the snow \xE2\x98\x83";
    inlay_value strings[2] = { RIG_TEXT(text), RIG_TEXT(text) };
    const inlay_value list = { .kind = INLAY_LIST, .list = { strings, 2 } };

    if (component_rig_open(&rig, "crossing")) {
        const inlay_value *v = component_rig_call(&rig, "echo-strings", &list, 1);
        CHECK(v ? value_equal(v, &list) : rig.failed);
        if (rig.outcome == TASK_DONE)
            RIG_CALL(&rig, "echo-latin1", RIG_TEXT(text));
    }
    if (!rig.failed)
        CHECK_TEXT(component_rig_why(&rig), "no trap");
    component_rig_close(&rig);
    return rig.failed;
}

TEST(a_failed_allocation_anywhere_on_the_way_of_a_call_leaks_nothing)
{
    for (int how = 0; how < 4; how++) {
        uint32_t points = 1;
        while (points < 5000 && way(points, how & 1, how & 2))
            points++;
        CHECK(points > 40 && points < 5000);
    }
}
