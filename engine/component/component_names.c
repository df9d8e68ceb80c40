/* Names in components: taken apart, and compared. */
#include "engine/component/component_names.h"

#include "engine/component/name_index.h"

#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

static text_view part(text_view text, size_t from, size_t to)
{
    return (text_view){ text.bytes + from, to - from };
}

static size_t find(text_view text, char wanted)
{
    const char *at = text.size ? memchr(text.bytes, wanted, text.size) : NULL;
    return at ? (size_t)(at - text.bytes) : SIZE_MAX;
}

/* label ::= first-fragment ('-' fragment)*;  a fragment is a word or an acronym, the first starts with a letter */
bool component_names_is_label(text_view label)
{
    bool starts = true, lower = false, upper = false;
    if (!label.size || is_digit(label.bytes[0]))
        return false;
    for (size_t i = 0; i < label.size; i++) {
        char c = label.bytes[i];
        if (c == '-' && !starts) {
            starts = true;
            lower = upper = false;
            continue;
        }
        lower |= is_lower(c);
        upper |= is_upper(c);
        if ((lower && upper) || !(is_lower(c) || is_upper(c) || is_digit(c)))
            return false;
        starts = false;
    }
    return !starts;
}

static bool check_label(text_view label, uint64_t offset, error *err)
{
    if (component_names_is_label(label))
        return true;
    return error_set(err, ERROR_INVALID, offset, "`%.*s` is not in kebab case (words of letters and digits, joined by '-')", TEXT_ARGS(label));
}

/* words ::= first-word ('-' word)*: a label without capitals */
static bool check_words(text_view words, text_view whole, uint64_t offset, error *err)
{
    if (!check_label(words, offset, err))
        return false;
    for (size_t i = 0; i < words.size; i++)
        if (is_upper(words.bytes[i]))
            return error_set(err, ERROR_INVALID, offset, "`%.*s` is not a valid extern name: `%.*s` must be in lower case",
                             TEXT_ARGS(whole), TEXT_ARGS(words));
    return true;
}

/* ---- versions (semver.org) ---- */

typedef struct version_text { text_view text; size_t at; uint64_t offset; error *err; } version_text;

static bool version_refuse(version_text *v)
{
    if (v->at >= v->text.size)
        return error_set(v->err, ERROR_INVALID, v->offset, "unexpected end of input in version `%.*s`", TEXT_ARGS(v->text));
    return error_set(v->err, ERROR_INVALID, v->offset, "unexpected character '%c' in version `%.*s`", v->text.bytes[v->at], TEXT_ARGS(v->text));
}

static bool version_number(version_text *v)
{
    size_t start = v->at;
    while (v->at < v->text.size && is_digit(v->text.bytes[v->at]))
        v->at++;
    if (v->at == start)
        return version_refuse(v);
    if (v->at - start > 1 && v->text.bytes[start] == '0')
        return error_set(v->err, ERROR_INVALID, v->offset, "invalid leading zero in version `%.*s`", TEXT_ARGS(v->text));
    if (v->at - start > 20)
        return error_set(v->err, ERROR_INVALID, v->offset, "a number of version `%.*s` is too large", TEXT_ARGS(v->text));
    return true;
}

static bool segment_has_letter(text_view segment)
{
    for (size_t i = 0; i < segment.size; i++)
        if (!is_digit(segment.bytes[i]))
            return true;
    return false;
}

/* Dot-separated identifiers of a pre-release, up to '+', or of the build, up to the end. */
static bool version_segments(version_text *v, bool is_build)
{
    for (;; v->at++) {
        size_t start = v->at;
        while (v->at < v->text.size) {
            char c = v->text.bytes[v->at];
            if (!(is_digit(c) || is_lower(c) || is_upper(c) || c == '-'))
                break;
            v->at++;
        }
        text_view segment = part(v->text, start, v->at);
        if (!segment.size)
            return error_set(v->err, ERROR_INVALID, v->offset, "empty identifier segment in version `%.*s`", TEXT_ARGS(v->text));
        if (!is_build && segment.size > 1 && segment.bytes[0] == '0' && !segment_has_letter(segment))
            return error_set(v->err, ERROR_INVALID, v->offset, "invalid leading zero in version `%.*s`", TEXT_ARGS(v->text));
        if (v->at == v->text.size || v->text.bytes[v->at] != '.')
            return true;
    }
}

/* MAJOR.MINOR.PATCH[-pre][+build] */
static bool check_version(text_view text, uint64_t offset, error *err)
{
    version_text v = { text, 0, offset, err };
    if (!text.size)
        return error_set(err, ERROR_INVALID, offset, "empty string, expected a semver version behind '@'");
    for (int i = 0; i < 3; i++) {
        if (!version_number(&v))
            return false;
        if (i < 2 && (v.at == text.size || text.bytes[v.at] != '.'))
            return version_refuse(&v);
        v.at += i < 2;
    }
    if (v.at < text.size && text.bytes[v.at] == '-') {
        v.at++;
        if (!version_segments(&v, false))
            return false;
    }
    if (v.at < text.size && text.bytes[v.at] == '+') {
        v.at++;
        if (!version_segments(&v, true))
            return false;
    }
    return v.at == text.size || version_refuse(&v);
}

/* interfacename ::= words ':' words '/' label ('@' version)? */
static bool check_interface(text_view name, uint64_t offset, error *err)
{
    size_t colon = find(name, ':'), slash = find(name, '/');
    if (!check_words(part(name, 0, colon), name, offset, err))
        return false;
    text_view rest = part(name, colon + 1, name.size);
    if (slash != SIZE_MAX && slash > colon)
        rest = part(name, colon + 1, slash);
    if (find(rest, ':') != SIZE_MAX)
        rest = part(rest, 0, find(rest, ':'));
    if (!check_words(rest, name, offset, err))
        return false;
    size_t behind = colon + 1 + rest.size;
    if (behind == name.size || name.bytes[behind] != '/')
        return error_set(err, ERROR_INVALID, offset, "expected `/` after package name in `%.*s`", TEXT_ARGS(name));

    rest = part(name, behind + 1, name.size);
    size_t at = find(rest, '@'), second = find(rest, '/');
    if (second != SIZE_MAX && (at == SIZE_MAX || second < at))
        return error_set(err, ERROR_INVALID, offset, "trailing characters found: `%.*s` in `%.*s`",
                         TEXT_ARGS(part(rest, second, rest.size)), TEXT_ARGS(name));
    if (!check_label(part(rest, 0, at == SIZE_MAX ? rest.size : at), offset, err))
        return false;
    return at == SIZE_MAX || check_version(part(rest, at + 1, rest.size), offset, err);
}

bool component_names_check_interface(text_view name, uint64_t offset, error *err)
{
    if (!name.size)
        return error_set(err, ERROR_INVALID, offset, "`` is not a valid name");
    if (find(name, ':') == SIZE_MAX)
        return error_set(err, ERROR_INVALID, offset, "name `%.*s` must be an interface's, as in `ns:package/face`", TEXT_ARGS(name));
    return check_interface(name, offset, err);
}

/* '[method]' label '.' label, behind the bracket */
static bool parse_member(extern_name *out, text_view rest, uint64_t offset, error *err)
{
    size_t dot = find(rest, '.');
    if (dot == SIZE_MAX)
        return error_set(err, ERROR_INVALID, offset, "failed to find `.` character in `%.*s`", TEXT_ARGS(out->whole));
    out->resource = part(rest, 0, dot);
    out->label = part(rest, dot + 1, rest.size);
    return check_label(out->resource, offset, err) && check_label(out->label, offset, err);
}

bool component_names_parse(text_view name, extern_name *out, uint64_t offset, error *err)
{
    *out = (extern_name){ .kind = NAME_PLAIN, .whole = name, .label = name };
    bool is_marked = name.size && name.bytes[0] == '[';
    if (is_marked && text_starts(name, "[constructor]")) {
        out->kind = NAME_CONSTRUCTOR;
        out->resource = part(name, 13, name.size);
        return check_label(out->resource, offset, err);
    }
    if (is_marked && (text_starts(name, "[method]") || text_starts(name, "[static]"))) {
        out->kind = name.bytes[1] == 'm' ? NAME_METHOD : NAME_STATIC;
        return parse_member(out, part(name, 8, name.size), offset, err);
    }
    if (find(name, ':') == SIZE_MAX)
        return check_label(name, offset, err);
    out->kind = NAME_INTERFACE;
    return check_interface(name, offset, err);
}

/* ---- how alike two names are ---- */

static char lowered(char c)
{
    return is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

int component_names_compare_labels(text_view a, text_view b)
{
    for (size_t i = 0; i < a.size && i < b.size; i++) {
        char x = lowered(a.bytes[i]), y = lowered(b.bytes[i]);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return a.size < b.size ? -1 : a.size > b.size;
}

bool component_names_same_label(text_view a, text_view b)
{
    return component_names_compare_labels(a, b) == 0;
}

/* Explainer.md, "Name Uniqueness", 1.2 and 1.3: "[method]l.l" is "l", other annotations but the constructor's go. */
static text_view canonical(text_view name, bool *is_constructor)
{
    *is_constructor = false;
    if (!name.size || name.bytes[0] != '[')
        return name;
    *is_constructor = text_starts(name, "[constructor]");
    if (!text_starts(name, "[method]") && !text_starts(name, "[static]"))
        return *is_constructor ? part(name, 13, name.size) : name;
    text_view rest = part(name, 8, name.size);
    size_t dot = find(rest, '.');
    if (dot != SIZE_MAX && component_names_same_label(part(rest, 0, dot), part(rest, dot + 1, rest.size)))
        return part(rest, 0, dot);
    return rest;
}

uint32_t component_names_hash(text_view name)
{
    bool makes;
    text_view text = canonical(name, &makes);
    return name_hash(text) + makes;
}

int component_names_compare(text_view a, text_view b)
{
    bool a_makes, b_makes;
    a = canonical(a, &a_makes);
    b = canonical(b, &b_makes);
    return a_makes != b_makes ? (a_makes ? -1 : 1) : component_names_compare_labels(a, b);
}
