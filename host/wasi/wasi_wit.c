/* The packages that every mod may use (wit/wasi, wit/inlay), compiled in by the build: embed.sh writes the list. */
#include "host/wasi/wasi.h"

#include "engine/wit/wit.h"

static const wit_source sources[] = {
#include "build/obj/wasi_wit.inc"
};

bool wasi_interfaces(arena *a, const cexterns *const **interfaces, uint32_t *count, error *err)
{
    wit_set *set = wit_resolve(a, sources, COUNT_OF(sources), &(wit_options){ .all_features = true }, err);
    if (!set)
        return false;

    *count = wit_interface_count(set);
    const cexterns **list = arena_array(a, const cexterns *, *count);
    if (!list)
        return error_memory(err);
    for (uint32_t i = 0; i < *count; i++)
        list[i] = wit_interface_at(set, i);
    *interfaces = list;
    return true;
}
