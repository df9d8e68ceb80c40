/* Packing trees, and unpacking them. Both recurse, as deep as the type. What is
 * wrong within a value's bytes (text, characters, cases) is found where typed
 * values are looked at; here it is only whether the tree has the type's form. */
#include "engine/component/tree.h"

#include <string.h>

/* ---- there ---- */

static inline void put_word(uint8_t *to, uint32_t word)
{
    memcpy(to, &word, sizeof word);
}

static bool pack_fields(arena *a, const inlay_layout *l, const inlay_value *v, uint8_t *to)
{
    if (v->list.count != l->count)
        return false;
    for (uint32_t i = 0; i < l->count; i++)
        if (!tree_pack(a, l->members[i].type, &v->list.items[i], to + l->members[i].offset))
            return false;
    return true;
}

static bool pack_payload(arena *a, const inlay_member *member, const inlay_value *v, uint8_t *to)
{
    if (!member || !member->type)
        return !v->payload;
    return v->payload && tree_pack(a, member->type, v->payload, to + member->offset);
}

static bool pack_cases(arena *a, const inlay_layout *l, const inlay_value *v, uint8_t *to)
{
    const bool is_option = l->kind == INLAY_OPTION;
    if (v->tag >= (is_option ? 2 : l->count))
        return false;
    if (l->tag_size == 1)
        *to = (uint8_t)v->tag;
    else
        put_word(to, v->tag);
    return pack_payload(a, is_option ? (v->tag ? l->members : NULL) : &l->members[v->tag], v, to);
}

/* Numbers side by side are as C has them, and stay where they are. */
static bool pack_list(arena *a, const inlay_layout *l, const inlay_value *v, uint8_t *to)
{
    const inlay_layout *item = l->members[0].type;
    inlay_list list = v->packed;
    if (value_is_scalar((inlay_kind)item->kind) || v->tag) {
        if (v->tag != item->kind || !value_is_scalar((inlay_kind)item->kind))
            return false;
        memcpy(to, &list, sizeof list);
        return true;
    }
    uint8_t *items = v->list.count && !v->list.items ? NULL : arena_items(a, v->list.count, item->size, 16);
    for (size_t i = 0; items && i < v->list.count; i++)
        if (!tree_pack(a, item, &v->list.items[i], items + i * item->size))
            return false;
    list = (inlay_list){ items, v->list.count };
    memcpy(to, &list, sizeof list);
    return items;
}

bool tree_pack(arena *a, const inlay_layout *l, const inlay_value *v, uint8_t *to)
{
    if (v->kind != (inlay_kind)l->kind)
        return false;
    switch ((inlay_kind)l->kind) {
    case INLAY_BOOL: case INLAY_S8: case INLAY_U8: *to = v->u8; return true;
    case INLAY_S16: case INLAY_U16: memcpy(to, &v->u16, 2); return true;
    case INLAY_S32: case INLAY_U32: case INLAY_F32: case INLAY_CHAR: case INLAY_FLAGS: put_word(to, v->u32); return true;
    case INLAY_S64: case INLAY_U64: case INLAY_F64: memcpy(to, &v->u64, 8); return true;
    case INLAY_ENUM: put_word(to, v->tag); return true;
    case INLAY_STRING: memcpy(to, &v->string, sizeof v->string); return true;
    case INLAY_BORROW: memcpy(to, &v->resource, sizeof v->resource); return true;
    case INLAY_RECORD: case INLAY_TUPLE: return pack_fields(a, l, v, to);
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT: return pack_cases(a, l, v, to);
    case INLAY_LIST: return pack_list(a, l, v, to);
    case INLAY_NOTHING: case INLAY_MAP: case INLAY_OWN:
        break;
    }
    return false;
}

/* ---- and back ---- */

static inline uint32_t word_at(const uint8_t *from)
{
    uint32_t word;
    return memcpy(&word, from, sizeof word), word;
}

static bool unpack_fields(arena *a, const inlay_layout *l, const uint8_t *from, inlay_value *out)
{
    inlay_value *fields = arena_array(a, inlay_value, l->count);
    out->list = (inlay_values){ fields, l->count };
    for (uint32_t i = 0; fields && i < l->count; i++)
        if (!tree_unpack(a, l->members[i].type, from + l->members[i].offset, &fields[i]))
            return false;
    return fields;
}

static bool unpack_cases(arena *a, const inlay_layout *l, const uint8_t *from, inlay_value *out)
{
    const bool is_option = l->kind == INLAY_OPTION;
    out->tag = l->tag_size == 1 ? *from : word_at(from);
    const inlay_member *member = is_option ? (out->tag ? l->members : NULL) : &l->members[out->tag];
    if (!member || !member->type)
        return true;
    out->payload = arena_new(a, inlay_value);
    return out->payload && tree_unpack(a, member->type, from + member->offset, out->payload);
}

static bool unpack_list(arena *a, const inlay_layout *l, const uint8_t *from, inlay_value *out)
{
    const inlay_layout *item = l->members[0].type;
    inlay_list list;
    memcpy(&list, from, sizeof list);
    if (value_is_scalar((inlay_kind)item->kind)) {
        out->tag = item->kind;
        out->packed = list;
        return true;
    }
    inlay_value *items = arena_array(a, inlay_value, list.count);
    out->list = (inlay_values){ items, list.count };
    for (size_t i = 0; items && i < list.count; i++)
        if (!tree_unpack(a, item, (const uint8_t *)list.items + i * item->size, &items[i]))
            return false;
    return items;
}

bool tree_unpack(arena *a, const inlay_layout *l, const uint8_t *from, inlay_value *out)
{
    out->kind = (inlay_kind)l->kind;
    switch ((inlay_kind)l->kind) {
    case INLAY_BOOL: case INLAY_S8: case INLAY_U8: out->u8 = *from; return true;
    case INLAY_S16: case INLAY_U16: memcpy(&out->u16, from, 2); return true;
    case INLAY_S32: case INLAY_U32: case INLAY_F32: case INLAY_CHAR: case INLAY_FLAGS: out->u32 = word_at(from); return true;
    case INLAY_S64: case INLAY_U64: case INLAY_F64: memcpy(&out->u64, from, 8); return true;
    case INLAY_ENUM: out->tag = word_at(from); return true;
    case INLAY_STRING: memcpy(&out->string, from, sizeof out->string); return true;
    case INLAY_RECORD: case INLAY_TUPLE: return unpack_fields(a, l, from, out);
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT: return unpack_cases(a, l, from, out);
    case INLAY_LIST: return unpack_list(a, l, from, out);
    case INLAY_NOTHING: case INLAY_MAP: case INLAY_OWN: case INLAY_BORROW:
        break;
    }
    UNREACHABLE();
}
