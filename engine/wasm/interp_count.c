/* The interpreter that counts: a loop for any compiler, over the same cells that
 * the others run. Plain cells are functions called through a table, the rest a
 * switch. A cell's `op` is some interpreter's; which number it stands for says
 * the book. Pairs run as their two halves; the second may have no op of its own.
 */
#include "engine/wasm/count_follow.h"
#include "engine/wasm/forward.h"
#include "engine/wasm/plain.h"

/* As in interp_switch.c. */
#ifdef __clang__
#pragma clang diagnostic ignored "-Wuninitialized"
#endif

/* ---- which number a cell's op stands for ---- */

/* Those that an interpreter has which carries nothing. */
static const bool is_common[CODE_COUNT] = {
#define CODE(name, form)  [CODE_##name] = true,
#define PLAIN(name, form) CODE(name, form)
#define PAIR(x, y)
#define CARRIED(...)
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED
};

/* The last ones of code.def are never emitted, and stand anywhere. */
static bool is_had(const interpreter *i, uint32_t code)
{
    if (code >= CODE_call_slow)
        return false;
    if (code_shapes[code].second != CODE_NO_PAIR)
        return i->pairs == PAIRS_ALL || (i->pairs == PAIRS_FEW && code_is_few(code));
    return is_common[code] || i->carries;
}

/* Low bits that are the same in all ops are left out of the table. */
bool interpreter_number(const interpreter *i, count_numbers *n, budget *b)
{
    uint32_t low = i->op(CODE_unreachable), bits = 0;
    int32_t least = 0, most = 0;
    for (uint32_t code = 0; code < CODE_COUNT; code++) {
        int32_t away = (int32_t)(i->op(code) - low);
        if (!is_had(i, code))
            continue;
        least = away < least ? away : least;
        most = away > most ? away : most;
        bits |= (uint32_t)away;
    }
    while (!(bits & 1u << n->shift))
        n->shift++;
    n->low = low + (uint32_t)least;
    n->count = ((uint32_t)(most - least) >> n->shift) + 1;
    n->codes = budget_zalloc(b, n->count * sizeof *n->codes);
    if (!n->codes)
        return false;
    for (uint32_t code = 0; code < CODE_COUNT; code++)
        if (is_had(i, code))
            n->codes[(i->op(code) - n->low) >> n->shift] = (uint16_t)code;
    return true;
}

/* ---- plain cells ---- */

typedef bool plain_cell(const wasm_cell *pc, wasm_slot *fp, uint8_t *mem, uint64_t mem_size, wasm_state *st, accumulators *acc);

#define CODE(name, form)
#define PLAIN(name, form)                                                       \
    static bool run_##name(const wasm_cell *pc, wasm_slot *fp, uint8_t *mem, uint64_t mem_size, wasm_state *st, accumulators *acc) \
    {                                                                           \
        return plain_##name(pc, fp, mem, mem_size, st, acc);                    \
    }
#define PAIR(x, y)
#define CARRIED(...) __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED

/* Of a pair, its first half. */
static plain_cell *const plains[CODE_COUNT] = {
#define CODE(name, form)
#define PLAIN(name, form) [CODE_##name] = run_##name,
#define PAIR(x, y)        [CODE_##x##__##y] = run_##x,
#define CARRIED(...) __VA_ARGS__
#include "engine/wasm/code.def"
#undef CODE
#undef PLAIN
#undef PAIR
#undef CARRIED
};

/* Cells that charge for work, by its size. */
static const bool works[CODE_COUNT] = {
    [CODE_struct_new] = true, [CODE_struct_new_default] = true, [CODE_throw] = true, [CODE_throw_ref] = true,
    [CODE_array_new_fixed] = true, [CODE_array_new] = true, [CODE_array_new_default] = true, [CODE_array_new_data] = true, [CODE_array_new_elem] = true,
    [CODE_array_fill] = true, [CODE_array_copy] = true, [CODE_array_init_data] = true, [CODE_array_init_elem] = true,
    [CODE_memory_fill] = true, [CODE_memory_copy] = true, [CODE_memory_init] = true, [CODE_memory_grow] = true,
    [CODE_table_fill] = true, [CODE_table_copy] = true, [CODE_table_init] = true, [CODE_table_grow] = true,
};

bool interpreter_is_work(uint32_t code) { return works[code]; }

/* ---- the loop ---- */

#define GO           goto next
#define HANDLER(n)   case CODE_##n: op_##n: __attribute__((unused));
#define CARRIED(...) __VA_ARGS__
#define PLAINS(...)
#define PAIRED(...)
#define FEWED(...)
#define CHARGES      1
#define SETTLED(x)   (void)0
#define COLD(n)      HANDLER(n)
#define HANDLER_VECTOR(n) HANDLER(n)
#define VECTOR_WORK  static
#define VECTOR_OF(n) count_##n
#define VECTOR_DONE  (void)0
#define BECOME(n)    goto op_##n
#define TAKEN(pc)    ++*count_at(st, pc)
#define ENTERED      count_enter(st)
#define PICKED(i)    do { pc = TARGET_AT(i); JUMP; } while (0)
#define EACH_TARGET(T)
#define acc_i        acc.i
#define acc_f        acc.f
#define acc_d        acc.d

#include "engine/wasm/vectors.inl"

/* As small as it goes: compilers take long for it else. */
static __attribute__((cold)) run_outcome run(wasm_state *st)
{
    const count_numbers *numbers = &st->store->counts->numbers;
    const wasm_cell *pc = st->pc;
    wasm_slot *fp = st->fp;
    uint8_t *mem = st->memory;
    uint64_t mem_size = st->memory_size;
    int32_t fuel = (int32_t)st->store->tank.at_hand;
    accumulators acc = { 0, 0, 0, false };
    bool follows = st->store->counts->follower;
    uint32_t code;

next:
    if (st->count.work)
        count_end_work(st, fuel);
    if (follows && st->top != st->count.top)
        count_follow_switch(st, fuel);
    code = numbers->codes[(pc->op - numbers->low) >> numbers->shift];
second:
    if (plains[code]) {
        if (!plains[code](pc, fp, mem, mem_size, st, &acc))
            BECOME(trapped);
        pc = code_behind(pc, (ptrdiff_t)code_size(code) - code_shapes[code].early);
        code = code_shapes[code].second;
        if (code == CODE_NO_PAIR)
            goto next;
        goto second;
    }
    if (works[code])
        count_begin_work(st, pc, fuel);
    if (code == CODE_call_import)
        BECOME(call_import_slow);         /* functions of ours are told of by state.c */
    switch (code) {
#include "engine/wasm/handlers.inl"
    }
    UNREACHABLE();
}

run_outcome interpreter_count(wasm_state *st)
{
    count_begin(st);
    run_outcome outcome = run(st);
    if (st->count.work)
        count_end_work(st, st->store->tank.at_hand);
    if (st->store->counts->follower)
        count_follow_stop(st);
    return outcome;
}
