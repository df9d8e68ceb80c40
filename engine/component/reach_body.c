/* A core instance's edges: what its bodies call, what its segments put where. */
#include "engine/component/reach_graph.h"

#include "engine/wasm/opcode.h"

#include <string.h>

enum { TABLES_NEAR = 4 };

typedef struct body_walk {
    reach_graph          *graph;
    const reach_instance *in;
    uint32_t             *by_type[TABLES_NEAR];   /* calls in unknown slots of the first tables, by type: their nodes */
    uint32_t             *by_reference;           /* the same for call_ref */
    uint32_t              node;
    uint32_t              constant;               /* the instruction before; REACH_ANY: no constant */
} body_walk;

static uint32_t new_indirect(body_walk *w, const reach_table *table, uint32_t type, uint32_t slot)
{
    reach_graph *g = w->graph;
    reach_indirect *call = arena_new(&g->arena, reach_indirect);
    uint32_t node = call ? reach_add(g, 1) : REACH_NOWHERE;
    if (!node)
        return error_memory(g->err), REACH_NOWHERE;
    *call = (reach_indirect){ table, &w->in->module->types[type].func, slot };
    g->nodes[node].indirect = call;
    return node;
}

static uint32_t *make_list(body_walk *w, uint32_t **list)
{
    size_t count = w->in->module->type_count;
    if (*list)
        return *list;
    *list = arena_array(&w->graph->arena, uint32_t, count);
    if (*list)
        memset(*list, 0, count * sizeof **list);
    return *list;
}

static bool add_indirect(body_walk *w, const reach_table *table, uint32_t **list, uint32_t type, uint32_t slot)
{
    uint32_t node = REACH_NOWHERE;
    type = w->in->module->types[type].canonical;
    if (!table)
        return true;
    if (list && slot == REACH_ANY) {
        uint32_t *nodes = make_list(w, list);
        if (!nodes)
            return error_memory(w->graph->err);
        if (!nodes[type])
            nodes[type] = new_indirect(w, table, type, slot);
        node = nodes[type];
    } else {
        node = new_indirect(w, table, type, slot);
    }
    return node && reach_add_edge(w->graph, w->node, node);
}

static bool take(body_walk *w, uint32_t func)
{
    return reach_put(w->graph, w->graph->taken, REACH_ANY, w->in->first + func);
}

static void change(const body_walk *w, uint32_t table, bool mixes)
{
    reach_table *t = w->in->tables[table];
    if (!t)
        return;
    t->changes = true;
    t->mixes |= mixes;
}

static bool follow(body_walk *w, uint32_t op, const immediates *imm)
{
    uint32_t slot = w->constant;
    w->constant = op == OP_i32_const ? imm->value.i32 : REACH_ANY;
    switch (op) {
    case OP_call: case OP_return_call:
        return reach_add_edge(w->graph, w->node, w->in->first + imm->index);
    case OP_call_indirect: case OP_return_call_indirect:
        return add_indirect(w, w->in->tables[imm->index2], imm->index2 < TABLES_NEAR ? &w->by_type[imm->index2] : NULL, imm->index, slot);
    case OP_call_ref: case OP_return_call_ref:
        return add_indirect(w, w->graph->taken, &w->by_reference, imm->index, REACH_ANY);
    case OP_ref_func:
        return take(w, imm->index);
    case OP_table_set: case OP_table_grow: case OP_table_fill:
        change(w, imm->index, false);
        break;
    case OP_table_init:
        change(w, imm->index2, false);
        break;
    case OP_table_copy:
        change(w, imm->index, true);
        break;
    }
    return true;
}

static bool read_instructions(body_walk *w, reader *r)
{
    w->constant = REACH_ANY;
    while (reader_ok(r) && reader_left(r)) {
        immediates imm;
        uint32_t op = opcode_next(r);
        if (op == OP_COUNT || !opcode_next_immediates(r, op, &imm))
            return false;
        if (!follow(w, op, &imm))
            return false;
    }
    return reader_ok(r);
}

static reader open_span(const body_walk *w, wasm_span span, error *err)
{
    const uint8_t *file = w->in->module->file;
    return (reader){ file + span.offset, file + span.offset + span.size, file, err };
}

static bool read_body(body_walk *w, wasm_span body)
{
    reader r = open_span(w, body, w->graph->err);
    uint32_t runs = read_u32(&r);
    for (uint32_t i = 0; i < runs && reader_ok(&r); i++) {
        read_u32(&r);
        type_read(&r);
    }
    return read_instructions(w, &r);
}

/* The function that a constant expression names, in a few bytes at most; REACH_ANY: none. */
static uint32_t named_func(const body_walk *w, wasm_span expression)
{
    error ignored = { 0 };
    immediates imm;
    reader r = open_span(w, expression, &ignored);
    uint32_t op = opcode_next(&r);
    return op == OP_ref_func && opcode_next_immediates(&r, op, &imm) ? imm.index : REACH_ANY;
}

static uint32_t known_slot(const body_walk *w, wasm_span expression)
{
    error ignored = { 0 };
    immediates imm;
    reader r = open_span(w, expression, &ignored);
    uint32_t op = opcode_next(&r);
    if ((op != OP_i32_const && op != OP_i64_const) || !opcode_next_immediates(&r, op, &imm))
        return REACH_ANY;
    return opcode_next(&r) != OP_end ? REACH_ANY : op == OP_i32_const ? imm.value.i32 : (uint32_t)imm.value.i64;
}

static bool read_segment(body_walk *w, const wasm_elem *e)
{
    reach_table *table = e->mode == SEGMENT_ACTIVE ? w->in->tables[e->table] : w->graph->taken;
    uint32_t slot = e->mode == SEGMENT_ACTIVE ? known_slot(w, e->offset) : REACH_ANY;
    for (uint32_t i = 0; i < e->count && table; i++) {
        uint32_t func = e->funcs ? e->funcs[i] : named_func(w, e->inits[i]);
        if (func != REACH_ANY && !reach_put(w->graph, table, slot == REACH_ANY ? REACH_ANY : slot + i, w->in->first + func))
            return false;
    }
    return true;
}

/* A reference in a global, or in all of a table from the start. */
static bool read_initial(body_walk *w, wasm_span init, reach_table *table)
{
    uint32_t func = init.size ? named_func(w, init) : REACH_ANY;
    return func == REACH_ANY || !table || reach_put(w->graph, table, REACH_ANY, w->in->first + func);
}

bool reach_read(reach_graph *g, const reach_instance *i)
{
    const wasm_module *m = i->module;
    body_walk w = { .graph = g, .in = i };
    for (uint32_t f = m->func_import_count; f < m->func_count; f++) {
        w.node = i->first + f;
        if (!read_body(&w, m->funcs[f].body))
            return g->err->code ? false : error_set(g->err, ERROR_MALFORMED, ERROR_NO_OFFSET, "a function cannot be read");
    }
    for (uint32_t e = 0; e < m->elem_count; e++)
        if (!read_segment(&w, &m->elems[e]))
            return false;
    for (uint32_t v = m->global_import_count; v < m->global_count; v++)
        if (!read_initial(&w, m->globals[v].init, g->taken))
            return false;
    for (uint32_t t = m->table_import_count; t < m->table_count; t++)
        if (!read_initial(&w, m->tables[t].init, i->tables[t]))
            return false;
    return m->start == WASM_NO_INDEX || reach_add_start(g, i->first + m->start);
}
