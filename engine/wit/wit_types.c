/* The types of an interface or world: declared, put into an order, made. */
#include "engine/wit/wit_set.h"

/* --- declaring --- */

static wit_decl *declare(wit_resolver *r, wit_block *block, const wit_name *name, wit_decl_kind kind)
{
    const wit_scope_entry *other = wit_scope_find(block->names, name->text);
    if (other) {
        const wit_decl *first = other->value;
        wit_refuse(r, block->part, name->at, "the name `%.*s` is taken already in this %s, by a %s in line %u", TEXT_ARGS(name->text),
                   block->is_world ? "world" : "interface", first->kind == WIT_DECL_FUNC ? "function" : "type", first->name.line);
        return NULL;
    }
    wit_decl *decl = arena_new(&r->scratch, wit_decl);
    if (!decl || !wit_scope_add(block->names, name->text, decl)) {
        error_memory(r->err);
        return NULL;
    }
    decl->kind = kind;
    decl->name = *name;
    return decl;
}

bool wit_types_refuse_off(wit_resolver *r, const wit_part *part, uint32_t at, text_view name, const char *what)
{
    wit_refuse(r, part, at, "`%.*s` is %s that a gate leaves out, and this would need it", TEXT_ARGS(name), what);
    return error_hint(r->err, "give this the same `@unstable` gate, or turn the feature on");
}

/* What `use target.{name}` brings. */
static bool take_used(wit_resolver *r, wit_block *block, wit_item *item, const wit_rename *rename, wit_decl *decl)
{
    wit_decl *from = wit_scope_get(item->target->names, rename->name.text);
    if (!from) {
        wit_refuse(r, block->part, rename->name.at, "the interface `%.*s` has no type `%.*s`", TEXT_ARGS(item->target->name.text),
                   TEXT_ARGS(rename->name.text));
        return wit_hint_nearest(r, wit_scope_nearest(item->target->names, rename->name.text));
    }
    if (from->kind == WIT_DECL_FUNC)
        return wit_refuse(r, block->part, rename->name.at, "`%.*s` is a function: only types can be used", TEXT_ARGS(rename->name.text));
    if (from->is_off)
        return wit_types_refuse_off(r, block->part, rename->name.at, rename->name.text, "a type");
    decl->kind = from->kind;
    decl->type = from->type;
    decl->resource = from->resource;
    decl->own = from->own;
    return true;
}

static bool leave_out(wit_resolver *r, wit_block *block, const wit_decl *decl)
{
    return wit_gate_leave_out(r, &block->externs->gated, decl->name.text, decl->origin);
}

/* use-item ::= 'use' use-path '.' '{' use-names-list '}' ';' */
static bool declare_used(wit_resolver *r, wit_block *block, wit_item *item)
{
    if (!item->is_off && item->target->is_off)
        return wit_types_refuse_off(r, block->part, item->path.name.at, item->path.name.text, "an interface");
    for (const wit_rename *rename = item->renames; rename; rename = rename->next) {
        const wit_name *name = rename->as.text.bytes ? &rename->as : &rename->name;
        wit_decl *decl = declare(r, block, name, WIT_DECL_TYPE);
        if (!decl)
            return false;
        decl->is_used = true;
        decl->is_off = item->is_off;
        decl->item = item;
        decl->from = item->target;
        if (!decl->is_off && !take_used(r, block, item, rename, decl))
            return false;
        decl->origin = wit_gate_origin(r, block->part, &item->gate, name);
        if (!decl->origin || (decl->is_off && !leave_out(r, block, decl)))
            return false;
    }
    return true;
}

static bool declare_item(wit_resolver *r, wit_block *block, wit_item *item)
{
    wit_decl_kind kind = item->kind == WIT_ITEM_FUNC ? WIT_DECL_FUNC : item->kind == WIT_ITEM_RESOURCE ? WIT_DECL_RESOURCE : WIT_DECL_TYPE;
    wit_decl *decl = declare(r, block, &item->name, kind);
    if (!decl)
        return false;
    decl->item = item;
    decl->is_off = item->is_off;
    decl->origin = wit_gate_origin(r, block->part, &item->gate, &item->name);
    return decl->origin && (!decl->is_off || leave_out(r, block, decl));
}

static bool declare_all(wit_resolver *r, wit_block *block)
{
    for (wit_item *item = block->items; item; item = item->next) {
        bool ok = true;
        if (item->kind == WIT_ITEM_USE)
            ok = declare_used(r, block, item);
        else if (item->kind <= WIT_ITEM_FUNC)
            ok = declare_item(r, block, item);
        if (!ok)
            return false;
    }
    return true;
}

/* "an item contained by a gated item must also be compatibly gated" */
bool wit_types_check_off(wit_resolver *r, const wit_block *block)
{
    for (const wit_item *item = block->items; item; item = item->next) {
        if (item->kind < WIT_ITEM_FUNC && !item->is_off)
            return wit_types_refuse_off(r, block->part, item->name.at, block->name.text, block->is_world ? "a world" : "an interface");
    }
    return true;
}

/* What other languages call it. */
static text_view builtin_meant(text_view name)
{
    static const char *const rows[][2] = {
        { "float32", "f32" }, { "float64", "f64" }, { "float", "f32" }, { "double", "f64" }, { "int", "s32" }, { "uint", "u32" },
        { "i8", "s8" }, { "i16", "s16" }, { "i32", "s32" }, { "i64", "s64" }, { "byte", "u8" }, { "boolean", "bool" },
        { "str", "string" }, { "text", "string" }, { "array", "list" }, { "vec", "list" }, { "usize", "u32" }, { "size-t", "u32" },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (text_is(name, rows[i][0]))
            return text_of(rows[i][1]);
    return (text_view){ 0 };
}

static text_view nearest_builtin(text_view name)
{
    text_view best = { 0 };
    uint32_t distance = 0;
    for (int kind = 0; kind <= CTYPE_ERROR_CONTEXT; kind++)
        wit_scope_prefer(name, text_of(ctype_kind_text((ctype_kind)kind)), &best, &distance);
    return best;
}

static wit_decl *find_type(wit_resolver *r, wit_block *block, const wit_name *name, const char *what)
{
    wit_decl *decl = wit_scope_get(block->names, name->text);
    if (decl)
        return decl;
    const wit_scope_entry *other = wit_scope_find(block->names, name->text);
    wit_refuse(r, block->part, name->at, "there is no %s `%.*s` here", what, TEXT_ARGS(name->text));
    text_view meant = builtin_meant(name->text);
    if (meant.size)
        error_hint(r->err, "in WIT this type is called `%.*s`", TEXT_ARGS(meant));
    else {
        text_view nearest = other ? other->name : wit_scope_nearest(block->names, name->text);
        wit_hint_nearest(r, nearest.size ? nearest : nearest_builtin(name->text));
    }
    return NULL;
}

/* --- the order --- */

/* How many names a type mentions; types are nested at most LIMIT_WIT_NESTING deep. */
static uint32_t count_links(const wit_type *type)
{
    uint32_t count = 0;
    if (!type)
        return 0;
    if (type->is_name || type->kind == CTYPE_OWN || type->kind == CTYPE_BORROW)
        return 1;
    count += count_links(type->other);
    for (const wit_type *part = type->element; part; part = part->next)
        count += count_links(part);
    return count;
}

static bool add_links(wit_resolver *r, wit_block *block, wit_decl *decl, const wit_type *type)
{
    if (!type)
        return true;
    if (type->is_name || type->kind == CTYPE_OWN || type->kind == CTYPE_BORROW) {
        wit_decl *to = find_type(r, block, &type->name, "type");
        if (to)
            decl->links[decl->link_count++] = (wit_link){ to, type->name.at };
        return to != NULL;
    }
    if (!add_links(r, block, decl, type->other))
        return false;
    for (const wit_type *part = type->element; part; part = part->next)
        if (!add_links(r, block, decl, part))
            return false;
    return true;
}

static bool link_decl(wit_resolver *r, wit_block *block, wit_decl *decl)
{
    uint32_t count = count_links(decl->item->type);
    for (const wit_field *field = decl->item->fields; field; field = field->next)
        count += count_links(field->type);
    decl->links = arena_array(&r->scratch, wit_link, count);
    if (!decl->links)
        return error_memory(r->err);
    if (!add_links(r, block, decl, decl->item->type))
        return false;
    for (const wit_field *field = decl->item->fields; field; field = field->next)
        if (!add_links(r, block, decl, field->type))
            return false;
    return true;
}

enum { NEW, OPEN, DONE };

typedef struct frame { wit_decl *decl; uint32_t next; } frame;

static bool make_decl(wit_resolver *r, wit_block *block, wit_decl *decl);

static bool visit(wit_resolver *r, wit_block *block, frame *stack, wit_decl *start)
{
    uint32_t depth = 0;
    stack[depth++] = (frame){ start, 0 };
    start->state = OPEN;
    while (depth) {
        frame *top = &stack[depth - 1];
        if (top->next == top->decl->link_count) {
            top->decl->state = DONE;
            if (!make_decl(r, block, top->decl))
                return false;
            depth--;
            continue;
        }
        const wit_link *link = &top->decl->links[top->next++];
        if (link->to->state == OPEN)
            return wit_refuse(r, block->part, link->at, "the type `%.*s` contains itself: no value of it could end",
                              TEXT_ARGS(link->to->name.text));
        if (link->to->state == NEW) {
            link->to->state = OPEN;
            stack[depth++] = (frame){ link->to, 0 };
        }
    }
    return true;
}

/* Make all types of a block, those first that others contain. */
static bool make_all(wit_resolver *r, wit_block *block)
{
    uint32_t count = block->names->count, at = 0;
    frame *stack = arena_array(&r->scratch, frame, count);
    wit_decl **decls = arena_array(&r->scratch, wit_decl *, count);
    if (!stack || !decls)
        return error_memory(r->err);
    for (const wit_scope_entry *e = block->names->first; e; e = e->next) {
        wit_decl *decl = e->value;
        if (decl->is_used || decl->kind == WIT_DECL_FUNC)
            decl->state = DONE;
        else if (!link_decl(r, block, decl))
            return false;
        decls[at++] = decl;
    }
    while (at-- > 0)
        if (decls[at]->state == NEW && !visit(r, block, stack, decls[at]))
            return false;
    return true;
}

/* --- making --- */

static bool finish_type(wit_resolver *r, const wit_part *part, ctype *type, uint32_t at)
{
    if (ctype_finish(type, r->err))
        return true;
    if (r->err->code == ERROR_MEMORY)
        return false;
    error_point(r->err, part->source->text, at);
    error_hint(r->err, "no type may be larger: make it flatter, or name fewer large ones in it");
    return error_in(r->err, "%.*s", TEXT_ARGS(part->source->path));
}

static ctype *new_type(wit_resolver *r, ctype_kind kind)
{
    ctype *type = arena_new(r->arena, ctype);
    if (type)
        type->kind = kind;
    else
        error_memory(r->err);
    return type;
}

static const ctype *make_handle(wit_resolver *r, wit_block *block, ctype_kind kind, const cresource *resource, uint32_t at)
{
    ctype *type = new_type(r, kind);
    if (!type)
        return NULL;
    type->resource = resource;
    return finish_type(r, block->part, type, at) ? type : NULL;
}

/* handle ::= id | 'borrow' '<' id '>' */
static const ctype *make_named(wit_resolver *r, wit_block *block, const wit_type *type)
{
    wit_decl *decl = find_type(r, block, &type->name, "type");
    if (!decl)
        return NULL;
    bool is_handle = !type->is_name;
    if (decl->kind == WIT_DECL_FUNC)
        wit_refuse(r, block->part, type->name.at, "`%.*s` is a function, where a type is wanted", TEXT_ARGS(decl->name.text));
    else if (decl->is_off)
        wit_types_refuse_off(r, block->part, type->name.at, decl->name.text, "a type");
    else if (is_handle && decl->kind != WIT_DECL_RESOURCE)
        wit_refuse(r, block->part, type->name.at, "`%.*s` is no resource: only resources are lent or owned", TEXT_ARGS(decl->name.text));
    else if (decl->kind == WIT_DECL_TYPE)
        return decl->type;
    else if (type->kind == CTYPE_BORROW && is_handle)
        return make_handle(r, block, CTYPE_BORROW, decl->resource, type->name.at);
    else {
        if (!decl->own)
            decl->own = make_handle(r, block, CTYPE_OWN, decl->resource, type->name.at);
        return decl->own;
    }
    return NULL;
}

static bool make_items(wit_resolver *r, wit_block *block, const wit_type *type, ctype *out)
{
    cfield *fields = arena_array(r->arena, cfield, type->count);
    if (!fields)
        return error_memory(r->err);
    out->fields = fields;
    for (const wit_type *part = type->element; part; part = part->next) {
        fields[out->count].type = wit_types_make(r, block, part);
        if (!fields[out->count++].type)
            return false;
    }
    return true;
}

static bool check_key(wit_resolver *r, wit_block *block, const wit_type *type, const ctype *key)
{
    if (key->kind <= CTYPE_STRING && key->kind != CTYPE_F32 && key->kind != CTYPE_F64)
        return true;
    return wit_refuse(r, block->part, type->name.at, "the key of a map is a bool, an integer, a char or a string");
}

/* Recursion: as deep as the type is written, LIMIT_WIT_NESTING. */
const ctype *wit_types_make(wit_resolver *r, wit_block *block, const wit_type *type)
{
    if (type->is_name || type->kind == CTYPE_OWN || type->kind == CTYPE_BORROW)
        return make_named(r, block, type);
    if (type->kind <= CTYPE_ERROR_CONTEXT)
        return ctype_primitive(type->kind);

    ctype *out = new_type(r, type->kind);
    if (!out)
        return NULL;
    out->length = type->length;
    if (type->kind == CTYPE_TUPLE) {
        if (!make_items(r, block, type, out))
            return NULL;
    } else if (type->element && !(out->element = wit_types_make(r, block, type->element)))
        return NULL;
    if (type->other && !(out->other = wit_types_make(r, block, type->other)))
        return NULL;
    if (type->kind == CTYPE_MAP && !check_key(r, block, type, out->other))
        return NULL;
    return finish_type(r, block->part, out, type->name.at) ? out : NULL;
}

/* Names and types in order, each name once; `room` fields are left free before them. Null when refused. */
cfield *wit_types_fields(wit_resolver *r, wit_block *block, const wit_field *fields, uint32_t count, uint32_t room, const char *what)
{
    cfield *out = arena_array(r->arena, cfield, (size_t)count + room);
    wit_scope *names = wit_scope_new(&r->scratch);
    if (!out || !names) {
        error_memory(r->err);
        return NULL;
    }
    uint32_t at = room;
    for (const wit_field *field = fields; field; field = field->next, at++) {
        if (wit_scope_find(names, field->name.text)) {
            wit_refuse(r, block->part, field->name.at, "there is a %s `%.*s` already", what, TEXT_ARGS(field->name.text));
            return NULL;
        }
        out[at] = (cfield){ .name = field->name.text, .origin = wit_gate_field_origin(r, block->part, field) };
        if (!out[at].origin || !wit_scope_add(names, field->name.text, &out[at])) {
            error_memory(r->err);
            return NULL;
        }
        if (field->type && !(out[at].type = wit_types_make(r, block, field->type)))
            return NULL;
    }
    return out;
}

enum { FLAGS_MOST = 32 };       /* Binary.md, `flags` */

static bool check_flags(wit_resolver *r, wit_block *block, const wit_item *item)
{
    const wit_field *flag = item->fields;
    if (item->kind != WIT_ITEM_FLAGS || item->field_count <= FLAGS_MOST)
        return true;
    for (uint32_t i = 0; i < FLAGS_MOST; i++)
        flag = flag->next;
    wit_refuse(r, block->part, flag->name.at, "`%.*s` has %u flags: a component takes %d at most", TEXT_ARGS(item->name.text),
               (unsigned)item->field_count, FLAGS_MOST);
    return error_hint(r->err, "part them in two types, from `%.*s` on", TEXT_ARGS(flag->name.text));
}

static bool make_declared(wit_resolver *r, wit_block *block, wit_decl *decl)
{
    static const struct { ctype_kind kind; const char *what; } forms[] = {
        [WIT_ITEM_RECORD] = { CTYPE_RECORD, "field" }, [WIT_ITEM_VARIANT] = { CTYPE_VARIANT, "case" },
        [WIT_ITEM_FLAGS] = { CTYPE_FLAGS, "flag" }, [WIT_ITEM_ENUM] = { CTYPE_ENUM, "case" },
    };
    const wit_item *item = decl->item;
    ctype *type = check_flags(r, block, item) ? new_type(r, forms[item->kind].kind) : NULL;
    if (!type)
        return false;
    type->count = item->field_count;
    type->fields = wit_types_fields(r, block, item->fields, item->field_count, 0, forms[item->kind].what);
    type->name = item->name.text;
    type->root = ++r->type_count;
    type->owner_interface = block->externs;
    type->origin = decl->origin;
    decl->type = type;
    return type->fields && finish_type(r, block->part, type, item->name.at);
}

/* resource-item: a type that is itself alone */
static bool make_resource(wit_resolver *r, wit_block *block, wit_decl *decl)
{
    cresource *resource = arena_new(r->arena, cresource);
    if (!resource)
        return error_memory(r->err);
    *resource = (cresource){
        .name = decl->item->name.text, .origin = decl->origin, .id = r->resource_count++,
        .interface_name = block->is_world ? (text_view){ 0 } : block->externs->name,
    };
    decl->resource = resource;
    return true;
}

/* type-item ::= 'type' id '=' ty ';': another name; of a resource, the resource itself */
static bool make_alias(wit_resolver *r, wit_block *block, wit_decl *decl)
{
    const wit_type *written = decl->item->type;
    wit_decl *target = written->is_name ? wit_scope_get(block->names, written->name.text) : NULL;
    if (target && target->kind == WIT_DECL_RESOURCE && !target->is_off) {
        decl->kind = WIT_DECL_RESOURCE;
        decl->resource = target->resource;
        return true;
    }
    const ctype *made = wit_types_make(r, block, written);
    ctype *type = made ? new_type(r, made->kind) : NULL;
    if (!type)
        return false;
    *type = *made;
    if (!type->root)
        type->root = ++r->type_count;
    type->name = decl->item->name.text;
    type->owner_interface = block->externs;
    type->origin = decl->origin;
    decl->type = type;
    return true;
}

static bool make_decl(wit_resolver *r, wit_block *block, wit_decl *decl)
{
    if (decl->is_off || decl->is_used || decl->kind == WIT_DECL_FUNC)
        return true;
    if (decl->kind == WIT_DECL_RESOURCE)
        return make_resource(r, block, decl);
    return decl->item->kind == WIT_ITEM_ALIAS ? make_alias(r, block, decl) : make_declared(r, block, decl);
}

/* The interfaces that a block uses types of, each once. */
static bool note_needs(wit_resolver *r, wit_block *block)
{
    uint32_t count = 0;
    for (const wit_item *item = block->items; item; item = item->next)
        count += item->kind == WIT_ITEM_USE;
    block->needs = arena_array(&r->scratch, wit_block *, count);
    if (!block->needs)
        return error_memory(r->err);
    for (const wit_item *item = block->items; item; item = item->next)
        if (item->kind == WIT_ITEM_USE && !item->is_off)
            block->needs[block->need_count++] = item->target;
    return true;
}

bool wit_types_resolve(wit_resolver *r, wit_block *block)
{
    block->names = wit_scope_new(&r->scratch);
    if (!block->names)
        return error_memory(r->err);
    return declare_all(r, block) && note_needs(r, block) && make_all(r, block);
}

const cextern *wit_types_extern(wit_decl *decl, cextern *out)
{
    *out = (cextern){ .name = decl->name.text, .origin = decl->origin };
    if (decl->kind == WIT_DECL_RESOURCE) {
        out->kind = CEXTERN_RESOURCE;
        out->resource = decl->resource;
    } else {
        out->kind = CEXTERN_TYPE;
        out->type = decl->type;
    }
    return out;
}
