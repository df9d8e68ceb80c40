/* Values over the boundary, in both directions, and each way they can be wrong.
 * The component is tests/data/component/crossing.wat: it does as it is told. */
#include "engine/base/limits.h"
#include "tests/unit/check.h"
#include "tests/unit/component_rig.h"

#include <math.h>
#include <string.h>

enum { REALLOC_GOOD, REALLOC_ODD, REALLOC_OUT, REALLOC_NULL, REALLOC_TRAP, REALLOC_END };

static uint32_t u32_of(const inlay_value *v)
{
    return v ? v->u32 : UINT32_MAX;
}

/* One call in a fresh instance, which must trap with these words. */
static void check_trap(const char *name, const inlay_value *arguments, uint32_t count, uint32_t mode, uint32_t after, const char *words)
{
    component_rig rig = { 0 };
    if (!CHECK(component_rig_open(&rig, "crossing")))
        CHECK_TEXT(component_rig_why(&rig), "");
    else if (mode)
        RIG_CALL(&rig, "set-realloc", RIG_U32(mode), RIG_U32(after));
    if (rig.instance) {
        component_rig_call(&rig, name, arguments, count);
        CHECK_INT(rig.outcome, TASK_TRAPPED);
        CHECK_HAS(component_rig_why(&rig), words);
    }
    component_rig_close(&rig);
}

#define TRAPS(words, name, ...) \
    check_trap((name), (const inlay_value[]){ __VA_ARGS__ }, sizeof (const inlay_value[]){ __VA_ARGS__ } / sizeof(inlay_value), 0, 0, (words))
#define REALLOC_TRAPS(words, mode, after, name, ...) \
    check_trap((name), (const inlay_value[]){ __VA_ARGS__ }, sizeof (const inlay_value[]){ __VA_ARGS__ } / sizeof(inlay_value), (mode), (after), (words))

static void open_good(component_rig *rig)
{
    if (!CHECK(component_rig_open(rig, "crossing")))
        CHECK_TEXT(component_rig_why(rig), "");
}

/* ---- scalars ---- */

TEST(scalars_are_cut_to_their_width_and_extended_by_their_sign)
{
    component_rig rig = { 0 };
    open_good(&rig);
    CHECK_INT(RIG_CALL(&rig, "add", { .kind = INLAY_S32, .s32 = -5 }, { .kind = INLAY_S32, .s32 = 3 })->s32, -2);
    CHECK_INT(RIG_CALL(&rig, "to-bool", RIG_U32(0x100))->boolean, 1);
    CHECK_INT(RIG_CALL(&rig, "to-u8", RIG_U32(0x1FF))->u8, 255);
    CHECK_INT(RIG_CALL(&rig, "to-s8", RIG_U32(0x1FF))->s8, -1);
    CHECK_INT(RIG_CALL(&rig, "to-u16", RIG_U32(0x1FFFF))->u16, 65535);
    CHECK_INT(RIG_CALL(&rig, "to-s16", RIG_U32(0x18000))->s16, -32768);
    CHECK_INT(RIG_CALL(&rig, "from-s8", { .kind = INLAY_S8, .s8 = -1 })->u32, UINT32_MAX);
    CHECK_INT(RIG_CALL(&rig, "from-s16", { .kind = INLAY_S16, .s16 = -2 })->u32, UINT32_MAX - 1);
    CHECK_INT(RIG_CALL(&rig, "from-bool", { .kind = INLAY_BOOL, .boolean = true })->u32, 1);
    CHECK_INT(RIG_CALL(&rig, "from-char", { .kind = INLAY_CHAR, .character = 0x1F370 })->u32, 0x1F370);
    CHECK_INT(RIG_CALL(&rig, "to-enum", RIG_U32(2))->tag, 2);
    CHECK_INT(RIG_CALL(&rig, "to-flags", RIG_U32(0xFFFFFFFD))->flags, 5);
    CHECK_INT(RIG_CALL(&rig, "echo-u64", { .kind = INLAY_U64, .u64 = UINT64_MAX })->s64, -1);
    component_rig_close(&rig);
}

TEST(a_nan_that_crosses_is_the_canonical_one)
{
    component_rig rig = { 0 };
    open_good(&rig);
    CHECK_INT(RIG_CALL(&rig, "echo-f32", { .kind = INLAY_F32, .u32 = 0xFF812345 })->u32, 0x7FC00000);
    CHECK_INT(RIG_CALL(&rig, "echo-f64", { .kind = INLAY_F64, .u64 = 0xFFF0000000000001 })->s64, 0x7FF8000000000000);
    CHECK(isinf(RIG_CALL(&rig, "echo-f64", { .kind = INLAY_F64, .f64 = (double)INFINITY })->f64));
    component_rig_close(&rig);
}

TEST(convert_i32_to_char_beyond_unicode_traps)      { TRAPS("invalid `char` bit pattern", "to-char", RIG_U32(0x110000)); }
TEST(convert_i32_to_char_of_a_surrogate_traps)           { TRAPS("invalid `char` bit pattern", "to-char", RIG_U32(0xD800)); }
TEST(lift_flat_variant_beyond_the_cases_traps)    { TRAPS("invalid variant discriminant", "to-enum", RIG_U32(3)); }

/* ---- results in memory ---- */

TEST(lift_flat_values_unaligned_pointer_traps)  { TRAPS("unaligned pointer", "at-tuple", RIG_U32(2)); }
TEST(lift_flat_values_beyond_memory_traps)      { TRAPS("pointer out of bounds of memory", "at-tuple", RIG_U32(65532)); }
TEST(lift_flat_values_far_beyond_memory_traps)  { TRAPS("pointer out of bounds of memory", "at-tuple", RIG_U32(0xFFFFFFFC)); }

TEST(load_reads_the_discriminant_and_the_payload)
{
    component_rig rig = { 0 };
    open_good(&rig);
    RIG_CALL(&rig, "poke", RIG_U32(100), RIG_U32(1));
    RIG_CALL(&rig, "poke", RIG_U32(101), RIG_U32(77));
    const inlay_value *v = RIG_CALL(&rig, "at-option-u8", RIG_U32(100));
    CHECK_INT(v->tag, 1);
    CHECK_INT(v->payload->u8, 77);
    CHECK_INT(RIG_CALL(&rig, "at-option-u8", RIG_U32(200))->tag, 0);
    component_rig_close(&rig);
}

TEST(load_variant_discriminant_beyond_the_cases_traps)
{
    component_rig rig = { 0 };
    open_good(&rig);
    RIG_CALL(&rig, "poke", RIG_U32(104), RIG_U32(2));
    RIG_CALL(&rig, "at-result", RIG_U32(104));
    CHECK_HAS(component_rig_why(&rig), "invalid variant discriminant: case 2 of 2");
    RIG_CALL(&rig, "add", { .kind = INLAY_S32 }, { .kind = INLAY_S32 });
    CHECK_HAS(component_rig_why(&rig), "cannot enter component instance");
    component_rig_close(&rig);
}

/* ---- strings ---- */

TEST(load_string_beyond_memory_traps)        { TRAPS("string pointer/length out of bounds of memory", "as-utf8", RIG_U32(65530), RIG_U32(7)); }
TEST(load_string_far_beyond_memory_traps)    { TRAPS("string pointer/length out of bounds of memory", "as-utf8", RIG_U32(0xFFFFFFFF), RIG_U32(1)); }
TEST(load_string_longer_than_any_may_be_traps) { TRAPS("more than a string may have", "as-utf8", RIG_U32(0), RIG_U32(0x10000000)); }
TEST(load_string_utf16_too_long_traps)       { TRAPS("more than a string may have", "as-utf16", RIG_U32(0), RIG_U32(0x80000000)); }
TEST(load_string_utf16_at_an_odd_address_traps) { TRAPS("unaligned pointer", "as-utf16", RIG_U32(101), RIG_U32(0)); }
TEST(load_string_latin1_at_an_odd_address_traps) { TRAPS("unaligned pointer", "as-latin1", RIG_U32(101), RIG_U32(1)); }
TEST(load_string_latin1_tagged_beyond_memory_traps) { TRAPS("out of bounds of memory", "as-latin1", RIG_U32(65534), RIG_U32(0x80000002)); }

static void check_bytes_trap(const char *bytes, uint32_t size, const char *name, uint32_t units, const char *words)
{
    component_rig rig = { 0 };
    open_good(&rig);
    for (uint32_t i = 0; i < size; i++)
        RIG_CALL(&rig, "poke", RIG_U32(200 + i), RIG_U32((uint8_t)bytes[i]));
    RIG_CALL(&rig, name, RIG_U32(200), RIG_U32(units));
    CHECK_INT(rig.outcome, TASK_TRAPPED);
    CHECK_HAS(component_rig_why(&rig), words);
    component_rig_close(&rig);
}

TEST(load_string_that_is_not_utf8_traps)     { check_bytes_trap("a\xFF""b", 3, "as-utf8", 3, "invalid utf-8"); }
TEST(load_string_cut_utf8_traps)             { check_bytes_trap("a\xE2\x98", 3, "as-utf8", 3, "incomplete utf-8 byte sequence"); }
TEST(load_string_encoded_surrogate_traps)    { check_bytes_trap("\xED\xA0\x80", 3, "as-utf8", 3, "invalid utf-8"); }
TEST(load_string_overlong_traps)             { check_bytes_trap("\xC0\x80", 2, "as-utf8", 2, "invalid utf-8"); }
TEST(load_string_lone_surrogate_traps)       { check_bytes_trap("\x00\xD8", 2, "as-utf16", 1, "invalid utf-16"); }

static void check_echo(component_rig *rig, const char *name, const char *text, size_t size)
{
    const inlay_value *v = RIG_CALL(rig, name, { .kind = INLAY_STRING, .string = { text, size } });
    if (!CHECK(v))
        CHECK_TEXT(component_rig_why(rig), "");
    else
        CHECK_BYTES(v->string.bytes, v->string.size, text, size);
}

TEST(strings_come_back_as_they_went_in_every_encoding)
{
    static const char *const names[] = { "echo-utf8", "echo-utf16", "echo-latin1" };
    static const char *const texts[] = { "", "plain", "caf\xC3\xA9", "\xE2\x98\x83", "ab\xC3\xA9\xE2\x98\x83\xF0\x9F\x8D\xB0z" };
    for (int sliced = 0; sliced < 2; sliced++) {
        component_rig rig = { .slice = sliced, .move = sliced };
        open_good(&rig);
        for (size_t n = 0; n < 3; n++)
            for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
                check_echo(&rig, names[n], texts[i], strlen(texts[i]));
        CHECK_INT(u32_of(component_rig_call(&rig, "posts", NULL, 0)), 5);
        CHECK(!sliced || rig.suspensions > 1000);
        component_rig_close(&rig);
    }
}

TEST(parts_of_the_last_result_may_be_given_to_the_next_call)
{
    component_rig rig = { .slice = 1, .move = true };
    open_good(&rig);
    const inlay_value *list = RIG_CALL(&rig, "echo-strings",
        { .kind = INLAY_LIST, .list = { .items = (inlay_value[]){ RIG_TEXT("first"), RIG_TEXT("second") }, .count = 2 } });
    for (int i = 0; i < 3 && CHECK(list); i++) {
        list = component_rig_call(&rig, "echo-strings", list, 1);
        const inlay_value *second = list ? component_rig_call(&rig, "echo-utf16", &list->list.items[1], 1) : NULL;
        CHECK(second && second->string.size == 6 && memcmp(second->string.bytes, "second", 6) == 0);
        list = RIG_CALL(&rig, "echo-strings",
            { .kind = INLAY_LIST, .list = { .items = (inlay_value[]){ RIG_TEXT("first"), RIG_TEXT("second") }, .count = 2 } });
    }
    component_rig_close(&rig);
}

TEST(a_long_string_makes_memory_grow_while_it_is_lowered)
{
    static char text[200000];
    memset(text, 'x', sizeof text);
    memcpy(text + sizeof text - 3, "\xE2\x98\x83", 3);
    component_rig rig = { 0 };
    open_good(&rig);
    check_echo(&rig, "echo-utf8", text, sizeof text);
    check_echo(&rig, "echo-utf16", text, sizeof text);
    check_echo(&rig, "echo-latin1", text, sizeof text);
    component_rig_close(&rig);
}

/* ---- realloc ---- */

TEST(realloc_beyond_memory_traps)         { REALLOC_TRAPS("realloc return: beyond end of memory", REALLOC_OUT, 0, "echo-utf8", RIG_TEXT("abc")); }
TEST(realloc_odd_for_utf16_traps)         { REALLOC_TRAPS("realloc return: result not aligned", REALLOC_ODD, 0, "echo-utf16", RIG_TEXT("abc")); }
TEST(realloc_odd_for_latin1_traps)        { REALLOC_TRAPS("realloc return: result not aligned", REALLOC_ODD, 0, "echo-latin1", RIG_TEXT("abc")); }
TEST(realloc_at_the_end_traps_but_for_nothing) { REALLOC_TRAPS("realloc return: beyond end of memory", REALLOC_END, 0, "echo-utf8", RIG_TEXT("a")); }
TEST(realloc_that_traps_ends_the_call)    { REALLOC_TRAPS("unreachable", REALLOC_TRAP, 0, "echo-utf8", RIG_TEXT("abc")); }
TEST(realloc_shrink_beyond_memory_traps)  { REALLOC_TRAPS("realloc return: beyond end of memory", REALLOC_OUT, 1, "echo-utf16", RIG_TEXT("\xE2\x98\x83")); }
TEST(realloc_shrink_odd_traps)            { REALLOC_TRAPS("realloc return: result not aligned", REALLOC_ODD, 1, "echo-utf16", RIG_TEXT("\xE2\x98\x83")); }
TEST(realloc_widen_beyond_memory_traps)   { REALLOC_TRAPS("realloc return: beyond end of memory", REALLOC_OUT, 1, "echo-latin1", RIG_TEXT("a\xE2\x98\x83")); }
TEST(realloc_widen_odd_traps)             { REALLOC_TRAPS("realloc return: result not aligned", REALLOC_ODD, 1, "echo-latin1", RIG_TEXT("a\xE2\x98\x83")); }
TEST(realloc_widen_shrink_beyond_memory_traps) { REALLOC_TRAPS("realloc return: beyond end of memory", REALLOC_OUT, 2, "echo-latin1", RIG_TEXT("a\xE2\x98\x83")); }
TEST(realloc_latin1_shrink_beyond_memory_traps) { REALLOC_TRAPS("realloc return: beyond end of memory", REALLOC_OUT, 1, "echo-latin1", RIG_TEXT("\xC3\xA9")); }

static const uint32_t three[] = { 1, 2, 3 };
#define THREE { .kind = INLAY_LIST, .tag = INLAY_U32, .packed = { three, 3 } }

TEST(store_list_not_aligned_traps)            { REALLOC_TRAPS("realloc return: result not aligned", REALLOC_ODD, 0, "echo-u32s", THREE); }
TEST(store_list_out_of_bounds_traps)  { REALLOC_TRAPS("realloc return: beyond end of memory", REALLOC_OUT, 0, "echo-u32s", THREE); }
TEST(realloc_of_an_empty_list_beyond_memory_traps)
{
    REALLOC_TRAPS("realloc return: beyond end of memory", REALLOC_OUT, 0, "echo-u32s", { .kind = INLAY_LIST });
}

static void many(inlay_value *values)
{
    for (uint32_t i = 0; i < 17; i++)
        values[i] = (inlay_value)RIG_U32(100 + i);
}

TEST(seventeen_parameters_go_through_memory)
{
    inlay_value values[17];
    many(values);
    component_rig rig = { .slice = 1, .move = true };
    open_good(&rig);
    CHECK_INT(u32_of(component_rig_call(&rig, "seventeen", values, 17)), 116);
    component_rig_close(&rig);
    check_trap("seventeen", values, 17, REALLOC_ODD, 0, "realloc return: result not aligned");
    check_trap("seventeen", values, 17, REALLOC_OUT, 0, "realloc return: beyond end of memory");
}

TEST(realloc_that_gives_null_overwrites_only_the_guest)
{
    component_rig rig = { 0 };
    open_good(&rig);
    RIG_CALL(&rig, "set-realloc", RIG_U32(REALLOC_NULL), RIG_U32(0));
    const inlay_value *v = RIG_CALL(&rig, "echo-u32s", THREE);
    CHECK(v && v->packed.count == 3);
    component_rig_close(&rig);
}

/* ---- lists ---- */

TEST(load_list_beyond_memory_traps)      { TRAPS("list pointer/length out of bounds of memory", "as-u32s", RIG_U32(65532), RIG_U32(2)); }
TEST(load_list_unaligned_traps)          { TRAPS("unaligned pointer", "as-u32s", RIG_U32(2), RIG_U32(0)); }
TEST(load_list_longer_than_any_may_be_traps) { TRAPS("more than a list may have", "as-u32s", RIG_U32(0), RIG_U32(0x40000001)); }
TEST(load_list_of_bad_discriminants_traps) { check_bytes_trap("\x02\x00", 2, "as-options", 1, "invalid variant discriminant"); }
TEST(load_list_of_bad_chars_traps)       { check_bytes_trap("\x00\xD8\x00\x00", 4, "as-chars", 1, "invalid `char` bit pattern"); }

TEST(lists_of_numbers_are_packed)
{
    static const bool bools[] = { true, false, true };
    component_rig rig = { 0 };
    open_good(&rig);
    const inlay_value *v = RIG_CALL(&rig, "echo-u32s", THREE);
    CHECK_INT(v->tag, INLAY_U32);
    CHECK_BYTES(v->packed.items, v->packed.count * 4, three, sizeof three);

    v = RIG_CALL(&rig, "echo-bools", { .kind = INLAY_LIST, .tag = INLAY_BOOL, .packed = { bools, 3 } });
    CHECK_INT(v->tag, INLAY_BOOL);
    CHECK_BYTES(v->packed.items, v->packed.count, bools, sizeof bools);

    inlay_value items[2] = { RIG_U32(8), RIG_U32(9) };
    v = RIG_CALL(&rig, "echo-u32s", { .kind = INLAY_LIST, .list = { items, 2 } });
    CHECK_INT(v->packed.count, 2);
    CHECK_INT(((const uint32_t *)v->packed.items)[1], 9);
    component_rig_close(&rig);
}

TEST(nans_inside_a_list_are_canonical_too)
{
    static const uint64_t bits[] = { 0x7FF0000000000001, 0x3FF0000000000000 };
    component_rig rig = { 0 };
    open_good(&rig);
    const inlay_value *v = RIG_CALL(&rig, "echo-f64s", { .kind = INLAY_LIST, .tag = INLAY_F64, .packed = { bits, 2 } });
    CHECK_INT(((const uint64_t *)v->packed.items)[0], 0x7FF8000000000000);
    CHECK_INT(((const uint64_t *)v->packed.items)[1], 0x3FF0000000000000);
    component_rig_close(&rig);
}

/* ---- the copy budget ---- */

TEST(one_string_named_a_thousand_times_is_beyond_the_copy_budget)
{
    component_rig rig = { .copy_bytes = 10000 };
    open_good(&rig);
    /* a list of strings, each of which is the list's own 8 KB */
    for (uint32_t i = 0; i < 8; i++)
        RIG_CALL(&rig, "poke", RIG_U32(4096 + 8 * i + 5), RIG_U32(16));
    RIG_CALL(&rig, "as-strings", RIG_U32(4096), RIG_U32(8));
    CHECK_INT(rig.outcome, TASK_TRAPPED);
    CHECK_HAS(component_rig_why(&rig), "copy budget");
    component_rig_close(&rig);
}

/* 1 MiB of list that stands for 128 GiB: refused once a call's mebibyte is used up, with no more memory than that. */
TEST(a_hundred_thousand_strings_on_one_megabyte_trap_at_the_copy_budget)
{
    component_rig rig = { .copy_bytes = LIMIT_COPY_BYTES };
    if (!CHECK(component_rig_open(&rig, "copies")))
        CHECK_TEXT(component_rig_why(&rig), "");
    uint64_t before = rig.budget.used;
    rig.budget.peak = before;
    component_rig_call(&rig, "bomb", NULL, 0);
    CHECK_INT(rig.outcome, TASK_TRAPPED);
    CHECK_HAS(component_rig_why(&rig), "copy budget");
    CHECK(rig.budget.peak - before <= 4 * (uint64_t)LIMIT_COPY_BYTES);
    component_rig_close(&rig);
}

TEST(what_the_host_gives_is_counted_too)
{
    static char text[2000];
    memset(text, 'x', sizeof text);
    component_rig rig = { .copy_bytes = 1000 };
    open_good(&rig);
    RIG_CALL(&rig, "echo-utf8", { .kind = INLAY_STRING, .string = { text, sizeof text } });
    CHECK_HAS(component_rig_why(&rig), "copy budget");
    component_rig_close(&rig);
}

TEST(a_string_or_list_beyond_its_quota_traps_and_one_near_it_is_remembered)
{
    static const uint32_t ten[10] = { 0 };
    component_rig rig = { 0 };
    open_good(&rig);
    component_store_set_quota(rig.cs, &(component_quota){ .string_bytes = 100, .list_items = 10 });
    RIG_CALL(&rig, "poke", RIG_U32(4096 + 5), RIG_U32(0));
    RIG_CALL(&rig, "echo-u32s", { .kind = INLAY_LIST, .tag = INLAY_U32, .packed = { ten, 7 } });
    CHECK_INT(component_store_use(rig.cs).list_items, 0);
    CHECK_INT(component_store_use(rig.cs).copy_bytes, 2 * (7 * 4) + 8);
    RIG_CALL(&rig, "echo-u32s", { .kind = INLAY_LIST, .tag = INLAY_U32, .packed = { ten, 9 } });
    CHECK_INT(rig.outcome, TASK_DONE);
    CHECK_INT(component_store_use(rig.cs).list_items, 9);
    RIG_CALL(&rig, "echo-utf8", RIG_TEXT("eighty-five bytes are near to a hundred, and this string has so many, or nearly so many."));
    CHECK_INT(rig.outcome, TASK_DONE);
    CHECK_INT(component_store_use(rig.cs).string_bytes, 88);
    /* what the mod gives */
    for (uint32_t i = 0; i < 2; i++)
        RIG_CALL(&rig, "poke", RIG_U32(4096 + 8 * i + 5), RIG_U32(16));
    RIG_CALL(&rig, "as-strings", RIG_U32(4096), RIG_U32(2));
    CHECK_INT(rig.outcome, TASK_TRAPPED);
    CHECK_HAS(component_rig_why(&rig), "string quota: a string of 4096 bytes, and one may have 100");
    component_rig_close(&rig);
}

TEST(what_the_host_gives_has_the_same_quota_for_strings_and_lists)
{
    static const uint32_t eleven[11] = { 0 };
    component_rig rig = { 0 };
    open_good(&rig);
    component_store_set_quota(rig.cs, &(component_quota){ .list_items = 10 });
    RIG_CALL(&rig, "echo-u32s", { .kind = INLAY_LIST, .tag = INLAY_U32, .packed = { eleven, 11 } });
    CHECK_HAS(component_rig_why(&rig), "list quota: a list of 11 items, and one may have 10");
    component_rig_close(&rig);
}

/* ---- a wide record ---- */

/* Every kind of field, twenty-two of them. */
static void make_wide(inlay_value *f)
{
    static inlay_value one_u32 = RIG_U32(15), word = RIG_TEXT("went wrong"), yes = { .kind = INLAY_BOOL, .boolean = true };
    static inlay_value some_yes = { .kind = INLAY_OPTION, .tag = 1, .payload = &yes };
    static inlay_value pair[2] = { { .kind = INLAY_U8, .u8 = 17 }, { .kind = INLAY_U64, .u64 = 0x123456789ABCDEF0 } };
    static inlay_value names[2][2] = { { { .kind = INLAY_U8, .u8 = 1 }, RIG_TEXT("one") }, { { .kind = INLAY_U8, .u8 = 2 }, RIG_TEXT("z\xC3\xA9ro") } };
    static inlay_value tuples[2] = { { .kind = INLAY_TUPLE, .list = { names[0], 2 } }, { .kind = INLAY_TUPLE, .list = { names[1], 2 } } };
    static const uint8_t bytes[] = { 1, 2, 3, 4, 5 };
    static const uint16_t shorts[] = { 7, 8, 9 };
    static inlay_value lists[2] = { { .kind = INLAY_LIST, .tag = INLAY_U16, .packed = { shorts, 3 } },
                                    { .kind = INLAY_LIST, .tag = INLAY_U16, .packed = { shorts, 1 } } };
    const inlay_value fields[22] = {
        { .kind = INLAY_BOOL, .boolean = true }, { .kind = INLAY_S8, .s8 = -8 }, { .kind = INLAY_U8, .u8 = 200 },
        { .kind = INLAY_S16, .s16 = -1600 }, { .kind = INLAY_U16, .u16 = 60000 }, { .kind = INLAY_S32, .s32 = -320000 },
        { .kind = INLAY_U32, .u32 = 4000000000u }, { .kind = INLAY_S64, .s64 = -64000000000 }, { .kind = INLAY_U64, .u64 = UINT64_MAX },
        { .kind = INLAY_F32, .f32 = 1.5f }, { .kind = INLAY_F64, .f64 = -2.25 }, { .kind = INLAY_CHAR, .character = 0x2603 },
        RIG_TEXT("m\xC3\xBC"), { .kind = INLAY_LIST, .tag = INLAY_U8, .packed = { bytes, 5 } },
        { .kind = INLAY_OPTION, .tag = 1, .payload = &one_u32 }, { .kind = INLAY_RESULT, .tag = 1, .payload = &word },
        { .kind = INLAY_TUPLE, .list = { pair, 2 } }, { .kind = INLAY_ENUM, .tag = 2 }, { .kind = INLAY_FLAGS, .flags = 5 },
        { .kind = INLAY_LIST, .list = { tuples, 2 } }, { .kind = INLAY_OPTION, .tag = 1, .payload = &some_yes },
        { .kind = INLAY_LIST, .list = { lists, 2 } }
    };
    memcpy(f, fields, sizeof fields);
}

TEST(a_record_of_twenty_two_fields_comes_back_as_it_went)
{
    inlay_value fields[22];
    make_wide(fields);
    const inlay_value wide = { .kind = INLAY_RECORD, .list = { fields, 22 } };
    for (int sliced = 0; sliced < 2; sliced++) {
        component_rig rig = { .slice = sliced, .move = sliced };
        open_good(&rig);
        const inlay_value *v = component_rig_call(&rig, "echo-wide", &wide, 1);
        if (!CHECK(v && value_equal(v, &wide)))
            CHECK_TEXT(component_rig_why(&rig), "");
        inlay_value both[2] = { wide, wide };
        const inlay_value list = { .kind = INLAY_LIST, .list = { both, 2 } };
        v = component_rig_call(&rig, "echo-wides", &list, 1);
        if (!CHECK(v && value_equal(v, &list)))
            CHECK_TEXT(component_rig_why(&rig), "");
        component_rig_close(&rig);
    }
}

TEST(a_value_that_does_not_fit_is_refused_with_its_place)
{
    inlay_value fields[22];
    make_wide(fields);
    inlay_value names[2] = { { .kind = INLAY_U8 }, RIG_U32(5) };
    inlay_value tuple = { .kind = INLAY_TUPLE, .list = { names, 2 } };
    fields[19].list.items = &tuple;
    fields[19].list.count = 1;
    const inlay_value wide = { .kind = INLAY_RECORD, .list = { fields, 22 } };
    component_rig rig = { 0 };
    open_good(&rig);
    CHECK(!component_rig_call(&rig, "echo-wide", &wide, 1));
    char story[600];
    error_format(&rig.err, "the call", story, sizeof story);
    CHECK_HAS(story, "found u32 where string is wanted");
    CHECK_HAS(story, "in item 1, in item 0, in field t, in argument 0, w");
    CHECK(RIG_CALL(&rig, "add", { .kind = INLAY_S32 }, { .kind = INLAY_S32 }));
    component_rig_close(&rig);
}

/* Cases whose flat forms are i32, f32, i64, f64 and two words share their places. */
TEST(variant_cases_of_all_widths_share_their_places)
{
    inlay_value payloads[] = { { .kind = INLAY_NOTHING }, { .kind = INLAY_U8, .u8 = 9 }, { .kind = INLAY_F32, .f32 = -0.5f },
                               { .kind = INLAY_U64, .u64 = UINT64_MAX - 1 }, { .kind = INLAY_F64, .f64 = 1e300 }, RIG_TEXT("sn\xE2\x98\x83w") };
    component_rig rig = { .slice = 1, .move = true };
    open_good(&rig);
    for (uint32_t i = 0; i < 6; i++) {
        const inlay_value shape = { .kind = INLAY_VARIANT, .tag = i, .payload = i ? &payloads[i] : NULL };
        const inlay_value *v = component_rig_call(&rig, "echo-shape", &shape, 1);
        if (!CHECK(v && value_equal(v, &shape)))
            CHECK_TEXT(component_rig_why(&rig), "");
    }
    component_rig_close(&rig);
}

/* ---- tasks ---- */

TEST(a_call_that_is_dropped_leaves_a_store_that_can_be_closed)
{
    component_rig rig = { 0 };
    open_good(&rig);
    component_func *spin = component_export_func(rig.instance, (text_view){ 0 }, text_of("spin"));
    CHECK(component_call(spin, rig.task, (const inlay_value[]){ RIG_U32(1000000) }, 1, &rig.err));
    store_set_fuel(component_store_core(rig.cs), 1000);
    CHECK_INT(task_run(rig.task), TASK_OUT_OF_FUEL);
    task_cancel(rig.task);
    CHECK(task_is_idle(rig.task));
    component_rig_close(&rig);
}

TEST(fuel_is_the_same_in_one_go_and_in_slices)
{
    int64_t spent[2];
    inlay_value fields[22];
    make_wide(fields);
    const inlay_value wide = { .kind = INLAY_RECORD, .list = { fields, 22 } };
    for (int sliced = 0; sliced < 2; sliced++) {
        component_rig rig = { .slice = sliced };
        open_good(&rig);
        rig.suspensions = 0;
        component_rig_call(&rig, "echo-wide", &wide, 1);
        int64_t left = store_fuel(component_store_core(rig.cs));
        spent[sliced] = sliced ? rig.suspensions - left : (1 << 30) - left;
        component_rig_close(&rig);
    }
    CHECK_INT(spent[1], spent[0]);
}
