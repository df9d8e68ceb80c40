/* Values made from layouts, both ways. */
#include "tests/bind/values.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM = 8 << 20 };

static _Alignas(16) char room[ROOM];
static size_t used;

void *values_alloc(size_t size)
{
    void *bytes = room + used;
    used += (size + 15) & ~(size_t)15;
    if (used > ROOM)
        abort();
    return bytes;
}

void values_clear(void)
{
    memset(room, 0xA5, used);
    used = 0;
}

static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % below;
}

static uint64_t draw_word(uint64_t *seed)
{
    uint64_t high = draw(seed, 1u << 31), low = draw(seed, 1u << 31);
    switch (draw(seed, 8)) {
    case 0:  return draw(seed, 3);
    case 1:  return UINT64_MAX;
    case 2:  return UINT64_C(0x8000800080008080) >> draw(seed, 2);      /* the least, and the most, of each size */
    default: return high << 33 ^ low << 11 ^ high;
    }
}

static inlay_string random_string(uint64_t *seed)
{
    static const char *const pieces[] = { "a", "Inlay", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x90\x8D", " ", "0123456789", "", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF" };
    uint32_t count = draw(seed, 6);
    char *bytes = values_alloc(80);
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *piece = pieces[draw(seed, sizeof pieces / sizeof *pieces)];
        size_t length = *piece ? strlen(piece) : 1;              /* the empty one is a zero */
        memcpy(bytes + size, piece, length);
        size += length;
    }
    return (inlay_string){ bytes, size };
}

static void set_tag(const inlay_layout *l, void *c, uint32_t tag)
{
    uint8_t small = (uint8_t)tag;
    memcpy((char *)c + l->tag_offset, l->tag_size == 1 ? (void *)&small : (void *)&tag, l->tag_size);
}

static uint32_t get_tag(const inlay_layout *l, const void *c)
{
    uint32_t tag = 0;
    memcpy(&tag, (const char *)c + l->tag_offset, l->tag_size);
    return tag;
}

/* Any Unicode scalar value. */
static uint32_t random_character(uint64_t *seed)
{
    uint32_t below = draw(seed, 0x110000 - 0x800);
    return below < 0xD800 ? below : below + 0x800;
}

static double random_float(uint64_t *seed, uint64_t word)
{
    switch (draw(seed, 18)) {
    case 0:  return 0.0 / 0.0;
    case 1:  return draw(seed, 2) ? 1 / 0.0 : -1 / 0.0;
    case 2:  return -0.0;
    default: return (double)(int32_t)word / 8;
    }
}

/* The keys of a map rise, for a mod may keep it sorted, each key once. */
static void set_key(const inlay_layout *key, void *c, size_t nth)
{
    uint64_t number;
    char *text;
    switch ((inlay_kind)key->kind) {
    case INLAY_BOOL:   *(bool *)c = nth; return;
    case INLAY_CHAR:   *(uint32_t *)c = (uint32_t)(nth << 18 | nth); return;
    case INLAY_STRING:
        text = memcpy(values_alloc(8), "a-key", 5);
        text[0] = (char)('a' + nth);
        *(inlay_string *)c = (inlay_string){ text, nth ? 5 : 0 };
        return;
    default:           /* in all its bytes, and never below zero */
        number = nth + (nth > 1 ? nth << (8 * key->size - 5) : 0);
        memcpy(c, &number, key->size);
        return;
    }
}

static void random_list(const inlay_layout *l, void *c, uint64_t *seed)
{
    const inlay_layout *item = l->members[0].type;
    size_t most = l->kind == INLAY_MAP && item->members[0].type->kind == INLAY_BOOL ? 3 : 5, count = l->count ? l->count : draw(seed, (uint32_t)most);
    char *items = l->count ? c : values_alloc(count * item->size + 1);
    for (size_t i = 0; i < count; i++) {
        values_random(item, items + i * item->size, seed);
        if (l->kind == INLAY_MAP)
            set_key(item->members[0].type, items + i * item->size, i);
    }
    if (!l->count)
        *(inlay_list *)c = (inlay_list){ items, count };
}

static void random_case(const inlay_layout *l, void *c, uint64_t *seed)
{
    uint32_t count = l->kind == INLAY_VARIANT ? l->count : 2, tag = draw(seed, count);
    const inlay_member *m = l->kind == INLAY_OPTION ? (tag ? l->members : NULL) : &l->members[tag];
    set_tag(l, c, tag);
    if (m && m->type)
        values_random(m->type, (char *)c + m->offset, seed);
}

void values_random(const inlay_layout *l, void *c, uint64_t *seed)
{
    uint64_t word = draw_word(seed);
    uint32_t character = random_character(seed);
    double d = random_float(seed, word);
    float f = (float)d;
    switch ((inlay_kind)l->kind) {
    case INLAY_BOOL:   *(bool *)c = word & 1; return;
    case INLAY_F32:    memcpy(c, &f, 4); return;
    case INLAY_F64:    memcpy(c, &d, 8); return;
    case INLAY_CHAR:   memcpy(c, &character, 4); return;
    case INLAY_STRING: *(inlay_string *)c = random_string(seed); return;
    case INLAY_RECORD: case INLAY_TUPLE:
        for (uint32_t i = 0; i < l->count; i++)
            values_random(l->members[i].type, (char *)c + l->members[i].offset, seed);
        return;
    case INLAY_LIST: case INLAY_MAP: random_list(l, c, seed); return;
    case INLAY_ENUM:   set_tag(l, c, draw(seed, l->count)); return;
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT: random_case(l, c, seed); return;
    case INLAY_FLAGS:  *(uint32_t *)c = (uint32_t)word & (uint32_t)((1ull << l->count) - 1); return;
    default:           memcpy(c, &word, l->size); return;
    }
}

/* ---- trees ---- */

static inlay_value list_tree(const inlay_layout *l, const void *c)
{
    inlay_value v = { .kind = (inlay_kind)l->kind };
    const inlay_layout *item = l->members[0].type;
    inlay_list list = l->count ? (inlay_list){ c, l->count } : *(const inlay_list *)c;
    if (item->kind >= INLAY_BOOL && item->kind <= INLAY_CHAR) {
        v.tag = item->kind;
        v.packed = list;
        return v;
    }
    v.list.count = list.count;
    v.list.items = values_alloc((list.count + 1) * sizeof *v.list.items);
    for (size_t i = 0; i < list.count; i++)
        v.list.items[i] = values_tree(item, (const char *)list.items + i * item->size);
    return v;
}

/* Keys and values take turns. */
static inlay_value map_tree(const inlay_layout *l, const void *c)
{
    inlay_value v = { .kind = INLAY_MAP };
    const inlay_layout *entry = l->members[0].type;
    const inlay_list *list = c;
    v.list.count = 2 * list->count;
    v.list.items = values_alloc((v.list.count + 1) * sizeof *v.list.items);
    for (size_t i = 0; i < v.list.count; i++) {
        const inlay_member *m = &entry->members[i % 2];
        v.list.items[i] = values_tree(m->type, (const char *)list->items + i / 2 * entry->size + m->offset);
    }
    return v;
}

static inlay_value case_tree(const inlay_layout *l, const void *c)
{
    inlay_value v = { .kind = (inlay_kind)l->kind, .tag = get_tag(l, c) };
    const inlay_member *m = l->kind == INLAY_OPTION ? (v.tag ? l->members : NULL) : &l->members[v.tag];
    if (m && m->type) {
        v.payload = values_alloc(sizeof *v.payload);
        *v.payload = values_tree(m->type, (const char *)c + m->offset);
    }
    return v;
}

inlay_value values_tree(const inlay_layout *l, const void *c)
{
    inlay_value v = { .kind = (inlay_kind)l->kind };
    switch (v.kind) {
    case INLAY_STRING: v.string = *(const inlay_string *)c; return v;
    case INLAY_RECORD: case INLAY_TUPLE:
        v.list.count = l->count;
        v.list.items = values_alloc(l->count * sizeof *v.list.items);
        for (uint32_t i = 0; i < l->count; i++)
            v.list.items[i] = values_tree(l->members[i].type, (const char *)c + l->members[i].offset);
        return v;
    case INLAY_LIST: return list_tree(l, c);
    case INLAY_MAP:  return map_tree(l, c);
    case INLAY_ENUM: v.tag = get_tag(l, c); return v;
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT: return case_tree(l, c);
    default:         memcpy(&v.u64, c, l->size); return v;
    }
}
