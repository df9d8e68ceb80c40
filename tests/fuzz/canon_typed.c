/* Layouts as a C compiler would make them, with gaps; a tag is one byte, or four where there are more cases. */
#include "tests/fuzz/canon_typed.h"

#include <string.h>

static uint32_t round_up(uint32_t at, uint32_t size)
{
    return (at + size - 1) / size * size;
}

/* The alignment, which a layout doesn't say: of the widest scalar inside. */
static uint32_t align_of(const inlay_layout *l)
{
    uint32_t most = 1;
    bool is_view = (l->kind == INLAY_LIST && !l->count) || l->kind == INLAY_MAP || l->kind == INLAY_STRING;
    if (is_view || value_is_scalar((inlay_kind)l->kind))
        return is_view ? sizeof(void *) : l->size;
    if (l->kind == INLAY_FLAGS || l->tag_size == 4)
        most = 4;
    uint32_t count = l->kind == INLAY_OPTION || l->kind == INLAY_LIST ? 1 : l->kind == INLAY_RESULT ? 2 : l->kind == INLAY_ENUM || l->kind == INLAY_FLAGS ? 0 : l->count;
    for (uint32_t i = 0; i < count; i++)
        if (l->members[i].type && align_of(l->members[i].type) > most)
            most = align_of(l->members[i].type);
    return most;
}

static void lay_fields(arena *a, inlay_layout *l, const ctype *const *types, uint32_t count)
{
    inlay_member *members = arena_array(a, inlay_member, count + 1);
    uint32_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        members[i].type = typed_layout_of(a, types[i]);
        members[i].offset = at = round_up(at, align_of(members[i].type));
        at += members[i].type->size;
    }
    l->count = count;
    l->members = members;
    l->size = round_up(at, align_of(l));
}

/* A tag, and behind it all payloads in one place. */
static void lay_cases(arena *a, inlay_layout *l, const ctype *const *types, uint32_t count)
{
    inlay_member *members = arena_array(a, inlay_member, count + 1);
    uint32_t most = 0;
    l->tag_size = count > 200 ? 4 : 1;
    for (uint32_t i = 0; i < count; i++) {
        members[i].type = types[i] ? typed_layout_of(a, types[i]) : NULL;
        if (members[i].type && members[i].type->size > most)
            most = members[i].type->size;
    }
    l->members = members;
    uint32_t from = round_up(l->tag_size, align_of(l));
    for (uint32_t i = 0; i < count; i++)
        members[i].offset = members[i].type ? from : 0;
    l->size = round_up(from + most, align_of(l));
}

static void lay_list(arena *a, inlay_layout *l, const ctype *t)
{
    const ctype *pair[2] = { t->other, t->element };
    inlay_member *member = arena_new(a, inlay_member);
    l->members = member;
    if (t->kind == CTYPE_MAP) {
        inlay_layout *entry = arena_new(a, inlay_layout);
        entry->kind = INLAY_TUPLE;
        lay_fields(a, entry, pair, 2);
        member->type = entry;
    } else {
        member->type = typed_layout_of(a, t->element);
    }
    l->count = t->kind == CTYPE_FIXED_LIST ? t->length : 0;
    l->size = l->count ? l->count * member->type->size : (uint32_t)sizeof(inlay_list);
}

static const ctype **types_of(arena *a, const ctype *t)
{
    const ctype **types = arena_array(a, const ctype *, t->count + 1);
    for (uint32_t i = 0; i < t->count; i++)
        types[i] = t->fields[i].type;
    return types;
}

const inlay_layout *typed_layout_of(arena *a, const ctype *t)
{
    inlay_layout *l = arena_new(a, inlay_layout);
    const ctype *ends[2] = { t->element, t->other };
    l->kind = (uint8_t)value_kind(t->kind);
    l->count = t->count;
    switch (t->kind) {
    case CTYPE_RECORD: case CTYPE_TUPLE: lay_fields(a, l, types_of(a, t), t->count); break;
    case CTYPE_VARIANT: lay_cases(a, l, types_of(a, t), t->count); break;
    case CTYPE_RESULT:
        lay_cases(a, l, ends, 2);
        l->count = 2;
        break;
    case CTYPE_OPTION:
        lay_cases(a, l, ends, 1);
        l->count = 1;
        break;
    case CTYPE_LIST: case CTYPE_FIXED_LIST: case CTYPE_MAP: lay_list(a, l, t); break;
    case CTYPE_ENUM:    l->size = l->tag_size = sizeof(uint32_t); break;
    case CTYPE_FLAGS:   l->size = sizeof(uint32_t); break;
    case CTYPE_STRING:  l->size = sizeof(inlay_string); break;
    default:            l->size = (uint32_t)value_scalar_size((inlay_kind)l->kind);
    }
    return l;
}

/* ---- trees ---- */

static const inlay_member *payload_of(const inlay_layout *l, uint32_t tag)
{
    if (l->kind == INLAY_OPTION)
        return tag && l->members[0].type ? &l->members[0] : NULL;
    return l->members[tag].type ? &l->members[tag] : NULL;
}

static void put_tag(const inlay_layout *l, void *c, uint32_t tag)
{
    uint8_t small = (uint8_t)tag;
    memcpy((uint8_t *)c + l->tag_offset, l->tag_size == 1 ? (void *)&small : (void *)&tag, l->tag_size);
}

static uint32_t tag_at(const inlay_layout *l, const void *c)
{
    uint32_t wide;
    return l->tag_size == 1 ? *((const uint8_t *)c + l->tag_offset) : (memcpy(&wide, (const uint8_t *)c + l->tag_offset, 4), wide);
}

static void fill_list(arena *a, const inlay_layout *l, const inlay_value *v, uint8_t *c)
{
    const inlay_layout *item = l->members[0].type;
    bool is_map = l->kind == INLAY_MAP;
    size_t count = v->tag ? v->packed.count : is_map ? v->list.count / 2 : v->list.count;
    uint8_t *items = l->count ? c : arena_items(a, count + 1, item->size, 16);
    if (!l->count)
        memcpy(c, &(inlay_list){ items, count }, sizeof(inlay_list));
    if (v->tag && count)
        memcpy(items, v->packed.items, count * item->size);
    for (size_t i = 0; !v->tag && i < count; i++) {
        inlay_value pair = { .kind = INLAY_TUPLE, .list = { is_map ? &v->list.items[2 * i] : NULL, 2 } };
        typed_fill(a, item, is_map ? &pair : &v->list.items[i], items + i * item->size);
    }
}

void typed_fill(arena *a, const inlay_layout *l, const inlay_value *v, void *c)
{
    const inlay_member *payload;
    switch ((inlay_kind)l->kind) {
    case INLAY_STRING: memcpy(c, &v->string, sizeof v->string); return;
    case INLAY_RECORD: case INLAY_TUPLE:
        for (uint32_t i = 0; i < l->count; i++)
            typed_fill(a, l->members[i].type, &v->list.items[i], (uint8_t *)c + l->members[i].offset);
        return;
    case INLAY_LIST: case INLAY_MAP: fill_list(a, l, v, c); return;
    case INLAY_ENUM: put_tag(l, c, v->tag); return;
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        put_tag(l, c, v->tag);
        if ((payload = payload_of(l, v->tag)))
            typed_fill(a, payload->type, v->payload, (uint8_t *)c + payload->offset);
        return;
    default: memcpy(c, &v->u64, l->size);
    }
}

static inlay_value list_of(arena *a, const inlay_layout *l, const uint8_t *c)
{
    const inlay_layout *item = l->members[0].type;
    inlay_value v = { .kind = (inlay_kind)l->kind };
    inlay_list list = { c, l->count };
    if (!l->count)
        memcpy(&list, c, sizeof list);
    uint32_t each = l->kind == INLAY_MAP ? 2 : 1;
    v.list.items = arena_array(a, inlay_value, each * list.count + 1);
    v.list.count = each * list.count;
    for (size_t i = 0; i < list.count; i++) {
        inlay_value found = typed_tree_of(a, item, (const uint8_t *)list.items + i * item->size);
        if (each == 1)
            v.list.items[i] = found;
        else
            memcpy(&v.list.items[2 * i], found.list.items, 2 * sizeof found);
    }
    return v;
}

inlay_value typed_tree_of(arena *a, const inlay_layout *l, const void *c)
{
    inlay_value v = { .kind = (inlay_kind)l->kind };
    const inlay_member *payload;
    switch (v.kind) {
    case INLAY_STRING: memcpy(&v.string, c, sizeof v.string); return v;
    case INLAY_RECORD: case INLAY_TUPLE:
        v.list.count = l->count;
        v.list.items = arena_array(a, inlay_value, l->count + 1);
        for (uint32_t i = 0; i < l->count; i++)
            v.list.items[i] = typed_tree_of(a, l->members[i].type, (const uint8_t *)c + l->members[i].offset);
        return v;
    case INLAY_LIST: case INLAY_MAP: return list_of(a, l, c);
    case INLAY_ENUM: v.tag = tag_at(l, c); return v;
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        v.tag = tag_at(l, c);
        if ((payload = payload_of(l, v.tag))) {
            v.payload = arena_new(a, inlay_value);
            *v.payload = typed_tree_of(a, payload->type, (const uint8_t *)c + payload->offset);
        }
        return v;
    default: memcpy(&v.u64, c, l->size); return v;
    }
}
