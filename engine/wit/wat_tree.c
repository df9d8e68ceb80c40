#include "engine/wit/wat_tree.h"

#include "engine/base/limits.h"

#include <string.h>

typedef struct wat_lexer {
    text_view text;
    size_t    next;
    arena    *arena;
    error    *err;
} wat_lexer;

bool wat_refuse(text_view text, error *err, size_t at, const char *format, ...)
{
    char story[ERROR_TEXT];
    va_list list;
    va_start(list, format);
    text_format_list(story, sizeof story, format, list);
    va_end(list);
    if (err->code != ERROR_NONE)
        return false;
    error_set(err, ERROR_WIT, ERROR_NO_OFFSET, "%s", story);
    return error_point(err, text, at);
}

static bool refuse(wat_lexer *l, size_t at, const char *story)
{
    return wat_refuse(l->text, l->err, at, "%s", story);
}

static char peek(const wat_lexer *l, size_t by)
{
    return l->next + by < l->text.size ? l->text.bytes[l->next + by] : '\0';
}

/* "(; … ;)", which nests. */
static bool skip_block(wat_lexer *l)
{
    size_t start = l->next, depth = 0;
    do {
        bool opens = peek(l, 0) == '(' && peek(l, 1) == ';', closes = peek(l, 0) == ';' && peek(l, 1) == ')';
        depth = depth + opens - closes;
        l->next += opens || closes ? 2 : 1;
    } while (depth && l->next < l->text.size);
    return !depth || refuse(l, start, "this comment has no end");
}

static bool skip_space(wat_lexer *l)
{
    while (l->next < l->text.size) {
        char c = peek(l, 0);
        if (c == '(' && peek(l, 1) == ';') {
            if (!skip_block(l))
                return false;
        } else if (c == ';' && peek(l, 1) == ';') {
            const char *end = memchr(l->text.bytes + l->next, '\n', l->text.size - l->next);
            l->next = end ? (size_t)(end - l->text.bytes) : l->text.size;
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            l->next++;
        } else {
            break;
        }
    }
    return true;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* What stands behind a backslash. Gives how many characters it is; 0: nothing that is known. */
static size_t read_escape(const char *at, const char *end, char *byte)
{
    static const char letters[] = "tnr\"'\\", bytes[] = "\t\n\r\"'\\";
    const char *letter = at < end && *at ? strchr(letters, *at) : NULL;
    int high = end - at > 1 ? hex_digit(at[0]) : -1, low = end - at > 1 ? hex_digit(at[1]) : -1;
    *byte = letter ? bytes[letter - letters] : (char)(high * 16 + low);
    return letter ? 1 : high >= 0 && low >= 0 ? 2 : 0;
}

/* The bytes that a string with escapes stands for. */
static bool unescape(wat_lexer *l, text_view *string)
{
    const char *at = string->bytes, *end = at + string->size;
    char *bytes = arena_alloc_raw(l->arena, string->size, 1);
    size_t size = 0, step;
    if (!bytes)
        return error_memory(l->err);
    for (; at < end; size++) {
        bytes[size] = *at++;
        if (bytes[size] != '\\')
            continue;
        if (!(step = read_escape(at, end, &bytes[size])))
            return refuse(l, (size_t)(at - 1 - l->text.bytes), "a string has no such escape: \\t \\n \\r \\\" \\' \\\\ and two hexadecimal digits are known");
        at += step;
    }
    *string = (text_view){ bytes, size };
    return true;
}

static bool read_string(wat_lexer *l, wat_node *node)
{
    bool has_escapes = false;
    size_t start = ++l->next;
    for (; l->next < l->text.size && peek(l, 0) != '"' && peek(l, 0) != '\n'; l->next++)
        if (peek(l, 0) == '\\') {
            has_escapes = true;
            l->next++;
        }
    if (l->next >= l->text.size || peek(l, 0) != '"')
        return refuse(l, start - 1, "this string has no end");
    node->kind = WAT_STRING;
    node->text = (text_view){ l->text.bytes + start, l->next++ - start };
    return !has_escapes || unescape(l, &node->text);
}

static bool read_word(wat_lexer *l, wat_node *node)
{
    size_t start = l->next;
    while ((uint8_t)peek(l, 0) > ' ' && !strchr("()\";", peek(l, 0)))
        l->next++;
    node->kind = WAT_WORD;
    node->text = (text_view){ l->text.bytes + start, l->next - start };
    return node->text.size || refuse(l, start, "no word of WebAssembly text starts with this");
}

/* An annotation that says nothing here: all but the component's own custom sections. */
static bool is_left_out(const wat_node *list, uint32_t depth)
{
    return list->first->kind == WAT_WORD && list->first->text.bytes[0] == '@' && !(depth == 1 && text_is(list->first->text, "@custom"));
}

/* What stands in a list, its end too. Recursion: as deep as LIMIT_WIT_NESTING. */
static bool read_list(wat_lexer *l, wat_node **at, uint32_t depth)
{
    for (;;) {
        wat_node *node = arena_new(l->arena, wat_node);
        if (!node)
            return error_memory(l->err);
        if (!skip_space(l))
            return false;
        char c = peek(l, 0);
        node->at = l->next;
        *at = node;
        if (c == ')' || l->next == l->text.size) {
            l->next += c == ')';
            return (c == ')') == (depth > 0) || refuse(l, node->at, depth ? "a parenthesis is open where the text ends" : "nothing is open that this could close");
        }
        if (c != '(') {
            if (!(c == '"' ? read_string(l, node) : read_word(l, node)))
                return false;
            at = &node->next;
            continue;
        }
        node->kind = WAT_LIST;
        l->next++;
        if (depth == LIMIT_WIT_NESTING)
            return refuse(l, node->at, "parentheses are nested too deeply");
        if (!read_list(l, &node->first, depth + 1))
            return false;
        if (!is_left_out(node, depth))
            at = &node->next;
    }
}

const wat_node *wat_tree(arena *a, text_view text, error *err)
{
    wat_lexer l = { .text = text, .arena = a, .err = err };
    wat_node *first = NULL;
    if (!text_is_utf8(text.bytes, text.size)) {
        refuse(&l, 0, "the text is not UTF-8");
        return NULL;
    }
    return read_list(&l, &first, 0) ? first : NULL;
}
