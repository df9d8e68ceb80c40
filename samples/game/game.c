/* game: see game.h. */
#include "samples/game/game.h"

#include <string.h>

#include "samples/game/bindings.h"
#include "samples/game/dumps.h"
#include "samples/game/record.h"

enum {
    GATHER_MS = 30000, MILLION = 1000000,
    FUEL_TO_START = 300000      /* 5 MB of memory filled in a frame: a mod of 18 MB starts in a few, and none is lost */
};

static const color plain = { 170, 185, 215, 255 }, good = { 120, 225, 150, 255 }, bad = { 255, 120, 105, 255 }, slow = { 255, 205, 100, 255 };

/* ---- opening --------------------------------------------------------------------- */

static bool define_slots(struct game *game, inlay_error *error)
{
    static const char *const powers[] = { "arena:game/powers", NULL };
    const uint64_t million = (uint64_t)(MILLION * game->options.fuel);
    const uint64_t memory = 128 << 20;

    game->creatures = inlay_slot_define(game->host, &(inlay_slot_def){
        .name = "creatures", .world = "arena:game/creature", .order = 2,
        .fuel_per_frame = 16 * million, .fuel_to_start = FUEL_TO_START, .memory_bytes = memory, .copy_bytes = 4 << 20 }, error);
    if (game->creatures.index == 0)
        return false;
    game->director = inlay_slot_define(game->host, &(inlay_slot_def){
        .name = "director", .world = "arena:game/director", .most = 1, .required = true, .order = 1,
        .fuel_per_frame = 4 * million, .fuel_to_start = FUEL_TO_START, .memory_bytes = memory, .grants = powers }, error);
    if (game->director.index == 0)
        return false;
    game->hud = inlay_slot_define(game->host, &(inlay_slot_def){
        .name = "hud", .world = "arena:game/hud", .most = MOST_WIDGETS, .order = 3,
        .fuel_per_frame = 4 * million, .fuel_to_start = FUEL_TO_START, .memory_bytes = memory }, error);
    return game->hud.index != 0;
}

static void on_spark(void *user, vec2 at, color ink, uint32_t count)
{
    effects_burst(&((struct game *)user)->effects, at, ink, count);
}

static void on_leave(void *user, const struct body *it)
{
    handles_body_left(&((struct game *)user)->handles, it);
}

static bool refuse(const char *what, const inlay_error *error)
{
    fprintf(stderr, "game: %s\n%s\n", what, inlay_error_text(error));
    return false;
}

bool game_open(struct game *game, const struct options *options)
{
    inlay_error error = { 0 };

    *game = (struct game){ .options = *options, .autopilot = true, .overlay = true };
    game->log.echo = options->echo;
    arena_open(&game->arena, (uint32_t)options->seed);
    game->arena.spark = on_spark;
    game->arena.leave = on_leave;
    game->arena.user = game;
    game->handles.arena = &game->arena;

    game->host = inlay_open(&(inlay_config){
        .wit = options->wit, .mods = options->mods, .seed = options->seed, .load_disabled = options->hostile,
        .switch_interpreter = options->portable, .policy = options->policy,
        .loader_threads = options->headless && !options->paced ? INLAY_NO_THREAD : INLAY_ONE_THREAD }, &error);
    if (!game->host)
        return refuse("the worlds can't be read", &error);
    if (!define_slots(game, &error))
        return refuse("a slot can't be defined", &error);
    if (!bindings_bind(game, &error))
        return refuse("a function can't be offered to the mods", &error);
    if (!record_start(game, &error))
        return refuse("recording can't begin", &error);
    if (options->transcript && !(game->transcript = fopen(options->transcript, "w"))) {
        fprintf(stderr, "game: %s can't be written\n", options->transcript);
        return false;
    }
    return true;
}

void game_close(struct game *game)
{
    if (game->host) {
        cast_close(game);
        inlay_close(game->host);
    }
    widgets_close(&game->widgets);
    report_close(&game->report);
    if (game->transcript)
        fclose(game->transcript);
}

/* ---- what the host has to say ------------------------------------------------------ */

static color event_color(inlay_event_kind kind)
{
    switch (kind) {
    case INLAY_EVENT_LOADED:
    case INLAY_EVENT_RELOADED:
        return good;
    case INLAY_EVENT_REFUSED:
    case INLAY_EVENT_TRAPPED:
    case INLAY_EVENT_SLOT_EMPTY:
        return bad;
    case INLAY_EVENT_SUSPENDED:
    case INLAY_EVENT_FILE_MISSING:
    case INLAY_EVENT_EXITED:
    case INLAY_EVENT_HITCH:
        return slow;
    case INLAY_EVENT_UNLOADED:
    case INLAY_EVENT_LOG:
        return plain;
    }
    return plain;
}

/* A mod that is often out of fuel says so once for each generation; the overlay shows the rest. */
static bool is_old_news(struct game *game, const inlay_event *event)
{
    uint32_t *told = &game->slow_generation[event->mod.index % SLOW_MODS];
    bool old = event->kind == INLAY_EVENT_SUSPENDED && *told == event->generation;

    if (event->kind == INLAY_EVENT_SUSPENDED)
        *told = event->generation;
    return old;
}

static void take_events(struct game *game)
{
    for (inlay_event event; inlay_next_event(game->host, &event); inlay_event_free(&event)) {
        if (is_old_news(game, &event))
            continue;
        log_panel_add(&game->log, event.name && *event.name ? event.name : "host", event.text ? event.text : "", event_color(event.kind));
        report_event_add(&game->report, &event);
        dumps_write(game, &event);
    }
}

void game_complain(struct game *game, struct guest *guest, const char *about, inlay_status status)
{
    char words[LOG_TEXT];
    inlay_stats stats;

    if (status == INLAY_DONE || status == INLAY_SUSPENDED || status == INLAY_TRAPPED || guest->complained)
        return;
    guest->complained = true;
    snprintf(words, sizeof words, "%s was not answered: %s", about,
             status == INLAY_BUSY ? "another call is under way" : status == INLAY_DENIED ? "there is no such export"
             : status == INLAY_STALE ? "the mod is gone" : "what it gave is beyond the slot's limits");
    log_panel_add(&game->log, inlay_get_stats(game->host, guest->mod, &stats) ? stats.name : "a mod", words, slow);
}

/* Tell the report when a generation has answered for the first time. */
static void note_answer(struct game *game, struct guest *guest)
{
    inlay_stats stats;

    if (!guest->answered || guest->told || !inlay_get_stats(game->host, guest->mod, &stats))
        return;
    guest->told = true;
    report_answered(&game->report, &stats, game->arena.frame);
}

static void note_answers(struct game *game)
{
    note_answer(game, &game->stage.guest);
    for (int i = 0; i < MOST_SPECIES; i++)
        note_answer(game, &game->cast.members[i].guest);
    for (int i = 0; i < MOST_WIDGETS; i++)
        note_answer(game, &game->widgets.widgets[i].guest);
}

/* ---- running ----------------------------------------------------------------------------- */

void game_gather(struct game *game)
{
    uint64_t begin = SDL_GetTicks64();

    do {
        inlay_frame(game->host, 0);     /* no time passes yet */
        take_events(game);
        SDL_Delay(1);
    } while (!inlay_is_settled(game->host) && SDL_GetTicks64() - begin < GATHER_MS);
}

void game_frame(struct game *game, const struct controls *controls)
{
    inlay_host_stats stats;

    inlay_frame(game->host, 1.0 / 60);
    if (game->arena.frame > 0 && inlay_get_host_stats(game->host, &stats)) {
        report_frame(&game->report, stats.ns_frame);
        report_translation(game);
    }
    take_events(game);
    cast_frame(game);
    stage_frame(game);
    arena_step(&game->arena, controls);
    widgets_frame(game);
    effects_step(&game->effects);
    note_answers(game);
}
