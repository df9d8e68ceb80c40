/* Fuel shared among mods: saved, owed, shared out again. Eight mods play 600
 * frames, and what was decided stands in tests/data/host/schedule.txt, the same
 * for every build. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHARE = 20000 };

static void open_one(host_rig *r, inlay_slot_def def)
{
    host_rig_open_slots(r, NULL, &def, NULL);
}

TEST(what_a_mod_did_not_spend_lets_it_do_more_in_a_later_frame)
{
    host_rig r;
    uint32_t result;
    open_one(&r, (inlay_slot_def){ .fuel_per_frame = SHARE, .bucket_frames = 3, .fuel_most = 10 * SHARE });
    inlay_mod m = host_rig_seat(&r, "counting", "count");
    CHECK_INT(host_rig_stats(&r, m).fuel_saved, 3 * SHARE);
    CHECK_INT(host_rig_run(&r, m, 8000, &result), INLAY_DONE);          /* 8 units a turn: three shares */
    CHECK_INT(result, 8000);
    CHECK(host_rig_stats(&r, m).fuel_saved < 2 * SHARE);
    CHECK_INT(host_rig_run(&r, m, 12000, &result), INLAY_SUSPENDED);
    host_rig_close(&r);
}

TEST(without_bursts_a_frame_spends_its_share_and_no_more)
{
    host_rig r;
    open_one(&r, (inlay_slot_def){ .fuel_per_frame = SHARE, .fuel_most = SHARE });
    inlay_mod m = host_rig_seat(&r, "counting", "count");
    CHECK_INT(host_rig_run(&r, m, 12000, NULL), INLAY_SUSPENDED);
    host_rig_frames(&r, 1);
    CHECK(host_rig_stats(&r, m).fuel_frame < SHARE + 2000);
    host_rig_close(&r);
}

TEST(what_others_left_goes_to_who_ran_dry_within_the_frame)
{
    host_rig r;
    inlay_value value;
    open_one(&r, (inlay_slot_def){ .fuel_per_frame = 4 * SHARE, .bucket_frames = 1 });
    inlay_mod idle = host_rig_seat(&r, "idle", "add1"), busy = host_rig_seat(&r, "busy", "count");
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_run(&r, idle, 1, NULL), INLAY_DONE);
    CHECK_INT(host_rig_run(&r, busy, 14000, NULL), INLAY_SUSPENDED);    /* 112,000 units: its 40,000 twice, and the other's */
    inlay_end_frame(r.host);
    CHECK_INT(inlay_take_result(r.host, busy, &value, 1), INLAY_DONE);
    CHECK_INT(value.u32, 14000);
    host_rig_frames(&r, 1);
    CHECK(host_rig_stats(&r, busy).fuel_shared >= 15000);
    CHECK(host_rig_stats(&r, busy).fuel_frame <= 8 * SHARE);
    host_rig_close(&r);
}

TEST(a_game_that_does_not_say_that_its_frame_ends_shares_out_all_the_same)
{
    host_rig r;
    inlay_value value;
    open_one(&r, (inlay_slot_def){ .fuel_per_frame = 4 * SHARE, .bucket_frames = 1 });
    host_rig_seat(&r, "idle", "add1");
    inlay_mod busy = host_rig_seat(&r, "busy", "count");
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_run(&r, busy, 14000, NULL), INLAY_SUSPENDED);
    host_rig_frames(&r, 1);
    CHECK_INT(inlay_take_result(r.host, busy, &value, 1), INLAY_DONE);
    CHECK(host_rig_stats(&r, busy).fuel_shared >= 15000);
    host_rig_close(&r);
}

TEST(a_gift_of_fuel_lets_a_call_go_on)
{
    host_rig r;
    inlay_value value;
    open_one(&r, (inlay_slot_def){ .fuel_per_frame = 1000, .fuel_most = 1000 });
    inlay_mod m = host_rig_seat(&r, "counting", "count");
    CHECK_INT(host_rig_run(&r, m, 50000, NULL), INLAY_SUSPENDED);
    host_rig_frames(&r, 3);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_SUSPENDED);
    inlay_add_fuel(r.host, m, 420000);
    inlay_add_fuel(r.host, (inlay_mod){ 99, 1 }, 300000);
    inlay_end_frame(r.host);
    host_rig_frames(&r, 1);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_DONE);
    host_rig_close(&r);
}

static void fill_up(host_rig *r, inlay_call *call)
{
    inlay_add_fuel(r->host, inlay_call_mod(call), 1000000);
}

TEST(a_gift_inside_a_call_is_not_taken_for_fuel_that_was_spent)
{
    host_rig r;
    host_rig_open(&r, NULL);
    r.inside = fill_up;
    inlay_mod m = host_rig_seat(&r, "asker", "ask");
    r.other = host_rig_seat(&r, "adder", "add1");
    CHECK_INT(host_rig_run(&r, m, 1, NULL), INLAY_DONE);
    host_rig_frames(&r, 1);
    CHECK(host_rig_stats(&r, m).fuel_frame > 0 && host_rig_stats(&r, m).fuel_frame < 10000);
    CHECK(host_rig_stats(&r, m).fuel_total < 10000);
    host_rig_close(&r);
}

TEST(an_overlay_is_told_why_a_mod_waits)
{
    host_rig r;
    open_one(&r, (inlay_slot_def){ .fuel_per_frame = 1000 });
    inlay_mod m = host_rig_seat(&r, "looping", "loop");
    host_rig_run(&r, m, 1, NULL);
    host_rig_frames(&r, 5);
    CHECK_HAS(host_rig_stats(&r, m).reason, "out of fuel: \"run\" needs more than its share of 1000 a frame");
    CHECK_HAS(host_rig_stats(&r, m).reason, "(5 so far)");
    host_rig_close(&r);
}

TEST(what_others_leave_is_not_for_who_was_dry_many_frames_in_a_row_until_it_ends)
{
    host_rig r;
    inlay_value value;
    open_one(&r, (inlay_slot_def){ .fuel_per_frame = 2 * SHARE, .bucket_frames = 1, .fuel_most = 6 * SHARE });
    host_rig_seat(&r, "idle", "add1");
    inlay_mod m = host_rig_seat(&r, "counting", "count");
    host_rig_frames(&r, 2);
    CHECK_INT(host_rig_run(&r, m, 80000, NULL), INLAY_SUSPENDED);       /* 640,000 units */
    host_rig_frames(&r, 10);
    uint64_t shared = host_rig_stats(&r, m).fuel_shared;
    CHECK(shared > 0);
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_stats(&r, m).fuel_shared, 0);
    CHECK(host_rig_stats(&r, m).fuel_frame < SHARE + 100);
    CHECK_HAS(host_rig_stats(&r, m).reason, "out of fuel: \"run\" was so for 11 frames in a row, and gets its share of 20000 a frame alone");
    host_rig_frames(&r, 30);
    CHECK_INT(inlay_take_result(r.host, m, &value, 1), INLAY_DONE);
    CHECK_INT(value.u32, 80000);
    CHECK_INT(host_rig_run(&r, m, 10000, NULL), INLAY_SUSPENDED);
    host_rig_frames(&r, 1);
    CHECK_INT(host_rig_stats(&r, m).fuel_shared, shared);
    host_rig_close(&r);
}

/* ---- eight mods ---- */

enum { MODS = 8, FRAMES = 600, ONE = 32000, TEXT = 1 << 20 };

typedef struct simulated { const char *name, *file, *manifest; uint32_t least, range, every; } simulated;

/* What each asks for: turns of a loop of 8 units, so many, so often. */
static const simulated cast[MODS] = {
    { "quiet",  "count", "{\"slot\": \"needed\"}", 100, 50, 1 },
    { "steady", "count", "{\"slot\": \"needed\", \"weight\": 2}", 3000, 100, 1 },
    { "heavy",  "count", "{\"slot\": \"needed\"}", 8000, 4000, 1 },
    { "spiky",  "count", "{\"slot\": \"plain\"}", 6000, 10, 20 },
    { "looper", "loop",  "{\"slot\": \"plain\"}", 1, 1, 1 },
    { "greedy", "loop",  "{\"slot\": \"plain\", \"weight\": 3}", 1, 1, 1 },
    { "slow",   "count", "{\"slot\": \"plain\"}", 90000, 10, 100 },
    { "small",  "count", "{\"slot\": \"plain\"}", 10, 5, 1 },
};

typedef struct play {
    host_rig  rig;
    inlay_mod mods[MODS];
    uint32_t  random;
    uint64_t  done[MODS], least_done_gap[MODS], last_done[MODS];
    char     *text;
    size_t    size;
} play;

static uint32_t next_random(play *p, uint32_t range)
{
    p->random = p->random * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)p->random * range) >> 32);
}

static void call_one(play *p, uint32_t frame, uint32_t i)
{
    const simulated *s = &cast[i];
    inlay_value late;
    uint32_t wanted = s->least + next_random(p, s->range);
    bool is_over = inlay_take_result(p->rig.host, p->mods[i], &late, 1) == INLAY_DONE;
    is_over = (frame % s->every == 0 && host_rig_run(&p->rig, p->mods[i], wanted, NULL) == INLAY_DONE) || is_over;
    if (!is_over)
        return;
    uint64_t gap = frame - p->last_done[i];
    p->least_done_gap[i] = gap > p->least_done_gap[i] ? gap : p->least_done_gap[i];
    p->last_done[i] = frame;
    p->done[i]++;
}

static void write_frame(play *p, uint32_t frame)
{
    p->size += (size_t)snprintf(p->text + p->size, TEXT - p->size, "%u", frame);
    for (uint32_t i = 0; i < MODS; i++) {
        inlay_stats s = host_rig_stats(&p->rig, p->mods[i]);
        p->size += (size_t)snprintf(p->text + p->size, TEXT - p->size, " %llu+%llu/%llu%s", (unsigned long long)s.fuel_frame,
                                    (unsigned long long)s.fuel_shared, (unsigned long long)s.fuel_saved, s.state == INLAY_WAITING ? "*" : "");
    }
    p->size += (size_t)snprintf(p->text + p->size, TEXT - p->size, "\n");
}

static void play_all(play *p)
{
    inlay_error error;
    *p = (play){ .random = 7, .text = calloc(1, TEXT) };
    host_rig_open_slots(&p->rig, NULL, &(inlay_slot_def){ .fuel_per_frame = 6 * ONE }, NULL);
    inlay_slot_def needed = { .name = "needed", .world = "test:host/plain", .fuel_per_frame = 4 * ONE / 2, .required = true };
    CHECK(inlay_slot_define(p->rig.host, &needed, &error).index);
    for (uint32_t i = 0; i < MODS; i++)
        p->mods[i] = host_rig_load(&p->rig, cast[i].name, cast[i].file, cast[i].manifest);
    host_rig_frames(&p->rig, 8);
    for (uint32_t frame = 1; frame <= FRAMES; frame++) {
        for (uint32_t i = 0; i < MODS; i++)
            call_one(p, frame, i);
        inlay_end_frame(p->rig.host);
        host_rig_frames(&p->rig, 1);
        write_frame(p, frame);
    }
}

static void close_play(play *p)
{
    host_rig_close(&p->rig);
    free(p->text);
}

/* Golden: INLAY_WRITE_GOLDEN=1 writes it anew. */
static char *golden(const char *text)
{
    const char *path = "tests/data/host/schedule.txt";
    char *out = calloc(1, TEXT);
    if (getenv("INLAY_WRITE_GOLDEN")) {
        FILE *file = fopen(path, "wb");
        CHECK(file && fputs(text, file) >= 0);
        if (file)
            fclose(file);
    }
    FILE *file = fopen(path, "rb");
    CHECK(out && file && fread(out, 1, TEXT - 1, file) > 0);
    if (file)
        fclose(file);
    return out;
}

TEST(eight_mods_are_treated_fairly_and_the_same_by_every_build)
{
    play p;
    uint64_t total = 0, fuel[MODS];
    play_all(&p);
    for (uint32_t i = 0; i < MODS; i++)
        total += fuel[i] = host_rig_stats(&p.rig, p.mods[i]).fuel_total;

    /* no more than is there; what is left goes to those that come to an end, not to the two loops */
    CHECK(total <= (uint64_t)8 * ONE * (FRAMES + 16));
    CHECK(total >= (uint64_t)8 * ONE * FRAMES * 80 / 100);

    /* who stays within its share never waits */
    CHECK_INT(p.done[0], FRAMES);
    CHECK_INT(p.done[1], FRAMES);
    CHECK_INT(p.done[7], FRAMES);
    CHECK_INT(host_rig_stats(&p.rig, p.mods[7]).suspended_frames, 0);

    /* a spike after quiet frames is done at once; none is starved */
    CHECK_INT(p.done[3], FRAMES / cast[3].every);
    CHECK_INT(host_rig_stats(&p.rig, p.mods[3]).suspended_frames, 0);
    CHECK_INT(p.done[6], FRAMES / cast[6].every - 1);
    CHECK(p.least_done_gap[2] <= 3);

    /* two that always want more get what they get by weight: at least their shares, and 1 to 3 within a tenth */
    CHECK(fuel[4] >= (uint64_t)6 * ONE / 7 * FRAMES);
    CHECK(fuel[5] * 10 >= fuel[4] * 27 && fuel[5] * 10 <= fuel[4] * 33);

    char *wanted = golden(p.text);
    CHECK(strcmp(p.text, wanted) == 0);
    free(wanted);
    close_play(&p);
}

TEST(a_mod_within_its_share_and_savings_does_not_notice_the_others)
{
    static char texts[2][FRAMES * 24];
    for (int other = 0; other < 2; other++) {
        host_rig r;
        size_t at = 0;
        open_one(&r, (inlay_slot_def){ .fuel_per_frame = 2 * SHARE, .fuel_most = 6 * SHARE });
        inlay_mod it = host_rig_load(&r, "it", "count", NULL), beside = host_rig_load(&r, "beside", other ? "loop" : "add1", NULL);
        host_rig_frames(&r, 8);
        for (uint32_t frame = 0; frame < 200; frame++) {
            host_rig_run(&r, beside, 1, NULL);
            inlay_status status = host_rig_run(&r, it, frame % 5 ? 100 : 9000, NULL);
            host_rig_frames(&r, 1);
            at += (size_t)snprintf(texts[other] + at, sizeof texts[other] - at, "%d %llu\n", status, (unsigned long long)host_rig_stats(&r, it).fuel_total);
        }
        host_rig_close(&r);
    }
    CHECK_TEXT(texts[0], texts[1]);
}
