/* Components made to be slow to decode (component model, Binary.md). */
#include "tests/hostile/shapes.h"

#include <stdio.h>

static void preamble(emit *e) { emit_raw(e, "\0asm\x0D\0\1\0", 8); }

/* A vector of `count` parts in the middle of something else. */
static void parts(emit *e, uint32_t count, void (*part)(emit *, uint32_t))
{
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++)
        part(e, i);
}

static void label(emit *e, uint32_t i)
{
    char text[64];
    snprintf(text, sizeof text, "a-long-prefix-that-is-always-the-same-x%08x", i * 2654435761u);
    emit_name(e, text);
}

static void short_label(emit *e, uint32_t i)
{
    char text[16];
    snprintf(text, sizeof text, "x%x", i);
    emit_name(e, text);
}

static void extern_name(emit *e, uint32_t i)   { emit_u8(e, 0); label(e, i); }
static void short_name(emit *e, uint32_t i)    { emit_u8(e, 0); short_label(e, i); }

/* ---- types ---- */

static void type_list(emit *e, uint32_t i)     { emit_raw(e, "\x70\x7D", 2); }
static void type_chain(emit *e, uint32_t i)    { i % 90 ? (emit_u8(e, 0x70), emit_s64(e, i - 1)) : emit_raw(e, "\x70\x7D", 2); }
static void type_func(emit *e, uint32_t i)     { emit_raw(e, "\x40\0\1\0", 4); }
static void type_resource(emit *e, uint32_t i) { emit_raw(e, "\x3F\x7F\0", 3); }
static void field(emit *e, uint32_t i)         { label(e, i); emit_u8(e, 0x7D); }
static void short_field(emit *e, uint32_t i)   { short_label(e, i); emit_u8(e, 0x7D); }
static void variant_case(emit *e, uint32_t i)  { label(e, i); emit_raw(e, "\0\0", 2); }

/* Each a tuple of two of the one before: 2^17 leaves, then anew. */
static void type_double(emit *e, uint32_t i)
{
    emit_raw(e, "\x6F\2", 2);
    for (int k = 0; k < 2; k++)
        i % 18 ? emit_s64(e, i - 1) : emit_u8(e, 0x7D);
}

/* The first doubles to 2^18 leaves; the rest are tuples of four of the last. */
static void type_large(emit *e, uint32_t i)
{
    if (i < 17) {
        type_double(e, i);
        return;
    }
    emit_raw(e, "\x6F\4\x10\x10\x10\x10", 6);
}

static void types_lists(emit *e, size_t size)     { preamble(e); shape_section(e, 7, size, 1000000, type_list); }
static void types_chains(emit *e, size_t size)    { preamble(e); shape_section(e, 7, size, 1000000, type_chain); }
static void types_funcs(emit *e, size_t size)     { preamble(e); shape_section(e, 7, size, 1000000, type_func); }
static void types_resources(emit *e, size_t size) { preamble(e); shape_section(e, 7, size, 1000000, type_resource); }
static void types_doubles(emit *e, size_t size)   { preamble(e); shape_section(e, 7, size, 1000000, type_double); }
static void types_large(emit *e, size_t size)     { preamble(e); shape_section(e, 7, size, 1000000, type_large); }

static void one_type(emit *e, const char *head, size_t head_size, uint32_t count, void (*part)(emit *, uint32_t), const char *tail, size_t tail_size)
{
    size_t start = e->size;
    emit_u8(e, 1);
    emit_raw(e, head, head_size);
    parts(e, count, part);
    emit_raw(e, tail, tail_size);
    emit_close(e, start, 7);
}

static void wide_record(emit *e, size_t size)  { preamble(e); one_type(e, "\x72", 1, (uint32_t)(size / 49), field, "", 0); }
static void wide_variant(emit *e, size_t size) { preamble(e); one_type(e, "\x71", 1, (uint32_t)(size / 50), variant_case, "", 0); }
static void wide_enum(emit *e, size_t size)    { preamble(e); one_type(e, "\x6D", 1, (uint32_t)(size / 48), label, "", 0); }
static void wide_func(emit *e, size_t size)    { preamble(e); one_type(e, "\x40", 1, (uint32_t)(size / 49), field, "\1\0", 2); }
static void record_item(emit *e, uint32_t i)   { emit_u8(e, 0x72); parts(e, 20, short_field); }
static void many_records(emit *e, size_t size) { preamble(e); shape_section(e, 7, size, 1000000, record_item); }
static void flags_item(emit *e, uint32_t i)    { emit_u8(e, 0x6E); parts(e, 32, short_label); }
static void many_flags(emit *e, size_t size)   { preamble(e); shape_section(e, 7, size, 1000000, flags_item); }

/* ---- imports and exports ---- */

static void func_type(emit *e) { emit_section(e, 7, "\1\x40\0\1\0"); }

static void import_func(emit *e, uint32_t i)   { extern_name(e, i); emit_raw(e, "\1\0", 2); }
static void import_short(emit *e, uint32_t i)  { short_name(e, i); emit_raw(e, "\1\0", 2); }
static void import_type(emit *e, uint32_t i)   { short_name(e, i); emit_raw(e, "\3\1", 2); }
static void import_world(emit *e, uint32_t i)  { short_name(e, i); emit_raw(e, "\5\0", 2); }
static void export_func(emit *e, uint32_t i)   { extern_name(e, i); emit_raw(e, "\1\0\0", 3); }
static void export_world(emit *e, uint32_t i)  { short_name(e, i); emit_raw(e, "\5\0\0", 3); }

static void imports(emit *e, size_t size)       { preamble(e); func_type(e); shape_section(e, 10, size, 1000000, import_func); }
static void imports_short(emit *e, size_t size) { preamble(e); func_type(e); shape_section(e, 10, size, 1000000, import_short); }
static void imports_types(emit *e, size_t size) { preamble(e); shape_section(e, 10, size, 1000000, import_type); }

static void exports(emit *e, size_t size)
{
    preamble(e);
    func_type(e);
    emit_section(e, 10, "\1\0\1f\1\0");
    shape_section(e, 11, size, 1000000, export_func);
}

/* ---- instances ---- */

/* An instance type of a resource and of 300 functions that take it. */
static void decl(emit *e, uint32_t i)
{
    if (i == 0)
        emit_raw(e, "\4\0\1r\3\1", 6);                             /* export r: (sub resource) */
    else if (i == 1)
        emit_raw(e, "\1\x68\0", 3);                                /* type 1: borrow r */
    else if (i == 2)
        emit_raw(e, "\1\x40\1\1x\1\1\0", 8);                       /* type 2: func (x: 1) */
    else
        emit_u8(e, 4), short_name(e, i), emit_raw(e, "\1\2", 2);   /* export: func 2 */
}

static void plain_decl(emit *e, uint32_t i)
{
    if (i == 0)
        emit_raw(e, "\1\x40\0\1\0", 5);
    else
        emit_u8(e, 4), short_name(e, i), emit_raw(e, "\1\0", 2);
}

static void world_type(emit *e, uint32_t count, void (*part)(emit *, uint32_t)) { one_type(e, "\x42", 1, count, part, "", 0); }

static void imports_worlds(emit *e, size_t size)    { preamble(e); world_type(e, 300, decl); shape_section(e, 10, size, 1000000, import_world); }
static void imports_plain(emit *e, size_t size)     { preamble(e); world_type(e, 300, plain_decl); shape_section(e, 10, size, 1000000, import_world); }

static void exports_worlds(emit *e, size_t size)
{
    preamble(e);
    world_type(e, 300, decl);
    emit_section(e, 10, "\1\0\1w\5\0");
    shape_section(e, 11, size, 1000000, export_world);
}

static void alias_func(emit *e, uint32_t i)         { emit_raw(e, "\1\0\0", 3); short_label(e, 3 + i % 297); }
static void alias_type(emit *e, uint32_t i)         { emit_raw(e, "\3\0\0\1r", 5); }
static void alias_outer(emit *e, uint32_t i)        { emit_raw(e, "\3\2\0\0", 4); }

static void aliases(emit *e, size_t size)
{
    preamble(e);
    world_type(e, 300, decl);
    emit_section(e, 10, "\1\0\1w\5\0");
    shape_section(e, 6, size, 1000000, alias_func);
}

static void aliases_types(emit *e, size_t size)
{
    preamble(e);
    world_type(e, 300, decl);
    emit_section(e, 10, "\1\0\1w\5\0");
    shape_section(e, 6, size, 1000000, alias_type);
}

static void aliases_outer(emit *e, size_t size)     { preamble(e); world_type(e, 300, decl); shape_section(e, 6, size, 1000000, alias_outer); }

/* Instances made of 300 exports each. */
static void inline_export(emit *e, uint32_t i)      { short_name(e, i); emit_raw(e, "\1\0", 2); }
static void instance_of_exports(emit *e, uint32_t i) { emit_u8(e, 1); parts(e, 300, inline_export); }
static void instance_of_one(emit *e, uint32_t i)    { emit_u8(e, 1); parts(e, 1, inline_export); }

static void instances_of_exports(emit *e, size_t size)
{
    preamble(e);
    func_type(e);
    emit_section(e, 10, "\1\0\1f\1\0");
    shape_section(e, 5, size, 1000000, instance_of_exports);
}

static void instances_of_one(emit *e, size_t size)
{
    preamble(e);
    func_type(e);
    emit_section(e, 10, "\1\0\1f\1\0");
    shape_section(e, 5, size, 1000000, instance_of_one);
}

/* A component whose world has a resource and 300 functions on it, instantiated over and over. */
static void instantiate(emit *e, uint32_t i)        { emit_raw(e, "\0\0\0", 3); }
static void instantiate_with(emit *e, uint32_t i)   { emit_raw(e, "\0\0\1\1w\5\0", 7); }

static void component_with_resource(emit *e)
{
    size_t start = e->size;
    preamble(e);
    emit_section(e, 7, "\1\x3F\x7F\0");
    emit_section(e, 11, "\1\0\1r\3\0\0");
    world_type(e, 300, plain_decl);
    emit_section(e, 10, "\1\0\1w\5\2");
    emit_section(e, 11, "\1\0\1v\5\0\0");
    emit_close(e, start, 4);
}

static void instantiations(emit *e, size_t size)
{
    preamble(e);
    world_type(e, 300, plain_decl);
    emit_section(e, 10, "\1\0\1w\5\0");
    component_with_resource(e);
    shape_section(e, 5, size, 1000000, instantiate_with);
}

/* As before, of a world whose 300 functions are on a resource that it imports, under another name each time it can be. */
static void component_on_resource(emit *e)
{
    size_t start = e->size;
    preamble(e);
    world_type(e, 300, decl);
    emit_section(e, 10, "\1\0\1w\5\0");
    emit_section(e, 11, "\1\0\1v\5\0\0");
    emit_close(e, start, 4);
}

static void instantiations_on_resource(emit *e, size_t size)
{
    preamble(e);
    world_type(e, 300, decl);
    emit_section(e, 10, "\1\0\1w\5\0");
    component_on_resource(e);
    shape_section(e, 5, size, 1000000, instantiate_with);
}

/* Of a world that exports a type and 300 functions, each time with another type that is equal to it. */
static void typed_decl(emit *e, uint32_t i)
{
    if (i == 0)
        emit_raw(e, "\1\x72\1\1a\x7D", 6);                         /* type 0: record { a: u8 } */
    else if (i == 1)
        emit_raw(e, "\4\0\1t\3\0\0", 7);                          /* export t: (eq 0) */
    else if (i == 2)
        emit_raw(e, "\1\x40\1\1x\1\1\0", 8);                     /* type 2: func (x: t) */
    else
        emit_u8(e, 4), short_name(e, i), emit_raw(e, "\1\2", 2);
}

static void instantiations_renamed(emit *e, size_t size)
{
    preamble(e);
    world_type(e, 300, typed_decl);
    emit_section(e, 10, "\1\0\1w\5\0");
    size_t start = e->size;
    preamble(e);
    world_type(e, 300, typed_decl);
    emit_section(e, 10, "\1\0\1w\5\0");
    emit_section(e, 11, "\1\0\1v\5\0\0");
    emit_close(e, start, 4);
    shape_section(e, 5, size, 1000000, instantiate_with);
}

static void instantiations_empty(emit *e, size_t size)
{
    preamble(e);
    size_t start = e->size;
    preamble(e);
    emit_close(e, start, 4);
    shape_section(e, 5, size, 1000000, instantiate);
}

/* A component that makes a resource, imports nothing, and exports it under an instance of 300 types. */
static void export_resource(emit *e, uint32_t i)    { short_name(e, i); emit_raw(e, "\3\0\0", 3); }

static void instantiations_resources(emit *e, size_t size)
{
    preamble(e);
    size_t start = e->size;
    preamble(e);
    emit_section(e, 7, "\1\x3F\x7F\0");
    shape_section(e, 11, 1 << 20, 300, export_resource);
    emit_close(e, start, 4);
    shape_section(e, 5, size, 1000000, instantiate);
}

/* ---- nesting ---- */

static void nested(emit *e, size_t size)
{
    preamble(e);
    while (e->size < size) {
        emit one = { 0 };
        preamble(&one);
        for (int i = 0; i < 90; i++) {
            emit outer = { 0 };
            preamble(&outer);
            size_t start = outer.size;
            emit_raw(&outer, one.bytes, one.size);
            emit_close(&outer, start, 4);
            emit_free(&one);
            one = outer;
        }
        size_t start = e->size;
        emit_raw(e, one.bytes, one.size);
        emit_close(e, start, 4);
        emit_free(&one);
    }
}

static void tiny_components(emit *e, size_t size)
{
    preamble(e);
    while (e->size < size)
        emit_raw(e, "\4\x8\0asm\x0D\0\1\0", 10);
}

static void tiny_modules(emit *e, size_t size)
{
    preamble(e);
    for (int i = 0; i < 1000 && e->size < size; i++)
        emit_raw(e, "\1\x8\0asm\1\0\0\0", 10);
    shape_section(e, 7, size, 1000000, type_list);
}

/* Types nested 90 deep, over and over. */
static void nested_types(emit *e, size_t size)
{
    emit one = { 0 };
    emit_raw(&one, "\x42\0", 2);
    for (int i = 0; i < 90; i++) {
        emit outer = { 0 };
        emit_raw(&outer, "\x42\1\1", 3);
        emit_raw(&outer, one.bytes, one.size);
        emit_free(&one);
        one = outer;
    }
    preamble(e);
    uint32_t count = (uint32_t)(size / one.size + 1);
    size_t start = e->size;
    emit_u32(e, count);
    for (uint32_t i = 0; i < count; i++)
        emit_raw(e, one.bytes, one.size);
    emit_close(e, start, 7);
    emit_free(&one);
}

/* ---- core parts ---- */

static void core_type(emit *e, uint32_t i)          { emit_raw(e, "\x60\0\0", 3); }
static void module_type_decl(emit *e, uint32_t i)   { i ? (emit_u8(e, 0), emit_name(e, ""), short_label(e, i), emit_raw(e, "\0\0", 2)) : emit_raw(e, "\1\x60\0\0", 4); }
static void module_type(emit *e, uint32_t i)        { emit_u8(e, 0x50); parts(e, 300, module_type_decl); }
static void core_exports(emit *e, uint32_t i)       { emit_raw(e, "\1\1\1f\0\0", 6); }
static void core_instance(emit *e, uint32_t i)      { emit_raw(e, "\0\0\0", 3); }
static void lift(emit *e, uint32_t i)               { emit_raw(e, "\0\0\0\0\0", 5); }
static void lower(emit *e, uint32_t i)              { emit_raw(e, "\1\0\0\0", 4); }
static void core_alias(emit *e, uint32_t i)         { emit_raw(e, "\0\0\1\0\1f", 6); }
static void resource_new(emit *e, uint32_t i)       { emit_raw(e, "\2\0", 2); }

/* A module that exports f: () -> (), and an instance of it; f is core function 0. */
static void core_function(emit *e)
{
    size_t start = e->size;
    emit_header(e);
    emit_section(e, 1, "\1\x60\0\0");
    emit_section(e, 3, "\1\0");
    emit_section(e, 7, "\1\1f\0\0");
    emit_section(e, 10, "\1\2\0\x0B");
    emit_close(e, start, 1);
    emit_section(e, 2, "\1\0\0\0");
    emit_section(e, 6, "\1\0\0\1\0\1f");
}

static void core_types(emit *e, size_t size)        { preamble(e); shape_section(e, 3, size, 1000000, core_type); }
static void module_types(emit *e, size_t size)      { preamble(e); shape_section(e, 3, size, 1000000, module_type); }
static void core_instances(emit *e, size_t size)    { preamble(e); core_function(e); shape_section(e, 2, size, 1000000, core_instance); }
static void core_export_instances(emit *e, size_t size) { preamble(e); core_function(e); shape_section(e, 2, size, 1000000, core_exports); }
static void core_aliases(emit *e, size_t size)      { preamble(e); core_function(e); shape_section(e, 6, size, 1000000, core_alias); }
static void lifts(emit *e, size_t size)             { preamble(e); core_function(e); func_type(e); shape_section(e, 8, size, 1000000, lift); }
static void resource_news(emit *e, size_t size)     { preamble(e); emit_section(e, 7, "\1\x3F\x7F\0"); shape_section(e, 8, size, 1000000, resource_new); }

/* A function of a record of 2^17 leaves, lowered over and over (so wide that its arguments go by pointer: it needs a memory). */
static void lowers(emit *e, size_t size)
{
    preamble(e);
    func_type(e);
    emit_section(e, 10, "\1\0\1f\1\0");
    shape_section(e, 8, size, 1000000, lower);
}

static void lower_with_memory(emit *e, uint32_t i)  { emit_raw(e, "\1\0\0\2\3\0\4\0", 8); }

static void large_lowers(emit *e, size_t size)
{
    preamble(e);
    size_t start = e->size;
    emit_header(e);
    emit_section(e, 1, "\1\x60\4\x7F\x7F\x7F\x7F\1\x7F");
    emit_section(e, 3, "\1\0");
    emit_section(e, 5, "\1\0\1");
    emit_section(e, 7, "\2\1r\0\0\1m\2\0");
    emit_section(e, 10, "\1\4\0\x41\0\x0B");
    emit_close(e, start, 1);
    emit_section(e, 2, "\1\0\0\0");
    emit_section(e, 6, "\2\0\0\1\0\1r\0\2\1\0\1m");
    shape_section(e, 7, 1 << 20, 17, type_double);
    start = e->size;
    emit_raw(e, "\1\x40\1\1x\x10\1\0", 8);
    emit_close(e, start, 7);
    emit_section(e, 10, "\1\0\1f\1\x11");
    shape_section(e, 8, size, 1000000, lower_with_memory);
}

static const shape list[] = {
    { "component: list types", true, types_lists },
    { "component: chains of types", true, types_chains },
    { "component: function types", true, types_funcs },
    { "component: resource types", true, types_resources },
    { "component: doubling types", true, types_doubles },
    { "component: large types", true, types_large },
    { "component: wide record", true, wide_record },
    { "component: wide variant", true, wide_variant },
    { "component: wide enum", true, wide_enum },
    { "component: wide function", true, wide_func },
    { "component: records", true, many_records },
    { "component: flags", true, many_flags },
    { "component: imports of one prefix", true, imports },
    { "component: short imports", true, imports_short },
    { "component: imports of types", true, imports_types },
    { "component: exports", true, exports },
    { "component: imports of 300 on a resource", true, imports_worlds },
    { "component: imports of 300", true, imports_plain },
    { "component: exports of 300 on a resource", true, exports_worlds },
    { "component: aliases of functions", true, aliases },
    { "component: aliases of resources", true, aliases_types },
    { "component: outer aliases", true, aliases_outer },
    { "component: instances of 300 exports", true, instances_of_exports },
    { "component: instances of one export", true, instances_of_one },
    { "component: instantiations with 300", true, instantiations },
    { "component: instantiations on a resource", true, instantiations_on_resource },
    { "component: instantiations with another type", true, instantiations_renamed },
    { "component: instantiations of nothing", true, instantiations_empty },
    { "component: instantiations of 300 resources", true, instantiations_resources },
    { "component: nested components", true, nested },
    { "component: tiny components", true, tiny_components },
    { "component: tiny modules", true, tiny_modules },
    { "component: nested instance types", true, nested_types },
    { "component: core types", true, core_types },
    { "component: module types", true, module_types },
    { "component: core instances", true, core_instances },
    { "component: core instances of exports", true, core_export_instances },
    { "component: core aliases", true, core_aliases },
    { "component: lifts", true, lifts },
    { "component: lowers", true, lowers },
    { "component: lowers of 2^17 leaves", true, large_lowers },
    { "component: resource.new", true, resource_news },
};

const shape *shape_component_at(size_t i) { return i < sizeof list / sizeof *list ? &list[i] : NULL; }
