/* screen: see screen.h. */
#include "samples/game/screen.h"

#include <stdlib.h>

#include "samples/game/game.h"
#include "samples/game/overlay.h"
#include "samples/game/record.h"
#include "samples/game/scene.h"
#include "samples/game/screenshot.h"
#include "samples/game/vector.h"

enum { FRAME_MS_TIMES_3 = 50 };

bool screen_is_there(void)
{
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY"), *driver = getenv("SDL_VIDEODRIVER");
    return (x11 && *x11) || (wayland && *wayland) || (driver && *driver);
}

/* ---- keys ------------------------------------------------------------------------- */

static void toggle_selected(struct game *game)
{
    inlay_mod mod = overlay_selected(game);
    inlay_stats stats;

    if (inlay_get_stats(game->host, mod, &stats))
        inlay_enable(game->host, mod, stats.state == INLAY_DISABLED);
}

static void select_next(struct game *game)
{
    size_t all = inlay_all_mods(game->host, NULL, 0), count = all < REPORT_MODS ? all : REPORT_MODS;

    game->selected = count ? (game->selected + 1) % (int)count : 0;
}

/* A key was pressed. False: the game ends. `step` is set when one frame was asked for. */
static bool press(struct game *game, SDL_Keycode key, bool *step)
{
    switch (key) {
    case SDLK_ESCAPE: return false;
    case SDLK_F1:     game->overlay = !game->overlay; break;
    case SDLK_TAB:    select_next(game); break;
    case SDLK_F5:     inlay_reload(game->host, overlay_selected(game)); break;
    case SDLK_F7:     inlay_retry(game->host, overlay_selected(game)); break;
    case SDLK_F6:     toggle_selected(game); break;
    case SDLK_F9:     record_write(game); break;
    case SDLK_p:      game->paused = !game->paused; break;
    case SDLK_o:      game->paused = *step = true; break;
    default:          break;
    }
    return true;
}

/* Keys that are held, and the mouse. The first move ends the autopilot. */
static struct controls read_controls(struct game *game)
{
    const Uint8 *keys = SDL_GetKeyboardState(NULL);
    float scale = game->overlay ? 1 : (float)SCENE_WIDTH / ARENA_WIDTH;
    struct controls now = { 0 };
    int x, y;
    Uint32 buttons = SDL_GetMouseState(&x, &y);

    now.move.x = (float)((keys[SDL_SCANCODE_RIGHT] | keys[SDL_SCANCODE_D]) - (keys[SDL_SCANCODE_LEFT] | keys[SDL_SCANCODE_A]));
    now.move.y = (float)((keys[SDL_SCANCODE_DOWN] | keys[SDL_SCANCODE_S]) - (keys[SDL_SCANCODE_UP] | keys[SDL_SCANCODE_W]));
    now.shoot = buttons & SDL_BUTTON_LMASK || keys[SDL_SCANCODE_SPACE];
    now.aim = vector_minus((vec2){ (float)x / scale, (float)y / scale }, arena_hero(&game->arena)->position);
    if (vector_length(now.move) > 0 || now.shoot)
        game->autopilot = false;
    if (game->autopilot)
        return arena_autopilot(&game->arena);
    if (keys[SDL_SCANCODE_SPACE] && !(buttons & SDL_BUTTON_LMASK))
        now.aim = arena_autopilot(&game->arena).aim;
    return now;
}

static bool handle_events(struct game *game, bool *step)
{
    SDL_Event event;

    while (SDL_PollEvent(&event)) {
        if (event.type == SDL_QUIT)
            return false;
        if (event.type == SDL_KEYDOWN && !event.key.repeat && !press(game, event.key.keysym.sym, step))
            return false;
    }
    return true;
}

/* ---- the window ------------------------------------------------------------------------ */

/* Wait until the next frame is due, at 60 a second whatever the display does. */
static void keep_pace(uint64_t *due_times_3)
{
    uint64_t now = SDL_GetTicks64() * 3;

    *due_times_3 += FRAME_MS_TIMES_3;
    if (*due_times_3 > now)
        SDL_Delay((Uint32)((*due_times_3 - now) / 3));
    else if (now - *due_times_3 > 600)
        *due_times_3 = now;
}

static bool is_over(const struct game *game)
{
    return game->options.frames > 0 && game->arena.frame >= game->options.frames;
}

static void show(struct game *game, SDL_Renderer *renderer)
{
    struct paper paper;

    /* the brushes are small: made anew, they outlive no lost device */
    if (paper_open(&paper, renderer)) {
        scene_draw(game, &paper);
        if (is_over(game) && game->options.screenshot && !screenshot_write(renderer, SCENE_WIDTH, SCENE_HEIGHT, game->options.screenshot))
            fprintf(stderr, "game: %s can't be written\n", game->options.screenshot);
    }
    paper_close(&paper);
}

static void loop(struct game *game, SDL_Renderer *renderer)
{
    uint64_t due = SDL_GetTicks64() * 3;

    for (bool step = false; handle_events(game, &step) && !is_over(game); step = false) {
        struct controls controls = read_controls(game);
        if (!game->paused || step)
            game_frame(game, &controls);
        else
            inlay_frame(game->host, 0);     /* a paused game still takes new versions of its mods */
        show(game, renderer);
        SDL_RenderPresent(renderer);
        keep_pace(&due);
    }
}

bool screen_run_window(struct game *game)
{
    SDL_Window *window;
    SDL_Renderer *renderer;

    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return false;
    window = SDL_CreateWindow("inlay: arena", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, SCENE_WIDTH, SCENE_HEIGHT, 0);
    renderer = window ? SDL_CreateRenderer(window, -1, 0) : NULL;
    if (renderer) {
        game_gather(game);
        loop(game, renderer);
        SDL_DestroyRenderer(renderer);
    }
    if (window)
        SDL_DestroyWindow(window);
    SDL_Quit();
    return renderer != NULL;
}

/* ---- off-screen ------------------------------------------------------------------------- */

bool screen_run_hidden(struct game *game)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, SCENE_WIDTH, SCENE_HEIGHT, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_Renderer *renderer = surface ? SDL_CreateSoftwareRenderer(surface) : NULL;
    uint64_t due;

    if (game->options.frames == 0)
        game->options.frames = 600;
    if (!game->options.screenshot)
        game->options.screenshot = "screenshot.png";
    game_gather(game);
    due = SDL_GetTicks64() * 3;
    while (!is_over(game)) {
        struct controls controls = arena_autopilot(&game->arena);
        game_frame(game, &controls);
        if (game->options.paced)
            keep_pace(&due);
    }
    inlay_frame(game->host, 0);         /* so that the last frame is counted as well */
    if (renderer) {
        show(game, renderer);
        SDL_DestroyRenderer(renderer);
    }
    if (surface)
        SDL_FreeSurface(surface);
    return renderer != NULL;
}
