/* producers (tool-conventions, ProducersSection.md). */
#include "host/producers.h"

#include "engine/base/reader.h"

enum { PRODUCERS_FIELDS = 8, PRODUCERS_VALUES = 64, PRODUCERS_DEPTH = 4 };

/* field ::= name:string values:vec(name:string version:string) */
static void read_field(reader *r, producers_visit *visit, void *user)
{
    text_view field = read_name(r);
    uint32_t count = read_count(r, 2, PRODUCERS_VALUES, "values");
    for (uint32_t i = 0; i < count && reader_ok(r); i++) {
        text_view name = read_name(r), version = read_name(r);
        if (reader_ok(r))
            visit(user, field, name, version);
    }
}

static void read_section(const uint8_t *bytes, size_t size, producers_visit *visit, void *user)
{
    error err = { 0 };
    reader r = { bytes, bytes + size, bytes, &err };
    uint32_t count = read_count(&r, 2, PRODUCERS_FIELDS, "fields");
    for (uint32_t i = 0; i < count && reader_ok(&r); i++)
        read_field(&r, visit, user);
}

static void visit_customs(const uint8_t *file, const wasm_custom *customs, uint32_t count, producers_visit *visit, void *user)
{
    for (uint32_t i = 0; i < count; i++)
        if (text_is(customs[i].name, "producers"))
            read_section(file + customs[i].bytes.offset, customs[i].bytes.size, visit, user);
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

void producers_each(const component *c, producers_visit *visit, void *user)
{
    const wasm_module *main = largest_module(c, 0);
    visit_customs(c->file, c->customs, c->custom_count, visit, user);
    if (main)
        visit_customs(main->file, main->customs, main->custom_count, visit, user);
}

/* Of the first field's values the last is the language that the mod's author wrote; but C, and
 * then C++, stands there for the libraries of the others, too. */
typedef struct language { text_view found, field; } language;

static int language_rank(text_view name)
{
    text_view plain = plain_name(name);
    return text_is(plain, "C") ? 0 : text_is(plain, "C++") ? 1 : 2;
}

static void take_language(void *user, text_view field, text_view name, text_view version)
{
    language *l = user;
    (void)version;
    if (!text_is(field, "language") || (l->found.size && (l->field.bytes != field.bytes || language_rank(name) < language_rank(l->found))))
        return;
    *l = (language){ name, field };
}

text_view producers_language(const component *c)
{
    language l = { 0 };
    producers_each(c, take_language, &l);
    return plain_name(l.found);
}
