/* Fuel, shared. */
#include "host/scheduler.h"

#include "host/host.h"
#include "host/invoke.h"

enum {
    SCHEDULER_PASSES = 16,          /* over those that are dry, in one frame */
    SCHEDULER_QUANTUM = 4096,       /* the least that is worth a turn, for a weight of 1 */
    SCHEDULER_FUEL_MOST = 1 << 30   /* of a gift, in thousands of units */
};

int64_t scheduler_tank(const mod *m)
{
    return m->current ? store_fuel(generation_core(m->current)) : 0;
}

static void set_tank(mod *m, int64_t fuel)
{
    store_set_fuel(generation_core(m->current), fuel);
}

/* Its part of the slot's `fuel`. */
static uint64_t part_of(const mod *m, uint64_t fuel)
{
    const slot *s = m->slot;
    uint64_t weights = 0;
    for (uint32_t i = 0; i < s->mod_count; i++)
        weights += s->mods[i]->weight;
    return bucket_share(fuel, m->weight, weights);
}

/* A second time in a frame there is no second share. */
void scheduler_give(mod *m)
{
    if (!m->current)
        return;
    if (m->window == m->host->window) {
        set_tank(m, m->tank_kept - (int64_t)m->fuel.debt);
        m->fuel.debt = 0;
    } else {
        m->window = m->host->window;
        const inlay_slot_def *def = &m->slot->def;
        m->fuel_budget = part_of(m, def->fuel_per_frame);
        m->extra_fuel = def->fuel_most > def->fuel_per_frame ? part_of(m, def->fuel_most - def->fuel_per_frame) : 0;
        bucket_settle(&m->fuel, m->tank_kept);
        set_tank(m, bucket_fill(&m->fuel, m->fuel_budget, m->slot->def.bucket_frames));
    }
    m->tank_kept = 0;
}

void scheduler_keep(mod *m)
{
    if (!m->current)
        return;
    m->tank_kept += scheduler_tank(m);
    set_tank(m, 0);
}

void scheduler_open(inlay_host *host)
{
    host->window++;
    for (uint32_t i = 0; i < host->slots.count; i++) {
        slot *s = host->slots.slots[i];
        s->extra_fuel = s->def.fuel_most - s->def.fuel_per_frame;
    }
}

void scheduler_refill(inlay_host *host)
{
    for (uint32_t s = 0; s < host->slots.count; s++) {
        slot *each = host->slots.ordered[s];
        each->start_fuel = (int64_t)each->def.fuel_to_start;
        for (uint32_t i = 0; i < each->mod_count; i++) {
            scheduler_keep(each->mods[i]);
            scheduler_give(each->mods[i]);
        }
    }
    host->is_shared_out = false;
}

/* What starts, or gives its state away, runs on other fuel. */
bool scheduler_more(const generation *g)
{
    mod *m = g->mod;
    if (m->current != g || m->is_lent_fuel || m->late_frame == m->host->window)
        return false;
    slot *s = m->slot;
    int64_t tank = scheduler_tank(m);
    uint64_t owed = tank < 0 ? (uint64_t)-tank : 0, most = s->extra_fuel < m->extra_fuel ? s->extra_fuel : m->extra_fuel;
    if (owed == 0 || m->fuel.saved < owed || most < owed)
        return false;
    uint64_t drawn = bucket_draw(&m->fuel, most);
    s->extra_fuel -= drawn;
    m->extra_fuel -= drawn;
    set_tank(m, tank + (int64_t)drawn);
    return true;
}

void scheduler_add(mod *m, uint64_t fuel)
{
    const uint64_t most = (uint64_t)SCHEDULER_FUEL_MOST * 1000;
    if (!m->current)
        return;
    int64_t tank = scheduler_tank(m);
    set_tank(m, tank + (int64_t)(fuel < most ? fuel : most));
}

/* ---- the end of a frame ---- */

static bool is_dry(const mod *m)
{
    return m->current && m->is_seated && m->current->is_suspended && !m->current->is_pending && scheduler_tank(m) < 0
        && m->late_frame != m->host->window;
}

/* Those that were given fuel after they ran dry. One may trap meanwhile, and leave the list. */
static void go_on(inlay_host *host)
{
    for (uint32_t s = 0; s < host->slots.count; s++) {
        slot *each = host->slots.ordered[s];
        for (uint32_t i = 0; i < each->mod_count;) {
            mod *m = each->mods[i];
            const generation *g = m->current;
            if (g->is_suspended && !g->is_pending && scheduler_tank(m) > 0)
                invoke_resume(m);
            i += i < each->mod_count && each->mods[i] == m;
        }
    }
}

/* What is in the tanks is saved; what can't be is for others. */
static uint64_t collect(inlay_host *host)
{
    uint64_t spare = 0;
    for (uint32_t s = 0; s < host->slots.count; s++) {
        slot *each = host->slots.slots[s];
        for (uint32_t i = 0; i < each->mod_count; i++) {
            mod *m = each->mods[i];
            if (is_dry(m))
                continue;
            spare += bucket_settle(&m->fuel, scheduler_tank(m));
            set_tank(m, 0);
            m->fuel.deficit = 0;
        }
    }
    return spare;
}

/* Those that are dry, of required slots or of the others: their indices, slots in order. */
static uint32_t line_up(inlay_host *host, bool required, uint64_t *weights)
{
    uint32_t count = 0;
    *weights = 0;
    for (uint32_t s = 0; s < host->slots.count; s++) {
        slot *each = host->slots.ordered[s];
        for (uint32_t i = 0; i < each->mod_count && each->def.required == required; i++) {
            const mod *m = each->mods[i];
            if (!is_dry(m) || m->dry_frames >= SCHEDULER_PATIENCE)
                continue;
            if (!budget_room(&host->budget, host->turns, host->turn_capacity, count))
                return count;
            host->turns[count++] = m->index;
            *weights += m->weight;
        }
    }
    return count;
}

/* One turn; what it used is the answer. What a mod owes is paid first. */
static uint64_t take_turn(mod *m, uint64_t quantum, uint64_t spare)
{
    slot *s = m->slot;
    uint64_t given = bucket_turn(&m->fuel, quantum, spare < s->extra_fuel ? spare : s->extra_fuel), back = 0;
    if (given == 0)
        return 0;
    set_tank(m, scheduler_tank(m) + (int64_t)given);
    if (scheduler_tank(m) >= 0)
        invoke_resume(m);
    if (scheduler_tank(m) > 0) {        /* done: it gives the rest back */
        back = (uint64_t)scheduler_tank(m) < given ? (uint64_t)scheduler_tank(m) : given;
        set_tank(m, scheduler_tank(m) - (int64_t)back);
    }
    s->extra_fuel -= given - back;
    m->fuel_shared_now += given - back;
    bucket_took(&m->fuel, given - back, !is_dry(m));
    return given - back;
}

static uint64_t share_among(inlay_host *host, bool required, uint64_t spare)
{
    uint64_t weights, quantum = SCHEDULER_QUANTUM;
    uint32_t count = line_up(host, required, &weights);
    if (count && spare / (weights * (SCHEDULER_PASSES / 2)) > quantum)
        quantum = spare / (weights * (SCHEDULER_PASSES / 2));
    uint32_t first = count ? host->turn % count : 0;
    for (uint32_t turn = 0; spare && turn < count * SCHEDULER_PASSES; turn++) {
        mod *m = serial_at(&host->mods, host->turns[(first + turn) % count]);
        if (!m || !is_dry(m))
            continue;
        spare -= take_turn(m, quantum * m->weight, spare);
        host->turn = (first + turn + 1) % count;
    }
    return spare;
}

static void settle_all(inlay_host *host)
{
    for (uint32_t s = 0; s < host->slots.count; s++) {
        slot *each = host->slots.slots[s];
        for (uint32_t i = 0; i < each->mod_count; i++) {
            bucket_settle(&each->mods[i]->fuel, scheduler_tank(each->mods[i]));
            set_tank(each->mods[i], 0);
        }
    }
}

void scheduler_share_out(inlay_host *host)
{
    if (host->is_shared_out)
        return;
    host->is_shared_out = true;
    go_on(host);
    checkpoint_step(host);
    uint64_t spare = collect(host);
    spare = share_among(host, true, spare);
    share_among(host, false, spare);
    settle_all(host);
}
