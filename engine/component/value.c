/* Values as trees: fitting a type, comparing, printing, copying. Nothing here
 * goes deeper than LIMIT_TYPE_DEPTH: values are walked along their type, or
 * only as deep as a type could go. */
#include "engine/component/value.h"

#include "engine/base/limits.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static const uint8_t kind_of_ctype[CTYPE_KIND_COUNT] = {
    [CTYPE_BOOL] = INLAY_BOOL, [CTYPE_S8] = INLAY_S8, [CTYPE_U8] = INLAY_U8, [CTYPE_S16] = INLAY_S16,
    [CTYPE_U16] = INLAY_U16, [CTYPE_S32] = INLAY_S32, [CTYPE_U32] = INLAY_U32, [CTYPE_S64] = INLAY_S64,
    [CTYPE_U64] = INLAY_U64, [CTYPE_F32] = INLAY_F32, [CTYPE_F64] = INLAY_F64, [CTYPE_CHAR] = INLAY_CHAR,
    [CTYPE_STRING] = INLAY_STRING, [CTYPE_RECORD] = INLAY_RECORD, [CTYPE_VARIANT] = INLAY_VARIANT,
    [CTYPE_LIST] = INLAY_LIST, [CTYPE_FIXED_LIST] = INLAY_LIST, [CTYPE_MAP] = INLAY_MAP, [CTYPE_TUPLE] = INLAY_TUPLE,
    [CTYPE_FLAGS] = INLAY_FLAGS, [CTYPE_ENUM] = INLAY_ENUM, [CTYPE_OPTION] = INLAY_OPTION,
    [CTYPE_RESULT] = INLAY_RESULT, [CTYPE_OWN] = INLAY_OWN, [CTYPE_BORROW] = INLAY_BORROW
};

static const char *const kind_texts[] = {
    [INLAY_NOTHING] = "nothing", [INLAY_BOOL] = "bool", [INLAY_S8] = "s8", [INLAY_U8] = "u8", [INLAY_S16] = "s16",
    [INLAY_U16] = "u16", [INLAY_S32] = "s32", [INLAY_U32] = "u32", [INLAY_S64] = "s64", [INLAY_U64] = "u64",
    [INLAY_F32] = "f32", [INLAY_F64] = "f64", [INLAY_CHAR] = "char", [INLAY_STRING] = "string",
    [INLAY_RECORD] = "record", [INLAY_TUPLE] = "tuple", [INLAY_LIST] = "list", [INLAY_MAP] = "map",
    [INLAY_VARIANT] = "variant", [INLAY_ENUM] = "enum", [INLAY_OPTION] = "option", [INLAY_RESULT] = "result",
    [INLAY_FLAGS] = "flags", [INLAY_OWN] = "own", [INLAY_BORROW] = "borrow"
};

static const char *kind_text(inlay_kind kind)
{
    return (unsigned)kind < COUNT_OF(kind_texts) ? kind_texts[kind] : "no kind at all";
}

inlay_kind value_kind(ctype_kind kind)
{
    return (inlay_kind)kind_of_ctype[kind];
}

bool value_is_scalar(inlay_kind kind)
{
    return kind >= INLAY_BOOL && kind <= INLAY_CHAR;
}

size_t value_scalar_size(inlay_kind kind)
{
    static const uint8_t sizes[] = {
        [INLAY_BOOL] = sizeof(bool), [INLAY_S8] = 1, [INLAY_U8] = 1, [INLAY_S16] = 2, [INLAY_U16] = 2, [INLAY_S32] = 4,
        [INLAY_U32] = 4, [INLAY_S64] = 8, [INLAY_U64] = 8, [INLAY_F32] = 4, [INLAY_F64] = 8, [INLAY_CHAR] = 4
    };
    return value_is_scalar(kind) ? sizes[kind] : 0;
}

static bool is_character(uint32_t c)
{
    return c < 0xD800 || (c >= 0xE000 && c < 0x110000);
}

/* ---- fitting ---- */

static bool misfit(error *err, const ctype *type, const char *found)
{
    error_set(err, ERROR_USE, ERROR_NO_OFFSET, "found %s where %s%s%.*s is wanted", found, ctype_kind_text(type->kind),
              type->name.size ? " " : "", TEXT_ARGS(type->name));
    return error_hint(err, "give a value of the type that the WIT says");
}

/* `case_name`: behind `label`, or of no bytes. Nothing is put together where all is well. */
static bool payload_fits(const inlay_value *value, const ctype *type, const char *label, text_view case_name, error *err)
{
    if (!type)
        return !value->payload || value->payload->kind == INLAY_NOTHING ||
               error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%s%.*s has no payload, but one was given", label, TEXT_ARGS(case_name));
    if (!value->payload)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%s%.*s has a payload, but none was given", label, TEXT_ARGS(case_name));
    return value_fits(value->payload, type, err) || error_in(err, "%s%.*s", label, TEXT_ARGS(case_name));
}

static bool fields_fit(const inlay_value *value, const ctype *type, error *err)
{
    if (value->list.count != type->count)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%zu fields where %u are wanted", value->list.count, type->count);
    for (uint32_t i = 0; i < type->count; i++)
        if (!value_fits(&value->list.items[i], type->fields[i].type, err))
            return type->fields[i].name.size ? error_in(err, "field %.*s", TEXT_ARGS(type->fields[i].name))
                                             : error_in(err, "item %u", i);
    return true;
}

static bool packed_fits(const inlay_value *value, const ctype *element, error *err)
{
    if (!value_is_scalar((inlay_kind)value->tag)) {
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "found a packed list of %s", kind_text((inlay_kind)value->tag));
        return error_hint(err, "records of numbers may be packed where the function takes and gives no other trees; where it gives a list "
                               "of them, ask for that packed, too (inlay_next_call)");
    }
    if (value->tag != (uint32_t)value_kind(element->kind)) {
        error_set(err, ERROR_USE, ERROR_NO_OFFSET, "found a packed list of %s where a list of %s is wanted",
                  kind_text((inlay_kind)value->tag), ctype_kind_text(element->kind));
        return error_hint(err, "the tag of a packed list is the kind of its items");
    }
    if (element->kind == CTYPE_CHAR)
        for (size_t i = 0; i < value->packed.count; i++)
            if (!is_character(((const uint32_t *)value->packed.items)[i]))
                return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "item %zu is no Unicode scalar value", i);
    return true;
}

static bool list_fits(const inlay_value *value, const ctype *type, error *err)
{
    bool packed = value->tag != 0;
    size_t count = packed ? value->packed.count : value->list.count;
    if (type->kind == CTYPE_FIXED_LIST && count != type->length)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "%zu items where %u are wanted", count, type->length);
    if (packed)
        return packed_fits(value, type->element, err);
    for (size_t i = 0; i < count; i++)
        if (!value_fits(&value->list.items[i], type->element, err))
            return error_in(err, "item %zu", i);
    return true;
}

static bool map_fits(const inlay_value *value, const ctype *type, error *err)
{
    if (value->list.count % 2)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "a map of %zu items, but keys and values take turns", value->list.count);
    for (size_t i = 0; i < value->list.count; i++)
        if (!value_fits(&value->list.items[i], i % 2 ? type->element : type->other, err))
            return error_in(err, "%s %zu", i % 2 ? "value" : "key", i / 2);
    return true;
}

static bool case_fits(const inlay_value *value, const ctype *type, error *err)
{
    if (value->tag >= type->count)
        return error_set(err, ERROR_USE, ERROR_NO_OFFSET, "case %u of %u", value->tag, type->count);
    if (type->kind == CTYPE_ENUM)
        return true;
    const cfield *chosen = &type->fields[value->tag];
    return payload_fits(value, chosen->type, "case ", chosen->name, err);
}

bool value_fits(const inlay_value *value, const ctype *type, error *err)
{
    if (value->kind != value_kind(type->kind))
        return misfit(err, type, kind_text(value->kind));

    switch (value->kind) {
    case INLAY_CHAR:
        return is_character(value->character) || misfit(err, type, "a word that is no Unicode scalar value");
    case INLAY_STRING:
        return text_is_utf8(value->string.bytes, value->string.size) || misfit(err, type, "bytes that are not UTF-8");
    case INLAY_RECORD: case INLAY_TUPLE:
        return fields_fit(value, type, err);
    case INLAY_LIST:
        return list_fits(value, type, err);
    case INLAY_MAP:
        return map_fits(value, type, err);
    case INLAY_VARIANT: case INLAY_ENUM:
        return case_fits(value, type, err);
    case INLAY_OPTION:
        if (value->tag > 1)
            return misfit(err, type, "a tag beyond 1");
        return payload_fits(value, value->tag ? type->element : NULL, value->tag ? "some" : "none", (text_view){ 0 }, err);
    case INLAY_RESULT:
        if (value->tag > 1)
            return misfit(err, type, "a tag beyond 1");
        return payload_fits(value, value->tag ? type->other : type->element, value->tag ? "error" : "ok", (text_view){ 0 }, err);
    case INLAY_FLAGS:
        return type->count >= 32 || value->flags >> type->count == 0 || misfit(err, type, "a flag that doesn't exist");
    case INLAY_NOTHING: case INLAY_BOOL: case INLAY_S8: case INLAY_U8: case INLAY_S16: case INLAY_U16: case INLAY_S32:
    case INLAY_U32: case INLAY_S64: case INLAY_U64: case INLAY_F32: case INLAY_F64: case INLAY_OWN: case INLAY_BORROW:
        return true;
    }
    return misfit(err, type, "no kind at all");
}

/* ---- equality ---- */

/* Item i of a packed list as a value. */
static inlay_value packed_item(const inlay_value *list, size_t i)
{
    inlay_value v = { .kind = (inlay_kind)list->tag };
    size_t size = value_scalar_size(v.kind);
    memcpy(&v.u64, (const char *)list->packed.items + i * size, size);
    return v;
}

/* Packed records: only their type would say what is in them. */
static bool is_of_structs(const inlay_value *list)
{
    return list->tag && !value_is_scalar((inlay_kind)list->tag);
}

static inlay_value list_item(const inlay_value *list, size_t i)
{
    return list->tag ? packed_item(list, i) : list->list.items[i];
}

static bool lists_equal(const inlay_value *a, const inlay_value *b)
{
    size_t count = a->tag ? a->packed.count : a->list.count;
    if (count != (b->tag ? b->packed.count : b->list.count) || is_of_structs(a) || is_of_structs(b))
        return false;
    for (size_t i = 0; i < count; i++) {
        inlay_value x = list_item(a, i), y = list_item(b, i);
        if (!value_equal(&x, &y))
            return false;
    }
    return true;
}

static bool payloads_equal(const inlay_value *a, const inlay_value *b)
{
    bool none_a = !a->payload || a->payload->kind == INLAY_NOTHING, none_b = !b->payload || b->payload->kind == INLAY_NOTHING;
    return a->tag == b->tag && none_a == none_b && (none_a || value_equal(a->payload, b->payload));
}

bool value_equal(const inlay_value *a, const inlay_value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case INLAY_NOTHING: return true;
    case INLAY_BOOL:    return a->boolean == b->boolean;
    case INLAY_S8: case INLAY_U8:   return a->u8 == b->u8;
    case INLAY_S16: case INLAY_U16: return a->u16 == b->u16;
    case INLAY_S32: case INLAY_U32: case INLAY_CHAR: case INLAY_FLAGS: return a->u32 == b->u32;
    case INLAY_S64: case INLAY_U64: return a->u64 == b->u64;
    case INLAY_F32: return (isnan(a->f32) && isnan(b->f32)) || a->u32 == b->u32;
    case INLAY_F64: return (isnan(a->f64) && isnan(b->f64)) || a->u64 == b->u64;
    case INLAY_STRING:
        return a->string.size == b->string.size && (a->string.size == 0 || memcmp(a->string.bytes, b->string.bytes, a->string.size) == 0);
    case INLAY_RECORD: case INLAY_TUPLE: case INLAY_LIST: case INLAY_MAP:
        return lists_equal(a, b);
    case INLAY_ENUM:
        return a->tag == b->tag;
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        return payloads_equal(a, b);
    case INLAY_OWN: case INLAY_BORROW:
        return a->resource.index == b->resource.index && a->resource.serial == b->resource.serial;
    }
    return false;
}

/* ---- printing ---- */

static void print_float(text_builder *t, double number)
{
    if (isnan(number))
        text_add(t, "nan");
    else if (isinf(number))
        text_add(t, number < 0 ? "-inf" : "inf");
    else
        text_add(t, "%.17g", number);
}

static void print_string(text_builder *t, text_view view)
{
    text_put(t, (text_view){ "\"", 1 });
    size_t from = 0;
    for (size_t i = 0; i < view.size; i++)
        if (view.bytes[i] == '"' || view.bytes[i] == '\\') {
            text_put_escaped(t, (text_view){ view.bytes + from, i - from }, true);
            text_add(t, "\\");
            from = i;
        }
    text_put_escaped(t, (text_view){ view.bytes + from, view.size - from }, true);
    text_put(t, (text_view){ "\"", 1 });
}

static void print_char(text_builder *t, uint32_t c)
{
    if (c >= 0x20 && c < 0x7F)
        text_add(t, "'%s%c'", c == '\'' || c == '\\' ? "\\" : "", (int)c);
    else
        text_add(t, "'\\u{%" PRIx32 "}'", c);
}

static const ctype *field_type(const ctype *type, size_t i)
{
    return type && i < type->count ? type->fields[i].type : NULL;
}

static void print_items(text_builder *t, const inlay_value *value, const ctype *type)
{
    static const char opening[] = { [INLAY_RECORD] = '{', [INLAY_TUPLE] = '(', [INLAY_LIST] = '[', [INLAY_MAP] = '{' };
    static const char closing[] = { [INLAY_RECORD] = '}', [INLAY_TUPLE] = ')', [INLAY_LIST] = ']', [INLAY_MAP] = '}' };
    size_t count = value->kind == INLAY_LIST && value->tag ? value->packed.count : value->list.count;

    if (value->kind == INLAY_LIST && is_of_structs(value)) {
        text_add(t, "[%zu packed]", count);
        return;
    }
    text_add(t, "%c", opening[value->kind]);
    for (size_t i = 0; i < count; i++) {
        inlay_value item = value->kind == INLAY_LIST ? list_item(value, i) : value->list.items[i];
        const ctype *item_type = !type ? NULL : value->kind == INLAY_LIST ? type->element :
                                 value->kind == INLAY_MAP ? (i % 2 ? type->element : type->other) : field_type(type, i);
        if (i)
            text_add(t, value->kind == INLAY_MAP && i % 2 ? ": " : ", ");
        if (value->kind == INLAY_RECORD && type && i < type->count)
            text_add(t, "%.*s: ", TEXT_ARGS(type->fields[i].name));
        value_print(t, &item, item_type);
    }
    text_add(t, "%c", closing[value->kind]);
}

static void print_payload(text_builder *t, const inlay_value *value, const ctype *type)
{
    if (!value->payload || value->payload->kind == INLAY_NOTHING)
        return;
    text_add(t, "(");
    value_print(t, value->payload, type);
    text_add(t, ")");
}

static void print_case(text_builder *t, const inlay_value *value, const ctype *type)
{
    if (type && value->tag < type->count)
        text_put(t, type->fields[value->tag].name);
    else
        text_add(t, "case-%u", value->tag);
    if (value->kind == INLAY_VARIANT)
        print_payload(t, value, field_type(type, value->tag));
}

static void print_flags(text_builder *t, const inlay_value *value, const ctype *type)
{
    const char *joint = "";
    text_add(t, "{");
    for (uint32_t i = 0; i < 32; i++) {
        if (!(value->flags >> i & 1))
            continue;
        text_add(t, "%s", joint);
        if (type && i < type->count)
            text_put(t, type->fields[i].name);
        else
            text_add(t, "flag-%u", i);
        joint = ", ";
    }
    text_add(t, "}");
}

void value_print(text_builder *t, const inlay_value *value, const ctype *type)
{
    switch (value->kind) {
    case INLAY_NOTHING: text_add(t, "nothing"); return;
    case INLAY_BOOL:    text_add(t, value->boolean ? "true" : "false"); return;
    case INLAY_S8:      text_add(t, "%d", value->s8); return;
    case INLAY_U8:      text_add(t, "%u", value->u8); return;
    case INLAY_S16:     text_add(t, "%d", value->s16); return;
    case INLAY_U16:     text_add(t, "%u", value->u16); return;
    case INLAY_S32:     text_add(t, "%" PRId32, value->s32); return;
    case INLAY_U32:     text_add(t, "%" PRIu32, value->u32); return;
    case INLAY_S64:     text_add(t, "%" PRId64, value->s64); return;
    case INLAY_U64:     text_add(t, "%" PRIu64, value->u64); return;
    case INLAY_F32:     print_float(t, (double)value->f32); return;
    case INLAY_F64:     print_float(t, value->f64); return;
    case INLAY_CHAR:    print_char(t, value->character); return;
    case INLAY_STRING:  print_string(t, (text_view){ value->string.bytes, value->string.size }); return;
    case INLAY_RECORD: case INLAY_TUPLE: case INLAY_LIST: case INLAY_MAP:
        print_items(t, value, type);
        return;
    case INLAY_VARIANT: case INLAY_ENUM:
        print_case(t, value, type);
        return;
    case INLAY_OPTION:
        text_add(t, value->tag ? "some" : "none");
        print_payload(t, value, type ? type->element : NULL);
        return;
    case INLAY_RESULT:
        text_add(t, value->tag ? "error" : "ok");
        print_payload(t, value, !type ? NULL : value->tag ? type->other : type->element);
        return;
    case INLAY_FLAGS:
        print_flags(t, value, type);
        return;
    case INLAY_OWN: case INLAY_BORROW:
        text_add(t, "%s#%u", value->kind == INLAY_OWN ? "own" : "borrow", value->resource.index);
        return;
    }
}

/* ---- copying ---- */

static bool copy_packed(arena *a, const inlay_value *from, inlay_value *to)
{
    size_t size = value_scalar_size((inlay_kind)from->tag), bytes;
    void *items;
    if (!size_mul(size, from->packed.count, &bytes) || !(items = arena_alloc(a, bytes)))
        return false;
    if (bytes)
        memcpy(items, from->packed.items, bytes);
    to->packed.items = items;
    return true;
}

static bool copy_items(arena *a, const inlay_value *from, inlay_value *to)
{
    inlay_value *items = arena_array(a, inlay_value, from->list.count);
    if (!items)
        return false;
    for (size_t i = 0; i < from->list.count; i++)
        if (!value_copy(a, &from->list.items[i], &items[i]))
            return false;
    to->list.items = items;
    return true;
}

bool value_copy(arena *a, const inlay_value *from, inlay_value *to)
{
    *to = *from;
    switch (from->kind) {
    case INLAY_STRING: {
        text_view copy = arena_text(a, (text_view){ from->string.bytes, from->string.size });
        to->string.bytes = copy.bytes;
        return copy.bytes != NULL;
    }
    case INLAY_LIST:
        return from->tag ? copy_packed(a, from, to) : copy_items(a, from, to);
    case INLAY_RECORD: case INLAY_TUPLE: case INLAY_MAP:
        return copy_items(a, from, to);
    case INLAY_VARIANT: case INLAY_OPTION: case INLAY_RESULT:
        if (!from->payload)
            return true;
        to->payload = arena_new(a, inlay_value);
        return to->payload && value_copy(a, from->payload, to->payload);
    case INLAY_NOTHING: case INLAY_BOOL: case INLAY_S8: case INLAY_U8: case INLAY_S16: case INLAY_U16: case INLAY_S32:
    case INLAY_U32: case INLAY_S64: case INLAY_U64: case INLAY_F32: case INLAY_F64: case INLAY_CHAR: case INLAY_ENUM:
    case INLAY_FLAGS: case INLAY_OWN: case INLAY_BORROW:
        return true;
    }
    return true;
}
