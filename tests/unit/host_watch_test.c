/* Files as the loader sees them: when they are whole, and which of a folder counts. */
#include "host/os/time.h"
#include "host/watch.h"
#include "tests/unit/check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of mods of our own, and a watch on it. */
typedef struct folder {
    char   path[64];
    budget budget;
    notify *notify;
    watch  watch;
} folder;

static bool open_folder(folder *f, bool hears)
{
    strcpy(f->path, "/tmp/inlay-watch-XXXXXX");
    if (!mkdtemp(f->path))
        return false;
    budget_open(&f->budget, NULL, 0);
    f->notify = notify_open(&f->budget, hears);
    return f->notify && watch_open(&f->watch, &f->budget, f->path, f->notify, false);
}

static void close_folder(folder *f)
{
    char command[128];
    watch_close(&f->watch);
    notify_close(&f->budget, f->notify);
    budget_close(&f->budget);
    snprintf(command, sizeof command, "rm -rf %s", f->path);
    CHECK(system(command) == 0);
}

static void make_folder(const folder *f, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f->path, name);
    mkdir(path, 0777);
}

static void save(const folder *f, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f->path, name);
    FILE *file = fopen(path, "w");
    if (!CHECK(file))
        return;
    fputs(text, file);
    fclose(file);
}

static void judge(watch_entry *e)
{
    e->was_judged = true;
    e->is_dirty = e->is_changed = e->component.is_closed = e->manifest.is_closed = false;
}

/* The entry that is ready within that time. */
static watch_entry *wait_for(folder *f, uint32_t ms)
{
    uint64_t end = time_monotonic_ns() + ms * UINT64_C(1000000);
    for (;;) {
        uint64_t now = time_monotonic_ns();
        watch_update(&f->watch, now);
        watch_entry *e = watch_next(&f->watch, now);
        if (e || now >= end)
            return e;
        notify_wait(f->notify, 5);
    }
}

TEST(a_closed_file_is_ready_at_once_and_one_that_is_open_after_a_quarter_of_a_second)
{
    folder f;
    if (!CHECK(open_folder(&f, true)))
        return;
    make_folder(&f, "wolf");
    CHECK(wait_for(&f, 0) == NULL);
    save(&f, "wolf/mod.json", "{}");
    save(&f, "wolf/wolf.wasm", "one");
    watch_entry *e = wait_for(&f, 100);
    if (CHECK(e)) {
        CHECK_TEXT(e->file, "wolf.wasm");
        judge(e);
    }
    CHECK(wait_for(&f, 20) == NULL);

    char path[256];
    snprintf(path, sizeof path, "%s/wolf/wolf.wasm", f.path);
    int file = open(path, O_WRONLY | O_APPEND);
    CHECK(write(file, "more", 4) == 4);
    CHECK(wait_for(&f, 150) == NULL);
    CHECK(wait_for(&f, 400) == e);
    judge(e);
    close(file);
    close_folder(&f);
}

TEST(without_hints_a_file_is_ready_when_it_has_settled)
{
    folder f;
    if (!CHECK(open_folder(&f, false)))
        return;
    make_folder(&f, "wolf");
    save(&f, "wolf/wolf.wasm", "one");
    CHECK(wait_for(&f, 100) == NULL);
    watch_entry *e = wait_for(&f, 600);
    if (CHECK(e))
        judge(e);
    CHECK(wait_for(&f, 250) == NULL);
    save(&f, "wolf/wolf.wasm", "two");
    CHECK(wait_for(&f, 900) == e);
    close_folder(&f);
}

TEST(the_component_of_a_folder_is_the_one_that_mod_json_names)
{
    folder f;
    if (!CHECK(open_folder(&f, true)))
        return;
    make_folder(&f, "wolf");
    save(&f, "wolf/mod.json", "{\"component\": \"b.wasm\"}");
    save(&f, "wolf/a.wasm", "a");
    save(&f, "wolf/wolf.wasm", "w");
    save(&f, "wolf/b.wasm", "b");
    watch_entry *e = wait_for(&f, 600);
    if (CHECK(e)) {
        CHECK_TEXT(e->file, "b.wasm");
        judge(e);
    }
    save(&f, "wolf/mod.json", "{}");
    if (CHECK(wait_for(&f, 600) == e))
        CHECK_TEXT(e->file, "b.wasm");          /* the one that it was */
    close_folder(&f);
}

TEST(several_components_and_no_word_are_ambiguous)
{
    folder f;
    if (!CHECK(open_folder(&f, true)))
        return;
    make_folder(&f, "wolf");
    save(&f, "wolf/a.wasm", "a");
    save(&f, "wolf/b.wasm", "b");
    watch_entry *e = wait_for(&f, 600);
    if (CHECK(e))
        CHECK(e->is_ambiguous);
    close_folder(&f);
}

TEST(a_bare_component_in_the_folder_is_a_mod_and_dot_files_are_not)
{
    folder f;
    if (!CHECK(open_folder(&f, true)))
        return;
    save(&f, ".hidden.wasm", "x");
    save(&f, "notes.txt", "x");
    save(&f, "owl.wasm", "x");
    watch_entry *e = wait_for(&f, 600);
    if (CHECK(e)) {
        CHECK_TEXT(e->key, "owl");
        CHECK(e->is_file);
        judge(e);
    }
    CHECK_INT(f.watch.count, 1);
    close_folder(&f);
}

TEST(a_file_renamed_into_place_is_ready_at_once_and_a_folder_that_goes_is_told)
{
    folder f;
    if (!CHECK(open_folder(&f, true)))
        return;
    make_folder(&f, "wolf");
    CHECK(wait_for(&f, 0) == NULL);
    save(&f, "wolf/mod.json", "{}");
    save(&f, "wolf/wolf.tmp", "one");
    char from[256], to[256];
    snprintf(from, sizeof from, "%s/wolf/wolf.tmp", f.path);
    snprintf(to, sizeof to, "%s/wolf/wolf.wasm", f.path);
    CHECK(rename(from, to) == 0);
    watch_entry *e = wait_for(&f, 100);
    if (CHECK(e))
        judge(e);
    CHECK(unlink(to) == 0);
    snprintf(from, sizeof from, "%s/wolf/mod.json", f.path);
    CHECK(unlink(from) == 0);
    snprintf(from, sizeof from, "%s/wolf", f.path);
    CHECK(rmdir(from) == 0);
    CHECK(wait_for(&f, 600) == e);
    if (e)
        CHECK(!e->is_present);
    close_folder(&f);
}

TEST(a_component_alone_in_a_new_folder_gets_a_quarter_of_a_second_for_its_mod_json)
{
    folder f;
    if (!CHECK(open_folder(&f, true)))
        return;
    make_folder(&f, "wolf");
    CHECK(wait_for(&f, 0) == NULL);
    save(&f, "wolf/wolf.wasm", "one");
    CHECK(wait_for(&f, 150) == NULL);
    save(&f, "wolf/mod.json", "{}");
    watch_entry *e = wait_for(&f, 50);
    if (CHECK(e))
        judge(e);
    close_folder(&f);
}
