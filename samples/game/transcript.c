/* transcript: see transcript.h. */
#include "samples/game/transcript.h"

#include <string.h>

#include "samples/game/game.h"

enum { VALUE_TEXT = 400 };

/* A handle reads as what it stands for: its number differs from run to run. */
static void write_value(struct game *game, const inlay_value *v)
{
    char text[VALUE_TEXT];

    switch (v->kind) {
    case INLAY_NOTHING:
        fputs("()", game->transcript);
        break;
    case INLAY_OWN:
    case INLAY_BORROW:
        fputs("handle", game->transcript);
        break;
    case INLAY_RESULT:
        fputs(v->tag == 0 ? "ok " : "error ", game->transcript);
        if (v->payload)
            write_value(game, v->payload);
        break;
    default:
        inlay_value_text(v, text, sizeof text);
        fputs(text, game->transcript);
    }
}

void transcript_write(struct game *game, const inlay_call *call, const char *function, const inlay_value *result)
{
    size_t count = inlay_call_argument_count(call);
    inlay_stats stats;

    if (!inlay_get_stats(game->host, inlay_call_mod(call), &stats))
        stats.name = "?";
    fprintf(game->transcript, "%llu %s %s(", (unsigned long long)game->arena.frame, stats.name, function);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? ", " : "", game->transcript);
        write_value(game, inlay_call_argument(call, i));
    }
    fputs(") -> ", game->transcript);
    write_value(game, result);
    fputc('\n', game->transcript);
}
