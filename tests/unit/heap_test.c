/* The heap: what is garbage goes, what can be reached stays, wherever it is held. */
#include "tests/unit/check.h"
#include "tests/unit/module_load.h"

#include "engine/wasm/call.h"

#include <string.h>

/* From this text:
 *   (module
 *     (type $cell (struct (field (mut i32)) (field (mut (ref null $cell)))))
 *     (type $list (array (mut (ref null $cell))))
 *     (type $bytes (array (mut i8)))
 *     (import "env" "hold" (func $hold (param externref) (result externref)))
 *     (tag $e (param (ref null $cell)))
 *     (global $g (mut (ref null $cell)) (ref.null $cell))
 *     (global $made (ref $cell) (struct.new $cell (i32.const 1) (ref.null $cell)))
 *     (table $t 4 (ref null $cell))
 *     (elem $seg (ref null $cell) (item (struct.new $cell (i32.const 2) (ref.null $cell))))
 *     (func $one (param i32) (result (ref $cell)) (struct.new $cell (local.get 0) (ref.null $cell)))
 *     (func $value (param (ref null $cell)) (result i32) (struct.get $cell 0 (local.get 0)))
 *     (func $churn (export "churn") (param i32) (local $a (ref null $cell))
 *       (loop $l
 *         (local.set $a (struct.new $cell (local.get 0) (ref.null $cell)))
 *         (struct.set $cell 1 (local.get $a) (struct.new $cell (local.get 0) (local.get $a)))
 *         (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
 *     (func (export "deep") (param $n i32) (result i32) (local $a (ref null $cell)) (local $count i32)
 *       (loop $l
 *         (local.set $a (struct.new $cell (local.get $n) (local.get $a)))
 *         (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
 *       (call $churn (i32.const 100000))
 *       (loop $l
 *         (local.set $count (i32.add (local.get $count) (i32.const 1)))
 *         (local.set $a (struct.get $cell 1 (local.get $a)))
 *         (br_if $l (i32.eqz (ref.is_null (local.get $a)))))
 *       (local.get $count))
 *     (func $parameter (param (ref null $cell)) (result i32)
 *       (call $churn (i32.const 9))
 *       (call $value (local.get 0)))
 *     (func (export "roots") (result i32) (local $a (ref null $cell)) (local $l (ref null $list)) (local $x exnref) (local $sum i32)
 *       (local.set $a (call $one (i32.const 4)))
 *       (global.set $g (call $one (i32.const 8)))
 *       (table.set $t (i32.const 3) (call $one (i32.const 16)))
 *       (local.set $l (array.new $list (call $one (i32.const 32)) (i32.const 3)))
 *       (local.set $x
 *         (block $h (result exnref)
 *           (try_table (catch_all_ref $h) (throw $e (call $one (i32.const 64))))
 *           (unreachable)))
 *       (call $value (call $one (i32.const 128)))
 *       (call $one (i32.const 256))
 *       (call $parameter (call $one (i32.const 512)))
 *       (call $churn (i32.const 20))
 *       (i32.add (call $value (ref.cast (ref $cell) (any.convert_extern (call $hold (extern.convert_any (call $one (i32.const 1024))))))))
 *       (i32.add (call $value (local.get $a)))
 *       (i32.add (call $value (global.get $g)))
 *       (i32.add (call $value (table.get $t (i32.const 3))))
 *       (i32.add (call $value (array.get $list (local.get $l) (i32.const 2))))
 *       (i32.add (call $value (global.get $made)))
 *       (i32.add (call $value (array.get $list (array.new_elem $list $seg (i32.const 0) (i32.const 1)) (i32.const 0))))
 *       (i32.add
 *         (call $value
 *           (block $c (result (ref null $cell))
 *             (try_table (catch $e $c) (throw_ref (local.get $x)))
 *             (unreachable))))
 *       (local.set $sum)
 *       (call $value)
 *       (i32.add (local.get $sum))
 *       (i32.add)
 *     )
 *     (func (export "make") (param i32) (result eqref) (call $one (local.get 0)))
 *     (func (export "value") (param eqref) (result i32) (call $value (ref.cast (ref $cell) (local.get 0))))
 *     (func (export "large") (param i32) (result i32) (array.len (array.new_default $bytes (local.get 0))))
 *   )
 */
static const uint8_t module_bytes[] = {
    0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00, 0x01, 0x3C, 0x0C, 0x5F, 0x02, 0x7F, 0x01, 0x63, 0x00, 0x01, 0x5E, 0x63,
    0x00, 0x01, 0x5E, 0x78, 0x01, 0x60, 0x01, 0x6F, 0x01, 0x6F, 0x60, 0x01, 0x63, 0x00, 0x00, 0x60, 0x01, 0x7F, 0x01, 0x64,
    0x00, 0x60, 0x01, 0x63, 0x00, 0x01, 0x7F, 0x60, 0x01, 0x7F, 0x00, 0x60, 0x01, 0x7F, 0x01, 0x7F, 0x60, 0x00, 0x01, 0x7F,
    0x60, 0x01, 0x7F, 0x01, 0x6D, 0x60, 0x01, 0x6D, 0x01, 0x7F, 0x02, 0x0C, 0x01, 0x03, 0x65, 0x6E, 0x76, 0x04, 0x68, 0x6F,
    0x6C, 0x64, 0x00, 0x03, 0x03, 0x0A, 0x09, 0x05, 0x06, 0x07, 0x08, 0x06, 0x09, 0x0A, 0x0B, 0x08, 0x04, 0x05, 0x01, 0x63,
    0x00, 0x00, 0x04, 0x0D, 0x03, 0x01, 0x00, 0x04, 0x06, 0x12, 0x02, 0x63, 0x00, 0x01, 0xD0, 0x00, 0x0B, 0x64, 0x00, 0x00,
    0x41, 0x01, 0xD0, 0x00, 0xFB, 0x00, 0x00, 0x0B, 0x07, 0x2F, 0x06, 0x05, 0x63, 0x68, 0x75, 0x72, 0x6E, 0x00, 0x03, 0x04,
    0x64, 0x65, 0x65, 0x70, 0x00, 0x04, 0x05, 0x72, 0x6F, 0x6F, 0x74, 0x73, 0x00, 0x06, 0x04, 0x6D, 0x61, 0x6B, 0x65, 0x00,
    0x07, 0x05, 0x76, 0x61, 0x6C, 0x75, 0x65, 0x00, 0x08, 0x05, 0x6C, 0x61, 0x72, 0x67, 0x65, 0x00, 0x09, 0x09, 0x0D, 0x01,
    0x05, 0x63, 0x00, 0x01, 0x41, 0x02, 0xD0, 0x00, 0xFB, 0x00, 0x00, 0x0B, 0x0A, 0xD1, 0x02, 0x09, 0x09, 0x00, 0x20, 0x00,
    0xD0, 0x00, 0xFB, 0x00, 0x00, 0x0B, 0x08, 0x00, 0x20, 0x00, 0xFB, 0x02, 0x00, 0x00, 0x0B, 0x27, 0x01, 0x01, 0x63, 0x00,
    0x03, 0x40, 0x20, 0x00, 0xD0, 0x00, 0xFB, 0x00, 0x00, 0x21, 0x01, 0x20, 0x01, 0x20, 0x00, 0x20, 0x01, 0xFB, 0x00, 0x00,
    0xFB, 0x05, 0x00, 0x01, 0x20, 0x00, 0x41, 0x01, 0x6B, 0x22, 0x00, 0x0D, 0x00, 0x0B, 0x0B, 0x3C, 0x02, 0x01, 0x63, 0x00,
    0x01, 0x7F, 0x03, 0x40, 0x20, 0x00, 0x20, 0x01, 0xFB, 0x00, 0x00, 0x21, 0x01, 0x20, 0x00, 0x41, 0x01, 0x6B, 0x22, 0x00,
    0x0D, 0x00, 0x0B, 0x41, 0xA0, 0x8D, 0x06, 0x10, 0x03, 0x03, 0x40, 0x20, 0x02, 0x41, 0x01, 0x6A, 0x21, 0x02, 0x20, 0x01,
    0xFB, 0x02, 0x00, 0x01, 0x21, 0x01, 0x20, 0x01, 0xD1, 0x45, 0x0D, 0x00, 0x0B, 0x20, 0x02, 0x0B, 0x0A, 0x00, 0x41, 0x09,
    0x10, 0x03, 0x20, 0x00, 0x10, 0x02, 0x0B, 0xB0, 0x01, 0x04, 0x01, 0x63, 0x00, 0x01, 0x63, 0x01, 0x01, 0x69, 0x01, 0x7F,
    0x41, 0x04, 0x10, 0x01, 0x21, 0x00, 0x41, 0x08, 0x10, 0x01, 0x24, 0x00, 0x41, 0x03, 0x41, 0x10, 0x10, 0x01, 0x26, 0x00,
    0x41, 0x20, 0x10, 0x01, 0x41, 0x03, 0xFB, 0x06, 0x01, 0x21, 0x01, 0x02, 0x69, 0x1F, 0x40, 0x01, 0x03, 0x00, 0x41, 0xC0,
    0x00, 0x10, 0x01, 0x08, 0x00, 0x0B, 0x00, 0x0B, 0x21, 0x02, 0x41, 0x80, 0x01, 0x10, 0x01, 0x10, 0x02, 0x41, 0x80, 0x02,
    0x10, 0x01, 0x41, 0x80, 0x04, 0x10, 0x01, 0x10, 0x05, 0x41, 0x14, 0x10, 0x03, 0x41, 0x80, 0x08, 0x10, 0x01, 0xFB, 0x1B,
    0x10, 0x00, 0xFB, 0x1A, 0xFB, 0x16, 0x00, 0x10, 0x02, 0x6A, 0x20, 0x00, 0x10, 0x02, 0x6A, 0x23, 0x00, 0x10, 0x02, 0x6A,
    0x41, 0x03, 0x25, 0x00, 0x10, 0x02, 0x6A, 0x20, 0x01, 0x41, 0x02, 0xFB, 0x0B, 0x01, 0x10, 0x02, 0x6A, 0x23, 0x01, 0x10,
    0x02, 0x6A, 0x41, 0x00, 0x41, 0x01, 0xFB, 0x0A, 0x01, 0x00, 0x41, 0x00, 0xFB, 0x0B, 0x01, 0x10, 0x02, 0x6A, 0x02, 0x63,
    0x00, 0x1F, 0x40, 0x01, 0x00, 0x00, 0x00, 0x20, 0x02, 0x0A, 0x0B, 0x00, 0x0B, 0x10, 0x02, 0x6A, 0x21, 0x03, 0x10, 0x02,
    0x20, 0x03, 0x6A, 0x6A, 0x0B, 0x06, 0x00, 0x20, 0x00, 0x10, 0x01, 0x0B, 0x09, 0x00, 0x20, 0x00, 0xFB, 0x16, 0x00, 0x10,
    0x02, 0x0B, 0x09, 0x00, 0x20, 0x00, 0xFB, 0x07, 0x02, 0xFB, 0x0F, 0x0B, 0x00, 0xA1, 0x01, 0x04, 0x6E, 0x61, 0x6D, 0x65,
    0x01, 0x25, 0x05, 0x00, 0x04, 0x68, 0x6F, 0x6C, 0x64, 0x01, 0x03, 0x6F, 0x6E, 0x65, 0x02, 0x05, 0x76, 0x61, 0x6C, 0x75,
    0x65, 0x03, 0x05, 0x63, 0x68, 0x75, 0x72, 0x6E, 0x05, 0x09, 0x70, 0x61, 0x72, 0x61, 0x6D, 0x65, 0x74, 0x65, 0x72, 0x02,
    0x25, 0x03, 0x03, 0x01, 0x01, 0x01, 0x61, 0x04, 0x03, 0x00, 0x01, 0x6E, 0x01, 0x01, 0x61, 0x02, 0x05, 0x63, 0x6F, 0x75,
    0x6E, 0x74, 0x06, 0x04, 0x00, 0x01, 0x61, 0x01, 0x01, 0x6C, 0x02, 0x01, 0x78, 0x03, 0x03, 0x73, 0x75, 0x6D, 0x03, 0x16,
    0x03, 0x03, 0x01, 0x00, 0x01, 0x6C, 0x04, 0x02, 0x00, 0x01, 0x6C, 0x01, 0x01, 0x6C, 0x06, 0x02, 0x00, 0x01, 0x68, 0x02,
    0x01, 0x63, 0x04, 0x14, 0x03, 0x00, 0x04, 0x63, 0x65, 0x6C, 0x6C, 0x01, 0x04, 0x6C, 0x69, 0x73, 0x74, 0x02, 0x05, 0x62,
    0x79, 0x74, 0x65, 0x73, 0x05, 0x04, 0x01, 0x00, 0x01, 0x74, 0x07, 0x0A, 0x02, 0x00, 0x01, 0x67, 0x01, 0x04, 0x6D, 0x61,
    0x64, 0x65, 0x08, 0x06, 0x01, 0x00, 0x03, 0x73, 0x65, 0x67, 0x0B, 0x04, 0x01, 0x00, 0x01, 0x65,
};

typedef struct fixture {
    module_load load;
    budget      mod;
    wasm_code  *code;
    wasm_store *store;
    wasm_task  *task;
    uint32_t    instance, churn;
} fixture;

/* hold(ref) makes garbage, then gives back what it was given. */
static int hold_step(void *user, native_call *call)
{
    const uint32_t *churn = user;
    if (call->cancel || call->state == 1)
        return NATIVE_DONE;
    call->state = 1;
    call->callee = *churn;
    call->callee_slots[0].i32 = 20;
    return NATIVE_CALL;
}

static uint32_t address(fixture *f, const char *name)
{
    wasm_extern e = { WASM_FUNC, WASM_NO_INDEX };
    CHECK(instance_export(f->store, f->instance, text_of(name), &e));
    return e.address;
}

static task_outcome finish(fixture *f, wasm_task *task, int64_t slice, int64_t *cost)
{
    int64_t given = slice;
    task_outcome outcome;
    store_set_fuel(f->store, slice);
    while ((outcome = task_run(task)) == TASK_OUT_OF_FUEL) {
        CHECK(task_move(task));
        store_set_fuel(f->store, store_fuel(f->store) + slice);
        given += slice;
    }
    *cost = given - store_fuel(f->store);
    return outcome;
}

static task_outcome run(fixture *f, const char *name, uint32_t argument, int64_t slice, int64_t *cost)
{
    wasm_slot slot = { .i32 = argument };
    CHECK(task_call(f->task, address(f, name), &slot, store_functype(f->store, address(f, name))->param_count));
    return finish(f, f->task, slice, cost);
}

static bool open_fixture(fixture *f, wasm_interpreter interpreter, uint64_t limit, bool collects_always)
{
    error err = { 0 };
    int64_t cost;
    const wasm_type ref = WASM_EXTERNREF;
    *f = (fixture){ 0 };
    CHECK_TEXT(module_load_open(&f->load, module_bytes, sizeof module_bytes), "");
    budget_open_child(&f->mod, &f->load.budget, limit);
    f->code = code_open(&f->load.budget, f->load.module);
    f->store = store_open(&(store_config){ .budget = &f->mod, .interpreter = interpreter, .collects_always = collects_always }, &err);
    uint32_t ours = store_add_native(f->store, &(wasm_functype){ 1, 1, 1, 1, &ref, &ref }, hold_step, &f->churn);
    f->instance = instance_link(f->store, f->code, &(wasm_extern){ WASM_FUNC, ours }, &err);
    CHECK_TEXT(err.text, "");
    f->churn = address(f, "churn");
    f->task = task_open(f->store, &err);
    CHECK(task_call(f->task, instance_initializer(f->store, f->instance), NULL, 0));
    return CHECK_INT(finish(f, f->task, 1 << 20, &cost), TASK_DONE);
}

static void close_fixture(fixture *f)
{
    task_close(f->task);
    store_close(f->store);
    code_close(f->code);
    budget_close(&f->mod);
    module_load_close(&f->load);
}

static const wasm_interpreter both[] = { INTERPRETER_BEST, INTERPRETER_SWITCH };

TEST(a_million_objects_in_cycles_take_less_than_a_megabyte_and_cost_the_same_everywhere)
{
    int64_t cost[4];
    for (int i = 0; i < 4; i++) {
        fixture f;
        open_fixture(&f, both[i & 1], 1 << 20, false);
        CHECK_INT(run(&f, "churn", 500000, i < 2 ? INT64_MAX / 4 : 1000, &cost[i]), TASK_DONE);
        CHECK_INT(cost[i], cost[0]);
        close_fixture(&f);
    }
}

TEST(what_is_held_anywhere_survives_a_collection_before_each_object)
{
    int64_t cost[4];
    for (int i = 0; i < 4; i++) {
        fixture f;
        open_fixture(&f, both[i & 1], 0, true);
        CHECK_INT(run(&f, "roots", 0, i < 2 ? 1 << 30 : 1, &cost[i]), TASK_DONE);
        CHECK_INT(task_results(f.task)[0].i32, 2047);
        CHECK_INT(cost[i], cost[0]);
        close_fixture(&f);
    }
}

TEST(a_list_of_a_million_is_followed_to_its_end)
{
    fixture f;
    int64_t cost;
    open_fixture(&f, INTERPRETER_BEST, 64 << 20, false);
    CHECK_INT(run(&f, "deep", 1000000, 1 << 20, &cost), TASK_DONE);
    CHECK_INT(task_results(f.task)[0].i32, 1000000);
    close_fixture(&f);
}

TEST(a_list_that_has_no_room_traps_and_says_what_took_it)
{
    fixture f;
    int64_t cost;
    open_fixture(&f, INTERPRETER_BEST, 300000, false);
    CHECK_INT(run(&f, "deep", 1000000, 1 << 20, &cost), TASK_TRAPPED);
    CHECK_INT(store_trap(f.store)->code, TRAP_OUT_OF_MEMORY);
    CHECK(strstr(store_trap(f.store)->text, "no room for an object of 12 bytes: "));
    close_fixture(&f);
}

TEST(an_array_beyond_the_budget_is_refused_before_it_is_paid)
{
    fixture f;
    int64_t cost;
    open_fixture(&f, INTERPRETER_BEST, 1 << 20, false);
    CHECK_INT(run(&f, "large", 500000, 100, &cost), TASK_DONE);
    CHECK_INT(task_results(f.task)[0].i32, 500000);
    CHECK(cost >= 500000 / 16);
    CHECK_INT(run(&f, "large", UINT32_MAX, 1 << 20, &cost), TASK_TRAPPED);
    CHECK_INT(store_trap(f.store)->code, TRAP_OUT_OF_MEMORY);
    CHECK(cost < 10000);
    close_fixture(&f);
}

TEST(results_that_are_not_taken_yet_are_held)
{
    fixture f;
    error err = { 0 };
    int64_t cost;
    open_fixture(&f, INTERPRETER_BEST, 0, true);
    CHECK_INT(run(&f, "make", 42, 1 << 20, &cost), TASK_DONE);
    wasm_task *other = task_open(f.store, &err);
    wasm_slot count = { .i32 = 50 };
    CHECK(task_call(other, f.churn, &count, 1));
    CHECK_INT(finish(&f, other, 1 << 20, &cost), TASK_DONE);
    uint32_t made = task_results(f.task)[0].ref;
    CHECK_INT(run(&f, "value", made, 1 << 20, &cost), TASK_DONE);
    CHECK_INT(task_results(f.task)[0].i32, 42);
    task_close(other);
    close_fixture(&f);
}

TEST(a_call_abandoned_within_a_collection_leaves_a_heap_that_works)
{
    fixture f;
    int64_t cost;
    open_fixture(&f, INTERPRETER_BEST, 0, true);
    for (uint32_t steps = 1; steps < 60; steps++) {
        wasm_slot count = { .i32 = 1000 };
        CHECK(task_call(f.task, f.churn, &count, 1));
        for (uint32_t i = 0; i < steps; i++) {
            store_set_fuel(f.store, 1);
            CHECK_INT(task_run(f.task), TASK_OUT_OF_FUEL);
        }
        task_cancel(f.task);
        CHECK_INT(run(&f, "roots", 0, 1 << 30, &cost), TASK_DONE);
        CHECK_INT(task_results(f.task)[0].i32, 2047);
    }
    close_fixture(&f);
}
