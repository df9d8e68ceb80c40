/* Text: views that own nothing, and a builder that grows in a budget.
 *
 * A view is UTF-8 and not terminated. A builder that could not grow is
 * `failed`, keeps what it has, and ignores what follows.
 */
#ifndef INLAY_BASE_TEXT_H
#define INLAY_BASE_TEXT_H

#include "engine/base/budget.h"

#include <stdarg.h>

typedef struct text_view {
    const char *bytes;
    size_t      size;
} text_view;

/* A view as the two arguments of "%.*s". */
#define TEXT_ARGS(view) (int)((view).size < 1000000 ? (view).size : 1000000), ((view).bytes ? (view).bytes : "")

/* A view of a string literal, usable in an initialiser. */
#define TEXT_LITERAL(literal) { (literal), sizeof(literal) - 1 }

text_view text_of(const char *terminated);
bool      text_equal(text_view a, text_view b);
bool      text_is(text_view a, const char *terminated);
bool      text_starts(text_view a, const char *prefix);

/* Bytewise order: negative, zero, positive. */
int       text_compare(text_view a, text_view b);

/* FNV-1a over the bytes; for hash tables of ours only. */
uint32_t  text_hash(text_view a);

/* The edit distance, up to `most`; for "did you mean". */
uint32_t  text_distance(text_view a, text_view b, uint32_t most);

/* True when the bytes are well-formed UTF-8 (Unicode 15, table 3-7). */
bool      text_is_utf8(const char *bytes, size_t size);

typedef struct text_builder {
    budget *budget;
    char   *bytes;                /* terminated once anything was written */
    size_t  size, capacity;
    bool    failed;
} text_builder;

void text_open(text_builder *t, budget *b);
void text_close(text_builder *t);
void text_clear(text_builder *t);
void text_put(text_builder *t, text_view view);
void text_add(text_builder *t, const char *format, ...) PRINTF_LIKE(2, 3);

/* As text_put, with control bytes shown as \x1b, so that a guest's words can't
 * steer a terminal; tab and newline pass when `lines`. */
void text_put_escaped(text_builder *t, text_view view, bool lines);

/* What was built, as a terminated string: never null. */
const char *text_string(const text_builder *t);

/* vsnprintf and snprintf, for fixed buffers: the one place that formats. */
int text_format_list(char *out, size_t size, const char *format, va_list list);
int text_format(char *out, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
