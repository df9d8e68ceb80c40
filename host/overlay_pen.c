/* The overlay's pen: see overlay_pen.h. */
#include "host/overlay_pen.h"

#include <string.h>

enum { LINE_TEXT = 256 };

void overlay_pen_rect(const overlay_pen *pen, float x, float y, float width, float height, uint32_t rgba)
{
    const inlay_painter *p = pen->painter;
    if (width > 0 && height > 0 && y >= p->y && y + height <= pen->bottom + 0.5f)
        p->rect(p->user, x, y, width, height, rgba);
}

static bool is_inside(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* A copy without control bytes, cut between characters. */
static size_t copy_line(char out[LINE_TEXT], text_view text)
{
    size_t size = text.size < LINE_TEXT ? text.size : LINE_TEXT - 1;
    while (size < text.size && size && is_inside((unsigned char)text.bytes[size]))
        size--;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        out[i] = byte < 0x20 || byte == 0x7F ? ' ' : (char)byte;
    }
    out[size] = 0;
    return size;
}

/* Take characters off the end until it fits. */
static size_t cut_line(const overlay_pen *pen, char line[LINE_TEXT], size_t size, float width)
{
    const inlay_painter *p = pen->painter;
    float wide = size ? p->text_width(p->user, line) : 0;
    if (wide > width && wide > 0) {             /* near the end at once: measuring is the game's, and may be slow */
        size_t guess = (size_t)((float)size * width / wide) + 4;
        size = guess < size ? guess : size;
        while (size && is_inside((unsigned char)line[size]))
            size--;
        line[size] = 0;
    }
    while (size && p->text_width(p->user, line) > width) {
        do
            size--;
        while (size && is_inside((unsigned char)line[size]));
        line[size] = 0;
    }
    return size;
}

static void put_line(const overlay_pen *pen, float x, float y, const char *line, uint32_t rgba)
{
    const inlay_painter *p = pen->painter;
    if (*line && y >= p->y && y + pen->row <= pen->bottom + 0.5f)
        p->text(p->user, x, y, line, rgba);
}

void overlay_pen_text(const overlay_pen *pen, float x, float y, float width, text_view text, uint32_t rgba)
{
    char line[LINE_TEXT];
    size_t size = copy_line(line, text);
    cut_line(pen, line, size, width);
    put_line(pen, x, y, line, rgba);
}

void overlay_pen_format(const overlay_pen *pen, float x, float y, float width, uint32_t rgba, const char *format, ...)
{
    char text[LINE_TEXT];
    va_list list;
    va_start(list, format);
    text_format_list(text, sizeof text, format, list);
    va_end(list);
    overlay_pen_text(pen, x, y, width, text_of(text), rgba);
}

void overlay_pen_right(const overlay_pen *pen, float x, float y, uint32_t rgba, const char *format, ...)
{
    char text[LINE_TEXT];
    va_list list;
    va_start(list, format);
    text_format_list(text, sizeof text, format, list);
    va_end(list);
    put_line(pen, x - pen->painter->text_width(pen->painter->user, text), y, text, rgba);
}

/* How much of the text the next line takes, put into `line`. */
static size_t next_line(const overlay_pen *pen, text_view text, float width, char line[LINE_TEXT])
{
    const char *end = memchr(text.bytes, '\n', text.size);
    size_t whole = end ? (size_t)(end - text.bytes) : text.size;
    size_t size = cut_line(pen, line, copy_line(line, (text_view){ text.bytes, whole }), width);
    if (size == whole)
        return size;
    for (size_t at = size; at > size / 2; at--) {
        if (text.bytes[at] != ' ')
            continue;
        line[at] = 0;
        return at;
    }
    return size;
}

uint32_t overlay_pen_wrap(const overlay_pen *pen, float x, float y, float width, uint32_t most, text_view text, uint32_t rgba, bool draw)
{
    uint32_t rows = 0;
    while (rows < most && text.size) {
        char line[LINE_TEXT];
        size_t size = next_line(pen, text, width, line);
        if (draw)
            put_line(pen, x, y + (float)rows * pen->row, line, rgba);
        rows++;
        if (size == 0 && text.bytes[0] != '\n')
            break;                              /* not even a letter has room */
        for (; size < text.size && (text.bytes[size] == '\n' || text.bytes[size] == ' '); size++)
            ;
        text = (text_view){ text.bytes + size, text.size - size };
    }
    return rows;
}
