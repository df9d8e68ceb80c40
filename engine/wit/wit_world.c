/* A world's own imports and exports: what it says, and what it includes. */
#include "engine/wit/wit_clone.h"
#include "engine/wit/wit_set.h"

typedef struct world_maker {
    wit_resolver *r;
    wit_block    *world;
    wit_externs   imports, exports;
    wit_scope    *import_names, *export_names;
} world_maker;

static const char *kind_text(const cextern *item)
{
    static const char *const texts[] = { "a function", "a type", "a resource", "an interface", "a component", "a module", "a value", "a type" };
    return texts[item->kind];
}

static bool is_export(const world_maker *m, const wit_externs *list)
{
    return list == &m->exports;
}

/* Add what the world itself says; each name once. */
static bool add(world_maker *m, wit_externs *list, cextern *item, wit_block *block, uint32_t at)
{
    wit_scope *names = is_export(m, list) ? m->export_names : m->import_names;
    const wit_scope_entry *other = wit_scope_find(names, item->name);
    if (other) {
        const cextern *first = other->value;
        const corigin *origin = first->origin;
        wit_refuse(m->r, m->world->part, at, "the world %s %s named `%.*s` already", is_export(m, list) ? "exports" : "imports",
                   kind_text(first), TEXT_ARGS(other->name));
        return origin && wit_hint_first(m->r, m->world->part->source, origin->source, origin->line);
    }
    if (m->r->extern_count >= WIT_MOST_EXTERNS)
        return wit_refuse(m->r, m->world->part, at, "with this the worlds hold more than %d imports and exports together: one that includes another has all of its, too",
                          (int)WIT_MOST_EXTERNS);
    cextern *kept = arena_new(&m->r->scratch, cextern);
    if (!kept || !wit_scope_add(names, item->name, kept))
        return error_memory(m->r->err);
    *kept = *item;
    return wit_externs_add(m->r, list, item, block);
}

/* 'interface' '{' interface-items* '}' */
static bool make_inline(world_maker *m, const wit_item *item, cextern *out)
{
    wit_block *body = item->body;
    body->externs = arena_new(m->r->arena, cexterns);
    if (!body->externs)
        return error_memory(m->r->err);
    body->externs->name = item->name.text;
    body->externs->origin = out->origin;
    if (!wit_types_resolve(m->r, body) || !wit_funcs_interface(m->r, body))
        return false;
    out->kind = CEXTERN_INSTANCE;
    out->instance = body->externs;
    return true;
}

/* Resources that an interface defines itself get fresh ones. */
static bool renew_resources(wit_clone *c, const cexterns *interface)
{
    for (uint32_t i = 0; i < interface->export_count; i++) {
        const cextern *e = &interface->exports[i];
        bool is_own = e->kind == CEXTERN_RESOURCE && e->resource->interface_name.bytes == interface->name.bytes;
        if (is_own && !wit_map_get(&c->resources, e->resource) && !wit_clone_resource(c, e->resource, (text_view){ 0 }))
            return false;
    }
    return true;
}

/* 'import' id ':' use-path: "each copy implements a unique version of the interface in question" */
static bool make_implements(world_maker *m, const wit_item *item, cextern *out)
{
    wit_clone clone;
    wit_clone_open(&clone, m->r);
    out->kind = CEXTERN_INSTANCE;
    out->implements = item->target->externs->name;
    if (!renew_resources(&clone, item->target->externs))
        return error_memory(m->r->err);
    out->instance = wit_clone_interface(&clone, item->target->externs);
    return out->instance ? true : error_memory(m->r->err);
}

/* Types are imports as well, those that stand further down, too. */
static bool check_types(world_maker *m, const wit_name *name)
{
    const wit_scope_entry *type = wit_scope_find(m->world->names, name->text);
    if (!type || ((const wit_decl *)type->value)->is_off)
        return true;
    return wit_refuse(m->r, m->world->part, name->at, "the world has a type named `%.*s`, which is an import as this is: two imports share the name",
                      TEXT_ARGS(type->name));
}

static bool add_port(world_maker *m, wit_item *item)
{
    wit_externs *list = item->kind == WIT_ITEM_EXPORT ? &m->exports : &m->imports;
    bool is_plain = item->name.text.bytes != NULL;
    const wit_name *name = is_plain ? &item->name : &item->path.name;
    uint32_t at = is_plain ? item->name.at : item->path.package.text.bytes ? item->path.package.at : item->path.name.at;
    if (item->target && item->target->is_off)
        return wit_types_refuse_off(m->r, m->world->part, name->at, name->text, "an interface");
    if (is_plain && item->kind == WIT_ITEM_IMPORT && !check_types(m, name))
        return false;

    cextern made = { .name = name->text, .origin = wit_gate_origin(m->r, m->world->part, &item->gate, name) };
    if (!made.origin)
        return false;
    wit_block *block = item->body ? item->body : item->target;
    bool ok = true;
    if (item->func) {
        made.kind = CEXTERN_FUNC;
        made.func = wit_funcs_make(m->r, m->world, item, item->func, NULL, made.origin);
        ok = made.func != NULL;
    } else if (item->body)
        ok = make_inline(m, item, &made);
    else if (is_plain)
        ok = make_implements(m, item, &made);
    else {
        made.kind = CEXTERN_INSTANCE;
        made.name = item->target->externs->name;
        made.instance = item->target->externs;
    }
    return ok && add(m, list, &made, block, at);
}

/* use and type items are imports of types */
static bool add_type(world_maker *m, const wit_name *name)
{
    wit_decl *decl = wit_scope_get(m->world->names, name->text);
    cextern made;
    if (decl->is_off)
        return true;
    if (!add(m, &m->imports, (cextern *)wit_types_extern(decl, &made), decl->is_used ? decl->from : NULL, name->at))
        return false;
    if (decl->is_used || decl->item->kind != WIT_ITEM_RESOURCE)
        return true;

    wit_externs members = { 0 };
    if (!wit_funcs_of_resource(m->r, m->world, decl, &members))
        return false;
    for (uint32_t i = 0; i < members.count; i++)
        if (!add(m, &m->imports, &members.items[i], NULL, name->at))
            return false;
    return true;
}

/* What is left out of the exports, nobody is asked for. */
static bool leave_out(world_maker *m, const wit_item *item)
{
    bool is_plain = item->name.text.bytes != NULL;
    if (item->kind != WIT_ITEM_IMPORT || (!is_plain && !item->target))
        return true;
    return wit_gate_leave_out(m->r, &m->world->externs->gated, is_plain ? item->name.text : item->target->externs->name,
                              wit_gate_origin(m->r, m->world->part, &item->gate, is_plain ? &item->name : &item->path.name));
}

/* Items come in the order of the text, so that what is printed is read back in its order; only includes wait for the world's own. */
static bool add_item(world_maker *m, wit_item *item)
{
    if (item->is_off)
        return leave_out(m, item);
    switch (item->kind) {
    case WIT_ITEM_USE:
        for (const wit_rename *rename = item->renames; rename; rename = rename->next)
            if (!add_type(m, rename->as.text.bytes ? &rename->as : &rename->name))
                return false;
        return true;
    case WIT_ITEM_ALIAS: case WIT_ITEM_RECORD: case WIT_ITEM_VARIANT: case WIT_ITEM_FLAGS: case WIT_ITEM_ENUM:
    case WIT_ITEM_RESOURCE:
        return add_type(m, &item->name);
    case WIT_ITEM_IMPORT: case WIT_ITEM_EXPORT:
        return add_port(m, item);
    case WIT_ITEM_FUNC: case WIT_ITEM_STATIC: case WIT_ITEM_CONSTRUCTOR: case WIT_ITEM_INCLUDE:
        break;
    }
    return true;
}

/* --- include --- */

typedef struct include_maker {
    world_maker    *m;
    const wit_item *item;
    wit_scope      *renames;      /* old name -> wit_rename */
    wit_scope      *used;         /* of them, those that met something */
    wit_clone       clone;
} include_maker;

/* The resource in "[method]r.f", "[static]r.f" and "[constructor]r"; empty: none. */
static text_view resource_of(text_view name, size_t *at)
{
    size_t from = 0, to;
    if (!name.size || name.bytes[0] != '[')
        return (text_view){ 0 };
    while (from < name.size && name.bytes[from] != ']')
        from++;
    from++;
    for (to = from; to < name.size && name.bytes[to] != '.'; to++)
        ;
    *at = from;
    return (text_view){ name.bytes + from, to - from };
}

static bool use_rename(include_maker *in, const wit_rename *rename)
{
    return wit_scope_find(in->used, rename->name.text) || wit_scope_add(in->used, rename->name.text, (void *)rename)
        || error_memory(in->m->r->err);
}

/* include-names-item ::= id 'as' id: for plain names, and the functions of a resource go with it */
static bool rename_extern(include_maker *in, cextern *item)
{
    if (!in->renames)
        return true;
    size_t at = 0;
    text_view resource = resource_of(item->name, &at);
    const wit_rename *rename = wit_scope_get(in->renames, resource.size ? resource : item->name);
    if (!rename)
        return true;
    if (!resource.size) {
        item->name = rename->as.text;
        return use_rename(in, rename);
    }
    text_view rest = { resource.bytes + resource.size, item->name.size - at - resource.size };
    item->name = arena_format(in->m->r->arena, "%.*s%.*s%.*s", (int)at, item->name.bytes, TEXT_ARGS(rename->as.text), TEXT_ARGS(rest));
    return item->name.bytes ? true : error_memory(in->m->r->err);
}

static bool is_interface_name(text_view name)
{
    for (size_t i = 0; i < name.size; i++)
        if (name.bytes[i] == ':')
            return true;
    return false;
}

/* "the union of the two worlds will only contain one copy of that imported or exported name", for interface names */
static bool include_extern(include_maker *in, wit_externs *list, const cextern *source, wit_block *block)
{
    world_maker *m = in->m;
    cextern item = *source;
    if (!rename_extern(in, &item) || !wit_clone_extern(&in->clone, &item))
        return m->r->err->code ? false : error_memory(m->r->err);

    wit_scope *names = is_export(m, list) ? m->export_names : m->import_names;
    const wit_scope_entry *other = wit_scope_find(names, item.name);
    if (!other)
        return add(m, list, &item, block, in->item->path.name.at);
    const cextern *first = other->value;
    bool is_same = is_interface_name(item.name) || (first->kind == item.kind && first->type == item.type && item.kind != CEXTERN_INSTANCE);
    if (is_same)
        return true;
    wit_refuse(m->r, m->world->part, in->item->path.name.at, "the included world %s `%.*s`, and this world has that name already",
               is_export(m, list) ? "exports" : "imports", TEXT_ARGS(item.name));
    return error_hint(m->r->err, "rename it: include %.*s with { %.*s as another-name }", TEXT_ARGS(in->item->path.name.text),
                      TEXT_ARGS(item.name));
}

static bool gather_renames(include_maker *in)
{
    wit_resolver *r = in->m->r;
    if (!in->item->renames)
        return true;
    in->renames = wit_scope_new(&r->scratch);
    in->used = wit_scope_new(&r->scratch);
    if (!in->renames || !in->used)
        return error_memory(r->err);
    for (const wit_rename *rename = in->item->renames; rename; rename = rename->next) {
        if (wit_scope_find(in->renames, rename->name.text))
            return wit_refuse(r, in->m->world->part, rename->name.at, "`%.*s` is renamed twice", TEXT_ARGS(rename->name.text));
        if (!wit_scope_add(in->renames, rename->name.text, (void *)rename))
            return error_memory(r->err);
    }
    return true;
}

/* A renamed resource is another resource, of the new name. */
static bool renew_renamed(include_maker *in, const wit_block *from)
{
    for (uint32_t i = 0; in->renames && i < from->own_import_count; i++) {
        const cextern *e = &from->own_imports[i];
        const wit_rename *rename = e->kind == CEXTERN_RESOURCE && !e->resource->interface_name.size
            ? wit_scope_get(in->renames, e->name) : NULL;
        if (rename && !wit_clone_resource(&in->clone, e->resource, rename->as.text))
            return error_memory(in->m->r->err);
    }
    return true;
}

static bool check_renames(include_maker *in, const wit_block *from)
{
    for (const wit_rename *rename = in->item->renames; rename; rename = rename->next) {
        if (wit_scope_find(in->used, rename->name.text))
            continue;
        return wit_refuse(in->m->r, in->m->world->part, in->item->path.name.at,
                          "the world `%.*s` imports and exports nothing of the plain name `%.*s` (interfaces can't be renamed)",
                          TEXT_ARGS(from->name.text), TEXT_ARGS(rename->name.text));
    }
    return true;
}

/* include-item ::= 'include' use-path ';' | 'include' use-path 'with' '{' include-names-list '}' */
static bool include_world(world_maker *m, const wit_item *item)
{
    const wit_block *from = item->target;
    include_maker in = { .m = m, .item = item };
    wit_clone_open(&in.clone, m->r);
    if (from->is_off)
        return wit_types_refuse_off(m->r, m->world->part, item->path.name.at, item->path.name.text, "a world");
    if (!gather_renames(&in) || !renew_renamed(&in, from))
        return false;
    for (uint32_t i = 0; i < from->own_import_count; i++)
        if (!include_extern(&in, &m->imports, &from->own_imports[i], from->import_blocks[i]))
            return false;
    for (uint32_t i = 0; i < from->own_export_count; i++)
        if (!include_extern(&in, &m->exports, &from->own_exports[i], from->export_blocks[i]))
            return false;
    return check_renames(&in, from);
}

bool wit_world_resolve(wit_resolver *r, wit_block *block)
{
    world_maker m = { .r = r, .world = block, .import_names = wit_scope_new(&r->scratch), .export_names = wit_scope_new(&r->scratch) };
    if (!m.import_names || !m.export_names)
        return error_memory(r->err);
    for (wit_item *item = block->items; item; item = item->next)
        if (!add_item(&m, item))
            return false;
    for (const wit_item *item = block->items; item; item = item->next)
        if (item->kind == WIT_ITEM_INCLUDE && !item->is_off && !include_world(&m, item))
            return false;
    block->own_imports = m.imports.items;
    block->import_blocks = m.imports.blocks;
    block->own_import_count = m.imports.count;
    block->own_exports = m.exports.items;
    block->export_blocks = m.exports.blocks;
    block->own_export_count = m.exports.count;
    return true;
}
