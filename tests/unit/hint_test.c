/* Hints, as they are read. */
#include "host/hint.h"
#include "tests/unit/check.h"

#define VIEW(literal) (text_view)TEXT_LITERAL(literal)

/* All hints, a line each. */
static const char *hints(const hint_figures *f)
{
    static char text[HINT_MOST * (HINT_TEXT + 1)];
    hint_list list = hint_of(f);
    size_t size = 0;
    text[0] = 0;
    for (uint32_t i = 0; i < list.count; i++)
        size += (size_t)text_format(text + size, sizeof text - size, "%s\n", list.texts[i]);
    return text;
}

/* A mod that takes half a millisecond in each of 600 frames. */
static hint_figures usual(void)
{
    return (hint_figures){ .frames = 600, .ns = 600 * UINT64_C(500000), .worst_ns = 700000, .usual_ns = 500000, .fuel = 600 * UINT64_C(1000000),
                           .memory = 1 << 20, .memory_limit = 16 << 20 };
}

TEST(nothing_is_said_of_a_mod_that_costs_what_it_may)
{
    hint_figures f = usual(), none = { 0 };
    CHECK_TEXT(hints(&f), "");
    CHECK_TEXT(hints(&none), "");
}

TEST(an_import_that_takes_most_of_a_mod_is_named_with_its_calls_a_frame_and_its_caller)
{
    hint_figures f = usual();
    f.import = VIEW("arena:game/entities@0.1.0#find"), f.import_caller = VIEW("on-frame");
    f.import_calls = 600 * 1900, f.import_ns = f.ns / 100 * 73;
    CHECK_TEXT(hints(&f), "73 % of this mod is 1,900 calls of entities.find in on-frame, each frame: ask once, keep the answer\n");
    f.import = VIEW("arena:game/world#[method]body.position"), f.import_caller = (text_view){ 0 }, f.import_calls = 600;
    CHECK_TEXT(hints(&f), "73 % of this mod is 1 call of body.position, each frame\n");
    f.import_ns = f.ns / 100 * 20;
    CHECK_TEXT(hints(&f), "");
}

TEST(one_frame_alone_is_told_as_such)
{
    hint_figures f = { .frames = 1, .ns = 4000000, .import = VIEW("arena:game/entities#find"), .import_caller = VIEW("on-frame"),
                       .import_calls = 1900, .import_ns = 2920000 };
    CHECK_TEXT(hints(&f), "73 % of this mod is 1,900 calls of entities.find in on-frame: ask once, keep the answer\n");
}

TEST(what_made_a_hitch_is_told_however_short_it_was)
{
    hint_figures f = usual();
    f.worst_ns = 232000, f.usual_ns = 6000, f.worst_fuel = 654000, f.usual_fuel = 3090, f.worst_frame = 250;
    f.worst_function = VIEW("spin"), f.worst_file = VIEW("hot.c"), f.worst_line = 14;
    CHECK_TEXT(hints(&f), "");
    f.is_hitch = true;
    CHECK_TEXT(hints(&f), "232 us in frame 250, where 6 us is usual: most of it in spin (hot.c:14)\n");
    f.worst_fuel = f.usual_fuel;
    CHECK_TEXT(hints(&f), "");
}

TEST(a_spike_a_function_and_frames_without_fuel_are_told_with_what_to_do)
{
    hint_figures f = usual();
    f.worst_ns = 9300000, f.worst_frame = 12345, f.suspended_frames = 43;
    f.function = VIEW("boids::step"), f.file = VIEW("boids/src/lib.rs"), f.line = 42, f.function_fuel = f.fuel / 100 * 61;
    CHECK_TEXT(hints(&f), "out of fuel in 43 of 600 frames: raise \"weight\" in its mod.json, or do less a frame\n"
                          "9.3 ms in frame 12345, where 500 us is usual: a recording of that hitch names the line\n"
                          "61 % of its fuel is spent in boids::step (lib.rs:42)\n");
}

/* As the first frame, before it is known what is usual. */
TEST(a_spike_that_nothing_was_kept_of_promises_no_line)
{
    hint_figures f = usual();
    f.worst_ns = 9300000, f.worst_frame = 1, f.is_lost = true;
    CHECK_TEXT(hints(&f), "9.3 ms in frame 1, where 500 us is usual\n");
}

TEST(a_spike_whose_frame_was_recorded_is_told_with_its_line)
{
    hint_figures f = usual();
    f.worst_ns = 9300000, f.worst_frame = 12345;
    f.worst_function = VIEW("boids::step"), f.worst_file = VIEW("src/lib.rs"), f.worst_line = 51;
    CHECK_TEXT(hints(&f), "9.3 ms in frame 12345, where 500 us is usual: most of it in boids::step (lib.rs:51)\n");
    f.worst_import = VIEW("arena:game/entities@0.1.0#find"), f.worst_calls = 1900;
    CHECK_TEXT(hints(&f), "9.3 ms in frame 12345, where 500 us is usual: 1,900 calls of entities.find in boids::step (lib.rs:51)\n");
}

TEST(calls_that_cost_little_but_their_price_are_a_frames_cause)
{
    hint_figures f = usual();
    f.worst_ns = 1900000, f.worst_fuel = 1276691;
    CHECK(hint_is_by_calls(&f, 555000, 480000));
    CHECK(hint_is_by_calls(&f, 700000, 0));
    CHECK(!hint_is_by_calls(&f, 555000, 400000));
    f.worst_fuel = 0;
    CHECK(!hint_is_by_calls(&f, 555000, 0));
}

TEST(a_slow_frame_that_did_no_more_than_others_is_not_the_mods)
{
    hint_figures f = usual();
    f.worst_ns = 9300000, f.worst_frame = 5, f.worst_fuel = 1100000, f.usual_fuel = 1000000;
    CHECK_TEXT(hints(&f), "");
    f.worst_fuel = 7000000;
    CHECK_HAS(hints(&f), "9.3 ms in frame 5");
    f.worst_fuel = 1100000, f.worst_host_ns = 8000000;
    CHECK_HAS(hints(&f), "9.3 ms in frame 5");
}

TEST(memory_copies_log_lines_and_failures_are_told_and_no_more_than_four_hints)
{
    hint_figures f = usual();
    f.memory = 15 << 20, f.copied = 600 * UINT64_C(1048576), f.log_lines = 600 * 120;
    CHECK_TEXT(hints(&f), "94 % of its memory is used: at 16 MiB it fails; raise the limit or free more\n"
                          "1024 KiB a frame are copied in and out of it: hand over less, or less often\n"
                          "it writes 120 log lines a frame\n");
    f.traps = 1, f.translate_ns = f.ns / 2;
    CHECK_TEXT(hints(&f), "it failed 1 time: its story is in the log, with the line it was at\n"
                          "50 % of its time is functions' first calls, which are translated: it passes\n"
                          "94 % of its memory is used: at 16 MiB it fails; raise the limit or free more\n"
                          "1024 KiB a frame are copied in and out of it: hand over less, or less often\n");
}

TEST(a_name_of_any_length_stays_in_its_room)
{
    static char long_name[5000];
    for (size_t i = 0; i < sizeof long_name; i++)
        long_name[i] = "a/#@.]["[i % 7];
    hint_figures f = usual();
    f.worst_ns = 9999999, f.worst_line = 3;
    f.worst_import = f.worst_function = f.worst_file = f.import = f.import_caller = f.function = f.file = (text_view){ long_name, sizeof long_name };
    f.import_calls = f.import_ns = f.line = 1;
    f.import_ns = f.ns * 3, f.function_fuel = f.fuel * 9;
    CHECK(hint_of(&f).count == 3);
    CHECK_HAS(hints(&f), "100 % of this mod is 1 call of ");
}

TEST(names_times_and_numbers_are_short)
{
    char out[32];
    CHECK_TEXT(hint_short_name(VIEW("arena:game/world@0.1.0#log"), out, sizeof out), "world.log");
    CHECK_TEXT(hint_short_name(VIEW("log"), out, sizeof out), "log");
    CHECK_TEXT(hint_short_name(VIEW("a:b/c#[static]thing.make"), out, sizeof out), "thing.make");
    CHECK_TEXT(hint_short_name(VIEW(""), out, sizeof out), "");
    CHECK_TEXT(hint_number(0, out), "0");
    CHECK_TEXT(hint_number(999, out), "999");
    CHECK_TEXT(hint_number(1234567, out), "1,234,567");
    CHECK_TEXT(hint_number(UINT64_MAX, out), "18,446,744,073,709,551,615");
    CHECK_TEXT(hint_time(999, out), "999 ns");
    CHECK_TEXT(hint_time(3149999, out), "3.1 ms");
    CHECK_TEXT(hint_time(UINT64_C(2040000000), out), "2.0 s");
}
