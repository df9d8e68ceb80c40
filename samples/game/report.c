/* report: see report.h. */
#include "samples/game/report.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "samples/game/game.h"

static const char *state_name(inlay_state state)
{
    switch (state) {
    case INLAY_LOADING:  return "loading";
    case INLAY_RUNNING:  return "running";
    case INLAY_WAITING:  return "suspended";
    case INLAY_FAILED:   return "trapped";
    case INLAY_REFUSED:  return "refused";
    case INLAY_DISABLED: return "disabled";
    case INLAY_EXITED:   return "exited";
    case INLAY_GONE:     return "gone";
    }
    return "?";
}

static const char *event_word(inlay_event_kind kind)
{
    switch (kind) {
    case INLAY_EVENT_LOADED:       return "loaded";
    case INLAY_EVENT_REFUSED:      return "refused";
    case INLAY_EVENT_RELOADED:     return "reloaded";
    case INLAY_EVENT_TRAPPED:      return "trapped";
    case INLAY_EVENT_SUSPENDED:    return "suspended";
    case INLAY_EVENT_UNLOADED:     return "unloaded";
    case INLAY_EVENT_LOG:          return "log";
    case INLAY_EVENT_SLOT_EMPTY:   return "slot-empty";
    case INLAY_EVENT_FILE_MISSING: return "file-missing";
    case INLAY_EVENT_EXITED:       return "exited";
    case INLAY_EVENT_HITCH:        return "hitch";
    }
    return "?";
}

/* ---- gathering ------------------------------------------------------------------- */

/* Room for one more; null when memory runs out. */
static void *one_more(void **items, size_t *count, size_t *room, size_t size)
{
    if (*count == *room) {
        size_t wanted = *room ? 2 * *room : 1024;
        void *grown = realloc(*items, wanted * size);
        if (!grown)
            return NULL;
        *items = grown;
        *room = wanted;
    }
    return (char *)*items + (*count)++ * size;
}

void report_frame(struct report *report, uint64_t ns)
{
    void *items = report->frame_ns;
    uint64_t *place = one_more(&items, &report->frame_count, &report->frame_room, sizeof *place);

    report->frame_ns = items;
    if (place)
        *place = ns;
}

void report_translation(struct game *game)
{
    inlay_mod mods[REPORT_MODS];
    size_t count = inlay_all_mods(game->host, mods, REPORT_MODS);
    inlay_stats stats;
    uint64_t ns = 0;

    for (size_t i = 0; i < count && i < REPORT_MODS; i++)
        if (inlay_get_stats(game->host, mods[i], &stats))
            ns += stats.translate_ns_frame;
    if (ns <= game->report.translate_ns)
        return;
    game->report.translate_ns = ns;
    game->report.translate_frame = game->arena.frame;
}

static double now(void)
{
    struct timespec t;

    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A place for an event of now; null when memory runs out. */
static report_event *new_event(struct report *report)
{
    void *items = report->events;
    report_event *place = one_more(&items, &report->event_count, &report->event_room, sizeof *place);

    report->events = items;
    if (place)
        *place = (report_event){ .time = now() };
    return place;
}

/* Cut to the room, but not through the middle of a character. */
static void copy_text(char *out, size_t room, const char *text)
{
    size_t size = text ? strlen(text) : 0;

    if (size >= room)
        for (size = room - 1; size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80;)
            size--;
    if (size > 0)
        memcpy(out, text, size);
    out[size] = 0;
}

void report_event_add(struct report *report, const inlay_event *event)
{
    report_event *place = event->kind == INLAY_EVENT_LOG ? NULL : new_event(report);

    if (!place)
        return;
    place->word = event_word(event->kind);
    place->frame = event->frame;
    place->generation = event->generation;
    copy_text(place->mod, sizeof place->mod, event->name);
    copy_text(place->text, sizeof place->text, event->text);
}

void report_answered(struct report *report, const inlay_stats *stats, uint64_t frame)
{
    report_event *place = new_event(report);

    if (!place)
        return;
    place->word = "answered";
    place->frame = frame;
    place->generation = stats->generation;
    copy_text(place->mod, sizeof place->mod, stats->name);
}

void report_close(struct report *report)
{
    free(report->frame_ns);
    free(report->events);
    *report = (struct report){ 0 };
}

/* ---- the table ---------------------------------------------------------------------- */

void report_table(struct game *game)
{
    inlay_mod mods[REPORT_MODS];
    size_t count = inlay_all_mods(game->host, mods, REPORT_MODS);

    printf("%-18s %-10s %-14s %7s %12s %9s  %s\n", "mod", "slot", "language", "frames", "fuel", "us", "state");
    for (size_t i = 0; i < count && i < REPORT_MODS; i++) {
        inlay_stats s;
        if (!inlay_get_stats(game->host, mods[i], &s))
            continue;
        int line = (int)strcspn(s.reason, "\n");
        printf("%-18s %-10s %-14s %7llu %12llu %9llu  %s%s%.*s\n", s.name, s.slot, s.language, (unsigned long long)s.frames,
               (unsigned long long)s.fuel_total, (unsigned long long)(s.ns_total / 1000), state_name(s.state),
               line ? ": " : "", line < 90 ? line : 90, s.reason);
    }
}

/* ---- the file ---------------------------------------------------------------------------- */

static void write_text(FILE *file, const char *text)
{
    fputc('"', file);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            fprintf(file, "\\%c", c);
        else if (c < 32 || c == 127)
            fprintf(file, "\\u%04x", c);
        else
            fputc(c, file);
    }
    fputc('"', file);
}

static void write_member(FILE *file, const char *name, const char *text)
{
    fprintf(file, "\"%s\": ", name);
    write_text(file, text);
    fputs(", ", file);
}

static void write_number(FILE *file, const char *name, uint64_t number)
{
    fprintf(file, "\"%s\": %llu, ", name, (unsigned long long)number);
}

static void write_mod(FILE *file, const inlay_stats *s)
{
    fputs("    { ", file);
    write_member(file, "name", s->name);
    write_member(file, "slot", s->slot);
    write_member(file, "language", s->language);
    write_member(file, "version", s->version);
    write_member(file, "state", state_name(s->state));
    write_number(file, "generation", s->generation);
    fprintf(file, "\"enabled_by_default\": %s, ", s->default_enabled ? "true" : "false");
    write_number(file, "frames", s->frames);
    write_number(file, "suspended_frames", s->suspended_frames);
    write_number(file, "calls", s->calls);
    write_number(file, "fuel", s->fuel_total);
    write_number(file, "fuel_frame", s->fuel_frame);
    write_number(file, "fuel_budget", s->fuel_budget);
    write_number(file, "us", s->ns_total / 1000);
    write_number(file, "memory", s->memory_bytes);
    write_number(file, "memory_peak", s->memory_peak);
    write_number(file, "memory_limit", s->memory_limit);
    write_number(file, "copied_bytes", s->copied_bytes);
    write_number(file, "handles", s->handles);
    write_number(file, "traps", s->traps);
    write_number(file, "reloads", s->reloads);
    fputs("\"reason\": ", file);
    write_text(file, s->reason);
    fputs(" }", file);
}

static void write_event(FILE *file, const report_event *event)
{
    fputs("    { ", file);
    write_member(file, "event", event->word);
    write_member(file, "mod", event->mod);
    write_number(file, "generation", event->generation);
    write_number(file, "frame", event->frame);
    fprintf(file, "\"time\": %.6f, \"text\": ", event->time);
    write_text(file, event->text);
    fputs(" }", file);
}

static int by_size(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return one < other ? -1 : one > other;
}

/* The value that so many of 1,000 don't exceed. */
static double microseconds_at(const struct report *report, size_t per_mille)
{
    size_t last = report->frame_count - 1;
    return (double)report->frame_ns[(last * per_mille + 999) / 1000] / 1000;
}

static void write_frames(FILE *file, struct report *report)
{
    if (report->frame_count == 0)
        return;
    qsort(report->frame_ns, report->frame_count, sizeof *report->frame_ns, by_size);
    fprintf(file, "  \"inlay_us\": { \"p50\": %.1f, \"p99\": %.1f, \"p99_9\": %.1f, \"max\": %.1f },\n",
            microseconds_at(report, 500), microseconds_at(report, 990), microseconds_at(report, 999), microseconds_at(report, 1000));
    fprintf(file, "  \"translate_us\": { \"max\": %.1f, \"frame\": %llu },\n", (double)report->translate_ns / 1e3, (unsigned long long)report->translate_frame);
}

static void write_all(FILE *file, struct game *game)
{
    inlay_mod mods[REPORT_MODS];
    size_t count = inlay_all_mods(game->host, mods, REPORT_MODS);
    bool first = true;

    fprintf(file, "{\n  \"version\": \"%s\",\n  \"frames\": %llu,\n  \"score\": %u,\n", inlay_version(),
            (unsigned long long)game->arena.frame, game->arena.score);
    write_frames(file, &game->report);
    fputs("  \"mods\": [\n", file);
    for (size_t i = 0; i < count && i < REPORT_MODS; i++) {
        inlay_stats stats;
        if (!inlay_get_stats(game->host, mods[i], &stats))
            continue;
        fputs(first ? "" : ",\n", file);
        first = false;
        write_mod(file, &stats);
    }
    fputs("\n  ],\n  \"events\": [\n", file);
    for (size_t i = 0; i < game->report.event_count; i++) {
        fputs(i ? ",\n" : "", file);
        write_event(file, &game->report.events[i]);
    }
    fputs("\n  ]\n}\n", file);
}

bool report_write(struct game *game, const char *path)
{
    FILE *file = fopen(path, "w");

    if (!file)
        return false;
    write_all(file, game);
    return fclose(file) == 0;
}

bool report_prices(struct game *game, const char *path)
{
    int size = inlay_prices_text(game->host, NULL, 0);
    char *text = malloc((size_t)size + 1);
    FILE *file = text ? fopen(path, "w") : NULL;
    bool good = file != NULL;

    if (file) {
        inlay_prices_text(game->host, text, (size_t)size + 1);
        good = fputs(text, file) >= 0;
        good = fclose(file) == 0 && good;
    }
    free(text);
    return good;
}
