/* Tasks: calls as data, functions of ours in them, fuel and traps. */
#include "tests/unit/check.h"
#include "tests/unit/module_run.h"

#include "engine/base/limits.h"
#include "engine/base/page_pool.h"
#include "engine/wasm/call.h"
#include "host/os/os_pages.h"

#include <fenv.h>

/* From this text:
 *   (import "env" "ask" (func $ask (param i32) (result i32)))
 *   (memory (export "memory") 1 10)
 *   (func (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
 *   (func (export "asks") (param i32) (result i32) (i32.add (call $ask (local.get 0)) (i32.const 1)))
 *   (func (export "count") (param i32) (result i32) (local i32)
 *     (loop (local.set 1 (i32.add (local.get 1) (local.get 0)))
 *       (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
 *     (local.get 1))
 *   (func $deep (export "deep") (param i32) (result i32) (i32.add (call $deep (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
 *   (func (export "fill") (param i32) (memory.fill (i32.const 0) (i32.const 7) (local.get 0)))
 *   (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
 *   (func $bad (param i32) (result i32) (i32.load (local.get 0)))
 *   (func (export "fails") (result i32) (call $bad (i32.const -1)))
 *   (func (export "small") (param f64) (result f64) (f64.mul (local.get 0) (f64.const 0.5)))
 */
static const uint8_t module_bytes[] = {
    0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00, 0x01, 0x13, 0x04, 0x60, 0x01, 0x7F, 0x01, 0x7F, 0x60, 0x01, 0x7F, 0x00,
    0x60, 0x00, 0x01, 0x7F, 0x60, 0x01, 0x7C, 0x01, 0x7C, 0x02, 0x0B, 0x01, 0x03, 0x65, 0x6E, 0x76, 0x03, 0x61, 0x73, 0x6B,
    0x00, 0x00, 0x03, 0x0A, 0x09, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x02, 0x03, 0x05, 0x04, 0x01, 0x01, 0x01, 0x0A,
    0x07, 0x46, 0x09, 0x06, 0x6D, 0x65, 0x6D, 0x6F, 0x72, 0x79, 0x02, 0x00, 0x05, 0x74, 0x77, 0x69, 0x63, 0x65, 0x00, 0x01,
    0x04, 0x61, 0x73, 0x6B, 0x73, 0x00, 0x02, 0x05, 0x63, 0x6F, 0x75, 0x6E, 0x74, 0x00, 0x03, 0x04, 0x64, 0x65, 0x65, 0x70,
    0x00, 0x04, 0x04, 0x66, 0x69, 0x6C, 0x6C, 0x00, 0x05, 0x04, 0x67, 0x72, 0x6F, 0x77, 0x00, 0x06, 0x05, 0x66, 0x61, 0x69,
    0x6C, 0x73, 0x00, 0x08, 0x05, 0x73, 0x6D, 0x61, 0x6C, 0x6C, 0x00, 0x09, 0x0A, 0x6B, 0x09, 0x07, 0x00, 0x20, 0x00, 0x41,
    0x02, 0x6C, 0x0B, 0x09, 0x00, 0x20, 0x00, 0x10, 0x00, 0x41, 0x01, 0x6A, 0x0B, 0x19, 0x01, 0x01, 0x7F, 0x03, 0x40, 0x20,
    0x01, 0x20, 0x00, 0x6A, 0x21, 0x01, 0x20, 0x00, 0x41, 0x01, 0x6B, 0x22, 0x00, 0x0D, 0x00, 0x0B, 0x20, 0x01, 0x0B, 0x0C,
    0x00, 0x20, 0x00, 0x41, 0x01, 0x6A, 0x10, 0x04, 0x41, 0x01, 0x6A, 0x0B, 0x0B, 0x00, 0x41, 0x00, 0x41, 0x07, 0x20, 0x00,
    0xFC, 0x0B, 0x00, 0x0B, 0x06, 0x00, 0x20, 0x00, 0x40, 0x00, 0x0B, 0x07, 0x00, 0x20, 0x00, 0x28, 0x02, 0x00, 0x0B, 0x06,
    0x00, 0x41, 0x7F, 0x10, 0x07, 0x0B, 0x0E, 0x00, 0x20, 0x00, 0x44, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xE0, 0x3F, 0xA2,
    0x0B,
};

/* What the imported function does, step by step. */
typedef struct ask {
    int      pending;             /* times to answer pending first */
    bool     calls, tails, traps;
    uint32_t callee;
    uint32_t price;
    int      steps, cancels;
} ask;

static int ask_step(void *user, native_call *call)
{
    ask *a = user;
    if (call->cancel) {
        a->cancels++;
        return NATIVE_DONE;
    }
    a->steps++;
    if (a->traps)
        return native_trap(call, "no answer for %u", call->slots[0].i32);
    if ((int)call->context < a->pending) {
        call->context++;
        return NATIVE_PENDING;
    }
    if ((a->calls || a->tails) && call->state == 0) {
        call->state = 1;
        call->callee = a->callee;
        call->callee_slots[0].i32 = call->slots[0].i32 + 100;
        return a->tails ? NATIVE_TAIL : NATIVE_CALL;
    }
    store_charge(call->store, a->price);
    call->slots[0].i32 = call->state == 1 ? call->callee_slots[0].i32 : call->slots[0].i32 * 10;
    return NATIVE_DONE;
}

typedef struct fixture {
    module_run run;
    ask        ask;
} fixture;

static task_outcome call(fixture *f, const char *name, uint32_t argument);

static bool open_from(fixture *f, wasm_interpreter interpreter, const page_table *pages, uint64_t limit)
{
    const wasm_type number = WASM_I32;
    f->ask = (ask){ 0 };
    module_run_open(&f->run, module_bytes, sizeof module_bytes, (store_config){ .pages = pages, .interpreter = interpreter }, limit);
    uint32_t ours = store_add_native(f->run.store, &(wasm_functype){ 1, 1, 1, 1, &number, &number }, ask_step, &f->ask);
    return module_run_link(&f->run, &(wasm_extern){ WASM_FUNC, ours }) && CHECK_INT(module_run_start(&f->run, 1 << 30), TASK_DONE);
}

static bool open_with(fixture *f, wasm_interpreter interpreter, bool with_pages, uint64_t limit)
{
    return open_from(f, interpreter, with_pages ? os_pages() : NULL, limit);
}

static bool open_fixture(fixture *f) { return open_with(f, INTERPRETER_BEST, true, 0); }

static task_outcome call(fixture *f, const char *name, uint32_t argument)
{
    CHECK(task_call(f->run.task, module_run_address(&f->run, name), &(wasm_slot){ .i32 = argument }, 1));
    return task_run(f->run.task);
}

static int64_t price_of(fixture *f, const char *name, uint32_t argument)
{
    int64_t before = store_fuel(f->run.store);
    CHECK_INT(call(f, name, argument), TASK_DONE);
    return before - store_fuel(f->run.store);
}

/* ---- functions of ours ---- */

TEST(a_function_of_ours_answers_a_guest)
{
    fixture f;
    if (open_fixture(&f) && CHECK_INT(call(&f, "asks", 4), TASK_DONE))
        CHECK_INT(task_results(f.run.task)[0].i32, 41);
    module_run_close(&f.run);
}

TEST(a_pending_function_is_asked_again_with_its_arguments_kept)
{
    fixture f;
    open_fixture(&f);
    f.ask.pending = 2;
    CHECK_INT(call(&f, "asks", 4), TASK_PENDING);
    CHECK(task_move(f.run.task));
    CHECK_INT(task_run(f.run.task), TASK_PENDING);
    CHECK_INT(task_run(f.run.task), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 41);
    CHECK_INT(f.ask.steps, 3);
    module_run_close(&f.run);
}

TEST(a_function_of_ours_calls_back_and_goes_on)
{
    fixture f;
    open_fixture(&f);
    f.ask.calls = true;
    f.ask.callee = module_run_address(&f.run, "twice");
    CHECK_INT(call(&f, "asks", 4), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 209);
    CHECK_INT(f.ask.steps, 2);
    module_run_close(&f.run);
}

TEST(a_function_of_ours_gives_its_place_to_its_callee)
{
    fixture f;
    open_fixture(&f);
    f.ask.tails = true;
    f.ask.callee = module_run_address(&f.run, "twice");
    CHECK_INT(call(&f, "asks", 4), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 209);
    CHECK_INT(f.ask.steps, 1);
    module_run_close(&f.run);
}

TEST(a_call_that_is_dropped_tells_functions_of_ours)
{
    fixture f;
    open_fixture(&f);
    f.ask.pending = 9;
    CHECK_INT(call(&f, "asks", 4), TASK_PENDING);
    task_cancel(f.run.task);
    CHECK_INT(f.ask.cancels, 1);
    CHECK(task_is_idle(f.run.task));
    CHECK_INT(call(&f, "twice", 21), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 42);
    module_run_close(&f.run);
}

TEST(a_host_price_that_runs_into_debt_suspends_behind_the_call)
{
    fixture f;
    open_fixture(&f);
    f.ask.price = 1000;
    store_set_fuel(f.run.store, 10);
    CHECK_INT(call(&f, "asks", 4), TASK_OUT_OF_FUEL);
    CHECK_INT(store_fuel(f.run.store), 10 - 4 - 1000);
    CHECK_INT(f.ask.steps, 1);
    CHECK_INT(task_run(f.run.task), TASK_OUT_OF_FUEL);
    store_set_fuel(f.run.store, 0);
    CHECK_INT(task_run(f.run.task), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 41);
    CHECK_INT(f.ask.steps, 1);
    module_run_close(&f.run);
}

/* ---- fuel ---- */

TEST(fuel_is_the_sum_of_the_prices_of_what_ran)
{
    fixture f;
    open_fixture(&f);
    CHECK_INT(price_of(&f, "twice", 3), 3);
    CHECK_INT(price_of(&f, "count", 5), 5 * 9 + 1);
    CHECK_INT(price_of(&f, "asks", 1), 4);
    CHECK_INT(price_of(&f, "fill", 0), 4);
    CHECK_INT(price_of(&f, "fill", 1), 5);
    CHECK_INT(price_of(&f, "fill", 65536), 4 + 4096);
    CHECK_INT(price_of(&f, "grow", 2), 2 + 2 * 4096);
    CHECK_INT(task_results(f.run.task)[0].i32, 1);
    CHECK_INT(price_of(&f, "grow", 8), 2);
    CHECK_INT(task_results(f.run.task)[0].i32, UINT32_MAX);
    module_run_close(&f.run);
}

/* Handlers count down a small part of the tank, which is filled again from behind. */
TEST(a_tank_of_any_size_is_spent_to_the_unit)
{
    for (int i = 0; i < 2; i++) {
        fixture f;
        open_with(&f, i ? INTERPRETER_SWITCH : INTERPRETER_BEST, true, 0);
        store_set_fuel(f.run.store, 5000000000);
        CHECK_INT(price_of(&f, "count", 100000), 900001);
        CHECK_INT(store_fuel(f.run.store), 5000000000 - 900001);
        store_set_fuel(f.run.store, 900000);
        CHECK_INT(call(&f, "count", 100000), TASK_OUT_OF_FUEL);
        CHECK_INT(store_fuel(f.run.store), -1);
        store_set_fuel(f.run.store, 0);
        CHECK_INT(task_run(f.run.task), TASK_DONE);
        CHECK_INT(store_fuel(f.run.store), 0);
        module_run_close(&f.run);
    }
}

TEST(a_debt_deeper_than_what_is_at_hand_is_paid_whole)
{
    fixture f;
    open_fixture(&f);
    store_set_fuel(f.run.store, 100);
    f.ask = (ask){ .price = 3000000000 };
    CHECK_INT(call(&f, "asks", 4), TASK_OUT_OF_FUEL);
    CHECK_INT(store_fuel(f.run.store), 100 - 4 - 3000000000);
    store_set_fuel(f.run.store, store_fuel(f.run.store) + 2999999903);
    CHECK_INT(task_run(f.run.task), TASK_OUT_OF_FUEL);
    store_set_fuel(f.run.store, store_fuel(f.run.store) + 1);
    CHECK_INT(task_run(f.run.task), TASK_DONE);
    CHECK_INT(store_fuel(f.run.store), 0);
    module_run_close(&f.run);
}

static void check_slices(wasm_interpreter interpreter)
{
    fixture f;
    int64_t spent = 0;
    int suspensions = 0;
    open_with(&f, interpreter, true, 0);
    store_set_fuel(f.run.store, 0);
    CHECK(task_call(f.run.task, module_run_address(&f.run, "count"), &(wasm_slot){ .i32 = 100 }, 1));
    for (task_outcome o; (o = task_run(f.run.task)) != TASK_DONE && suspensions < 5000; suspensions++) {
        CHECK_INT(o, TASK_OUT_OF_FUEL);
        CHECK(task_move(f.run.task));
        store_set_fuel(f.run.store, store_fuel(f.run.store) + 1);
        spent++;
    }
    CHECK_INT(spent - store_fuel(f.run.store), 901);
    CHECK_INT(task_results(f.run.task)[0].i32, 5050);
    CHECK(suspensions > 100);
    module_run_close(&f.run);
}

TEST(slices_of_one_unit_end_with_the_same_result_and_the_same_fuel)
{
    check_slices(INTERPRETER_TAIL);
    check_slices(INTERPRETER_SWITCH);
}

/* ---- depth, traps, memory ---- */

TEST(ten_thousand_frames_are_the_end_and_the_store_goes_on)
{
    fixture f;
    open_fixture(&f);
    CHECK_INT(call(&f, "deep", 0), TASK_TRAPPED);
    CHECK_INT(store_trap(f.run.store)->code, TRAP_STACK_EXHAUSTED);
    CHECK_INT(store_trap(f.run.store)->depth, LIMIT_FRAMES);
    CHECK_INT(store_trap(f.run.store)->frame_count, TRAP_FRAMES);
    CHECK_INT(call(&f, "twice", 1), TASK_DONE);
    module_run_close(&f.run);
}

TEST(a_trap_names_each_function_and_the_byte_in_it)
{
    fixture f;
    open_fixture(&f);
    CHECK(task_call(f.run.task, module_run_address(&f.run, "fails"), NULL, 0));
    CHECK_INT(task_run(f.run.task), TASK_TRAPPED);
    const trap *t = store_trap(f.run.store);
    CHECK_INT(t->code, TRAP_OUT_OF_BOUNDS_MEMORY);
    CHECK_INT(t->frame_count, 2);
    CHECK_INT(t->frames[0].func, 7);
    CHECK_INT(t->frames[0].offset, 0xD7);
    CHECK_INT(t->frames[1].func, 8);
    CHECK_INT(t->frames[1].offset, 0xDF);
    module_run_close(&f.run);
}

TEST(a_trap_of_ours_says_why_and_stands_above_its_caller)
{
    fixture f;
    open_fixture(&f);
    f.ask.traps = true;
    CHECK_INT(call(&f, "asks", 4), TASK_TRAPPED);
    const trap *t = store_trap(f.run.store);
    CHECK_INT(t->code, TRAP_HOST);
    CHECK_TEXT(t->text, "no answer for 4");
    CHECK_INT(t->frame_count, 2);
    CHECK(t->frames[0].module == NULL);
    CHECK_INT(t->frames[1].func, 2);
    module_run_close(&f.run);
}

static void check_growth(bool with_pages)
{
    fixture f;
    open_with(&f, INTERPRETER_BEST, with_pages, 400000);
    uint64_t size;
    CHECK_INT(call(&f, "fill", 65536), TASK_DONE);
    CHECK_INT(call(&f, "grow", 2), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 1);
    const uint8_t *bytes = store_memory(f.run.store, 0, &size);
    CHECK_INT(size, 3 * 65536);
    CHECK_INT(bytes[65535], 7);
    CHECK_INT(bytes[65536], 0);
    CHECK_INT(call(&f, "grow", 7), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, UINT32_MAX);
    module_run_close(&f.run);
}

TEST(memory_grows_up_to_the_budget_with_and_without_pages)
{
    check_growth(true);
    check_growth(false);
}

TEST(a_game_that_rounds_down_changes_no_result_and_gets_its_rounding_back)
{
    fixture f;
    open_fixture(&f);
    fesetround(FE_DOWNWARD);
    CHECK(task_call(f.run.task, module_run_address(&f.run, "small"), &(wasm_slot){ .bits = 3 }, 1));
    CHECK_INT(task_run(f.run.task), TASK_DONE);
    CHECK_INT(fegetround(), FE_DOWNWARD);
    fesetround(FE_TONEAREST);
    CHECK_INT(task_results(f.run.task)[0].bits, 2);
    module_run_close(&f.run);
}

TEST(the_next_mod_finds_nothing_in_the_memory_of_the_last)
{
    page_pool pool;
    page_pool_open(&pool, os_pages());
    for (int i = 0; i < 3; i++) {
        fixture f;
        uint64_t size, dirty = 0;
        open_from(&f, INTERPRETER_BEST, &pool.table, 8 << 20);
        CHECK_INT(call(&f, "grow", 2), TASK_DONE);
        const uint8_t *bytes = store_memory(f.run.store, 0, &size);
        CHECK_INT(size, 3 * 65536);
        for (uint64_t at = 0; at < size; at++)
            dirty += bytes[at] != 0;
        CHECK_INT(dirty, 0);
        CHECK_INT(call(&f, "fill", 3 * 65536), TASK_DONE);
        module_run_close(&f.run);
        CHECK_INT(pool.count, 1);
    }
    page_pool_close(&pool);
}

/* ---- the short way in ---- */

static task_outcome invoke(fixture *f, const char *name, uint32_t argument)
{
    task_entry e = task_find(f->run.task, module_run_address(&f->run, name));
    task_slots(f->run.task)[0].bits = argument;
    return task_invoke(f->run.task, &e);
}

TEST(an_entry_found_once_is_called_often_for_the_same_fuel)
{
    fixture f;
    open_fixture(&f);
    int64_t price = price_of(&f, "asks", 4);
    for (int i = 0; i < 3; i++) {
        int64_t before = store_fuel(f.run.store);
        CHECK_INT(invoke(&f, "asks", 4), TASK_DONE);
        CHECK_INT(task_results(f.run.task)[0].i32, 41);
        CHECK_INT(before - store_fuel(f.run.store), price);
    }
    module_run_close(&f.run);
}

TEST(an_entry_is_as_good_for_a_body_that_is_not_translated_yet_or_no_more)
{
    fixture f;
    open_fixture(&f);
    CHECK_INT(invoke(&f, "twice", 21), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 42);
    CHECK(task_move(f.run.task));
    CHECK_INT(invoke(&f, "twice", 4), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 8);
    module_run_close(&f.run);
}

static void check_invoke_in_slices(wasm_interpreter interpreter)
{
    fixture f;
    int64_t spent = 0;
    open_with(&f, interpreter, true, 0);
    CHECK_INT(invoke(&f, "count", 1), TASK_DONE);
    store_set_fuel(f.run.store, 0);
    task_outcome o = invoke(&f, "count", 100);
    for (; o == TASK_OUT_OF_FUEL && spent < 5000; spent++) {
        CHECK(task_move(f.run.task));
        store_set_fuel(f.run.store, store_fuel(f.run.store) + 1);
        o = task_run(f.run.task);
    }
    CHECK_INT(o, TASK_DONE);
    CHECK_INT(spent - store_fuel(f.run.store), 901);
    CHECK_INT(task_results(f.run.task)[0].i32, 5050);
    module_run_close(&f.run);
}

TEST(an_entry_called_without_fuel_goes_on_in_slices)
{
    check_invoke_in_slices(INTERPRETER_TAIL);
    check_invoke_in_slices(INTERPRETER_SWITCH);
}

TEST(an_entry_pends_and_traps_as_any_call_does)
{
    fixture f;
    open_fixture(&f);
    f.ask.pending = 1;
    CHECK_INT(invoke(&f, "asks", 4), TASK_PENDING);
    CHECK_INT(task_run(f.run.task), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 41);
    f.ask.traps = true;
    CHECK_INT(invoke(&f, "asks", 4), TASK_TRAPPED);
    CHECK_TEXT(store_trap(f.run.store)->text, "no answer for 4");
    CHECK_INT(store_trap(f.run.store)->frame_count, 2);
    CHECK_INT(invoke(&f, "fails", 0), TASK_TRAPPED);
    CHECK_TEXT(store_trap(f.run.store)->text, "");
    CHECK_INT(invoke(&f, "twice", 1), TASK_DONE);
    module_run_close(&f.run);
}

TEST(an_entry_may_be_a_function_of_ours)
{
    fixture f;
    open_fixture(&f);
    task_entry e = task_find(f.run.task, 0);
    task_slots(f.run.task)[0].bits = 5;
    CHECK_INT(task_invoke(f.run.task, &e), TASK_DONE);
    CHECK_INT(task_results(f.run.task)[0].i32, 50);
    module_run_close(&f.run);
}

TEST(an_entry_gives_a_game_its_rounding_back)
{
    fixture f;
    open_fixture(&f);
    CHECK_INT(invoke(&f, "small", 3), TASK_DONE);
    fesetround(FE_DOWNWARD);
    CHECK_INT(invoke(&f, "small", 3), TASK_DONE);
    CHECK_INT(fegetround(), FE_DOWNWARD);
    fesetround(FE_TONEAREST);
    CHECK_INT(task_results(f.run.task)[0].bits, 2);
    module_run_close(&f.run);
}

/* ---- linking ---- */

TEST(an_import_that_does_not_match_is_refused_with_both_types)
{
    fixture f;
    error err = { 0 };
    const wasm_type wide = WASM_I64;
    open_fixture(&f);
    uint32_t ours = store_add_native(f.run.store, &(wasm_functype){ 1, 0, 1, 0, &wide, NULL }, ask_step, &f.ask);
    CHECK_INT(instance_link(f.run.store, f.run.code, &(wasm_extern){ WASM_FUNC, ours }, &err), WASM_NO_INDEX);
    CHECK_INT(err.code, ERROR_UNLINKABLE);
    CHECK_TEXT(err.text, "incompatible import type: env.ask is wanted as (func (param i32) (result i32)), but what is offered is (func (param i64))");
    err = (error){ 0 };
    CHECK_INT(instance_link(f.run.store, f.run.code, &(wasm_extern){ WASM_FUNC, WASM_NO_INDEX }, &err), WASM_NO_INDEX);
    CHECK_TEXT(err.text, "unknown import: env.ask, a function, is not offered");
    module_run_close(&f.run);
}
