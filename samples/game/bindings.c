/* bindings: see bindings.h. Each function reads its arguments, whose types the
 * SDK has proven, and answers with `reply`, which writes the transcript too.
 */
#include "samples/game/bindings.h"

#include <stdlib.h>

#include "samples/game/game.h"
#include "samples/game/transcript.h"
#include "samples/game/values.h"

static const inlay_value nothing = { .kind = INLAY_NOTHING };

static inlay_status reply(struct game *game, inlay_call *call, const char *function, inlay_value result)
{
    if (game->transcript)
        transcript_write(game, call, function, &result);
    if (result.kind != INLAY_NOTHING)
        inlay_call_return(call, result);
    return INLAY_DONE;
}

/* Room for `count` values of a result; null: none is left. */
static inlay_value *room_for(inlay_call *call, size_t count)
{
    return inlay_call_alloc(call, count * sizeof (inlay_value));
}

static inlay_status no_room(inlay_call *call)
{
    return inlay_call_trap(call, "the game has no memory left for the answer");
}

static const inlay_value *argument(const inlay_call *call, size_t index)
{
    return inlay_call_argument(call, index);
}

/* ---- field: bodies ---------------------------------------------------------------- */

static const struct body *body_of(struct game *game, const inlay_value *v)
{
    return handles_look(&game->handles, inlay_resource_data(game->host, v->resource));
}

/* The body while it lives, to change it. */
static struct body *living(struct game *game, const inlay_value *v)
{
    return arena_find(&game->arena, body_of(game, v)->id);
}

static inlay_status reply_vec2(struct game *game, inlay_call *call, const char *function, vec2 v)
{
    inlay_value room[2];
    return reply(game, call, function, value_vec2(room, v));
}

static inlay_status body_id(struct game *game, inlay_call *call)
{
    return reply(game, call, "body.id", value_u32(body_of(game, argument(call, 0))->id));
}

static inlay_status body_kind_of(struct game *game, inlay_call *call)
{
    return reply(game, call, "body.kind", value_enum(body_of(game, argument(call, 0))->kind));
}

static inlay_status body_alive(struct game *game, inlay_call *call)
{
    return reply(game, call, "body.alive", value_bool(living(game, argument(call, 0)) != NULL));
}

static inlay_status body_position(struct game *game, inlay_call *call)
{
    return reply_vec2(game, call, "body.position", body_of(game, argument(call, 0))->position);
}

static inlay_status body_velocity(struct game *game, inlay_call *call)
{
    return reply_vec2(game, call, "body.velocity", body_of(game, argument(call, 0))->velocity);
}

static inlay_status body_health(struct game *game, inlay_call *call)
{
    return reply(game, call, "body.health", value_f32(body_of(game, argument(call, 0))->health));
}

static inlay_status body_traits(struct game *game, inlay_call *call)
{
    return reply(game, call, "body.traits", value_flags(body_of(game, argument(call, 0))->traits));
}

static inlay_status body_tag(struct game *game, inlay_call *call)
{
    const struct body *it = body_of(game, argument(call, 0));
    inlay_value text = inlay_text(it->tag);

    return reply(game, call, "body.tag", *it->tag ? value_some(&text) : value_none());
}

static inlay_status body_set_tag(struct game *game, inlay_call *call)
{
    struct body *it = living(game, argument(call, 0));
    const inlay_value *text = argument(call, 1);

    if (it && text->tag == 1)
        value_to_text(text->payload, it->tag, sizeof it->tag);
    else if (it)
        it->tag[0] = 0;
    return reply(game, call, "body.set-tag", nothing);
}

static inlay_status body_set_color(struct game *game, inlay_call *call)
{
    struct body *it = living(game, argument(call, 0));

    if (it)
        it->color = value_to_color(argument(call, 1));
    return reply(game, call, "body.set-color", nothing);
}

/* ---- field: questions ---------------------------------------------------------------- */

static inlay_status field_bounds(struct game *game, inlay_call *call)
{
    inlay_value room[6];
    return reply(game, call, "bounds", value_rect(room, (vec2){ 0, 0 }, (vec2){ ARENA_WIDTH, ARENA_HEIGHT }));
}

static inlay_status field_frame(struct game *game, inlay_call *call)
{
    return reply(game, call, "frame", value_u64(game->arena.frame));
}

static inlay_status field_find(struct game *game, inlay_call *call)
{
    uint32_t id = argument(call, 0)->u32;
    const struct body *it = arena_find(&game->arena, id);
    inlay_value value, when;
    uint64_t frame;

    if (!it) {
        bool gone = arena_gone(&game->arena, id, &frame);
        when = value_u64(gone ? frame : 0);
        value = value_case(INLAY_VARIANT, gone ? 1 : 0, gone ? &when : NULL);
        return reply(game, call, "find", value_error(&value));
    }
    inlay_resource handle = handles_new(&game->handles, game->host, it);
    if (handle.index == 0 && handle.serial == 0)
        return no_room(call);
    value = value_own(handle);
    return reply(game, call, "find", value_ok(&value));
}

/* Something that a search found. */
struct found {
    const struct body *body;
    float       distance;
};

static int by_distance(const void *a, const void *b)
{
    const struct found *one = a, *other = b;

    if (one->distance != other->distance)
        return one->distance < other->distance ? -1 : 1;
    return one->body->id < other->body->id ? -1 : 1;
}

/* All bodies of some kinds within reach, the nearest first. */
static size_t search(const struct arena *arena, vec2 center, uint32_t kinds, float reach, struct found found[MOST_BODIES])
{
    size_t count = 0;

    for (int i = 0; i < MOST_BODIES; i++) {
        const struct body *it = &arena->bodies[i];
        if (!it->id || !(kinds >> it->kind & 1) || (it->kind == HERO && arena->down_frames > 0))
            continue;
        float distance = vector_distance(center, it->position);
        if (distance <= reach)
            found[count++] = (struct found){ it, distance };
    }
    qsort(found, count, sizeof *found, by_distance);
    return count;
}

enum { SIGHTING_FIELDS = 6, SIGHTING_ROOM = SIGHTING_FIELDS + 4, MOST_SIGHTINGS = 64 };

static inlay_value sighting(inlay_value room[SIGHTING_ROOM], const struct found *found)
{
    const struct body *it = found->body;

    room[0] = value_u32(it->id);
    room[1] = value_enum(it->kind);
    room[2] = value_vec2(room + SIGHTING_FIELDS, it->position);
    room[3] = value_vec2(room + SIGHTING_FIELDS + 2, it->velocity);
    room[4] = value_f32(found->distance);
    room[5] = value_flags(it->traits);
    return value_fields(INLAY_RECORD, room, SIGHTING_FIELDS);
}

static inlay_status field_nearest(struct game *game, inlay_call *call)
{
    struct found all[MOST_BODIES];
    inlay_value room[SIGHTING_ROOM], value;
    size_t count = search(&game->arena, value_to_vec2(argument(call, 0)), argument(call, 1)->flags, argument(call, 2)->f32, all);

    if (count == 0)
        return reply(game, call, "nearest", value_none());
    value = sighting(room, &all[0]);
    return reply(game, call, "nearest", value_some(&value));
}

static inlay_status field_around(struct game *game, inlay_call *call)
{
    struct found all[MOST_BODIES];
    size_t count = search(&game->arena, value_to_vec2(argument(call, 0)), argument(call, 1)->flags, argument(call, 2)->f32, all);

    count = count < MOST_SIGHTINGS ? count : MOST_SIGHTINGS;
    inlay_value *items = room_for(call, (count + !count) * (SIGHTING_ROOM + 1));
    if (!items)
        return no_room(call);
    for (size_t i = 0; i < count; i++)
        items[i] = sighting(items + count + i * SIGHTING_ROOM, &all[i]);
    return reply(game, call, "around", value_fields(INLAY_LIST, items, count));
}

static inlay_status field_distance(struct game *game, inlay_call *call)
{
    const struct body *one = body_of(game, argument(call, 0)), *other = body_of(game, argument(call, 1));
    return reply(game, call, "distance", value_f32(vector_distance(one->position, other->position)));
}

static bool is_director(const struct game *game, inlay_mod mod)
{
    const inlay_mod seated = game->stage.guest.mod;
    return mod.index == seated.index && mod.serial == seated.serial;
}

static inlay_status field_dismiss(struct game *game, inlay_call *call)
{
    inlay_resource handle = argument(call, 0)->resource;
    struct body *it = living(game, argument(call, 0));
    const char *refusal = !is_director(game, inlay_call_mod(call)) ? "only a director may send a body away"
                        : !it                                       ? "that body is gone already"
                        : it->kind == HERO                          ? "the hero can't be sent away" : NULL;
    inlay_value value = refusal ? inlay_text(refusal) : value_f32(it->health);
    inlay_status status = reply(game, call, "dismiss", refusal ? value_error(&value) : value_ok(&value));

    if (!refusal)
        arena_remove(&game->arena, it);
    inlay_resource_drop(game->host, handle);
    return status;
}

/* ---- effects ------------------------------------------------------------------------- */

static void drop_mark(inlay_host *host, void *data, void *user)
{
    (void)host, (void)user;
    ((struct mark *)data)->mod = 0;
}

static inlay_status mark_new(struct game *game, inlay_call *call)
{
    uint32_t mod = inlay_call_mod(call).index;
    struct mark *it = effects_mark(&game->effects, mod, value_to_vec2(argument(call, 0)), value_to_color(argument(call, 2)));

    if (!it)
        return inlay_call_trap(call, "a mod may have 64 marks at once, and this would be one more: drop some, or move them");
    value_to_text(argument(call, 1), it->text, sizeof it->text);
    inlay_resource resource = inlay_resource_new(game->host, "arena:game/effects#mark", it);
    if (resource.index == 0 && resource.serial == 0) {
        it->mod = 0;
        return no_room(call);
    }
    return reply(game, call, "mark", value_own(resource));
}

static inlay_status mark_move_to(struct game *game, inlay_call *call)
{
    struct mark *it = inlay_resource_data(game->host, argument(call, 0)->resource);

    it->at = value_to_vec2(argument(call, 1));
    return reply(game, call, "mark.move-to", nothing);
}

static inlay_status mark_set_text(struct game *game, inlay_call *call)
{
    struct mark *it = inlay_resource_data(game->host, argument(call, 0)->resource);

    value_to_text(argument(call, 1), it->text, sizeof it->text);
    return reply(game, call, "mark.set-text", nothing);
}

static inlay_status effects_burst_of(struct game *game, inlay_call *call)
{
    uint32_t sparks = argument(call, 2)->u32;

    effects_burst(&game->effects, value_to_vec2(argument(call, 0)), value_to_color(argument(call, 1)), sparks < 200 ? sparks : 200);
    return reply(game, call, "burst", nothing);
}

static inlay_status effects_beam_of(struct game *game, inlay_call *call)
{
    effects_beam(&game->effects, value_to_vec2(argument(call, 0)), value_to_vec2(argument(call, 1)), value_to_color(argument(call, 2)));
    return reply(game, call, "beam", nothing);
}

/* ---- log, random, powers --------------------------------------------------------------- */

static inlay_status log_write(struct game *game, inlay_call *call)
{
    static const color inks[4] = { { 120, 130, 150, 255 }, { 200, 210, 225, 255 }, { 255, 200, 120, 255 }, { 255, 120, 110, 255 } };
    char text[LOG_TEXT];
    inlay_stats stats;

    /* what is for debugging stands in the transcript alone */
    value_to_text(argument(call, 1), text, 201);
    if (argument(call, 0)->tag != 0 && inlay_get_stats(game->host, inlay_call_mod(call), &stats))
        log_panel_add(&game->log, stats.name, text, inks[argument(call, 0)->tag & 3]);
    return reply(game, call, "write", nothing);
}

/* The mod's own row; it begins with the game's seed and the mod's name. */
static uint64_t *row_of(struct game *game, inlay_mod mod)
{
    inlay_stats stats;
    int place = 0;

    for (; place < DICE - 1 && game->dice[place].mod.index; place++)
        if (game->dice[place].mod.index == mod.index && game->dice[place].mod.serial == mod.serial)
            return &game->dice[place].state;

    uint64_t state = game->options.seed ^ 0xCBF29CE484222325u;
    const char *name = inlay_get_stats(game->host, mod, &stats) ? stats.name : "";
    for (; *name; name++)
        state = (state ^ (unsigned char)*name) * 0x100000001B3u;
    game->dice[place] = (struct die){ mod, state };
    return &game->dice[place].state;
}

/* splitmix64, the upper half. */
static uint32_t roll(struct game *game, inlay_mod mod)
{
    uint64_t *state = row_of(game, mod), x;

    x = *state += 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)((x ^ x >> 31) >> 32);
}

static inlay_status random_next(struct game *game, inlay_call *call)
{
    return reply(game, call, "next", value_u32(roll(game, inlay_call_mod(call))));
}

static inlay_status random_below(struct game *game, inlay_call *call)
{
    uint64_t wide = (uint64_t)roll(game, inlay_call_mod(call)) * argument(call, 0)->u32;
    return reply(game, call, "below", value_u32((uint32_t)(wide >> 32)));
}

static inlay_status random_unit(struct game *game, inlay_call *call)
{
    return reply(game, call, "unit", value_f32((float)(roll(game, inlay_call_mod(call)) >> 8) / 16777216.0f));
}

static inlay_status powers_bless(struct game *game, inlay_call *call)
{
    arena_give(&game->arena, (bonus_kind)argument(call, 0)->tag);
    return reply(game, call, "bless", nothing);
}

static inlay_status powers_slow_down(struct game *game, inlay_call *call)
{
    uint32_t frames = argument(call, 1)->u32;

    game->arena.pace = vector_clamp(argument(call, 0)->f32, 0.25f, 1);
    game->arena.pace_frames = frames < 600 ? frames : 600;
    return reply(game, call, "slow-down", nothing);
}

/* ---- all of them ------------------------------------------------------------------------ */

/* Each function has a face of the SDK's form, which knows the game. */
#define FACE(function) static inlay_status on_##function(inlay_call *call, void *user) { return function(user, call); }

FACE(body_id) FACE(body_kind_of) FACE(body_alive) FACE(body_position) FACE(body_velocity)
FACE(body_health) FACE(body_traits) FACE(body_tag) FACE(body_set_tag) FACE(body_set_color)
FACE(field_bounds) FACE(field_frame) FACE(field_find) FACE(field_nearest) FACE(field_around)
FACE(field_distance) FACE(field_dismiss)
FACE(mark_new) FACE(mark_move_to) FACE(mark_set_text) FACE(effects_burst_of) FACE(effects_beam_of)
FACE(log_write) FACE(random_next) FACE(random_below) FACE(random_unit) FACE(powers_bless) FACE(powers_slow_down)

static const struct binding {
    const char      *name;
    inlay_function  *function;
} table[] = {
    { "arena:game/field#[method]body.id",        on_body_id },
    { "arena:game/field#[method]body.kind",      on_body_kind_of },
    { "arena:game/field#[method]body.alive",     on_body_alive },
    { "arena:game/field#[method]body.position",  on_body_position },
    { "arena:game/field#[method]body.velocity",  on_body_velocity },
    { "arena:game/field#[method]body.health",    on_body_health },
    { "arena:game/field#[method]body.traits",    on_body_traits },
    { "arena:game/field#[method]body.tag",       on_body_tag },
    { "arena:game/field#[method]body.set-tag",   on_body_set_tag },
    { "arena:game/field#[method]body.set-color", on_body_set_color },
    { "arena:game/field#bounds",                 on_field_bounds },
    { "arena:game/field#frame",                  on_field_frame },
    { "arena:game/field#find",                   on_field_find },
    { "arena:game/field#nearest",                on_field_nearest },
    { "arena:game/field#around",                 on_field_around },
    { "arena:game/field#distance",               on_field_distance },
    { "arena:game/field#dismiss",                on_field_dismiss },
    { "arena:game/effects#[constructor]mark",    on_mark_new },
    { "arena:game/effects#[method]mark.move-to", on_mark_move_to },
    { "arena:game/effects#[method]mark.set-text", on_mark_set_text },
    { "arena:game/effects#burst",                on_effects_burst_of },
    { "arena:game/effects#beam",                 on_effects_beam_of },
    { "arena:game/log#write",                    on_log_write },
    { "arena:game/random#next",                  on_random_next },
    { "arena:game/random#below",                 on_random_below },
    { "arena:game/random#unit",                  on_random_unit },
    { "arena:game/powers#bless",                 on_powers_bless },
    { "arena:game/powers#slow-down",             on_powers_slow_down },
};

/* What the dear ones take, in units of fuel; `inlay calibrate` told. */
static const struct { const char *name; uint64_t call, kib; } prices[] = {
    { "arena:game/field#around", 220, 0 }, { "arena:game/field#nearest", 120, 0 }, { "arena:game/log#write", 400, 1000 },
};

bool bindings_bind(struct game *game, inlay_error *error)
{
    if (!inlay_bind_resource(game->host, "arena:game/field#body", handles_drop, &game->handles, error)
        || !inlay_bind_resource(game->host, "arena:game/effects#mark", drop_mark, game, error))
        return false;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!inlay_bind(game->host, table[i].name, table[i].function, game, error))
            return false;
    for (size_t i = 0; i < sizeof prices / sizeof *prices; i++)
        if (!inlay_set_price(game->host, prices[i].name, prices[i].call, prices[i].kib, error))
            return false;
    return true;
}
