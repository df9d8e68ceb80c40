/* Random calls of the whole API, with ids that are good, stale, foreign and
 * zero, values of any shape, and calls made inside host functions: errors,
 * never more. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <string.h>

enum { MISUSE_KEPT = 16, MISUSE_CALLS = 30000, MISUSE_DEPTH = 3 };

typedef struct player {
    host_rig       rig;
    uint64_t       random;
    uint32_t       depth;
    inlay_mod      mods[MISUSE_KEPT];
    inlay_resource resources[MISUSE_KEPT];
    inlay_value    nested[4];
    uint32_t       counts[INLAY_LIMIT + 1];
} player;

static uint32_t roll(player *p, uint32_t below)
{
    p->random = p->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(p->random >> 33) % below;
}

static inlay_mod some_mod(player *p)
{
    inlay_mod m = p->mods[roll(p, MISUSE_KEPT)];
    if (roll(p, 20) == 0)
        m.serial += roll(p, 3);
    if (roll(p, 40) == 0)
        m.index = roll(p, 2) ? UINT32_MAX : roll(p, 30);
    return m;
}

static inlay_resource some_resource(player *p)
{
    inlay_resource r = p->resources[roll(p, MISUSE_KEPT)];
    if (roll(p, 20) == 0)
        r.serial = roll(p, 4) + (roll(p, 2) ? 0x7FFFFFFEu : 0);
    if (roll(p, 40) == 0)
        r.index = roll(p, 400);
    return r;
}

static const char *some_name(player *p)
{
    static const char *const names[] = {
        "run", "bump", "save", "load", "feed", "animal", "test:host/zoo#animal", "test:host/zoo@0.1.0#[method]animal.feed", "",
        "#", "test:host/zoo#", "[constructor]animal", "test:host/env#thing", "@", "test:host/zoo#[method]animal", "counter", NULL,
    };
    return names[roll(p, sizeof names / sizeof *names)];
}

static inlay_value some_value(player *p)
{
    inlay_value v = { .kind = (inlay_kind)roll(p, INLAY_BORROW + 3), .tag = roll(p, 6) ? 0 : roll(p, 20) };
    if (roll(p, 3))
        v.kind = INLAY_U32;
    switch (v.kind) {
    case INLAY_STRING:
        v.string.bytes = roll(p, 2) ? "\xff text" : NULL;
        v.string.size = roll(p, 5);
        break;
    case INLAY_RECORD: case INLAY_TUPLE: case INLAY_MAP:
        v.list.items = roll(p, 2) ? p->nested : NULL;
        v.list.count = roll(p, 4);
        break;
    case INLAY_LIST:
        v.packed.items = NULL;
        v.packed.count = roll(p, 3);
        break;
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        v.payload = roll(p, 2) ? &p->nested[roll(p, 4)] : NULL;
        break;
    case INLAY_OWN: case INLAY_BORROW:
        v.resource = some_resource(p);
        break;
    default:
        v.u64 = roll(p, 5) ? roll(p, 6) : UINT64_MAX;
        break;
    }
    return v;
}

static void keep_resource(player *p, const inlay_value *v)
{
    if (v->kind == INLAY_OWN)
        p->resources[roll(p, MISUSE_KEPT)] = v->resource;
}

static void call_something(player *p)
{
    inlay_value arguments[3] = { some_value(p), some_value(p), some_value(p) }, result = { .kind = INLAY_NOTHING };
    const inlay_value *given = roll(p, 30) ? arguments : NULL;
    size_t count = roll(p, 4) ? roll(p, 2) : roll(p, 4), room = roll(p, 2);
    inlay_resource made = { 0, 0 };
    inlay_status status = INLAY_DONE;
    switch (roll(p, 4)) {
    case 0: status = inlay_call_export(p->rig.host, some_mod(p), some_name(p), given, count, &result, room); break;
    case 1: status = inlay_call_export(p->rig.host, some_mod(p), "run", given, 1, room ? &result : NULL, 1); break;
    case 2:
        status = inlay_resource_construct(p->rig.host, some_mod(p), roll(p, 3) ? "animal" : some_name(p), given, roll(p, 5) ? 1 : count, &made);
        if (made.index)
            p->resources[roll(p, MISUSE_KEPT)] = made;
        break;
    case 3: status = inlay_resource_call(p->rig.host, some_resource(p), roll(p, 3) ? "feed" : some_name(p), given, count, &result, room); break;
    }
    if (status == INLAY_DONE && room)
        keep_resource(p, &result);
    p->counts[status]++;
}

static void load_something(player *p)
{
    static const char *const files[] = { "add1", "loop", "trap", "count", "wait", "ask", "refuse", "things", "zoo", "counter1", "counter10",
                                         "counter_badload", "counter_badsave", "counter_loop3", "misfit" };
    static const char *const keys[] = { "a", "b", "c", "d", "e", "f" };
    static const char *const manifests[] = { NULL, "{}", "{\"enabled\": false}", "{\"weight\": 3, \"order\": -1}", "{\"x\": 1}" };
    p->mods[roll(p, MISUSE_KEPT)] = host_rig_load(&p->rig, keys[roll(p, 6)], files[roll(p, 15)], roll(p, 3) ? NULL : manifests[roll(p, 5)]);
}

static void manage_something(player *p)
{
    inlay_value result;
    inlay_stats stats;
    inlay_mod mods[4];
    char text[64];
    switch (roll(p, 13)) {
    case 0: inlay_unload(p->rig.host, some_mod(p)); break;
    case 1: inlay_enable(p->rig.host, some_mod(p), roll(p, 2)); break;
    case 2: inlay_reload(p->rig.host, some_mod(p)); break;
    case 3: inlay_abandon(p->rig.host, some_mod(p)); break;
    case 4: if (inlay_take_result(p->rig.host, some_mod(p), &result, 1) == INLAY_DONE) keep_resource(p, &result); break;
    case 5: inlay_resource_drop(p->rig.host, some_resource(p)); break;
    case 6: p->resources[roll(p, MISUSE_KEPT)] = inlay_resource_new(p->rig.host, "test:host/env#thing", &p->rig.values[roll(p, 4)]); break;
    case 7: if (inlay_get_stats(p->rig.host, some_mod(p), &stats)) CHECK(strlen(stats.reason) < 3000 && strlen(stats.name) < 100); break;
    case 8: inlay_resource_data(p->rig.host, some_resource(p)); inlay_resource_alive(p->rig.host, some_resource(p)); break;
    case 9: inlay_export_type(p->rig.host, some_mod(p), some_name(p), text, sizeof text); break;
    case 10: inlay_mods(p->rig.host, (inlay_slot){ roll(p, 6) }, mods, roll(p, 5)); inlay_all_mods(p->rig.host, mods, 4); break;
    case 11: inlay_frame(p->rig.host, 0.01); break;
    case 12: inlay_has_export(p->rig.host, some_mod(p), some_name(p)); inlay_find(p->rig.host, some_name(p)); break;
    }
}

static void do_something(player *p)
{
    switch (roll(p, 8)) {
    case 0: load_something(p); break;
    case 1: case 2: manage_something(p); break;
    case 3: inlay_frame(p->rig.host, 1.0 / 60); break;
    default: call_something(p); break;
    }
}

static void play_inside(host_rig *r, inlay_call *call)
{
    player *p = (player *)(void *)r;                    /* its first member */
    (void)call;
    if (p->depth >= MISUSE_DEPTH)
        return;
    p->depth++;
    for (uint32_t i = 0; i < 3; i++)
        do_something(p);
    p->depth--;
    r->other = some_mod(p);
}

static void play(uint64_t seed)
{
    static player p;
    p = (player){ 0 };
    host_rig_open_slots(&p.rig, NULL, &(inlay_slot_def){ .fuel_per_frame = 5000 }, &(inlay_slot_def){ .most = 2 });
    p.random = seed;
    p.rig.inside = play_inside;
    for (uint32_t i = 0; i < MISUSE_CALLS; i++) {
        for (uint32_t n = 0; n < 4 && i % 64 == 0; n++)
            p.nested[n] = (inlay_value){ .kind = INLAY_U32 };
        p.rig.waits = roll(&p, 4);
        do_something(&p);
        p.rig.events[0] = 0;
        host_rig_take_events(&p.rig);
    }
    for (uint32_t status = 0; status < INLAY_LIMIT; status++)
        CHECK(p.counts[status] > 0);                    /* it got everywhere */
    host_rig_close(&p.rig);
}

TEST(thirty_thousand_random_calls_are_answered)      { play(1); }
TEST(thirty_thousand_other_calls_are_answered)       { play(20261121); }
