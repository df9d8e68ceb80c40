/* Reading instructions for the second writing of the rules. */
#include "tests/fuzz/rules_read.h"

#include "engine/base/limits.h"

/* ---- numbers ---- */

bool rules_ok(const rules_cursor *c)
{
    return !c->malformed && !c->invalid && !c->too_large;
}

uint32_t rules_byte(rules_cursor *c)
{
    if (!rules_ok(c))
        return 0;
    if (c->next < c->end)
        return *c->next++;
    c->malformed = true;
    return 0;
}

/* uN: section 5.2.2, as its grammar says it. */
uint64_t rules_unsigned(rules_cursor *c, unsigned bits)
{
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint32_t byte = rules_byte(c);
        unsigned left = bits - shift;
        if (left < 7 && (byte & 0x7F) >> left)
            c->malformed = true;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return value;
        if (left <= 7) {
            c->malformed = true;
            return 0;
        }
    }
}

int64_t rules_signed(rules_cursor *c, unsigned bits)
{
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint32_t byte = rules_byte(c);
        unsigned left = bits - shift;
        if (left < 7) {                           /* what goes beyond repeats the sign */
            uint32_t sign = byte >> (left - 1) & 1, above = (byte & 0x7F) >> left;
            if (above != (sign ? 0x7Fu >> left : 0))
                c->malformed = true;
        }
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80)) {
            bool negative = byte & 0x40;
            return shift + 7 < 64 && negative ? (int64_t)(value | UINT64_MAX << (shift + 7)) : (int64_t)value;
        }
        if (left <= 7) {
            c->malformed = true;
            return 0;
        }
    }
}

static void skip(rules_cursor *c, size_t count)
{
    bool there = (size_t)(c->end - c->next) >= count;
    c->malformed = c->malformed || !there;
    c->next = there ? c->next + count : c->end;
}

/* ---- types ---- */

static wasm_type heap_type(rules_cursor *c, bool nullable)
{
    if (c->next < c->end && *c->next >= 0x69 && *c->next <= 0x74)
        return wasm_ref_abstract(nullable, rules_byte(c));
    int64_t index = rules_signed(c, 33);
    if (rules_ok(c) && index < 0)
        c->malformed = true;
    else if (rules_ok(c) && index >= LIMIT_TYPES)
        c->invalid = true;
    return rules_ok(c) ? wasm_ref_indexed(nullable, index) : WASM_NONE;
}

wasm_type rules_valtype(rules_cursor *c)
{
    uint32_t byte = rules_byte(c);
    if (byte >= 0x7B && byte <= 0x7F)
        return byte;
    if (byte == 0x63 || byte == 0x64)
        return heap_type(c, byte == 0x63);
    if (byte >= 0x69 && byte <= 0x74)
        return wasm_ref_abstract(true, byte);
    c->malformed = true;
    return WASM_NONE;
}

static rules_block block_type(rules_cursor *c)
{
    uint32_t first = c->next < c->end ? *c->next : 0;
    if (first == 0x40)
        return rules_byte(c), (rules_block){ .type = WASM_NONE };
    if (first >= 0x40 && first < 0x80)
        return (rules_block){ .type = rules_valtype(c) };
    int64_t index = rules_signed(c, 33);
    if (index < 0)
        c->malformed = true;
    return (rules_block){ .is_index = true, .index = index > UINT32_MAX ? UINT32_MAX : (uint32_t)index };
}

/* ---- immediates ---- */

static void memory_argument(rules_cursor *c, rules_instruction *out)
{
    uint32_t flags = (uint32_t)rules_unsigned(c, 32);
    if (flags >= 0x80)
        c->malformed = true;
    out->align = flags & 0x3F;
    out->a = flags & 0x40 ? (uint32_t)rules_unsigned(c, 32) : 0;
    out->offset = rules_unsigned(c, 64);
}

static uint32_t list_count(rules_cursor *c, uint32_t bytes_each, uint32_t most)
{
    uint32_t count = (uint32_t)rules_unsigned(c, 32);
    if (!rules_ok(c))
        return 0;
    if (count > most)
        c->too_large = true;
    else if (count > (size_t)(c->end - c->next) / bytes_each)
        c->malformed = true;
    return rules_ok(c) ? count : 0;
}

static void labels(rules_cursor *c, rules_instruction *out)
{
    out->count = list_count(c, 1, LIMIT_BR_TABLE);
    out->list = c->next;
    for (uint32_t i = 0; i < out->count && rules_ok(c); i++)
        rules_unsigned(c, 32);
    out->a = (uint32_t)rules_unsigned(c, 32);
}

static void clauses(rules_cursor *c, rules_instruction *out)
{
    out->block = block_type(c);
    out->count = list_count(c, 2, LIMIT_BR_TABLE);
    out->list = c->next;
    for (uint32_t i = 0; i < out->count && rules_ok(c); i++) {
        uint32_t kind = rules_byte(c);
        if (kind > 3)
            c->malformed = true;
        if (kind < 2)
            rules_unsigned(c, 32);
        rules_unsigned(c, 32);
    }
}

static void select_types(rules_cursor *c, rules_instruction *out)
{
    out->count = list_count(c, 1, LIMIT_RESULTS);
    for (uint32_t i = 0; i < out->count && rules_ok(c); i++) {
        wasm_type type = rules_valtype(c);
        out->type = i ? out->type : type;
    }
}

static void cast(rules_cursor *c, rules_instruction *out)
{
    uint32_t flags = rules_byte(c);
    if (flags > 3)
        c->malformed = true;
    out->a = (uint32_t)rules_unsigned(c, 32);
    out->type = heap_type(c, flags & 1);
    out->type2 = heap_type(c, flags & 2);
}

/* How many indices stand behind an opcode; 9: it is of another form. */
static unsigned index_count(uint32_t op)
{
    static const uint8_t gc[] = { 1, 1, 2, 2, 2, 2, 1, 1, 2, 2, 2, 1, 1, 1, 1, 0, 1, 2, 2, 2 };
    static const uint8_t bulk[] = { 0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1 };
    if (op >= RULES_GC && op < RULES_GC + COUNT_OF(gc))
        return gc[op - RULES_GC];
    if (op >= RULES_BULK && op < RULES_BULK + COUNT_OF(bulk))
        return bulk[op - RULES_BULK];
    switch (op) {
    case 0x00: case 0x01: case 0x05: case 0x0A: case 0x0B: case 0x0F: case 0x1A: case 0x1B: case 0xD1: case 0xD3: case 0xD4:
    case RULES_GC + 26: case RULES_GC + 27: case RULES_GC + 28: case RULES_GC + 29: case RULES_GC + 30:
        return 0;
    case 0x08: case 0x0C: case 0x0D: case 0x10: case 0x12: case 0x14: case 0x15: case 0x20: case 0x21: case 0x22: case 0x23: case 0x24:
    case 0x25: case 0x26: case 0x3F: case 0x40: case 0xD2: case 0xD5: case 0xD6:
        return 1;
    case 0x11: case 0x13:
        return 2;
    }
    return 9;
}

static void shuffle_lanes(rules_cursor *c, rules_instruction *out)
{
    out->list = c->next;
    skip(c, 16);
    for (unsigned i = 0; i < 16 && rules_ok(c); i++)
        c->invalid = c->invalid || out->list[i] > 31;
}

/* Those with other immediates than indices. False: there is no such instruction. */
static bool other_immediates(rules_cursor *c, rules_instruction *out)
{
    switch (out->op) {
    case 0x02: case 0x03: case 0x04: out->block = block_type(c);                                      return true;
    case 0x0E:               labels(c, out);                                                          return true;
    case 0x1C:               select_types(c, out);                                                    return true;
    case 0x1F:               clauses(c, out);                                                         return true;
    case 0x41:               rules_signed(c, 32);                                                     return true;
    case 0x42:               rules_signed(c, 64);                                                     return true;
    case 0x43:               skip(c, 4);                                                              return true;
    case 0x44:               skip(c, 8);                                                              return true;
    case 0xD0:               out->type = heap_type(c, true);                                          return true;
    case RULES_GC + 20: case RULES_GC + 22: out->type = heap_type(c, false);                          return true;
    case RULES_GC + 21: case RULES_GC + 23: out->type = heap_type(c, true);                           return true;
    case RULES_GC + 24: case RULES_GC + 25: cast(c, out);                                             return true;
    case RULES_SIMD + 12:    skip(c, 16);                                                             return true;
    case RULES_SIMD + 13:    shuffle_lanes(c, out);                                                   return true;
    }
    const rules_row *row = rules_row_of(out->op);
    if (row && row->bytes)
        memory_argument(c, out);
    if (row && row->lanes)
        out->lane = rules_byte(c);
    return row != NULL;
}

bool rules_read(rules_cursor *c, rules_instruction *out)
{
    *out = (rules_instruction){ .op = rules_byte(c) };
    if (out->op >= 0xFB && out->op <= 0xFD) {
        uint32_t number = (uint32_t)rules_unsigned(c, 32);
        c->malformed = c->malformed || number > 0xFFF;
        out->op = out->op << 12 | number;
    }
    if (!rules_ok(c))
        return false;
    unsigned indices = index_count(out->op);
    if (indices == 9)
        c->malformed = !other_immediates(c, out) || c->malformed;
    if (indices == 1 || indices == 2)
        out->a = (uint32_t)rules_unsigned(c, 32);
    if (indices == 2)
        out->b = (uint32_t)rules_unsigned(c, 32);
    return rules_ok(c);
}
