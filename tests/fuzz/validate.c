/* The validator against a second writing of the rules (rules.h): both take a
 * module, or both refuse it at the same instruction for the same kind of reason.
 * Each file is tried as it is, and once more with some instructions changed for
 * others of the same length: most of these are still read, so that it's the
 * types that decide.
 *
 * FUZZ_TO=FILE: each file and its verdict goes there, for tests/fuzz/peers/src/bin/judge_valid.rs.
 */
#include "engine/base/budget.h"
#include "engine/wasm/module.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/gen.h"
#include "tests/fuzz/rules.h"
#include "tests/fuzz/rules_read.h"

#include <stdio.h>

enum { VALIDATE_MOST = 16384, VALIDATE_SPOTS = 1024 };

const bool fuzz_mutates = true;

void fuzz_input(uint64_t seed, emit *out)
{
    gen_module(seed, GEN_IMPORTS | (seed & (GEN_TAIL_CALLS | GEN_SIMD | GEN_BULK | GEN_REFERENCES)), 8 + (uint32_t)(seed / 64 % 60), out);
}

static struct { uint64_t good, sections, malformed, invalid, large; } seen;

void fuzz_report(void)
{
    printf("files: %llu good; refused: %llu by their sections, by both writings %llu malformed and %llu invalid; %llu too large\n", (unsigned long long)seen.good,
           (unsigned long long)seen.sections, (unsigned long long)seen.malformed, (unsigned long long)seen.invalid, (unsigned long long)seen.large);
}

/* ---- comparing ---- */

static rules_state state_of(const error *err)
{
    switch (err->code) {
    case ERROR_NONE:      return RULES_GOOD;
    case ERROR_MALFORMED:
    case ERROR_TRUNCATED: return RULES_MALFORMED;
    case ERROR_INVALID:   return RULES_INVALID;
    default:              return RULES_TOO_LARGE;
    }
}

static bool agree(const error *err, rules_verdict second)
{
    static const char *const words[] = { "good", "malformed", "invalid", "too large" };
    rules_state first = state_of(err);
    if (first == RULES_TOO_LARGE || second.state == RULES_TOO_LARGE)
        return seen.large++, true;
    bool same = first == second.state;
    if (same && second.has_place)
        same = err->offset >= second.at && err->offset <= second.until;
    if (!same)
        printf("the validator says %s (\"%s\", at byte %llu), the second writing of the rules %s, at bytes %u to %u\n", words[first], err->text,
               (unsigned long long)err->offset, words[second.state], second.at, second.until);
    seen.good += first == RULES_GOOD;
    seen.malformed += first == RULES_MALFORMED;
    seen.invalid += first == RULES_INVALID;
    return same;
}

static void tell(const uint8_t *data, size_t size, rules_state state)
{
    static FILE *to;
    const char *path = getenv("FUZZ_TO");
    uint8_t head[4] = { (uint8_t)size, (uint8_t)(size >> 8), (uint8_t)(size >> 16), (uint8_t)(size >> 24) };
    if (!path || (!to && !(to = fopen(path, "wb"))))
        return;
    fwrite(head, 1, sizeof head, to);
    fwrite(data, 1, size, to);
    fputc((int)state, to);
}

/* ---- changing instructions ---- */

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
        for (; count < VALIDATE_SPOTS && c.next < c.end && rules_read(&c, &read); at = c.next)
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

static bool try_changed(const wasm_module *m, const uint8_t *data, size_t size);

/* ---- trying ---- */

static bool try_file(const uint8_t *data, size_t size, bool changes)
{
    budget b;
    arena a;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    bool ok = true;
    wasm_module *m = decode_module(&a, data, size, 0, &err);
    if (m) {
        validate_module(m, &b, &err);
        tell(data, size, state_of(&err));
        ok = agree(&err, rules_check(m)) && (!changes || try_changed(m, data, size));
    } else {
        tell(data, size, state_of(&err));
        seen.sections++;
    }
    arena_close(&a);
    budget_close(&b);
    return ok;
}

/* The file says itself by what it is changed. */
static bool try_changed(const wasm_module *m, const uint8_t *data, size_t size)
{
    static spot spots[VALIDATE_SPOTS];
    uint64_t chance = size;
    for (size_t i = 0; i < size; i++)
        chance = (chance ^ data[i]) * 0x100000001B3u;
    uint32_t count = find_spots(m, spots);
    if (!count)
        return true;
    uint8_t *changed = malloc(size);
    if (!changed)
        abort();
    memcpy(changed, data, size);
    for (uint64_t times = 1 + fuzz_random(&chance) % 3; times > 0; times--)
        change(changed, spots, count, &chance);
    bool ok = try_file(changed, size, false);
    free(changed);
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return size <= VALIDATE_MOST && !try_file(data, size, true);
}
