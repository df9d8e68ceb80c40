/* arena: the bodies, and what happens to them in a frame.
 *
 * Knows nothing of mods: minds are set from outside (wanted velocity, shots,
 * words), and what happens to a creature waits in its events until someone
 * takes them. The same input gives the same arena, frame by frame.
 */
#ifndef GAME_ARENA_H
#define GAME_ARENA_H

#include <stdbool.h>
#include <stdint.h>

enum {
    ARENA_WIDTH = 960, ARENA_HEIGHT = 540,
    MOST_BODIES = 400, MOST_CREATURES = 60, MOST_EVENTS = 4, TRAIL = 14,
    TAG_TEXT = 28, SAY_TEXT = 48, GONE = 4096, BONUSES = 4
};

typedef struct vec2 { float x, y; } vec2;
typedef struct color { uint8_t red, green, blue, alpha; } color;

/* In the order of the WIT's enums. */
typedef enum body_kind { HERO, CREATURE, BULLET, PICKUP } body_kind;
typedef enum bonus_kind { BONUS_HEALTH, BONUS_SHIELD, BONUS_HASTE, BONUS_TREASURE } bonus_kind;
enum { TRAIT_FAST = 1, TRAIT_ARMOURED = 2, TRAIT_GHOST = 4, TRAIT_ELITE = 8 };
typedef enum event_kind { EVENT_HURT, EVENT_TOUCHED_HERO, EVENT_BUMPED, EVENT_SAW_BONUS } event_kind;

/* Something that happened to a creature. */
typedef struct body_event {
    event_kind kind;
    float      amount;              /* HURT, TOUCHED_HERO */
    uint32_t   by;                  /* HURT; 0: nobody */
    bonus_kind bonus;               /* SAW_BONUS, and where */
    vec2       at;
} body_event;

/* What the creatures of a species have in common. */
struct species {
    char     name[32];
    color    color;
    float    radius, speed, health;
    uint32_t traits, score;
};

struct body {
    uint32_t   id;                  /* 0: this place is free */
    body_kind  kind;
    vec2       position, velocity, wanted;
    float      radius, speed, health, most_health, damage;
    uint32_t   traits, score;
    int        species;             /* of creatures: who drives it */
    uint32_t   owner;               /* of bullets: who shot */
    bonus_kind bonus;               /* of pick-ups */
    uint32_t   age, life;           /* frames; life 0: no end */
    uint32_t   reload;              /* frames until it can shoot again */
    uint32_t   touching;            /* frames until it hurts the hero again */
    color      color, glow;
    uint32_t   glow_frames, say_frames;
    char       tag[TAG_TEXT], say[SAY_TEXT];
    body_event events[MOST_EVENTS];
    int        event_count;
    vec2       trail[TRAIL];        /* the latest first */
};

/* What the player, or the autopilot, wants. */
struct controls {
    vec2 move;                      /* no longer than 1 */
    vec2 aim;                       /* a direction; used when shooting */
    bool shoot;
};

struct arena {
    struct body bodies[MOST_BODIES];    /* the hero has the first place */
    uint32_t next_id;
    uint64_t frame;
    uint32_t score, best;
    uint32_t bonus_frames[BONUSES]; /* how long each still works */
    uint32_t down_frames;           /* until the hero stands up again */
    float    pace;                  /* of everything; 1: as it should be */
    uint32_t pace_frames;
    uint32_t random;
    struct { uint32_t id; uint64_t frame; } gone[GONE];
    void (*spark)(void *user, vec2 at, color color, uint32_t count);    /* something to see happened */
    void (*leave)(void *user, const struct body *body);                   /* a body is about to go */
    void *user;
};

void arena_open(struct arena *arena, uint32_t seed);

/* One frame of 1/60 second. */
void arena_step(struct arena *arena, const struct controls *controls);

/* What a reasonable player would do now. */
struct controls arena_autopilot(const struct arena *arena);

/* The body of that number; null when there is none any more. */
struct body *arena_find(struct arena *arena, uint32_t id);

/* When the body of that number went; false if there never was one. */
bool arena_gone(const struct arena *arena, uint32_t id, uint64_t *frame);

/* New bodies; null when there is no room. */
struct body *arena_spawn_creature(struct arena *arena, const struct species *kind, int number, vec2 at, uint32_t traits);
struct body *arena_spawn_pickup(struct arena *arena, bonus_kind bonus, vec2 at);
struct body *arena_shoot(struct arena *arena, struct body *from, vec2 direction, float speed, float damage);

void arena_remove(struct arena *arena, struct body *body);
void arena_give(struct arena *arena, bonus_kind bonus);
uint32_t arena_count(const struct arena *arena, body_kind kind);

/* A number from 0 up to `below`; the arena's own row. */
uint32_t arena_random(struct arena *arena, uint32_t below);

/* Add to what a creature will be told; the first few of a frame count. */
void body_tell(struct body *body, body_event event);

static inline const struct body *arena_hero(const struct arena *arena)
{
    return arena->bodies[0].id ? &arena->bodies[0] : 0;
}

#endif
