/* Comparing a resolved set with the JSON that wasm-tools wrote of it. */
#include "tests/wit/structure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct comparer {
    const wit_set *set;
    const cJSON   *worlds, *interfaces, *types, *packages;
    char          *why;
    size_t         size;
} comparer;

static bool differ(comparer *c, const char *format, ...)
{
    if (c->why[0])
        return false;
    va_list list;
    va_start(list, format);
    vsnprintf(c->why, c->size, format, list);
    va_end(list);
    return false;
}

static const char *string_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : "";
}

static const cJSON *get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* "ns:pkg/name@1.2.3" of an item of a package named "ns:pkg@1.2.3". */
static void full_name(const comparer *c, const cJSON *item, char *out, size_t size)
{
    const cJSON *package = get(item, "package");
    const char *name = string_of(cJSON_GetArrayItem(c->packages, package ? package->valueint : 0), "name");
    const char *at = strchr(name, '@');
    int base = at ? (int)(at - name) : (int)strlen(name);
    snprintf(out, size, "%.*s/%s%s", base, name, string_of(item, "name"), at ? at : "");
}

/* The type entry behind a reference and its aliases; null: a primitive, whose name goes to `primitive`. */
static const cJSON *entry_of(const comparer *c, const cJSON *ref, const char **primitive)
{
    for (;;) {
        if (cJSON_IsString(ref)) {
            *primitive = ref->valuestring;
            return NULL;
        }
        const cJSON *entry = cJSON_GetArrayItem(c->types, ref->valueint);
        const cJSON *target = get(get(entry, "kind"), "type");
        if (!target)
            return entry;
        ref = target;
    }
}

static bool same_type(comparer *c, const cJSON *ref, const ctype *type, const char *where);

static bool same_optional(comparer *c, const cJSON *ref, const ctype *type, const char *where)
{
    if (!ref || cJSON_IsNull(ref))
        return !type || differ(c, "%s: a type where there is none", where);
    return type ? same_type(c, ref, type, where) : differ(c, "%s: no type where there is one", where);
}

static bool same_fields(comparer *c, const cJSON *list, const ctype *type, const char *where)
{
    if ((uint32_t)cJSON_GetArraySize(list) != type->count)
        return differ(c, "%s: %u parts, not %d", where, type->count, cJSON_GetArraySize(list));
    uint32_t i = 0;
    const cJSON *field;
    cJSON_ArrayForEach(field, list) {
        const cfield *ours = &type->fields[i++];
        if (type->kind != CTYPE_TUPLE && !text_is(ours->name, string_of(field, "name")))
            return differ(c, "%s: `%.*s`, not `%s`", where, TEXT_ARGS(ours->name), string_of(field, "name"));
        const cJSON *ref = type->kind == CTYPE_TUPLE ? field : get(field, "type");
        if (!same_optional(c, ref, ours->type, where))
            return false;
    }
    return true;
}

static bool same_handle(comparer *c, const cJSON *handle, const ctype *type, const char *where)
{
    bool is_own = type->kind == CTYPE_OWN;
    const char *ignored;
    const cJSON *ref = get(handle, is_own ? "own" : "borrow");
    const cJSON *entry = ref ? entry_of(c, ref, &ignored) : NULL;
    if (!entry)
        return differ(c, "%s: own where it should be borrow, or the other way round", where);
    if (!text_is(type->resource->name, string_of(entry, "name")))
        return differ(c, "%s: resource `%.*s`, not `%s`", where, TEXT_ARGS(type->resource->name), string_of(entry, "name"));
    return true;
}

static bool same_type(comparer *c, const cJSON *ref, const ctype *type, const char *where)
{
    const char *primitive = "";
    const cJSON *entry = entry_of(c, ref, &primitive);
    const char *text = ctype_kind_text(type->kind);
    if (!entry)
        return strcmp(primitive, text) == 0 || differ(c, "%s: %s, not %s", where, text, primitive);

    const cJSON *kind = get(entry, "kind");
    const cJSON *body = kind->child;
    const char *key = cJSON_IsString(kind) ? kind->valuestring : body->string;
    if (type->kind == CTYPE_OWN || type->kind == CTYPE_BORROW)
        return strcmp(key, "handle") == 0 ? same_handle(c, body, type, where) : differ(c, "%s: a handle, not %s", where, key);
    if (type->kind == CTYPE_FIXED_LIST)
        return strcmp(key, "fixed-length-list") == 0
            ? (uint32_t)cJSON_GetArrayItem(body, 1)->valuedouble == type->length && same_type(c, cJSON_GetArrayItem(body, 0), type->element, where)
            : differ(c, "%s: a list of fixed length, not %s", where, key);
    if (strcmp(key, text) != 0)
        return differ(c, "%s: %s, not %s", where, text, key);
    if (type->fields || type->count)
        return same_fields(c, body->child, type, where);
    if (type->kind == CTYPE_RESULT)
        return same_optional(c, get(body, "ok"), type->element, where) && same_optional(c, get(body, "err"), type->other, where);
    if (type->kind == CTYPE_MAP)
        return same_type(c, cJSON_GetArrayItem(body, 0), type->other, where) && same_type(c, cJSON_GetArrayItem(body, 1), type->element, where);
    return type->kind == CTYPE_RECORD || type->kind == CTYPE_FLAGS || type->kind == CTYPE_TUPLE
        || same_optional(c, body, type->element, where);
}

static bool same_func(comparer *c, const cJSON *func, const cextern *ours, const char *where)
{
    if (ours->kind != CEXTERN_FUNC)
        return differ(c, "%s: no function", where);
    const cJSON *params = get(func, "params"), *param, *kind = get(func, "kind");
    const char *kind_text = cJSON_IsString(kind) ? kind->valuestring : kind->child->string;
    if ((strncmp(kind_text, "async", 5) == 0) != ours->func->is_async)
        return differ(c, "%s: async here and not there", where);
    if ((uint32_t)cJSON_GetArraySize(params) != ours->func->param_count)
        return differ(c, "%s: %u parameters, not %d", where, ours->func->param_count, cJSON_GetArraySize(params));
    uint32_t i = 0;
    cJSON_ArrayForEach(param, params) {
        const cfield *p = &ours->func->params[i++];
        if (!text_is(p->name, string_of(param, "name")))
            return differ(c, "%s: parameter `%.*s`, not `%s`", where, TEXT_ARGS(p->name), string_of(param, "name"));
        if (!same_type(c, get(param, "type"), p->type, where))
            return false;
    }
    return same_optional(c, get(func, "result"), ours->func->result, where);
}

static bool same_declared(comparer *c, int index, const cextern *ours, const char *where)
{
    const char *primitive = "";
    cJSON ref = { .type = cJSON_Number, .valueint = index };
    const cJSON *entry = entry_of(c, &ref, &primitive);
    const cJSON *kind = entry ? get(entry, "kind") : NULL;
    bool is_resource = cJSON_IsString(kind) && strcmp(kind->valuestring, "resource") == 0;
    if (is_resource != (ours->kind == CEXTERN_RESOURCE))
        return differ(c, "%s: a resource here and not there", where);
    if (is_resource)
        return text_is(ours->resource->name, string_of(entry, "name")) || differ(c, "%s: another resource", where);
    return ours->kind == CEXTERN_TYPE ? same_type(c, &ref, ours->type, where) : differ(c, "%s: no type", where);
}

static bool same_interface(comparer *c, const cJSON *json, const cexterns *ours, const char *where)
{
    const cJSON *types = get(json, "types"), *functions = get(json, "functions"), *item;
    int count = cJSON_GetArraySize(types) + cJSON_GetArraySize(functions);
    if ((uint32_t)count != ours->export_count)
        return differ(c, "%s: %u items, not %d", where, ours->export_count, count);
    cJSON_ArrayForEach(item, types) {
        const cextern *e = cexterns_find(ours->exports, ours->export_count, text_of(item->string));
        if (!e)
            return differ(c, "%s: no type `%s`", where, item->string);
        if (!same_declared(c, item->valueint, e, item->string))
            return false;
    }
    cJSON_ArrayForEach(item, functions) {
        const cextern *e = cexterns_find(ours->exports, ours->export_count, text_of(item->string));
        if (!e)
            return differ(c, "%s: no function `%s`", where, item->string);
        if (!same_func(c, item, e, item->string))
            return false;
    }
    return true;
}

static bool same_externs(comparer *c, const cJSON *list, const cextern *externs, uint32_t count, const char *where)
{
    const cJSON *item;
    if ((uint32_t)cJSON_GetArraySize(list) != count)
        return differ(c, "%s: %u imports or exports, not %d", where, count, cJSON_GetArraySize(list));
    cJSON_ArrayForEach(item, list) {
        const cJSON *interface = get(item, "interface"), *func = get(item, "function"), *type = get(item, "type");
        const cJSON *body = interface ? cJSON_GetArrayItem(c->interfaces, get(interface, "id")->valueint) : NULL;
        char name[300];
        snprintf(name, sizeof name, "%s", item->string);
        if (body && strncmp(name, "interface-", 10) == 0)
            full_name(c, body, name, sizeof name);
        const cextern *ours = cexterns_find(externs, count, text_of(name));
        if (!ours)
            return differ(c, "%s: no `%s`", where, name);
        bool ok = body ? (ours->kind == CEXTERN_INSTANCE && same_interface(c, body, ours->instance, name))
                : func ? same_func(c, func, ours, name) : same_declared(c, type->valueint, ours, name);
        if (!ok)
            return differ(c, "%s: `%s` differs", where, name);
    }
    return true;
}

static const cexterns *ours_named(const wit_set *set, bool is_world, const char *name)
{
    uint32_t count = is_world ? wit_world_count(set) : wit_interface_count(set);
    for (uint32_t i = 0; i < count; i++) {
        const cexterns *e = is_world ? wit_world_at(set, i) : wit_interface_at(set, i);
        if (text_is(e->name, name))
            return e;
    }
    return NULL;
}

/* The package x:y only gathers the others, for the tool that wrote the JSON of WASI. */
static bool is_gatherer(const comparer *c, const cJSON *item)
{
    return strcmp(string_of(cJSON_GetArrayItem(c->packages, get(item, "package")->valueint), "name"), "x:y") == 0;
}

bool structure_equal(const wit_set *set, const cJSON *json, char *why, size_t size)
{
    comparer c = { set, get(json, "worlds"), get(json, "interfaces"), get(json, "types"), get(json, "packages"), why, size };
    const cJSON *item;
    char name[300];
    uint32_t interfaces = 0, worlds = 0;
    why[0] = 0;
    cJSON_ArrayForEach(item, c.worlds) {
        if (is_gatherer(&c, item))
            continue;
        worlds++;
        full_name(&c, item, name, sizeof name);
        const cexterns *ours = ours_named(set, true, name);
        if (!ours)
            return differ(&c, "no world %s", name);
        if (!same_externs(&c, get(item, "imports"), ours->imports, ours->import_count, name)
            || !same_externs(&c, get(item, "exports"), ours->exports, ours->export_count, name))
            return false;
    }
    cJSON_ArrayForEach(item, c.interfaces) {
        if (!cJSON_IsString(get(item, "name")))
            continue;
        full_name(&c, item, name, sizeof name);
        interfaces++;
        const cexterns *ours = ours_named(set, false, name);
        if (!ours)
            return differ(&c, "no interface %s", name);
        if (!same_interface(&c, item, ours, name))
            return false;
    }
    if (interfaces != wit_interface_count(set))
        return differ(&c, "%u interfaces, not %u", wit_interface_count(set), interfaces);
    if (worlds != wit_world_count(set))
        return differ(&c, "%u worlds, not %u", wit_world_count(set), worlds);
    return true;
}
