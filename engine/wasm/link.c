/* Linking: imports against what is offered. Types compare in the store's terms. */
#include "engine/wasm/link.h"

#include <inttypes.h>

/* ---- what was found and wanted, in words ---- */

typedef struct link_text { char text[160]; } link_text;

static const char *kind_name(wasm_kind kind)
{
    switch (kind) {
    case WASM_FUNC:   return "function";
    case WASM_TABLE:  return "table";
    case WASM_MEMORY: return "memory";
    case WASM_GLOBAL: return "global";
    case WASM_TAG:    return "tag";
    }
    return "thing";
}

static void put_types(link_text *t, int *at, const char *open, const wasm_type *types, uint32_t count)
{
    int room = (int)sizeof t->text;
    if (!count || *at >= room - 40)
        return;
    *at += text_format(t->text + *at, (size_t)(room - *at), " (%s", open);
    for (uint32_t i = 0; i < count && *at < room - 24; i++)
        *at += text_format(t->text + *at, (size_t)(room - *at), " %s", type_name(types[i]).text);
    *at += text_format(t->text + *at, (size_t)(room - *at), ")");
}

static link_text func_text(const wasm_functype *type)
{
    link_text t = { "" };
    int at = text_format(t.text, sizeof t.text, "func");
    put_types(&t, &at, "param", type->params, type->param_count);
    put_types(&t, &at, "result", type->results, type->result_count);
    return t;
}

static link_text limits_text(const char *what, wasm_limits l, uint64_t now, const char *element)
{
    link_text t = { "" };
    const char *wide = l.is_64 ? "i64 " : "";
    if (l.has_max)
        text_format(t.text, sizeof t.text, "%s %s%" PRIu64 " %" PRIu64 "%s", what, wide, now, l.max, element);
    else
        text_format(t.text, sizeof t.text, "%s %s%" PRIu64 "%s", what, wide, now, element);
    return t;
}

static link_text global_text(wasm_global_type g)
{
    link_text t = { "" };
    text_format(t.text, sizeof t.text, g.is_mutable ? "global (mut %s)" : "global %s", type_name(g.type).text);
    return t;
}

static bool mismatch(error *err, const wasm_import *import, link_text wanted, link_text found)
{
    return error_set(err, ERROR_UNLINKABLE, ERROR_NO_OFFSET, "incompatible import type: %.*s.%.*s is wanted as (%s), but what is offered is (%s)",
                     TEXT_ARGS(import->module), TEXT_ARGS(import->name), wanted.text, found.text);
}

/* ---- each kind ---- */

/* limits: at least as many now as wanted, and never more than allowed. */
static bool limits_match(wasm_limits wanted, uint64_t now, wasm_limits given)
{
    if (wanted.is_64 != given.is_64 || now < wanted.min)
        return false;
    return !wanted.has_max || (given.has_max && given.max <= wanted.max);
}

static bool check_func(const wasm_store *s, const wasm_import *import, const uint32_t *ids, uint32_t address, error *err)
{
    uint32_t wanted = ids[import->type.type_index], given = s->funcs[address].type;
    if (wanted == given || type_index_matches(s->types.types, given, wanted))
        return true;
    return mismatch(err, import, func_text(&s->types.types[wanted].func), func_text(&s->types.types[given].func));
}

static bool check_table(const wasm_store *s, const wasm_import *import, const uint32_t *ids, uint32_t address, error *err)
{
    const table *t = s->tables[address];
    wasm_table_type wanted = import->type.table;
    wanted.element = store_type(ids, wanted.element);
    if (wanted.element == t->type.element && limits_match(wanted.limits, t->size, t->type.limits))
        return true;
    char wanted_element[40], given_element[40];
    text_format(wanted_element, sizeof wanted_element, " %s", type_name(wanted.element).text);
    text_format(given_element, sizeof given_element, " %s", type_name(t->type.element).text);
    return mismatch(err, import, limits_text("table", wanted.limits, wanted.limits.min, wanted_element),
                    limits_text("table", t->type.limits, t->size, given_element));
}

static bool check_memory(const wasm_store *s, const wasm_import *import, uint32_t address, error *err)
{
    const memory *m = s->memories[address];
    wasm_limits wanted = import->type.memory.limits;
    if (limits_match(wanted, memory_pages(m), m->type.limits))
        return true;
    return mismatch(err, import, limits_text("memory", wanted, wanted.min, ""), limits_text("memory", m->type.limits, memory_pages(m), ""));
}

static bool check_global(const wasm_store *s, const wasm_import *import, const uint32_t *ids, uint32_t address, error *err)
{
    wasm_global_type wanted = import->type.global, given = s->globals[address].type;
    wanted.type = store_type(ids, wanted.type);
    bool same = wanted.type == given.type;
    if (!wanted.is_mutable && !same)
        same = type_matches(s->types.types, given.type, wanted.type);
    if (same && wanted.is_mutable == given.is_mutable)
        return true;
    return mismatch(err, import, global_text(wanted), global_text(given));
}

static bool check_tag(const wasm_store *s, const wasm_import *import, const uint32_t *ids, uint32_t address, error *err)
{
    uint32_t wanted = ids[import->type.type_index], given = s->tags[address];
    return wanted == given || mismatch(err, import, func_text(&s->types.types[wanted].func), func_text(&s->types.types[given].func));
}

static bool check_one(const wasm_store *s, const wasm_import *import, const uint32_t *ids, wasm_extern given, error *err)
{
    if (given.address == WASM_NO_INDEX)
        return error_set(err, ERROR_UNLINKABLE, ERROR_NO_OFFSET, "unknown import: %.*s.%.*s, a %s, is not offered",
                         TEXT_ARGS(import->module), TEXT_ARGS(import->name), kind_name(import->type.kind));
    if (given.kind != import->type.kind)
        return error_set(err, ERROR_UNLINKABLE, ERROR_NO_OFFSET, "incompatible import type: %.*s.%.*s is wanted as a %s, but what is offered is a %s",
                         TEXT_ARGS(import->module), TEXT_ARGS(import->name), kind_name(import->type.kind), kind_name(given.kind));
    switch (given.kind) {
    case WASM_FUNC:   return check_func(s, import, ids, given.address, err);
    case WASM_TABLE:  return check_table(s, import, ids, given.address, err);
    case WASM_MEMORY: return check_memory(s, import, given.address, err);
    case WASM_GLOBAL: return check_global(s, import, ids, given.address, err);
    case WASM_TAG:    return check_tag(s, import, ids, given.address, err);
    }
    UNREACHABLE();
}

bool link_check(const wasm_store *s, const wasm_module *m, const uint32_t *ids, const wasm_extern *given, error *err)
{
    for (uint32_t i = 0; i < m->import_count; i++)
        if (!check_one(s, &m->imports[i], ids, given[i], err))
            return error_in(err, "import %u", i);
    return true;
}
