/* A profile as text: mods, functions, imports, hints; what `inlay profile FILE` prints. */
#include "host/profile_format.h"

#include "host/profile_table.h"

enum { FUNCTIONS_MOST = 20, LINES_MOST = 20, IMPORTS_MOST = 15, HITCHES_MOST = 10, NAME_WIDTH = 44 };

static uint64_t a_frame(uint64_t all, uint64_t frames)
{
    return frames ? (all + frames / 2) / frames : 0;
}

static double percent(uint64_t part, uint64_t whole)
{
    return whole ? (double)part * 100 / (double)whole : 0;
}

/* What recording took of a frame, beside what mods did. */
static void put_own(const profile *p, text_builder *out)
{
    char time[32];
    uint64_t frames = 0, own = p->recorder_ns / p->recorded_frames;
    for (uint32_t i = 0; i < p->frame_count; i++)
        frames += p->frames[i].ns;
    text_add(out, "; recording itself took %s a frame", hint_time(own, time));
    if (frames > p->recorder_ns / p->recorded_frames * p->frame_count)
        text_add(out, " (%.2g %% of it)", percent(own, frames / p->frame_count));
}

static void put_head(const profile_table *t, text_builder *out)
{
    const profile *p = t->p;
    char number[32];
    text_put_escaped(out, p->title.size ? p->title : text_of("a profile"), false);
    text_add(out, "\n%s frame%s", hint_number(p->frame_count, number), p->frame_count == 1 ? "" : "s");
    if (p->frame_count)
        text_add(out, " (%llu to %llu)", (unsigned long long)p->frames[0].number, (unsigned long long)p->frames[p->frame_count - 1].number);
    if (p->recorded_frames > p->frame_count)
        text_add(out, ", the last of %s that were recorded", hint_number(p->recorded_frames, number));
    if (p->is_exact)
        text_add(out, "; every call and unit of fuel counted");
    if (p->sample_fuel)
        text_add(out, "; functions sampled every %s units of fuel", hint_number(p->sample_fuel, number));
    if (p->recorder_ns && p->recorded_frames && !p->is_exact)       /* counting takes its time inside of theirs */
        put_own(p, out);
    if (p->lost)
        text_add(out, "; %s items found no room", hint_number(p->lost, number));
    text_add(out, "\n");
}

static void put_mods(const profile_table *t, text_builder *out)
{
    text_add(out, "\n%-20s %-12s %12s %9s %9s %9s %9s %8s %9s\n", "mod", "slot", "fuel/frame", "us p50", "p99", "most", "calls", "KiB", "no fuel");
    for (uint32_t i = 0; i < t->mod_count; i++) {
        const profile_sum *s = &t->mods[i];
        const profile_mod *m = &t->p->mods[s->mod];
        text_builder name;
        text_open(&name, out->budget);
        text_put_escaped(&name, m->name, false);
        text_add(out, "%-20s %-12.*s %12llu %9.1f %9.1f %9.1f %9llu %8llu %9llu\n", text_string(&name), TEXT_ARGS(m->slot),
                 (unsigned long long)a_frame(s->fuel, s->frames), (double)s->p50 / 1000, (double)s->p99 / 1000, (double)s->worst_ns / 1000,
                 (unsigned long long)a_frame(s->host_calls, s->frames), (unsigned long long)(s->memory >> 10), (unsigned long long)s->suspended_frames);
        text_close(&name);
    }
    text_add(out, "(calls: of imports, a frame; no fuel: frames that ended with a call suspended)\n");
}

static void put_name(const profile_table *t, const profile_cost *c, text_builder *out)
{
    const profile_place *place = &t->p->places[c->place];
    text_put_escaped(out, place->name.size ? place->name : text_of("(no name)"), false);
    if (place->file.size) {
        text_add(out, " (");
        text_put_escaped(out, place->file, false);
        text_add(out, place->line ? ":%u)" : ")", place->line);
    }
    if (c->mod == PROFILE_NONE)
        return;
    text_add(out, "  [");
    text_put_escaped(out, t->p->mods[c->mod].name, false);
    text_add(out, "]");
}

/* Counted where it was, else what was sampled. */
static uint64_t whole_fuel(const profile_table *t)
{
    uint64_t fuel = 0;
    for (uint32_t i = 0; i < t->function_count && t->p->is_exact; i++)
        fuel += t->functions[i].fuel;
    return t->p->is_exact ? fuel : t->tree.branches[0].total_fuel;
}

static void put_functions(const profile_table *t, text_builder *out)
{
    uint64_t all = whole_fuel(t);
    if (!t->function_count)
        return;
    text_add(out, "\n%7s %15s %7s %12s %10s  %s\n", "own", "fuel", "in all", "calls", "fuel/call", "function");
    for (uint32_t i = 0; i < t->function_count && i < FUNCTIONS_MOST; i++) {
        const profile_cost *c = &t->functions[i];
        char fuel[32], calls[32], each[32];
        text_add(out, "%5.1f %% %15s %5.1f %% %12s %10s  ", percent(c->fuel, all), hint_number(c->fuel, fuel), percent(c->total_fuel, all),
                 c->calls ? hint_number(c->calls, calls) : "-", c->calls ? hint_number(a_frame(c->fuel, c->calls), each) : "-");
        put_name(t, c, out);
        text_add(out, "\n");
    }
    if (t->function_count > FUNCTIONS_MOST)
        text_add(out, "        (and %u more)\n", t->function_count - FUNCTIONS_MOST);
}

static void put_lines(const profile_table *t, text_builder *out)
{
    uint64_t all = whole_fuel(t);
    if (!t->line_count)
        return;
    text_add(out, "\n%7s %15s %12s %10s  %s\n", "own", "fuel", "runs", "fuel/run", "line");
    for (uint32_t i = 0; i < t->line_count && i < LINES_MOST; i++) {
        const profile_cost *c = &t->lines[i];
        const profile_place *place = &t->p->places[c->place];
        char fuel[32], runs[32], each[32];
        text_add(out, "%5.1f %% %15s %12s %10s  ", percent(c->fuel, all), hint_number(c->fuel, fuel), hint_number(c->calls, runs),
                 hint_number(a_frame(c->fuel, c->calls), each));
        text_put_escaped(out, place->file, false);
        text_add(out, ":%u  ", place->line);
        text_put_escaped(out, place->name, false);
        text_add(out, c->mod == PROFILE_NONE ? "\n" : "  [");
        if (c->mod == PROFILE_NONE)
            continue;
        text_put_escaped(out, t->p->mods[c->mod].name, false);
        text_add(out, "]\n");
    }
    if (t->line_count > LINES_MOST)
        text_add(out, "        (and %u more)\n", t->line_count - LINES_MOST);
}

static void put_imports(const profile_table *t, text_builder *out)
{
    if (!t->import_count)
        return;
    text_add(out, "\n%12s %12s %15s  %s\n", "calls", "time", "fuel", "import");
    for (uint32_t i = 0; i < t->import_count && i < IMPORTS_MOST; i++) {
        const profile_cost *c = &t->imports[i];
        char calls[32], time[32], fuel[32];
        text_add(out, "%12s %12s %15s  ", hint_number(c->calls, calls), hint_time(c->ns, time), hint_number(c->fuel, fuel));
        put_name(t, c, out);
        text_add(out, "\n");
    }
    if (t->import_count > IMPORTS_MOST)
        text_add(out, "             (and %u more)\n", t->import_count - IMPORTS_MOST);
}

/* The mod that a hitch is about, or the slowest one of the frame. PROFILE_NONE: none ran. */
static uint32_t mod_of(const profile *p, uint32_t frame)
{
    const profile_row *slowest = NULL;
    if (frame == p->hitch_frame && p->hitch_mod != PROFILE_NONE)
        return p->hitch_mod;
    for (uint32_t i = 0; i < p->row_count; i++)
        if (p->rows[i].frame == frame && (!slowest || profile_row_own_ns(&p->rows[i]) > profile_row_own_ns(slowest)))
            slowest = &p->rows[i];
    return slowest ? slowest->mod : PROFILE_NONE;
}

static void put_hitches(const profile_table *t, text_builder *out)
{
    const profile *p = t->p;
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->frame_count; i++) {
        const profile_frame *f = &p->frames[i];
        char time[32];
        bool is_it = f->is_hitch || i == p->hitch_frame;
        if (!is_it || ++count > HITCHES_MOST)
            continue;
        text_add(out, "%sframe %llu took %s", count == 1 ? "\nhitches\n  " : "  ", (unsigned long long)f->number, hint_time(f->ns, time));
        uint32_t mod = mod_of(p, i);
        if (mod != PROFILE_NONE) {
            text_add(out, ": ");
            text_put_escaped(out, p->mods[mod].name, false);
        }
        text_add(out, "\n");
    }
    if (count > HITCHES_MOST)
        text_add(out, "  (and %u more)\n", count - HITCHES_MOST);
    if (count && p->hitch_frame == PROFILE_NONE)
        text_add(out, "  (the recording of a hitch, FILE.hitch1 and so on, tells whose calls and functions they were)\n");
}

static void put_hints(const profile_table *t, text_builder *out)
{
    bool has_any = false;
    for (uint32_t i = 0; i < t->mod_count; i++) {
        hint_figures figures = profile_table_hints(t, i);
        hint_list list = hint_of(&figures);
        for (uint32_t n = 0; n < list.count; n++) {
            text_add(out, has_any ? "  " : "\nhints\n  ");
            text_put_escaped(out, t->p->mods[t->mods[i].mod].name, false);
            text_add(out, ": ");
            text_put_escaped(out, text_of(list.texts[n]), false);
            text_add(out, "\n");
            has_any = true;
        }
    }
}

bool profile_report_write(const profile *p, text_builder *out, error *err)
{
    profile_table t;
    if (!profile_table_open(&t, out->budget, p, err))
        return false;
    put_head(&t, out);
    put_hitches(&t, out);
    put_mods(&t, out);
    put_functions(&t, out);
    put_lines(&t, out);
    put_imports(&t, out);
    put_hints(&t, out);
    profile_table_close(&t);
    return true;
}
