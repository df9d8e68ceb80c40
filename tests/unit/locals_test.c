/* Locals in proportion: a few bytes can say 50,000, but not often. */
#include "tests/fuzz/emit.h"
#include "tests/unit/check.h"
#include "tests/unit/module_load.h"

/* So many functions of `locals` locals each, and nothing else. */
static void emit_functions(emit *e, uint32_t count, uint32_t locals)
{
    static const uint8_t head[] = { 0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00 };
    emit funcs = { 0 }, bodies = { 0 };
    emit_u32(&funcs, count);
    emit_u32(&bodies, count);
    for (uint32_t i = 0; i < count; i++) {
        emit body = { 0 };
        emit_u8(&funcs, 0);
        emit_u8(&body, 1);
        emit_u32(&body, locals);
        emit_raw(&body, (const uint8_t[]){ 0x7F, 0x0B }, 2);
        emit_u32(&bodies, (uint32_t)body.size);
        emit_raw(&bodies, body.bytes, body.size);
        emit_free(&body);
    }
    emit_raw(e, head, sizeof head);
    emit_u8(e, 3);
    emit_u32(e, (uint32_t)funcs.size);
    emit_raw(e, funcs.bytes, funcs.size);
    emit_u8(e, 10);
    emit_u32(e, (uint32_t)bodies.size);
    emit_raw(e, bodies.bytes, bodies.size);
    emit_free(&funcs);
    emit_free(&bodies);
}

static void check_functions(uint32_t count, uint32_t locals, const char *words)
{
    emit e = { 0 };
    module_load load;
    emit_functions(&e, count, locals);
    const char *said = module_load_open(&load, e.bytes, e.size);
    CHECK(*words ? strstr(said, words) != NULL : !*said);
    module_load_close(&load);
    emit_free(&e);
}

TEST(few_functions_may_have_very_many_locals)
{
    check_functions(20, 50000, "");
    check_functions(1, 50001, "too many locals: 50001, but at most 50000 are possible");
}

TEST(very_many_locals_in_a_short_module_are_refused)
{
    check_functions(21, 50000, "too many locals: the functions up to here have 1050000, but 16 for each byte of the module and 1000000 besides are possible");
    check_functions(100000, 20, "");
}
