/* Stories: what a modder reads when a mod of C, C++ or Rust failed, and what is
 * left of it when its debug information is broken. */
#include "engine/wasm/module.h"
#include "host/mod.h"
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STORY_FILE = 400 << 10 };

/* A file of tests/data/story. */
static uint8_t *read_path(const char *name, size_t *size)
{
    char path[200];
    uint8_t *bytes = malloc(STORY_FILE);
    snprintf(path, sizeof path, "tests/data/story/%s", name);
    FILE *f = fopen(path, "rb");
    CHECK(f && bytes);
    *size = f ? fread(bytes, 1, STORY_FILE, f) : 0;
    if (f)
        fclose(f);
    CHECK(*size > 8 && *size < STORY_FILE);
    return bytes;
}

static uint8_t *read_whole(const char *name, size_t *size)
{
    char path[100];
    snprintf(path, sizeof path, "%s.wasm", name);
    return read_path(path, size);
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

/* The byte offsets, which change with the compiler, are cut out: "at byte 0xe5" becomes "at byte". */
static const char *without_bytes(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        if (strncmp(from, "byte 0x", 7) == 0) {
            to += sprintf(to, "byte");
            from += 7 + strspn(from + 7, "0123456789abcdef");
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
    return text;
}

TEST(a_story_of_c_has_lines_and_what_was_inlined)
{
    static const char *const files[] = { "c", "c0", "c5" };       /* DWARF 4, the same without optimization, DWARF 5 */
    for (size_t i = 0; i < 3; i++) {
        host_rig r;
        tell_file(&r, files[i]);
        CHECK_HAS(r.events, "  integer divide by zero\n"
                            "  wasm stack, innermost first:\n"
                            "    #0 pick, bug.c:10:28, inlined into\n");
        CHECK_HAS(r.events, "       damage, bug.c:18:17, at byte 0x");
        CHECK_HAS(r.events, "    #1 run, bug.c:26:22, at byte 0x");
        host_rig_close(&r);
    }
}

/* Without optimization all is known; with it, a local that was used for something else is not taken for its parameter. */
TEST(a_story_tells_arguments_and_variables_by_name)
{
    host_rig r;
    tell_file(&r, "c0");
    CHECK_HAS(without_bytes(r.events), "    #0 pick, bug.c:10:28, inlined into\n"
                                       "         at = 93, by = 7\n"
                                       "       damage, bug.c:18:17, at byte of the file\n"
                                       "         u = 0x10418 -> {hp = 100, speed = 1.5, name = 0x400 \"wolf\", next = null}, amount = 7, factor = 2.5, left = 93\n"
                                       "    #1 run, bug.c:26:22, at byte of the file\n"
                                       "         n = 7, wolf = {hp = 100, speed = 1.5, name = 0x400 \"wolf\", next = null}\n");
    host_rig_close(&r);
    tell_file(&r, "c");
    CHECK_HAS(r.events, "         u not kept, amount = 7, factor = 2.5, left not kept\n");
    host_rig_close(&r);
    tell_file(&r, "beside");
    CHECK_HAS(without_bytes(r.events), "    #0 function 2, at byte of the file\n         locals 0: 93, 1: 7\n    #1 run, at byte of the file\n");
    host_rig_close(&r);
}

TEST(a_story_tells_the_last_calls_the_dump_the_fuel_and_what_comes_next)
{
    host_rig r;
    tell_file(&r, "c");
    CHECK_HAS(r.events, "  its last calls of the game, oldest first:\n"
                        "    test:host/env#note(93), the last of 2\n"
                        "  its core dump is kept: ");
    CHECK_HAS(r.events, " units of fuel were left in this frame\n  hint: look in the innermost line for what was divided by, and check it before\n  it starts again ");
    host_rig_close(&r);
}

TEST(a_story_of_cpp_has_its_names_and_lines)
{
    host_rig r;
    tell_file(&r, "cpp");
    CHECK_HAS(without_bytes(r.events), "    #0 game::Pack<game::Unit, 4u>::at(unsigned int), bug.cpp:13:13, at byte of the file\n"
                                       "         this = 0x103d8 -> {items = [{hp = 10, is_angry = false}, {hp = 20, is_angry = true}, {hp = 30, is_angry = false}, {hp = 0, is_angry = false}], count = 3},\n"
                                       "         n = 7\n"
                                       "    #1 game::hit(game::Pack<game::Unit, 4u>&, unsigned int, int), bug.cpp:28:17, at byte of the file\n");
    CHECK_HAS(r.events, "    #2 run, bug.cpp:36:34, at byte");
    host_rig_close(&r);
}

TEST(a_story_of_rust_has_its_names_and_lines)
{
    host_rig r;
    tell_file(&r, "rust");
    CHECK_HAS(r.events, "       __rustc::rust_begin_unwind, bug.rs:13:5, inlined into\n       core::panicking::panic_fmt, library/core/src/panicking.rs:");
    CHECK_HAS(without_bytes(r.events), "    #2 <[bug::Unit] as bug::Hurt>::hurt, bug.rs:27:9, inlined into\n"
                                       "         self = [{hp = 10}, {hp = 20}, {hp = 30}], which = 7, amount = 5\n"
                                       "       bug::hit, bug.rs:34:11, at byte of the file\n"
                                       "         units = [{hp = 10}, {hp = 20}, {hp = 30}], which = 7, amount = 5\n"
                                       "    #3 run, bug.rs:40:5, at byte of the file\n");
    host_rig_close(&r);
}

TEST(what_rust_does_to_panic_is_one_line)
{
    host_rig r;
    tell_file(&r, "panic");
    CHECK_HAS(without_bytes(r.events), "  wasm stack, innermost first:\n"
                                       "    #0 to #4 a panic of Rust's\n"
                                       "    #5 wolf::bite, at byte of the file\n"
                                       "    #6 run, at byte of the file\n");
    host_rig_close(&r);
}

/* Structs, pointers to them, unions, bit fields, arrays, texts; what points nowhere; what is deeper than is told. */
TEST(values_of_c_read_as_they_would_be_written)
{
    host_rig r;
    tell_file(&r, "shapes");
    CHECK_HAS(without_bytes(r.events),
              "         w = 0x10408 -> {name = \"The first\", at = {x = 1.5, y = -2}, mood = ANGRY, next = 0x10448, word = {whole = 16909060, bytes = [4, 3, 2, 1]}, "
              "flags = {is_big = 1, size = 30, shift = -3}, hits = [1, 2, 3, 4, 5, 6], says = 0x464 \"grrr\"},\n"
              "         from = {x = 1.5, y = -2}, way = 0x103f0 -> {x = 1, y = 2}, how = 0x1, level = 200, change = -5, letter = 'x', far = -9000000000,\n"
              "         lost = 0xffffff00, which is no place in its memory\n");
    CHECK_HAS(r.events, "second = {name = \"Second\", at = {x = 3, y = 4}, mood = LOST, next = null, ");
    CHECK_HAS(r.events, "way = [{x = 1, y = 2}, {x = 3, y = 4}], deep = {a = {b = {c = {d = {e = …}}}}}, numbers = [0.5, 0, 0, 0, 0, 0, … 20 in all],\n"
                        "         empty = \"\"\n");
    host_rig_close(&r);
}

/* Bases, strings short and long, views, vectors. */
TEST(values_of_cpp_read_as_they_would_be_written)
{
    host_rig r;
    tell_file(&r, "shapes_cpp");
    CHECK_HAS(r.events, " -> {legs = 4, name = \"a name that is longer than eleve…\", hits = [1, 2, 3], is_angry = true, words = [\"a\", \"b\"]},\n");
    CHECK_HAS(r.events, " -> \"short\", view = \"view\", which = 7, three = [1, 2, 3], words = [\"a\", \"b\"]\n");
    host_rig_close(&r);
}

/* Enums with values, options, results, strings and slices, vectors, tuples. */
TEST(values_of_rust_read_as_they_would_be_written)
{
    host_rig r;
    tell_file(&r, "shapes_rust");
    CHECK_HAS(r.events, " which = 7, word = \"a word\", letter = 'x', hits = [1, 2, 3, 4, 5, 6, … 8 in all], last = Some(5),\n"
                        "         none = None, pair = (7, 2.5), found = Err(Angry)\n");
    CHECK_HAS(r.events, "n = 7, wolf = {name = \"Wölfchen\", at = {x = 1.5, y = -2}, mood = Angry, home = Some(0x");
    CHECK_HAS(r.events, "), orders = [Wait, Go(3, -4), Say {words = \"hi\", loud = true}]}\n");
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

/* ---- core dumps ---- */

static bool has_bytes(const wasm_module *m, wasm_span in, const char *bytes, size_t size)
{
    for (uint32_t i = 0; i + size <= in.size; i++)
        if (memcmp(m->file + in.offset + i, bytes, size) == 0)
            return true;
    return false;
}

TEST(a_core_dump_is_a_module_with_stack_locals_globals_and_memory)
{
    host_rig r;
    static uint8_t dump[200 << 10];
    tell_file(&r, "c0");
    inlay_mod m = inlay_find(r.host, "bad");
    size_t size = inlay_get_dump(r.host, m, NULL, 0);
    CHECK(size > 100 && size < sizeof dump);
    CHECK_INT(inlay_get_dump(r.host, m, dump, sizeof dump), size);
    budget b;
    arena a;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    wasm_module *found = decode_module(&a, dump, size, 0, &err);
    CHECK(found && validate_module(found, &b, &err));
    if (found) {
        const wasm_custom *stack = module_custom(found, "corestack");
        CHECK(module_custom(found, "core") && module_custom(found, "coremodules") && module_custom(found, "coreinstances"));
        /* "main", two frames; the first: instance 0, function 2 */
        CHECK(stack && has_bytes(found, stack->bytes, "\0\4main\2\0\0\2", 9));
        /* its parameters: u, amount, factor */
        CHECK(stack && has_bytes(found, stack->bytes, "\x7F\x98\x88\x04\x7F\x07\x7C\0\0\0\0\0\0\x04\x40", 15));
        CHECK_INT(found->memory_count, 1);
        CHECK_INT(found->global_count, 1);
        CHECK(found->data_count >= 1);
        bool has_wolf = false;
        for (uint32_t i = 0; i < found->data_count; i++)
            has_wolf |= has_bytes(found, found->datas[i].bytes, "wolf", 5);
        CHECK(has_wolf);
    }
    arena_close(&a);
    budget_close(&b);
    host_rig_close(&r);
}

TEST(without_a_wish_for_core_dumps_there_are_none)
{
    host_rig r;
    size_t size;
    uint8_t *bytes = read_whole("c", &size);
    host_rig_open(&r, &(inlay_config){ .loader_threads = INLAY_NO_THREAD, .dump_bytes = 1 });
    inlay_mod m = inlay_load(r.host, "bad", bytes, size, NULL, NULL);
    host_rig_frames(&r, 8);
    CHECK_INT(host_rig_run(&r, m, 7, NULL), INLAY_TRAPPED);
    host_rig_take_events(&r);
    CHECK(!strstr(r.events, "core dump"));
    CHECK_INT(inlay_get_dump(r.host, m, NULL, 0), 0);
    free(bytes);
    host_rig_close(&r);
}

/* ---- files beside the mod ---- */

static void copy_path(const char *name, const char *folder, const char *as)
{
    char path[200];
    size_t size;
    uint8_t *bytes = read_path(name, &size);
    snprintf(path, sizeof path, "%s/%s", folder, as);
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(bytes, 1, size, f) == size);
    if (f)
        fclose(f);
    free(bytes);
}

static void copy_file(const char *name, const char *folder, const char *as)
{
    char path[100];
    snprintf(path, sizeof path, "%s.wasm", name);
    copy_path(path, folder, as);
}

/* run(7) of the one mod of a folder. */
static void tell_folder(host_rig *r, const char *folder)
{
    host_rig_open(r, &(inlay_config){ .mods = folder, .watching = INLAY_WATCH_POLL, .loader_threads = INLAY_NO_THREAD });
    for (int i = 0; i < 2000 && !inlay_is_settled(r->host); i++) {
        host_rig_frames(r, 1);
        usleep(1000);
    }
    host_rig_frames(r, 4);
    inlay_mod mods[4];
    CHECK_INT(inlay_all_mods(r->host, mods, 4), 1);
    CHECK_INT(host_rig_run(r, mods[0], 7, NULL), INLAY_TRAPPED);
    host_rig_take_events(r);
}

TEST(debug_information_is_read_from_the_file_beside_the_mod)
{
    host_rig r;
    char folder[] = "/tmp/inlay-story-XXXXXX", command[64];
    CHECK(mkdtemp(folder) != NULL);
    copy_file("beside", folder, "wolf.wasm");
    copy_file("beside.debug", folder, "wolf.debug.wasm");
    tell_folder(&r, folder);
    CHECK_HAS(r.events, "    #0 pick, bug.c:10:28, inlined into\n");
    CHECK_HAS(r.events, "    #1 run, bug.c:26:22, at byte");
    host_rig_close(&r);
    /* Of another build, it counts for nothing. */
    copy_file("c0", folder, "wolf.debug.wasm");
    tell_folder(&r, folder);
    CHECK_HAS(r.events, "    #0 function 2, at byte");
    host_rig_close(&r);
    snprintf(command, sizeof command, "rm -r %s", folder);
    CHECK_INT(system(command), 0);
}

TEST(calls_of_wasi_are_among_the_last_calls_and_those_behind_each_other_are_one)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "gifted", "gift");
    CHECK_INT(host_rig_run(&r, m, 0, NULL), INLAY_TRAPPED);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, "  its last calls of the game and of WASI, oldest first:\n"
                        "    wasi:random/random@0.2.0#get-random-u64()\n"
                        "    test:host/env#tell(0)\n"
                        "    wasi:random/random@0.2.0#get-random-u64(), the last of 2 calls of WASI\n");
    host_rig_close(&r);
}

/* clang -gsplit-dwarf: lines stay in the module, all else stands in the .dwo file. */
TEST(split_dwarf_without_its_file_gives_lines_and_says_what_is_missing)
{
    static const char *const files[] = { "split4", "split5" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        host_rig r;
        char line[200];
        tell_file(&r, files[i]);
        CHECK_HAS(without_bytes(r.events), "    #0 damage, bug.c:10:28, at byte of the file\n         locals 0: 93, 1: 7\n"
                                           "    #1 run, bug.c:26:22, at byte of the file\n         locals 0: 7\n");
        snprintf(line, sizeof line, "  variables have no names, and nothing inlined is told: that is in %s.dwo, which is not there; "
                                    "put it beside the mod's .wasm file, in the mods folder\n", files[i]);
        CHECK_HAS(r.events, line);
        host_rig_close(&r);
    }
}

TEST(split_dwarf_is_read_from_the_files_beside_the_mod)
{
    static const char *const versions[] = { "4", "5" };
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        host_rig r;
        char folder[] = "/tmp/inlay-story-XXXXXX", command[64], mod[32], beside[32], other[32];
        snprintf(mod, sizeof mod, "split%s.wasm", versions[i]);
        snprintf(beside, sizeof beside, "split%s.dwo", versions[i]);
        snprintf(other, sizeof other, "split%s.dwo", versions[!i]);
        CHECK(mkdtemp(folder) != NULL);
        copy_path(mod, folder, "wolf.wasm");
        copy_path(beside, folder, beside);
        tell_folder(&r, folder);
        CHECK_HAS(without_bytes(r.events), "    #0 pick, bug.c:10:28, inlined into\n"
                                           "         by = 7\n"
                                           "       damage, bug.c:18:17, at byte of the file\n"
                                           "         u not kept, amount = 7, factor = 2.5, left not kept\n"
                                           "    #1 run, bug.c:26:22, at byte of the file\n"
                                           "         n = 7, ");
        CHECK(!strstr(r.events, "variables have no names"));
        host_rig_close(&r);
        /* Of another build, it counts for nothing, and is told. */
        copy_path(other, folder, beside);
        tell_folder(&r, folder);
        CHECK_HAS(r.events, "#0 damage, bug.c:10:28, at byte");
        CHECK_HAS(r.events, ".dwo is of another build; take the one that this build made\n");
        host_rig_close(&r);
        snprintf(command, sizeof command, "rm -r %s", folder);
        CHECK_INT(system(command), 0);
    }
}

/* AssemblyScript has no DWARF, but a source map. */
TEST(lines_are_read_from_the_source_map_beside_the_mod)
{
    host_rig r;
    char folder[] = "/tmp/inlay-story-XXXXXX", command[64];
    CHECK(mkdtemp(folder) != NULL);
    copy_path("as.wasm", folder, "wolf.wasm");
    tell_folder(&r, folder);
    CHECK_HAS(without_bytes(r.events), "    #0 as/Pack#hit, at byte of the file\n         locals 0: 32, 1: 1\n    #1 as/run, at byte");
    CHECK_HAS(r.events, "  no lines are told: that is in as.wasm.map, which is not there; put it beside wolf.wasm\n");
    host_rig_close(&r);
    copy_path("as.wasm.map", folder, "as.wasm.map");
    tell_folder(&r, folder);
    CHECK_HAS(without_bytes(r.events), "    #0 as/Pack#hit, as.ts:12:12, at byte of the file\n         locals 0: 32, 1: 1\n    #1 as/run, as.ts:21:12, at byte of the file\n");
    CHECK(!strstr(r.events, "no lines are told"));
    host_rig_close(&r);
    snprintf(command, sizeof command, "rm -r %s", folder);
    CHECK_INT(system(command), 0);
}

/* What it wrote before it started again is the story before's. */
TEST(the_last_words_are_those_since_it_started)
{
    host_rig r;
    size_t size;
    uint8_t *bytes = read_whole("c", &size);
    host_rig_open(&r, NULL);
    inlay_mod id = inlay_load(r.host, "bad", bytes, size, NULL, NULL);
    host_rig_frames(&r, 8);
    for (int time = 0; time < 2; time++) {
        mod_log_line(mod_find(r.host, (text_view)TEXT_LITERAL("bad")), time ? (text_view)TEXT_LITERAL("again") : (text_view)TEXT_LITERAL("once"));
        host_rig_take_events(&r);
        r.events[0] = '\0';
        CHECK_INT(host_rig_run(&r, id, 7, NULL), INLAY_TRAPPED);
        host_rig_take_events(&r);
        CHECK_HAS(r.events, time ? "  its last words:\n    | again\n" : "  its last words:\n    | once\n");
        host_rig_frames(&r, 3);
    }
    free(bytes);
    host_rig_close(&r);
}

/* Few programs say that they have no memory: C's abort, or what a null pointer leads to. */
static void check_greed(uint32_t pages, const char *words, const char *hint)
{
    host_rig r;
    host_rig_open(&r, NULL);
    inlay_mod m = host_rig_seat(&r, "greedy", "greedy");
    r.events[0] = '\0';
    CHECK_INT(host_rig_run(&r, m, pages, NULL), INLAY_TRAPPED);
    host_rig_take_events(&r);
    CHECK_HAS(r.events, words);
    CHECK_HAS(r.events, hint);
    host_rig_close(&r);
}

TEST(a_growth_that_was_refused_is_told_with_the_trap_that_follows)
{
    check_greed(300, "  unreachable; before it memory.grow was refused: of pages of 64 KiB it has 1, wanted 300 more, and 254 are left to the mod\n",
                "  hint: it has no memory left to take: free what is not needed; or raise \"memory_mib\" in mod.json");
    check_greed(9000, "  unreachable; before it memory.grow was refused: of pages of 64 KiB it has 1, wanted 9000 more, and its module says that 8000 are the most\n",
                "  hint: it has no memory left to take: free what is not needed; or build it with a larger maximum (wasm-ld: --max-memory)");
    check_greed(0, "  integer divide by zero\n", "  hint: look in the innermost line for what was divided by");
}
