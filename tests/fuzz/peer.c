/* What an engine that isn't ours is held against: for each module, its bytes
 * and what came of running it here. Modules are made from seeds, or read.
 *
 *   peer [--seed S] [--runs N] [--features BITS] [--size N]     makes them (gen.h: BITS)
 *   peer --read                                                 reads them: size (u32), bytes; …
 *
 * To standard output, all numbers little-endian:
 *   module   size u32, bytes, accepted u8; where it was: calls u32, call…, look
 *   call     name (size u8, bytes; empty: start), params u8, value…, outcome u8,
 *            class u8 (trap_code), results u8, value…
 *   value    type u8 (of the binary format; 0x6F: a reference), 16 bytes (of a reference: is it null)
 *   look     memories u8, (name, size u64, XXH64 u64)…, globals u8, (name, value)…
 * A module's last call may be one that stopped (dry, or out of stack or memory):
 * from there on nothing is comparable, and there is no look.
 */
#include "engine/base/limits.h"
#include "engine/wasm/call.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/gen.h"

#include <stdio.h>
#include <unistd.h>
#include <xxhash.h>

enum { PEER_FUEL = 20000, PEER_CALLS = 40, PEER_MEMORY = 64 << 20, PEER_REF = 0x6F };

typedef enum peer_outcome { PEER_DONE, PEER_TRAPPED, PEER_STOPPED } peer_outcome;

/* One module while it runs. */
typedef struct peer {
    const wasm_module *module;
    wasm_store        *store;
    wasm_task         *task;
    emit              *out;
    uint64_t           chance;
    uint32_t           calls;
    bool               stopped;
} peer;

static void put(emit *e, uint64_t value, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++)
        emit_u8(e, (unsigned)(value >> 8 * i) & 0xFF);
}

static void put_name(emit *e, text_view name)
{
    emit_u8(e, (unsigned)name.size);
    emit_raw(e, name.bytes, name.size);
}

static void put_value(emit *e, wasm_type type, const wasm_slot *slot)
{
    bool is_32 = type == WASM_I32 || type == WASM_F32;
    emit_u8(e, wasm_type_is_ref(type) ? PEER_REF : type);
    put(e, wasm_type_is_ref(type) ? slot->ref == 0 : is_32 ? slot->i32 : slot->bits, 8);
    put(e, type == WASM_V128 ? slot[1].bits : 0, 8);
}

/* ---- calls ---- */

static int host_function(void *user, native_call *call)
{
    (void)user;
    call->slots[0].i32 = call->slots[0].i32 * 2 + 1;
    return NATIVE_DONE;
}

static bool is_exhaustion(trap_code code)
{
    return code == TRAP_STACK_EXHAUSTED || code == TRAP_OUT_OF_MEMORY;
}

static void put_outcome(peer *p, const wasm_functype *type, task_outcome outcome)
{
    trap_code code = outcome == TASK_TRAPPED ? store_trap(p->store)->code : TRAP_NONE;
    p->stopped = outcome == TASK_OUT_OF_FUEL || is_exhaustion(code);
    emit_u8(p->out, p->stopped ? PEER_STOPPED : outcome == TASK_DONE ? PEER_DONE : PEER_TRAPPED);
    emit_u8(p->out, code);
    emit_u8(p->out, outcome == TASK_DONE ? type->result_count : 0);
    const wasm_slot *slot = task_results(p->task);
    for (uint32_t i = 0; outcome == TASK_DONE && i < type->result_count; i++) {
        put_value(p->out, type->results[i], slot);
        slot += wasm_type_slots(type->results[i]);
    }
}

static void call(peer *p, text_view name, uint32_t func)
{
    wasm_slot arguments[64] = { 0 };
    const wasm_functype *type = store_functype(p->store, func);
    if (p->stopped || type->param_slots > COUNT_OF(arguments) || name.size > 255 || type->result_count > 255)
        return;
    for (uint32_t i = 0; i < type->param_count; i++)
        if (wasm_type_is_ref(type->params[i]) && !wasm_type_is_nullable(type->params[i]))
            return;
    put_name(p->out, name);
    emit_u8(p->out, type->param_count);
    wasm_slot *slot = arguments;
    for (uint32_t i = 0; i < type->param_count; i++) {
        for (uint32_t k = 0; k < wasm_type_slots(type->params[i]) && !wasm_type_is_ref(type->params[i]); k++)
            slot[k].bits = fuzz_random(&p->chance) % 3 ? fuzz_random(&p->chance) % 64 : fuzz_random(&p->chance);
        put_value(p->out, type->params[i], slot);
        slot += wasm_type_slots(type->params[i]);
    }
    store_set_fuel(p->store, PEER_FUEL);
    task_outcome outcome = task_call(p->task, func, arguments, (uint32_t)(slot - arguments)) ? task_run(p->task) : TASK_TRAPPED;
    put_outcome(p, type, outcome);
    if (outcome == TASK_OUT_OF_FUEL)
        task_cancel(p->task);
    p->calls++;
}

static void call_exports(peer *p, uint32_t instance)
{
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < p->module->export_count && p->calls < PEER_CALLS; i++) {
            wasm_extern found;
            const wasm_export *e = &p->module->exports[i];
            if (e->kind == WASM_FUNC && instance_export(p->store, instance, e->name, &found))
                call(p, e->name, found.address);
        }
}

/* ---- what is left behind ---- */

static void put_exports(peer *p, uint32_t instance, wasm_kind kind)
{
    size_t at = p->out->size;
    emit_u8(p->out, 0);
    for (uint32_t i = 0; i < p->module->export_count && p->out->bytes[at] < 255; i++) {
        const wasm_export *e = &p->module->exports[i];
        wasm_extern found;
        if (e->kind != kind || e->name.size > 255 || !instance_export(p->store, instance, e->name, &found))
            continue;
        put_name(p->out, e->name);
        p->out->bytes[at]++;
        if (kind == WASM_GLOBAL) {
            put_value(p->out, p->module->globals[e->index].type.type, store_global(p->store, found.address));
        } else {
            uint64_t size;
            const uint8_t *bytes = store_memory(p->store, found.address, &size);
            put(p->out, size, 8);
            put(p->out, XXH64(bytes, size, 0), 8);
        }
    }
}

static bool run(peer *p, budget *b, wasm_code *code, error *err)
{
    static const wasm_type i32 = WASM_I32;
    wasm_functype type = { 1, 1, 1, 1, &i32, &i32 };
    p->store = store_open(&(store_config){ .budget = b, .frames = 200 }, err);
    p->task = p->store ? task_open(p->store, err) : NULL;
    if (!p->task)
        return false;
    wasm_extern import = { WASM_FUNC, store_add_native(p->store, &type, host_function, NULL) };
    uint32_t instance = instance_link(p->store, code, &import, err);
    if (instance == WASM_NO_INDEX)
        return false;
    call(p, text_of(""), instance_initializer(p->store, instance));
    bool started = p->calls && p->out->bytes[p->out->size - 3] == PEER_DONE;
    if (started)
        call_exports(p, instance);
    if (started && !p->stopped) {
        put_exports(p, instance, WASM_MEMORY);
        put_exports(p, instance, WASM_GLOBAL);
    }
    return true;
}

/* ---- one module ---- */

/* False: it can't be held against anything here (an instance that doesn't fit). */
static bool look_at(const emit *module, uint64_t seed, emit *out)
{
    budget b;
    arena a;
    error err = { 0 };
    budget_open(&b, NULL, PEER_MEMORY);
    arena_open(&a, &b);
    put(out, module->size, 4);
    emit_raw(out, module->bytes, module->size);
    wasm_module *m = decode_module(&a, module->bytes, module->size, 0, &err);
    bool accepted = m && validate_module(m, &b, &err), ok = accepted || err.code != ERROR_MEMORY;
    emit_u8(out, accepted);
    if (accepted) {
        size_t at = out->size;
        peer p = { .module = m, .out = out, .chance = seed };
        wasm_code *code = code_open(&b, m);
        put(out, 0, 4);
        ok = code && run(&p, &b, code, &err);
        for (uint32_t i = 0; i < 4; i++)
            out->bytes[at + i] = (uint8_t)(p.calls >> 8 * i);
        if (p.task)
            task_close(p.task);
        if (p.store)
            store_close(p.store);
        if (code)
            code_close(code);
    }
    arena_close(&a);
    budget_close(&b);
    return ok;
}

static bool read_module(emit *module)
{
    uint8_t head[4], chunk[65536];
    if (fread(head, 1, 4, stdin) != 4)
        return false;
    size_t left = head[0] | (size_t)head[1] << 8 | (size_t)head[2] << 16 | (size_t)head[3] << 24;
    for (module->size = 0; left; left -= left < sizeof chunk ? left : sizeof chunk) {
        size_t size = left < sizeof chunk ? left : sizeof chunk;
        if (fread(chunk, 1, size, stdin) != size)
            return false;
        emit_raw(module, chunk, size);
    }
    return true;
}

int main(int count, char **arguments)
{
    uint64_t seed = 1, runs = 1000, features = GEN_IMPORTS | GEN_TAIL_CALLS | GEN_BULK | GEN_INTEGERS, size = 60;
    bool reads = false;
    for (int i = 1; i < count; i++) {
        const char *name = arguments[i];
        reads = reads || strcmp(name, "--read") == 0;
        uint64_t *value = !strcmp(name, "--seed") ? &seed : !strcmp(name, "--runs") ? &runs : !strcmp(name, "--features") ? &features : !strcmp(name, "--size") ? &size : NULL;
        if (value && i + 1 < count)
            *value = strtoull(arguments[++i], NULL, 0);
        else if (strcmp(name, "--read") != 0)
            return fprintf(stderr, "peer [--seed S] [--runs N] [--features BITS] [--size N] | peer --read\n"), 2;
    }
    emit module = { 0 }, out = { 0 };
    uint64_t left_out = 0;
    for (uint64_t i = 0; reads || i < runs; i++) {
        module.size = out.size = 0;
        if (!reads)
            gen_module(seed + i, (uint32_t)features, 8 + (uint32_t)((seed + i) % size), &module);
        else if (!read_module(&module))
            break;
        if (!look_at(&module, seed + i, &out))
            left_out++;
        else if (fwrite(out.bytes, 1, out.size, stdout) != out.size)
            return 1;
    }
    if (left_out)
        fprintf(stderr, "peer: %llu modules left out: their instances did not fit\n", (unsigned long long)left_out);
    emit_free(&module);
    emit_free(&out);
    return 0;
}
