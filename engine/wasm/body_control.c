/* The types of control instructions (spec 3.0, sections 3.4.1 to 3.4.4). */
#include "engine/wasm/body_stack.h"

/* The block type in view: a function type, or one result (WASM_NONE: none). */
static bool block_type(body *w, const wasm_functype **type, wasm_type *single)
{
    *type = NULL;
    *single = WASM_NONE;
    if (w->imm.block < 0) {
        if (w->imm.block != BLOCK_EMPTY)
            *single = w->imm.block_type;
        return w->imm.block == BLOCK_EMPTY || body_resolve(w, single);
    }
    w->features |= FEATURE_MULTI_VALUE;
    *type = w->imm.block > UINT32_MAX ? NULL : body_functype(w, (uint32_t)w->imm.block);
    return *type != NULL;
}

static bool enter_block(body *w)
{
    const wasm_functype *type;
    wasm_type single;
    if (!block_type(w, &type, &single))
        return false;
    if (type && !body_pop_list(w, type->params, type->param_count))
        return false;
    if (!body_push_frame(w, (uint16_t)w->op, type, single))
        return false;
    return !type || body_push_list(w, type->params, type->param_count);
}

static bool control_else(body *w)
{
    if (w->frames[w->frame_count - 1].op != OP_if)
        return body_refuse(w, ERROR_MALFORMED, "else opcode without if");
    if (!body_pop_frame(w))
        return false;
    body_frame then = w->closed;
    if (!body_push_frame(w, OP_else, then.type, then.single))
        return false;
    body_frame *f = &w->frames[w->frame_count - 1];
    f->start = then.start;
    f->user = then.user;
    body_types params = body_params(f);
    return body_push_list(w, params.types, params.count);
}

/* Without an else, an if must give what it takes. */
static bool check_missing_else(body *w)
{
    body_types params = body_params(&w->closed), results = body_results(&w->closed);
    bool same = params.count == results.count;
    if (!body_spend(w, params.count))
        return false;
    for (uint32_t i = 0; same && i < params.count; i++)
        same = type_matches(w->module->types, params.types[i], results.types[i]);
    return same || body_refuse(w, ERROR_INVALID, "type mismatch: an if without else must give the types it takes: it takes %s and gives %s",
                               body_list(params.types, params.count, false).text, body_list(results.types, results.count, false).text);
}

static bool control_end(body *w)
{
    if (!body_pop_frame(w))
        return false;
    if (w->closed.op == OP_if && !check_missing_else(w))
        return false;
    body_types results = body_results(&w->closed);
    return body_push_list(w, results.types, results.count);
}

/* ---- branches ---- */

/* Pop what the label wants, and push it again. */
static bool pass_label(body *w, body_types types)
{
    return body_pop_list(w, types.types, types.count) && body_push_list(w, types.types, types.count);
}

static bool control_br(body *w)
{
    if (!body_find_label(w, w->imm.index))
        return false;
    body_types types = body_label_types(body_label(w, w->imm.index));
    if (!body_pop_list(w, types.types, types.count))
        return false;
    body_set_dead(w);
    return true;
}

static bool control_br_if(body *w)
{
    return body_pop(w, WASM_I32) && body_find_label(w, w->imm.index)
        && pass_label(w, body_label_types(body_label(w, w->imm.index)));
}

/* The operands match a label's types; they stay. */
static bool check_target(body *w, uint32_t depth, uint32_t arity)
{
    if (!body_find_label(w, depth))
        return false;
    body_frame *f = body_label(w, depth);
    if (f->checked == w->at)
        return true;
    f->checked = w->at;

    body_types types = body_label_types(f);
    if (types.count != arity)
        return body_refuse(w, ERROR_INVALID, "type mismatch: br_table's default carries %u values, label %u wants %u", arity, depth, types.count);
    if (!body_spend(w, arity))
        return false;
    uint32_t there = w->height - w->floor;
    if (there < arity && !w->frames[w->frame_count - 1].unreachable)
        return body_refuse(w, ERROR_INVALID, "type mismatch: br_table's labels want %u values, the stack of this block has %u", arity, there);
    for (uint32_t i = 0; i < arity && i < there; i++) {
        wasm_type wanted = types.types[arity - 1 - i], found = w->stack[w->height - 1 - i];
        if (!type_matches(w->module->types, found, wanted))
            return body_mismatch(w, wanted, found);
    }
    return true;
}

static bool control_br_table(body *w)
{
    if (!body_pop(w, WASM_I32) || !body_find_label(w, w->imm.index))
        return false;
    body_types types = body_label_types(body_label(w, w->imm.index));
    const uint8_t *at = w->imm.list;
    for (uint32_t i = 0; i < w->imm.count; i++)
        if (!check_target(w, opcode_list_u32(&at), types.count))
            return false;
    if (!body_pop_list(w, types.types, types.count))
        return false;
    body_set_dead(w);
    return true;
}

static bool control_return(body *w)
{
    body_types types = body_results(&w->frames[0]);
    if (!body_pop_list(w, types.types, types.count))
        return false;
    body_set_dead(w);
    return true;
}

/* ---- branches on references ---- */

static wasm_type without_null(wasm_type type)
{
    return type == WASM_BOTTOM ? WASM_REF_BOTTOM : type & ~WASM_REF_NULLABLE;
}

static bool control_br_on_null(body *w)
{
    wasm_type found;
    if (!body_pop_ref(w, &found) || !body_find_label(w, w->imm.index))
        return false;
    if (!pass_label(w, body_label_types(body_label(w, w->imm.index))))
        return false;
    body_push(w, without_null(found));
    return true;
}

/* The label's last type takes `carried`; the others are passed. */
static bool pass_label_with(body *w, wasm_type carried)
{
    if (!body_find_label(w, w->imm.index))
        return false;
    body_types types = body_label_types(body_label(w, w->imm.index));
    if (!types.count)
        return body_refuse(w, ERROR_INVALID, "type mismatch: %s carries a reference, but its label wants nothing", opcode_table[w->op].text);
    if (!type_matches(w->module->types, carried, types.types[types.count - 1]))
        return body_mismatch(w, types.types[types.count - 1], carried);
    types.count--;
    return pass_label(w, types);
}

static bool control_br_on_non_null(body *w)
{
    wasm_type found;
    return body_pop_ref(w, &found) && pass_label_with(w, without_null(found));
}

static bool control_br_on_cast(body *w)
{
    wasm_type from = w->imm.type, to = w->imm.type2;
    if (!body_resolve(w, &from) || !body_resolve(w, &to))
        return false;
    if (!type_matches(w->module->types, to, from))
        return body_refuse(w, ERROR_INVALID, "type mismatch: %s casts %s to %s, which is no subtype of it", opcode_table[w->op].text,
                           type_name(from).text, type_name(to).text);
    w->imm.type = from;
    w->imm.type2 = to;
    wasm_type rest = wasm_type_is_nullable(to) ? without_null(from) : from;
    bool fail = w->op == OP_br_on_cast_fail;
    if (!body_pop(w, from) || !pass_label_with(w, fail ? rest : to))
        return false;
    body_push(w, fail ? to : rest);
    return true;
}

/* ---- calls ---- */

/* A tail call's results must be the caller's. */
static bool check_tail(body *w, const wasm_functype *callee)
{
    const wasm_functype *own = w->type;
    bool same = callee->result_count == own->result_count;
    if (!body_spend(w, own->result_count))
        return false;
    for (uint32_t i = 0; same && i < own->result_count; i++)
        same = type_matches(w->module->types, callee->results[i], own->results[i]);
    return same || body_refuse(w, ERROR_INVALID, "type mismatch: %s to a function with other results: that gives %s, this one %s", opcode_table[w->op].text,
                               body_list(callee->results, callee->result_count, false).text, body_list(own->results, own->result_count, false).text);
}

static bool apply_call(body *w, const wasm_functype *callee, bool tail)
{
    w->callee = callee;
    if (tail && !check_tail(w, callee))
        return false;
    if (!body_pop_list(w, callee->params, callee->param_count))
        return false;
    if (!tail)
        return body_push_list(w, callee->results, callee->result_count);
    body_set_dead(w);
    return true;
}

static bool control_call(body *w, bool tail)
{
    if (w->imm.index >= w->module->func_count)
        return body_refuse(w, ERROR_INVALID, "unknown function %u: the module has %u", w->imm.index, w->module->func_count);
    return apply_call(w, module_functype(w->module, w->imm.index), tail);
}

static bool control_call_indirect(body *w, bool tail)
{
    const wasm_table *table = body_table(w, w->imm.index2);
    const wasm_functype *callee = table ? body_functype(w, w->imm.index) : NULL;
    if (!callee)
        return false;
    if (!type_matches(w->module->types, table->type.element, WASM_FUNCREF))
        return body_mismatch(w, WASM_FUNCREF, table->type.element);
    return body_pop(w, body_address(&table->type.limits)) && apply_call(w, callee, tail);
}

static bool control_call_ref(body *w, bool tail)
{
    const wasm_functype *callee = body_functype(w, w->imm.index);
    if (!callee)
        return false;
    wasm_type wanted = wasm_ref_indexed(true, w->module->types[w->imm.index].canonical);
    return body_pop(w, wanted) && apply_call(w, callee, tail);
}

/* ---- exceptions ---- */

static const wasm_functype *tag_type(body *w, uint32_t tag)
{
    if (tag >= w->module->tag_count) {
        body_refuse(w, ERROR_INVALID, "unknown tag %u: the module has %u", tag, w->module->tag_count);
        return NULL;
    }
    return &w->module->types[w->module->tags[tag]].func;
}

static bool control_throw(body *w)
{
    w->callee = tag_type(w, w->imm.index);
    if (!w->callee || !body_pop_list(w, w->callee->params, w->callee->param_count))
        return false;
    body_set_dead(w);
    return true;
}

static bool control_throw_ref(body *w)
{
    if (!body_pop(w, wasm_ref_abstract(true, HEAP_EXN)))
        return false;
    body_set_dead(w);
    return true;
}

/* What a clause hands over matches its label (section 3.4.5). */
static bool check_catch(body *w, const wasm_functype *tag, bool with_ref, uint32_t depth)
{
    if (!body_find_label(w, depth))
        return false;
    body_types types = body_label_types(body_label(w, depth));
    uint32_t params = tag ? tag->param_count : 0;
    if (!body_spend(w, params))
        return false;
    bool same = types.count == params + with_ref;
    for (uint32_t i = 0; same && i < params; i++)
        same = type_matches(w->module->types, tag->params[i], types.types[i]);
    if (same && with_ref)
        same = type_matches(w->module->types, wasm_ref_abstract(false, HEAP_EXN), types.types[params]);
    return same || body_refuse(w, ERROR_INVALID, "type mismatch: a catch clause hands over %s, label %u wants %s",
                               body_list(tag ? tag->params : NULL, params, with_ref).text, depth, body_list(types.types, types.count, false).text);
}

static bool control_try_table(body *w)
{
    const uint8_t *at = w->imm.list;
    for (uint32_t i = 0; i < w->imm.count; i++) {
        uint8_t kind = *at++;
        const wasm_functype *tag = NULL;
        if (kind < 2 && !(tag = tag_type(w, opcode_list_u32(&at))))
            return false;
        if (!check_catch(w, tag, kind & 1, opcode_list_u32(&at)))
            return false;
    }
    return enter_block(w);
}

bool body_control(body *w)
{
    switch (w->op) {
    case OP_nop:                  return true;
    case OP_unreachable:          body_set_dead(w); return true;
    case OP_block:
    case OP_loop:                 return enter_block(w);
    case OP_if:                   return body_pop(w, WASM_I32) && enter_block(w);
    case OP_else:                 return control_else(w);
    case OP_end:                  return control_end(w);
    case OP_br:                   return control_br(w);
    case OP_br_if:                return control_br_if(w);
    case OP_br_table:             return control_br_table(w);
    case OP_return:               return control_return(w);
    case OP_call:                 return control_call(w, false);
    case OP_return_call:          return control_call(w, true);
    case OP_call_indirect:        return control_call_indirect(w, false);
    case OP_return_call_indirect: return control_call_indirect(w, true);
    case OP_call_ref:             return control_call_ref(w, false);
    case OP_return_call_ref:      return control_call_ref(w, true);
    case OP_throw:                return control_throw(w);
    case OP_throw_ref:            return control_throw_ref(w);
    case OP_try_table:            return control_try_table(w);
    case OP_br_on_null:           return control_br_on_null(w);
    case OP_br_on_non_null:       return control_br_on_non_null(w);
    case OP_br_on_cast:
    case OP_br_on_cast_fail:      return control_br_on_cast(w);
    }
    return body_refuse(w, ERROR_UNSUPPORTED, "%s is not supported", opcode_table[w->op].text);
}
