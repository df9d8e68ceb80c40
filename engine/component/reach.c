/* The graph, and the search in it. */
#include "engine/component/reach_graph.h"

#include <string.h>

static bool graph_open(reach_graph *g, budget *b, error *err)
{
    *g = (reach_graph){ .budget = b, .err = err };
    arena_open(&g->arena, b);
    g->taken = reach_add_table(g);
    return reach_add(g, 1) == REACH_NOWHERE && !err->code;
}

static void graph_close(reach_graph *g)
{
    budget_free(g->budget, g->nodes, g->node_capacity * sizeof *g->nodes);
    budget_free(g->budget, g->edges, g->edge_capacity * sizeof *g->edges);
    budget_free(g->budget, g->imports, g->import_capacity * sizeof *g->imports);
    budget_free(g->budget, g->starts, g->start_capacity * sizeof *g->starts);
    for (reach_table *t = g->tables; t; t = t->next)
        budget_free(g->budget, t->entries, t->capacity * sizeof *t->entries);
    arena_close(&g->arena);
}

uint32_t reach_add(reach_graph *g, uint32_t count)
{
    uint32_t first = g->node_count;
    if (count > REACH_NODES_MOST - first)
        return error_set(g->err, ERROR_LIMIT, ERROR_NO_OFFSET, "it has too many functions to follow: more than %d", REACH_NODES_MOST), REACH_NOWHERE;
    if (count && !budget_room(g->budget, g->nodes, g->node_capacity, first + count - 1))
        return error_memory(g->err), REACH_NOWHERE;
    memset(g->nodes + first, 0, count * sizeof *g->nodes);
    g->node_count += count;
    return first;
}

bool reach_add_edge(reach_graph *g, uint32_t node, uint32_t to)
{
    reach_node *n = &g->nodes[node];
    if (n->edge_count == 0)
        n->first_edge = g->edge_count;
    if (g->edge_count >= REACH_EDGES_MOST)
        return error_set(g->err, ERROR_LIMIT, ERROR_NO_OFFSET, "it has too many calls to follow: more than %d", REACH_EDGES_MOST);
    if (!budget_room(g->budget, g->edges, g->edge_capacity, g->edge_count))
        return error_memory(g->err);
    g->edges[g->edge_count++] = to;
    n->edge_count++;
    return true;
}

bool reach_add_start(reach_graph *g, uint32_t node)
{
    if (!budget_room(g->budget, g->starts, g->start_capacity, g->start_count))
        return error_memory(g->err);
    g->starts[g->start_count++] = node;
    return true;
}

uint32_t reach_add_import(reach_graph *g, reach_name name)
{
    uint32_t node = reach_add(g, 1);
    if (!node || !budget_room(g->budget, g->imports, g->import_capacity, g->import_count))
        return error_memory(g->err), REACH_NOWHERE;
    g->imports[g->import_count++] = name;
    g->nodes[node].import = g->import_count;
    return node;
}

reach_table *reach_add_table(reach_graph *g)
{
    reach_table *table = arena_new(&g->arena, reach_table);
    if (!table)
        return error_memory(g->err), NULL;
    *table = (reach_table){ .next = g->tables };
    g->tables = table;
    return table;
}

bool reach_put(reach_graph *g, reach_table *table, uint32_t slot, uint32_t node)
{
    if (!budget_room(g->budget, table->entries, table->capacity, table->count))
        return error_memory(g->err);
    table->entries[table->count++] = (reach_entry){ slot, node };
    return true;
}

bool reach_work(reach_graph *g, uint64_t work)
{
    g->work += work;
    return g->work <= REACH_WORK_MOST || error_set(g->err, ERROR_LIMIT, ERROR_NO_OFFSET, "it is too entangled to follow");
}

/* ---- the search ---- */

static bool has_indices(uint32_t count, const wasm_type *types)
{
    for (uint32_t i = 0; i < count; i++)
        if (wasm_type_is_indexed(types[i]))
            return true;
    return false;
}

/* May a function of type `have` stand where `want` is called? Types that name others by
 * index say nothing across modules. */
static bool may_match(const wasm_functype *have, const wasm_functype *want)
{
    if (have->param_count != want->param_count || have->result_count != want->result_count)
        return false;
    if (has_indices(have->param_count, have->params) || has_indices(have->result_count, have->results)
        || has_indices(want->param_count, want->params) || has_indices(want->result_count, want->results))
        return true;
    return memcmp(have->params, want->params, have->param_count * sizeof *have->params) == 0
        && memcmp(have->results, want->results, have->result_count * sizeof *have->results) == 0;
}

typedef struct reach_search { uint32_t *seen, *waiting; uint32_t turn; } reach_search;
typedef struct walk { reach_graph *g; reach_search *s; uint32_t waiting; } walk;

static void visit(walk *w, uint32_t node)
{
    if (w->s->seen[node] == w->s->turn)
        return;
    w->s->seen[node] = w->s->turn;
    w->s->waiting[w->waiting++] = node;
}

static void visit_entries(walk *w, const reach_table *table, const reach_indirect *call, bool is_known)
{
    w->g->work += table->count;
    for (uint32_t i = 0; i < table->count; i++) {
        const reach_entry *e = &table->entries[i];
        const reach_instance *in = w->g->nodes[e->node].instance;
        if (is_known && e->slot != REACH_ANY && e->slot != call->slot)
            continue;
        if (may_match(module_functype(in->module, e->node - in->first), call->type))
            visit(w, e->node);
    }
}

static void visit_table(walk *w, const reach_indirect *call)
{
    visit_entries(w, call->table, call, call->slot != REACH_ANY && !call->table->changes);
    if (call->table->changes)
        visit_entries(w, w->g->taken, call, false);
    for (const reach_table *t = call->table->mixes ? w->g->tables : NULL; t; t = t->next)
        visit_entries(w, t, call, false);
}

static bool search_from(reach_graph *g, reach_search *s, uint32_t node, uint8_t *reaches)
{
    walk w = { g, s, 0 };
    s->turn++;
    visit(&w, node);
    while (w.waiting) {
        const reach_node *n = &g->nodes[s->waiting[--w.waiting]];
        if (n->import)
            reaches[n->import - 1] = 1;
        if (n->indirect)
            visit_table(&w, n->indirect);
        for (uint32_t i = 0; i < n->edge_count; i++)
            visit(&w, g->edges[n->first_edge + i]);
        if (!reach_work(g, n->edge_count + 1))
            return false;
    }
    return true;
}

/* ---- the report ---- */

static bool tell(reach_graph *g, arena *a, const reach_exported *exports, uint32_t count, reach_report *out)
{
    reach_search s = { arena_array(&g->arena, uint32_t, g->node_count), arena_array(&g->arena, uint32_t, g->node_count), 0 };
    reach_name *imports = arena_array(a, reach_name, g->import_count);
    reach_export *told = arena_array(a, reach_export, (size_t)count + 1);
    if (!s.seen || !s.waiting || !imports || !told)
        return error_memory(g->err);
    memset(s.seen, 0, g->node_count * sizeof *s.seen);
    if (g->import_count)
        memcpy(imports, g->imports, g->import_count * sizeof *imports);
    for (uint32_t i = 0; i <= count; i++) {
        uint8_t *reaches = arena_array(a, uint8_t, g->import_count);
        if (!reaches)
            return error_memory(g->err);
        memset(reaches, 0, g->import_count);
        told[i] = (reach_export){ i ? exports[i - 1].name : (reach_name){ { 0 }, { 0 } }, reaches };
        if (!reach_work(g, g->import_count) || (i && !search_from(g, &s, exports[i - 1].node, reaches)))
            return false;
        for (uint32_t j = 0; !i && j < g->start_count; j++)
            if (!search_from(g, &s, g->starts[j], reaches))
                return false;
    }
    *out = (reach_report){ g->import_count, count + 1, imports, told };
    return true;
}

bool reach_find(arena *a, budget *scratch, const component *c, reach_report *out, error *err)
{
    reach_graph g;
    reach_exported *exports = NULL;
    uint32_t count = 0;
    bool good = graph_open(&g, scratch, err) && reach_link(&g, c, &exports, &count) && tell(&g, a, exports, count, out);
    graph_close(&g);
    return good;
}
