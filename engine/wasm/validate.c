/* A module is proven, all of it (spec 3.0, section 3.5): types of tables,
 * memories, globals, segments, exports, and each body once. */
#include "engine/wasm/body.h"

#include "engine/base/limits.h"

#include <string.h>

typedef struct validator {
    wasm_module *m;
    budget      *scratch;
    error       *err;
    body         body;            /* one walker for all bodies */
} validator;

/* Refuse what stands at byte `offset` of the module. */
#define refuse(v, offset, ...) error_set((v)->err, ERROR_INVALID, (offset) + (v)->m->file_offset, __VA_ARGS__)

static bool constant(validator *v, wasm_span expression, wasm_type wanted, uint32_t globals)
{
    if (!body_begin_constant(&v->body, expression, wanted, globals))
        return false;
    while (body_next(&v->body)) {}
    return body_ok(&v->body);
}

/* ---- the index spaces ---- */

static bool check_spaces(validator *v)
{
    const wasm_module *m = v->m;
    for (uint32_t i = m->global_import_count; i < m->global_count; i++)
        if (!constant(v, m->globals[i].init, m->globals[i].type.type, i))
            return error_in(v->err, "global %u", i);
    for (uint32_t i = m->table_import_count; i < m->table_count; i++)
        if (m->tables[i].init.size && !constant(v, m->tables[i].init, m->tables[i].type.element, m->global_import_count))
            return error_in(v->err, "table %u", i);
    return true;
}

/* ---- segments ---- */

/* "ref.func f" and "ref.null func" in three bytes, as tables of functions have them 100,000 times: known right without a walk. */
static bool is_plain_func(const validator *v, wasm_span expression, wasm_type wanted)
{
    const wasm_module *m = v->m;
    const uint8_t *bytes = m->file + expression.offset;
    if (expression.size != 3)
        return false;
    if (bytes[0] == 0xD0 && bytes[1] == 0x70)
        return module_matches(m, WASM_FUNCREF, wanted);
    if (bytes[0] != 0xD2 || bytes[1] >= 0x80 || bytes[1] >= m->func_count || !m->declared)
        return false;
    bool is_declared = m->declared[bytes[1] / 32] >> (bytes[1] % 32) & 1;
    return is_declared && module_matches(m, wasm_ref_indexed(false, m->types[m->funcs[bytes[1]].type].canonical), wanted);
}

static bool check_elem_items(validator *v, const wasm_elem *e)
{
    for (uint32_t i = 0; e->inits && i < e->count; i++)
        if (!is_plain_func(v, e->inits[i], e->type) && !constant(v, e->inits[i], e->type, v->m->global_count))
            return false;
    return true;
}

static bool check_elem(validator *v, const wasm_elem *e)
{
    if (!check_elem_items(v, e))
        return false;
    if (e->mode != SEGMENT_ACTIVE)
        return true;
    if (e->table >= v->m->table_count)
        return refuse(v, e->offset.offset, "unknown table %u: the module has %u", e->table, v->m->table_count);
    const wasm_table_type *table = &v->m->tables[e->table].type;
    if (!module_matches(v->m, e->type, table->element))
        return refuse(v, e->offset.offset, "type mismatch: elements of %s in a table of %s", type_name(e->type).text, type_name(table->element).text);
    return constant(v, e->offset, table->limits.is_64 ? WASM_I64 : WASM_I32, v->m->global_count);
}

static bool check_data(validator *v, const wasm_data *d)
{
    if (d->mode != SEGMENT_ACTIVE)
        return true;
    if (d->memory >= v->m->memory_count)
        return refuse(v, d->offset.offset, "unknown memory %u: the module has %u", d->memory, v->m->memory_count);
    return constant(v, d->offset, v->m->memories[d->memory].limits.is_64 ? WASM_I64 : WASM_I32, v->m->global_count);
}

static bool check_segments(validator *v)
{
    for (uint32_t i = 0; i < v->m->elem_count; i++)
        if (!check_elem(v, &v->m->elems[i]))
            return error_in(v->err, "element segment %u", i);
    for (uint32_t i = 0; i < v->m->data_count; i++)
        if (!check_data(v, &v->m->datas[i]))
            return error_in(v->err, "data segment %u", i);
    return true;
}

/* ---- exports ---- */

/* Any total order will do; most names differ in length or early. */
static int compare_names(text_view a, text_view b)
{
    if (a.size != b.size)
        return a.size < b.size ? -1 : 1;
    return a.size ? memcmp(a.bytes, b.bytes, a.size) : 0;
}

static void sift_down(const wasm_export *exports, uint32_t *heap, uint32_t root, uint32_t count)
{
    for (uint32_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && compare_names(exports[heap[child]].name, exports[heap[child + 1]].name) < 0)
            child++;
        if (compare_names(exports[heap[root]].name, exports[heap[child]].name) >= 0)
            return;
        uint32_t other = heap[root];
        heap[root] = heap[child];
        heap[child] = other;
    }
}

/* A heap sort: no name can be chosen that makes it slow. */
static void sort_exports(const wasm_export *exports, uint32_t *order, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    for (uint32_t i = count / 2; i-- > 0;)
        sift_down(exports, order, i, count);
    for (uint32_t last = count; last-- > 1;) {
        uint32_t other = order[0];
        order[0] = order[last];
        order[last] = other;
        sift_down(exports, order, 0, last);
    }
}

static bool check_names_differ(validator *v)
{
    uint32_t count = v->m->export_count;
    const wasm_export *exports = v->m->exports;
    if (count < 2)
        return true;
    uint32_t *order = budget_alloc(v->scratch, count * sizeof *order);
    if (!order)
        return error_memory(v->err);
    sort_exports(exports, order, count);
    bool ok = true;
    for (uint32_t i = 1; i < count && ok; i++)
        if (compare_names(exports[order[i - 1]].name, exports[order[i]].name) == 0)
            ok = refuse(v, (uint64_t)((const uint8_t *)exports[order[i]].name.bytes - v->m->file), "duplicate export name \"%.*s\"", TEXT_ARGS(exports[order[i]].name));
    budget_free(v->scratch, order, count * sizeof *order);
    return ok;
}

/* ---- code ---- */

static bool check_body(validator *v, uint32_t func)
{
    if (body_begin_function(&v->body, func)) {
        do
            body_skim(&v->body);
        while (body_next(&v->body));
    }
    if (body_ok(&v->body))
        return true;
    text_view name = module_func_name(v->m, func);
    if (name.size)
        return error_in(v->err, "function %u \"%.*s\"", func, TEXT_ARGS(name));
    return error_in(v->err, "function %u", func);
}

/* ---- features that no instruction tells ---- */

static uint32_t type_feature(wasm_type type)
{
    if (type == WASM_V128)
        return FEATURE_SIMD;
    if (!wasm_type_is_ref(type))
        return 0;
    if (type == WASM_FUNCREF || type == WASM_EXTERNREF)
        return FEATURE_REFERENCE_TYPES;
    if (wasm_type_is_indexed(type) || wasm_type_heap(type) == HEAP_FUNC || wasm_type_heap(type) == HEAP_EXTERN)
        return FEATURE_FUNCTION_REFERENCES;
    return wasm_type_heap(type) == HEAP_EXN || wasm_type_heap(type) == HEAP_NOEXN ? FEATURE_EXCEPTIONS : FEATURE_GC;
}

static uint32_t deftype_features(const wasm_deftype *t)
{
    if (t->kind != COMPOSITE_FUNC || t->super != WASM_NO_SUPER || !t->is_final || t->group_count != 1)
        return FEATURE_GC;
    uint32_t features = t->func.result_count > 1 ? FEATURE_MULTI_VALUE : 0;
    for (uint32_t i = 0; i < t->func.param_count; i++)
        features |= type_feature(t->func.params[i]);
    for (uint32_t i = 0; i < t->func.result_count; i++)
        features |= type_feature(t->func.results[i]);
    return features;
}

/* Segments of function indices have the type (ref func), but need no more than bulk. */
static uint32_t elem_features(const wasm_elem *e)
{
    uint32_t features = e->mode == SEGMENT_ACTIVE ? 0 : FEATURE_BULK;
    return e->inits ? features | type_feature(e->type) | FEATURE_REFERENCE_TYPES : features;
}

static void collect_features(wasm_module *m)
{
    for (uint32_t i = 0; i < m->type_count; i++)
        m->features |= deftype_features(&m->types[i]);
    for (uint32_t i = 0; i < m->global_count; i++)
        m->features |= type_feature(m->globals[i].type.type);
    for (uint32_t i = 0; i < m->table_count; i++)
        if (m->tables[i].type.element != WASM_FUNCREF)
            m->features |= type_feature(m->tables[i].type.element);
    for (uint32_t i = 0; i < m->elem_count; i++)
        m->features |= elem_features(&m->elems[i]);
    for (uint32_t i = 0; i < m->data_count; i++)
        m->features |= m->datas[i].mode == SEGMENT_PASSIVE ? FEATURE_BULK : 0;
    m->features |= m->table_count > 1 ? FEATURE_REFERENCE_TYPES : 0;
    m->features |= m->memory_count > 1 ? FEATURE_MULTI_MEMORY : 0;
    m->features |= m->tag_count ? FEATURE_EXCEPTIONS : 0;
}

static bool check_module(validator *v)
{
    if (!check_spaces(v) || !check_segments(v) || !check_names_differ(v))
        return false;
    for (uint32_t i = v->m->func_import_count; i < v->m->func_count; i++)
        if (!check_body(v, i))
            return false;
    return true;
}

bool validate_module(wasm_module *m, budget *scratch, error *err)
{
    validator v = { .m = m, .scratch = scratch, .err = err };
    body_open(&v.body, m, scratch, err);
    bool ok = check_module(&v);
    m->features |= v.body.features;
    body_close(&v.body);
    collect_features(m);
    return ok;
}
