/* Blocks, branches, calls and exceptions (spec 3.0, sections 3.4.1 to 3.4.5). */
#include "tests/fuzz/rules_code.h"

static rules_types params_of(const wasm_functype *type)  { return (rules_types){ type->params, type->param_count }; }
static rules_types results_of(const wasm_functype *type) { return (rules_types){ type->results, type->result_count }; }

/* ---- blocks ---- */

static bool enter(rules_code *v)
{
    rules_frame frame = { .op = v->i.op };
    if (v->i.block.is_index) {
        const wasm_deftype *type = rules_type(v, v->i.block.index, COMPOSITE_FUNC);
        if (!type)
            return false;
        frame.start = params_of(&type->func);
        frame.end = results_of(&type->func);
    } else if (v->i.block.type != WASM_NONE) {
        frame.has_single = true;
        frame.single = v->i.block.type;
        if (!rules_resolve(v, &frame.single))
            return false;
    }
    return rules_pop_all(v, frame.start) && rules_push_frame(v, frame);
}

static bool apply_else(rules_code *v)
{
    rules_frame frame;
    if (v->frames[v->frame_count - 1].op != 0x04)
        return rules_fail(v, RULES_MALFORMED);
    if (!rules_pop_frame(v, &frame))
        return false;
    frame.op = 0x05;
    frame.unreachable = false;
    return rules_push_frame(v, frame);
}

/* An if without else is one whose else does nothing. */
static bool apply_end(rules_code *v)
{
    rules_frame frame;
    if (!rules_pop_frame(v, &frame))
        return false;
    rules_types end = rules_frame_end(&frame);
    bool same = frame.op != 0x04 || frame.start.count == end.count;
    for (uint32_t i = 0; frame.op == 0x04 && same && i < end.count; i++)
        same = rules_matches(v->m, frame.start.types[i], end.types[i]);
    if (!same)
        return rules_fail(v, RULES_INVALID);
    return rules_push_all(v, end);
}

/* ---- branches ---- */

static bool pass(rules_code *v, rules_types types)
{
    return rules_pop_all(v, types) && rules_push_all(v, types);
}

static bool leave(rules_code *v, rules_types types)
{
    if (!rules_pop_all(v, types))
        return false;
    rules_unreachable(v);
    return true;
}

static uint32_t listed(const uint8_t **at)
{
    rules_cursor c = { *at, *at + 16, false, false, false };
    uint32_t value = (uint32_t)rules_unsigned(&c, 32);
    *at = c.next;
    return value;
}

/* What was popped is pushed again, as it was. */
static bool check_target(rules_code *v, rules_types types)
{
    uint32_t height = v->value_count;
    if (!rules_pop_all(v, types))
        return false;
    v->value_count = height;
    return true;
}

static bool apply_br_table(rules_code *v)
{
    rules_types last, types;
    const uint8_t *at = v->i.list;
    if (!rules_pop_as(v, WASM_I32) || !rules_label(v, v->i.a, &last))
        return false;
    for (uint32_t i = 0; i < v->i.count; i++) {
        if (!rules_label(v, listed(&at), &types))
            return false;
        if (types.count != last.count)
            return rules_fail(v, RULES_INVALID);
        if (!check_target(v, types))
            return false;
    }
    return leave(v, last);
}

static bool apply_br_on_null(rules_code *v)
{
    rules_types types;
    wasm_type found;
    return rules_pop_ref(v, &found) && rules_label(v, v->i.a, &types) && pass(v, types) && rules_push(v, found & ~WASM_REF_NULLABLE);
}

/* The label's last is `carried`, the others are passed. */
static bool pass_with(rules_code *v, wasm_type carried)
{
    rules_types types;
    if (!rules_label(v, v->i.a, &types))
        return false;
    if (!types.count || !rules_matches(v->m, carried, types.types[types.count - 1]))
        return rules_fail(v, RULES_INVALID);
    types.count--;
    return pass(v, types);
}

static bool apply_br_on_non_null(rules_code *v)
{
    wasm_type found;
    return rules_pop_ref(v, &found) && pass_with(v, found & ~WASM_REF_NULLABLE);
}

static bool apply_br_on_cast(rules_code *v)
{
    wasm_type from = v->i.type, to = v->i.type2;
    if (!rules_resolve(v, &from) || !rules_resolve(v, &to))
        return false;
    if (!rules_matches(v->m, to, from))
        return rules_fail(v, RULES_INVALID);
    wasm_type rest = wasm_type_is_nullable(to) ? from & ~WASM_REF_NULLABLE : from;
    bool fails = v->i.op == RULES_GC + 25;
    return rules_pop_as(v, from) && pass_with(v, fails ? rest : to) && rules_push(v, fails ? to : rest);
}

/* ---- calls ---- */

static bool call(rules_code *v, const wasm_functype *callee, bool tail)
{
    if (!tail)
        return rules_pop_all(v, params_of(callee)) && rules_push_all(v, results_of(callee));
    bool same = callee->result_count == v->function->result_count;
    for (uint32_t i = 0; same && i < callee->result_count; i++)
        same = rules_matches(v->m, callee->results[i], v->function->results[i]);
    return same ? leave(v, params_of(callee)) : rules_fail(v, RULES_INVALID);
}

static bool apply_call(rules_code *v, bool tail)
{
    if (v->i.a >= v->m->func_count)
        return rules_fail(v, RULES_INVALID);
    return call(v, &v->m->types[v->m->funcs[v->i.a].type].func, tail);
}

static bool apply_call_indirect(rules_code *v, bool tail)
{
    const wasm_deftype *type = rules_type(v, v->i.a, COMPOSITE_FUNC);
    if (!type || v->i.b >= v->m->table_count)
        return rules_fail(v, RULES_INVALID);
    const wasm_table_type *table = &v->m->tables[v->i.b].type;
    if (!rules_matches(v->m, table->element, WASM_FUNCREF))
        return rules_fail(v, RULES_INVALID);
    return rules_pop_as(v, table->limits.is_64 ? WASM_I64 : WASM_I32) && call(v, &type->func, tail);
}

static bool apply_call_ref(rules_code *v, bool tail)
{
    const wasm_deftype *type = rules_type(v, v->i.a, COMPOSITE_FUNC);
    return type && rules_pop_as(v, wasm_ref_indexed(true, type->canonical)) && call(v, &type->func, tail);
}

/* ---- exceptions ---- */

static const wasm_functype *tag_type(rules_code *v, uint32_t tag)
{
    if (tag < v->m->tag_count)
        return &v->m->types[v->m->tags[tag]].func;
    rules_fail(v, RULES_INVALID);
    return NULL;
}

static bool apply_throw(rules_code *v)
{
    const wasm_functype *type = tag_type(v, v->i.a);
    return type && leave(v, params_of(type));
}

/* The clause's values, and the exception where it wants it, go to the label. */
static bool check_clause(rules_code *v, uint32_t kind, const wasm_functype *tag, uint32_t depth)
{
    rules_types types, given = tag ? params_of(tag) : (rules_types){ NULL, 0 };
    if (!rules_label(v, depth, &types))
        return false;
    bool same = types.count == given.count + (kind & 1);
    for (uint32_t i = 0; same && i < given.count; i++)
        same = rules_matches(v->m, given.types[i], types.types[i]);
    if (same && (kind & 1))
        same = rules_matches(v->m, wasm_ref_abstract(false, HEAP_EXN), types.types[given.count]);
    return same || rules_fail(v, RULES_INVALID);
}

static bool apply_try_table(rules_code *v)
{
    const uint8_t *at = v->i.list;
    for (uint32_t i = 0; i < v->i.count; i++) {
        uint32_t kind = *at++;
        const wasm_functype *tag = NULL;
        if (kind < 2 && !(tag = tag_type(v, listed(&at))))
            return false;
        if (!check_clause(v, kind, tag, listed(&at)))
            return false;
    }
    return enter(v);
}

/* ---- all ---- */

static bool apply_return(rules_code *v)
{
    return leave(v, rules_frame_end(&v->frames[0]));
}

static bool apply_br(rules_code *v)
{
    rules_types types;
    return rules_label(v, v->i.a, &types) && leave(v, types);
}

static bool apply_br_if(rules_code *v)
{
    rules_types types;
    return rules_pop_as(v, WASM_I32) && rules_label(v, v->i.a, &types) && pass(v, types);
}

bool rules_apply_control(rules_code *v, bool *known)
{
    *known = true;
    switch (v->i.op) {
    case 0x00: rules_unreachable(v); return true;
    case 0x01: return true;
    case 0x02: case 0x03: return enter(v);
    case 0x04: return rules_pop_as(v, WASM_I32) && enter(v);
    case 0x05: return apply_else(v);
    case 0x08: return apply_throw(v);
    case 0x0A: return rules_pop_as(v, wasm_ref_abstract(true, HEAP_EXN)) && leave(v, (rules_types){ NULL, 0 });
    case 0x0B: return apply_end(v);
    case 0x0C: return apply_br(v);
    case 0x0D: return apply_br_if(v);
    case 0x0E: return apply_br_table(v);
    case 0x0F: return apply_return(v);
    case 0x10: case 0x12: return apply_call(v, v->i.op == 0x12);
    case 0x11: case 0x13: return apply_call_indirect(v, v->i.op == 0x13);
    case 0x14: case 0x15: return apply_call_ref(v, v->i.op == 0x15);
    case 0x1F: return apply_try_table(v);
    case 0xD5: return apply_br_on_null(v);
    case 0xD6: return apply_br_on_non_null(v);
    case RULES_GC + 24: case RULES_GC + 25: return apply_br_on_cast(v);
    }
    *known = false;
    return true;
}
