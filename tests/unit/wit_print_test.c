/* WIT of what a component's types say: names that stand for one declaration, of several interfaces and packages. */
#include "tests/unit/check.h"

#include "engine/component/component.h"
#include "engine/wit/wat.h"
#include "engine/wit/wit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A component, printed as WIT that stands alone; or why it could not be. */
static const char *print_bytes(const char *bytes, size_t size)
{
    static char out[4000];
    budget b;
    arena a;
    text_builder text;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    text_open(&text, &b);
    char *exactly = malloc(size + !size);      /* so that ASan sees a byte too far */
    memcpy(exactly, bytes, size);
    component *c = component_decode(&a, &b, (uint8_t *)exactly, size, COMPONENT_ALL, &err);
    if (c && wit_is_package(c->type))
        wit_print_types_whole(&text, c->type);
    else if (c)
        wit_print(&text, c->type, WIT_PRINT_WORLD);
    CHECK(!text.failed);
    snprintf(out, sizeof out, "%s", c ? text_string(&text) : err.text);
    free(exactly);
    text_close(&text);
    arena_close(&a);
    budget_close(&b);
    return out;
}

/* The same of a component as text. */
static const char *printed(const char *wat)
{
    budget b;
    text_builder binary;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    text_open(&binary, &b);
    const char *out = CHECK(wat_assemble(&binary, text_of(wat), &err)) ? print_bytes(binary.bytes, binary.size) : "it can't be assembled";
    text_close(&binary);
    budget_close(&b);
    return out;
}

/* "c:d/x" as a world sees it that imports it whole. */
#define ALL_OF_X "(type $x (instance (type $n string) (export \"n\" (type $m (eq $n))) (export \"r\" (type $r (sub resource)))" \
                  " (type $o (own $r)) (type $f (func (param \"n\" $m) (result $o))) (export \"make\" (func (type $f)))))"

TEST(a_number_that_another_interface_names_is_used_from_there)
{
    CHECK_TEXT(printed("(component (type $p (component"
        " (type $t (instance (type $d u64) (export \"d\" (type $e (eq $d))) (export \"e\" (type (eq $e)))))"
        " (import \"a:b/t\" (instance $i (type $t)))"
        " (alias export $i \"d\" (type $d))"
        " (type $u (instance (alias outer 1 $d (type $o)) (export \"d\" (type $v (eq $o))) (type $f (func (param \"v\" $v))) (export \"f\" (func (type $f)))))"
        " (export \"a:b/u\" (instance (type $u)))))"
        " (type $q (component (type $t (instance (type $d u64) (export \"d\" (type $e (eq $d))) (export \"e\" (type (eq $e))))) (export \"a:b/t\" (instance (type $t)))))"
        " (export \"u\" (type $p)) (export \"t\" (type $q)))"),
        "package a:b;\n"
        "\n"
        "interface u {\n"
        "  use t.{d};\n"
        "  f: func(v: d);\n"
        "}\n"
        "\n"
        "interface t {\n"
        "  type d = u64;\n"
        "  type e = d;\n"
        "}\n");
}

TEST(a_package_prints_with_what_it_uses_of_others_once_and_whole)
{
    CHECK_TEXT(printed("(component (type $p (component"
        " (type $x (instance (type $n string) (export \"n\" (type (eq $n))) (export \"r\" (type (sub resource)))))"
        " (import \"c:d/x\" (instance $i (type $x)))"
        " (alias export $i \"n\" (type $n)) (alias export $i \"r\" (type $r))"
        " (type $u (instance (alias outer 1 $n (type $o)) (export \"m\" (type $m (eq $o))) (alias outer 1 $r (type $s)) (export \"r\" (type $t (eq $s)))"
        " (type $w (own $t)) (type $f (func (param \"m\" $m) (result $w))) (export \"f\" (func (type $f)))))"
        " (export \"a:b/u\" (instance (type $u)))))"
        " (type $q (component (type $w (component " ALL_OF_X " (import \"c:d/x\" (instance (type $x))))) (export \"a:b/w\" (component (type $w)))))"
        " (export \"u\" (type $p)) (export \"w\" (type $q)))"),
        "package a:b;\n"
        "\n"
        "interface u {\n"
        "  use c:d/x.{n as m};\n"
        "  use c:d/x.{r};\n"
        "  f: func(m: m) -> r;\n"
        "}\n"
        "\n"
        "world w {\n"
        "  import c:d/x;\n"
        "}\n"
        "\n"
        "package c:d {\n"
        "  interface x {\n"
        "    type n = string;\n"
        "    resource r;\n"
        "    make: func(n: n) -> r;\n"
        "  }\n"
        "}\n");
}

/* Of two records with a resource in them, alike, one is used and one declared. */
TEST(what_an_interface_declares_is_not_taken_for_what_it_uses)
{
    CHECK_HAS(printed("(component (type $p (component"
        " (type $x (instance (export \"r\" (type $r (sub resource))) (type $o (own $r)) (type $f (record (field \"x\" $o))) (export \"foo\" (type (eq $f)))))"
        " (import \"a:b/x\" (instance $i (type $x)))"
        " (alias export $i \"r\" (type $r)) (alias export $i \"foo\" (type $f))"
        " (type $u (instance (alias outer 1 $r (type $s)) (export \"r\" (type $t (eq $s))) (alias outer 1 $f (type $g)) (export \"bar\" (type (eq $g)))"
        " (type $w (own $t)) (type $h (record (field \"x\" $w))) (export \"foo\" (type (eq $h)))))"
        " (export \"a:b/u\" (instance (type $u)))))"
        " (export \"u\" (type $p)))"),
        "interface u {\n"
        "  use x.{r};\n"
        "  use x.{foo as bar};\n"
        "  record foo {\n"
        "    x: r,\n"
        "  }\n"
        "}\n");
}

TEST(a_handle_by_another_name_is_used_where_its_resource_has_none)
{
    CHECK_TEXT(printed("(component"
        " (type $x (instance (export \"r\" (type $r (sub resource))) (type $o (own $r)) (export \"handle\" (type (eq $o)))))"
        " (import \"a:b/x\" (instance $i (type $x)))"
        " (alias export $i \"handle\" (type $h))"
        " (type $u (instance (alias outer 1 $h (type $g)) (export \"handle\" (type $k (eq $g))) (type $f (func (result $k))) (export \"f\" (func (type $f)))))"
        " (import \"anon\" (instance (type $u))))"),
        "package root:component;\n"
        "\n"
        "world root {\n"
        "  import a:b/x;\n"
        "  import anon: interface {\n"
        "    use a:b/x.{handle};\n"
        "    f: func() -> handle;\n"
        "  }\n"
        "}\n"
        "\n"
        "package a:b {\n"
        "  interface x {\n"
        "    resource r;\n"
        "    type handle = own<r>;\n"
        "  }\n"
        "}\n");
}

/* A text's world `w`, printed; or why it is refused, and where. */
static const char *reprinted(const char *wit)
{
    static char out[4000];
    budget b;
    arena a;
    text_builder text;
    error err = { 0 };
    wit_source source = { TEXT_LITERAL("t.wit"), text_of(wit), TEXT_LITERAL("t") };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    text_open(&text, &b);
    wit_set *set = wit_resolve(&a, &source, 1, NULL, &err);
    const cexterns *world = set ? wit_world(set, text_of("w"), &err) : NULL;
    if (world)
        wit_print(&text, world, WIT_PRINT_WORLD);
    snprintf(out, sizeof out, "%s", text_string(&text));
    if (!world)
        snprintf(out, sizeof out, "%u:%u: %s", err.line, err.column, err.text);
    text_close(&text);
    arena_close(&a);
    budget_close(&b);
    return out;
}

TEST(external_ids_are_printed_where_they_were_written)
{
    static const char text[] =
        "package a:b;\n"
        "\n"
        "interface i {\n"
        "  @external-id(\"a number\")\n"
        "  type n = u32;\n"
        "  @external-id(\"DB.Bar\")\n"
        "  resource r {\n"
        "    @external-id(\"made \\\"so\\\" \\\\ \\09 \xE2\x82\xAC\")\n"
        "    constructor();\n"
        "    @external-id(\"\")\n"
        "    f: func();\n"
        "  }\n"
        "  @external-id(\"foo/0\")\n"
        "  f: func() -> n;\n"
        "}\n"
        "\n"
        "world w {\n"
        "  @external-id(\"users\")\n"
        "  import one: i;\n"
        "  @external-id(\"https://esm.unpkg.com/slugify@1.6.6\")\n"
        "  import slugify: func(text: string) -> string;\n"
        "  @external-id(\"out\")\n"
        "  export go: func();\n"
        "}\n";
    CHECK_TEXT(reprinted(text), text);
    CHECK_HAS(reprinted("package a:b; world w { @external-id(\"\\t\\n\\r\\'\\u{20ac}\\e2\\82\\ac\\u{1F600}\") import f: func(); }"),
              "@external-id(\"\\09\\0a\\0d'\xE2\x82\xAC\xE2\x82\xAC\xF0\x9F\x98\x80\")");
    CHECK_HAS(printed("(component (import \"f\" (external-id \"//One\\22\") (func)))"), "  @external-id(\"//One\\\"\")\n  import f: func();\n");
}

TEST(an_external_id_that_is_no_text_or_has_no_place_is_refused_there)
{
    static const char *const texts[] = { "\\q", "\\u{d800}", "\\u{110000}", "\\u{}", "\\u{41", "\\u41}", "\\4", "\\", "\\ff" };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        char wit[200];
        snprintf(wit, sizeof wit, "package a:b; world w { @external-id(\"ab%s\") import f: func(); }", texts[i]);
        CHECK_HAS(reprinted(wit), i == 7 ? "a \" is missing" : "1:");
        CHECK_HAS(reprinted(wit), i == 7 ? "1:37: " : "this is no text: escapes are ");
    }
    CHECK_HAS(reprinted("package a:b; @external-id(\"x\") world w { import f: func(); }"), "1:15: `@external-id` stands at what is imported or exported");
    CHECK_HAS(reprinted("@external-id(\"x\") package a:b; world w { import f: func(); }"), "1:2: `@external-id` stands at");
    CHECK_HAS(reprinted("package a:b; world v { } world w { @external-id(\"x\") include v; }"), "1:37: `@external-id` has no place at an `include`");
}

/* As tools make them: what an instance exports is what it was given, by the names of a component between.
 *   (component
 *    (type $x (instance (type $n u64) (export "n" (type (eq $n))) (type $e (record (field "f" u8))) (export "foo" (type (eq $e)))))
 *    (import "a:b/x" (instance $i (type $x)))
 *    (alias export $i "n" (type $n)) (alias export $i "foo" (type $foo))
 *    (component $c
 *     (type $num u64) (import "import-type-n" (type $m (eq $num)))
 *     (type $rec (record (field "f" u8))) (import "import-type-foo" (type $r (eq $rec)))
 *     (export "n" (type $m)) (export "bar" (type $r)))
 *    (instance $made (instantiate $c (with "import-type-n" (type $n)) (with "import-type-foo" (type $foo))))
 *    (export "a:b/y" (instance $made)))
 */
TEST(an_exported_interface_uses_the_types_that_its_component_was_given)
{
    static const uint8_t bytes[] = {
        0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00, 0x07, 0x1b, 0x01, 0x42, 0x04, 0x01, 0x77, 0x04, 0x00, 0x01, 0x6e, 0x03,
        0x00, 0x00, 0x01, 0x72, 0x01, 0x01, 0x66, 0x7d, 0x04, 0x00, 0x03, 0x66, 0x6f, 0x6f, 0x03, 0x00, 0x02, 0x0a, 0x0a, 0x01,
        0x00, 0x05, 0x61, 0x3a, 0x62, 0x2f, 0x78, 0x05, 0x00, 0x06, 0x0d, 0x02, 0x03, 0x00, 0x00, 0x01, 0x6e, 0x03, 0x00, 0x00,
        0x03, 0x66, 0x6f, 0x6f, 0x04, 0x51, 0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00, 0x07, 0x02, 0x01, 0x77, 0x0a, 0x13,
        0x01, 0x00, 0x0d, 0x69, 0x6d, 0x70, 0x6f, 0x72, 0x74, 0x2d, 0x74, 0x79, 0x70, 0x65, 0x2d, 0x6e, 0x03, 0x00, 0x00, 0x07,
        0x06, 0x01, 0x72, 0x01, 0x01, 0x66, 0x7d, 0x0a, 0x15, 0x01, 0x00, 0x0f, 0x69, 0x6d, 0x70, 0x6f, 0x72, 0x74, 0x2d, 0x74,
        0x79, 0x70, 0x65, 0x2d, 0x66, 0x6f, 0x6f, 0x03, 0x00, 0x02, 0x0b, 0x0f, 0x02, 0x00, 0x01, 0x6e, 0x03, 0x01, 0x00, 0x00,
        0x03, 0x62, 0x61, 0x72, 0x03, 0x03, 0x00, 0x05, 0x26, 0x01, 0x00, 0x00, 0x02, 0x0d, 0x69, 0x6d, 0x70, 0x6f, 0x72, 0x74,
        0x2d, 0x74, 0x79, 0x70, 0x65, 0x2d, 0x6e, 0x03, 0x01, 0x0f, 0x69, 0x6d, 0x70, 0x6f, 0x72, 0x74, 0x2d, 0x74, 0x79, 0x70,
        0x65, 0x2d, 0x66, 0x6f, 0x6f, 0x03, 0x02, 0x0b, 0x0b, 0x01, 0x00, 0x05, 0x61, 0x3a, 0x62, 0x2f, 0x79, 0x05, 0x01, 0x00,
    };
    CHECK_TEXT(print_bytes((const char *)bytes, sizeof bytes),
        "package root:component;\n"
        "\n"
        "world root {\n"
        "  import a:b/x;\n"
        "  export a:b/y;\n"
        "}\n"
        "\n"
        "package a:b {\n"
        "  interface x {\n"
        "    type n = u64;\n"
        "    record foo {\n"
        "      f: u8,\n"
        "    }\n"
        "  }\n"
        "  interface y {\n"
        "    use x.{n};\n"
        "    use x.{foo as bar};\n"
        "  }\n"
        "}\n");
}
