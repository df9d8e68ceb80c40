/* Prices of the game's functions, and the clock's deadline. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <stdlib.h>
#include <string.h>

/* Fuel of one run of a mod that asks the game once. */
static uint64_t fuel_of_a_call(uint64_t price)
{
    host_rig r;
    inlay_error error;
    uint32_t result;
    host_rig_open(&r, NULL);
    CHECK(inlay_set_price(r.host, "test:host/env#wait", price, 0, &error));
    inlay_mod m = host_rig_seat(&r, "waiting", "wait");
    uint64_t before = host_rig_stats(&r, m).fuel_total;
    CHECK_INT(host_rig_run(&r, m, 9, &result), INLAY_DONE);
    CHECK_INT(result, 9);
    uint64_t fuel = host_rig_stats(&r, m).fuel_total - before;
    host_rig_close(&r);
    return fuel;
}

TEST(a_declared_price_is_paid_for_each_call)
{
    CHECK_INT(fuel_of_a_call(1000) - fuel_of_a_call(0), 1000);
}

static void charge(host_rig *r, inlay_call *call)
{
    inlay_call_charge(call, r->values[0]);
}

/* Fuel of one run of a mod that asks the game once, where the function itself says what that cost. */
static uint64_t fuel_of_a_charge(uint64_t charged)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "asking", "ask");
    r.inside = charge;
    r.values[0] = charged;
    uint64_t before = host_rig_stats(&r, m).fuel_total;
    CHECK_INT(host_rig_run(&r, m, 9, NULL), INLAY_DONE);
    uint64_t fuel = host_rig_stats(&r, m).fuel_total - before;
    r.inside = NULL;
    host_rig_close(&r);
    return fuel;
}

TEST(what_a_function_says_that_it_cost_is_paid_on_top)
{
    CHECK_INT(fuel_of_a_charge(5000) - fuel_of_a_charge(0), 5000);
}

TEST(a_price_for_what_is_not_bound_is_an_error_in_words)
{
    host_rig r;
    inlay_error error;
    host_rig_open(&r, NULL);
    CHECK(!inlay_set_price(r.host, "test:host/env#fly", 1, 1, &error));
    CHECK_HAS(inlay_error_text(&error), "\"test:host/env#fly\" is not bound, so it has no price");
    CHECK(!inlay_set_price(NULL, "x", 1, 1, &error));
    CHECK(!inlay_set_price(r.host, NULL, 1, 1, NULL));
    host_rig_frames(&r, 1);
    CHECK(!inlay_set_price(r.host, "test:host/env#wait", 1, 1, &error));
    host_rig_close(&r);
}

TEST(what_functions_cost_is_told_line_by_line)
{
    host_rig r;
    char text[4000];
    host_rig_open(&r, NULL);
    inlay_set_price(r.host, "test:host/env#wait", 500, 3, NULL);
    inlay_mod m = host_rig_seat(&r, "waiting", "wait");
    for (int i = 0; i < 3; i++)
        CHECK_INT(host_rig_run(&r, m, 9, NULL), INLAY_DONE);
    int size = inlay_prices_text(r.host, text, sizeof text);
    CHECK_INT(size, strlen(text));
    CHECK(strncmp(text, "inlay prices 1\nmods ", 20) == 0);
    CHECK_HAS(text, "\nimport 3 3 ");
    CHECK_HAS(text, " 0 1596 500 3 test:host/env#wait\n");      /* 3 × (32 + 500) */
    CHECK_INT(inlay_prices_text(NULL, text, sizeof text), 0);
    host_rig_close(&r);
}

static uint64_t tick(void *user)
{
    return *(uint64_t *)user += 400000;
}

TEST(a_deadline_stops_a_mod_by_the_clock_and_says_that_it_did)
{
    host_rig r;
    uint64_t now = 0;
    inlay_value value;
    host_rig_open_slots(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .clock = tick, .clock_user = &now },
                        &(inlay_slot_def){ .fuel_per_frame = 10000000, .deadline_us = 2000 }, NULL);
    inlay_mod m = host_rig_seat(&r, "counting", "count");
    CHECK_INT(host_rig_run(&r, m, 200000, NULL), INLAY_SUSPENDED);      /* 1,600,000 units: 16 slices */
    CHECK_HAS(host_rig_stats(&r, m).reason, "was stopped after 2000 us by the slot's deadline");
    host_rig_frames(&r, 1);
    CHECK_HAS(r.events, "[SUSPENDED] counting: \"run\" took more than 2000 us of this frame and goes on in the next (not deterministic: the clock decided, not fuel)");
    host_rig_frames(&r, 20);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_DONE);
    CHECK_INT(value.u32, 200000);
    CHECK(host_rig_stats(&r, m).late_frames >= 2);
    host_rig_close(&r);
}

TEST(bytes_that_a_function_gives_are_paid_as_those_that_it_is_given)
{
    uint64_t fuel[2];
    char text[4000];
    for (uint32_t i = 0; i < 2; i++) {
        host_rig r;
        uint32_t result = 0;
        inlay_error error;
        host_rig_open(&r, NULL);
        CHECK(inlay_set_price(r.host, "test:host/env#tell", 500, i ? 100 : 0, &error));
        inlay_mod m = host_rig_seat(&r, "gifted", "gift");
        uint64_t before = host_rig_stats(&r, m).fuel_total;
        CHECK_INT(host_rig_run(&r, m, 10240, &result), INLAY_DONE);
        CHECK_INT(result, 10240);
        fuel[i] = host_rig_stats(&r, m).fuel_total - before;
        inlay_prices_text(r.host, text, sizeof text);
        host_rig_close(&r);
    }
    CHECK_INT(fuel[1] - fuel[0], 1000);                         /* 10 KiB, at 100 each; the list's own 8 bytes are less than one */
    CHECK_HAS(text, " 10248 1532 500 100 test:host/env#tell\n");   /* 32 + 500 + 1000 */
    CHECK_HAS(text, "\nimport 3 3 ");
    CHECK_HAS(text, " 0 96 0 0 wasi:random/random@0.2.0#get-random-u64\n");
}
