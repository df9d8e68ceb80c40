/* Any bytes as the texts that people and other programs write for a game: a policy,
 * a mod.json, a file of prices. Each is an error that says what is wrong and where,
 * the same one twice, or settings within their bounds; and all memory comes back.
 * The first byte chooses which.
 */
#include "host/manifest.h"
#include "host/policy.h"
#include "host/prices.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>

const bool fuzz_mutates = false;        /* bytes at random are hardly ever UTF-8: spoil() */

enum { SETTINGS_KINDS = 3, WORDS = 1000 };

typedef struct outcome { bool good; uint64_t sum; char words[WORDS]; } outcome;

static struct { uint64_t good[SETTINGS_KINDS], refused[SETTINGS_KINDS]; } seen;

void fuzz_report(void)
{
    static const char *const names[] = { "policies", "manifests", "prices" };
    for (int i = 0; i < SETTINGS_KINDS; i++)
        printf("%s: %llu good, %llu refused\n", names[i], (unsigned long long)seen.good[i], (unsigned long long)seen.refused[i]);
}

/* ---- texts from a seed ---- */

static uint32_t roll(uint64_t *chance, uint32_t sides)
{
    return (uint32_t)(fuzz_random(chance) % sides);
}

static void put(emit *e, const char *text)
{
    emit_raw(e, text, strlen(text));
}

static const char *const keys[] = {
    "mods", "slots", "*", "chaser", "creatures", "memory_mib", "table_entries", "handles", "copy_kib", "string_kib", "list_items", "log_lines", "log_kib",
    "weight", "fuel_per_frame", "fuel_most", "on_failure", "strikes", "suspended_frames", "name", "slot", "version", "language", "component", "order",
    "enabled", "grants", "author", "wolf.wasm", "arena:game/powers@0.1.0", "nothing", "\\u0000", "\\ud800", "m\\u00f6d"
};
static const char *const numbers[] = { "0", "1", "5", "-3", "1.5", "1000", "4096", "16777217", "1e3", "1e400", "-0", "9007199254740993", "0x10", "18446744073709551616" };
static const char *const atoms[] = { "true", "false", "null", "\"restart\"", "\"fall-back\"", "\"pause\"", "\"disable\"", "\"\"", "{}", "[]", "[", "}", ",", "" };

static void put_key(emit *e, uint64_t *chance)
{
    put(e, "\"");
    put(e, keys[roll(chance, sizeof keys / sizeof *keys)]);
    put(e, "\"");
}

static void put_value(emit *e, uint64_t *chance, uint32_t depth);

static void put_object(emit *e, uint64_t *chance, uint32_t depth)
{
    uint32_t count = roll(chance, 5);
    put(e, "{ ");
    for (uint32_t i = 0; i < count; i++) {
        put(e, i ? ",\n" : "");
        put_key(e, chance);
        put(e, ": ");
        put_value(e, chance, depth + 1);
    }
    put(e, " }");
}

static void put_list(emit *e, uint64_t *chance, uint32_t depth)
{
    put(e, "[ ");
    for (uint32_t i = 0, count = roll(chance, 4); i < count; i++) {
        put(e, i ? ", " : "");
        put_value(e, chance, depth + 1);
    }
    put(e, " ]");
}

static void put_value(emit *e, uint64_t *chance, uint32_t depth)
{
    uint32_t kind = roll(chance, 8);
    if (depth < 40 && kind < 3)
        put_object(e, chance, depth);
    else if (depth < 40 && kind == 3)
        put_list(e, chance, depth);
    else if (kind < 6)
        put(e, numbers[roll(chance, sizeof numbers / sizeof *numbers)]);
    else if (kind == 6)
        put_key(e, chance);
    else
        put(e, atoms[roll(chance, sizeof atoms / sizeof *atoms)]);
}

/* Mostly as it must be, so that what lies deeper is come to. */
static void put_settings(emit *e, uint64_t *chance, const char *const *names, uint32_t name_count)
{
    put(e, "{ ");
    for (uint32_t i = 0, at = roll(chance, name_count), count = roll(chance, 6); i < count; i++, at = (at + 1) % name_count) {
        put(e, i ? ", \"" : "\"");
        put(e, names[at]);
        put(e, "\": ");
        if (roll(chance, 40) == 0)
            put_value(e, chance, 3);
        else
            put(e, strcmp(names[at], "on_failure") == 0 ? atoms[3 + roll(chance, 4)] : numbers[1 + roll(chance, 2)]);
    }
    put(e, " }");
}

static void put_policy(emit *e, uint64_t *chance)
{
    put(e, "{ \"mods\": { \"*\": ");
    put_settings(e, chance, keys + 5, 9);
    put(e, ", \"chaser\": ");
    put_settings(e, chance, keys + 5, 9);
    put(e, " }, \"slots\": { \"creatures\": ");
    put_settings(e, chance, keys + 5, 14);
    put(e, ", \"hud\": { \"mods\": { \"m\": ");
    put_settings(e, chance, keys + 5, 9);
    put(e, roll(chance, 20) ? " } } } }" : " } } }");
}

static const char *const texts[] = {
    "\"wolf\"", "\"creatures\"", "\"1.2.0\"", "\"m\\u00f6d\"", "\"wolf.wasm\"", "\"../wolf.wasm\"", "\"/wolf\"", "\"\"", "\"two\\nlines\"", "\"\\u0000\"", "\"\\ud83d\\ude00\""
};
static const char *const interfaces[] = { "\"arena:game/powers@0.1.0\"", "\"arena:game/powers\"", "\"arena:game\\/maps@2.0.0\"", "\"wasi:cli/environment@0.2.6\"", "\"\"", "7" };

static void put_grants(emit *e, uint64_t *chance)
{
    put(e, "[");
    for (uint32_t i = 0, count = roll(chance, roll(chance, 40) ? 4 : 80); i < count; i++) {
        put(e, i ? roll(chance, 2) ? ", " : ",\n  " : " ");
        put(e, interfaces[roll(chance, roll(chance, 10) ? 4 : 6)]);
    }
    put(e, " ]");
}

static void put_manifest_key(emit *e, uint64_t *chance)
{
    static const char *const words[] = { "name", "slot", "version", "language", "component", "description", "author", "license", "homepage", "source", "world", "build" };
    switch (roll(chance, 5)) {
    case 0:
        put(e, "\"order\": ");
        put(e, numbers[roll(chance, roll(chance, 4) ? 6 : sizeof numbers / sizeof *numbers)]);
        break;
    case 1:
        put(e, "\"enabled\": ");
        put(e, atoms[roll(chance, roll(chance, 6) ? 2 : 3)]);
        break;
    case 2:
        put(e, "\"grants\": ");
        put_grants(e, chance);
        break;
    default:
        put(e, "\"");
        put(e, words[roll(chance, sizeof words / sizeof *words)]);
        put(e, "\": ");
        put(e, texts[roll(chance, roll(chance, 4) ? 5 : sizeof texts / sizeof *texts)]);
        break;
    }
}

static void put_manifest(emit *e, uint64_t *chance)
{
    put_settings(e, chance, keys + 5, 9);
    for (uint32_t count = roll(chance, 4); count > 0; count--) {
        bool is_empty = e->bytes[e->size - 3] == '{';
        e->size -= 2;                             /* the closing brace comes later */
        put(e, is_empty ? " " : ",\n");
        put_manifest_key(e, chance);
        put(e, " }");
    }
}

static void put_prices(emit *e, uint64_t *chance)
{
    char line[200];
    put(e, "inlay prices 1\nmods 1000000 2500000\n");
    for (uint32_t i = 0, count = roll(chance, 6); i < count; i++) {
        snprintf(line, sizeof line, "import %llu %llu %llu %llu %llu %u %u test:host/env#f%u\n", (unsigned long long)(fuzz_random(chance) >> roll(chance, 64)),
                 (unsigned long long)(fuzz_random(chance) >> roll(chance, 64)), (unsigned long long)(fuzz_random(chance) >> roll(chance, 64)),
                 (unsigned long long)(fuzz_random(chance) >> roll(chance, 64)), (unsigned long long)(fuzz_random(chance) >> roll(chance, 64)), roll(chance, 500),
                 roll(chance, 5), i);
        put(e, line);
    }
}

/* Half stay as they are. */
static void spoil(emit *e, uint64_t *chance)
{
    static const char signs[] = "{}[]\":,\\ 0159-+.eE\n\tabu_*\x01\x7f\xc3\xa9";
    for (uint32_t times = roll(chance, 2) * (1 + roll(chance, 3)); times > 0 && e->size > 4; times--) {
        size_t at = 1 + fuzz_random(chance) % (e->size - 2), cut = 1 + roll(chance, roll(chance, 4) ? 2 : (uint32_t)(e->size - at));
        uint32_t how = roll(chance, 8);
        if (how == 0)
            e->bytes[at] = (uint8_t)fuzz_random(chance);
        else if (how < 5)
            e->bytes[at] = (uint8_t)signs[roll(chance, sizeof signs - 1)];
        else if (how == 5)
            e->size = at;
        else if (at + cut < e->size) {
            memmove(e->bytes + at, e->bytes + at + cut, e->size - at - cut);
            e->size -= cut;
        }
    }
}

void fuzz_input(uint64_t seed, emit *out)
{
    uint32_t kind = roll(&seed, SETTINGS_KINDS);
    emit_u8(out, kind);
    if (roll(&seed, 8) == 0)
        put_value(out, &seed, 0);
    else if (kind == 0)
        put_policy(out, &seed);
    else if (kind == 1)
        put_manifest(out, &seed);
    else
        put_prices(out, &seed);
    spoil(out, &seed);
}

/* ---- reading ---- */

static uint64_t sum_quota(const quota *q)
{
    uint64_t sum = 0;
#define QUOTA_KEY(name, member, most, factor) sum = sum * 31 + q->member;
    QUOTA_KEYS(QUOTA_KEY)
#undef QUOTA_KEY
    return sum;
}

static bool is_bounded(const quota *q)
{
    bool good = true;
#define QUOTA_KEY(name, member, most, factor) good = good && q->member <= UINT64_C(most) * (factor) && q->member % (factor) == 0;
    QUOTA_KEYS(QUOTA_KEY)
#undef QUOTA_KEY
    return good;
}

static bool read_policy(budget *b, text_view text, outcome *out, error *err)
{
    policy p;
    if (!policy_read(&p, b, text, err))
        return true;
    const policy_word chaser = policy_of(&p, text_of("creatures"), text_of("chaser")), hud = policy_of(&p, text_of("hud"), text_of("m"));
    const slot_wish *wish = policy_of_slot(&p, text_of("creatures"));
    bool held = is_bounded(&chaser.quota) && is_bounded(&hud.quota) && chaser.weight <= 1000 && p.slot_count <= POLICY_SLOTS && p.mods.count <= POLICY_MODS;
    held = held && (!wish || (is_bounded(&wish->quota) && wish->fuel_per_frame <= UINT64_C(1) << 50 && wish->strikes <= 1000000));
    out->good = true;
    out->sum = sum_quota(&chaser.quota) ^ sum_quota(&hud.quota) ^ chaser.weight ^ (wish ? sum_quota(&wish->quota) + wish->fuel_most : 0);
    policy_close(&p);
    return held;
}

static bool read_manifest(budget *b, text_view text, outcome *out, error *err)
{
    arena a;
    manifest m;
    arena_open(&a, b);
    out->good = manifest_read(&a, text, &m, err);
    bool held = !out->good || (is_bounded(&m.quota) && m.weight >= 1 && m.weight <= 1000 && m.grant_count <= 64 && m.name.size <= 400);
    if (out->good)
        out->sum = sum_quota(&m.quota) ^ m.weight ^ (uint64_t)(uint32_t)m.order << 32 ^ m.grant_count ^ text_hash(m.name) ^ m.enabled ^ (manifest_find_grant(&m, text_of("arena:game/powers")) ? 64 : 0);
    for (uint32_t i = 0; out->good && i < m.grant_count; i++)
        held = held && m.grants[i].line >= 1 && m.grants[i].line <= m.last_line && m.grants[i].name.size <= 400;
    arena_close(&a);
    return held;
}

static bool read_prices(text_view text, outcome *out, error *err)
{
    prices_reader r;
    prices_line line;
    prices_found found = PRICES_BAD;
    if (prices_read_begin(&r, text, err))
        for (found = PRICES_LINE; found == PRICES_LINE;) {
            found = prices_read_next(&r, &line, err);
            if (found == PRICES_LINE)
                out->sum = out->sum * 31 + line.calls + line.ns + text_hash(line.name);
        }
    out->good = found == PRICES_END;
    return true;
}

static bool read_one(uint8_t kind, text_view text, outcome *out)
{
    budget b;
    error err;
    budget_open(&b, NULL, 16 << 20);
    error_open(&err);
    *out = (outcome){ .good = false };
    bool held = kind == 0 ? read_policy(&b, text, out, &err) : kind == 1 ? read_manifest(&b, text, out, &err) : read_prices(text, out, &err);
    if (!out->good)
error_format(&err, "settings", out->words, sizeof out->words);
    budget_close(&b);
    if (!held)
        printf("beyond its bounds\n");
    if (out->good != (err.code == ERROR_NONE) || (!out->good && strlen(out->words) < 20)) {
        printf("%s, and its words are \"%s\"\n", out->good ? "good" : "refused", out->words);
        return false;
    }
    return held;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    outcome once, twice;
    if (size == 0)
        return 0;
    uint8_t kind = data[0] % SETTINGS_KINDS;
    text_view text = { (const char *)data + 1, size - 1 };
    bool held = read_one(kind, text, &once) && read_one(kind, text, &twice);
    seen.good[kind] += once.good;
    seen.refused[kind] += !once.good;
    if (held && (once.good != twice.good || once.sum != twice.sum || strcmp(once.words, twice.words) != 0)) {
        printf("read twice it is another: \"%s\" and \"%s\"\n", once.words, twice.words);
        return 1;
    }
    return !held;
}
