/* Ranges of addresses (DWARF 4, section 2.17; DWARF 5, section 7.25). */
#include "host/dwarf.h"

enum { RLE_END, RLE_BASEX, RLE_STARTX_ENDX, RLE_STARTX_LENGTH, RLE_OFFSET_PAIR, RLE_BASE, RLE_START_END, RLE_START_LENGTH };

/* A list of ranges that is gone through. */
typedef struct range_list {
    dwarf            *d;
    const dwarf_unit *u;
    dwarf_cursor      c;
    uint64_t          base, low, high;    /* of the last one */
} range_list;

/* .debug_ranges: pairs of addresses; 0, 0 ends them; all ones sets the base */
static bool next_pair(range_list *l)
{
    uint32_t size = l->u->address_size;
    uint64_t most = size == 4 ? UINT32_MAX : UINT64_MAX;
    while (dwarf_step(l->d, 1)) {
        uint64_t low = dwarf_fixed(&l->c, size), high = dwarf_fixed(&l->c, size);
        if (l->c.is_bad || (!low && !high))
            return false;
        if (low == most) {
            l->base = high;
            continue;
        }
        l->low = l->base + low;
        l->high = l->base + high;
        return true;
    }
    return false;
}

static bool set(range_list *l, uint64_t low, uint64_t high)
{
    l->low = low;
    l->high = high;
    return !l->c.is_bad;
}

static uint64_t indexed(range_list *l) { return dwarf_indexed_address(l->d, l->u, dwarf_uleb(&l->c)); }
static uint64_t address(range_list *l) { return dwarf_fixed(&l->c, l->u->address_size); }

/* .debug_rnglists: entries that begin with their kind */
static bool next_entry(range_list *l)
{
    while (dwarf_step(l->d, 1)) {
        uint64_t low;
        switch (dwarf_u8(&l->c)) {
        case RLE_BASEX:         l->base = indexed(l);      continue;
        case RLE_BASE:          l->base = address(l);      continue;
        case RLE_STARTX_ENDX:   low = indexed(l);          return set(l, low, indexed(l));
        case RLE_STARTX_LENGTH: low = indexed(l);          return set(l, low, low + dwarf_uleb(&l->c));
        case RLE_OFFSET_PAIR:   low = dwarf_uleb(&l->c);   return set(l, l->base + low, l->base + dwarf_uleb(&l->c));
        case RLE_START_END:     low = address(l);          return set(l, low, address(l));
        case RLE_START_LENGTH:  low = address(l);          return set(l, low, low + dwarf_uleb(&l->c));
        default:                return false;
        }
    }
    return false;
}

static bool next(range_list *l)
{
    return l->u->version >= 5 ? next_entry(l) : next_pair(l);
}

/* rnglistx: an index into the offsets that stand at the unit's base */
static range_list open_list(dwarf *d, const dwarf_unit *u, const dwarf_value *v)
{
    const dwarf_section *s = &d->sections[u->version >= 5 ? DWARF_RNGLISTS : DWARF_RANGES];
    uint64_t at = v->number;
    if (v->kind == DWARF_LIST) {
        uint32_t word = u->is_64 ? 8 : 4;
        dwarf_cursor c = dwarf_at(*s, v->number < UINT32_MAX ? u->range_base + v->number * word : UINT64_MAX);
        at = u->range_base + dwarf_fixed(&c, word);
        if (c.is_bad)
            at = UINT64_MAX;
    } else if (d->is_split && u->version < 5) {
        at += u->range_base;
    }
    return (range_list){ d, u, dwarf_at(*s, at), u->base, 0, 0 };
}

static bool is_kept(const dwarf *d, uint64_t low, uint64_t high)
{
    return low && low < high && high <= d->code_size;
}

static bool low_high(const dwarf *d, const dwarf_entry *e, uint64_t *low, uint64_t *high)
{
    const dwarf_value *end = dwarf_find(e, DWARF_AT_HIGH_PC);
    *low = dwarf_number(e, DWARF_AT_LOW_PC);
    if (!end || !dwarf_find(e, DWARF_AT_LOW_PC))
        return false;
    *high = end->kind == DWARF_ADDRESS ? end->number : *low + end->number;
    return is_kept(d, *low, *high);
}

bool dwarf_covers(dwarf *d, const dwarf_unit *u, const dwarf_entry *e, uint32_t address)
{
    uint64_t low, high;
    const dwarf_value *ranges = dwarf_find(e, DWARF_AT_RANGES);
    if (!ranges)
        return low_high(d, e, &low, &high) && low <= address && address < high;
    for (range_list l = open_list(d, u, ranges); next(&l);)
        if (is_kept(d, l.low, l.high) && l.low <= address && address < l.high)
            return true;
    return false;
}

bool dwarf_bounds(dwarf *d, const dwarf_unit *u, const dwarf_entry *e, uint32_t *low, uint32_t *high)
{
    uint64_t from, to;
    const dwarf_value *ranges = dwarf_find(e, DWARF_AT_RANGES);
    *low = UINT32_MAX;
    *high = 0;
    if (!ranges) {
        if (!low_high(d, e, &from, &to))
            return false;
        *low = (uint32_t)from;
        *high = (uint32_t)to;
        return true;
    }
    for (range_list l = open_list(d, u, ranges); next(&l);) {
        if (!is_kept(d, l.low, l.high))
            continue;
        *low = l.low < *low ? (uint32_t)l.low : *low;
        *high = l.high > *high ? (uint32_t)l.high : *high;
    }
    return *low < *high;
}
