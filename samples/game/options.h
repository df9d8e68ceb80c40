/* options: what the command line and the environment ask for. */
#ifndef GAME_OPTIONS_H
#define GAME_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

struct options {
    const char *mods, *wit;             /* folders */
    const char *screenshot, *report, *transcript, *prices, *profile;   /* files to write; null: none */
    const char *policy;                 /* a file; null: none */
    const char *dumps;                  /* a folder; null: none */
    uint64_t    frames;                 /* 0: until the window is closed */
    uint64_t    seed;
    double      fuel;                   /* times what the slots usually get */
    bool        hostile;                /* run disabled mods too */
    bool        headless;               /* no window, even where there is a display */
    bool        paced;                  /* 60 frames a second without a window, too */
    bool        portable;               /* the other interpreter */
    bool        echo;                   /* log lines to stderr too */
    bool        help;
};

/* False, and why on stderr, when something is not understood. */
bool options_read(struct options *options, int count, char **words);

/* How to call the game. */
void options_help(void);

#endif
