/* Stores: what is in them by address, and how it is opened, looked at, closed. */
#include "engine/wasm/collector.h"
#include "engine/wasm/forward.h"
#include "engine/wasm/picture.h"

#include "engine/base/limits.h"

#include <string.h>

static const interpreter *choose(wasm_interpreter wanted)
{
    const interpreter *tail = interpreter_tail();
    if (wanted == INTERPRETER_PLAIN)
        return interpreter_plain();
    return wanted == INTERPRETER_SWITCH || !tail ? interpreter_switch() : tail;
}

wasm_store *store_open(const store_config *config, error *err)
{
    wasm_store *s = budget_new(config->budget, wasm_store);
    if (!s) {
        error_memory(err);
        return NULL;
    }
    s->budget = config->budget;
    s->pages = config->pages;
    s->stacks = config->stacks;
    s->trap.text = "";
    s->interpreter = choose(config->interpreter);
    s->run = s->interpreter->run;
    s->frames = config->frames ? config->frames : LIMIT_FRAMES;
    s->eager = config->eager;
    s->heap.budget = s->budget;
    s->collection = (collection){ .threshold = COLLECTOR_FIRST, .is_always = config->collects_always };
    s->table_quota.most = UINT64_MAX;
    s->tank.look = STORE_NO_LOOK;
    forward_open_all(s);
    type_registry_open(&s->types, s->budget);
    return s;
}

/* Arrays; not what they name. */
static void close_arrays(wasm_store *s)
{
    budget *b = s->budget;
    budget_free(b, s->tags, s->tag_capacity * sizeof *s->tags);
    budget_free(b, s->funcs, s->func_capacity * sizeof *s->funcs);
    budget_free(b, s->tables, s->table_capacity * sizeof *s->tables);
    budget_free(b, s->memories, s->memory_capacity * sizeof *s->memories);
    budget_free(b, s->globals, s->global_capacity * sizeof *s->globals);
    budget_free(b, s->instances, s->instance_capacity * sizeof *s->instances);
    type_registry_close(&s->types);
}

/* ---- what it has of a picture ---- */

static bool is_in_block(const wasm_store *s, const void *part)
{
    uintptr_t at = (uintptr_t)part, block = (uintptr_t)s->block;
    return s->block && at >= block && at < block + s->picture->block_size;
}

/* A copy with room for one more. Null: no memory. */
static void *copy_array(budget *b, const void *items, uint32_t count, size_t item_size, uint32_t *capacity)
{
    void *copy = budget_alloc(b, (count + (size_t)1) * item_size);
    if (copy && count)
        memcpy(copy, items, count * item_size);
    *capacity = copy ? count + 1 : 0;
    return copy;
}

#define COPY_ARRAY(s, from, array, count, capacity) \
    ((s)->array = copy_array((s)->budget, (from)->array, (from)->count, sizeof *(from)->array, &(s)->capacity))

bool store_make_apart(wasm_store *s)
{
    if (!s->picture || s->is_apart)
        return true;
    wasm_store own = *s;
    bool good = type_registry_copy(&own.types, s->budget, &s->types);
    COPY_ARRAY(&own, s, funcs, func_count, func_capacity);
    COPY_ARRAY(&own, s, tables, table_count, table_capacity);
    COPY_ARRAY(&own, s, memories, memory_count, memory_capacity);
    COPY_ARRAY(&own, s, globals, global_count, global_capacity);
    COPY_ARRAY(&own, s, instances, instance_count, instance_capacity);
    COPY_ARRAY(&own, s, tags, tag_count, tag_capacity);
    own.is_apart = true;
    if (!good || !own.funcs || !own.tables || !own.memories || !own.globals || !own.instances || !own.tags) {
        close_arrays(&own);
        return false;
    }
    *s = own;
    return true;
}

/* ---- closing ---- */

static void close_natives(wasm_store *s)
{
    for (uint32_t i = s->picture ? s->picture->func_count : 0; i < s->func_count; i++)
        if (s->funcs[i].instance == STATE_NATIVE)
            budget_delete(s->budget, s->funcs[i].native);
}

static void close_tables_and_memories(wasm_store *s)
{
    for (uint32_t i = 0; i < s->table_count; i++) {
        table_close(s->tables[i]);
        if (!is_in_block(s, s->tables[i]))
            budget_delete(s->budget, s->tables[i]);
    }
    for (uint32_t i = 0; i < s->memory_count; i++) {
        memory_close(s->memories[i]);
        if (!is_in_block(s, s->memories[i]))
            budget_delete(s->budget, s->memories[i]);
    }
    for (uint32_t i = 0; i < s->global_count; i++)
        if (s->globals[i].is_own)
            budget_free(s->budget, s->globals[i].value, 2 * sizeof(wasm_slot));
}

void store_close(wasm_store *s)
{
    if (!s)
        return;
    budget *b = s->budget;
    ASSERT(!s->tasks);
    for (uint32_t i = 0; i < s->instance_count; i++)
        if (is_in_block(s, s->instances[i]))
            instance_empty(s->instances[i], b);
        else
            instance_close(s->instances[i], b);
    close_tables_and_memories(s);
    close_natives(s);
    heap_close(&s->heap);
    if (!s->picture || s->is_apart)
        close_arrays(s);
    if (s->block)
        budget_free(b, s->block, s->picture->block_size);
    if (s->trap_room)
        budget_delete(b, s->trap_room);
    forward_close_all(s);
    budget_delete(b, s);
}

void *store_owner(const wasm_store *s) { return s->owner; }

void store_set_owner(wasm_store *s, void *owner, bool (*is_busy)(const void *owner))
{
    s->owner = owner;
    s->is_busy = is_busy;
}

void store_set_direct(wasm_store *s, store_direct *direct) { s->direct = direct; }

void store_set_table_entries(wasm_store *s, uint64_t most) { s->table_quota.most = most; }

uint64_t store_table_entries(const wasm_store *s) { return s->table_quota.used; }

wasm_type store_type(const uint32_t *ids, wasm_type type)
{
    if (!wasm_type_is_ref(type) || !wasm_type_is_indexed(type))
        return type;
    return wasm_ref_indexed(wasm_type_is_nullable(type), ids[wasm_type_index(type)]);
}

/* ---- adding ---- */

uint32_t store_add_native(wasm_store *s, const wasm_functype *type, native_function *function, void *user)
{
    const wasm_deftype one = { .kind = COMPOSITE_FUNC, .is_final = true, .super = WASM_NO_SUPER, .group_count = 1, .func = *type };
    const wasm_module around = { .type_count = 1, .types = &one };
    uint32_t id;
    if (!store_make_apart(s) || !type_registry_enter(&s->types, &around, &id) || !budget_room(s->budget, s->funcs, s->func_capacity, s->func_count))
        return WASM_NO_INDEX;
    store_native *native = budget_new(s->budget, store_native);
    if (!native)
        return WASM_NO_INDEX;
    *native = (store_native){ function, user, type->param_slots > type->result_slots ? type->param_slots : type->result_slots };
    s->funcs[s->func_count] = (store_func){ .type = id, .instance = STATE_NATIVE, .native = native };
    return s->func_count++;
}

uint32_t store_put_table(wasm_store *s, const wasm_table_type *canonical)
{
    table *t = store_make_apart(s) ? budget_new(s->budget, table) : NULL;
    if (!t)
        return WASM_NO_INDEX;
    if (!budget_room(s->budget, s->tables, s->table_capacity, s->table_count) || !table_open(t, canonical, s->budget, &s->table_quota)) {
        budget_delete(s->budget, t);
        return WASM_NO_INDEX;
    }
    s->tables[s->table_count] = t;
    return s->table_count++;
}

uint32_t store_add_table(wasm_store *s, const wasm_table_type *type)
{
    return store_put_table(s, type);
}

uint32_t store_add_memory(wasm_store *s, const wasm_memory_type *type)
{
    memory *m = store_make_apart(s) ? budget_new(s->budget, memory) : NULL;
    if (!m)
        return WASM_NO_INDEX;
    if (!budget_room(s->budget, s->memories, s->memory_capacity, s->memory_count) || !memory_open(m, type, s->budget, s->pages)) {
        budget_delete(s->budget, m);
        return WASM_NO_INDEX;
    }
    s->memories[s->memory_count] = m;
    return s->memory_count++;
}

uint32_t store_put_global(wasm_store *s, const wasm_global_type *canonical, wasm_slot *value, bool is_own)
{
    if (!store_make_apart(s) || !budget_room(s->budget, s->globals, s->global_capacity, s->global_count))
        return WASM_NO_INDEX;
    s->globals[s->global_count] = (store_global_cell){ value, *canonical, is_own };
    return s->global_count++;
}

uint32_t store_add_global(wasm_store *s, const wasm_global_type *type, wasm_slot value)
{
    wasm_slot *slots = budget_zalloc(s->budget, 2 * sizeof *slots);
    if (!slots)
        return WASM_NO_INDEX;
    slots[0] = value;
    uint32_t address = store_put_global(s, type, slots, true);
    if (address == WASM_NO_INDEX)
        budget_free(s->budget, slots, 2 * sizeof *slots);
    return address;
}

/* ---- looking in ---- */

const wasm_functype *store_functype(const wasm_store *s, uint32_t func)
{
    return &s->types.types[s->funcs[func].type].func;
}

uint8_t *store_memory(wasm_store *s, uint32_t address, uint64_t *size)
{
    *size = s->memories[address]->size;
    return s->memories[address]->bytes;
}

wasm_slot *store_global(wasm_store *s, uint32_t global) { return s->globals[global].value; }

bool store_table_get(const wasm_store *s, uint32_t address, uint64_t index, uint32_t *ref)
{
    const table *t = s->tables[address];
    if (index >= t->size)
        return false;
    *ref = t->refs[index];
    return true;
}

uint64_t store_memory_bytes(const wasm_store *s)
{
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < s->memory_count; i++)
        bytes += s->memories[i]->size;
    for (uint32_t i = 0; i < s->table_count; i++)
        bytes += s->tables[i]->size * sizeof(uint32_t);
    return bytes;
}

const trap *store_trap(const wasm_store *s) { return &s->trap; }

trap_room *store_trap_room(wasm_store *s)
{
    if (!s->trap_room)
        s->trap_room = budget_new(s->budget, trap_room);
    return s->trap_room;
}

/* ---- fuel ---- */

int64_t store_fuel(const wasm_store *s) { return store_tank_units(&s->tank); }
bool store_stops(const wasm_store *s) { return store_tank_ready(&s->tank) < 0; }
uint64_t store_spent(const wasm_store *s) { return store_tank_spent(&s->tank); }
const store_tank *store_tank_place(const wasm_store *s) { return &s->tank; }

static void put_fuel(wasm_store *s, int64_t fuel)
{
    int64_t most = STATE_FUEL_AT_HAND;
    s->tank.at_hand = fuel > most ? most : fuel < -most ? -most : fuel;
    s->tank.behind = fuel - s->tank.at_hand;
}

bool store_refill(wasm_store *s)
{
    put_fuel(s, store_tank_ready(&s->tank));
    return s->tank.at_hand >= 0;
}

/* The oracle's tank stays ahead by what was charged and has not run yet. */
void store_set_fuel(wasm_store *s, int64_t fuel)
{
    store_tank *t = &s->tank;
    uint64_t spent = store_spent(s), left = t->look > spent ? t->look - spent : 0;
    t->kept = fuel > 0 && (uint64_t)fuel > left ? fuel - (int64_t)left : 0;
    s->oracle_fuel += fuel - t->kept - store_tank_ready(t);
    t->given += fuel - t->kept - store_tank_ready(t);
    put_fuel(s, fuel - t->kept);
}

void store_look(wasm_store *s, uint64_t units)
{
    uint64_t spent = store_spent(s);
    s->tank.look = units < STORE_NO_LOOK - spent ? spent + units : STORE_NO_LOOK;
    store_set_fuel(s, store_tank_units(&s->tank));
}

/* Saturates: debt has a floor far below any price. */
void store_charge(wasm_store *s, uint64_t units)
{
    if (s->tank.at_hand >= 0 && units <= (uint64_t)s->tank.at_hand) {
        store_take(s, (int64_t)units);
        return;
    }
    int64_t most = INT64_MAX / 2, price = units > (uint64_t)most ? most : (int64_t)units;
    if (store_tank_ready(&s->tank) < -most)
        return;
    put_fuel(s, store_tank_ready(&s->tank) - price);
    s->oracle_fuel -= price;
}
