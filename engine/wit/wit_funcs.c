/* The functions of interfaces and resources, and an interface's list of externs. */
#include "engine/wit/wit_set.h"

bool wit_externs_add(wit_resolver *r, wit_externs *list, const cextern *item, wit_block *block)
{
    if (++r->extern_count > WIT_MOST_EXTERNS)
        return error_set(r->err, ERROR_WIT, ERROR_NO_OFFSET, "the worlds hold more than %d imports and exports together",
                         (int)WIT_MOST_EXTERNS);
    if (list->count == list->capacity) {
        uint32_t capacity = list->capacity ? list->capacity * 2 : 8;
        cextern *items = arena_array(&r->scratch, cextern, capacity);
        wit_block **blocks = arena_array(&r->scratch, wit_block *, capacity);
        if (!items || !blocks)
            return error_memory(r->err);
        for (uint32_t i = 0; i < list->count; i++) {
            items[i] = list->items[i];
            blocks[i] = list->blocks[i];
        }
        *list = (wit_externs){ items, blocks, list->count, capacity };
    }
    list->items[list->count] = *item;
    list->blocks[list->count++] = block;
    return true;
}

/* The first parameter of a method: self: borrow<r> */
static bool make_self(wit_resolver *r, wit_block *block, const wit_item *item, const wit_decl *self, cfield *param)
{
    wit_type borrow = { .kind = CTYPE_BORROW, .name = self->name };
    borrow.name.at = item->name.at;
    *param = (cfield){ .name = TEXT_LITERAL("self"), .origin = self->origin };
    param->type = wit_types_make(r, block, &borrow);
    return param->type != NULL;
}

/* "Fallible constructors have an explicitly-written return type which must be of the form result<r, ...>" */
static bool check_constructor(wit_resolver *r, wit_block *block, const wit_func *func, const wit_decl *self, const ctype *result)
{
    const wit_type *written = func->result;
    if (written->is_name || written->kind != CTYPE_RESULT)
        return wit_refuse(r, block->part, written->name.at, "a constructor gives the resource itself, or a `result` with it");
    if (result->element && result->element->kind == CTYPE_OWN && result->element->resource == self->resource)
        return true;
    return wit_refuse(r, block->part, written->element ? written->element->name.at : written->name.at,
                      "the good case of this constructor's result must be `%.*s`", TEXT_ARGS(self->name.text));
}

static bool make_result(wit_resolver *r, wit_block *block, const wit_item *item, const wit_func *func, const wit_decl *self, cfunc *out)
{
    bool is_constructor = self && item->kind == WIT_ITEM_CONSTRUCTOR;
    wit_type own = { .kind = CTYPE_OWN };
    if (func->result)
        out->result = wit_types_make(r, block, func->result);
    else if (is_constructor) {
        own.name = self->name;
        own.name.at = item->name.at;
        out->result = wit_types_make(r, block, &own);
    } else
        return true;
    if (!out->result)
        return false;
    if (is_constructor && func->result && !check_constructor(r, block, func, self, out->result))
        return false;
    if (out->result->has_borrow)
        return wit_refuse(r, block->part, item->name.at, "the result of `%.*s` holds a `borrow`: what is lent can't be given back",
                          TEXT_ARGS(item->name.text));
    return true;
}

/* func-type ::= 'async'? 'func' param-list result-list; `self`: the resource it belongs to, or null */
const cfunc *wit_funcs_make(wit_resolver *r, wit_block *block, const wit_item *item, const wit_func *func, const wit_decl *self,
                            const corigin *origin)
{
    bool is_method = self && item->kind == WIT_ITEM_FUNC;
    cfunc *out = arena_new(r->arena, cfunc);
    if (!out) {
        error_memory(r->err);
        return NULL;
    }
    cfield *params = wit_types_fields(r, block, func->params, func->param_count, is_method, "parameter");
    if (!params || (is_method && !make_self(r, block, item, self, &params[0])))
        return NULL;
    out->params = params;
    out->param_count = func->param_count + is_method;
    out->is_async = func->is_async;
    out->origin = origin;
    return make_result(r, block, item, func, self, out) ? out : NULL;
}

/* "[constructor]r", "[method]r.f", "[static]r.f" */
static text_view member_name(wit_resolver *r, const wit_item *item, text_view resource)
{
    if (item->kind == WIT_ITEM_CONSTRUCTOR)
        return arena_format(r->arena, "[constructor]%.*s", TEXT_ARGS(resource));
    return arena_format(r->arena, "[%s]%.*s.%.*s", item->kind == WIT_ITEM_STATIC ? "static" : "method", TEXT_ARGS(resource),
                        TEXT_ARGS(item->name.text));
}

static bool check_member(wit_resolver *r, wit_block *block, wit_scope *names, wit_item *item)
{
    static const text_view constructor = TEXT_LITERAL("[constructor]");
    text_view name = item->kind == WIT_ITEM_CONSTRUCTOR ? constructor : item->name.text;
    if (!wit_scope_find(names, name))
        return wit_scope_add(names, name, item) || error_memory(r->err);
    if (item->kind == WIT_ITEM_CONSTRUCTOR)
        return wit_refuse(r, block->part, item->name.at, "a resource has one constructor at most");
    return wit_refuse(r, block->part, item->name.at, "the resource has a function `%.*s` already", TEXT_ARGS(name));
}

/* Explainer.md, "Name Uniqueness": "[method]r.r" counts as "r". */
static bool check_own_name(wit_resolver *r, wit_block *block, wit_scope *names, text_view resource)
{
    wit_scope_entry *entry = names ? wit_scope_find(names, resource) : NULL;
    const wit_item *item = entry ? entry->value : NULL;
    if (!item)
        return true;
    wit_refuse(r, block->part, item->name.at, "the function `%.*s` of the resource `%.*s` is called as the resource is", TEXT_ARGS(item->name.text),
               TEXT_ARGS(resource));
    return error_hint(r->err, "give it another name: in a component the two could not be told apart");
}

bool wit_funcs_of_resource(wit_resolver *r, wit_block *block, wit_decl *decl, wit_externs *out)
{
    wit_scope *names = decl->item->methods ? wit_scope_new(&r->scratch) : NULL;
    if (decl->item->methods && !names)
        return error_memory(r->err);
    for (wit_item *item = decl->item->methods; item; item = item->next) {
        bool on = true;
        if (!check_member(r, block, names, item) || !wit_gate_check(r, block->part, &item->gate, &item->name, &on))
            return false;
        if (on && decl->is_off)
            return wit_types_refuse_off(r, block->part, item->name.at, decl->name.text, "a resource");
        cextern made = { .kind = CEXTERN_FUNC, .name = member_name(r, item, decl->name.text) };
        made.origin = wit_gate_origin(r, block->part, &item->gate, &item->name);
        if (!made.name.bytes || !made.origin || (!on && !wit_gate_leave_out(r, &block->externs->gated, made.name, made.origin)))
            return error_memory(r->err);
        if (!on)
            continue;
        made.func = wit_funcs_make(r, block, item, item->func, decl, made.origin);
        if (!made.func || !wit_externs_add(r, out, &made, NULL))
            return false;
    }
    return check_own_name(r, block, names, decl->name.text);
}

static bool add_decl(wit_resolver *r, wit_block *block, wit_decl *decl, wit_externs *out)
{
    bool has_members = !decl->is_used && decl->item->kind == WIT_ITEM_RESOURCE;
    cextern made;
    if (decl->is_off)
        return !has_members || wit_funcs_of_resource(r, block, decl, out);
    if (decl->kind == WIT_DECL_FUNC) {
        made = (cextern){ .kind = CEXTERN_FUNC, .name = decl->name.text, .origin = decl->origin };
        made.func = wit_funcs_make(r, block, decl->item, decl->item->func, NULL, decl->origin);
        return made.func && wit_externs_add(r, out, &made, NULL);
    }
    return wit_externs_add(r, out, wit_types_extern(decl, &made), NULL)
        && (!has_members || wit_funcs_of_resource(r, block, decl, out));
}

bool wit_funcs_interface(wit_resolver *r, wit_block *block)
{
    wit_externs list = { 0 };
    for (const wit_scope_entry *e = block->names->first; e; e = e->next)
        if (!add_decl(r, block, e->value, &list))
            return false;
    cextern *exports = arena_array(r->arena, cextern, list.count);
    if (!exports)
        return error_memory(r->err);
    for (uint32_t i = 0; i < list.count; i++)
        exports[i] = list.items[i];
    block->externs->exports = exports;
    block->externs->export_count = list.count;
    return true;
}
