/* A profile made by hand: see made.h. */
#include "tests/profile/made.h"

enum { FRAMES = 120, HITCH = 77 };

static text_view text(const char *terminated)
{
    return text_of(terminated);
}

typedef struct made {
    profile *p;
    uint32_t flock, evil, waves;
    uint32_t on_frame, step, step_line, find, neighbours, evil_frame, evil_code, evil_call, direct, plan, log;
} made;

static uint32_t function(const made *m, uint32_t mod, const char *name, const char *file, uint32_t line, uint64_t offset)
{
    return profile_add_place(m->p, &(profile_place){ .kind = PROFILE_FUNCTION, .mod = mod, .function = PROFILE_NONE, .name = text(name),
                                                     .file = text(file), .line = line, .column = line ? 5 : 0, .offset = offset });
}

static uint32_t other(const made *m, profile_place_kind kind, uint32_t mod, const char *name)
{
    return profile_add_place(m->p, &(profile_place){ .kind = kind, .mod = mod, .function = PROFILE_NONE, .name = text(name) });
}

static void add_places(made *m)
{
    m->flock = profile_add_mod(m->p, &(profile_mod){ text("flock"), text("creatures"), text("1.2.0"), text("Rust"), 1 });
    m->evil = profile_add_mod(m->p, &(profile_mod){ text(MADE_HOSTILE), text("creatures"), text("0"), text("C"), 3 });
    m->waves = profile_add_mod(m->p, &(profile_mod){ text("waves"), text("director"), text("0.1.0"), text("Zig"), 1 });
    m->on_frame = other(m, PROFILE_ENTRY, m->flock, "on-frame");
    m->step = function(m, m->flock, "flock::boids::step", "src/boids.rs", 42, 0x1200);
    m->step_line = profile_add_place(m->p, &(profile_place){ .kind = PROFILE_FUNCTION, .mod = m->flock, .function = m->step,
        .name = text("flock::boids::step"), .file = text("src/boids.rs"), .line = 51, .column = 9, .offset = 0x1288 });
    m->neighbours = function(m, m->flock, "flock::boids::neighbours", "src/boids.rs", 80, 0x1500);
    m->find = other(m, PROFILE_IMPORT, m->flock, "arena:game/entities@0.1.0#find");
    m->evil_frame = other(m, PROFILE_ENTRY, m->evil, "on-frame");
    m->evil_code = function(m, m->evil, MADE_HOSTILE, MADE_HOSTILE, 7, 0x80);
    m->evil_call = other(m, PROFILE_IMPORT, m->evil, "arena:game/world#[method]body.position");
    m->direct = other(m, PROFILE_ENTRY, m->waves, "direct");
    m->plan = function(m, m->waves, "plan \xC3\xA9t\xC3\xA9 \xF0\x9F\x90\x9F", "", 0, 0x99);
    m->log = other(m, PROFILE_IMPORT, m->waves, "arena:game/world#log");
}

static uint32_t node(const made *m, uint32_t parent, uint32_t place, uint32_t frame, uint64_t calls, uint64_t fuel, uint64_t ns)
{
    return profile_add_node(m->p, &(profile_node){ parent, place, frame, calls, fuel, ns, calls });
}

/* The calls of `times` frames; in the hitch, on-frame asks for its neighbours a thousand times. */
static void add_tree(const made *m, uint32_t frame, uint64_t times, bool is_hitch, uint64_t factor)
{
    uint64_t finds = is_hitch ? 1900 : 20;
    uint32_t on_frame = node(m, PROFILE_NONE, m->on_frame, frame, times, 100 * times, 0);
    uint32_t step = node(m, on_frame, m->step, frame, times, 5000 * times * factor / 100, 0);
    node(m, on_frame, m->step_line, frame, 0, 700 * times, 0);        /* another point of the same function */
    uint32_t near = node(m, step, m->neighbours, frame, finds * times, 150 * finds * times, 0);
    node(m, near, m->find, frame, finds * times, 40 * finds * times, 2000 * finds * times);
    uint32_t evil = node(m, node(m, PROFILE_NONE, m->evil_frame, frame, times, 50 * times, 0), m->evil_code, frame, times, 2500 * times, 0);
    uint32_t again = node(m, evil, m->evil_code, frame, times, 300 * times, 0);
    uint32_t asked = node(m, again, m->evil_call, frame, 3 * times, 120 * times, 900 * times);
    node(m, asked, m->plan, frame, times, 75 * times, 0);              /* the game asks another mod */
    uint32_t direct = node(m, PROFILE_NONE, m->direct, frame, times, 20 * times, 0);
    node(m, node(m, direct, m->plan, frame, times, 1234 * times, 0), m->log, frame, times, 30 * times, 100 * times);
}

static void add_rows(const made *m, uint32_t frame, bool is_hitch, uint64_t factor)
{
    uint64_t finds = is_hitch ? 1900 : 20, wobble = frame * 37 % 50 * 100;
    profile_row rows[] = {
        { .mod = m->flock, .fuel = 5800 + 190 * finds + 5000 * factor / 100 - 5000, .ns = 60000 + 2600 * finds + wobble, .host_calls = finds,
          .host_ns = 2000 * finds, .lifted = finds * 4, .lowered = finds * 12, .memory = 1200 << 10, .bucket = -400, .handles = 12, .suspensions = frame % 40 == 0 },
        { .mod = m->evil, .fuel = 3045, .ns = 38000 - wobble, .host_calls = 3, .host_ns = 900, .memory = 64 << 10, .bucket = 2000, .log_lines = 1, .traps = frame == 100 },
        { .mod = m->waves, .fuel = 1284, .ns = 12000 + 2 * wobble, .host_calls = 1, .host_ns = 100, .memory = 300 << 10, .bucket = 9000 },
    };
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rows[i].frame = frame;
        profile_add_row(m->p, &rows[i]);
    }
}

void made_profile(profile *p, uint64_t factor)
{
    made m = { .p = p };
    p->title = profile_text(p, text("arena, made by hand"));
    p->recorded_frames = FRAMES;
    p->recorder_ns = 1234567;
    add_places(&m);
    for (uint32_t i = 0; i < FRAMES; i++) {
        bool is_hitch = i == HITCH;
        uint64_t fuel = 10129 + 190 * (is_hitch ? 1900u : 20u) + 5000 * factor / 100 - 5000;
        profile_add_frame(p, &(profile_frame){ .number = 1000 + i, .start_ns = i * UINT64_C(16666667), .ns = is_hitch ? 5200000 : 190000 + i * 300,
                                               .fuel = fuel, .is_hitch = is_hitch });
        add_rows(&m, i, is_hitch, factor);
    }
    add_tree(&m, PROFILE_NONE, FRAMES, false, factor);
    add_tree(&m, HITCH, 1, true, factor);
    add_tree(&m, HITCH + 1, 1, false, factor);
    profile_add_import(p, &(profile_import){ PROFILE_NONE, m.flock, m.find, FRAMES * 20 + 1880, (FRAMES * 20 + 1880) * UINT64_C(2000), (FRAMES * 20 + 1880) * UINT64_C(40) });
    profile_add_import(p, &(profile_import){ PROFILE_NONE, m.evil, m.evil_call, FRAMES * 3, FRAMES * UINT64_C(900), FRAMES * UINT64_C(120) });
    profile_add_import(p, &(profile_import){ PROFILE_NONE, m.waves, m.log, FRAMES, FRAMES * UINT64_C(100), FRAMES * UINT64_C(30) });
    profile_add_line(p, &(profile_line){ m.step_line, 70 * FRAMES, 700 * FRAMES });
    p->hitch_frame = HITCH;
    p->hitch_mod = m.flock;
}
