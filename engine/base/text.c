/* Text: the one file that formats. */
#include "engine/base/text.h"

#include <stdio.h>
#include <string.h>

text_view text_of(const char *terminated)
{
    return (text_view){ terminated, terminated ? strlen(terminated) : 0 };
}

bool text_equal(text_view a, text_view b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

bool text_is(text_view a, const char *terminated)
{
    return text_equal(a, text_of(terminated));
}

bool text_starts(text_view a, const char *prefix)
{
    size_t size = strlen(prefix);
    return a.size >= size && memcmp(a.bytes, prefix, size) == 0;
}

int text_compare(text_view a, text_view b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size ? memcmp(a.bytes, b.bytes, size) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

uint32_t text_hash(text_view a)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < a.size; i++)
        hash = (hash ^ (uint8_t)a.bytes[i]) * 16777619u;
    return hash;
}

uint32_t text_distance(text_view a, text_view b, uint32_t most)
{
    enum { LONGEST = 64 };
    uint32_t row[LONGEST + 1];
    if (a.size > LONGEST || b.size > LONGEST)
        return text_equal(a, b) ? 0 : most;

    for (uint32_t i = 0; i <= b.size; i++)
        row[i] = i;
    for (uint32_t i = 1; i <= a.size; i++) {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= b.size; j++) {
            uint32_t change = diagonal + (a.bytes[i - 1] != b.bytes[j - 1]);
            uint32_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            diagonal = row[j];
            row[j] = change < least ? change : least;
        }
    }
    return row[b.size] < most ? row[b.size] : most;
}

/* Length of the well-formed sequence at `at`, 0 when there is none (Unicode, table 3-7). */
static size_t utf8_sequence(const uint8_t *at, size_t left)
{
    uint8_t lead = at[0], low = 0x80, high = 0xBF;
    size_t size = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size < 2)
        return size;
    if (size > left)
        return 0;
    if (lead == 0xE0)
        low = 0xA0;
    else if (lead == 0xED)
        high = 0x9F;
    else if (lead == 0xF0)
        low = 0x90;
    else if (lead == 0xF4)
        high = 0x8F;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < size; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

bool text_is_utf8(const char *bytes, size_t size)
{
    if (size == 0)
        return true;              /* an empty file has no bytes to point at */
    const uint8_t *at = (const uint8_t *)bytes, *end = at + size;
    while (at < end) {
        uint64_t eight;
        if (end - at >= 8 && (memcpy(&eight, at, 8), (eight & 0x8080808080808080u) == 0)) {
            at += 8;              /* most text is ASCII */
            continue;
        }
        size_t step = utf8_sequence(at, (size_t)(end - at));
        if (!step)
            return false;
        at += step;
    }
    return true;
}

void text_open(text_builder *t, budget *b)
{
    *t = (text_builder){ .budget = b };
}

void text_close(text_builder *t)
{
    budget_free(t->budget, t->bytes, t->capacity);
    *t = (text_builder){ .budget = t->budget };
}

void text_clear(text_builder *t)
{
    t->size = 0;
    t->failed = false;
    if (t->bytes)
        t->bytes[0] = 0;
}

static bool make_room(text_builder *t, size_t more)
{
    size_t wanted;
    if (t->failed || !size_add(t->size, more, &wanted) || !size_add(wanted, 1, &wanted)) {
        t->failed = true;
        return false;
    }
    if (wanted <= t->capacity)
        return true;

    size_t capacity = t->capacity ? t->capacity * 2 : 64;
    if (capacity < wanted)
        capacity = wanted;
    char *grown = budget_resize(t->budget, t->bytes, t->capacity, capacity);
    if (!grown) {
        t->failed = true;
        return false;
    }
    t->bytes = grown;
    t->capacity = capacity;
    return true;
}

void text_put(text_builder *t, text_view view)
{
    if (!make_room(t, view.size))
        return;
    if (view.size)
        memcpy(t->bytes + t->size, view.bytes, view.size);
    t->size += view.size;
    t->bytes[t->size] = 0;
}

void text_add(text_builder *t, const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int size = vsnprintf(NULL, 0, format, list);
    if (size >= 0 && make_room(t, (size_t)size)) {
        vsnprintf(t->bytes + t->size, (size_t)size + 1, format, again);
        t->size += (size_t)size;
    }
    va_end(again);
    va_end(list);
}

void text_put_escaped(text_builder *t, text_view view, bool lines)
{
    const uint8_t *at = (const uint8_t *)view.bytes, *end = view.size ? at + view.size : at;
    while (at < end) {
        size_t step = utf8_sequence(at, (size_t)(end - at));
        bool is_space = lines && (*at == '\n' || *at == '\t');
        bool is_control = *at < 0x20 || *at == 0x7F || (step == 2 && at[0] == 0xC2 && at[1] < 0xA0);
        if (step && (is_space || !is_control))
            text_put(t, (text_view){ (const char *)at, step });
        else
            for (size_t i = 0; i < (step ? step : 1); i++)
                text_add(t, "\\x%02x", at[i]);
        at += step ? step : 1;
    }
}

const char *text_string(const text_builder *t)
{
    return t->bytes ? t->bytes : "";
}

int text_format_list(char *out, size_t size, const char *format, va_list list)
{
    return vsnprintf(out, size, format, list);
}

int text_format(char *out, size_t size, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = vsnprintf(out, size, format, list);
    va_end(list);
    return length;
}
