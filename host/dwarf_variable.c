/* Variables: which there are, and where (DWARF 5, chapter 4 and section 2.6). */
#include "host/dwarf.h"

enum { LLE_END, LLE_BASEX, LLE_STARTX_ENDX, LLE_STARTX_LENGTH, LLE_OFFSET_PAIR, LLE_DEFAULT, LLE_BASE, LLE_START_END, LLE_START_LENGTH };
enum { GNU_BASE = 1, GNU_START_END, GNU_START_LENGTH, GNU_OFFSET_PAIR };

/* ---- where it is at an address ---- */

typedef struct place_list {
    dwarf            *d;
    const dwarf_unit *u;
    dwarf_cursor      c;
    uint64_t          base, low, high;
    bool              is_default;
} place_list;

/* .debug_loc: low, high, size:u16, expression; as .debug_ranges otherwise */
static bool next_place_4(place_list *l)
{
    uint32_t size = l->u->address_size;
    uint64_t most = size == 4 ? UINT32_MAX : UINT64_MAX;
    while (dwarf_step(l->d, 1)) {
        l->low = dwarf_fixed(&l->c, size);
        l->high = dwarf_fixed(&l->c, size);
        if (l->c.is_bad || (!l->low && !l->high))
            return false;
        if (l->low == most) {
            l->base = l->high;
            continue;
        }
        l->low += l->base;
        l->high += l->base;
        return true;
    }
    return false;
}

/* .debug_loc.dwo of version 4: kind, its addresses, by index; size:u16, expression */
static bool next_place_split(place_list *l)
{
    while (dwarf_step(l->d, 1)) {
        uint8_t kind = dwarf_u8(&l->c);
        if (kind == GNU_BASE) {
            l->base = dwarf_indexed_address(l->d, l->u, dwarf_uleb(&l->c));
            continue;
        }
        if (kind != GNU_START_END && kind != GNU_START_LENGTH && kind != GNU_OFFSET_PAIR)
            return false;
        bool is_pair = kind == GNU_OFFSET_PAIR;
        l->low = is_pair ? l->base + dwarf_fixed(&l->c, 4) : dwarf_indexed_address(l->d, l->u, dwarf_uleb(&l->c));
        l->high = is_pair ? l->base + dwarf_fixed(&l->c, 4) : kind == GNU_START_LENGTH ? l->low + dwarf_fixed(&l->c, 4)
                : dwarf_indexed_address(l->d, l->u, dwarf_uleb(&l->c));
        return !l->c.is_bad;
    }
    return false;
}

/* .debug_loclists: kind, its addresses, size:uleb, expression */
static bool next_place_5(place_list *l)
{
    while (dwarf_step(l->d, 1)) {
        uint8_t kind = dwarf_u8(&l->c);
        if (kind == LLE_BASEX || kind == LLE_BASE) {
            l->base = kind == LLE_BASE ? dwarf_fixed(&l->c, l->u->address_size) : dwarf_indexed_address(l->d, l->u, dwarf_uleb(&l->c));
            continue;
        }
        l->is_default = kind == LLE_DEFAULT;
        switch (kind) {
        case LLE_DEFAULT:
            return !l->c.is_bad;
        case LLE_OFFSET_PAIR:
            l->low = l->base + dwarf_uleb(&l->c);
            l->high = l->base + dwarf_uleb(&l->c);
            return !l->c.is_bad;
        case LLE_STARTX_ENDX: case LLE_STARTX_LENGTH:
            l->low = dwarf_indexed_address(l->d, l->u, dwarf_uleb(&l->c));
            l->high = kind == LLE_STARTX_ENDX ? dwarf_indexed_address(l->d, l->u, dwarf_uleb(&l->c)) : l->low + dwarf_uleb(&l->c);
            return !l->c.is_bad;
        case LLE_START_END: case LLE_START_LENGTH:
            l->low = dwarf_fixed(&l->c, l->u->address_size);
            l->high = kind == LLE_START_END ? dwarf_fixed(&l->c, l->u->address_size) : l->low + dwarf_uleb(&l->c);
            return !l->c.is_bad;
        default:
            return false;
        }
    }
    return false;
}

static void read_list(dwarf *d, const dwarf_unit *u, const dwarf_value *v, uint32_t address, dwarf_variable *out)
{
    bool is_5 = u->version >= 5;
    const dwarf_section *s = &d->sections[is_5 ? DWARF_LOCLISTS : DWARF_LOC];
    uint64_t at = v->number;
    if (v->kind == DWARF_LIST) {
        uint32_t word = u->is_64 ? 8 : 4;
        dwarf_cursor c = dwarf_at(*s, v->number < UINT32_MAX ? u->location_base + v->number * word : UINT64_MAX);
        at = u->location_base + dwarf_fixed(&c, word);
    }
    place_list l = { d, u, dwarf_at(*s, at), u->base, 0, 0, false };
    while (is_5 ? next_place_5(&l) : d->is_split ? next_place_split(&l) : next_place_4(&l)) {
        uint64_t size = is_5 ? dwarf_uleb(&l.c) : dwarf_fixed(&l.c, 2);
        const uint8_t *bytes = dwarf_skip(&l.c, size);
        if (!bytes || !(l.is_default || (l.low <= address && address < l.high)))
            continue;
        out->place = bytes;
        out->place_size = size;
        return;
    }
}

static void read_place(dwarf *d, const dwarf_unit *u, const dwarf_entry *e, uint32_t address, dwarf_variable *out)
{
    const dwarf_value *v = dwarf_find(e, DWARF_AT_LOCATION), *constant = dwarf_find(e, DWARF_AT_CONST_VALUE);
    if (constant && constant->kind == DWARF_NUMBER) {
        out->is_constant = true;
        out->constant = constant->number;
    }
    if (v && v->kind == DWARF_BLOCK) {
        out->place = v->bytes;
        out->place_size = v->number;
        out->is_everywhere = true;
    } else if (v) {
        read_list(d, u, v, address, out);
    }
}

/* An inlined one's name and type stand in what it was made from. */
static void read_variable(dwarf *d, const dwarf_unit *u, const dwarf_entry *e, uint32_t address, dwarf_variable *out)
{
    dwarf_entry origin;
    *out = (dwarf_variable){ .name = dwarf_text(e, DWARF_AT_NAME), .type = dwarf_number(e, DWARF_AT_TYPE) };
    read_place(d, u, e, address, out);
    if (!dwarf_find(e, DWARF_AT_ABSTRACT_ORIGIN) || !dwarf_read_entry(d, u, dwarf_number(e, DWARF_AT_ABSTRACT_ORIGIN), &origin))
        return;
    if (!out->name.size)
        out->name = dwarf_text(&origin, DWARF_AT_NAME);
    if (!out->type)
        out->type = dwarf_number(&origin, DWARF_AT_TYPE);
}

uint32_t dwarf_find_variables(dwarf *d, const dwarf_unit *u, uint32_t scope, uint32_t address, dwarf_variable *out, uint32_t room)
{
    dwarf_entry e;
    uint32_t depth = 1, inside = 0, count = 0;
    if (!dwarf_read_abbrevs(d, u) || !dwarf_read_entry(d, u, scope, &e) || !e.has_children)
        return 0;
    const uint64_t wanted = DWARF_TAG_BIT(DWARF_TAG_PARAMETER) | DWARF_TAG_BIT(DWARF_TAG_VARIABLE) | DWARF_TAG_BIT(DWARF_TAG_BLOCK);
    for (uint32_t at = e.next; count < room && dwarf_pass_entry(d, u, at, depth == inside + 1 ? wanted : 0, &e); at = e.next) {
        if (!e.tag && --depth == 0)
            return count;
        if (!e.tag) {
            inside = inside < depth ? inside : depth - 1;
            continue;
        }
        bool is_here = depth == inside + 1;
        if (is_here && (e.tag == DWARF_TAG_PARAMETER || e.tag == DWARF_TAG_VARIABLE)) {
            read_variable(d, u, &e, address, &out[count]);
            count += out[count].name.size != 0;
        }
        if (is_here && e.tag == DWARF_TAG_BLOCK && e.has_children && dwarf_covers(d, u, &e, address))
            inside = depth;
        depth += e.has_children;
    }
    return count;
}
