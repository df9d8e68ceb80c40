/* inlay profile: a recorded profile as tables and hints, in another format, or held
 * against another one.
 */
#include "sdk/tool/profile.h"

#include "host/profile_file.h"
#include "host/profile_format.h"
#include "sdk/tool/tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORY = 4096 };

/* What a hostile profile can make a writer write. */
static const uint64_t memory_most = UINT64_C(2) << 30;

typedef struct profile_command {
    const char    *files[2], *out, *format;
    uint32_t       file_count;
    bool           is_diff, has_gate, has_no_times;
    double         gate;
    budget         budget;
    error          err;
} profile_command;

void tool_profile_usage(void)
{
    fputs("inlay profile FILE                        mods, functions, imports, hitches and hints, as text\n"
          "inlay profile FILE --to FORMAT [-o OUT]   the same for another viewer:\n"
          "    chrome        trace events: ui.perfetto.dev, chrome://tracing (also: perfetto)\n"
          "    firefox       profiler.firefox.com\n"
          "    speedscope    speedscope.app; flame graphs by fuel\n"
          "    collapsed     a line a stack: flamegraph.pl, inferno\n"
          "    csv           a line a mod and frame\n"
          "    html          a page of its own: timeline, flame graph, tables\n"
          "    text, inlay   the tables; the profile itself\n"
          "inlay profile --diff BEFORE AFTER [--gate P%]\n"
          "                  fuel a frame by mod and function; with a gate, no mod and not all together may cost P % more\n"
          "  --no-times      leave out times and our own memory: what is left is equal to the byte where the fuel is\n", stdout);
    profile_run_usage();
    fputs("FILE is what a game wrote with the SDK's recorder. Ends with 0 when all is well, 1 when a file can't be read or\n"
          "the gate is exceeded, 2 on wrong use.\n", stdout);
}

static bool tell_error(profile_command *c, const char *file)
{
    char story[STORY];
    error_format(&c->err, file, story, sizeof story);
    fputs(story, stderr);
    return false;
}

static bool read_profile(profile_command *c, const char *file, profile *p)
{
    uint8_t *bytes = NULL;
    size_t size = 0;
    bool good = tool_read(file, &c->budget, &bytes, &size, &c->err) && profile_file_read(p, bytes, size, &c->err);
    budget_free(&c->budget, bytes, size);
    return good || tell_error(c, file);
}

bool profile_put(const char *out, const text_builder *text)
{
    if (out && strcmp(out, "-") == 0)
        out = NULL;
    FILE *f = out ? fopen(out, "wb") : stdout;
    bool good = f && fwrite(text->bytes ? text->bytes : "", 1, text->size, f) == text->size;
    good = f && (out ? fclose(f) == 0 : fflush(f) == 0) && good;
    if (!good)
        fprintf(stderr, "inlay profile: %s can't be written\n", out ? out : "the output");
    return good;
}

static bool convert(profile_command *c, text_builder *text)
{
    profile p;
    profile_format format = PROFILE_AS_TEXT;
    if (c->format)
        profile_format_find(c->format, &format);
    profile_open(&p, &c->budget);
    bool good = read_profile(c, c->files[0], &p);
    if (good && c->has_no_times)
        profile_drop_times(&p);
    if (good && !profile_format_write(&p, format, text, &c->err))
        good = tell_error(c, c->files[0]);
    profile_close(&p);
    return good && profile_put(c->out, text);
}

static bool compare(profile_command *c, text_builder *text)
{
    profile before, after;
    bool is_within = false;
    profile_open(&before, &c->budget);
    profile_open(&after, &c->budget);
    bool good = read_profile(c, c->files[0], &before) && read_profile(c, c->files[1], &after);
    if (good && !profile_diff_tell(&before, &after, c->has_gate ? c->gate : -1, text, &is_within, &c->err))
        good = tell_error(c, c->files[1]);
    profile_close(&before);
    profile_close(&after);
    return good && profile_put(c->out, text) && is_within;
}

bool profile_wrong_option(const char *command, const char *word, const char *value)
{
    char said[200];
    text_format(said, sizeof said, "%s%s%s", word, value ? " " : "", value ? value : "");
    return tool_wrong(command, "what is", said);
}

static bool read_gate(profile_command *c, const char *text)
{
    char *end;
    c->gate = strtod(text, &end);
    c->has_gate = true;
    return end != text && (*end == 0 || strcmp(end, "%") == 0) && c->gate >= 0 && c->gate <= 1e6;
}

static bool read_option(profile_command *c, const char *word, const char *value, bool *took)
{
    profile_format ignored;
    *took = false;
    if (strcmp(word, "--diff") == 0)
        return c->is_diff = true;
    if (strcmp(word, "--no-times") == 0)
        return c->has_no_times = true;
    *took = true;
    if (value && strcmp(word, "--to") == 0)
        return profile_format_find(c->format = value, &ignored);
    if (value && (strcmp(word, "-o") == 0 || strcmp(word, "--out") == 0))
        return (c->out = value) != NULL;
    return value && strcmp(word, "--gate") == 0 && read_gate(c, value);
}

static bool read_arguments(profile_command *c, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        bool took;
        if (argv[i][0] != '-' || argv[i][1] == 0) {
            if (c->file_count == 2)
                return tool_wrong("profile", "what is", argv[i]);
            c->files[c->file_count++] = argv[i];
            continue;
        }
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (!read_option(c, argv[i], value, &took))
            return profile_wrong_option("profile", argv[i], took ? value : NULL);
        i += took;
    }
    if (c->is_diff)
        return (c->file_count == 2 && !c->format) || tool_wrong("profile", c->format ? "a comparison is text: leave out --to" : "name two profiles, before and after", NULL);
    return (c->file_count == 1 && !c->has_gate) || tool_wrong("profile", c->has_gate ? "--gate goes with --diff" : "name one profile", NULL);
}

int tool_profile(int argc, char **argv)
{
    profile_command c = { .file_count = 0 };
    text_builder text;
    if (argc > 1 && strcmp(argv[1], "run") == 0)
        return tool_profile_run(argc - 1, argv + 1);
    if (!read_arguments(&c, argc, argv))
        return TOOL_USAGE;
    budget_open(&c.budget, NULL, memory_most);
    text_open(&text, &c.budget);
    bool good = c.is_diff ? compare(&c, &text) : convert(&c, &text);
    text_close(&text);
    budget_close(&c.budget);
    return good ? TOOL_GOOD : TOOL_BAD;
}
