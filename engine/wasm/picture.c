/* Pictures of linked stores. */
#include "engine/wasm/picture.h"

#include "engine/wasm/link.h"

#include <string.h>

/* ---- taking one ---- */

static bool take_funcs(picture *p, const wasm_store *s, picture_native *native, void *user)
{
    p->funcs = arena_array(&p->arena, store_func, s->func_count);
    if (!p->funcs)
        return false;
    for (uint32_t i = 0; i < s->func_count; i++) {
        p->funcs[i] = s->funcs[i];
        if (s->funcs[i].instance != STATE_NATIVE)
            continue;
        store_native *copy = arena_new(&p->arena, store_native);
        if (!copy)
            return false;
        *copy = initializer_is(s->funcs[i].native) ? *s->funcs[i].native : native(user, i, s->funcs[i].native);
        if (copy->slots == WASM_NO_INDEX)
            return false;
        p->funcs[i].native = copy;
    }
    p->func_count = s->func_count;
    return true;
}

/* Imported addresses, in the order of the imports. */
static bool take_imports(picture *p, const instance *i, const wasm_extern **out)
{
    const wasm_module *m = i->module;
    uint32_t next[WASM_TAG + 1] = { 0 };
    const uint32_t *of_kind[] = { [WASM_FUNC] = i->funcs, [WASM_TABLE] = i->table_addresses, [WASM_MEMORY] = i->memory_addresses,
                                  [WASM_GLOBAL] = i->global_addresses, [WASM_TAG] = i->tags };
    wasm_extern *imports = arena_array(&p->arena, wasm_extern, m->import_count);
    for (uint32_t n = 0; imports && n < m->import_count; n++) {
        wasm_kind kind = m->imports[n].type.kind;
        imports[n] = (wasm_extern){ kind, of_kind[kind][next[kind]++] };
    }
    *out = imports;
    return imports != NULL;
}

static bool take_instance(picture *p, uint32_t n, const instance *from)
{
    instance *i = &p->instances[n], first = *from;
    size_t size = instance_lay_out_links(&first, NULL);
    uint8_t *links = arena_alloc(&p->arena, size);
    if (!links || !take_imports(p, from, &p->imports[n]))
        return false;
    *i = (instance){ .number = n, .code = from->code, .module = from->module, .initializer = from->initializer };
    instance_lay_out_links(i, links);
    /* The links of an instance stand together, in this order, in any block. */
    if (size)
        memcpy(links, from->type_ids, size);
    p->block_size += instance_lay_out_own(&first, NULL);
    return true;
}

static bool take_instances(picture *p, const wasm_store *s)
{
    p->instances = arena_array(&p->arena, instance, s->instance_count);
    p->imports = arena_array(&p->arena, const wasm_extern *, s->instance_count);
    for (uint32_t n = 0; p->instances && p->imports && n < s->instance_count; n++)
        if (!take_instance(p, n, s->instances[n]))
            return false;
    p->instance_count = s->instance_count;
    return p->instances && p->imports;
}

static bool take_others(picture *p, const wasm_store *s)
{
    p->tags = arena_array(&p->arena, uint32_t, s->tag_count);
    p->globals = arena_array(&p->arena, wasm_global_type, s->global_count);
    if (!p->tags || !p->globals)
        return false;
    if (s->tag_count)
        memcpy(p->tags, s->tags, s->tag_count * sizeof *p->tags);
    for (uint32_t i = 0; i < s->global_count; i++) {
        p->globals[i] = s->globals[i].type;
        if (s->globals[i].is_own)
            return false;
    }
    p->tag_count = s->tag_count;
    p->global_count = s->global_count;
    p->table_count = s->table_count;
    p->memory_count = s->memory_count;
    return true;
}

bool picture_take(picture *p, budget *b, const wasm_store *s, picture_native *native, void *user)
{
    *p = (picture){ .budget = b };
    arena_open(&p->arena, b);
    if (!type_registry_copy(&p->types, b, &s->types) || !take_funcs(p, s, native, user) || !take_instances(p, s) || !take_others(p, s))
        return false;
    p->block_size += p->instance_count * (sizeof(instance *) + sizeof(instance)) + p->table_count * (sizeof(table *) + sizeof(table))
                   + p->memory_count * (sizeof(memory *) + sizeof(memory)) + p->global_count * sizeof(store_global_cell);
    return true;
}

void picture_close(picture *p)
{
    if (!p->budget)
        return;
    type_registry_close(&p->types);
    arena_close(&p->arena);
    *p = (picture){ 0 };
}

/* ---- using it ---- */

static void *cut(uint8_t **at, size_t size)
{
    void *part = *at;
    *at += size;
    return part;
}

/* The places of all that is to come: pointers first, then what they will point to. */
static void divide(const picture *p, wasm_store *s, uint8_t *at)
{
    s->instances = cut(&at, p->instance_count * sizeof *s->instances);
    s->tables = cut(&at, p->table_count * sizeof *s->tables);
    s->memories = cut(&at, p->memory_count * sizeof *s->memories);
    s->globals = cut(&at, p->global_count * sizeof *s->globals);
    instance *instances = cut(&at, p->instance_count * sizeof(instance));
    table *tables = cut(&at, p->table_count * sizeof(table));
    memory *memories = cut(&at, p->memory_count * sizeof(memory));
    for (uint32_t i = 0; i < p->table_count; i++)
        s->tables[i] = &tables[i];
    for (uint32_t i = 0; i < p->memory_count; i++)
        s->memories[i] = &memories[i];
    for (uint32_t i = 0; i < p->instance_count; i++) {
        s->instances[i] = &instances[i];
        instances[i] = p->instances[i];
        at += instance_lay_out_own(&instances[i], at);
    }
}

bool picture_use(const picture *p, wasm_store *s)
{
    ASSERT(!s->func_count && !s->instance_count && !s->types.count && !s->picture);
    if (p->block_size && !(s->block = budget_zalloc(s->budget, p->block_size)))
        return false;
    if (s->block)
        divide(p, s, s->block);
    type_registry_close(&s->types);
    s->picture = p;
    s->types = p->types;
    s->funcs = p->funcs;
    s->func_count = p->func_count;
    s->tags = p->tags;
    s->tag_count = p->tag_count;
    return true;
}

static bool link_tables(wasm_store *s, instance *i, error *err)
{
    const wasm_module *m = i->module;
    for (uint32_t n = m->table_import_count; n < m->table_count; n++) {
        wasm_table_type type = m->tables[n].type;
        type.element = store_type(i->type_ids, type.element);
        if (!instance_table_fits(s, &type, err) || !table_open(s->tables[s->table_count], &type, s->budget, &s->table_quota))
            return false;
        s->table_count++;
    }
    for (uint32_t n = 0; n < m->table_count; n++)
        i->tables[n] = s->tables[i->table_addresses[n]];
    return true;
}

static bool link_memories(wasm_store *s, instance *i)
{
    const wasm_module *m = i->module;
    for (uint32_t n = m->memory_import_count; n < m->memory_count; n++) {
        if (!memory_open(s->memories[s->memory_count], &m->memories[n], s->budget, s->pages))
            return false;
        s->memory_count++;
    }
    instance_find_memories(s, i);
    return true;
}

static void link_globals(wasm_store *s, instance *i)
{
    const wasm_module *m = i->module;
    for (uint32_t n = m->global_import_count; n < m->global_count; n++, s->global_count++)
        s->globals[s->global_count] = (store_global_cell){ &i->own_globals[2 * (n - m->global_import_count)], s->picture->globals[s->global_count], false };
    for (uint32_t n = 0; n < m->global_count; n++)
        i->globals[n] = s->globals[i->global_addresses[n]].value;
}

/* All of it was checked, but for how large memories and tables are by now. */
static bool check(const wasm_store *s, const instance *i, error *err)
{
    const wasm_module *m = i->module;
    return (!m->table_import_count && !m->memory_import_count) || link_check(s, m, i->type_ids, s->picture->imports[i->number], err);
}

uint32_t picture_link(wasm_store *s, error *err)
{
    ASSERT(s->picture && s->instance_count < s->picture->instance_count && !s->is_apart);
    instance *i = s->instances[s->instance_count];
    if (!check(s, i, err))
        return WASM_NO_INDEX;
    link_globals(s, i);
    if (!link_tables(s, i, err) || !link_memories(s, i)) {
        instance_has_no_room(s, err);
        return WASM_NO_INDEX;
    }
    code_choose(i->code, s->interpreter);
    if (s->eager && !code_translate(i->code, err))
        return WASM_NO_INDEX;
    return s->instance_count++;
}
