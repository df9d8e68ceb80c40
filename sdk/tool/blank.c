/* Blank values: see blank.h. As deep as the type, which is bounded where it is read. */
#include "sdk/tool/blank.h"

#include "engine/base/text.h"
#include "engine/component/value.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Records, tuples and lists of a length: one of each. */
static inlay_values blank_items(const blank_maker *m, const ctype *type, size_t count)
{
    inlay_value *items = count ? m->room(m->user, count * sizeof *items) : NULL;
    for (size_t i = 0; items && i < count; i++)
        items[i] = blank_of(m, type->kind == CTYPE_FIXED_LIST ? type->element : type->fields[i].type);
    return (inlay_values){ items, items ? count : 0 };
}

static inlay_value *blank_payload(const blank_maker *m, const ctype *type)
{
    inlay_value *payload = type ? m->room(m->user, sizeof *payload) : NULL;
    if (payload)
        *payload = blank_of(m, type);
    return payload;
}

static inlay_resource blank_resource(const blank_maker *m, const cresource *resource)
{
    char name[400];
    snprintf(name, sizeof name, "%.*s#%.*s", TEXT_ARGS(resource->interface_name), TEXT_ARGS(resource->name));
    return inlay_resource_new(m->host, name, NULL);
}

inlay_value blank_of(const blank_maker *m, const ctype *type)
{
    inlay_value v = { value_kind(type->kind), 0, { { 0 } } };
    switch (type->kind) {
    case CTYPE_RECORD: case CTYPE_TUPLE: v.list = blank_items(m, type, type->count);              break;
    case CTYPE_FIXED_LIST:               v.list = blank_items(m, type, type->length);             break;
    case CTYPE_VARIANT:                  v.payload = blank_payload(m, type->fields[0].type);      break;
    case CTYPE_RESULT:                   v.payload = blank_payload(m, type->element);             break;
    case CTYPE_OWN: case CTYPE_BORROW:   v.resource = blank_resource(m, type->resource);          break;
    default:                             break;
    }
    return v;
}

static bool read_float(const char *word, double *out)
{
    char *end;
    *out = strtod(word, &end);
    return *word && !*end;
}

/* Its sign is cast in; the range is looked at here. */
static bool read_integer(const char *word, int64_t least, uint64_t most, uint64_t *out)
{
    char *end;
    bool is_minus = *word == '-';
    const char *digits = word + is_minus;
    errno = 0;
    uint64_t size = strtoull(digits, &end, 0);
    *out = is_minus ? 0 - size : size;
    return *digits >= '0' && *digits <= '9' && !*end && !errno && size <= (is_minus ? 0 - (uint64_t)least : most);
}

bool blank_read(const blank_maker *m, const ctype *type, const char *word, inlay_value *out)
{
    uint64_t n = 0;
    double d = 0;
    *out = blank_of(m, type);
    if (strcmp(word, "_") == 0)
        return true;
    bool is_float = read_float(word, &d);
    switch (type->kind) {
    case CTYPE_BOOL:   out->boolean = strcmp(word, "true") == 0; return out->boolean || strcmp(word, "false") == 0;
#define INTEGER(KIND, member, c_type, least, most) \
    case CTYPE_##KIND: return read_integer(word, least, most, &n) && (out->member = (c_type)n, true);
    INTEGER(S8, s8, int8_t, INT8_MIN, INT8_MAX)         INTEGER(U8, u8, uint8_t, 0, UINT8_MAX)
    INTEGER(S16, s16, int16_t, INT16_MIN, INT16_MAX)    INTEGER(U16, u16, uint16_t, 0, UINT16_MAX)
    INTEGER(S32, s32, int32_t, INT32_MIN, INT32_MAX)    INTEGER(U32, u32, uint32_t, 0, UINT32_MAX)
    INTEGER(S64, s64, int64_t, INT64_MIN, INT64_MAX)    INTEGER(U64, u64, uint64_t, 0, UINT64_MAX)
#undef INTEGER
    case CTYPE_F32:    out->f32 = (float)d;           return is_float;
    case CTYPE_F64:    out->f64 = d;                  return is_float;
    case CTYPE_STRING: out->string = (inlay_string){ word, strlen(word) }; return true;
    default:           return false;
    }
}
