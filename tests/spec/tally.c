/* Counting, and the list of what is not there yet. */
#include "tests/spec/tally.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { COMPLAINTS_SHOWN = 40 };

static bool read_list(tally *t)
{
    char line[512];
    FILE *file = fopen(t->options->list, "r");

    if (!file)
        return fprintf(stderr, "suite: %s cannot be read\n", t->options->list), false;
    for (int number = 1; fgets(line, sizeof line, file); number++) {
        tally_entry e = { 0 };
        if (line[0] == '#' || line[0] == '\n')
            continue;
        if (sscanf(line, "%159s %u-%u %u %119[^\n]", e.script, &e.first, &e.last, &e.count, e.reason) != 5) {
            fprintf(stderr, "%s:%d: an entry is: script first-last count reason\n", t->options->list, number);
            return fclose(file), false;
        }
        if (t->entry_count == t->entry_capacity) {
            t->entry_capacity = t->entry_capacity ? t->entry_capacity * 2 : 256;
            t->entries = realloc(t->entries, t->entry_capacity * sizeof *t->entries);
        }
        t->entries[t->entry_count++] = e;
    }
    fclose(file);
    return true;
}

bool tally_open(tally *t, const suite_options *options)
{
    *t = (tally){ .options = options };
    if (options->write_list) {
        t->out = fopen(options->write_list, "w");
        if (!t->out)
            return fprintf(stderr, "suite: %s cannot be written\n", options->write_list), false;
        fputs("# What is not there yet: script, lines, commands, the missing feature or what is wrong.\n"
              "# May only shrink. Written by: suite --write-list FILE PATH…\n", t->out);
    }
    return !options->list || options->write_list || read_list(t);
}

static void write_run(tally *t)
{
    if (t->out && t->run.count > 0)
        fprintf(t->out, "%s %u-%u %u %s\n", t->run.script, t->run.first, t->run.last, t->run.count, t->run.reason);
    t->run.count = 0;
}

/* Neighbours with one reason become one line. */
static void note(tally *t, uint32_t line, const char *reason)
{
    if (t->run.count == 0 || strcmp(t->run.reason, reason) != 0) {
        write_run(t);
        t->run = (tally_entry){ .first = line, .last = line };
        snprintf(t->run.script, sizeof t->run.script, "%s", t->script);
        snprintf(t->run.reason, sizeof t->run.reason, "%s", reason);
    }
    t->run.last = line > t->run.last ? line : t->run.last;
    t->run.count++;
}

void tally_script(tally *t, const char *script, suite_kind kind)
{
    write_run(t);
    snprintf(t->script, sizeof t->script, "%s", script);
    t->kind = kind;
    for (uint32_t i = 0; i < t->entry_count; i++)
        if (strcmp(t->entries[i].script, script) == 0)
            t->entries[i].visited = true;
}

static tally_entry *find_entry(tally *t, uint32_t line)
{
    tally_entry *full = NULL;

    for (uint32_t i = 0; i < t->entry_count; i++) {
        tally_entry *e = &t->entries[i];
        if (line < e->first || line > e->last || strcmp(e->script, t->script) != 0)
            continue;
        if (e->hits < e->count)
            return e;
        full = e;
    }
    return full;
}

static void complain(tally *t, uint32_t line, const char *command, const char *what, const char *text)
{
    if (++t->complaints <= COMPLAINTS_SHOWN || t->options->verbose)
        printf("%s:%u: %s %s: %s\n", t->script, line, command, what, text);
}

void tally_add(tally *t, uint32_t line, const char *command, verdict v, const char *text)
{
    tally_count *count = &t->counts[t->kind];
    tally_entry *entry;

    if (v == VERDICT_TEXT_ONLY) {
        count->text_only++;
        return;
    }
    if (v == VERDICT_PASSED) {
        count->passed++;
        write_run(t);
        return;
    }
    if (t->out)
        note(t, line, v == VERDICT_FAILED ? "fails" : text);
    entry = find_entry(t, line);
    if (entry)
        entry->hits++;
    if (t->options->verbose && v == VERDICT_FAILED)
        complain(t, line, command, entry ? "fails, as listed" : "fails", text);

    if (v == VERDICT_SKIPPED) {
        count->skipped++;
        if (t->options->list && !t->out && !entry)
            complain(t, line, command, "is skipped, but not on the list", text);
        if (t->options->list && !t->out && (!entry || entry->hits > entry->count))
            count->failed++;
        return;
    }
    if (entry && entry->hits <= entry->count) {
        count->known++;
        return;
    }
    count->failed++;
    if (!t->options->verbose)
        complain(t, line, command, "fails", text);
}

/* What is on the list but went well: the list has to shrink. */
static uint32_t check_entries(const tally *t)
{
    uint32_t stale = 0;

    for (uint32_t i = 0; i < t->entry_count; i++) {
        const tally_entry *e = &t->entries[i];
        if (!e->visited || e->hits >= e->count)
            continue;
        printf("%s: %s %u-%u %u %s: %u of them pass now; take them off the list\n", t->options->list, e->script,
               e->first, e->last, e->count, e->reason, e->count - e->hits);
        stale++;
    }
    return stale;
}

bool tally_close(tally *t)
{
    static const char *const names[SUITE_KINDS] = { "core", "component" };
    uint32_t stale = t->options->write_list ? 0 : check_entries(t);
    bool good = stale == 0;
    uint64_t all = 0;

    write_run(t);
    if (t->complaints > COMPLAINTS_SHOWN && !t->options->verbose)
        printf("(%u more; --verbose shows all)\n", t->complaints - COMPLAINTS_SHOWN);
    for (int kind = 0; kind < SUITE_KINDS; kind++) {
        const tally_count *c = &t->counts[kind];
        uint64_t run = c->passed + c->failed + c->skipped + c->known;
        all += run;
        if (run == 0)
            continue;
        good = good && c->failed == 0;
        printf("%s: %" PRIu64 " passed, %" PRIu64 " failed, %" PRIu64 " skipped", names[kind], c->passed, c->failed, c->skipped);
        printf(" (%" PRIu64 " known failures, %" PRIu64 " text only", c->known, c->text_only);
        if (t->options->slice)
            printf(", %" PRIu64 " suspensions%s", c->suspensions, t->options->move ? ", moved at each" : "");
        if (t->options->count)
            printf(", %" PRIu64 " units of fuel counted", c->counted);
        puts(")");
    }
    if (t->options->coverage && !coverage_close(&t->coverage))
        good = false;
    if (stale)
        printf("%u entries of the list are out of date\n", stale);
    if (t->out)
        fclose(t->out);
    free(t->entries);
    return good && all > 0;
}
