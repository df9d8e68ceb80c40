/* cast: see cast.h. */
#include "samples/game/cast.h"

#include <stdio.h>

#include "samples/game/game.h"
#include "samples/game/values.h"

#define BEHAVIOUR "arena:game/behaviour#"

enum { FOR_DESCRIBE, FOR_CONSTRUCT, FOR_NOTICE, FOR_THINK, FOR_MOOD };

uint32_t cast_alive(const struct arena *arena, int member)
{
    uint32_t count = 0;

    for (int i = 0; i < MOST_BODIES; i++)
        count += arena->bodies[i].id && arena->bodies[i].kind == CREATURE && arena->bodies[i].species == member;
    return count;
}

int cast_find(const struct cast *cast, const struct arena *arena, const char *name)
{
    uint32_t fewest = UINT32_MAX;
    int found = -1;

    for (int i = 0; i < MOST_SPECIES; i++) {
        const cast_member *it = &cast->members[i];
        if (!it->seated || !it->described || strcmp(it->species.name, name) != 0 || cast_alive(arena, i) >= fewest)
            continue;
        fewest = cast_alive(arena, i);
        found = i;
    }
    return found;
}

/* ---- who is there ------------------------------------------------------------ */

static cast_member *member_of(struct cast *cast, inlay_mod mod)
{
    cast_member *free = NULL;

    for (int i = 0; i < MOST_SPECIES; i++) {
        cast_member *it = &cast->members[i];
        if (it->used && it->guest.mod.index == mod.index && it->guest.mod.serial == mod.serial)
            return it;
        if (!it->used && !free)
            free = it;
    }
    if (free)
        *free = (cast_member){ .used = true, .guest.mod = mod };
    return free;
}

/* The handle may be lent to a call that is under way: then it is dropped when that has ended. */
static void drop_handle(struct game *game, cast_member *member, inlay_resource handle)
{
    if (member->guest.waiting && member->late_count < LATE)
        member->late[member->late_count++] = handle;
    else
        inlay_resource_drop(game->host, handle);
}

static void drop_late(struct game *game, cast_member *member)
{
    if (member->guest.waiting)
        return;
    while (member->late_count > 0)
        inlay_resource_drop(game->host, member->late[--member->late_count]);
}

static void release(struct game *game, struct actor *actor)
{
    if (actor->minded)
        inlay_resource_drop(game->host, actor->object);
    if (actor->body)
        drop_handle(game, &game->cast.members[actor->member], actor->handle);
    *actor = (struct actor){ 0 };
}

/* Actors follow the bodies: those of dead bodies go, new creatures get one. */
static void match_bodies(struct game *game)
{
    for (int i = 0; i < MOST_BODIES; i++) {
        const struct body *it = &game->arena.bodies[i];
        struct actor *actor = &game->cast.actors[i];
        if (actor->body && actor->body != it->id)
            release(game, actor);
        if (!it->id || it->kind != CREATURE || actor->body)
            continue;
        inlay_resource handle = handles_new(&game->handles, game->host, it);
        if (handle.serial || handle.index)
            *actor = (struct actor){ .body = it->id, .member = it->species, .handle = handle };
    }
}

/* Another generation plays: what the old one made is gone. */
static void forget_objects(struct game *game, int member)
{
    for (int i = 0; i < MOST_BODIES; i++) {
        struct actor *actor = &game->cast.actors[i];
        if (!actor->body || actor->member != member)
            continue;
        if (actor->minded)
            inlay_resource_drop(game->host, actor->object);
        actor->minded = false;
        actor->rests_until = 0;
    }
}

static void take_seats(struct game *game)
{
    inlay_mod mods[MOST_SPECIES];
    size_t count = inlay_mods(game->host, game->creatures, mods, MOST_SPECIES);
    struct cast *cast = &game->cast;

    for (int i = 0; i < MOST_SPECIES; i++)
        cast->members[i].seated = false;
    for (size_t i = 0; i < count && i < MOST_SPECIES; i++) {
        cast_member *member = member_of(cast, mods[i]);
        if (!member)
            continue;
        member->seated = true;
        if (!guest_renewed(&member->guest, game->host))
            continue;
        member->described = false;
        forget_objects(game, (int)(member - cast->members));
    }
}

/* Creatures without a mod stand still, and leave after a while. */
static void stand_still(struct game *game, int number)
{
    cast_member *member = &game->cast.members[number];

    member->absent_frames += 1;
    member->guest.waiting = false;
    drop_late(game, member);
    for (int i = 0; i < MOST_BODIES; i++) {
        struct body *it = &game->arena.bodies[i];
        if (!it->id || it->kind != CREATURE || it->species != number)
            continue;
        it->wanted = (vec2){ 0, 0 };
        it->event_count = 0;
        if (member->absent_frames > 300)
            arena_remove(&game->arena, it);
    }
    forget_objects(game, number);
    if (member->absent_frames > 301)
        member->used = false;
}

/* ---- what they say ------------------------------------------------------------ */

static void describe_done(struct game *game, cast_member *member, const inlay_value *v)
{
    struct species *it = &member->species;

    value_to_text(value_field(v, 0), it->name, sizeof it->name);
    it->color = value_to_color(value_field(v, 1));
    it->radius = vector_clamp(value_field(v, 2)->f32, 4, 40);
    it->speed = vector_clamp(value_field(v, 3)->f32, 10, 400);
    it->health = vector_clamp(value_field(v, 4)->f32, 1, 500);
    it->traits = value_field(v, 5)->flags;
    it->score = value_field(v, 6)->u32 > 100000 ? 100000 : value_field(v, 6)->u32;
    member->described = true;
    member->absent_frames = 0;

    for (int i = 0; i < MOST_BODIES; i++) {
        struct body *creature = &game->arena.bodies[i];
        if (creature->id && creature->kind == CREATURE && creature->species == member - game->cast.members)
            creature->color = it->color;
    }
}

static void act(struct game *game, struct body *it, const inlay_value *action)
{
    const inlay_value *what = action->payload;

    switch (action->tag) {
    case 0:
        it->wanted = value_to_vec2(what);
        break;
    case 1:
        arena_shoot(&game->arena, it, value_to_vec2(value_field(what, 0)), vector_clamp(value_field(what, 1)->f32, 50, 600),
                    vector_clamp(value_field(what, 2)->f32, 1, 20));
        break;
    case 2:
        value_to_text(what, it->say, sizeof it->say);
        it->say_frames = 60;
        break;
    case 3:
        it->glow = value_to_color(what);
        it->glow_frames = 30;
        break;
    default:
        it->wanted = (vec2){ 0, 0 };
    }
}

static void think_done(struct game *game, uint32_t id, const inlay_value *v)
{
    struct body *it = arena_find(&game->arena, id);
    char words[LOG_TEXT];

    if (!it)
        return;
    if (v->tag == 0) {
        size_t count = v->payload->list.count;
        for (size_t i = 0; i < count && i < MOST_ACTIONS; i++)
            act(game, it, &v->payload->list.items[i]);
        return;
    }
    value_to_text(v->payload, words, sizeof words);
    log_panel_add(&game->log, game->cast.members[it->species].species.name, words, (color){ 255, 200, 120, 255 });
    it->wanted = (vec2){ 0, 0 };
    game->cast.actors[it - game->arena.bodies].rests_until = game->arena.frame + 60;
}

/* The result of any of our calls, whenever it ended. */
static void answer(struct game *game, cast_member *member, struct errand errand, const inlay_value *v)
{
    switch (errand.purpose) {
    case FOR_DESCRIBE:
        describe_done(game, member, v);
        break;
    case FOR_THINK:
        think_done(game, errand.about, v);
        break;
    case FOR_MOOD:
        value_to_text(v, game->cast.mood, sizeof game->cast.mood);
        game->cast.mood_body = errand.about;
        break;
    default:
        break;
    }
}

/* ---- what they are asked ------------------------------------------------------ */

static bool describe(struct game *game, cast_member *member)
{
    struct errand errand = { FOR_DESCRIBE, 0 };
    inlay_value result;
    inlay_status status = guest_call(&member->guest, game->host, errand, BEHAVIOUR "describe", NULL, 0, &result);

    if (status == INLAY_DONE)
        answer(game, member, errand, &result);
    else
        game_complain(game, &member->guest, "describe", status);
    return status == INLAY_DONE;
}

static bool make_object(struct game *game, cast_member *member, struct actor *actor)
{
    struct errand errand = { FOR_CONSTRUCT, actor->body };
    inlay_value arguments[2] = { value_borrow(actor->handle), value_u32(member->made++) };
    inlay_status status = guest_construct(&member->guest, game->host, errand, BEHAVIOUR "creature", arguments, 2, &actor->object);

    actor->minded = status == INLAY_DONE;
    game_complain(game, &member->guest, "the constructor of creature", status);
    return actor->minded;
}

static inlay_value event_value(const body_event *event, inlay_value room[8])
{
    switch (event->kind) {
    case EVENT_HURT:
        room[0] = value_f32(event->amount);
        room[2] = value_u32(event->by);
        room[1] = event->by ? value_some(&room[2]) : value_none();
        room[3] = value_fields(INLAY_RECORD, room, 2);
        break;
    case EVENT_TOUCHED_HERO:
        room[3] = value_f32(event->amount);
        break;
    case EVENT_BUMPED:
        return value_case(INLAY_VARIANT, EVENT_BUMPED, NULL);
    case EVENT_SAW_BONUS:
        room[0] = value_enum(event->bonus);
        room[1] = value_vec2(room + 4, event->at);
        room[3] = value_fields(INLAY_TUPLE, room, 2);
        break;
    }
    return value_case(INLAY_VARIANT, event->kind, &room[3]);
}

/* Tell what happened, the oldest first. False: it didn't come to the end. */
static bool notice(struct game *game, cast_member *member, struct actor *actor, struct body *it)
{
    while (it->event_count > 0) {
        struct errand errand = { FOR_NOTICE, it->id };
        inlay_value room[8], argument = event_value(&it->events[0], room);

        memmove(it->events, it->events + 1, sizeof it->events - sizeof *it->events);
        it->event_count -= 1;
        inlay_status status = guest_method(&member->guest, game->host, errand, actor->object, BEHAVIOUR "[method]creature.notice", &argument, 1, NULL);
        game_complain(game, &member->guest, "notice", status);
        if (status != INLAY_DONE)
            return false;
    }
    return true;
}

static bool think(struct game *game, cast_member *member, struct actor *actor, const struct body *it)
{
    struct errand errand = { FOR_THINK, it->id };
    inlay_value senses[6], at[2], speed[2], there[2], hero, result;
    const struct body *target = game->arena.down_frames == 0 ? arena_hero(&game->arena) : NULL;

    senses[0] = value_u64(game->arena.frame);
    senses[1] = value_f32(1.0f / 60);
    senses[2] = value_vec2(at, it->position);
    senses[3] = value_vec2(speed, it->velocity);
    senses[4] = value_f32(it->health);
    senses[5] = value_none();
    if (target) {
        hero = value_vec2(there, target->position);
        senses[5] = value_some(&hero);
    }
    inlay_value arguments[2] = { value_borrow(actor->handle), value_fields(INLAY_RECORD, senses, 6) };
    inlay_status status = guest_method(&member->guest, game->host, errand, actor->object, BEHAVIOUR "[method]creature.think", arguments, 2, &result);
    if (status == INLAY_DONE)
        answer(game, member, errand, &result);
    game_complain(game, &member->guest, "think", status);
    return status == INLAY_DONE;
}

/* The creature nearest to the hero tells what it is up to, three times a second. */
static void ask_mood(struct game *game, cast_member *member, struct actor *actor)
{
    struct errand errand = { FOR_MOOD, actor->body };
    inlay_value result;

    if (guest_method(&member->guest, game->host, errand, actor->object, BEHAVIOUR "[method]creature.mood", NULL, 0, &result) == INLAY_DONE)
        answer(game, member, errand, &result);
}

static uint32_t nearest_to_hero(const struct arena *arena)
{
    const struct body *best = NULL;
    vec2 at = arena->bodies[0].position;

    for (int i = 1; i < MOST_BODIES; i++) {
        const struct body *it = &arena->bodies[i];
        if (it->id && it->kind == CREATURE && (!best || vector_distance(at, it->position) < vector_distance(at, best->position)))
            best = it;
    }
    return best ? best->id : 0;
}

/* One creature's turn. False: the mod has no fuel left, or is gone. */
static bool turn(struct game *game, cast_member *member, int number)
{
    struct actor *actor = &game->cast.actors[number];
    struct body *it = &game->arena.bodies[number];

    if (actor->rests_until > game->arena.frame)
        return true;
    if (actor->minded && !inlay_resource_alive(game->host, actor->object))
        actor->minded = false;
    if (!actor->minded && !make_object(game, member, actor))
        return false;
    return notice(game, member, actor, it) && think(game, member, actor, it);
}

/* One round, beginning after whoever came last. */
static void round_of(struct game *game, int member, uint32_t mood_body)
{
    cast_member *it = &game->cast.members[member];

    for (int i = 0; i < MOST_BODIES; i++) {
        int number = (it->cursor + i) % MOST_BODIES;
        struct actor *actor = &game->cast.actors[number];
        if (!actor->body || actor->member != member)
            continue;
        if (!turn(game, it, number)) {
            it->cursor = (number + 1) % MOST_BODIES;
            return;
        }
        if (actor->body == mood_body)
            ask_mood(game, it, actor);
        if (it->guest.waiting)
            break;
    }
    it->cursor = 0;
}

/* A call of an earlier frame may have ended. False: it has not. */
static bool settle(struct game *game, cast_member *member)
{
    struct errand errand = { member->guest.purpose, member->guest.about };
    inlay_value result;

    if (!member->guest.waiting)
        return true;
    inlay_status status = guest_take(&member->guest, game->host, &result);
    if (status == INLAY_SUSPENDED)
        return false;
    if (status != INLAY_DONE)
        return true;
    if (errand.purpose != FOR_CONSTRUCT) {
        answer(game, member, errand, &result);
        return true;
    }
    for (int i = 0; i < MOST_BODIES; i++) {
        struct actor *actor = &game->cast.actors[i];
        if (actor->body != errand.about || actor->minded)
            continue;
        actor->object = result.resource;
        actor->minded = true;
        return true;
    }
    inlay_resource_drop(game->host, result.resource);       /* its body died meanwhile */
    return true;
}

void cast_frame(struct game *game)
{
    uint32_t mood_body = game->arena.frame % 20 == 0 ? nearest_to_hero(&game->arena) : 0;

    take_seats(game);
    match_bodies(game);
    for (int i = 0; i < MOST_SPECIES; i++) {
        cast_member *member = &game->cast.members[i];
        if (!member->used)
            continue;
        if (!member->seated) {
            stand_still(game, i);
            continue;
        }
        if (!settle(game, member))
            continue;
        drop_late(game, member);
        if (member->described || describe(game, member))
            round_of(game, i, mood_body);
    }
}

void cast_close(struct game *game)
{
    for (int i = 0; i < MOST_BODIES; i++)
        release(game, &game->cast.actors[i]);
    for (int i = 0; i < MOST_SPECIES; i++)
        for (cast_member *it = &game->cast.members[i]; it->late_count > 0;)
            inlay_resource_drop(game->host, it->late[--it->late_count]);
}
