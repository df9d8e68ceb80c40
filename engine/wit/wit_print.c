/* Printing: a world or interface as WIT text that stands alone: its own
 * package first, what it needs of other packages in braces behind it.
 *
 * Types are written by the names that they have where they are used; those of
 * another interface are fetched by `use`. Made for any ctypes, from texts and
 * from binaries.
 */
#include "engine/wit/wit_external.h"
#include "engine/wit/wit_fit.h"
#include "engine/wit/wit_external.h"
#include "engine/wit/wit_print.h"

#include <inttypes.h>

static void put_name(wit_printer *p, text_view name)
{
    text_add(p->text, "%s%.*s", wit_lex_is_keyword(name) ? "%" : "", TEXT_ARGS(name));
}

/* "ns:name", each part escaped where it is a keyword */
void wit_print_package_name(wit_printer *p, text_view package)
{
    for (size_t from = 0, at = 0; at <= package.size; at++) {
        if (at < package.size && package.bytes[at] != ':')
            continue;
        text_add(p->text, "%s", from ? ":" : "");
        put_name(p, (text_view){ package.bytes + from, at - from });
        from = at + 1;
    }
}

static void indent(wit_printer *p)
{
    text_add(p->text, "%*s", (int)(p->depth * 2), "");
}

/* A gate counts in the version of the package in which it is printed, which may be another than where it was written. */
static void put_gates(wit_printer *p, const corigin *origin)
{
    text_view package, name, version;
    wit_print_name(p->package, &package, &name, &version);
    bool has_since = origin->since.size && version.size && track_order(version, origin->since) >= 0;
    if (!has_since && !origin->unstable.size)
        return;
    indent(p);
    if (origin->unstable.size)
        text_add(p->text, "@unstable(feature = %.*s)\n", TEXT_ARGS(origin->unstable));
    else
        text_add(p->text, "@since(version = %.*s)\n", TEXT_ARGS(origin->since));
    if (!origin->deprecated.size)
        return;
    indent(p);
    text_add(p->text, "@deprecated(version = %.*s)\n", TEXT_ARGS(origin->deprecated));
}

void wit_print_docs(wit_printer *p, const corigin *origin)
{
    text_view docs = origin ? origin->docs : (text_view){ 0 };
    for (size_t from = 0, at = 0; docs.size && at <= docs.size; at++) {
        if (at < docs.size && docs.bytes[at] != '\n')
            continue;
        indent(p);
        text_add(p->text, "///%s%.*s\n", at > from ? " " : "", (int)(at - from), docs.bytes + from);
        from = at + 1;
    }
    if (origin)
        put_gates(p, origin);
}

/* item's external id, of a text or of a binary */
static void put_external_id(wit_printer *p, const cextern *item, const corigin *origin)
{
    text_view id = item->external_id.bytes ? item->external_id : origin ? origin->external_id : (text_view){ 0 };
    if (!id.bytes)
        return;
    indent(p);
    wit_external_put(p->text, id);
    text_add(p->text, "\n");
}

static void put_item_docs(wit_printer *p, const cextern *item)
{
    wit_print_docs(p, item->origin);
    put_external_id(p, item, item->origin);
}

/* --- types --- */

enum { KEY = 400 };               /* longer names share their beginning: two of one interface don't */

/* What the type is called here; empty: nothing. */
static text_view local_name(wit_printer *p, const ctype *type)
{
    const cextern *item = wit_map_get(&p->here, type);
    return item && item != p->declaring ? item->name : (text_view){ 0 };
}

static int resource_key(char *key, size_t size, const cresource *resource)
{
    return text_format(key, size, "%.*s#%.*s", TEXT_ARGS(resource->interface_name), TEXT_ARGS(resource->name));
}

bool wit_print_note_resource(wit_printer *p, const cextern *item)
{
    char key[KEY];
    if (!p->resources || item->kind != CEXTERN_RESOURCE)
        return true;
    int size = resource_key(key, sizeof key, item->resource);
    text_view name = arena_text(&p->scratch, (text_view){ key, (size_t)size < sizeof key ? (size_t)size : sizeof key - 1 });
    return name.bytes && (wit_scope_find(p->resources, name) || wit_scope_add(p->resources, name, (void *)item));
}

const cextern *wit_print_resource(const wit_printer *p, const cresource *resource)
{
    char key[KEY];
    const cextern *item = wit_map_get(&p->here, resource);
    if (item || !p->resources)
        return item;
    int size = resource_key(key, sizeof key, resource);
    return wit_scope_get(p->resources, (text_view){ key, (size_t)size < sizeof key ? (size_t)size : sizeof key - 1 });
}

static text_view resource_name(wit_printer *p, const cresource *resource)
{
    const cextern *item = wit_print_resource(p, resource);
    return item ? item->name : resource->name;
}

bool wit_print_is_declared(ctype_kind kind)
{
    return kind == CTYPE_RECORD || kind == CTYPE_VARIANT || kind == CTYPE_ENUM || kind == CTYPE_FLAGS;
}

/* A declared type without a name here: another of equal structure has one, where the binary was made from WIT. Null: none has. */
static const cextern *find_equal(const wit_printer *p, const ctype *type)
{
    for (uint32_t i = 0; i < p->here_count; i++) {
        const cextern *item = p->here_items[i];
        if (item != p->declaring && item->type->kind == type->kind && ctype_equal(item->type, type))
            return item;
    }
    return NULL;
}

bool wit_print_has_name(const wit_printer *p, const ctype *type)
{
    return wit_map_get(&p->here, type) || (type->resource && wit_print_resource(p, type->resource))
        || (wit_print_is_declared(type->kind) && find_equal(p, type));
}

static void put_type(wit_printer *p, const ctype *type);

/* list<T>, list<T, 4>, map<K, V>, option<T>, result<_, E>, stream */
static void put_generic(wit_printer *p, const ctype *type)
{
    text_add(p->text, "%s", ctype_kind_text(type->kind));
    if (!type->element && !type->other)
        return;
    text_add(p->text, "<");
    if (type->kind == CTYPE_MAP) {
        put_type(p, type->other);
        text_add(p->text, ", ");
    }
    if (type->element)
        put_type(p, type->element);
    else
        text_add(p->text, "_");
    if (type->kind == CTYPE_RESULT && type->other) {
        text_add(p->text, ", ");
        put_type(p, type->other);
    }
    if (type->kind == CTYPE_FIXED_LIST)
        text_add(p->text, ", %" PRIu32, type->length);
    text_add(p->text, ">");
}

static void put_tuple(wit_printer *p, const ctype *type)
{
    text_add(p->text, "tuple<");
    for (uint32_t i = 0; i < type->count; i++) {
        text_add(p->text, "%s", i ? ", " : "");
        put_type(p, type->fields[i].type);
    }
    text_add(p->text, ">");
}

/* Recursion: as deep as the type, LIMIT_TYPE_DEPTH. */
static void put_type(wit_printer *p, const ctype *type)
{
    text_view name = local_name(p, type);
    if (p->text->failed)
        return;
    if (!name.size && wit_print_is_declared(type->kind)) {
        const cextern *equal = find_equal(p, type);
        name = equal ? equal->name : type->name;
    }
    if (name.size) {
        put_name(p, name);
        return;
    }
    if (type->kind == CTYPE_TUPLE)
        put_tuple(p, type);
    else if (type->kind == CTYPE_OWN && !(p->declaring && p->declaring->type == type))
        put_name(p, resource_name(p, type->resource));
    else if (type->kind == CTYPE_OWN || type->kind == CTYPE_BORROW) {       /* `type t = r` would be the resource itself */
        text_add(p->text, "%s<", ctype_kind_text(type->kind));
        put_name(p, resource_name(p, type->resource));
        text_add(p->text, ">");
    } else
        put_generic(p, type);
}

static void put_fields(wit_printer *p, const ctype *type)
{
    text_add(p->text, " {\n");
    p->depth++;
    for (uint32_t i = 0; i < type->count && !p->text->failed; i++) {
        const cfield *f = &type->fields[i];
        wit_print_docs(p, f->origin);
        indent(p);
        put_name(p, f->name);
        text_add(p->text, "%s", !f->type ? "" : type->kind == CTYPE_RECORD ? ": " : "(");
        if (f->type)
            put_type(p, f->type);
        text_add(p->text, "%s,\n", f->type && type->kind == CTYPE_VARIANT ? ")" : "");
    }
    p->depth--;
    indent(p);
    text_add(p->text, "}\n");
}

const wit_printer_home *wit_print_declared(const wit_printer *p, const ctype *type)
{
    const void *number = wit_print_number(type);
    const wit_printer_home *home = number ? wit_map_get(&p->declared, number) : NULL;
    if (home && (!type->has_handles || ctype_equal(home->type, type)))
        return home;
    return type->fields ? wit_map_get(&p->declared, type->fields) : NULL;
}

const void *wit_print_parts(const ctype *type)
{
    if (type->root && !type->has_handles)
        return wit_print_number(type);
    if (type->resource)
        return (const char *)type->resource + (type->kind == CTYPE_BORROW);
    return type->count ? (const void *)type->fields : type->element ? (const void *)type->element : type->other;
}

const cextern *wit_print_other_name(const wit_printer *p, const cextern *item)
{
    const void *parts = wit_print_parts(item->type);
    const cextern *first = parts ? wit_map_get(&p->alike, parts) : NULL;
    bool is_same = first && first != item && first->type->kind == item->type->kind && first->type->element == item->type->element
                && first->type->other == item->type->other && first->type->length == item->type->length;
    return is_same ? first : NULL;
}

static void put_alias(wit_printer *p, const cextern *item, const cextern *of)
{
    put_item_docs(p, item);
    indent(p);
    text_add(p->text, "type ");
    put_name(p, item->name);
    text_add(p->text, " = ");
    put_name(p, of->name);
    text_add(p->text, ";\n");
}

static void put_declaration(wit_printer *p, const cextern *item)
{
    const cextern *of = wit_print_other_name(p, item);
    if (of) {
        put_alias(p, item, of);
        return;
    }
    p->declaring = item;
    put_item_docs(p, item);
    indent(p);
    text_add(p->text, "%s ", wit_print_is_declared(item->type->kind) ? ctype_kind_text(item->type->kind) : "type");
    put_name(p, item->name);
    if (wit_print_is_declared(item->type->kind))
        put_fields(p, item->type);
    else {
        text_add(p->text, " = ");
        put_type(p, item->type);
        text_add(p->text, ";\n");
    }
    p->declaring = NULL;
}

/* --- functions --- */

/* func-type ::= 'async'? 'func' '(' named-type-list ')' ('->' ty)?, from parameter `first` on */
static void put_signature(wit_printer *p, const cfunc *func, uint32_t first, bool with_result)
{
    text_add(p->text, "(");
    for (uint32_t i = first; i < func->param_count; i++) {
        text_add(p->text, "%s", i > first ? ", " : "");
        put_name(p, func->params[i].name);
        text_add(p->text, ": ");
        put_type(p, func->params[i].type);
    }
    text_add(p->text, ")");
    if (func->result && with_result) {
        text_add(p->text, " -> ");
        put_type(p, func->result);
    }
    text_add(p->text, ";\n");
}

static void put_func(wit_printer *p, const cextern *item)
{
    put_item_docs(p, item);
    indent(p);
    text_add(p->text, "%s", p->port);
    put_name(p, item->name);
    text_add(p->text, ": %sfunc", item->func->is_async ? "async " : "");
    put_signature(p, item->func, 0, true);
}

/* "[method]r.f" -> "[method]", "r", "f"; false: it is no function of a resource. */
bool wit_print_split(text_view name, text_view *kind, text_view *resource, text_view *member)
{
    size_t close = 0, dot;
    if (!name.size || name.bytes[0] != '[')
        return false;
    while (close < name.size && name.bytes[close] != ']')
        close++;
    if (close == name.size)
        return false;
    *kind = (text_view){ name.bytes, close + 1 };
    for (dot = close + 1; dot < name.size && name.bytes[dot] != '.'; dot++)
        ;
    *resource = (text_view){ name.bytes + close + 1, dot - close - 1 };
    *member = dot < name.size ? (text_view){ name.bytes + dot + 1, name.size - dot - 1 } : (text_view){ 0 };
    return true;
}

static void put_member(wit_printer *p, const cextern *item)
{
    text_view kind, resource, member;
    wit_print_split(item->name, &kind, &resource, &member);
    put_item_docs(p, item);
    indent(p);
    if (text_is(kind, "[constructor]")) {
        text_add(p->text, "constructor");
        put_signature(p, item->func, 0, item->func->result && item->func->result->kind == CTYPE_RESULT);
        return;
    }
    bool is_static = text_is(kind, "[static]");
    put_name(p, member);
    text_add(p->text, ": %s%sfunc", is_static ? "static " : "", item->func->is_async ? "async " : "");
    put_signature(p, item->func, is_static ? 0 : 1, true);
}

static void put_resource(wit_printer *p, const cextern *item)
{
    wit_print_docs(p, item->resource->origin ? item->resource->origin : item->origin);      /* `use` has docs of its own */
    put_external_id(p, item, item->resource->origin ? item->resource->origin : item->origin);
    indent(p);
    text_add(p->text, "resource ");
    put_name(p, item->name);
    const wit_printer_member *member = wit_scope_get(p->members, item->name);
    if (!member) {
        text_add(p->text, ";\n");
        return;
    }
    text_add(p->text, " {\n");
    p->depth++;
    for (; member; member = member->next)
        put_member(p, member->item);
    p->depth--;
    indent(p);
    text_add(p->text, "}\n");
}

/* --- what is from elsewhere --- */

bool wit_print_is_same_package(text_view a, text_view b)
{
    text_view name_a, package_a, version_a, name_b, package_b, version_b;
    wit_print_name(a, &package_a, &name_a, &version_a);
    wit_print_name(b, &package_b, &name_b, &version_b);
    return text_equal(package_a, package_b) && text_equal(version_a, version_b);
}

/* use-path, as seen from the package at hand */
static void put_path(wit_printer *p, text_view interface)
{
    text_view package, name, version;
    wit_print_name(interface, &package, &name, &version);
    if (!wit_print_is_same_package(interface, p->package)) {
        wit_print_package_name(p, package);
        text_add(p->text, "/");
    }
    put_name(p, name);
    if (version.size && !wit_print_is_same_package(interface, p->package))
        text_add(p->text, "@%.*s", TEXT_ARGS(version));
}

/* The interface that the item is taken from; empty: it is declared here. */
text_view wit_print_home(const wit_printer *p, const cextern *item, text_view here, text_view *name)
{
    text_view none = { 0 };
    if (item->kind == CEXTERN_RESOURCE) {
        *name = item->resource->name;
        return text_equal(item->resource->interface_name, here) || !wit_print_is_interface(item->resource->interface_name) ? none
             : item->resource->interface_name;
    }
    const cexterns *owner = item->type->owner_interface;
    const wit_printer_home *first = !owner ? wit_print_declared(p, item->type) : NULL;
    if (first) {
        *name = first->name;
        return text_equal(first->interface, here) ? none : first->interface;
    }
    *name = item->type->name;
    /* What a world declares it imports; an interface imports nothing, and only from one can a type be used. */
    bool is_elsewhere = owner && !owner->import_count && name->size && !text_equal(owner->name, here) && wit_print_is_interface(owner->name);
    return is_elsewhere ? owner->name : none;
}

static void put_use(wit_printer *p, const cextern *item, text_view home, text_view name)
{
    put_external_id(p, item, item->origin);
    indent(p);
    text_add(p->text, "use ");
    put_path(p, home);
    text_add(p->text, ".{");
    put_name(p, name);
    if (!text_equal(name, item->name)) {
        text_add(p->text, " as ");
        put_name(p, item->name);
    }
    text_add(p->text, "};\n");
}

/* A second name for a resource of the same interface. */
static bool put_resource_alias(wit_printer *p, const cextern *item)
{
    text_view first = resource_name(p, item->resource);
    if (text_equal(first, item->name))
        return false;
    indent(p);
    text_add(p->text, "type ");
    put_name(p, item->name);
    text_add(p->text, " = ");
    put_name(p, first);
    text_add(p->text, ";\n");
    return true;
}

/* Components may hold what WIT can't say: it is told, not left out. */
static void put_unsaid(wit_printer *p, const cextern *item)
{
    indent(p);
    text_add(p->text, "// WIT has no words for: %s", p->port);
    wit_line(p->text, item);
    text_add(p->text, "\n");
}

void wit_print_item(wit_printer *p, const cextern *item)
{
    text_view name, kind, resource, member;
    text_view home = item->kind == CEXTERN_TYPE || item->kind == CEXTERN_RESOURCE ? wit_print_home(p, item, p->interface, &name) : (text_view){ 0 };
    if (home.size)
        put_use(p, item, home, name);
    else if (item->kind == CEXTERN_TYPE)
        put_declaration(p, item);
    else if (item->kind == CEXTERN_RESOURCE) {
        if (!put_resource_alias(p, item))
            put_resource(p, item);
    } else if (item->kind != CEXTERN_FUNC || wit_print_is_interface(item->name))
        put_unsaid(p, item);
    else if (!wit_print_split(item->name, &kind, &resource, &member))
        put_func(p, item);
}

/* import-item, export-item, of a world */
void wit_print_port(wit_printer *p, const cextern *item, const char *port)
{
    p->port = port;
    if (item->kind != CEXTERN_INSTANCE) {
        wit_print_item(p, item);
        p->port = "";
        return;
    }
    wit_print_docs(p, item->origin == item->instance->origin && wit_print_is_interface(item->name) ? NULL : item->origin);
    put_external_id(p, item, item->origin);
    indent(p);
    text_add(p->text, "%s", port);
    p->port = "";
    if (wit_print_is_interface(item->name) || item->implements.size) {
        if (item->implements.size) {
            put_name(p, item->name);
            text_add(p->text, ": ");
        }
        put_path(p, item->implements.size ? item->implements : item->name);
        text_add(p->text, ";\n");
        return;
    }
    put_name(p, item->name);
    text_add(p->text, ": interface ");
    wit_print_body(p, item->instance->exports, item->instance->export_count, item->name);
}
