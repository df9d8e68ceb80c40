/* log_panel: see log_panel.h. */
#include "samples/game/log_panel.h"

#include <stdio.h>
#include <string.h>

void log_panel_add(struct log_panel *panel, const char *who, const char *text, color ink)
{
    bool continued = false;

    while (*text) {
        size_t size = strcspn(text, "\n");
        log_line *line = &panel->lines[panel->count++ % LOG_LINES];
        snprintf(line->who, sizeof line->who, "%s", who);
        snprintf(line->text, sizeof line->text, "%.*s", (int)size, text);
        line->color = ink;
        line->continued = continued;
        if (panel->echo)
            fprintf(stderr, "%16s  %.*s\n", continued ? "" : who, (int)size, text);
        continued = true;
        text += size + (text[size] == '\n');
    }
}

/* How many rows a line takes when it is broken at that many characters. */
static int rows_of(const log_line *line, int columns)
{
    int size = (int)strlen(line->text);
    return size <= columns ? 1 : (size + columns - 1) / columns;
}

void log_panel_draw(const struct log_panel *panel, struct paper *paper, float x, float y, float width, float height)
{
    enum { NAME_COLUMNS = 18 };
    int columns = (int)(width / PAPER_COLUMN) - NAME_COLUMNS, rows = (int)(height / PAPER_ROW);
    uint64_t first = panel->count, oldest = panel->count > LOG_LINES ? panel->count - LOG_LINES : 0;

    if (columns < 20)
        return;
    while (first > oldest && rows >= rows_of(&panel->lines[(first - 1) % LOG_LINES], columns))
        rows -= rows_of(&panel->lines[--first % LOG_LINES], columns);

    for (uint64_t i = first; i < panel->count; i++) {
        const log_line *line = &panel->lines[i % LOG_LINES];
        if (!line->continued)
            paper_text(paper, x, y, line->who, (color){ 130, 145, 175, 255 }, 1);
        const char *rest = line->text;
        do {
            int size = (int)strlen(rest) < columns ? (int)strlen(rest) : columns;
            char part[LOG_TEXT];
            snprintf(part, sizeof part, "%.*s", size, rest);
            paper_text(paper, x + NAME_COLUMNS * PAPER_COLUMN, y, part, line->color, 1);
            rest += size;
            y += PAPER_ROW;
        } while (*rest);
    }
}
