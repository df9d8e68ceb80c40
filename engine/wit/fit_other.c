/* A mod that was made for another world of the game's WIT: who seated it in the wrong slot is told so. */
#include "engine/wit/wit_fit.h"

enum { WORLDS_MOST = 16 };        /* each is a fit of its own */

static bool lacks_exports(const fit_report *report)
{
    for (uint32_t i = 0; i < report->count; i++)
        if (!report->differences[i].is_import)
            return true;
    return false;
}

void wit_fit_other_world(arena *a, const cexterns *component, const wit_set *set, const cexterns *world, fit_report *report, error *err)
{
    uint32_t count = lacks_exports(report) ? wit_world_count(set) : 0;
    for (uint32_t i = 0; i < count && i < WORLDS_MOST && !err->code; i++) {
        const cexterns *other = wit_world_at(set, i);
        fit_report its = { 0 };
        if (!other->export_count || text_equal(other->name, world->name))
            continue;
        bool fits = wit_fit(a, component, other, NULL, 0, &its, err);
        if (!err->code && (fits || !lacks_exports(&its))) {
            report->other_world = other->name;
            return;
        }
    }
}
