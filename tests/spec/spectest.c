/* The host module "spectest": print functions that say nothing, globals of 666,
 * two tables and a memory. */
#include "tests/spec/spectest.h"

#include "engine/wasm/call.h"

static int print_nothing(void *user, native_call *call)
{
    (void)user;
    (void)call;
    return NATIVE_DONE;
}

static const wasm_type i32_f32[] = { WASM_I32, WASM_F32 }, f64_f64[] = { WASM_F64, WASM_F64 };
static const wasm_type i64_only[] = { WASM_I64 };

static const struct { const char *name; uint32_t count; const wasm_type *params; } prints[] = {
    { "print", 0, NULL },
    { "print_i32", 1, i32_f32 },
    { "print_i64", 1, i64_only },
    { "print_f32", 1, i32_f32 + 1 },
    { "print_f64", 1, f64_f64 },
    { "print_i32_f32", 2, i32_f32 },
    { "print_f64_f64", 2, f64_f64 },
};

static bool add(spectest *st, uint32_t *count, const char *name, wasm_kind kind, uint32_t address)
{
    st->items[*count].name = name;
    st->items[*count].what = (wasm_extern){ kind, address };
    ++*count;
    return address != WASM_NO_INDEX;
}

static bool add_global(spectest *st, uint32_t *count, wasm_store *s, const char *name, wasm_type type, wasm_slot value)
{
    wasm_global_type global = { .type = type };
    return add(st, count, name, WASM_GLOBAL, store_add_global(s, &global, value));
}

bool spectest_open(spectest *st, wasm_store *s)
{
    wasm_table_type table = { WASM_FUNCREF, { .min = 10, .max = 20, .has_max = true } };
    wasm_memory_type memory = { { .min = 1, .max = 2, .has_max = true } };
    uint32_t n = 0;
    bool ok = true;

    *st = (spectest){ 0 };
    for (size_t i = 0; i < COUNT_OF(prints); i++) {
        wasm_functype type = { .param_count = prints[i].count, .param_slots = prints[i].count, .params = prints[i].params };
        ok &= add(st, &n, prints[i].name, WASM_FUNC, store_add_native(s, &type, print_nothing, NULL));
    }
    ok &= add_global(st, &n, s, "global_i32", WASM_I32, (wasm_slot){ .i64 = 666 });
    ok &= add_global(st, &n, s, "global_i64", WASM_I64, (wasm_slot){ .i64 = 666 });
    ok &= add_global(st, &n, s, "global_f32", WASM_F32, (wasm_slot){ .bits = 0x4426A666 });     /* 666.6 */
    ok &= add_global(st, &n, s, "global_f64", WASM_F64, (wasm_slot){ .f64 = 666.6 });
    ok &= add(st, &n, "table", WASM_TABLE, store_add_table(s, &table));
    table.limits.is_64 = true;
    ok &= add(st, &n, "table64", WASM_TABLE, store_add_table(s, &table));
    ok &= add(st, &n, "memory", WASM_MEMORY, store_add_memory(s, &memory));
    return ok;
}

bool spectest_find(const spectest *st, text_view name, wasm_extern *out)
{
    for (size_t i = 0; i < SPECTEST_NAMES && st->items[i].name; i++) {
        if (text_is(name, st->items[i].name)) {
            *out = st->items[i].what;
            return true;
        }
    }
    return false;
}
