#include "tests/perf/engine_part.h"

#include "engine/component/component_store.h"
#include "engine/wasm/short_call.h"
#include "host/generation.h"
#include "host/host.h"
#include "host/mod.h"

#include <stdlib.h>

struct engine_part {
    wasm_task            *task;
    const component_func *func;
};

engine_part *engine_part_find(inlay_host *host, inlay_mod id, const char *export_name)
{
    const mod *m = mod_get(host, id);
    const generation *g = m ? m->current : NULL;
    engine_part *p = g && g->bound ? malloc(sizeof *p) : NULL;
    for (uint32_t i = 0; p && i < g->binding->export_count; i++) {
        const generation_bound *b = &g->bound[i];
        if (b->typed && text_is(b->export->name, export_name))
            return *p = (engine_part){ g->task, b->export->func }, p;
    }
    free(p);
    return NULL;
}

static uint32_t run(wasm_task *t, const task_entry *e)
{
    if (short_call_again(t, t->st.store, e, 0) != TASK_DONE)
        abort();
    return t->slots[0].i32;
}

void engine_part_run(const engine_part *p, const engine_room *rooms, uint32_t count)
{
    const component_func *f = p->func;
    wasm_task *t = p->task;
    int64_t fuel = t->st.store->tank.at_hand;
    uint32_t first = 0;
    short_call_begin(t, &f->core_entry);
    short_call_settle(&t->st, f->core_entry.instance);
    for (uint32_t i = 0; i < count; i++) {
        t->slots[0].bits = t->slots[1].bits = 0;
        t->slots[2].bits = rooms[i].align;
        t->slots[3].bits = rooms[i].size;
        uint32_t at = run(t, &f->realloc_entry);
        first = i ? first : at;
    }
    t->slots[0].bits = first;
    run(t, &f->core_entry);
    t->st.store->tank.at_hand = fuel;
}
