/* producers (tool-conventions, ProducersSection.md). */
#include "host/producers.h"

#include "engine/base/reader.h"

enum { PRODUCERS_FIELDS = 8, PRODUCERS_VALUES = 64, PRODUCERS_DEPTH = 4 };

/* field ::= name:string values:vec(name:string version:string). The last value is the one that the mod's author wrote. */
static text_view read_field(reader *r, const char *wanted)
{
    text_view field = read_name(r), found = { 0 };
    uint32_t count = read_count(r, 2, PRODUCERS_VALUES, "values");
    for (uint32_t i = 0; i < count && reader_ok(r); i++) {
        text_view name = read_name(r);
        read_name(r);
        if (text_is(field, wanted) && reader_ok(r))
            found = name;
    }
    return found;
}

static text_view read_section(const uint8_t *bytes, size_t size)
{
    error err = { 0 };
    reader r = { bytes, bytes + size, bytes, &err };
    text_view found = { 0 };
    uint32_t count = read_count(&r, 2, PRODUCERS_FIELDS, "fields");
    for (uint32_t i = 0; i < count && reader_ok(&r) && !found.size; i++)
        found = read_field(&r, "language");
    return found;
}

static text_view of_customs(const uint8_t *file, const wasm_custom *customs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!text_is(customs[i].name, "producers"))
            continue;
        text_view found = read_section(file + customs[i].bytes.offset, customs[i].bytes.size);
        if (found.size)
            return found;
    }
    return (text_view){ 0 };
}

/* The largest is the mod's own; the others are adapters, shims and libraries. */
static const wasm_module *largest_module(const component *c, uint32_t depth)
{
    const wasm_module *most = NULL;
    for (uint32_t i = 0; i < c->step_count; i++) {
        const component_step *step = &c->steps[i];
        const wasm_module *each = NULL;
        if (step->kind == STEP_CORE_MODULE)
            each = step->module;
        else if (step->kind == STEP_COMPONENT && depth < PRODUCERS_DEPTH)
            each = largest_module(step->nested, depth + 1);
        if (each && (!most || each->size > most->size))
            most = each;
    }
    return most;
}

/* DWARF's names of languages, as LLVM writes them: "C99", "C_plus_plus_14". */
static text_view plain_name(text_view name)
{
    if (text_starts(name, "C_plus_plus"))
        return (text_view)TEXT_LITERAL("C++");
    if (name.size == 3 && name.bytes[0] == 'C' && name.bytes[1] >= '0' && name.bytes[1] <= '9')
        return (text_view)TEXT_LITERAL("C");
    return name;
}

text_view producers_language(const component *c)
{
    text_view found = of_customs(c->file, c->customs, c->custom_count);
    const wasm_module *main = found.size ? NULL : largest_module(c, 0);
    if (main)
        found = of_customs(main->file, main->customs, main->custom_count);
    return plain_name(found);
}
