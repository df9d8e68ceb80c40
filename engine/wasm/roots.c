/* Roots: frames, by what their code says of its slots; values by their types. */
#include "engine/wasm/roots.h"

#include "engine/wasm/code_roots.h"

static void visit(roots_visitor *v, uint32_t ref)
{
    v->units++;
    if (ref)
        v->visit(v->user, ref);
}

/* ---- frames ---- */

static void visit_typed(const wasm_store *s, roots_visitor *v, const wasm_slot *slots, const wasm_type *types, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (type_is_traced(s->types.types, types[i]))
            visit(v, slots->ref);
        slots += wasm_type_slots(types[i]);
    }
    v->units += count;
}

static void visit_locals(roots_visitor *v, const code_roots *r, const wasm_slot *base)
{
    for (uint32_t i = 0; i < r->range_count; i++) {
        uint32_t slot = code_roots_word(r->ranges, 2 * i), count = code_roots_word(r->ranges, 2 * i + 1);
        for (uint32_t n = 0; n < count; n++)
            visit(v, base[slot + n].ref);
    }
}

static void visit_operands(roots_visitor *v, const code_roots *r, const wasm_slot *base, uint32_t cell)
{
    for (uint32_t node = code_roots_at(r, cell); node; node = code_roots_word(r->nodes, 2 * (node - 1) + 1))
        visit(v, base[code_roots_word(r->nodes, 2 * (node - 1))].ref);
}

/* A frame that hasn't run yet has its parameters alone: its locals aren't zeroed. */
static run_outcome visit_frame(wasm_state *st, roots_visitor *v, const wasm_task *t, uint32_t n)
{
    const wasm_store *s = st->store;
    const wasm_frame *f = &t->frames[n];
    const wasm_slot *base = t->slots + f->base;
    uint32_t number = f->instance & ~STATE_PARKED;
    v->units += 4;
    if (number == STATE_NATIVE) {
        const wasm_functype *type = store_functype(s, f->function);
        visit_typed(s, v, base, type->params, type->param_count);
        return RUN_ON;
    }
    const instance *i = s->instances[number];
    if (n == task_top(t) && f->cell == 0 && t != st->task) {
        const wasm_functype *type = store_functype(s, i->funcs[f->function]);
        visit_typed(s, v, base, type->params, type->param_count);
        return RUN_ON;
    }
    const code_function *code = state_code(st, i, f->function);
    code_roots r;
    if (!code)
        return RUN_TRAPPED;
    if (code_roots_of(code, &r)) {
        visit_locals(v, &r, base);
        visit_operands(v, &r, base, f->cell);
    }
    return RUN_ON;
}

run_outcome roots_of_tasks(wasm_state *st, roots_visitor *v, bool *through)
{
    wasm_store *s = st->store;
    collection *c = &s->collection;
    while (c->task && v->units < v->most) {
        const wasm_task *t = c->task;
        if (c->at == 0 && task_is_idle(t) && t->has_results) {
            const wasm_functype *type = store_functype(s, t->called);
            visit_typed(s, v, t->slots, type->results, type->result_count);
        }
        if (c->at >= task_top(t)) {
            c->task = t->next;
            c->at = 0;
            v->units++;
        } else if (visit_frame(st, v, t, ++c->at) != RUN_ON) {
            return RUN_TRAPPED;
        }
    }
    *through = !c->task;
    return RUN_ON;
}

/* ---- the store ---- */

bool roots_of_globals(wasm_store *s, roots_visitor *v)
{
    collection *c = &s->collection;
    for (; c->at < s->global_count && v->units < v->most; c->at++) {
        const store_global_cell *g = &s->globals[c->at];
        v->units++;
        if (type_is_traced(s->types.types, g->type.type))
            visit(v, g->value->ref);
    }
    return c->at >= s->global_count;
}

/* From c->part on; true: that was the rest. */
static bool visit_list(collection *c, roots_visitor *v, const uint32_t *refs, uint64_t count)
{
    while (c->part < count && v->units < v->most)
        visit(v, refs[c->part++]);
    return c->part >= count;
}

bool roots_of_tables(wasm_store *s, roots_visitor *v)
{
    collection *c = &s->collection;
    for (; c->at < s->table_count && v->units < v->most; c->at++) {
        const table *t = s->tables[c->at];
        v->units++;
        if (type_is_traced(s->types.types, t->type.element) && !visit_list(c, v, t->refs, t->size))
            return false;
        c->part = 0;
    }
    return c->at >= s->table_count;
}

/* Segments of all instances, one after the other; c->element counts them within an instance. */
bool roots_of_segments(wasm_store *s, roots_visitor *v)
{
    collection *c = &s->collection;
    while (c->at < s->instance_count && v->units < v->most) {
        const instance *i = s->instances[c->at];
        v->units++;
        if (c->element >= i->module->elem_count) {
            c->at++;
            c->element = 0;
            continue;
        }
        const wasm_elem *e = &i->module->elems[c->element];
        if (i->elems[c->element] && type_is_traced(i->module->types, e->type) && !visit_list(c, v, i->elems[c->element], e->count))
            return false;
        c->element++;
        c->part = 0;
    }
    return c->at >= s->instance_count;
}
