/* Component values as the suite writes them: { "type": …, "value": … }. */
#include "tests/spec/component_value.h"

#include "tests/spec/bytes.h"

#include <stdlib.h>
#include <string.h>

static const cJSON *inner(const cJSON *json)
{
    return cJSON_GetObjectItemCaseSensitive(json, "value");
}

static bool parse_number(const char *text, ctype_kind kind, inlay_value *out)
{
    uint64_t bits = *text == '-' ? (uint64_t)strtoll(text, NULL, 10) : strtoull(text, NULL, 10);

    switch ((int)kind) {
    case CTYPE_S8:  out->s8 = (int8_t)bits; return true;
    case CTYPE_U8:  out->u8 = (uint8_t)bits; return true;
    case CTYPE_S16: out->s16 = (int16_t)bits; return true;
    case CTYPE_U16: out->u16 = (uint16_t)bits; return true;
    case CTYPE_S32: out->s32 = (int32_t)bits; return true;
    case CTYPE_U32: out->u32 = (uint32_t)bits; return true;
    case CTYPE_S64: out->s64 = (int64_t)bits; return true;
    case CTYPE_U64: out->u64 = bits; return true;
    /* Floats are written as their bits. */
    case CTYPE_F32: out->u32 = strncmp(text, "nan", 3) == 0 ? 0x7FC00000u : (uint32_t)bits; return true;
    case CTYPE_F64: out->u64 = strncmp(text, "nan", 3) == 0 ? 0x7FF8000000000000u : bits; return true;
    default:        return false;
    }
}

/* The first scalar value of well-formed UTF-8. */
static uint32_t first_character(const char *text)
{
    const uint8_t *b = (const uint8_t *)text;

    if (b[0] < 0x80)
        return b[0];
    if (b[0] < 0xE0)
        return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
    if (b[0] < 0xF0)
        return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
    return (b[0] & 0x07u) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
}

static bool find_field(const ctype *type, const char *name, uint32_t *index)
{
    for (*index = 0; name && *index < type->count; ++*index)
        if (text_is(type->fields[*index].name, name))
            return true;
    return false;
}

/* A payload that may be missing on both sides. */
static bool parse_payload(arena *a, const cJSON *json, const ctype *type, inlay_value **out)
{
    *out = NULL;
    if (!type || !json || cJSON_IsNull(json))
        return !type && (!json || cJSON_IsNull(json));
    *out = arena_new(a, inlay_value);
    return *out && component_value_parse(a, json, type, *out);
}

static bool parse_items(arena *a, const cJSON *json, const ctype *type, inlay_value *out)
{
    uint32_t count = (uint32_t)cJSON_GetArraySize(json), i = 0;
    const cJSON *item;

    if (type->kind != CTYPE_LIST && type->kind != CTYPE_FIXED_LIST && count != type->count)
        return false;
    out->list.count = count;
    out->list.items = arena_array(a, inlay_value, count);
    cJSON_ArrayForEach(item, json) {
        const ctype *of = type->fields ? type->fields[i].type : type->element;
        /* A record's fields are pairs of name and value. */
        if (!component_value_parse(a, type->kind == CTYPE_RECORD ? cJSON_GetArrayItem(item, 1) : item, of, &out->list.items[i]))
            return false;
        i++;
    }
    return true;
}

/* Lists of numbers, bool and char are C arrays. */
static bool pack(arena *a, const ctype *element, inlay_value *list)
{
    size_t size = element->size, count = list->list.count;
    uint8_t *packed;

    if (element->kind > CTYPE_CHAR)
        return true;
    packed = arena_alloc(a, size * count);
    for (size_t i = 0; i < count; i++)
        memcpy(packed + i * size, &list->list.items[i].u8, size);
    list->tag = value_kind(element->kind);
    list->packed.items = packed;
    list->packed.count = count;
    return packed != NULL;
}

static bool parse_map(arena *a, const cJSON *json, const ctype *type, inlay_value *out)
{
    uint32_t i = 0;
    const cJSON *pair;

    out->list.count = 2 * (size_t)cJSON_GetArraySize(json);
    out->list.items = arena_array(a, inlay_value, out->list.count);
    cJSON_ArrayForEach(pair, json) {
        if (!component_value_parse(a, cJSON_GetArrayItem(pair, 0), type->other, &out->list.items[i])
            || !component_value_parse(a, cJSON_GetArrayItem(pair, 1), type->element, &out->list.items[i + 1]))
            return false;
        i += 2;
    }
    return true;
}

static bool parse_result(arena *a, const cJSON *value, const ctype *type, inlay_value *out)
{
    const cJSON *ok = cJSON_GetObjectItemCaseSensitive(value, "Ok");

    out->tag = !ok;
    return parse_payload(a, ok ? ok : cJSON_GetObjectItemCaseSensitive(value, "Err"), ok ? type->element : type->other,
                         &out->payload);
}

static bool parse_flags(const cJSON *value, const ctype *type, inlay_value *out)
{
    const cJSON *name;
    uint32_t index;

    cJSON_ArrayForEach(name, value) {
        if (!find_field(type, cJSON_GetStringValue(name), &index))
            return false;
        out->flags |= UINT32_C(1) << index;
    }
    return true;
}

static bool parse_string(arena *a, const char *text, inlay_value *out)
{
    text_view view = bytes_show_zeros(a, text);

    out->string.bytes = view.bytes;
    out->string.size = view.size;
    return view.bytes != NULL;
}

bool component_value_parse(arena *a, const cJSON *json, const ctype *type, inlay_value *out)
{
    const cJSON *value = inner(json);
    const char *text = cJSON_GetStringValue(value);

    *out = (inlay_value){ .kind = value_kind(type->kind) };
    switch ((int)type->kind) {
    case CTYPE_BOOL:
        out->boolean = cJSON_IsTrue(value);
        return cJSON_IsBool(value);
    case CTYPE_CHAR:
        out->character = text ? first_character(text) : 0;
        return text != NULL;
    case CTYPE_STRING:
        return text && parse_string(a, text, out);
    case CTYPE_LIST: case CTYPE_FIXED_LIST:
        return parse_items(a, value, type, out) && pack(a, type->element, out);
    case CTYPE_RECORD: case CTYPE_TUPLE:
        return parse_items(a, value, type, out);
    case CTYPE_MAP:
        return parse_map(a, value, type, out);
    case CTYPE_FLAGS:
        return parse_flags(value, type, out);
    case CTYPE_ENUM:
        return find_field(type, text, &out->tag);
    case CTYPE_VARIANT:
        return find_field(type, cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(value, "case")), &out->tag)
            && parse_payload(a, cJSON_GetObjectItemCaseSensitive(value, "payload"), type->fields[out->tag].type, &out->payload);
    case CTYPE_OPTION:
        out->tag = value && !cJSON_IsNull(value);
        return !out->tag || parse_payload(a, value, type->element, &out->payload);
    case CTYPE_RESULT:
        return parse_result(a, value, type, out);
    default:
        return text && parse_number(text, type->kind, out);
    }
}
