/* options: see options.h. Each has a word for the command line and a name in
 * the environment; the command line is stronger.
 */
#include "samples/game/options.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum option_kind { OPTION_TEXT, OPTION_NUMBER, OPTION_FACTOR, OPTION_SWITCH } option_kind;

static const struct option {
    const char *word, *name;
    option_kind kind;
    size_t      place;
    const char *help;
} table[] = {
    { "--frames",     "FRAMES",     OPTION_NUMBER, offsetof(struct options, frames),     "N     stop after N frames (without a display: 600)" },
    { "--mods",       "MODS",       OPTION_TEXT,   offsetof(struct options, mods),       "DIR   the folder of mods (mods)" },
    { "--wit",        "WIT",        OPTION_TEXT,   offsetof(struct options, wit),        "DIR   the folder of the worlds (wit/arena)" },
    { "--hostile",    "HOSTILE",    OPTION_SWITCH, offsetof(struct options, hostile),    "      run mods that are off by default, too" },
    { "--screenshot", "SCREENSHOT", OPTION_TEXT,   offsetof(struct options, screenshot), "FILE  write the last frame as a PNG" },
    { "--report",     "REPORT",     OPTION_TEXT,   offsetof(struct options, report),     "FILE  write each mod's figures as JSON" },
    { "--prices",     "PRICES",     OPTION_TEXT,   offsetof(struct options, prices),     "FILE  write what the game's functions cost, for inlay calibrate" },
    { "--transcript", "TRANSCRIPT", OPTION_TEXT,   offsetof(struct options, transcript), "FILE  write each call of a host function" },
    { "--profile",    "PROFILE",    OPTION_TEXT,   offsetof(struct options, profile),    "FILE  record what mods cost; also FILE.hitch for each hitch" },
    { "--policy",     "POLICY",     OPTION_TEXT,   offsetof(struct options, policy),     "FILE  quotas and failure policies, read again when it changes" },
    { "--dumps",      "DUMPS",      OPTION_TEXT,   offsetof(struct options, dumps),      "DIR   write the last 20 failures there, a folder that is made: stories and core dumps" },
    { "--headless",   "HEADLESS",   OPTION_SWITCH, offsetof(struct options, headless),   "      no window" },
    { "--pace",       "PACE",       OPTION_SWITCH, offsetof(struct options, paced),      "      60 frames a second, without a window too" },
    { "--fuel",       "FUEL",       OPTION_FACTOR, offsetof(struct options, fuel),       "X     X times the usual fuel" },
    { "--seed",       "SEED",       OPTION_NUMBER, offsetof(struct options, seed),       "N     another game" },
    { "--switch",     "SWITCH",     OPTION_SWITCH, offsetof(struct options, portable),   "      the portable interpreter" },
    { "--log",        "LOG",        OPTION_SWITCH, offsetof(struct options, echo),       "      the log panel's lines to stderr, too" },
    { "--help",       "",           OPTION_SWITCH, offsetof(struct options, help),       "      this text" },
};
enum { OPTIONS = sizeof table / sizeof *table };

void options_help(void)
{
    puts("usage: game [OPTION]...\n\nA small arena whose creatures, director and widgets are mods.\n");
    for (int i = 0; i < OPTIONS; i++)
        printf("  %-13s %-60s %s%s\n", table[i].word, table[i].help, *table[i].name ? "or " : "", table[i].name);
    puts("\nkeys: arrows or WASD move, mouse or space shoots, F1 overlay, tab next mod,\n"
         "      F5 reload it, F6 disable or enable it, F7 try it again,\n      F9 write a profile, P pause, O one frame, escape ends");
}

static bool set(struct options *options, const struct option *option, const char *text)
{
    void *place = (char *)options + option->place;
    char *end = "";

    switch (option->kind) {
    case OPTION_TEXT:
        *(const char **)place = text;
        break;
    case OPTION_NUMBER:
        *(uint64_t *)place = strtoull(text, &end, 10);
        break;
    case OPTION_FACTOR:
        *(double *)place = strtod(text, &end);
        break;
    case OPTION_SWITCH:
        *(bool *)place = strcmp(text, "0") != 0;
        break;
    }
    if (*end == 0)
        return true;
    fprintf(stderr, "game: %s wants a number, not \"%s\"\n", option->word, text);
    return false;
}

static bool read_environment(struct options *options)
{
    for (int i = 0; i < OPTIONS; i++) {
        const char *text = *table[i].name ? getenv(table[i].name) : NULL;
        if (text && *text && !set(options, &table[i], text))
            return false;
    }
    return true;
}

static const struct option *option_of(const char *word)
{
    for (int i = 0; i < OPTIONS; i++)
        if (strcmp(word, table[i].word) == 0)
            return &table[i];
    return NULL;
}

bool options_read(struct options *options, int count, char **words)
{
    *options = (struct options){ .mods = "mods", .wit = "wit/arena", .seed = 2026, .fuel = 1 };
    if (!read_environment(options))
        return false;

    for (int i = 1; i < count; i++) {
        const struct option *option = option_of(words[i]);
        if (!option || (option->kind != OPTION_SWITCH && i + 1 == count)) {
            fprintf(stderr, "game: \"%s\" %s; --help tells what there is\n", words[i], option ? "wants one word more" : "is not known");
            return false;
        }
        if (!set(options, option, option->kind == OPTION_SWITCH ? "1" : words[++i]))
            return false;
    }
    return true;
}
