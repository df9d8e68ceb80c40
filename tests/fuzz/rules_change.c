/* Changing instructions for others of the same length. */
#include "tests/fuzz/rules_change.h"

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/rules_read.h"

enum { CHANGE_SPOTS = 1024 };

typedef struct spot { uint32_t at, size; } spot;

/* The instructions of all bodies, as far as they can be read. */
static uint32_t find_spots(const wasm_module *m, spot *spots)
{
    uint32_t count = 0;
    for (uint32_t i = m->func_import_count; i < m->func_count; i++) {
        const uint8_t *start = m->file + m->funcs[i].body.offset;
        rules_cursor c = { start, start + m->funcs[i].body.size, false, false, false };
        for (uint64_t runs = rules_unsigned(&c, 32); runs > 0 && rules_ok(&c); runs--) {
            rules_unsigned(&c, 32);
            rules_valtype(&c);
        }
        rules_instruction read;
        const uint8_t *at = c.next;
        for (; count < CHANGE_SPOTS && c.next < c.end && rules_read(&c, &read); at = c.next)
            spots[count++] = (spot){ (uint32_t)(at - m->file), (uint32_t)(c.next - at) };
    }
    return count;
}

/* Opcodes that have the same form, and so may stand for each other. */
static uint8_t sibling(uint8_t op, uint64_t *chance)
{
    static const uint8_t families[][16] = { { 4, 0x20, 0x21, 0x22, 0x23 }, { 4, 0x0C, 0x0D, 0x10, 0x12 }, { 3, 0x02, 0x03, 0x04 }, { 5, 0x01, 0x1A, 0x1B, 0x0F, 0x00 },
                                            { 2, 0x11, 0x13 }, { 2, 0xD5, 0xD6 }, { 3, 0xD1, 0xD3, 0xD4 }, { 2, 0x14, 0x15 }, { 2, 0x05, 0x0B }, { 2, 0x41, 0x42 } };
    if (op >= 0x45 && op <= 0xC4)
        return (uint8_t)(fuzz_random(chance) % 3 ? 0x45 + fuzz_random(chance) % 0x80 : op ^ (1 + fuzz_random(chance) % 3));
    if (op >= 0x28 && op <= 0x3E)
        return (uint8_t)(0x28 + fuzz_random(chance) % 0x17);
    for (size_t i = 0; i < COUNT_OF(families); i++)
        if (memchr(families[i] + 1, op, families[i][0]))
            return families[i][1 + fuzz_random(chance) % families[i][0]];
    return (uint8_t)fuzz_random(chance);
}

/* One instruction becomes another: its opcode, its first or last byte behind, nothing, or what stands elsewhere. */
static void change(uint8_t *file, const spot *spots, uint32_t count, uint64_t *chance)
{
    static const uint8_t types[] = { 0x40, 0x7F, 0x7E, 0x7D, 0x7C, 0x7B, 0x70, 0x6F };
    spot s = spots[fuzz_random(chance) % count], other = spots[fuzz_random(chance) % count];
    uint8_t *at = file + s.at;
    bool is_block = at[0] >= 0x02 && at[0] <= 0x04;
    switch (fuzz_random(chance) % 6) {
    case 0: case 1:
        *at = sibling(*at, chance);
        break;
    case 2: case 3:
        if (s.size > 1)
            at[is_block ? 1 : s.size - 1] = is_block ? types[fuzz_random(chance) % sizeof types] : (uint8_t)(fuzz_random(chance) % 12);
        break;
    case 4:
        memset(at, 0x01, s.size);
        break;
    case 5:
        if (other.size == s.size)
            memmove(at, file + other.at, s.size);
        break;
    }
}

/* The file says itself by what it is changed. */
uint8_t *rules_change(const wasm_module *m, const uint8_t *data, size_t size)
{
    static spot spots[CHANGE_SPOTS];
    uint64_t chance = size;
    for (size_t i = 0; i < size; i++)
        chance = (chance ^ data[i]) * 0x100000001B3u;
    uint32_t count = find_spots(m, spots);
    uint8_t *changed = count ? malloc(size) : NULL;
    if (!changed)
        return NULL;
    memcpy(changed, data, size);
    for (uint64_t times = 1 + fuzz_random(&chance) % 3; times > 0; times--)
        change(changed, spots, count, &chance);
    return changed;
}
