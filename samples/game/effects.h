/* effects: what is seen and changes nothing: sparks, beams, marks, big letters.
 * Marks belong to mods: the SDK drops them when their mod goes.
 */
#ifndef GAME_EFFECTS_H
#define GAME_EFFECTS_H

#include "samples/game/arena.h"

enum { MOST_SPARKS = 400, MOST_BEAMS = 32, MOST_MARKS = 256, MARKS_A_MOD = 64, MARK_TEXT = 32, BANNER_TEXT = 64 };

struct spark {
    vec2     position, velocity;
    color    color;
    uint32_t left, life;
};

struct beam {
    vec2     start, end;
    color    color;
    uint32_t left;
};

struct mark {
    uint32_t mod;               /* whose; 0: this place is free */
    vec2     at;
    color    color;
    char     text[MARK_TEXT];
    uint32_t age;
};

struct effects {
    struct spark sparks[MOST_SPARKS];
    struct beam  beams[MOST_BEAMS];
    struct mark  marks[MOST_MARKS];
    char         banner[BANNER_TEXT];
    uint32_t     banner_frames;
    uint32_t     random;        /* its own, so that looks never change the game */
};

void effects_burst(struct effects *effects, vec2 at, color color, uint32_t count);
void effects_beam(struct effects *effects, vec2 start, vec2 end, color color);
void effects_announce(struct effects *effects, const char *text);

/* A new mark; null when that mod has too many. */
struct mark *effects_mark(struct effects *effects, uint32_t mod, vec2 at, color color);

void effects_step(struct effects *effects);

#endif
