/* The `inlay` command: a subcommand a file, listed in main.c. */
#ifndef INLAY_SDK_TOOL_TOOL_H
#define INLAY_SDK_TOOL_TOOL_H

#include "engine/base/budget.h"
#include "engine/base/error.h"
#include "engine/wit/wit.h"
#include "host/wit_folder.h"
#include "engine/wit/wit.h"
#include "host/wit_folder.h"

/* How the program ends. */
enum { TOOL_GOOD = 0, TOOL_BAD = 1, TOOL_USAGE = 2 };

/* Each gets its own name as argv[0], and tells on stdout how it is called. */
int  tool_bind(int argc, char **argv);
void tool_bind_usage(void);
int  tool_calibrate(int argc, char **argv);
void tool_calibrate_usage(void);
int  tool_check(int argc, char **argv);
void tool_check_usage(void);
int  tool_core(int argc, char **argv);
void tool_core_usage(void);
int  tool_info(int argc, char **argv);
void tool_info_usage(void);
int  tool_profile(int argc, char **argv);
void tool_profile_usage(void);
int  tool_wit(int argc, char **argv);
void tool_wit_usage(void);

/* Say on stderr why the command can't be called so: "inlay COMMAND: WHY WORD" (word: may be null). False. */
bool tool_wrong(const char *command, const char *why, const char *word);

/* Read a file whole, into memory of the budget. False: err says why not. */
bool tool_read(const char *path, budget *b, uint8_t **bytes, size_t *size, error *err);

/* --feature NAME, which may stand several times: what the WIT has behind these @unstable gates is in. */
enum { TOOL_MOST_FEATURES = 64 };
typedef struct tool_features {
    uint32_t    count;
    const char *names[TOOL_MOST_FEATURES];
} tool_features;

/* Where the value of that option belongs; null: it is another option, or there are too many. */
const char **tool_feature(tool_features *on, const char *option);

/* The WIT of a folder, as wit_resolve. */
wit_set *tool_resolve(arena *a, const wit_folder *folder, const tool_features *on, error *err);

#endif
