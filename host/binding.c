/* Attaching bindings, and finding their exports in a generation. */
#include "host/binding.h"

#include "host/host.h"

#include <string.h>

/* ---- is the header's world the slot's? ---- */

/* The WIT of a world, line by line, comments left out. */
typedef struct wit_lines {
    text_view rest;
} wit_lines;

static bool next_line(wit_lines *l, text_view *line)
{
    while (l->rest.size) {
        const char *end = memchr(l->rest.bytes, '\n', l->rest.size);
        size_t size = end ? (size_t)(end - l->rest.bytes) + 1 : l->rest.size, indent = 0;
        *line = (text_view){ l->rest.bytes, size };
        l->rest = (text_view){ l->rest.bytes + size, l->rest.size - size };
        while (indent < line->size && line->bytes[indent] == ' ')
            indent++;
        if (line->size - indent < 3 || memcmp(line->bytes + indent, "///", 3) != 0)
            return true;
    }
    return false;
}

/* The header's text goes on at `*part`, `*at`; take the line from it. */
static bool take_line(const char *const **part, size_t *at, text_view line)
{
    for (size_t i = 0; i < line.size; i++) {
        while (**part && !(**part)[*at]) {
            ++*part;
            *at = 0;
        }
        if (!**part || (**part)[*at] != line.bytes[i])
            return false;
        ++*at;
    }
    return true;
}

static text_view without_end(text_view line)
{
    size_t from = 0, size = line.size;
    while (size && line.bytes[size - 1] == '\n')
        size--;
    while (from < size && line.bytes[from] == ' ')
        from++;
    return (text_view){ line.bytes + from, size - from };
}

static bool is_other(const slot *s, const inlay_binding *b, text_view line, error *err)
{
    error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%s was made from another WIT than slot \"%.*s\" has; they part at \"%.*s\"", b->header,
              TEXT_ARGS(s->name), TEXT_ARGS(without_end(line)));
    return error_hint(err, "make the header again with `inlay bind`, and build the game with it");
}

static bool is_same(inlay_host *host, const slot *s, const inlay_binding *b, error *err)
{
    text_builder text;
    text_view line = TEXT_LITERAL("");
    const char *const *part = b->wit;
    size_t at = 0;
    text_open(&text, &host->budget);
    wit_print(&text, s->world, WIT_PRINT_WORLD);
    wit_lines lines = { text_of(text_string(&text)) };
    bool same = !text.failed;
    if (!same)
        error_memory(err);
    while (same && next_line(&lines, &line))
        same = take_line(&part, &at, line) || is_other(s, b, line, err);
    while (same && *part && !(*part)[at]) {
        part++;
        at = 0;
    }
    if (same && *part)
        same = is_other(s, b, (text_view)TEXT_LITERAL("its end"), err);
    text_close(&text);
    return same;
}

/* ---- attaching ---- */

/* Is there a function at that place of the table? */
static bool has_function(const uint8_t *table, uint32_t offset)
{
    void (*function)(void);
    memcpy(&function, table + offset, sizeof function);
    return function != NULL;
}

static bool bind_functions(inlay_host *host, const inlay_binding *b, const uint8_t *table, void *user, error *err)
{
    for (uint32_t i = 0; i < b->import_count; i++) {
        const inlay_binding_function *f = &b->imports[i];
        if (has_function(table, f->offset) && !import_bind_typed(&host->imports, f, table, user, err))
            return false;
    }
    for (uint32_t i = 0; i < b->resource_count; i++) {
        const inlay_binding_resource *r = &b->resources[i];
        inlay_drop *drop;
        memcpy(&drop, table + r->offset, sizeof drop);
        if (!import_has_resource(&host->imports, r->name) && !import_bind_resource(&host->imports, r->name, drop, user, err))
            return false;
    }
    return true;
}

bool binding_attach(inlay_host *host, slot *s, const inlay_binding *b, const void *table, void *user, error *err)
{
    if (b->format != INLAY_BINDING_FORMAT) {
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%s is of format %u, this SDK reads %u", b->header, b->format, INLAY_BINDING_FORMAT);
        return error_hint(err, "make the header again with this SDK's `inlay bind`");
    }
    if (s->binding)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "slot \"%.*s\" is bound by %s already", TEXT_ARGS(s->name), s->binding->header);
    if (!is_same(host, s, b, err))
        return false;
    if (table) {
        uint8_t *copy = arena_alloc(&host->arena, b->table_size);
        if (!copy)
            return error_memory(err);
        memcpy(copy, table, b->table_size);
        if (!bind_functions(host, b, copy, user, err))
            return false;
    }
    s->binding = b;
    return true;
}

/* ---- exports ---- */

static bool prepare(generation *g, const inlay_binding_function *f, generation_bound *bound, error *err)
{
    generation_export *e = generation_find_export(g, text_of(f->name));
    if (!e)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "it exports no function \"%s\"", f->name);
    if (!e->func)
        e->func = component_export_func(g->instance, e->interface_name, e->name);
    if (!e->func)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "its \"%s\" cannot be called", f->name);
    const typed_function c = { f->params, f->param_count, f->result };
    bound->typed = component_func_typed(e->func, &c, err);
    bound->export = e;
    return bound->typed != NULL;
}

generation_bound *binding_export(generation *g, const inlay_binding *b, uint32_t index, error *err)
{
    if (b != g->image->slot->binding || index >= b->export_count) {
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "its slot is not bound by %s", b->header);
        error_hint(err, "this is for the game's author: call the header's bind function for the slot before the first frame");
        return NULL;
    }
    if (!g->bound)
        g->bound = arena_array(&g->names, generation_bound, b->export_count);
    if (!g->bound)
        return error_memory(err), NULL;
    g->binding = b;
    generation_bound *bound = &g->bound[index];
    return bound->typed || prepare(g, &b->exports[index], bound, err) ? bound : NULL;
}
