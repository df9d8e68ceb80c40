/* Units and their abbreviations (DWARF 5, sections 7.5.1 and 7.5.3). */
#include "host/dwarf.h"

enum { UNIT_COMPILE = 1, UNIT_TYPE = 2, UNIT_PARTIAL = 3, UNIT_SKELETON = 4, UNIT_SPLIT = 5, UNIT_SPLIT_TYPE = 6 };

void dwarf_open(dwarf *d, budget *b, uint32_t code_size)
{
    *d = (dwarf){ .budget = b, .code_size = code_size, .abbrevs_of = UINT64_MAX };
}

void dwarf_close(dwarf *d)
{
    for (uint32_t i = 0; i < d->unit_count; i++) {
        budget_free(d->budget, d->units[i].sequences, d->units[i].sequence_capacity * sizeof(dwarf_sequence));
        budget_free(d->budget, d->units[i].functions, d->units[i].function_capacity * sizeof(dwarf_function));
    }
    budget_free(d->budget, d->units, d->unit_capacity * sizeof *d->units);
    budget_free(d->budget, d->abbrevs, d->abbrev_capacity * sizeof *d->abbrevs);
    *d = (dwarf){ 0 };
}

bool dwarf_step(dwarf *d, int64_t count)
{
    d->steps -= count;
    return d->steps > 0;
}

/* ---- abbreviations ---- */

/* abbreviation ::= code:uleb tag:uleb children:u8 spec*; false: the table's end, or broken */
static bool read_abbrev(dwarf *d, dwarf_cursor *c, dwarf_abbrev *out)
{
    out->code = dwarf_uleb(c);
    if (c->is_bad || !out->code)
        return false;
    out->tag = (uint32_t)dwarf_uleb(c);
    out->has_children = dwarf_u8(c) != 0;
    out->size = 0;
    out->specs = (uint32_t)(c->next - d->sections[DWARF_ABBREV].bytes);
    for (;;) {
        uint64_t name = dwarf_uleb(c), form = dwarf_uleb(c);
        if (form == 0x21)                 /* implicit_const: the value stands here */
            dwarf_sleb(c);
        if (c->is_bad || !dwarf_step(d, 1))
            return false;
        if (!name && !form)
            return true;
        uint32_t size = dwarf_form_size(form);
        out->size = size == DWARF_NO_SIZE || out->size > UINT16_MAX ? DWARF_NO_SIZE : out->size + size;
    }
}

bool dwarf_read_abbrevs(dwarf *d, const dwarf_unit *u)
{
    dwarf_abbrev each;
    if (d->abbrevs_of == u->abbrevs)
        return true;
    d->abbrevs_of = UINT64_MAX;
    d->abbrev_count = 0;
    for (dwarf_cursor c = dwarf_at(d->sections[DWARF_ABBREV], u->abbrevs); read_abbrev(d, &c, &each);) {
        if (!budget_room(d->budget, d->abbrevs, d->abbrev_capacity, d->abbrev_count))
            return false;
        d->abbrevs[d->abbrev_count++] = each;
    }
    if (d->steps <= 0)
        return false;
    d->abbrevs_of = u->abbrevs;
    return true;
}

/* Codes are 1, 2, 3 … as a rule. */
bool dwarf_find_abbrev(dwarf *d, const dwarf_unit *u, uint64_t code, dwarf_abbrev *out)
{
    if (d->abbrevs_of == u->abbrevs) {
        if (code <= d->abbrev_count && d->abbrevs[code - 1].code == code) {
            *out = d->abbrevs[code - 1];
            return true;
        }
        for (uint32_t i = 0; i < d->abbrev_count && dwarf_step(d, 1); i++) {
            *out = d->abbrevs[i];
            if (out->code == code)
                return true;
        }
        return false;
    }
    for (dwarf_cursor c = dwarf_at(d->sections[DWARF_ABBREV], u->abbrevs); read_abbrev(d, &c, out);)
        if (out->code == code)
            return true;
    return false;
}

/* ---- units ---- */

uint64_t dwarf_indexed_address(const dwarf *d, const dwarf_unit *u, uint64_t index)
{
    if (index > UINT32_MAX)
        return 0;
    dwarf_cursor c = dwarf_at(d->sections[DWARF_ADDR], u->address_base + index * u->address_size);
    return dwarf_fixed(&c, u->address_size);
}

/* unit ::= length version:u16 (5: type:u8 address_size:u8 abbrevs) | (2-4: abbrevs address_size:u8) … */
static bool read_header(dwarf_cursor *c, const uint8_t *start, dwarf_unit *u)
{
    uint64_t length = dwarf_length(c, &u->is_64);
    if (c->is_bad || length > (uint64_t)(c->end - c->next))
        return false;
    u->end = (uint32_t)((uint64_t)(c->next - start) + length);
    u->version = (uint16_t)dwarf_fixed(c, 2);
    uint32_t word = u->is_64 ? 8 : 4;
    uint8_t type = u->version >= 5 ? dwarf_u8(c) : UNIT_COMPILE;
    if (u->version >= 5)
        u->address_size = dwarf_u8(c);
    uint64_t abbrevs = dwarf_fixed(c, word);
    if (u->version < 5)
        u->address_size = dwarf_u8(c);
    if (type == UNIT_SKELETON || type == UNIT_SPLIT)
        u->dwo_id = dwarf_fixed(c, 8);
    if (type == UNIT_TYPE || type == UNIT_SPLIT_TYPE)
        dwarf_skip(c, 8 + word);
    u->abbrevs = abbrevs < UINT32_MAX ? (uint32_t)abbrevs : UINT32_MAX;
    u->first = (uint32_t)(c->next - start);
    return true;
}

static bool is_readable(const dwarf_unit *u)
{
    return u->version >= 2 && u->version <= 5 && (u->address_size == 4 || u->address_size == 8) && u->first <= u->end;
}

/* What a unit of a .dwo file doesn't say, since it is always the same there, or its skeleton's (DWARF 5, section 7.3.2.2). */
static void set_split_bases(const dwarf *d, dwarf_unit *u)
{
    bool is_5 = u->version >= 5;
    u->address_base = d->skeleton_address_base;
    u->string_base = !is_5 ? 0 : u->is_64 ? 16 : 8;
    u->range_base = !is_5 ? d->skeleton_range_base : u->is_64 ? 20 : 12;
    u->location_base = !is_5 ? 0 : u->is_64 ? 20 : 12;
}

static void set_bases(dwarf_unit *u, const dwarf_entry *e)
{
    if (dwarf_find(e, DWARF_AT_STR_OFFSETS_BASE))
        u->string_base = dwarf_number(e, DWARF_AT_STR_OFFSETS_BASE);
    if (dwarf_find(e, DWARF_AT_ADDR_BASE) || u->version < 5)
        u->address_base = dwarf_number(e, u->version < 5 ? DWARF_AT_GNU_ADDR_BASE : DWARF_AT_ADDR_BASE);
    u->range_base = dwarf_number(e, u->version < 5 ? DWARF_AT_GNU_RANGES_BASE : DWARF_AT_RNGLISTS_BASE);
    u->location_base = dwarf_number(e, DWARF_AT_LOCLISTS_BASE);
}

/* Bases stand beside what is read through them, in any order: so it is read twice. */
static bool read_first(dwarf *d, dwarf_unit *u)
{
    dwarf_entry e;
    u->string_base = u->is_64 ? 16 : 8;
    u->address_base = u->is_64 ? 16 : 8;
    if (!dwarf_read_entry(d, u, u->first, &e))
        return false;
    if (d->is_split)
        set_split_bases(d, u);
    else
        set_bases(u, &e);
    if ((u->version >= 5 || d->is_split) && !dwarf_read_entry(d, u, u->first, &e))
        return false;
    u->base = d->is_split ? d->skeleton_base : dwarf_number(&e, DWARF_AT_LOW_PC);
    if (u->version < 5)
        u->dwo_id = dwarf_number(&e, DWARF_AT_GNU_DWO_ID);
    if (!d->is_split)
        u->dwo_name = dwarf_text(&e, u->version < 5 ? DWARF_AT_GNU_DWO_NAME : DWARF_AT_DWO_NAME);
    u->folder = dwarf_text(&e, DWARF_AT_COMP_DIR);
    u->has_lines = dwarf_find(&e, DWARF_AT_STMT_LIST) != NULL;
    u->lines = dwarf_number(&e, DWARF_AT_STMT_LIST);
    u->has_bounds = dwarf_bounds(d, u, &e, &u->low, &u->high);
    u->entries_read = e.next;
    return true;
}

bool dwarf_read_units(dwarf *d)
{
    const dwarf_section *info = &d->sections[DWARF_INFO];
    while (!d->units_done && d->units_read < info->size) {
        dwarf_unit u = { .offset = d->units_read };
        dwarf_cursor c = dwarf_at(*info, d->units_read);
        if (!dwarf_step(d, 4))
            return false;
        if (!read_header(&c, info->bytes, &u))
            break;
        bool good = is_readable(&u) && read_first(d, &u);
        if (d->steps <= 0)
            return false;
        if (good && !budget_room(d->budget, d->units, d->unit_capacity, d->unit_count))
            return false;
        if (good)
            d->units[d->unit_count++] = u;
        d->units_read = u.end;
    }
    d->units_done = true;
    return true;
}

const dwarf_unit *dwarf_unit_of(const dwarf *d, uint64_t at)
{
    uint32_t low = 0, high = d->unit_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const dwarf_unit *u = &d->units[middle];
        if (at >= u->offset && at < u->end)
            return u;
        if (at < u->offset)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
