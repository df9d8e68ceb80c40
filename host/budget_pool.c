/* Sharing a slot's fuel. */
#include "host/budget_pool.h"

static uint64_t share_of(const mod *m)
{
    const slot *s = m->slot;
    uint64_t weights = 0;
    for (uint32_t i = 0; i < s->mod_count; i++)
        weights += s->mods[i]->weight;
    if (weights == 0)
        return s->def.fuel_per_frame;
    /* in two parts, so that the product can't wrap */
    uint64_t fuel = s->def.fuel_per_frame;
    return fuel / weights * m->weight + fuel % weights * m->weight / weights;
}

void budget_pool_give(mod *m)
{
    if (!m->current)
        return;
    wasm_store *core = generation_core(m->current);
    int64_t debt = store_fuel(core);
    m->fuel_budget = share_of(m);
    store_set_fuel(core, (int64_t)m->fuel_budget + (debt < 0 ? debt : 0));
}

void budget_pool_refill(slot *s)
{
    s->start_fuel = (int64_t)s->def.fuel_to_start;
    for (uint32_t i = 0; i < s->mod_count; i++)
        budget_pool_give(s->mods[i]);
}
