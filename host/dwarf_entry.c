/* Entries: what the abbreviation says an entry has, read from .debug_info. */
#include "host/dwarf.h"

/* Forms (DWARF 5, section 7.5.6), and the two of GNU that toolchains still write. */
enum {
    FORM_ADDR = 0x01, FORM_BLOCK2 = 0x03, FORM_BLOCK4 = 0x04, FORM_DATA2 = 0x05, FORM_DATA4 = 0x06, FORM_DATA8 = 0x07, FORM_STRING = 0x08,
    FORM_BLOCK = 0x09, FORM_BLOCK1 = 0x0A, FORM_DATA1 = 0x0B, FORM_FLAG = 0x0C, FORM_SDATA = 0x0D, FORM_STRP = 0x0E, FORM_UDATA = 0x0F,
    FORM_REF_ADDR = 0x10, FORM_REF1 = 0x11, FORM_REF2 = 0x12, FORM_REF4 = 0x13, FORM_REF8 = 0x14, FORM_REF_UDATA = 0x15, FORM_INDIRECT = 0x16,
    FORM_SEC_OFFSET = 0x17, FORM_EXPRLOC = 0x18, FORM_FLAG_PRESENT = 0x19, FORM_STRX = 0x1A, FORM_ADDRX = 0x1B, FORM_REF_SUP4 = 0x1C,
    FORM_STRP_SUP = 0x1D, FORM_DATA16 = 0x1E, FORM_LINE_STRP = 0x1F, FORM_REF_SIG8 = 0x20, FORM_IMPLICIT = 0x21, FORM_LOCLISTX = 0x22,
    FORM_RNGLISTX = 0x23, FORM_REF_SUP8 = 0x24, FORM_STRX1 = 0x25, FORM_STRX2 = 0x26, FORM_STRX3 = 0x27, FORM_STRX4 = 0x28,
    FORM_ADDRX1 = 0x29, FORM_ADDRX2 = 0x2A, FORM_ADDRX3 = 0x2B, FORM_ADDRX4 = 0x2C, FORM_GNU_ADDR_INDEX = 0x1F01, FORM_GNU_STR_INDEX = 0x1F02
};

static dwarf_value number(uint64_t n) { return (dwarf_value){ DWARF_NUMBER, n, NULL }; }
static dwarf_value offset(uint64_t n) { return (dwarf_value){ DWARF_OFFSET, n, NULL }; }

static dwarf_value text(text_view t)
{
    return (dwarf_value){ DWARF_TEXT, t.size, (const uint8_t *)t.bytes };
}

static dwarf_value text_at(const dwarf *d, dwarf_section_kind section, uint64_t at)
{
    dwarf_cursor c = dwarf_at(d->sections[section], at);
    return text(dwarf_string(&c));
}

static dwarf_value block(dwarf_cursor *c, uint64_t size)
{
    const uint8_t *bytes = dwarf_skip(c, size);
    return (dwarf_value){ DWARF_BLOCK, bytes ? size : 0, bytes };
}

static dwarf_value text_indexed(const dwarf *d, const dwarf_unit *u, uint64_t index)
{
    uint32_t size = u->is_64 ? 8 : 4;
    if (index > UINT32_MAX)
        return text((text_view){ 0 });
    dwarf_cursor c = dwarf_at(d->sections[DWARF_STR_OFFSETS], u->string_base + index * size);
    uint64_t at = dwarf_fixed(&c, size);
    return c.is_bad ? text((text_view){ 0 }) : text_at(d, DWARF_STR, at);
}

static dwarf_value address_indexed(const dwarf *d, const dwarf_unit *u, uint64_t index)
{
    return (dwarf_value){ DWARF_ADDRESS, dwarf_indexed_address(d, u, index), NULL };
}

static dwarf_value entry(const dwarf_unit *u, uint64_t in_unit)
{
    return (dwarf_value){ DWARF_ENTRY, in_unit < UINT32_MAX ? u->offset + in_unit : UINT64_MAX, NULL };
}

/* What is not told by a fixed size. */
static bool read_other_form(const dwarf *d, const dwarf_unit *u, dwarf_cursor *c, uint64_t form, int64_t implicit, dwarf_value *out)
{
    switch (form) {
    case FORM_BLOCK1:    *out = block(c, dwarf_u8(c));                     return !c->is_bad;
    case FORM_BLOCK2:    *out = block(c, dwarf_fixed(c, 2));               return !c->is_bad;
    case FORM_BLOCK4:    *out = block(c, dwarf_fixed(c, 4));               return !c->is_bad;
    case FORM_BLOCK: case FORM_EXPRLOC: *out = block(c, dwarf_uleb(c));    return !c->is_bad;
    case FORM_DATA16:    *out = block(c, 16);                              return !c->is_bad;
    case FORM_SDATA:     *out = number((uint64_t)dwarf_sleb(c));           return !c->is_bad;
    case FORM_UDATA:     *out = number(dwarf_uleb(c));                     return !c->is_bad;
    case FORM_FLAG_PRESENT: *out = number(1);                              return true;
    case FORM_IMPLICIT:  *out = number((uint64_t)implicit);                return true;
    case FORM_STRING:    *out = text(dwarf_string(c));                     return !c->is_bad;
    case FORM_REF_UDATA: *out = entry(u, dwarf_uleb(c));                   return !c->is_bad;
    case FORM_STRX: case FORM_GNU_STR_INDEX: *out = text_indexed(d, u, dwarf_uleb(c));         return !c->is_bad;
    case FORM_ADDRX: case FORM_GNU_ADDR_INDEX: *out = address_indexed(d, u, dwarf_uleb(c));      return !c->is_bad;
    case FORM_LOCLISTX: case FORM_RNGLISTX: *out = (dwarf_value){ DWARF_LIST, dwarf_uleb(c), NULL }; return !c->is_bad;
    case FORM_STRX1: case FORM_STRX2: case FORM_STRX3: case FORM_STRX4:
        *out = text_indexed(d, u, dwarf_fixed(c, (uint32_t)(form - FORM_STRX1 + 1)));
        return !c->is_bad;
    case FORM_ADDRX1: case FORM_ADDRX2: case FORM_ADDRX3: case FORM_ADDRX4:
        *out = address_indexed(d, u, dwarf_fixed(c, (uint32_t)(form - FORM_ADDRX1 + 1)));
        return !c->is_bad;
    default:
        return false;
    }
}

bool dwarf_read_form(const dwarf *d, const dwarf_unit *u, dwarf_cursor *c, uint64_t form, int64_t implicit, dwarf_value *out)
{
    uint32_t word = u->is_64 ? 8 : 4;
    if (form == FORM_INDIRECT)
        form = dwarf_uleb(c);
    switch (form) {
    case FORM_ADDR:      *out = (dwarf_value){ DWARF_ADDRESS, dwarf_fixed(c, u->address_size), NULL }; return !c->is_bad;
    case FORM_DATA1: case FORM_FLAG: *out = number(dwarf_u8(c));           return !c->is_bad;
    case FORM_DATA2:     *out = number(dwarf_fixed(c, 2));                 return !c->is_bad;
    case FORM_DATA4:     *out = number(dwarf_fixed(c, 4));                 return !c->is_bad;
    case FORM_DATA8:     *out = number(dwarf_fixed(c, 8));                 return !c->is_bad;
    case FORM_REF1:      *out = entry(u, dwarf_u8(c));                     return !c->is_bad;
    case FORM_REF2:      *out = entry(u, dwarf_fixed(c, 2));               return !c->is_bad;
    case FORM_REF4:      *out = entry(u, dwarf_fixed(c, 4));               return !c->is_bad;
    case FORM_REF8:      *out = entry(u, dwarf_fixed(c, 8));               return !c->is_bad;
    case FORM_REF_SIG8: case FORM_REF_SUP8: *out = number(dwarf_fixed(c, 8)); return !c->is_bad;
    case FORM_REF_SUP4:  *out = number(dwarf_fixed(c, 4));                 return !c->is_bad;
    case FORM_REF_ADDR:  *out = (dwarf_value){ DWARF_ENTRY, dwarf_fixed(c, u->version == 2 ? u->address_size : word), NULL }; return !c->is_bad;
    case FORM_SEC_OFFSET: *out = offset(dwarf_fixed(c, word));             return !c->is_bad;
    case FORM_STRP_SUP:  *out = number(dwarf_fixed(c, word));              return !c->is_bad;
    case FORM_STRP:      *out = text_at(d, DWARF_STR, dwarf_fixed(c, word));      return !c->is_bad;
    case FORM_LINE_STRP: *out = text_at(d, DWARF_LINE_STR, dwarf_fixed(c, word)); return !c->is_bad;
    default:
        return read_other_form(d, u, c, form, implicit, out);
    }
}

/* DWARF_AT_COUNT: one that nobody here asks for. */
static dwarf_attribute attribute_of(uint64_t code)
{
    switch (code) {
#define DWARF_ATTRIBUTE(name, number) case number: return DWARF_AT_##name;
    DWARF_ATTRIBUTES(DWARF_ATTRIBUTE)
#undef DWARF_ATTRIBUTE
    default: return DWARF_AT_COUNT;
    }
}

/* attribute spec ::= name:uleb form:uleb (value:sleb where the form is implicit_const), ended by two zeros */
static bool read_values(dwarf *d, const dwarf_unit *u, dwarf_cursor specs, dwarf_cursor *c, dwarf_entry *e)
{
    for (;;) {
        uint64_t name = dwarf_uleb(&specs), form = dwarf_uleb(&specs);
        int64_t implicit = form == FORM_IMPLICIT ? dwarf_sleb(&specs) : 0;
        if (specs.is_bad || !dwarf_step(d, 1))
            return false;
        if (!name && !form)
            return true;
        dwarf_attribute a = attribute_of(name);
        dwarf_value ignored;
        if (!dwarf_read_form(d, u, c, form, implicit, a < DWARF_AT_COUNT ? &e->values[a] : &ignored))
            return false;
        if (a < DWARF_AT_COUNT)
            e->present |= UINT64_C(1) << a;
    }
}

uint32_t dwarf_form_size(uint64_t form)
{
    switch (form) {
    case FORM_FLAG_PRESENT: case FORM_IMPLICIT:                                          return 0;
    case FORM_DATA1: case FORM_FLAG: case FORM_REF1: case FORM_STRX1: case FORM_ADDRX1:  return 1;
    case FORM_DATA2: case FORM_REF2: case FORM_STRX2: case FORM_ADDRX2:                  return 2;
    case FORM_STRX3: case FORM_ADDRX3:                                                   return 3;
    case FORM_ADDR: case FORM_DATA4: case FORM_REF4: case FORM_REF_ADDR: case FORM_SEC_OFFSET: case FORM_STRP: case FORM_LINE_STRP:
    case FORM_STRP_SUP: case FORM_REF_SUP4: case FORM_STRX4: case FORM_ADDRX4:           return 4;
    case FORM_DATA8: case FORM_REF8: case FORM_REF_SIG8: case FORM_REF_SUP8:             return 8;
    case FORM_DATA16:                                                                    return 16;
    default:                                                                             return DWARF_NO_SIZE;
    }
}

bool dwarf_read_entry(dwarf *d, const dwarf_unit *u, uint64_t at, dwarf_entry *e)
{
    return dwarf_pass_entry(d, u, at, UINT64_MAX, e);
}

bool dwarf_pass_entry(dwarf *d, const dwarf_unit *u, uint64_t at, uint64_t tags, dwarf_entry *e)
{
    dwarf_section whole = { d->sections[DWARF_INFO].bytes, u->end };
    e->tag = 0;
    e->present = 0;
    if (at < u->first || at >= u->end || !dwarf_step(d, 1))
        return false;
    dwarf_cursor c = dwarf_at(whole, at);
    uint64_t code = dwarf_uleb(&c);
    dwarf_abbrev abbrev = { 0 };
    if (code && !dwarf_find_abbrev(d, u, code, &abbrev))
        return false;
    e->at = (uint32_t)at;
    e->tag = code ? abbrev.tag : 0;
    e->has_children = abbrev.has_children;
    bool is_wanted = abbrev.tag >= 64 || (tags >> abbrev.tag & 1);
    if (code && !is_wanted && abbrev.size != DWARF_NO_SIZE && u->address_size == 4 && !u->is_64)
        dwarf_skip(&c, abbrev.size);
    else if (code && !read_values(d, u, dwarf_at(d->sections[DWARF_ABBREV], abbrev.specs), &c, e))
        return false;
    e->next = (uint32_t)(c.next - whole.bytes);
    return !c.is_bad;
}

uint64_t dwarf_number(const dwarf_entry *e, dwarf_attribute a)
{
    const dwarf_value *v = dwarf_find(e, a);
    return v && v->kind != DWARF_TEXT && v->kind != DWARF_BLOCK ? v->number : 0;
}

text_view dwarf_text(const dwarf_entry *e, dwarf_attribute a)
{
    const dwarf_value *v = dwarf_find(e, a);
    return v && v->kind == DWARF_TEXT ? (text_view){ (const char *)v->bytes, v->number } : (text_view){ 0 };
}
