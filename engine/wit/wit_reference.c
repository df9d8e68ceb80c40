/* The reference of a world or an interface, in Markdown: for whoever writes mods against it.
 *
 * A type is told where it is declared; elsewhere it is named with that place.
 */
#include "engine/wit/wit_print.h"

typedef struct reference {
    text_builder *text;
    wit_printer   from;          /* knows where types are from */
    wit_scope    *listed;        /* the interfaces that have a part of their own */
    text_view     here;
} reference;

/* Docs are Markdown themselves: each line is moved in, so that it stays with its item. */
static void put_docs(text_builder *t, const corigin *origin, const char *margin)
{
    text_view docs = origin ? origin->docs : (text_view){ 0 };
    size_t from = 0;
    for (size_t at = 0; docs.size && at <= docs.size; at++) {
        if (at < docs.size && docs.bytes[at] != '\n')
            continue;
        text_add(t, "%s%.*s\n", at > from ? margin : "", (int)(at - from), docs.bytes + from);
        from = at + 1;
    }
}

static void put_gate(text_builder *t, const corigin *origin)
{
    if (!origin)
        return;
    if (origin->since.size)
        text_add(t, " *(since %.*s)*", TEXT_ARGS(origin->since));
    if (origin->unstable.size)
        text_add(t, " *(unstable: %.*s)*", TEXT_ARGS(origin->unstable));
    if (origin->deprecated.size)
        text_add(t, " *(deprecated since %.*s)*", TEXT_ARGS(origin->deprecated));
}

/* Fields and cases that have something to say. */
static void put_fields(text_builder *t, const ctype *type)
{
    for (uint32_t i = 0; i < type->count; i++) {
        const corigin *origin = type->fields[i].origin;
        if (!type->fields[i].name.size || !origin || !origin->docs.size)
            continue;
        text_add(t, "  - `%.*s`:\n", TEXT_ARGS(type->fields[i].name));
        put_docs(t, origin, "    ");
    }
}

static bool is_type(const cextern *item)
{
    return item->kind == CEXTERN_TYPE || item->kind == CEXTERN_RESOURCE;
}

/* The interface that the item is used from; empty: it is declared here. */
static text_view home_of(reference *r, const cextern *item, text_view *name)
{
    return is_type(item) ? wit_print_home(&r->from, item, r->here, name) : (text_view){ 0 };
}

static bool is_told_elsewhere(reference *r, const cextern *item)
{
    text_view name, home = home_of(r, item, &name);
    return home.size && wit_scope_find(r->listed, home);
}

/* "From `a:b/types`: `vec2`, `point` (there `vec3`)." for each run of items that are used from one interface. */
static void put_used(reference *r, const cextern *items, uint32_t count)
{
    text_view last = { 0 };
    for (uint32_t i = 0; i < count; i++) {
        text_view name, home = home_of(r, &items[i], &name);
        if (!home.size || !wit_scope_find(r->listed, home))
            continue;
        if (text_equal(home, last))
            text_add(r->text, ", ");
        else
            text_add(r->text, "%s\nFrom `%.*s`: ", last.size ? ".\n" : "", TEXT_ARGS(home));
        text_add(r->text, "`%.*s`", TEXT_ARGS(items[i].name));
        if (!text_equal(name, items[i].name))
            text_add(r->text, " (there `%.*s`)", TEXT_ARGS(name));
        last = home;
    }
    text_add(r->text, "%s", last.size ? ".\n" : "");
}

/* What stands below a heading, a line apart. */
static void put_text(text_builder *t, const corigin *origin)
{
    text_add(t, "%s", origin && origin->docs.size ? "\n\n" : "\n");
    put_docs(t, origin, "");
}

static void put_item(reference *r, const cextern *item)
{
    text_builder *t = r->text;
    text_view name, home = home_of(r, item, &name);
    text_add(t, "- `");
    wit_line(t, item);
    text_add(t, "`");
    if (home.size)
        text_add(t, " *(of %.*s)*", TEXT_ARGS(home));
    put_gate(t, item->origin);
    text_add(t, "\n");
    put_docs(t, item->origin, "  ");
    if (item->kind == CEXTERN_TYPE)
        put_fields(t, item->type);
}

static void put_items(reference *r, const cextern *items, uint32_t count, const char *title, cextern_kind kind)
{
    bool is_begun = false;
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].kind != kind || is_told_elsewhere(r, &items[i]))
            continue;
        text_add(r->text, "%s%s%s", is_begun ? "" : "\n", is_begun ? "" : title, is_begun ? "" : "\n\n");
        is_begun = true;
        put_item(r, &items[i]);
    }
}

static void put_all(reference *r, const cextern *items, uint32_t count, text_view here)
{
    r->here = here;
    put_used(r, items, count);
    put_items(r, items, count, "Types:", CEXTERN_TYPE);
    put_items(r, items, count, "Resources:", CEXTERN_RESOURCE);
    put_items(r, items, count, "Functions:", CEXTERN_FUNC);
}

static void put_ports(reference *r, const char *title, const cextern *items, uint32_t count, text_view world)
{
    text_builder *t = r->text;
    if (count)
        text_add(t, "\n## %s\n", title);
    put_all(r, items, count, world);
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].kind != CEXTERN_INSTANCE)
            continue;
        const cexterns *interface = items[i].instance;
        text_add(t, "\n### %.*s", TEXT_ARGS(items[i].name));
        put_gate(t, interface->origin);
        put_text(t, interface->origin);
        put_all(r, interface->exports, interface->export_count, items[i].implements.size ? items[i].implements : items[i].name);
    }
}

static bool list(reference *r, const cextern *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (items[i].kind == CEXTERN_INSTANCE && !wit_scope_find(r->listed, items[i].name)
            && !wit_scope_add(r->listed, items[i].name, (void *)&items[i]))
            return false;
    return true;
}

static void put_reference(reference *r, const cexterns *externs)
{
    text_add(r->text, "# %.*s", TEXT_ARGS(r->from.package));
    put_gate(r->text, externs->origin);
    put_text(r->text, externs->origin);
    if (!r->from.is_world) {
        put_all(r, externs->exports, externs->export_count, externs->name);
        return;
    }
    put_ports(r, "Imports: what the mod may call", externs->imports, externs->import_count, externs->name);
    put_ports(r, "Exports: what the mod must have", externs->exports, externs->export_count, externs->name);
}

void wit_reference(text_builder *t, const cexterns *externs, wit_print_form form)
{
    reference r = { .text = t };
    bool ok = wit_print_open(&r.from, t, externs, form);
    r.listed = ok ? wit_scope_new(&r.from.scratch) : NULL;
    if (r.listed && list(&r, externs->imports, externs->import_count) && list(&r, externs->exports, externs->export_count))
        put_reference(&r, externs);
    else
        t->failed = true;
    wit_print_close(&r.from);
}
