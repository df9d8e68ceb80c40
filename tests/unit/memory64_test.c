/* Canonical options with memories of 64 bits: what validation says of addresses
 * (CanonicalABI.md, "canonopt Validation"). That values cross them fuzz-canon and
 * tests/canon/reference.py show. */
#include "tests/unit/check.h"
#include "tests/unit/component_load.h"

/* A component with core functions 0 (realloc of i64) and 1 (of i32), a memory of 64 bits, and what `rest` adds. */
static const char *load(component_load *l, uint32_t features, const char *rest, size_t size)
{
    emit e = { 0 };
    component_header(&e);
    size_t start = e.size;
    emit_header(&e);
    emit_section(&e, 1, "\2\x60\4\x7E\x7E\x7E\x7E\1\x7E\x60\4\x7F\x7F\x7F\x7F\1\x7F");
    emit_section(&e, 3, "\2\0\1");
    emit_section(&e, 5, "\1\4\1");
    emit_section(&e, 7, "\3\1m\2\0\1r\0\0\1s\0\1");
    emit_section(&e, 10, "\2\4\0\x42\0\x0B\4\0\x41\0\x0B");
    emit_close(&e, start, 1);
    emit_section(&e, 2, "\1\0\0\0");
    emit_section(&e, 6, "\3\0\2\1\0\1m\0\0\1\0\1r\0\0\1\0\1s");
    emit_raw(&e, rest, size);
    const char *story = component_load_open(l, e.bytes, e.size, features);
    emit_free(&e);
    return story;
}

#define LOAD(l, features, rest) load((l), (features), (rest), sizeof(rest) - 1)

/* "ii:L": what the last canonical definition makes. */
static const char *shape(const component_load *l)
{
    static char text[40];
    const wasm_functype *f = NULL;
    size_t at = 0;
    for (uint32_t i = 0; l->component && i < l->component->step_count; i++)
        if (l->component->steps[i].kind == STEP_CANON)
            f = l->component->steps[i].canon->core_type;
    for (uint32_t i = 0; f && i < f->param_count; i++)
        text[at++] = f->params[i] == WASM_I64 ? 'L' : 'i';
    text[at++] = ':';
    for (uint32_t i = 0; f && i < f->result_count; i++)
        text[at++] = f->results[i] == WASM_I64 ? 'L' : 'i';
    text[at] = '\0';
    return text;
}

/* type 0: func(a: string) -> list<u8>, imported as function 0 */
#define FUNC "\7\x0A\2\x70\x7D\x40\1\1" "a\x73\0\0" "\x0A\6\1\0\1" "f\1\1"

TEST(addresses_of_a_64_bit_memory_are_i64_where_the_switch_is_on)
{
    component_load l;
    CHECK_HAS(LOAD(&l, COMPONENT_RUNS & ~COMPONENT_MEMORY64, FUNC "\x08\x09\1\1\0\0\2\3\0\4\0"), "canonical option `memory` of a 64-bit memory is not supported here");
    component_load_close(&l);
    CHECK_TEXT(LOAD(&l, COMPONENT_RUNS, FUNC "\x08\x09\1\1\0\0\2\3\0\4\0"), "");
    CHECK_TEXT(shape(&l), "LLL:");
    CHECK_INT(l.component ? l.component->features : 0, COMPONENT_MEMORY64);
    component_load_close(&l);
}

TEST(a_realloc_of_i32_is_none_for_a_64_bit_memory)
{
    component_load l;
    CHECK_HAS(LOAD(&l, COMPONENT_RUNS, FUNC "\x08\x09\1\1\0\0\2\3\0\4\1"),
              "canonical option `realloc` uses a core function with an incorrect signature: it must be (func (param i64 i64 i64 i64) (result i64)), "
              "as its memory has addresses of 64 bits, and is (func");
    component_load_close(&l);
}

TEST(a_representation_of_64_bits_has_a_switch_of_its_own)
{
    component_load l;
    CHECK_HAS(LOAD(&l, COMPONENT_RUNS & ~COMPONENT_WIDE_REPS, "\7\4\1\x3F\x7E\0"), "a resource represented by an `i64` is not supported here");
    component_load_close(&l);
    CHECK_TEXT(LOAD(&l, COMPONENT_ALL, "\7\4\1\x3F\x7E\0" "\x08\3\1\2\0"), "");
    CHECK_TEXT(shape(&l), "L:i");
    component_load_close(&l);
    CHECK_TEXT(LOAD(&l, COMPONENT_ALL, "\7\4\1\x3F\x7E\0" "\x08\3\1\4\0"), "");
    CHECK_TEXT(shape(&l), "i:L");
    component_load_close(&l);
    CHECK_TEXT(LOAD(&l, COMPONENT_ALL, "\7\4\1\x3F\x7E\0" "\x08\3\1\3\0"), "");
    CHECK_TEXT(shape(&l), "i:");
    component_load_close(&l);
    CHECK_HAS(LOAD(&l, COMPONENT_ALL, "\7\5\1\x3F\x7E\1\0"), "wrong signature for a destructor: core function 0 must take an i64 and return nothing");
    component_load_close(&l);
    CHECK_HAS(LOAD(&l, COMPONENT_ALL, "\7\4\1\x3F\x7D\0"), "resources can only be represented by `i32` or `i64`");
    component_load_close(&l);
}

TEST(built_ins_take_addresses_as_wide_as_the_memory)
{
    static const struct { const char *rest; size_t size; const char *shape; } cases[] = {
#define CASE(rest, shape) { rest, sizeof(rest) - 1, shape }
        CASE("\7\3\1\x66\0" "\x08\6\1\x0F\0\1\3\0", "iLL:L"),                /* stream.read */
        CASE("\7\3\1\x65\0" "\x08\6\1\x17\0\1\3\0", "iL:i"),                 /* future.write */
        CASE("\x08\4\1\x20\0\0", "iL:i"),                                     /* waitable-set.wait */
        CASE("\x08\5\1\x1C\1\3\0", "LL:i"),                                   /* error-context.new */
        CASE("\x08\7\1\x1D\2\3\0\4\0", "iL:"),                                /* error-context.debug-message */
        CASE("\x08\7\1\x09\0\x73\1\3\0", "LL:"),                              /* task.return of a string */
        CASE("\x08\4\1\x0A\x7E\0", ":L"),                                     /* context.get */
        CASE("\x08\4\1\x0B\x7E\1", "L:"),
#undef CASE
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        component_load l;
        CHECK_TEXT(load(&l, COMPONENT_ALL, cases[i].rest, cases[i].size), "");
        CHECK_TEXT(shape(&l), cases[i].shape);
        component_load_close(&l);
    }
}

TEST(context_slots_of_a_component_have_one_type)
{
    component_load l;
    CHECK_HAS(LOAD(&l, COMPONENT_ALL, "\x08\7\2\x0A\x7E\0\x0B\x7F\0"), "all context slots of a component have one type: this is an i32, the ones before are i64s");
    component_load_close(&l);
}
