/* Mods of the same bytes: read and proven once, with one code. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include "host/host.h"

static const image *image_of(const host_rig *r, inlay_mod id)
{
    const mod *m = mod_get(r->host, id);
    return m && m->current ? m->current->image : NULL;
}

TEST(mods_of_the_same_bytes_share_what_was_made_of_them)
{
    host_rig r;
    uint32_t result = 0;
    host_rig_open(&r, NULL);
    inlay_mod a = host_rig_load(&r, "a", "add1", NULL), b = host_rig_load(&r, "b", "add1", NULL), other = host_rig_load(&r, "other", "add2", NULL);
    host_rig_frames(&r, 8);
    inlay_mod late = host_rig_seat(&r, "late", "add1");
    const image *first = image_of(&r, a), *second = image_of(&r, b), *third = image_of(&r, late);
    if (CHECK(first && second && third)) {
        CHECK(first != second && first->component == second->component && first->code == second->code && first->bytes == second->bytes);
        CHECK(first->component == third->component && first->code == third->code);
        CHECK(image_of(&r, other)->component != first->component);
        CHECK(second->own.used < first->own.used);         /* such a small file has not much to share */
    }
    CHECK_INT(host_rig_run(&r, a, 1, &result), INLAY_DONE);
    CHECK_INT(result, 2);
    inlay_unload(r.host, a);
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_run(&r, b, 5, &result), INLAY_DONE);
    CHECK_INT(result, 6);
    CHECK_INT(host_rig_run(&r, late, 7, &result), INLAY_DONE);
    CHECK_INT(result, 8);
    host_rig_close(&r);
}

TEST(the_same_bytes_are_judged_with_each_manifest)
{
    host_rig r;
    uint32_t result = 0;
    host_rig_open(&r, NULL);
    host_rig_load(&r, "bad", "add1", "{\"slot\":\"nowhere\"}");
    inlay_mod good = host_rig_load(&r, "good", "add1", "{\"slot\":\"plain\"}");
    inlay_mod off = host_rig_load(&r, "off", "add1", "{\"enabled\":false}");
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_stats(&r, off).state, INLAY_DISABLED);
    CHECK_INT(host_rig_run(&r, good, 1, &result), INLAY_DONE);
    CHECK_INT(result, 2);
    host_rig_close(&r);
}

TEST(a_mod_that_goes_before_it_was_judged_leaves_its_bytes_to_the_others)
{
    host_rig r;
    uint32_t result = 0;
    host_rig_open(&r, NULL);
    inlay_mod a = host_rig_load(&r, "a", "add1", NULL), b = host_rig_load(&r, "b", "add1", NULL);
    inlay_unload(r.host, a);
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_run(&r, b, 1, &result), INLAY_DONE);
    CHECK_INT(result, 2);
    host_rig_close(&r);
}
