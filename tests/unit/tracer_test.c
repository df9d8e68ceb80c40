/* The tracer: what it is told of mods that end, wait, trap and call each other; and what Tracy is told by inlay_tracy.h. */
#define TRACY_ENABLE
#include "tests/tracy/TracyC.h"
#include "sdk/inlay.h"
#include "sdk/inlay_tracy.h"
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* What was told, a line each. */
typedef struct told {
    char        text[60000];
    size_t      size;
    int         depth, deepest, begun, frames;
    uint64_t    fuel;
    inlay_host *host;
} told;

static void tell(told *t, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int size = vsnprintf(t->text + t->size, sizeof t->text - t->size, format, list);
    va_end(list);
    t->size += CHECK(size >= 0 && (size_t)size < sizeof t->text - t->size) ? (size_t)size : 0;
}

static void on_begin(void *user, inlay_string mod, inlay_string function)
{
    told *t = user;
    tell(t, "%*s%.*s %.*s\n", t->depth * 2, "", (int)mod.size, mod.bytes, (int)function.size, function.bytes);
    t->depth++;
    t->begun++;
    t->deepest = t->depth > t->deepest ? t->depth : t->deepest;
}

static void on_end(void *user, uint64_t fuel)
{
    told *t = user;
    t->depth--;
    t->fuel += fuel;
    CHECK(t->depth >= 0);
    tell(t, "%*s= %s\n", t->depth * 2, "", fuel ? "some" : "none");
}

static void on_plot(void *user, inlay_string mod, const char *figure, uint64_t value)
{
    told *t = user;
    CHECK_INT(t->depth, 0);
    tell(t, "%.*s %s %s\n", (int)mod.size, mod.bytes, figure, value ? "some" : "none");
}

static void on_mark(void *user, uint64_t number)
{
    told *t = user;
    CHECK_INT(t->depth, 0);
    t->frames++;
    tell(t, "frame %d\n", (int)number);
}

static void on_event(void *user, inlay_string mod, inlay_event_kind kind, inlay_string text)
{
    tell(user, "%*sevent %d of %.*s: %.*s\n", ((told *)user)->depth * 2, "", (int)kind, (int)mod.size, mod.bytes, (int)strcspn(text.bytes, "\n"), text.bytes);
}

static inlay_tracer tracer_of(told *t)
{
    return (inlay_tracer){ t, on_begin, on_end, on_plot, on_mark, on_event };
}

/* Two mods, one of which asks the other; a frame's fuel is 20,000. */
static void open_pair(host_rig *r, inlay_mod *asker)
{
    host_rig_open_slots(r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD }, &(inlay_slot_def){ .fuel_per_frame = 20000, .fuel_most = 20000 }, NULL);
    *asker = host_rig_seat(r, "asker", "ask");
    r->other = host_rig_seat(r, "other", "count");
}

TEST(a_tracer_is_told_of_calls_in_calls_and_of_frames)
{
    host_rig r;
    inlay_mod asker;
    uint32_t result;
    told *t = calloc(1, sizeof *t);
    inlay_tracer tracer = tracer_of(t);
    open_pair(&r, &asker);
    inlay_frame(r.host, 1.0 / 60);
    uint64_t first = host_rig_stats(&r, asker).frames;
    CHECK(inlay_trace(r.host, &tracer));
    CHECK_INT(host_rig_run(&r, asker, 100, &result), INLAY_DONE);
    CHECK_INT(result, 100);
    CHECK_TEXT(t->text, "asker run\n  other run\n  = some\n= some\n");
    uint64_t whole = host_rig_stats(&r, asker).fuel_total + host_rig_stats(&r, r.other).fuel_total;
    CHECK(t->fuel && t->fuel <= whole);
    t->size = 0;
    inlay_frame(r.host, 1.0 / 60);
    CHECK_INT(host_rig_stats(&r, asker).frames, first + 1);
    CHECK_HAS(t->text, "asker fuel some\nasker memory some\nother fuel some\nother memory some\nframe ");
    CHECK_INT(t->frames, 1);
    inlay_frame(r.host, 0);
    CHECK_INT(t->frames, 2);
    inlay_frame(r.host, 1.0 / 60);      /* no time passed in the one before it */
    CHECK_INT(t->frames, 2);
    CHECK(inlay_trace(r.host, NULL));
    t->size = 0;
    t->text[0] = 0;
    CHECK_INT(host_rig_run(&r, asker, 100, &result), INLAY_DONE);
    inlay_frame(r.host, 1.0 / 60);
    CHECK_TEXT(t->text, "");
    host_rig_close(&r);
    free(t);
}

TEST(what_a_tracer_is_told_to_begin_ends_when_a_call_is_suspended_and_when_it_traps)
{
    host_rig r;
    inlay_mod asker;
    told *t = calloc(1, sizeof *t);
    inlay_tracer tracer = tracer_of(t);
    open_pair(&r, &asker);
    inlay_mod trap = host_rig_seat(&r, "trapper", "trap");
    inlay_frame(r.host, 1.0 / 60);
    CHECK(inlay_trace(r.host, &tracer));
    uint64_t before = host_rig_stats(&r, asker).fuel_total + host_rig_stats(&r, r.other).fuel_total + host_rig_stats(&r, trap).fuel_total;
    CHECK_INT(host_rig_run(&r, asker, 9000, NULL), INLAY_SUSPENDED);
    CHECK_HAS(t->text, "asker run\n  other run\n    event 4 of other: other: \"run\" used up its fuel of this frame and goes on in the next\n  = some\n= some\n");
    CHECK_INT(t->depth, 0);
    t->size = 0;
    CHECK_INT(host_rig_run(&r, trap, 1, NULL), INLAY_TRAPPED);
    CHECK_HAS(t->text, "trapper run\n  event 3 of trapper: trapper");
    CHECK_HAS(t->text, "\n= some\n");
    CHECK_INT(t->depth, 0);
    t->size = 0;
    for (uint32_t i = 0; i < 10; i++) {
        inlay_frame(r.host, 1.0 / 60);
        CHECK_INT(t->depth, 0);
    }
    CHECK_HAS(t->text, "\nother run\n= some\n");             /* on in later frames */
    CHECK_HAS(t->text, "\nasker run\n= ");                  /* asks again, until the other one has its answer */
    CHECK_HAS(t->text, "trapper instantiation\n= ");         /* it starts again */
    CHECK_INT(t->frames, 10);
    CHECK_INT(t->fuel, host_rig_stats(&r, asker).fuel_total + host_rig_stats(&r, r.other).fuel_total + host_rig_stats(&r, trap).fuel_total - before);
    host_rig_close(&r);
    free(t);
}

/* ---- a tracer that misbehaves ---- */

static void call_back(void *user, inlay_string mod, inlay_string function)
{
    told *t = user;
    inlay_tracer none = { 0 };
    (void)mod, (void)function;
    inlay_frame(t->host, 1.0 / 60);
    inlay_close(t->host);
    t->begun += inlay_find(t->host, "asker").serial == 0 && !inlay_trace(t->host, &none) && !inlay_use_thread(t->host);
}

TEST(a_tracer_that_calls_the_sdk_is_turned_away)
{
    host_rig r;
    inlay_mod asker;
    uint32_t result;
    told *t = calloc(1, sizeof *t);
    inlay_tracer tracer = { .user = t, .begin = call_back };
    open_pair(&r, &asker);
    t->host = r.host;
    CHECK(inlay_trace(r.host, &tracer));
    CHECK_INT(host_rig_run(&r, asker, 100, &result), INLAY_DONE);
    CHECK_INT(result, 100);
    CHECK_INT(t->begun, 2);
    host_rig_frames(&r, 2);
    CHECK_HAS(r.events, "calls of the SDK came from another thread than the host's and did nothing");
    host_rig_close(&r);
    free(t);
}

static bool was_traced;

static void trace_inside(host_rig *r, inlay_call *call)
{
    (void)call;
    was_traced = inlay_trace(r->host, NULL);
}

TEST(a_tracer_is_not_taken_away_inside_a_call)
{
    host_rig r;
    inlay_mod asker;
    told *t = calloc(1, sizeof *t);
    inlay_tracer tracer = tracer_of(t);
    open_pair(&r, &asker);
    was_traced = true;
    r.inside = trace_inside;
    CHECK(inlay_trace(r.host, &tracer));
    CHECK_INT(host_rig_run(&r, asker, 100, NULL), INLAY_DONE);
    CHECK(!was_traced);
    CHECK_TEXT(t->text, "asker run\n  other run\n  = some\n= some\n");
    CHECK(!inlay_trace(NULL, &tracer));
    host_rig_close(&r);
    free(t);
}

/* ---- Tracy ---- */

static told *tracy_told;
static const char *tracy_plots[8];

uint64_t ___tracy_alloc_srcloc_name(uint32_t line, const char *source, size_t source_size, const char *function, size_t function_size,
                                    const char *name, size_t name_size, uint32_t color)
{
    (void)line, (void)color;
    tell(tracy_told, "%*s%.*s|%.*s|%.*s\n", tracy_told->depth * 2, "", (int)source_size, source, (int)function_size, function, (int)name_size, name);
    return 7;
}

TracyCZoneCtx ___tracy_emit_zone_begin_alloc(uint64_t place, int active)
{
    CHECK_INT(place, 7);
    return (TracyCZoneCtx){ (uint32_t)++tracy_told->depth, active };
}

void ___tracy_emit_zone_value(TracyCZoneCtx zone, uint64_t value)
{
    CHECK_INT(zone.id, tracy_told->depth);
    tracy_told->fuel += value;
}

void ___tracy_emit_zone_end(TracyCZoneCtx zone)
{
    CHECK(zone.active);
    CHECK_INT(zone.id, tracy_told->depth--);
}

void ___tracy_emit_frame_mark(const char *name)
{
    CHECK_TEXT(name, "inlay");
    tracy_told->frames++;
}

/* A name lies where it lay, as long as the program runs. */
void ___tracy_emit_plot(const char *name, double value)
{
    for (size_t i = 0; i < sizeof tracy_plots / sizeof *tracy_plots; i++) {
        if (!tracy_plots[i]) {
            tracy_plots[i] = name;
            tell(tracy_told, "plot %s, %s\n", name, value > 0 ? "some" : "none");
        }
        if (tracy_plots[i] == name)
            return;
        CHECK(strcmp(tracy_plots[i], name) != 0);
    }
    CHECK(false);
}

void fake_tracy_message(const char *text, size_t size, uint32_t color)
{
    tell(tracy_told, "%s %.*s\n", color ? "red" : "plain", (int)(strcspn(text, "(\n") < size ? strcspn(text, "(\n") : size), text);
}

TEST(tracy_is_told_of_zones_plots_frames_and_traps)
{
    static inlay_tracy tracy;
    host_rig r;
    inlay_mod asker;
    uint32_t result;
    tracy_told = calloc(1, sizeof *tracy_told);
    open_pair(&r, &asker);
    inlay_mod trap = host_rig_seat(&r, "trapper", "trap");
    inlay_frame(r.host, 1.0 / 60);
    CHECK(inlay_tracy_start(r.host, &tracy));
    CHECK_INT(host_rig_run(&r, asker, 100, &result), INLAY_DONE);
    CHECK_INT(host_rig_run(&r, trap, 1, &result), INLAY_TRAPPED);
    CHECK_HAS(tracy_told->text, "asker|run|asker: run\n  other|run|other: run\ntrapper|run|trapper: run\nred trapper");
    CHECK_INT(tracy_told->depth, 0);
    CHECK(tracy_told->fuel > 0);
    for (uint32_t i = 0; i < 20; i++) {
        if (i == 5)
            CHECK_INT(host_rig_run(&r, asker, 9000, &result), INLAY_SUSPENDED);
        inlay_frame(r.host, 1.0 / 60);
        CHECK_INT(tracy_told->depth, 0);
    }
    CHECK_HAS(tracy_told->text, "plot asker: fuel, some\nplot asker: memory, some\nplot other: fuel, some\nplot other: memory, some\n"
                                "plot trapper: fuel, some\nplot trapper: memory, none\n");
    CHECK_INT(tracy_told->frames, 20);
    CHECK_INT(tracy.depth, 0);
    CHECK_INT(tracy.plot_count, 6);
    CHECK(inlay_tracy_stop(r.host));
    host_rig_close(&r);
    free(tracy_told);
}

TEST(names_for_tracy_are_cut_and_zones_beyond_its_room_are_counted)
{
    static inlay_tracy tracy;
    static char name[1000];
    memset(name, 'n', sizeof name);
    tracy_told = calloc(1, sizeof *tracy_told);
    for (int i = 0; i < INLAY_TRACY_DEPTH + 10; i++)
        inlay_tracy_begin(&tracy, (inlay_string){ name, sizeof name }, (inlay_string){ name, sizeof name });
    CHECK_INT(tracy_told->depth, INLAY_TRACY_DEPTH);
    CHECK(strcspn(tracy_told->text, "\n") < 2 * INLAY_TRACY_NAME);
    for (int i = 0; i < INLAY_TRACY_DEPTH + 10; i++)
        inlay_tracy_end(&tracy, 1);
    CHECK_INT(tracy_told->depth, 0);
    CHECK_INT(tracy_told->fuel, INLAY_TRACY_DEPTH);
    inlay_tracy_end(&tracy, 1);
    CHECK_INT(tracy_told->depth, 0);
    tracy.plot_count = INLAY_TRACY_PLOTS;
    inlay_tracy_plot(&tracy, (inlay_string){ name, 3 }, "fuel", 1);
    CHECK(!strstr(tracy_told->text, "plot"));
    free(tracy_told);
}
