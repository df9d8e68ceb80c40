/* Docs in packed packages: what they say is printed, and what is no such text is refused in words. */
#include "tests/unit/check.h"

#include "engine/wit/wat.h"
#include "engine/wit/wit.h"
#include "engine/wit/wit_docs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char before[] =
    "(component (type $i (component (export \"a:b/i@1.2.0\" (instance"
    " (type $e (enum \"x\" \"y\")) (export \"e\" (type $f (eq $e))) (export \"r\" (type $r (sub resource)))"
    " (export \"go\" (func (param \"e\" $f)))"
    " (export \"[method]r.on\" (func (param \"self\" (borrow $r))))))))\n"
    "(type $w (component (type $t (component (import \"a:b/i@1.2.0\" (instance))"
    " (export \"run\" (func)) (export \"in\" (instance (export \"g\" (func))))))"
    " (export \"a:b/w@1.2.0\" (component (type $t)))))\n"
    "(export \"i\" (type $i)) (export \"w\" (type $w))\n"
    "(@custom \"package-docs\" \"";

/* The package with those docs, printed; or why it was refused. */
static const char *docs_text(const char *form, const char *json)
{
    static char out[4000];
    budget b;
    arena a;
    text_builder wat, binary, printed;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    text_open(&wat, &b);
    text_open(&binary, &b);
    text_open(&printed, &b);
    text_add(&wat, "%s%s", before, form);
    for (const char *c = json; *c; c++)
        text_add(&wat, *c == '"' || *c == '\\' ? "\\%02x" : "%c", *c);
    text_add(&wat, "\"))");
    bool ok = wat_assemble(&binary, text_of(text_string(&wat)), &err);
    char *exactly = malloc(binary.size + !binary.size);      /* so that ASan sees a byte too far */
    memcpy(exactly, binary.bytes, binary.size);
    component *c = ok ? component_decode(&a, &b, (uint8_t *)exactly, binary.size, COMPONENT_ALL, &err) : NULL;
    if (c && wit_docs_read(&a, c, &err))
        wit_print_types(&printed, c->type);
    snprintf(out, sizeof out, "%s", err.code ? err.text : text_string(&printed));
    if (err.code && CHECK_INT(err.code, ERROR_MALFORMED))
        CHECK_HAS(err.place[0], "package-docs");
    free(exactly);
    text_close(&printed);
    text_close(&binary);
    text_close(&wat);
    arena_close(&a);
    budget_close(&b);
    return out;
}

TEST(packed_docs_are_printed_where_they_belong)
{
    CHECK_TEXT(docs_text("\\01", "{\"docs\":\"All.\",\"worlds\":{\"w\":{\"docs\":\"W.\",\"func_exports\":{\"run\":\"Runs.\"},"
        "\"interface_exports\":{\"in\":{\"docs\":\"In.\",\"funcs\":{\"g\":{\"docs\":\"G.\"}}}},"
        "\"interface_import_docs\":{\"a:b/i@1.2.0\":\"That.\"}}},"
        "\"interfaces\":{\"i\":{\"stability\":{\"stable\":{\"since\":\"1.0.0\"}},"
        "\"types\":{\"e\":{\"docs\":\"Two.\\n\\n\\u00e4 \\ud83d\\ude00 \\\"\\\\\",\"items\":{\"y\":\"Why.\",\"z\":\"None.\"}},\"r\":{\"docs\":\"R.\"}},"
        "\"funcs\":{\"go\":{\"stability\":{\"unstable\":{\"feature\":\"fast-go\",\"deprecated\":\"1.1.0\"}}},"
        "\"[method]r.on\":{\"docs\":\"On.\",\"stability\":{\"stable\":{\"since\":\"9.0.0\"}}},\"gone\":{\"docs\":\"No.\"}}}},\"more\":[1,{},[true,null]]}"),
        "/// All.\n"
        "package a:b@1.2.0;\n"
        "\n"
        "@since(version = 1.0.0)\n"
        "interface i {\n"
        "  /// Two.\n"
        "  ///\n"
        "  /// \xC3\xA4 \xF0\x9F\x98\x80 \"\\\n"
        "  enum e {\n"
        "    x,\n"
        "    /// Why.\n"
        "    y,\n"
        "  }\n"
        "  /// R.\n"
        "  resource r {\n"
        "    /// On.\n"
        "    on: func();\n"
        "  }\n"
        "  @unstable(feature = fast-go)\n"
        "  @deprecated(version = 1.1.0)\n"
        "  go: func(e: e);\n"
        "}\n"
        "\n"
        "/// W.\n"
        "world w {\n"
        "  /// That.\n"
        "  import i;\n"
        "  /// Runs.\n"
        "  export run: func();\n"
        "  /// In.\n"
        "  export in: interface {\n"
        "    /// G.\n"
        "    g: func();\n"
        "  }\n"
        "}\n");
}

TEST(packed_docs_of_a_form_to_come_are_passed_over)
{
    CHECK_HAS(docs_text("\\02", "whatever"), "package a:b@1.2.0;\n\ninterface i {\n");
}

TEST(what_is_no_text_of_docs_is_refused_in_words)
{
    static const struct { const char *json, *says; } wrong[] = {
        { "", "an object should stand here" }, { "[]", "an object should stand here" }, { "{\"docs\"", "a colon should" },
        { "{\"docs\":1}", "a text in quotes should" }, { "{\"docs\":\"a", "a text with a closing quote" }, { "{\"docs\":\"a\\", "a text with a closing quote" },
        { "{\"docs\":\"\\x\"}", "an escape that JSON has" }, { "{\"docs\":\"\\u12\"}", "a character's number, four digits in hex" },
        { "{\"docs\":\"\\ud800\"}", "the second half of a character" }, { "{\"docs\":\"\\udc00\"}", "the first half of a character" },
        { "{\"docs\":\"a\" \"b\"}", "a comma or a closing }" }, { "{\"a\":[1 2]}", "a comma or a closing ]" }, { "{\"a\":}", "a value (a number" },
        { "{} {}", "the end of the text should" }, { "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "something less deep" },
        { "{\"interfaces\":{\"i\":{\"stability\":{\"stable\":{\"since\":\"1.0)\\nf: func();\"}}}}}", "a version or the name of a feature" },
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        CHECK_HAS(docs_text("\\01", wrong[i].json), wrong[i].says);
}
