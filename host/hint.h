/* Hints: what is worth knowing of a mod's cost, in words that say what to do.
 *
 * A pure function from figures to texts: the overlay and `inlay profile` tell the
 * same from the same figures. The most telling comes first. Nothing is kept.
 */
#ifndef INLAY_HOST_HINT_H
#define INLAY_HOST_HINT_H

#include "engine/base/text.h"

enum { HINT_MOST = 4, HINT_TEXT = 240 };

/* What is known of a mod over some frames; zero and empty: not known. */
typedef struct hint_figures {
    uint64_t  frames;
    uint64_t  ns, worst_ns, usual_ns;   /* all of them together; the slowest without translation; the median */
    uint64_t  worst_frame;              /* its number */
    uint64_t  worst_fuel, worst_host_ns;/* what the slowest took of it, and in the game's functions */
    uint64_t  usual_fuel;               /* of a frame */
    uint64_t  fuel;                     /* all of them together */
    uint64_t  suspended_frames, traps;
    uint64_t  translate_ns;
    uint64_t  memory, memory_limit;     /* bytes */
    uint64_t  copied;                   /* bytes lifted and lowered */
    uint64_t  log_lines;
    /* The import that costs most. */
    text_view import, import_caller;    /* "arena:game/entities#find"; the export or function that calls it */
    uint64_t  import_calls, import_ns;
    text_view import_file;              /* where its author calls it */
    uint32_t  import_line;              /* 0: not known */
    /* The function of the mod that costs most itself. */
    text_view function, file;
    uint32_t  line;                     /* 0: not known */
    uint64_t  function_fuel;
    /* What the slowest frame spent most on, and where: a function, or an import and who calls it. */
    text_view worst_import, worst_function, worst_file;
    uint32_t  worst_line;
    uint64_t  worst_calls;              /* of the import */
    bool      is_lost;                  /* it was recorded, and nothing was kept of that frame by itself: it was no hitch */
    bool      is_hitch;                 /* it made that frame the hitch that is looked at: worth a word, however short */
} hint_figures;

typedef struct hint_list {
    char     texts[HINT_MOST][HINT_TEXT];
    uint32_t count;
} hint_list;

hint_list hint_of(const hint_figures *figures);

/* Were calls of an import what made the slowest frame slow: a third of its time, or of its fuel? Crossing takes time
 * of the mod, not of the game's function; it is seen in the price. */
static inline bool hint_is_by_calls(const hint_figures *f, uint64_t ns, uint64_t fuel)
{
    return ns * 3 > f->worst_ns || fuel * 3 > f->worst_fuel;
}

/* "arena:game/entities@0.1.0#find" as "entities.find", "[method]body.position" as "body.position". Into out; returns it. */
const char *hint_short_name(text_view wit_name, char *out, size_t size);

/* Is the function what a binding generator put around calls of the import: is it named as that is? */
bool hint_is_stub(text_view function, text_view interface_name, text_view name);

/* 1234567 as "1,234,567". */
const char *hint_number(uint64_t n, char out[32]);

/* Nanoseconds as "640 ns", "12 us", "3.1 ms", "2.0 s". */
const char *hint_time(uint64_t ns, char out[32]);

#endif
