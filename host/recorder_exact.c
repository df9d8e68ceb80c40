/* What a recorder counted, as a profile's lines: by function, and by line of the source
 * where that is known. What was not counted by cells is told as what it is.
 */
#include "host/recorder_take.h"

#include "engine/wasm/module.h"
#include "host/host.h"
#include "host/source_map.h"

/* While a record's functions are told. */
typedef struct exact {
    taker        *t;
    const record *rec;
    uint64_t      told;           /* fuel of all functions so far */
} exact;

/* The line of a place, made where there is none; null: no memory. */
static profile_line *line_of(taker *t, uint32_t place)
{
    if (place == PROFILE_NONE)
        return NULL;
    while (t->line_count <= place) {
        if (!budget_room(t->scratch.budget, t->lines, t->line_capacity, t->line_count))
            return NULL;
        t->lines[t->line_count++] = (taken_line){ PROFILE_NONE, 0 };
    }
    if (t->lines[place].index == PROFILE_NONE)
        t->lines[place].index = profile_add_line(t->out, &(profile_line){ place, 0, 0 });
    return t->lines[place].index == PROFILE_NONE ? NULL : &t->out->lines[t->lines[place].index];
}

static void add(taker *t, uint32_t place, uint64_t count, uint64_t fuel)
{
    profile_line *line = line_of(t, place);
    if (!line) {
        t->out->lost++;
        return;
    }
    line->count += count;
    line->fuel += fuel;
}

/* The place of the line that byte `offset` of the function stands at; of the whole function, where that is not known. */
static uint32_t place_at(const exact *e, const count_function *f, const profile_place *whole, uint32_t function, uint32_t offset)
{
    source_chain chain;
    source_map_find(e->rec->image, code_module(f->code), f->function, offset, NULL, &chain);
    if (!chain.at[0].line)
        return function;
    profile_place at = { PROFILE_FUNCTION, e->rec->mod, function, whole->name, chain.at[0].file, chain.at[0].line, 0, 0 };
    return profile_take_place(e->t->out, &at);
}

/* A line ran as often as what of it ran most often. */
static void add_point(exact *e, uint32_t place, const count_point *p)
{
    taker *t = e->t;
    uint64_t runs = (int64_t)p->runs > 0 ? p->runs : 0, fuel = p->fuel > 0 ? (uint64_t)p->fuel : 0;
    add(t, place, 0, fuel);
    e->told += fuel;
    if (place < t->line_count && runs > t->lines[place].runs)
        t->lines[place].runs = runs;
}

static void end_point(taker *t, uint32_t place, uint32_t function)
{
    if (place >= t->line_count || !t->lines[place].runs)
        return;
    if (place != function)
        add(t, place, t->lines[place].runs, 0);
    t->lines[place].runs = 0;
}

static void tell_function(void *user, const count_function *f)
{
    exact *e = user;
    taker *t = e->t;
    const profile_place whole = recorder_function(&t->scratch, e->rec, f->code, f->function);
    uint32_t function = profile_take_place(t->out, &whole);
    uint32_t *places = budget_alloc(t->scratch.budget, f->point_count * sizeof *places);
    if (function == PROFILE_NONE || (f->point_count && !places)) {
        t->failed = true;
        budget_free(t->scratch.budget, places, f->point_count * sizeof *places);
        return;
    }
    add(t, function, f->calls, 0);
    for (uint32_t i = 0; i < f->point_count; i++) {
        bool is_same = i && f->points[i].offset == f->points[i - 1].offset;
        places[i] = is_same ? places[i - 1] : place_at(e, f, &whole, function, f->points[i].offset);
        add_point(e, places[i], &f->points[i]);
    }
    for (uint32_t i = 0; i < f->point_count; i++)
        end_point(t, places[i], function);
    budget_free(t->scratch.budget, places, f->point_count * sizeof *places);
}

static uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }

static void put_rest(taker *t, uint32_t known, profile_place_kind kind, const char *name, uint64_t fuel)
{
    if (fuel)
        add(t, profile_take_place(t->out, &(profile_place){ kind, known, PROFILE_NONE, text_of(name), { 0 }, 0, 0, 0 }), 0, fuel);
}

static void put_record(taker *t, const record *rec)
{
    exact e = { .t = t, .rec = rec };
    for (uint32_t i = 0; i < count_functions(rec->counts) && !t->failed; i++)
        if (!count_tell(rec->counts, i, tell_function, &e))
            t->failed = true;
    uint64_t rest = record_counted(rec) - least(e.told, record_counted(rec)), leaving = least(count_leaving(rec->counts), rest);
    put_rest(t, rec->mod, PROFILE_ABI, "(between modules)", leaving);
    put_rest(t, rec->mod, PROFILE_ABI, "(the SDK, and the game's functions)", rest - leaving);
    t->out->lost += count_missed(rec->counts);
}

void recorder_take_lines(taker *t)
{
    for (uint32_t i = 0; i < t->count && !t->failed; i++)
        if (t->records[i].rec->counts)
            put_record(t, t->records[i].rec);
    for (uint32_t i = 0; i < t->r->mod_count && !t->failed; i++)
        put_rest(t, i, PROFILE_OTHER, "(earlier generations)", t->r->mods[i].exact_earlier);
    budget_free(t->scratch.budget, t->lines, t->line_capacity * sizeof *t->lines);
    t->out->is_exact = t->r->options.is_exact;
}
