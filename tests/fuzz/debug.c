/* Any bytes as a module with debug information: each question about each byte of its
 * code ends within its steps, and all memory comes back. Any text as a mangled
 * name: it ends, and what it gives is terminated.
 */
#include "host/debug_beside.h"
#include "host/demangle.h"
#include "host/source_map.h"
#include "host/story_shape.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

const bool fuzz_mutates = true;

static struct { uint64_t modules, others, lines, inlined, variables, held, names, split, maps; } seen;

void fuzz_report(void)
{
    printf("modules: %llu, not decoded: %llu; lines: %llu, inlined: %llu, variables: %llu, held: %llu; names: %llu; split: %llu; source maps: %llu\n", (unsigned long long)seen.modules,
           (unsigned long long)seen.others, (unsigned long long)seen.lines, (unsigned long long)seen.inlined, (unsigned long long)seen.variables,
           (unsigned long long)seen.held, (unsigned long long)seen.names, (unsigned long long)seen.split, (unsigned long long)seen.maps);
}

static const char *const whole[] = {
    "_ZNSt6vectorIiSaIiEE9push_backERKi", "_ZNK4game4Unit6damageEiPKcRS0_", "_Z4sortIPiZ3topvEUliiE_EvT_S2_T0_", "_Z3runPFviE", "_ZN4game4UnitD2Ev",
    "_ZN3ArrILi4EE2atEm", "_ZNSt3__212basic_stringIcNS_11char_traitsIcEENS_9allocatorIcEEE6appendEPKcm", "_ZplRK3VecS1_",
    "_ZN55_$LT$alloc..vec..Vec$LT$T$GT$$u20$as$u20$game..Drop$GT$4drop17h0123456789abcdefE", "_RINvNtC3std3mem8align_ofjE", "_RNvMs_C5shootNtB4_3Gun4fire",
    "_RNvXs_C5shootNtB4_3GunNtC4core5Clone5clone", "_RNCNvC5shoot4main0", "_RINvC1a1bAtj5_DNtC1c1dEL_FUKCRePhEuE"
};

/* A source map: digits, commas, now and then another letter. */
static void make_map(uint64_t *chance, emit *out)
{
    static const char letters[] = "AAAACCCCDDEEgBgCUkB,,,,,,;!\"";
    const char *head = fuzz_random(chance) % 4 ? "{\"sources\":[\"a\",\"b\"],\"x\":[{}],\"mappings\":\"" : "{\"mappings\":\"";
    emit_raw(out, head, strlen(head));
    for (uint64_t left = fuzz_random(chance) % 200; left; left--)
        emit_raw(out, &letters[fuzz_random(chance) % (fuzz_random(chance) % 16 ? sizeof letters - 4 : sizeof letters - 1)], 1);
    emit_raw(out, "\"}", 2);
}

/* Names of the letters that mean something, and whole ones with some letters exchanged. */
void fuzz_input(uint64_t seed, emit *out)
{
    static const char letters[] = "CNvtMXYIBRTSEAFDLKsu0123456789_PROVZJabcdefghijlmnopqwxyzGQ";
    uint64_t chance = seed;
    if (fuzz_random(&chance) % 8 == 0) {
        make_map(&chance, out);
        return;
    }
    if (fuzz_random(&chance) % 4) {
        const char *name = whole[fuzz_random(&chance) % COUNT_OF(whole)];
        for (uint64_t every = 3 + fuzz_random(&chance) % 40; *name; name++)
            emit_raw(out, fuzz_random(&chance) % every ? name : &letters[fuzz_random(&chance) % (sizeof letters - 1)], 1);
        return;
    }
    emit_raw(out, fuzz_random(&chance) & 1 ? "_R" : "_Z", 2);
    for (uint64_t left = fuzz_random(&chance) % 60; left; left--)
        emit_raw(out, &letters[fuzz_random(&chance) % (sizeof letters - 1)], 1);
}

static bool read_local(void *user, uint64_t index, bool is_everywhere, uint64_t *bits)
{
    (void)user;
    (void)is_everywhere;
    *bits = index * 8;
    return index < 100;
}

static bool read_global(void *user, uint64_t index, uint64_t *bits) { return read_local(user, index, false, bits); }

static bool read_memory(void *user, uint64_t address, uint32_t size, uint64_t *bits)
{
    (void)user;
    (void)size;
    *bits = address * 0x0101010101010101u;
    return address < 1 << 20;
}

/* Whatever its type says, a value is told in few words. */
static bool tell_value(const source_scope *s, const dwarf_variable *v, const dwarf_frame *frame, budget *b)
{
    enum { TOLD_MOST = 64 << 10 };
    dwarf_whole held;
    text_builder t;
    text_open(&t, b);
    dwarf_find_held(s->dwarf, s->unit, s->calls.at[0].entry, v, frame, &held);
    story_shape_tell(&t, s->dwarf, s->unit, v->type, &held, frame);
    seen.held += held.how != DWARF_NOT_HELD && t.size > 4;
    bool good = t.size > 0 && t.size < TOLD_MOST;
    text_close(&t);
    return good;
}

static bool ask_variables(image *i, const wasm_module *m, uint32_t func, uint32_t offset)
{
    const dwarf_frame frame = { NULL, read_local, read_global, read_memory };
    source_scope s;
    dwarf_variable found[16];
    int64_t steps = SOURCE_STEPS;
    bool good = true;
    if (source_map_enter(i, m, func, offset, &steps, &s)) {
        for (uint32_t c = 0; c < s.calls.count; c++) {
            uint32_t count = dwarf_find_variables(s.dwarf, s.unit, s.calls.at[c].entry, s.address, found, 16);
            for (uint32_t v = 0; v < count && good; v++)
                good = tell_value(&s, &found[v], &frame, &i->own);
            seen.variables += count;
        }
    }
    source_map_leave(&s, &steps);
    return good && steps >= 0;
}

static bool ask(image *i, const wasm_module *m, uint32_t func, uint32_t offset)
{
    source_chain chain;
    int64_t steps = SOURCE_STEPS;
    source_map_find(i, m, func, offset, &steps, &chain);
    seen.lines += chain.at[0].line != 0;
    seen.inlined += chain.count > 1;
    return steps >= 0 && chain.count >= 1 && chain.count <= SOURCE_DEPTH && ask_variables(i, m, func, offset);
}

/* The first core module of a component, else the bytes as they are. */
static void find_module(const uint8_t **data, size_t *size)
{
    for (size_t at = 8; at + 8 <= *size; at++) {
        if (memcmp(*data + at, "\0asm\1\0\0\0", 8) != 0)
            continue;
        size_t length = 0, from = at;
        for (uint32_t bytes = 1; bytes <= 5 && from > bytes; bytes++)        /* its size stands before it */
            if ((*data)[from - bytes - 1] == 1 && !((*data)[from - 1] & 0x80)) {
                for (uint32_t b = bytes; b > 0; b--)
                    length = length << 7 | ((*data)[from - (bytes - b) - 1] & 0x7F);
                break;
            }
        *data += at;
        *size = length && length <= *size - at ? length : *size - at;
        return;
    }
}

/* As a source map: it ends, its marks rise, and what it keeps is no larger than some times the text. */
static int ask_map(const uint8_t *data, size_t size)
{
    budget b;
    arena a;
    line_map map;
    int failed = 0;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    seen.maps += line_map_read(&map, &b, &a, (text_view){ (const char *)data, size });
    for (uint32_t i = 0; i < map.count && !failed; i++) {
        const line_mark *mark = line_map_find(&map, 0, map.marks[i].offset);
        failed = (i && map.marks[i].offset < map.marks[i - 1].offset) || (mark && (mark->offset != map.marks[i].offset || mark->file >= map.file_count));
    }
    if (failed || b.peak > 64 * (uint64_t)size + (64 << 10))
        failed = printf("a source map whose marks don't rise, or too much memory\n");
    line_map_close(&map);
    arena_close(&a);
    budget_close(&b);
    return failed;
}

static int ask_module(const uint8_t *data, size_t size)
{
    error err = { 0 };
    budget b;
    arena a;
    image i;
    int failed = 0;
    image_beside split[2] = { { NULL, TEXT_LITERAL("split4.dwo"), (uint8_t *)data, size, { 0 } }, { split, TEXT_LITERAL("split5.dwo"), (uint8_t *)data, size, { 0 } } };
    text_view names[4];
    memset(&i, 0, sizeof i);
    i.beside = &split[1];
    budget_open(&b, NULL, 0);
    budget_open(&i.own, NULL, 0);
    arena_open(&a, &b);
    const wasm_module *m = decode_module(&a, data, size, 0, &err);
    seen.modules += m != NULL;
    seen.split += debug_beside_wanted(&b, data, size, names, 4) != 0;
    seen.others += m == NULL;
    for (uint32_t f = m ? m->func_import_count : 0; m && f < m->func_count && f < 40 && !failed; f++)
        for (uint32_t at = 0; at < m->funcs[f].body.size && at < 400 && !failed; at += 3)
            failed = !ask(&i, m, f, at ? m->funcs[f].body.offset + at : 0);
    if (failed || i.own.peak > 200 * (uint64_t)size + (8 << 20))
        failed = printf("too much work or memory\n");
    source_map_close(&i);
    arena_close(&a);
    budget_close(&i.own);
    budget_close(&b);
    return failed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char out[600];
    memset(out, 'x', sizeof out);
    bool known = demangle((text_view){ (const char *)data, size }, out, sizeof out);
    seen.names += known;
    if (known && !memchr(out, 0, sizeof out))
        return printf("a name without an end\n");
    debug_file_named(data, size);
    if (ask_map(data, size))
        return 1;
    find_module(&data, &size);
    return ask_module(data, size);
}
