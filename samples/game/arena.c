/* arena: see arena.h. The hero has the first place of the table and never leaves it. */
#include "samples/game/arena.h"

#include <string.h>

#include "samples/game/vector.h"

#define FRAME_SECONDS (1.0f / 60)

static const color hero_color = { 110, 220, 255, 255 };
static const color bonus_colors[BONUSES] = { { 110, 235, 130, 255 }, { 120, 170, 255, 255 }, { 255, 215, 90, 255 }, { 255, 140, 220, 255 } };

/* xorshift32; the state is never 0. */
uint32_t arena_random(struct arena *arena, uint32_t below)
{
    uint32_t x = arena->random;

    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    arena->random = x;
    return below ? (uint32_t)((uint64_t)x * below >> 32) : 0;
}

static struct body *body_new(struct arena *arena, body_kind kind, vec2 at, float radius)
{
    for (int i = 1; i < MOST_BODIES; i++) {
        struct body *it = &arena->bodies[i];
        if (it->id)
            continue;
        *it = (struct body){ .id = arena->next_id++, .kind = kind, .position = at, .radius = radius, .species = -1 };
        for (int k = 0; k < TRAIL; k++)
            it->trail[k] = at;
        return it;
    }
    return 0;
}

void arena_open(struct arena *arena, uint32_t seed)
{
    memset(arena, 0, sizeof *arena);
    arena->random = seed | 1;
    arena->pace = 1;
    arena->next_id = 2;
    arena->bodies[0] = (struct body){ .id = 1, .kind = HERO, .position = { ARENA_WIDTH / 2, ARENA_HEIGHT / 2 }, .radius = 13,
                               .speed = 210, .health = 100, .most_health = 100, .color = hero_color, .species = -1 };
    for (int k = 0; k < TRAIL; k++)
        arena->bodies[0].trail[k] = arena->bodies[0].position;
}

struct body *arena_find(struct arena *arena, uint32_t id)
{
    for (int i = 0; i < MOST_BODIES && id; i++)
        if (arena->bodies[i].id == id)
            return &arena->bodies[i];
    return 0;
}

bool arena_gone(const struct arena *arena, uint32_t id, uint64_t *frame)
{
    if (id == 0 || id >= arena->next_id)
        return false;
    *frame = arena->gone[id % GONE].id == id ? arena->gone[id % GONE].frame : 0;
    return true;
}

uint32_t arena_count(const struct arena *arena, body_kind kind)
{
    uint32_t count = 0;

    for (int i = 0; i < MOST_BODIES; i++)
        count += arena->bodies[i].id && arena->bodies[i].kind == kind;
    return count;
}

void arena_remove(struct arena *arena, struct body *it)
{
    arena->gone[it->id % GONE].id = it->id;
    arena->gone[it->id % GONE].frame = arena->frame;
    if (arena->leave)
        arena->leave(arena->user, it);
    it->id = 0;
}

void body_tell(struct body *it, body_event event)
{
    if (it->kind == CREATURE && it->event_count < MOST_EVENTS)
        it->events[it->event_count++] = event;
}

static void spark(struct arena *arena, vec2 at, color ink, uint32_t count)
{
    if (arena->spark)
        arena->spark(arena->user, at, ink, count);
}

/* ---- new bodies ------------------------------------------------------------ */

struct body *arena_spawn_creature(struct arena *arena, const struct species *kind, int number, vec2 at, uint32_t traits)
{
    if (arena_count(arena, CREATURE) >= MOST_CREATURES)
        return 0;

    struct body *it = body_new(arena, CREATURE, at, kind->radius);
    if (!it)
        return 0;
    it->species = number;
    it->traits = kind->traits | traits;
    it->color = kind->color;
    it->speed = it->traits & TRAIT_FAST ? kind->speed * 1.5f : kind->speed;
    it->score = it->traits & TRAIT_ELITE ? kind->score * 3 : kind->score;
    it->radius = it->traits & TRAIT_ELITE ? kind->radius * 1.6f : kind->radius;
    it->health = it->most_health = it->traits & TRAIT_ELITE ? kind->health * 2 : kind->health;
    spark(arena, at, kind->color, 6);
    return it;
}

struct body *arena_spawn_pickup(struct arena *arena, bonus_kind bonus, vec2 at)
{
    struct body *it = body_new(arena, PICKUP, at, 10);

    if (!it)
        return 0;
    it->bonus = bonus;
    it->color = bonus_colors[bonus];
    it->life = 1200;
    for (int i = 0; i < MOST_BODIES; i++) {
        struct body *other = &arena->bodies[i];
        if (other->id && other->kind == CREATURE && vector_distance(other->position, at) < 200)
            body_tell(other, (body_event){ .kind = EVENT_SAW_BONUS, .bonus = bonus, .at = at });
    }
    return it;
}

struct body *arena_shoot(struct arena *arena, struct body *from, vec2 direction, float speed, float damage)
{
    if (from->reload > 0 || vector_length(direction) < 0.001f)
        return 0;

    vec2 ahead = vector_with_length(direction, from->radius + 4);
    struct body *it = body_new(arena, BULLET, vector_plus(from->position, ahead), from->kind == HERO ? 3.5f : 4.5f);
    if (!it)
        return 0;
    from->reload = from->kind == HERO ? 10 : 20;
    it->owner = from->id;
    it->velocity = it->wanted = vector_with_length(direction, speed);
    it->speed = speed;
    it->damage = damage;
    it->life = 120;
    it->color = from->color;
    return it;
}

void arena_give(struct arena *arena, bonus_kind bonus)
{
    struct body *hero = &arena->bodies[0];

    switch (bonus) {
    case BONUS_HEALTH:
        hero->health = vector_clamp(hero->health + 25, 0, hero->most_health);
        break;
    case BONUS_SHIELD:
    case BONUS_HASTE:
        arena->bonus_frames[bonus] = 300;
        break;
    case BONUS_TREASURE:
        arena->score += 100;
        break;
    }
    spark(arena, hero->position, bonus_colors[bonus], 18);
}

/* ---- a frame --------------------------------------------------------------- */

/* Keep a body inside; tells creatures that they ran into the edge. */
static void keep_inside(struct body *it)
{
    vec2 free = it->position;

    it->position.x = vector_clamp(free.x, it->radius, ARENA_WIDTH - it->radius);
    it->position.y = vector_clamp(free.y, it->radius, ARENA_HEIGHT - it->radius);
    if (free.x != it->position.x || free.y != it->position.y)
        body_tell(it, (body_event){ .kind = EVENT_BUMPED });
}

static bool is_outside(const struct body *it)
{
    return it->position.x < 0 || it->position.y < 0 || it->position.x > ARENA_WIDTH || it->position.y > ARENA_HEIGHT;
}

static void move(struct arena *arena, struct body *it)
{
    float seconds = FRAME_SECONDS * arena->pace;
    vec2 wanted = vector_at_most(it->wanted, it->speed);

    /* bodies take a moment to turn; bullets fly straight */
    if (it->kind == BULLET)
        it->velocity = wanted;
    else
        it->velocity = vector_plus(it->velocity, vector_times(vector_minus(wanted, it->velocity), 0.18f));
    it->position = vector_plus(it->position, vector_times(it->velocity, seconds));
    memmove(it->trail + 1, it->trail, sizeof it->trail - sizeof *it->trail);
    it->trail[0] = it->position;

    it->age += 1;
    it->reload -= it->reload > 0;
    it->touching -= it->touching > 0;
    it->glow_frames -= it->glow_frames > 0;
    it->say_frames -= it->say_frames > 0;
    if (it->kind == BULLET && is_outside(it))
        it->life = it->age;
    else if (it->kind != BULLET)
        keep_inside(it);
}

static void hurt_hero(struct arena *arena, float damage)
{
    struct body *hero = &arena->bodies[0];

    if (arena->bonus_frames[BONUS_SHIELD] > 0 || arena->down_frames > 0)
        return;
    hero->health -= damage;
    hero->glow = (color){ 255, 80, 80, 255 };
    hero->glow_frames = 8;
    if (hero->health > 0)
        return;
    hero->health = 0;
    arena->down_frames = 180;
    arena->score = arena->score > 200 ? arena->score - 200 : 0;
    spark(arena, hero->position, hero_color, 40);
}

static void hurt_creature(struct arena *arena, struct body *it, float damage, uint32_t by)
{
    float real = it->traits & TRAIT_ARMOURED ? damage / 2 : damage;

    it->health -= real;
    it->glow = (color){ 255, 255, 255, 255 };
    it->glow_frames = 5;
    body_tell(it, (body_event){ .kind = EVENT_HURT, .amount = real, .by = by });
    if (it->health > 0)
        return;
    arena->score += it->score;
    spark(arena, it->position, it->color, 16);
    arena_remove(arena, it);
}

/* What a bullet meets first. */
static struct body *bullet_target(struct arena *arena, const struct body *bullet)
{
    bool from_hero = bullet->owner == arena->bodies[0].id;

    for (int i = 0; i < MOST_BODIES; i++) {
        struct body *it = &arena->bodies[i];
        if (!it->id || it->kind != (from_hero ? CREATURE : HERO) || (it->kind == HERO && arena->down_frames > 0))
            continue;
        if (vector_distance(it->position, bullet->position) < it->radius + bullet->radius)
            return it;
    }
    return 0;
}

static void fly(struct arena *arena, struct body *bullet)
{
    struct body *target = bullet_target(arena, bullet);

    if (!target)
        return;
    spark(arena, bullet->position, bullet->color, 3);
    if (target->kind == HERO)
        hurt_hero(arena, bullet->damage);
    else
        hurt_creature(arena, target, bullet->damage, bullet->owner);
    arena_remove(arena, bullet);
}

static bool touches_hero(const struct arena *arena, const struct body *it)
{
    const struct body *hero = &arena->bodies[0];
    return arena->down_frames == 0 && vector_distance(hero->position, it->position) < hero->radius + it->radius;
}

static void touch(struct arena *arena, struct body *it)
{
    if (it->touching > 0 || !touches_hero(arena, it))
        return;
    it->touching = 30;
    hurt_hero(arena, 8);
    body_tell(it, (body_event){ .kind = EVENT_TOUCHED_HERO, .amount = 8 });
}

static void take(struct arena *arena, struct body *it)
{
    if (!touches_hero(arena, it))
        return;
    arena_give(arena, it->bonus);
    arena_remove(arena, it);
}

/* Creatures don't stand on one another. */
static void push_apart(struct arena *arena, int first)
{
    struct body *a = &arena->bodies[first];

    for (int i = first + 1; i < MOST_BODIES; i++) {
        struct body *b = &arena->bodies[i];
        if (!b->id || b->kind != CREATURE || (a->traits | b->traits) & TRAIT_GHOST)
            continue;
        vec2 between = vector_minus(a->position, b->position);
        float overlap = a->radius + b->radius - vector_length(between);
        if (overlap <= 0)
            continue;
        vec2 push = vector_with_length(between, overlap / 2);
        a->position = vector_plus(a->position, push);
        b->position = vector_minus(b->position, push);
    }
}

static void meet(struct arena *arena, int number)
{
    struct body *it = &arena->bodies[number];

    switch (it->kind) {
    case HERO:
        break;
    case CREATURE:
        push_apart(arena, number);
        touch(arena, it);
        break;
    case BULLET:
        fly(arena, it);
        break;
    case PICKUP:
        take(arena, it);
        break;
    }
    if (it->id && it->life > 0 && it->age >= it->life)
        arena_remove(arena, it);
}

static void steer_hero(struct arena *arena, const struct controls *controls)
{
    struct body *hero = &arena->bodies[0];

    hero->wanted = vector_times(vector_at_most(controls->move, 1), hero->speed);
    if (arena->down_frames > 0) {
        hero->wanted = (vec2){ 0, 0 };
        if (--arena->down_frames > 0)
            return;
        hero->health = hero->most_health;
        arena->bonus_frames[BONUS_SHIELD] = 120;
    }
    if (!controls->shoot)
        return;
    if (arena_shoot(arena, hero, controls->aim, 430, 15) && arena->bonus_frames[BONUS_HASTE] > 0)
        hero->reload = 5;
}

void arena_step(struct arena *arena, const struct controls *controls)
{
    steer_hero(arena, controls);
    for (int i = 0; i < BONUSES; i++)
        arena->bonus_frames[i] -= arena->bonus_frames[i] > 0;
    if (arena->pace_frames > 0 && --arena->pace_frames == 0)
        arena->pace = 1;

    for (int i = 0; i < MOST_BODIES; i++)
        if (arena->bodies[i].id)
            move(arena, &arena->bodies[i]);
    for (int i = 0; i < MOST_BODIES; i++)
        if (arena->bodies[i].id)
            meet(arena, i);

    if (arena->score > arena->best)
        arena->best = arena->score;
    arena->frame += 1;
}

/* ---- the autopilot ----------------------------------------------------------- */

/* Away from what hurts, the more so the nearer it is. */
static vec2 flee(const struct arena *arena, vec2 at)
{
    vec2 sum = { 0, 0 };

    for (int i = 1; i < MOST_BODIES; i++) {
        const struct body *it = &arena->bodies[i];
        bool hurts = it->kind == CREATURE || (it->kind == BULLET && it->owner != arena->bodies[0].id);
        float distance = vector_distance(at, it->position);
        if (!it->id || !hurts || distance > 130)
            continue;
        sum = vector_plus(sum, vector_with_length(vector_minus(at, it->position), (130 - distance) / 40));
    }
    return sum;
}

/* Back from the edges, where one is easily cornered. */
static float from_edge(float at, float width)
{
    const float margin = 110;

    if (at < margin)
        return (margin - at) / 30;
    return at > width - margin ? (width - margin - at) / 30 : 0;
}

static const struct body *nearest_of(const struct arena *arena, body_kind kind)
{
    const struct body *best = 0;
    vec2 at = arena->bodies[0].position;

    for (int i = 1; i < MOST_BODIES; i++) {
        const struct body *it = &arena->bodies[i];
        if (!it->id || it->kind != kind)
            continue;
        if (!best || vector_distance(at, it->position) < vector_distance(at, best->position))
            best = it;
    }
    return best;
}

struct controls arena_autopilot(const struct arena *arena)
{
    vec2 at = arena->bodies[0].position, middle = { ARENA_WIDTH / 2, ARENA_HEIGHT / 2 };
    const struct body *prey = nearest_of(arena, CREATURE), *gift = nearest_of(arena, PICKUP);
    struct controls wanted = { 0 };

    wanted.move = vector_plus(flee(arena, at), vector_times(vector_minus(middle, at), 0.0025f));
    wanted.move = vector_plus(wanted.move, (vec2){ from_edge(at.x, ARENA_WIDTH), from_edge(at.y, ARENA_HEIGHT) });
    if (gift)
        wanted.move = vector_plus(wanted.move, vector_with_length(vector_minus(gift->position, at), 0.9f));
    if (prey && vector_distance(prey->position, at) < 340) {
        float flight = vector_distance(prey->position, at) / 430;
        vec2 there = vector_plus(prey->position, vector_times(prey->velocity, flight));
        wanted.aim = vector_minus(there, at);
        wanted.shoot = true;
        wanted.move = vector_plus(wanted.move, vector_with_length((vec2){ -wanted.aim.y, wanted.aim.x }, 0.35f));
    }
    return wanted;
}
