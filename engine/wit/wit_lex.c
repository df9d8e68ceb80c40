/* Words: the lexer. */
#include "engine/wit/wit_lex.h"
#include "engine/base/limits.h"

#include <string.h>

static const char *const keywords[] = {
    "_", "as", "async", "bool", "borrow", "char", "constructor", "enum", "error-context", "export", "f32", "f64", "flags",
    "from", "func", "future", "import", "include", "interface", "list", "map", "option", "own", "package", "record",
    "resource", "result", "s16", "s32", "s64", "s8", "static", "stream", "string", "tuple", "type", "u16", "u32", "u64",
    "u8", "use", "variant", "with", "world",
};

bool wit_lex_is_keyword(text_view text)
{
    for (size_t i = 0; i < COUNT_OF(keywords); i++)
        if (text_is(text, keywords[i]))
            return true;
    return false;
}

bool wit_lex_refuse(const wit_source *source, error *err, uint32_t at, const char *format, ...)
{
    if (err->code != ERROR_NONE)
        return false;
    char text[ERROR_TEXT];
    va_list list;
    va_start(list, format);
    text_format_list(text, sizeof text, format, list);
    va_end(list);

    error_set(err, ERROR_WIT, at, "%s", text);
    error_point(err, source->text, at);
    return error_in(err, "%.*s", TEXT_ARGS(source->path));
}

static bool refuse(wit_lexer *l, uint32_t at, const char *text)
{
    l->failed = true;
    return wit_lex_refuse(l->source, l->err, at, "%s", text);
}

/* The scalar value that starts at `at`, in well-formed UTF-8, and its size. */
static uint32_t scalar(const uint8_t *at, uint32_t *size)
{
    if (at[0] < 0x80)
        return *size = 1, at[0];
    if (at[0] < 0xE0)
        return *size = 2, (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu);
    if (at[0] < 0xF0)
        return *size = 3, (at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
    return *size = 4, (at[0] & 0x07u) << 18 | (at[1] & 0x3Fu) << 12 | (at[2] & 0x3Fu) << 6 | (at[3] & 0x3Fu);
}

/* "wit files must not contain any bidirectional override scalar values, control codes other than newline, carriage
 * return, and horizontal tab, or codepoints that Unicode officially deprecates or strongly discourages" */
static bool is_misleading(uint32_t c)
{
    if (c == '\n' || c == '\r' || c == '\t')
        return false;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return true;
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        return true;
    return c == 0x149 || c == 0x673 || c == 0xF77 || c == 0xF79 || c == 0x17A3 || c == 0x17A4 || c == 0x17B4 || c == 0x17B5;
}

bool wit_lex_open(wit_lexer *l, const wit_source *source, error *err)
{
    *l = (wit_lexer){ .source = source, .err = err };
    text_view text = source->text;
    if (text.size > LIMIT_WIT_BYTES)
        return refuse(l, 0, "the file is larger than a WIT file may be");
    if (!text_is_utf8(text.bytes, text.size))
        return refuse(l, 0, "the file is not UTF-8 text");

    uint32_t size = 1;
    for (uint32_t at = 0; at < text.size; at += size) {
        uint32_t c = scalar((const uint8_t *)text.bytes + at, &size);
        if (!is_misleading(c))
            continue;
        l->failed = true;
        return wit_lex_refuse(source, err, at, "the character U+%04X is not allowed in WIT: readers could not see what it does", c);
    }
    wit_lex_rewind(l);
    return true;
}

/* Behind the byte order mark with which some editors begin a file. */
void wit_lex_rewind(wit_lexer *l)
{
    l->next = l->line_start = text_starts(l->source->text, "\xEF\xBB\xBF") ? 3 : 0;
    l->line = 1;
}

static int peek(const wit_lexer *l, uint32_t ahead)
{
    size_t at = (size_t)l->next + ahead;
    return at < l->source->text.size ? (uint8_t)l->source->text.bytes[at] : -1;
}

static void step(wit_lexer *l)
{
    if (l->source->text.bytes[l->next++] == '\n') {
        l->line++;
        l->line_start = l->next;
    }
}

static void note_docs(wit_token *t, uint32_t at, uint32_t end)
{
    if (t->docs_at == t->docs_end)
        t->docs_at = at;
    t->docs_end = end;
}

/* comment ::= '//' character-that-isnt-a-newline* */
static void skip_line_comment(wit_lexer *l, wit_token *t)
{
    uint32_t at = l->next;
    bool is_doc = peek(l, 2) == '/' && peek(l, 3) != '/';
    while (peek(l, 0) >= 0 && peek(l, 0) != '\n')
        l->next++;
    if (is_doc)
        note_docs(t, at, l->next);
}

/* comment ::= '/' '*' any-unicode-character* '*' '/', nested */
static bool skip_block_comment(wit_lexer *l, wit_token *t)
{
    uint32_t at = l->next, open = 0;
    bool is_doc = peek(l, 2) == '*' && peek(l, 3) != '*' && peek(l, 3) != '/';
    do {
        int c = peek(l, 0);
        if (c < 0)
            return refuse(l, at, "this comment has no end: a */ is missing");
        if (c == '/' && peek(l, 1) == '*')
            open++, step(l);
        else if (c == '*' && peek(l, 1) == '/')
            open--, step(l);
        step(l);
    } while (open);
    if (is_doc)
        note_docs(t, at, l->next);
    return true;
}

static bool skip_blank(wit_lexer *l, wit_token *t)
{
    for (;;) {
        int c = peek(l, 0);
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
            step(l);
        else if (c == '/' && peek(l, 1) == '/')
            skip_line_comment(l, t);
        else if (c == '/' && peek(l, 1) == '*') {
            if (!skip_block_comment(l, t))
                return false;
        } else
            return true;
    }
}

static bool is_digit(int c) { return c >= '0' && c <= '9'; }
static bool is_lower(int c) { return c >= 'a' && c <= 'z'; }
static bool is_upper(int c) { return c >= 'A' && c <= 'Z'; }
static bool is_word(int c)  { return is_digit(c) || is_lower(c) || is_upper(c) || c == '-' || c == '_' || c >= 0x80; }

/* label ::= <first-fragment> ( '-' <fragment> )*, each fragment wholly of lower or wholly of upper case; the first
 * starts with a letter */
static bool is_label(text_view text)
{
    bool lower = false, upper = false, starts = true;
    for (size_t i = 0; i < text.size; i++) {
        int c = (uint8_t)text.bytes[i];
        if (c == '-') {
            if (starts)
                return false;
            lower = upper = false;
            starts = true;
            continue;
        }
        if (i == 0 && is_digit(c))
            return false;
        lower |= is_lower(c);
        upper |= is_upper(c);
        if ((!is_digit(c) && !is_lower(c) && !is_upper(c)) || (lower && upper))
            return false;
        starts = false;
    }
    return !starts;
}

static text_view view(const wit_lexer *l, uint32_t at)
{
    return (text_view){ l->source->text.bytes + at, l->next - at };
}

static void read_word(wit_lexer *l, wit_token *t)
{
    bool is_explicit = peek(l, 0) == '%';
    uint32_t at = l->next += is_explicit;
    while (is_word(peek(l, 0)))
        l->next++;
    t->text = view(l, at);
    t->kind = !is_explicit && wit_lex_is_keyword(t->text) ? WIT_TOKEN_KEYWORD : WIT_TOKEN_NAME;
    if (t->kind == WIT_TOKEN_KEYWORD || is_label(t->text))
        return;

    l->failed = true;
    t->kind = WIT_TOKEN_END;
    wit_lex_refuse(l->source, l->err, t->at, "`%.*s` is not a WIT name", TEXT_ARGS(t->text));
    error_hint(l->err, "names are words of small letters and digits joined by '-', as in `max-health`");
}

static void read_string(wit_lexer *l, wit_token *t)
{
    l->next++;
    while (peek(l, 0) >= 0 && peek(l, 0) != '"' && peek(l, 0) != '\n')
        l->next += peek(l, 0) == '\\' && peek(l, 1) >= 0 && peek(l, 1) != '\n' ? 2 : 1;
    if (peek(l, 0) != '"') {
        refuse(l, t->at, "this text has no end: a \" is missing");
        return;
    }
    t->kind = WIT_TOKEN_STRING;
    t->text = view(l, t->at + 1);
    l->next++;
}

static void read_mark(wit_lexer *l, wit_token *t)
{
    int c = peek(l, 0);
    if (c == '-' && peek(l, 1) == '>') {
        t->kind = WIT_TOKEN_ARROW;
        l->next += 2;
        return;
    }
    if (!strchr("=,:;(){}<>*/.@+-", c)) {
        l->failed = true;
        wit_lex_refuse(l->source, l->err, t->at, "the character '%c' means nothing in WIT", c);
        return;
    }
    t->kind = c;
    l->next++;
}

wit_token wit_lex_next(wit_lexer *l)
{
    wit_token t = { .kind = WIT_TOKEN_END };
    bool ok = !l->failed && skip_blank(l, &t);
    t.at = l->next;
    t.line = l->line;
    t.column = l->next - l->line_start + 1;

    int c = ok ? peek(l, 0) : -1;
    if (c < 0) {
        t.end = l->next;
        return t;
    }
    if (is_digit(c)) {
        t.kind = WIT_TOKEN_INTEGER;
        while (is_digit(peek(l, 0)))
            l->next++;
    } else if (c == '%' || is_word(c) ) {
        if (c == '-' && peek(l, 1) == '>')
            read_mark(l, &t);
        else
            read_word(l, &t);
    } else if (c == '"')
        read_string(l, &t);
    else
        read_mark(l, &t);

    t.end = l->next;
    if (t.kind != WIT_TOKEN_NAME && t.kind != WIT_TOKEN_STRING)
        t.text = view(l, t.at);
    if (l->failed)
        t.kind = WIT_TOKEN_END;
    return t;
}

static bool skip_digits(wit_lexer *l)
{
    uint32_t at = l->next;
    while (is_digit(peek(l, 0)))
        l->next++;
    return l->next > at && (l->next == at + 1 || l->source->text.bytes[at] != '0');
}

/* A dot belongs to it only before another letter or digit: `use a:b/c@1.0.0-rc.1.{d}`. */
static void skip_suffix(wit_lexer *l, char mark)
{
    if (peek(l, 0) != mark)
        return;
    l->next++;
    for (;;) {
        int c = peek(l, 0), after = peek(l, 1);
        bool is_part = is_digit(c) || is_lower(c) || is_upper(c) || (c == '-' && after != '>');
        if (!is_part && !(c == '.' && (is_digit(after) || is_lower(after) || is_upper(after))))
            return;
        l->next++;
    }
}

wit_token wit_lex_version(wit_lexer *l)
{
    wit_token t = { .kind = WIT_TOKEN_END };
    if (l->failed || !skip_blank(l, &t))
        return t;
    t.at = l->next;
    t.line = l->line;
    t.column = l->next - l->line_start + 1;
    for (int part = 0; part < 3; part++) {
        bool ok = (part == 0 || peek(l, 0) == '.');
        l->next += ok && part > 0;
        if (ok && skip_digits(l))
            continue;
        l->failed = true;
        wit_lex_refuse(l->source, l->err, t.at, "a version has three numbers, as in 1.0.2");
        return t;
    }
    skip_suffix(l, '-');
    skip_suffix(l, '+');
    t.kind = WIT_TOKEN_INTEGER;
    t.text = view(l, t.at);
    t.end = l->next;
    return t;
}

void wit_lex_describe(const wit_token *token, char *out, size_t size)
{
    switch (token->kind) {
    case WIT_TOKEN_END:
        text_format(out, size, "the end of the file");
        return;
    case WIT_TOKEN_KEYWORD:
        text_format(out, size, "the keyword `%.*s`", TEXT_ARGS(token->text));
        return;
    case WIT_TOKEN_NAME:
        text_format(out, size, "`%.60s`", token->text.size < 60 ? "" : "a long name");
        if (token->text.size < 60)
            text_format(out, size, "`%.*s`", TEXT_ARGS(token->text));
        return;
    case WIT_TOKEN_STRING:
        text_format(out, size, "a text in quotes");
        return;
    default:
        text_format(out, size, "'%.*s'", token->text.size < 40 ? (int)token->text.size : 40, token->text.bytes);
    }
}
