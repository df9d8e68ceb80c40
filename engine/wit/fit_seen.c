/* What the fit has looked at, and what it has told: each pair of types is
 * compared once, each difference told once.
 */
#include "engine/wit/fit_walk.h"

static bool has_pair(const wit_map *pairs, const void *wanted, const void *found)
{
    const wit_map *inner = wit_map_get(pairs, found);
    return inner && wit_map_get(inner, wanted);
}

bool fit_was_seen(const fit_walk *w, const void *wanted, const void *found)
{
    return has_pair(&w->compared[0], wanted, found) || (w->is_unused && has_pair(&w->compared[1], wanted, found));
}

/* A set of pairs, made of two maps: found -> its own map of wanted ones. What was only noted is looked at again where it
 * matters. */
bool fit_seen(fit_walk *w, const void *wanted, const void *found)
{
    wit_map *pairs = &w->compared[w->is_unused], *inner = (wit_map *)wit_map_get(pairs, found);
    if (fit_was_seen(w, wanted, found))
        return true;
    if (!inner) {
        inner = arena_new(&w->scratch, wit_map);
        if (!inner || !wit_map_set(pairs, found, inner)) {
            error_memory(w->err);
            return true;
        }
        inner->arena = &w->scratch;
    }
    if (!wit_map_set(inner, wanted, wanted))
        error_memory(w->err);
    return false;
}

bool fit_was_told(fit_walk *w, const void *key, const ctype *wanted, const ctype *found)
{
    enum { MOST_WORK = 1000000 };
    for (const fit_told *each = wit_map_get(&w->told, key); each && w->told_work <= MOST_WORK; each = each->next) {
        w->told_work += found->leaves + 1;
        if ((!each->is_note || w->is_unused) && ctype_equal(each->found, found) && (!each->wanted || ctype_equal(each->wanted, wanted)))      /* two sets may number alike */
            return true;
    }
    return false;
}

void fit_note_told(fit_walk *w, const void *key, const ctype *wanted, const ctype *found)
{
    fit_told *told = arena_new(&w->scratch, fit_told);
    if (told)
        *told = (fit_told){ wanted, found, w->is_unused, wit_map_get(&w->told, key) };
    if (!told || !wit_map_set(&w->told, key, told))
        error_memory(w->err);
}
