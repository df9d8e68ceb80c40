/* The `inlay` command: finds the subcommand and hands over. */
#include "sdk/tool/tool.h"

#include "sdk/inlay.h"

#include <stdio.h>
#include <string.h>

#define COMMAND(name, does) { #name, tool_##name, tool_##name##_usage, does },

static const struct { const char *name; int (*run)(int argc, char **argv); void (*usage)(void); const char *does; } commands[] = {
    COMMAND(bind,      "write the C header of a world, for the game that hosts its mods")
    COMMAND(calibrate, "are host functions worth their prices? tells declared and measured")
    COMMAND(check,     "does a component fit a world? tells every difference")
    COMMAND(core,      "run a function of a core module")
    COMMAND(info,      "what a component is made of: parts, makers, custom sections")
    COMMAND(profile,   "what mods cost, from a recorded profile; in other formats; held against another")
    COMMAND(wit,       "print a component's world, or a world of a folder, as WIT")
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static void usage(FILE *out)
{
    fputs("inlay COMMAND …\n", out);
    for (int i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].does);
    fputs("  --version\n"
          "inlay COMMAND --help tells more. Ends with 0 when all is well, 1 when not, 2 when asked the wrong way.\n", out);
}

/* A full disk, or a pipe that nobody reads, is no success. */
static int finish(int end)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return end;
    fputs("inlay: the output can't be written\n", stderr);
    return end == TOOL_GOOD ? TOOL_BAD : end;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return usage(stderr), TOOL_USAGE;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return usage(stdout), finish(TOOL_GOOD);
    if (strcmp(argv[1], "--version") == 0)
        return puts("inlay " INLAY_VERSION), finish(TOOL_GOOD);
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[1], commands[i].name) != 0)
            continue;
        if (argc == 2 || strcmp(argv[argc - 1], "--help") != 0)
            return finish(commands[i].run(argc - 1, argv + 1));
        commands[i].usage();
        return finish(TOOL_GOOD);
    }
    fprintf(stderr, "inlay: there is no command \"%s\"\n", argv[1]);
    usage(stderr);
    return TOOL_USAGE;
}
