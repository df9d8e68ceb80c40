/* Two profiles held against one another: fuel a frame, by mod and by function, which
 * are known by their names. Fuel is exact, so that what differs is a difference.
 */
#include "sdk/tool/profile.h"

#include "host/profile_table.h"

#include <stdlib.h>

enum { FUNCTIONS_MOST = 25 };

/* Fuel a frame, before and after. */
typedef struct diff_item {
    text_view mod, name;                /* name empty: all of the mod */
    double    before, after;
} diff_item;

typedef struct diff {
    budget    *budget;
    diff_item *items;
    uint32_t   count, capacity;
} diff;

static bool add(diff *d, text_view mod, text_view name, double fuel, bool is_after)
{
    if (!budget_room(d->budget, d->items, d->capacity, d->count))
        return false;
    d->items[d->count++] = (diff_item){ mod, name, is_after ? 0 : fuel, is_after ? fuel : 0 };
    return true;
}

static int by_name(const void *one, const void *other)
{
    const diff_item *a = one, *b = other;
    int order = text_compare(a->mod, b->mod);
    return order ? order : text_compare(a->name, b->name);
}

static double away(const diff_item *i)
{
    return i->after > i->before ? i->after - i->before : i->before - i->after;
}

static int by_change(const void *one, const void *other)
{
    double a = away(one), b = away(other);
    return a > b ? -1 : a < b ? 1 : by_name(one, other);
}

/* Items of one name become one, then the largest change comes first. */
static void settle(diff *d)
{
    uint32_t kept = 0;
    if (!d->count)
        return;
    qsort(d->items, d->count, sizeof *d->items, by_name);
    for (uint32_t i = 0; i < d->count; i++) {
        if (kept && by_name(&d->items[kept - 1], &d->items[i]) == 0) {
            d->items[kept - 1].before += d->items[i].before;
            d->items[kept - 1].after += d->items[i].after;
        } else {
            d->items[kept++] = d->items[i];
        }
    }
    d->count = kept;
    qsort(d->items, d->count, sizeof *d->items, by_change);
}

static double frames_of(const profile *p, bool is_whole)
{
    uint64_t frames = is_whole && p->recorded_frames ? p->recorded_frames : p->frame_count;
    return frames ? (double)frames : 1;
}

/* A mod's fuel is its rows'; where there are none, its functions'. */
static bool gather(diff *mods, diff *functions, const profile_table *t, bool is_after)
{
    const profile *p = t->p;
    bool good = true;
    for (uint32_t i = 0; i < t->mod_count && p->row_count && good; i++)
        good = add(mods, p->mods[t->mods[i].mod].name, (text_view){ 0 }, (double)t->mods[i].fuel / frames_of(p, false), is_after);
    for (uint32_t i = 0; i < t->function_count && good; i++) {
        const profile_cost *c = &t->functions[i];
        text_view mod = c->mod != PROFILE_NONE ? p->mods[c->mod].name : (text_view){ 0 };
        double fuel = (double)c->fuel / frames_of(p, true);
        good = add(functions, mod, p->places[c->place].name, fuel, is_after) && (p->row_count || add(mods, mod, (text_view){ 0 }, fuel, is_after));
    }
    return good;
}

/* ---- telling ---- */

static void put_change(text_builder *out, const diff_item *i)
{
    char before[32], after[32];
    text_add(out, "%15s %15s ", hint_number((uint64_t)(i->before + 0.5), before), hint_number((uint64_t)(i->after + 0.5), after));
    if (i->before > 0)
        text_add(out, "%+9.2f %%  ", (i->after - i->before) * 100 / i->before);
    else
        text_add(out, "%11s  ", i->after > 0 ? "new" : "");
}

static void put_mods(const diff *mods, const diff_item *total, text_builder *out)
{
    text_add(out, "%15s %15s %11s  fuel a frame of\n", "before", "after", "change");
    put_change(out, total);
    text_add(out, "all mods\n");
    for (uint32_t i = 0; i < mods->count; i++) {
        put_change(out, &mods->items[i]);
        text_put_escaped(out, mods->items[i].mod, false);
        text_add(out, "\n");
    }
}

static void put_functions(const diff *functions, text_builder *out)
{
    uint32_t changed = 0;
    for (uint32_t i = 0; i < functions->count; i++)
        changed += away(&functions->items[i]) > 0;
    if (!changed) {
        text_add(out, functions->count ? "\nno function differs\n" : "");
        return;
    }
    text_add(out, "\n%15s %15s %11s  function, its own fuel a frame\n", "before", "after", "change");
    for (uint32_t i = 0; i < changed && i < FUNCTIONS_MOST; i++) {
        put_change(out, &functions->items[i]);
        text_put_escaped(out, functions->items[i].name, false);
        text_add(out, "  [");
        text_put_escaped(out, functions->items[i].mod, false);
        text_add(out, "]\n");
    }
    if (changed > FUNCTIONS_MOST)
        text_add(out, "%45s (and %u more that differ)\n", "", changed - FUNCTIONS_MOST);
}

static bool exceeds(const diff_item *i, double gate)
{
    return i->before > 0 && i->after > i->before * (1 + gate / 100);
}

static void put_excess(text_builder *out, const diff_item *i, double gate, bool *is_within)
{
    if (!exceeds(i, gate))
        return;
    *is_within = false;
    text_add(out, "over the gate of %g %%: ", gate);
    text_put_escaped(out, i->mod, false);
    text_add(out, " costs %.2f %% more\n", (i->after - i->before) * 100 / i->before);
}

static void tell(const diff *mods, const diff *functions, double gate, text_builder *out, bool *is_within)
{
    diff_item total = { .mod = text_of("all mods") };
    for (uint32_t i = 0; i < mods->count; i++) {
        total.before += mods->items[i].before;
        total.after += mods->items[i].after;
    }
    put_mods(mods, &total, out);
    put_functions(functions, out);
    *is_within = true;
    if (gate < 0)
        return;
    text_add(out, "\n");
    put_excess(out, &total, gate, is_within);
    for (uint32_t i = 0; i < mods->count; i++)
        put_excess(out, &mods->items[i], gate, is_within);
    if (*is_within)
        text_add(out, "within the gate of %g %%\n", gate);
}

bool profile_diff_tell(const profile *before, const profile *after, double gate, text_builder *out, bool *is_within, error *err)
{
    profile_table a, b;
    diff mods = { .budget = out->budget }, functions = { .budget = out->budget };
    *is_within = false;
    if (!profile_table_open(&a, out->budget, before, err))
        return false;
    if (!profile_table_open(&b, out->budget, after, err))
        return profile_table_close(&a), false;
    bool good = gather(&mods, &functions, &a, false) && gather(&mods, &functions, &b, true);
    if (good) {
        settle(&mods);
        settle(&functions);
        tell(&mods, &functions, gate, out, is_within);
    }
    budget_free(out->budget, mods.items, mods.capacity * sizeof *mods.items);
    budget_free(out->budget, functions.items, functions.capacity * sizeof *functions.items);
    profile_table_close(&a);
    profile_table_close(&b);
    return (good && !out->failed) || error_memory(err);
}
