/* What is wrong with a WIT text is told with its place, and with what to do. */
#include "tests/unit/check.h"

#include "engine/wit/wit.h"

#include <stdio.h>
#include <string.h>

/* The story of a text that is refused; empty: it is not. */
static const char *story(const char *text)
{
    static char out[3000];
    budget b;
    arena a;
    error err = { 0 };
    wit_source source = { text_of("wit/world.wit"), text_of(text), text_of("wit") };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    out[0] = 0;
    if (!wit_resolve(&a, &source, 1, NULL, &err))
        wit_error_format(&err, out, sizeof out);
    arena_close(&a);
    budget_close(&b);
    return out;
}

TEST(a_missing_type_is_told_with_the_one_that_was_meant)
{
    CHECK_TEXT(story("package a:b;\n\ninterface field {\n  record body { hp: u32 }\n  near: func(at: u32) -> list<boddy>;\n}\n"),
        "wit/world.wit:5:31: the WIT text is wrong\n"
        "  there is no type `boddy` here\n"
        "      near: func(at: u32) -> list<boddy>;\n"
        "                                  ^\n"
        "  hint: did you mean `body`?\n");
}

TEST(a_word_of_the_language_as_a_name_is_told_how_to_write_it)
{
    CHECK_TEXT(story("package a:b;\ninterface i {\n\tlist: func();\n}\n"),
        "wit/world.wit:3:2: the WIT text is wrong\n"
        "  expected `type`, `record`, `resource`, another type, or the name of a function, found the keyword `list`\n"
        "    \tlist: func();\n"
        "    \t^\n"
        "  hint: a name that is also a keyword is written with a '%': %list\n");
    CHECK_HAS(story("package a:b;\ninterface i {\n  resource r { with: func(); }\n}\n"), "hint: a name that is also a keyword is written with a '%': %with\n");
}

TEST(a_misspelt_keyword_is_recognised)
{
    CHECK_TEXT(story("package a:b;\ninterface i {\n  recrod r { x: u32 }\n}\n"),
        "wit/world.wit:3:10: the WIT text is wrong\n"
        "  expected ':', found `r`\n"
        "      recrod r { x: u32 }\n"
        "             ^\n"
        "  hint: did you mean `record`?\n");
    CHECK_HAS(story("package a:b;\nintreface i {}\n"), "hint: did you mean `interface`?\n");
}

TEST(a_file_without_its_end_says_so)
{
    CHECK_TEXT(story("package a:b;\ninterface i {\n  f: func();"),
        "wit/world.wit:3:13: the WIT text is wrong\n"
        "  expected `type`, `record`, `resource`, another type, or the name of a function, found the end of the file\n"
        "      f: func();\n"
        "                ^\n");
}

TEST(a_package_that_is_not_there_is_told_with_what_to_do)
{
    CHECK_TEXT(story("package a:b;\nworld w {\n  import wasi:io/streams@0.2.0;\n}\n"),
        "wit/world.wit:3:10: the WIT text is wrong\n"
        "  the package wasi:io@0.2.0 is not among the WIT files\n"
        "      import wasi:io/streams@0.2.0;\n"
        "             ^\n"
        "  hint: put its folder into deps/\n");
    CHECK_HAS(story("package a:b;\npackage c:d@1.0.0 { interface i {} }\nworld w { import c:d/i; }\n"), "hint: there is c:d@1.0.0\n");
}

TEST(what_no_component_could_hold_is_refused_in_the_text)
{
    char flags[600] = "package a:b;\ninterface i { flags f { ";
    CHECK_TEXT(story("package a:b;\ninterface i {\n  resource door {\n    open: func();\n    DOOR: static func();\n  }\n}\n"),
        "wit/world.wit:5:5: the WIT text is wrong\n"
        "  the function `DOOR` of the resource `door` is called as the resource is\n"
        "        DOOR: static func();\n"
        "        ^\n"
        "  hint: give it another name: in a component the two could not be told apart\n");
    for (int i = 0; i < 32; i++)
        sprintf(flags + strlen(flags), "b%d, ", i);
    size_t size = strlen(flags);
    strcpy(flags + size, "} }");
    CHECK_TEXT(story(flags), "");
    strcpy(flags + size, "last } }");
    CHECK_HAS(story(flags), "  `f` has 33 flags: a component takes 32 at most\n");
    CHECK_HAS(story(flags), "  hint: part them in two types, from `last` on\n");
}

TEST(types_of_other_languages_are_told_by_their_name_in_wit)
{
    CHECK_HAS(story("package a:b;\ninterface i { f: func(x: i32); }\n"), "  hint: in WIT this type is called `s32`\n");
    CHECK_HAS(story("package a:b;\ninterface i { f: func(x: u33); }\n"), "  hint: did you mean `u32`?\n");
    CHECK_HAS(story("package a:b;\ninterface i { f: func(x: strnig); }\n"), "  hint: did you mean `string`?\n");
}

TEST(a_type_that_contains_itself_is_refused)
{
    CHECK_HAS(story("package a:b;\ninterface i {\n  record r { next: option<r> }\n}\n"),
        "  the type `r` contains itself: no value of it could end\n"
        "      record r { next: option<r> }\n"
        "                              ^\n");
}

TEST(a_world_that_names_nothing_is_told_where_it_is_not)
{
    CHECK_HAS(story("package a:b;\ninterface field {}\nworld w { import feild; }\n"), "there is no interface or world `feild` here");
    CHECK_HAS(story("package a:b;\ninterface field {}\nworld w { import feild; }\n"), "hint: did you mean `field`?\n");
    CHECK_HAS(story("package a:b;\nworld w { f: func(); }\n"), "hint: does the world need it or have it? write `import` or `export` before it\n");
    CHECK_HAS(story("package a:b;\nworld w { import f: fnc(); }\n"), "expected ';', found '('");
}

TEST(a_folder_that_says_no_package_is_told_the_line_to_write)
{
    CHECK_TEXT(story("interface i {}\n"),
        "wit/world.wit: the WIT text is wrong\n"
        "  no file of this folder says which package it is\n"
        "  hint: begin one of them with a line like: package my-game:api@0.1.0;\n");
}

TEST(a_name_in_the_wrong_case_is_shown_how_names_look)
{
    CHECK_HAS(story("package a:b;\ninterface i { maxHealth: func(); }\n"),
        "  `maxHealth` is not a WIT name\n");
    CHECK_HAS(story("package a:b;\ninterface i { max_health: func(); }\n"),
        "  hint: names are words of small letters and digits joined by '-', as in `max-health`\n");
}

TEST(characters_that_mislead_a_reader_are_refused)
{
    CHECK_HAS(story("package a:b;\n// \xE2\x80\xAE gnihton\n"), "the character U+202E is not allowed in WIT");
    CHECK_HAS(story("package a:b;\n\x01"), "the character U+0001 is not allowed in WIT");
    CHECK_HAS(story("package a:b;\n\xFF"), "the file is not UTF-8 text");
}

TEST(a_missing_world_is_told_with_the_one_that_was_meant)
{
    static const char text[] = "package arena:game@0.1.0;\nworld creature {}\nworld director {}\n";
    wit_source source = { text_of("w.wit"), text_of(text), text_of("w") };
    budget b;
    arena a;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    wit_set *set = wit_resolve(&a, &source, 1, NULL, &err);
    if (CHECK(set)) {
        CHECK(wit_world(set, text_of("arena:game/creature"), &err));
        CHECK(wit_world(set, text_of("arena:game/creature@0.1.0"), &err));
        CHECK(wit_world(set, text_of("director"), &err));
        CHECK(!wit_world(set, text_of("arena:game/creatures"), &err));
        CHECK_TEXT(err.text, "there is no world `arena:game/creatures` in the WIT");
        CHECK_TEXT(err.hint, "did you mean `arena:game/creature@0.1.0`?");
    }
    arena_close(&a);
    budget_close(&b);
}

/* Every beginning of a good text is an error with a place, or good; never a crash. */
TEST(every_truncation_of_a_text_is_judged)
{
    static const char whole[] =
        "package a:b@1.0.0;\nuse c:d/e@0.1.0-rc.1 as f;\n/// docs\n@since(version = 1.0.0)\ninterface i {\n  use f.{t as u};\n"
        "  record r { x: u32, y: list<u8, 4> }\n  variant v { a, b(result<_, r>) }\n  flags g { p, q }\n  enum n { z }\n"
        "  resource o { constructor(x: u); m: func() -> tuple<u8, s8>; s: static func(); }\n  f: async func(a: borrow<o>) -> stream<u8>;\n}\n"
        "world w {\n  import i;\n  include v with { k as l }\n  export x: interface { g: func(); }\n}\nworld v { import k: func(); }\n"
        "package c:d@0.1.0-rc.1 { interface e { type t = map<string, future>; } }\n";
    char text[sizeof whole];
    CHECK_TEXT(story(whole), "");
    for (size_t size = 0; size < sizeof whole - 1; size++) {
        memcpy(text, whole, size);
        text[size] = 0;
        const char *told = story(text);
        CHECK(!told[0] || strstr(told, "wit/world.wit"));
    }
}

TEST(what_comes_back_to_itself_is_told_with_the_way)
{
    CHECK_HAS(story("package a:b;\nworld v { include w; }\nworld w { include v; }\n"), "the world `w` includes itself, by way of `v`\n");
    CHECK_HAS(story("package a:b;\nworld w { include w; }\n"), "the world `w` includes itself\n");
    CHECK_HAS(story("package a:b;\ninterface i { use j.{t}; }\ninterface j { use i.{t}; }\n"), "the interface `j` uses itself, by way of `i`\n");
}

TEST(what_stands_where_something_else_is_wanted_is_told_with_both)
{
    CHECK_HAS(story("package a:b;\ninterface i { f: func(); g: func(a: f); }\n"), "`f` is a function, where a type is wanted\n");
    CHECK_HAS(story("package a:b;\ninterface i { type t = borrow<u32>; }\n"), "expected the name of a resource, found the keyword `u32`\n");
    CHECK_HAS(story("package a:b;\ninterface i { f: func(v: vec<u8>); }\n"), "2:29: the WIT text is wrong\n  no type stands in '<' and '>' behind `vec`\n");
    CHECK_HAS(story("package a:b;\ninterface i { record r { v: hash-map<u8, u8> } }\n"), "hint: WIT has list<T>, option<T>, result<T, E>, tuple<A, B> and map<K, V>\n");
    CHECK_HAS(story("package a:b;\ninterface i { f: func() -> (); }\n"), "hint: a function without a result ends behind its parameters: f: func();\n");
    CHECK_HAS(story("package a:b;\ninterface i {\n f: func();\n type f = u8;\n}\n"), "the name `f` is taken already in this interface, by a function in line 3\n");
    CHECK_HAS(story("package a:b@1.0.0;\n@since(feature = x) interface i {}\n"), "hint: it is written @since(version = 1.2.0)\n");
    CHECK_HAS(story("package a:b;\npackage c:d;\n"), "hint: a file has one such line, its first;");
    CHECK_HAS(story("package a:b;\nworld w { import x: func(); type x = u8; }\n"), "the world has a type named `x`, which is an import as this is");
}

TEST(two_of_a_name_are_told_with_the_first_ones_line)
{
    CHECK_HAS(story("package a:b;\ninterface i {}\ninterface i {}\n"), "3:11: the WIT text is wrong\n  the package a:b has two items named `i`\n"
              "    interface i {}\n              ^\n  hint: the first one stands in line 2\n");
    CHECK_HAS(story("package a:b;\ninterface i {}\nuse i as j;\ninterface j {}\n"), "one is a `use`\n    interface j {}\n              ^\n  hint: the `use` stands in line 3\n");
    CHECK_HAS(story("package a:b;\ninterface i {}\nuse i as j;\nuse i as j;\n"), "hint: the first one stands in line 3\n");
    CHECK_HAS(story("package a:b;\nworld w {\n  export f: func();\n  export f: func();\n}\n"), "the world exports a function named `f` already\n"
              "      export f: func();\n             ^\n  hint: the first one stands in line 3\n");
    CHECK_HAS(story("package a:b {\n}\npackage a:b {\n}\n"), "the package a:b is defined twice\n    package a:b {\n            ^\n  hint: the first one stands in line 1\n");
}

/* Its name is near itself, but that helps nobody. */
TEST(a_use_of_a_use_is_told_what_to_write)
{
    CHECK_HAS(story("package a:b;\ninterface i {}\nuse i as j;\nuse j as k;\n"), "there is no interface or world `j` here\n"
              "    use j as k;\n        ^\n  hint: `j` is a name that another `use` gives: write what that one names\n");
}

TEST(a_type_that_is_too_large_is_not_for_a_manifest_to_mend)
{
    char text[4000] = "package a:b;\ninterface i {\n  type t0 = u8;\n";
    for (int i = 0; i < 25; i++)
        sprintf(text + strlen(text), "  type t%d = tuple<t%d, t%d>;\n", i + 1, i, i);
    strcat(text, "}\n");
    CHECK_HAS(story(text), "wit/world.wit:21:14: ");
    CHECK_HAS(story(text), "effective type size exceeds the limit of 1000000: this tuple has 1048573 parts\n");
    CHECK_HAS(story(text), "hint: no type may be larger: make it flatter, or name fewer large ones in it\n");
}
