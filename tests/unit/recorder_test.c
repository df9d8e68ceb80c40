/* The recorder: what it says, that it changes nothing, and that it says the same each time. */
#include "host/recorder.h"

#include "host/host.h"
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The tree of the whole recording, a line a node; what is a clock's is left out. */
static void print_tree(const profile *p, text_builder *out)
{
    for (uint32_t i = 0; i < p->node_count; i++) {
        const profile_node *n = &p->nodes[i];
        const profile_place *place = &p->places[n->place];
        if (n->frame != PROFILE_NONE)
            continue;
        uint32_t depth = 0;
        for (uint32_t at = n->parent; at != PROFILE_NONE; at = p->nodes[at].parent)
            depth++;
        text_add(out, "%*s%.*s", (int)depth * 2, "", TEXT_ARGS(place->name));
        if (place->mod != PROFILE_NONE)
            text_add(out, " [%.*s]", TEXT_ARGS(p->mods[place->mod].name));
        text_add(out, " at %" PRIu64 ": %" PRIu64 " calls, %" PRIu64 " fuel, %" PRIu64 " samples\n", place->offset, n->calls, n->fuel, n->samples);
    }
}

static uint64_t whole_fuel(const profile *p)
{
    uint64_t fuel = 0;
    for (uint32_t i = 0; i < p->node_count; i++)
        fuel += p->nodes[i].frame == PROFILE_NONE ? p->nodes[i].fuel : 0;
    return fuel;
}

/* What was counted, a line a line. */
static void print_lines(const profile *p, text_builder *out)
{
    for (uint32_t i = 0; i < p->line_count; i++) {
        const profile_line *line = &p->lines[i];
        const profile_place *place = &p->places[line->place];
        text_add(out, "%.*s%s%.*s:%u: %" PRIu64 " times, %" PRIu64 " fuel\n", TEXT_ARGS(place->name), place->file.size ? " " : "", TEXT_ARGS(place->file),
                 place->line, line->count, line->fuel);
    }
}

typedef struct run_result {
    char     tree[20000], lines[20000];
    uint64_t fuel, sampled, counted, suspended;
    uint32_t last;
} run_result;

static void keep_text(char *to, size_t room, text_builder *text)
{
    CHECK(text->size < room);
    memcpy(to, text_string(text), text->size < room ? text->size + 1 : 0);
    text_close(text);
    text_open(text, text->budget);
}

/* A mod that runs dry in some frames, 200 frames of it. */
static void play_at(run_result *out, inlay_profile_level level, uint64_t sample_fuel, bool portable)
{
    host_rig r;
    inlay_error why;
    host_rig_open_slots(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .switch_interpreter = portable },
                        &(inlay_slot_def){ .fuel_per_frame = 50000 }, &(inlay_slot_def){ 0 });
    inlay_mod m = host_rig_seat(&r, "spike", "spike");
    uint64_t before = host_rig_stats(&r, m).fuel_total;
    *out = (run_result){ 0 };
    if (sample_fuel)
        CHECK(inlay_profile_start(r.host, &(inlay_profile_options){ .level = level, .sample_fuel = sample_fuel }, &why));
    for (uint32_t i = 0; i < 200; i++) {
        inlay_frame(r.host, 1.0 / 60);
        inlay_value n = { .kind = INLAY_U32 }, result = { 0 };
        n.u32 = i % 10 == 9 ? 3000 : 5;
        if (inlay_call_export(r.host, m, "run", &n, 1, &result, 1) == INLAY_DONE)
            out->last += result.u32;
    }
    inlay_frame(r.host, 1.0 / 60);
    out->fuel = host_rig_stats(&r, m).fuel_total - before;
    out->suspended = host_rig_stats(&r, m).suspended_frames;
    if (sample_fuel) {
        text_builder text;
        profile p;
        error err = { 0 };
        profile_open(&p, &r.host->budget);
        text_open(&text, &r.host->budget);
        CHECK(recorder_take(r.host->recorder, &p));
        CHECK(profile_check(&p, &err));
        print_tree(&p, &text);
        keep_text(out->tree, sizeof out->tree, &text);
        print_lines(&p, &text);
        keep_text(out->lines, sizeof out->lines, &text);
        out->sampled = whole_fuel(&p);
        for (uint32_t i = 0; i < p.line_count; i++)
            out->counted += p.lines[i].fuel;
        text_close(&text);
        profile_close(&p);
    }
    host_rig_close(&r);
}

static void play(run_result *out, uint64_t sample_fuel, bool portable)
{
    play_at(out, INLAY_PROFILE_SAMPLED, sample_fuel, portable);
}

TEST(recording_changes_neither_results_nor_fuel_and_counts_all_of_it)
{
    run_result *with = malloc(sizeof *with), *without = malloc(sizeof *without);
    play(with, 7000, false);
    play(without, 0, false);
    CHECK_INT(with->fuel, without->fuel);
    CHECK_INT(with->last, without->last);
    CHECK_INT(with->suspended, without->suspended);
    CHECK(with->suspended > 10);
    CHECK_INT(with->sampled, with->fuel);
    CHECK_HAS(with->tree, "search [spike]");
    CHECK_HAS(with->tree, "test:host/env@0.1.0#note [spike]");
    free(with);
    free(without);
}

TEST(a_recording_is_the_same_in_every_run_and_in_both_interpreters)
{
    run_result *a = malloc(sizeof *a), *b = malloc(sizeof *b), *c = malloc(sizeof *c);
    play(a, 7000, false);
    play(b, 7000, false);
    play(c, 7000, true);
    CHECK_TEXT(b->tree, a->tree);
    CHECK_TEXT(c->tree, a->tree);
    free(a);
    free(b);
    free(c);
}

TEST(looked_at_wherever_fuel_is_charged_it_is_the_same_still)
{
    run_result *a = malloc(sizeof *a), *b = malloc(sizeof *b), *without = malloc(sizeof *without);
    play(a, 1, false);
    play(b, 1, true);
    play(without, 0, false);
    CHECK_TEXT(b->tree, a->tree);
    CHECK_INT(a->fuel, without->fuel);
    CHECK_INT(a->last, without->last);
    CHECK_INT(a->sampled, a->fuel);
    free(a);
    free(b);
    free(without);
}

/* ---- counting ---- */

TEST(counted_it_is_the_same_run_and_every_unit_of_fuel_has_its_function)
{
    run_result *a = malloc(sizeof *a), *b = malloc(sizeof *b), *without = malloc(sizeof *without);
    play_at(a, INLAY_PROFILE_EXACT, 7000, false);
    play_at(b, INLAY_PROFILE_EXACT, 7000, true);
    play(without, 0, false);
    CHECK_INT(a->fuel, without->fuel);
    CHECK_INT(a->last, without->last);
    CHECK_INT(a->suspended, without->suspended);
    CHECK_INT(a->counted, a->fuel);
    CHECK_INT(a->sampled, a->fuel);
    CHECK_TEXT(b->tree, a->tree);
    CHECK_TEXT(b->lines, a->lines);
    CHECK_HAS(a->lines, "run:0: 181 times, 1267 fuel\nwork:0: 181 times, 2172000 fuel\nsearch:0: 181 times, 482768 fuel\n(the SDK, and the game's functions):0: 0 times, ");
    free(a);
    free(b);
    free(without);
}

/* ---- hitches ---- */

static uint64_t tick(void *user) { return *(uint64_t *)user += 1000; }

TEST(one_slow_frame_in_ten_thousand_is_caught_and_no_other)
{
    host_rig r;
    uint64_t now = 0;
    inlay_error why;
    inlay_hitch hitch[HITCH_MOST];
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .clock = tick, .clock_user = &now });
    inlay_mod calm = host_rig_seat(&r, "calm", "count"), m = host_rig_seat(&r, "spike", "spike");
    CHECK(inlay_profile_start(r.host, NULL, &why));
    for (uint32_t i = 0; i < 10000; i++) {
        uint32_t result;
        inlay_frame(r.host, 1.0 / 60);
        host_rig_run(&r, calm, 3000 + i % 50, &result);
        host_rig_run(&r, m, i == 6543 ? 1900 : 3 + i % 7, &result);
        if (i % 1000 == 0)
            host_rig_take_events(&r);
    }
    host_rig_take_events(&r);
    CHECK_INT(inlay_hitches(r.host, hitch, HITCH_MOST), 1);
    CHECK_INT(hitch[0].mod.index, m.index);
    CHECK_HAS(r.events, "[HITCH] spike: it made frame ");
    CHECK_HAS(r.events, "1900 calls of test:host/env@0.1.0#note from search (byte 0x");

    profile p;
    profile_open(&p, &r.host->budget);
    CHECK(recorder_take_hitch(r.host->recorder, hitch_find(&r.host->recorder->hitches, hitch[0].id), &p));
    CHECK_INT(p.frame_count, HITCH_FRAMES);
    CHECK_INT(p.frames[p.hitch_frame].number, hitch[0].frame);
    CHECK_TEXT(p.mods[p.hitch_mod].name.bytes, "spike");
    profile_close(&p);
    inlay_hitch_drop(r.host, hitch[0].id);
    CHECK_INT(inlay_hitches(r.host, NULL, 0), 0);
    host_rig_close(&r);
}

/* What it took in its first frames is not yet what is usual. */
TEST(a_mod_that_came_and_takes_too_much_is_told_for_each_such_frame)
{
    host_rig r;
    inlay_error why;
    inlay_hitch hitch[HITCH_MOST];
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD });
    inlay_mod calm = host_rig_seat(&r, "calm", "count");
    CHECK(inlay_profile_start(r.host, &(inlay_profile_options){ .hitch_fuel = 8000 }, &why));
    for (uint32_t i = 0; i < 100; i++) {
        inlay_frame(r.host, 1.0 / 60);
        host_rig_run(&r, calm, i % 50, &(uint32_t){ 0 });
    }
    inlay_mod late = host_rig_load(&r, "late", "spike", NULL);
    for (uint32_t played = 0; played < 3;) {
        inlay_frame(r.host, 1.0 / 60);
        host_rig_run(&r, calm, 60 + played, &(uint32_t){ 0 });
        played += host_rig_run(&r, late, 300 - 100 * played, NULL) == INLAY_DONE;
    }
    inlay_frame(r.host, 1.0 / 60);
    uint32_t count = inlay_hitches(r.host, hitch, HITCH_MOST);
    CHECK(count >= 3);
    for (uint32_t i = 0; i < count; i++)
        CHECK_INT(hitch[i].mod.index, late.index);
    host_rig_close(&r);
}

TEST(a_frame_that_is_slow_because_of_translation_is_no_hitch)
{
    hitch_watch *w = calloc(1, sizeof *w);
    figures *times = calloc(1, sizeof *times);
    profile_frame frame = { .ns = 100000, .fuel = 5000 };
    bool is_slow;
    w->options = (hitch_options){ .factor = 4, .least_ns = 1000000 };
    for (uint32_t i = 0; i < 200; i++) {
        figures_add(times, frame.ns);
        CHECK(!hitch_is_one(w, &frame, 0, times, &is_slow));
    }
    frame.ns = 5000000;
    CHECK(!hitch_is_one(w, &frame, 4900000, times, &is_slow));
    CHECK(hitch_is_one(w, &frame, 0, times, &is_slow));
    CHECK(is_slow);
    free(times);
    free(w);
}

TEST(a_frame_of_little_fuel_is_no_hitch_however_little_is_usual)
{
    hitch_watch *w = calloc(1, sizeof *w);
    figures *times = calloc(1, sizeof *times);
    profile_frame frame = { .ns = 100000, .fuel = 1200 };
    bool is_slow;
    w->options = (hitch_options){ .factor = 4, .least_ns = 1000000, .least_fuel = 50000 };
    for (uint32_t i = 0; i < 200; i++)
        CHECK(!hitch_is_one(w, &frame, 0, times, &is_slow));
    frame.fuel = 50000;
    CHECK(!hitch_is_one(w, &frame, 0, times, &is_slow));
    frame.fuel = 50001;
    CHECK(hitch_is_one(w, &frame, 0, times, &is_slow));
    CHECK(!is_slow);
    free(times);
    free(w);
}

/* ---- chains ---- */

/* Calls are begun straight, or by the canonical ABI where there is little fuel in the slice: two places in the tree. */
static long calls_of(const char *tree, const char *place)
{
    long calls = 0;
    for (const char *at = strstr(tree, place); at; at = strstr(at + 1, place))
        calls += strtol(at + strlen(place), NULL, 10);
    return calls;
}

/* One mod asks the game, which asks another. */
static void play_chain(inlay_profile_level level, bool portable, char *tree, size_t room)
{
    host_rig r;
    inlay_error why;
    uint32_t result;
    profile p;
    text_builder text;
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .switch_interpreter = portable });
    inlay_mod asker = host_rig_seat(&r, "asker", "ask");
    r.other = host_rig_seat(&r, "other", "count");
    CHECK(inlay_profile_start(r.host, &(inlay_profile_options){ .level = level, .sample_fuel = 1000 }, &why));
    for (uint32_t i = 0; i < 20; i++) {
        inlay_frame(r.host, 1.0 / 60);
        CHECK_INT(host_rig_run(&r, asker, 1000, &result), INLAY_DONE);
    }
    inlay_frame(r.host, 1.0 / 60);
    profile_open(&p, &r.host->budget);
    text_open(&text, &r.host->budget);
    CHECK(recorder_take(r.host->recorder, &p));
    print_tree(&p, &text);
    keep_text(tree, room, &text);
    text_close(&text);
    profile_close(&p);
    host_rig_close(&r);
}

TEST(what_a_mod_costs_inside_a_call_of_another_stands_below_that_call)
{
    static char tree[20000];
    play_chain(INLAY_PROFILE_SAMPLED, false, tree, sizeof tree);
    CHECK_INT(calls_of(tree, "test:host/env@0.1.0#ask [asker] at 0: "), 20);
    CHECK_HAS(tree, "\n        run [other] at 0: ");
}

TEST(counted_the_chain_from_mod_to_game_to_mod_is_told_to_the_unit)
{
    static char tree[20000], portable[20000];
    play_chain(INLAY_PROFILE_EXACT, false, tree, sizeof tree);
    play_chain(INLAY_PROFILE_EXACT, true, portable, sizeof portable);
    CHECK_TEXT(portable, tree);
    CHECK_TEXT(tree,
               "run [asker] at 0: 0 calls, 0 fuel, 0 samples\n"
               "  (canonical ABI) [asker] at 0: 0 calls, 720 fuel, 0 samples\n"
               "  run [asker] at 121: 20 calls, 40 fuel, 0 samples\n"
               "  run [asker] at 121: 0 calls, 0 fuel, 0 samples\n"
               "    test:host/env@0.1.0#ask [asker] at 0: 20 calls, 1360 fuel, 0 samples\n"
               "      run [other] at 0: 0 calls, 0 fuel, 0 samples\n"
               "        (canonical ABI) [other] at 0: 0 calls, 720 fuel, 0 samples\n"
               "        run [other] at 48: 20 calls, 160120 fuel, 0 samples\n");
}

/* ---- floods ---- */

TEST(a_flood_of_traps_costs_the_others_no_frame_of_a_recording)
{
    host_rig r;
    inlay_error why;
    profile p;
    uint32_t result;
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD });
    inlay_mod calm = host_rig_seat(&r, "calm", "count");
    CHECK(inlay_profile_start(r.host, &(inlay_profile_options){ .frames = 100 }, &why));
    uint64_t before = 0;
    for (uint32_t i = 0; i < 300; i++) {
        inlay_mod bad = host_rig_load(&r, "bad", "trap", NULL);
        inlay_reload(r.host, bad);
        inlay_frame(r.host, 1.0 / 60);
        host_rig_run(&r, bad, 0, &result);
        CHECK_INT(host_rig_run(&r, calm, 1000, &result), INLAY_DONE);
        if (i == 100)
            before = r.host->recorder->own.used;
        if (i % 50 == 0)
            host_rig_take_events(&r);
    }
    inlay_frame(r.host, 1.0 / 60);
    CHECK(r.host->recorder->own.used < before + before / 10);
    profile_open(&p, &r.host->budget);
    CHECK(recorder_take(r.host->recorder, &p));
    uint32_t calm_frames = 0, traps = 0;
    for (uint32_t i = 0; i < p.row_count; i++) {
        calm_frames += text_is(p.mods[p.rows[i].mod].name, "calm") && p.rows[i].fuel > 1000;
        traps += p.rows[i].traps;
    }
    CHECK_INT(p.frame_count, 100);
    CHECK_INT(calm_frames, 100);
    CHECK(traps > 50);
    profile_close(&p);
    host_rig_close(&r);
}

/* ---- memory ---- */

/* An import that nobody called lately is not looked at; then it is again. */
TEST(calls_stand_in_their_frames_however_long_nobody_called_before)
{
    enum { PLAYED = 90 };
    static const uint32_t every[] = { 1, 2, 5, 9, 13, 30 };
    uint32_t calls[PLAYED], result;
    host_rig r;
    inlay_error why;
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD });
    inlay_mod m = host_rig_seat(&r, "spike", "spike");
    for (uint32_t e = 0; e < sizeof every / sizeof *every; e++) {
        profile p;
        uint64_t told = 0, whole = 0, all = 0;
        CHECK(inlay_profile_start(r.host, &(inlay_profile_options){ .frames = PLAYED }, &why));
        for (uint32_t i = 0; i < PLAYED; i++) {
            calls[i] = i % every[e] ? 0 : i % 4 == 3 ? 2000 : i % 7;
            inlay_frame(r.host, 1.0 / 60);
            CHECK_INT(host_rig_run(&r, m, calls[i], &result), INLAY_DONE);
            all += calls[i];
        }
        inlay_frame(r.host, 1.0 / 60);
        profile_open(&p, &r.host->budget);
        CHECK(recorder_take(r.host->recorder, &p));
        CHECK_INT(p.row_count, PLAYED);
        for (uint32_t i = 0; i < p.row_count; i++)
            CHECK_INT(p.rows[i].host_calls, calls[p.rows[i].frame]);
        for (uint32_t i = 0; i < p.import_count; i++)
            *(p.imports[i].frame == PROFILE_NONE ? &whole : &told) += p.imports[i].calls;
        CHECK_INT(told, all);
        CHECK_INT(whole, all);
        profile_close(&p);
    }
    host_rig_close(&r);
}

TEST(a_recording_that_finds_no_memory_loses_places_not_sums)
{
    host_rig r;
    inlay_error why;
    uint32_t result;
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD });
    CHECK(!inlay_profile_start(r.host, &(inlay_profile_options){ .memory_bytes = 1000 }, &why));
    CHECK_HAS(why.text, "out of memory");
    inlay_mod m = host_rig_seat(&r, "spike", "spike");
    uint32_t lost = 0, kept = 0;
    uint64_t least = 200000;
    while (!inlay_profile_start(r.host, &(inlay_profile_options){ .memory_bytes = least, .frames = 30, .sample_fuel = 1000 }, &why))
        least += 200;
    for (uint64_t room = least; room < least + 60000; room += room < least + 4000 ? 200 : 4000) {
        CHECK(inlay_profile_start(r.host, &(inlay_profile_options){ .memory_bytes = room, .frames = 30, .sample_fuel = 1000 }, &why));
        uint64_t before = host_rig_stats(&r, m).fuel_total;
        profile p;
        for (uint32_t i = 0; i < 30; i++) {
            inlay_frame(r.host, 1.0 / 60);
            CHECK_INT(host_rig_run(&r, m, 100, &result), INLAY_DONE);
        }
        inlay_frame(r.host, 1.0 / 60);
        profile_open(&p, &r.host->budget);
        CHECK(recorder_take(r.host->recorder, &p));
        lost += p.lost != 0;
        kept += p.lost == 0 && r.host->recorder->records;
        if (r.host->recorder->records)
            CHECK_INT(whole_fuel(&p), host_rig_stats(&r, m).fuel_total - before);
        profile_close(&p);
    }
    CHECK(lost > 3);
    CHECK(kept > 3);
    inlay_profile_stop(r.host);
    host_rig_close(&r);
}

TEST(counting_that_finds_no_memory_says_so_and_every_unit_is_told_still)
{
    host_rig r;
    inlay_error why;
    uint32_t result, lost = 0, whole = 0;
    uint64_t least = 200000;
    inlay_profile_options options = { .level = INLAY_PROFILE_EXACT, .frames = 30 };
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD });
    inlay_mod m = host_rig_seat(&r, "spike", "spike");
    for (options.memory_bytes = least; !inlay_profile_start(r.host, &options, &why); options.memory_bytes = least += 200)
        continue;
    /* Up to beyond what is enough: the table of the handlers' distances is 285 KB in gcc's interpreter. */
    for (uint64_t room = least; room < least + 600000; room += room < least + 20000 ? 1000 : 5000) {
        profile p;
        uint64_t before = host_rig_stats(&r, m).fuel_total, counted = 0;
        options.memory_bytes = room;
        CHECK(inlay_profile_start(r.host, &options, &why));
        for (uint32_t i = 0; i < 5; i++) {
            inlay_frame(r.host, 1.0 / 60);
            CHECK_INT(host_rig_run(&r, m, 100, &result), INLAY_DONE);
            CHECK_INT(result, 100);
        }
        inlay_frame(r.host, 1.0 / 60);
        profile_open(&p, &r.host->budget);
        CHECK(recorder_take(r.host->recorder, &p));
        for (uint32_t i = 0; i < p.line_count; i++)
            counted += p.lines[i].fuel;
        lost += p.lost != 0;
        whole += p.lost == 0 && p.line_count == 4;
        if (p.line_count)
            CHECK_INT(counted, host_rig_stats(&r, m).fuel_total - before);
        profile_close(&p);
    }
    CHECK(lost > 3);
    CHECK(whole > 3);
    inlay_profile_stop(r.host);
    host_rig_close(&r);
}
