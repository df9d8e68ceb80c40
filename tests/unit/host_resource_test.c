/* Resources on both sides of the border. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

static inlay_value number(uint32_t n)
{
    inlay_value v = { .kind = INLAY_U32 };
    v.u32 = n;
    return v;
}

static uint32_t feed(host_rig *r, inlay_resource animal, uint32_t n)
{
    inlay_value v = number(n), result = { .kind = INLAY_NOTHING };
    inlay_status status = inlay_resource_call(r->host, animal, "feed", &v, 1, &result, 1);
    return status == INLAY_DONE ? result.u32 : 1000000 + (uint32_t)status;
}

TEST(one_mod_makes_two_hundred_objects_and_each_is_itself)
{
    enum { MANY = 200 };
    host_rig r;
    inlay_resource animals[MANY];
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "zoo", "zoo");
    for (uint32_t i = 0; i < MANY; i++) {
        inlay_value v = number(i * 10);
        if (!CHECK_INT(inlay_resource_construct(r.host, m, i % 2 ? "animal" : "test:host/zoo#animal", &v, 1, &animals[i]), INLAY_DONE))
            break;
    }
    for (uint32_t i = 0; i < MANY; i++)
        CHECK_INT(feed(&r, animals[i], 1), i * 10 + 1);
    for (uint32_t i = 0; i < MANY; i += 2)
        inlay_resource_drop(r.host, animals[i]);
    for (uint32_t i = 0; i < MANY; i++)
        CHECK_INT(feed(&r, animals[i], 1), i % 2 ? i * 10 + 2 : 1000000 + INLAY_STALE);
    inlay_host_stats stats;
    CHECK(inlay_get_host_stats(r.host, &stats));
    CHECK_INT(stats.resources, MANY / 2);
    host_rig_close(&r);
}

TEST(a_guest_resource_is_stale_after_a_reload_and_after_a_trap)
{
    host_rig r;
    inlay_resource one, two;
    inlay_value v = number(5);
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "zoo", "zoo");
    CHECK_INT(inlay_resource_construct(r.host, m, "animal", &v, 1, &one), INLAY_DONE);
    CHECK(inlay_resource_alive(r.host, one));
    CHECK(inlay_resource_data(r.host, one) == NULL);
    inlay_reload(r.host, m);
    host_rig_frames(&r, 4);
    CHECK(!inlay_resource_alive(r.host, one));
    CHECK_INT(feed(&r, one, 1), 1000000 + INLAY_STALE);
    CHECK_INT(inlay_resource_construct(r.host, m, "animal", &v, 1, &two), INLAY_DONE);
    CHECK_INT(feed(&r, two, 1), 6);
    CHECK_INT(feed(&r, two, UINT32_MAX), 1000000 + INLAY_TRAPPED);
    CHECK_INT(feed(&r, two, 1), 1000000 + INLAY_STALE);
    host_rig_close(&r);
}

TEST(a_host_resource_is_dropped_once_by_whoever_owns_it_last)
{
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "things", "things");
    CHECK_INT(host_rig_run(&r, m, 0, NULL), INLAY_DONE);
    CHECK_INT(host_rig_run(&r, m, 1, &result), INLAY_DONE);
    CHECK_INT(result, 42);
    CHECK_INT(r.drops, 0);
    CHECK_INT(host_rig_run(&r, m, 2, NULL), INLAY_DONE);     /* the mod drops it */
    CHECK_INT(r.drops, 1);
    CHECK(!inlay_resource_alive(r.host, r.made));

    CHECK_INT(host_rig_run(&r, m, 0, NULL), INLAY_DONE);
    CHECK_INT(host_rig_run(&r, m, 3, NULL), INLAY_DONE);     /* the mod gives it back */
    CHECK(r.kept.index == r.made.index && r.kept.serial == r.made.serial);
    CHECK_INT(r.drops, 1);
    inlay_resource_drop(r.host, r.kept);
    inlay_resource_drop(r.host, r.kept);
    CHECK_INT(r.drops, 2);

    CHECK_INT(host_rig_run(&r, m, 0, NULL), INLAY_DONE);
    inlay_unload(r.host, m);                            /* it goes with its mod */
    CHECK_INT(r.drops, 3);
    host_rig_close(&r);
    CHECK_INT(r.drops, 3);
}

TEST(a_host_resource_that_dies_while_a_mod_holds_it_traps_at_its_next_use)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "things", "things");
    CHECK_INT(host_rig_run(&r, m, 0, NULL), INLAY_DONE);
    inlay_resource_drop(r.host, r.made);
    CHECK_INT(r.drops, 1);
    inlay_resource other = inlay_resource_new(r.host, "test:host/env#thing", &r.values[3]);
    CHECK(other.index != r.made.index);                 /* the mod's handle means that one still */
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_TRAPPED);
    CHECK_INT(r.drops, 1);
    inlay_resource_drop(r.host, other);
    CHECK_INT(r.drops, 2);
    host_rig_close(&r);
}

static char said[4000];

static void listen(void *user, const char *mod, const char *line)
{
    (void)user;
    if (!mod)
        for (size_t at = 0; at < sizeof said - 1 && (said[at] = line[at]) != 0; at++)
            continue;
}

TEST(what_the_game_never_dropped_is_named_at_the_end)
{
    host_rig r;
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .log = listen });
    inlay_resource_new(r.host, "test:host/env#thing", NULL);
    inlay_resource_new(r.host, "test:host/env#thing", NULL);
    host_rig_close(&r);
    CHECK_TEXT(said, "2 of the resource test:host/env#thing were never dropped by the game");
}
