/* Where a frame of a stack stands, as a profile's place: a function, and a point in it. */
#include "host/recorder.h"

#include "engine/wasm/module.h"

static uint32_t find_point(const profile *p, const profile_place *wanted)
{
    for (uint32_t i = 0; i < p->place_count; i++) {
        const profile_place *each = &p->places[i];
        if (each->kind == PROFILE_FUNCTION && each->mod == wanted->mod && each->function == wanted->function && each->offset == wanted->offset
            && text_equal(each->name, wanted->name))
            return i;
    }
    return PROFILE_NONE;
}

static uint32_t take_point(profile *p, const profile_place *wanted)
{
    uint32_t found = find_point(p, wanted);
    return found == PROFILE_NONE ? profile_add_place(p, wanted) : found;
}

uint32_t recorder_place(profile *out, arena *scratch, const record *rec, const stack_frame *at)
{
    const wasm_module *m = code_module(at->code);
    text_view name = module_func_name(m, at->function);
    if (!name.size)
        name = arena_format(scratch, "function %u", at->function);
    profile_place place = { PROFILE_FUNCTION, rec->mod, PROFILE_NONE, name, { 0 }, 0, 0, m->file_offset + m->funcs[at->function].body.offset };
    place.function = take_point(out, &place);
    if (place.function == PROFILE_NONE)
        return PROFILE_NONE;
    place.offset = m->file_offset + stack_offset(at);
    return take_point(out, &place);
}
