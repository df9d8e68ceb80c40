/* Prices, written. */
#include "host/prices.h"

#include "host/host.h"

#include <inttypes.h>

static uint64_t less(uint64_t a, uint64_t b)
{
    return a > b ? a - b : 0;
}

/* All calls of it, by the ones that were timed. */
static uint64_t estimate_ns(const inlay_host *host, const import_cost *c)
{
    return c->timed ? (uint64_t)((double)host_ns(host, c->ticks) * (double)c->calls / (double)c->timed) : 0;
}

void prices_write(const inlay_host *host, text_builder *out)
{
    const import_table *t = &host->imports;
    uint64_t fuel = 0, ns = 0, host_fuel = 0, host_ns_all = 0;
    for (uint32_t i = 1; i < host->mods.count; i++) {
        const mod *m = serial_at(&host->mods, i);
        fuel += m ? m->fuel_total : 0;
        ns += m ? m->ns_total : 0;
    }
    for (uint32_t i = 0; i < t->function_count; i++) {
        host_fuel += t->functions[i]->cost.fuel;
        host_ns_all += estimate_ns(host, &t->functions[i]->cost);
    }
    text_add(out, "inlay prices 1\nmods %" PRIu64 " %" PRIu64 "\n", less(fuel, host_fuel), less(ns, host_ns_all));
    for (uint32_t i = 0; i < t->function_count; i++) {
        const import_function *f = t->functions[i];
        const import_cost *c = &f->cost;
        text_add(out, "import %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %.*s\n", c->calls, c->timed,
                 host_ns(host, c->ticks), c->bytes, c->fuel, f->price_call, f->price_kib, TEXT_ARGS(f->wit_name));
    }
}
