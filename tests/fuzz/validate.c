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
#include "tests/fuzz/rules_change.h"

#include <stdio.h>

enum { VALIDATE_MOST = 16384 };

const bool fuzz_mutates = true;

void fuzz_input(uint64_t seed, emit *out)
{
    gen_module(seed, GEN_IMPORTS | (uint32_t)(seed % 512 & ~(uint64_t)GEN_INTEGERS), 8 + (uint32_t)(seed / 512 % 60), out);
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

/* ---- trying ---- */

static bool try_changed(const wasm_module *m, const uint8_t *data, size_t size);

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

static bool try_changed(const wasm_module *m, const uint8_t *data, size_t size)
{
    uint8_t *changed = rules_change(m, data, size);
    bool ok = !changed || try_file(changed, size, false);
    free(changed);
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return size <= VALIDATE_MOST && !try_file(data, size, true);
}
