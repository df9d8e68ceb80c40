/* app: a text filter whose filters are mods. Not a game: it has no frames of
 * its own, so it gives the host one whenever it wants mods to go on.
 *
 *     app [FOLDER] < text        FOLDER: of mods, samples/app/mods
 *
 * filter.h is made from wit/filter.wit:
 *     inlay bind samples/app/wit --world filter -o samples/app/filter.h --include sdk/inlay.h
 */
#include <stdio.h>
#include <string.h>

#define FILTER_IMPLEMENTATION
#include "samples/app/filter.h"

enum { LINE = 4096, FILTERS = 16, PATIENCE = 100 };

static inlay_status on_remark(inlay_call *call, void *user, filter_verdicts_weight weight, inlay_string text)
{
    (void)call;
    (void)user;
    fprintf(stderr, "%s %.*s\n", weight == FILTER_VERDICTS_WEIGHT_TRIFLE ? "  (" : "  !", (int)text.size, text.bytes);
    return INLAY_DONE;
}

static const filter_host offered = { .remark = on_remark };

/* Tell what the host has to say: filters that came, went, were refused, failed. */
static void tell_events(inlay_host *host)
{
    for (inlay_event event; inlay_next_event(host, &event); inlay_event_free(&event))
        fprintf(stderr, "%s: %s\n", event.name, event.text);
}

/* Give the host frames until all filters are read, judged and started. */
static void load_filters(inlay_host *host)
{
    do
        inlay_frame(host, 0.01);
    while (!inlay_is_settled(host));
    tell_events(host);
}

/* Ask one filter. A filter that needs long is given more frames, but not forever. */
static inlay_status ask(inlay_host *host, inlay_mod filter, const char *line, uint32_t number, filter_verdicts_verdict *verdict)
{
    inlay_status status = filter_look(host, filter, (inlay_string){ line, strlen(line) }, number, verdict);

    for (int frame = 0; frame < PATIENCE && status == INLAY_SUSPENDED; frame++) {
        inlay_frame(host, 0.01);
        status = filter_look_take(host, filter, verdict);
    }
    if (status == INLAY_SUSPENDED)
        inlay_abandon(host, filter);
    return status;
}

/* Send a line through all filters. False: one of them dropped it. */
static bool filter_line(inlay_host *host, inlay_slot slot, char line[LINE], uint32_t number)
{
    inlay_mod filters[FILTERS];
    size_t count = inlay_mods(host, slot, filters, FILTERS);

    for (size_t i = 0; i < count && i < FILTERS; i++) {
        filter_verdicts_verdict verdict;
        if (ask(host, filters[i], line, number, &verdict) != INLAY_DONE || verdict.tag == FILTER_VERDICTS_VERDICT_KEEP)
            continue;
        if (verdict.tag == FILTER_VERDICTS_VERDICT_DROP)
            return false;
        size_t size = verdict.change.size < LINE ? verdict.change.size : LINE - 1;
        memcpy(line, verdict.change.bytes, size);
        line[size] = 0;
    }
    return true;
}

int main(int count, char **words)
{
    if (count > 1 && words[1][0] == '-')
        return puts("app [FOLDER] < text: each line through the filters in a folder (samples/app/mods)"), strcmp(words[1], "--help") ? 2 : 0;

    inlay_error error = { 0 };
    inlay_host *host = inlay_open(&(inlay_config){ .wit = "samples/app/wit", .mods = count > 1 ? words[1] : "samples/app/mods",
                                                   .loader_threads = INLAY_NO_THREAD }, &error);
    if (!host)
        return fprintf(stderr, "%s\n", inlay_error_text(&error)), 1;

    inlay_slot slot = inlay_slot_define(host, &(inlay_slot_def){ .name = "filters", .world = "lines:filter/filter" }, &error);
    if (slot.index == 0 || !filter_bind(host, slot, &offered, NULL, &error))
        return fprintf(stderr, "%s\n", inlay_error_text(&error)), inlay_close(host), 1;

    load_filters(host);
    char line[LINE];
    for (uint32_t number = 1; fgets(line, sizeof line, stdin); number++) {
        line[strcspn(line, "\n")] = 0;
        if (filter_line(host, slot, line, number))
            puts(line);
        inlay_frame(host, 0.01);
        tell_events(host);
    }
    inlay_close(host);
    return 0;
}
