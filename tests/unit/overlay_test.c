/* The overlay, drawn on a painter that writes down what it is asked for. */
#include "host/host.h"
#include "host/recorder.h"
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <math.h>
#include <string.h>

/* Letters are 6 wide; a line a text. */
typedef struct canvas {
    inlay_painter painter;
    char     texts[40000];
    size_t   size;
    uint32_t rects, outside, control;
} canvas;

static void place(canvas *c, float x, float y, float width, float height)
{
    const inlay_painter *p = &c->painter;
    c->outside += !(x >= p->x - 1 && y >= p->y - 1 && x + width <= p->x + p->width + 1 && y + height <= p->y + p->height + 1);
}

static void rect(void *user, float x, float y, float width, float height, uint32_t rgba)
{
    canvas *c = user;
    c->rects++;
    place(c, x, y, width, height);
}

static void text(void *user, float x, float y, const char *words, uint32_t rgba)
{
    canvas *c = user;
    size_t size = strlen(words);
    place(c, x, y, 6 * (float)size, 0);
    for (size_t i = 0; i < size; i++)
        c->control += (unsigned char)words[i] < 0x20;
    if (c->size + size + 2 < sizeof c->texts) {
        memcpy(c->texts + c->size, words, size);
        c->texts[c->size += size] = '\n';
        c->texts[++c->size] = 0;
    }
}

static float text_width(void *user, const char *words)
{
    return 6 * (float)strlen(words);
}

static canvas c;

static float draw(inlay_host *host, float width, float height, inlay_mod selected)
{
    c = (canvas){ .painter = { .user = &c, .rect = rect, .text = text, .text_width = text_width, .row_height = 11,
                               .x = 100, .y = 50, .width = width, .height = height, .selected = selected } };
    return inlay_overlay_draw(host, &c.painter);
}

TEST(the_overlay_tells_the_frame_and_each_mods_state_and_reason)
{
    host_rig r;
    uint32_t result;
    host_rig_open_slots(&r, NULL, &(inlay_slot_def){ .on_failure = INLAY_FAILURE_PAUSE }, NULL);
    inlay_mod bad = host_rig_seat(&r, "bad", "trap");
    host_rig_seat(&r, "adder", "add1");
    host_rig_frames(&r, 3);
    CHECK_INT(host_rig_run(&r, bad, 0, &result), INLAY_TRAPPED);
    host_rig_frames(&r, 3);
    float height = draw(r.host, 320, 700, bad);
    CHECK(height > 100 && height < 700);
    static const char *const pieces[] = { "mods: ", " of ", "p50\np95\np99\nmax\n>1\n>2\n>4\n>8ms\n1 s\n", "10 s\n", "all\n",
                                          "bad\n", "failed\n", "the mod failed (generation 1, frame ", "adder\n", "running\n", "gen 1\n" };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        CHECK_HAS(c.texts, pieces[i]);
    CHECK_INT(c.outside, 0);
    CHECK_INT(c.control, 0);
    host_rig_close(&r);
}

TEST(a_room_too_small_is_not_left_and_the_selected_mod_is_on_the_page)
{
    host_rig r;
    inlay_mod last = { 0 };
    host_rig_open(&r, NULL);
    for (char name[] = "mod-a"; name[4] <= 'l'; name[4]++)
        last = host_rig_seat(&r, name, "add1");
    host_rig_frames(&r, 2);
    draw(r.host, 320, 200, last);
    CHECK_HAS(c.texts, "mod-l\n");
    CHECK(!strstr(c.texts, "mod-a\n"));
    CHECK_INT(c.outside, 0);
    draw(r.host, 320, 200, (inlay_mod){ 0 });
    CHECK_HAS(c.texts, "mod-a\n");
    draw(r.host, 320, 200, (inlay_mod){ 999, 1 });
    CHECK_HAS(c.texts, "mod-a\n");
    for (float size = 0; size < 90; size += 7)
        CHECK(draw(r.host, size, size, last) <= size);
    CHECK(draw(r.host, NAN, NAN, last) == 0);
    host_rig_close(&r);
}

TEST(without_functions_to_draw_with_nothing_is_drawn)
{
    host_rig r;
    host_rig_open(&r, NULL);
    CHECK(inlay_overlay_draw(r.host, &(inlay_painter){ .width = 100, .height = 100 }) == 0);
    CHECK(inlay_overlay_draw(r.host, NULL) == 0);
    CHECK(inlay_overlay_draw(NULL, &(inlay_painter){ 0 }) == 0);
    CHECK(draw(r.host, 300, 300, (inlay_mod){ 0 }) > 0);
    host_rig_close(&r);
}

/* ---- a spike ---- */

/* The game's function takes four microseconds, and so does each question for the time. */
static uint64_t tick(void *user) { return *(uint64_t *)user += 4000; }

static bool has_line(const profile *p, const char *function, const char *file, uint32_t line)
{
    for (uint32_t i = 0; i < p->node_count; i++) {
        const profile_place *place = &p->places[p->nodes[i].place];
        if (p->nodes[i].frame == p->hitch_frame && text_is(place->name, function) && text_is(place->file, file) && place->line == line)
            return true;
    }
    return false;
}

TEST(the_one_mod_that_spikes_in_one_frame_of_600_is_named_with_its_call_and_its_line)
{
    host_rig r;
    uint64_t now = 0;
    inlay_error why;
    inlay_hitch hitch[4];
    profile p;
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .clock = tick, .clock_user = &now });
    inlay_mod calm = host_rig_seat(&r, "calm", "count"), dice = host_rig_seat(&r, "dice", "../story/dice");
    CHECK(inlay_profile_start(r.host, &(inlay_profile_options){ .sample_fuel = 20000 }, &why));
    for (uint32_t i = 0; i < 640; i++) {
        uint32_t result;
        inlay_frame(r.host, 1.0 / 60);
        host_rig_run(&r, calm, 300 + i % 50, &result);
        host_rig_run(&r, dice, 1900, &result);
    }
    inlay_frame(r.host, 1.0 / 60);
    host_rig_take_events(&r);

    CHECK_INT(inlay_hitches(r.host, hitch, 4), 1);
    CHECK_INT(hitch[0].mod.index, dice.index);
    CHECK_HAS(r.events, "[HITCH] dice: it made frame ");
    CHECK_HAS(r.events, "1900 calls of test:host/env@0.1.0#note from throw_dice (dice.c:19)\n");
    profile_open(&p, &r.host->budget);
    CHECK(recorder_take_hitch(r.host->recorder, hitch_find(&r.host->recorder->hitches, hitch[0].id), &p));
    CHECK(has_line(&p, "throw_dice", "dice.c", 19));
    profile_close(&p);

    draw(r.host, 1200, 700, dice);
    CHECK_HAS(c.texts, "1,900 calls of env.note in throw_dice (dice.c:19)\n");
    host_rig_close(&r);
}
