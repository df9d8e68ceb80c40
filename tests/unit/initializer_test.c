/* Instantiation in pieces: what a module writes before it runs is paid first,
 * suspends between two pieces of 64 KiB, and is the same however it is sliced.
 */
#include "tests/unit/check.h"
#include "tests/unit/module_run.h"

#include "engine/component/component_instance.h"
#include "engine/wasm/call.h"

enum { PIECE = 65536, PIECE_PRICE = PIECE / 16, MEGABYTE = 1 << 20 };

/* ---- modules ---- */

static void put_section(emit *e, unsigned id, emit *body)
{
    emit_u8(e, id);
    emit_u32(e, body->size);
    emit_raw(e, body->bytes, body->size);
    free(body->bytes);
    *body = (emit){ 0 };
}

static void put_magic(emit *e, unsigned version, unsigned layer)
{
    const uint8_t magic[] = { 0, 'a', 's', 'm', (uint8_t)version, 0, (uint8_t)layer, 0 };
    emit_raw(e, magic, sizeof magic);
}

static void put_const(emit *e, uint32_t value)
{
    emit_u8(e, 0x41);
    emit_s64(e, value);
    emit_u8(e, 0x0B);
}

static uint8_t data_byte(uint32_t at) { return (uint8_t)(at * 7 + at / 251 + 1); }

/* An active segment of so many bytes. */
static void put_data(emit *e, uint32_t place, uint32_t size)
{
    emit_u8(e, 0);
    put_const(e, place);
    emit_u32(e, size);
    for (uint32_t i = 0; i < size; i++)
        emit_u8(e, data_byte(i));
}

/* (memory (export "m") 32) and two segments. */
static void put_memory_module(emit *e, uint32_t first_size, uint32_t second_place, uint32_t second_size)
{
    emit body = { 0 };
    put_magic(e, 1, 0);
    emit_raw(&body, "\1\0\40", 3);
    put_section(e, 5, &body);
    emit_raw(&body, "\1\1m\2\0", 5);
    put_section(e, 7, &body);
    emit_u32(&body, 2);
    put_data(&body, 16, first_size);
    put_data(&body, second_place, second_size);
    put_section(e, 11, &body);
}

/* (type (func)) (func) (func), and a table "t" of so many elements, each with the second function in it. */
static void put_table_module(emit *e, uint32_t size)
{
    emit body = { 0 };
    put_magic(e, 1, 0);
    emit_raw(&body, "\1\140\0\0", 4);
    put_section(e, 1, &body);
    emit_raw(&body, "\2\0\0", 3);
    put_section(e, 3, &body);
    emit_raw(&body, "\1\100\0\160\0", 5);
    emit_u32(&body, size);
    emit_raw(&body, "\322\1\13", 3);
    put_section(e, 4, &body);
    emit_raw(&body, "\1\1t\1\0", 5);
    put_section(e, 7, &body);
}

/* Two active segments: function indices, then as many expressions; and the bodies. */
static void put_elements(emit *e, uint32_t count, uint32_t second_place)
{
    emit body = { 0 };
    emit_u32(&body, 2);
    emit_u8(&body, 0);
    put_const(&body, 1);
    emit_u32(&body, count);
    for (uint32_t i = 0; i < count; i++)
        emit_u8(&body, 0);
    emit_u8(&body, 4);
    put_const(&body, second_place);
    emit_u32(&body, count);
    for (uint32_t i = 0; i < count; i++)
        emit_raw(&body, i % 2 ? "\322\0\13" : "\320\160\13", 3);
    put_section(e, 9, &body);
    emit_raw(&body, "\2\2\0\13\2\0\13", 7);
    put_section(e, 10, &body);
}

/* ---- running ---- */

static task_outcome open_fixture(module_run *r, const emit *e, wasm_interpreter interpreter, int64_t slice)
{
    module_run_open(r, e->bytes, e->size, (store_config){ .interpreter = interpreter }, 0);
    module_run_link(r, NULL);
    return module_run_start(r, slice);
}

/* How many bytes from `place` on are as put_data made them. */
static uint32_t bytes_written(module_run *r, uint32_t place, uint32_t size)
{
    uint64_t memory_size;
    const uint8_t *memory = store_memory(r->store, module_run_address(r, "m"), &memory_size);
    uint32_t count = 0;
    CHECK(memory_size >= (uint64_t)place + size);
    while (count < size && memory[place + count] == data_byte(count))
        count++;
    return count;
}

static uint32_t element(module_run *r, uint64_t index)
{
    uint32_t ref = UINT32_MAX;
    CHECK(store_table_get(r->store, module_run_address(r, "t"), index, &ref));
    return ref;
}

/* ---- tests ---- */

TEST(a_segment_of_a_megabyte_is_written_in_pieces_between_suspensions)
{
    emit e = { 0 };
    put_memory_module(&e, MEGABYTE, MEGABYTE + PIECE, 100);
    for (int i = 0; i < 2; i++) {
        module_run whole, sliced;
        CHECK_INT(open_fixture(&whole, &e, both[i], 1 << 20), TASK_DONE);
        CHECK_INT(whole.suspensions, 0);
        CHECK_INT(open_fixture(&sliced, &e, both[i], PIECE_PRICE / 2), TASK_DONE);
        /* 2 MiB of memory and 1 MiB of data: two suspensions for each piece. */
        CHECK(sliced.suspensions >= 2 * MEGABYTE / PIECE);
        CHECK_INT(sliced.cost, whole.cost);
        CHECK_INT(bytes_written(&sliced, 16, MEGABYTE), MEGABYTE);
        CHECK_INT(bytes_written(&sliced, MEGABYTE + PIECE, 100), 100);
        CHECK_INT(bytes_written(&whole, 16, MEGABYTE), MEGABYTE);
        module_run_close(&whole);
        module_run_close(&sliced);
    }
    free(e.bytes);
}

TEST(a_step_of_instantiation_writes_one_piece)
{
    emit e = { 0 };
    module_run f;
    uint32_t before = 0, most = 0;
    put_memory_module(&e, MEGABYTE, MEGABYTE + PIECE, 100);
    CHECK_INT(open_fixture(&f, &e, INTERPRETER_BEST, 1 << 20), TASK_DONE);
    uint32_t again = instance_link(f.store, f.code, NULL, &(error){ 0 });
    f.instance = again;
    CHECK(task_call(f.task, instance_initializer(f.store, again), NULL, 0));
    store_set_fuel(f.store, 0);
    while (task_run(f.task) == TASK_OUT_OF_FUEL) {
        uint32_t now = bytes_written(&f, 16, MEGABYTE);
        most = now - before > most ? now - before : most;
        before = now;
        store_set_fuel(f.store, 0);
    }
    CHECK_INT(most, PIECE);
    module_run_close(&f);
    free(e.bytes);
}

TEST(a_trap_in_a_later_segment_leaves_the_earlier_ones_written_and_its_own_not)
{
    emit e = { 0 };
    const uint32_t end = 32 * PIECE, place = end - 3 * PIECE;
    put_memory_module(&e, 5 * PIECE, place, 3 * PIECE + 1);
    for (int64_t slice = 1000; slice <= 1 << 20; slice *= 1 << 10) {
        module_run f;
        CHECK_INT(open_fixture(&f, &e, INTERPRETER_BEST, slice), TASK_TRAPPED);
        CHECK_INT(store_trap(f.store)->code, TRAP_OUT_OF_BOUNDS_MEMORY);
        CHECK_INT(bytes_written(&f, 16, 5 * PIECE), 5 * PIECE);
        CHECK_INT(bytes_written(&f, place, 3 * PIECE), 0);
        module_run_close(&f);
    }
    free(e.bytes);
}

TEST(tables_and_their_segments_are_made_in_pieces_and_cost_the_same)
{
    enum { SIZE = 100000, COUNT = 40000 };
    emit e = { 0 };
    put_table_module(&e, SIZE);
    put_elements(&e, COUNT, COUNT + 1);
    for (int i = 0; i < 2; i++) {
        module_run whole, sliced;
        CHECK_INT(open_fixture(&whole, &e, both[i], 1 << 24), TASK_DONE);
        CHECK_INT(open_fixture(&sliced, &e, both[i], 100), TASK_DONE);
        CHECK_INT(whole.suspensions, 0);
        CHECK_INT(sliced.cost, whole.cost);
        /* Each of the expressions is paid for: three bytes. */
        CHECK(whole.cost > 3 * COUNT);
        CHECK(sliced.suspensions > 3 * COUNT / 100);
        for (uint32_t n = 0; n < SIZE; n++)
            if (!CHECK_INT(element(&sliced, n), element(&whole, n)))
                break;
        CHECK(element(&whole, 1) && element(&whole, 1) != element(&whole, 0));
        CHECK_INT(element(&whole, SIZE - 1), element(&whole, 0));
        CHECK_INT(element(&whole, COUNT + 1), 0);
        CHECK_INT(element(&whole, COUNT + 2), element(&whole, 1));
        module_run_close(&whole);
        module_run_close(&sliced);
    }
    free(e.bytes);
}

TEST(a_segment_beyond_its_table_traps_in_its_turn)
{
    emit e = { 0 };
    module_run f;
    put_table_module(&e, 100);
    put_elements(&e, 60, 50);
    CHECK_INT(open_fixture(&f, &e, INTERPRETER_BEST, 7), TASK_TRAPPED);
    CHECK_INT(store_trap(f.store)->code, TRAP_OUT_OF_BOUNDS_TABLE);
    CHECK(element(&f, 60) != element(&f, 61));
    CHECK_INT(element(&f, 61), element(&f, 99));
    module_run_close(&f);
    free(e.bytes);
}

/* A component around the module: (core module …) (core instance (instantiate 0)). */
static int64_t instantiate_component(const emit *module, int64_t slice, int *suspensions)
{
    emit e = { 0 }, body = { 0 };
    budget b;
    arena a;
    error err = { 0 };
    component_instance *root = NULL;
    module_run f = { 0 };
    put_magic(&e, 0x0D, 1);
    emit_raw(&body, module->bytes, module->size);
    put_section(&e, 1, &body);
    emit_raw(&body, "\1\0\0\0", 4);
    put_section(&e, 2, &body);

    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    component *c = component_decode(&a, &b, e.bytes, e.size, 0, &err);
    component_code *code = c ? component_code_open(&b, c) : NULL;
    component_store *cs = code ? component_store_open(&(component_store_config){ .core = { .budget = &b } }, &err) : NULL;
    if (CHECK(cs != NULL)) {
        f.store = component_store_core(cs);
        f.task = task_open(f.store, &err);
        CHECK(component_instantiate(cs, f.task, c, code, &root, &err));
        CHECK_INT(module_run_finish(&f, f.task, slice), TASK_DONE);
        uint64_t size = 0;
        const uint8_t *memory = store_memory(f.store, 0, &size);
        for (uint32_t i = 0; i < MEGABYTE; i++)
            if (memory[16 + i] != data_byte(i) && !CHECK_INT(i, MEGABYTE))
                break;
        task_close(f.task);
        component_store_close(cs);
    }
    CHECK_TEXT(err.text, "");
    component_code_close(code);
    arena_close(&a);
    budget_close(&b);
    free(e.bytes);
    *suspensions = f.suspensions;
    return f.cost;
}

TEST(a_segment_inside_a_component_goes_in_pieces_too)
{
    emit e = { 0 };
    int whole, sliced;
    put_memory_module(&e, MEGABYTE, MEGABYTE + PIECE, 100);
    int64_t cost = instantiate_component(&e, 1 << 20, &whole);
    CHECK_INT(instantiate_component(&e, PIECE_PRICE / 2, &sliced), cost);
    CHECK_INT(whole, 0);
    CHECK(sliced >= 2 * MEGABYTE / PIECE);
    free(e.bytes);
}
