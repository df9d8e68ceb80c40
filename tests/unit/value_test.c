/* Values as trees: printed, compared, copied, fitted. */
#include "engine/component/value.h"
#include "tests/unit/check.h"

#include <math.h>
#include <string.h>

#define TEXT(text) { .kind = INLAY_STRING, .string = { (text), sizeof(text) - 1 } }

static void check_print(inlay_value v, const ctype *type, const char *wanted)
{
    budget b;
    text_builder t;
    budget_open(&b, NULL, 0);
    text_open(&t, &b);
    value_print(&t, &v, type);
    CHECK_TEXT(text_string(&t), wanted);
    text_close(&t);
    budget_close(&b);
}

TEST(values_print_as_wave_does)
{
    static const cfield fields[] = { { .name = TEXT_LITERAL("x") }, { .name = TEXT_LITERAL("name") } };
    static const ctype record = { .kind = CTYPE_RECORD, .count = 2, .fields = fields };
    static const ctype flags = { .kind = CTYPE_FLAGS, .count = 2, .fields = fields };
    static const uint8_t bytes[] = { 1, 2, 255 };
    inlay_value items[2] = { { .kind = INLAY_S32, .s32 = -1 }, TEXT("a\"b") };
    inlay_value three = { .kind = INLAY_U64, .u64 = 3 };

    check_print((inlay_value){ .kind = INLAY_RECORD, .list = { items, 2 } }, &record, "{x: -1, name: \"a\\\"b\"}");
    check_print((inlay_value){ .kind = INLAY_TUPLE, .list = { items, 2 } }, NULL, "(-1, \"a\\\"b\")");
    check_print((inlay_value){ .kind = INLAY_LIST, .tag = INLAY_U8, .packed = { bytes, 3 } }, NULL, "[1, 2, 255]");
    check_print((inlay_value){ .kind = INLAY_OPTION, .tag = 1, .payload = &three }, NULL, "some(3)");
    check_print((inlay_value){ .kind = INLAY_OPTION }, NULL, "none");
    check_print((inlay_value){ .kind = INLAY_RESULT, .tag = 1, .payload = &three }, NULL, "error(3)");
    check_print((inlay_value){ .kind = INLAY_RESULT }, NULL, "ok");
    check_print((inlay_value){ .kind = INLAY_FLAGS, .flags = 3 }, &flags, "{x, name}");
    check_print((inlay_value){ .kind = INLAY_ENUM, .tag = 1 }, &flags, "name");
    check_print((inlay_value){ .kind = INLAY_F32, .f32 = NAN }, NULL, "nan");
    check_print((inlay_value){ .kind = INLAY_CHAR, .character = 'q' }, NULL, "'q'");
    check_print((inlay_value){ .kind = INLAY_CHAR, .character = 0x2603 }, NULL, "'\\u{2603}'");
}

TEST(packed_lists_and_lists_of_values_are_equal_when_their_items_are)
{
    static const uint16_t shorts[] = { 7, 8 };
    inlay_value items[] = { { .kind = INLAY_U16, .u16 = 7 }, { .kind = INLAY_U16, .u16 = 8 } };
    inlay_value packed = { .kind = INLAY_LIST, .tag = INLAY_U16, .packed = { shorts, 2 } };
    inlay_value loose = { .kind = INLAY_LIST, .list = { items, 2 } };
    CHECK(value_equal(&packed, &loose));
    items[1].u16 = 9;
    CHECK(!value_equal(&packed, &loose));
    loose.list.count = 1;
    CHECK(!value_equal(&packed, &loose));
}

TEST(nans_are_equal_and_zeros_of_two_signs_are_not)
{
    inlay_value a = { .kind = INLAY_F64, .u64 = 0x7FF8000000000001 }, b = { .kind = INLAY_F64, .u64 = 0xFFF8000000000000 };
    inlay_value plus = { .kind = INLAY_F32, .f32 = 0.0f }, minus = { .kind = INLAY_F32, .f32 = -0.0f };
    CHECK(value_equal(&a, &b));
    CHECK(!value_equal(&plus, &minus));
}

TEST(a_copy_shares_nothing)
{
    budget b;
    arena a;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    char text[] = "abc";
    uint32_t numbers[] = { 1, 2 };
    inlay_value inner = { .kind = INLAY_STRING, .string = { text, 3 } };
    inlay_value items[2] = { { .kind = INLAY_OPTION, .tag = 1, .payload = &inner }, { .kind = INLAY_LIST, .tag = INLAY_U32, .packed = { numbers, 2 } } };
    inlay_value v = { .kind = INLAY_RECORD, .list = { items, 2 } }, copy;
    CHECK(value_copy(&a, &v, &copy));
    CHECK(value_equal(&v, &copy));
    text[0] = 'x';
    numbers[0] = 9;
    CHECK_INT(copy.list.items[0].payload->string.bytes[0], 'a');
    CHECK_INT(((const uint32_t *)copy.list.items[1].packed.items)[0], 1);
    arena_close(&a);
    budget_close(&b);
}

static const char *fit(inlay_value v, const ctype *type)
{
    static error err;
    err = (error){ 0 };
    return value_fits(&v, type, &err) ? "" : err.text;
}

TEST(what_does_not_fit_is_named)
{
    static const cfield cases[] = { { .name = TEXT_LITERAL("red") }, { .name = TEXT_LITERAL("green"), .type = NULL } };
    static const ctype variant = { .kind = CTYPE_VARIANT, .count = 2, .fields = cases }, flags = { .kind = CTYPE_FLAGS, .count = 2, .fields = cases };
    static const ctype character = { .kind = CTYPE_CHAR }, string = { .kind = CTYPE_STRING };
    inlay_value extra = { .kind = INLAY_U8 };
    CHECK_TEXT(fit((inlay_value){ .kind = INLAY_CHAR, .character = 0xDFFF }, &character), "found a word that is no Unicode scalar value where char is wanted");
    CHECK_TEXT(fit((inlay_value){ .kind = INLAY_STRING, .string = { "\xFF", 1 } }, &string), "found bytes that are not UTF-8 where string is wanted");
    CHECK_TEXT(fit((inlay_value){ .kind = INLAY_VARIANT, .tag = 2 }, &variant), "case 2 of 2");
    CHECK_TEXT(fit((inlay_value){ .kind = INLAY_VARIANT, .tag = 0, .payload = &extra }, &variant), "case red has no payload, but one was given");
    CHECK_TEXT(fit((inlay_value){ .kind = INLAY_FLAGS, .flags = 4 }, &flags), "found a flag that doesn't exist where flags is wanted");
    CHECK_TEXT(fit((inlay_value){ .kind = INLAY_FLAGS, .flags = 3 }, &flags), "");
}
