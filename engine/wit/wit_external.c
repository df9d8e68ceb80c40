/* External ids: what something is called outside, as any text. In WIT it stands in
 * quotes, with the escapes of WebAssembly's text format (WIT.md, "String Literals").
 */
#include "engine/wit/wit_external.h"

#include <string.h>

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static size_t put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = size; i-- > 1; c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3F));
    to[0] = (char)((0xF00u >> size) | c);
    return size;
}

/* \u{1F600}, behind the u. It is never shorter than the character. False: it is none. */
static bool read_unicode(const char **at, const char *end, char **to)
{
    uint32_t c = 0;
    const char *p = *at;
    if (p == end || *p++ != '{' || p == end || *p == '}')
        return false;
    for (; p < end && *p != '}'; p++)
        if (hex(*p) < 0 || (c = c * 16 + (uint32_t)hex(*p)) > 0x10FFFF)
            return false;
    if (p == end || (c >= 0xD800 && c < 0xE000))
        return false;
    *at = p + 1;
    *to += put_utf8(*to, c);
    return true;
}

static bool read_escape(const char **at, const char *end, char **to)
{
    static const char letters[] = "tnr\"'\\", mean[] = "\t\n\r\"'\\";
    char c = *at < end ? *(*at)++ : 0;
    const char *known = c ? strchr(letters, c) : NULL;
    if (known) {
        *(*to)++ = mean[known - letters];
        return true;
    }
    if (c == 'u')
        return read_unicode(at, end, to);
    if (hex(c) < 0 || *at == end || hex(**at) < 0)
        return false;
    *(*to)++ = (char)(hex(c) * 16 + hex(*(*at)++));
    return true;
}

bool wit_external_read(arena *a, text_view quoted, text_view *out, size_t *wrong)
{
    char *to = arena_alloc_aligned(a, quoted.size + 1, 1), *start = to;
    const char *end = quoted.bytes + quoted.size;
    *wrong = quoted.size;
    *out = (text_view){ 0 };
    if (!to)
        return false;
    for (const char *at = quoted.bytes; at < end;) {
        *wrong = (size_t)(at - quoted.bytes);
        uint8_t c = (uint8_t)*at;
        if (c < 0x20 || c == 0x7F)
            return false;
        *to = *at++;
        if (c != '\\')
            to++;
        else if (!read_escape(&at, end, &to))
            return false;
    }
    *wrong = 0;
    if (!text_is_utf8(start, (size_t)(to - start)))
        return false;
    *out = (text_view){ start, (size_t)(to - start) };
    return true;
}

void wit_external_put(text_builder *t, text_view text)
{
    text_add(t, "@external-id(\"");
    for (size_t i = 0; i < text.size; i++) {
        uint8_t c = (uint8_t)text.bytes[i];
        if (c == '"' || c == '\\')
            text_add(t, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            text_add(t, "\\%02x", c);
        else
            text_put(t, (text_view){ text.bytes + i, 1 });
    }
    text_add(t, "\")");
}
