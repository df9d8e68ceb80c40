/* Instances: made whole or not at all, of a validated module and matching imports. */
#include "engine/wasm/link.h"

#include "engine/base/limits.h"

#include <string.h>

wasm_span instance_data(const instance *i, uint32_t segment)
{
    return i->dropped[i->module->elem_count + segment] ? (wasm_span){ 0, 0 } : i->module->datas[segment].bytes;
}

uint32_t instance_elem_count(const instance *i, uint32_t segment)
{
    return i->elems[segment] ? i->module->elems[segment].count : 0;
}

void instance_drop_data(instance *i, uint32_t segment)
{
    i->dropped[i->module->elem_count + segment] = 1;
}

void instance_drop_elem(instance *i, budget *b, uint32_t segment)
{
    budget_free(b, i->elems[segment], i->module->elems[segment].count * sizeof(uint32_t));
    i->elems[segment] = NULL;
    i->dropped[segment] = 1;
}

static uint32_t own_globals(const wasm_module *m) { return m->global_count - m->global_import_count; }

void instance_empty(instance *i, budget *b)
{
    const wasm_module *m = i->module;
    for (uint32_t e = 0; i->elems && e < m->elem_count; e++)
        if (i->elems[e])
            instance_drop_elem(i, b, e);
}

void instance_close(instance *i, budget *b)
{
    instance_empty(i, b);
    budget_free(b, i->block, i->block_size);
    budget_delete(b, i);
}

static void *part(uint8_t *block, size_t *at, size_t count, size_t item_size)
{
    size_t start = *at;
    *at += (count * item_size + 7) & ~(size_t)7;
    return block ? block + start : NULL;
}

size_t instance_lay_out_own(instance *i, uint8_t *block)
{
    const wasm_module *m = i->module;
    size_t at = 0;
    i->tables = part(block, &at, m->table_count, sizeof *i->tables);
    i->memories = part(block, &at, m->memory_count, sizeof *i->memories);
    i->globals = part(block, &at, m->global_count, sizeof *i->globals);
    i->own_globals = part(block, &at, own_globals(m), 2 * sizeof *i->own_globals);
    i->elems = part(block, &at, m->elem_count, sizeof *i->elems);
    i->dropped = part(block, &at, (size_t)m->elem_count + m->data_count, 1);
    return at;
}

size_t instance_lay_out_links(instance *i, uint8_t *block)
{
    const wasm_module *m = i->module;
    size_t at = 0;
    i->type_ids = part(block, &at, m->type_count, sizeof *i->type_ids);
    i->funcs = part(block, &at, m->func_count, sizeof *i->funcs);
    i->table_addresses = part(block, &at, m->table_count, sizeof *i->table_addresses);
    i->memory_addresses = part(block, &at, m->memory_count, sizeof *i->memory_addresses);
    i->global_addresses = part(block, &at, m->global_count, sizeof *i->global_addresses);
    i->tags = part(block, &at, m->tag_count, sizeof *i->tags);
    return at;
}

/* Zeroed. */
static bool make_room(instance *i, budget *b)
{
    size_t own = instance_lay_out_own(i, NULL);
    i->block_size = own + instance_lay_out_links(i, NULL);
    if (!i->block_size)
        return true;
    i->block = budget_zalloc(b, i->block_size);
    if (!i->block)
        return false;
    instance_lay_out_own(i, i->block);
    instance_lay_out_links(i, i->block + own);
    return true;
}

static void put_imports(instance *i, const wasm_extern *given)
{
    uint32_t func = 0, tables = 0, memories = 0, global = 0, tag = 0;
    for (uint32_t n = 0; n < i->module->import_count; n++) {
        switch (given[n].kind) {
        case WASM_FUNC:   i->funcs[func++] = given[n].address; break;
        case WASM_TABLE:  i->table_addresses[tables++] = given[n].address; break;
        case WASM_MEMORY: i->memory_addresses[memories++] = given[n].address; break;
        case WASM_GLOBAL: i->global_addresses[global++] = given[n].address; break;
        case WASM_TAG:    i->tags[tag++] = given[n].address; break;
        }
    }
}

static bool make_funcs(wasm_store *s, instance *i)
{
    const wasm_module *m = i->module;
    for (uint32_t n = m->func_import_count; n < m->func_count; n++) {
        if (!budget_room(s->budget, s->funcs, s->func_capacity, s->func_count))
            return false;
        i->funcs[n] = s->func_count;
        s->funcs[s->func_count++] = (store_func){ .type = i->type_ids[m->funcs[n].type], .instance = i->number, .code = code_get(i->code, n) };
    }
    return true;
}

static bool make_tags(wasm_store *s, instance *i)
{
    const wasm_module *m = i->module;
    for (uint32_t n = m->tag_import_count; n < m->tag_count; n++) {
        if (!budget_room(s->budget, s->tags, s->tag_capacity, s->tag_count))
            return false;
        i->tags[n] = s->tag_count;
        s->tags[s->tag_count++] = i->type_ids[m->tags[n]];
    }
    return true;
}

bool instance_table_fits(const wasm_store *s, const wasm_table_type *type, error *err)
{
    return table_fits(&s->table_quota, type->limits.min)
        || error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "its tables have more than the %llu elements that it may have, at the start",
                     (unsigned long long)s->table_quota.most);
}

bool instance_has_no_room(const wasm_store *s, error *err)
{
    return error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "its memories and tables at the start take more than the %llu bytes that are left to it",
                     (unsigned long long)budget_left(s->budget));
}

static bool make_tables(wasm_store *s, instance *i, error *err)
{
    const wasm_module *m = i->module;
    for (uint32_t n = m->table_import_count; n < m->table_count; n++) {
        wasm_table_type type = m->tables[n].type;
        type.element = store_type(i->type_ids, type.element);
        if (!instance_table_fits(s, &type, err) || (i->table_addresses[n] = store_put_table(s, &type)) == WASM_NO_INDEX)
            return false;
    }
    for (uint32_t n = 0; n < m->table_count; n++)
        i->tables[n] = s->tables[i->table_addresses[n]];
    return true;
}

static const memory no_memory;

void instance_find_memories(wasm_store *s, instance *i)
{
    for (uint32_t n = 0; n < i->module->memory_count; n++)
        i->memories[n] = s->memories[i->memory_addresses[n]];
    i->memory = i->module->memory_count ? i->memories[0] : &no_memory;
}

/* One of 4 GiB in a process of 32 bits, say. */
static bool lacks_memory(const wasm_store *s, const wasm_memory_type *type, error *err)
{
    return type->limits.min <= budget_left(s->budget) / MEMORY_PAGE
        && error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "its memory has %llu pages of 64 KiB at the start, which is more than can be had here",
                     (unsigned long long)type->limits.min);
}

static bool make_memories(wasm_store *s, instance *i, error *err)
{
    const wasm_module *m = i->module;
    for (uint32_t n = m->memory_import_count; n < m->memory_count; n++)
        if ((i->memory_addresses[n] = store_add_memory(s, &m->memories[n])) == WASM_NO_INDEX)
            return lacks_memory(s, &m->memories[n], err);
    instance_find_memories(s, i);
    return true;
}

static bool make_globals(wasm_store *s, instance *i)
{
    const wasm_module *m = i->module;
    for (uint32_t n = m->global_import_count; n < m->global_count; n++) {
        wasm_global_type type = m->globals[n].type;
        type.type = store_type(i->type_ids, type.type);
        wasm_slot *value = &i->own_globals[2 * (n - m->global_import_count)];
        if ((i->global_addresses[n] = store_put_global(s, &type, value, false)) == WASM_NO_INDEX)
            return false;
    }
    for (uint32_t n = 0; n < m->global_count; n++)
        i->globals[n] = s->globals[i->global_addresses[n]].value;
    return true;
}

/* What a failed link added to the store goes again: nothing names it yet. */
static void unmake(wasm_store *s, instance *i, uint32_t funcs, uint32_t tags, uint32_t tables, uint32_t memories, uint32_t globals)
{
    s->func_count = funcs;
    s->tag_count = tags;
    s->global_count = globals;
    while (s->table_count > tables) {
        table_close(s->tables[--s->table_count]);
        budget_delete(s->budget, s->tables[s->table_count]);
    }
    while (s->memory_count > memories) {
        memory_close(s->memories[--s->memory_count]);
        budget_delete(s->budget, s->memories[s->memory_count]);
    }
    instance_close(i, s->budget);
}

static bool link_all(wasm_store *s, instance *i, const wasm_extern *imports, error *err)
{
    if (!make_room(i, s->budget) || !type_registry_enter(&s->types, i->module, i->type_ids))
        return error_memory(err);
    if (!link_check(s, i->module, i->type_ids, imports, err))
        return false;
    put_imports(i, imports);
    if (!make_funcs(s, i) || !make_tags(s, i) || !make_globals(s, i) || !budget_room(s->budget, s->instances, s->instance_capacity, s->instance_count))
        return error_memory(err);
    if (!make_tables(s, i, err) || !make_memories(s, i, err))
        return instance_has_no_room(s, err);
    code_choose(i->code, s->interpreter);
    return !s->eager || code_translate(i->code, err);
}

uint32_t instance_link(wasm_store *s, wasm_code *code, const wasm_extern *imports, error *err)
{
    if (s->instance_count == LIMIT_INSTANCES) {
        error_set(err, ERROR_LIMIT, ERROR_NO_OFFSET, "more than %d instances in one mod", LIMIT_INSTANCES);
        return WASM_NO_INDEX;
    }
    instance *i = store_make_apart(s) ? budget_new(s->budget, instance) : NULL;
    if (!i) {
        error_memory(err);
        return WASM_NO_INDEX;
    }
    *i = (instance){ .number = s->instance_count, .code = code, .module = code->module, .initializer = WASM_NO_INDEX };
    uint32_t funcs = s->func_count, tags = s->tag_count, tables = s->table_count, memories = s->memory_count, globals = s->global_count;
    if (!link_all(s, i, imports, err)) {
        unmake(s, i, funcs, tags, tables, memories, globals);
        return WASM_NO_INDEX;
    }
    s->instances[s->instance_count] = i;
    return s->instance_count++;
}

static uint32_t address_of(const instance *i, const wasm_export *e)
{
    switch (e->kind) {
    case WASM_FUNC:   return i->funcs[e->index];
    case WASM_TABLE:  return i->table_addresses[e->index];
    case WASM_MEMORY: return i->memory_addresses[e->index];
    case WASM_GLOBAL: return i->global_addresses[e->index];
    case WASM_TAG:    return i->tags[e->index];
    }
    UNREACHABLE();
}

bool instance_export_near(const wasm_store *s, uint32_t address, text_view name, uint32_t *hint, wasm_extern *out)
{
    const instance *i = s->instances[address];
    uint32_t count = i->module->export_count, at = *hint < count ? *hint : 0;
    for (uint32_t n = 0; n < count; n++, at = at + 1 < count ? at + 1 : 0) {
        const wasm_export *e = &i->module->exports[at];
        if (!text_equal(e->name, name))
            continue;
        *hint = at;
        *out = (wasm_extern){ e->kind, address_of(i, e) };
        return true;
    }
    return false;
}

bool instance_export(const wasm_store *s, uint32_t address, text_view name, wasm_extern *out)
{
    uint32_t hint = 0;
    return instance_export_near(s, address, name, &hint, out);
}

const wasm_module *instance_module(const wasm_store *s, uint32_t address) { return s->instances[address]->module; }
