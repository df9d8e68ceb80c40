/* A folder of mods that is written to while the game runs. */
#include "tests/unit/check.h"
#include "tests/unit/host_rig.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FILE_MOST = 4096 };

typedef struct game {
    char path[64];
    host_rig rig;
} game;

static void nap(uint32_t ms)
{
    nanosleep(&(struct timespec){ ms / 1000, (ms % 1000) * 1000000L }, NULL);
}

static void open_game(game *g, inlay_watching watching, inlay_threads threads)
{
    strcpy(g->path, "/tmp/inlay-mods-XXXXXX");
    CHECK(mkdtemp(g->path) != NULL);
    host_rig_open(&g->rig, &(inlay_config){ .mods = g->path, .watching = watching, .loader_threads = threads });
}

static void close_game(game *g)
{
    char command[128];
    host_rig_close(&g->rig);
    snprintf(command, sizeof command, "rm -rf %s", g->path);
    CHECK(system(command) == 0);
}

static const char *path_of(const game *g, const char *name)
{
    static char paths[4][256];
    static uint32_t next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", g->path, name);
    return path;
}

static void make_folder(const game *g, const char *name)
{
    CHECK(mkdir(path_of(g, name), 0777) == 0);
}

static void write_bytes(const game *g, const char *name, const uint8_t *bytes, size_t size, int flags)
{
    int file = open(path_of(g, name), O_WRONLY | O_CREAT | flags, 0666);
    if (!CHECK(file >= 0))
        return;
    CHECK(write(file, bytes, size) == (ssize_t)size);
    close(file);
}

static void save(const game *g, const char *name, const char *component)
{
    uint8_t bytes[FILE_MOST];
    size_t size = host_rig_read(component, bytes, sizeof bytes);
    write_bytes(g, name, bytes, size, O_TRUNC);
}

static void save_by_rename(const game *g, const char *name, const char *component)
{
    save(g, "counter/.new", component);
    CHECK(rename(path_of(g, "counter/.new"), path_of(g, name)) == 0);
}

/* Frames at about 200 Hz until an event has that piece. */
static bool wait_for(game *g, const char *piece, uint32_t ms)
{
    for (uint32_t i = 0; i < ms / 5; i++) {
        host_rig_frames(&g->rig, 1);
        if (strstr(g->rig.events, piece))
            return true;
        nap(5);
    }
    return false;
}

static void forget(game *g)
{
    g->rig.events[0] = 0;
}

static void saves_are_seen(inlay_watching watching, inlay_threads threads)
{
    game g;
    open_game(&g, watching, threads);
    make_folder(&g, "counter");
    save(&g, "counter/counter.wasm", "counter1");
    CHECK(wait_for(&g, "[LOADED] counter: generation 1", 2000));
    inlay_mod m = inlay_find(g.rig.host, "counter");
    CHECK_INT(host_rig_bump(&g.rig, m), 1);

    save_by_rename(&g, "counter/counter.wasm", "counter10");
    CHECK(wait_for(&g, "[RELOADED] counter: generation 2", 2000));
    CHECK_INT(host_rig_bump(&g.rig, m), 11);

    save(&g, "counter/counter.wasm", "counter1");
    CHECK(wait_for(&g, "[RELOADED] counter: generation 3", 2000));
    CHECK_INT(host_rig_bump(&g.rig, m), 12);
    close_game(&g);
}

TEST(saves_by_rename_and_in_place_are_seen_with_a_thread)    { saves_are_seen(INLAY_WATCH_AUTO, INLAY_ONE_THREAD); }
TEST(saves_by_rename_and_in_place_are_seen_without_a_thread) { saves_are_seen(INLAY_WATCH_AUTO, INLAY_NO_THREAD); }
TEST(saves_by_rename_and_in_place_are_seen_by_polling)       { saves_are_seen(INLAY_WATCH_POLL, INLAY_ONE_THREAD); }

TEST(a_touch_reloads_nothing_and_other_bytes_of_equal_size_and_time_reload_once)
{
    game g;
    struct stat before;
    open_game(&g, INLAY_WATCH_AUTO, INLAY_ONE_THREAD);
    make_folder(&g, "counter");
    save(&g, "counter/counter.wasm", "counter1");
    CHECK(wait_for(&g, "[LOADED]", 2000));
    forget(&g);
    CHECK(utimensat(AT_FDCWD, path_of(&g, "counter/counter.wasm"), NULL, 0) == 0);
    save(&g, "counter/counter.wasm", "counter1");
    CHECK(!wait_for(&g, "counter", 500));

    uint8_t bytes[FILE_MOST];
    size_t size = host_rig_read("counter10", bytes, sizeof bytes);
    CHECK(stat(path_of(&g, "counter/counter.wasm"), &before) == 0);
    CHECK_INT(before.st_size, size);
    write_bytes(&g, "counter/counter.wasm", bytes, size, 0);
    CHECK(utimensat(AT_FDCWD, path_of(&g, "counter/counter.wasm"), (struct timespec[2]){ before.st_atim, before.st_mtim }, 0) == 0);
    CHECK(wait_for(&g, "[RELOADED] counter: generation 2", 2000));
    forget(&g);
    CHECK(!wait_for(&g, "RELOADED", 400));
    close_game(&g);
}

/* Each cut of the file stands there, closed, for a moment: none is loaded, none is called refused. */
TEST(a_half_written_file_is_neither_loaded_nor_called_refused)
{
    game g;
    uint8_t bytes[FILE_MOST];
    open_game(&g, INLAY_WATCH_AUTO, INLAY_ONE_THREAD);
    make_folder(&g, "counter");
    save(&g, "counter/counter.wasm", "counter1");
    CHECK(wait_for(&g, "[LOADED]", 2000));
    forget(&g);
    size_t size = host_rig_read("counter10", bytes, sizeof bytes);
    for (size_t cut = 0; cut < size; cut += 5) {
        write_bytes(&g, "counter/counter.wasm", bytes, cut, O_TRUNC);
        host_rig_frames(&g.rig, 1);
        nap(4);
    }
    CHECK_TEXT(g.rig.events, "");
    save(&g, "counter/counter.wasm", "counter10");
    CHECK(wait_for(&g, "[RELOADED] counter: generation 2", 2000));
    CHECK(!strstr(g.rig.events, "REFUSED"));

    write_bytes(&g, "counter/counter.wasm", bytes, size / 2, O_TRUNC);      /* and that is all that comes */
    CHECK(wait_for(&g, "[REFUSED] counter/counter.wasm:", 2000));
    CHECK_HAS(g.rig.events, "generation 2 goes on");
    close_game(&g);
}

TEST(a_component_that_goes_leaves_the_old_generation_and_a_folder_that_goes_unloads)
{
    game g;
    open_game(&g, INLAY_WATCH_AUTO, INLAY_ONE_THREAD);
    make_folder(&g, "counter");
    save(&g, "counter/counter.wasm", "counter1");
    CHECK(wait_for(&g, "[LOADED]", 2000));
    inlay_mod m = inlay_find(g.rig.host, "counter");
    CHECK(unlink(path_of(&g, "counter/counter.wasm")) == 0);
    CHECK(wait_for(&g, "[FILE_MISSING] counter: its component file is gone; generation 1 goes on", 2000));
    CHECK_INT(host_rig_bump(&g.rig, m), 1);
    save(&g, "counter/counter.wasm", "counter10");
    CHECK(wait_for(&g, "[RELOADED] counter: generation 2", 2000));
    CHECK_INT(host_rig_bump(&g.rig, m), 11);

    CHECK(unlink(path_of(&g, "counter/counter.wasm")) == 0);
    CHECK(rmdir(path_of(&g, "counter")) == 0);
    CHECK(wait_for(&g, "[UNLOADED] counter was unloaded: its folder is gone", 2000));
    CHECK_INT(inlay_find(g.rig.host, "counter").index, 0);

    make_folder(&g, "adder");
    save(&g, "adder/mod.json", "add1");                 /* not a mod.json at all */
    save(&g, "adder/adder.wasm", "add1");
    CHECK(wait_for(&g, "the settings are wrong", 2000));
    CHECK(unlink(path_of(&g, "adder/mod.json")) == 0);
    CHECK(wait_for(&g, "[LOADED] adder: generation 1", 2000));
    close_game(&g);
}

TEST(inlay_reload_reads_the_file_again_though_it_is_the_same)
{
    game g;
    open_game(&g, INLAY_WATCH_OFF, INLAY_ONE_THREAD);
    save(&g, "counter.wasm", "counter1");
    CHECK(wait_for(&g, "[LOADED] counter: generation 1", 2000));
    inlay_mod m = inlay_find(g.rig.host, "counter");
    CHECK_INT(host_rig_bump(&g.rig, m), 1);
    inlay_reload(g.rig.host, m);
    CHECK(wait_for(&g, "[RELOADED] counter: generation 2", 2000));
    CHECK_INT(host_rig_bump(&g.rig, m), 2);
    save(&g, "counter.wasm", "counter10");
    forget(&g);
    CHECK(!wait_for(&g, "counter", 400));               /* nobody watches */
    inlay_reload(g.rig.host, m);
    CHECK(wait_for(&g, "[RELOADED] counter: generation 3", 2000));
    CHECK_INT(host_rig_bump(&g.rig, m), 12);
    close_game(&g);
}

TEST(a_component_that_is_copied_before_its_mod_json_waits_for_it)
{
    static const uint8_t manifest[] = "{\"slot\": \"plain\", \"name\": \"early\"}";
    game g;
    open_game(&g, INLAY_WATCH_AUTO, INLAY_ONE_THREAD);
    host_rig_frames(&g.rig, 5);
    make_folder(&g, "late");
    save(&g, "late/late.wasm", "add1");
    for (int i = 0; i < 12; i++) {
        host_rig_frames(&g.rig, 1);
        nap(10);
    }
    write_bytes(&g, "late/mod.json", manifest, sizeof manifest - 1, O_TRUNC);
    CHECK(wait_for(&g, "early: generation 1 plays", 2000));
    CHECK(!strstr(g.rig.events, "late: generation 1 plays"));
    close_game(&g);
}

TEST(a_component_that_stays_alone_in_its_folder_plays_without_a_mod_json)
{
    game g;
    open_game(&g, INLAY_WATCH_AUTO, INLAY_ONE_THREAD);
    host_rig_frames(&g.rig, 5);
    make_folder(&g, "alone");
    save(&g, "alone/alone.wasm", "add1");
    CHECK(wait_for(&g, "alone: generation 1 plays", 2000));
    close_game(&g);
}

/* A terminal would obey them. */
TEST(control_bytes_of_a_folders_name_are_shown_and_not_done)
{
    game g;
    open_game(&g, INLAY_WATCH_AUTO, INLAY_NO_THREAD);
    make_folder(&g, "co\033[2Junter");
    save(&g, "co\033[2Junter/co\033[2Junter.wasm", "counter1");
    CHECK(wait_for(&g, "[LOADED] co\\x1b[2Junter: generation 1", 2000));
    inlay_mod m = inlay_find(g.rig.host, "co\033[2Junter");
    CHECK_INT(host_rig_bump(&g.rig, m), 1);
    CHECK_INT(inlay_find(g.rig.host, "co\\x1b[2Junter").index, m.index);
    write_bytes(&g, "co\033[2Junter/co\033[2Junter.wasm", (const uint8_t *)"\0asm", 4, O_TRUNC);
    CHECK(wait_for(&g, "[REFUSED] co\\x1b[2Junter/co\\x1b[2Junter.wasm:", 2000));
    CHECK(unlink(path_of(&g, "co\033[2Junter/co\033[2Junter.wasm")) == 0);
    CHECK(wait_for(&g, "[FILE_MISSING] co\\x1b[2Junter: ", 2000));
    CHECK(!strchr(g.rig.events, '\033'));
    close_game(&g);
}
