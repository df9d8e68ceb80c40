/* JSON: see profile_json.h. */
#include "host/profile_json.h"

/* The character at `bytes`, and how long it is; U+FFFD and 1 where it is malformed. */
static uint32_t character(text_view text, size_t at, size_t *size)
{
    const unsigned char *b = (const unsigned char *)text.bytes + at;
    size_t left = text.size - at, want = *b < 0x80 ? 1 : *b >= 0xF0 ? 4 : *b >= 0xE0 ? 3 : 2;
    *size = 1;
    if (want > left || !text_is_utf8(text.bytes + at, want))
        return 0xFFFD;
    *size = want;
    switch (want) {
    case 1:  return b[0];
    case 2:  return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
    case 3:  return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
    default: return (b[0] & 0x07u) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
    }
}

static bool is_plain(uint32_t c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != '\'';
}

void profile_json_text(text_builder *out, text_view text)
{
    text_put(out, (text_view){ "\"", 1 });
    for (size_t at = 0, size; at < text.size; at += size) {
        uint32_t c = character(text, at, &size);
        size_t plain = at;
        while (plain < text.size && is_plain((unsigned char)text.bytes[plain]))
            plain++;
        if (plain > at) {
            size = plain - at;
            text_put(out, (text_view){ text.bytes + at, size });
        } else if (c >= 0x10000) {
            text_add(out, "\\u%04x\\u%04x", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            text_add(out, "\\u%04x", c);
        }
    }
    text_put(out, (text_view){ "\"", 1 });
}

void profile_json_us(text_builder *out, uint64_t ns)
{
    text_add(out, "%llu.%03u", (unsigned long long)(ns / 1000), (unsigned)(ns % 1000));
}

void profile_json_ms(text_builder *out, uint64_t ns)
{
    text_add(out, "%llu.%06u", (unsigned long long)(ns / 1000000), (unsigned)(ns % 1000000));
}

void profile_json_comma(text_builder *out, bool *is_first)
{
    if (!*is_first)
        text_put(out, (text_view){ ",", 1 });
    *is_first = false;
}
