/* Which thread a host is for. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <pthread.h>
#include <string.h>

typedef struct stranger {
    host_rig    *rig;
    inlay_mod    mod;
    inlay_status status[4];
    size_t       mods;
    bool         bound, settled, event, stats, alive, taken;
    inlay_slot   slot;
    inlay_error  error;
    inlay_resource made;
    char         why[400];
} stranger;

static void *use_from_elsewhere(void *user)
{
    stranger *s = user;
    inlay_host *host = s->rig->host;
    inlay_value n = { .kind = INLAY_U32 }, result;
    inlay_event event;
    inlay_stats stats;
    s->status[0] = inlay_call_export(host, s->mod, "run", &n, 1, &result, 1);
    strncpy(s->why, inlay_last_error(host), sizeof s->why - 1);
    s->status[1] = inlay_take_result(host, s->mod, &result, 1);
    s->status[2] = inlay_resource_construct(host, s->mod, "thing", NULL, 0, &s->made);
    s->status[3] = inlay_resource_call(host, s->made, "value", NULL, 0, NULL, 0);
    s->mods = inlay_all_mods(host, NULL, 0) + inlay_mods(host, s->rig->plain, NULL, 0);
    s->slot = inlay_slot_define(host, &(inlay_slot_def){ .name = "x", .world = "test:host/plain" }, &s->error);
    s->bound = inlay_bind(host, "test:host/env#note", NULL, NULL, NULL);
    s->settled = inlay_is_settled(host);
    s->event = inlay_next_event(host, &event);
    s->stats = inlay_get_stats(host, s->mod, &stats);
    s->alive = inlay_resource_new(host, "test:host/env#thing", NULL).index != 0;
    inlay_unload(host, s->mod);
    inlay_enable(host, s->mod, false);
    inlay_frame(host, 1);
    inlay_close(host);
    return NULL;
}

TEST(another_thread_is_denied_with_words_and_nothing_happens)
{
    host_rig r;
    pthread_t thread;
    uint32_t result;
    host_rig_open(&r, NULL);
    stranger s = { .rig = &r, .mod = host_rig_seat(&r, "adder", "add1") };
    inlay_host_stats before, after;
    inlay_get_host_stats(r.host, &before);
    CHECK(pthread_create(&thread, NULL, use_from_elsewhere, &s) == 0);
    pthread_join(thread, NULL);

    for (int i = 0; i < 4; i++)
        CHECK_INT(s.status[i], INLAY_DENIED);
    CHECK_HAS(s.why, "this thread is not the host's: a host is used by the thread that opened it, or that called inlay_use_thread last");
    CHECK_HAS(inlay_error_text(&s.error), "this thread is not the host's");
    CHECK(s.mods == 0 && s.slot.index == 0 && !s.bound && !s.settled && !s.event && !s.stats && !s.alive);
    inlay_get_host_stats(r.host, &after);
    CHECK_INT(after.frame, before.frame);
    CHECK_INT(host_rig_run(&r, s.mod, 5, &result), INLAY_DONE);
    CHECK_INT(result, 6);
    host_rig_frames(&r, 1);
    CHECK_HAS(r.events, "[LOG] 16 calls of the SDK came from another thread than the host's and did nothing");
    host_rig_close(&r);
}

static void *take_over(void *user)
{
    stranger *s = user;
    inlay_value n = { .kind = INLAY_U32 }, result = { 0 };
    s->taken = inlay_use_thread(s->rig->host);
    n.u32 = 5;
    inlay_frame(s->rig->host, 1.0 / 60);
    s->status[0] = inlay_call_export(s->rig->host, s->mod, "run", &n, 1, &result, 1);
    return NULL;
}

TEST(a_host_is_handed_to_another_thread_and_back)
{
    host_rig r;
    pthread_t thread;
    uint32_t result;
    host_rig_open(&r, NULL);
    stranger s = { .rig = &r, .mod = host_rig_seat(&r, "adder", "add1") };
    CHECK(pthread_create(&thread, NULL, take_over, &s) == 0);
    pthread_join(thread, NULL);
    CHECK(s.taken);
    CHECK_INT(s.status[0], INLAY_DONE);
    CHECK_INT(host_rig_run(&r, s.mod, 5, &result), INLAY_DENIED);
    CHECK(inlay_use_thread(r.host));
    CHECK_INT(host_rig_run(&r, s.mod, 5, &result), INLAY_DONE);
    host_rig_close(&r);
}

static void take_inside(host_rig *r, inlay_call *call)
{
    (void)call;
    r->value_count = inlay_use_thread(r->host) ? 1 : 2;
}

TEST(a_host_is_not_handed_over_inside_a_call)
{
    host_rig r;
    uint32_t result;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "asker", "ask");
    r.inside = take_inside;
    host_rig_run(&r, m, 1, &result);
    CHECK_INT(r.value_count, 2);
    CHECK(!inlay_use_thread(NULL));
    host_rig_close(&r);
}
