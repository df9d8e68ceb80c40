/* Stories: what a modder reads when a mod of C, C++ or Rust failed, and what is
 * left of it when its debug information is broken. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORY_FILE = 400 << 10 };

static uint8_t *read_whole(const char *name, size_t *size)
{
    char path[200];
    uint8_t *bytes = malloc(STORY_FILE);
    snprintf(path, sizeof path, "tests/data/story/%s.wasm", name);
    FILE *f = fopen(path, "rb");
    CHECK(f && bytes);
    *size = f ? fread(bytes, 1, STORY_FILE, f) : 0;
    if (f)
        fclose(f);
    CHECK(*size > 8 && *size < STORY_FILE);
    return bytes;
}

/* Load it as "bad", run(7), and give the story back in r.events. */
static void tell(host_rig *r, const uint8_t *bytes, size_t size)
{
    host_rig_open(r, NULL);
    inlay_mod m = inlay_load(r->host, "bad", bytes, size, NULL, NULL);
    host_rig_frames(r, 8);
    host_rig_take_events(r);
    r->events[0] = '\0';
    CHECK_INT(host_rig_run(r, m, 7, NULL), INLAY_TRAPPED);
    host_rig_take_events(r);
}

static void tell_file(host_rig *r, const char *name)
{
    size_t size;
    uint8_t *bytes = read_whole(name, &size);
    tell(r, bytes, size);
    free(bytes);
}

TEST(a_story_of_c_has_lines_and_what_was_inlined)
{
    static const char *const files[] = { "c", "c0", "c5" };       /* DWARF 4, the same without optimization, DWARF 5 */
    for (size_t i = 0; i < 3; i++) {
        host_rig r;
        tell_file(&r, files[i]);
        CHECK_HAS(r.events, "  integer divide by zero\n"
                            "  wasm stack, innermost first:\n"
                            "    #0 pick, bug.c:10:28, inlined into\n"
                            "       damage, bug.c:18:17, at byte 0x");
        CHECK_HAS(r.events, " of the file\n    #1 run, bug.c:26:22, at byte 0x");
        host_rig_close(&r);
    }
}

TEST(a_story_of_cpp_has_its_names_and_lines)
{
    host_rig r;
    tell_file(&r, "cpp");
    CHECK_HAS(r.events, "    #0 game::Pack<game::Unit, 4u>::at(unsigned int), bug.cpp:13:13, at byte 0x");
    CHECK_HAS(r.events, "    #1 game::hit(game::Pack<game::Unit, 4u>&, unsigned int, int), bug.cpp:28:17, at byte 0x");
    CHECK_HAS(r.events, "    #2 run, bug.cpp:36:34, at byte 0x");
    host_rig_close(&r);
}

TEST(a_story_of_rust_has_its_names_and_lines)
{
    host_rig r;
    tell_file(&r, "rust");
    CHECK_HAS(r.events, "       __rustc::rust_begin_unwind, bug.rs:13:5, inlined into\n       core::panicking::panic_fmt, library/core/src/panicking.rs:");
    CHECK_HAS(r.events, "    #2 <[bug::Unit] as bug::Hurt>::hurt, bug.rs:27:9, inlined into\n       bug::hit, bug.rs:34:11, at byte 0x");
    CHECK_HAS(r.events, "    #3 run, bug.rs:40:5, at byte 0x");
    host_rig_close(&r);
}

TEST(a_story_without_debug_information_has_names_or_numbers_and_bytes)
{
    host_rig r;
    tell_file(&r, "beside");
    CHECK_HAS(r.events, "    #0 function 2, at byte 0x");
    CHECK_HAS(r.events, "    #1 run, at byte 0x");
    host_rig_close(&r);
}
