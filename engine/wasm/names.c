/* Names of functions, from the name section (spec 3.0, appendix "Name
 * Section"), read anew at each question: it is asked for messages alone. What
 * is broken in that section is as if it were not there. */
#include "engine/wasm/module.h"

enum { NAMES_FUNCTIONS = 1 };

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

/* namesec ::= (id:byte size:u32 bytes)* */
static text_view find_in_section(const wasm_module *m, wasm_span span, uint32_t index)
{
    error  ignored = { 0 };
    reader r = { m->file + span.offset, m->file + span.offset + span.size, m->file, &ignored };
    while (reader_ok(&r) && reader_left(&r)) {
        uint8_t id = read_u8(&r);
        reader  part = read_part(&r, read_u32(&r));
        if (id == NAMES_FUNCTIONS)
            return find_in_map(part, index);
    }
    return (text_view){ 0 };
}

text_view module_func_name(const wasm_module *m, uint32_t index)
{
    const wasm_custom *names = module_custom(m, "name");
    text_view name = names ? find_in_section(m, names->bytes, index) : (text_view){ 0 };
    for (uint32_t i = 0; i < m->export_count && !name.size; i++)
        if (m->exports[i].kind == WASM_FUNC && m->exports[i].index == index)
            name = m->exports[i].name;
    return name;
}
