/* The parser: a text into wit_ast.h. Recursive descent, nested at most
 * LIMIT_WIT_NESTING deep; the grammar's line stands above each part.
 *
 * After a refusal every further part gives null or nothing; the error stands
 * in the lexer's `err`.
 */
#ifndef INLAY_WIT_WIT_PARSE_H
#define INLAY_WIT_WIT_PARSE_H

#include "engine/wit/wit_ast.h"
#include "engine/wit/wit_lex.h"

typedef struct wit_parser {
    arena      *arena;            /* of the tree */
    wit_lexer   lexer;
    wit_token   token;            /* the next one, not yet taken */
    uint32_t    last_end;         /* where the last taken one ended */
    uint32_t    depth;
    wit_part   *part;             /* what blocks belong to */
    wit_part  **parts;            /* where the next part goes */
    wit_name    misplaced;        /* the first package inside a nested one; empty: none */
} wit_parser;

/* The parts of a file, the file's own first. Null when refused. */
wit_part *wit_parse_file(arena *a, const wit_source *source, error *err);

/* For the files of the parser. */
bool      wit_parse_ok(const wit_parser *p);
wit_token wit_parse_take(wit_parser *p);
bool      wit_parse_is(const wit_parser *p, const char *keyword);
bool      wit_parse_eat(wit_parser *p, int kind);
bool      wit_parse_eat_word(wit_parser *p, const char *keyword);
bool      wit_parse_want(wit_parser *p, int kind);
bool      wit_parse_want_word(wit_parser *p, const char *keyword);
bool      wit_parse_expected(wit_parser *p, const char *what);
wit_name  wit_parse_name(wit_parser *p);
wit_path  wit_parse_path(wit_parser *p, const wit_name *first);
wit_gate  wit_parse_gate(wit_parser *p);
/* False: the gate has an `@external-id`, which is refused with those words. */
bool      wit_parse_no_external_id(wit_parser *p, const wit_gate *gate, const char *words);
void     *wit_parse_new(wit_parser *p, size_t size);
#define wit_parse_node(p, type) ((type *)wit_parse_new((p), sizeof(type)))

wit_func *wit_parse_func(wit_parser *p);                      /* wit_parse_type.c */
wit_item *wit_parse_typedef(wit_parser *p);                   /* null, no error: the next word starts none */
wit_item *wit_parse_named_func(wit_parser *p, bool in_resource);

wit_block *wit_parse_block(wit_parser *p, const wit_gate *gate); /* wit_parse_block.c */

#endif
