/* A component's steps, walked as at instantiation, with nodes in place of functions. */
#include "engine/component/reach_graph.h"

#include "engine/base/limits.h"

#include <string.h>

typedef enum item_kind { ITEM_NOTHING, ITEM_FUNC, ITEM_TABLE, ITEM_MODULE, ITEM_NAMES, ITEM_CORE_INSTANCE, ITEM_COMPONENT, ITEM_RESOURCE } item_kind;

/* What an index stands for; what no call goes through is nothing. */
typedef struct link_item {
    item_kind kind;
    union {
        uint32_t                   node;        /* FUNC; RESOURCE: its destructor */
        reach_table               *table;
        const wasm_module         *module;
        const struct link_names   *list;        /* NAMES: an instance made from exports, of either kind */
        const reach_instance      *instance;    /* CORE_INSTANCE */
        const struct link_closure *closure;     /* COMPONENT */
    };
} link_item;

typedef struct link_named { text_view name; link_item item; } link_named;
typedef struct link_names { uint32_t count; link_named *items; } link_names;

/* A component being walked: its index spaces so far. */
typedef struct link_scope {
    const struct link_scope *outer;             /* around its definition */
    link_item               *items[SORT_COUNT];
    uint32_t                 counts[SORT_COUNT];
    const link_names        *arguments;         /* null: the outermost */
} link_scope;

typedef struct link_closure { const component *component; const link_scope *outer; } link_closure;

typedef struct linker {
    reach_graph *graph;
    uint32_t     instances;                 /* so far */
    uint32_t     depth;
} linker;

static void *no_memory(linker *l)
{
    error_memory(l->graph->err);
    return NULL;
}

static bool add(link_scope *s, component_sort sort, link_item made)
{
    s->items[sort][s->counts[sort]++] = made;
    return true;
}

static link_item get(const link_scope *s, component_sort sort, uint32_t index)
{
    return index < s->counts[sort] ? s->items[sort][index] : (link_item){ 0 };
}

static link_item find(linker *l, const link_names *list, text_view name)
{
    l->graph->work += list ? list->count : 0;
    for (uint32_t i = 0; list && i < list->count; i++)
        if (text_equal(list->items[i].name, name))
            return list->items[i].item;
    return (link_item){ 0 };
}

/* One more core or component instance. */
static bool count_instance(linker *l)
{
    return ++l->instances <= LIMIT_INSTANCES || error_set(l->graph->err, ERROR_LIMIT, ERROR_NO_OFFSET, "more than %d instances", LIMIT_INSTANCES);
}

/* ---- core instances ---- */

static link_item find_core(linker *l, const link_item *in, text_view name, wasm_kind kind)
{
    if (in->kind == ITEM_NAMES)
        return find(l, in->list, name);
    const reach_instance *i = in->kind == ITEM_CORE_INSTANCE ? in->instance : NULL;
    l->graph->work += i ? i->module->export_count : 0;
    for (uint32_t e = 0; i && e < i->module->export_count; e++) {
        const wasm_export *export = &i->module->exports[e];
        if (export->kind != kind || !text_equal(export->name, name))
            continue;
        if (kind == WASM_FUNC)
            return (link_item){ ITEM_FUNC, { .node = i->first + export->index } };
        if (kind == WASM_TABLE)
            return (link_item){ ITEM_TABLE, { .table = i->tables[export->index] } };
    }
    return (link_item){ 0 };
}

static link_item find_import(linker *l, const link_scope *s, const component_step *step, const wasm_import *import)
{
    for (uint32_t i = 0; i < step->name_count; i++) {
        if (!text_equal(step->names[i].name, import->module))
            continue;
        link_item in = get(s, SORT_CORE_INSTANCE, step->names[i].ref.index);
        return find_core(l, &in, import->name, import->type.kind);
    }
    return (link_item){ 0 };
}

/* Imported functions go on where they come from; imported tables are the same ones. */
static bool take_imports(linker *l, const link_scope *s, const component_step *step, reach_instance *i)
{
    uint32_t func = 0, table = 0;
    for (uint32_t n = 0; n < i->module->import_count; n++) {
        const wasm_import *import = &i->module->imports[n];
        link_item found = find_import(l, s, step, import);
        if (import->type.kind == WASM_TABLE)
            i->tables[table++] = found.kind == ITEM_TABLE ? found.table : NULL;
        if (import->type.kind != WASM_FUNC)
            continue;
        if (found.kind == ITEM_FUNC && !reach_add_edge(l->graph, i->first + func, found.node))
            return false;
        func++;
    }
    for (; table < i->module->table_count; table++)
        if (!(i->tables[table] = reach_add_table(l->graph)))
            return false;
    return true;
}

static bool instantiate_core(linker *l, link_scope *s, const component_step *step)
{
    link_item module = get(s, SORT_CORE_MODULE, step->target);
    if (module.kind != ITEM_MODULE)
        return add(s, SORT_CORE_INSTANCE, (link_item){ 0 });
    reach_instance *i = arena_new(&l->graph->arena, reach_instance);
    if (!i || !count_instance(l))
        return i || no_memory(l);
    *i = (reach_instance){ .module = module.module, .tables = arena_array(&l->graph->arena, reach_table *, module.module->table_count) };
    i->first = reach_add(l->graph, i->module->func_count);
    if (l->graph->err->code || !i->tables)
        return l->graph->err->code ? false : error_memory(l->graph->err);
    for (uint32_t f = 0; f < i->module->func_count; f++)
        l->graph->nodes[i->first + f].instance = i;
    return take_imports(l, s, step, i) && reach_read(l->graph, i)
        && add(s, SORT_CORE_INSTANCE, (link_item){ ITEM_CORE_INSTANCE, { .instance = i } });
}

/* ---- instances ---- */

static link_names *collect(linker *l, const link_scope *s, const component_step *step)
{
    link_names *made = arena_new(&l->graph->arena, link_names);
    link_named *items = arena_array(&l->graph->arena, link_named, step->name_count);
    if (!made || !items)
        return no_memory(l);
    for (uint32_t i = 0; i < step->name_count; i++)
        items[i] = (link_named){ step->names[i].name, get(s, step->names[i].ref.sort, step->names[i].ref.index) };
    *made = (link_names){ step->name_count, items };
    return made;
}

static bool add_names(linker *l, link_scope *s, const component_step *step, component_sort sort)
{
    const link_names *made = collect(l, s, step);
    return made && add(s, sort, (link_item){ ITEM_NAMES, { .list = made } });
}

static const link_names *walk(linker *l, const link_closure *what, const link_names *arguments);

static bool instantiate(linker *l, link_scope *s, const component_step *step)
{
    link_item what = get(s, SORT_COMPONENT, step->target);
    const link_names *arguments = collect(l, s, step), *made = NULL;
    if (!arguments)
        return false;
    if (what.kind != ITEM_COMPONENT)
        return add(s, SORT_INSTANCE, (link_item){ 0 });
    made = walk(l, what.closure, arguments);
    return made && add(s, SORT_INSTANCE, (link_item){ ITEM_NAMES, { .list = made } });
}

/* ---- what the component itself imports ---- */

static link_names *import_instance(linker *l, text_view name, const cexterns *type)
{
    link_names *made = arena_new(&l->graph->arena, link_names);
    link_named *items = arena_array(&l->graph->arena, link_named, type->export_count);
    if (!made || !items)
        return no_memory(l);
    for (uint32_t i = 0; i < type->export_count; i++) {
        const cextern *e = &type->exports[i];
        items[i] = (link_named){ e->name, { 0 } };
        if (e->kind != CEXTERN_FUNC)
            continue;
        items[i].item = (link_item){ ITEM_FUNC, { .node = reach_add_import(l->graph, (reach_name){ name, e->name }) } };
        if (!items[i].item.node)
            return NULL;
    }
    *made = (link_names){ type->export_count, items };
    return made;
}

static bool take_import(linker *l, link_scope *s, const component_step *step)
{
    const cextern *e = step->external;
    link_item made = { 0 };
    if (s->arguments)
        return add(s, step->sort, find(l, s->arguments, step->name));
    if (e && e->kind == CEXTERN_FUNC) {
        made = (link_item){ ITEM_FUNC, { .node = reach_add_import(l->graph, (reach_name){ { 0 }, e->name }) } };
        if (!made.node)
            return false;
    } else if (e && e->kind == CEXTERN_INSTANCE) {
        made = (link_item){ ITEM_NAMES, { .list = import_instance(l, step->name, e->instance) } };
        if (!made.list)
            return false;
    }
    return add(s, step->sort, made);
}

/* ---- definitions ---- */

static bool add_call(linker *l, const link_scope *s, uint32_t node, component_sort sort, uint32_t index)
{
    link_item called = index == COMPONENT_NO_INDEX ? (link_item){ 0 } : get(s, sort, index);
    return called.kind != ITEM_FUNC || reach_add_edge(l->graph, node, called.node);
}

/* Calls of the canonical ABI count: realloc, post-return, destructors. */
static bool canon(linker *l, link_scope *s, const component_canon *c)
{
    bool lifts = c->kind == CANON_LIFT;
    uint32_t node = reach_add(l->graph, 1);
    if (!node)
        return false;
    link_item resource = c->kind == CANON_RESOURCE_DROP ? get(s, SORT_TYPE, c->type) : (link_item){ 0 };
    if (resource.kind == ITEM_RESOURCE && !reach_add_edge(l->graph, node, resource.node))
        return false;
    if (lifts || c->kind == CANON_LOWER)
        if (!add_call(l, s, node, lifts ? SORT_CORE_FUNC : SORT_FUNC, lifts ? c->core_func : c->func)
            || !add_call(l, s, node, SORT_CORE_FUNC, c->options.realloc) || !add_call(l, s, node, SORT_CORE_FUNC, c->options.post_return)
            || !add_call(l, s, node, SORT_CORE_FUNC, c->options.callback))
            return false;
    return add(s, lifts ? SORT_FUNC : SORT_CORE_FUNC, (link_item){ ITEM_FUNC, { .node = node } });
}

static bool add_types(link_scope *s, const component_step *step)
{
    link_item resource = { 0 };
    link_item destructor = step->resource && step->destructor != COMPONENT_NO_INDEX ? get(s, SORT_CORE_FUNC, step->destructor) : (link_item){ 0 };
    if (destructor.kind == ITEM_FUNC)
        resource = (link_item){ ITEM_RESOURCE, { .node = destructor.node } };
    for (uint32_t i = 0; i < step->run; i++)
        add(s, SORT_TYPE, resource);
    return true;
}

static bool alias_core(linker *l, link_scope *s, const component_step *step)
{
    link_item in = get(s, SORT_CORE_INSTANCE, step->target);
    wasm_kind kind = step->sort == SORT_CORE_FUNC ? WASM_FUNC : step->sort == SORT_CORE_TABLE ? WASM_TABLE : WASM_MEMORY;
    return add(s, step->sort, find_core(l, &in, step->name, kind));
}

static bool alias_outer(link_scope *s, const component_step *step)
{
    const link_scope *from = s;
    for (uint32_t i = 0; i < step->outer_count && from; i++)
        from = from->outer;
    return add(s, step->sort, from ? get(from, step->sort, step->outer_index) : (link_item){ 0 });
}

static bool add_component(linker *l, link_scope *s, const component_step *step)
{
    link_closure *made = arena_new(&l->graph->arena, link_closure);
    if (!made)
        return error_memory(l->graph->err);
    *made = (link_closure){ step->nested, s };
    return add(s, SORT_COMPONENT, (link_item){ ITEM_COMPONENT, { .closure = made } });
}

static bool take_step(linker *l, link_scope *s, const component_step *step, link_names *exports)
{
    link_item in;
    switch (step->kind) {
    case STEP_CORE_MODULE:       return add(s, SORT_CORE_MODULE, (link_item){ ITEM_MODULE, { .module = step->module } });
    case STEP_CORE_INSTANTIATE:  return instantiate_core(l, s, step);
    case STEP_CORE_EXPORTS:      return add_names(l, s, step, SORT_CORE_INSTANCE);
    case STEP_COMPONENT:         return add_component(l, s, step);
    case STEP_INSTANTIATE:       return instantiate(l, s, step);
    case STEP_EXPORTS:           return add_names(l, s, step, SORT_INSTANCE);
    case STEP_ALIAS_CORE_EXPORT: return alias_core(l, s, step);
    case STEP_ALIAS_OUTER:       return alias_outer(s, step);
    case STEP_TYPE:              return add_types(s, step);
    case STEP_CANON:             return canon(l, s, step->canon);
    case STEP_IMPORT:            return take_import(l, s, step);
    case STEP_ALIAS_EXPORT:
        in = get(s, SORT_INSTANCE, step->target);
        return add(s, step->sort, in.kind == ITEM_NAMES ? find(l, in.list, step->name) : (link_item){ 0 });
    case STEP_EXPORT:
        in = get(s, step->sort, step->target);
        exports->items[exports->count++] = (link_named){ step->name, in };
        return add(s, step->sort, in);
    case STEP_CORE_TYPE:
        for (uint32_t i = 0; i < step->run; i++)
            add(s, SORT_CORE_TYPE, (link_item){ 0 });
        return true;
    }
    return true;
}

/* What it exports; null, and why. */
static const link_names *walk(linker *l, const link_closure *what, const link_names *arguments)
{
    const component *c = what->component;
    link_scope *s = arena_new(&l->graph->arena, link_scope);
    link_names *exports = arena_new(&l->graph->arena, link_names);
    if (!count_instance(l))
        return NULL;
    if (++l->depth > LIMIT_COMPONENT_DEPTH)
        return error_set(l->graph->err, ERROR_LIMIT, ERROR_NO_OFFSET, "instances stand in one another more than %d deep", LIMIT_COMPONENT_DEPTH), NULL;
    if (!s || !exports)
        return no_memory(l);
    *s = (link_scope){ .outer = what->outer, .arguments = arguments };
    *exports = (link_names){ 0, arena_array(&l->graph->arena, link_named, c->step_count) };
    bool good = exports->items != NULL;
    for (uint32_t i = 0; i < SORT_COUNT && good; i++)
        good = (s->items[i] = arena_array(&l->graph->arena, link_item, c->counts[i])) != NULL;
    if (!good)
        return no_memory(l);
    for (uint32_t i = 0; i < c->step_count; i++)
        if (!take_step(l, s, &c->steps[i], exports) || !reach_work(l->graph, 1))
            return NULL;
    l->depth--;
    return exports;
}

static void list_export(reach_name name, const link_item *what, reach_exported *list, uint32_t *count)
{
    if (what->kind == ITEM_FUNC)
        list[(*count)++] = (reach_exported){ name, what->node };
}

bool reach_link(reach_graph *g, const component *c, reach_exported **exports, uint32_t *count)
{
    linker l = { g, 0, 0 };
    uint32_t room = 0;
    const link_names *all = walk(&l, &(link_closure){ c, NULL }, NULL);
    if (!all)
        return false;
    for (uint32_t i = 0; i < all->count; i++)
        room += all->items[i].item.kind == ITEM_NAMES ? all->items[i].item.list->count : 1;
    reach_exported *list = arena_array(&g->arena, reach_exported, room);
    if (!list)
        return error_memory(g->err);
    *exports = list;
    *count = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        const link_named *e = &all->items[i];
        if (e->item.kind != ITEM_NAMES) {
            list_export((reach_name){ { 0 }, e->name }, &e->item, list, count);
            continue;
        }
        for (uint32_t j = 0; j < e->item.list->count; j++)
            list_export((reach_name){ e->name, e->item.list->items[j].name }, &e->item.list->items[j].item, list, count);
    }
    return true;
}
