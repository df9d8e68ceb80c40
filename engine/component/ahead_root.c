/* Where likelihood begins: with the core functions that a component lifts, and
 * with what runs while it starts. Its steps are gone through as instantiation
 * does, by modules in place of instances. */
#include "engine/component/ahead_order.h"

#include "engine/base/limits.h"

typedef struct root_func {
    const wasm_module *module;    /* null: of ours, or not known */
    uint32_t           func;
} root_func;

typedef struct root_spaces {
    ahead              *ahead;
    const component    *component;
    const wasm_module **modules, **instances;
    root_func          *funcs;
    uint32_t            module_count, instance_count, func_count;
} root_spaces;

static void offer(root_spaces *s, const wasm_module *m, uint32_t func)
{
    for (uint32_t i = 0; m && i < s->ahead->code_count; i++)
        if (code_module(s->ahead->codes[i].code) == m)
            ahead_offer(s->ahead, ahead_number(&s->ahead->codes[i], func), 0);
}

static void offer_func(root_spaces *s, uint32_t index)
{
    if (index < s->func_count)
        offer(s, s->funcs[index].module, s->funcs[index].func);
}

static void add_module(root_spaces *s, const wasm_module *m)
{
    if (s->module_count < s->component->counts[SORT_CORE_MODULE])
        s->modules[s->module_count++] = m;
}

static void add_instance(root_spaces *s, const wasm_module *m)
{
    if (s->instance_count < s->component->counts[SORT_CORE_INSTANCE])
        s->instances[s->instance_count++] = m;
    if (m && m->start != WASM_NO_INDEX)
        offer(s, m, m->start);
}

static void add_func(root_spaces *s, root_func func)
{
    if (s->func_count < s->component->counts[SORT_CORE_FUNC])
        s->funcs[s->func_count++] = func;
}

static root_func find_export(const wasm_module *m, text_view name)
{
    for (uint32_t e = 0; m && e < m->export_count; e++)
        if (m->exports[e].kind == WASM_FUNC && text_equal(m->exports[e].name, name))
            return (root_func){ m, m->exports[e].index };
    return (root_func){ NULL, 0 };
}

static void canon(root_spaces *s, const component_canon *c)
{
    if (c->kind != CANON_LIFT) {
        add_func(s, (root_func){ NULL, 0 });
        return;
    }
    offer_func(s, c->core_func);
    offer_func(s, c->options.realloc);
    offer_func(s, c->options.post_return);
}

static void follow(root_spaces *s, const component_step *step)
{
    const wasm_module *none = NULL;
    switch (step->kind) {
    case STEP_CORE_MODULE:
        add_module(s, step->module);
        return;
    case STEP_CORE_INSTANTIATE:
        add_instance(s, step->target < s->module_count ? s->modules[step->target] : none);
        return;
    case STEP_CORE_EXPORTS:
        add_instance(s, none);
        return;
    case STEP_ALIAS_CORE_EXPORT:
        if (step->sort == SORT_CORE_FUNC)
            add_func(s, find_export(step->target < s->instance_count ? s->instances[step->target] : none, step->name));
        return;
    case STEP_ALIAS_OUTER: case STEP_ALIAS_EXPORT: case STEP_IMPORT: case STEP_EXPORT:
        if (step->sort == SORT_CORE_MODULE)
            add_module(s, none);
        return;
    case STEP_CANON:
        canon(s, step->canon);
        return;
    case STEP_COMPONENT: case STEP_INSTANTIATE: case STEP_EXPORTS: case STEP_TYPE: case STEP_CORE_TYPE:
        return;
    }
}

void ahead_offer_roots(ahead *a, const component *c, uint32_t depth)
{
    arena_mark mark = arena_get_mark(&a->arena);
    root_spaces s = { .ahead = a, .component = c };
    s.modules = arena_array(&a->arena, const wasm_module *, c->counts[SORT_CORE_MODULE]);
    s.instances = arena_array(&a->arena, const wasm_module *, c->counts[SORT_CORE_INSTANCE]);
    s.funcs = arena_array(&a->arena, root_func, c->counts[SORT_CORE_FUNC]);
    if (!s.modules || !s.instances || !s.funcs || depth > LIMIT_COMPONENT_DEPTH)
        return;
    for (uint32_t i = 0; i < c->step_count; i++)
        follow(&s, &c->steps[i]);
    arena_reset(&a->arena, mark);
    for (uint32_t i = 0; i < c->step_count; i++)
        if (c->steps[i].kind == STEP_COMPONENT)
            ahead_offer_roots(a, c->steps[i].nested, depth + 1);
}
