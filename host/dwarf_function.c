/* Functions, and what was inlined into them (DWARF 5, section 3.3). */
#include "host/dwarf.h"

enum { NAME_HOPS = 4 };

static bool add_function(dwarf *d, dwarf_unit *u, const dwarf_entry *e)
{
    dwarf_function f = { .entry = e->at };
    if (!dwarf_bounds(d, u, e, &f.low, &f.high))
        return true;                      /* declared, dropped, or inlined everywhere */
    if (!budget_room(d->budget, u->functions, u->function_capacity, u->function_count))
        return false;
    u->functions[u->function_count++] = f;
    return true;
}

static bool covers(dwarf *d, const dwarf_unit *u, const dwarf_function *f, uint32_t address)
{
    dwarf_entry e;
    if (address < f->low || address >= f->high)
        return false;
    return dwarf_read_entry(d, u, f->entry, &e) && dwarf_covers(d, u, &e, address);
}

/* Known already, or found by going on through the unit's entries. */
static const dwarf_function *reach_function(dwarf *d, dwarf_unit *u, uint32_t address)
{
    dwarf_entry e;
    for (uint32_t i = 0; i < u->function_count; i++)
        if (covers(d, u, &u->functions[i], address))
            return &u->functions[i];
    dwarf_step(d, u->function_count / 16);
    while (!u->entries_done) {
        if (!dwarf_pass_entry(d, u, u->entries_read, DWARF_TAG_BIT(DWARF_TAG_FUNCTION), &e)) {
            u->entries_done = d->steps > 0;
            return NULL;
        }
        uint32_t before = u->function_count;
        if (e.tag == DWARF_TAG_FUNCTION && !add_function(d, u, &e))
            return NULL;
        u->entries_read = e.next;
        if (u->function_count > before && covers(d, u, &u->functions[before], address))
            return &u->functions[before];
    }
    return NULL;
}

static void read_names(dwarf *d, const dwarf_unit *u, const dwarf_entry *e, text_view *name, text_view *linkage_name)
{
    dwarf_entry next, *at = &next;
    const dwarf_entry *now = e;
    *name = *linkage_name = (text_view){ 0 };
    for (uint32_t hop = 0; hop < NAME_HOPS; hop++) {
        if (!name->size)
            *name = dwarf_text(now, DWARF_AT_NAME);
        if (!linkage_name->size)
            *linkage_name = dwarf_text(now, DWARF_AT_LINKAGE_NAME);
        if (!linkage_name->size)
            *linkage_name = dwarf_text(now, DWARF_AT_MIPS_LINKAGE_NAME);
        const dwarf_value *origin = dwarf_find(now, DWARF_AT_ABSTRACT_ORIGIN);
        if (!origin)
            origin = dwarf_find(now, DWARF_AT_SPECIFICATION);
        if (!origin || origin->kind != DWARF_ENTRY || (name->size && linkage_name->size))
            return;
        const dwarf_unit *of = origin->number >= u->first && origin->number < u->end ? u : dwarf_unit_of(d, origin->number);
        if (!of || !dwarf_read_entry(d, of, origin->number, at))
            return;
        u = of;
        now = at;
    }
}

static void add_call(dwarf *d, const dwarf_unit *u, const dwarf_entry *e, dwarf_calls *out)
{
    if (out->count == DWARF_DEPTH)
        return;
    dwarf_call *call = &out->at[out->count++];
    *call = (dwarf_call){ .entry = e->at, .call_file = dwarf_number(e, DWARF_AT_CALL_FILE),
                          .call_line = (uint32_t)dwarf_number(e, DWARF_AT_CALL_LINE), .call_column = (uint32_t)dwarf_number(e, DWARF_AT_CALL_COLUMN) };
    read_names(d, u, e, &call->name, &call->linkage_name);
}

/* Down from the function: at each level at most one scope covers the address. */
static void walk_inlined(dwarf *d, const dwarf_unit *u, uint32_t from, uint32_t address, dwarf_calls *out)
{
    dwarf_entry e;
    uint32_t depth = 1, inside = 0;
    const uint64_t scopes = DWARF_TAG_BIT(DWARF_TAG_INLINED) | DWARF_TAG_BIT(DWARF_TAG_BLOCK);
    for (uint32_t at = from; dwarf_pass_entry(d, u, at, depth == inside + 1 ? scopes : 0, &e); at = e.next) {
        if (!e.tag && --depth <= inside)
            return;
        if (!e.tag)
            continue;
        bool is_scope = e.tag == DWARF_TAG_INLINED || e.tag == DWARF_TAG_BLOCK;
        bool is_inside = is_scope && depth == inside + 1 && dwarf_covers(d, u, &e, address);
        if (is_inside && e.tag == DWARF_TAG_INLINED)
            add_call(d, u, &e, out);
        if (is_inside && !e.has_children)
            return;
        inside = is_inside ? depth : inside;
        depth += e.has_children;
    }
}

bool dwarf_find_calls(dwarf *d, dwarf_unit *u, uint32_t address, dwarf_calls *out)
{
    dwarf_entry e;
    *out = (dwarf_calls){ 0 };
    if (!dwarf_read_abbrevs(d, u))
        return false;
    const dwarf_function *f = reach_function(d, u, address);
    if (!f || !dwarf_read_entry(d, u, f->entry, &e))
        return false;
    add_call(d, u, &e, out);
    if (e.has_children)
        walk_inlined(d, u, e.next, address, out);
    return true;
}

bool dwarf_unit_covers(dwarf *d, const dwarf_unit *u, uint32_t address)
{
    dwarf_entry e;
    if (u->has_bounds && (address < u->low || address >= u->high))
        return false;
    return !u->has_bounds || (dwarf_read_entry(d, u, u->first, &e) && dwarf_covers(d, u, &e, address));
}
