/* A way of more than 1,024 units of text is charged at marks in its midst; a call
 * that is suspended at one goes on behind it. */
#include "tests/fuzz/emit.h"
#include "tests/unit/check.h"
#include "tests/unit/module_load.h"

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
    module_load load;
    error err = { 0 };
    wasm_extern f;
    int64_t given = slice;
    CHECK_TEXT(module_load_open(&load, file->bytes, file->size), "");
    wasm_code *code = code_open(&load.budget, load.module);
    wasm_store *store = store_open(&(store_config){ .budget = &load.budget, .interpreter = interpreter }, &err);
    uint32_t made = instance_link(store, code, NULL, &err);
    wasm_task *task = task_open(store, &err);
    CHECK_TEXT(err.text, "");
    store_set_fuel(store, 1000);
    CHECK(task_call(task, instance_initializer(store, made), NULL, 0) && task_run(task) == TASK_DONE);

    CHECK(instance_export(store, made, text_of("f"), &f));
    store_set_fuel(store, slice);
    CHECK(task_call(task, f.address, &(wasm_slot){ .i32 = 3 }, 1));
    for (; given < 10 * ADDITIONS && task_run(task) == TASK_OUT_OF_FUEL; given += slice) {
        CHECK(task_move(task));
        store_set_fuel(store, store_fuel(store) + slice);
    }
    if (CHECK(task_is_idle(task) && given < 10 * ADDITIONS))
        CHECK_INT(task_results(task)[0].i32, 3 * (ADDITIONS + 1));
    int64_t spent = given - store_fuel(store);
    task_close(task);
    store_close(store);
    code_close(code);
    module_load_close(&load);
    return spent;
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
