/* Any bytes as a module: a clean error, or a module whose bodies can be walked
 * again, shown and named; never more than 64 x the file + 64 KiB of memory; the
 * same error twice. */
#include "engine/wasm/body.h"
#include "engine/wasm/disasm.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/gen.h"

#include <stdio.h>

const bool fuzz_mutates = true;

void fuzz_input(uint64_t seed, emit *out)
{
    gen_module(seed, GEN_TAIL_CALLS | GEN_SIMD | GEN_IMPORTS | GEN_BULK | GEN_REFERENCES, 40, out);
}

static struct { uint64_t good, bad; } seen;

void fuzz_report(void)
{
    printf("files: %llu good, %llu refused\n", (unsigned long long)seen.good, (unsigned long long)seen.bad);
}

/* What loading comes to, and what it costs. */
typedef struct decode_outcome {
    bool     good;
    error    err;
    uint64_t peak;
} decode_outcome;

static bool walk_again(const wasm_module *m, budget *b, error *err)
{
    body w;
    body_open(&w, m, b, err);
    for (uint32_t i = m->func_import_count; i < m->func_count; i++) {
        if (!body_begin_function(&w, i))
            break;
        while (body_next(&w)) {}
    }
    bool ok = body_ok(&w);
    body_close(&w);
    return ok;
}

static void show(const wasm_module *m, budget *b)
{
    text_builder t;
    text_open(&t, b);
    disasm_module(&t, m);
    text_close(&t);
}

static decode_outcome load(const uint8_t *data, size_t size)
{
    decode_outcome o = { 0 };
    budget b;
    arena a;
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    wasm_module *m = decode_module(&a, data, size, 0, &o.err);
    o.good = m && validate_module(m, &b, &o.err);
    o.peak = b.peak;
    if (o.good && !walk_again(m, &b, &o.err))
        printf("a body was good once and is not again: %s\n", o.err.text);
    if (o.good && size < 16384)
        show(m, &b);
    arena_close(&a);
    budget_close(&b);
    return o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    decode_outcome first = load(data, size), second = load(data, size);
    seen.good += first.good;
    seen.bad += !first.good;
    bool same = first.good == second.good && first.err.code == second.err.code && strcmp(first.err.text, second.err.text) == 0;
    bool told = first.good == (first.err.code == ERROR_NONE);
    bool small = first.peak <= 64 * size + 65536;
    if (!same || !told)
        printf("two loads differ, or say nothing: %d %s / %d %s\n", first.good, first.err.text, second.good, second.err.text);
    if (!small)
        printf("%llu bytes of memory for a file of %zu\n", (unsigned long long)first.peak, size);
    return !(same && told && small);
}
