/* Every allocation on the way fails once: nothing crashes, nothing leaks, and
 * what was to be done is either done or refused. */
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

#include <stdlib.h>
#include <string.h>

typedef struct failing { uint32_t count, fail_at; bool failed, for_good; } failing;

static void *resize(void *user, void *old, size_t old_size, size_t new_size)
{
    failing *f = user;
    (void)old_size;
    if (new_size == 0) {
        free(old);
        return NULL;
    }
    if (++f->count == f->fail_at || (f->for_good && f->count > f->fail_at)) {
        f->failed = true;
        return NULL;
    }
    return realloc(old, new_size);
}

/* Load, call, drop. True: an allocation failed on the way. */
static bool way(uint32_t fail_at, bool for_good)
{
    failing f = { .fail_at = fail_at, .for_good = for_good };
    const budget_allocator allocator = { resize, &f };
    component_rig rig = { .allocator = &allocator };
    static const char text[] = "a caf\xC3\xA9 in the snow \xE2\x98\x83";
    inlay_value strings[2] = { RIG_TEXT(text), RIG_TEXT(text) };
    const inlay_value list = { .kind = INLAY_LIST, .list = { strings, 2 } };

    if (component_rig_open(&rig, "crossing")) {
        const inlay_value *v = component_rig_call(&rig, "echo-strings", &list, 1);
        CHECK(v ? value_equal(v, &list) : f.failed);
        if (rig.outcome == TASK_DONE)
            RIG_CALL(&rig, "echo-latin1", RIG_TEXT(text));
    }
    if (!f.failed)
        CHECK_TEXT(component_rig_why(&rig), "no trap");
    component_rig_close(&rig);
    return f.failed;
}

TEST(a_failed_allocation_anywhere_on_the_way_of_a_call_leaks_nothing)
{
    for (int for_good = 0; for_good < 2; for_good++) {
        uint32_t points = 1;
        while (points < 5000 && way(points, for_good))
            points++;
        CHECK(points > 40 && points < 5000);
    }
}
