/* Names of imports and exports: which are well-formed, and which are too alike. */
#include "engine/component/component_names.h"
#include "tests/unit/check.h"

static const char *why(const char *name)
{
    static error err;
    extern_name parts;
    err = (error){ 0 };
    component_names_parse(text_of(name), &parts, 0, &err);
    return err.text;
}

TEST(plain_and_interface_names_are_well_formed)
{
    static const char *const good[] = {
        "a", "a-b-c", "a1-2-3", "A-B", "m1x3d-4CR0NYMS", "[constructor]blob", "[method]blob.read", "[static]A.b",
        "wasi:http/types", "wasi:io/streams@0.2.6", "a-b:c-d/E-f@123456.7890.488", "a:b/c@0.0.0-abcd.1.2+efg.4.ee.5",
    };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        CHECK_TEXT(why(good[i]), "");
}

TEST(a_bad_name_is_refused_with_the_part_that_is_wrong)
{
    CHECK_HAS(why("aBc"), "`aBc` is not in kebab case");
    CHECK_HAS(why("1-a"), "`1-a` is not in kebab case");
    CHECK_HAS(why("a-"), "`a-` is not in kebab case");
    CHECK_HAS(why(""), "`` is not in kebab case");
    CHECK_HAS(why("WaSi:http/types"), "`WaSi` is not in kebab case");
    CHECK_HAS(why("A:b/c"), "`A:b/c` is not a valid extern name");
    CHECK_HAS(why("[method]a"), "failed to find `.` character");
    CHECK_HAS(why("[method]a.b.c"), "`b.c` is not in kebab case");
    CHECK_HAS(why("foo:bar:baz/qux"), "expected `/` after package name");
    CHECK_HAS(why("foo:bar/baz/qux"), "trailing characters found: `/qux`");
    CHECK_HAS(why("a:b/c@"), "empty string");
    CHECK_HAS(why("a:b/c@1."), "unexpected end of input");
    CHECK_HAS(why("a:b/c@2.0x0"), "unexpected character 'x'");
    CHECK_HAS(why("a:b/c@2.0.0-"), "empty identifier segment");
    CHECK_HAS(why("a:b/c@01.0.0"), "invalid leading zero");
}

static bool conflict(const char *a, const char *b)
{
    return component_names_compare(text_of(a), text_of(b)) == 0;
}

/* Explainer.md, "Name Uniqueness": the lists of names that may and may not stand together. */
TEST(names_are_strongly_unique_as_the_model_lists_them)
{
    static const char *const together[] = { "foo", "foo-bar", "[constructor]foo", "[method]foo.bar", "[static]foo.baz", "foo:bar/baz" };
    static const char *const not_too[] = { "foo", "FOO", "foo-BAR", "[constructor]FOO", "[method]foo.BAR", "[static]foo.bar",
                                           "[method]foo.baz", "[method]foo.foo", "[static]foo-BAR.FOO-bar", "foo:bar/BAZ" };
    for (size_t i = 0; i < COUNT_OF(together); i++)
        for (size_t j = 0; j < i; j++)
            CHECK(!conflict(together[i], together[j]));
    for (size_t i = 0; i < COUNT_OF(not_too); i++) {
        int found = 0;
        for (size_t j = 0; j < COUNT_OF(together); j++)
            found += conflict(not_too[i], together[j]);
        CHECK_INT(found, 1);
    }
}
