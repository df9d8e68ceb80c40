/* Modules from bytes that nobody trusts. */
#include "tests/unit/check.h"
#include "engine/wasm/disasm.h"
#include "tests/unit/module_load.h"

#include <stdio.h>

/* A module with every section: memory, table, global, tag, start, segments,
 * names, and code with blocks, branches, calls and a try_table. */
static void seed_everything(emit *e)
{
    emit_header(e);
    emit_section(e, 1, "\4" "\x60\0\0" "\x60\2\x7F\x7F\1\x7F" "\x60\1\x7F\0" "\x4E\2" "\x50\0\x5F\2\x7F\1\x78\0" "\x4F\1\3\x5F\3\x7F\1\x78\0\x64\3\1");
    emit_section(e, 2, "\2" "\3env\3log\0\2" "\3env\1g\3\x7F\0");
    emit_section(e, 3, "\3\0\1\0");
    emit_section(e, 4, "\1\x70\1\2\4");
    emit_section(e, 5, "\1\1\1\2");
    emit_section(e, 13, "\1\0\2");
    emit_section(e, 6, "\2\x7F\1\x41\5\x0B\x7E\0\x42\3\x42\4\x7C\x0B");
    emit_section(e, 7, "\3\3add\0\2\3mem\2\0\4glob\3\1");
    emit_section(e, 8, "\1");
    emit_section(e, 9, "\2\0\x41\0\x0B\2\1\2\5\x70\1\xD2\1\x0B");
    emit_section(e, 12, "\2");
    size_t code = e->size;
    emit_u8(e, 3);
    emit_section(e, -1, "\0" "\x41\1\x04\x40\x41\2\x10\0\x05\x41\3\x10\0\x0B" "\x41\0\x41\0\x41\0\x11\1\0\x1A" "\x0B");
    emit_section(e, -1, "\1\1\x7E" "\x20\0\x20\1\x6A\x42\1\x21\2\x03\x40\x20\0\x0D\0\x0B\x0B");
    emit_section(e, -1, "\0" "\x02\x7F\x1F\x40\1\0\0\0\x41\7\x08\0\x0B\x41\1\x0B\x1A" "\x02\x40\x41\0\x0E\2\0\1\0\x0B" "\x0B");
    emit_close(e, code, 10);
    emit_section(e, 11, "\2\0\x41\4\x0B\3abc\1\2xy");
    emit_section(e, 0, "\4name\1\6\1\1\3run");
}

static void seed_small(emit *e)
{
    emit_header(e);
    emit_section(e, 1, "\2\x60\1\x7B\1\x7F\x60\0\1\x7D");
    emit_section(e, 3, "\2\0\1");
    emit_section(e, 5, "\1\0\1");
    size_t code = e->size;
    emit_u8(e, 2);
    emit_section(e, -1, "\0\x20\0\x41\0\xFD\0\4\0\xFD\x6E\xFD\x16\3\x0B");
    emit_section(e, -1, "\0\x41\4\x2A\2\0\x43\0\0\x80\x3F\x92\x0B");
    emit_close(e, code, 10);
}

static void (*const seeds[])(emit *) = { seed_everything, seed_small };

TEST(a_module_with_every_section_is_good)
{
    for (size_t i = 0; i < COUNT_OF(seeds); i++) {
        emit e = { 0 };
        seeds[i](&e);
        CHECK_TEXT(module_story(e.bytes, e.size), "");
        emit_free(&e);
    }
}

/* Loads a copy of exactly that size, so that one byte too far is seen. */
static bool load_exact(const uint8_t *bytes, size_t size)
{
    module_load l;
    uint8_t *exact = malloc(size + !size);
    memcpy(exact, bytes, size);
    module_load_open(&l, exact, size);
    bool good = l.module != NULL, consistent = good == (l.error.code == ERROR_NONE) && (good || l.story[0]);
    CHECK(consistent);
    CHECK(l.peak <= 64 * size + 65536);
    module_load_close(&l);
    free(exact);
    return good;
}

/* A prefix that ends between sections may be a module; no other is. */
TEST(every_truncation_is_a_clean_error_or_a_module)
{
    int good = 0;
    for (size_t i = 0; i < COUNT_OF(seeds); i++) {
        emit e = { 0 };
        seeds[i](&e);
        for (size_t size = 0; size < e.size; size++)
            good += load_exact(e.bytes, size);
        emit_free(&e);
    }
    CHECK(good > 0 && good < 12);
}

TEST(every_single_bit_flip_is_a_clean_error_or_a_module)
{
    int good = 0, bad = 0;
    for (size_t i = 0; i < COUNT_OF(seeds); i++) {
        emit e = { 0 };
        seeds[i](&e);
        for (size_t bit = 0; bit < e.size * 8; bit++) {
            e.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            if (load_exact(e.bytes, e.size))
                good++;
            else
                bad++;
            e.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        emit_free(&e);
    }
    CHECK(good > 100);
    CHECK(bad > 1000);
}

/* A count is believed only if its items could fit in the file. */
TEST(a_count_alone_allocates_nothing)
{
    static const uint8_t sections[] = { 1, 2, 3, 4, 6, 7, 9, 10, 11, 13 };
    for (size_t i = 0; i < sizeof sections; i++) {
        emit e = { 0 };
        emit_header(&e);
        emit_u8(&e, sections[i]);
        emit_raw(&e, "\3\xFF\xFF\3", 4);         /* a count of 65,535 and nothing else */
        module_load l;
        CHECK(*module_load_open(&l, e.bytes, e.size));
        CHECK(l.error.code != ERROR_NONE);
        CHECK(l.peak <= 8192);
        module_load_close(&l);
        emit_free(&e);
    }
}

TEST(a_component_is_named_where_a_module_was_wanted)
{
    CHECK_TEXT(module_story((const uint8_t *)"\0asm\x0D\0\1\0", 8),
        "storm.wasm: the file is not valid WebAssembly\n"
        "  at byte 0x4\n"
        "  unknown binary version: this is a component, where a core module was wanted\n"
        "  hint: rebuild the mod; the file may be damaged\n");
}

TEST(a_count_beyond_the_file_tells_its_story)
{
    CHECK_TEXT(module_story((const uint8_t *)"\0asm\1\0\0\0\1\1\x32", 11),
        "storm.wasm: the file ends too early\n"
        "  at byte 0xa, in type section\n"
        "  50 types cannot fit in the 0 bytes left\n"
        "  hint: was it still being written? it is read again when it changes\n");
}

/* Nothing was read yet: there is no item that it could be in. */
TEST(a_count_that_is_wrong_is_in_no_item)
{
    static const struct { uint8_t section; const char *place; } rows[] = {
        { 3, "in function section\n  9 functions cannot" }, { 4, "in table section\n  9 tables cannot" }, { 5, "in memory section\n  9 memories cannot" },
        { 6, "in global section\n  9 globals cannot" },     { 13, "in tag section\n  9 tags cannot" },
        { 9, "in element section\n  9 element segments cannot" }, { 11, "in data section\n  9 data segments cannot" }
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const uint8_t bytes[] = { 0, 'a', 's', 'm', 1, 0, 0, 0, rows[i].section, 1, 9 };
        CHECK_HAS(module_story(bytes, sizeof bytes), rows[i].place);
        CHECK(!strstr(module_story(bytes, sizeof bytes), "4294967295"));
    }
}

TEST(a_section_that_comes_too_late_is_refused)
{
    CHECK_HAS(module_story((const uint8_t *)"\0asm\1\0\0\0\5\1\0\1\1\0", 14),
        "unexpected content after last section: the type section comes too late, or twice");
}

TEST(a_section_with_bytes_too_many_is_refused)
{
    CHECK_HAS(module_story((const uint8_t *)"\0asm\1\0\0\0\5\2\0\0", 12), "section size mismatch: 1 bytes too many");
}

TEST(functions_without_bodies_are_refused)
{
    emit e = { 0 };
    emit_header(&e);
    emit_section(&e, 1, "\1\x60\0\0");
    emit_section(&e, 3, "\1\0");
    CHECK_HAS(module_story(e.bytes, e.size), "function and code section have inconsistent lengths: 1 and 0");
    emit_free(&e);
}

/* ---- peak memory: at most 64 x the file, plus 64 KiB ---- */

enum { BOMB = 20000 };

static void repeat(emit *e, int id, uint32_t count, const void *item, size_t size)
{
    size_t start = e->size;
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++)
        emit_raw(e, item, size);
    emit_close(e, start, id);
}

#define REPEAT(e, id, count, literal) repeat((e), (id), (count), literal, sizeof(literal) - 1)

static void bomb_types(emit *e)        { REPEAT(e, 1, BOMB, "\x5F\0"); }
static void bomb_functypes(emit *e)    { REPEAT(e, 1, BOMB, "\x60\0\0"); }
static void bomb_arrays(emit *e)       { REPEAT(e, 1, BOMB, "\x5E\x7F\0"); }
static void bomb_groups(emit *e)       { REPEAT(e, 1, BOMB, "\x4E\2\x5F\0\x5F\0"); }
static void bomb_empty_groups(emit *e) { REPEAT(e, 1, BOMB, "\x4E\0"); }

static void bomb_imports(emit *e)
{
    emit_section(e, 1, "\1\x60\0\0");
    REPEAT(e, 2, BOMB, "\0\0\0\0");
}

static void bomb_tables(emit *e)    { REPEAT(e, 4, BOMB, "\x70\0\0"); }
static void bomb_globals(emit *e)   { REPEAT(e, 6, BOMB, "\x7F\0\x41\0\x0B"); }
static void bomb_datas(emit *e)     { REPEAT(e, 11, BOMB, "\1\0"); }
static void bomb_elems(emit *e)     { REPEAT(e, 9, BOMB, "\1\0\0"); }

static void bomb_customs(emit *e)
{
    for (int i = 0; i < 10000; i++)
        emit_raw(e, "\0\1\0", 3);
}

static void bomb_exports(emit *e)
{
    emit_section(e, 5, "\1\0\1");
    size_t start = e->size;
    emit_u32(e, BOMB);
    for (uint32_t i = 0; i < BOMB; i++) {
        char name[8];
        snprintf(name, sizeof name, "%x", i);
        emit_name(e, name);
        emit_raw(e, "\2\0", 2);
    }
    emit_close(e, start, 7);
}

static void bomb_elem_items(emit *e)
{
    size_t start = e->size;
    emit_raw(e, "\1\5\x70", 3);
    emit_u32(e, BOMB);
    for (uint32_t i = 0; i < BOMB; i++)
        emit_raw(e, "\xD0\x70\x0B", 3);
    emit_close(e, start, 9);
}

/* A function of type 0 with this body. */
static void one_body(emit *e, const emit *body)
{
    emit_section(e, 3, "\1\0");
    size_t start = e->size;
    emit_u8(e, 1);
    emit_u32(e, body->size);
    emit_raw(e, body->bytes, body->size);
    emit_close(e, start, 10);
}

static void bomb_blocks(emit *e)
{
    emit body = { 0 };
    emit_u8(&body, 0);
    for (int i = 0; i < 49000; i++)
        emit_raw(&body, "\x02\x40", 2);
    for (int i = 0; i < 49001; i++)
        emit_u8(&body, 0x0B);
    emit_section(e, 1, "\1\x60\0\0");
    one_body(e, &body);
    emit_free(&body);
}

static void bomb_local_runs(emit *e)
{
    emit body = { 0 };
    emit_u32(&body, BOMB);
    for (int i = 0; i < BOMB; i++)
        emit_raw(&body, "\1\x7F", 2);
    emit_u8(&body, 0x0B);
    emit_section(e, 1, "\1\x60\0\0");
    one_body(e, &body);
    emit_free(&body);
}

static void bomb_locals(emit *e)
{
    emit_section(e, 1, "\1\x60\0\0");
    emit body = { 0 };
    emit_raw(&body, "\1\xD0\x86\3\x7F\x20\xCF\x86\3\x1A\x0B", 11);      /* 50,000 locals; the last is read */
    one_body(e, &body);
    emit_free(&body);
}

/* Calls whose 1,000 results pile up until the limit says no. */
static void bomb_operands(emit *e)
{
    size_t start = e->size;
    emit_raw(e, "\1\x60\0\xE8\7", 5);
    for (int i = 0; i < 1000; i++)
        emit_u8(e, 0x7F);
    emit_close(e, start, 1);
    emit body = { 0 };
    emit_u8(&body, 0);
    for (int i = 0; i < 500; i++)
        emit_raw(&body, "\x10\0", 2);
    emit_raw(&body, "\0\x0B", 2);
    one_body(e, &body);
    emit_free(&body);
}

static void bomb_labels(emit *e)
{
    emit body = { 0 };
    emit_raw(&body, "\0\x41\0\x0E\xF0\xFF\3", 7);       /* 65,520 targets */
    for (int i = 0; i < 65520; i++)
        emit_u8(&body, 0);
    emit_raw(&body, "\0\x0B", 2);
    emit_section(e, 1, "\1\x60\0\0");
    one_body(e, &body);
    emit_free(&body);
}

static const struct bomb { const char *name; void (*write)(emit *); const char *story; } bombs[] = {
    { "types", bomb_types, "" }, { "function types", bomb_functypes, "" }, { "arrays", bomb_arrays, "" },
    { "groups", bomb_groups, "" }, { "empty groups", bomb_empty_groups, "" }, { "imports", bomb_imports, "" },
    { "tables", bomb_tables, "" }, { "globals", bomb_globals, "" }, { "datas", bomb_datas, "" }, { "elems", bomb_elems, "" },
    { "customs", bomb_customs, "" }, { "exports", bomb_exports, "" }, { "elem items", bomb_elem_items, "" },
    { "blocks", bomb_blocks, "" }, { "local runs", bomb_local_runs, "" }, { "locals", bomb_locals, "" },
    { "operands", bomb_operands, "operands on the stack at once" }, { "labels", bomb_labels, "" },
};

TEST(no_file_costs_more_than_64_times_its_size)
{
    for (size_t i = 0; i < COUNT_OF(bombs); i++) {
        emit e = { 0 };
        module_load l;
        emit_header(&e);
        bombs[i].write(&e);
        const char *story = module_load_open(&l, e.bytes, e.size);
        if (*bombs[i].story)
            CHECK_HAS(story, bombs[i].story);
        else
            CHECK_TEXT(story, "");
        if (!CHECK(l.peak <= 64 * e.size + 65536))
            printf("  %s: %llu bytes for a file of %zu\n", bombs[i].name, (unsigned long long)l.peak, e.size);
        module_load_close(&l);
        emit_free(&e);
    }
}

/* ---- names ---- */

TEST(functions_have_names_from_the_name_section_and_from_exports)
{
    emit e = { 0 };
    module_load l;
    seed_everything(&e);
    CHECK_TEXT(module_load_open(&l, e.bytes, e.size), "");
    if (CHECK(l.module)) {
        CHECK(text_is(module_func_name(l.module, 1), "run"));
        CHECK(text_is(module_func_name(l.module, 2), "add"));
        CHECK_INT(module_func_name(l.module, 3).size, 0);
        CHECK(module_custom(l.module, "name") != NULL);
        CHECK(module_custom(l.module, "nome") == NULL);
    }
    module_load_close(&l);
    emit_free(&e);
}

TEST(a_broken_name_section_hides_names_and_harms_nothing)
{
    emit e = { 0 };
    module_load l;
    emit_header(&e);
    emit_section(&e, 0, "\4name\1\xFF\xFF\xFF\xFF\7");
    CHECK_TEXT(module_load_open(&l, e.bytes, e.size), "");
    if (CHECK(l.module))
        CHECK_INT(module_func_name(l.module, 0).size, 0);
    module_load_close(&l);
    emit_free(&e);
}

TEST(a_body_is_shown_as_text)
{
    emit e = { 0 };
    module_load l;
    text_builder t;
    seed_small(&e);
    CHECK_TEXT(module_load_open(&l, e.bytes, e.size), "");
    text_open(&t, &l.budget);
    if (CHECK(l.module))
        disasm_function(&t, l.module, 1);
    CHECK_TEXT(text_string(&t),
        "func 1 (func (result f32))\n"
        "  00000033    i32.const 4\n"
        "  00000035    f32.load align=4\n"
        "  00000038    f32.const 1\n"
        "  0000003d    f32.add\n"
        "  0000003e  end\n");
    text_close(&t);
    module_load_close(&l);
    emit_free(&e);
}
