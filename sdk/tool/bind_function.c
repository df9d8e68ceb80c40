/* Functions: those that the game offers become a table, those of the mods one C
 * function each. */
#include "sdk/tool/bind.h"

#include "host/import.h"

#include <inttypes.h>
#include <string.h>

/* A function's name taken apart: "[method]body.position". */
typedef struct function_name { text_view kind, resource, name; } function_name;

static function_name split(text_view whole)
{
    function_name n = { .name = whole };
    const char *end = whole.size && *whole.bytes == '[' ? memchr(whole.bytes, ']', whole.size) : NULL;
    if (!end)
        return n;
    size_t at = (size_t)(end - whole.bytes) + 1;
    n.kind = (text_view){ whole.bytes + 1, at - 2 };
    n.resource = (text_view){ whole.bytes + at, whole.size - at };
    const char *dot = memchr(n.resource.bytes, '.', n.resource.size);
    n.name = (text_view)TEXT_LITERAL("new");
    if (!dot)
        return n;
    n.name = (text_view){ dot + 1, (size_t)(n.resource.bytes + n.resource.size - dot) - 1 };
    n.resource.size = (size_t)(dot - n.resource.bytes);
    return n;
}

/* What follows the prefix: "world_body_position". */
static const char *local_name(bind_header *h, text_view interface_name, text_view name)
{
    function_name n = split(name);
    const char *scope = bind_scope(h, interface_name) + strlen(h->prefix) + 1, *own = bind_snake(h, n.name);
    return n.resource.size ? bind_text(h, "%s%s_%s", scope, bind_snake(h, n.resource), own) : bind_text(h, "%s%s", scope, own);
}

static const char *wit_name(bind_header *h, text_view interface_name, text_view name)
{
    return bind_text(h, "%.*s%s%.*s", TEXT_ARGS(interface_name), interface_name.size ? "#" : "", TEXT_ARGS(name));
}

static bool cannot(bind_header *h, const char *name)
{
    return error_in(h->err, "the function %s", name);
}

/* ", float seconds, const creature_point *at, creature_point *result" */
static bool put_params(bind_header *h, text_builder *t, const cfunc *f)
{
    for (uint32_t i = 0; i < f->param_count; i++) {
        const bind_type *type = bind_type_of(h, f->params[i].type);
        if (!type)
            return false;
        bool large = bind_type_is_large(f->params[i].type);
        text_add(t, ", %s%s %s%s", large ? "const " : "", type->name, large ? "*" : "", bind_field(h, f->params[i].name));
    }
    const bind_type *result = f->result ? bind_type_of(h, f->result) : NULL;
    if (f->result && !result)
        return false;
    if (result)
        text_add(t, ", %s *result", result->name);
    return true;
}

/* The array of layouts, and its row: `{ "name", params, 1, &result, thunk, offset }`. */
static void put_row(bind_header *h, text_builder *rows, const cfunc *f, const char *name, const char *local, bool is_import)
{
    const char *params = "NULL", *result = "NULL";
    const char *port = is_import ? "import" : "export";
    if (f->param_count) {
        params = bind_text(h, "%s_%s_%s_params", h->prefix, port, local);
        text_add(&h->bodies, "static const inlay_layout *const %s[] = { ", params);
        for (uint32_t i = 0; i < f->param_count; i++)
            text_add(&h->bodies, "%s&%s", i ? ", " : "", bind_type_of(h, f->params[i].type)->layout);
        text_add(&h->bodies, " };\n\n");
    }
    if (f->result)
        result = bind_text(h, "&%s", bind_type_of(h, f->result)->layout);
    text_add(rows, "    { \"%s\", %s, %" PRIu32 ", %s, ", name, params, f->param_count, result);
    if (is_import)
        text_add(rows, "%s_thunk_%s, offsetof(%s_host, %s) },\n", h->prefix, local, h->prefix, local);
    else
        text_add(rows, "NULL, 0 },\n");
}

/* ---- what the game offers ---- */

/* The brackets around what is called keep a macro of that name away: windows.h has a min. */
static void put_thunk(bind_header *h, const cfunc *f, const char *local)
{
    text_add(&h->bodies, "static inlay_status %s_thunk_%s(inlay_call *call, const void *functions, void *user, const void *const *arguments, void *result)\n{\n",
             h->prefix, local);
    text_add(&h->bodies, "    (void)arguments;\n    (void)result;\n    return (((const %s_host *)functions)->%s)(call, user", h->prefix, local);
    for (uint32_t i = 0; i < f->param_count; i++)
        text_add(&h->bodies, ", %s(const %s *)arguments[%" PRIu32 "]", bind_type_is_large(f->params[i].type) ? "" : "*",
                 bind_type_of(h, f->params[i].type)->name, i);
    if (f->result)
        text_add(&h->bodies, ", (%s *)result", bind_type_of(h, f->result)->name);
    text_add(&h->bodies, ");\n}\n\n");
}

static bool bind_import(bind_header *h, text_view interface_name, const cextern *e)
{
    const char *name = wit_name(h, interface_name, e->name);
    const char *local = bind_field(h, text_of(local_name(h, interface_name, e->name)));
    if (e->func->is_async)
        return error_set(h->err, ERROR_BINDING, ERROR_NO_OFFSET, "an async function cannot be bound yet"), cannot(h, name);
    if (!bind_claim(h, bind_text(h, "the table's %s", local), text_of(name)))
        return false;
    text_builder params;
    text_open(&params, h->budget);
    bool good = put_params(h, &params, e->func);
    if (good) {
        bind_docs(&h->table, e->func->origin ? e->func->origin : e->origin, 4);
        text_add(&h->table, "    inlay_status (*%s)(inlay_call *call, void *user%s);\n", local, text_string(&params));
        put_thunk(h, e->func, local);
        put_row(h, &h->imports, e->func, name, local, true);
        h->import_count++;
    }
    text_close(&params);
    return good || cannot(h, name);
}

static bool bind_host_resource(bind_header *h, text_view interface_name, const cextern *e)
{
    const char *wit = wit_name(h, interface_name, e->name);
    const char *name = bind_resource_name(h, e->resource);
    if (!name || !bind_claim(h, bind_text(h, "%s_create", name), text_of(wit)) || !bind_claim(h, bind_text(h, "%s_data", name), text_of(wit)))
        return false;
    const char *local = bind_text(h, "drop_%s", name + strlen(h->prefix) + 1);
    if (!bind_claim(h, bind_text(h, "the table's %s", local), text_of(wit)))
        return false;
    text_add(&h->table, "    /* The last owner of a %.*s let go of it; may be null. */\n    inlay_drop *%s;\n", TEXT_ARGS(e->name), local);
    text_add(&h->resources, "    { \"%s\", offsetof(%s_host, %s) },\n", wit, h->prefix, local);
    text_add(&h->calls, "/* A new %.*s of the game's, and what was given for it: null when its id is stale. */\n", TEXT_ARGS(e->name));
    text_add(&h->calls, "static inline %s %s_create(inlay_host *host, void *data)\n{\n    %s made;\n    made.id = inlay_resource_new(host, \"%s\", data);\n    return made;\n}\n\n",
             name, name, name, wit);
    text_add(&h->calls, "static inline void *%s_data(inlay_host *host, %s self)\n{\n    return inlay_resource_data(host, self.id);\n}\n\n", name, name);
    h->resource_count++;
    return true;
}

/* `type y = x;` beside the resource itself: another name for it in C, too. */
static bool bind_resource_alias(bind_header *h, text_view interface_name, const cextern *e)
{
    const char *of = bind_resource_name(h, e->resource);
    const char *name = bind_free(h, bind_text(h, "%s%s", bind_scope(h, interface_name), bind_snake(h, e->name)));
    if (!of || !bind_claim(h, name, text_of(wit_name(h, interface_name, e->name))))
        return false;
    text_add(&h->types, "typedef %s %s;\n\n", of, name);
    return true;
}

static bool bind_resource(bind_header *h, text_view interface_name, const cextern *e, bool is_import)
{
    bool is_here = text_equal(e->resource->interface_name, interface_name);
    if (is_here && !text_equal(e->name, e->resource->name))
        return bind_resource_alias(h, interface_name, e);
    return is_import ? !is_here || bind_host_resource(h, interface_name, e) : bind_resource_name(h, e->resource) != NULL;
}

static bool bind_imports_of(bind_header *h, text_view interface_name, const cextern *externs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const cextern *e = &externs[i];
        if (e->kind == CEXTERN_RESOURCE && !bind_resource(h, interface_name, e, true))
            return false;
        if (e->kind == CEXTERN_FUNC && !bind_import(h, interface_name, e))
            return false;
    }
    return true;
}

/* ---- what mods offer ---- */

static void put_call(bind_header *h, const cfunc *f, const char *how, const char *whom)
{
    if (f->param_count) {
        text_add(&h->bodies, "    const void *const arguments[] = { ");
        for (uint32_t i = 0; i < f->param_count; i++)
            text_add(&h->bodies, "%s%s%s", i ? ", " : "", bind_type_is_large(f->params[i].type) ? "" : "&", bind_field(h, f->params[i].name));
        text_add(&h->bodies, " };\n");
    }
    text_add(&h->bodies, "    return inlay_typed_%s(host, %s, &%s_binding, %" PRIu32 ", %s, %s);\n}\n\n", how, whom, h->prefix, h->export_count,
             f->param_count ? "arguments" : "NULL", f->result ? "result" : "NULL");
}

/* The result of a call that was suspended. */
static bool put_take(bind_header *h, const cfunc *f, const char *local, const char *name)
{
    const char *take = bind_text(h, "%s_%s_take", h->prefix, local);
    if (!f->result)
        return true;
    if (!bind_claim(h, take, text_of(bind_text(h, "the late result of %s", name))))
        return false;
    const char *head = bind_text(h, "inlay_status %s(inlay_host *host, inlay_mod mod, %s *result)", take, bind_type_of(h, f->result)->name);
    text_add(&h->calls, "/* Its result, when it was suspended: INLAY_DONE once. */\n%s;\n\n", head);
    text_add(&h->bodies, "%s\n{\n    return inlay_typed_take(host, mod, &%s_binding, %" PRIu32 ", result);\n}\n\n", head, h->prefix, h->export_count);
    return true;
}

static bool bind_export(bind_header *h, text_view interface_name, const cextern *e)
{
    const char *name = wit_name(h, interface_name, e->name), *local = local_name(h, interface_name, e->name);
    const char *c = bind_free(h, bind_text(h, "%s_%s", h->prefix, local));
    bool is_method = text_is(split(e->name).kind, "method");
    if (e->func->is_async)
        return error_set(h->err, ERROR_BINDING, ERROR_NO_OFFSET, "an async function cannot be bound yet"), cannot(h, name);
    if (!bind_claim(h, c, text_of(bind_text(h, "the function %s", name))))
        return false;
    text_builder params;
    text_open(&params, h->budget);
    bool good = put_params(h, &params, e->func);
    if (good) {
        const char *head = bind_text(h, "inlay_status %s(inlay_host *host%s%s)", c, is_method ? "" : ", inlay_mod mod", text_string(&params));
        bind_docs(&h->calls, e->func->origin ? e->func->origin : e->origin, 0);
        text_add(&h->calls, "%s;\n\n", head);
        put_row(h, &h->exports, e->func, name, local, false);
        text_add(&h->bodies, "%s\n{\n", head);
        put_call(h, e->func, is_method ? "method" : "call", is_method ? bind_text(h, "%s.id", bind_field(h, e->func->params[0].name)) : "mod");
        good = put_take(h, e->func, local, name);
        h->export_count++;
    }
    text_close(&params);
    return good || cannot(h, name);
}

static bool bind_exports_of(bind_header *h, text_view interface_name, const cextern *externs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (externs[i].kind == CEXTERN_RESOURCE && !bind_resource(h, interface_name, &externs[i], false))
            return false;
        if (externs[i].kind == CEXTERN_FUNC && !bind_export(h, interface_name, &externs[i]))
            return false;
    }
    return true;
}

bool bind_functions(bind_header *h)
{
    const cexterns *w = h->world;
    for (uint32_t i = 0; i < w->import_count; i++)
        if (w->imports[i].kind == CEXTERN_INSTANCE && !import_is_ours(w->imports[i].name) &&
            !bind_imports_of(h, w->imports[i].name, w->imports[i].instance->exports, w->imports[i].instance->export_count))
            return false;
    if (!bind_imports_of(h, (text_view){ 0 }, w->imports, w->import_count))
        return false;
    for (uint32_t i = 0; i < w->export_count; i++)
        if (w->exports[i].kind == CEXTERN_INSTANCE &&
            !bind_exports_of(h, w->exports[i].name, w->exports[i].instance->exports, w->exports[i].instance->export_count))
            return false;
    return bind_exports_of(h, (text_view){ 0 }, w->exports, w->export_count);
}
