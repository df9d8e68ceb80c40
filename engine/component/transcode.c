/* The nine ways of a string. Sources are well-formed, so no decoder here checks;
 * every write stays within what realloc was asked for. */
#include "engine/component/transcode.h"

#include "engine/base/text.h"

#include <string.h>

/* ---- characters ---- */

/* The character at `at`, which moves behind it. */
static uint32_t next_char(const string_source *s, uint32_t *at)
{
    const uint8_t *p = s->bytes + *at;
    if (s->form == STRING_LATIN1)
        return *at += 1, p[0];
    if (s->form == STRING_UTF16) {
        uint32_t unit = (uint32_t)p[0] | (uint32_t)p[1] << 8;
        *at += 2;
        if (unit < 0xD800 || unit > 0xDBFF)
            return unit;
        *at += 2;
        return 0x10000 + ((unit - 0xD800) << 10) + (((uint32_t)p[2] | (uint32_t)p[3] << 8) - 0xDC00);
    }
    if (p[0] < 0x80)
        return *at += 1, p[0];
    if (p[0] < 0xE0)
        return *at += 2, (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    if (p[0] < 0xF0)
        return *at += 3, (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    return *at += 4, (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
}

static uint32_t put_utf8(uint8_t *out, uint32_t c)
{
    if (c < 0x80)
        return out[0] = (uint8_t)c, 1;
    if (c < 0x800)
        return out[0] = (uint8_t)(0xC0 | c >> 6), out[1] = (uint8_t)(0x80 | (c & 0x3F)), 2;
    if (c < 0x10000)
        return out[0] = (uint8_t)(0xE0 | c >> 12), out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F)), out[2] = (uint8_t)(0x80 | (c & 0x3F)), 3;
    out[0] = (uint8_t)(0xF0 | c >> 18);
    out[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (c & 0x3F));
    return 4;
}

static void put_unit(uint8_t *out, uint32_t unit)
{
    out[0] = (uint8_t)unit;
    out[1] = (uint8_t)(unit >> 8);
}

static uint32_t put_utf16(uint8_t *out, uint32_t c)
{
    if (c < 0x10000)
        return put_unit(out, c), 2;
    put_unit(out, 0xD800 + ((c - 0x10000) >> 10));
    put_unit(out + 2, 0xDC00 + ((c - 0x10000) & 0x3FF));
    return 4;
}

bool transcode_is_utf16(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint32_t high = bytes[i + 1];
        if (high < 0xD8 || high > 0xDF)
            continue;
        if (high > 0xDB || i + 3 >= size || bytes[i + 3] < 0xDC || bytes[i + 3] > 0xDF)
            return false;
        i += 2;
    }
    return true;
}

bool transcode_is_cut_utf8(const uint8_t *bytes, size_t size)
{
    for (size_t back = 1; back <= 3 && back <= size; back++) {
        uint8_t lead = bytes[size - back];
        if ((lead & 0xC0) == 0x80)
            continue;
        size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
        return wanted > back && lead < 0xF5 && text_is_utf8((const char *)bytes, size - back);
    }
    return false;
}

size_t transcode_utf8_size(const string_source *s)
{
    uint8_t spare[4];
    size_t size = 0;
    if (s->form == STRING_UTF8)
        return s->size;
    for (uint32_t at = 0; at < s->size;)
        size += put_utf8(spare, next_char(s, &at));
    return size;
}

void transcode_to_utf8(const string_source *s, uint8_t *out)
{
    for (uint32_t at = 0; at < s->size;)
        out += put_utf8(out, next_char(s, &at));
}

/* ---- the machine ---- */

static uint32_t source_units(const string_source *s)
{
    return s->form == STRING_UTF16 ? s->size / 2 : s->size;
}

static bool finish(transcode *t, uint64_t pointer, uint32_t length)
{
    t->pointer = pointer;
    t->length = length;
    return false;
}

static bool ask(transcode *t, transcode_phase phase, realloc_request request)
{
    t->phase = phase;
    t->request = request;
    return true;
}

/* Give back what the worst case took too much: the last step. */
static bool shrink(transcode *t, uint64_t pointer, uint32_t align, uint32_t from, uint32_t to, uint32_t length)
{
    t->length = length;
    return ask(t, TRANSCODE_LAST, (realloc_request){ pointer, from, align, to });
}

/* store_string_into_range: which way to go, and the first allocation. */
void transcode_begin(transcode *t, string_source source, string_target target)
{
    *t = (transcode){ .source = source, .target = target };
    uint32_t units = source_units(&source);

    if (target == TARGET_UTF8 && source.form == STRING_UTF8)
        ask(t, TRANSCODE_COPY, (realloc_request){ 0, 0, 1, units });
    else if (target == TARGET_UTF8)
        ask(t, TRANSCODE_UTF8_ASCII, (realloc_request){ 0, 0, 1, units });
    else if (target == TARGET_UTF16 && source.form == STRING_UTF8)
        ask(t, TRANSCODE_UTF16, (realloc_request){ 0, 0, 2, units * 2 });
    else if (target == TARGET_UTF16)
        ask(t, TRANSCODE_COPY, (realloc_request){ 0, 0, 2, units * 2 });
    else if (source.switching && source.form == STRING_UTF16)
        ask(t, TRANSCODE_PROBABLY_UTF16, (realloc_request){ 0, 0, 2, units * 2 });
    else if (source.form == STRING_LATIN1)
        ask(t, TRANSCODE_COPY, (realloc_request){ 0, 0, 2, units });
    else
        ask(t, TRANSCODE_LATIN1, (realloc_request){ 0, 0, 2, units });
}

/* store_string_copy; Latin-1 into UTF-16 widens each byte. */
static bool copy(transcode *t, uint8_t *out, uint64_t pointer)
{
    const string_source *s = &t->source;
    if (t->target == TARGET_UTF16 && s->form == STRING_LATIN1)
        for (uint32_t i = 0; i < s->size; i++)
            put_unit(out + 2 * (size_t)i, s->bytes[i]);
    else if (s->size)
        memcpy(out, s->bytes, s->size);
    return finish(t, pointer, source_units(s));
}

/* store_string_to_utf8: hope for ASCII, else grow to the worst case. */
static bool utf8_ascii(transcode *t, uint8_t *out, uint64_t pointer)
{
    const string_source *s = &t->source;
    uint32_t units = source_units(s);
    while (t->done < s->size) {
        uint32_t at = t->done, c = next_char(s, &at);
        if (c >= 0x80) {
            t->worst = units * (s->form == STRING_UTF16 ? 3 : 2);
            return ask(t, TRANSCODE_UTF8_WORST, (realloc_request){ pointer, units, 1, t->worst });
        }
        out[t->written++] = (uint8_t)c;
        t->done = at;
    }
    return finish(t, pointer, units);
}

static bool utf8_worst(transcode *t, uint8_t *out, uint64_t pointer)
{
    while (t->done < t->source.size)
        t->written += put_utf8(out + t->written, next_char(&t->source, &t->done));
    if (t->worst > t->written)
        return shrink(t, pointer, 1, t->worst, t->written, t->written);
    return finish(t, pointer, t->written);
}

/* store_utf8_to_utf16 */
static bool utf16(transcode *t, uint8_t *out, uint64_t pointer)
{
    uint32_t worst = t->request.new_size;
    while (t->done < t->source.size)
        t->written += put_utf16(out + t->written, next_char(&t->source, &t->done));
    if (t->written < worst)
        return shrink(t, pointer, 2, worst, t->written, t->written / 2);
    return finish(t, pointer, t->written / 2);
}

/* store_string_to_latin1_or_utf16: hope for Latin-1. */
static bool latin1(transcode *t, uint8_t *out, uint64_t pointer)
{
    const string_source *s = &t->source;
    uint32_t units = source_units(s);
    while (t->done < s->size) {
        uint32_t at = t->done, c = next_char(s, &at);
        if (c >= 0x100) {
            t->worst = units * 2;
            return ask(t, TRANSCODE_LATIN1_WIDEN, (realloc_request){ pointer, units, 2, t->worst });
        }
        out[t->written++] = (uint8_t)c;
        t->done = at;
    }
    if (t->written < units)
        return shrink(t, pointer, 2, units, t->written, t->written);
    return finish(t, pointer, t->written);
}

/* … and widen what is there: the guest's own bytes, as its realloc left them. */
static bool latin1_widen(transcode *t, uint8_t *out, uint64_t pointer)
{
    for (uint32_t i = t->written; i-- > 0;)
        put_unit(out + 2 * (size_t)i, out[i]);
    t->written *= 2;
    while (t->done < t->source.size)
        t->written += put_utf16(out + t->written, next_char(&t->source, &t->done));
    uint32_t length = t->written / 2 | STRING_UTF16_TAG;
    if (t->worst > t->written)
        return shrink(t, pointer, 2, t->worst, t->written, length);
    return finish(t, pointer, length);
}

/* store_probably_utf16_to_latin1_or_utf16 */
static bool probably_utf16(transcode *t, uint8_t *out, uint64_t pointer)
{
    const string_source *s = &t->source;
    uint32_t units = s->size / 2;
    bool wide = false;
    for (uint32_t i = 0; i < units; i++)
        wide |= s->bytes[2 * i + 1] != 0;
    if (s->size)
        memcpy(out, s->bytes, s->size);
    if (wide)
        return finish(t, pointer, units | STRING_UTF16_TAG);
    for (uint32_t i = 0; i < units; i++)
        out[i] = out[2 * (size_t)i];
    return shrink(t, pointer, 1, s->size, units, units);
}

bool transcode_next(transcode *t, uint8_t *memory, uint64_t pointer)
{
    uint8_t *out = memory + pointer;
    switch (t->phase) {
    case TRANSCODE_COPY:           return copy(t, out, pointer);
    case TRANSCODE_UTF8_ASCII:     return utf8_ascii(t, out, pointer);
    case TRANSCODE_UTF8_WORST:     return utf8_worst(t, out, pointer);
    case TRANSCODE_UTF16:          return utf16(t, out, pointer);
    case TRANSCODE_LATIN1:         return latin1(t, out, pointer);
    case TRANSCODE_LATIN1_WIDEN:   return latin1_widen(t, out, pointer);
    case TRANSCODE_PROBABLY_UTF16: return probably_utf16(t, out, pointer);
    case TRANSCODE_LAST:           return finish(t, pointer, t->length);
    }
    UNREACHABLE();
}
