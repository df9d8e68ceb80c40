/* Fuel: ways and points, and prices written into cells once they are known. */
#include "engine/wasm/fuel.h"

void fuel_close(fuel_book *f)
{
    budget_free(f->budget, f->ways, f->way_capacity * sizeof *f->ways);
    budget_free(f->budget, f->fixes, f->fix_capacity * sizeof *f->fixes);
}

uint32_t fuel_rest(const fuel_book *f, fuel_point p) { return f->ways[p.way] - p.spent; }

void fuel_settle(const fuel_book *f, wasm_cell *cells)
{
    for (uint32_t i = 0; i < f->fix_count; i++) {
        const fuel_fix *fix = &f->fixes[i];
        wasm_cell *cell = &cells[fix->cell];
        uint32_t rest = fuel_rest(f, fix->target);
        switch (fix->kind) {
        case FUEL_JUMP:
            cell->as.jump.price = (int32_t)(rest + fix->extra) - (fix->next.way == FUEL_NOWHERE ? 0 : (int32_t)fuel_rest(f, fix->next));
            break;
        case FUEL_REST:
            cell->a = (uint16_t)rest;
            break;
        case FUEL_CHECK:
            cell->as.bits = rest;
            break;
        }
    }
}
