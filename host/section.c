/* Custom sections. */
#include "host/section.h"

#include "engine/base/limits.h"

static bool visit_list(const uint8_t *file, const wasm_custom *customs, uint32_t count, section_visit *visit, void *user)
{
    for (uint32_t i = 0; i < count; i++)
        if (!visit(user, customs[i].name, file + customs[i].bytes.offset, customs[i].bytes.size))
            return false;
    return true;
}

static bool visit_component(const component *c, uint32_t depth, section_visit *visit, void *user)
{
    bool more = visit_list(c->file, c->customs, c->custom_count, visit, user);
    for (uint32_t i = 0; i < c->step_count && more; i++) {
        const component_step *step = &c->steps[i];
        if (step->kind == STEP_CORE_MODULE)
            more = visit_list(step->module->file, step->module->customs, step->module->custom_count, visit, user);
        else if (step->kind == STEP_COMPONENT && depth < LIMIT_COMPONENT_DEPTH)
            more = visit_component(step->nested, depth + 1, visit, user);
    }
    return more;
}

bool section_each(const component *c, section_visit *visit, void *user)
{
    return visit_component(c, 0, visit, user);
}

typedef struct search { text_view name; const uint8_t *bytes; size_t size; uint32_t looked; } search;

static bool is_other(void *user, text_view name, const uint8_t *bytes, size_t size)
{
    search *s = user;
    s->looked++;
    if (!text_equal(name, s->name))
        return true;
    s->bytes = bytes;
    s->size = size;
    return false;
}

const uint8_t *section_find(const component *c, text_view name, size_t *size, uint32_t *looked)
{
    search s = { .name = name };
    section_each(c, is_other, &s);
    *size = s.size;
    *looked = s.looked;
    return s.bytes;
}
