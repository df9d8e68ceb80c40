/* Any bytes as WIT: an error with a place, the same one twice; or worlds and
 * interfaces that print as WIT of equal ones, and that can be held against one
 * another. Never more than 600 x the text + 1 MiB of memory.
 */
#include "engine/wit/wit_fit.h"
#include "tests/fuzz/fuzz.h"
#include "tests/wit/round_trip.h"

#include <stdio.h>

const bool fuzz_mutates = true;

static struct { uint64_t good, bad, fits, misfits; } seen;

void fuzz_report(void)
{
    printf("texts: %llu good, %llu refused; pairs: %llu fit, %llu don't\n", (unsigned long long)seen.good, (unsigned long long)seen.bad,
           (unsigned long long)seen.fits, (unsigned long long)seen.misfits);
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
        put(e, " {\nconstructor();\nm: ");
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

void fuzz_input(uint64_t seed, emit *out)
{
    uint64_t chance = seed;
    put(out, roll(&chance, 9) ? "package x:y@1.2.3;\n" : "package x:y {\n");
    for (uint32_t blocks = roll(&chance, 6) + 1; blocks > 0; blocks--) {
        bool is_world = !roll(&chance, 3);
        put(out, is_world ? "world " : "interface ");
        put_name(out, &chance);
        put(out, " {\n");
        for (uint32_t items = roll(&chance, 5); items > 0; items--)
            is_world ? put_world_item(out, &chance) : put_item(out, &chance);
        put(out, "}\n");
    }
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

/* Each world against each other: any answer will do, as long as there is one, and a misfit has its differences. */
static bool pairs(const wit_set *set, budget *b)
{
    uint32_t count = wit_world_count(set) < 4 ? wit_world_count(set) : 4;
    for (uint32_t i = 0; i < count * count; i++) {
        arena a;
        fit_report report;
        error err = { 0 };
        text_builder t;
        arena_open(&a, b);
        text_open(&t, b);
        bool fits = wit_fit(&a, wit_world_at(set, i / count), wit_world_at(set, i % count), NULL, 0, &report, &err);
        wit_fit_print(&t, &report, text_of("mod.wasm"), text_of("world"));
        bool ok = !err.code && fits == (report.count == 0) && (fits || i / count != i % count);
        seen.fits += fits;
        seen.misfits += !fits;
        text_close(&t);
        arena_close(&a);
        if (!ok)
            return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char why[3000];
    error errors[2] = { { 0 } };
    int failed = 0;
    for (int round = 0; round < 2 && !failed; round++) {
        wit_source source = { TEXT_LITERAL("fuzz.wit"), { (const char *)data, size }, TEXT_LITERAL("fuzz") };
        budget b;
        arena a;
        budget_open(&b, NULL, 0);
        arena_open(&a, &b);
        wit_set *set = wit_resolve(&a, &source, 1, &(wit_options){ .all_features = true }, &errors[round]);
        if (b.peak > 600 * (uint64_t)size + (1 << 20))
            failed = fail("too much memory", data, size);
        if (!set && (!errors[round].code || !errors[round].text[0] || !errors[round].place_count))
            failed = fail("refused without a word", data, size);
        if (set && round == 0 && (!round_trip_equal(set, &b, why, sizeof why) || !pairs(set, &b)))
            failed = fail(why, data, size);
        seen.good += set && round == 0;
        seen.bad += !set && round == 0;
        arena_close(&a);
        budget_close(&b);
    }
    if (!failed && !same_error(&errors[0], &errors[1]))
        failed = fail("another error the second time", data, size);
    return failed;
}
