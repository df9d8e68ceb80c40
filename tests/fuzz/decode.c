/* Any bytes as a module: a clean error, or a module whose bodies can be walked
 * again, shown and named; the same from each way to walk; never more than 64 x
 * the file + 64 KiB of memory; the same error twice. */
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
    bool     agree;               /* the ways to walk over each body */
    uint64_t peak;
} decode_outcome;

typedef enum walk_way { WALK_SHOWING, WALK_BY_WHOLE_RULES, WALK_SKIMMING } walk_way;

typedef struct walked {
    error    err;
    uint64_t seen;                /* of all that was in view; skimming: nothing */
} walked;

/* What is in view, as a number. */
static uint64_t view_of(const body *w)
{
    uint64_t top = w->height ? w->stack[w->height - 1] : 0;
    uint64_t view = w->op + w->at * 31ull + w->was_dead * 37ull + w->height_before * 41ull + w->height * 43ull + body_slots(w) * 47ull + w->frame_count * 53ull;
    return view + top * 59 + (uint64_t)(w->op == OP_call ? w->callee->param_count : 0) * 61 + w->max_slots * 67ull + body_is_dead(w) * 71ull;
}

static walked walk_body(const wasm_module *m, uint32_t func, budget *b, walk_way way)
{
    walked o = { 0 };
    body w;
    body_open(&w, m, b, &o.err);
    if (body_begin_function(&w, func)) {
        w.quick_end = way == WALK_BY_WHOLE_RULES ? NULL : w.quick_end;
        do {
            if (way == WALK_SKIMMING)
                body_skim(&w);
            else
                o.seen = (o.seen << 1 | o.seen >> 63) ^ view_of(&w);
        } while (body_next(&w));
    }
    body_close(&w);
    return o;
}

/* Good or bad, the short ways say what the whole rules say. */
static bool ways_agree(const wasm_module *m, uint32_t func, budget *b)
{
    walked whole = walk_body(m, func, b, WALK_BY_WHOLE_RULES), showing = walk_body(m, func, b, WALK_SHOWING), skimming = walk_body(m, func, b, WALK_SKIMMING);
    if (strcmp(whole.err.text, showing.err.text) == 0 && strcmp(whole.err.text, skimming.err.text) == 0 && whole.seen == showing.seen)
        return true;
    printf("function %u: the whole rules say \"%s\", the short ones \"%s\", without showing \"%s\"%s\n", func, whole.err.text, showing.err.text, skimming.err.text,
           whole.seen == showing.seen ? "" : ": what was in view differs");
    return false;
}

static bool walk_again(const wasm_module *m, budget *b)
{
    for (uint32_t i = m->func_import_count; i < m->func_count; i++)
        if (!ways_agree(m, i, b))
            return false;
    return true;
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
    o.agree = !m || size > 16384 || walk_again(m, &b);
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
    return !(same && told && small && first.agree);
}
