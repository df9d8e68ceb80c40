/* dumps: see dumps.h. Names are numbers: a mod's own name may be anything. */
#include "samples/game/dumps.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "samples/game/game.h"

enum { MOST_DUMPS = 20, PATH_ROOM = 1024 };

static bool write_file(const char *folder, uint32_t number, const char *kind, const void *bytes, size_t size)
{
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%s/failure-%02u.%s", folder, number, kind);
    FILE *file = fopen(path, "wb");
    bool well = file && fwrite(bytes, 1, size, file) == size;

    if (file && fclose(file) != 0)
        well = false;
    if (!well)
        fprintf(stderr, "game: %s can't be written: %s\n", path, strerror(errno));
    return well;
}

void dumps_write(struct game *game, const inlay_event *event)
{
    const char *folder = game->options.dumps;
    uint32_t number = game->dumps % MOST_DUMPS;

    if (!folder || !event->text || event->kind != INLAY_EVENT_TRAPPED)
        return;
    if (game->dumps++ == 0)
        mkdir(folder, 0755);                /* where it is not there; what goes wrong shows at the first file */
    if (!write_file(folder, number, "txt", event->text, strlen(event->text))) {
        game->options.dumps = NULL;         /* it won't go better the next time */
        return;
    }
    size_t size = inlay_get_dump(game->host, event->mod, NULL, 0);
    void *core = size ? malloc(size) : NULL;
    if (core && inlay_get_dump(game->host, event->mod, core, size) == size)
        write_file(folder, number, "core", core, size);
    free(core);
}
