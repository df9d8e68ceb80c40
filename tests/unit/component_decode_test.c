/* Components from bytes that nobody trusts: what is refused says why and where,
 * nothing is believed before its bytes are there, and a good one gives its world. */
#include "tests/unit/check.h"
#include "tests/unit/component_load.h"

#include <time.h>

static void index_s33(emit *e, uint32_t index)
{
    emit_s64(e, index);
}

/* ---- what is refused, as the modder reads it ---- */

TEST(a_core_module_is_no_component)
{
    emit e = { 0 };
    emit_header(&e);
    CHECK_TEXT(component_story(&e),
        "storm.wasm: the file is not valid WebAssembly\n"
        "  at byte 0x4\n"
        "  expected a version header for a component, found a core module's\n"
        "  hint: rebuild the mod; the file may be damaged\n");
    CHECK_INT(component_form_of(e.bytes, e.size), FORM_MODULE);
    CHECK_INT(component_form_of(e.bytes, 7), FORM_OTHER);
    emit_free(&e);
}

TEST(a_type_that_does_not_exist_is_named_with_its_place)
{
    emit e = { 0 };
    component_header(&e);
    emit_section(&e, 7, "\x02\x7F\x70\x05");
    CHECK_TEXT(component_story(&e),
        "storm.wasm: the file breaks a rule of WebAssembly\n"
        "  at byte 0xc, in type 1\n"
        "  unknown type 5: type index out of bounds, there are 1 so far\n"
        "  hint: rebuild the mod; the tool that made it wrote an invalid file\n");
    emit_free(&e);
}

TEST(a_type_in_a_module_type_may_be_open_to_subtypes)
{
    emit plain = { 0 }, prefixed = { 0 };
    component_header(&plain);
    emit_section(&plain, 3, "\x01\x50\x01\x01\x50\x00\x60\x00\x00");
    component_header(&prefixed);
    emit_section(&prefixed, 3, "\x01\x50\x01\x01\x00\x50\x00\x60\x00\x00");
    CHECK_TEXT(component_story(&plain), "");
    CHECK_TEXT(component_story(&prefixed), "");
    emit_free(&plain);
    emit_free(&prefixed);
}

TEST(a_constructor_is_not_async)
{
    emit e = { 0 };
    component_load l;
    component_header(&e);
    emit_section(&e, 10, "\x01\0\x01" "a" "\x03\x01");
    emit_section(&e, 7, "\x02\x69\0\x43\0\0\x01");
    emit_section(&e, 10, "\x01\0\x0E" "[constructor]a" "\x01\x02");
    CHECK_HAS(component_load_open(&l, e.bytes, e.size, COMPONENT_ASYNC), "`[constructor]a`: a constructor cannot be async\n");
    component_load_close(&l);
    emit_free(&e);
}

TEST(an_error_deep_inside_tells_the_chain_of_components)
{
    emit inner = { 0 }, e = { 0 };
    component_header(&inner);
    emit_section(&inner, 7, "\x01\x6F\x00");
    component_header(&e);
    emit_section(&e, 4, "\0asm\x0D\0\1\0");
    size_t start = e.size;
    emit_raw(&e, inner.bytes, inner.size);
    emit_close(&e, start, 4);
    const char *story = component_story(&e);
    CHECK_HAS(story, "in type 0, in component 1\n");
    CHECK_HAS(story, "tuple type must have at least one type");
    emit_free(&inner);
    emit_free(&e);
}

TEST(an_export_of_a_record_without_a_name_is_refused_with_advice)
{
    emit e = { 0 };
    component_header(&e);
    emit_section(&e, 7, "\x02\x72\x01\x01x\x79\x70\x00");
    emit_section(&e, 11, "\x01\x00\x01t\x03\x01\x00");
    CHECK_TEXT(component_story(&e),
        "storm.wasm: the file breaks a rule of WebAssembly\n"
        "  at byte 0x15, in export `t`\n"
        "  type not valid to be used as export: `t` uses a record, variant, enum, flags or resource that has no name outside\n"
        "  hint: export the type before, and use the name that this makes\n");
    emit_free(&e);
}

TEST(names_that_differ_in_case_alone_conflict)
{
    emit e = { 0 };
    component_header(&e);
    emit_section(&e, 7, "\x01\x40\x00\x01\x00");
    emit_section(&e, 10, "\x02\x00\x03" "a-b\x01\x00\x00\x03" "A-B\x01\x00");
    CHECK_HAS(component_story(&e), "import name `A-B` conflicts with previous name `a-b`");
    emit_free(&e);
}

TEST(a_gated_feature_is_refused_by_name_and_allowed_when_on)
{
    component_load l;
    emit e = { 0 };
    component_header(&e);
    emit_section(&e, 7, "\x01\x63\x73\x79");
    CHECK_HAS(component_story(&e), "a map is not supported here");
    CHECK_TEXT(component_load_open(&l, e.bytes, e.size, COMPONENT_MAP), "");
    CHECK_INT(l.component ? l.component->features : 0, COMPONENT_MAP);
    component_load_close(&l);
    emit_free(&e);
}

TEST(a_type_of_the_wrong_kind_is_told_with_its_own)
{
    emit e = { 0 };
    component_header(&e);
    emit_section(&e, 7, "\x02\x40\x00\x01\x00\x69\x00");
    CHECK_HAS(component_story(&e), "type index 0 is not a resource type: it is a function's\n");
    emit_free(&e);
}

TEST(an_import_whose_name_cannot_be_read_is_told_by_its_number)
{
    emit e = { 0 };
    component_header(&e);
    emit_section(&e, 10, "\x01\x03\x01" "a\x01\x00");
    CHECK_HAS(component_story(&e), "in import 0\n  invalid leading byte (0x3) for component name\n");
    emit_free(&e);
}

/* canon lower of a function with a string, without a memory. */
TEST(a_lower_without_the_memory_it_needs_is_refused)
{
    emit e = { 0 };
    component_header(&e);
    emit_section(&e, 7, "\x01\x40\x01\x01s\x73\x01\x00");
    emit_section(&e, 10, "\x01\x00\x03log\x01\x00");
    emit_section(&e, 8, "\x01\x01\x00\x00\x00");
    CHECK_HAS(component_story(&e), "canonical option `memory` is required");
    emit_free(&e);
}

/* ---- a good one ---- */

TEST(a_component_gives_its_world_and_its_steps)
{
    component_load l;
    emit e = component_file("tests/data/component/resources.wasm");
    CHECK(e.size > 0);
    CHECK_TEXT(component_load_open(&l, e.bytes, e.size, 0), "");
    if (l.component) {
        const component *c = l.component;
        uint32_t types = 0, funcs = 0, named = 0;
        for (uint32_t i = 0; i < c->step_count; i++) {
            const component_step *s = &c->steps[i];
            types += s->kind == STEP_TYPE ? s->run : s->sort == SORT_TYPE;
            funcs += s->sort == SORT_FUNC;
            if (s->kind == STEP_IMPORT || s->kind == STEP_EXPORT)
                named += text_equal(s->external->name, s->name);
        }
        CHECK_INT(types, c->counts[SORT_TYPE]);
        CHECK_INT(funcs, c->counts[SORT_FUNC]);
        CHECK_INT(named, c->type->import_count + c->type->export_count);
    }
    component_load_close(&l);
    emit_free(&e);
}

/* A component that defines a resource, instantiated twice: two resources. */
TEST(each_instance_of_a_component_has_resources_of_its_own)
{
    component_load l;
    emit inner = { 0 }, e = { 0 };
    component_header(&inner);
    emit_section(&inner, 7, "\x01\x3F\x7F\x00");
    emit_section(&inner, 11, "\x01\x00\x01r\x03\x00\x00");
    component_header(&e);
    size_t start = e.size;
    emit_raw(&e, inner.bytes, inner.size);
    emit_close(&e, start, 4);
    emit_section(&e, 5, "\x02\x00\x00\x00\x00\x00\x00");
    emit_section(&e, 6, "\x02\x03\x00\x00\x01r\x03\x00\x01\x01r");
    CHECK_TEXT(component_load_open(&l, e.bytes, e.size, 0), "");
    if (l.component) {
        const component_step *s = l.component->steps;
        uint32_t count = l.component->step_count;
        CHECK_INT(count, 5);
        CHECK(s[3].resource && s[4].resource && s[3].resource != s[4].resource);
        CHECK(s[3].resource == s[1].external->instance->exports[0].resource);
        CHECK(s[4].resource == s[2].external->instance->exports[0].resource);
    }
    component_load_close(&l);
    emit_free(&inner);
    emit_free(&e);
}

/* ---- bombs ---- */

/* Refused with little time and memory. */
static void check_bomb(emit *e, const char *piece, const char *hint)
{
    component_load l;
    clock_t start = clock();
    CHECK_HAS(component_load_open(&l, e->bytes, e->size, 0), piece);
    CHECK_HAS(l.story, hint);
    CHECK((clock() - start) * 1000 / CLOCKS_PER_SEC <= 20);          /* under sanitizers, on a busy machine */
    CHECK(l.peak <= 1 << 20);
    CHECK(l.peak <= 64 * e->size + 65536);
    component_load_close(&l);
    emit_free(e);
}

TEST(a_type_of_2_to_the_30_leaves_is_refused_at_once)
{
    emit e = { 0 };
    component_header(&e);
    size_t start = e.size;
    emit_u32(&e, 30);
    emit_raw(&e, "\x6F\x02\x7F\x7F", 4);
    for (uint32_t i = 0; i < 29; i++) {
        emit_raw(&e, "\x6F\x02", 2);
        index_s33(&e, i);
        index_s33(&e, i);
    }
    emit_close(&e, start, 7);
    CHECK_INT(e.size, 131);
    check_bomb(&e, "effective type size exceeds the limit of 1000000: this tuple has 1048573 parts", "hint: no manifest moves this limit");
}

TEST(a_type_20000_deep_is_refused_at_the_hundredth)
{
    emit e = { 0 };
    component_header(&e);
    size_t start = e.size;
    emit_u32(&e, 20000);
    emit_raw(&e, "\x70\x7F", 2);
    for (uint32_t i = 0; i < 19999; i++) {
        emit_u8(&e, 0x70);
        index_s33(&e, i);
    }
    emit_close(&e, start, 7);
    check_bomb(&e, "type nesting is too deep: this list has 101 levels, but at most 100 are possible", "hint: no manifest moves this limit");
}

TEST(instances_that_double_are_refused)
{
    emit e = { 0 };
    component_header(&e);
    size_t start = e.size;
    emit_u32(&e, 31);
    emit_raw(&e, "\x42\x01\x04\x00\x01r\x03\x01", 8);
    for (uint32_t i = 0; i < 30; i++) {
        emit_raw(&e, "\x42\x03\x02\x03\x02\x01", 6);
        emit_u32(&e, i);
        emit_raw(&e, "\x04\x00\x01" "a\x05\x00\x04\x00\x01" "b\x05\x00", 12);
    }
    emit_close(&e, start, 7);
    check_bomb(&e, "instances of this component's types take more than", "hint: no manifest moves this limit");
}

TEST(components_and_types_of_instances_are_counted_over_the_whole_file)
{
    emit e = { 0 };
    component_header(&e);
    for (int i = 0; i < 10001; i++)
        emit_raw(&e, "\4\x08\0asm\x0D\0\1\0", 10);
    CHECK_HAS(component_story(&e), "more than 10000 components in one file");
    emit_free(&e);

    component_header(&e);
    for (int i = 0; i < 1012; i++) {           /* each a type 99 deep */
        size_t start = e.size;
        emit_raw(&e, "\1", 1);
        for (int k = 0; k < 98; k++)
            emit_raw(&e, "\x42\1\1", 3);
        emit_raw(&e, "\x42\0", 2);
        emit_close(&e, start, 7);
    }
    CHECK_HAS(component_story(&e), "more than 100000 types of components and instances in one file");
    emit_free(&e);
}

/* A type of an instance of 300 functions. */
static void three_hundred(emit *e)
{
    size_t start = e->size;
    emit_raw(e, "\1\x42", 2);
    emit_u32(e, 301);
    emit_raw(e, "\1\x40\0\1\0", 5);
    for (int i = 0; i < 300; i++) {
        char name[16];
        emit_raw(e, "\4\0", 2);
        snprintf(name, sizeof name, "x%d", i);
        emit_name(e, name);
        emit_raw(e, "\1\0", 2);
    }
    emit_close(e, start, 7);
}

/* Found by counting, not by a clock: what is compared and copied again and again is refused at a limit. */
TEST(instantiating_what_has_no_resources_looks_at_it_once)
{
    emit e = { 0 }, inner = { 0 };
    component_header(&inner);
    emit_section(&inner, 7, "\1\x3F\x7F\0");               /* a resource, fresh in each instance */
    emit_section(&inner, 11, "\1\0\1r\3\0\0");
    three_hundred(&inner);
    emit_section(&inner, 10, "\1\0\1w\5\2");
    emit_section(&inner, 11, "\1\0\1v\5\0\0");
    component_header(&e);
    three_hundred(&e);
    emit_section(&e, 10, "\1\0\1w\5\0");
    size_t start = e.size;
    emit_raw(&e, inner.bytes, inner.size);
    emit_close(&e, start, 4);
    start = e.size;
    emit_u32(&e, 1000);
    for (int i = 0; i < 1000; i++)
        emit_raw(&e, "\0\0\1\1w\5\0", 7);
    emit_close(&e, start, 5);
    CHECK_TEXT(component_story(&e), "");
    emit_free(&inner);
    emit_free(&e);
}

TEST(a_count_of_types_alone_allocates_nothing)
{
    emit e = { 0 };
    component_header(&e);
    emit_raw(&e, "\x07\x05\xA0\x8D\x06\x00\x00", 7);
    check_bomb(&e, "cannot fit in the 2 bytes left", "hint: was it still being written?");
}

/* Many definitions of few bytes each: memory stays within 64 times the file and 64 KiB. */
TEST(no_definition_costs_64_times_its_bytes)
{
    static const struct { int section; const char *bytes; size_t size; uint32_t count; const char *says; } dense[] = {
        { 7, "\x7F", 1, 50000, "" },              { 7, "\x70\x7F", 2, 50000, "" },       { 7, "\x42\x00", 2, 50000, "" },
        { 7, "\x41\x00", 2, 50000, "" },          { 7, "\x40\x00\x01\x00", 4, 50000, "" }, { 7, "\x3F\x7F\x00", 3, 50000, "" },
        { 7, "\x3F\x7F\x00\x7F", 4, 25000, "" },  { 3, "\x50\x00", 2, 50000, "" },       { 3, "\x60\x00\x00", 3, 50000, "" },
        { 2, "\x01\x00", 2, 50000, "000 instances\n" }, { 5, "\x01\x00", 2, 50000, "000 instances\n" },
    };
    for (size_t i = 0; i < COUNT_OF(dense); i++) {
        component_load l;
        emit e = { 0 };
        component_header(&e);
        size_t start = e.size, items = dense[i].size == 4 && dense[i].bytes[3] == 0x7F ? 2 : 1;
        emit_u32(&e, dense[i].count * items);
        for (uint32_t j = 0; j < dense[i].count; j++)
            emit_raw(&e, dense[i].bytes, dense[i].size);
        emit_close(&e, start, dense[i].section);
        CHECK_HAS(component_load_open(&l, e.bytes, e.size, 0), dense[i].says);
        CHECK_INT(l.component != NULL, dense[i].says[0] == 0);
        CHECK(l.peak <= 64 * e.size + 65536);
        component_load_close(&l);
        emit_free(&e);
    }
}

/* ---- damaged files ---- */

static void try_copy(const uint8_t *bytes, size_t size, bool must_fail)
{
    component_load l;
    uint8_t *exact = malloc(size + !size);       /* so that ASan sees one byte too far */
    if (size)
        memcpy(exact, bytes, size);
    component_load_open(&l, exact, size, COMPONENT_ALL);
    CHECK((l.component == NULL) == (l.error.code != ERROR_NONE));
    CHECK(!must_fail || !l.component);
    CHECK(l.peak <= 64 * size + 65536);
    component_load_close(&l);
    free(exact);
}

/* Does a section of the component end here? Such a prefix is a component too. */
static bool at_section(const emit *e, size_t at)
{
    error err = { 0 };
    reader r = { e->bytes + 8, e->bytes + e->size, e->bytes, &err };
    while (reader_left(&r) && reader_offset(&r) < at) {
        read_u8(&r);
        read_part(&r, read_u32(&r));
    }
    return reader_offset(&r) == at;
}

TEST(every_truncation_is_an_error_or_ends_at_a_section)
{
    static const char *const files[] = { "tests/data/component/resources.wasm", "tests/data/component/crossing.wasm" };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        emit e = component_file(files[i]);
        CHECK(e.size > 0);
        for (size_t size = 0; size < e.size; size++)
            try_copy(e.bytes, size, size < 8 || !at_section(&e, size));
        emit_free(&e);
    }
}

TEST(no_flipped_bit_does_harm)
{
    static const struct { const char *file; size_t step; } files[] = {
        { "tests/data/version.wasm", 1 }, { "tests/data/component/resources.wasm", 7 }, { "tests/data/component/crossing.wasm", 7 },
    };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        emit e = component_file(files[i].file);
        CHECK(e.size > 0);
        for (size_t bit = 0; bit < e.size * 8; bit += files[i].step) {
            e.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            try_copy(e.bytes, e.size, false);
            e.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        emit_free(&e);
    }
}

/* Every allocation that fails gives an error and leaks nothing. */
typedef struct failing { uint64_t left; } failing;

static void *fail_late(void *user, void *old, size_t old_size, size_t new_size)
{
    failing *f = user;
    (void)old_size;
    if (!new_size) {
        free(old);
        return NULL;
    }
    return f->left ? f->left--, realloc(old, new_size) : NULL;
}

TEST(every_failed_allocation_is_an_error_and_no_leak)
{
    emit e = component_file("tests/data/component/resources.wasm");
    uint32_t points = 0;
    CHECK(e.size > 0);
    for (bool done = false; !done && points < 100000; points++) {
        budget b;
        arena a;
        error err = { 0 };
        failing f = { points };
        budget_open(&b, &(budget_allocator){ fail_late, &f }, 0);
        arena_open(&a, &b);
        done = component_decode(&a, &b, e.bytes, e.size, COMPONENT_ALL, &err) != NULL;
        CHECK(done || err.code == ERROR_MEMORY);
        arena_close(&a);
        budget_close(&b);
    }
    CHECK(points > 50);
    emit_free(&e);
}
