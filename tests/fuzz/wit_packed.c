#include "tests/fuzz/wit_packed.h"

#include "engine/component/component.h"
#include "engine/wit/wat.h"
#include "engine/wit/wit.h"
#include "engine/wit/wit_docs.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>

/* --- from a seed --- */

typedef struct packing {
    emit     *out;
    uint64_t *chance;
    uint32_t  types, depth, resources;    /* those of the scope at hand, written in order: $t0, $t1, … and $r0, … */
} packing;

static uint32_t roll(packing *p, uint32_t sides)
{
    return (uint32_t)(fuzz_random(p->chance) % sides);
}

static void put(packing *p, const char *text)
{
    emit_raw(p->out, text, strlen(text));
}

static void put_number(packing *p, const char *before, uint32_t number, const char *after)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%u", number);
    put(p, before);
    put(p, digits);
    put(p, after);
}

static void put_value(packing *p, int depth);

/* Types that need a name of their own are 7 to 10. */
static void put_compound(packing *p, int depth)
{
    static const char *const open[] = { "(list ", "(option ", "(tuple ", "(result ", "(result (error ", "(map string ", "(stream ", "(record (field \"x\" ",
                                        "(variant (case \"a\") (case \"b\" ", "(enum \"a\" \"b\"", "(flags \"a\" \"B\"", "(list ", "(future", "(result" };
    static const char *const shut[] = { ")", ")", " u8)", ")", "))", ")", ")", "))", "))", ")", ")", " 4)", ")", ")" };
    uint32_t which = roll(p, sizeof open / sizeof *open);
    if (depth > 0 && which >= 7 && which <= 10 && roll(p, 9))
        which -= 7;
    put(p, open[which]);
    if (which < 9 || which == 11)
        put_value(p, depth + 1);
    put(p, shut[which]);
}

static void put_value(packing *p, int depth)
{
    static const char *const plain[] = { "u8", "u32", "s64", "f32", "bool", "char", "string", "f64", "(;;)u16", "error-context" };
    uint32_t kind = roll(p, 9);
    if (kind < 2 && p->types)
        put_number(p, "$t", roll(p, p->types), "");
    else if (kind == 2 && p->resources)
        put_number(p, roll(p, 2) ? "(own $r" : "(borrow $r", roll(p, p->resources), ")");
    else if (kind < 6 || depth > 4)
        put(p, plain[roll(p, 10)]);
    else
        put_compound(p, depth + 1);
}

static void put_func(packing *p)
{
    put(p, roll(p, 6) ? "(func" : "(func async");
    for (uint32_t i = 0, count = roll(p, 3); i < count; i++) {
        put_number(p, " (param \"p", i, "\" ");
        put_value(p, 0);
        put(p, ")");
    }
    if (roll(p, 2)) {
        put(p, " (result ");
        put_value(p, 0);
        put(p, ")");
    }
    put(p, ")");
}

/* A declaration in an interface's type. */
static void put_declaration(packing *p, uint32_t number)
{
    uint32_t kind = roll(p, 4);
    if (kind == 0) {
        put_number(p, "(export \"r", p->resources, "\" ");
        put_number(p, "(type $r", p->resources++, " (sub resource)))\n");
    } else if (kind == 1) {
        put_number(p, "(type $d", number, " ");
        put_compound(p, 0);
        put_number(p, ")(export $t", p->types, " ");
        put_number(p, "\"t", p->types++, "\" ");
        put_number(p, "(type (eq $d", number, ")))\n");
    } else {
        put_number(p, roll(p, 9) ? "(export \"f" : "(export \"\\66", number, "\" ");
        put_func(p);
        put(p, ") ;; done\n");
    }
}

static void put_interface(packing *p)
{
    p->types = p->resources = 0;
    put(p, "(instance ");
    for (uint32_t i = 0, count = roll(p, 6); i < count; i++)
        put_declaration(p, i);
    put(p, ")");
}

/* (component (import …)? (export "x:y/iN" …)) */
static void put_around(packing *p, uint32_t number)
{
    bool is_world = !roll(p, 3);
    put(p, is_world ? "(component (type $w (component " : "(component ");
    if (number && roll(p, 2)) {
        bool is_plain = !roll(p, 4);
        put_number(p, is_plain ? "(import \"plain" : "(import \"x:y/i", number - 1, is_plain ? "\" (implements \"x:y/i0\") " : "\" ");
        put(p, "(instance $i (export \"t\" (type (sub resource)))))");
        put(p, roll(p, 2) ? "(alias export $i \"t\" (type $x))" : "");
    }
    if (is_world) {
        put(p, "(export \"run\" (func (type $f)))");
        put_number(p, "(import \"x:z/j", number, "\" ");
        put_interface(p);
        put(p, ")");
    }
    put_number(p, is_world ? "))(export \"x:y/w" : "(export \"x:y/i", number, "\" ");
    if (is_world)
        put(p, "(component (type $w))");
    else
        put_interface(p);
    put(p, "))");
}

/* Docs: objects of objects with the keys that have a meaning, now and then spoilt. */
static void put_json(packing *p, int depth)
{
    static const char *const keys[] = { "docs", "stability", "stable", "unstable", "since", "feature", "deprecated", "items", "funcs", "types", "interfaces",
        "worlds", "func_exports", "interface_exports", "interface_import_docs", "interface_export_stability", "i0", "w0", "f0", "f1", "t0", "r0", "a", "x",
        "x:z/j0", "run", "\\5cu0069\\5cu0030" };
    static const char *const plain[] = { "\\22A thing.\\5cn\\5cud83d\\5cude00\\22", "\\221.2.0\\22", "null", "[1, {}]", "true", "\\22\\5cu0\\22", "-1e9", "\\22fine\\22", "{}", "[" };
    if (depth > 6 || !roll(p, 4)) {
        put(p, plain[roll(p, roll(p, 9) ? 5 : 10)]);
        return;
    }
    put(p, "{");
    for (uint32_t i = 0, count = roll(p, 5); i < count; i++) {
        put(p, i ? ", \\22" : "\\22");
        put(p, keys[roll(p, sizeof keys / sizeof *keys)]);
        put(p, "\\22: ");
        put_json(p, depth + 1);
    }
    put(p, "}");
}

void wit_packed_make(emit *out, uint64_t *chance)
{
    packing p = { .out = out, .chance = chance };
    put(&p, "(component $C (type $f (func))\n");
    for (uint32_t i = 0, count = roll(&p, 4) + 1; i < count; i++) {
        put_number(&p, "(type $p", i, " ");
        put_around(&p, i);
        put_number(&p, ")\n(export \"n", i, "\" ");
        put_number(&p, "(type $p", i, "))\n");
    }
    if (roll(&p, 2)) {
        bool is_framed = roll(&p, 4);     /* deep enough that some of it is found */
        put(&p, is_framed ? "(@custom \"package-docs\" (after type) \"\\01{\\22interfaces\\22: {\\22i0\\22: " : "(@custom \"package-docs\" \"\\01");
        put_json(&p, 0);
        put(&p, is_framed ? "}}\")" : "\")");
    }
    put(&p, roll(&p, 9) ? "(@producers (processed-by \"a\" \"1\")))" : ")");
}

/* --- what must hold --- */

static wit_packed_end look(arena *a, budget *b, const text_builder *binary, char *why, size_t why_size)
{
    error err = { 0 };
    text_builder text;
    component *c = component_decode(a, b, (const uint8_t *)binary->bytes, binary->size, COMPONENT_ALL, &err);
    if (!c) {
        if (!err.text[0] || err.code == ERROR_TRUNCATED)
            snprintf(why, why_size, "what was assembled is refused: %s", err.text);
        return PACKED_INVALID;
    }
    if (!wit_is_package(c->type))
        return PACKED_COMPONENT;
    if (!wit_docs_read(a, c, &err)) {
        if (err.code != ERROR_MALFORMED || !err.text[0] || !err.place_count)
            snprintf(why, why_size, "docs refused without words: %s", err.text);
        return PACKED_INVALID;
    }
    text_open(&text, b);
    wit_print_types_whole(&text, c->type);
    if (text.failed)
        snprintf(why, why_size, "the package does not print");
    text_close(&text);
    return PACKED_PACKAGE;
}

wit_packed_end wit_packed_hold(const uint8_t *data, size_t size, char *why, size_t why_size)
{
    budget b;
    arena a;
    error err = { 0 };
    text_builder binary;
    wit_packed_end end = PACKED_REFUSED;
    why[0] = 0;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    text_open(&binary, &b);
    bool ok = wat_assemble(&binary, (text_view){ (const char *)data, size }, &err);
    if (b.peak > 200 * (uint64_t)size + (1 << 20))
        snprintf(why, why_size, "too much memory");
    else if (!ok && (!err.code || !err.text[0] || !err.line))
        snprintf(why, why_size, "refused without a place: %s", err.text);
    else if (ok)
        end = look(&a, &b, &binary, why, why_size);
    text_close(&binary);
    arena_close(&a);
    budget_close(&b);
    return end;
}
