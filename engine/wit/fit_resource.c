/* Resources of the two sides: which stands for which. What is not itself differs,
 * whatever its shape.
 */
#include "engine/wit/fit_walk.h"

bool fit_is_one(const cresource *a, const cresource *b)
{
    text_view base, version, other_base, other_version;
    if (a == b || !a || !b || !a->interface_name.size || !text_equal(a->name, b->name))
        return a == b;
    track_split(a->interface_name, &base, &version);
    track_split(b->interface_name, &other_base, &other_version);
    return text_equal(base, other_base) && track_compare(version, other_version) != TRACK_OTHER;
}

void fit_map_set(fit_walk *w, wit_map *map, const void *key, const void *value)
{
    if (!wit_map_set(map, key, value))
        error_memory(w->err);
}

/* An imported resource: the component's name stands for the world's. */
void fit_bind_import(fit_walk *w, const cextern *wanted, const cextern *found)
{
    const cresource *now = wit_map_get(&w->stands_for, found->resource);
    if (!now)
        fit_map_set(w, &w->stands_for, found->resource, wanted->resource);
    else if (!fit_is_one(now, wanted->resource) && now != &fit_unknown && !fit_seen(w, wanted->resource, found->resource))
        fit_add(w, FIT_TYPE, NULL, (text_view){ 0 }, (text_view){ 0 }, NULL,
                fit_say(w, "the mod takes it to be the same resource as `%.*s`, which it is not", TEXT_ARGS(now->name)),
                fit_rebuild(w));
}

/* An exported resource: the world's name stands for the component's, unless the world takes it from an import. */
void fit_bind_export(fit_walk *w, const cextern *wanted, const cextern *found)
{
    const cresource *now = wit_map_get(&w->made_by, wanted->resource), *from = wit_map_get(&w->stands_for, found->resource);
    bool is_imported = wit_map_get(&w->imported, wanted->resource) != NULL;
    if (is_imported ? fit_is_one(from, wanted->resource) || from == &fit_unknown : now == found->resource || now == &fit_unknown)
        return;
    if (!is_imported && !now) {
        fit_map_set(w, &w->made_by, wanted->resource, found->resource);
        return;
    }
    if (fit_seen(w, wanted->resource, found->resource))
        return;
    fit_add(w, FIT_TYPE, NULL, (text_view){ 0 }, (text_view){ 0 }, NULL,
            is_imported ? fit_say(w, "the game means the resource `%.*s` that the mod imports, the mod has one of its own", TEXT_ARGS(wanted->resource->name))
                        : fit_say(w, "the game takes it to be the same resource as another that the mod exports, and it is not"),
            fit_rebuild(w));
}

/* What is told as missing is not told again wherever its resources are used. */
void fit_forget(fit_walk *w, const cextern *item, wit_map *map)
{
    if (item->kind == CEXTERN_RESOURCE && !wit_map_get(map, item->resource))
        fit_map_set(w, map, item->resource, &fit_unknown);
    if (item->kind != CEXTERN_INSTANCE)
        return;
    for (uint32_t i = 0; i < item->instance->export_count; i++) {
        const cextern *e = &item->instance->exports[i];
        if (e->kind == CEXTERN_RESOURCE && !wit_map_get(map, e->resource))
            fit_map_set(w, map, e->resource, &fit_unknown);
    }
}
