/* Source maps. cJSON would copy the whole, with the sources' texts that are in it,
 * into memory that is charged to nobody: so what is wanted is found by going over it. */
#include "host/line_map.h"

#include <string.h>

enum { MAP_FILES = 10000, MAP_MARKS = 2000000, MAP_NAME = 1000, VLQ_DIGITS = 7 };

/* ---- JSON ---- */

typedef struct json { const char *at, *end; } json;

static char peek(json *j)
{
    while (j->at < j->end && (*j->at == ' ' || *j->at == '\t' || *j->at == '\n' || *j->at == '\r'))
        j->at++;
    return j->at < j->end ? *j->at : 0;
}

static bool take(json *j, char wanted)
{
    bool is_there = peek(j) == wanted;
    j->at += is_there;
    return is_there;
}

/* What stands between the quotes, as it is written. */
static bool take_string(json *j, text_view *out)
{
    if (!take(j, '"'))
        return false;
    const char *start = j->at;
    while (j->at < j->end && *j->at != '"')
        j->at += *j->at == '\\' && j->end - j->at > 1 ? 2 : 1;
    *out = (text_view){ start, (size_t)(j->at - start) };
    return take(j, '"');
}

/* Of any depth: brackets are counted. */
static bool pass_value(json *j)
{
    text_view ignored;
    uint64_t depth = 0;
    do {
        char c = peek(j);
        if (c == '"' ? !take_string(j, &ignored) : !c)
            return false;
        if (c == '"')
            continue;
        depth += c == '{' || c == '[';
        if ((c == '}' || c == ']') && depth-- == 0)
            return false;
        bool is_plain = !strchr("{}[],:", c);
        if (!is_plain)
            j->at++;
        while (is_plain && j->at < j->end && !strchr("{}[],: \t\r\n\"", *j->at))
            j->at++;
    } while (depth);
    return true;
}

/* Paths: \/ and \\ and \" are all that they have. */
static text_view unescape(arena *a, text_view text)
{
    char out[MAP_NAME];
    size_t size = 0;
    for (size_t i = 0; i < text.size && size < sizeof out; i++) {
        bool is_escape = text.bytes[i] == '\\' && i + 1 < text.size;
        i += is_escape;
        out[size++] = text.bytes[i];
    }
    return arena_text(a, (text_view){ out, size });
}

static bool take_files(line_map *m, arena *a, json *j)
{
    text_view name;
    if (!take(j, '['))
        return pass_value(j);
    while (peek(j) != ']') {
        bool is_text = peek(j) == '"';
        if (is_text ? !take_string(j, &name) : !pass_value(j))
            return false;
        if (m->file_count == MAP_FILES || !budget_room(m->budget, m->files, m->file_capacity, m->file_count))
            return false;
        m->files[m->file_count++] = is_text ? unescape(a, name) : (text_view){ 0 };
        if (!take(j, ',') && peek(j) != ']')
            return false;
    }
    return take(j, ']');
}

/* ---- mappings ---- */

static uint32_t digit_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (uint32_t)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (uint32_t)(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0') + 52;
    return c == '+' ? 62 : c == '/' ? 63 : 64;
}

/* vlq ::= digits of five bits, the least first, bit 5: there are more; bit 0 of the whole: the sign */
static bool take_vlq(json *j, int64_t *sum)
{
    uint64_t value = 0;
    for (uint32_t i = 0; i < VLQ_DIGITS && j->at < j->end; i++) {
        uint32_t digit = digit_of(*j->at);
        if (digit == 64)
            return false;
        j->at++;
        value |= (uint64_t)(digit & 31) << (5 * i);
        if (digit & 32)
            continue;
        *sum += value & 1 ? -(int64_t)(value >> 1) : (int64_t)(value >> 1);
        return true;
    }
    return false;
}

static bool is_u32(int64_t n) { return n >= 0 && n < UINT32_MAX; }

static bool add_mark(line_map *m, const int64_t *sums, bool has_place)
{
    if (!is_u32(sums[0]) || !is_u32(sums[1]) || !is_u32(sums[2]) || !is_u32(sums[3]))
        return false;
    line_mark mark = { (uint32_t)sums[0], LINE_MAP_NO_FILE, 0, 0 };
    if (has_place)
        mark = (line_mark){ (uint32_t)sums[0], (uint32_t)sums[1], (uint32_t)sums[2] + 1, (uint32_t)sums[3] + 1 };
    if (m->count && mark.offset < m->marks[m->count - 1].offset)
        return true;                      /* backwards: it counts for nothing */
    if (m->count == MAP_MARKS || !budget_room(m->budget, m->marks, m->capacity, m->count))
        return false;
    m->marks[m->count++] = mark;
    return true;
}

/* mappings ::= segment (',' segment)*; segment ::= column (file line column name?)?, each the difference to the one before */
static void take_mappings(line_map *m, text_view text)
{
    int64_t sums[5] = { 0 };
    json j = { text.bytes, text.bytes + text.size };
    while (j.at < j.end && *j.at != ';') {
        uint32_t fields = 0;
        while (fields < 5 && j.at < j.end && *j.at != ',' && *j.at != ';')
            if (!take_vlq(&j, &sums[fields++]))
                return;
        bool is_good = fields == 1 || fields >= 4;
        if (fields && (!is_good || !add_mark(m, sums, fields >= 4)))
            return;
        j.at += j.at < j.end && *j.at == ',';
    }
}

/* ---- the whole ---- */

bool line_map_read(line_map *m, budget *b, arena *a, text_view text)
{
    text_view key, mappings = { 0 };
    json j = { text.bytes, text.bytes + text.size };
    *m = (line_map){ .budget = b };
    bool good = text.size && take(&j, '{');
    while (good && peek(&j) != '}') {
        good = take_string(&j, &key) && take(&j, ':');
        if (good && text_is(key, "sources") && !m->file_count)
            good = take_files(m, a, &j);
        else if (good && text_is(key, "mappings") && peek(&j) == '"')
            good = take_string(&j, &mappings);
        else
            good = good && pass_value(&j);
        good = good && (take(&j, ',') || peek(&j) == '}');
    }
    if (mappings.size)
        take_mappings(m, mappings);
    return m->count != 0;
}

void line_map_close(line_map *m)
{
    budget_free(m->budget, m->marks, m->capacity * sizeof *m->marks);
    budget_free(m->budget, m->files, m->file_capacity * sizeof *m->files);
    *m = (line_map){ 0 };
}

const line_mark *line_map_find(const line_map *m, uint32_t from, uint32_t offset)
{
    uint32_t low = 0, high = m->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (m->marks[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    const line_mark *found = low ? &m->marks[low - 1] : NULL;
    return found && found->offset >= from && found->file < m->file_count ? found : NULL;
}
