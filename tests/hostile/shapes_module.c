/* Modules made to be slow to decode: types, names, segments, sections. */
#include "tests/hostile/shapes.h"

#include <stdio.h>

static void one_function(emit *e)
{
    emit_section(e, 1, "\1\x60\0\0");
    emit_section(e, 3, "\1\0");
}

static void name(emit *e, uint32_t i)
{
    char text[64];
    snprintf(text, sizeof text, "a-long-prefix-that-is-always-the-same-%08x", i * 2654435761u);
    emit_name(e, text);
}

static void export_item(emit *e, uint32_t i)         { name(e, i); emit_raw(e, "\0\0", 2); }
static void export_short(emit *e, uint32_t i)        { char t[16]; snprintf(t, sizeof t, "%x", i); emit_name(e, t); emit_raw(e, "\0\0", 2); }
static void import_item(emit *e, uint32_t i)         { name(e, 0); name(e, i); emit_raw(e, "\0\0", 2); }
static void import_short(emit *e, uint32_t i)        { emit_raw(e, "\0\0\0\0", 4); }
static void import_global(emit *e, uint32_t i)       { emit_raw(e, "\0\0\3\x7F\0", 5); }
static void type_small(emit *e, uint32_t i)          { emit_raw(e, "\x60\0\0", 3); }
static void type_group(emit *e, uint32_t i)          { emit_raw(e, "\x4E\1\x5F\0", 4); }
static void type_empty_group(emit *e, uint32_t i)    { emit_raw(e, "\x4E\0", 2); }
static void global_item(emit *e, uint32_t i)         { emit_raw(e, "\x7F\0\x41\0\x0B", 5); }
static void elem_item(emit *e, uint32_t i)           { emit_raw(e, "\1\0\0", 3); }
static void data_item(emit *e, uint32_t i)           { emit_raw(e, "\1\0", 2); }
static void table_item(emit *e, uint32_t i)          { emit_raw(e, "\x70\0\0", 3); }
static void tag_item(emit *e, uint32_t i)            { emit_raw(e, "\0\0", 2); }

static void type_different(emit *e, uint32_t i)
{
    emit_raw(e, "\x60\6", 2);
    for (int k = 0; k < 6; k++)
        emit_u8(e, 0x7C + (i >> 2 * k & 3));
    emit_u8(e, 0);
}

/* Each a struct under the one before, 60 deep, then anew. */
static void type_below(emit *e, uint32_t i)
{
    emit_raw(e, i % 60 ? "\x50\1" : "\x50\0", 2);
    if (i % 60)
        emit_u32(e, i - 1);
    emit_raw(e, "\x5F\0", 2);
}

/* Each a struct whose field is the one before: equal only all the way down. */
static void type_chain(emit *e, uint32_t i)
{
    emit_raw(e, "\x5F\1\x63", 3);
    emit_s64(e, i ? (int64_t)i - 1 : 0);
    emit_u8(e, 0);
}

/* Groups of 100 types that all name each other, each group equal to the first but for its last field. */
static void type_ring(emit *e, uint32_t i)
{
    emit_raw(e, "\x4E", 1);
    emit_u32(e, 100);
    for (uint32_t k = 0; k < 100; k++) {
        emit_raw(e, "\x5F\2\x63", 3);
        emit_s64(e, (int64_t)i * 100 + (k + 1) % 100);
        emit_raw(e, "\0", 1);
        emit_u8(e, k < 99 ? 0x7F : 0x7C + (i & 3));
        emit_raw(e, "\0", 1);
    }
}

static void exports(emit *e, size_t size)       { emit_header(e); one_function(e); shape_section(e, 7, size, 1000000, export_item); emit_section(e, 10, "\1\2\0\x0B"); }
static void exports_short(emit *e, size_t size) { emit_header(e); one_function(e); shape_section(e, 7, size, 1000000, export_short); emit_section(e, 10, "\1\2\0\x0B"); }
static void imports(emit *e, size_t size)       { emit_header(e); emit_section(e, 1, "\1\x60\0\0"); shape_section(e, 2, size, 1000000, import_item); }
static void imports_short(emit *e, size_t size) { emit_header(e); emit_section(e, 1, "\1\x60\0\0"); shape_section(e, 2, size, 1000000, import_short); }
static void import_globals(emit *e, size_t size) { emit_header(e); shape_section(e, 2, size, 1000000, import_global); }
static void types_small(emit *e, size_t size)   { emit_header(e); shape_section(e, 1, size, 1000000, type_small); }
static void types_groups(emit *e, size_t size)  { emit_header(e); shape_section(e, 1, size, 1000000, type_group); }
static void types_empty(emit *e, size_t size)   { emit_header(e); shape_section(e, 1, size, 1000000, type_empty_group); }
static void types_different(emit *e, size_t size) { emit_header(e); shape_section(e, 1, size, 1000000, type_different); }
static void types_below(emit *e, size_t size)   { emit_header(e); shape_section(e, 1, size, 1000000, type_below); }
static void types_chain(emit *e, size_t size)   { emit_header(e); shape_section(e, 1, size, 1000000, type_chain); }
static void types_ring(emit *e, size_t size)    { emit_header(e); shape_section(e, 1, size, 9000, type_ring); }
static void globals(emit *e, size_t size)       { emit_header(e); shape_section(e, 6, size, 1000000, global_item); }
static void elems(emit *e, size_t size)         { emit_header(e); shape_section(e, 9, size, 1000000, elem_item); }
static void datas(emit *e, size_t size)         { emit_header(e); shape_section(e, 11, size, 100000, data_item); }
static void tables(emit *e, size_t size)        { emit_header(e); shape_section(e, 4, size, 100000, table_item); }
static void tags(emit *e, size_t size)          { emit_header(e); emit_section(e, 1, "\1\x60\0\0"); shape_section(e, 13, size, 1000000, tag_item); }

/* One group of as many types as there is room for, all alike. */
static void types_one_group(emit *e, size_t size)
{
    emit_header(e);
    uint32_t count = (uint32_t)(size / 3 < 1000000 ? size / 3 : 1000000);
    size_t start = e->size;
    emit_raw(e, "\1\x4E", 2);
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++)
        emit_raw(e, "\x60\0\0", 3);
    emit_close(e, start, 1);
}

static void elem_functions(emit *e, size_t size)
{
    emit_header(e);
    one_function(e);
    size_t start = e->size;
    uint32_t count = (uint32_t)(size < 9000000 ? size : 9000000);
    emit_raw(e, "\1\1\0", 3);
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++)
        emit_u8(e, 0);
    emit_close(e, start, 9);
    emit_section(e, 10, "\1\2\0\x0B");
}

static void elem_expressions(emit *e, size_t size)
{
    emit_header(e);
    size_t start = e->size;
    emit_raw(e, "\1\5\x70", 3);
    emit_u32(e, size / 3);
    for (size_t i = 0; i < size / 3; i++)
        emit_raw(e, "\xD0\x70\x0B", 3);
    emit_close(e, start, 9);
}

static void long_constant(emit *e, size_t size)
{
    emit_header(e);
    size_t start = e->size;
    emit_raw(e, "\1\x7F\0\x41\0", 5);
    for (size_t i = 0; i < size / 3; i++)
        emit_raw(e, "\x41\0\x6A", 3);
    emit_u8(e, 0x0B);
    emit_close(e, start, 6);
}

static void customs(emit *e, size_t size)
{
    emit_header(e);
    for (size_t i = 0; i < 10000; i++) {
        size_t start = e->size;
        name(e, (uint32_t)i);
        for (size_t k = 40; k < size / 10000; k++)
            emit_u8(e, 0);
        emit_close(e, start, 0);
    }
}

/* One name after another for the same function. */
static void function_names(emit *e, size_t size)
{
    emit_header(e);
    one_function(e);
    emit_section(e, 10, "\1\2\0\x0B");
    emit names = { 0 };
    uint32_t count = 0;
    while (names.size < size) {
        emit_u32(&names, count++);
        name(&names, 7);
    }
    size_t start = e->size;
    emit_name(e, "name");
    size_t inner = e->size;
    emit_u32(e, count);
    emit_raw(e, names.bytes, names.size);
    emit_close(e, inner, 1);
    emit_close(e, start, 0);
    emit_free(&names);
}

static const shape list[] = {
    { "exports of one prefix", false, exports },
    { "short exports", false, exports_short },
    { "imports of one prefix", false, imports },
    { "empty imports", false, imports_short },
    { "imported globals", false, import_globals },
    { "equal types", false, types_small },
    { "equal groups of types", false, types_groups },
    { "empty groups of types", false, types_empty },
    { "different types", false, types_different },
    { "types below each other", false, types_below },
    { "types that name each other", false, types_chain },
    { "rings of types, nearly equal", false, types_ring },
    { "one group of types", false, types_one_group },
    { "globals", false, globals },
    { "element segments", false, elems },
    { "element functions", false, elem_functions },
    { "element expressions", false, elem_expressions },
    { "data segments", false, datas },
    { "tables", false, tables },
    { "tags", false, tags },
    { "one long constant", false, long_constant },
    { "custom sections", false, customs },
    { "names of functions", false, function_names },
};

const shape *shape_module_at(size_t i) { return i < sizeof list / sizeof *list ? &list[i] : NULL; }
