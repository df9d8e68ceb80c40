/* The reference of a world or an interface, in Markdown: for whoever writes mods against it. */
#include "engine/wit/wit_print.h"

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

static void put_item(text_builder *t, const cextern *item)
{
    text_add(t, "- `");
    wit_line(t, item);
    text_add(t, "`");
    put_gate(t, item->origin);
    text_add(t, "\n");
    put_docs(t, item->origin, "  ");
    if (item->kind == CEXTERN_TYPE)
        put_fields(t, item->type);
}

static void put_items(text_builder *t, const cextern *items, uint32_t count, const char *title, cextern_kind kind)
{
    bool is_begun = false;
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].kind != kind)
            continue;
        text_add(t, "%s%s%s", is_begun ? "" : "\n", is_begun ? "" : title, is_begun ? "" : "\n\n");
        is_begun = true;
        put_item(t, &items[i]);
    }
}

static void put_all(text_builder *t, const cextern *items, uint32_t count)
{
    put_items(t, items, count, "Types:", CEXTERN_TYPE);
    put_items(t, items, count, "Resources:", CEXTERN_RESOURCE);
    put_items(t, items, count, "Functions:", CEXTERN_FUNC);
}

static void put_ports(text_builder *t, const char *title, const cextern *items, uint32_t count)
{
    if (count)
        text_add(t, "\n## %s\n", title);
    put_all(t, items, count);
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].kind != CEXTERN_INSTANCE)
            continue;
        const cexterns *interface = items[i].instance;
        text_add(t, "\n### %.*s", TEXT_ARGS(items[i].name));
        put_gate(t, interface->origin);
        text_add(t, "\n\n");
        put_docs(t, interface->origin, "");
        put_all(t, interface->exports, interface->export_count);
    }
}

void wit_reference(text_builder *t, const cexterns *externs, wit_print_form form)
{
    text_add(t, "# %.*s", TEXT_ARGS(externs->name));
    put_gate(t, externs->origin);
    text_add(t, "\n\n");
    put_docs(t, externs->origin, "");
    if (form == WIT_PRINT_INTERFACE) {
        put_all(t, externs->exports, externs->export_count);
        return;
    }
    put_ports(t, "Imports: what the mod may call", externs->imports, externs->import_count);
    put_ports(t, "Exports: what the mod must have", externs->exports, externs->export_count);
}
