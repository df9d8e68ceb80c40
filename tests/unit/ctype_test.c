/* Component types: what is derived from them, equality, and their text. */
#include "engine/component/ctype.h"
#include "tests/unit/check.h"

static const ctype *prim(ctype_kind kind)
{
    return ctype_primitive(kind);
}

static const char *print(const ctype *type, bool by_name)
{
    static char text[256];
    budget b;
    text_builder t;
    budget_open(&b, NULL, 0);
    text_open(&t, &b);
    ctype_print(&t, type, by_name);
    text_format(text, sizeof text, "%s", text_string(&t));
    text_close(&t);
    budget_close(&b);
    return text;
}

TEST(sizes_and_alignments_are_those_of_the_canonical_abi)
{
    error err = { 0 };
    cfield fields[] = { { .name = TEXT_LITERAL("a"), .type = prim(CTYPE_U8) }, { .name = TEXT_LITERAL("b"), .type = prim(CTYPE_F64) },
                        { .name = TEXT_LITERAL("c"), .type = prim(CTYPE_STRING) } };
    ctype record = { .kind = CTYPE_RECORD, .fields = fields, .count = 3 };
    CHECK(ctype_finish(&record, &err));
    CHECK_INT(record.size, 24);
    CHECK_INT(record.align, 8);
    CHECK_INT(record.size_64, 32);
    CHECK_INT(record.flat_count, 4);
    CHECK(record.has_pointers);

    ctype option = { .kind = CTYPE_OPTION, .element = prim(CTYPE_U64) };
    CHECK(ctype_finish(&option, &err));
    CHECK_INT(option.size, 16);
    CHECK_INT(option.payload_offset, 8);
    CHECK_INT(option.flat_count, 2);

    cfield flags[17] = { 0 };
    ctype many = { .kind = CTYPE_FLAGS, .fields = flags, .count = 17 };
    CHECK(ctype_finish(&many, &err));
    CHECK_INT(many.size, 4);
    many.count = 9;
    CHECK(ctype_finish(&many, &err));
    CHECK_INT(many.size, 2);
}

TEST(a_value_of_2_to_the_28_bytes_is_refused)
{
    error err = { 0 };
    ctype list = { .kind = CTYPE_FIXED_LIST, .element = prim(CTYPE_U8), .length = 1 << 28 };
    CHECK(!ctype_finish(&list, &err));
    CHECK_HAS(err.text, "exceeds maximum byte size");
    err = (error){ 0 };
    list.length--;
    CHECK(ctype_finish(&list, &err));
    list = (ctype){ .kind = CTYPE_FIXED_LIST, .element = prim(CTYPE_U64), .length = 1u << 29 };
    CHECK(!ctype_finish(&list, &err));
}

TEST(equal_types_written_twice_are_equal_and_resources_are_not)
{
    error err = { 0 };
    cfield a[] = { { .name = TEXT_LITERAL("x"), .type = prim(CTYPE_F32) } }, b[] = { { .name = TEXT_LITERAL("y"), .type = prim(CTYPE_F32) } };
    ctype first = { .kind = CTYPE_RECORD, .fields = a, .count = 1, .name = TEXT_LITERAL("one") }, second = first, third = first;
    second.name = text_of("two");
    third.fields = b;
    CHECK(ctype_finish(&first, &err) && ctype_finish(&second, &err) && ctype_finish(&third, &err));
    CHECK(ctype_equal(&first, &second));
    CHECK(!ctype_equal(&first, &third));

    cresource r = { .name = TEXT_LITERAL("blob") }, s = r;
    ctype own = { .kind = CTYPE_OWN, .resource = &r }, other = { .kind = CTYPE_OWN, .resource = &s };
    CHECK(ctype_finish(&own, &err) && ctype_finish(&other, &err));
    CHECK(!ctype_equal(&own, &other));
}

TEST(types_print_as_wit_has_them)
{
    error err = { 0 };
    cresource blob = { .name = TEXT_LITERAL("blob") };
    ctype own = { .kind = CTYPE_OWN, .resource = &blob }, borrow = { .kind = CTYPE_BORROW, .resource = &blob };
    cfield cases[] = { { .name = TEXT_LITERAL("none") }, { .name = TEXT_LITERAL("some"), .type = &own } };
    ctype variant = { .kind = CTYPE_VARIANT, .fields = cases, .count = 2, .name = TEXT_LITERAL("maybe") };
    ctype list = { .kind = CTYPE_LIST, .element = &variant }, result = { .kind = CTYPE_RESULT, .other = &list };
    cfield items[] = { { .type = prim(CTYPE_U8) }, { .type = &borrow } };
    ctype tuple = { .kind = CTYPE_TUPLE, .fields = items, .count = 2 };
    CHECK(ctype_finish(&own, &err) && ctype_finish(&borrow, &err) && ctype_finish(&variant, &err) && ctype_finish(&list, &err)
          && ctype_finish(&result, &err) && ctype_finish(&tuple, &err));
    CHECK_TEXT(print(&variant, true), "maybe");
    CHECK_TEXT(print(&variant, false), "variant { none, some(blob) }");
    CHECK_TEXT(print(&result, false), "result<_, list<maybe>>");
    CHECK_TEXT(print(&tuple, false), "tuple<u8, borrow<blob>>");
}
