/* Where a frame of a stack stands, as a profile's place: a function, and a point in it. */
#include "host/recorder.h"

#include "engine/wasm/module.h"
#include "host/source_map.h"

/* In its author's source, where that is known: the function, and the line that is run there. */
static profile_place source_of(arena *scratch, const record *rec, const stack_frame *at, uint32_t offset)
{
    const wasm_module *m = code_module(at->code);
    source_chain chain;
    source_map_find(rec->image, m, at->function, offset, NULL, &chain);
    const source_place *inner = &chain.at[0], *whole = &chain.at[chain.count - 1];
    text_view name = whole->function.size ? whole->function : module_func_name(m, at->function);
    if (!name.size)
        name = arena_format(scratch, "function %u", at->function);
    return (profile_place){ PROFILE_FUNCTION, rec->mod, PROFILE_NONE, name, inner->file, inner->line, inner->column,
                            m->file_offset + (offset ? offset : m->funcs[at->function].body.offset) };
}

profile_place recorder_function(arena *scratch, const record *rec, wasm_code *code, uint32_t function)
{
    return source_of(scratch, rec, &(stack_frame){ code, function, 0 }, 0);
}

uint32_t recorder_place(profile *out, arena *scratch, const record *rec, const stack_frame *at, uint32_t offset)
{
    profile_place whole = source_of(scratch, rec, at, 0), point = source_of(scratch, rec, at, offset);
    point.function = profile_take_place(out, &whole);
    point.name = whole.name;
    return point.function == PROFILE_NONE ? PROFILE_NONE : profile_take_place(out, &point);
}
