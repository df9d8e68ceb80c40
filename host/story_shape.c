/* How values read in stories. */
#include "host/story_shape.h"

#include <inttypes.h>
#include <string.h>

enum { SHAPE_DEPTH = 4, SHAPE_THINGS = 60, SHAPE_TEXT = 240, SHAPE_FIELDS = 10, SHAPE_ITEMS = 6, SHAPE_CHARS = 32, SHAPE_SEEK = 6, SHAPE_SOUGHT = 60, SHAPE_NAME = 80 };

typedef struct shape {
    text_builder      *t;
    dwarf             *d;
    const dwarf_frame *frame;
    uint32_t           left;      /* things that may still be told */
    size_t             end;       /* of the text: nothing is begun behind it */
} shape;

/* A value: of that type, so far into what is held. */
typedef struct shape_value {
    const dwarf_unit  *unit;
    uint64_t           type, offset;
    const dwarf_whole *held;
    uint32_t           bit_offset, bit_size;
} shape_value;

static void tell(shape *s, const shape_value *v, uint32_t depth);

/* ---- reading ---- */

static uint64_t cut(uint64_t bits, uint64_t size) { return size == 0 || size >= 8 ? bits : bits & (((uint64_t)1 << (8 * size)) - 1); }

static uint64_t extend(uint64_t bits, uint64_t size)
{
    if (size == 0 || size >= 8)
        return bits;
    uint64_t shift = 64 - 8 * size;
    return (uint64_t)((int64_t)(bits << shift) >> shift);
}

static bool read_part(const shape *s, const dwarf_unit *u, const dwarf_part *p, uint64_t offset, uint64_t size, uint64_t *bits)
{
    if (p->how == DWARF_MEMORY) {
        uint64_t address = u->address_size == 4 ? (uint32_t)(p->value + offset) : p->value + offset;
        return s->frame->memory(s->frame->user, address, (uint32_t)size, bits);
    }
    if (p->how != DWARF_VALUE || offset >= 8 || size > 8 - offset)
        return false;
    *bits = cut(p->value >> (8 * offset), size);
    return true;
}

/* 1 to 8 bytes of it. */
static bool read(const shape *s, const shape_value *v, uint64_t offset, uint64_t size, uint64_t *bits)
{
    const dwarf_whole *w = v->held;
    uint64_t at = v->offset + offset, start = 0;
    if (!size || size > 8 || at < offset)
        return false;
    if (w->how != DWARF_IN_PARTS)
        return read_part(s, v->unit, &(dwarf_part){ w->how, 0, w->value }, at, size, bits);
    for (uint32_t i = 0; i < w->part_count; start += w->parts[i++].size)
        if (at >= start && at - start + size <= w->parts[i].size)
            return read_part(s, v->unit, &w->parts[i], at - start, size, bits);
    return false;
}

static bool read_number(const shape *s, const shape_value *v, uint64_t size, uint64_t *bits)
{
    if (!v->bit_size)
        return read(s, v, 0, size, bits);
    uint64_t last = v->bit_offset % 8 + v->bit_size;
    if (!read(s, v, v->bit_offset / 8, (last + 7) / 8, bits))
        return false;
    *bits = *bits >> v->bit_offset % 8 & (((uint64_t)1 << v->bit_size) - 1);
    return true;
}

static shape_value member_of(const shape_value *v, const dwarf_unit *u, const dwarf_member *m)
{
    return (shape_value){ u, m->type, v->offset + m->offset, v->held, m->bit_offset, m->bit_size };
}

/* ---- numbers and texts ---- */

void story_shape_name(text_builder *t, text_view name)
{
    bool is_long = name.size > SHAPE_NAME;
    text_put_escaped(t, (text_view){ name.bytes, is_long ? SHAPE_NAME : name.size }, false);
    text_add(t, is_long ? "…" : "");
}

void story_shape_float(text_builder *t, uint64_t bits, uint64_t size)
{
    float small;
    double large;
    uint32_t low = (uint32_t)bits;
    memcpy(&small, &low, sizeof small);
    memcpy(&large, &bits, sizeof large);
    text_add(t, "%g", size == 4 ? (double)small : large);
}

static bool is_printable(uint64_t byte) { return byte >= ' ' && byte != 0x7F; }

/* size: UINT64_MAX: up to its zero, and only what reads as text. False: nothing was told. */
static bool tell_text(shape *s, const dwarf_unit *u, uint64_t address, uint64_t size)
{
    char text[SHAPE_CHARS];
    uint64_t byte = 0, got = 0;
    const dwarf_part from = { DWARF_MEMORY, 0, address };
    while (got < SHAPE_CHARS && got < size && read_part(s, u, &from, got, 1, &byte) && (is_printable(byte) || size != UINT64_MAX))
        text[got++] = (char)byte;
    bool is_cut = got < size && (size != UINT64_MAX || got == SHAPE_CHARS);
    for (uint32_t back = 0; is_cut && back < 3 && got && !text_is_utf8(text, got); back++)
        got--;
    if (!got && size)
        return false;
    text_add(s->t, "\"");
    text_put_escaped(s->t, (text_view){ text, got }, false);
    text_add(s->t, is_cut ? "…\"" : "\"");
    return true;
}

static void tell_char(shape *s, uint64_t bits)
{
    text_add(s->t, bits >= ' ' && bits <= '~' ? "'%c'" : "0x%x", (int)bits);
}

static void tell_enum(shape *s, const dwarf_type *type, uint64_t bits)
{
    text_view name = dwarf_enumerator(s->d, type, bits);
    if (name.size)
        story_shape_name(s->t, name);
    else
        text_add(s->t, "%" PRId64, (int64_t)extend(bits, type->size));
}

static void tell_number(shape *s, const dwarf_type *type, const shape_value *v, uint64_t bits)
{
    uint64_t sign = v->bit_size ? (uint64_t)1 << (v->bit_size - 1) : 0;
    switch (type->shape) {
    case DWARF_SIGNED:   text_add(s->t, "%" PRId64, (int64_t)(sign ? (bits ^ sign) - sign : extend(bits, type->size))); return;
    case DWARF_UNSIGNED: text_add(s->t, "%" PRIu64, bits);                       return;
    case DWARF_FLOAT:    story_shape_float(s->t, bits, type->size);              return;
    case DWARF_BOOL:     text_add(s->t, "%s", bits ? "true" : "false");          return;
    case DWARF_CHAR:     tell_char(s, bits);                                     return;
    case DWARF_ENUM:     tell_enum(s, type, bits);                               return;
    default:             text_add(s->t, "0x%" PRIx64, bits);
    }
}

/* ---- lists ---- */

typedef struct shape_list { uint64_t address, count, item; const dwarf_unit *unit; bool is_text; } shape_list;

static void tell_items(shape *s, const shape_value *first, uint64_t size, uint64_t count, uint32_t depth)
{
    text_add(s->t, "[");
    for (uint64_t i = 0; i < count; i++) {
        shape_value item = *first;
        item.offset += i * size;
        text_add(s->t, i ? ", " : "");
        if (i == SHAPE_ITEMS || !s->left || s->t->size > s->end || !size) {
            text_add(s->t, "… %" PRIu64 " in all", count);
            break;
        }
        tell(s, &item, depth + 1);
    }
    text_add(s->t, "]");
}

static void tell_list(shape *s, const shape_list *l, uint32_t depth)
{
    const dwarf_whole held = { .how = DWARF_MEMORY, .value = l->address };
    const shape_value first = { l->unit, l->item, 0, &held, 0, 0 };
    uint64_t byte, size = dwarf_find_type(s->d, l->unit, l->item).size;
    if (l->is_text && l->count < UINT32_MAX && tell_text(s, l->unit, l->address, l->count))
        return;
    if (l->count && !read(s, &first, 0, 1, &byte))
        text_add(s->t, "%" PRIu64 " of them at 0x%" PRIx64 ", which is no place in its memory", l->count, l->address);
    else
        tell_items(s, &first, size, l->count, depth);
}

/* The first member of that name, also of members' members: those on the way count, so that it ends. */
static bool seek(shape *s, const shape_value *in, const char *name, uint32_t depth, uint32_t *left, shape_value *out)
{
    dwarf_member m;
    dwarf_type type = dwarf_find_type(s->d, in->unit, in->type);
    if (type.shape != DWARF_STRUCT || !depth)
        return false;
    for (dwarf_walk w = dwarf_walk_open(s->d, type.unit, type.entry); *left && dwarf_next_member(&w, &m);) {
        shape_value member = member_of(in, type.unit, &m);
        --*left;
        if (text_is(m.name, name)) {
            *out = member;
            return true;
        }
        if (m.kind != DWARF_VARIANTS && seek(s, &member, name, depth - 1, left, out))
            return true;
    }
    return false;
}

static bool has(shape *s, const shape_value *in, const char *name, uint32_t depth, shape_value *out)
{
    uint32_t left = SHAPE_SOUGHT;
    return seek(s, in, name, depth, &left, out);
}

/* The number or address that a value holds. */
static bool bits_of(shape *s, const shape_value *v, dwarf_type *type, uint64_t *bits)
{
    *type = dwarf_find_type(s->d, v->unit, v->type);
    return read_number(s, v, type->size, bits);
}

static bool is_byte(shape *s, const dwarf_unit *u, uint64_t type)
{
    dwarf_type item = dwarf_find_type(s->d, u, type);
    return item.size == 1 && (item.shape == DWARF_UNSIGNED || item.shape == DWARF_CHAR);
}

static bool is_text_name(text_view name)
{
    static const char *const names[] = { "&str", "&mut str", "String", "string", "[]const u8", "[:0]const u8", "string_view", "_string" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_is(name, names[i]))
            return true;
    const char *end = name.bytes + name.size;
    return (name.size > 9 && memcmp(end - 9, "_string_t", 9) == 0) || text_starts(name, "basic_string_view<char");
}

/* A pointer and a count beside it, as most languages have them: Rust's slices, Zig's, Go's, C++'s views, wit-bindgen's lists. */
static bool find_slice(shape *s, const shape_value *v, const dwarf_type *type, shape_list *out)
{
    static const struct { const char *pointer, *count; } pairs[] = { { "data_ptr", "length" }, { "ptr", "len" }, { "__data_", "__size_" } };
    dwarf_type pointer, number;
    shape_value at, many;
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        if (!has(s, v, pairs[i].pointer, 1, &at) || !has(s, v, pairs[i].count, 1, &many))
            continue;
        if (!bits_of(s, &at, &pointer, &out->address) || pointer.shape != DWARF_POINTER || !bits_of(s, &many, &number, &out->count))
            return false;
        out->item = pointer.of;
        out->unit = pointer.unit;
        dwarf_type item = dwarf_find_type(s->d, pointer.unit, pointer.of);
        out->is_text = item.shape == DWARF_CHAR || (item.size == 1 && (is_text_name(type->name) || is_text_name(type->own)));
        return number.size != 0;
    }
    return false;
}

/* Rust's Vec<T> holds { buf: … pointer, len }; a String one of bytes. */
static bool find_vec(shape *s, const shape_value *v, const dwarf_type *type, shape_list *out)
{
    dwarf_type pointer, number, vec = *type;
    shape_value at, many, inner = *v;
    bool is_string = text_is(type->own, "String") && has(s, v, "vec", 1, &inner);
    if (is_string)
        vec = dwarf_find_type(s->d, inner.unit, inner.type);
    if (!text_starts(vec.own, "Vec<") || !has(s, &inner, "pointer", SHAPE_SEEK, &at) || !has(s, &inner, "len", 1, &many))
        return false;
    for (uint32_t hop = 0; hop < SHAPE_SEEK && dwarf_find_type(s->d, at.unit, at.type).shape == DWARF_STRUCT; hop++)
        if (!has(s, &at, "pointer", 1, &at))
            return false;
    out->item = dwarf_type_parameter(s->d, &vec, "T");
    out->unit = vec.unit;
    out->is_text = is_string;
    return out->item && bits_of(s, &at, &pointer, &out->address) && pointer.shape == DWARF_POINTER && bits_of(s, &many, &number, &out->count);
}

/* libc++'s vector: where it begins and ends. */
static bool find_vector(shape *s, const shape_value *v, shape_list *out)
{
    dwarf_type pointer;
    shape_value from, to;
    uint64_t end;
    if (!has(s, v, "__begin_", 1, &from) || !has(s, v, "__end_", 1, &to))
        return false;
    if (!bits_of(s, &from, &pointer, &out->address) || pointer.shape != DWARF_POINTER || !bits_of(s, &to, &pointer, &end))
        return false;
    uint64_t size = dwarf_find_type(s->d, pointer.unit, pointer.of).size;
    if (!size || end < out->address)
        return false;
    *out = (shape_list){ out->address, (end - out->address) / size, pointer.of, pointer.unit, false };
    return true;
}

/* libc++'s string: short ones lie in it, long ones elsewhere. False: it is none. */
static bool tell_string(shape *s, const shape_value *v, const dwarf_type *string)
{
    dwarf_type type;
    shape_value is_long, in_short, in_long, data, size;
    uint64_t flag, count, address;
    if (!text_starts(string->own, "basic_string<char,"))
        return false;
    if (!has(s, v, "__s", SHAPE_SEEK, &in_short) || !has(s, v, "__l", SHAPE_SEEK, &in_long) || !has(s, &in_short, "__is_long_", 3, &is_long))
        return false;
    if (!bits_of(s, &is_long, &type, &flag))
        return false;
    const shape_value *in = flag ? &in_long : &in_short;
    if (!has(s, in, "__data_", 3, &data) || !has(s, in, "__size_", 3, &size) || !bits_of(s, &size, &type, &count))
        return false;
    if (!flag && v->held->how == DWARF_MEMORY)
        return tell_text(s, v->unit, v->held->value + data.offset, count);
    return flag && bits_of(s, &data, &type, &address) && tell_text(s, v->unit, address, count);
}

/* ---- structs ---- */

/* Tuples have fields __0, __1. */
static bool is_numbered(text_view name) { return name.size > 2 && text_starts(name, "__") && name.bytes[2] >= '0' && name.bytes[2] <= '9'; }

static bool has_parentheses(shape *s, const dwarf_type *type)
{
    dwarf_member m;
    dwarf_walk w = dwarf_walk_open(s->d, type->unit, type->entry);
    return dwarf_next_member(&w, &m) && m.kind == DWARF_FIELD && is_numbered(m.name);
}

static uint32_t tell_fields(shape *s, const shape_value *v, const dwarf_type *type, uint32_t depth, uint32_t told);

/* Of a Rust enum: which one it is, and what that has. */
static bool tell_variant(shape *s, const shape_value *v, const dwarf_type *type, const dwarf_member *variants, uint32_t depth)
{
    dwarf_member tag, which;
    dwarf_type number = { 0 };
    uint64_t bits = 0;
    if (dwarf_variant_tag(s->d, type->unit, variants->entry, &tag)) {
        shape_value at = member_of(v, type->unit, &tag);
        if (!bits_of(s, &at, &number, &bits))
            return false;
    }
    if (!dwarf_variant(s->d, type->unit, variants->entry, bits, number.size, &which))
        return false;
    shape_value at = member_of(v, type->unit, &which);
    dwarf_type inner = dwarf_find_type(s->d, at.unit, at.type);
    dwarf_walk w = dwarf_walk_open(s->d, inner.unit, inner.entry);
    dwarf_member first;
    story_shape_name(s->t, inner.name.size ? inner.name : which.name);
    if (dwarf_next_member(&w, &first)) {
        text_add(s->t, is_numbered(first.name) ? "" : " ");
        tell(s, &at, depth);
    }
    return true;
}

static uint32_t tell_field(shape *s, const shape_value *v, const dwarf_type *type, const dwarf_member *m, uint32_t depth, uint32_t told)
{
    shape_value member = member_of(v, type->unit, m);
    dwarf_type inner;
    if (m->kind == DWARF_BASE_CLASS) {
        inner = dwarf_find_type(s->d, member.unit, member.type);
        return depth < SHAPE_DEPTH ? tell_fields(s, &member, &inner, depth + 1, told) : told;
    }
    if (m->kind == DWARF_VARIANTS || text_starts(m->name, "_vptr"))
        return told;
    text_add(s->t, told ? ", " : "");
    story_shape_name(s->t, is_numbered(m->name) ? (text_view){ 0 } : m->name);
    text_add(s->t, m->name.size && !is_numbered(m->name) ? " = " : "");
    tell(s, &member, depth + 1);
    return told + 1;
}

/* How many were told, of it and before it. */
static uint32_t tell_fields(shape *s, const shape_value *v, const dwarf_type *type, uint32_t depth, uint32_t told)
{
    dwarf_member m;
    for (dwarf_walk w = dwarf_walk_open(s->d, type->unit, type->entry); dwarf_next_member(&w, &m);) {
        if (told >= SHAPE_FIELDS || !s->left || s->t->size > s->end) {
            text_add(s->t, ", …");
            return told;
        }
        told = tell_field(s, v, type, &m, depth, told);
    }
    return told;
}

static bool find_variants(shape *s, const dwarf_type *type, dwarf_member *out)
{
    dwarf_walk w = dwarf_walk_open(s->d, type->unit, type->entry);
    return dwarf_next_member(&w, out) && out->kind == DWARF_VARIANTS;
}

static void tell_struct(shape *s, const shape_value *v, const dwarf_type *type, uint32_t depth)
{
    shape_list list = { 0 };
    dwarf_member variants;
    if (find_slice(s, v, type, &list) || find_vec(s, v, type, &list) || find_vector(s, v, &list)) {
        tell_list(s, &list, depth);
        return;
    }
    if (tell_string(s, v, type))
        return;
    if (find_variants(s, type, &variants)) {
        if (!tell_variant(s, v, type, &variants, depth))
            text_add(s->t, "not kept");
        return;
    }
    bool is_tuple = has_parentheses(s, type);
    text_add(s->t, is_tuple ? "(" : "{");
    tell_fields(s, v, type, depth, 0);
    text_add(s->t, is_tuple ? ")" : "}");
}

/* ---- all ---- */

static void tell_pointer(shape *s, const dwarf_type *type, uint64_t address, uint32_t depth)
{
    const dwarf_whole held = { .how = DWARF_MEMORY, .value = address };
    const shape_value to = { type->unit, type->of, 0, &held, 0, 0 };
    dwarf_type of = dwarf_find_type(s->d, type->unit, type->of);
    uint64_t byte;
    text_add(s->t, address ? "0x%" PRIx64 : "null", address);
    if (!address || !of.size)
        return;
    if (!read(s, &to, 0, 1, &byte)) {
        text_add(s->t, ", which is no place in its memory");
    } else if (is_byte(s, type->unit, type->of)) {
        size_t before = s->t->size;
        text_add(s->t, " ");
        if (!tell_text(s, type->unit, address, UINT64_MAX) && s->t->size > before)
            s->t->bytes[s->t->size = before] = '\0';
    } else if (of.shape == DWARF_STRUCT && depth < 2) {
        text_add(s->t, " -> ");
        tell(s, &to, depth + 2);
    }
}

/* char name[16] reads as text up to its zero. */
static void tell_array(shape *s, const shape_value *v, const dwarf_type *type, uint32_t depth)
{
    dwarf_type item = dwarf_find_type(s->d, type->unit, type->of);
    shape_value first = *v;
    uint64_t size = 0, byte = 0;
    first.unit = type->unit;
    first.type = type->of;
    while (item.shape == DWARF_CHAR && item.size == 1 && size < type->count && size <= SHAPE_CHARS && read(s, v, size, 1, &byte) && byte)
        size++;
    bool is_empty = item.shape == DWARF_CHAR && item.size == 1 && !size && !byte;
    if ((size || is_empty) && v->held->how == DWARF_MEMORY && tell_text(s, v->unit, v->held->value + v->offset, size))
        return;
    tell_items(s, &first, item.size, type->count, depth);
}

/* A struct of which nothing is kept is told as that. */
static bool is_lost(shape *s, const shape_value *v, const dwarf_type *type)
{
    uint64_t bits;
    if (v->held->how == DWARF_MEMORY)
        return !read(s, v, 0, 1, &bits);
    return v->held->how == DWARF_NOT_HELD || (v->held->how == DWARF_VALUE && type->size > 8);
}

static void tell(shape *s, const shape_value *v, uint32_t depth)
{
    dwarf_type type = dwarf_find_type(s->d, v->unit, v->type);
    bool has_parts = type.size && (type.shape == DWARF_STRUCT || type.shape == DWARF_ARRAY);
    bool is_deep = (has_parts && depth > SHAPE_DEPTH) || !s->left || s->t->size > s->end || s->d->steps <= 0;
    uint64_t bits = 0;
    s->left -= s->left != 0;
    if (is_deep)
        text_add(s->t, "…");
    else if (has_parts && is_lost(s, v, &type))
        text_add(s->t, "not kept");
    else if (type.shape == DWARF_STRUCT && type.size)
        tell_struct(s, v, &type, depth);
    else if (type.shape == DWARF_ARRAY && type.count)
        tell_array(s, v, &type, depth);
    else if (type.shape == DWARF_STRUCT || type.shape == DWARF_ARRAY)
        text_add(s->t, type.shape == DWARF_STRUCT ? "{}" : "[]");
    else if (!read_number(s, v, type.size ? type.size : v->unit->address_size, &bits))
        text_add(s->t, "not kept");
    else if (type.shape == DWARF_POINTER)
        tell_pointer(s, &type, bits, depth);
    else
        tell_number(s, &type, v, bits);
}

static bool is_any_part_kept(const dwarf_whole *held)
{
    for (uint32_t i = 0; i < held->part_count; i++)
        if (held->parts[i].how != DWARF_NOT_HELD)
            return true;
    return held->how == DWARF_VALUE || held->how == DWARF_MEMORY;
}

void story_shape_tell(text_builder *t, dwarf *d, const dwarf_unit *u, uint64_t type, const dwarf_whole *held, const dwarf_frame *frame)
{
    shape s = { t, d, frame, SHAPE_THINGS, t->size + SHAPE_TEXT };
    const shape_value whole = { u, type, 0, held, 0, 0 };
    if (!is_any_part_kept(held)) {
        text_add(t, " not kept");
        return;
    }
    text_add(t, " = ");
    tell(&s, &whole, 0);
}
