/* The `inlay` command: a subcommand a file, listed in main.c. */
#ifndef INLAY_SDK_TOOL_TOOL_H
#define INLAY_SDK_TOOL_TOOL_H

/* How the program ends. */
enum { TOOL_GOOD = 0, TOOL_BAD = 1, TOOL_USAGE = 2 };

/* Each gets its own name as argv[0]. */
int tool_check(int argc, char **argv);
int tool_core(int argc, char **argv);
int tool_wit(int argc, char **argv);

#endif
