/* References that frames hold, where objects may be collected. */
#include "engine/wasm/call.h"
#include "tests/unit/check.h"
#include "tests/unit/module_load.h"

/* f(x): dirty(), null; if x: dirty(); is the null still one? dirty leaves a number in the slots that null would take.
 *
 * (func $dirty (local i64 x 8) …each is 5)
 * (func (export "f") (param i32) (result i32) call $dirty  ref.null any  local.get 0  if call $dirty end  ref.is_null) */
static const uint8_t null_below_an_arm[] =
    "\0asm\1\0\0\0\1\x09\2\x60\0\0\x60\1\x7F\1\x7F\3\3\2\0\1\7\5\1\1" "f\0\1\x0A\x35\2"
    "\x24\1\x08\x7E\x42\5\x21\0\x42\5\x21\1\x42\5\x21\2\x42\5\x21\3\x42\5\x21\4\x42\5\x21\5\x42\5\x21\6\x42\5\x21\7\x0B"
    "\x0E\0\x10\0\xD0\x6E\x20\0\4\x40\x10\0\x0B\xD1\x0B";

static uint32_t run_f(wasm_interpreter interpreter, uint32_t x)
{
    module_load l;
    error err = { 0 };
    uint32_t result = 0xDEAD;
    CHECK_TEXT(module_load_open(&l, null_below_an_arm, sizeof null_below_an_arm - 1), "");
    wasm_code *c = code_open(&l.budget, l.module);
    wasm_store *s = store_open(&(store_config){ .budget = &l.budget, .interpreter = interpreter }, &err);
    wasm_task *t = task_open(s, &err);
    uint32_t instance = instance_link(s, c, NULL, &err);
    wasm_extern f;
    store_set_fuel(s, 1000);
    if (CHECK(instance != WASM_NO_INDEX) && CHECK(instance_export(s, instance, text_of("f"), &f)) && task_call(t, f.address, &(wasm_slot){ .i32 = x }, 1)
        && CHECK_INT(task_run(t), TASK_DONE))
        result = task_results(t)[0].i32;
    task_close(t);
    store_close(s);
    code_close(c);
    module_load_close(&l);
    return result;
}

TEST(a_null_below_a_block_is_null_behind_it_whichever_way_was_gone)
{
    for (uint32_t x = 0; x < 2; x++) {
        CHECK_INT(run_f(INTERPRETER_BEST, x), 1);
        CHECK_INT(run_f(INTERPRETER_SWITCH, x), 1);
    }
}
