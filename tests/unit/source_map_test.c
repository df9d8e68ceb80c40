/* Maps from code to source: whatever is in a debug section, a question ends, in
 * bounded work, and gives back all memory. */
#include "host/demangle.h"
#include "host/source_map.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct map_rig {
    uint8_t     *file;
    size_t       size;
    image        image;
    arena        arena;
    budget       budget;
    wasm_module *module;
} map_rig;

static size_t read_leb(const uint8_t *bytes, size_t *at)
{
    size_t value = 0, shift = 0;
    do
        value |= (size_t)(bytes[*at] & 0x7F) << shift, shift += 7;
    while (bytes[(*at)++] & 0x80);
    return value;
}

/* The core module that is inside tests/data/story/NAME.wasm: its first section of kind 1. */
static void rig_read(map_rig *r, const char *name)
{
    char path[200];
    uint8_t *whole = malloc(64 << 10);
    snprintf(path, sizeof path, "tests/data/story/%s.wasm", name);
    FILE *f = fopen(path, "rb");
    size_t size = f ? fread(whole, 1, 64 << 10, f) : 0, at = 8;
    if (f)
        fclose(f);
    for (;;) {
        CHECK(at + 8 < size);
        uint8_t id = whole[at++];
        size_t length = read_leb(whole, &at);
        r->size = length;
        if (id == 1)
            break;
        at += length;
    }
    r->file = malloc(r->size);
    memcpy(r->file, whole + at, r->size);
    free(whole);
}

static bool rig_open(map_rig *r)
{
    error err = { 0 };
    budget_open(&r->budget, NULL, 0);
    memset(&r->image, 0, sizeof r->image);
    budget_open(&r->image.own, NULL, 0);
    arena_open(&r->arena, &r->budget);
    r->module = decode_module(&r->arena, r->file, r->size, 0, &err);
    return r->module != NULL;
}

static void rig_close(map_rig *r)
{
    source_map_close(&r->image);
    budget_close(&r->image.own);
    arena_close(&r->arena);
    budget_close(&r->budget);
}

/* Every function, at its start and at each byte; how many lines were found. */
static uint32_t ask_all(map_rig *r)
{
    uint32_t lines = 0;
    for (uint32_t f = 0; f < r->module->func_count; f++) {
        wasm_span body = r->module->funcs[f].body;
        for (uint32_t i = 0; i <= body.size; i += 5) {
            source_chain chain;
            int64_t steps = SOURCE_STEPS;
            source_map_find(&r->image, r->module, f, i ? body.offset + i : 0, &steps, &chain);
            CHECK(steps >= 0 && chain.count >= 1 && chain.count <= SOURCE_DEPTH);
            lines += chain.at[0].line != 0;
        }
    }
    return lines;
}

TEST(each_byte_of_the_debug_sections_may_be_wrong)
{
    static const char *const files[] = { "c", "c5", "cpp", "rust" };
    static const uint8_t wrong[] = { 0x00, 0x01, 0x7F, 0x80, 0xFF };
    for (size_t n = 0; n < COUNT_OF(files); n++) {
        map_rig r;
        rig_read(&r, files[n]);
        CHECK(rig_open(&r));
        CHECK(ask_all(&r) > 10);
        const wasm_custom *first = NULL;
        for (uint32_t c = 0; c < r.module->custom_count; c++)
            if (!first && text_starts(r.module->customs[c].name, ".debug"))
                first = &r.module->customs[c];
        size_t from = first ? first->bytes.offset : r.size;
        rig_close(&r);
        for (size_t at = from; at < r.size; at++) {
            uint8_t was = r.file[at];
            r.file[at] = wrong[at % sizeof wrong] != was ? wrong[at % sizeof wrong] : 0x55;
            if (rig_open(&r))
                ask_all(&r);
            rig_close(&r);
            r.file[at] = was;
        }
        free(r.file);
    }
}

TEST(a_map_that_gets_no_memory_answers_with_less)
{
    map_rig r;
    source_chain chain;
    rig_read(&r, "c");
    for (uint64_t limit = 0; limit < 6000; limit += 64) {
        CHECK(rig_open(&r));
        r.image.own.limit = limit + 1;
        source_map_find(&r.image, r.module, r.module->func_count - 1, 0, NULL, &chain);
        CHECK_INT(chain.count, 1);
        rig_close(&r);
    }
    free(r.file);
}

/* A byte of the last function at which something is inlined. */
static uint32_t find_inlined(map_rig *r)
{
    wasm_span body = r->module->funcs[r->module->func_count - 1].body;
    source_chain chain;
    for (uint32_t i = 1; i < body.size; i++) {
        source_map_find(&r->image, r->module, r->module->func_count - 1, body.offset + i, NULL, &chain);
        if (chain.count > 1)
            return body.offset + i;
    }
    return 0;
}

/* Does it begin with what is inlined? Then it is said to begin where that stands in it. */
static bool begins_inlined(map_rig *r, uint32_t func)
{
    wasm_span body = r->module->funcs[func].body;
    source_chain whole, first = { 0 };
    source_map_find(&r->image, r->module, func, 0, NULL, &whole);
    CHECK_INT(whole.count, 1);
    for (uint32_t i = 1; i < body.size && !first.at[0].line; i++)
        source_map_find(&r->image, r->module, func, body.offset + i, NULL, &first);
    if (first.count < 2)
        return false;
    const source_place *own = &first.at[first.count - 1];
    CHECK_INT(whole.at[0].line, own->line);
    return CHECK(text_equal(whole.at[0].file, own->file));
}

TEST(a_function_begins_at_its_own_line_whatever_is_inlined_there)
{
    static const char *const files[] = { "c", "c5", "cpp", "rust", "shapes_rust", "shapes_cpp" };
    uint32_t seen = 0;
    for (size_t n = 0; n < COUNT_OF(files); n++) {
        map_rig r;
        rig_read(&r, files[n]);
        CHECK(rig_open(&r));
        for (uint32_t f = r.module->func_import_count; f < r.module->func_count; f++)
            seen += begins_inlined(&r, f);
        rig_close(&r);
        free(r.file);
    }
    CHECK(seen > 0);
}

TEST(a_question_without_steps_gives_the_name_and_a_later_one_goes_on)
{
    map_rig r;
    source_chain chain;
    uint32_t tries = 0;
    rig_read(&r, "c");
    CHECK(rig_open(&r));
    uint32_t at = find_inlined(&r);
    CHECK(at != 0);
    rig_close(&r);
    CHECK(rig_open(&r));
    do {
        int64_t steps = 280;
        source_map_find(&r.image, r.module, r.module->func_count - 1, at, &steps, &chain);
        CHECK(chain.at[0].function.size && steps >= 0);
        tries++;
    } while (chain.count < 2 && tries < 100);
    CHECK(tries > 1 && tries < 100);
    rig_close(&r);
    free(r.file);
}

static const char *plain(const char *mangled)
{
    static char out[300];
    return demangle(text_of(mangled), out, sizeof out) ? out : "(as it is)";
}

TEST(names_of_cpp_and_rust_read_as_they_were_written)
{
    CHECK_TEXT(plain("_ZN3foo3barEv"), "foo::bar()");
    CHECK_TEXT(plain("_Z3maxIiET_S0_S0_"), "max<int>(int, int)");
    CHECK_TEXT(plain("_ZNSt6vectorIiSaIiEE9push_backERKi"), "std::vector<int, std::allocator<int>>::push_back(int const&)");
    CHECK_TEXT(plain("_ZNK4game4Unit6damageEiPKcRS0_"), "game::Unit::damage(int, char const*, game::Unit&) const");
    CHECK_TEXT(plain("_ZN4game4UnitD2Ev"), "game::Unit::~Unit()");
    CHECK_TEXT(plain("_Z3runPFviE"), "run(void (*)(int))");
    CHECK_TEXT(plain("_ZN12_GLOBAL__N_13fooEv"), "(anonymous namespace)::foo()");
    CHECK_TEXT(plain("_ZZ4mainENKUlvE_clEv"), "main::{lambda()#1}::operator()()");
    CHECK_TEXT(plain("_ZplRK3VecS1_"), "operator+(Vec const&, Vec const&)");
    CHECK_TEXT(plain("_ZN3ArrILi4EE2atEm"), "Arr<4>::at(unsigned long)");
    CHECK_TEXT(plain("_ZN4core9panicking5panic17h0123456789abcdefE"), "core::panicking::panic");
    CHECK_TEXT(plain("_ZN55_$LT$alloc..vec..Vec$LT$T$GT$$u20$as$u20$game..Drop$GT$4drop17h0123456789abcdefE"), "<alloc::vec::Vec<T> as game::Drop>::drop");
    CHECK_TEXT(plain("_RINvNtC3std3mem8align_ofjE"), "std::mem::align_of::<usize>");
    CHECK_TEXT(plain("_RNvMs_C5shootNtB4_3Gun4fire"), "<shoot::Gun>::fire");
    CHECK_TEXT(plain("_RNCNvC5shoot4main0"), "shoot::main::{closure#0}");
    CHECK_TEXT(plain("run"), "(as it is)");
    CHECK_TEXT(plain("_Z3maxIX"), "(as it is)");
}

/* A back reference to itself, arguments that double at each level: both end. */
TEST(a_name_made_to_grow_ends)
{
    char doubling[800] = "_RIC1a", *at = doubling + 6;
    at += sprintf(at, "TuuE");
    for (int i = 0; i < 60; i++)
        at += sprintf(at, "TB4_B4_E");
    CHECK(plain(doubling) != NULL);
    CHECK_TEXT(plain("_RB_"), "(as it is)");
    char deep[300] = "_Z1f";
    memset(deep + 4, 'P', 200);
    strcpy(deep + 204, "i");
    CHECK_TEXT(plain(deep), "(as it is)");
}
