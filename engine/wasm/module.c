/* Looking things up in a module. */
#include "engine/wasm/module.h"

const wasm_functype *module_functype(const wasm_module *m, uint32_t index)
{
    return &m->types[m->funcs[index].type].func;
}

wasm_extern_type module_export_type(const wasm_module *m, const wasm_export *e)
{
    wasm_extern_type t = { .kind = e->kind };
    switch (e->kind) {
    case WASM_FUNC:   t.type_index = m->funcs[e->index].type;    break;
    case WASM_TABLE:  t.table = m->tables[e->index].type;        break;
    case WASM_MEMORY: t.memory = m->memories[e->index];          break;
    case WASM_GLOBAL: t.global = m->globals[e->index].type;      break;
    case WASM_TAG:    t.type_index = m->tags[e->index];          break;
    }
    return t;
}

const wasm_custom *module_custom(const wasm_module *m, const char *name)
{
    for (uint32_t i = 0; i < m->custom_count; i++)
        if (text_is(m->customs[i].name, name))
            return &m->customs[i];
    return NULL;
}

bool module_matches(const wasm_module *m, wasm_type sub, wasm_type super)
{
    return type_matches(m->types, sub, super);
}
