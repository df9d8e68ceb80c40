/* Any bytes as WIT: an error with a place, the same one twice; or worlds and
 * interfaces that print as WIT of equal ones, and that can be held against one
 * another. Never more than 600 x the text + 1 MiB of memory. What starts with '(' is a
 * package as component text.
 */
#include "engine/wit/wit_fit.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/wit_packed.h"
#include "tests/wit/round_trip.h"

#include <stdio.h>

const bool fuzz_mutates = true;

static struct { uint64_t good, bad, fits, misfits, packed[4]; } seen;

void fuzz_report(void)
{
    printf("texts: %llu good, %llu refused; pairs: %llu fit, %llu don't\n", (unsigned long long)seen.good, (unsigned long long)seen.bad,
           (unsigned long long)seen.fits, (unsigned long long)seen.misfits);
    printf("packed, as text: %llu packages, %llu other components, %llu not valid, %llu refused\n", (unsigned long long)seen.packed[PACKED_PACKAGE],
           (unsigned long long)seen.packed[PACKED_COMPONENT], (unsigned long long)seen.packed[PACKED_INVALID], (unsigned long long)seen.packed[PACKED_REFUSED]);
}

/* --- texts from a seed --- */

static uint32_t roll(uint64_t *chance, uint32_t sides)
{
    return (uint32_t)(fuzz_random(chance) % sides);
}

static void put(emit *e, const char *text)
{
    emit_raw(e, text, strlen(text));
}

static const char *const names[] = { "a", "b", "c", "d", "e1", "long-name", "X", "%list" };

static void put_name(emit *e, uint64_t *chance)
{
    put(e, names[roll(chance, sizeof names / sizeof *names)]);
}

static void put_type(emit *e, uint64_t *chance, int depth)
{
    static const char *const plain[] = { "u8", "u32", "s64", "f32", "bool", "char", "string", "result", "stream", "future" };
    static const char *const outer[] = { "list<", "option<", "tuple<", "result<", "result<_, ", "map<string, ", "stream<", "list<" };
    uint32_t kind = roll(chance, 10);
    if (kind < 4 || depth > 4) {
        put(e, plain[roll(chance, 10)]);
        return;
    }
    if (kind < 7) {
        put(e, kind == 6 ? "borrow<" : "");
        put_name(e, chance);
        put(e, kind == 6 ? ">" : "");
        return;
    }
    uint32_t which = roll(chance, 8);
    put(e, outer[which]);
    put_type(e, chance, depth + 1);
    for (uint32_t i = which == 2 ? roll(chance, 3) : which == 3 ? roll(chance, 2) : 0; i > 0; i--) {
        put(e, ", ");
        put_type(e, chance, depth + 1);
    }
    put(e, which == 7 ? ", 4>" : ">");
}

static void put_func(emit *e, uint64_t *chance)
{
    put(e, roll(chance, 8) ? "func(" : "async func(");
    for (uint32_t i = roll(chance, 4); i > 0; i--) {
        put_name(e, chance);
        put(e, ": ");
        put_type(e, chance, 0);
        put(e, i > 1 ? ", " : "");
    }
    put(e, ")");
    if (roll(chance, 2)) {
        put(e, " -> ");
        put_type(e, chance, 0);
    }
    put(e, ";\n");
}

static void put_fields(emit *e, uint64_t *chance, uint32_t form)
{
    put(e, " { ");
    for (uint32_t i = roll(chance, 4) + 1; i > 0; i--) {
        put_name(e, chance);
        put(e, form == 0 ? ": " : form == 1 && roll(chance, 2) ? "(" : "");
        if (form == 0)
            put_type(e, chance, 0);
        else if (e->bytes[e->size - 1] == '(') {
            put_type(e, chance, 0);
            put(e, ")");
        }
        put(e, ", ");
    }
    put(e, "}\n");
}

static void put_item(emit *e, uint64_t *chance)
{
    static const char *const declared[] = { "record ", "variant ", "enum ", "flags " };
    uint32_t kind = roll(chance, 9);
    if (!roll(chance, 9))
        put(e, "/// docs\n@since(version = 1.0.0) ");
    else if (!roll(chance, 9))
        put(e, "@unstable(feature = night) ");
    if (kind < 4) {
        put(e, declared[kind]);
        put_name(e, chance);
        put_fields(e, chance, kind);
    } else if (kind == 4) {
        put(e, "type ");
        put_name(e, chance);
        put(e, " = ");
        put_type(e, chance, 0);
        put(e, ";\n");
    } else if (kind == 5) {
        put(e, "use ");
        put_name(e, chance);
        put(e, ".{");
        put_name(e, chance);
        put(e, roll(chance, 2) ? " as X};\n" : "};\n");
    } else if (kind == 6) {
        put(e, "resource ");
        put_name(e, chance);
        put(e, roll(chance, 9) ? " {\nconstructor();\nm: " : " {\nconstructor();\n@unstable(feature = night) m: ");
        put_func(e, chance);
        put(e, "s: static ");
        put_func(e, chance);
        put(e, "}\n");
    } else {
        put_name(e, chance);
        put(e, ": ");
        put_func(e, chance);
    }
}

static void put_world_item(emit *e, uint64_t *chance)
{
    uint32_t kind = roll(chance, 6);
    if (kind == 0) {
        put_item(e, chance);
        return;
    }
    if (kind == 1) {
        put(e, "include ");
        put_name(e, chance);
        put(e, roll(chance, 2) ? ";\n" : " with { a as b }\n");
        return;
    }
    put(e, roll(chance, 2) ? "import " : "export ");
    put_name(e, chance);
    put(e, kind < 4 ? ";\n" : kind == 4 ? ": " : ": interface { a: ");
    if (kind >= 4)
        put_func(e, chance);
    if (kind == 5)
        put(e, "}\n");
}

/* Words at random: most are refused. */
static void put_soup(uint64_t *chance, emit *out)
{
    put(out, roll(chance, 9) ? "package x:y@1.2.3;\n" : "package x:y {\n");
    for (uint32_t blocks = roll(chance, 6) + 1; blocks > 0; blocks--) {
        bool is_world = !roll(chance, 3);
        put(out, is_world ? "world " : "interface ");
        put_name(out, chance);
        put(out, " {\n");
        for (uint32_t items = roll(chance, 5); items > 0; items--)
            is_world ? put_world_item(out, chance) : put_item(out, chance);
        put(out, "}\n");
    }
}

/* A text that is good by construction: names count up, and only what stands before is referred to. */
typedef struct making {
    emit    *out;
    uint64_t *chance;
    uint32_t blocks;              /* interfaces i0, i1, … so far */
    uint32_t types[8], resources[8];      /* t0, t1, … and r0, r1, … of each */
    uint32_t used;                /* u0, u1, … of the one at hand */
} making;

static void put_number(making *m, const char *word, uint32_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%s%u", word, number);
    put(m->out, text);
}

static void make_type(making *m, int depth)
{
    static const char *const plain[] = { "u8", "u32", "s64", "f32", "bool", "char", "string", "result" };
    static const char *const outer[] = { "list<", "option<", "tuple<", "result<", "result<_, ", "map<string, " };
    uint32_t k = m->blocks, kind = roll(m->chance, 9);
    if (kind < 3 && m->types[k]) {
        put_number(m, "t", roll(m->chance, m->types[k]));
    } else if (kind == 3 && m->resources[k]) {
        put(m->out, roll(m->chance, 2) ? "own<" : "borrow<");
        put_number(m, "r", roll(m->chance, m->resources[k]));
        put(m->out, ">");
    } else if (kind == 4 && m->used) {
        put_number(m, "u", roll(m->chance, m->used));
    } else if (kind < 7 || depth > 4) {
        put(m->out, plain[roll(m->chance, 8)]);
    } else {
        put(m->out, outer[roll(m->chance, 6)]);
        make_type(m, depth + 1);
        put(m->out, ">");
    }
}

static void make_declaration(making *m)
{
    static const char *const words[] = { "record t", "variant t", "enum t", "flags t", "type t" };
    uint32_t k = m->blocks, kind = roll(m->chance, 5), count = roll(m->chance, 4) + 1;
    put_number(m, words[kind], m->types[k]);
    put(m->out, kind == 4 ? " = " : " { ");
    for (uint32_t i = 0; i < count && kind < 4; i++) {
        bool has_type = kind == 0 || (kind == 1 && roll(m->chance, 2));
        put_number(m, "x", i);
        put(m->out, kind == 0 ? ": " : has_type ? "(" : "");
        if (has_type)
            make_type(m, 0);
        put(m->out, has_type && kind ? ")," : ",");
    }
    if (kind == 4)
        make_type(m, 0);
    put(m->out, kind == 4 ? ";\n" : "}\n");
    m->types[k]++;
}

static void make_func(making *m)
{
    put(m->out, roll(m->chance, 6) ? "func(" : "async func(");
    for (uint32_t i = 0, count = roll(m->chance, 3); i < count; i++) {
        put_number(m, i ? ", p" : "p", i);
        put(m->out, ": ");
        make_type(m, 0);
    }
    put(m->out, roll(m->chance, 2) ? ") -> u32;\n" : ");\n");
}

static void make_interface(making *m)
{
    uint32_t k = m->blocks;
    m->types[k] = m->resources[k] = m->used = 0;
    put_number(m, "interface i", k);
    put(m->out, " {\n");
    for (uint32_t j = 0; j < k; j++) {
        bool resource = m->resources[j] && roll(m->chance, 2);
        if (roll(m->chance, 2) || (!resource && !m->types[j]))
            continue;
        put_number(m, "use i", j);
        put_number(m, resource ? ".{r" : ".{t", roll(m->chance, resource ? m->resources[j] : m->types[j]));
        put_number(m, " as u", m->used++);
        put(m->out, "};\n");
    }
    for (uint32_t i = roll(m->chance, 2); i > 0; i--) {
        put_number(m, "resource r", m->resources[k]++);
        put(m->out, roll(m->chance, 9) ? " { constructor(x: u32); m: func() -> string; s: static func(); }\n"
                                       : " { constructor(x: u32); @unstable(feature = night) m: func() -> string; s: static func(); }\n");
    }
    for (uint32_t i = roll(m->chance, 4); i > 0; i--)
        make_declaration(m);
    for (uint32_t i = roll(m->chance, 4); i > 0; i--) {
        put_number(m, roll(m->chance, 9) ? "f" : "@unstable(feature = night) f", i);
        put(m->out, ": ");
        make_func(m);
    }
    put(m->out, "}\n");
    m->blocks++;
}

static void make_world(making *m, uint32_t number)
{
    put_number(m, "world w", number);
    put(m->out, " {\n");
    m->types[m->blocks] = m->resources[m->blocks] = m->used = 0;
    for (uint32_t j = 0; j < m->blocks; j++) {
        uint32_t way = roll(m->chance, 5);
        put_number(m, way < 2 ? "import i" : way == 2 ? "export i" : way == 3 ? "import i" : "// i", j);
        put(m->out, way < 4 ? ";\n" : "\n");
        if (way == 3) {
            put_number(m, "export i", j);
            put(m->out, ";\n");
        }
    }
    for (uint32_t i = roll(m->chance, 3); i > 0; i--) {
        put_number(m, !roll(m->chance, 9) ? "@unstable(feature = night) import f" : roll(m->chance, 2) ? "import f" : "export f", i);
        put(m->out, ": ");
        make_func(m);
    }
    if (number && !roll(m->chance, 3)) {
        put_number(m, "include w", number - 1);
        put(m->out, " with { f1 as g1 }\n");
    }
    put(m->out, "}\n");
}

void fuzz_input(uint64_t seed, emit *out)
{
    uint64_t chance = seed;
    if (!roll(&chance, 4)) {
        put_soup(&chance, out);
        return;
    }
    if (!roll(&chance, 6)) {
        wit_packed_make(out, &chance);
        return;
    }
    making m = { .out = out, .chance = &chance };
    put(out, "package x:y@1.2.3;\n");
    for (uint32_t i = roll(&chance, 6) + 1; i > 0; i--)
        make_interface(&m);
    for (uint32_t i = 0, count = roll(&chance, 3); i < count; i++)
        make_world(&m, i);
}

/* --- what must hold --- */

static bool same_error(const error *a, const error *b)
{
    return a->code == b->code && a->line == b->line && a->column == b->column && strcmp(a->text, b->text) == 0 && strcmp(a->hint, b->hint) == 0;
}

static int fail(const char *what, const uint8_t *data, size_t size)
{
    printf("%s\n%.*s\n", what, (int)size, (const char *)data);
    return 1;
}

/* Each world of one reading against each of another: any answer will do, as long as a misfit has its differences and
 * a world fits itself. */
static bool pairs(const wit_set *set, const wit_set *twin, budget *b)
{
    uint32_t count = wit_world_count(set) < 4 ? wit_world_count(set) : 4;
    for (uint32_t i = 0; i < count * count; i++) {
        arena a;
        fit_report report;
        error err = { 0 };
        text_builder t;
        arena_open(&a, b);
        text_open(&t, b);
        bool fits = wit_fit(&a, wit_world_at(set, i / count), wit_world_at(twin, i % count), NULL, 0, &report, &err);
        wit_fit_print(&t, &report, text_of("mod.wasm"), text_of("world"));
        bool ok = !err.code && fits == (report.count == 0) && (fits || i / count != i % count);
        seen.fits += fits;
        seen.misfits += !fits;
        if (!ok)
            printf("%s\n", text_string(&t));
        text_close(&t);
        arena_close(&a);
        if (!ok)
            return false;
    }
    return true;
}

static wit_set *resolve(arena *a, const uint8_t *data, size_t size, error *err)
{
    wit_source source = { TEXT_LITERAL("fuzz.wit"), { (const char *)data, size }, TEXT_LITERAL("fuzz") };
    return wit_resolve(a, &source, 1, &(wit_options){ .all_features = size & 1 }, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char why[3000];
    error first = { 0 }, second = { 0 };
    int failed = 0;
    budget b;
    arena a, twin;
    if (size && data[0] == '(') {
        seen.packed[wit_packed_hold(data, size, why, sizeof why)]++;
        return why[0] ? fail(why, data, size) : 0;
    }
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    arena_open(&twin, &b);
    wit_set *set = resolve(&a, data, size, &first);
    if (b.peak > 600 * (uint64_t)size + (1 << 20))
        failed = fail("too much memory", data, size);
    wit_set *again = resolve(&twin, data, size, &second);
    if (!same_error(&first, &second) || !set != !again)
        failed = fail("another answer the second time", data, size);
    else if (!set && (!first.code || !first.text[0] || !first.place_count))
        failed = fail("refused without a word", data, size);
    else if (set && (!round_trip_equal(set, &b, why, sizeof why) || !pairs(set, again, &b)))
        failed = fail(why, data, size);
    seen.good += set != NULL;
    seen.bad += set == NULL;
    arena_close(&twin);
    arena_close(&a);
    budget_close(&b);
    return failed;
}
