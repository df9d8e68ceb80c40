/* Whether a component can be run: what it uses of the features that can only be looked at. */
#include "engine/component/component.h"

static const struct { uint32_t bit; const char *name; } names[] = {
    { COMPONENT_ASYNC, "async functions, streams or futures" }, { COMPONENT_MORE_ASYNC, "async cancellation" },
    { COMPONENT_STACKFUL, "async lifts without `callback`" }, { COMPONENT_THREADS, "threads" },
    { COMPONENT_ERROR_CONTEXT, "error-context" }, { COMPONENT_WIDE_REPS, "resources represented by an i64" },
    { COMPONENT_MAP, "maps" }, { COMPONENT_IMPLEMENTS, "names with attributes" }, { COMPONENT_FIXED_LISTS, "lists of a fixed length" },
    { COMPONENT_MEMORY64, "memories of 64 bits" },
};

/* The first async function of a list; where it is in an interface, that is `*in`. */
static const cextern *find_async(const cextern *list, uint32_t count, const cextern **in)
{
    for (uint32_t i = 0; i < count; i++) {
        const cextern *e = &list[i], *inner = NULL;
        if (e->kind == CEXTERN_FUNC && e->func->is_async)
            return e;
        for (uint32_t k = 0; e->kind == CEXTERN_INSTANCE && !inner && k < e->instance->export_count; k++)
            if (e->instance->exports[k].kind == CEXTERN_FUNC && e->instance->exports[k].func->is_async)
                inner = &e->instance->exports[k];
        if (inner)
            return *in = e, inner;
    }
    return NULL;
}

static bool refuse_async(const component *c, error *err)
{
    const cextern *in = NULL, *found = find_async(c->type->exports, c->type->export_count, &in);
    const char *side = found ? "export" : "import";
    if (!found)
        found = find_async(c->type->imports, c->type->import_count, &in);
    if (!found)
        return false;
    error_set(err, ERROR_UNSUPPORTED, ERROR_NO_OFFSET, "%s `%.*s%s%.*s` is an async function, which is not supported here", side,
              TEXT_ARGS(in ? in->name : (text_view){ 0 }), in ? " / " : "", TEXT_ARGS(found->name));
    error_hint(err, "build the mod with a plain `func` there");
    return true;
}

bool component_runs(const component *c, uint32_t features, error *err)
{
    uint32_t beyond = c->features & ~features;
    char text[ERROR_TEXT - 80];
    size_t size = 0;
    if (!beyond)
        return true;
    if ((beyond & COMPONENT_ASYNC) && refuse_async(c, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (beyond & names[i].bit)
            size += (size_t)text_format(text + size, sizeof text - size, "%s%s", size ? ", " : "", names[i].name);
    return error_set(err, ERROR_UNSUPPORTED, ERROR_NO_OFFSET, "it uses %s: not supported here", text);
}
