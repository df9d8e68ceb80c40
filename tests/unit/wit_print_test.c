/* WIT of what a component's types say: names that stand for one declaration, of several interfaces and packages. */
#include "tests/unit/check.h"

#include "engine/component/component.h"
#include "engine/wit/wat.h"
#include "engine/wit/wit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A component as text, printed as WIT that stands alone; or why it could not be. */
static const char *printed(const char *wat)
{
    static char out[4000];
    budget b;
    arena a;
    text_builder binary, text;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    text_open(&binary, &b);
    text_open(&text, &b);
    bool ok = wat_assemble(&binary, text_of(wat), &err);
    char *exactly = malloc(binary.size + !binary.size);      /* so that ASan sees a byte too far */
    memcpy(exactly, binary.bytes, binary.size);
    component *c = ok ? component_decode(&a, &b, (uint8_t *)exactly, binary.size, COMPONENT_ALL, &err) : NULL;
    if (c && wit_is_package(c->type))
        wit_print_types_whole(&text, c->type);
    else if (c)
        wit_print(&text, c->type, WIT_PRINT_WORLD);
    CHECK(!text.failed);
    snprintf(out, sizeof out, "%s", c ? text_string(&text) : err.text);
    free(exactly);
    text_close(&text);
    text_close(&binary);
    arena_close(&a);
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
