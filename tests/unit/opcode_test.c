/* The one table of instructions. */
#include "engine/wasm/disasm.h"
#include "engine/wasm/opcode.h"

/* Behind opcode.h: the table has rows named TEST. */
#include "tests/unit/check.h"

#include "tests/fuzz/emit.h"

/* A row more or less is a decision: core 3.0 is complete. */
TEST(the_table_has_499_rows)
{
    CHECK_INT(OP_COUNT, 499);
}

TEST(every_row_is_found_by_its_byte_and_has_a_text_of_its_own)
{
    for (uint32_t op = 0; op < OP_COUNT; op++) {
        emit e = { 0 };
        error err = { 0 };
        emit_op(&e, opcode_table[op].byte);
        reader r = { e.bytes, e.bytes + e.size, e.bytes, &err };
        CHECK_INT(opcode_read(&r), op);
        CHECK(reader_ok(&r) && reader_left(&r) == 0);
        for (uint32_t other = 0; other < op; other++)
            if (op != OP_select_typed)
                CHECK(strcmp(opcode_table[op].text, opcode_table[other].text) != 0);
        emit_free(&e);
    }
}

TEST(numbers_without_a_row_are_refused)
{
    uint32_t found = 0;
    for (uint32_t byte = 0; byte < 0x200; byte++) {
        for (uint32_t prefix = 0xFA; prefix <= 0xFD; prefix++) {
            emit e = { 0 };
            error err = { 0 };
            if (prefix > 0xFA)
                emit_u8(&e, prefix);
            if (prefix > 0xFA)
                emit_u32(&e, byte);
            else
                emit_u8(&e, byte < 0xFB ? byte : 0xFF);
            reader r = { e.bytes, e.bytes + e.size, e.bytes, &err };
            uint32_t op = opcode_read(&r);
            found += op != OP_COUNT && (prefix > 0xFA || byte < 0xFB);
            CHECK((op == OP_COUNT) == (err.code == ERROR_MALFORMED));
            emit_free(&e);
        }
    }
    CHECK_INT(found, OP_COUNT);
}

TEST(only_block_loop_else_end_and_nop_are_free)
{
    for (uint32_t op = 0; op < OP_COUNT; op++) {
        bool is_free = op == OP_block || op == OP_loop || op == OP_else || op == OP_end || op == OP_nop;
        if (opcode_table[op].feature & FEATURE_GC)
            CHECK(opcode_table[op].price == 1 || opcode_table[op].price == 3 || opcode_table[op].price == 6);
        else
            CHECK_INT(opcode_table[op].price, is_free ? 0 : opcode_table[op].feature & FEATURE_SIMD ? 2 : 1);
    }
}

TEST(immediates_are_shown)
{
    static const struct { const char *bytes; size_t size; const char *text; } cases[] = {
        { "\x41\x7F", 2, "i32.const -1" },
        { "\x43\0\0\x80\x3F", 5, "f32.const 1" },
        { "\x28\2\4", 3, "i32.load offset=4 align=4" },
        { "\x28\x42\1\4", 4, "i32.load (memory 1) offset=4 align=4" },
        { "\x0E\2\0\1\2", 5, "br_table 0 1 2" },
        { "\x02\x7F", 2, "block (result i32)" },
        { "\x02\x40", 2, "block" },
        { "\x11\3\0", 3, "call_indirect 0 (type 3)" },
        { "\xFC\x08\1\0", 4, "memory.init 0 1" },
        { "\xFB\x15\x6E", 3, "ref.test null (ref null any)" },
        { "\x1F\x40\2\0\1\2\3\4", 8, "try_table (catch 1 2) (catch_all_ref 4)" },
        { "\xFD\x15\7", 3, "i8x16.extract_lane_s 7" },
        { "\x1C\1\x7E", 3, "select (result i64)" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        budget b;
        text_builder t;
        budget_open(&b, NULL, 0);
        text_open(&t, &b);
        wasm_module m = { .file = (const uint8_t *)cases[i].bytes, .size = cases[i].size };
        CHECK(disasm_instruction(&t, &m, 0));
        CHECK_TEXT(text_string(&t), cases[i].text);
        CHECK(!disasm_instruction(&t, &m, (uint32_t)cases[i].size));
        text_close(&t);
        budget_close(&b);
    }
}
