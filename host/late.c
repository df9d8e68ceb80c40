/* Late results. */
#include "host/late.h"

#include "host/host.h"

static void start_again(mod *m, inlay_status status)
{
    late *l = &m->late;
    arena_close(&l->arena);
    *l = (late){ .is_kept = true, .status = status };
    arena_open(&l->arena, &m->host->budget);
}

void late_fail(mod *m)
{
    start_again(m, INLAY_TRAPPED);
}

/* Functions of one type have one plan: the name says which was called. */
static uint32_t index_of(const generation *g, const typed_plan *typed)
{
    uint32_t i = 0;
    while (g->bound[i].typed != typed || g->bound[i].export->name.bytes != g->activity_name.bytes)
        i++;
    return i;
}

static bool keep_typed(late *l, const generation *g, const typed_plan *typed)
{
    if (!component_copy_typed(g->store, &l->arena, &l->place))
        return false;
    if (g->plain && g->plain->typed == typed)          /* a value's, after all */
        return plain_give(g->plain, &l->arena, g->plain_packed, l->place, &l->value);
    l->binding = g->binding;
    l->index = index_of(g, typed);
    l->size = typed->result.argument_count ? typed->result.sizes[0] : 0;
    return true;
}

void late_keep(mod *m, const generation *g)
{
    const typed_plan *typed = component_typed_kept(g->store);
    const inlay_value *result = component_result(g->store, g->task);
    start_again(m, INLAY_DONE);
    late *l = &m->late;
    if (!(typed ? keep_typed(l, g, typed) : !result || value_copy(&l->arena, result, &l->value)))
        l->status = INLAY_LIMIT;
}
