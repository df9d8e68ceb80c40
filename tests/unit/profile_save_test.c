/* A recording as the game saves it, and as the overlay tells of it. */
#include "host/profile_file.h"
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <stdlib.h>
#include <string.h>

typedef struct saved {
    char    *bytes;
    size_t   size, room;            /* room: more are refused */
    uint32_t pieces;
} saved;

static bool take(void *user, const void *bytes, size_t size)
{
    saved *s = user;
    s->pieces++;
    if (s->size + size > s->room)
        return false;
    s->bytes = realloc(s->bytes, s->size + size + 1);
    memcpy(s->bytes + s->size, bytes, size);
    s->bytes[s->size += size] = 0;
    return true;
}

static uint64_t tick(void *user)
{
    return *(uint64_t *)user += 1000;
}

static uint64_t now;

/* 120 frames of a mod that calls the game so many times in each. */
static inlay_mod play(host_rig *r, uint32_t calls)
{
    uint32_t result;
    inlay_error why;
    now = 0;
    host_rig_open(r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .clock = tick, .clock_user = &now });
    inlay_mod m = host_rig_seat(r, "spike", "spike");
    CHECK(inlay_profile_start(r->host, &(inlay_profile_options){ .sample_fuel = 5000 }, &why));
    for (uint32_t i = 0; i < 120; i++) {
        inlay_frame(r->host, 1.0 / 60);
        host_rig_run(r, m, calls, &result);
    }
    inlay_frame(r->host, 1.0 / 60);
    return m;
}

static saved save(host_rig *r, const char *format)
{
    saved s = { .room = SIZE_MAX };
    inlay_error why;
    CHECK(inlay_profile_save(r->host, 0, format, take, &s, &why));
    CHECK_TEXT(why.text, "");
    return s;
}

TEST(a_recording_is_saved_and_read_back)
{
    host_rig r;
    budget b;
    profile p;
    error err = { 0 };
    play(&r, 50);
    saved s = save(&r, "inlay");
    budget_open(&b, NULL, 0);
    profile_open(&p, &b);
    CHECK(profile_file_read(&p, (const uint8_t *)s.bytes, s.size, &err));
    CHECK(p.frame_count >= 120);
    CHECK(text_is(p.mods[0].name, "spike"));
    CHECK(p.node_count > 0 && p.import_count > 0);
    profile_close(&p);
    budget_close(&b);
    free(s.bytes);
    host_rig_close(&r);
}

TEST(two_runs_save_equal_flame_graphs)
{
    char *first = NULL;
    for (int i = 0; i < 2; i++) {
        host_rig r;
        play(&r, 50);
        saved s = save(&r, "collapsed");
        CHECK_HAS(s.bytes, "spike;run;");
        if (first)
            CHECK_TEXT(s.bytes, first);
        free(first);
        first = s.bytes;
        host_rig_close(&r);
    }
    free(first);
}

TEST(what_cannot_be_saved_is_told)
{
    host_rig r;
    inlay_error why;
    saved s = { .room = SIZE_MAX }, full = { .room = 10 };
    play(&r, 5);
    CHECK(!inlay_profile_save(r.host, 0, "svg", take, &s, &why));
    CHECK_HAS(why.text, "there is no format \"svg\"; there are inlay, html");
    CHECK(!inlay_profile_save(r.host, 77, "html", take, &s, &why));
    CHECK_HAS(why.text, "there is no hitch 77");
    CHECK(!inlay_profile_save(r.host, 0, "html", take, &full, &why));
    CHECK_HAS(why.text, "could not write the profile");
    CHECK(!inlay_profile_save(r.host, 0, NULL, take, &s, &why) && !inlay_profile_save(r.host, 0, "html", NULL, &s, &why));
    CHECK(!inlay_profile_save(NULL, 0, "html", take, &s, NULL));
    CHECK_INT(s.pieces, 0);
    host_rig_close(&r);
    host_rig_open(&r, NULL);
    CHECK(!inlay_profile_save(r.host, 0, "html", take, &s, &why));
    CHECK_HAS(why.text, "nothing was recorded");
    host_rig_close(&r);
}

/* ---- the overlay's hints ---- */

static char texts[20000];

static void draw_rect(void *user, float x, float y, float width, float height, uint32_t rgba) {}
static float text_width(void *user, const char *text) { return (float)strlen(text); }

static void draw_text(void *user, float x, float y, const char *text, uint32_t rgba)
{
    size_t size = strlen(texts);
    if (size + strlen(text) + 2 < sizeof texts) {
        strcpy(texts + size, text);
        strcat(texts, "\n");
    }
}

TEST(the_overlay_names_the_import_that_a_mod_spends_its_time_in_and_the_export_that_calls_it)
{
    host_rig r;
    inlay_mod m = play(&r, 1900);
    texts[0] = 0;
    inlay_overlay_draw(r.host, &(inlay_painter){ .rect = draw_rect, .text = draw_text, .text_width = text_width, .width = 5000, .height = 5000, .selected = m });
    CHECK_HAS(texts, "% of this mod is 1,900 calls of env.note in run, each frame: ask once, keep the answer\n");
    host_rig_close(&r);
}
