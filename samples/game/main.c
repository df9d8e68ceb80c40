/* main: the sample game, from its options to its report. */
#include <stdlib.h>

#include "samples/game/game.h"
#include "samples/game/record.h"
#include "samples/game/screen.h"

/* Run it in whichever way there is, and tell how it went. */
static bool play(struct game *game)
{
    game->options.headless = game->options.headless || !screen_run_window(game);
    if (game->options.headless && !screen_run_hidden(game)) {
        fprintf(stderr, "game: SDL can't draw: %s\n", SDL_GetError());
        return false;
    }
    if (game->options.headless) {
        report_table(game);
        printf("no display: the last of %llu frames is in %s\n", (unsigned long long)game->options.frames, game->options.screenshot);
    }
    if (game->options.prices && !report_prices(game, game->options.prices)) {
        fprintf(stderr, "game: %s can't be written\n", game->options.prices);
        return false;
    }
    if (game->options.profile && !record_write(game))
        return false;
    if (!game->options.report || report_write(game, game->options.report))
        return true;
    fprintf(stderr, "game: %s can't be written\n", game->options.report);
    return false;
}

int main(int count, char **words)
{
    struct game *game = calloc(1, sizeof *game);
    struct options options;
    bool well = false;

    if (!game)
        return fputs("game: there is no memory\n", stderr), 1;
    if (!options_read(&options, count, words))
        return free(game), 2;
    if (options.help)
        return options_help(), free(game), 0;

    if (!screen_is_there())
        options.headless = true;
    if (game_open(game, &options))
        well = play(game);
    game_close(game);
    free(game);
    return well ? 0 : 1;
}
