/* report: what is written when the game ends: a table for people, a JSON file for tools. */
#ifndef GAME_REPORT_H
#define GAME_REPORT_H

#include "sdk/inlay.h"

enum { REPORT_MODS = 256 };

/* Something that happened to a mod. */
typedef struct report_event {
    const char *word;               /* "loaded", "trapped", … */
    uint64_t    frame;
    uint32_t    generation;
    double      time;               /* seconds since 1970 */
    char        mod[32], text[4096];
} report_event;

struct report {
    uint64_t     *frame_ns;         /* of each frame, in inlay_* calls */
    size_t        frame_count, frame_room;
    uint64_t      translate_ns, translate_frame;    /* the most that a frame took of all mods' first calls, and which */
    report_event *events;
    size_t        event_count, event_room;
};

struct game;

/* Remember how long a frame took, and what happened. Nothing is lost but for want of memory. */
void report_frame(struct report *report, uint64_t ns);
void report_event_add(struct report *report, const inlay_event *event);

/* Remember what a frame took for translating functions that mods called for the first time, if it is the most. */
void report_translation(struct game *game);

/* The first call of a generation has come to its end: the event "answered". */
void report_answered(struct report *report, const inlay_stats *stats, uint64_t frame);

void report_table(struct game *game);

/* False when the file can't be written. */
bool report_write(struct game *game, const char *path);

/* What the game's functions cost, for `inlay calibrate`. False when the file can't be written. */
bool report_prices(struct game *game, const char *path);

void report_close(struct report *report);

#endif
