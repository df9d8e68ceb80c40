/* What is proven of a module before any of it runs. */
#include "tests/unit/check.h"
#include "tests/unit/module_load.h"

/* The story of a module with one function of a type, and this body. */
static const char *body_story(const char *type, size_t type_size, const char *code, size_t code_size)
{
    static char story[1024];
    emit e = { 0 };
    emit_header(&e);
    size_t start = e.size;
    emit_u8(&e, 1);
    emit_raw(&e, type, type_size);
    emit_close(&e, start, 1);
    emit_section(&e, 3, "\1\0");
    emit_section(&e, 7, "\1\4tick\0\0");
    start = e.size;
    emit_u8(&e, 1);
    emit_u32(&e, code_size);
    emit_raw(&e, code, code_size);
    emit_close(&e, start, 10);
    text_format(story, sizeof story, "%s", module_story(e.bytes, e.size));
    emit_free(&e);
    return story;
}

#define BODY(type, code) body_story(type, sizeof(type) - 1, code, sizeof(code) - 1)
#define NOTHING "\x60\0\0"
#define GIVES_I32 "\x60\0\1\x7F"

TEST(an_operand_of_the_wrong_type_tells_its_story)
{
    CHECK_TEXT(BODY(GIVES_I32, "\0\x43\0\0\0\0\x41\1\x6A\x0B"),
        "storm.wasm: the file breaks a rule of WebAssembly\n"
        "  at byte 0x29, in function 0 \"tick\"\n"
        "  type mismatch: i32.add wants i32, but finds f32\n"
        "  hint: rebuild the mod; the tool that made it wrote an invalid file\n");
}

TEST(an_empty_stack_tells_its_story)
{
    CHECK_HAS(BODY(GIVES_I32, "\0\x41\1\x6A\x0B"), "type mismatch: i32.add wants i32, but nothing is left on the stack of this block");
}

TEST(an_operand_too_many_is_refused)
{
    CHECK_HAS(BODY(NOTHING, "\0\x41\1\x0B"), "type mismatch: 1 operand more than the block gives is left at its end");
}

TEST(types_that_should_be_equal_are_both_told)
{
    CHECK_HAS(BODY(GIVES_I32, "\0\x41\1\x04\x7F\x41\1\x0B\x0B"),
              "type mismatch: an if without else must give the types it takes: it takes [] and gives [i32]");
    CHECK_HAS(BODY(NOTHING, "\0\x1F\x40\1\3\0\x0B\x0B"), "type mismatch: a catch clause hands over [(ref exn)], label 0 wants []");
    CHECK_HAS(BODY(NOTHING, "\0\0\xFB\x18\0\0\x6B\x6C\x0B"), "type mismatch: br_on_cast casts (ref struct) to (ref i31), which is no subtype of it");
}

TEST(a_tail_call_that_gives_something_else_tells_both)
{
    emit e = { 0 };
    emit_header(&e);
    emit_section(&e, 1, "\2\x60\0\1\x7F\x60\1\x7E\2\x7E\x7D");
    emit_section(&e, 3, "\2\0\1");
    emit_section(&e, 10, "\2\6\0\x42\1\x12\1\x0B\x09\0\x42\0\x43\0\0\0\0\x0B");
    CHECK_HAS(module_story(e.bytes, e.size), "type mismatch: return_call to a function with other results: that gives [i64 f32], this one [i32]");
    emit_free(&e);
}

TEST(an_unknown_local_is_named)
{
    CHECK_HAS(BODY(NOTHING, "\0\x20\3\x1A\x0B"), "unknown local 3: the function has 0");
}

TEST(an_unknown_label_is_named)
{
    CHECK_HAS(BODY(NOTHING, "\0\x0C\1\x0B"), "unknown label 1: 1 block is open");
}

TEST(a_body_that_does_not_end_is_refused)
{
    CHECK_HAS(BODY(NOTHING, "\0\x02\x40\x0B"), "unexpected end: END opcode expected, 1 block is still open");
    CHECK_HAS(BODY(NOTHING, "\0\x0B\x01"), "operators remaining after end of function: 1 bytes");
}

TEST(an_unknown_instruction_is_named)
{
    CHECK_HAS(BODY(NOTHING, "\0\x06\x0B"), "illegal opcode 0x06");
    CHECK_HAS(BODY(NOTHING, "\0\xFC\x63\x0B"), "illegal opcode 0xfc 99");
    CHECK_HAS(BODY(NOTHING, "\0\xFD\x94\2\x0B"), "illegal opcode 0xfd 276");
}

TEST(dead_code_is_proven_too)
{
    CHECK_TEXT(BODY(GIVES_I32, "\0\0\x6A\x0B"), "");                              /* unreachable, i32.add */
    CHECK_TEXT(BODY(GIVES_I32, "\0\0\x1A\x0B"), "");
    CHECK_HAS(BODY(GIVES_I32, "\0\0\x43\0\0\0\0\x6A\x0B"), "i32.add wants i32, but finds f32");
    CHECK_HAS(BODY(NOTHING, "\0\0\x41\1\x0B"), "1 operand more than the block gives");
    CHECK_HAS(BODY(NOTHING, "\0\x0C\0\x0C\7\x0B"), "unknown label 7");
}

TEST(br_table_proves_each_label)
{
    CHECK_HAS(BODY(GIVES_I32, "\0\x02\x40\x41\1\x41\0\x0E\1\0\1\x0B\x41\1\x0B"), "type mismatch: br_table's default carries 1 values, label 0 wants 0");
    CHECK_HAS(BODY(GIVES_I32, "\0\x02\x7D\x41\1\x41\0\x0E\1\0\1\x0B\x1A\x41\1\x0B"), "type mismatch: br_table wants f32, but finds i32");
}

TEST(a_local_without_default_is_set_before_it_is_read)
{
    CHECK_HAS(BODY("\x60\0\0", "\1\1\x64\x70\x20\0\x1A\x0B"), "uninitialized local 0: a (ref func) has no default");
    CHECK_TEXT(BODY("\x60\0\0", "\1\1\x64\x70\0\x21\0\x20\0\x1A\x0B"), "");
    CHECK_HAS(BODY("\x60\0\0", "\1\1\x64\x70\x02\x40\xD2\0\x21\0\x0B\x20\0\x1A\x0B"), "uninitialized local 0");
}

TEST(more_than_50000_locals_are_refused)
{
    CHECK_HAS(BODY(NOTHING, "\2\x80\x87\3\x7F\x80\x87\3\x7F\x0B"), "too many locals: 50048, but at most 50000 are possible");
}

TEST(an_alignment_beyond_the_natural_one_is_refused)
{
    emit e = { 0 };
    emit_header(&e);
    emit_section(&e, 1, "\1" NOTHING);
    emit_section(&e, 3, "\1\0");
    emit_section(&e, 5, "\1\0\1");
    emit_section(&e, 10, "\1\x08\0\x41\0\x28\3\0\x1A\x0B");
    CHECK_HAS(module_story(e.bytes, e.size), "alignment must not be larger than natural: 2^3, but i32.load touches 4 bytes");
    emit_free(&e);
}

TEST(a_memory_beyond_4_gib_is_refused)
{
    emit e = { 0 };
    emit_header(&e);
    emit_section(&e, 5, "\1\0\x81\x80\4");
    CHECK_HAS(module_story(e.bytes, e.size), "memory size must be at most 65536 pages (4 GiB): 65537 was asked for");
    emit_free(&e);
}

TEST(export_names_differ)
{
    emit e = { 0 };
    emit_header(&e);
    emit_section(&e, 5, "\1\0\1");
    emit_section(&e, 7, "\3\1a\2\0\1b\2\0\1a\2\0");
    CHECK_HAS(module_story(e.bytes, e.size), "duplicate export name \"a\"");
    emit_free(&e);
}

TEST(a_module_says_which_features_it_uses)
{
    static const struct { const char *code; size_t size; uint32_t features; } cases[] = {
        { "\0\x0B", 2, 0 },
        { "\0\x12\0\x0B", 4, FEATURE_TAIL_CALLS },
        { "\0\xD0\x70\x1A\x0B", 5, FEATURE_REFERENCE_TYPES },
        { "\0\xD0\x6E\x1A\x0B", 5, FEATURE_REFERENCE_TYPES },
        { "\0\0\xFD\x4D\x1A\x0B", 6, FEATURE_SIMD },
        { "\0\0\xFD\x85\2\x1A\x0B", 7, FEATURE_SIMD | FEATURE_RELAXED_SIMD },
        { "\0\0\x0A\x0B", 4, FEATURE_EXCEPTIONS },
        { "\0\0\xD4\x1A\x0B", 5, FEATURE_FUNCTION_REFERENCES },
        { "\0\0\xFB\x0F\x1A\x0B", 6, FEATURE_GC },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        emit e = { 0 };
        emit_header(&e);
        emit_section(&e, 1, "\1" NOTHING);
        emit_section(&e, 3, "\1\0");
        size_t start = e.size;
        emit_u8(&e, 1);
        emit_u32(&e, cases[i].size);
        emit_raw(&e, cases[i].code, cases[i].size);
        emit_close(&e, start, 10);
        module_load l;
        CHECK_TEXT(module_load_open(&l, e.bytes, e.size), "");
        if (CHECK(l.module))
            CHECK_INT(l.module->features, cases[i].features);
        module_load_close(&l);
        emit_free(&e);
    }
}

/* Refuse the Nth allocation, for every N: a clean error and nothing kept. */
typedef struct failing { uint32_t left; } failing;

static void *failing_resize(void *user, void *old, size_t old_size, size_t new_size)
{
    failing *f = user;
    (void)old_size;
    if (!new_size) {
        free(old);
        return NULL;
    }
    return f->left-- ? realloc(old, new_size) : (f->left = 0, NULL);
}

TEST(a_load_that_runs_out_of_memory_keeps_nothing)
{
    emit e = { 0 };
    emit_header(&e);
    emit_section(&e, 1, "\2" NOTHING "\x60\1\x64\x70\0");
    emit_section(&e, 3, "\1\0");
    emit_section(&e, 7, "\2\1a\0\0\1b\0\0");
    emit_section(&e, 10, "\1\x0E\2\1\x64\x70\1\x7F\xD2\0\x21\0\x02\x40\x0B\x0B");
    uint32_t points = 0;
    for (bool good = false; !good && points < 1000; points++) {
        failing f = { points };
        budget  b;
        arena   a;
        error   err = { 0 };
        budget_open(&b, &(budget_allocator){ failing_resize, &f }, 0);
        arena_open(&a, &b);
        wasm_module *m = decode_module(&a, e.bytes, e.size, 0, &err);
        good = m && validate_module(m, &b, &err);
        CHECK(good || err.code == ERROR_MEMORY);
        arena_close(&a);
        budget_close(&b);
    }
    CHECK(points > 5 && points < 1000);
    emit_free(&e);
}
