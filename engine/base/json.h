/* JSON, gone over in its bytes: no tree, nothing copied, in time that grows with its length.
 *
 * A cursor is asked for what should come next. The first thing that does not come is
 * kept in `wanted`, which should stand at `at`, and every further answer is no. A depth
 * beyond LIMIT_JSON_DEPTH is refused.
 */
#ifndef INLAY_BASE_JSON_H
#define INLAY_BASE_JSON_H

#include "engine/base/arena.h"

typedef struct json {
    const char *at, *end;
    const char *wanted;           /* null: all has come so far */
    uint32_t    depth;            /* of the objects and lists that we are in */
    bool        is_first;         /* nothing of the innermost was read yet */
} json;

json json_of(text_view text);

/* Say what should stand here; false. */
bool json_refuse(json *j, const char *wanted);

/* The next byte that is no blank; 0: there is none. */
char json_peek(json *j);

/* What stands between two quotes, as it is written: without control bytes, and all its escapes are JSON's. */
bool json_text(json *j, text_view *raw);

/* What such a text means; without bytes: no memory. */
text_view json_unescape(arena *a, text_view raw);

/*     json_enter(j, '{');
 *     while (json_next(j, '}'))
 *         … json_key, then its value; or, from '[' to ']', the item
 */
bool json_enter(json *j, char open);
bool json_next(json *j, char close);
bool json_key(json *j, text_view *raw);

/* Any value. */
bool json_pass(json *j);

/* Nothing but blanks follow. */
bool json_end(json *j);

/* Where a text is no JSON, and what should stand there; null: it is. */
const char *json_fault(text_view text, size_t *at);

#endif
