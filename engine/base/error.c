/* Errors: filling them in, and telling them. */
#include "engine/base/error.h"

#include <inttypes.h>
#include <string.h>

static const char *const meanings[] = {
#define ERROR_CODE(name, means, hint) means,
    ERROR_CODES(ERROR_CODE)
#undef ERROR_CODE
};

static const char *const hints[] = {
#define ERROR_CODE(name, means, hint) hint,
    ERROR_CODES(ERROR_CODE)
#undef ERROR_CODE
};

/* Bytes of the character that stands there; 0: none does. */
static size_t character(const char *at, size_t left)
{
    unsigned char lead = (unsigned char)*at;
    size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return size <= left && text_is_utf8(at, size) ? size : 0;
}

/* Errors quote hostile texts, and end in terminals: a byte that one would obey, or can't show, is a '?'. `kept`: but this one. */
static void clean(char *text, size_t size, char kept)
{
    for (size_t at = 0, step; at < size; at += step) {
        unsigned char byte = (unsigned char)text[at];
        step = character(text + at, size - at);
        bool is_control = byte < 0x20 || byte == 0x7F || (step == 2 && byte == 0xC2 && (unsigned char)text[at + 1] < 0xA0);
        if (step && (!is_control || text[at] == kept))
            continue;
        step = step ? step : 1;
        memset(text + at, '?', step);
    }
}

static void put(char *out, size_t size, const char *format, va_list list)
{
    text_format_list(out, size, format, list);
    clean(out, strlen(out), '\n');
}

const char *error_means(error_code code)
{
    return meanings[code];
}

bool error_set(error *err, error_code code, uint64_t offset, const char *format, ...)
{
    if (err->code != ERROR_NONE)
        return false;
    err->code = code;
    err->offset = offset;

    va_list list;
    va_start(list, format);
    put(err->text, sizeof err->text, format, list);
    va_end(list);
    return false;
}

bool error_memory(error *err)
{
    return error_set(err, ERROR_MEMORY, ERROR_NO_OFFSET, "there was not enough memory, or the memory limit is reached");
}

bool error_in(error *err, const char *format, ...)
{
    if (err->place_count == ERROR_PLACES)
        return false;
    va_list list;
    va_start(list, format);
    put(err->place[err->place_count++], ERROR_PLACE_TEXT, format, list);
    va_end(list);
    return false;
}

bool error_hint(error *err, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    put(err->hint, sizeof err->hint, format, list);
    va_end(list);
    return false;
}

/* Columns count bytes; a tab is kept as one, so the caret's line copies tabs. */
bool error_point(error *err, text_view text, size_t at)
{
    if (at > text.size)
        at = text.size;
    size_t start = at, end = at;
    while (start > 0 && text.bytes[start - 1] != '\n')
        start--;
    while (end < text.size && text.bytes[end] != '\n' && text.bytes[end] != '\r')
        end++;

    err->line = 1;
    for (size_t i = 0; i < start; i++)
        err->line += text.bytes[i] == '\n';
    err->column = (uint32_t)(at - start) + 1;
    err->offset = at;

    enum { MOST = ERROR_EXCERPT / 2 - 8 };
    size_t shown_from = at - start > MOST - 20 ? at - (MOST - 20) : start;
    int shown = (int)(end - shown_from > MOST ? MOST : end - shown_from);
    char caret[MOST + 1];
    size_t blank = at - shown_from;
    for (size_t i = 0; i < blank; i++)
        caret[i] = text.bytes[shown_from + i] == '\t' ? '\t' : ' ';
    caret[blank] = 0;
    char line[MOST + 1];
    memcpy(line, text.size ? text.bytes + shown_from : "", (size_t)shown);
    clean(line, (size_t)shown, '\t');
    text_format(err->excerpt, sizeof err->excerpt, "%.*s\n%s^", shown, line, caret);
    return false;
}

/* One part of the story; goes on counting when `out` is full. */
typedef struct story { char *out; size_t size, length; } story;

static void tell(story *s, const char *format, ...) PRINTF_LIKE(2, 3);

static void tell(story *s, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    size_t left = s->length < s->size ? s->size - s->length : 0;
    int size = text_format_list(left ? s->out + s->length : NULL, left, format, list);
    va_end(list);
    s->length += size > 0 ? (size_t)size : 0;
}

static void tell_place(story *s, const error *err)
{
    if (err->line == 0 && err->offset == ERROR_NO_OFFSET && err->place_count == 0)
        return;
    const char *joint = "  ";
    if (err->line == 0 && err->offset != ERROR_NO_OFFSET) {
        tell(s, "  at byte 0x%" PRIx64, err->offset);
        joint = ", ";
    }
    for (int i = 0; i < err->place_count; i++, joint = ", ")
        tell(s, "%sin %s", joint, err->place[i]);
    if (*joint == ',')
        tell(s, "\n");
}

static void tell_excerpt(story *s, const char *excerpt)
{
    const char *caret = strchr(excerpt, '\n');
    if (caret)
        tell(s, "    %.*s\n    %s\n", (int)(caret - excerpt), excerpt, caret + 1);
}

int error_format(const error *err, const char *file, char *out, size_t size)
{
    story s = { out, size, 0 };
    const char *hint = err->hint[0] ? err->hint : hints[err->code];
    if (size)
        out[0] = 0;

    if (err->line)
        tell(&s, "%s:%u:%u: %s\n", file, err->line, err->column, error_means(err->code));
    else
        tell(&s, "%s: %s\n", file, error_means(err->code));
    tell_place(&s, err);
    if (err->text[0])
        tell(&s, "  %s\n", err->text);
    tell_excerpt(&s, err->excerpt);
    if (hint[0])
        tell(&s, "  hint: %s\n", hint);
    return (int)s.length;
}
