/* stage: see stage.h. */
#include "samples/game/stage.h"

#include "samples/game/game.h"
#include "samples/game/values.h"

enum { PLACE_EDGE, PLACE_ANYWHERE, PLACE_AT };
enum { ORDER_SPAWN, ORDER_GIFT, ORDER_ANNOUNCE, ORDER_WAIT };
enum { MOST_PICKUPS_TOLD = 32, SITUATION_FIELDS = 8 };

/* ---- what the director is told ------------------------------------------------- */

/* Room for the values of a situation; good for one call. */
typedef struct telling {
    inlay_value fields[SITUATION_FIELDS];
    inlay_value health, hero, hero_fields[2];
    inlay_value pickups[MOST_PICKUPS_TOLD], pickup_fields[MOST_PICKUPS_TOLD][2], pickup_at[MOST_PICKUPS_TOLD][2];
    inlay_value cast[MOST_SPECIES], cast_fields[MOST_SPECIES][3];
} telling;

static inlay_value tell_pickups(const struct arena *arena, telling *room)
{
    size_t count = 0;

    for (int i = 0; i < MOST_BODIES && count < MOST_PICKUPS_TOLD; i++) {
        const struct body *it = &arena->bodies[i];
        if (!it->id || it->kind != PICKUP)
            continue;
        room->pickup_fields[count][0] = value_enum(it->bonus);
        room->pickup_fields[count][1] = value_vec2(room->pickup_at[count], it->position);
        room->pickups[count] = value_fields(INLAY_TUPLE, room->pickup_fields[count], 2);
        count++;
    }
    return value_fields(INLAY_LIST, room->pickups, count);
}

static inlay_value tell_cast(const struct game *game, telling *room)
{
    size_t count = 0;

    for (int i = 0; i < MOST_SPECIES; i++) {
        const cast_member *it = &game->cast.members[i];
        if (!it->seated || !it->described)
            continue;
        inlay_value *fields = room->cast_fields[count];
        fields[0] = inlay_text(it->species.name);
        fields[1] = value_u32(cast_alive(&game->arena, i));
        fields[2] = value_flags(it->species.traits);
        room->cast[count++] = value_fields(INLAY_RECORD, fields, 3);
    }
    return value_fields(INLAY_LIST, room->cast, count);
}

static inlay_value tell(const struct game *game, telling *room)
{
    const struct arena *arena = &game->arena;
    const struct body *hero = arena_hero(arena);
    bool up = arena->down_frames == 0;

    room->health = value_f32(hero->health);
    room->hero = value_vec2(room->hero_fields, hero->position);
    room->fields[0] = value_u64(arena->frame);
    room->fields[1] = value_u32(arena->score);
    room->fields[2] = up ? value_some(&room->health) : value_none();
    room->fields[3] = up ? value_some(&room->hero) : value_none();
    room->fields[4] = value_u32(arena_count(arena, CREATURE));
    room->fields[5] = value_u32(MOST_CREATURES);
    room->fields[6] = tell_pickups(arena, room);
    room->fields[7] = tell_cast(game, room);
    return value_fields(INLAY_RECORD, room->fields, SITUATION_FIELDS);
}

/* ---- what it orders ------------------------------------------------------------- */

static vec2 at_the_edge(struct arena *arena)
{
    float along_x = 20 + (float)arena_random(arena, ARENA_WIDTH - 40), along_y = 20 + (float)arena_random(arena, ARENA_HEIGHT - 40);

    switch (arena_random(arena, 4)) {
    case 0:  return (vec2){ along_x, 20 };
    case 1:  return (vec2){ along_x, ARENA_HEIGHT - 20 };
    case 2:  return (vec2){ 20, along_y };
    default: return (vec2){ ARENA_WIDTH - 20, along_y };
    }
}

static vec2 anywhere(struct arena *arena)
{
    vec2 at = { 0, 0 };

    for (int tries = 0; tries < 8; tries++) {
        at.x = 40 + (float)arena_random(arena, ARENA_WIDTH - 80);
        at.y = 40 + (float)arena_random(arena, ARENA_HEIGHT - 80);
        if (vector_distance(at, arena_hero(arena)->position) > 150)
            break;
    }
    return at;
}

static vec2 place_of(struct arena *arena, const inlay_value *place)
{
    if (place->tag == PLACE_EDGE)
        return at_the_edge(arena);
    if (place->tag == PLACE_ANYWHERE)
        return anywhere(arena);

    vec2 at = value_to_vec2(place->payload);
    return (vec2){ vector_clamp(at.x, 20, ARENA_WIDTH - 20), vector_clamp(at.y, 20, ARENA_HEIGHT - 20) };
}

static void spawn(struct game *game, const inlay_value *order)
{
    char name[32], words[80];
    uint32_t count = value_field(order, 1)->u32;

    value_to_text(value_field(order, 0), name, sizeof name);
    int member = cast_find(&game->cast, &game->arena, name);
    if (member < 0) {
        snprintf(words, sizeof words, "the director wants a \"%s\", but no mod plays that", name);
        log_panel_add(&game->log, "game", words, (color){ 255, 200, 120, 255 });
        return;
    }
    for (uint32_t i = 0; i < count && i < MOST_CREATURES; i++) {
        member = cast_find(&game->cast, &game->arena, name);
        vec2 at = place_of(&game->arena, value_field(order, 2));
        if (!arena_spawn_creature(&game->arena, &game->cast.members[member].species, member, at, value_field(order, 3)->flags))
            return;
    }
}

static void obey(struct game *game, const inlay_value *order)
{
    const inlay_value *what = order->payload;
    char words[BANNER_TEXT];
    uint32_t frames;

    switch (order->tag) {
    case ORDER_SPAWN:
        spawn(game, what);
        break;
    case ORDER_GIFT:
        arena_spawn_pickup(&game->arena, (bonus_kind)value_field(what, 0)->tag, place_of(&game->arena, value_field(what, 1)));
        break;
    case ORDER_ANNOUNCE:
        value_to_text(what, words, sizeof words);
        effects_announce(&game->effects, words);
        break;
    case ORDER_WAIT:
        frames = what->u32 < 3600 ? what->u32 : 3600;
        game->stage.next_frame = game->arena.frame + frames;
        break;
    }
}

static void obey_all(struct game *game, const inlay_value *result)
{
    char words[LOG_TEXT];

    if (result->tag != 0) {
        value_to_text(result->payload, words, sizeof words);
        log_panel_add(&game->log, "director", words, (color){ 255, 200, 120, 255 });
        game->stage.next_frame = game->arena.frame + 60;
        return;
    }
    for (size_t i = 0; i < result->payload->list.count && i < MOST_ORDERS; i++)
        obey(game, &result->payload->list.items[i]);
}

void stage_frame(struct game *game)
{
    struct stage *stage = &game->stage;
    inlay_value result;
    inlay_mod mod;
    telling room;
    inlay_status status;

    if (inlay_mods(game->host, game->director, &mod, 1) == 0)
        return;
    if (mod.index != stage->guest.mod.index || mod.serial != stage->guest.mod.serial)
        *stage = (struct stage){ .guest.mod = mod };
    if (guest_renewed(&stage->guest, game->host))
        stage->next_frame = 0;

    if (stage->guest.waiting) {
        status = guest_take(&stage->guest, game->host, &result);
    } else {
        if (game->arena.frame < stage->next_frame)
            return;
        inlay_value now = tell(game, &room);
        status = guest_call(&stage->guest, game->host, (struct errand){ 0 }, "direct", &now, 1, &result);
    }
    if (status == INLAY_DONE)
        obey_all(game, &result);
    game_complain(game, &stage->guest, "direct", status);
}
