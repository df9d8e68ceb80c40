/* wanderer: goes about in eight directions, turns away from the edge, and
 * toward a pick-up that it can see.
 *
 * Kept so simple that wanderer.js and wanderer.py beside it do exactly the
 * same: each asks the game the same questions in the same order.
 */
#include "creature.h"

#include <stdlib.h>
#include <string.h>

typedef exports_arena_game_behaviour_action_t action;

/* One creature; the game holds a handle to it. */
struct exports_arena_game_behaviour_creature_t {
    uint32_t number;
    uint32_t heading;       /* 0 east, 1 south-east, 2 south, … 7 north-east */
    uint32_t left;          /* frames until it turns */
    uint32_t sore;          /* frames that it still glows */
};

static const arena_game_types_vec2_t directions[8] = {
    { 60, 0 }, { 42, 42 }, { 0, 60 }, { -42, 42 }, { -60, 0 }, { -42, -42 }, { 0, -60 }, { 42, -42 }
};
static const char *const moods[8] = {
    "going east", "going south-east", "going south", "going south-west",
    "going west", "going north-west", "going north", "going north-east"
};

/* What outlives a reload. */
static uint32_t made;

/* Append a text, then a number, to a text that has room. */
static void append(char *text, const char *words, uint32_t number)
{
    char digits[11] = { 0 };
    size_t at = sizeof digits - 1;

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    strcat(text, words);
    strcat(text, digits + at);
}

static void write_line(const char *text)
{
    creature_string_t line = { (uint8_t *)text, strlen(text) };
    arena_game_log_write(ARENA_GAME_LOG_LEVEL_DEBUG, &line);
}

void exports_arena_game_behaviour_describe(exports_arena_game_behaviour_species_t *ret)
{
    creature_string_dup(&ret->name, "wanderer");
    ret->color = (arena_game_types_color_t){ 120, 200, 140, 255 };
    ret->radius = 9;
    ret->speed = 60;
    ret->health = 30;
    ret->traits = 0;
    ret->score = 10;
}

exports_arena_game_behaviour_own_creature_t
exports_arena_game_behaviour_constructor_creature(arena_game_field_borrow_body_t me, uint32_t number)
{
    exports_arena_game_behaviour_creature_t *it = calloc(1, sizeof *it);
    char text[64] = "";

    made += 1;
    it->number = number;
    it->heading = arena_game_random_below(8);
    it->left = 30 + arena_game_random_below(60);

    append(text, "w", number);
    creature_string_t tag = { (uint8_t *)text, strlen(text) };
    arena_game_field_method_body_set_tag(me, &tag);
    text[0] = 0;
    append(text, "wanderer ", number);
    append(text, " sets out, as number ", made);
    write_line(text);

    arena_game_field_body_drop_borrow(me);
    return exports_arena_game_behaviour_creature_new(it);
}

void exports_arena_game_behaviour_creature_destructor(exports_arena_game_behaviour_creature_t *it)
{
    free(it);
}

/* The heading that leads from one point to another. */
static uint32_t heading_to(arena_game_types_vec2_t from, arena_game_types_vec2_t to, uint32_t otherwise)
{
    static const int headings[3][3] = { { 5, 6, 7 }, { 4, -1, 0 }, { 3, 2, 1 } };
    int x = to.x > from.x + 8 ? 2 : to.x < from.x - 8 ? 0 : 1;
    int y = to.y > from.y + 8 ? 2 : to.y < from.y - 8 ? 0 : 1;

    return headings[y][x] < 0 ? otherwise : (uint32_t)headings[y][x];
}

/* Turn when the time has come; say so now and then. */
static bool turn(exports_arena_game_behaviour_creature_t *it)
{
    it->left -= 1;
    if (it->left > 0)
        return false;
    it->heading = arena_game_random_below(8);
    it->left = 30 + arena_game_random_below(60);
    return arena_game_random_next() % 4 == 0;
}

static void stay_inside(exports_arena_game_behaviour_creature_t *it, arena_game_types_vec2_t at)
{
    arena_game_types_rect_t edges;

    arena_game_field_bounds(&edges);
    if (at.x < edges.corner.x + 40)
        it->heading = 0;
    else if (at.x > edges.corner.x + edges.size.x - 40)
        it->heading = 4;
    else if (at.y < edges.corner.y + 40)
        it->heading = 2;
    else if (at.y > edges.corner.y + edges.size.y - 40)
        it->heading = 6;
}

bool exports_arena_game_behaviour_method_creature_think(exports_arena_game_behaviour_creature_t *it,
    arena_game_field_borrow_body_t me, exports_arena_game_behaviour_senses_t *now,
    exports_arena_game_behaviour_list_action_t *ret, creature_string_t *err)
{
    arena_game_field_sighting_t seen;
    action *actions = calloc(3, sizeof *actions);
    size_t count = 0;

    (void)err;
    if (turn(it)) {
        actions[count].tag = EXPORTS_ARENA_GAME_BEHAVIOUR_ACTION_SAY;
        creature_string_dup(&actions[count++].val.say, "hm");
    }
    stay_inside(it, now->position);
    if (now->frame % 15 == 0 && arena_game_field_nearest(&now->position, ARENA_GAME_TYPES_KINDS_PICKUP, 160, &seen))
        it->heading = heading_to(now->position, seen.position, it->heading);

    if (it->sore > 0) {
        it->sore -= 1;
        actions[count].tag = EXPORTS_ARENA_GAME_BEHAVIOUR_ACTION_GLOW;
        actions[count++].val.glow = (arena_game_types_color_t){ 255, 90, 80, 255 };
    }
    actions[count].tag = EXPORTS_ARENA_GAME_BEHAVIOUR_ACTION_MOVE;
    actions[count++].val.move = directions[it->heading];

    arena_game_field_body_drop_borrow(me);
    *ret = (exports_arena_game_behaviour_list_action_t){ actions, count };
    return true;
}

/* Hurt by someone: look who it was. */
static void look_at(uint32_t id)
{
    static const char *const kinds[4] = { "hero ", "creature ", "bullet ", "pickup " };
    arena_game_field_own_body_t other;
    arena_game_field_find_error_t error;
    char text[64] = "hurt by ";

    if (!arena_game_field_find(id, &other, &error)) {
        append(text, "the late ", id);
        write_line(text);
        return;
    }
    append(text, kinds[arena_game_field_method_body_kind(arena_game_field_borrow_body(other))], id);
    write_line(text);
    arena_game_field_body_drop_own(other);
}

void exports_arena_game_behaviour_method_creature_notice(exports_arena_game_behaviour_creature_t *it,
    exports_arena_game_behaviour_event_t *event)
{
    if (event->tag != EXPORTS_ARENA_GAME_BEHAVIOUR_EVENT_HURT)
        return;
    it->sore = 10;
    if (event->val.hurt.by.is_some)
        look_at(event->val.hurt.by.val);
}

void exports_arena_game_behaviour_method_creature_mood(exports_arena_game_behaviour_creature_t *it, creature_string_t *ret)
{
    creature_string_dup(ret, it->sore > 0 ? "sore" : moods[it->heading]);
}

void exports_creature_save(creature_list_u8_t *ret)
{
    ret->ptr = malloc(4);
    ret->len = 4;
    for (int i = 0; i < 4; i++)
        ret->ptr[i] = (uint8_t)(made >> 8 * i);
}

void exports_creature_load(creature_list_u8_t *state)
{
    if (state->len == 4)
        made = state->ptr[0] | state->ptr[1] << 8 | state->ptr[2] << 16 | (uint32_t)state->ptr[3] << 24;
    creature_list_u8_free(state);
}
