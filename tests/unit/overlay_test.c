/* The overlay, drawn on a painter that writes down what it is asked for. */
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
