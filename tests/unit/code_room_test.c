/* Room for cells: many functions share a block; one that memory is short for gets just its own. */
#include "engine/wasm/code.h"
#include "tests/unit/check.h"
#include "tests/unit/module_load.h"

#include <stdlib.h>

enum { FUNCTIONS = 1000, HEAD = 8, LEAST_BLOCK = 1024 };

static int blocks;

static void *count_blocks(void *user, void *old, size_t old_size, size_t new_size)
{
    (void)user;
    blocks += new_size && !old_size;
    if (new_size)
        return realloc(old, new_size);
    free(old);
    return NULL;
}

static void put_section(emit *e, uint8_t id, const emit *body)
{
    emit_u8(e, id);
    emit_u32(e, (uint32_t)body->size);
    emit_raw(e, body->bytes, body->size);
}

/* Functions of one byte, `end`. */
static emit many_functions(void)
{
    emit e = { 0 }, types = { 0 }, code = { 0 };
    emit_raw(&e, "\0asm\1\0\0\0\1\4\1\x60\0\0", 14);
    emit_u32(&types, FUNCTIONS);
    emit_u32(&code, FUNCTIONS);
    for (int i = 0; i < FUNCTIONS; i++) {
        emit_u8(&types, 0);
        emit_raw(&code, "\2\0\x0B", 3);
    }
    put_section(&e, 3, &types);
    put_section(&e, 10, &code);
    emit_free(&types);
    emit_free(&code);
    return e;
}

TEST(cells_of_many_small_functions_stand_in_few_blocks_and_go_with_the_code)
{
    emit e = many_functions();
    module_load load;
    error err = { 0 };
    CHECK_TEXT(module_load_open(&load, e.bytes, e.size), "");
    budget b;
    budget_allocator counting = { count_blocks, NULL };
    budget_open(&b, &counting, 0);
    wasm_code *c = code_open(&b, load.module);
    blocks = 0;
    CHECK(code_translate(c, &err));
    CHECK(blocks < 40);
    uint64_t used = b.used;
    code_forget(c);
    CHECK(used - b.used >= FUNCTIONS * HEAD);
    CHECK(code_translate(c, &err) && b.used == used);
    code_close(c);
    budget_close(&b);
    module_load_close(&load);
    emit_free(&e);
}

TEST(where_a_block_for_many_cells_is_refused_a_function_gets_room_for_its_own)
{
    emit e = many_functions();
    module_load load;
    error err = { 0 };
    CHECK_TEXT(module_load_open(&load, e.bytes, e.size), "");
    budget b;
    budget_open(&b, NULL, 0);
    wasm_code *c = code_open(&b, load.module);
    code_many(c, true);
    code_function *f = code_get(c, 0);
    CHECK(code_make(c, f, &err));
    code_forget(c);                       /* what a translator keeps is there */
    b.limit = b.used + LEAST_BLOCK / 2;
    CHECK(code_make(c, f, &err) && f->cells);
    CHECK(b.used < b.limit);
    code_close(c);
    budget_close(&b);
    module_load_close(&load);
    emit_free(&e);
}
