/* Bindings: checked against the WIT when they are made, found by name when a mod is linked. */
#include "host/import.h"

#include "engine/wit/wit_fit.h"
#include "host/own_file.h"
#include "host/wasi/wasi.h"

#include <string.h>

enum {
    IMPORT_PRICE_MOST = 1 << 30,        /* the product with a call's bytes stays in 64 bits */
    IMPORT_OURS = 1000                  /* WASI has some 250, in several versions */
};

void import_open(import_table *t, arena *a, budget *b, const wit_set *wit)
{
    *t = (import_table){ .arena = a, .budget = b, .wit = wit };
}

void import_close(import_table *t)
{
    budget_free(t->budget, t->functions, t->function_capacity * sizeof *t->functions);
    budget_free(t->budget, t->ours, t->our_capacity * sizeof *t->ours);
    budget_free(t->budget, t->resources, t->resource_capacity * sizeof *t->resources);
    *t = (import_table){ 0 };
}

bool import_is_ours(text_view interface_name)
{
    return wasi_has(interface_name) || own_file_has(interface_name);
}

text_view import_base(text_view interface_name)
{
    text_view base, version;
    track_split(interface_name, &base, &version);
    return base;
}

/* "iface@1.0#name" into the interface and the name; without '#', a world's own. */
static void split_name(text_view whole, text_view *interface_name, text_view *name)
{
    const char *mark = whole.size ? memchr(whole.bytes, '#', whole.size) : NULL;
    if (!mark) {
        *interface_name = (text_view){ 0 };
        *name = whole;
        return;
    }
    size_t at = (size_t)(mark - whole.bytes);
    *interface_name = (text_view){ whole.bytes, at };
    *name = (text_view){ mark + 1, whole.size - at - 1 };
}

static bool is_meant(text_view name, text_view interface_name, text_view but)
{
    return track_means(name, interface_name) && !(but.size && track_means(but, interface_name));
}

/* The first that the name means and `but` (empty: none) does not; its whole name. Worlds first: an
 * interface written inside a world stands nowhere else. */
static const cexterns *find_interface(const wit_set *wit, text_view name, text_view but, text_view *whole)
{
    for (uint32_t w = 0; w < wit_world_count(wit); w++) {
        const cexterns *world = wit_world_at(wit, w);
        for (uint32_t i = 0; i < world->import_count; i++)
            if (world->imports[i].kind == CEXTERN_INSTANCE && is_meant(name, world->imports[i].name, but)) {
                *whole = world->imports[i].name;
                return world->imports[i].instance;
            }
    }
    for (uint32_t i = 0; i < wit_interface_count(wit); i++)
        if (is_meant(name, wit_interface_at(wit, i)->name, but)) {
            *whole = wit_interface_at(wit, i)->name;
            return wit_interface_at(wit, i);
        }
    return NULL;
}

const cexterns *import_interface(const wit_set *wit, text_view interface_name)
{
    text_view whole;
    return find_interface(wit, interface_name, (text_view){ 0 }, &whole);
}

/* A world's own import of that name; the world may be named: "arena:game/creature#log". */
static const cextern *find_own(const wit_set *wit, text_view world_base, text_view name)
{
    for (uint32_t w = 0; w < wit_world_count(wit); w++) {
        const cexterns *world = wit_world_at(wit, w);
        if (world_base.size && !text_equal(import_base(world->name), world_base))
            continue;
        const cextern *found = cexterns_find(world->imports, world->import_count, name);
        if (found)
            return found;
    }
    return NULL;
}

/* "[method]tray.put" for "put". */
static bool is_last_word(text_view whole, text_view name)
{
    if (whole.size <= name.size)
        return false;
    const char *word = whole.bytes + (whole.size - name.size);
    return word[-1] == '.' && text_equal((text_view){ word, name.size }, name);
}

static void advise(const cexterns *interface, text_view name, error *err)
{
    for (const cgated *gated = interface->gated; gated; gated = gated->next)
        if (text_equal(gated->name, name)) {
            error_hint(err, "the WIT has it behind the feature `%.*s`: name that in the config's features", TEXT_ARGS(gated->origin->unstable));
            return;
        }
    text_view best = { 0 };
    uint32_t least = name.size < 21 ? 1 + (uint32_t)name.size / 3 : 8;      /* a short name has little in common with most */
    for (uint32_t i = 0; i < interface->export_count; i++) {
        text_view each = interface->exports[i].name;
        uint32_t distance = is_last_word(each, name) ? 0 : text_distance(each, name, least);
        if (distance < least && interface->exports[i].kind != CEXTERN_TYPE) {
            least = distance;
            best = each;
        }
    }
    if (best.size)
        error_hint(err, "did you mean \"%.*s\"?", TEXT_ARGS(best));
    else
        error_hint(err, "the name is \"ns:package/interface#function\", as the WIT has it");
}

static bool has_export(const wit_set *wit, text_view name)
{
    for (uint32_t w = 0; w < wit_world_count(wit); w++) {
        const cexterns *world = wit_world_at(wit, w);
        if (cexterns_find(world->exports, world->export_count, name))
            return true;
    }
    return false;
}

/* Of an interface that isn't there, or of a world's own that no world imports. */
static void advise_whole(const wit_set *wit, text_view interface_name, text_view name, error *err)
{
    text_view best = { 0 };
    uint32_t least = 6;
    for (uint32_t i = 0; i < wit_interface_count(wit) && interface_name.size; i++) {
        text_view each = import_base(wit_interface_at(wit, i)->name);
        uint32_t distance = text_distance(each, import_base(interface_name), least);
        if (distance < least) {
            least = distance;
            best = each;
        }
    }
    if (has_export(wit, name))
        error_hint(err, "mods offer it: call it with inlay_call_export");
    else if (best.size)
        error_hint(err, "did you mean \"%.*s\"?", TEXT_ARGS(best));
    else
        error_hint(err, "the name is \"ns:package/interface#function\", as the WIT has it");
}

/* The extern that a WIT name means; the interface it is in goes to `interface_name`, empty for a world's own. */
static const cextern *resolve(const import_table *t, text_view wit_name, text_view *interface_name, text_view *name, error *err)
{
    split_name(wit_name, interface_name, name);
    text_view whole = { 0 }, other;
    const cexterns *interface = interface_name->size ? find_interface(t->wit, *interface_name, (text_view){ 0 }, &whole) : NULL;
    if (interface && find_interface(t->wit, *interface_name, whole, &other)) {
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "the game's WIT has %.*s and %.*s", TEXT_ARGS(whole), TEXT_ARGS(other));
        error_hint(err, "say which: \"%.*s#%.*s\"", TEXT_ARGS(whole), TEXT_ARGS(*name));
        return NULL;
    }
    if (interface) {
        *interface_name = whole;
        const cextern *found = cexterns_find(interface->exports, interface->export_count, *name);
        if (!found) {
            error_set(err, ERROR_USE, ERROR_NO_OFFSET, "the interface %.*s has no \"%.*s\"", TEXT_ARGS(*interface_name), TEXT_ARGS(*name));
            advise(interface, *name, err);
        }
        return found;
    }
    const cextern *found = find_own(t->wit, *interface_name, *name);
    if (!found) {
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, interface_name->size ? "the game's WIT has no interface \"%.*s\"" : "no world of the game's WIT imports \"%.*s\"",
                  TEXT_ARGS(interface_name->size ? *interface_name : *name));
        advise_whole(t->wit, *interface_name, *name, err);
    }
    *interface_name = (text_view){ 0 };
    return found;
}

import_function *import_find(const import_table *t, text_view interface_name, text_view name)
{
    for (uint32_t i = 0; i < t->function_count; i++)
        if (text_equal(t->functions[i]->name, name) && track_means(interface_name, t->functions[i]->interface_name))
            return t->functions[i];
    return NULL;
}

static import_resource *find_resource(const import_table *t, text_view interface_name, text_view name)
{
    for (uint32_t i = 0; i < t->resource_count; i++)
        if (text_equal(t->resources[i]->name, name) && track_means(interface_name, t->resources[i]->interface_name))
            return t->resources[i];
    return NULL;
}

/* Where an interface only uses another's resource, the binding is the other's. */
import_resource *import_find_resource(const import_table *t, text_view interface_name, text_view name)
{
    import_resource *found = find_resource(t, interface_name, name);
    if (found)
        return found;
    const cexterns *interface = import_interface(t->wit, interface_name);
    const cextern *external = interface ? cexterns_find(interface->exports, interface->export_count, name) : NULL;
    if (!external || external->kind != CEXTERN_RESOURCE || !external->resource)
        return NULL;
    return find_resource(t, external->resource->interface_name, external->resource->name);
}

import_resource *import_resource_named(const import_table *t, const char *wit_name)
{
    text_view interface_name, name;
    split_name(text_of(wit_name), &interface_name, &name);
    return import_find_resource(t, interface_name, name);
}

import_resource *import_resource_at(const import_table *t, uint32_t type)
{
    return type && type <= t->resource_count ? t->resources[type - 1] : NULL;
}

static bool copy_names(import_table *t, const char *wit_name, text_view *whole, text_view *interface_name, text_view *name, error *err)
{
    *whole = arena_text(t->arena, text_of(wit_name));
    *interface_name = arena_text(t->arena, *interface_name);
    *name = arena_text(t->arena, *name);
    return (whole->bytes && interface_name->bytes && name->bytes) || error_memory(err);
}

/* Null, and why. */
static import_function *bind(import_table *t, const char *wit_name, void *user, error *err)
{
    text_view whole, interface_name, name;
    const cextern *external = resolve(t, text_of(wit_name), &interface_name, &name, err);
    if (!external)
        return NULL;
    if (external->kind != CEXTERN_FUNC) {
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "\"%s\" is not a function", wit_name);
        error_hint(err, external->kind == CEXTERN_RESOURCE ? "it is a resource: inlay_bind_resource" : "only functions and resources are bound");
        return NULL;
    }
    if (import_find(t, interface_name, name))
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "\"%s\" is bound already", wit_name), NULL;

    import_function *f = arena_new(t->arena, import_function);
    if (!f || !budget_room(t->budget, t->functions, t->function_capacity, t->function_count))
        return error_memory(err), NULL;
    if (!copy_names(t, wit_name, &whole, &interface_name, &name, err))
        return NULL;
    *f = (import_function){ .interface_name = interface_name, .name = name, .wit_name = whole, .user = user, .price_usual = IMPORT_PRICE };
    t->functions[t->function_count++] = f;
    return f;
}

bool import_bind(import_table *t, const char *wit_name, inlay_function *function, void *user, error *err)
{
    import_function *f = bind(t, wit_name, user, err);
    if (f)
        f->function = function;
    return f != NULL;
}

bool import_bind_typed(import_table *t, const inlay_binding_function *bound, const void *table, void *user, error *err)
{
    import_function *f = bind(t, bound->name, user, err);
    if (!f)
        return false;
    f->bound = bound;
    f->typed = (typed_function){ bound->params, bound->param_count, bound->result };
    f->table = table;
    return true;
}

/* Mods ask in the order of their imports, which is much the same each time. */
static import_function *find_ours(import_table *t, text_view interface_name, text_view name)
{
    for (uint32_t i = 0; i < t->our_count; i++) {
        uint32_t at = t->our_next + i < t->our_count ? t->our_next + i : t->our_next + i - t->our_count;
        import_function *f = t->ours[at];
        if (!text_equal(f->name, name) || !text_equal(f->interface_name, interface_name))
            continue;
        t->our_next = at + 1 < t->our_count ? at + 1 : 0;
        return f;
    }
    return NULL;
}

import_function *import_ours(import_table *t, text_view interface_name, text_view name, host_function *function)
{
    import_function *f = find_ours(t, interface_name, name);
    if (f || t->our_count == IMPORT_OURS || !budget_room(t->budget, t->ours, t->our_capacity, t->our_count))
        return f;
    text_builder whole;
    text_open(&whole, t->budget);
    text_add(&whole, "%.*s#%.*s", TEXT_ARGS(interface_name), TEXT_ARGS(name));
    f = arena_new(t->arena, import_function);
    text_view copy = arena_text(t->arena, text_of(text_string(&whole)));
    text_close(&whole);
    if (!f || !copy.bytes)
        return NULL;
    f->wit_name = copy;
    split_name(copy, &f->interface_name, &f->name);
    f->ours = function;
    return t->ours[t->our_count++] = f;
}

bool import_set_price(import_table *t, const char *wit_name, uint64_t call, uint64_t kib, error *err)
{
    for (uint32_t i = 0; i < t->function_count; i++) {
        import_function *f = t->functions[i];
        if (!text_is(f->wit_name, wit_name))
            continue;
        f->price_call = call < IMPORT_PRICE_MOST ? call : IMPORT_PRICE_MOST;
        f->price_kib = kib < IMPORT_PRICE_MOST ? kib : IMPORT_PRICE_MOST;
        f->price_usual = f->price_kib ? INT64_MAX / 2 : IMPORT_PRICE + f->price_call;
        return true;
    }
    error_set(err, ERROR_USE, ERROR_NO_OFFSET, "\"%s\" is not bound, so it has no price", wit_name);
    return error_hint(err, "bind it first, with inlay_bind or the function that `inlay bind` made, under this very name");
}

bool import_has_resource(const import_table *t, const char *wit_name)
{
    text_view interface_name, name;
    split_name(text_of(wit_name), &interface_name, &name);
    return find_resource(t, interface_name, name) != NULL;
}

bool import_bind_resource(import_table *t, const char *wit_name, inlay_drop *drop, void *user, error *err)
{
    text_view whole, interface_name, name;
    const cextern *external = resolve(t, text_of(wit_name), &interface_name, &name, err);
    if (!external)
        return false;
    if (external->kind != CEXTERN_RESOURCE)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "\"%s\" is not a resource", wit_name);
    if (find_resource(t, interface_name, name))
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "\"%s\" is bound already", wit_name);

    import_resource *r = arena_new(t->arena, import_resource);
    if (!r || !budget_room(t->budget, t->resources, t->resource_capacity, t->resource_count))
        return error_memory(err);
    if (!copy_names(t, wit_name, &whole, &interface_name, &name, err))
        return false;
    *r = (import_resource){ interface_name, name, whole, t->resource_count + 1, drop, user };
    t->resources[t->resource_count++] = r;
    return true;
}

static void list_extern(const import_table *t, text_view interface_name, const cextern *external, text_builder *out)
{
    bool missing = (external->kind == CEXTERN_FUNC && !import_find(t, interface_name, external->name))
                || (external->kind == CEXTERN_RESOURCE && !import_find_resource(t, interface_name, external->name));
    if (missing)
        text_add(out, "  %.*s%s%.*s\n", TEXT_ARGS(interface_name), interface_name.size ? "#" : "", TEXT_ARGS(external->name));
}

void import_list_unbound(const import_table *t, const cexterns *world, text_builder *out)
{
    for (uint32_t i = 0; i < world->import_count; i++) {
        const cextern *import = &world->imports[i];
        if (import_is_ours(import->name))
            continue;
        if (import->kind == CEXTERN_RESOURCE && import->resource && import->resource->interface_name.size)
            continue;       /* only used: it is that interface's */
        if (import->kind != CEXTERN_INSTANCE) {
            list_extern(t, (text_view){ 0 }, import, out);
            continue;
        }
        for (uint32_t j = 0; j < import->instance->export_count; j++)
            list_extern(t, import->name, &import->instance->exports[j], out);
    }
}
