/* Handles that the reference traps on (definitions.py: lift_own, lift_borrow,
 * canon_resource_rep), between two components, and the exception that would
 * leave. tests/data/component/handles.wat does each wrong thing by its name. */
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

static void check_site(const char *name, const char *words)
{
    for (int sliced = 0; sliced < 2; sliced++) {
        component_rig rig = { .slice = sliced, .move = sliced };
        if (!CHECK(component_rig_open(&rig, "handles")))
            CHECK_TEXT(component_rig_why(&rig), "");
        else {
            component_rig_call(&rig, name, NULL, 0);
            CHECK_INT(rig.outcome, TASK_TRAPPED);
            CHECK_HAS(component_rig_why(&rig), words);
        }
        component_rig_close(&rig);
    }
}

#define SITE(name, function, words) TEST(name) { check_site(function, words); }

SITE(lift_own_of_no_handle,             "take-unknown", "unknown handle index 9")
SITE(lift_own_of_a_handle_taken_before, "take-twice",   "unknown handle index 1")
SITE(lift_own_of_another_type,          "take-other",   "handle index 1 used with the wrong type")
SITE(lift_own_of_a_handle_that_is_lent, "take-lent",    "is lent")
SITE(lift_borrow_of_another_type,       "read-other",   "handle index 1 used with the wrong type")
SITE(canon_resource_rep_of_no_handle,   "rep-unknown",  "unknown handle index 9")
SITE(canon_resource_rep_of_a_dropped_handle, "rep-dropped", "unknown handle index 1")
SITE(canon_resource_rep_of_another_type, "rep-other",   "handle index 1 used with the wrong type")
SITE(call_and_trap_on_throw_of_an_export, "throw",      "exception")

TEST(the_same_handles_used_rightly_reach_their_representation)
{
    component_rig rig = { 0 };
    if (!CHECK(component_rig_open(&rig, "handles")))
        CHECK_TEXT(component_rig_why(&rig), "");
    else {
        const inlay_value *rep = component_rig_call(&rig, "rep-own", NULL, 0);
        CHECK_INT(rep ? rep->u32 : 0, 11);
        const inlay_value *read = component_rig_call(&rig, "read-own", NULL, 0);
        CHECK_INT(read ? read->u32 : 0, 11);
    }
    component_rig_close(&rig);
}
