/* Bytes of DWARF. */
#include "host/dwarf.h"

#include <string.h>

enum { DWARF_STRING = 16 << 10 };         /* names of C++ templates are long; none that helps anyone is longer */

dwarf_cursor dwarf_at(dwarf_section s, uint64_t offset)
{
    if (!s.bytes || offset > s.size)
        return (dwarf_cursor){ NULL, NULL, true };
    return (dwarf_cursor){ s.bytes + offset, s.bytes + s.size, false };
}

static void spoil(dwarf_cursor *c)
{
    c->next = c->end;
    c->is_bad = true;
}

uint8_t dwarf_u8(dwarf_cursor *c)
{
    if (c->next < c->end)
        return *c->next++;
    spoil(c);
    return 0;
}

uint64_t dwarf_fixed(dwarf_cursor *c, uint32_t bytes)
{
    const uint8_t *at = dwarf_skip(c, bytes);
    uint64_t value = 0;
    for (uint32_t i = 0; at && i < bytes && i < 8; i++)
        value |= (uint64_t)at[i] << (8 * i);
    return value;
}

uint64_t dwarf_uleb(dwarf_cursor *c)
{
    uint64_t value = 0;
    for (uint32_t shift = 0; shift < 70; shift += 7) {
        uint8_t byte = dwarf_u8(c);
        value |= shift < 64 ? (uint64_t)(byte & 0x7F) << shift : 0;
        if (!(byte & 0x80))
            return value;
    }
    spoil(c);
    return 0;
}

int64_t dwarf_sleb(dwarf_cursor *c)
{
    uint64_t value = 0;
    for (uint32_t shift = 0; shift < 70; shift += 7) {
        uint8_t byte = dwarf_u8(c);
        value |= shift < 64 ? (uint64_t)(byte & 0x7F) << shift : 0;
        if (byte & 0x80)
            continue;
        if ((byte & 0x40) && shift + 7 < 64)
            value |= UINT64_MAX << (shift + 7);
        return (int64_t)value;
    }
    spoil(c);
    return 0;
}

const uint8_t *dwarf_skip(dwarf_cursor *c, uint64_t size)
{
    const uint8_t *at = c->next;
    if (size > (uint64_t)(c->end - c->next)) {
        spoil(c);
        return NULL;
    }
    c->next += size;
    return at;
}

text_view dwarf_string(dwarf_cursor *c)
{
    size_t left = (size_t)(c->end - c->next), most = left < DWARF_STRING ? left : DWARF_STRING;
    const uint8_t *zero = most ? memchr(c->next, 0, most) : NULL;
    text_view text = { (const char *)c->next, zero ? (size_t)(zero - c->next) : 0 };
    if (!zero) {
        spoil(c);
        return (text_view){ 0 };
    }
    c->next = zero + 1;
    return text;
}

uint64_t dwarf_length(dwarf_cursor *c, bool *is_64)
{
    uint64_t length = dwarf_fixed(c, 4);
    *is_64 = length == 0xFFFFFFFF;
    if (*is_64)
        return dwarf_fixed(c, 8);
    if (length >= 0xFFFFFFF0)
        spoil(c);
    return length;
}
