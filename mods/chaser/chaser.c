/* chaser: runs to where the hero will be, keeps away from its own kind, and
 * charges when it is near, with a mark on the place that it runs to.
 */
#include "creature.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef arena_game_types_vec2_t vec2;
typedef exports_arena_game_behaviour_action_t action;

enum { WATCHING, CHARGING, TIRED };

/* One creature; the game holds a handle to it. */
struct exports_arena_game_behaviour_creature_t {
    int      doing;
    uint32_t left;                              /* frames until it does something else */
    vec2     goal;
    bool     marked;
    arena_game_effects_own_mark_t mark;         /* while it charges */
};

static const arena_game_types_color_t orange = { 255, 150, 60, 255 };

/* What outlives a reload: how often one of us touched the hero. */
static uint32_t touches;

static vec2 minus(vec2 a, vec2 b) { return (vec2){ a.x - b.x, a.y - b.y }; }

static float length(vec2 a) { return sqrtf(a.x * a.x + a.y * a.y); }

/* The same direction with that length; nothing stays nothing. */
static vec2 with_length(vec2 a, float wanted)
{
    float now = length(a);
    return now > 0.01f ? (vec2){ a.x / now * wanted, a.y / now * wanted } : (vec2){ 0, 0 };
}

void exports_arena_game_behaviour_describe(exports_arena_game_behaviour_species_t *ret)
{
    creature_string_dup(&ret->name, "chaser");
    ret->color = (arena_game_types_color_t){ 240, 110, 60, 255 };
    ret->radius = 11;
    ret->speed = 170;
    ret->health = 45;
    ret->traits = 0;
    ret->score = 25;
}

exports_arena_game_behaviour_own_creature_t
exports_arena_game_behaviour_constructor_creature(arena_game_field_borrow_body_t me, uint32_t number)
{
    exports_arena_game_behaviour_creature_t *it = calloc(1, sizeof *it);

    (void)number;
    it->left = 20 + arena_game_random_below(40);
    arena_game_field_body_drop_borrow(me);
    return exports_arena_game_behaviour_creature_new(it);
}

static void unmark(exports_arena_game_behaviour_creature_t *it)
{
    if (it->marked)
        arena_game_effects_mark_drop_own(it->mark);
    it->marked = false;
}

void exports_arena_game_behaviour_creature_destructor(exports_arena_game_behaviour_creature_t *it)
{
    unmark(it);
    free(it);
}

/* Away from the other creatures nearby, the more so the nearer they are. */
static vec2 away_from_others(vec2 at)
{
    arena_game_field_list_sighting_t near;
    vec2 sum = { 0, 0 };

    arena_game_field_around(&at, ARENA_GAME_TYPES_KINDS_CREATURE, 45, &near);
    for (size_t i = 0; i < near.len; i++) {
        if (near.ptr[i].distance < 0.01f)
            continue;
        vec2 push = with_length(minus(at, near.ptr[i].position), 45 - near.ptr[i].distance);
        sum.x += 2 * push.x;
        sum.y += 2 * push.y;
    }
    arena_game_field_list_sighting_free(&near);
    return sum;
}

/* Set out for where the hero will be in half a second, as far as one can tell. */
static void begin_to_charge(exports_arena_game_behaviour_creature_t *it, vec2 at)
{
    arena_game_field_sighting_t hero;
    creature_string_t text;

    if (!arena_game_field_nearest(&at, ARENA_GAME_TYPES_KINDS_HERO, 260, &hero)) {
        it->left = 20;
        return;
    }
    it->doing = CHARGING;
    it->left = 50;
    it->goal = (vec2){ hero.position.x + hero.velocity.x / 2, hero.position.y + hero.velocity.y / 2 };
    creature_string_set(&text, "");
    it->mark = arena_game_effects_constructor_mark(&it->goal, &text, (arena_game_types_color_t *)&orange);
    it->marked = true;
    arena_game_effects_beam(&at, &it->goal, (arena_game_types_color_t *)&orange);
}

static void next_doing(exports_arena_game_behaviour_creature_t *it, vec2 at)
{
    if (it->left > 0) {
        it->left -= 1;
        return;
    }
    if (it->doing == WATCHING) {
        begin_to_charge(it, at);
    } else if (it->doing == CHARGING) {
        unmark(it);
        it->doing = TIRED;
        it->left = 45;
    } else {
        it->doing = WATCHING;
        it->left = 30 + arena_game_random_below(60);
    }
}

static vec2 wanted_velocity(const exports_arena_game_behaviour_creature_t *it, const exports_arena_game_behaviour_senses_t *now)
{
    if (it->doing == CHARGING)
        return with_length(minus(it->goal, now->position), 170);
    if (it->doing == TIRED || !now->hero.is_some)
        return (vec2){ 0, 0 };

    /* circle at some distance, closing in */
    vec2 there = minus(now->hero.val, now->position);
    vec2 closer = with_length(there, length(there) > 180 ? 80 : -20);
    vec2 around = with_length((vec2){ -there.y, there.x }, 45);
    return (vec2){ closer.x + around.x, closer.y + around.y };
}

bool exports_arena_game_behaviour_method_creature_think(exports_arena_game_behaviour_creature_t *it,
    arena_game_field_borrow_body_t me, exports_arena_game_behaviour_senses_t *now,
    exports_arena_game_behaviour_list_action_t *ret, creature_string_t *err)
{
    action *actions = calloc(2, sizeof *actions);
    size_t count = 0;

    (void)err;
    arena_game_field_body_drop_borrow(me);
    next_doing(it, now->position);

    vec2 wanted = wanted_velocity(it, now);
    if (it->doing != CHARGING) {
        vec2 apart = away_from_others(now->position);
        wanted.x += apart.x;
        wanted.y += apart.y;
    } else {
        actions[count].tag = EXPORTS_ARENA_GAME_BEHAVIOUR_ACTION_GLOW;
        actions[count++].val.glow = orange;
    }
    actions[count].tag = EXPORTS_ARENA_GAME_BEHAVIOUR_ACTION_MOVE;
    actions[count++].val.move = wanted;
    *ret = (exports_arena_game_behaviour_list_action_t){ actions, count };
    return true;
}

/* Tell how it goes, at each tenth touch. */
static void count_touch(void)
{
    char text[] = "touched the hero 000000 times";
    creature_string_t line = { (uint8_t *)text, sizeof text - 1 };
    uint32_t left = ++touches;

    if (touches % 10)
        return;
    for (int at = 22; at > 16; at--, left /= 10)
        text[at] = (char)('0' + left % 10);
    arena_game_log_write(ARENA_GAME_LOG_LEVEL_INFO, &line);
}

void exports_arena_game_behaviour_method_creature_notice(exports_arena_game_behaviour_creature_t *it,
    exports_arena_game_behaviour_event_t *event)
{
    switch (event->tag) {
    case EXPORTS_ARENA_GAME_BEHAVIOUR_EVENT_TOUCHED_HERO:
        count_touch();
        it->left = 0;
        break;
    case EXPORTS_ARENA_GAME_BEHAVIOUR_EVENT_BUMPED:
        if (it->doing == CHARGING)
            it->left = 0;
        break;
    default:
        break;
    }
}

void exports_arena_game_behaviour_method_creature_mood(exports_arena_game_behaviour_creature_t *it, creature_string_t *ret)
{
    static const char *const moods[] = { "watching", "charging!", "out of breath" };
    creature_string_dup(ret, moods[it->doing]);
}

void exports_creature_save(creature_list_u8_t *ret)
{
    ret->ptr = malloc(sizeof touches);
    ret->len = sizeof touches;
    memcpy(ret->ptr, &touches, sizeof touches);
}

void exports_creature_load(creature_list_u8_t *state)
{
    if (state->len == sizeof touches)
        memcpy(&touches, state->ptr, sizeof touches);
    creature_list_u8_free(state);
}
