/* log_panel: the latest lines of mods and of the host, as the player sees them. */
#ifndef GAME_LOG_PANEL_H
#define GAME_LOG_PANEL_H

#include "samples/game/arena.h"
#include "samples/game/paper.h"

enum { LOG_LINES = 200, LOG_TEXT = 208, LOG_NAME = 24 };

typedef struct log_line {
    char  who[LOG_NAME], text[LOG_TEXT];
    color color;
    bool  continued;            /* belongs to the line before it */
} log_line;

struct log_panel {
    log_line lines[LOG_LINES];
    uint64_t count;             /* of all that ever came */
    bool     echo;              /* write them to stderr too */
};

/* Add a text, line by line; `who` is a mod's name or "game". */
void log_panel_add(struct log_panel *panel, const char *who, const char *text, color color);

/* The last lines that have room in the rectangle. */
void log_panel_draw(const struct log_panel *panel, struct paper *paper, float x, float y, float width, float height);

#endif
