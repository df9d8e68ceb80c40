/* The generator of valid modules: sections, and each body's frame. */
#include "tests/fuzz/gen_body.h"

#include <stdio.h>

static void gen_types(gen *g)
{
    g->types[0] = (gen_type){ .param_count = 1, .params = { WASM_I32 }, .result_count = 1, .results = { WASM_I32 } };
    g->types[1] = (gen_type){ 0 };
    g->type_count = 3 + gen_below(g, GEN_TYPES - 2);
    for (uint32_t i = 2; i < g->type_count; i++) {
        gen_type *t = &g->types[i];
        t->param_count = gen_below(g, GEN_PARAMS + 1);
        t->result_count = gen_below(g, GEN_RESULTS + 1);
        for (uint32_t k = 0; k < t->param_count; k++)
            t->params[k] = gen_value_type(g);
        for (uint32_t k = 0; k < t->result_count; k++)
            t->results[k] = gen_value_type(g);
    }
    size_t start = g->out->size;
    bool has_objects = g->features & GEN_OBJECTS_OF, has_exceptions = g->features & GEN_EXCEPTIONS;
    emit_u32(g->out, g->type_count + (has_objects ? 6 : 0) + (has_exceptions ? 4 : 0));
    for (uint32_t i = 0; i < g->type_count; i++) {
        emit_u8(g->out, 0x60);
        emit_u32(g->out, g->types[i].param_count);
        for (uint32_t k = 0; k < g->types[i].param_count; k++)
            emit_u8(g->out, g->types[i].params[k]);
        emit_u32(g->out, g->types[i].result_count);
        for (uint32_t k = 0; k < g->types[i].result_count; k++)
            emit_u8(g->out, g->types[i].results[k]);
    }
    uint32_t objects = has_objects ? gen_object_types(g) : 0;
    if (has_exceptions)
        gen_exception_types(g, objects);
    emit_close(g->out, start, 1);
}

static void gen_funcs(gen *g)
{
    if (g->features & GEN_IMPORTS) {
        emit_section(g->out, 2, "\1\3env\1h\0\0");
        g->funcs[g->func_count++] = 0;
        g->import_count = 1;
    }
    size_t start = g->out->size;
    uint32_t own = 1 + gen_below(g, GEN_FUNCS);
    emit_u32(g->out, own);
    for (uint32_t i = 0; i < own; i++) {
        g->funcs[g->func_count] = gen_below(g, g->type_count);
        emit_u32(g->out, g->funcs[g->func_count++]);
    }
    emit_close(g->out, start, 3);
    emit_section(g->out, 4, "\1\x70\1\x08\x08");
    if (g->features & GEN_MEMORIES)
        emit_section(g->out, 5, "\2\1\1\4\5\1\4");
    else
        emit_section(g->out, 5, "\1\1\1\4");
    if (g->features & GEN_EXCEPTIONS)
        gen_exception_tags(g);
}

static void gen_globals(gen *g)
{
    size_t start = g->out->size;
    g->global_count = 1 + gen_below(g, GEN_GLOBALS);
    emit_u32(g->out, g->global_count);
    for (uint32_t i = 0; i < g->global_count; i++) {
        g->globals[i] = gen_value_type(g);
        g->mutable_global[i] = gen_percent(g, 80);
        emit_u8(g->out, g->globals[i]);
        emit_u8(g->out, g->mutable_global[i]);
        gen_constant(g, g->globals[i]);
        emit_u8(g->out, 0x0B);
    }
    emit_close(g->out, start, 6);
}

static void gen_exports(gen *g)
{
    char name[16];
    size_t start = g->out->size;
    bool has_two = g->features & GEN_MEMORIES;
    emit_u32(g->out, 1 + has_two + g->global_count + g->func_count - g->import_count);
    emit_raw(g->out, "\1m\2\0\1n\2\1", has_two ? 8 : 4);
    for (uint32_t i = 0; i < g->global_count; i++) {
        snprintf(name, sizeof name, "g%u", i);
        emit_name(g->out, name);
        emit_u8(g->out, 3);
        emit_u32(g->out, i);
    }
    for (uint32_t i = g->import_count; i < g->func_count; i++) {
        snprintf(name, sizeof name, "f%u", i - g->import_count);
        emit_name(g->out, name);
        emit_u8(g->out, 0);
        emit_u32(g->out, i);
    }
    emit_close(g->out, start, 7);
}

/* A start function, where one has the type and chance wants it; the table's
 * first entries; how many data segments there will be. */
static void gen_middle(gen *g)
{
    for (uint32_t i = g->import_count; i < g->func_count; i++)
        if (g->funcs[i] == 1 && gen_percent(g, 15)) {
            size_t start = g->out->size;
            emit_u32(g->out, i);
            emit_close(g->out, start, 8);
            break;
        }
    size_t start = g->out->size;
    uint32_t count = gen_below(g, GEN_TABLE + 1);
    emit_raw(g->out, "\1\0\x41\0\x0B", 5);
    emit_u32(g->out, count);
    for (uint32_t i = 0; i < count; i++)
        emit_u32(g->out, gen_below(g, g->func_count));
    emit_close(g->out, start, 9);
    emit_section(g->out, 12, "\2");
}

static void gen_body(gen *g, uint32_t func, uint32_t size)
{
    size_t start = g->out->size;
    g->type = &g->types[g->funcs[func]];
    g->local_count = g->type->param_count;
    g->label_count = 0;
    g->left = (int32_t)gen_below(g, size) + 4;
    for (uint32_t i = 0; i < g->local_count; i++)
        g->locals[i] = g->type->params[i];

    uint32_t own = g->features & GEN_LOOPS ? GEN_LOCALS : gen_below(g, GEN_LOCALS + 1);
    bool has_refs = g->features & GEN_REFERENCES, has_objects = g->features & GEN_OBJECTS_OF;
    emit_u32(g->out, own + (has_refs ? GEN_REFS : 0) + (has_objects ? GEN_OBJECTS : 0));
    for (uint32_t i = 0; i < own; i++) {
        g->locals[g->local_count] = gen_value_type(g);
        emit_u8(g->out, 1);
        emit_u8(g->out, g->locals[g->local_count++]);
    }
    if (has_refs)
        gen_reference_locals(g);
    if (has_objects)
        gen_object_locals(g, g->local_count + (has_refs ? GEN_REFS : 0));
    gen_push_label(g, g->type->results, g->type->result_count);
    if (has_objects)
        gen_object_begin(g);
    while (g->left > 0 && gen_percent(g, 95))
        gen_statements(g, 0);
    for (uint32_t i = 0; i < g->type->result_count; i++)
        gen_value(g, g->type->results[i], 1);
    gen_end(g);
    emit_close(g->out, start, -1);
}

void gen_module(uint64_t seed, uint32_t features, uint32_t size, emit *out)
{
    gen g = { .state = seed, .features = features, .out = out };
    emit_header(out);
    gen_types(&g);
    gen_funcs(&g);
    gen_globals(&g);
    gen_exports(&g);
    gen_middle(&g);
    size_t start = out->size;
    emit_u32(out, g.func_count - g.import_count);
    for (uint32_t i = g.import_count; i < g.func_count; i++)
        gen_body(&g, i, size);
    emit_close(out, start, 10);
    emit_section(out, 11, "\2\0\x41\x10\x0B\x08storm on\1\x06ladder");
}
