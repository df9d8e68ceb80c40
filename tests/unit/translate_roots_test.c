/* References that frames hold, where objects may be collected. */
#include "tests/unit/module_run.h"

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
    module_run r;
    module_run_open(&r, null_below_an_arm, sizeof null_below_an_arm - 1, (store_config){ .interpreter = interpreter }, 0);
    module_run_link(&r, NULL);
    CHECK_INT(module_run_call(&r, "f", &(wasm_slot){ .i32 = x }, 1000), TASK_DONE);
    uint32_t result = task_results(r.task)[0].i32;
    module_run_close(&r);
    return result;
}

TEST(a_null_below_a_block_is_null_behind_it_whichever_way_was_gone)
{
    for (uint32_t x = 0; x < 2; x++) {
        CHECK_INT(run_f(INTERPRETER_BEST, x), 1);
        CHECK_INT(run_f(INTERPRETER_SWITCH, x), 1);
    }
}
