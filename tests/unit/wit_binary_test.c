/* Components that real toolchains built, against the game's WIT: the mods that
 * are checked in. What a component's type prints as is a world that it fits.
 */
#include "tests/unit/check.h"

#include "engine/component/component.h"
#include "engine/wit/wit_fit.h"
#include "host/wasi/wasi.h"
#include "host/wit_folder.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct loaded {
    budget      budget;
    arena       arena;
    uint8_t    *bytes;
    component  *component;
    wit_folder  folder;
    wit_set    *set;
    error       err;
} loaded;

static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(*size + 1);
    *size = fread(bytes, 1, *size, file);
    fclose(file);
    return bytes;
}

static bool load(loaded *l, const char *mod)
{
    size_t size = 0;
    *l = (loaded){ 0 };
    budget_open(&l->budget, NULL, 0);
    arena_open(&l->arena, &l->budget);
    l->bytes = read_file(mod, &size);
    if (!CHECK(l->bytes))
        return false;
    l->component = component_decode(&l->arena, &l->budget, l->bytes, size, 0, &l->err);
    CHECK_TEXT(l->err.text, "");
    if (l->component && CHECK(wit_folder_read(&l->folder, &l->budget, "wit", &l->err)))
        l->set = wit_resolve(&l->arena, l->folder.sources, l->folder.count, NULL, &l->err);
    CHECK_TEXT(l->err.text, "");
    return l->set != NULL;
}

static void unload(loaded *l)
{
    arena_close(&l->arena);
    wit_folder_close(&l->folder);
    free(l->bytes);
    budget_close(&l->budget);
}

static bool fits(loaded *l, const cexterns *world, fit_report *report)
{
    const cexterns *const *wasi;
    uint32_t count;
    if (!CHECK(wasi_interfaces(&l->arena, &wasi, &count, &l->err)))
        return false;
    return wit_fit(&l->arena, l->component->type, world, wasi, count, report, &l->err);
}

/* The first difference, or nothing. */
static const char *first(const fit_report *report)
{
    static char text[500];
    text[0] = 0;
    if (report->count)
        snprintf(text, sizeof text, "%.*s: %.*s", TEXT_ARGS(report->differences[0].path), TEXT_ARGS(report->differences[0].says));
    return text;
}

static const struct { const char *file, *world; } mods[] = {
    { "mods/wanderer/wanderer.wasm", "arena:game/creature" }, { "mods/chaser/chaser.wasm", "arena:game/creature" },
    { "mods/shooter/shooter.wasm", "arena:game/creature" },   { "mods/scoreboard/scoreboard.wasm", "arena:game/hud" },
    { "mods/minimap/minimap.wasm", "arena:game/hud" },        { "mods/waves/waves.wasm", "arena:game/director-with-powers" },
};

TEST(the_mods_of_the_game_fit_their_worlds)
{
    for (size_t i = 0; i < COUNT_OF(mods); i++) {
        loaded l;
        fit_report report = { 0 };
        if (load(&l, mods[i].file)) {
            const cexterns *world = wit_world(l.set, text_of(mods[i].world), &l.err);
            CHECK(world && fits(&l, world, &report));
            CHECK_TEXT(first(&report), "");
        }
        unload(&l);
    }
}

TEST(a_mod_of_another_slot_does_not_fit)
{
    loaded l;
    fit_report report = { 0 };
    if (load(&l, "mods/scoreboard/scoreboard.wasm")) {
        const cexterns *world = wit_world(l.set, text_of("arena:game/creature"), &l.err);
        CHECK(world && !fits(&l, world, &report));
        CHECK_INT(report.count, 3);      /* behaviour, save, load */
    }
    unload(&l);
}

/* A component's world, printed, read again: it fits, and the mod fits nothing less. */
TEST(a_component_prints_as_a_world_that_it_fits)
{
    for (size_t i = 0; i < COUNT_OF(mods); i++) {
        loaded l;
        text_builder text;
        fit_report report = { 0 };
        bool ok = load(&l, mods[i].file);
        text_open(&text, &l.budget);
        if (ok) {
            wit_print(&text, l.component->type, WIT_PRINT_WORLD);
            wit_source source = { text_of("printed.wit"), { text.bytes, text.size }, text_of("printed") };
            wit_set *set = wit_resolve(&l.arena, &source, 1, NULL, &l.err);
            if (!CHECK_TEXT(l.err.text, ""))
                printf("    %s: line %u: %s\n", mods[i].file, l.err.line, l.err.excerpt);
            const cexterns *world = set ? wit_world(set, text_of("root"), &l.err) : NULL;
            CHECK(world && wit_fit(&l.arena, l.component->type, world, NULL, 0, &report, &l.err));
            CHECK_TEXT(first(&report), "");
        }
        text_close(&text);
        unload(&l);
    }
}
