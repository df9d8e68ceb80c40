/* Tracks: versions that stand for one another (semver, as the component model
 * uses it: "1.2.0" and "1.3.4" are one track; below 1.0 the minor is the
 * track; 0.0.z and pre-releases match exactly).
 */
#include "engine/wit/wit_fit.h"

void track_split(text_view name, text_view *base, text_view *version)
{
    size_t at = 0;
    while (at < name.size && name.bytes[at] != '@')
        at++;
    *base = (text_view){ name.bytes, at };
    *version = at < name.size ? (text_view){ name.bytes + at + 1, name.size - at - 1 } : (text_view){ 0 };
}

/* A version's three numbers, as digits; and its pre-release. Build metadata is no part of the order. */
typedef struct version { text_view number[3], pre; } version;

static text_view take_until(text_view *left, const char *stops)
{
    size_t size = 0;
    for (; size < left->size; size++)
        for (const char *stop = stops; *stop; stop++)
            if (left->bytes[size] == *stop)
                goto found;
found:;
    text_view taken = { left->bytes, size };
    *left = (text_view){ left->bytes + size, left->size - size };
    return taken;
}

static void skip(text_view *left, char mark)
{
    if (left->size && left->bytes[0] == mark)
        *left = (text_view){ left->bytes + 1, left->size - 1 };
}

static version parse(text_view text)
{
    version v = { 0 };
    for (int i = 0; i < 3; i++) {
        v.number[i] = take_until(&text, ".-+");
        if (i < 2)
            skip(&text, '.');
    }
    if (text.size && text.bytes[0] == '-') {
        skip(&text, '-');
        v.pre = take_until(&text, "+");
    }
    return v;
}

/* Numbers of any length, by length and then by digits; leading zeros don't count. */
static int compare_numbers(text_view a, text_view b)
{
    while (a.size && a.bytes[0] == '0')
        skip(&a, '0');
    while (b.size && b.bytes[0] == '0')
        skip(&b, '0');
    if (a.size != b.size)
        return a.size < b.size ? -1 : 1;
    return text_compare(a, b);
}

static bool is_number(text_view part)
{
    for (size_t i = 0; i < part.size; i++)
        if (part.bytes[i] < '0' || part.bytes[i] > '9')
            return false;
    return part.size > 0;
}

/* semver 11.4: numbers before words, fewer parts before more */
static int compare_pre(text_view a, text_view b)
{
    if (!a.size || !b.size)
        return (a.size == 0) - (b.size == 0);
    while (a.size && b.size) {
        text_view x = take_until(&a, "."), y = take_until(&b, ".");
        int order = is_number(x) && is_number(y) ? compare_numbers(x, y)
                  : is_number(x) != is_number(y) ? (is_number(x) ? -1 : 1) : text_compare(x, y);
        if (order)
            return order;
        skip(&a, '.');
        skip(&b, '.');
    }
    return (a.size > 0) - (b.size > 0);
}

int track_order(text_view a, text_view b)
{
    version x = parse(a), y = parse(b);
    for (int i = 0; i < 3; i++) {
        int order = compare_numbers(x.number[i], y.number[i]);
        if (order)
            return order;
    }
    return compare_pre(x.pre, y.pre);
}

static bool is_zero(text_view number)
{
    return compare_numbers(number, (text_view){ 0 }) == 0;
}

track_relation track_compare(text_view have, text_view want)
{
    if (!have.size || !want.size)
        return have.size == want.size ? TRACK_SAME_OR_NEWER : TRACK_OTHER;
    int order = track_order(have, want);
    if (order == 0)
        return TRACK_SAME_OR_NEWER;

    version h = parse(have), w = parse(want);
    if (h.pre.size || w.pre.size || compare_numbers(h.number[0], w.number[0]) != 0)
        return TRACK_OTHER;
    if (is_zero(h.number[0]) && (compare_numbers(h.number[1], w.number[1]) != 0 || is_zero(h.number[1])))
        return TRACK_OTHER;
    return order > 0 ? TRACK_SAME_OR_NEWER : TRACK_OLDER;
}

bool track_means(text_view name, text_view interface_name)
{
    text_view base, version, other_base, other_version;
    if (text_equal(name, interface_name))
        return true;
    track_split(name, &base, &version);
    track_split(interface_name, &other_base, &other_version);
    return text_equal(base, other_base) && (!version.size || track_compare(other_version, version) != TRACK_OTHER);
}
