/* Names of modules and functions, from the name section (spec 3.0, appendix "Name
 * Section"), read anew at each question: it is asked for messages alone. What
 * is broken in that section is as if it were not there. */
#include "engine/wasm/names.h"

enum { NAMES_MODULE = 0, NAMES_FUNCTIONS = 1 };

/* nameassoc ::= idx:u32 name; ascending, but that isn't relied upon */
static text_view find_in_map(reader r, uint32_t index)
{
    uint32_t count = read_u32(&r);
    for (uint32_t i = 0; i < count && reader_ok(&r); i++) {
        uint32_t  at = read_u32(&r);
        text_view name = read_name(&r);
        if (reader_ok(&r) && at == index)
            return name;
    }
    return (text_view){ 0 };
}

/* namesec ::= (id:byte size:u32 bytes)*; empty where it has no part of that id. `err` must outlast the reader. */
static reader find_part(const wasm_module *m, uint8_t wanted, error *err)
{
    const wasm_custom *names = module_custom(m, "name");
    if (!names)
        return (reader){ m->file, m->file, m->file, err };
    reader r = { m->file + names->bytes.offset, m->file + names->bytes.offset + names->bytes.size, m->file, err };
    while (reader_ok(&r) && reader_left(&r)) {
        uint8_t id = read_u8(&r);
        reader  part = read_part(&r, read_u32(&r));
        if (id == wanted)
            return part;
    }
    return (reader){ m->file, m->file, m->file, err };
}

text_view names_module(const wasm_module *m)
{
    error ignored = { 0 };
    reader r = find_part(m, NAMES_MODULE, &ignored);
    text_view name = read_name(&r);
    return reader_ok(&r) ? name : (text_view){ 0 };
}

text_view module_func_name(const wasm_module *m, uint32_t index)
{
    error ignored = { 0 };
    text_view name = find_in_map(find_part(m, NAMES_FUNCTIONS, &ignored), index);
    for (uint32_t i = 0; i < m->export_count && !name.size; i++)
        if (m->exports[i].kind == WASM_FUNC && m->exports[i].index == index)
            name = m->exports[i].name;
    return name;
}
