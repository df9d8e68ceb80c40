/* A way of more than 1,024 units of text is charged at marks in its midst; a call
 * that is suspended at one goes on behind it. */
#include "tests/fuzz/emit.h"
#include "tests/unit/check.h"
#include "tests/unit/module_run.h"

#include "engine/wasm/call.h"

enum { ADDITIONS = 5000 };

/* (func (export "f") (param i32) (result i32)), which adds its parameter to itself ADDITIONS times in a row. */
static void emit_long_way(emit *e)
{
    static const uint8_t head[] = { 0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00, 0x01, 0x06, 0x01, 0x60, 0x01, 0x7F, 0x01, 0x7F,
                                    0x03, 0x02, 0x01, 0x00, 0x07, 0x05, 0x01, 0x01, 'f', 0x00, 0x00 };
    emit body = { 0 }, section = { 0 };
    emit_u8(&body, 0);
    emit_raw(&body, (const uint8_t[]){ 0x20, 0 }, 2);
    for (int i = 0; i < ADDITIONS; i++)
        emit_raw(&body, (const uint8_t[]){ 0x20, 0, 0x6A }, 3);
    emit_u8(&body, 0x0B);
    emit_u8(&section, 1);
    emit_u32(&section, (uint32_t)body.size);
    emit_raw(&section, body.bytes, body.size);
    emit_raw(e, head, sizeof head);
    emit_u8(e, 0x0A);
    emit_u32(e, (uint32_t)section.size);
    emit_raw(e, section.bytes, section.size);
    emit_free(&body);
    emit_free(&section);
}

/* In slices of so many units: the fuel that it takes. */
static int64_t run_in_slices(const emit *file, wasm_interpreter interpreter, int64_t slice)
{
    module_run r;
    module_run_open(&r, file->bytes, file->size, (store_config){ .interpreter = interpreter }, 0);
    module_run_link(&r, NULL);
    CHECK_INT(module_run_start(&r, 1000), TASK_DONE);
    CHECK_INT(module_run_call(&r, "f", &(wasm_slot){ .i32 = 3 }, slice), TASK_DONE);
    CHECK_INT(task_results(r.task)[0].i32, 3 * (ADDITIONS + 1));
    module_run_close(&r);
    return r.cost;
}

TEST(a_call_suspended_at_a_mark_goes_on_behind_it)
{
    emit file = { 0 };
    emit_long_way(&file);
    int64_t whole = run_in_slices(&file, INTERPRETER_TAIL, 5 * ADDITIONS);
    CHECK(whole > ADDITIONS);
    for (int64_t slice = 1; slice < 2000; slice = 3 * slice + 1) {
        CHECK_INT(run_in_slices(&file, INTERPRETER_TAIL, slice), whole);
        CHECK_INT(run_in_slices(&file, INTERPRETER_SWITCH, slice), whole);
    }
    emit_free(&file);
}
