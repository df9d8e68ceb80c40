/* Bodies made to be slow to check and to translate. Type 0 is () -> (), the
 * functions' own; type 1 gives `width` values (function 0), type 2 takes as
 * many (function 1), type 3 takes and gives them. */
#include "tests/hostile/shapes.h"

enum { WIDTH = 1000, REPEATS = 500 };

static void write_values(emit *e, uint32_t count, const char *type)
{
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++)
        emit_raw(e, type, strlen(type));
}

static void write_functype(emit *e, uint32_t params, uint32_t results, const char *type)
{
    emit_u8(e, 0x60);
    write_values(e, params, type);
    write_values(e, results, type);
}

static shape_bodies wide_types(const char *type)
{
    shape_bodies b = { .type_count = 4 };
    write_functype(&b.types, 0, 0, "");
    write_functype(&b.types, 0, WIDTH, type);
    write_functype(&b.types, WIDTH, 0, type);
    write_functype(&b.types, WIDTH, WIDTH, type);
    return b;
}

/* `before`, then `again` so many times, then `after`. */
static void write_code(emit *code, const char *before, int times, const char *again, const char *after)
{
    const char *parts[] = { before, again, after };
    for (int part = 0; part < 3; part++)
        for (int i = 0; i < (part == 1 ? times : 1); i++)
            for (const char *hex = parts[part]; *hex; hex += hex[1] ? (hex[2] == ' ') + 2 : 1)
                emit_u8(code, (unsigned)strtoul((char[]){ hex[0], hex[1], 0 }, NULL, 16));
}

static void wide(emit *e, size_t size, const char *type, int times, const char *again)
{
    shape_bodies b = wide_types(type);
    b.tag_type = 2 + 1;
    write_code(&b.code, "10 00", times, again, "10 01");
    shape_bodies_write(&b, e, size);
}

static void wide_functions(emit *e, size_t size)
{
    shape_bodies b = { .type_count = 3 };
    write_functype(&b.types, WIDTH, WIDTH, "\x7F");
    write_functype(&b.types, 0, WIDTH, "\x7F");
    write_functype(&b.types, 0, 0, "");
    write_code(&b.code, "10 00", 0, "", "");
    shape_bodies_write(&b, e, size);
}

static void wide_calls(emit *e, size_t size)       { wide(e, size, "\x7F", REPEATS, "10 01 10 00"); }
static void wide_calls_v128(emit *e, size_t size)  { wide(e, size, "\x7B", REPEATS, "10 01 10 00"); }
static void wide_loops(emit *e, size_t size)       { wide(e, size, "\x7F", REPEATS, "03 03 0b"); }
static void wide_blocks(emit *e, size_t size)      { wide(e, size, "\x7F", REPEATS, "02 03 41 00 0d 00 0b"); }
static void wide_ifs(emit *e, size_t size)         { wide(e, size, "\x7F", REPEATS, "41 00 04 03 05 0b"); }
static void wide_dead_ifs(emit *e, size_t size)    { wide(e, size, "\x7F", REPEATS, "02 40 00 04 03 0b 10 01 0b"); }
static void wide_branches(emit *e, size_t size)    { wide(e, size, "\x7F", REPEATS, "02 03 0c 00 0b"); }
static void wide_throws(emit *e, size_t size)      { wide(e, size, "\x7F", REPEATS, "02 40 10 00 08 00 0b"); }
static void wide_tail_calls(emit *e, size_t size)  { wide(e, size, "\x7F", REPEATS, "02 40 10 00 12 01 0b"); }
static void wide_references(emit *e, size_t size)  { wide(e, size, "\x70", REPEATS, "03 03 0b"); }

/* br_if carries them all to the function's block. */
static void wide_conditions(emit *e, size_t size)
{
    shape_bodies b = wide_types("\x7F");
    write_code(&b.code, "02 01 10 00", REPEATS, "41 00 0d 00", "0b 10 01");
    shape_bodies_write(&b, e, size);
}

/* A table to 100 labels, each of 1,000 values. */
static void wide_labels(emit *e, size_t size)
{
    shape_bodies b = wide_types("\x7F");
    for (int i = 0; i < 100; i++)
        write_code(&b.code, "02 01", 0, "", "");
    for (int i = 0; i < 100; i++) {
        write_code(&b.code, "02 40 10 00 41 00 0e e3 00", 0, "", "");
        for (int label = 1; label <= 100; label++)
            emit_u8(&b.code, (unsigned)label);
        emit_u8(&b.code, 0x0B);
    }
    write_code(&b.code, "10 00", 99, "0b 10 01 10 00", "0b 10 01");
    shape_bodies_write(&b, e, size);
}

/* Clauses that hand 1,000 values over. */
static void wide_catches(emit *e, size_t size)
{
    shape_bodies b = wide_types("\x7F");
    b.tag_type = 2 + 1;
    write_code(&b.code, "02 01 1f 40 f4 03", 500, "00 00 00", "0b 10 00 0b 10 01");
    shape_bodies_write(&b, e, size);
}

/* A chain of 63 struct types, then functions on (ref null 3) and (ref null 63). */
static void write_chain(shape_bodies *b)
{
    write_functype(&b->types, 0, 0, "");
    write_functype(&b->types, 0, WIDTH, "\x63\x3F");
    write_functype(&b->types, WIDTH, 0, "\x63\x03");
    emit_raw(&b->types, "\x50\0\x5F\0", 4);
    for (unsigned i = 3; i < 66; i++) {
        emit_raw(&b->types, "\x50\1", 2);
        emit_u32(&b->types, i);
        emit_raw(&b->types, "\x5F\0", 2);
    }
    b->type_count = 67;
}

static void deep_subtypes(emit *e, size_t size)
{
    shape_bodies b = { 0 };
    /* types 1 and 2 name later ones: one recursion group */
    emit_raw(&b.types, "\x4E\x43", 2);
    write_chain(&b);
    b.type_count = 1;
    emit_raw(&b.locals, "\2\1\x63\x03\1\x63\x3F", 7);
    write_code(&b.code, "", 4000, "20 01 21 00", "");
    shape_bodies_write(&b, e, size);
}

static void deep_wide_subtypes(emit *e, size_t size)
{
    shape_bodies b = { 0 };
    emit_raw(&b.types, "\x4E\x43", 2);
    write_chain(&b);
    b.type_count = 1;
    write_code(&b.code, "", 1000, "10 00 10 01", "");
    shape_bodies_write(&b, e, size);
}

/* A struct of 8,000 fields, made of operands and dropped. */
static void wide_structs(emit *e, size_t size)
{
    shape_bodies b = wide_types("\x7F");
    emit_u8(&b.types, 0x5F);
    emit_u32(&b.types, 7000);
    for (int i = 0; i < 7000; i++)
        emit_raw(&b.types, "\x7F\0", 2);
    b.type_count = 5;
    write_code(&b.code, "", 500, "10 00 10 00 10 00 10 00 10 00 10 00 10 00 fb 00 04 1a", "");
    shape_bodies_write(&b, e, size);
}

static void wide_arrays(emit *e, size_t size)
{
    shape_bodies b = wide_types("\x7F");
    emit_raw(&b.types, "\x5E\x7F\0", 3);
    b.type_count = 5;
    write_code(&b.code, "", 500, "10 00 10 00 10 00 10 00 10 00 10 00 10 00 fb 08 04 d8 36 1a", "");
    shape_bodies_write(&b, e, size);
}

/* Out of nothing, in dead code, arrays of as many elements as can be said. */
static void dead_arrays(emit *e, size_t size)
{
    shape_bodies b = wide_types("\x7F");
    emit_raw(&b.types, "\x5E\x7F\0", 3);
    b.type_count = 5;
    write_code(&b.code, "00", 1000, "fb 08 04 ff ff ff ff 0f 1a", "");
    shape_bodies_write(&b, e, size);
}

/* ---- locals ---- */

static void plain(emit *e, size_t size, const char *locals, size_t locals_size, const char *before, int times, const char *again, const char *after)
{
    shape_bodies b = { .type_count = 3 };
    for (int i = 0; i < 3; i++)
        write_functype(&b.types, 0, 0, "");
    emit_raw(&b.locals, locals, locals_size);
    write_code(&b.code, before, times, again, after);
    shape_bodies_write(&b, e, size);
}

static void tiny(emit *e, size_t size)             { plain(e, size, "", 0, "", 0, "", ""); }
static void locals_50000(emit *e, size_t size)     { plain(e, size, "\1\xD0\x86\3\x7F", 5, "", 0, "", ""); }
static void locals_no_default(emit *e, size_t size) { plain(e, size, "\1\xD0\x86\3\x64\x70", 6, "", 0, "", ""); }
static void saved_locals(emit *e, size_t size)     { plain(e, size, "\1\1\x7F", 3, "", 100, "20 00 20 00 20 00 20 00 20 00 20 00 20 00 20 00 41 00 21 00 1a 1a 1a 1a 1a 1a 1a 1a", ""); }

/* Runs of one local each, of changing types; they are named from far to far. */
static void locals_in_runs(emit *e, size_t size)
{
    shape_bodies b = { .type_count = 3 };
    for (int i = 0; i < 3; i++)
        write_functype(&b.types, 0, 0, "");
    emit_u32(&b.locals, 20000);
    for (uint32_t i = 0; i < 20000; i++)
        emit_raw(&b.locals, i & 1 ? "\1\x7F" : "\1\x7B", 2);
    for (uint32_t i = 0; i < 40000; i++) {
        emit_u8(&b.code, 0x20);
        emit_u32(&b.code, (i * 7919u) % 20000);
        emit_u8(&b.code, 0x1A);
    }
    shape_bodies_write(&b, e, size);
}

/* 1,000 parameters of changing width, the last ones named over and over. */
static void params_of_two_widths(emit *e, size_t size)
{
    shape_bodies b = { .type_count = 3 };
    emit_u8(&b.types, 0x60);
    emit_u32(&b.types, 1000);
    for (int i = 0; i < 1000; i++)
        emit_u8(&b.types, i & 1 ? 0x7F : 0x7B);
    emit_u8(&b.types, 0);
    write_functype(&b.types, 0, 0, "");
    write_functype(&b.types, 0, 0, "");
    write_code(&b.code, "", 2000, "20 e6 07 1a 20 e7 07 1a", "");
    shape_bodies_write(&b, e, size);
}

/* Locals without a default, set in blocks, unset again behind them. */
static void locals_set_and_unset(emit *e, size_t size)
{
    plain(e, size, "\1\x64\x64\x70", 4, "", 2000, "02 40 00 21 05 0b", "");
}

/* ---- control ---- */

static void deep(emit *e, size_t size, const char *open, const char *middle)
{
    shape_bodies b = { .type_count = 3 };
    for (int i = 0; i < 3; i++)
        write_functype(&b.types, 0, 0, "");
    write_code(&b.code, "", 40000, open, middle);
    write_code(&b.code, "", 40000, "0b", "");
    shape_bodies_write(&b, e, size);
}

static void deep_blocks(emit *e, size_t size)      { deep(e, size, "02 40", ""); }
static void deep_loops(emit *e, size_t size)       { deep(e, size, "03 40", "0c bf b8 02"); }
static void deep_ifs(emit *e, size_t size)         { deep(e, size, "41 00 04 40", ""); }
static void dead_blocks(emit *e, size_t size)      { deep(e, size, "00 02 40", ""); }

/* Tables to 30,000 labels. */
static void tables(emit *e, size_t size, const char *block, const char *value)
{
    shape_bodies b = { .type_count = 3 };
    for (int i = 0; i < 3; i++)
        write_functype(&b.types, 0, 0, "");
    write_code(&b.code, "", 30000, block, "");
    for (int table = 0; table < 4; table++) {
        write_code(&b.code, "02 40", 0, "", value);
        write_code(&b.code, "41 00 0e b0 ea 01", 0, "", "");
        for (uint32_t i = 1; i <= 30001; i++)
            emit_u32(&b.code, i <= 30000 ? i : 30000);
        emit_u8(&b.code, 0x0B);
    }
    write_code(&b.code, "", 30000, *value ? "00 0b 1a" : "0b", "");
    shape_bodies_write(&b, e, size);
}

static void table_labels(emit *e, size_t size)     { tables(e, size, "02 40", ""); }
static void table_values(emit *e, size_t size)     { tables(e, size, "02 7f", "41 00"); }

/* One label over and over, with a value that has to move. */
static void table_stubs(emit *e, size_t size)
{
    shape_bodies b = { .type_count = 3 };
    for (int i = 0; i < 3; i++)
        write_functype(&b.types, 0, 0, "");
    write_code(&b.code, "02 7f 41 01 41 00 41 00 0e c0 b8 02", 40000, "00", "00 0b 1a");
    shape_bodies_write(&b, e, size);
}

static void many_operands(emit *e, size_t size)
{
    plain(e, size, "\1\1\x7F", 3, "20 00 20 00 20 00 20 00", 4000, "20 00 02 40 0b", "00");
}

static void constants(emit *e, size_t size)        { plain(e, size, "", 0, "", 4000, "41 00 1a", ""); }
static void long_numbers(emit *e, size_t size)     { plain(e, size, "", 0, "", 4000, "42 80 80 80 80 80 80 80 80 80 00 1a", ""); }
static void dead_numbers(emit *e, size_t size)     { plain(e, size, "", 0, "00", 4000, "6a 6a 6a 6a 1a", ""); }
static void catch_tables(emit *e, size_t size)     { plain(e, size, "", 0, "", 2000, "1f 40 04 02 00 02 00 02 00 02 00 0b", ""); }

static const shape list[] = {
    { "functions of 1,000 params and results", false, wide_functions },
    { "calls of 1,000", false, wide_calls },
    { "calls of 1,000 v128", false, wide_calls_v128 },
    { "loops of 1,000", false, wide_loops },
    { "blocks of 1,000 with br_if", false, wide_blocks },
    { "ifs of 1,000", false, wide_ifs },
    { "dead ifs of 1,000", false, wide_dead_ifs },
    { "brs of 1,000", false, wide_branches },
    { "br_ifs of 1,000", false, wide_conditions },
    { "throws of 1,000", false, wide_throws },
    { "tail calls of 1,000", false, wide_tail_calls },
    { "loops of 1,000 references", false, wide_references },
    { "br_tables of 100 labels of 1,000", false, wide_labels },
    { "catch clauses of 1,000", false, wide_catches },
    { "subtypes 60 deep", false, deep_subtypes },
    { "calls of 1,000 subtypes 60 deep", false, deep_wide_subtypes },
    { "structs of 7,000 fields", false, wide_structs },
    { "arrays of 7,000 operands", false, wide_arrays },
    { "dead arrays", false, dead_arrays },
    { "tiny functions", false, tiny },
    { "50,000 locals", false, locals_50000 },
    { "50,000 locals without default", false, locals_no_default },
    { "locals in runs of one", false, locals_in_runs },
    { "parameters of two widths", false, params_of_two_widths },
    { "locals set and unset", false, locals_set_and_unset },
    { "locals set while on the stack", false, saved_locals },
    { "40,000 blocks deep", false, deep_blocks },
    { "40,000 loops deep", false, deep_loops },
    { "40,000 ifs deep", false, deep_ifs },
    { "40,000 dead blocks", false, dead_blocks },
    { "br_tables to 30,000 labels", false, table_labels },
    { "br_tables to 30,000 labels, a value", false, table_values },
    { "br_tables to one label, a value", false, table_stubs },
    { "4,000 operands and blocks", false, many_operands },
    { "constants", false, constants },
    { "long numbers", false, long_numbers },
    { "dead numbers", false, dead_numbers },
    { "try_tables", false, catch_tables },
};

const shape *shape_body_at(size_t i) { return i < sizeof list / sizeof *list ? &list[i] : NULL; }
