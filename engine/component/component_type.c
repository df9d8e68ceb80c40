/* Type definitions: value types, function types, resource types
 * (component model, Binary.md, "Type Definitions"). */
#include "engine/component/component_parts.h"

#include "engine/base/limits.h"
#include "engine/component/component_names.h"

#include <inttypes.h>

/* ---- value types ---- */

static const ctype *primitive_of(uint8_t byte)
{
    static const ctype_kind kinds[] = { CTYPE_STRING, CTYPE_CHAR, CTYPE_F64, CTYPE_F32, CTYPE_U64, CTYPE_S64, CTYPE_U32,
                                        CTYPE_S32, CTYPE_U16, CTYPE_S16, CTYPE_U8, CTYPE_S8, CTYPE_BOOL };
    if (byte == 0x64)
        return ctype_primitive(CTYPE_ERROR_CONTEXT);
    return byte >= 0x73 && byte <= 0x7F ? ctype_primitive(kinds[byte - 0x73]) : NULL;
}

/* valtype ::= i:typeidx | primvaltype; an index is a non-negative s33 */
static const ctype *read_value(component_decoder *d, reader *r)
{
    const ctype *primitive = reader_left(r) ? primitive_of(*r->next) : NULL;
    if (primitive) {
        bool gated = *r->next++ == 0x64;
        return gated && !scope_feature(d, COMPONENT_ERROR_CONTEXT, "error-context") ? NULL : primitive;
    }
    uint8_t byte = reader_left(r) ? *r->next : 0;
    int64_t index = read_s33(r);
    if (!reader_ok(r))
        return NULL;
    if (index < 0) {
        scope_refuse_byte(r, byte, "component value type");
        return NULL;
    }
    const type_entry *entry = scope_type(d, (uint32_t)index);
    if (!entry)
        return NULL;
    if (entry->kind != TYPE_VALUE) {
        scope_refuse_type(d, (uint32_t)index, "a defined");
        return NULL;
    }
    return entry->value;
}

/* <valtype>? ::= 0x00 | 0x01 valtype */
static bool read_optional(component_decoder *d, reader *r, const ctype **type)
{
    uint8_t flag = read_u8(r);
    *type = NULL;
    if (flag > 1)
        return scope_refuse_byte(r, flag, "optional component value type");
    if (flag == 1)
        *type = read_value(d, r);
    return reader_ok(r);
}

/* How the labels of a type are called in messages. */
typedef struct label_words { const char *name, *previous; } label_words;

static uint32_t hash_field(const void *user, uint32_t i)
{
    const cfield *fields = user;
    return name_hash(fields[i].name);
}

static int compare_fields(const void *user, uint32_t a, uint32_t b)
{
    const cfield *fields = user;
    return component_names_compare_labels(fields[a].name, fields[b].name);
}

/* Labels are strongly unique (Explainer.md, "Name Uniqueness"). */
static bool check_labels(component_decoder *d, const cfield *fields, uint32_t count, label_words words)
{
    size_t bytes = count * sizeof(uint32_t);
    uint32_t *order = count > 1 ? budget_alloc(d->scratch, bytes) : NULL;
    if (count < 2)
        return true;
    bool sorted = order && name_sort(order, NULL, count, &(name_order){ hash_field, compare_fields, fields }, d->scratch);
    if (!sorted)
        error_memory(d->err);
    for (uint32_t i = 1; sorted && i < count; i++)
        if (compare_fields(fields, order[i - 1], order[i]) == 0) {
            scope_refuse(d, "%s name `%.*s` conflicts with previous %s name `%.*s`", words.name, TEXT_ARGS(fields[order[i]].name),
                         words.previous, TEXT_ARGS(fields[order[i - 1]].name));
            break;
        }
    budget_free(d->scratch, order, bytes);
    return d->err->code == ERROR_NONE;
}

static bool read_label(component_decoder *d, reader *r, label_words words, text_view *label)
{
    *label = read_name(r);
    if (!reader_ok(r))
        return false;
    if (!label->size)
        return scope_refuse(d, "%s name cannot be empty", words.name);
    return component_names_is_label(*label)
        || scope_refuse(d, "%s name `%.*s` is not in kebab case", words.name, TEXT_ARGS(*label));
}

/* What stands in each entry of a record, variant, tuple, flags, enum or parameter list. */
typedef enum field_form { FIELD_TYPED, FIELD_CASE, FIELD_UNNAMED, FIELD_LABEL } field_form;

static bool read_field(component_decoder *d, reader *r, field_form form, label_words words, cfield *f)
{
    if (form != FIELD_UNNAMED && !read_label(d, r, words, &f->name))
        return false;
    if (form == FIELD_TYPED || form == FIELD_UNNAMED)
        f->type = read_value(d, r);
    if (form == FIELD_CASE) {
        if (!read_optional(d, r, &f->type))
            return false;
        uint8_t zero = read_u8(r);
        if (reader_ok(r) && zero)
            return scope_refuse_byte(r, zero, "zero byte required");
    }
    return reader_ok(r);
}

static bool read_fields(component_decoder *d, reader *r, field_form form, label_words words, const cfield **kept, uint32_t *count)
{
    static const uint8_t least[] = { 2, 3, 1, 1 };
    uint32_t n = read_count(r, least[form], LIMIT_TYPE_SIZE, "fields, cases or parameters of a type");
    cfield *fields = arena_array(d->arena, cfield, n);
    if (!fields)
        return error_memory(d->err);
    for (uint32_t i = 0; i < n && reader_ok(r); i++)
        if (!read_field(d, r, form, words, &fields[i]))
            return false;
    *kept = fields;
    *count = n;
    return reader_ok(r) && (form == FIELD_UNNAMED || check_labels(d, fields, n, words));
}

static bool read_compound(component_decoder *d, reader *r, ctype *t, ctype_kind kind, field_form form, label_words words, const char *empty)
{
    t->kind = kind;
    if (!read_fields(d, r, form, words, &t->fields, &t->count))
        return false;
    if (!t->count)
        return scope_refuse(d, "%s", empty);
    if (kind == CTYPE_FLAGS && t->count > LIMIT_FLAGS)
        return scope_refuse(d, "cannot have more than %d flags: there are %" PRIu32, LIMIT_FLAGS, t->count);
    return true;
}

/* own and borrow ::= i:typeidx of a resource */
static bool read_handle(component_decoder *d, reader *r, ctype *t, ctype_kind kind)
{
    uint32_t index = read_u32(r);
    const type_entry *entry = reader_ok(r) ? scope_type(d, index) : NULL;
    if (!entry)
        return false;
    if (entry->kind != TYPE_RESOURCE)
        return scope_refuse_type(d, index, "a resource");
    t->kind = kind;
    t->resource = entry->resource;
    t->alias = entry->alias;
    return true;
}

static bool read_element(component_decoder *d, reader *r, ctype *t, ctype_kind kind)
{
    t->kind = kind;
    t->element = read_value(d, r);
    return reader_ok(r);
}

static bool read_fixed_list(component_decoder *d, reader *r, ctype *t)
{
    if (!scope_feature(d, COMPONENT_FIXED_LISTS, "a list of fixed length") || !read_element(d, r, t, CTYPE_FIXED_LIST))
        return false;
    t->length = read_u32(r);
    return reader_ok(r) && (t->length || scope_refuse(d, "a list of fixed length must have at least one element"));
}

/* stream and future ::= t?:<valtype>? */
static bool read_stream(component_decoder *d, reader *r, ctype *t, ctype_kind kind)
{
    t->kind = kind;
    if (!scope_feature(d, COMPONENT_ASYNC, ctype_kind_text(kind)) || !read_optional(d, r, &t->element))
        return false;
    if (t->element && t->element->has_borrow)
        return scope_refuse(d, "a %s cannot carry a `borrow` type", ctype_kind_text(kind));
    if (kind == CTYPE_STREAM && t->element && t->element->kind == CTYPE_CHAR)
        return scope_refuse(d, "`stream<char>` is not valid at this time: a stream carries anything else, a char as u32 for one");
    return true;
}

/* map ::= 0x63 k:valtype v:valtype (if k is in keytype) */
static bool read_map(component_decoder *d, reader *r, ctype *t)
{
    t->kind = CTYPE_MAP;
    if (!scope_feature(d, COMPONENT_MAP, "a map"))
        return false;
    t->other = read_value(d, r);
    t->element = read_value(d, r);
    if (!reader_ok(r))
        return false;
    ctype_kind key = t->other->kind;
    if (key > CTYPE_STRING || key == CTYPE_F32 || key == CTYPE_F64)
        return scope_refuse(d, "invalid map key type: %s cannot be a map's key", ctype_kind_text(key));
    return true;
}

static bool read_parts(component_decoder *d, reader *r, uint8_t byte, ctype *t)
{
    switch (byte) {
    case 0x72: return read_compound(d, r, t, CTYPE_RECORD, FIELD_TYPED, (label_words){ "record field", "field" }, "record type must have at least one field");
    case 0x71: return read_compound(d, r, t, CTYPE_VARIANT, FIELD_CASE, (label_words){ "variant case", "case" }, "variant type must have at least one case");
    case 0x70: return read_element(d, r, t, CTYPE_LIST);
    case 0x6F: return read_compound(d, r, t, CTYPE_TUPLE, FIELD_UNNAMED, (label_words){ "", "" }, "tuple type must have at least one type");
    case 0x6E: return read_compound(d, r, t, CTYPE_FLAGS, FIELD_LABEL, (label_words){ "flag", "flag" }, "flags must have at least one entry");
    case 0x6D: return read_compound(d, r, t, CTYPE_ENUM, FIELD_LABEL, (label_words){ "enum tag", "tag" }, "enum type must have at least one variant");
    case 0x6B: return read_element(d, r, t, CTYPE_OPTION);
    case 0x6A:
        t->kind = CTYPE_RESULT;
        return read_optional(d, r, &t->element) && read_optional(d, r, &t->other);
    case 0x69: return read_handle(d, r, t, CTYPE_OWN);
    case 0x68: return read_handle(d, r, t, CTYPE_BORROW);
    case 0x67: return read_fixed_list(d, r, t);
    case 0x66: return read_stream(d, r, t, CTYPE_STREAM);
    case 0x65: return read_stream(d, r, t, CTYPE_FUTURE);
    case 0x63: return read_map(d, r, t);
    default:   return scope_refuse_byte(r, byte, "component defined type");
    }
}

/* defvaltype */
static bool read_value_type(component_decoder *d, reader *r, uint8_t byte, type_entry *entry)
{
    entry->kind = TYPE_VALUE;
    if ((entry->value = primitive_of(byte)))
        return byte != 0x64 || scope_feature(d, COMPONENT_ERROR_CONTEXT, "error-context");

    ctype *t = arena_new(d->arena, ctype);
    if (!t)
        return error_memory(d->err);
    entry->value = t;
    if (!read_parts(d, r, byte, t) || !reader_ok(r))
        return false;
    if (!ctype_finish(t, d->err))
        d->err->offset = d->at;
    return reader_ok(r);
}

/* ---- function and resource types ---- */

/* resultlist ::= 0x00 t:valtype | 0x01 0x00 */
bool component_type_result(component_decoder *d, reader *r, const ctype **type)
{
    uint8_t byte = read_u8(r);
    *type = NULL;
    if (!reader_ok(r))
        return false;
    if (byte > 1)
        return scope_refuse_byte(r, byte, "component function results");
    if (byte == 0) {
        *type = read_value(d, r);
        return reader_ok(r);
    }
    uint8_t zero = read_u8(r);
    return reader_ok(r) && (!zero || scope_refuse_byte(r, zero, "number of results"));
}

/* functype ::= 0x40 paramlist resultlist | 0x43 paramlist resultlist */
static bool read_func_type(component_decoder *d, reader *r, bool is_async, type_entry *entry)
{
    func_type *f = arena_new(d->arena, func_type);
    if (!f)
        return error_memory(d->err);
    *entry = (type_entry){ .func = f, .kind = TYPE_FUNC };
    f->func.is_async = is_async;
    if (is_async && !scope_feature(d, COMPONENT_ASYNC, "an async function"))
        return false;
    if (!read_fields(d, r, FIELD_TYPED, (label_words){ "function parameter", "parameter" }, &f->func.params, &f->func.param_count))
        return false;
    if (!component_type_result(d, r, &f->func.result))
        return false;
    if (f->func.result && f->func.result->has_borrow)
        return scope_refuse(d, "function result cannot contain a `borrow` type");

    uint64_t size = 1 + (f->func.result ? f->func.result->leaves : 0);
    f->has_handles = f->func.result && f->func.result->has_handles;
    for (uint32_t i = 0; i < f->func.param_count; i++) {
        size += f->func.params[i].type->leaves + 1;
        f->has_handles |= f->func.params[i].type->has_handles;
    }
    if (size > LIMIT_TYPE_SIZE)
        return error_set(d->err, ERROR_LIMIT, d->at, "effective type size exceeds the limit of %d: this function's types have %" PRIu64 " parts",
                         LIMIT_TYPE_SIZE, size);
    f->size = (uint32_t)size;
    return true;
}

/* resourcetype ::= 0x3f t:core:valtype f?:<core:funcidx>?, t: i32 or i64 */
static bool read_resource_type(component_decoder *d, reader *r)
{
    if (d->scope->kind != SCOPE_COMPONENT)
        return scope_refuse(d, "resources can only be defined within a concrete component, not in a type");
    uint8_t rep = read_u8(r), has_destructor = read_u8(r);
    if (reader_ok(r) && rep != WASM_I32 && rep != WASM_I64)
        return scope_refuse(d, "resources can only be represented by `i32` or `i64`");
    if (reader_ok(r) && rep == WASM_I64 && !scope_feature(d, COMPONENT_WIDE_REPS, "a resource represented by an `i64`"))
        return false;
    if (has_destructor > 1)
        return scope_refuse_byte(r, has_destructor, "optional destructor of a resource");
    uint32_t destructor = has_destructor ? read_u32(r) : COMPONENT_NO_INDEX;
    if (!reader_ok(r))
        return false;
    if (has_destructor) {
        wasm_extern_type type;
        if (!scope_core_extern(d, SORT_CORE_FUNC, destructor, &type))
            return false;
        const wasm_functype *f = &d->core.types[type.type_index].func;
        if (f->param_count != 1 || f->params[0] != rep || f->result_count)
            return scope_refuse(d, "wrong signature for a destructor: core function %" PRIu32 " must take an %s and return nothing", destructor,
                                rep == WASM_I64 ? "i64" : "i32");
    }
    cresource *resource = scope_resource(d);
    component_step *step = resource ? scope_step(d, STEP_TYPE, SORT_TYPE) : NULL;
    if (!step)
        return false;
    resource->is_defined = true;
    resource->is_wide = rep == WASM_I64;
    step->run = 1;
    step->resource = resource;
    step->destructor = destructor;
    return scope_add_type(d, (type_entry){ .resource = resource, .alias = ++d->alias_count, .kind = TYPE_RESOURCE });
}

/* type ::= deftype */
bool component_type_read(component_decoder *d, reader *r)
{
    type_entry entry = { 0 };
    bool ok = false;
    uint8_t byte = read_u8(r);
    if (!reader_ok(r))
        return false;
    switch (byte) {
    case 0x3F:
        return read_resource_type(d, r);
    case 0x40: case 0x43:
        ok = read_func_type(d, r, byte == 0x43, &entry);
        break;
    case 0x41:
        entry.kind = TYPE_COMPONENT;
        ok = component_world_component_type(d, r, &entry.world);
        break;
    case 0x42:
        entry.kind = TYPE_INSTANCE;
        ok = component_world_instance_type(d, r, &entry.world);
        break;
    default:
        ok = read_value_type(d, r, byte, &entry);
    }
    return ok && scope_add_type(d, entry) && (d->scope->kind != SCOPE_COMPONENT || scope_step_types(d, STEP_TYPE));
}
