/* Exceptions: thrown through frames, kept by reference, priced. */
#include "tests/unit/check.h"
#include "tests/unit/module_run.h"

#include "engine/wasm/call.h"

/* From this text:
 *   (import "env" "ask" (func $ask (param i32) (result i32)))
 *   (tag $e (param i32))
 *   (tag $many (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64))
 *   (func $deep (export "deep") (param i32) (result i32)
 *     (if (i32.eqz (local.get 0)) (then (throw $e (i32.const 42))))
 *     (i32.add (call $deep (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
 *   (func (export "catches") (param i32) (result i32)
 *     (i32.add (local.get 0)
 *       (block (result i32)
 *         (try_table (catch $e 0) (drop (call $deep (local.get 0))))
 *         (i32.const -1))))
 *   (func (export "many") (param i32) (result i32)
 *     (block (result i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64)
 *       (try_table (catch $many 0)
 *         (throw $many (local.get 0) (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6)
 *           (i32.const 7) (i32.const 8) (i32.const 9) (i32.const 10) (i64.const 11)))
 *       (unreachable))
 *     (i32.wrap_i64)
 *     (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add) (i32.add))
 *   (func (export "through") (param i32) (result i32)
 *     (block (try_table (catch_all 0) (return (call $ask (local.get 0)))))
 *     (i32.const -1))
 *   (func (export "keeps") (param i32) (result i32) (local $last exnref)
 *     (loop $l
 *       (block $h (result exnref)
 *         (try_table (catch_all_ref $h) (throw $e (local.get 0)))
 *         (unreachable))
 *       (local.set $last)
 *       (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
 *     (block (result i32)
 *       (try_table (catch $e 0) (throw_ref (local.get $last)))
 *       (unreachable)))
 */
static const uint8_t module_bytes[] = {
    0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00, 0x01, 0x28, 0x04, 0x60, 0x01, 0x7F, 0x01, 0x7F, 0x60, 0x01, 0x7F, 0x00,
    0x60, 0x0C, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7E, 0x00, 0x60, 0x00, 0x0C, 0x7F, 0x7F,
    0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7E, 0x02, 0x0B, 0x01, 0x03, 0x65, 0x6E, 0x76, 0x03, 0x61, 0x73,
    0x6B, 0x00, 0x00, 0x03, 0x06, 0x05, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0D, 0x05, 0x02, 0x00, 0x01, 0x00, 0x02, 0x07, 0x2B,
    0x05, 0x04, 0x64, 0x65, 0x65, 0x70, 0x00, 0x01, 0x07, 0x63, 0x61, 0x74, 0x63, 0x68, 0x65, 0x73, 0x00, 0x02, 0x04, 0x6D,
    0x61, 0x6E, 0x79, 0x00, 0x03, 0x07, 0x74, 0x68, 0x72, 0x6F, 0x75, 0x67, 0x68, 0x00, 0x04, 0x05, 0x6B, 0x65, 0x65, 0x70,
    0x73, 0x00, 0x05, 0x0A, 0xA5, 0x01, 0x05, 0x16, 0x00, 0x20, 0x00, 0x45, 0x04, 0x40, 0x41, 0x2A, 0x08, 0x00, 0x0B, 0x20,
    0x00, 0x41, 0x01, 0x6B, 0x10, 0x01, 0x41, 0x01, 0x6A, 0x0B, 0x16, 0x00, 0x20, 0x00, 0x02, 0x7F, 0x1F, 0x40, 0x01, 0x00,
    0x00, 0x00, 0x20, 0x00, 0x10, 0x01, 0x1A, 0x0B, 0x41, 0x7F, 0x0B, 0x6A, 0x0B, 0x33, 0x00, 0x02, 0x03, 0x1F, 0x40, 0x01,
    0x00, 0x01, 0x00, 0x20, 0x00, 0x41, 0x01, 0x41, 0x02, 0x41, 0x03, 0x41, 0x04, 0x41, 0x05, 0x41, 0x06, 0x41, 0x07, 0x41,
    0x08, 0x41, 0x09, 0x41, 0x0A, 0x42, 0x0B, 0x08, 0x01, 0x0B, 0x00, 0x0B, 0xA7, 0x6A, 0x6A, 0x6A, 0x6A, 0x6A, 0x6A, 0x6A,
    0x6A, 0x6A, 0x6A, 0x6A, 0x0B, 0x12, 0x00, 0x02, 0x40, 0x1F, 0x40, 0x01, 0x02, 0x00, 0x20, 0x00, 0x10, 0x00, 0x0F, 0x0B,
    0x0B, 0x41, 0x7F, 0x0B, 0x2E, 0x01, 0x01, 0x69, 0x03, 0x40, 0x02, 0x69, 0x1F, 0x40, 0x01, 0x03, 0x00, 0x20, 0x00, 0x08,
    0x00, 0x0B, 0x00, 0x0B, 0x21, 0x01, 0x20, 0x00, 0x41, 0x01, 0x6B, 0x22, 0x00, 0x0D, 0x00, 0x0B, 0x02, 0x7F, 0x1F, 0x40,
    0x01, 0x00, 0x00, 0x00, 0x20, 0x01, 0x0A, 0x0B, 0x00, 0x0B, 0x0B,
};

/* ask(n) calls deep(n): an exception comes back to it. */
static int ask_step(void *user, native_call *call)
{
    const uint32_t *callee = user;
    if (call->cancel || call->state == 1)
        return NATIVE_DONE;
    call->state = 1;
    call->callee = *callee;
    call->callee_slots[0].i32 = call->slots[0].i32;
    return NATIVE_CALL;
}

typedef struct fixture {
    module_run run;
    uint32_t   callee;
} fixture;

static bool open_fixture(fixture *f, wasm_interpreter interpreter, uint64_t limit)
{
    const wasm_type number = WASM_I32;
    module_run_open(&f->run, module_bytes, sizeof module_bytes, (store_config){ .interpreter = interpreter }, limit);
    uint32_t ours = store_add_native(f->run.store, &(wasm_functype){ 1, 1, 1, 1, &number, &number }, ask_step, &f->callee);
    bool linked = module_run_link(&f->run, &(wasm_extern){ WASM_FUNC, ours });
    f->callee = module_run_address(&f->run, "deep");
    return linked;
}

/* With `slice` units at a time, moved at each suspension; what it cost. */
static task_outcome run(fixture *f, const char *name, uint32_t argument, int64_t slice, int64_t *cost)
{
    task_outcome outcome = module_run_call(&f->run, name, &(wasm_slot){ .i32 = argument }, slice);
    *cost = f->run.cost;
    return outcome;
}

TEST(an_exception_leaves_a_thousand_frames_and_costs_the_same_in_slices)
{
    int64_t whole[2], sliced[2];
    for (int i = 0; i < 2; i++) {
        fixture f;
        open_fixture(&f, both[i], 0);
        CHECK_INT(run(&f, "catches", 1000, 1 << 20, &whole[i]), TASK_DONE);
        CHECK_INT(task_results(f.run.task)[0].i32, 1042);
        CHECK_INT(run(&f, "catches", 1000, 1, &sliced[i]), TASK_DONE);
        CHECK_INT(task_results(f.run.task)[0].i32, 1042);
        CHECK_INT(sliced[i], whole[i]);
        module_run_close(&f.run);
    }
    CHECK_INT(whole[0], whole[1]);
}

TEST(each_frame_that_an_exception_leaves_has_a_price)
{
    fixture f;
    int64_t cost[3];
    open_fixture(&f, INTERPRETER_BEST, 0);
    for (uint32_t i = 0; i < 3; i++)
        run(&f, "catches", i, 1 << 20, &cost[i]);
    CHECK_INT(cost[2] - cost[1], cost[1] - cost[0]);
    CHECK_INT(cost[1] - cost[0], 7 + 1);          /* local.get, i32.eqz, if; local.get, i32.const, i32.sub, call; and the frame */
    module_run_close(&f.run);
}

TEST(twelve_values_are_handed_over_in_order)
{
    for (int i = 0; i < 2; i++) {
        fixture f;
        int64_t cost;
        open_fixture(&f, both[i], 0);
        CHECK_INT(run(&f, "many", 34, 1, &cost), TASK_DONE);
        CHECK_INT(task_results(f.run.task)[0].i32, 100);
        module_run_close(&f.run);
    }
}

TEST(an_exception_does_not_cross_a_function_of_ours)
{
    fixture f;
    int64_t cost;
    open_fixture(&f, INTERPRETER_BEST, 0);
    CHECK_INT(run(&f, "through", 3, 1 << 20, &cost), TASK_TRAPPED);
    CHECK_INT(store_trap(f.run.store)->code, TRAP_UNCAUGHT_EXCEPTION);
    CHECK_INT(store_trap(f.run.store)->depth, 6);     /* four of deep, ours, through */
    module_run_close(&f.run);
}

TEST(an_exception_kept_by_reference_is_thrown_again_as_it_was)
{
    for (int i = 0; i < 2; i++) {
        fixture f;
        int64_t whole, sliced;
        open_fixture(&f, both[i], 0);
        CHECK_INT(run(&f, "keeps", 5, 1 << 20, &whole), TASK_DONE);
        CHECK_INT(task_results(f.run.task)[0].i32, 1);
        CHECK_INT(run(&f, "keeps", 5, 1, &sliced), TASK_DONE);
        CHECK_INT(task_results(f.run.task)[0].i32, 1);
        CHECK_INT(sliced, whole);
        module_run_close(&f.run);
    }
}

TEST(a_million_exceptions_kept_one_after_the_other_take_little_room)
{
    for (int i = 0; i < 2; i++) {
        fixture f;
        int64_t cost;
        open_fixture(&f, both[i], 100000);
        CHECK_INT(run(&f, "keeps", 1000000, 1 << 30, &cost), TASK_DONE);
        CHECK_INT(task_results(f.run.task)[0].i32, 1);
        module_run_close(&f.run);
    }
}
