/* The program `golden`: prints what does not depend on the machine. Results,
 * fuel, traps and memory of the workloads named, and a digest of the same over
 * generated modules. Two builds of whatever compiler, interpreter, word size
 * and byte order print the same text; portability.sh compares.
 *
 *   golden [--switch] [--seeds N] [FILE=N…]        calls run(N) of each file
 */
#include "engine/base/limits.h"
#include "engine/wasm/call.h"
#include "host/os/os_pages.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/gen.h"

#include <inttypes.h>
#include <stdio.h>

enum { GOLDEN_MEMORY = 64 << 20, GOLDEN_FUEL = 20000 };

static const uint64_t GOLDEN_START = 0xCBF29CE484222325u;

typedef struct golden {
    uint64_t         digest, calls;
    wasm_interpreter interpreter;
    int64_t          fuel;                /* for each call */
    bool             tells;               /* print each call */
    const char      *name;                /* the function to call; null: all */
    uint32_t         argument;
} golden;

static void add(golden *g, uint64_t word)
{
    g->digest = (g->digest ^ word) * 0x100000001B3u;
    g->digest ^= g->digest >> 29;
}

static int host_function(void *user, native_call *call)
{
    (void)user;
    call->slots[0].i32 = call->slots[0].i32 * 2 + 1;
    return NATIVE_DONE;
}

static int sum(void *user, native_call *call)
{
    (void)user;
    call->slots[0].i32 += call->slots[1].i32;
    return NATIVE_DONE;
}

static void add_results(golden *g, const wasm_functype *type, const wasm_slot *results)
{
    uint32_t slot = 0;
    for (uint32_t i = 0; i < type->result_count; i++) {
        bool is_32 = type->results[i] == WASM_I32 || type->results[i] == WASM_F32;
        for (uint32_t k = 0; k < wasm_type_slots(type->results[i]); k++, slot++) {
            add(g, is_32 ? results[slot].i32 : results[slot].bits);
            if (g->tells)
                printf(" %" PRIu64, is_32 ? results[slot].i32 : results[slot].bits);
        }
    }
}

static void call(golden *g, wasm_store *s, wasm_task *t, uint32_t func, uint64_t *chance)
{
    wasm_slot arguments[16] = { 0 };
    const wasm_functype *type = store_functype(s, func);
    for (uint32_t i = 0; i < type->param_slots && i < 16; i++)
        arguments[i].bits = g->name ? g->argument : fuzz_random(chance) % 100;
    store_set_fuel(s, g->fuel);
    if (!task_is_idle(t) || !task_call(t, func, arguments, type->param_slots))
        return;
    task_outcome outcome = task_run(t);
    add(g, (uint64_t)outcome);
    if (outcome == TASK_TRAPPED)
        add(g, (uint64_t)store_trap(s)->code);
    if (outcome == TASK_DONE)
        add_results(g, type, task_results(t));
    else if (outcome != TASK_TRAPPED)
        task_cancel(t);
    add(g, (uint64_t)(g->fuel - store_fuel(s)));
    if (g->tells && g->name)
        printf(", fuel %" PRIi64 "%s", g->fuel - store_fuel(s), outcome == TASK_DONE ? "" : ", and did not return");
    g->calls++;
}

static bool is_wanted(const golden *g, const text_view *name)
{
    return !g->name || (name->size == strlen(g->name) && memcmp(name->bytes, g->name, name->size) == 0);
}

static void call_exports(golden *g, wasm_store *s, wasm_task *t, const wasm_module *m, uint32_t instance, uint64_t chance)
{
    bool tells = g->tells;
    g->tells = false;
    call(g, s, t, instance_initializer(s, instance), &chance);
    g->tells = tells;
    for (uint32_t i = 0; i < m->export_count; i++) {
        wasm_extern found;
        uint64_t size;
        if (!instance_export(s, instance, m->exports[i].name, &found))
            continue;
        if (found.kind == WASM_FUNC && is_wanted(g, &m->exports[i].name))
            call(g, s, t, found.address, &chance);
        if (found.kind != WASM_MEMORY)
            continue;
        const uint8_t *bytes = store_memory(s, found.address, &size);
        for (uint64_t k = 0; k < size; k++)
            if (bytes[k])
                add(g, k << 8 | bytes[k]);
    }
}

static bool run(golden *g, const uint8_t *bytes, size_t size, uint64_t chance)
{
    budget b;
    arena a;
    error err = { 0 };
    budget_open(&b, NULL, GOLDEN_MEMORY);
    arena_open(&a, &b);
    wasm_module *m = decode_module(&a, bytes, size, 0, &err);
    wasm_code *code = m && validate_module(m, &b, &err) ? code_open(&b, m) : NULL;
    wasm_store *s = store_open(&(store_config){ .budget = &b, .pages = g->name ? os_pages() : NULL,
                                                .interpreter = g->interpreter, .frames = 200 }, &err);
    wasm_task *t = s ? task_open(s, &err) : NULL;
    static const wasm_type i32s[2] = { WASM_I32, WASM_I32 };
    wasm_functype one = { 1, 1, 1, 1, i32s, i32s }, two = { 2, 1, 2, 1, i32s, i32s };
    uint32_t instance = WASM_NO_INDEX;
    if (code && t) {
        wasm_extern import = { WASM_FUNC, g->name ? store_add_native(s, &two, sum, NULL) : store_add_native(s, &one, host_function, NULL) };
        instance = instance_link(s, code, &import, &err);
        add(g, instance != WASM_NO_INDEX);
    }
    if (instance != WASM_NO_INDEX)
        call_exports(g, s, t, m, instance, chance);
    else
        printf(" %s", err.text);
    if (t) task_close(t);
    if (s) store_close(s);
    if (code) code_close(code);
    arena_close(&a);
    budget_close(&b);
    return instance != WASM_NO_INDEX;
}

static bool run_file(golden *g, const char *path, uint32_t argument)
{
    emit e = { 0 };
    uint8_t chunk[4096];
    const char *slash = strrchr(path, '/');
    FILE *f = fopen(path, "rb");
    if (!f)
        return fprintf(stderr, "golden: there is no %s\n", path), false;
    for (size_t size; (size = fread(chunk, 1, sizeof chunk, f)) > 0;)
        emit_raw(&e, chunk, size);
    fclose(f);
    golden one = *g;
    one.fuel = INT64_C(1) << 60;
    one.digest = GOLDEN_START;
    one.tells = true;
    one.name = "run";
    one.argument = argument;
    printf("%s(%" PRIu32 "):", slash ? slash + 1 : path, argument);
    bool good = run(&one, e.bytes, e.size, 0);
    printf(", memory and all %016" PRIx64 "\n", one.digest);
    emit_free(&e);
    return good;
}

static bool run_generated(golden *g, uint32_t seeds)
{
    bool good = true;
    for (uint32_t seed = 0; seed < seeds; seed++) {
        emit e = { 0 };
        gen_module(seed, (seed % 512 & ~(uint32_t)GEN_INTEGERS) | GEN_IMPORTS, 8 + seed % 150, &e);
        good &= run(g, e.bytes, e.size, seed);
        emit_free(&e);
    }
    printf("generated: %" PRIu32 " modules, %" PRIu64 " calls, digest %016" PRIx64 "\n", seeds, g->calls, g->digest);
    return good;
}

int main(int argc, char **argv)
{
    golden g = { .digest = GOLDEN_START, .interpreter = INTERPRETER_BEST, .fuel = GOLDEN_FUEL };
    bool good = true;
    for (int i = 1; i < argc; i++) {
        char *equals = strchr(argv[i], '=');
        if (strcmp(argv[i], "--switch") == 0)
            g.interpreter = INTERPRETER_SWITCH;
        else if (strcmp(argv[i], "--seeds") == 0 && i + 1 < argc)
            good &= run_generated(&g, (uint32_t)strtoul(argv[++i], NULL, 10));
        else if (equals) {
            *equals = 0;
            good &= run_file(&g, argv[i], (uint32_t)strtoul(equals + 1, NULL, 10));
        } else
            return fputs("golden [--switch] [--seeds N] [FILE=N…]\nPrints what every build must print alike.\n", stderr), 2;
    }
    return good ? 0 : 1;
}
