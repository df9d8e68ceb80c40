/* A module by the second writing of the rules: expressions, segments, names, bodies. */
#include "tests/fuzz/rules_code.h"

#include "engine/base/limits.h"

#include <stdlib.h>
#include <string.h>

typedef struct checker {
    const wasm_module *m;
    uint8_t           *declared;
    rules_verdict      verdict;
    rules_code         code;
} checker;

static bool refuse(checker *k)
{
    k->verdict = (rules_verdict){ .state = RULES_INVALID };
    return false;
}

/* ---- code ---- */

static bool refuse_code(checker *k, const uint8_t *at)
{
    rules_code *v = &k->code;
    rules_state state = v->state;
    if (state == RULES_GOOD)
        state = v->c.too_large ? RULES_TOO_LARGE : v->c.invalid && !v->c.malformed ? RULES_INVALID : RULES_MALFORMED;
    k->verdict = (rules_verdict){ state, true, (uint32_t)(at - k->m->file), (uint32_t)(v->c.next - k->m->file) };
    return false;
}

/* From the first instruction to the last end, and nothing behind it. */
static bool check_code(checker *k)
{
    rules_code *v = &k->code;
    while (v->frame_count) {
        const uint8_t *at = v->c.next;
        if (!rules_read(&v->c, &v->i))
            return refuse_code(k, at);
        if (v->is_constant && v->i.op == 0xD2 && v->i.a < k->m->func_count)
            k->declared[v->i.a] = 1;
        if (!rules_apply(v))
            return refuse_code(k, at);
    }
    return v->c.next == v->c.end || refuse_code(k, v->c.next);
}

static void begin(checker *k, wasm_span span)
{
    rules_code *v = &k->code;
    const uint8_t *start = k->m->file + span.offset;
    v->m = k->m;
    v->declared = k->declared;
    v->c = (rules_cursor){ start, start + span.size, false, false, false };
    v->state = RULES_GOOD;
    v->value_count = v->frame_count = v->local_count = v->init_count = 0;
    v->function = NULL;
    v->is_constant = false;
}

static bool check_constant(checker *k, wasm_span span, wasm_type wanted, uint32_t globals)
{
    begin(k, span);
    k->code.is_constant = true;
    k->code.visible_globals = globals;
    rules_push_frame(&k->code, (rules_frame){ .op = 0x10, .has_single = true, .single = wanted });
    return check_code(k);
}

static bool add_locals(rules_code *v, uint32_t count, wasm_type type)
{
    if (count > LIMIT_LOCALS || v->local_count + count > LIMIT_LOCALS)
        return rules_fail(v, RULES_TOO_LARGE);
    for (; count > 0; count--) {
        v->set[v->local_count] = !wasm_type_is_ref(type) || wasm_type_is_nullable(type);
        v->locals[v->local_count++] = type;
    }
    return true;
}

static bool check_body(checker *k, uint32_t func)
{
    rules_code *v = &k->code;
    const wasm_functype *type = &k->m->types[k->m->funcs[func].type].func;
    begin(k, k->m->funcs[func].body);
    v->function = type;
    for (uint32_t i = 0; i < type->param_count; i++) {
        v->locals[v->local_count] = type->params[i];
        v->set[v->local_count++] = true;
    }
    const uint8_t *start = v->c.next;
    uint64_t runs = rules_unsigned(&v->c, 32);
    v->c.malformed = v->c.malformed || runs > (size_t)(v->c.end - v->c.next) / 2;
    for (; runs > 0 && rules_ok(&v->c); runs--) {
        uint32_t count = (uint32_t)rules_unsigned(&v->c, 32);
        wasm_type local = rules_valtype(&v->c);
        if (!rules_ok(&v->c) || !rules_resolve(v, &local) || !add_locals(v, count, local))
            return refuse_code(k, start);
    }
    if (!rules_ok(&v->c))
        return refuse_code(k, start);
    rules_push_frame(v, (rules_frame){ .op = 0x10, .end = { type->results, type->result_count } });
    return check_code(k);
}

/* ---- the rest of the module ---- */

static bool check_globals(checker *k)
{
    const wasm_module *m = k->m;
    for (uint32_t i = m->global_import_count; i < m->global_count; i++)
        if (!check_constant(k, m->globals[i].init, m->globals[i].type.type, i))
            return false;
    for (uint32_t i = m->table_import_count; i < m->table_count; i++)
        if (m->tables[i].init.size && !check_constant(k, m->tables[i].init, m->tables[i].type.element, m->global_import_count))
            return false;
    return true;
}

static bool check_elem(checker *k, const wasm_elem *e)
{
    const wasm_module *m = k->m;
    for (uint32_t i = 0; e->inits && i < e->count; i++)
        if (!check_constant(k, e->inits[i], e->type, m->global_count))
            return false;
    for (uint32_t i = 0; e->funcs && i < e->count; i++)
        if (e->funcs[i] < m->func_count)
            k->declared[e->funcs[i]] = 1;
    if (e->mode != SEGMENT_ACTIVE)
        return true;
    if (e->table >= m->table_count || !rules_matches(m, e->type, m->tables[e->table].type.element))
        return refuse(k);
    return check_constant(k, e->offset, m->tables[e->table].type.limits.is_64 ? WASM_I64 : WASM_I32, m->global_count);
}

static bool check_segments(checker *k)
{
    const wasm_module *m = k->m;
    for (uint32_t i = 0; i < m->elem_count; i++)
        if (!check_elem(k, &m->elems[i]))
            return false;
    for (uint32_t i = 0; i < m->data_count; i++) {
        const wasm_data *d = &m->datas[i];
        if (d->mode != SEGMENT_ACTIVE)
            continue;
        if (d->memory >= m->memory_count)
            return refuse(k);
        if (!check_constant(k, d->offset, m->memories[d->memory].limits.is_64 ? WASM_I64 : WASM_I32, m->global_count))
            return false;
    }
    return true;
}

/* Each with each, as the rule says it: files here are small. */
static bool check_exports(checker *k)
{
    const wasm_export *exports = k->m->exports;
    for (uint32_t i = 0; i < k->m->export_count; i++) {
        if (exports[i].kind == WASM_FUNC && exports[i].index < k->m->func_count)
            k->declared[exports[i].index] = 1;
        for (uint32_t j = 0; j < i; j++)
            if (exports[i].name.size == exports[j].name.size && memcmp(exports[i].name.bytes, exports[j].name.bytes, exports[i].name.size) == 0)
                return refuse(k);
    }
    return true;
}

rules_verdict rules_check(const wasm_module *m)
{
    static checker k;             /* large, and one at a time */
    k.m = m;
    k.verdict = (rules_verdict){ .state = RULES_GOOD };
    k.declared = calloc(m->func_count + 1, 1);
    if (!k.declared)
        abort();
    bool ok = check_globals(&k) && check_segments(&k) && check_exports(&k);
    for (uint32_t i = m->func_import_count; ok && i < m->func_count; i++)
        ok = check_body(&k, i);
    free(k.declared);
    return k.verdict;
}
