/* Types of different modules, compared by number. */
#include "tests/unit/check.h"
#include "tests/unit/module_load.h"

static void open_types(module_load *l, emit *e, const char *section, size_t size)
{
    emit_header(e);
    size_t start = e->size;
    emit_raw(e, section, size);
    emit_close(e, start, 1);
    CHECK_TEXT(module_load_open(l, e->bytes, e->size), "");
}

#define OPEN(l, e, section) open_types((l), (e), section, sizeof(section) - 1)

TEST(equal_types_of_one_module_are_one)
{
    emit e = { 0 };
    module_load l;
    /* a function type twice; then two equal groups of two that name each other, and one that differs */
    OPEN(&l, &e, "\5\x60\1\x7F\0\x60\1\x7F\0"
                 "\x4E\2\x5F\1\x63\3\0\x5F\1\x63\2\0"
                 "\x4E\2\x5F\1\x63\5\0\x5F\1\x63\4\0"
                 "\x4E\2\x5F\1\x63\7\0\x5F\1\x63\7\0");
    CHECK_INT(l.module->types[1].canonical, 0);
    CHECK_INT(l.module->types[4].canonical, 2);
    CHECK_INT(l.module->types[5].canonical, 3);
    CHECK_INT(l.module->types[6].canonical, 6);
    CHECK(module_matches(l.module, wasm_ref_indexed(false, 2), wasm_ref_abstract(true, HEAP_STRUCT)));
    CHECK(!module_matches(l.module, wasm_ref_indexed(true, 2), wasm_ref_indexed(false, 2)));
    module_load_close(&l);
    emit_free(&e);
}

TEST(types_of_two_modules_compare_by_number)
{
    emit a = { 0 }, b = { 0 };
    module_load first, second;
    OPEN(&first, &a, "\3\x50\0\x60\0\1\x7F\x50\1\0\x60\0\1\x7F\x60\1\x64\1\0");
    OPEN(&second, &b, "\4\x60\0\0\x50\0\x60\0\1\x7F\x50\1\1\x60\0\1\x7F\x60\1\x64\2\0");

    type_registry t;
    budget room;
    uint32_t x[3], y[4];
    budget_open(&room, NULL, 0);
    type_registry_open(&t, &room);
    CHECK(type_registry_enter(&t, first.module, x));
    CHECK(type_registry_enter(&t, second.module, y));
    CHECK_INT(x[0], y[1]);
    CHECK_INT(x[1], y[2]);
    CHECK_INT(x[2], y[3]);
    CHECK(y[0] != x[0] && y[0] != x[1] && y[0] != x[2]);
    CHECK_INT(t.count, 4);
    CHECK(type_index_matches(t.types, y[2], x[0]));
    CHECK(!type_index_matches(t.types, x[0], y[2]));
    CHECK(!type_index_matches(t.types, y[0], x[0]));
    type_registry_close(&t);
    budget_close(&room);
    module_load_close(&first);
    module_load_close(&second);
    emit_free(&a);
    emit_free(&b);
}

TEST(a_thousand_types_stay_distinct)
{
    emit e = { 0 };
    module_load l;
    emit_header(&e);
    size_t start = e.size;
    emit_u32(&e, 1024);
    for (uint32_t i = 0; i < 1024; i++) {
        emit_raw(&e, "\x60\x0A", 2);
        for (unsigned bit = 0; bit < 10; bit++)
            emit_u8(&e, i >> bit & 1 ? 0x7F : 0x7E);
        emit_u8(&e, 0);
    }
    emit_close(&e, start, 1);
    CHECK_TEXT(module_load_open(&l, e.bytes, e.size), "");
    for (uint32_t i = 0; i < 1024; i++)
        CHECK_INT(l.module->types[i].canonical, i);
    module_load_close(&l);
    emit_free(&e);
}

TEST(a_subtype_of_a_final_type_is_refused)
{
    emit e = { 0 };
    emit_header(&e);
    emit_section(&e, 1, "\2\x60\0\0\x50\1\0\x60\0\0");
    CHECK_HAS(module_story(e.bytes, e.size), "sub type 1: its supertype 0 is final");
    emit_free(&e);
}

/* A tree of types: each stands below an earlier one, long ways down among them. */
TEST(a_supertype_is_found_however_far_above_it_is)
{
    enum { COUNT = 300, DEPTH_MOST = 63 };
    static wasm_deftype types[COUNT];
    uint32_t seed = 7;
    for (uint32_t i = 0; i < COUNT; i++) {
        seed = seed * 1664525 + 1013904223;
        uint32_t above = i && i % 64 ? i - 1 : seed % (i + 1);
        types[i] = (wasm_deftype){ .super = WASM_NO_SUPER, .jump = i, .canonical = i };
        if (i && above < i && types[above].depth < DEPTH_MOST)
            type_set_super(types, &types[i], &types[above]);
    }
    for (uint32_t sub = 0; sub < COUNT; sub++)
        for (uint32_t super = 0; super < COUNT; super++) {
            uint32_t at = sub;
            while (at != super && at != WASM_NO_SUPER)
                at = types[at].super;
            CHECK_INT(type_index_matches(types, sub, super), at == super);
        }
}
