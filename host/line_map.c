/* Source maps. cJSON would copy the whole, with the sources' texts that are in it,
 * into memory that is charged to nobody: so what is wanted is found by going over it. */
#include "host/line_map.h"

#include "engine/base/json.h"

#include <string.h>

enum { MAP_FILES = 10000, MAP_MARKS = 2000000, VLQ_DIGITS = 7 };

static bool take_files(line_map *m, arena *a, json *j)
{
    text_view name;
    json_enter(j, '[');
    while (json_next(j, ']')) {
        bool is_text = json_peek(j) == '"';
        if (is_text ? !json_text(j, &name) : !json_pass(j))
            return false;
        if (m->file_count == MAP_FILES || !budget_room(m->budget, m->files, m->file_capacity, m->file_count))
            return false;
        m->files[m->file_count++] = is_text ? json_unescape(a, name) : (text_view){ 0 };
    }
    return !j->wanted;
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
    json j = json_of(text);
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
    json j = json_of(text);
    bool good = true;
    *m = (line_map){ .budget = b };
    json_enter(&j, '{');
    while (good && json_next(&j, '}') && json_key(&j, &key)) {
        if (text_is(key, "sources") && !m->file_count && json_peek(&j) == '[')
            good = take_files(m, a, &j);
        else if (text_is(key, "mappings") && json_peek(&j) == '"')
            good = json_text(&j, &mappings);
        else
            good = json_pass(&j);
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
