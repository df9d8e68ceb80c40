/* Errors: why a file, a text or a request was refused, in a reader's words.
 *
 * An error names what was found and what was wanted, where (the byte, or line
 * and column, and the chain of places), and what to do. A running mod's fault
 * is a trap (engine/wasm/trap.h), never an error. Our own bugs are ASSERTs.
 */
#ifndef INLAY_BASE_ERROR_H
#define INLAY_BASE_ERROR_H

#include "engine/base/text.h"

/* Every way to fail: ERROR_CODE(name, what it means, what to do about it). */
#define ERROR_CODES(ERROR_CODE)                                                                                        \
    ERROR_CODE(NONE,        "no error",                     "")                                                       \
    ERROR_CODE(TRUNCATED,   "the file ends too early",      "was it still being written? it is read again when it changes") \
    ERROR_CODE(MALFORMED,   "the file is not valid WebAssembly", "rebuild the mod; the file may be damaged")           \
    ERROR_CODE(NOT_COMPONENT, "the file is not a component", "a mod is a component: see the game's guide for modders") \
    ERROR_CODE(INVALID,     "the file breaks a rule of WebAssembly", "rebuild the mod; the tool that made it wrote an invalid file")         \
    ERROR_CODE(UNSUPPORTED, "the mod uses a feature that is not supported here", "build the mod without that feature") \
    ERROR_CODE(LIMIT,       "the mod asks for too much",    "raise the limit in the mod's manifest, or make the mod smaller") \
    ERROR_CODE(PLACE,       "there is no place for the mod now", "it plays as soon as there is one")                     \
    ERROR_CODE(ARGUMENT,    "the game gave more than a call may move", "")                                           \
    ERROR_CODE(WRONG_WORLD, "the mod was built for another world", "rebuild the mod against this game's WIT")          \
    ERROR_CODE(UNLINKABLE,  "an import cannot be satisfied", "ask the game for it, or build the mod without it")       \
    ERROR_CODE(WIT,         "the WIT text is wrong",        "")                                                       \
    ERROR_CODE(NAME,        "the WIT has no such name",     "")                                                       \
    ERROR_CODE(BINDING,     "this WIT can't be bound to C", "")                                                       \
    ERROR_CODE(MANIFEST,    "the settings are wrong",       "")                                                       \
    ERROR_CODE(START,       "the mod failed while starting", "see its story below")                                   \
    ERROR_CODE(USE,         "the SDK was called the wrong way", "")                                                   \
    ERROR_CODE(IO,          "a file could not be read",     "")                                                       \
    ERROR_CODE(MEMORY,      "out of memory",                "")

typedef enum error_code {
#define ERROR_CODE(name, means, hint) ERROR_##name,
    ERROR_CODES(ERROR_CODE)
#undef ERROR_CODE
} error_code;

enum { ERROR_TEXT = 480, ERROR_PLACES = 6, ERROR_PLACE_TEXT = 96, ERROR_EXCERPT = 320 };

#define ERROR_NO_OFFSET UINT64_MAX

typedef struct error {
    error_code code;
    uint64_t   offset;                                   /* byte of the file, from its start; ERROR_NO_OFFSET: none */
    uint32_t   line, column;                             /* of a text, from 1; line 0: none */
    char       text[ERROR_TEXT];                         /* what was found, and what was wanted */
    char       hint[ERROR_EXCERPT];                      /* what to do, where the code's own hint is too general */
    char       excerpt[ERROR_EXCERPT];                   /* the line of a text, and a caret below it */
    int        place_count;
    char       place[ERROR_PLACES][ERROR_PLACE_TEXT];    /* innermost first */
} error;

/* No error yet: as { 0 }, but only what is read is written. For what runs at each call. */
static inline void error_open(error *err)
{
    err->code = ERROR_NONE;
    err->offset = 0;
    err->line = err->column = 0;
    err->text[0] = err->hint[0] = err->excerpt[0] = '\0';
    err->place_count = 0;
}

/* Record a failure, unless one is recorded already. Returns false, to be returned. */
bool error_set(error *err, error_code code, uint64_t offset, const char *format, ...) PRINTF_LIKE(4, 5);

/* Record that memory ran out. Returns false. */
bool error_memory(error *err);

/* Add where the failure happened. Returns false, to be returned. */
bool error_in(error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Say what to do, instead of the code's own hint. Returns false. */
bool error_hint(error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Point into a text at byte `at`: sets line, column and the excerpt. Returns false. */
bool error_point(error *err, text_view text, size_t at);

const char *error_means(error_code code);

/* Write the whole story, a line for each part. Returns its length, as snprintf does. */
int error_format(const error *err, const char *file, char *out, size_t size);

#endif
