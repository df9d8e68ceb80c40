/* record: see record.h. */
#include "samples/game/record.h"

#include <string.h>

#include "samples/game/game.h"

enum { MOST_HITCHES = 8, PATH_ROOM = 1024 };

static bool write_bytes(void *file, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, file) == size;
}

static bool write_one(struct game *game, uint32_t hitch, const char *path)
{
    size_t size = strlen(path);
    const char *format = size > 5 && strcmp(path + size - 5, ".html") == 0 ? "html" : "inlay";
    FILE *file = fopen(path, "wb");
    inlay_error error = { 0 };
    bool well = file && inlay_profile_save(game->host, hitch, format, write_bytes, file, &error);

    if (file && fclose(file) != 0)
        well = false;
    if (!well)
        fprintf(stderr, "game: %s can't be written%s%s\n", path, *error.text ? ": " : "", error.text);
    return well;
}

bool record_start(struct game *game, inlay_error *error)
{
    /* at 60 frames a second, a minute */
    return inlay_profile_start(game->host, &(inlay_profile_options){ .frames = 3600 }, error);
}

bool record_write(struct game *game)
{
    const char *path = game->options.profile ? game->options.profile : "profile.inlay";
    inlay_hitch hitches[MOST_HITCHES];
    size_t count = inlay_hitches(game->host, hitches, MOST_HITCHES);
    char text[PATH_ROOM];

    if (!write_one(game, 0, path))
        return false;
    for (size_t i = 0; i < count && i < MOST_HITCHES; i++) {
        snprintf(text, sizeof text, "%s.hitch%u", path, hitches[i].id);
        if (!write_one(game, hitches[i].id, text))
            return false;
    }
    snprintf(text, sizeof text, "%s is written, with %zu hitch%s beside it", path, count, count == 1 ? "" : "es");
    log_panel_add(&game->log, "game", text, (color){ 120, 225, 150, 255 });
    return true;
}
