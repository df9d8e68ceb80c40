/* A generated module runs the same way however it is run: on either
 * interpreter, in one go or sliced, translated early or late, moved or not, with
 * cells that carry and are several in one, or without.
 * Compared: outcomes, results, traps, fuel, memory and globals. In the oracle
 * build each instruction is counted besides.
 *
 * An input is a seed for the generator, or a module: that, and one with some
 * instructions changed, run where they are valid and import functions alone.
 * Of references only whether they are null is compared.
 */
#include "engine/base/limits.h"
#include "engine/wasm/call.h"
#include "engine/wasm/stack_pool.h"
#include "tests/fuzz/diff_pages.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/gen.h"
#include "tests/fuzz/rules_change.h"

#include <stdio.h>
#include <xxhash.h>

enum { DIFF_FUEL_FIRST = 20000, DIFF_CALLS = 16, DIFF_MEMORY = 64 << 20, DIFF_MOVES_EACH = 31, DIFF_SLICE_LATER = 37, DIFF_SLOTS = 16, DIFF_IMPORTS = 64, DIFF_PIECE = 4096 };

/* How much is done with a module: most are done with a call, or in an endless loop, long before the little fuel is burnt.
 * All code is thrown away with each move, so after the first ones of a call only some suspensions move; and who was
 * stopped so often that it must be in a loop is stopped less often, at odd places of it. */
typedef struct diff_effort {
    int64_t  fuel;                /* what a call may burn */
    uint32_t moves, stops;
} diff_effort;

static diff_effort effort_for(uint64_t seed)
{
    if (seed % 8)
        return (diff_effort){ 1200, 3, 60 };
    return (diff_effort){ seed % 64 ? 5000 : 20000, 12, 400 };
}

const bool fuzz_mutates = true;          /* a seed is another one then */

/* An input is a seed, features and a size. What one tries is as much with small modules as with large ones, in far
 * less time, so half of them are as small as can be, and one in sixteen is large. */
void fuzz_input(uint64_t seed, emit *out)
{
    static const uint8_t below[16] = { 200, 100, 60, 40, 24, 24, 24, 24, 12, 12, 12, 12, 12, 12, 12, 12 };
    uint64_t chance = seed, size = fuzz_random(&chance);
    emit_raw(out, &seed, sizeof seed);
    emit_u8(out, (unsigned)(seed % 256));
    emit_u8(out, (unsigned)(size / 16 % below[size % 16]));
}

/* A way to run. */
typedef struct diff_way {
    const char      *name;
    wasm_interpreter interpreter;
    int64_t          slice;               /* 0: all fuel at once */
    bool             eager, moves;
    bool             is_hosted;           /* memories and stacks as a host has them; else of the budget, each with ASan's zones */
} diff_way;

static const diff_way ways[] = {
    { "tail",                INTERPRETER_TAIL,   0,  false, false, false },
    { "switch",              INTERPRETER_SWITCH, 0,  true,  false, true },
    { "tail, slices of 1",   INTERPRETER_TAIL,   1,  false, false, true },
    { "switch, slices of 7, moved", INTERPRETER_SWITCH, 7, false, true, false },
    { "plain",               INTERPRETER_PLAIN,  0,  false, false, true },
};

/* What came of one call. */
typedef struct diff_call {
    task_outcome outcome;
    trap_code    trap;
    int64_t      fuel;
    uint32_t     result_count;
    uint64_t     results[DIFF_SLOTS];
} diff_call;

typedef struct diff_result {
    diff_effort effort;
    bool      linked;
    uint32_t  call_count;
    diff_call calls[DIFF_CALLS];
    uint64_t  memory_hash, memory_size, globals_hash;
} diff_result;

/* ("env", "h"): (i32) -> i32, pending at each fourth call, twice the argument plus one. */
static int host_function(void *user, native_call *call)
{
    uint32_t *count = user;
    if (call->cancel)
        return NATIVE_DONE;
    if (call->state == 0 && ++*count % 4 == 0) {
        call->state = 1;
        return NATIVE_PENDING;
    }
    call->slots[0].i32 = call->slots[0].i32 * 2 + 1;
    return NATIVE_DONE;
}

/* Any other function: zeros, and nulls. */
static int any_function(void *user, native_call *call)
{
    const uint32_t *result_slots = user;
    memset(call->slots, 0, *result_slots * sizeof *call->slots);
    return NATIVE_DONE;
}

/* ---- one call ---- */

/* Runs until done, trapped, or all fuel is used up. */
static diff_call run_call(wasm_store *s, wasm_task *t, const diff_way *way, const diff_effort *e, uint32_t func, const wasm_slot *arguments, uint32_t count)
{
    diff_call c = { .outcome = TASK_TRAPPED };
    int64_t all = e->fuel, given = way->slice ? way->slice : all;
    store_set_fuel(s, given);
    if (!task_call(t, func, arguments, count))
        return c;
    for (uint32_t stops = 0;; stops++) {
        c.outcome = task_run(t);
        if (c.outcome == TASK_DONE || c.outcome == TASK_TRAPPED)
            break;
        if (way->moves && (stops < e->moves || stops % DIFF_MOVES_EACH == 0) && !task_move(t))
            abort();
        if (c.outcome == TASK_PENDING)
            continue;
        if (given >= all)
            break;
        int64_t slice = stops < e->stops ? way->slice : way->slice * DIFF_SLICE_LATER;
        int64_t more = slice < all - given ? slice : all - given;
        given += more;
        store_set_fuel(s, store_fuel(s) + more);
    }
    c.fuel = all - given + store_fuel(s);
    return c;
}

static void keep_results(diff_call *c, const wasm_functype *type, const wasm_slot *results)
{
    uint32_t slot = 0;
    for (uint32_t i = 0; i < type->result_count; i++) {
        bool is_32 = type->results[i] == WASM_I32 || type->results[i] == WASM_F32, is_ref = wasm_type_is_ref(type->results[i]);
        for (uint32_t k = 0; k < wasm_type_slots(type->results[i]); k++, slot++)
            c->results[c->result_count++] = is_ref ? results[slot].ref == 0 : is_32 ? results[slot].i32 : results[slot].bits;
    }
}

/* Few enough slots, and no reference but null wanted. */
static bool is_callable(const wasm_functype *type)
{
    for (uint32_t i = 0; i < type->param_count; i++)
        if (!type_has_default(type->params[i]))
            return false;
    return type->param_slots <= DIFF_SLOTS && type->result_slots <= DIFF_SLOTS;
}

/* Arguments by chance: the same ones in every way. */
static uint32_t make_arguments(uint64_t *chance, const wasm_functype *type, wasm_slot *out)
{
    wasm_slot *slot = out;
    for (uint32_t i = 0; i < type->param_count; i++)
        for (uint32_t k = 0; k < wasm_type_slots(type->params[i]); k++, slot++)
            slot->bits = wasm_type_is_ref(type->params[i]) ? 0 : fuzz_random(chance) % 3 ? fuzz_random(chance) % 64 : fuzz_random(chance);
    return (uint32_t)(slot - out);
}

static void call_function(diff_result *r, wasm_store *s, wasm_task *t, const diff_way *way, uint32_t func, uint64_t *chance)
{
    wasm_slot arguments[DIFF_SLOTS] = { 0 };
    const wasm_functype *type = store_functype(s, func);
    if (r->call_count == DIFF_CALLS || !task_is_idle(t) || !is_callable(type))
        return;
    uint32_t count = make_arguments(chance, type, arguments);
    diff_call c = run_call(s, t, way, &r->effort, func, arguments, count);
    if (c.outcome == TASK_DONE)
        keep_results(&c, type, task_results(t));
    else if (c.outcome == TASK_TRAPPED)
        c.trap = store_trap(s)->code;
    else
        task_cancel(t);
    r->calls[r->call_count++] = c;
}

/* ---- one way ---- */

/* Most of it is zeros, which take less time to look at; and their place is in the hash. */
static uint64_t hash_memory(const uint8_t *bytes, uint64_t size, uint64_t hash)
{
    static const uint8_t zeros[DIFF_PIECE];
    for (uint64_t at = 0; at < size; at += DIFF_PIECE)
        if (memcmp(bytes + at, zeros, DIFF_PIECE) != 0)
            hash = XXH3_64bits_withSeed(bytes + at, DIFF_PIECE, hash + at);
    return hash;
}

static void look_in(diff_result *r, wasm_store *s, uint32_t instance, const wasm_module *m)
{
    for (uint32_t i = 0; i < m->export_count; i++) {
        wasm_extern found;
        if (!instance_export(s, instance, m->exports[i].name, &found))
            continue;
        if (found.kind == WASM_MEMORY) {
            const uint8_t *bytes = store_memory(s, found.address, &r->memory_size);
            r->memory_hash = hash_memory(bytes, r->memory_size, r->memory_hash + r->memory_size + 1);
        } else if (found.kind == WASM_GLOBAL && !wasm_type_is_ref(m->globals[m->exports[i].index].type.type)) {
            uint32_t slots = wasm_type_slots(m->globals[m->exports[i].index].type.type);
            bool is_32 = m->globals[m->exports[i].index].type.type == WASM_I32 || m->globals[m->exports[i].index].type.type == WASM_F32;
            r->globals_hash = XXH3_64bits_withSeed(store_global(s, found.address), is_32 ? 4 : slots * sizeof(wasm_slot), r->globals_hash + 1);
        }
    }
}

static void run_exports(diff_result *r, wasm_store *s, wasm_task *t, const diff_way *way, uint32_t instance, const wasm_module *m, uint64_t chance)
{
    int64_t fuel = r->effort.fuel;
    r->effort.fuel = DIFF_FUEL_FIRST;     /* memories and segments have their price */
    call_function(r, s, t, way, instance_initializer(s, instance), &chance);
    r->effort.fuel = fuel;
    if (r->calls[0].outcome != TASK_DONE)
        return;
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < m->export_count; i++) {
            wasm_extern found;
            if (m->exports[i].kind == WASM_FUNC && instance_export(s, instance, m->exports[i].name, &found))
                call_function(r, s, t, way, found.address, &chance);
        }
}

/* Functions alone, of types that name no other type. */
static bool can_import(const wasm_module *m)
{
    bool can = m->import_count <= DIFF_IMPORTS;
    for (uint32_t i = 0; can && i < m->import_count; i++) {
        if (m->imports[i].type.kind != WASM_FUNC)
            return false;
        const wasm_functype *type = &m->types[m->imports[i].type.type_index].func;
        for (uint32_t k = 0; k < type->param_count + type->result_count; k++) {
            wasm_type each = k < type->param_count ? type->params[k] : type->results[k - type->param_count];
            can = can && (!wasm_type_is_ref(each) || each == WASM_FUNCREF || each == WASM_EXTERNREF);
        }
    }
    return can;
}

static void make_imports(const wasm_module *m, wasm_store *s, uint32_t *pending, uint32_t *result_slots, wasm_extern *out)
{
    for (uint32_t i = 0; i < m->import_count; i++) {
        const wasm_functype *type = &m->types[m->imports[i].type.type_index].func;
        bool is_ours = type->param_count == 1 && type->result_count == 1 && type->params[0] == WASM_I32 && type->results[0] == WASM_I32;
        result_slots[i] = type->result_slots;
        out[i] = (wasm_extern){ WASM_FUNC, store_add_native(s, type, is_ours ? host_function : any_function, is_ours ? pending : &result_slots[i]) };
    }
}

/* Kept from run to run. */
static stack_pool stacks;
static budget     stacks_budget;

static void run_way(diff_result *r, const wasm_module *m, const diff_way *way, uint64_t seed)
{
    budget b;
    error err = { 0 };
    uint32_t pending = 0;
    budget_open(&b, NULL, DIFF_MEMORY);
    wasm_code *code = code_open(&b, m);
    store_config config = { .budget = &b, .interpreter = way->interpreter, .frames = 200, .eager = way->eager, .collects_always = seed & 256 };
    if (way->is_hosted) {
        config.pages = diff_pages();
        config.stacks = &stacks;
    }
    wasm_store *s = store_open(&config, &err);
    wasm_task *t = s ? task_open(s, &err) : NULL;
    if (!code || !t)
        abort();
    code_keep_called(code, way->is_hosted || seed % 4);        /* what translates stays, too */
    uint32_t result_slots[DIFF_IMPORTS];
    wasm_extern imports[DIFF_IMPORTS + 1];
    make_imports(m, s, &pending, result_slots, imports);
    uint32_t instance = instance_link(s, code, imports, &err);
    r->linked = instance != WASM_NO_INDEX;
    if (r->linked) {
        run_exports(r, s, t, way, instance, m, seed);
        look_in(r, s, instance, m);
    }
    task_close(t);
    store_close(s);
    code_close(code);
    budget_close(&b);
}

/* ---- comparing ---- */

static bool differs(const char *what, uint64_t a, uint64_t b, const diff_way *way, uint32_t call)
{
    if (a == b)
        return false;
    printf("%s differs in call %u: %s says %llx, %s says %llx\n", what, call, ways[0].name, (unsigned long long)a, way->name, (unsigned long long)b);
    return true;
}

static bool calls_differ(const diff_call *a, const diff_call *b, const diff_way *way, uint32_t call)
{
    bool bad = differs("the outcome", a->outcome, b->outcome, way, call);
    bad |= differs("the trap", a->trap, b->trap, way, call);
    bad |= differs("fuel left", (uint64_t)a->fuel, (uint64_t)b->fuel, way, call);
    for (uint32_t i = 0; i < a->result_count && !bad; i++)
        bad = differs("a result", a->results[i], b->results[i], way, call);
    return bad;
}

static bool results_differ(const diff_result *a, const diff_result *b, const diff_way *way)
{
    if (differs("linking", a->linked, b->linked, way, 0) || differs("the number of calls", a->call_count, b->call_count, way, 0))
        return true;
    for (uint32_t i = 0; i < a->call_count; i++)
        if (calls_differ(&a->calls[i], &b->calls[i], way, i))
            return true;
    return differs("memory", a->memory_hash, b->memory_hash, way, a->call_count)
        || differs("memory's size", a->memory_size, b->memory_size, way, a->call_count)
        || differs("a global", a->globals_hash, b->globals_hash, way, a->call_count);
}

/* What the runs were like: a generator that only traps proves little. */
static struct { uint64_t modules, done, dry, trapped; } seen;

static void count_outcomes(const diff_result *r)
{
    seen.modules++;
    for (uint32_t i = 0; i < r->call_count; i++) {
        seen.done += r->calls[i].outcome == TASK_DONE;
        seen.trapped += r->calls[i].outcome == TASK_TRAPPED;
        seen.dry += r->calls[i].outcome == TASK_OUT_OF_FUEL;
    }
}

void fuzz_report(void)
{
    stack_pool_close(&stacks);
    printf("modules: %llu; calls: %llu done, %llu out of fuel, %llu trapped; each in %zu ways\n", (unsigned long long)seen.modules,
           (unsigned long long)seen.done, (unsigned long long)seen.dry, (unsigned long long)seen.trapped, COUNT_OF(ways));
}

static bool ways_agree(const wasm_module *m, uint64_t seed)
{
    const diff_effort effort = effort_for(seed);
    diff_result first = { .effort = effort };
    bool agree = true;
    run_way(&first, m, &ways[0], seed);
    for (size_t i = 1; i < COUNT_OF(ways) && agree; i++) {
        diff_result other = { .effort = effort };
        run_way(&other, m, &ways[i], seed);
        agree = !results_differ(&first, &other, &ways[i]);
    }
    count_outcomes(&first);
    return agree;
}

/* changes: once more with some instructions changed. must: a generated one, so a refusal is the generator's mistake. */
static bool try_module(const uint8_t *bytes, size_t size, uint64_t seed, bool changes, bool must)
{
    budget b;
    arena a;
    error err = { 0 };
    budget_open(&b, NULL, 0);
    arena_open(&a, &b);
    wasm_module *m = decode_module(&a, bytes, size, 0, &err);
    bool good = m && validate_module(m, &b, &err), held = good || !must;
    if (!held)
        printf("the generator made a bad module: %s\n", err.text);
    if (good && can_import(m))
        held = ways_agree(m, seed);
    uint8_t *changed = held && m && changes ? rules_change(m, bytes, size) : NULL;
    if (changed)
        held = try_module(changed, size, seed, false, false);
    free(changed);
    arena_close(&a);
    budget_close(&b);
    return held;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t seed = 0;
    if (!stacks.budget) {
        budget_open(&stacks_budget, NULL, 0);
        stack_pool_open(&stacks, &stacks_budget);
    }
    uint8_t said[sizeof seed + 2] = { 0 };
    if (size > sizeof said && memcmp(data, "\0asm", 4) == 0)
        return !try_module(data, size, XXH3_64bits(data, size), true, false);
    memcpy(said, data, size < sizeof said ? size : sizeof said);
    memcpy(&seed, said, sizeof seed);
    uint32_t features = said[sizeof seed] & ~(unsigned)GEN_INTEGERS;
    emit e = { 0 };
    gen_module(seed, features | GEN_IMPORTS | (seed & 512 ? GEN_MEMORIES : 0) | (seed & 1024 ? GEN_LOOPS : 0), 4 + said[sizeof seed + 1], &e);
    bool held = try_module(e.bytes, e.size, seed, false, true);
    emit_free(&e);
    return !held;
}
