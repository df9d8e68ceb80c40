/* Versions of a game's interfaces and of those that a mod was built with: the
 * matrix of what goes together, and how what doesn't is told (tests/data/versions.txt,
 * to be read by people; GOLDEN=write writes it). tests/unit/wit_fit_test.c has the
 * tracks by themselves, host_majors_test.c a mod that runs with two majors.
 */
#include "tests/unit/check.h"

#include "engine/wit/wit_fit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct versions_case {
    const char *what;
    const char *game, *mod;       /* packages, each with a world w */
    const char *differences;      /* "kind path" a line; "": it fits */
    const char *note;             /* a note's kind, or null */
    bool        is_off;           /* the game switches no feature on */
} versions_case;

#define WORLD(ports) "package a:b; world w { " ports " }"
#define API(version, items) " package g:api@" version " { interface field { " items " } interface log { write: func(line: string); } }"
#define BARE(items) " package g:api { interface field { " items " } interface log { write: func(line: string); } }"
#define USES(version) WORLD("import g:api/field@" version ";")
#define OWNS(version) WORLD("export g:api/field@" version ";")
#define SPAWN "spawn: func(kind: u32) -> u32; "
#define DESPAWN "despawn: func(id: u32); "
#define SINCE(version) "@since(version = " version ") "

static const versions_case cases[] = {
    /* The game's interface is newer, or as old. */
    { "1.2.0 in the game, a mod built with 1.2.0", USES("1.2.0") API("1.2.0", SPAWN), USES("1.2.0") API("1.2.0", SPAWN), "", NULL },
    { "a game of a later patch", USES("1.2.7") API("1.2.7", SPAWN), USES("1.2.0") API("1.2.0", SPAWN), "", NULL },
    { "a game of a later minor, which has more", USES("1.3.0") API("1.3.0", SPAWN SINCE("1.3.0") DESPAWN), USES("1.2.0") API("1.2.0", SPAWN), "", NULL },
    { "minors by number, not by letter: 1.10 is later than 1.9", USES("1.10.0") API("1.10.0", SPAWN), USES("1.9.0") API("1.9.0", SPAWN), "", NULL },
    { "a later patch of 0.2", USES("0.2.12") API("0.2.12", SPAWN DESPAWN), USES("0.2.4") API("0.2.4", SPAWN), "", NULL },
    { "build metadata says nothing", USES("1.2.0+steam") API("1.2.0+steam", SPAWN), USES("1.2.0+itch") API("1.2.0+itch", SPAWN), "", NULL },
    { "no version on either side", WORLD("import g:api/field;") BARE(SPAWN), WORLD("import g:api/field;") BARE(SPAWN), "", NULL },

    /* It is older: only what is used counts. */
    { "an older game, of which the mod uses nothing newer", USES("1.2.0") API("1.2.0", SPAWN), USES("1.3.0") API("1.3.0", SPAWN), "", NULL },
    { "an older game, without a function that the mod calls", USES("1.2.0") API("1.2.0", SPAWN), USES("1.3.0") API("1.3.0", SPAWN SINCE("1.3.0") DESPAWN),
      "version g:api/field@1.2.0 / despawn\n", NULL },
    { "an older game of 0.2, without a function that the mod calls", USES("0.2.4") API("0.2.4", SPAWN), USES("0.2.12") API("0.2.12", SPAWN DESPAWN),
      "version g:api/field@0.2.4 / despawn\n", NULL },
    { "an older game, without a resource that the mod uses", USES("1.2.0") API("1.2.0", SPAWN),
      USES("1.4.0") API("1.4.0", SPAWN "resource lamp { on: func(); } "), "version g:api/field@1.2.0 / lamp\n", NULL },
    { "an older game, and the mod only says another type that nothing uses", USES("1.2.0") API("1.2.0", SPAWN "enum kind { a, b } "),
      USES("1.3.0") API("1.3.0", SPAWN "enum kind { a, b, c } "), "", "type" },
    { "an older game, and a type that is used differs", USES("1.2.0") API("1.2.0", "enum kind { a, b } spawn: func(kind: kind); "),
      USES("1.3.0") API("1.3.0", "enum kind { a, b, c } spawn: func(kind: kind); "), "type g:api/field@1.2.0 / kind / case c\n", NULL },
    { "a patch that broke its promise: the type decides", USES("1.2.1") API("1.2.1", "spawn: func(kind: u64) -> u32; "), USES("1.2.0") API("1.2.0", SPAWN),
      "type g:api/field@1.2.1 / spawn / param kind\n", NULL },

    /* Another track. */
    { "a later major", USES("2.0.0") API("2.0.0", SPAWN), USES("1.2.0") API("1.2.0", SPAWN), "version g:api/field@2.0.0\n", NULL },
    { "an earlier major", USES("1.2.0") API("1.2.0", SPAWN), USES("2.0.0") API("2.0.0", SPAWN), "version g:api/field@1.2.0\n", NULL },
    { "below 1.0 a minor is a major", USES("0.3.0") API("0.3.0", SPAWN), USES("0.2.12") API("0.2.12", SPAWN), "version g:api/field@0.3.0\n", NULL },
    { "0.0.z goes with itself alone", USES("0.0.4") API("0.0.4", SPAWN), USES("0.0.3") API("0.0.3", SPAWN), "version g:api/field@0.0.4\n", NULL },
    { "1.0 out of 0.9", USES("1.0.0") API("1.0.0", SPAWN), USES("0.9.0") API("0.9.0", SPAWN), "version g:api/field@1.0.0\n", NULL },
    { "a pre-release goes with itself", USES("1.3.0-rc.1") API("1.3.0-rc.1", SPAWN), USES("1.3.0-rc.1") API("1.3.0-rc.1", SPAWN), "", NULL },
    { "and with no other one", USES("1.3.0-rc.2") API("1.3.0-rc.2", SPAWN), USES("1.3.0-rc.1") API("1.3.0-rc.1", SPAWN), "version g:api/field@1.3.0-rc.2\n", NULL },
    { "nor with the release", USES("1.3.0") API("1.3.0", SPAWN), USES("1.3.0-rc.1") API("1.3.0-rc.1", SPAWN), "version g:api/field@1.3.0\n", NULL },
    { "a release does not go with a game's pre-release", USES("1.3.0-rc.1") API("1.3.0-rc.1", SPAWN), USES("1.2.0") API("1.2.0", SPAWN),
      "version g:api/field@1.3.0-rc.1\n", NULL },
    { "a version in the game, none in the mod", USES("1.2.0") API("1.2.0", SPAWN), WORLD("import g:api/field;") BARE(SPAWN), "version g:api/field@1.2.0\n", NULL },
    { "none in the game, a version in the mod", WORLD("import g:api/field;") BARE(SPAWN), USES("1.2.0") API("1.2.0", SPAWN), "version g:api/field\n", NULL },
    { "a whole package of another major is told once", WORLD("import g:api/field@2.0.0; import g:api/log@2.0.0;") API("2.0.0", SPAWN),
      WORLD("import g:api/field@1.0.0; import g:api/log@1.0.0;") API("1.0.0", SPAWN), "version g:api/field@2.0.0\nversion g:api/log@2.0.0\n", NULL },

    /* What the mod exports. */
    { "the mod's interface is older, and all is there", OWNS("1.3.0") API("1.3.0", SPAWN), OWNS("1.2.0") API("1.2.0", SPAWN), "", NULL },
    { "the mod's interface is older, and lacks what came later", OWNS("1.3.0") API("1.3.0", SPAWN SINCE("1.3.0") DESPAWN), OWNS("1.2.0") API("1.2.0", SPAWN),
      "version g:api/field@1.3.0 / despawn\n", NULL },
    { "the mod's interface is newer, and has more", OWNS("1.2.0") API("1.2.0", SPAWN), OWNS("1.4.0") API("1.4.0", SPAWN DESPAWN), "", NULL },
    { "the mod exports another major", OWNS("2.0.0") API("2.0.0", SPAWN), OWNS("1.2.0") API("1.2.0", SPAWN), "version g:api/field@2.0.0\n", NULL },

    /* Several at once. */
    { "two majors offered, the mod takes the older", WORLD("import g:api/field@1.2.0; import g:api/field@2.0.0;") API("1.2.0", SPAWN) API("2.0.0", DESPAWN),
      USES("1.0.0") API("1.0.0", SPAWN), "", NULL },
    { "two majors offered, the mod takes both", WORLD("import g:api/field@1.2.0; import g:api/field@2.0.0;") API("1.2.0", SPAWN) API("2.0.0", DESPAWN),
      WORLD("import g:api/field@1.1.0; import g:api/field@2.0.0;") API("1.1.0", SPAWN) API("2.0.0", DESPAWN), "", NULL },
    { "two majors offered, the mod wants a third", WORLD("import g:api/field@1.2.0; import g:api/field@2.0.0;") API("1.2.0", SPAWN) API("2.0.0", DESPAWN),
      USES("3.0.0") API("3.0.0", SPAWN), "version g:api/field@2.0.0\n", NULL },
    { "two majors offered, a function of the other one", WORLD("import g:api/field@1.2.0; import g:api/field@2.0.0;") API("1.2.0", SPAWN) API("2.0.0", DESPAWN),
      USES("2.0.0") API("2.0.0", SPAWN), "unknown-import g:api/field@2.0.0 / spawn\n", NULL },
    { "two of one track in the mod, one in the game", USES("1.3.0") API("1.3.0", SPAWN),
      WORLD("import g:api/field@1.2.0; import g:api/field@1.3.0;") API("1.2.0", SPAWN) API("1.3.0", SPAWN), "", NULL },

    /* What the game's WIT says besides. */
    { "deprecated: it fits, with a word", USES("1.3.0") API("1.3.0", "/// Use despawn-all.\n" SINCE("1.0.0") "@deprecated(version = 1.3.0) " DESPAWN SPAWN),
      USES("1.2.0") API("1.2.0", DESPAWN), "", "deprecated" },
    { "deprecated, and not used: not a word", USES("1.3.0") API("1.3.0", SINCE("1.0.0") "@deprecated(version = 1.3.0) " DESPAWN SPAWN), USES("1.2.0") API("1.2.0", SPAWN), "", NULL },
    { "unstable: it fits, with a word", USES("1.3.0") API("1.3.0", "@unstable(feature = night) " DESPAWN SPAWN), USES("1.3.0") API("1.3.0", DESPAWN), "", "unstable" },
    { "unstable, and off: it is said which feature that is", USES("1.3.0") API("1.3.0", SPAWN "@unstable(feature = night) " DESPAWN), USES("1.2.0") API("1.2.0", DESPAWN),
      "feature-off g:api/field@1.3.0 / despawn\n", NULL, true },
    { "an interface that is off", WORLD("@unstable(feature = night) import g:api/field@1.3.0;") API("1.3.0", SPAWN), USES("1.2.0") API("1.2.0", SPAWN),
      "feature-off g:api/field@1.2.0\n", NULL, true },
    { "of another major it is not meant", WORLD("@unstable(feature = night) import g:api/field@1.3.0;") API("1.3.0", SPAWN), USES("2.0.0") API("2.0.0", SPAWN),
      "unknown-import g:api/field@2.0.0\n", NULL, true },
    { "a world's own function that is off", WORLD("@unstable(feature = night) import dim: func(); import go: func();"), WORLD("import dim: func();"),
      "feature-off dim\n", NULL, true },
    { "a method that is off, and a resource", USES("1.0.0") API("1.0.0", "resource lamp { @unstable(feature = night) dim: func(); } @unstable(feature = fire) resource torch {}"),
      USES("1.0.0") API("1.0.0", "resource lamp { dim: func(); } resource torch { } lit: func(by: torch);"),
      "feature-off g:api/field@1.0.0 / torch\nfeature-off g:api/field@1.0.0 / [method]lamp.dim\nunknown-import g:api/field@1.0.0 / lit\n", NULL, true },
    { "off, and not used: not a word", USES("1.3.0") API("1.3.0", SPAWN "@unstable(feature = night) " DESPAWN), USES("1.2.0") API("1.2.0", SPAWN), "", NULL, true },
};

static const cexterns *world_of(arena *a, const char *text, const char *path, bool is_on)
{
    wit_source *source = arena_new(a, wit_source);
    error err = { 0 };
    *source = (wit_source){ text_of(path), text_of(text), TEXT_LITERAL("t") };
    wit_set *set = wit_resolve(a, source, 1, &(wit_options){ .all_features = is_on }, &err);
    if (!CHECK_TEXT(err.text, ""))
        printf("    in %s\n", text);
    return set ? wit_world(set, text_of("a:b/w"), &err) : NULL;
}

static void play(const versions_case *c, budget *b, text_builder *told)
{
    arena a;
    text_builder found;
    fit_report report = { 0 };
    error err = { 0 };
    arena_open(&a, b);
    text_open(&found, b);
    const cexterns *game = world_of(&a, c->game, "wit/game.wit", !c->is_off), *mod = world_of(&a, c->mod, "mod.wit", true);
    if (game && mod) {
        bool fits = wit_fit(&a, mod, game, NULL, 0, &report, &err);
        for (uint32_t i = 0; i < report.count; i++)
            text_add(&found, "%s %.*s\n", wit_fit_kind_text(report.differences[i].kind), TEXT_ARGS(report.differences[i].path));
        bool found_all = CHECK_TEXT(text_string(&found), c->differences), noted = CHECK_TEXT(report.note_count ? wit_fit_kind_text(report.notes[0].kind) : "", c->note ? c->note : "");
        if (!CHECK_INT(fits, !c->differences[0]) || !found_all || !noted)
            printf("    in: %s\n", c->what);
        text_add(told, "%s## %s\n", told->size ? "\n" : "", c->what);
        wit_fit_print(told, &report, text_of("mod.wasm"), game->name);
    }
    text_close(&found);
    arena_close(&a);
}

static void check_golden(const text_builder *told)
{
    static char wanted[1 << 16];
    const char *path = "tests/data/versions.txt", *how = getenv("GOLDEN");
    bool writes = how && strcmp(how, "write") == 0;
    FILE *f = fopen(path, writes ? "wb" : "rb");
    if (!CHECK(f != NULL))
        return;
    if (writes)
        fwrite(told->bytes, 1, told->size, f);
    else
        wanted[fread(wanted, 1, sizeof wanted - 1, f)] = 0;
    fclose(f);
    if (!writes)
        CHECK_TEXT(text_string(told), wanted);
}

TEST(each_version_goes_with_those_of_its_track_as_far_as_they_are_used)
{
    budget b;
    text_builder told;
    budget_open(&b, NULL, 0);
    text_open(&told, &b);
    CHECK(COUNT_OF(cases) >= 36);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        play(&cases[i], &b, &told);
    check_golden(&told);
    text_close(&told);
    budget_close(&b);
}
