/* Types, and what they are made of (DWARF 5, chapter 5). */
#include "host/dwarf.h"

enum { TYPE_HOPS = 12, ARRAY_LEVELS = 4 };
enum { ENCODING_BOOL = 0x02, ENCODING_FLOAT = 0x04, ENCODING_SIGNED = 0x05, ENCODING_SIGNED_CHAR = 0x06, ENCODING_UNSIGNED = 0x07, ENCODING_UNSIGNED_CHAR = 0x08,
       ENCODING_UTF = 0x10 };

/* With optimization over all of a program, a type may stand in another unit. */
static const dwarf_unit *unit_of(const dwarf *d, const dwarf_unit *u, uint64_t at)
{
    return at >= u->first && at < u->end ? u : dwarf_unit_of(d, at);
}

/* `signed char` and `unsigned char` are numbers, int8_t and uint8_t by another name. */
static dwarf_shape shape_of_base(const dwarf_entry *e)
{
    bool is_char = text_is(dwarf_text(e, DWARF_AT_NAME), "char");
    switch (dwarf_number(e, DWARF_AT_ENCODING)) {
    case ENCODING_BOOL:          return DWARF_BOOL;
    case ENCODING_FLOAT:         return DWARF_FLOAT;
    case ENCODING_SIGNED:        return DWARF_SIGNED;
    case ENCODING_UNSIGNED:      return DWARF_UNSIGNED;
    case ENCODING_SIGNED_CHAR:   return is_char ? DWARF_CHAR : DWARF_SIGNED;
    case ENCODING_UNSIGNED_CHAR: return is_char ? DWARF_CHAR : DWARF_UNSIGNED;
    case ENCODING_UTF:           return DWARF_CHAR;
    default:                     return DWARF_OTHER;
    }
}

static dwarf_shape shape_of(const dwarf_entry *e)
{
    switch (e->tag) {
    case DWARF_TAG_BASE:        return shape_of_base(e);
    case DWARF_TAG_ENUMERATION: return DWARF_ENUM;
    case DWARF_TAG_ARRAY:       return DWARF_ARRAY;
    case DWARF_TAG_STRUCTURE: case DWARF_TAG_CLASS: case DWARF_TAG_UNION:    return DWARF_STRUCT;
    case DWARF_TAG_POINTER: case DWARF_TAG_REFERENCE: case DWARF_TAG_RVALUE: return DWARF_POINTER;
    default:                    return DWARF_OTHER;
    }
}

static bool is_renaming(uint32_t tag)
{
    return tag == DWARF_TAG_TYPEDEF || tag == DWARF_TAG_CONST || tag == DWARF_TAG_VOLATILE || tag == DWARF_TAG_ATOMIC;
}

/* ---- going through ---- */

dwarf_walk dwarf_walk_open(dwarf *d, const dwarf_unit *u, uint64_t entry)
{
    dwarf_entry e;
    bool good = dwarf_read_abbrevs(d, u) && dwarf_read_entry(d, u, entry, &e) && e.has_children;
    return (dwarf_walk){ d, u, good ? e.next : 0, good };
}

/* The next child whose tag is in `tags`, a bit each. */
static bool next_child(dwarf_walk *w, uint64_t tags, dwarf_entry *e)
{
    while (w->depth && dwarf_pass_entry(w->d, w->u, w->at, w->depth == 1 ? tags : 0, e)) {
        bool is_here = w->depth == 1;
        w->at = e->next;
        w->depth += e->tag ? e->has_children : UINT32_MAX;
        if (is_here && e->tag && e->tag < 64 && (tags >> e->tag & 1))
            return true;
    }
    w->depth = 0;
    return false;
}

static dwarf_member member_of(const dwarf_entry *e)
{
    dwarf_member m = { .name = dwarf_text(e, DWARF_AT_NAME), .type = dwarf_number(e, DWARF_AT_TYPE), .entry = e->at };
    m.kind = e->tag == DWARF_TAG_VARIANT_PART ? DWARF_VARIANTS : e->tag == DWARF_TAG_INHERITANCE ? DWARF_BASE_CLASS : DWARF_FIELD;
    m.offset = dwarf_number(e, DWARF_AT_MEMBER_LOCATION);
    if (dwarf_find(e, DWARF_AT_DATA_BIT_OFFSET)) {
        uint64_t bit = dwarf_number(e, DWARF_AT_DATA_BIT_OFFSET), size = dwarf_number(e, DWARF_AT_BIT_SIZE);
        m.bit_offset = bit < UINT32_MAX ? (uint32_t)bit : 0;
        m.bit_size = size <= 57 ? (uint32_t)size : 57;        /* fits in 8 bytes from any bit on */
    }
    return m;
}

bool dwarf_next_member(dwarf_walk *w, dwarf_member *out)
{
    dwarf_entry e;
    const uint64_t tags = DWARF_TAG_BIT(DWARF_TAG_MEMBER) | DWARF_TAG_BIT(DWARF_TAG_INHERITANCE) | DWARF_TAG_BIT(DWARF_TAG_VARIANT_PART);
    while (next_child(w, tags, &e)) {
        bool is_static = dwarf_number(&e, DWARF_AT_EXTERNAL) && !dwarf_find(&e, DWARF_AT_MEMBER_LOCATION);
        *out = member_of(&e);
        if (!is_static)
            return true;
    }
    return false;
}

/* ---- types ---- */

/* Of all levels together: int grid[4][8] has 32. */
static uint64_t count_items(dwarf *d, const dwarf_unit *u, uint64_t entry)
{
    dwarf_entry e;
    uint64_t count = 1;
    dwarf_walk w = dwarf_walk_open(d, u, entry);
    for (uint32_t level = 0; level < ARRAY_LEVELS && next_child(&w, DWARF_TAG_BIT(DWARF_TAG_SUBRANGE), &e); level++) {
        uint64_t own = dwarf_find(&e, DWARF_AT_ITEM_COUNT) ? dwarf_number(&e, DWARF_AT_ITEM_COUNT)
                     : dwarf_find(&e, DWARF_AT_UPPER_BOUND) ? dwarf_number(&e, DWARF_AT_UPPER_BOUND) + 1 : 0;
        count = own <= UINT16_MAX ? count * own : 0;
        count = count <= UINT32_MAX ? count : 0;
    }
    return count;
}

dwarf_type dwarf_find_type(dwarf *d, const dwarf_unit *u, uint64_t type)
{
    dwarf_entry e;
    dwarf_type out = { .unit = u };
    for (uint32_t hop = 0; hop < TYPE_HOPS && type; hop++) {
        const dwarf_unit *of = unit_of(d, out.unit, type);
        if (!of || !dwarf_read_entry(d, of, type, &e))
            return out;
        out.unit = of;
        out.entry = type;
        if (!out.name.size)
            out.name = dwarf_text(&e, DWARF_AT_NAME);
        type = dwarf_number(&e, DWARF_AT_TYPE);
        if (is_renaming(e.tag))
            continue;
        out.own = dwarf_text(&e, DWARF_AT_NAME);
        out.shape = shape_of(&e);
        out.size = dwarf_number(&e, DWARF_AT_BYTE_SIZE);
        out.of = type;
        if (out.shape == DWARF_POINTER && !out.size)
            out.size = of->address_size;
        if (out.shape == DWARF_ENUM && !out.size)
            out.size = 4;
        if (out.shape == DWARF_ARRAY)
            out.count = count_items(d, of, out.entry);
        return out;
    }
    return out;
}

static uint64_t cut(uint64_t bits, uint64_t size)
{
    return size && size < 8 ? bits & (((uint64_t)1 << (8 * size)) - 1) : bits;
}

text_view dwarf_enumerator(dwarf *d, const dwarf_type *type, uint64_t bits)
{
    dwarf_entry e;
    dwarf_walk w = dwarf_walk_open(d, type->unit, type->entry);
    while (next_child(&w, DWARF_TAG_BIT(DWARF_TAG_ENUMERATOR), &e))
        if (cut(dwarf_number(&e, DWARF_AT_CONST_VALUE), type->size) == cut(bits, type->size))
            return dwarf_text(&e, DWARF_AT_NAME);
    return (text_view){ 0 };
}

bool dwarf_variant_tag(dwarf *d, const dwarf_unit *u, uint32_t variants, dwarf_member *out)
{
    dwarf_entry e;
    if (!dwarf_read_entry(d, u, variants, &e) || !dwarf_find(&e, DWARF_AT_DISCR) || !dwarf_read_entry(d, u, dwarf_number(&e, DWARF_AT_DISCR), &e))
        return false;
    *out = member_of(&e);
    return true;
}

bool dwarf_variant(dwarf *d, const dwarf_unit *u, uint32_t variants, uint64_t tag, uint64_t tag_size, dwarf_member *out)
{
    dwarf_entry e;
    uint32_t other = 0, found = 0;
    dwarf_walk w = dwarf_walk_open(d, u, variants);
    while (!found && next_child(&w, DWARF_TAG_BIT(DWARF_TAG_VARIANT), &e)) {
        const dwarf_value *value = dwarf_find(&e, DWARF_AT_DISCR_VALUE);
        if (!value)
            other = e.at;
        else if (value->kind == DWARF_NUMBER && cut(value->number, tag_size) == cut(tag, tag_size))
            found = e.at;
    }
    if (!found && !other)
        return false;
    w = dwarf_walk_open(d, u, found ? found : other);
    return dwarf_next_member(&w, out);
}

uint64_t dwarf_type_parameter(dwarf *d, const dwarf_type *type, const char *name)
{
    dwarf_entry e;
    dwarf_walk w = dwarf_walk_open(d, type->unit, type->entry);
    while (next_child(&w, DWARF_TAG_BIT(DWARF_TAG_TEMPLATE_TYPE), &e))
        if (text_is(dwarf_text(&e, DWARF_AT_NAME), name))
            return dwarf_number(&e, DWARF_AT_TYPE);
    return 0;
}
