/* JSON (RFC 8259). */
#include "engine/base/json.h"

#include "engine/base/limits.h"

#include <string.h>

json json_of(text_view text)
{
    const char *from = text.bytes ? text.bytes : "";
    bool is_marked = text_starts(text, "\xEF\xBB\xBF");         /* as some editors begin a file */
    return (json){ .at = from + (is_marked ? 3 : 0), .end = from + text.size };
}

bool json_refuse(json *j, const char *wanted)
{
    if (!j->wanted)
        j->wanted = wanted;
    return false;
}

char json_peek(json *j)
{
    while (j->at < j->end && (*j->at == ' ' || *j->at == '\t' || *j->at == '\n' || *j->at == '\r'))
        j->at++;
    return j->at < j->end ? *j->at : 0;
}

/* That byte, where it comes next. */
static bool take(json *j, char c)
{
    bool found = !j->wanted && json_peek(j) == c && j->at < j->end;
    j->at += found;
    return found;
}

/* --- texts --- */

static bool take_hex(json *j, uint32_t *value)
{
    *value = 0;
    for (int i = 0; i < 4; i++, j->at++) {
        char c = j->at < j->end ? *j->at : 0;
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                       : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10) : 16;
        if (digit == 16)
            return json_refuse(j, "a character's number, four digits in hex,");
        *value = *value << 4 | digit;
    }
    return true;
}

/* Behind "\u": one character, or a half of one with its other half. Writes at most as much as is read. */
static bool take_character(json *j, char **out)
{
    uint32_t c, low;
    if (!take_hex(j, &c))
        return false;
    if (c >= 0xD800 && c < 0xDC00) {
        bool has_more = j->end - j->at >= 2 && memcmp(j->at, "\\u", 2) == 0;
        j->at += has_more ? 2 : 0;
        if (!has_more || !take_hex(j, &low) || low < 0xDC00 || low > 0xDFFF)
            return json_refuse(j, "the second half of a character");
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    } else if (c >= 0xDC00 && c <= 0xDFFF)
        return json_refuse(j, "the first half of a character");
    if (c >= 0x10000)
        *(*out)++ = (char)(0xF0 | c >> 18);
    else if (c >= 0x800)
        *(*out)++ = (char)(0xE0 | c >> 12);
    else if (c >= 0x80)
        *(*out)++ = (char)(0xC0 | c >> 6);
    else
        *(*out)++ = (char)c;
    for (int shift = c >= 0x10000 ? 12 : c >= 0x800 ? 6 : c >= 0x80 ? 0 : -6; shift >= 0; shift -= 6)
        *(*out)++ = (char)(0x80 | (c >> shift & 0x3F));
    return true;
}

/* Behind a backslash. */
static bool take_escape(json *j, char **out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = j->at < j->end ? *j->at : 0;
    const char *found = c ? strchr(from, c) : NULL;
    if (c != 'u' && !found)
        return json_refuse(j, "an escape that JSON has");
    j->at++;
    if (c == 'u')
        return take_character(j, out);
    *(*out)++ = to[found - from];
    return true;
}

bool json_text(json *j, text_view *raw)
{
    if (!take(j, '"'))
        return json_refuse(j, "a text in quotes");
    const char *start = j->at;
    while (j->at < j->end && *j->at != '"') {
        char ignored[4], *out = ignored;
        if ((unsigned char)*j->at < 0x20)
            return json_refuse(j, "a closing quote (in a text, a line break is \\n and a tab \\t)");
        if (*j->at++ == '\\' && j->at < j->end && !take_escape(j, &out))
            return false;
    }
    *raw = (text_view){ start, (size_t)(j->at - start) };
    if (j->at < j->end)
        return j->at++, true;
    j->at = start - 1;
    return json_refuse(j, "a text with a closing quote");
}

text_view json_unescape(arena *a, text_view raw)
{
    json j = { .at = raw.bytes, .end = raw.bytes + raw.size };
    char *made = arena_alloc_aligned(a, raw.size + 1, 1), *out = made;
    while (made && j.at < j.end) {
        if (*j.at != '\\')
            *out++ = *j.at++;
        else if (j.at++, !take_escape(&j, &out))
            break;
    }
    return (text_view){ made, (size_t)(out - made) };
}

/* --- values --- */

bool json_enter(json *j, char open)
{
    if (!take(j, open))
        return json_refuse(j, open == '{' ? "an object" : "a list");
    j->is_first = true;
    return j->depth++ < LIMIT_JSON_DEPTH || json_refuse(j, "something less deep");
}

bool json_next(json *j, char close)
{
    bool is_first = j->is_first;
    j->is_first = false;
    if (take(j, close))
        return j->depth--, false;
    if (j->wanted || is_first)
        return !j->wanted;
    if (!take(j, ','))
        return json_refuse(j, close == '}' ? "a comma or a closing }" : "a comma or a closing ]");
    if (json_peek(j) == close)
        return json_refuse(j, close == '}' ? "a key in quotes, or no comma before this," : "a value, or no comma before this,");
    return true;
}

bool json_key(json *j, text_view *raw)
{
    if (json_peek(j) != '"')
        return json_refuse(j, "a key in quotes");
    return json_text(j, raw) && (take(j, ':') || json_refuse(j, "a colon"));
}

static bool take_word(json *j, const char *word)
{
    size_t size = strlen(word);
    bool found = (size_t)(j->end - j->at) >= size && memcmp(j->at, word, size) == 0;
    j->at += found ? size : 0;
    return found;
}

static bool take_digits(json *j)
{
    const char *from = j->at;
    while (j->at < j->end && *j->at >= '0' && *j->at <= '9')
        j->at++;
    return j->at > from || json_refuse(j, "a digit");
}

/* number ::= '-'? digits ('.' digits)? (('e' | 'E') ('+' | '-')? digits)? */
static bool pass_number(json *j)
{
    char c = j->at < j->end ? *j->at : 0;
    if (c != '-' && !(c >= '0' && c <= '9'))
        return json_refuse(j, "a value (a number, a text in quotes, true, false or null)");
    j->at += c == '-';
    if (!take_digits(j) || (take_word(j, ".") && !take_digits(j)))
        return false;
    if (!take_word(j, "e") && !take_word(j, "E"))
        return true;
    if (!take_word(j, "+"))
        take_word(j, "-");
    return take_digits(j);
}

/* Recursion: LIMIT_JSON_DEPTH. */
bool json_pass(json *j)
{
    text_view ignored;
    char c = json_peek(j);
    if (j->wanted || c == '"')
        return json_text(j, &ignored);
    if (c != '{' && c != '[')
        return take_word(j, "true") || take_word(j, "false") || take_word(j, "null") || pass_number(j);
    json_enter(j, c);
    while (json_next(j, c == '{' ? '}' : ']'))
        if ((c == '{' && !json_key(j, &ignored)) || !json_pass(j))
            return false;
    return !j->wanted;
}

bool json_end(json *j)
{
    json_peek(j);
    return !j->wanted && (j->at == j->end || json_refuse(j, "the end of the text"));
}

const char *json_fault(text_view text, size_t *at)
{
    json j = json_of(text);
    bool good = json_pass(&j) && json_end(&j);
    *at = text.size - (size_t)(j.end - j.at);
    return good ? NULL : j.wanted;
}
