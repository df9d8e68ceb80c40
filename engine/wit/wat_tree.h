/* WebAssembly text as a tree: words, strings, and what stands in parentheses
 * (core spec, "Lexical Format"). Comments and annotations are left out,
 * but for the custom sections of what stands outermost.
 *
 * The tree is in an arena, its words are views into the text. Each list ends with a
 * WAT_END, so that what is missing has a place, too.
 */
#ifndef INLAY_WIT_WAT_TREE_H
#define INLAY_WIT_WAT_TREE_H

#include "engine/base/arena.h"
#include "engine/base/error.h"

typedef enum wat_kind { WAT_END, WAT_WORD, WAT_STRING, WAT_LIST } wat_kind;

typedef struct wat_node {
    wat_kind         kind;
    size_t           at;          /* byte of the text */
    text_view        text;        /* of a word; of a string its bytes */
    struct wat_node *first, *next;
} wat_node;

/* The lists and words of the whole text, as those of one list. Null: refused, or memory ran out. */
const wat_node *wat_tree(arena *a, text_view text, error *err);

/* Refuse the text at byte `at`. Returns false. */
bool wat_refuse(text_view text, error *err, size_t at, const char *format, ...) PRINTF_LIKE(4, 5);

#endif
