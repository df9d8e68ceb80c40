/* Which cells run, and which run one behind the other: what fusions are decided
 * by. Linked before the library it takes the place of both interpreters; here it
 * counts what `inlay core FILE --invoke run 10` runs, with no cells paired.
 *
 * At the end it prints, to stderr, the most frequent cells, all pairs and the
 * triples, each with its share of all cells that ran. choose.sh
 * is who asks.
 */
#include "engine/wasm/forward.h"
#include "engine/wasm/plain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINES = 300, TRIPLES = 1 << 18, PAIRS_SEEN = 1 << 16 };

typedef struct triple { uint32_t first, second, third; uint64_t count; } triple;

static uint64_t singles[CODE_COUNT], (*pairs)[CODE_COUNT], all;
static triple triples[TRIPLES];
static uint32_t before, before_that;

static const char *const names[CODE_COUNT] = {
#define CODE(name, form)  #name,
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        CODE(x##__##y, )
#define CARRIED(...) __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
};

static void count_triple(uint32_t first, uint32_t second, uint32_t third)
{
    uint32_t at = (first * 2654435761u ^ second * 40503u ^ third * 2246822519u) % TRIPLES;
    for (uint32_t tries = 0; tries < 16; tries++, at = (at + 1) % TRIPLES) {
        triple *t = &triples[at];
        if (t->count && (t->first != first || t->second != second || t->third != third))
            continue;
        *t = (triple){ first, second, third, t->count + 1 };
        return;
    }
}

static __attribute__((noinline)) void note_cell(uint32_t op)
{
    all++;
    singles[op]++;
    pairs[before][op]++;
    count_triple(before_that, before, op);
    before_that = before;
    before = op;
}

/* The most frequent first. */
static int more_frequent(const void *a, const void *b)
{
    const triple *x = a, *y = b;
    return x->count != y->count ? (x->count > y->count ? -1 : 1) : 0;
}

static void print_most(triple *all_of_them, uint32_t count, uint32_t lines)
{
    qsort(all_of_them, count, sizeof *all_of_them, more_frequent);
    for (uint32_t i = 0; i < count && i < lines && all_of_them[i].count; i++) {
        const triple *t = &all_of_them[i];
        fprintf(stderr, "%.5f %%  %s", 100.0 * (double)t->count / (double)all, names[t->first]);
        if (t->second < CODE_COUNT)
            fprintf(stderr, "  %s", names[t->second]);
        if (t->third < CODE_COUNT)
            fprintf(stderr, "  %s", names[t->third]);
        fputc('\n', stderr);
    }
}

static void print_singles(void)
{
    static triple found[CODE_COUNT];
    for (uint32_t i = 0; i < CODE_COUNT; i++)
        found[i] = (triple){ i, CODE_COUNT, CODE_COUNT, singles[i] };
    print_most(found, CODE_COUNT, LINES);
}

static void print_pairs(void)
{
    static triple found[PAIRS_SEEN];
    uint32_t count = 0;
    for (uint32_t i = 0; i < CODE_COUNT; i++)
        for (uint32_t k = 0; k < CODE_COUNT; k++)
            if (pairs[i][k] && count < PAIRS_SEEN)
                found[count++] = (triple){ i, k, CODE_COUNT, pairs[i][k] };
    print_most(found, count, count);
}

static void print(void)
{
    fprintf(stderr, "%" PRIu64 " cells\n", all);
    print_singles();
    print_pairs();
    print_most(triples, TRIPLES, TRIPLES);
}

/* ---- the interpreter: that of interp_tail.c, counting ---- */

#define REGISTERS const wasm_cell *pc, wasm_slot *fp, uint8_t *mem, uint64_t mem_size, wasm_state *st, int32_t fuel, i64 acc_i, f32 acc_f, f64 acc_d
#define CALLING   __attribute__((preserve_none))

typedef CALLING run_outcome handler(REGISTERS);

static handler *const handlers[CODE_COUNT];

#define GO           do { note_cell(pc->op); __attribute__((musttail)) return handlers[pc->op](pc, fp, mem, mem_size, st, fuel, acc_i, acc_f, acc_d); } while (0)
#define BECOME(n)    __attribute__((musttail)) return op_##n(pc, fp, mem, mem_size, st, fuel, acc_i, acc_f, acc_d)
#define CHARGES      1
#define SETTLED(x)   (void)0
#define PLAINS(...)  __VA_ARGS__
#define PAIRED(...)  __VA_ARGS__
#define FEWED(...)
#define TAKEN(pc)
#define ENTERED
#define PICKED(i)    do { pc = TARGET_AT(i); JUMP; } while (0)
#define EACH_TARGET(T)
#define HANDLER(n)   static CALLING run_outcome op_##n(REGISTERS)
#define COLD(n)      HANDLER(n)
#define HANDLER_VECTOR(n) HANDLER(n)
#define VECTOR_WORK  static inline
#define VECTOR_OF(n) pairs_##n
#define VECTOR_DONE  (void)0

#define CODE(name, form)  static handler op_##name;
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        CODE(x##__##y, )
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#include "engine/wasm/vectors.inl"
#include "engine/wasm/handlers.inl"

static handler *const handlers[CODE_COUNT] = {
#define CODE(name, form)  op_##name,
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)        CODE(x##__##y, )
#include "engine/wasm/code.def"
};

static run_outcome run(wasm_state *st)
{
    return handlers[st->pc->op](st->pc, st->fp, st->memory, st->memory_size, st, (int32_t)st->store->tank.at_hand, 0, 0, 0);
}

static uint32_t op_of(uint32_t code) { return code; }

static const interpreter counting = { run, op_of, .carries = true, .pairs = false };

static const interpreter *get(void)
{
    if (!pairs) {
        pairs = calloc(CODE_COUNT, sizeof *pairs);
        if (!pairs)
            abort();
        atexit(print);
    }
    return &counting;
}

const interpreter *interpreter_tail(void) { return get(); }
const interpreter *interpreter_switch(void) { return get(); }
const interpreter *interpreter_plain(void)  { return get(); }
