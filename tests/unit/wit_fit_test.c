/* The fit: worlds that are one and the same written differently fit, and each
 * difference that is put into a world is found, with no other one invented.
 *
 * Both sides are WIT: the game's is `base`, the mod's is `base` with pieces
 * replaced, resolved by itself.
 */
#include "tests/unit/check.h"

#include "engine/wit/wit_fit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char base[] =
    "package arena:game@1.2.0;\n"
    "\n"
    "interface types {\n"
    "  record vec { x: f32, y: f32 }\n"
    "  enum team { red, blue, wild }\n"
    "  flags powers { swim, fly, burn }\n"
    "  variant order { wait, go(vec), chase(u32), shoot(tuple<vec, f32>) }\n"
    "  record body { at: vec, hp: u32, team: team, tags: list<string> }\n"
    "  variant trouble { lost, hurt(u32), other(string) }\n"
    "}\n"
    "\n"
    "interface field {\n"
    "  use types.{vec, body, trouble};\n"
    "  resource blob {\n"
    "    constructor(size: u32);\n"
    "    read: func(at: u32, count: u32) -> list<u8>;\n"
    "    merge: static func(a: borrow<blob>, b: borrow<blob>) -> blob;\n"
    "  }\n"
    "  resource lamp { on: func(); }\n"
    "  spawn: func(kind: u32, at: vec) -> result<u32, trouble>;\n"
    "  bodies: func(near: vec, most: option<u32>) -> list<result<body, trouble>>;\n"
    "  light: func(lamp: borrow<lamp>, level: f32);\n"
    "  @since(version = 1.1.0)\n"
    "  despawn: func(id: u32);\n"
    "}\n"
    "\n"
    "interface log { write: func(line: string); }\n"
    "\n"
    "interface behaviour {\n"
    "  use types.{order, vec};\n"
    "  use field.{blob};\n"
    "  resource creature {\n"
    "    constructor(name: string, at: vec);\n"
    "    think: func(dt: f32) -> list<order>;\n"
    "  }\n"
    "  describe: func(of: borrow<creature>) -> string;\n"
    "  digest: func(data: blob, fast: bool) -> u64;\n"
    "}\n"
    "\n"
    "world creature {\n"
    "  import field;\n"
    "  import log;\n"
    "  import clock: func() -> u64;\n"
    "  export behaviour;\n"
    "  /// Called once a frame.\n"
    "  export on-frame: func(dt: f32) -> u32;\n"
    "  export save: func() -> list<u8>;\n"
    "  export load: func(state: list<u8>) -> result<_, string>;\n"
    "}\n";

typedef struct mutation {
    const char *what;             /* the sentence */
    const char *edits[8];         /* piece, replacement, … of the mod's text */
    const char *differences;      /* "kind path" a line; "": it fits */
} mutation;

#define FIELD "arena:game/field@1.2.0 / "
#define TYPES "arena:game/types@1.2.0 / "
#define BEHAV "arena:game/behaviour@1.2.0 / "

static const mutation mutations[] = {
    /* The same world, written differently. */
    { "the text itself", { "" }, "" },
    { "imports in another order", { "  import field;\n  import log;\n", "  import log;\n  import field;\n" }, "" },
    { "exports in another order", { "  export save: func() -> list<u8>;\n", "", "  export behaviour;\n", "  export save: func() -> list<u8>;\n  export behaviour;\n" }, "" },
    { "functions in another order", { "  describe: func(of: borrow<creature>) -> string;\n", "", "  digest: func", "  describe: func(of: borrow<creature>) -> string;\n  digest: func" }, "" },
    { "a type by an alias", { "  spawn: func(kind: u32,", "  type kind-id = u32;\n  spawn: func(kind: kind-id," }, "" },
    { "a type by an alias of an alias", { "  export on-frame: func(dt: f32)", "  type a = f32; type b = a;\n  export on-frame: func(dt: b)" }, "" },
    { "a used type written in place", { "  use types.{order, vec};\n  use field", "  use types.{vec};\n  variant order { wait, go(vec), chase(u32), shoot(tuple<vec, f32>) }\n  use field" }, "" },
    { "a type renamed where it is used", { "use types.{order, vec}", "use types.{order as command, vec}", "list<order>", "list<command>" }, "" },
    { "an import of which less is used", { "  light: func(lamp: borrow<lamp>, level: f32);\n", "" }, "" },
    { "an import not used at all", { "  import log;\n", "" }, "" },
    { "a function not used, of a later version", { "  @since(version = 1.1.0)\n  despawn: func(id: u32);\n", "" }, "" },
    { "a resource of an import not used", { "  resource lamp { on: func(); }\n", "", "  light: func(lamp: borrow<lamp>, level: f32);\n", "" }, "" },
    { "more exports than asked", { "  export save", "  export extra: func();\n  export save" }, "" },
    { "more functions in an exported interface", { "  describe: func", "  explain: func();\n  describe: func" }, "" },
    { "more methods of an exported resource", { "    think: func", "    rest: func();\n    think: func" }, "" },
    { "a world that includes another", { "world creature {\n  import field;\n  import log;\n", "world part { import field; import log; }\nworld creature {\n  include part;\n" }, "" },
    { "an older patch of the package", { "@1.2.0", "@1.1.0" }, "" },
    { "a newer minor of which nothing new is used", { "@1.2.0", "@1.3.0" }, "" },
    { "own<blob> for blob", { "digest: func(data: blob", "digest: func(data: own<blob>" }, "" },

    { "a resource used and not needed", { "  digest: func(data: blob, fast: bool) -> u64;\n", "  digest: func(data: blob, fast: bool) -> u64;\n  extra: func();\n" }, "" },

    /* Imports that the game does not have so. */
    { "an unknown import interface", { "  import log;\n", "  import log;\n  import shop;\n", "interface log", "interface shop { buy: func(); }\ninterface log" }, "unknown-import arena:game/shop@1.2.0\n" },
    { "an interface name misspelt", { "interface log", "interface logs", "import log;", "import logs;" }, "unknown-import arena:game/logs@1.2.0\n" },
    { "an unknown import function", { "  import clock: func() -> u64;\n", "  import clock: func() -> u64;\n  import alarm: func();\n" }, "unknown-import alarm\n" },
    { "an unknown function of an import", { "{ write: func(line: string);", "{ write: func(line: string); flush: func();" }, "unknown-import arena:game/log@1.2.0 / flush\n" },
    { "a function of an import misspelt", { "  spawn: func", "  spwan: func" }, "unknown-import " FIELD "spwan\n" },
    { "an unknown method", { "    read: func", "    close: func();\n    read: func" }, "unknown-import " FIELD "[method]blob.close\n" },
    { "an unknown resource, told once", { "  resource lamp", "  resource torch { on: func(); off: func(); }\n  resource lamp" }, "unknown-import " FIELD "torch\n" },
    { "an unknown resource used in a function that both have", { "  resource lamp { on: func(); }\n", "  resource torch;\n", "lamp: borrow<lamp>", "lamp: borrow<torch>" }, "unknown-import " FIELD "torch\n" },
    { "a function of a newer minor", { "@1.2.0", "@1.3.0", "  despawn: func(id: u32);\n", "  despawn: func(id: u32);\n  explode: func(id: u32);\n" }, "version " FIELD "explode\n" },
    { "another major", { "@1.2.0", "@2.0.0", "@since(version = 1.1.0)", "@since(version = 2.0.0)" }, "version arena:game/field@1.2.0\nversion arena:game/log@1.2.0\nversion arena:game/behaviour@1.2.0\n" },
    { "an interface of another package, called as one of the game's", { "  import log;\n", "  import net:web/log@1.2.0;\n", "world creature {", "package net:web@1.2.0 { interface log { connect: func(); send: func(); } }\nworld creature {" },
      "unknown-import net:web/log@1.2.0\n" },
    { "an interface of the game's, copied to another package", { "  import log;\n", "  import net:web/log@1.2.0;\n", "world creature {", "package net:web@1.2.0 { interface log { write: func(line: string); } }\nworld creature {" },
      "unknown-import net:web/log@1.2.0\n" },
    { "the package misspelt", { "package arena:game", "package arena:games" },
      "unknown-import arena:games/field@1.2.0\nunknown-import arena:games/log@1.2.0\nmissing-export arena:game/behaviour@1.2.0\n" },
    { "a function asked of the wrong interface", { "  despawn: func(id: u32);\n", "  despawn: func(id: u32);\n  write: func(line: string);\n" }, "unknown-import " FIELD "write\n" },
    { "an interface asked for that the mod is to have", { "  export behaviour;\n", "  import behaviour;\n" },
      "unknown-import arena:game/behaviour@1.2.0\nmissing-export arena:game/behaviour@1.2.0\n" },
    { "an import function that is an interface in the mod", { "  import clock: func() -> u64;\n", "  import clock: interface { now: func() -> u64; }\n" }, "kind clock\n" },
    { "a function where the game has a resource", { "  resource lamp { on: func(); }\n", "  lamp: func();\n", "lamp: borrow<lamp>, ", "lamp: u32, " }, "kind " FIELD "lamp\ntype " FIELD "light / param lamp\n" },

    /* Exports that the game asks for. */
    { "a missing export function", { "  export save: func() -> list<u8>;\n", "" }, "missing-export save\n" },
    { "an export misspelt", { "export on-frame:", "export onframe:" }, "missing-export on-frame\n" },
    { "a function missing, and an interface nearly so named", { "  export save: func() -> list<u8>;\n", "  export saves: interface { put: func(); }\n" }, "missing-export save\n" },
    { "a function that the mod has in another interface", { "  describe: func(of: borrow<creature>) -> string;\n", "", "world creature {", "interface words { describe: func() -> string; }\nworld creature {\n  export words;" },
      "missing-export " BEHAV "describe\n" },
    { "a missing export interface", { "  export behaviour;\n", "" }, "missing-export arena:game/behaviour@1.2.0\n" },
    { "a missing function of an exported interface", { "  describe: func(of: borrow<creature>) -> string;\n", "" }, "missing-export " BEHAV "describe\n" },
    { "a missing method", { "    think: func(dt: f32) -> list<order>;\n", "" }, "missing-export " BEHAV "[method]creature.think\n" },
    { "a missing constructor", { "    constructor(name: string, at: vec);\n", "" }, "missing-export " BEHAV "[constructor]creature\n" },
    { "a missing exported resource, told once", { "  resource creature {\n    constructor(name: string, at: vec);\n    think: func(dt: f32) -> list<order>;\n  }\n", "  resource being;\n", "borrow<creature>", "borrow<being>" }, "missing-export " BEHAV "creature\n" },
    { "an export function that is an interface in the mod", { "  export save: func() -> list<u8>;\n", "  export save: interface {}\n" }, "kind save\n" },
    { "an export misspelt, and of another type", { "export on-frame: func(dt: f32) -> u32", "export onframe: func(dt: f64) -> s32" },
      "missing-export on-frame\ntype on-frame / param dt\ntype on-frame / result\n" },
    { "a function of an import misspelt, and with a parameter more", { "  spawn: func(kind: u32,", "  spwan: func(kind: u32, much: u8," },
      "unknown-import " FIELD "spwan\ntype " FIELD "spwan / param much\n" },
    { "an interface misspelt, and a function of it of another type", { "interface log { write: func(line: string);", "interface logs { write: func(line: u32);", "import log;", "import logs;" },
      "unknown-import arena:game/logs@1.2.0\ntype arena:game/log@1.2.0 / write / param line\n" },
    { "an interface with a name that is nearly one's, and nothing else of it", { "interface log { write: func(line: string);", "interface logs { cut: func(); split: func();", "import log;", "import logs;" },
      "unknown-import arena:game/logs@1.2.0\n" },
    { "a method misspelt, and of another type", { "    think: func(dt: f32) -> list<order>;", "    thinks: func(dt: f32) -> order;" },
      "missing-export " BEHAV "[method]creature.think\ntype " BEHAV "[method]creature.think / result\n" },
    { "a resource of an import renamed, one of its functions lost and one of another type",
      { "  resource blob {\n    constructor(size: u32);\n    read: func(at: u32, count: u32) -> list<u8>;", "  resource blobs {\n    constructor(size: u64);\n    reed: func(at: u32, count: u32) -> list<u8>;",
        "merge: static func(a: borrow<blob>, b: borrow<blob>) -> blob", "merge: static func(a: borrow<blobs>, b: borrow<blobs>) -> blobs",
        "use field.{blob}", "use field.{blobs as blob}" },
      "unknown-import " FIELD "blobs\ntype " FIELD "[constructor]blob / param size\nunknown-import " FIELD "[method]blobs.reed\n" },
    { "an exported resource renamed, and one of its functions of another type",
      { "resource creature {", "resource creatures {", "think: func(dt: f32)", "think: func(dt: f64)", "borrow<creature>", "borrow<creatures>" },
      "missing-export " BEHAV "creature\ntype " BEHAV "[method]creature.think / param dt\n" },
    { "two exports missing and one import unknown", { "  export save: func() -> list<u8>;\n", "", "  export load: func(state: list<u8>) -> result<_, string>;\n", "", "  import clock:", "  import clokk:" }, "unknown-import clokk\nmissing-export save\nmissing-export load\n" },

    /* Functions. */
    { "a parameter of another type", { "on-frame: func(dt: f32)", "on-frame: func(dt: f64)" }, "type on-frame / param dt\n" },
    { "a parameter renamed", { "on-frame: func(dt: f32)", "on-frame: func(delta: f32)" }, "type on-frame / param dt\n" },
    { "a parameter renamed and of another type", { "on-frame: func(dt: f32)", "on-frame: func(delta: f64)" }, "type on-frame / param dt\ntype on-frame / param dt\n" },
    { "a parameter nearly so named", { "digest: func(data: blob, fast: bool)", "digest: func(data: blob, fasst: bool)" }, "type " BEHAV "digest / param fast\n" },
    { "a parameter more", { "on-frame: func(dt: f32)", "on-frame: func(dt: f32, frame: u64)" }, "type on-frame / param frame\n" },
    { "a parameter less", { "  spawn: func(kind: u32, at: vec)", "  spawn: func(kind: u32)" }, "type " FIELD "spawn / param at\n" },
    { "parameters in another order", { "  spawn: func(kind: u32, at: vec)", "  spawn: func(at: vec, kind: u32)" }, "type " FIELD "spawn\n" },
    { "a result of another type", { "on-frame: func(dt: f32) -> u32", "on-frame: func(dt: f32) -> s32" }, "type on-frame / result\n" },
    { "no result", { "on-frame: func(dt: f32) -> u32", "on-frame: func(dt: f32)" }, "type on-frame / result\n" },
    { "a result too many", { "write: func(line: string);", "write: func(line: string) -> bool;" }, "type arena:game/log@1.2.0 / write / result\n" },
    { "async", { "export on-frame: func", "export on-frame: async func" }, "type on-frame\n" },
    { "a static function that was a method", { "    think: func(dt: f32)", "    think: static func(dt: f32)" }, "missing-export " BEHAV "[method]creature.think\n" },
    { "four differences in one function", { "digest: func(data: blob, fast: bool) -> u64", "digest: async func(fast: u8, data: blob) -> u32" }, "type " BEHAV "digest\ntype " BEHAV "digest / param fast\ntype " BEHAV "digest\ntype " BEHAV "digest / result\n" },

    /* Types, told once, at the type. */
    { "a field of another type", { "record vec { x: f32, y: f32 }", "record vec { x: f32, y: f64 }" }, "type " TYPES "vec / field y\n" },
    { "a field more", { "record vec { x: f32, y: f32 }", "record vec { x: f32, y: f32, depth: f32 }" }, "type " TYPES "vec / field depth\n" },
    { "a field less", { "hp: u32, team: team, tags", "hp: u32, tags" }, "type " TYPES "body / field team\n" },
    { "a field renamed", { "record body { at: vec, hp: u32", "record body { at: vec, health: u32" }, "type " TYPES "body / field hp\n" },
    { "fields in another order", { "record body { at: vec, hp: u32", "record body { hp: u32, at: vec" }, "type " TYPES "body\n" },
    { "a case more", { "enum team { red, blue, wild }", "enum team { red, blue, wild, green }" }, "type " TYPES "team / case green\n" },
    { "a case less", { "enum team { red, blue, wild }", "enum team { red, wild }" }, "type " TYPES "team / case blue\n" },
    { "cases in another order", { "enum team { red, blue, wild }", "enum team { blue, red, wild }" }, "type " TYPES "team\n" },
    { "a payload of another type", { "chase(u32)", "chase(u64)" }, "type " TYPES "order / case chase\n" },
    { "a payload less", { "hurt(u32)", "hurt" }, "type " TYPES "trouble / case hurt\n" },
    { "a payload more", { "variant trouble { lost", "variant trouble { lost(string)" }, "type " TYPES "trouble / case lost\n" },
    { "inside a tuple", { "shoot(tuple<vec, f32>)", "shoot(tuple<vec, f64>)" }, "type " TYPES "order / case shoot / item 1\n" },
    { "a tuple in another order", { "shoot(tuple<vec, f32>)", "shoot(tuple<f32, vec>)" }, "type " TYPES "order / case shoot\n" },
    { "a longer tuple", { "shoot(tuple<vec, f32>)", "shoot(tuple<vec, f32, u8>)" }, "type " TYPES "order / case shoot\n" },
    { "an enum for a variant", { "variant trouble { lost, hurt(u32), other(string) }", "enum trouble { lost, hurt, other }" }, "type " TYPES "trouble\n" },
    { "a list of another item", { "tags: list<string>", "tags: list<u32>" }, "type " TYPES "body / field tags / list item\n" },
    { "an option for a value", { "most: option<u32>", "most: u32" }, "type " FIELD "bodies / param most\n" },
    { "another value in an option", { "most: option<u32>", "most: option<u16>" }, "type " FIELD "bodies / param most / some\n" },
    { "another error", { "load: func(state: list<u8>) -> result<_, string>", "load: func(state: list<u8>) -> result<_, u32>" }, "type load / result / err\n" },
    { "an error less", { "load: func(state: list<u8>) -> result<_, string>", "load: func(state: list<u8>) -> result" }, "type load / result / err\n" },
    { "an ok more", { "load: func(state: list<u8>) -> result<_, string>", "load: func(state: list<u8>) -> result<u32, string>" }, "type load / result / ok\n" },
    { "a string for bytes", { "save: func() -> list<u8>", "save: func() -> string" }, "type save / result\n" },
    { "four differences nested in list<result<record>>",
      { "-> list<result<body, trouble>>", "-> list<result<thing, mess>>", "  resource blob {", "  record thing { at: vec, hp: s32, team: string, tags: list<list<string>> }\n  enum mess { lost }\n  resource blob {", "use types.{vec, body, trouble};", "use types.{vec, trouble};" },
      "type " FIELD "bodies / result / list item / ok / field hp\ntype " FIELD "bodies / result / list item / ok / field team\n"
      "type " FIELD "bodies / result / list item / ok / field tags / list item\ntype " FIELD "bodies / result / list item / err\n" },
    { "differences in a type and in a function that uses it", { "record vec { x: f32, y: f32 }", "record vec { x: u32, y: f32 }", "  spawn: func(kind: u32,", "  spawn: func(kind: u8," }, "type " TYPES "vec / field x\ntype " FIELD "spawn / param kind\n" },

    /* Resources are themselves, whatever their shape. */
    { "a resource of the mod's own, of the same shape", { "  use field.{blob};\n", "  resource blob;\n" }, "type " BEHAV "blob\n" },
    { "another resource of the same interface", { "light: func(lamp: borrow<lamp>", "light: func(lamp: borrow<blob>" }, "type " FIELD "light / param lamp\n" },
    { "owned instead of lent", { "light: func(lamp: borrow<lamp>", "light: func(lamp: lamp" }, "type " FIELD "light / param lamp\n" },
    { "one resource where the game has two", { "  resource lamp { on: func(); }\n", "  type lamp = blob;\n" }, "type " FIELD "lamp\n" },
    { "an exported resource handed where an imported one is meant", { "digest: func(data: blob", "digest: func(data: creature" }, "type " BEHAV "digest / param data\n" },
    { "a number for a handle", { "describe: func(of: borrow<creature>)", "describe: func(of: u32)" }, "type " BEHAV "describe / param of\n" },
};

typedef struct side {
    arena          arena;
    char           text[6000];
    wit_source     source;
    const cexterns *world;
    error          err;
} side;

static bool replace(char *text, size_t size, const char *piece, const char *by)
{
    char out[6000];
    size_t used = 0;
    bool found = false;
    for (const char *at = text; *at;) {
        if (strncmp(at, piece, strlen(piece)) == 0) {
            used += (size_t)snprintf(out + used, sizeof out - used, "%s", by);
            at += strlen(piece);
            found = true;
            if (piece[0] != '@')
                strncpy(out + used, at, sizeof out - used - 1), out[used + strlen(at)] = 0, used += strlen(at), at += strlen(at);
        } else
            out[used++] = *at++;
    }
    out[used] = 0;
    snprintf(text, size, "%s", out);
    return found;
}

static bool resolve(side *s, budget *b, const char *const *edits, const char *path)
{
    snprintf(s->text, sizeof s->text, "%s", base);
    for (; edits && edits[0] && edits[0][0]; edits += 2)
        if (!replace(s->text, sizeof s->text, edits[0], edits[1]))
            return printf("    the base has no piece \"%s\"\n", edits[0]), false;
    s->source = (wit_source){ text_of(path), text_of(s->text), text_of("game") };
    s->err = (error){ 0 };
    arena_open(&s->arena, b);
    wit_set *set = wit_resolve(&s->arena, &s->source, 1, NULL, &s->err);
    s->world = set ? wit_world(set, text_of("creature"), &s->err) : NULL;
    if (!s->world)
        printf("    %s:%u:%u: %s\n%s\n", path, s->err.line, s->err.column, s->err.text, s->err.excerpt);
    return s->world != NULL;
}

/* The game's world and the mod's, each the base with its edits. False: one does not resolve. Both are to be closed. */
static bool resolve_both(side *game, side *mod, budget *b, const char *const *game_edits, const char *const *mod_edits)
{
    bool game_ok = CHECK(resolve(game, b, game_edits, "wit/creature.wit")), mod_ok = CHECK(resolve(mod, b, mod_edits, "mod.wit"));
    return game_ok && mod_ok;
}

static void close_both(side *game, side *mod)
{
    arena_close(&game->arena);
    arena_close(&mod->arena);
}

static void list(text_builder *t, const fit_report *r)
{
    for (uint32_t i = 0; i < r->count; i++)
        text_add(t, "%s %.*s\n", wit_fit_kind_text(r->differences[i].kind), TEXT_ARGS(r->differences[i].path));
}

/* How each is told: tests/data/fit.txt, to be read by people. GOLDEN=write writes it. */
static void check_golden(const text_builder *told)
{
    enum { GOLDEN = 1 << 18 };
    static char wanted[GOLDEN];
    const char *path = "tests/data/fit.txt", *how = getenv("GOLDEN");
    FILE *f = fopen(path, how && strcmp(how, "write") == 0 ? "wb" : "rb");
    if (!CHECK(f != NULL))
        return;
    if (how && strcmp(how, "write") == 0)
        fwrite(told->bytes, 1, told->size, f);
    else
        wanted[fread(wanted, 1, sizeof wanted - 1, f)] = 0;
    fclose(f);
    size_t at = 0, line = 0;
    while (!how && at < told->size && told->bytes[at] == wanted[at])
        if (told->bytes[at++] == '\n')
            line = at;
    if (!how && !CHECK(at == told->size && !wanted[at]))
        printf("    %s, byte %zu: wanted\n%.300s\n    but it is\n%.300s\n", path, at, wanted + line, told->bytes + line);
}

TEST(every_mutation_of_a_world_is_found_and_none_is_invented)
{
    static side game, mod;
    budget b;
    text_builder golden;
    budget_open(&b, NULL, 0);
    text_open(&golden, &b);
    CHECK(COUNT_OF(mutations) >= 80);
    for (size_t i = 0; i < COUNT_OF(mutations); i++) {
        const mutation *m = &mutations[i];
        fit_report report;
        error err = { 0 };
        text_builder found;
        text_open(&found, &b);
        if (resolve_both(&game, &mod, &b, NULL, m->edits)) {
            bool fits = wit_fit(&mod.arena, mod.world, game.world, NULL, 0, &report, &err);
            list(&found, &report);
            text_add(&golden, "%s## %s\n", i ? "\n" : "", m->what);
            wit_fit_print(&golden, &report, text_of("mod.wasm"), game.world->name);
            bool told = CHECK_TEXT(text_string(&found), m->differences);
            if (!CHECK_INT(fits, !m->differences[0]) || !CHECK_INT(err.code, ERROR_NONE) || !told)
                printf("    in: %s\n", m->what);
        }
        text_close(&found);
        close_both(&game, &mod);
    }
    check_golden(&golden);
    text_close(&golden);
    budget_close(&b);
}

TEST(a_misfit_is_told_as_a_modder_would_read_it)
{
    static side game, mod;
    static const char *const edits[] = { "vec { x: f32, y: f32 }", "vec { x: f32, y: f64 }", "spawn: func", "spwan: func",
        "on-frame: func(dt: f32) -> u32", "on-frame: func(delta: f32) -> s32", "export save: func() -> list<u8>;", "", NULL };
    budget b;
    fit_report report;
    error err = { 0 };
    text_builder t;
    budget_open(&b, NULL, 0);
    text_open(&t, &b);
    if (resolve_both(&game, &mod, &b, NULL, edits)) {
        CHECK(!wit_fit(&mod.arena, mod.world, game.world, NULL, 0, &report, &err));
        wit_fit_print(&t, &report, text_of("storm.wasm"), game.world->name);
        CHECK_TEXT(text_string(&t),
            "storm.wasm does not fit the world arena:game/creature@1.2.0: 5 differences in 4 places\n"
            "  1. import `arena:game/types@1.2.0 / vec` has another type\n"
            "       the game offers record vec { x: f32, y: f32 }   (wit/creature.wit:4)\n"
            "       the mod wants   record vec { x: f32, y: f64 }\n"
            "       it is used by   spwan, bodies, creature constructor, creature.think\n"
            "       there           field `y`: the game has f32, the mod has f64\n"
            "       do              make it as the game has it, in wit/creature.wit, and rebuild the mod\n"
            "  2. import `arena:game/field@1.2.0 / spwan` is not offered by the game\n"
            "       the mod wants   spwan: func(kind: u32, at: vec) -> result<u32, trouble>\n"
            "       do              did you mean `spawn: func(kind: u32, at: vec) -> result<u32, trouble>`?\n"
            "  3. export `on-frame` has another type\n"
            "       the game wants  on-frame: func(dt: f32) -> u32   (wit/creature.wit:46)\n"
            "       the mod has     on-frame: func(delta: f32) -> s32\n"
            "       its WIT says    Called once a frame.\n"
            "       there           the param `dt` is called `delta` in the mod\n"
            "       there           result: the game has u32, the mod has s32\n"
            "       do              make it as the game has it, in wit/creature.wit, and rebuild the mod\n"
            "  4. export `save` is missing\n"
            "       the game wants  save: func() -> list<u8>   (wit/creature.wit:47)\n"
            "       do              add it to the mod and rebuild\n");
    }
    text_close(&t);
    close_both(&game, &mod);
    budget_close(&b);
}

TEST(a_game_that_offers_more_still_fits)
{
    static side game, mod;
    static const char *const edits[] = { "interface log {", "interface log { flush: func();", NULL };
    budget b;
    fit_report report;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    if (resolve_both(&game, &mod, &b, edits, NULL))
        CHECK(wit_fit(&mod.arena, mod.world, game.world, NULL, 0, &report, &err));
    close_both(&game, &mod);
    budget_close(&b);
}

/* A text's world `w`, resolved by itself. */
static const cexterns *world_of(arena *a, const char *text, const char *name)
{
    wit_source source = { TEXT_LITERAL("t.wit"), text_of(text), TEXT_LITERAL("t") };
    error err = { 0 };
    wit_set *set = wit_resolve(a, &source, 1, NULL, &err);
    CHECK_TEXT(err.text, "");
    return set ? wit_world(set, text_of(name), &err) : NULL;
}

/* How the game's world and the mod's go together: a line for each difference; or as the modder reads it. */
static const char *tell(const char *game, const char *mod, bool as_story)
{
    static char out[2000];
    budget b;
    arena a;
    text_builder t;
    fit_report report = { 0 };
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    text_open(&t, &b);
    const cexterns *offered = world_of(&a, game, "w"), *asking = world_of(&a, mod, "w");
    bool fits = offered && asking && wit_fit(&a, asking, offered, NULL, 0, &report, &err);
    if (!offered || !asking)
        text_put(&t, text_of("no world"));
    else
        CHECK_INT(fits, report.count == 0);
    if (as_story && offered && asking)
        wit_fit_print(&t, &report, text_of("storm.wasm"), offered->name);
    for (uint32_t i = 0; i < report.count && !as_story; i++)
        text_add(&t, "%.*s: %.*s\n", TEXT_ARGS(report.differences[i].path), TEXT_ARGS(report.differences[i].says));
    snprintf(out, sizeof out, "%s", text_string(&t));
    text_close(&t);
    arena_close(&a);
    budget_close(&b);
    return out;
}

static const char *fit_text(const char *game, const char *mod) { return tell(game, mod, false); }
static const char *fit_story(const char *game, const char *mod) { return tell(game, mod, true); }

TEST(what_the_world_wants_by_its_own_name_is_no_other_name_for_what_is_missing)
{
    CHECK_TEXT(fit_text("package a:b;\nworld w { export save: func(); export cave: func(); }\n", "package a:b;\nworld w { export save: func(); }\n"), "cave: \n");
    CHECK_TEXT(fit_text("package a:b;\nworld w { export save: func(); export depth: func(); }\n",
                        "package a:b;\nworld w { export save: func(); export depths: func(); }\n"), "depth: the mod exports `depths`\n");
}

#define SHOP(version, functions) "package shop:api@" version " { interface shop { " functions " } }"

TEST(several_majors_of_an_interface_stand_side_by_side)
{
    static const char game[] = "package a:b; world w { import shop:api/shop@1.2.0; import shop:api/shop@2.0.0; }"
                               SHOP("1.2.0", "buy: func(n: u32); sell: func();") SHOP("2.0.0", "buy: func(n: u64);");
    CHECK_TEXT(fit_text(game, "package a:b; world w { import shop:api/shop@1.0.0; }" SHOP("1.0.0", "buy: func(n: u32);")), "");
    CHECK_TEXT(fit_text(game, "package a:b; world w { import shop:api/shop@2.0.0; }" SHOP("2.0.0", "buy: func(n: u64);")), "");
    CHECK_TEXT(fit_text(game, "package a:b; world w { import shop:api/shop@2.1.0; }" SHOP("2.1.0", "buy: func(n: u64);")), "");
    CHECK_TEXT(fit_text(game, "package a:b; world w { import shop:api/shop@1.0.0; import shop:api/shop@2.0.0; }"
                                  SHOP("1.0.0", "buy: func(n: u32);") SHOP("2.0.0", "buy: func(n: u32);")),
        "shop:api/shop@2.0.0 / buy / param n: param `n`: the game has u64, the mod has u32\n");
    CHECK_TEXT(fit_text(game, "package a:b; world w { import shop:api/shop@2.1.0; }" SHOP("2.1.0", "buy: func(n: u64); haggle: func();")),
        "shop:api/shop@2.0.0 / haggle: the mod needs 2.1.0 because of this; the game has 2.0.0\n");
    CHECK_TEXT(fit_text(game, "package a:b; world w { import shop:api/shop@3.0.0; }" SHOP("3.0.0", "buy: func(n: u64);")),
        "shop:api/shop@2.0.0: the game has version 1.2.0 and version 2.0.0, the mod was built for version 3.0.0, and they don't go together\n");
    CHECK_TEXT(fit_text(game, "package a:b; world w { import shop:api/shop; }" "package shop:api { interface shop { buy: func(n: u32); } }"),
        "shop:api/shop@2.0.0: the game has version 1.2.0 and version 2.0.0, the mod was built for no version, and they don't go together\n");
}

TEST(an_interface_of_types_alone_is_nothing_that_a_game_must_offer)
{
    static const char game[] = "package a:b; world w { record point { x: u32 } import go: func(p: point); }";
    CHECK_TEXT(fit_text(game, "package a:b; interface t { record point { x: u32 } } world w { use t.{point}; import go: func(p: point); }"), "");
    CHECK_TEXT(fit_text(game, "package a:b; interface t { record point { x: u64 } } world w { use t.{point}; import go: func(p: point); }"),
               "point / field x: field `x`: the game has u32, the mod has u64\n");
    CHECK_TEXT(fit_text(game, "package a:b; interface t { resource r; } world w { use t.{r}; export f: func(v: borrow<r>); }"),
               "a:b/t: the world `a:b/w` offers no interface of that name\n");
    CHECK_TEXT(fit_text("package a:b; interface r { resource r; } world w { import r; }",
                        "package a:b; interface r { resource r; } interface t { use r.{r}; record x { v: own<r> } } world w { import t; }"), "");
    CHECK_TEXT(fit_text("package a:b; world w { import c:d/t@1.0.0; } package c:d@1.0.0 { interface t { type n = u32; } }",
                        "package a:b; world w { import c:d/t@2.0.0; } package c:d@2.0.0 { interface t { type n = u64; } }"), "");
}

TEST(an_export_that_came_later_is_told_with_its_version)
{
    static const char game[] = "package a:b@1.3.0; interface i { f: func(); @since(version = 1.3.0) g: func(); } world w { export i; }";
    CHECK_TEXT(fit_text(game, "package a:b@1.3.0; interface i { f: func(); g: func(); } world w { export i; }"), "");
    CHECK_TEXT(fit_text(game, "package a:b@1.4.2; interface i { f: func(); g: func(); h: func(); } world w { export i; }"), "");
    CHECK_TEXT(fit_text(game, "package a:b@1.2.0; interface i { f: func(); } world w { export i; }"),
        "a:b/i@1.3.0 / g: the game needs 1.3.0 because of this (it is there since 1.3.0); the mod was built for 1.2.0\n");
}

TEST(what_fits_and_still_should_be_known_is_a_note)
{
    static const char game[] = "package a:b@1.0.0;\n"
        "interface i { record r { x: u32 }\n record s { y: r }\n g: func(s: s);\n"
        "  /// Use g.\n  @since(version = 1.0.0)\n  @deprecated(version = 1.0.0)\n  f: func(); }\n"
        "world w { import i; }";
    CHECK_TEXT(fit_story(game, game),
        "storm.wasm fits the world a:b/w@1.0.0\n"
        "  note: import `a:b/i@1.0.0 / f` is deprecated\n"
        "       the game offers f: func()   (t.wit:8)\n"
        "       the mod wants   f: func()\n"
        "       its WIT says    Use g.\n"
        "       there           deprecated since 1.0.0: a later version of the game may be without it\n");
    CHECK_TEXT(fit_story(game, "package a:b@1.0.0; interface i { record r { x: u64 } record s { y: r } } world w { import i; }"),
        "storm.wasm fits the world a:b/w@1.0.0\n"
        "  note: import `a:b/i@1.0.0 / r` has another type, which does no harm: nothing here uses it\n"
        "       the game offers record r { x: u32 }   (t.wit:2)\n"
        "       the mod wants   record r { x: u64 }\n"
        "       there           field `x`: the game has u32, the mod has u64\n");
    CHECK_HAS(fit_text(game, "package a:b@1.0.0; interface i { record r { x: u64 } record s { y: r } g: func(s: s); } world w { import i; }"),
        "a:b/i@1.0.0 / r / field x: field `x`: the game has u32, the mod has u64\n");
}

/* Exported and imported, an interface is two: its resources are not one another's. */
TEST(what_is_exported_has_resources_of_its_own)
{
    static const char game[] = "package a:b; interface i { resource r; f: func(r: r); } interface j { use i.{r}; g: func() -> r; }"
                               "world w { import i; export j; } world v { import i; export i; export j; }";
    budget b;
    arena a;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    const cexterns *w = world_of(&a, game, "w"), *v = world_of(&a, game, "v");
    if (CHECK(w && v)) {
        CHECK(w->exports[0].instance->exports[0].resource == w->imports[0].instance->exports[0].resource);
        CHECK_INT(v->export_count, 2);
        CHECK(v->exports[0].instance->exports[0].resource != v->imports[0].instance->exports[0].resource);
        CHECK(v->exports[1].instance->exports[0].resource == v->exports[0].instance->exports[0].resource);
        CHECK(v->exports[1].instance->exports[1].func->result->resource == v->exports[0].instance->exports[0].resource);
    }
    arena_close(&a);
    budget_close(&b);
}

/* have, want: what the host has and the mod was built for. */
TEST(versions_lie_on_tracks)
{
    static const struct { const char *have, *want; track_relation is; } rows[] = {
        { "1.2.0", "1.2.0", TRACK_SAME_OR_NEWER }, { "1.3.4", "1.2.0", TRACK_SAME_OR_NEWER }, { "1.2.0", "1.3.4", TRACK_OLDER },
        { "1.2.1", "1.2.0", TRACK_SAME_OR_NEWER }, { "1.10.0", "1.9.0", TRACK_SAME_OR_NEWER }, { "1.9.0", "1.10.0", TRACK_OLDER },
        { "2.0.0", "1.9.9", TRACK_OTHER }, { "1.0.0", "2.0.0", TRACK_OTHER }, { "0.2.12", "0.2.4", TRACK_SAME_OR_NEWER },
        { "0.2.4", "0.2.12", TRACK_OLDER }, { "0.3.0", "0.2.12", TRACK_OTHER }, { "0.2.0", "1.2.0", TRACK_OTHER },
        { "0.0.3", "0.0.3", TRACK_SAME_OR_NEWER }, { "0.0.4", "0.0.3", TRACK_OTHER }, { "0.1.0", "0.0.3", TRACK_OTHER },
        { "1.2.0-rc.1", "1.2.0-rc.1", TRACK_SAME_OR_NEWER }, { "1.2.0-rc.2", "1.2.0-rc.1", TRACK_OTHER },
        { "1.2.0", "1.2.0-rc.1", TRACK_OTHER }, { "1.3.0", "1.2.0-rc.1", TRACK_OTHER }, { "1.2.0-rc.1", "1.2.0", TRACK_OTHER },
        { "1.2.0+build7", "1.2.0", TRACK_SAME_OR_NEWER }, { "1.2.1+a", "1.2.0+b", TRACK_SAME_OR_NEWER },
        { "", "", TRACK_SAME_OR_NEWER }, { "1.2.0", "", TRACK_OTHER }, { "", "1.2.0", TRACK_OTHER },
        { "18446744073709551617.0.0", "1.0.0", TRACK_OTHER },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (!CHECK_INT(track_compare(text_of(rows[i].have), text_of(rows[i].want)), rows[i].is))
            printf("    have %s, want %s\n", rows[i].have, rows[i].want);
}

TEST(versions_are_ordered_as_semver_says)
{
    static const char *const rising[] = { "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
                                          "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0" };
    for (size_t i = 0; i + 1 < COUNT_OF(rising); i++)
        CHECK(track_order(text_of(rising[i]), text_of(rising[i + 1])) < 0);
    CHECK_INT(track_order(text_of("1.0.0+a"), text_of("1.0.0+b")), 0);
}

TEST(a_type_of_several_names_is_told_once)
{
    static const char game[] = "package a:b; interface i { record v { x: u8, y: u8 } type t = v; type n = u32; record p { n: n } f: func(a: t, b: p) -> n; } world w { import i; }";
    CHECK_TEXT(fit_text(game, "package a:b; interface i { record v { y: u8, x: u8 } type t = v; type n = u32; record p { n: n } f: func(a: t, b: p) -> n; } world w { import i; }"),
               "a:b/i / v: the fields stand in another order, and their order is part of the type\n");
    CHECK_TEXT(fit_text(game, "package a:b; interface i { record v { x: u8, y: u8 } type t = v; type n = u64; record p { n: n } f: func(a: t, b: p) -> n; } world w { import i; }"),
               "a:b/i / n: the game has u32, the mod has u64\n");
}

TEST(a_resource_that_the_mod_has_as_a_type_is_told_once)
{
    static const char game[] = "package a:b; interface i { resource r { constructor(); get: func() -> u32; } keep: func(v: r) -> r; see: func(v: borrow<r>); }";
    static const char *const ways[] = { "import", "export" };
    for (int i = 0; i < 2; i++) {
        char resource[300], record[300];
        snprintf(resource, sizeof resource, "%s world w { %s i; }", game, ways[i]);
        snprintf(record, sizeof record, "package a:b; interface i { record r { n: u32 } keep: func(v: r) -> r; see: func(v: r); } world w { %s i; }", ways[i]);
        CHECK_TEXT(fit_text(resource, record), "a:b/i / r: the game has a resource, the mod has a type\n");
    }
    CHECK_TEXT(fit_text("package a:b; interface t { resource r; } interface i { use t.{r}; f: func(v: r); } interface e { use t.{r}; g: func() -> r; } world w { import i; export e; }",
                        "package a:b; interface t { record r { n: u32 } } interface i { use t.{r}; f: func(v: r); } interface e { use t.{r}; g: func() -> r; } world w { import i; export e; }"),
               "a:b/t / r: the game has a resource, the mod has a type\n");
}

TEST(what_differs_in_a_type_is_told_there_wherever_the_game_declares_it)
{
    CHECK_TEXT(fit_text("package a:b; interface i { record body { at: place } record cell { at: place } type place = list<u32>; f: func(b: body, c: cell); } world w { export i; }",
                        "package a:b; interface i { record body { at: place } record cell { at: place } type place = list<u64>; f: func(b: body, c: cell); } world w { export i; }"),
               "a:b/i / place / list item: list item: the game has u32, the mod has u64\n");
    CHECK_HAS(fit_story("package a:b; interface i { record r { x: u32 } type s = r; f: func(a: s); } world w { export i; }",
                        "package a:b; interface i { record r { x: u64 } type s = r; f: func(a: s); } world w { export i; }"), "it is used by   f\n");
}

/* `s` is only noted, and what it is made of is used all the same. */
TEST(a_type_that_nobody_uses_hides_no_difference_of_one_that_somebody_does)
{
    CHECK_TEXT(fit_text("package a:b; interface i { record s { y: r } record r { x: u32 } g: func(v: r); } world w { export i; }",
                        "package a:b; interface i { record s { y: r } record r { x: u64 } g: func(v: r); } world w { export i; }"),
               "a:b/i / r / field x: field `x`: the game has u32, the mod has u64\n");
    CHECK_TEXT(fit_text("package a:b; interface a { use b.{s}; } interface b { record r { x: u32 } record s { y: r } g: func(v: r); } world w { export a; export b; }",
                        "package a:b; interface a { use b.{s}; } interface b { record r { x: u64 } record s { y: r } g: func(v: r); } world w { export a; export b; }"),
               "a:b/b / r / field x: field `x`: the game has u32, the mod has u64\n");
    CHECK_TEXT(fit_text("package a:b; interface a { record s { x: u32 } } interface b { record r { x: u32 } g: func(v: r); } world w { export a; export b; }",
                        "package a:b; interface a { record s { x: u64 } } interface b { record r { x: u64 } g: func(v: r); } world w { export a; export b; }"),
               "a:b/b / r / field x: field `x`: the game has u32, the mod has u64\n");
}

TEST(a_type_that_nobody_uses_is_noted_once)
{
    CHECK_TEXT(fit_story("package a:b; interface t { record r { x: u32 } } world w { use t.{r}; import f: func(); }",
                         "package a:b; interface t { record r { x: u64 } } world w { use t.{r}; import f: func(); }"),
        "storm.wasm fits the world a:b/w\n"
        "  note: import `a:b/t / r` has another type, which does no harm: nothing here uses it\n"
        "       the game offers record r { x: u32 }   (t.wit:1)\n"
        "       the mod wants   record r { x: u64 }\n"
        "       there           field `x`: the game has u32, the mod has u64\n");
}

/* Two mistakes, though both put a number where the enum belongs. */
TEST(what_stands_in_two_places_for_a_type_and_is_no_copy_of_it_is_told_in_both)
{
    CHECK_TEXT(fit_text("package a:b; interface i { enum e { x } type l = list<e>; f: func(v: l); g: func(v: e); h: func(v: e); } world w { import i; }",
                        "package a:b; interface i { enum e { x } type l = list<s8>; f: func(v: l); g: func(v: s8); h: func(v: e); } world w { import i; }"),
               "a:b/i / l / list item: list item: the game has enum e, the mod has s8\n"
               "a:b/i / g / param v: param `v`: the game has enum e, the mod has s8\n");
}

/* Hosts know a resource by its name and its interface's track. */
TEST(a_resource_is_one_in_all_versions_of_its_interface_that_go_together)
{
    static const char game[] = "package a:b; world w { import c:io/poll@0.2.8; import c:io/poll@0.2.9; import c:time/clock@0.2.8; export c:time/wait@0.2.8; }\n"
        "package c:io@0.2.8 { interface poll { resource pollable; } }\n"
        "package c:io@0.2.9 { interface poll { resource pollable; } }\n"
        "package c:time@0.2.8 {\n"
        "  interface clock { use c:io/poll@0.2.8.{pollable}; soon: func(p: borrow<pollable>) -> pollable; }\n"
        "  interface wait { use c:io/poll@0.2.8.{pollable}; for: func(p: borrow<pollable>); }\n"
        "}\n";
    static const char mod[] = "package a:b; world w { import c:io/poll@0.2.9; import c:time/clock@0.2.8; export c:time/wait@0.2.8; }\n"
        "package c:io@0.2.9 { interface poll { resource pollable; } }\n"
        "package c:time@0.2.8 {\n"
        "  interface clock { use c:io/poll@0.2.9.{pollable}; soon: func(p: borrow<pollable>) -> pollable; }\n"
        "  interface wait { use c:io/poll@0.2.9.{pollable}; for: func(p: borrow<pollable>); }\n"
        "}\n";
    CHECK_TEXT(fit_text(game, mod), "");
}

TEST(of_two_versions_that_the_game_wants_the_one_that_is_there_is_not_taken_for_the_other)
{
    CHECK_TEXT(fit_story("package a:b; world w { export c:d/e@0.1.0; export c:d/e@0.2.0; } package c:d@0.1.0 { interface e { f: func(); } } package c:d@0.2.0 { interface e { f: func(); } }",
                         "package a:b; world w { export c:d/e@0.2.0; } package c:d@0.2.0 { interface e { f: func(); } }"),
        "storm.wasm does not fit the world a:b/w: 1 difference\n"
        "  1. export `c:d/e@0.1.0` is missing\n"
        "       the game wants  interface c:d/e@0.1.0   (t.wit:1)\n"
        "       there           the mod has it in another version alone, and the game wants both\n"
        "       do              add it to the mod and rebuild\n");
}

TEST(what_differs_in_an_interface_that_stands_by_several_names_is_told_once)
{
    CHECK_TEXT(fit_story("package a:b; interface s { get: func(key: string); put: func(); } world w { import s; import x: s; import y: s; }",
                         "package a:b; interface s { get: func(key: u8); put: func(); cut: func(); } world w { import s; import x: s; import y: s; }"),
        "storm.wasm does not fit the world a:b/w: 6 differences in 2 places\n"
        "  1. import `a:b/s / get` has another type\n"
        "       the game offers get: func(key: string)   (t.wit:1)\n"
        "       the mod wants   get: func(key: u8)\n"
        "       and with it     import `x / get`, import `y / get`\n"
        "       there           param `key`: the game has string, the mod has u8\n"
        "       do              make it as the game has it, in t.wit, and rebuild the mod\n"
        "  2. import `a:b/s / cut` is not offered by the game\n"
        "       the mod wants   cut: func()\n"
        "       and with it     import `x / cut`, import `y / cut`\n"
        "       do              build the mod without it, or against a game that has it\n");
}

TEST(of_a_renamed_resource_no_function_is_told_that_has_another_resource_of_its_interface)
{
    CHECK_TEXT(fit_text("package a:b; interface i { resource body { finish: static func(b: body) -> trailer; } resource trailer; } world w { import i; }",
                        "package a:b; interface i { resource bodyx { finish: static func(b: bodyx) -> trailer; } resource trailer; } world w { import i; }"),
               "a:b/i / bodyx: the game's interface has no such resource\n");
}

TEST(a_renamed_resource_is_not_told_again_where_another_interface_mentions_it)
{
    CHECK_TEXT(fit_text("package a:b; interface i { resource r { f: func(); } } interface k { use i.{r}; g: func(v: borrow<r>); } world w { export k; export i; }",
                        "package a:b; interface i { resource rx { f: func(); } } interface k { use i.{rx}; g: func(v: borrow<rx>); } world w { export k; export i; }"),
               "a:b/i / r: the mod's interface has no such resource\n");
}

TEST(a_renamed_resource_is_told_in_its_interface_though_the_world_uses_it)
{
    CHECK_TEXT(fit_text("package a:b; interface i { resource r { f: func(); } } world w { use i.{r}; export g: func(v: borrow<r>); }",
                        "package a:b; interface i { resource rx { f: func(); } } world w { use i.{rx}; export g: func(v: borrow<rx>); }"),
               "a:b/i / rx: the game's interface has no such resource\n");
}
