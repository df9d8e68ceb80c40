/* A mod asks its game for the same thing again and again. Which way such a call goes depends
 * on what went before, and on its text; what it costs, and what comes of it, does not. */
#include "tests/bind/asks.h"
#include "tests/bind/rig.h"

#include <stdio.h>
#include <string.h>

enum { TURNS = 50, RECORDED = 20000 };

typedef struct tally { int passed, failed; } tally;

#define CHECK(that) check(n, (that), #that, __LINE__)
#define CHECK_HAS(text, part) check(n, strstr((text), (part)) != NULL, (text), __LINE__)

static bool check(tally *n, bool good, const char *found, int line)
{
    if (good)
        return n->passed++, true;
    n->failed++;
    printf("tests/bind/asks.c:%d: found %.1500s\n", line, found);
    return false;
}

/* Fuel of one call that logs so many times. */
static uint64_t fuel_of(tally *n, rig *r, inlay_string text, uint32_t times)
{
    uint64_t before = rig_fuel(r), logged = r->logged;
    CHECK(echo_echoes_log_often(r->host, r->mod, text, times) == INLAY_DONE);
    CHECK(r->logged - logged == times * text.size);
    return rig_fuel(r) - before;
}

/* Some calls are timed, the first of each of the mod's goes a longer way, and so does text that isn't short or is not ASCII. */
static void test_each_turn_costs_the_same(tally *n)
{
    static const char ascii[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", other[] = "aé→😀aé→😀aé→😀";
    static const int ends[] = { 0, 1, 3, 6, 10, 11, 13, 16, 20 };
    rig r;
    inlay_error error;
    if (!CHECK(rig_open(&r, (uint64_t)1 << 60, &error)))
        return;
    fuel_of(n, &r, (inlay_string){ ascii, 40 }, 1);       /* the mod's first malloc */
    for (uint32_t size = 0; size <= 40; size++) {
        inlay_string text = { ascii, size };
        uint64_t two = fuel_of(n, &r, text, 2), turn = fuel_of(n, &r, text, 3) - two;
        for (uint32_t times = 4; times < 140; times += 27)
            CHECK(fuel_of(n, &r, text, times) == two + (times - 2) * turn);
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {      /* as many bytes, of which some are not ASCII */
        uint32_t size = (uint32_t)ends[i];
        CHECK(fuel_of(n, &r, (inlay_string){ other, size }, 100) == fuel_of(n, &r, (inlay_string){ ascii, size }, 100));
    }
    rig_close(&r);
}

/* The n-th answers otherwise, the first that goes the longest way or one that goes the shortest. */
static void test_other_answers(tally *n, uint32_t at)
{
    enum { TIMES = 50 };
    const inlay_string text = { "sixteen letters!", 16 };
    rig r;
    inlay_error error;
    for (rig_answer answer = RIG_SUSPENDS; answer <= RIG_TRAPS; answer++) {
        if (!CHECK(rig_open(&r, (uint64_t)1 << 60, &error)))
            return;
        fuel_of(n, &r, text, 1);          /* the mod's first malloc */
        uint64_t plain = fuel_of(n, &r, text, TIMES), before = rig_fuel(&r);
        r.logged = 0;
        r.answer = answer;
        r.answer_left = at;
        inlay_status status = echo_echoes_log_often(r.host, r.mod, text, TIMES);
        CHECK((status == INLAY_SUSPENDED) == (answer == RIG_SUSPENDS));
        for (int frames = 0; frames < 10 && status == INLAY_SUSPENDED; frames++) {
            CHECK(r.logged == (at - 1) * text.size);
            inlay_frame(r.host, 1.0 / 60);
            status = inlay_typed_take(r.host, r.mod, r.binding, 0, NULL);
        }
        rig_take_events(&r);
        if (answer == RIG_TRAPS || answer == RIG_DENIES) {
            CHECK(status == INLAY_TRAPPED && r.logged == (at - 1) * text.size);
            CHECK_HAS(r.events, answer == RIG_TRAPS ? "not this one" : "the game denies it");
            CHECK_HAS(r.events, "log(\"sixteen letters!\")");
        } else {
            CHECK(status == INLAY_DONE && r.logged == TIMES * text.size);
            CHECK(rig_fuel(&r) - before == plain + (answer == RIG_CHARGES ? 1000 : 0));
        }
        rig_close(&r);
    }
}

/* Wherever fuel ends, with the answer of the game's function for one, the game is asked once for each call. */
static void test_asked_once(tally *n)
{
    enum { TIMES = 40, SIZE = 16 };
    rig r;
    inlay_error error;
    for (uint64_t fuel = 60; fuel < 400; fuel += 17) {
        if (!CHECK(rig_open(&r, fuel, &error)))
            return;
        inlay_status status = echo_echoes_log_often(r.host, r.mod, (inlay_string){ "sixteen letters!", SIZE }, TIMES);
        for (int frames = 0; frames < 10000 && status == INLAY_SUSPENDED; frames++) {
            inlay_frame(r.host, 1.0 / 60);
            status = inlay_typed_take(r.host, r.mod, r.binding, 0, NULL);      /* it gives nothing, so which it was is not asked */
        }
        CHECK(status == INLAY_DONE);
        CHECK(r.logged == TIMES * SIZE);
        rig_close(&r);
    }
}

/* A method of what the mod was lent, in slices or not, and one of them answered later: the same fuel; and what was lent goes back. */
static void test_methods(tally *n, uint32_t waits)
{
    enum { TIMES = TURNS };
    uint64_t whole = 0;
    rig r;
    inlay_error error;
    for (uint64_t fuel = 0; fuel < 400; fuel = fuel ? fuel + 23 : 70) {
        if (!CHECK(rig_open(&r, fuel ? fuel : (uint64_t)1 << 60, &error)))
            return;
        echo_game_thing thing = rig_thing(&r, 3);
        uint64_t before = rig_fuel(&r);
        uint32_t sum = 0, value = 0;
        r.answer = RIG_SUSPENDS;
        r.answer_left = waits;
        inlay_status status = echo_echoes_borrow_often(r.host, r.mod, thing, TIMES, &sum);
        for (int frames = 0; frames < 10000 && status == INLAY_SUSPENDED; frames++) {
            inlay_frame(r.host, 1.0 / 60);
            status = echo_echoes_borrow_often_take(r.host, r.mod, &sum);
        }
        CHECK(status == INLAY_DONE && sum == 3 * TIMES);
        whole = fuel ? whole : rig_fuel(&r) - before;
        CHECK(rig_fuel(&r) - before == whole);
        status = echo_echoes_take_thing(r.host, r.mod, thing, &value);       /* nothing of it is lent any more */
        for (int frames = 0; frames < 10000 && status == INLAY_SUSPENDED; frames++) {
            inlay_frame(r.host, 1.0 / 60);
            status = echo_echoes_take_thing_take(r.host, r.mod, &value);
        }
        CHECK(status == INLAY_DONE && value == 3);
        rig_close(&r);
    }
}

static bool append(void *user, const void *bytes, size_t size)
{
    char *text = user;
    const size_t at = strlen(text);
    if (at + size >= RECORDED)
        return false;
    memcpy(text + at, bytes, size);
    text[at + size] = 0;
    return true;
}

/* What an exact recording tells of some calls, where the mod asked its game so often before. */
static void record(tally *n, uint32_t before, char *text)
{
    rig r;
    inlay_error error;
    text[0] = 0;
    if (!CHECK(rig_open(&r, (uint64_t)1 << 60, &error)))
        return;
    fuel_of(n, &r, (inlay_string){ "sixteen letters!", 16 }, before);
    CHECK(inlay_profile_start(r.host, &(inlay_profile_options){ .level = INLAY_PROFILE_EXACT }, &error));
    inlay_frame(r.host, 1.0 / 60);
    fuel_of(n, &r, (inlay_string){ "sixteen letters!", 16 }, TURNS);
    inlay_frame(r.host, 1.0 / 60);
    CHECK(inlay_profile_save(r.host, 0, "collapsed", append, text, &error));
    rig_close(&r);
}

/* Where each cell is counted, none is passed by, whatever is remembered of calls before. */
static void test_recorded(tally *n)
{
    static char fresh[RECORDED], used[RECORDED];
    record(n, 0, fresh);
    record(n, TURNS, used);
    CHECK_HAS(fresh, "indirect-bind:test/game@1.0.0-log");
    CHECK_HAS(used, fresh);
    CHECK_HAS(fresh, used);
}

void asks_test(int *passed, int *failed)
{
    tally n = { 0, 0 };
    test_asked_once(&n);
    test_each_turn_costs_the_same(&n);
    test_recorded(&n);
    for (uint32_t waits = 0; waits < TURNS; waits = 2 * waits + 1)
        test_methods(&n, waits);
    static const uint32_t ats[] = { 1, 2, 17, 40 };
    for (size_t i = 0; i < sizeof ats / sizeof *ats; i++)
        test_other_answers(&n, ats[i]);
    *passed += n.passed;
    *failed += n.failed;
}
