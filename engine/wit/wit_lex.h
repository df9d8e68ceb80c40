/* The words of a WIT text, one at a time (WIT.md, "Lexical structure").
 *
 * A lexer owns nothing: tokens are views into the text. After a refusal it
 * gives WIT_TOKEN_END for ever, and the error stands in `err`.
 */
#ifndef INLAY_WIT_WIT_LEX_H
#define INLAY_WIT_WIT_LEX_H

#include "engine/wit/wit.h"

/* Punctuation is its own character. */
typedef enum wit_token_kind {
    WIT_TOKEN_END = 0,
    WIT_TOKEN_NAME = 256,         /* an identifier; the text is without '%' */
    WIT_TOKEN_KEYWORD,
    WIT_TOKEN_INTEGER,
    WIT_TOKEN_STRING,             /* the text is what stands between the quotes, escapes and all */
    WIT_TOKEN_ARROW               /* -> */
} wit_token_kind;

typedef struct wit_token {
    int       kind;               /* wit_token_kind, or a character */
    text_view text;
    uint32_t  at, end;            /* bytes of the source */
    uint32_t  line, column;
    uint32_t  docs_at, docs_end;  /* the doc comments before it; equal: none */
} wit_token;

typedef struct wit_lexer {
    const wit_source *source;
    error            *err;
    uint32_t          next, line, line_start;
    bool              failed;
} wit_lexer;

/* Checks that the text is UTF-8 and holds no character that could mislead a reader. */
bool wit_lex_open(wit_lexer *l, const wit_source *source, error *err);

wit_token wit_lex_next(wit_lexer *l);

/* Back to the beginning. */
void wit_lex_rewind(wit_lexer *l);

/* major.minor.patch[-pre][+build], from the lexer's place on, which must be its first byte. */
wit_token wit_lex_version(wit_lexer *l);

/* Refuse at byte `at` of the source, with the line and a caret. Returns false. */
bool wit_lex_refuse(const wit_source *source, error *err, uint32_t at, const char *format, ...) PRINTF_LIKE(4, 5);

/* The token as a message names it: "keyword `type`", "'('", "the end of the file". */
void wit_lex_describe(const wit_token *token, char *out, size_t size);

/* Is the text one that an identifier can't be without '%'? */
bool wit_lex_is_keyword(text_view text);

#endif
