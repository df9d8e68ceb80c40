/* Types: each as C, and its layout. Parts are written before what they are in. */
#include "sdk/tool/bind.h"

#include <inttypes.h>
#include <string.h>

/* TYPE(kind, C, as a part, inlay_kind) */
static const struct { const char *c, *part, *kind; } plain[CTYPE_KIND_COUNT] = {
    [CTYPE_BOOL] = { "bool", "bool", "INLAY_BOOL" },
    [CTYPE_S8] = { "int8_t", "s8", "INLAY_S8" }, [CTYPE_U8] = { "uint8_t", "u8", "INLAY_U8" },
    [CTYPE_S16] = { "int16_t", "s16", "INLAY_S16" }, [CTYPE_U16] = { "uint16_t", "u16", "INLAY_U16" },
    [CTYPE_S32] = { "int32_t", "s32", "INLAY_S32" }, [CTYPE_U32] = { "uint32_t", "u32", "INLAY_U32" },
    [CTYPE_S64] = { "int64_t", "s64", "INLAY_S64" }, [CTYPE_U64] = { "uint64_t", "u64", "INLAY_U64" },
    [CTYPE_F32] = { "float", "f32", "INLAY_F32" }, [CTYPE_F64] = { "double", "f64", "INLAY_F64" },
    [CTYPE_CHAR] = { "uint32_t", "char", "INLAY_CHAR" }, [CTYPE_STRING] = { "inlay_string", "string", "INLAY_STRING" },
};

bool bind_type_is_large(const ctype *type)
{
    switch (type->kind) {
    case CTYPE_RECORD: case CTYPE_TUPLE: case CTYPE_VARIANT: case CTYPE_OPTION: case CTYPE_RESULT: case CTYPE_FIXED_LIST:
        return true;
    default:
        return false;
    }
}

static bool is_named(const ctype *type)
{
    return type->name.size && (type->kind == CTYPE_RECORD || type->kind == CTYPE_VARIANT || type->kind == CTYPE_ENUM || type->kind == CTYPE_FLAGS);
}

static text_view owner_of(const ctype *type)
{
    return type->owner_interface ? type->owner_interface->name : (text_view){ 0 };
}

static text_view meaning(bind_header *h, const char *what, text_view interface_name, text_view name)
{
    return text_of(bind_text(h, "%s %.*s%s%.*s", what, TEXT_ARGS(interface_name), interface_name.size ? "#" : "", TEXT_ARGS(name)));
}

const char *bind_resource_name(bind_header *h, const cresource *resource)
{
    const char *name = bind_free(h, bind_text(h, "%s%s", bind_scope(h, resource->interface_name), bind_snake(h, resource->name)));
    text_view means = meaning(h, "the resource", resource->interface_name, resource->name);
    const bind_name *known = bind_find(h, name);
    if (known && text_equal(known->meaning, means))
        return name;
    if (!bind_claim(h, name, means))
        return NULL;
    bind_docs(&h->types, resource->origin, 0);
    text_add(&h->types, "typedef struct %s { inlay_resource id; } %s;\n\n", name, name);
    return name;
}

/* ---- names ---- */

/* "list_u8", "option_world_body": what the type is called within others' names. Its parts are written. */
static const char *part_name(bind_header *h, const ctype *type)
{
    const bind_type *element = type->element ? bind_type_of(h, type->element) : NULL;
    const bind_type *other = type->other ? bind_type_of(h, type->other) : NULL;
    const char *prefix = bind_text(h, "%s_", h->prefix), *joined = "tuple";
    if ((type->element && !element) || (type->other && !other))
        return NULL;
    switch (type->kind) {
    case CTYPE_LIST:       return bind_text(h, "list_%s", element->part);
    case CTYPE_FIXED_LIST: return bind_text(h, "list%" PRIu32 "_%s", type->length, element->part);
    case CTYPE_MAP:        return bind_text(h, "map_%s_%s", other->part, element->part);
    case CTYPE_OPTION:     return bind_text(h, "option_%s", element->part);
    case CTYPE_RESULT:     return bind_text(h, "result_%s_%s", element ? element->part : "none", other ? other->part : "none");
    case CTYPE_OWN: case CTYPE_BORROW: {
        const char *name = bind_resource_name(h, type->resource);
        return name ? bind_text(h, "%s%s", type->kind == CTYPE_BORROW ? "borrow_" : "", name + strlen(prefix)) : NULL;
    }
    case CTYPE_TUPLE:
        for (uint32_t i = 0; i < type->count; i++) {
            const bind_type *item = bind_type_of(h, type->fields[i].type);
            if (!item)
                return NULL;
            joined = bind_text(h, "%s_%s", joined, item->part);
        }
        return joined;
    default:
        return bind_text(h, "%s%s", bind_scope(h, owner_of(type)) + strlen(prefix), bind_snake(h, type->name));
    }
}

/* ---- C ---- */

static bool put_fields(bind_header *h, text_builder *t, const ctype *type, int indent)
{
    for (uint32_t i = 0; i < type->count; i++) {
        const cfield *f = &type->fields[i];
        const bind_type *part = f->type ? bind_type_of(h, f->type) : NULL;
        if (f->type && !part)
            return false;
        if (!part)
            continue;
        bind_docs(t, f->origin, indent);
        text_add(t, "%*s%s %s;\n", indent, "", part->name, type->kind == CTYPE_TUPLE ? bind_text(h, "f%" PRIu32, i) : bind_field(h, f->name));
    }
    return true;
}

/* Constants of an enum, or a variant's tag. */
static bool put_cases(bind_header *h, const ctype *type, const char *name)
{
    const char *upper = bind_upper(h, name);
    for (uint32_t i = 0; i < type->count; i++) {
        const cfield *f = &type->fields[i];
        const char *constant = bind_text(h, "%s_%s", upper, bind_upper(h, bind_snake(h, f->name)));
        if (!bind_claim(h, constant, meaning(h, "the case", type->name, f->name)))
            return false;
        if (type->kind == CTYPE_ENUM)
            bind_docs(&h->types, f->origin, 4);
        text_add(&h->types, "    %s%s\n", constant, i + 1 < type->count ? "," : "");
    }
    return true;
}

static bool put_enum(bind_header *h, const ctype *type, const char *name)
{
    text_add(&h->types, "typedef enum %s {\n", name);
    if (!put_cases(h, type, name))
        return false;
    text_add(&h->types, "} %s;\n\n", name);
    return true;
}

static bool put_flags(bind_header *h, const ctype *type, const char *name)
{
    const char *upper = bind_upper(h, name);
    text_add(&h->types, "typedef uint32_t %s;\n", name);
    for (uint32_t i = 0; i < type->count; i++) {
        const char *constant = bind_text(h, "%s_%s", upper, bind_upper(h, bind_snake(h, type->fields[i].name)));
        if (!bind_claim(h, constant, meaning(h, "the flag", type->name, type->fields[i].name)))
            return false;
        bind_docs(&h->types, type->fields[i].origin, 0);
        text_add(&h->types, "#define %s 0x%" PRIX32 "u\n", constant, (uint32_t)1 << i);
    }
    text_add(&h->types, "\n");
    return true;
}

static bool has_payload(const ctype *type)
{
    for (uint32_t i = 0; i < type->count; i++)
        if (type->fields[i].type)
            return true;
    return false;
}

static bool put_variant(bind_header *h, const ctype *type, const char *name)
{
    const char *tag = bind_text(h, "%s_tag", name);
    if (!bind_claim(h, tag, meaning(h, "the tag of", type->name, (text_view){ 0 })))
        return false;
    text_add(&h->types, "typedef enum %s {\n", tag);
    if (!put_cases(h, type, name))
        return false;
    text_add(&h->types, "} %s;\n\n", tag);
    bind_docs(&h->types, type->origin, 0);
    text_add(&h->types, "typedef struct %s {\n    %s tag;\n", name, tag);
    if (has_payload(type)) {
        text_add(&h->types, "    union {\n");
        if (!put_fields(h, &h->types, type, 8))
            return false;
        text_add(&h->types, "    };\n");
    }
    text_add(&h->types, "} %s;\n\n", name);
    return true;
}

static bool put_result(bind_header *h, const ctype *type, const char *name)
{
    text_add(&h->types, "typedef struct %s {\n    bool is_err;\n", name);
    if (type->element || type->other)
        text_add(&h->types, "    union {\n");
    if (type->element)
        text_add(&h->types, "        %s ok;\n", bind_type_of(h, type->element)->name);
    if (type->other)
        text_add(&h->types, "        %s err;\n", bind_type_of(h, type->other)->name);
    if (type->element || type->other)
        text_add(&h->types, "    };\n");
    text_add(&h->types, "} %s;\n\n", name);
    return true;
}

static bool put_struct(bind_header *h, const ctype *type, const char *name)
{
    text_add(&h->types, "typedef struct %s {\n", name);
    if (!put_fields(h, &h->types, type, 4))
        return false;
    text_add(&h->types, "} %s;\n\n", name);
    return true;
}

static bool put_map(bind_header *h, const ctype *type, const char *name)
{
    text_add(&h->types, "typedef struct %s_entry {\n    %s key;\n    %s value;\n} %s_entry;\n\n", name, bind_type_of(h, type->other)->name,
             bind_type_of(h, type->element)->name, name);
    text_add(&h->types, "typedef struct %s { const %s_entry *items; size_t count; } %s;\n\n", name, name, name);
    return true;
}

/* Its parts are written already. */
static bool put_type(bind_header *h, const ctype *type, const char *name)
{
    const char *item = type->element ? bind_type_of(h, type->element)->name : "";
    if (type->kind != CTYPE_VARIANT)
        bind_docs(&h->types, is_named(type) ? type->origin : NULL, 0);
    switch (type->kind) {
    case CTYPE_RECORD: case CTYPE_TUPLE: return put_struct(h, type, name);
    case CTYPE_VARIANT: return put_variant(h, type, name);
    case CTYPE_ENUM:    return put_enum(h, type, name);
    case CTYPE_FLAGS:   return put_flags(h, type, name);
    case CTYPE_RESULT:  return put_result(h, type, name);
    case CTYPE_MAP:     return put_map(h, type, name);
    case CTYPE_OPTION:
        text_add(&h->types, "typedef struct %s { bool has; %s value; } %s;\n\n", name, item, name);
        return true;
    case CTYPE_LIST:
        text_add(&h->types, "typedef struct %s { const %s *items; size_t count; } %s;\n\n", name, item, name);
        return true;
    case CTYPE_FIXED_LIST:
        text_add(&h->types, "typedef struct %s { %s items[%" PRIu32 "]; } %s;\n\n", name, item, type->length, name);
        return true;
    default:
        return true;
    }
}

/* ---- layouts ---- */

static void put_member(bind_header *h, const ctype *part, const char *name, const char *field)
{
    if (part)
        text_add(&h->layouts, "    { &%s, offsetof(%s, %s) },\n", bind_type_of(h, part)->layout, name, field);
    else
        text_add(&h->layouts, "    { NULL, 0 },\n");
}

static void put_members(bind_header *h, const ctype *type, const char *name)
{
    switch (type->kind) {
    case CTYPE_RECORD: case CTYPE_VARIANT: case CTYPE_TUPLE:
        for (uint32_t i = 0; i < type->count; i++)
            put_member(h, type->fields[i].type, name, type->kind == CTYPE_TUPLE ? bind_text(h, "f%" PRIu32, i) : bind_field(h, type->fields[i].name));
        return;
    case CTYPE_OPTION:
        put_member(h, type->element, name, "value");
        return;
    case CTYPE_RESULT:
        put_member(h, type->element, name, "ok");
        put_member(h, type->other, name, "err");
        return;
    case CTYPE_LIST: case CTYPE_FIXED_LIST:
        text_add(&h->layouts, "    { &%s, 0 },\n", bind_type_of(h, type->element)->layout);
        return;
    case CTYPE_MAP:
        text_add(&h->layouts, "    { &%s_entry_layout, 0 },\n", name);
        return;
    default:
        return;
    }
}

static void put_entry_layout(bind_header *h, const ctype *type, const char *name)
{
    text_add(&h->layouts, "static const inlay_member %s_entry_members[] = {\n", name);
    put_member(h, type->other, bind_text(h, "%s_entry", name), "key");
    put_member(h, type->element, bind_text(h, "%s_entry", name), "value");
    text_add(&h->layouts, "};\nstatic const inlay_layout %s_entry_layout = { INLAY_TUPLE, 0, 0, sizeof(%s_entry), 2, %s_entry_members };\n", name, name, name);
}

static const char *kind_text(const ctype *type)
{
    switch (type->kind) {
    case CTYPE_RECORD:  return "INLAY_RECORD";
    case CTYPE_TUPLE:   return "INLAY_TUPLE";
    case CTYPE_VARIANT: return "INLAY_VARIANT";
    case CTYPE_ENUM:    return "INLAY_ENUM";
    case CTYPE_FLAGS:   return "INLAY_FLAGS";
    case CTYPE_OPTION:  return "INLAY_OPTION";
    case CTYPE_RESULT:  return "INLAY_RESULT";
    case CTYPE_MAP:     return "INLAY_MAP";
    case CTYPE_LIST: case CTYPE_FIXED_LIST: return "INLAY_LIST";
    case CTYPE_OWN:     return "INLAY_OWN";
    case CTYPE_BORROW:  return "INLAY_BORROW";
    default:            return plain[type->kind].kind;
    }
}

/* Its tag's size and place. */
static const char *tag_text(bind_header *h, const ctype *type, const char *name)
{
    switch (type->kind) {
    case CTYPE_ENUM:    return bind_text(h, "sizeof(%s), 0", name);
    case CTYPE_VARIANT: return bind_text(h, "sizeof(%s_tag), offsetof(%s, tag)", name, name);
    case CTYPE_OPTION:  return bind_text(h, "sizeof(bool), offsetof(%s, has)", name);
    case CTYPE_RESULT:  return bind_text(h, "sizeof(bool), offsetof(%s, is_err)", name);
    default:            return "0, 0";
    }
}

static uint32_t member_count(const ctype *type)
{
    switch (type->kind) {
    case CTYPE_RECORD: case CTYPE_TUPLE: case CTYPE_VARIANT: case CTYPE_ENUM: case CTYPE_FLAGS: return type->count;
    case CTYPE_FIXED_LIST: return type->length;
    case CTYPE_RESULT: return 2;
    case CTYPE_OPTION: return 1;
    default:           return 0;
    }
}

static void put_layout(bind_header *h, const ctype *type, const bind_type *b)
{
    bool is_plain = plain[type->kind].c || type->kind == CTYPE_ENUM || type->kind == CTYPE_FLAGS || type->kind == CTYPE_OWN || type->kind == CTYPE_BORROW;
    const char *members = "NULL";
    if (type->kind == CTYPE_MAP)
        put_entry_layout(h, type, b->name);
    if (!is_plain) {
        members = bind_text(h, "%s_%s_members", h->prefix, b->part);
        text_add(&h->layouts, "static const inlay_member %s[] = {\n", members);
        put_members(h, type, b->name);
        text_add(&h->layouts, "};\n");
    }
    text_add(&h->layouts, "static const inlay_layout %s = { %s, %s, sizeof(%s), %" PRIu32 ", %s };\n", b->layout, kind_text(type),
             tag_text(h, type, b->name), b->name, member_count(type), members);
}

/* ---- all ---- */

static const char *type_name(bind_header *h, const ctype *type, const char *part)
{
    if (plain[type->kind].c)
        return plain[type->kind].c;
    if (type->kind == CTYPE_OWN || type->kind == CTYPE_BORROW)
        return bind_resource_name(h, type->resource);
    return bind_free(h, bind_text(h, "%s_%s", h->prefix, part));
}

static bool fields_are_bound(bind_header *h, const ctype *type)
{
    for (uint32_t i = 0; type->kind != CTYPE_FLAGS && i < type->count; i++)
        if (type->fields[i].type && !bind_type_of(h, type->fields[i].type))
            return false;
    return true;
}

static const bind_type *find_part(const bind_header *h, const char *part)
{
    const bind_type *b = (const bind_type *)(uintptr_t)key_map_get(&h->by_part, bind_hash(part));
    while (b && strcmp(b->part, part) != 0)
        b = b->next;
    return b;
}

/* Another ctype of the same name: a copy of the same declaration, or another type that would be called alike. */
static bool is_same(const ctype *a, const ctype *b)
{
    return a == b || (a->kind == b->kind && text_equal(a->name, b->name) && text_equal(owner_of(a), owner_of(b)));
}

/* To be found by its type, and by its part before older ones. */
static bool keep(bind_header *h, bind_type *b)
{
    uint64_t key = bind_hash(b->part);
    b->next = (bind_type *)(uintptr_t)key_map_get(&h->by_part, key);
    return (key_map_put(&h->by_type, h->budget, (uintptr_t)b->type, (uintptr_t)b) && key_map_put(&h->by_part, h->budget, key, (uintptr_t)b)) ||
           error_memory(h->err);
}

/* WIT's texts have such types and components don't: a game that bound one would wait for mods that nobody can build. */
static bool has_parts(bind_header *h, const ctype *type)
{
    if (type->count || (type->kind != CTYPE_RECORD && type->kind != CTYPE_TUPLE && type->kind != CTYPE_FLAGS))
        return true;
    if (type->kind == CTYPE_TUPLE)
        return error_set(h->err, ERROR_BINDING, ERROR_NO_OFFSET, "a tuple of nothing is no type of a component: no mod could be built with it");
    return error_set(h->err, ERROR_BINDING, ERROR_NO_OFFSET, "the %s `%.*s` has no %s: components have no such type, and no mod could be built with it",
                     ctype_kind_text(type->kind), TEXT_ARGS(type->name), type->kind == CTYPE_FLAGS ? "flag" : "field");
}

/* Recursion: as deep as the type, LIMIT_TYPE_DEPTH. */
const bind_type *bind_type_of(bind_header *h, const ctype *type)
{
    const bind_type *known = (const bind_type *)(uintptr_t)key_map_get(&h->by_type, (uintptr_t)type);
    if (known)
        return known;
    if (type->kind == CTYPE_STREAM || type->kind == CTYPE_FUTURE || type->kind == CTYPE_ERROR_CONTEXT) {
        error_set(h->err, ERROR_BINDING, ERROR_NO_OFFSET, "a %s cannot be bound yet", ctype_kind_text(type->kind));
        return NULL;
    }
    const char *part = plain[type->kind].c ? plain[type->kind].part : part_name(h, type);
    if (!part || !has_parts(h, type) || !fields_are_bound(h, type))
        return NULL;
    const bind_type *alike = find_part(h, part);
    bind_type *b = arena_new(h->arena, bind_type);
    if (!b)
        return error_memory(h->err), NULL;
    *b = (bind_type){ type, type_name(h, type, part), part, bind_text(h, "%s_%s_layout", h->prefix, part), NULL };
    if (!b->name)
        return NULL;
    bool is_new = !alike || (is_named(type) ? !is_same(alike->type, type) : is_named(alike->type));
    bool claims = is_new && !plain[type->kind].c && type->kind != CTYPE_OWN && type->kind != CTYPE_BORROW;
    if (claims && !bind_claim(h, b->name, meaning(h, is_named(type) ? "the type" : "a", owner_of(type), is_named(type) ? type->name : text_of(part))))
        return NULL;
    if (claims && !put_type(h, type, b->name))
        return NULL;
    if (is_new)
        put_layout(h, type, b);
    return keep(h, b) ? b : NULL;
}
