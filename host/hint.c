/* Hints: see hint.h. Each rule is a function; their order is what matters most. */
#include "host/hint.h"

#include <string.h>

enum {
    IMPORT_PERCENT = 30,        /* of a mod's time, for its largest import to be worth a word */
    FUNCTION_PERCENT = 40,
    TRANSLATE_PERCENT = 30,
    SUSPENDED_PERCENT = 2,
    MEMORY_PERCENT = 90,
    OFTEN = 100,                /* calls a frame that one call for many might replace */
    SPIKE = 6,                  /* the slowest frame, in medians */
    SPIKE_LEAST_NS = 1000000,
    QUIET_NS = 50000,           /* a mod below that in a frame has no cost worth a word */
    COPIED_A_FRAME = 256 << 10,
    LINES_A_FRAME = 5
};

/* ---- words ---- */

const char *hint_number(uint64_t n, char out[32])
{
    char digits[24];
    int count = text_format(digits, sizeof digits, "%llu", (unsigned long long)n), to = 0;
    for (int i = 0; i < count; i++) {
        if (i && (count - i) % 3 == 0)
            out[to++] = ',';
        out[to++] = digits[i];
    }
    out[to] = 0;
    return out;
}

const char *hint_time(uint64_t ns, char out[32])
{
    if (ns < 1000)
        text_format(out, 32, "%llu ns", (unsigned long long)ns);
    else if (ns < 1000000)
        text_format(out, 32, "%llu us", (unsigned long long)(ns / 1000));
    else if (ns < 1000000000)
        text_format(out, 32, "%llu.%llu ms", (unsigned long long)(ns / 1000000), (unsigned long long)(ns / 100000 % 10));
    else
        text_format(out, 32, "%llu.%llu s", (unsigned long long)(ns / 1000000000), (unsigned long long)(ns / 100000000 % 10));
    return out;
}

static text_view after(text_view text, char mark)
{
    for (size_t i = text.size; i-- > 0;)
        if (text.bytes[i] == mark)
            return (text_view){ text.bytes + i + 1, text.size - i - 1 };
    return text;
}

static text_view before(text_view text, char mark)
{
    const char *at = text.size ? memchr(text.bytes, mark, text.size) : NULL;
    return at ? (text_view){ text.bytes, (size_t)(at - text.bytes) } : text;
}

const char *hint_short_name(text_view wit_name, char *out, size_t size)
{
    text_view function = after(wit_name, '#'), interface = { 0 };
    if (function.size < wit_name.size)
        interface = before(after((text_view){ wit_name.bytes, wit_name.size - function.size - 1 }, '/'), '@');
    /* "[method]body.position" names its resource already */
    if (function.size && function.bytes[0] == '[') {
        function = after(function, ']');
        interface.size = 0;
    }
    text_format(out, size, "%.*s%s%.*s", TEXT_ARGS(interface), interface.size ? "." : "", TEXT_ARGS(function));
    return out;
}

/* Letters alone, small: "arena_game_random_below" and "_ZN5arena4game6random5below17h…E" both hold "randombelow". */
static size_t letters_of(text_view text, char *out, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size && count < size; i++) {
        char c = text.bytes[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            out[count++] = (char)(c | 0x20);
    }
    return count;
}

bool hint_is_stub(text_view function, text_view interface_name, text_view name)
{
    char whole[320], words[160], own[320], wanted[160];
    text_format(whole, sizeof whole, "%.*s#%.*s", TEXT_ARGS(interface_name), TEXT_ARGS(name));
    hint_short_name(text_of(interface_name.size ? whole : whole + 1), words, sizeof words);
    size_t wanted_size = letters_of(text_of(words), wanted, sizeof wanted), size = letters_of(function, own, sizeof own);
    for (size_t i = 0; wanted_size && i + wanted_size <= size; i++)
        if (memcmp(own + i, wanted, wanted_size) == 0)
            return true;
    return false;
}

static uint64_t percent_of(uint64_t part, uint64_t whole)
{
    return whole ? (uint64_t)((double)part * 100 / (double)whole + 0.5) : 0;
}

static uint64_t a_frame(const hint_figures *f, uint64_t all)
{
    return f->frames ? (all + f->frames / 2) / f->frames : all;
}

/* Room for one more; null: there is none. */
static char *next(hint_list *l)
{
    return l->count < HINT_MOST ? l->texts[l->count++] : NULL;
}

/* ---- rules ---- */

static void tell_traps(const hint_figures *f, hint_list *l)
{
    char number[32], *out = f->traps ? next(l) : NULL;
    if (out)
        text_format(out, HINT_TEXT, "it failed %s time%s: its story is in the log, with the line it was at", hint_number(f->traps, number), f->traps == 1 ? "" : "s");
}

/* "73 % of this mod is 1,900 calls of entities.find in on-frame, boids.rs:80" */
static void tell_import(const hint_figures *f, hint_list *l)
{
    uint64_t percent = percent_of(f->import_ns, f->ns), calls = a_frame(f, f->import_calls);
    char name[80], number[32], caller[80], place[80] = "", *out;
    if (percent < IMPORT_PERCENT || f->ns < f->frames * QUIET_NS || !f->import.size || !(out = next(l)))
        return;
    calls += calls == 0;
    hint_short_name(f->import, name, sizeof name);
    if (f->import_line && f->import_file.size)
        text_format(place, sizeof place, ", %.*s:%u", TEXT_ARGS(after(f->import_file, '/')), f->import_line);
    text_format(out, HINT_TEXT, "%llu %% of this mod is %s call%s of %s%s%s%s%s%s", (unsigned long long)(percent < 100 ? percent : 100),
                hint_number(calls, number), calls == 1 ? "" : "s", name, f->import_caller.size ? " in " : "",
                f->import_caller.size ? hint_short_name(f->import_caller, caller, sizeof caller) : "", place,
                f->frames > 1 ? ", each frame" : "", calls >= OFTEN ? ": ask once, keep the answer" : "");
}

static void tell_suspensions(const hint_figures *f, hint_list *l)
{
    char slow[32], all[32], *out;
    if (f->suspended_frames * 100 < f->frames * SUSPENDED_PERCENT || !f->suspended_frames || !(out = next(l)))
        return;
    text_format(out, HINT_TEXT, "out of fuel in %s of %s frames: raise \"weight\" in its mod.json, or do less a frame",
                hint_number(f->suspended_frames, slow), hint_number(f->frames, all));
}

static void put_place(char *out, size_t size, text_view file, uint32_t line)
{
    out[0] = 0;
    if (file.size && line)
        text_format(out, size, " (%.*s:%u)", TEXT_ARGS(after(file, '/')), line);
}

/* ": 1,900 calls of entities.find in step (boids.rs:51)" */
static void put_cause(const hint_figures *f, char *out, size_t size)
{
    char place[80], number[32], name[80];
    put_place(place, sizeof place, f->worst_file, f->worst_line);
    if (f->worst_import.size)
        text_format(out, size, ": %s call%s of %s in %.*s%s", hint_number(f->worst_calls, number), f->worst_calls == 1 ? "" : "s",
                    hint_short_name(f->worst_import, name, sizeof name), TEXT_ARGS(f->worst_function), place);
    else if (f->worst_function.size)
        text_format(out, size, ": most of it in %.*s%s", TEXT_ARGS(f->worst_function), place);
    else
        text_format(out, size, "%s", f->is_lost ? "" : ": a recording of that hitch names the line");
}

/* As much fuel as ever, and no time in the game's functions: the machine was busy with something else. */
static bool is_the_machines(const hint_figures *f)
{
    return f->usual_fuel && f->worst_fuel < 2 * f->usual_fuel && f->worst_host_ns * 2 < f->worst_ns;
}

static void tell_spike(const hint_figures *f, hint_list *l)
{
    char worst[32], usual[32], cause[160], *out;
    bool is_one = f->is_hitch ? f->worst_ns > f->usual_ns : f->worst_ns >= SPIKE_LEAST_NS && f->worst_ns >= SPIKE * f->usual_ns;
    if (!is_one || !f->usual_ns || is_the_machines(f) || !(out = next(l)))
        return;
    put_cause(f, cause, sizeof cause);
    text_format(out, HINT_TEXT, "%s in frame %llu, where %s is usual%s", hint_time(f->worst_ns, worst), (unsigned long long)f->worst_frame,
                hint_time(f->usual_ns, usual), cause);
}

static void tell_function(const hint_figures *f, hint_list *l)
{
    uint64_t percent = percent_of(f->function_fuel, f->fuel);
    char place[80], *out;
    if (percent < FUNCTION_PERCENT || f->ns < f->frames * QUIET_NS || !f->function.size || !(out = next(l)))
        return;
    put_place(place, sizeof place, f->file, f->line);
    text_format(out, HINT_TEXT, "%llu %% of its fuel is spent in %.*s%s", (unsigned long long)(percent < 100 ? percent : 100),
                (int)(f->function.size < 90 ? f->function.size : 90), f->function.bytes, place);
}

static void tell_translation(const hint_figures *f, hint_list *l)
{
    uint64_t percent = percent_of(f->translate_ns, f->ns);
    char *out = percent >= TRANSLATE_PERCENT && f->ns >= f->frames * QUIET_NS ? next(l) : NULL;
    if (out)
        text_format(out, HINT_TEXT, "%llu %% of its time is functions' first calls, which are translated: it passes", (unsigned long long)percent);
}

static void tell_memory(const hint_figures *f, hint_list *l)
{
    uint64_t percent = percent_of(f->memory, f->memory_limit);
    char *out = percent >= MEMORY_PERCENT ? next(l) : NULL;
    if (out)
        text_format(out, HINT_TEXT, "%llu %% of its memory is used: at %llu MiB it fails; raise the limit or free more",
                    (unsigned long long)percent, (unsigned long long)(f->memory_limit >> 20));
}

static void tell_copies(const hint_figures *f, hint_list *l)
{
    char *out = a_frame(f, f->copied) >= COPIED_A_FRAME ? next(l) : NULL;
    if (out)
        text_format(out, HINT_TEXT, "%llu KiB a frame are copied in and out of it: hand over less, or less often",
                    (unsigned long long)(a_frame(f, f->copied) >> 10));
}

static void tell_lines(const hint_figures *f, hint_list *l)
{
    char *out = a_frame(f, f->log_lines) >= LINES_A_FRAME ? next(l) : NULL;
    if (out)
        text_format(out, HINT_TEXT, "it writes %llu log lines a frame", (unsigned long long)a_frame(f, f->log_lines));
}

hint_list hint_of(const hint_figures *figures)
{
    hint_list list = { .count = 0 };
    tell_traps(figures, &list);
    tell_import(figures, &list);
    tell_suspensions(figures, &list);
    tell_spike(figures, &list);
    tell_function(figures, &list);
    tell_translation(figures, &list);
    tell_memory(figures, &list);
    tell_copies(figures, &list);
    tell_lines(figures, &list);
    return list;
}
