/* Printing: which interfaces a world or interface needs, and packages. */
#include "engine/wit/wit_print.h"

#include "engine/component/component.h"

bool wit_print_is_interface(text_view name)
{
    for (size_t i = 0; i < name.size; i++)
        if (name.bytes[i] == ':')
            return true;
    return false;
}

/* "ns:pkg/name@1.2.3" into its three */
void wit_print_name(text_view full, text_view *package, text_view *name, text_view *version)
{
    size_t at = 0, slash = 0;
    while (at < full.size && full.bytes[at] != '@')
        at++;
    for (size_t i = 0; i < at; i++)
        if (full.bytes[i] == '/')
            slash = i;
    *package = (text_view){ full.bytes, slash };
    *name = slash ? (text_view){ full.bytes + slash + 1, at - slash - 1 } : (text_view){ full.bytes, at };
    *version = at < full.size ? (text_view){ full.bytes + at + 1, full.size - at - 1 } : (text_view){ 0 };
}

static bool fail(wit_printer *p)
{
    p->text->failed = true;
    return false;
}

/* --- gathering --- */

static wit_printer_package *package_of(wit_printer *p, text_view full)
{
    text_view package, name, version;
    wit_print_name(full, &package, &name, &version);
    text_view key = arena_format(&p->scratch, "%.*s@%.*s", TEXT_ARGS(package), TEXT_ARGS(version));
    wit_printer_package *found = key.bytes ? wit_scope_get(p->packages, key) : NULL;
    if (found || !key.bytes)
        return found;
    found = arena_new(&p->scratch, wit_printer_package);
    if (!found || !wit_scope_add(p->packages, key, found))
        return NULL;
    found->name = full;
    if (p->last)
        p->last->next = found;
    else
        p->first = found;
    p->last = found;
    return found;
}

static wit_printer_interface *interface_of(wit_printer *p, text_view name)
{
    wit_printer_interface *found = wit_scope_get(p->interfaces, name);
    if (found)
        return found;
    wit_printer_package *package = package_of(p, name);
    found = arena_new(&p->scratch, wit_printer_interface);
    if (!package || !found || !(found->items = wit_scope_new(&p->scratch)) || !wit_scope_add(p->interfaces, name, found)) {
        fail(p);
        return NULL;
    }
    found->name = name;
    if (package->last)
        package->last->next = found;
    else
        package->first = found;
    package->last = found;
    return found;
}

/* Each item is looked at once for what it uses, in the order in which they came. */
static bool add_item(wit_printer *p, wit_printer_interface *to, const cextern *item)
{
    if (wit_scope_find(to->items, item->name))
        return true;
    wit_printer_pending *pending = arena_new(&p->scratch, wit_printer_pending);
    if (!pending || !wit_scope_add(to->items, item->name, (void *)item))
        return fail(p);
    *pending = (wit_printer_pending){ item, to->name, NULL };
    if (p->last_pending)
        p->last_pending->next = pending;
    else
        p->pending = pending;
    p->last_pending = pending;
    return true;
}

/* In a binary, names for one declaration share its number, and its fields; the first to export it declares it. */
static bool is_homeless(const wit_printer *p, const cextern *item)
{
    return item->kind == CEXTERN_TYPE && (item->type->root || item->type->fields) && !item->type->owner_interface
        && !wit_print_declared(p, item->type);
}

/* The first of a number has it; where it has another resource in it, that one has its fields alone. */
static bool set_home(wit_printer *p, const ctype *type, const wit_printer_home *home)
{
    const void *number = wit_print_number(type);
    bool ok = (!number || wit_map_get(&p->declared, number) || wit_map_set(&p->declared, number, home))
           && (!type->fields || wit_map_get(&p->declared, type->fields) || wit_map_set(&p->declared, type->fields, home));
    return ok || fail(p);
}

static bool note_home(wit_printer *p, text_view interface, const cextern *item)
{
    if (!is_homeless(p, item))
        return true;
    wit_printer_home *home = arena_new(&p->scratch, wit_printer_home);
    if (!home)
        return fail(p);
    *home = (wit_printer_home){ interface, item->name, item->type };
    return set_home(p, item->type, home);
}

static bool add_interface(wit_printer *p, text_view name, const cexterns *externs)
{
    wit_printer_interface *to = interface_of(p, name);
    if (!to)
        return false;
    if (!to->origin)
        to->origin = externs->origin;
    to->is_whole = true;
    for (uint32_t i = 0; i < externs->export_count; i++)
        if (!add_item(p, to, &externs->exports[i]) || !note_home(p, name, &externs->exports[i]))
            return false;
    return true;
}

/* What `use` takes from an interface that nobody else mentions: that much of it. */
static bool add_used(wit_printer *p, const cextern *item, text_view here)
{
    text_view name;
    if (item->kind != CEXTERN_TYPE && item->kind != CEXTERN_RESOURCE)
        return true;
    text_view home = wit_print_home(p, item, here, &name);
    if (!home.size)
        return true;
    wit_printer_interface *to = interface_of(p, home);
    if (to && item->kind == CEXTERN_TYPE && item->type->owner_interface && !to->is_whole && !add_interface(p, home, item->type->owner_interface))
        return false;
    if (!to || wit_scope_find(to->items, name))
        return to != NULL;
    cextern *stub = arena_new(&p->scratch, cextern);
    if (!stub)
        return fail(p);
    *stub = *item;
    stub->name = name;
    return add_item(p, to, stub);
}

static bool add_list(wit_printer *p, const cextern *items, uint32_t count, text_view here)
{
    for (uint32_t i = 0; i < count; i++) {
        const cextern *item = &items[i];
        if (item->kind != CEXTERN_INSTANCE) {
            if (!add_used(p, item, here))
                return false;
            continue;
        }
        bool is_named = wit_print_is_interface(item->name) || item->implements.size;
        if (is_named && !add_interface(p, item->implements.size ? item->implements : item->name, item->instance))
            return false;
        for (uint32_t k = 0; !is_named && k < item->instance->export_count; k++)
            if (!add_used(p, &item->instance->exports[k], item->name))
                return false;
    }
    return true;
}

/* More may come to the end of the list while it is walked. */
static bool add_all_used(wit_printer *p)
{
    for (const wit_printer_pending *pending = p->pending; pending; pending = pending->next)
        if (!add_used(p, pending->item, pending->interface))
            return false;
    return true;
}

/* --- printing --- */

static bool add_member(wit_printer *p, const cextern *item)
{
    text_view kind, resource, member;
    if (item->kind != CEXTERN_FUNC || !wit_print_split(item->name, &kind, &resource, &member))
        return true;
    wit_printer_member *made = arena_new(&p->scratch, wit_printer_member), *first = wit_scope_get(p->members, resource);
    if (!made)
        return fail(p);
    made->item = item;
    made->last = made;
    if (!first)
        return wit_scope_add(p->members, resource, made) || fail(p);
    first->last->next = made;
    first->last = made;
    return true;
}

/* Of several names for a type, the one that is used from elsewhere declares it, else the first. */
static bool note_alike(wit_printer *p, const cextern *item)
{
    const void *parts = item->kind == CEXTERN_TYPE ? wit_print_parts(item->type) : NULL;
    text_view name;
    if (!parts)
        return true;
    bool is_used = wit_print_home(p, item, p->interface, &name).size > 0;
    return (!is_used && wit_map_get(&p->alike, parts)) || wit_map_set(&p->alike, parts, item) || fail(p);
}

/* A type used twice, by two names, is called by the first: read back, the two are one. Null: no memory. */
static const cextern *first_use(wit_printer *p, const cextern *item)
{
    const void *home = item->kind == CEXTERN_TYPE ? wit_print_declared(p, item->type) : NULL;
    const cextern *other = home ? wit_map_get(&p->alike, home) : NULL;
    text_view name;
    if (!home || !wit_print_home(p, item, p->interface, &name).size)
        return item;
    if (!other && !wit_map_set(&p->alike, home, item))
        return NULL;
    return other ? other : item;
}

/* Among those that declare records, variants, enums, flags. */
static bool note_here(wit_printer *p, const cextern *item)
{
    if (item->kind != CEXTERN_TYPE || !wit_print_is_declared(item->type->kind))
        return true;
    if (p->here_count == p->here_room) {
        uint32_t room = p->here_room * 2 + 8;
        const cextern **more = arena_array(&p->scratch, const cextern *, room);
        for (uint32_t i = 0; more && i < p->here_count; i++)
            more[i] = p->here_items[i];
        if (!more)
            return fail(p);
        p->here_items = more;
        p->here_room = room;
    }
    p->here_items[p->here_count++] = item;
    return true;
}

/* Note what the types and resources of a list are called. */
static bool enter(wit_printer *p, const cextern *const *items, uint32_t count)
{
    p->here = (wit_map){ .arena = &p->scratch };
    p->alike = (wit_map){ .arena = &p->scratch };
    p->here_count = p->here_room = 0;
    p->members = wit_scope_new(&p->scratch);
    p->resources = p->is_package ? wit_scope_new(&p->scratch) : NULL;
    if (!p->members || (p->is_package && !p->resources))
        return fail(p);
    for (uint32_t i = 0; i < count; i++) {
        const cextern *item = items[i];
        const void *key = item->kind == CEXTERN_TYPE ? (const void *)item->type : item->kind == CEXTERN_RESOURCE ? item->resource : NULL;
        bool is_own_name = item->kind == CEXTERN_RESOURCE && text_equal(item->name, item->resource->name);
        const cextern *named = first_use(p, item);
        if (!named || (key && (is_own_name || !wit_map_get(&p->here, key)) && !wit_map_set(&p->here, key, named)))
            return fail(p);
        if (!wit_print_note_resource(p, item) || !note_alike(p, item))
            return fail(p);
        if (!note_here(p, item) || !add_member(p, item))
            return false;
    }
    return true;
}

static const cextern **list_of(wit_printer *p, const cextern *items, uint32_t count)
{
    const cextern **list = arena_array(&p->scratch, const cextern *, count);
    for (uint32_t i = 0; list && i < count; i++)
        list[i] = &items[i];
    if (!list)
        fail(p);
    return list;
}

/* --- what has no name here --- */

/* A component's functions may have types of other interfaces without a name for them, as WIT's can't: `use` gives them one. */
typedef struct unnamed {
    wit_printer *p;
    wit_scope   *names;           /* of the lists: null; given here: the cextern */
    wit_map      looked;          /* at these types */
} unnamed;

static bool unnamed_open(unnamed *u, wit_printer *p)
{
    *u = (unnamed){ p, wit_scope_new(&p->scratch), { .arena = &p->scratch } };
    return u->names || fail(p);
}

static bool take_names(unnamed *u, const cextern *const *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!wit_scope_find(u->names, items[i]->name) && !wit_scope_add(u->names, items[i]->name, NULL))
            return fail(u->p);
    return true;
}

/* "spot"; "spot2" where there is a spot already. */
static text_view free_name(unnamed *u, text_view name)
{
    text_view given = name;
    for (uint32_t n = 2; given.bytes && wit_scope_find(u->names, given); n++)
        given = arena_format(&u->p->scratch, "%.*s%u", TEXT_ARGS(name), n);
    return given;
}

static bool give_name(unnamed *u, const void *key, cextern item)
{
    text_view name;
    cextern *named = arena_new(&u->p->scratch, cextern);
    if (!wit_print_home(u->p, &item, u->p->interface, &name).size)
        return true;
    item.name = free_name(u, name);
    if (!named || !item.name.bytes || !wit_scope_add(u->names, item.name, named) || !wit_map_set(&u->p->here, key, named))
        return fail(u->p);
    *named = item;
    return note_here(u->p, named);
}

static bool name_type(unnamed *u, const ctype *type);

static bool name_parts(unnamed *u, const ctype *type)
{
    for (uint32_t i = 0; i < type->count; i++)
        if (!name_type(u, type->fields[i].type))
            return false;
    return name_type(u, type->element) && name_type(u, type->other);
}

/* As deep as the type, LIMIT_TYPE_DEPTH; each is looked at once. Null: none. */
static bool name_type(unnamed *u, const ctype *type)
{
    if (!type || wit_map_get(&u->looked, type))
        return true;
    if (!wit_map_set(&u->looked, type, type))
        return fail(u->p);
    if (wit_print_has_name(u->p, type))
        return true;
    if (type->resource)
        return give_name(u, type->resource, (cextern){ .kind = CEXTERN_RESOURCE, .resource = type->resource });
    if (wit_print_is_declared(type->kind))
        return give_name(u, type, (cextern){ .kind = CEXTERN_TYPE, .type = type });
    return name_parts(u, type);
}

static bool name_func(unnamed *u, const cfunc *func)
{
    for (uint32_t i = 0; i < func->param_count; i++)
        if (!name_type(u, func->params[i].type))
            return false;
    return name_type(u, func->result);
}

static bool name_all(unnamed *u, const cextern *const *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        text_view name;
        const cextern *item = items[i];
        bool is_here = item->kind == CEXTERN_TYPE && !wit_print_home(u->p, item, u->p->interface, &name).size && !wit_print_other_name(u->p, item);
        if (item->kind == CEXTERN_FUNC ? !name_func(u, item->func) : is_here && !name_parts(u, item->type))
            return false;
    }
    return true;
}

static void print_named(const unnamed *u)
{
    for (const wit_scope_entry *e = u->names->first; e; e = e->next)
        if (e->value)
            wit_print_item(u->p, e->value);
}

/* '{' interface-items* '}', of an interface written in place or of a named one */
static void print_items(wit_printer *p, const cextern *const *items, uint32_t count, text_view interface)
{
    wit_printer outer = *p;
    unnamed u;
    p->interface = interface;
    if (!items || !enter(p, items, count) || !unnamed_open(&u, p) || !take_names(&u, items, count) || !name_all(&u, items, count))
        return;
    text_add(p->text, "{\n");
    p->depth++;
    print_named(&u);
    for (uint32_t i = 0; i < count; i++)
        wit_print_item(p, items[i]);
    p->depth--;
    text_add(p->text, "%*s}\n", (int)(p->depth * 2), "");
    p->interface = outer.interface;
    p->here = outer.here;
    p->alike = outer.alike;
    p->here_items = outer.here_items;
    p->here_count = outer.here_count;
    p->here_room = outer.here_room;
    p->members = outer.members;
    p->resources = outer.resources;
}

void wit_print_body(wit_printer *p, const cextern *items, uint32_t count, text_view interface)
{
    print_items(p, list_of(p, items, count), count, interface);
}

static void print_interface(wit_printer *p, const wit_printer_interface *interface)
{
    text_view package, name, version;
    const cextern **items = arena_array(&p->scratch, const cextern *, interface->items->count);
    uint32_t count = 0;
    if (!items) {
        fail(p);
        return;
    }
    for (const wit_scope_entry *e = interface->items->first; e; e = e->next)
        items[count++] = e->value;
    wit_print_name(interface->name, &package, &name, &version);
    wit_print_docs(p, interface->origin);
    text_add(p->text, "%*sinterface %s%.*s ", (int)(p->depth * 2), "", wit_lex_is_keyword(name) ? "%" : "", TEXT_ARGS(name));
    print_items(p, items, count, interface->name);
}

static void print_world(wit_printer *p, const cexterns *world, text_view name)
{
    wit_print_docs(p, world->origin);
    text_add(p->text, "world %s%.*s {\n", wit_lex_is_keyword(name) ? "%" : "", TEXT_ARGS(name));
    const cextern **imports = list_of(p, world->imports, world->import_count), **exports = list_of(p, world->exports, world->export_count);
    unnamed u;
    p->interface = world->name;
    if (!imports || !exports || !enter(p, imports, world->import_count) || !unnamed_open(&u, p)
        || !take_names(&u, imports, world->import_count) || !take_names(&u, exports, world->export_count)
        || !name_all(&u, imports, world->import_count) || !name_all(&u, exports, world->export_count))
        return;
    p->depth++;
    for (uint32_t i = 0; i < world->import_count; i++)
        wit_print_port(p, imports[i], "import ");
    print_named(&u);        /* behind the imports, as it is read again */
    for (uint32_t i = 0; i < world->export_count; i++)
        wit_print_port(p, exports[i], "export ");
    p->depth--;
    text_add(p->text, "}\n");
}

static void print_package_name(wit_printer *p, text_view full)
{
    text_view package, name, version;
    wit_print_name(full, &package, &name, &version);
    text_add(p->text, "package ");
    wit_print_package_name(p, package);
    text_add(p->text, "%s%.*s", version.size ? "@" : "", TEXT_ARGS(version));
}

static void print_package(wit_printer *p, const wit_printer_package *package)
{
    p->package = package->name;
    text_add(p->text, "\n");
    print_package_name(p, package->name);
    text_add(p->text, " {\n");
    p->depth++;
    for (const wit_printer_interface *i = package->first; i; i = i->next)
        print_interface(p, i);
    p->depth--;
    text_add(p->text, "}\n");
}

static void print_set(wit_printer *p, const cexterns *externs, text_view full)
{
    text_view package, name, version;
    wit_print_name(full, &package, &name, &version);
    wit_printer_package *own = package_of(p, full);
    if (!own) {
        fail(p);
        return;
    }
    p->package = full;
    print_package_name(p, full);
    text_add(p->text, ";\n\n");
    for (const wit_printer_interface *i = own->first; i; i = i->next) {
        print_interface(p, i);
        text_add(p->text, i->next || p->is_world ? "\n" : "");
    }
    if (p->is_world)
        print_world(p, externs, name);
    for (const wit_printer_package *other = p->first; other; other = other->next)
        if (other != own)
            print_package(p, other);
}

/* An interface has exports only, which are functions and types; a world has instances, or imports. */
static bool is_world_of(const cexterns *externs)
{
    if (externs->import_count || !wit_print_is_interface(externs->name))
        return true;
    for (uint32_t i = 0; i < externs->export_count; i++)
        if (externs->exports[i].kind == CEXTERN_INSTANCE)
            return true;
    return false;
}

static bool open_printer(wit_printer *p, text_builder *t)
{
    *p = (wit_printer){ .text = t, .port = "" };
    arena_open(&p->scratch, t->budget);
    p->declared.arena = &p->scratch;
    p->interfaces = wit_scope_new(&p->scratch);
    p->packages = wit_scope_new(&p->scratch);
    return p->interfaces && p->packages;
}

bool wit_print_open(wit_printer *p, text_builder *t, const cexterns *externs, wit_print_form form)
{
    bool is_world = form == WIT_PRINT_WORLD || (form == WIT_PRINT_EITHER && is_world_of(externs));
    text_view full = wit_print_is_interface(externs->name) ? externs->name : text_of("root:component/root");
    bool ok = open_printer(p, t);
    p->is_world = is_world;
    p->package = full;
    if (ok && is_world)
        ok = add_list(p, externs->imports, externs->import_count, externs->name)
            && add_list(p, externs->exports, externs->export_count, externs->name);
    else if (ok)
        ok = add_interface(p, full, externs);
    return (ok && add_all_used(p)) || fail(p);
}

void wit_print_close(wit_printer *p)
{
    arena_close(&p->scratch);
}

void wit_print(text_builder *t, const cexterns *externs, wit_print_form form)
{
    wit_printer p;
    if (wit_print_open(&p, t, externs, form))
        print_set(&p, externs, p.package);
    wit_print_close(&p);
}

/* --- packages of types --- */

/* What an export of the component stands for: (component (import …)* (export "ns:pkg/name" (instance or component …))). */
const cextern *wit_print_packed(const cextern *item)
{
    const cexterns *around = component_type_named(item);
    if (!around || around->export_count != 1 || !wit_print_is_interface(around->exports[0].name))
        return NULL;
    cextern_kind kind = around->exports[0].kind;
    return kind == CEXTERN_INSTANCE || kind == CEXTERN_COMPONENT ? &around->exports[0] : NULL;
}

bool wit_is_package(const cexterns *externs)
{
    for (uint32_t i = 0; i < externs->export_count; i++)
        if (!wit_print_packed(&externs->exports[i]))
            return false;
    return externs->export_count > 0 && externs->import_count == 0;
}

/* What the interfaces of a list declare, for those that use it. What is written in place nobody can use. */
static bool note_homes(wit_printer *p, const cextern *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        text_view interface = items[i].implements.size ? items[i].implements : items[i].name;
        if (items[i].kind != CEXTERN_INSTANCE || !wit_print_is_interface(interface))
            continue;
        for (uint32_t k = 0; k < items[i].instance->export_count; k++)
            if (!note_home(p, interface, &items[i].instance->exports[k]))
                return false;
    }
    return true;
}

/* What each world and interface of the package sees of the interfaces of other packages: more or less of them. That what
 * is printed stands alone, they are printed, too; the package's own are exports of their own. */
typedef bool foreign_visit(wit_printer *p, wit_scope *views, text_view interface, const cextern *item);

static bool visit_foreign(wit_printer *p, wit_scope *views, const cextern *items, uint32_t count, foreign_visit *visit)
{
    for (uint32_t i = 0; i < count; i++) {
        text_view interface = items[i].implements.size ? items[i].implements : items[i].name;
        bool is_foreign = items[i].kind == CEXTERN_INSTANCE && wit_print_is_interface(interface) && !wit_print_is_same_package(interface, p->package);
        if (is_foreign && !visit(p, views, interface, &items[i]))
            return false;
    }
    return true;
}

static bool visit_all_foreign(wit_printer *p, wit_scope *views, const cexterns *package, foreign_visit *visit)
{
    for (uint32_t i = 0; i < package->export_count; i++) {
        const cexterns *around = component_type_named(&package->exports[i]), *of = wit_print_packed(&package->exports[i])->component;
        if (!visit_foreign(p, views, around->imports, around->import_count, visit) || !visit_foreign(p, views, of->imports, of->import_count, visit)
            || !visit_foreign(p, views, of->exports, of->export_count, visit))
            return false;
    }
    return true;
}

static bool note_view(wit_printer *p, wit_scope *views, text_view interface, const cextern *item)
{
    wit_scope_entry *best = wit_scope_find(views, interface);
    if (!best)
        return wit_scope_add(views, interface, (void *)item) || fail(p);
    if (item->instance->export_count > ((const cextern *)best->value)->instance->export_count)
        best->value = (void *)item;
    return true;
}

/* The one that sees the most says what things are called; the others add what it does not see. */
static bool add_view(wit_printer *p, wit_scope *views, text_view interface, const cextern *item)
{
    const cextern *best = wit_scope_get(views, interface);
    return (!best || add_interface(p, interface, best->instance)) && add_interface(p, interface, item->instance);
}

static bool add_foreign(wit_printer *p, const cexterns *package)
{
    wit_scope *views = wit_scope_new(&p->scratch);
    if (!views)
        return fail(p);
    return visit_all_foreign(p, views, package, note_view) && visit_all_foreign(p, views, package, add_view);
}

static bool add_packed(wit_printer *p, const cextern *item)
{
    const cexterns *around = component_type_named(item);
    const cextern *what = wit_print_packed(item);
    if (!note_homes(p, around->imports, around->import_count))
        return false;
    if (what->kind == CEXTERN_INSTANCE)
        return add_interface(p, what->name, what->instance);
    return note_homes(p, what->component->imports, what->component->import_count) &&
           note_homes(p, what->component->exports, what->component->export_count);
}

static void print_packed_worlds(wit_printer *p, const cexterns *externs)
{
    for (uint32_t i = 0; i < externs->export_count; i++) {
        const cextern *what = wit_print_packed(&externs->exports[i]);
        text_view package, name, version;
        if (what->kind != CEXTERN_COMPONENT)
            continue;
        wit_print_name(what->name, &package, &name, &version);
        text_add(p->text, "\n");
        print_world(p, what->component, name);
    }
}

static void print_types(text_builder *t, const cexterns *externs, bool is_whole)
{
    wit_printer p;
    bool ok = open_printer(&p, t);
    p.is_package = true;
    const cextern *first = wit_print_packed(&externs->exports[0]);
    p.package = first->name;
    wit_printer_package *own = ok ? package_of(&p, first->name) : NULL;
    for (uint32_t i = 0; own && i < externs->export_count; i++)
        if (!add_packed(&p, &externs->exports[i]))
            own = NULL;
    if (own && is_whole && !add_foreign(&p, externs))
        own = NULL;
    if (own) {
        wit_print_docs(&p, externs->origin);
        print_package_name(&p, first->name);
        text_add(t, ";\n");
    }
    for (const wit_printer_interface *i = own ? own->first : NULL; i; i = i->next) {
        text_add(t, "\n");
        print_interface(&p, i);
    }
    if (own)
        print_packed_worlds(&p, externs);
    for (const wit_printer_package *other = own ? p.first : NULL; other; other = other->next)
        if (other != own)
            print_package(&p, other);
    t->failed |= !own;
    arena_close(&p.scratch);
}

void wit_print_types(text_builder *t, const cexterns *externs)
{
    print_types(t, externs, false);
}

void wit_print_types_whole(text_builder *t, const cexterns *externs)
{
    print_types(t, externs, true);
}
