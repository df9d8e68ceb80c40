/* Imports of the root. Resources first, since functions' types name them; then
 * functions. The search goes on after the first that is missing. */
#include "engine/component/build_import.h"
#include "engine/component/component_picture.h"

#include <string.h>

typedef struct importer {
    component_build *build;
    build_frame     *root;
    uint32_t         missing;
    size_t           told;        /* bytes of `names` */
    char             names[ERROR_TEXT - 64];
    error            first;       /* why the first is missing */
} importer;

/* One more that is missing; `why` is the host's word, if it had one. */
static void miss(importer *im, text_view interface_name, text_view name, const error *why)
{
    if (im->missing++ == 0)
        im->first = *why;
    char one[200];
    text_format(one, sizeof one, "%s%.*s%s%.*s", im->missing > 1 ? ", " : "", TEXT_ARGS(interface_name), interface_name.size ? "#" : "",
                TEXT_ARGS(name));
    size_t size = strlen(one);
    if (im->told + size < sizeof im->names) {
        memcpy(im->names + im->told, one, size + 1);
        im->told += size;
    }
}

static bool say_missing(importer *im)
{
    component_build *b = im->build;
    if (b->err.code != ERROR_NONE)
        return false;
    if (im->missing == 0)
        return true;
    error_code code = im->first.code == ERROR_NONE ? ERROR_UNLINKABLE : im->first.code;
    if (im->first.text[0] && im->missing == 1)
        error_set(&b->err, code, ERROR_NO_OFFSET, "1 import is missing: %s (%s)", im->names, im->first.text);
    else
        error_set(&b->err, code, ERROR_NO_OFFSET, "%u import%s missing: %s", im->missing, im->missing == 1 ? " is" : "s are", im->names);
    if (im->first.hint[0])
        error_hint(&b->err, "%s", im->first.hint);
    return false;
}

/* Types of the host are one, however often they are imported. */
static bool host_resource(component_store *cs, uint32_t host_type, uint32_t *type)
{
    for (uint32_t i = 0; i < cs->resource_count; i++)
        if (cs->resources[i].is_host && cs->resources[i].host_type == host_type)
            return *type = i, true;
    return store_add_resource(cs, (resource_info){ .is_host = true, .host_type = host_type, .destructor = WASM_NO_INDEX }, type);
}

static bool import_resource(importer *im, text_view interface_name, text_view name, const cresource *resource)
{
    component_store *cs = im->build->store;
    const component_host *host = cs->host;
    uint32_t host_type, type;
    error why = { 0 };
    if (frame_find_resource(im->root, resource, &type))
        return true;              /* equal to one that was imported before */
    if (!host || !host->resource || !host->resource(host->user, interface_name, name, &host_type, &why)) {
        miss(im, interface_name, name, &why);
        return false;
    }
    if (!host_resource(cs, host_type, &type))
        return error_memory(&im->build->err);
    trace_resource(cs, interface_name, name, type);
    return frame_bind(im->build, im->root, resource, type);
}

static component_func *import_func(importer *im, text_view interface_name, text_view name, const cfunc *type)
{
    component_store *cs = im->build->store;
    const component_host *host = cs->host;
    host_function *function;
    void *user = NULL;
    error why = { 0 };
    if (!host || !host->function || !host->function(host->user, interface_name, name, type, &function, &user, &why)) {
        miss(im, interface_name, name, &why);
        return NULL;
    }
    if (im->missing)
        return NULL;              /* a resource may be unbound: only the search goes on */
    component_func *func = arena_new(&cs->arena, component_func);
    if (!func)
        return error_memory(&im->build->err), NULL;
    *func = (component_func){ .store = cs, .name = name, .type = type, .host = function, .host_user = user, .interface_name = interface_name };
    func->shelf = component_code_shelf(im->build->code);
    func->plan = plan_shelf_compile(func->shelf, &cs->arena, type, frame_resources(im->root), &im->build->err);
    if (!func->plan)
        return NULL;
    const typed_function *typed = host->typed ? host->typed(host->user, interface_name, name) : NULL;
    if (typed && !plan_shelf_pair(func->shelf, &cs->arena, type, func->plan, typed, &func->typed, &im->build->err))
        return error_in(&im->build->err, "%.*s", TEXT_ARGS(name)), NULL;
    *cs->last_host_func = func;
    cs->last_host_func = &func->next_host;
    return func;
}

/* ---- an instance ---- */

static void import_instance_resources(importer *im, text_view name, const cexterns *type)
{
    for (uint32_t i = 0; i < type->export_count; i++)
        if (type->exports[i].kind == CEXTERN_RESOURCE)
            import_resource(im, name, type->exports[i].name, type->exports[i].resource);
}

static component_item import_extern(importer *im, text_view interface_name, const cextern *e)
{
    component_item item = { .sort = SORT_TYPE, .resource = RESOURCE_NONE };
    switch (e->kind) {
    case CEXTERN_FUNC:
        item.sort = SORT_FUNC;
        item.func = import_func(im, interface_name, e->name, e->func);
        return item;
    case CEXTERN_RESOURCE:
        frame_find_resource(im->root, e->resource, &item.resource);
        return item;
    case CEXTERN_TYPE: case CEXTERN_OTHER_TYPE:
        return item;
    case CEXTERN_INSTANCE: case CEXTERN_COMPONENT: case CEXTERN_MODULE: case CEXTERN_VALUE:
        miss(im, interface_name, e->name, &(error){ 0 });
        return item;
    }
    UNREACHABLE();
}

static component_item import_instance(importer *im, text_view name, const cexterns *type)
{
    component_item item = { .sort = SORT_INSTANCE };
    arena *a = &im->build->store->arena;
    component_exports *exports = arena_new(a, component_exports);
    component_named_item *items = arena_array(a, component_named_item, type->export_count);
    item.instance = exports;
    if (!exports || !items) {
        error_memory(&im->build->err);
        return item;
    }
    *exports = (component_exports){ type->export_count, items };
    for (uint32_t i = 0; i < type->export_count; i++)
        items[i] = (component_named_item){ type->exports[i].name, import_extern(im, name, &type->exports[i]) };
    return item;
}

static component_item import_one(importer *im, const component_step *step)
{
    const cextern *e = step->external;
    if (e && e->kind == CEXTERN_INSTANCE)
        return import_instance(im, step->name, e->instance);
    return e ? import_extern(im, (text_view){ 0 }, e) : (component_item){ .sort = SORT_TYPE, .resource = RESOURCE_NONE };
}

bool import_all(component_build *b, build_frame *root)
{
    const component *c = root->component;
    importer im = { .build = b, .root = root };
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->step_count; i++) {
        const component_step *step = &c->steps[i];
        if (step->kind != STEP_IMPORT)
            continue;
        count++;
        if (step->external && step->external->kind == CEXTERN_INSTANCE)
            import_instance_resources(&im, step->name, step->external->instance);
        else if (step->external && step->external->kind == CEXTERN_RESOURCE)
            import_resource(&im, (text_view){ 0 }, step->name, step->external->resource);
    }

    component_named_item *items = arena_array(&b->arena, component_named_item, count);
    if (!items)
        return error_memory(&b->err);
    root->arguments = (component_exports){ 0, items };
    for (uint32_t i = 0; i < c->step_count && b->err.code == ERROR_NONE; i++)
        if (c->steps[i].kind == STEP_IMPORT)
            items[root->arguments.count++] = (component_named_item){ c->steps[i].name, import_one(&im, &c->steps[i]) };
    return say_missing(&im);
}
