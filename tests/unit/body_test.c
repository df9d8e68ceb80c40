/* The walk over a body, as the translator sees it. */
#include "engine/wasm/body.h"

/* Behind opcode.h: the table has rows named TEST. */
#include "tests/unit/check.h"
#include "tests/unit/module_load.h"

/* (func (param i32) (result i32) (local v128 i32)) and this code. */
static void open_body(module_load *l, emit *e, const char *code, size_t size)
{
    emit_header(e);
    emit_section(e, 1, "\1\x60\1\x7F\1\x7F");
    emit_section(e, 3, "\1\0");
    size_t start = e->size;
    emit_u8(e, 1);
    emit_u32(e, size + 5);
    emit_raw(e, "\2\1\x7B\1\x7F", 5);
    emit_raw(e, code, size);
    emit_close(e, start, 10);
    CHECK_TEXT(module_load_open(l, e->bytes, e->size), "");
}

#define WALK(code)                                                  \
    emit e = { 0 };                                                 \
    module_load l;                                                  \
    body w;                                                         \
    open_body(&l, &e, code, sizeof(code) - 1);                      \
    body_open(&w, l.module, &l.budget, &l.error);                   \
    CHECK(body_begin_function(&w, 0))

#define WALKED()                                                    \
    CHECK(!body_next(&w));                                          \
    CHECK(body_ok(&w));                                             \
    body_close(&w);                                                 \
    module_load_close(&l);                                          \
    emit_free(&e)

TEST(a_walk_shows_each_instruction_with_its_heights)
{
    WALK("\x20\1\x1A\x20\0\x41\5\x6A\x0B");
    CHECK_INT(w.local_count, 3);
    CHECK_INT(w.local_slots, 4);
    CHECK_INT(body_local_slot(&w, 2), 3);
    CHECK_INT(body_local_type(&w, 1), WASM_V128);

    CHECK(body_next(&w));
    CHECK_INT(w.op, OP_local_get);
    CHECK_INT(w.imm.index, 1);
    CHECK_INT(w.height, 1);
    CHECK_INT(body_slots(&w), 2);
    CHECK(body_next(&w));
    CHECK_INT(w.op, OP_drop);
    CHECK_INT(w.stack[w.height], WASM_V128);
    CHECK_INT(body_slots(&w), 0);
    CHECK(body_next(&w) && body_next(&w) && body_next(&w));
    CHECK_INT(w.op, OP_i32_add);
    CHECK_INT(w.height_before, 2);
    CHECK_INT(w.height, 1);
    CHECK(body_next(&w));
    CHECK_INT(w.op, OP_end);
    CHECK_INT(w.frame_count, 0);
    CHECK_INT(w.closed.op, OP_call);
    CHECK_INT(w.max_slots, 2);
    WALKED();
}

TEST(a_walk_says_where_code_is_dead)
{
    /* block (br 0) (i32.const 1) (drop) end; local.get 0 */
    WALK("\x02\x40\x0C\0\x41\1\x1A\x0B\x20\0\x0B");
    CHECK(body_next(&w) && !w.was_dead);
    CHECK(body_next(&w) && !w.was_dead && body_is_dead(&w));
    CHECK(body_next(&w) && w.was_dead);
    CHECK(body_next(&w) && w.was_dead);
    CHECK(body_next(&w) && w.was_dead && w.op == OP_end && !body_is_dead(&w));
    CHECK_INT(w.closed.op, OP_block);
    CHECK(body_next(&w) && !w.was_dead);
    CHECK(body_next(&w));
    WALKED();
}

TEST(blocks_in_dead_code_are_dead_and_their_ends_too)
{
    WALK("\0\x02\x40\x01\x0B\x20\0\x0B");
    CHECK(body_next(&w) && !w.was_dead);
    for (int i = 0; i < 4; i++)
        CHECK(body_next(&w) && w.was_dead);
    CHECK(body_next(&w) && w.was_dead);
    WALKED();
}

TEST(a_label_is_a_frame)
{
    WALK("\x02\x7F\x03\x40\x20\0\x20\0\x0D\1\x1A\x0C\0\x0B\0\x0B\x0B");
    while (body_next(&w) && w.op != OP_br_if) {}
    CHECK_INT(w.imm.index, 1);
    CHECK_INT(body_label(&w, 1)->op, OP_block);
    CHECK_INT(body_label_types(body_label(&w, 1)).count, 1);
    CHECK_INT(body_label_types(body_label(&w, 0)).count, 0);
    while (body_next(&w)) {}
    WALKED();
}
