/* What a profile adds up to: see profile_table.h. */
#include "host/profile_table.h"

#include <string.h>

/* ---- order ---- */

typedef bool table_before(const profile_table *t, const void *a, const void *b);

/* Heap sort: no memory, no recursion, never slower than n log n. */
static void sift(const profile_table *t, char *items, size_t size, size_t from, size_t count, table_before *before)
{
    char held[sizeof(profile_sum)];
    for (size_t at = from, child; (child = 2 * at + 1) < count; at = child) {
        child += child + 1 < count && before(t, items + child * size, items + (child + 1) * size);
        if (!before(t, items + at * size, items + child * size))
            return;
        memcpy(held, items + at * size, size);
        memcpy(items + at * size, items + child * size, size);
        memcpy(items + child * size, held, size);
    }
}

static void sort(const profile_table *t, void *items, size_t size, size_t count, table_before *before)
{
    char held[sizeof(profile_sum)], *bytes = items;
    for (size_t i = count / 2; i-- > 0;)
        sift(t, bytes, size, i, count, before);
    for (size_t i = count; i-- > 1;) {
        memcpy(held, bytes, size);
        memcpy(bytes, bytes + i * size, size);
        memcpy(bytes + i * size, held, size);
        sift(t, bytes, size, 0, i, before);
    }
}

static int order_of_mods(const profile *p, uint32_t a, uint32_t b)
{
    if (a == b)
        return 0;
    text_view none = { 0 };
    int order = text_compare(a < p->mod_count ? p->mods[a].name : none, b < p->mod_count ? p->mods[b].name : none);
    return order ? order : a < b ? -1 : 1;
}

static bool mod_before(const profile_table *t, const void *one, const void *other)
{
    const profile_sum *a = one, *b = other;
    return a->fuel != b->fuel ? a->fuel > b->fuel : order_of_mods(t->p, a->mod, b->mod) < 0;
}

static bool cost_before(const profile_table *t, const void *one, const void *other)
{
    const profile_cost *a = one, *b = other;
    if (a->fuel != b->fuel)
        return a->fuel > b->fuel;
    if (a->calls != b->calls)
        return a->calls > b->calls;
    int order = text_compare(t->p->places[a->place].name, t->p->places[b->place].name);
    order = order ? order : order_of_mods(t->p, a->mod, b->mod);
    return order ? order < 0 : t->p->places[a->place].offset < t->p->places[b->place].offset;
}

static bool line_before(const profile_table *t, const void *one, const void *other)
{
    const profile_cost *a = one, *b = other;
    const profile_place *at = &t->p->places[a->place], *bt = &t->p->places[b->place];
    if (a->fuel != b->fuel)
        return a->fuel > b->fuel;
    int order = text_compare(at->file, bt->file);
    return order ? order < 0 : at->line != bt->line ? at->line < bt->line : cost_before(t, one, other);
}

/* ---- mods ---- */

static uint64_t most(uint64_t a, uint64_t b) { return a > b ? a : b; }

static void add_row(profile_sum *s, const profile_row *r, const profile_frame *f)
{
    s->frames++;
    s->fuel += r->fuel;
    s->ns += r->ns;
    s->host_calls += r->host_calls;
    s->host_ns += r->host_ns;
    s->translate_ns += r->translate_ns;
    s->copied += r->lifted + r->lowered;
    s->log_lines += r->log_lines;
    s->suspended_frames += r->suspensions > 0;
    s->traps += r->traps;
    s->memory = most(s->memory, r->memory);
    s->worst_ns = most(s->worst_ns, r->ns);
    if (profile_row_own_ns(r) > s->worst_own_ns || s->frames == 1) {
        s->worst_own_ns = profile_row_own_ns(r);
        s->worst_frame = f->number;
        s->worst_is_hitch = f->is_hitch;
        s->worst_fuel = r->fuel;
        s->worst_host_ns = r->host_ns;
    }
}

static bool ns_before(const profile_table *t, const void *one, const void *other)
{
    return *(const uint64_t *)one < *(const uint64_t *)other;
}

/* Each mod's times side by side, sorted; then its percentiles can be read off. */
static bool find_percentiles(profile_table *t)
{
    const profile *p = t->p;
    size_t starts_size = ((size_t)p->mod_count + 1) * sizeof(uint32_t), times_size = p->row_count * sizeof(uint64_t);
    uint32_t *next = budget_zalloc(t->budget, starts_size);
    uint64_t *times = budget_zalloc(t->budget, times_size);
    bool good = next && (times || !times_size);
    for (uint32_t i = 1, at = 0; i < p->mod_count && good; i++)
        next[i] = at += (uint32_t)t->mods[i - 1].frames;
    for (uint32_t i = 0; i < p->row_count && good; i++)
        times[next[p->rows[i].mod]++] = p->rows[i].ns;
    for (uint32_t i = 0; i < p->mod_count && good; i++) {
        profile_sum *s = &t->mods[i];
        if (!s->frames)
            continue;
        uint64_t *own = times + next[i] - s->frames;
        sort(t, own, sizeof *own, s->frames, ns_before);
        s->p50 = own[(s->frames * 50 + 99) / 100 - 1];
        s->p99 = own[(s->frames * 99 + 99) / 100 - 1];
    }
    budget_free(t->budget, next, starts_size);
    budget_free(t->budget, times, times_size);
    return good;
}

static bool open_mods(profile_table *t)
{
    const profile *p = t->p;
    t->mods = budget_zalloc(t->budget, p->mod_count * sizeof *t->mods);
    if (!t->mods && p->mod_count)
        return false;
    t->mod_count = p->mod_count;
    for (uint32_t i = 0; i < p->mod_count; i++)
        t->mods[i].mod = i;
    for (uint32_t i = 0; i < p->row_count; i++)
        add_row(&t->mods[p->rows[i].mod], &p->rows[i], &p->frames[p->rows[i].frame]);
    if (!find_percentiles(t))
        return false;
    sort(t, t->mods, sizeof *t->mods, t->mod_count, mod_before);
    return true;
}

/* ---- functions ---- */

/* Does it stand above itself? Then it is counted there already. */
static bool is_inside_itself(const profile_tree *t, uint32_t branch)
{
    for (uint32_t i = t->branches[branch].parent; i; i = t->branches[i].parent)
        if (t->branches[i].place == t->branches[branch].place)
            return true;
    return false;
}

/* What was counted takes the place of what stacks said; they still say who called whom. */
static void take_exact(profile_table *t)
{
    const profile *p = t->p;
    for (uint32_t i = 0; i < p->place_count; i++)
        t->functions[i].calls = t->functions[i].fuel = 0;
    for (uint32_t i = 0; i < p->line_count; i++) {
        const profile_line *line = &p->lines[i];
        profile_cost *c = &t->functions[profile_function(p, line->place)];
        c->fuel += line->fuel;
        if (p->places[line->place].function == PROFILE_NONE)
            c->calls += line->count;
    }
    for (uint32_t i = 0; i < p->place_count; i++)
        if (t->functions[i].total_fuel < t->functions[i].fuel)
            t->functions[i].total_fuel = t->functions[i].fuel;
}

static bool open_lines(profile_table *t)
{
    const profile *p = t->p;
    t->lines = budget_zalloc(t->budget, p->line_count * sizeof *t->lines);
    if (!t->lines && p->line_count)
        return false;
    for (uint32_t i = 0; i < p->line_count; i++) {
        const profile_line *line = &p->lines[i];
        const profile_place *place = &p->places[line->place];
        if (place->line && place->function != PROFILE_NONE)
            t->lines[t->line_count++] = (profile_cost){ .mod = place->mod, .place = line->place, .calls = line->count, .fuel = line->fuel };
    }
    sort(t, t->lines, sizeof *t->lines, t->line_count, line_before);
    return true;
}

static bool open_functions(profile_table *t)
{
    const profile *p = t->p;
    t->functions = budget_zalloc(t->budget, p->place_count * sizeof *t->functions);
    if (!t->functions && p->place_count)
        return false;
    for (uint32_t i = 0; i < p->place_count; i++)
        t->functions[i] = (profile_cost){ .mod = p->places[i].mod, .place = i };
    for (uint32_t i = 1; i < t->tree.count; i++) {
        const profile_branch *b = &t->tree.branches[i];
        if (b->place == PROFILE_NONE)
            continue;
        profile_cost *c = &t->functions[b->place];
        c->calls += b->calls;
        c->fuel += b->fuel;
        c->ns += b->ns;
        c->total_fuel += is_inside_itself(&t->tree, i) ? 0 : b->total_fuel;
    }
    if (p->is_exact)
        take_exact(t);
    for (uint32_t i = 0; i < p->place_count; i++)
        if (p->places[i].kind != PROFILE_IMPORT && !(p->is_exact && !t->functions[i].fuel && !t->functions[i].calls) && (t->functions[i].total_fuel || t->functions[i].calls))
            t->functions[t->function_count++] = t->functions[i];
    sort(t, t->functions, sizeof *t->functions, t->function_count, cost_before);
    return true;
}

/* ---- imports ---- */

/* Items of the whole recording where there are any, else of all frames together. */
static bool is_counted(const profile_import *i, bool has_whole)
{
    return !has_whole || i->frame == PROFILE_NONE;
}

static bool same_before(const profile_table *t, const void *one, const void *other)
{
    const profile_cost *a = one, *b = other;
    return a->mod != b->mod ? a->mod < b->mod : a->place < b->place;
}

static bool open_imports(profile_table *t)
{
    const profile *p = t->p;
    bool has_whole = false;
    t->imports = budget_zalloc(t->budget, p->import_count * sizeof *t->imports);
    if (!t->imports && p->import_count)
        return false;
    for (uint32_t i = 0; i < p->import_count; i++)
        has_whole = has_whole || p->imports[i].frame == PROFILE_NONE;
    for (uint32_t i = 0; i < p->import_count; i++) {
        const profile_import *each = &p->imports[i];
        if (is_counted(each, has_whole))
            t->imports[t->import_count++] = (profile_cost){ each->mod, profile_function(p, each->place), each->calls, each->fuel, each->ns, 0 };
    }
    sort(t, t->imports, sizeof *t->imports, t->import_count, same_before);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < t->import_count; i++) {
        profile_cost *last = kept ? &t->imports[kept - 1] : NULL, *each = &t->imports[i];
        if (!last || last->mod != each->mod || last->place != each->place) {
            t->imports[kept++] = *each;
            continue;
        }
        last->calls += each->calls;
        last->fuel += each->fuel;
        last->ns += each->ns;
    }
    t->import_count = kept;
    sort(t, t->imports, sizeof *t->imports, t->import_count, cost_before);
    return true;
}

/* ---- all ---- */

bool profile_table_open(profile_table *t, budget *b, const profile *p, error *err)
{
    *t = (profile_table){ .p = p, .budget = b };
    if (!profile_tree_open(&t->tree, b, p, PROFILE_NONE, err))
        return false;
    if (open_mods(t) && open_functions(t) && open_imports(t) && open_lines(t))
        return true;
    profile_table_close(t);
    return error_memory(err);
}

void profile_table_close(profile_table *t)
{
    budget_free(t->budget, t->mods, t->p->mod_count * sizeof *t->mods);
    budget_free(t->budget, t->functions, t->p->place_count * sizeof *t->functions);
    budget_free(t->budget, t->imports, t->p->import_count * sizeof *t->imports);
    budget_free(t->budget, t->lines, t->p->line_count * sizeof *t->lines);
    profile_tree_close(&t->tree);
    *t = (profile_table){ .p = t->p, .budget = t->budget };
}

/* ---- hints ---- */

enum { SAMPLES_LEAST = 5 };      /* fewer say nothing */

static bool is_higher(const profile_cost *a, const profile_cost *best)
{
    return !best || a->ns > best->ns || (a->ns == best->ns && a->fuel > best->fuel);
}

/* Who calls that import most: the entry above the call, or else the function. */
static text_view caller_of(const profile_table *t, uint32_t mod, uint32_t place)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < t->tree.count; i++) {
        const profile_branch *b = &t->tree.branches[i], *kept = &t->tree.branches[best];
        if (b->place == place && b->mod == mod && (!best || b->calls > kept->calls || (b->calls == kept->calls && b->fuel > kept->fuel)))
            best = i;
    }
    uint32_t entry = best ? profile_tree_entry(&t->tree, best) : PROFILE_NONE;
    if (entry != PROFILE_NONE)
        return t->p->places[entry].name;
    uint32_t above = best ? t->tree.branches[best].parent : 0;
    return above && t->tree.branches[above].place != PROFILE_NONE ? t->p->places[t->tree.branches[above].place].name : (text_view){ 0 };
}

/* The node of the mod's own code that calls an import, past what a binding generator put around the call; null: none. */
static const profile_node *author_of(const profile *p, uint32_t mod, const profile_node *import)
{
    const text_view whole = p->places[import->place].name;
    const char *mark = whole.size ? memchr(whole.bytes, '#', whole.size) : NULL;
    const text_view interface = { whole.bytes, mark ? (size_t)(mark - whole.bytes) : 0 };
    const text_view name = mark ? (text_view){ mark + 1, whole.size - interface.size - 1 } : whole;
    const profile_node *innermost = NULL;
    for (uint32_t at = import->parent; at != PROFILE_NONE; at = p->nodes[at].parent) {
        const profile_place *place = &p->places[p->nodes[at].place];
        if (place->kind != PROFILE_FUNCTION || place->mod != mod)
            break;
        if (!hint_is_stub(place->name, interface, name))
            return &p->nodes[at];
        innermost = innermost ? innermost : &p->nodes[at];
    }
    return innermost;
}

/* Where the mod calls that import most, in the whole recording. */
static void find_import_line(const profile_table *t, uint32_t mod, uint32_t place, hint_figures *f)
{
    const profile *p = t->p;
    const profile_node *best = NULL;
    for (uint32_t i = 0; i < p->node_count; i++) {
        const profile_node *n = &p->nodes[i];
        if (n->frame == PROFILE_NONE && profile_function(p, n->place) == place && (!best || n->calls > best->calls) && author_of(p, mod, n))
            best = n;
    }
    const profile_node *author = best ? author_of(p, mod, best) : NULL;
    if (!author)
        return;
    f->import_file = p->places[author->place].file;
    f->import_line = p->places[author->place].line;
}

/* What such calls were told to cost in that frame. */
static uint64_t fuel_of_calls(const profile *p, uint32_t mod, const profile_node *import)
{
    for (uint32_t i = 0; i < p->import_count; i++) {
        const profile_import *each = &p->imports[i];
        if (each->frame == import->frame && each->mod == mod && each->place == import->place && each->calls)
            return (uint64_t)((double)each->fuel / (double)each->calls * (double)import->calls);
    }
    return 0;
}

/* What the mod's slowest frame spent most on, where that frame's calls were kept. */
static void find_worst(const profile_table *t, const profile_sum *s, hint_figures *f)
{
    const profile *p = t->p;
    const profile_node *import = NULL, *function = NULL;
    for (uint32_t i = 0; i < p->node_count; i++) {
        const profile_node *n = &p->nodes[i];
        const profile_place *place = &p->places[n->place];
        if (n->frame == PROFILE_NONE || p->frames[n->frame].number != s->worst_frame || (place->mod != s->mod && place->mod != PROFILE_NONE))
            continue;
        if (place->kind == PROFILE_IMPORT && n->parent != PROFILE_NONE && p->places[p->nodes[n->parent].place].mod == s->mod && (!import || n->ns > import->ns))
            import = n;
        if (place->kind == PROFILE_FUNCTION && place->mod == s->mod && (!function || n->fuel > function->fuel))
            function = n;
    }
    if (import && hint_is_by_calls(f, import->ns, fuel_of_calls(p, s->mod, import))) {
        f->worst_import = p->places[import->place].name;
        f->worst_calls = import->calls;
        function = author_of(p, s->mod, import);
    }
    if (!function)
        return;
    f->worst_function = p->places[function->place].name;
    f->worst_file = p->places[function->place].file;
    f->worst_line = p->places[function->place].line;
}

hint_figures profile_table_hints(const profile_table *t, uint32_t index)
{
    const profile_sum *s = &t->mods[index];
    const profile_cost *import = NULL, *function = NULL;
    hint_figures f = {
        .frames = s->frames, .ns = s->ns, .worst_ns = s->worst_own_ns, .usual_ns = s->p50, .worst_frame = s->worst_frame, .fuel = s->fuel,
        .is_lost = !s->worst_is_hitch,
        .worst_fuel = s->worst_fuel, .worst_host_ns = s->worst_host_ns, .usual_fuel = s->frames ? s->fuel / s->frames : 0,
        .suspended_frames = s->suspended_frames, .traps = s->traps, .translate_ns = s->translate_ns, .copied = s->copied, .log_lines = s->log_lines,
    };
    for (uint32_t i = 0; i < t->import_count; i++)
        if (t->imports[i].mod == s->mod && is_higher(&t->imports[i], import))
            import = &t->imports[i];
    for (uint32_t i = 0; i < t->function_count && !function; i++)
        if (t->functions[i].mod == s->mod && t->p->places[t->functions[i].place].kind == PROFILE_FUNCTION)
            function = &t->functions[i];
    find_worst(t, s, &f);
    f.is_hitch = t->p->hitch_frame != PROFILE_NONE && t->p->hitch_mod == s->mod && t->p->frames[t->p->hitch_frame].number == s->worst_frame;
    if (import) {
        f.import = t->p->places[import->place].name;
        f.import_calls = import->calls;
        f.import_ns = import->ns;
        f.import_caller = caller_of(t, s->mod, import->place);
        find_import_line(t, s->mod, import->place, &f);
    }
    if (function && (t->p->is_exact || function->fuel >= SAMPLES_LEAST * t->p->sample_fuel)) {
        const profile_place *place = &t->p->places[function->place];
        f.function = place->name;
        f.file = place->file;
        f.line = place->line;
        f.function_fuel = function->fuel;
    }
    return f;
}
