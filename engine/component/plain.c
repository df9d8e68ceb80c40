/* Plain forms: layouts made up from a function's type. */
#include "engine/component/plain.h"

#include "engine/component/component_store.h"
#include "engine/component/tree.h"

#include <string.h>

/* ---- layouts ---- */

/* Numbers, bool and char: as C has them. */
static const inlay_layout *scalar_layout(arena *a, inlay_kind kind)
{
    inlay_layout *l = arena_new(a, inlay_layout);
    if (l)
        *l = (inlay_layout){ .kind = (uint8_t)kind, .size = (uint32_t)value_scalar_size(kind) };
    return l;
}

/* A record of numbers: each field behind the one before, where its size divides. */
static const inlay_layout *record_layout(arena *a, const ctype *t)
{
    inlay_layout *l = arena_new(a, inlay_layout);
    inlay_member *members = arena_array(a, inlay_member, t->count);
    uint32_t at = 0, widest = 1;
    for (uint32_t i = 0; l && members && i < t->count; i++) {
        inlay_kind kind = value_kind(t->fields[i].type->kind);
        uint32_t size = value_is_scalar(kind) ? (uint32_t)value_scalar_size(kind) : 0;
        if (!size || !(members[i].type = scalar_layout(a, kind)))
            return NULL;
        at = (at + size - 1) & ~(size - 1);
        members[i].offset = at;
        at += size;
        widest = size > widest ? size : widest;
    }
    if (!l || !members)
        return NULL;
    *l = (inlay_layout){ .kind = (uint8_t)value_kind(t->kind), .size = (at + widest - 1) & ~(widest - 1), .count = t->count, .members = members };
    return l;
}

static const inlay_layout *list_layout(arena *a, const ctype *element, plain_kind *out)
{
    inlay_kind kind = value_kind(element->kind);
    bool is_record = element->kind == CTYPE_RECORD || element->kind == CTYPE_TUPLE;
    if (!is_record && !value_is_scalar(kind))
        return NULL;
    inlay_layout *l = arena_new(a, inlay_layout);
    inlay_member *member = arena_new(a, inlay_member);
    const inlay_layout *item = is_record ? record_layout(a, element) : scalar_layout(a, kind);
    if (!l || !member || !item)
        return NULL;
    *member = (inlay_member){ item, 0 };
    *l = (inlay_layout){ .kind = INLAY_LIST, .size = sizeof(inlay_list), .members = member };
    out->tag = (uint8_t)kind;
    return l;
}

/* Null: it isn't plain. */
static const inlay_layout *plain_layout(arena *a, const ctype *t, plain_kind *out)
{
    inlay_kind kind = value_kind(t->kind);
    out->kind = (uint8_t)kind;
    if (t->kind == CTYPE_LIST)
        return list_layout(a, t->element, out);
    if (value_is_scalar(kind))
        return scalar_layout(a, kind);
    inlay_layout made = { .kind = (uint8_t)kind };
    switch (t->kind) {
    case CTYPE_STRING: made.size = sizeof(inlay_string); break;
    case CTYPE_FLAGS:  made.size = sizeof(uint32_t); made.count = t->count; break;
    case CTYPE_BORROW: made.size = sizeof(inlay_resource); break;
    case CTYPE_ENUM:
        made.size = made.tag_size = sizeof(uint32_t);
        made.count = t->count;
        break;
    default:
        return NULL;
    }
    inlay_layout *l = arena_new(a, inlay_layout);
    if (l)
        *l = made;
    return l;
}

/* A packed list may be given, or wanted, as a tree. */
static const inlay_layout *layout_of(arena *a, const ctype *t, plain_kind *out)
{
    const inlay_layout *l = plain_layout(a, t, out);
    if (!l)
        return out->tree = tree_layout(a, t);
    if (out->tag == INLAY_RECORD || out->tag == INLAY_TUPLE)
        out->tree = l;
    return l;
}

/* ---- forms ---- */

static bool add_params(arena *a, const cfunc *type, const inlay_layout **layouts, plain_form *p)
{
    for (uint32_t i = 0; i < type->param_count; i++) {
        layouts[i] = layout_of(a, type->params[i].type, &p->params[i]);
        if (!layouts[i])
            return false;
    }
    p->param_count = (uint8_t)type->param_count;
    return true;
}

/* In the parameters, or the result. */
static bool has_trees(const plain_form *p)
{
    bool has = p->result.tree && !p->result.tag;
    for (uint32_t i = 0; i < p->param_count; i++)
        has |= p->params[i].tree && !p->params[i].tag;
    return has;
}

const plain_form *plain_make(component_func *f, const wasm_task *task)
{
    error err = { 0 };
    arena *a = &f->store->arena;
    const cfunc *type = f->type;
    const inlay_layout **layouts = arena_array(a, const inlay_layout *, PLAIN_PARAMS);
    plain_form *p = arena_new(a, plain_form);
    if (f->host || f->side.is_async || type->is_async || type->param_count > PLAIN_PARAMS || !layouts || !p || !add_params(a, type, layouts, p))
        return NULL;
    typed_function c = { layouts, type->param_count, NULL };
    if (type->result && (type->result->kind == CTYPE_BORROW || !(c.result = layout_of(a, type->result, &p->result))))
        return NULL;
    p->typed = typed_compile(a, f->plan, f->side.is_64, &c, &err);
    if (!f->has_entries)
        component_find_entries(f, task);
    p->is_straight = p->typed && p->typed->is_straight;
    p->has_records = p->result.tag == INLAY_RECORD || p->result.tag == INLAY_TUPLE;
    return p->typed && (p->is_straight || !has_trees(p)) ? p : NULL;
}

/* ---- values ---- */

/* A tree, in the arena. Null: it isn't what the layout says, or there is no memory. */
static const void *make_place(arena *a, const inlay_layout *l, const inlay_value *v)
{
    uint8_t *place = arena_items(a, 1, l->size, 16);
    return place && tree_pack(a, l, v, place) ? place : NULL;
}

bool plain_take(const plain_form *p, arena *a, const inlay_value *arguments, uint32_t count, const void **places, bool *needs)
{
    *needs = false;
    if (count != p->param_count)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const inlay_value *v = &arguments[i];
        const plain_kind k = p->params[i];
        if (v->kind != (inlay_kind)k.kind)
            return false;
        if (k.tree && !(v->kind == INLAY_LIST && v->tag)) {
            if (!(places[i] = make_place(a, k.tree, v)))
                return false;
            continue;
        }
        if (v->kind == INLAY_LIST) {
            if (v->tag != k.tag)
                return false;
            *needs |= !value_is_scalar((inlay_kind)k.tag);
        }
        places[i] = v->kind == INLAY_ENUM ? (const void *)&v->tag : &v->u64;
    }
    return true;
}

bool plain_give(const plain_form *p, arena *a, bool packed, const void *result, inlay_value *out)
{
    inlay_value v = { .kind = (inlay_kind)p->result.kind, .tag = p->result.tag };
    if (plain_is_tree(p, packed)) {
        v.tag = 0;
        return tree_unpack(a, p->result.tree, result, &v) ? (*out = v, true) : false;
    }
    if (v.kind == INLAY_ENUM)
        memcpy(&v.tag, result, sizeof v.tag);
    else if (v.kind == INLAY_LIST || v.kind == INLAY_STRING)
        memcpy(&v.string, result, sizeof v.string);
    else if (v.kind != INLAY_NOTHING)
        memcpy(&v.u64, result, value_is_scalar(v.kind) ? value_scalar_size(v.kind) : sizeof(uint32_t));
    *out = v;
    return true;
}
