/* Values in stories. */
#include "host/story_value.h"

#include "host/host.h"
#include "host/source_map.h"
#include "host/story_shape.h"

#include <inttypes.h>

enum { VALUES_SHOWN = 10, VALUES_READ = 24, VALUES_LINE = 110 };
/* Of the steps that are left, so that what comes behind has lines, too. */
enum { VALUES_SHARE = 4 };

void story_value_open(story_frame *f, const generation *g, uint32_t frame, int64_t *bytes)
{
    f->generation = g;
    f->frame = frame;
    f->local_count = remains_locals(g->task, frame, bytes, f->locals, REMAINS_LOCALS);
}

/* ---- what the frame holds ---- */

static bool take(const remains_local *l, uint64_t *bits)
{
    *bits = l->type == WASM_I32 || l->type == WASM_F32 ? l->value[0].i32 : l->value[0].bits;
    return l->is_known && l->type != WASM_V128 && !wasm_type_is_ref(l->type);
}

static bool read_local(void *user, uint64_t index, bool is_everywhere, uint64_t *bits)
{
    const story_frame *f = user;
    return index < f->local_count && !(is_everywhere && f->locals[index].is_written) && take(&f->locals[index], bits);
}

static bool read_global(void *user, uint64_t index, uint64_t *bits)
{
    const story_frame *f = user;
    remains_local global;
    return index < UINT32_MAX && remains_global(f->generation->task, f->frame, (uint32_t)index, &global) && take(&global, bits);
}

/* Its memory is little-endian. */
static bool read_memory(void *user, uint64_t address, uint32_t size, uint64_t *bits)
{
    const story_frame *f = user;
    uint64_t whole;
    const uint8_t *memory = remains_memory(f->generation->task, f->frame, &whole);
    if (!memory || size > whole || address > whole - size)
        return false;
    *bits = 0;
    for (uint32_t i = 0; i < size && i < sizeof *bits; i++)
        *bits |= (uint64_t)memory[address + i] << (8 * i);
    return true;
}

/* ---- telling ---- */

static void tell_variable(text_builder *t, const story_frame *f, const source_scope *s, const dwarf_variable *v)
{
    const dwarf_frame frame = { (void *)f, read_local, read_global, read_memory };
    dwarf_whole held;
    story_shape_name(t, v->name);
    dwarf_find_held(s->dwarf, s->unit, s->calls.at[0].entry, v, &frame, &held);
    story_shape_tell(t, s->dwarf, s->unit, v->type, &held, &frame);
}

static void tell_named(text_builder *t, const story_frame *f, const source_scope *s, uint32_t at)
{
    dwarf_variable found[VALUES_READ];
    uint32_t scope = s->calls.at[s->calls.count - 1 - at].entry;
    uint32_t count = dwarf_find_variables(s->dwarf, s->unit, scope, s->address, found, VALUES_READ), shown = 0;
    size_t line = t->size;
    for (uint32_t i = 0; i < count && shown < VALUES_SHOWN; i++) {
        bool is_full = t->size - line > VALUES_LINE;
        text_add(t, is_full ? ",\n         " : shown ? ", " : "         ");
        line = is_full ? t->size : line;
        tell_variable(t, f, s, &found[i]);
        shown++;
    }
    if (shown)
        text_add(t, shown < count ? ", …\n" : "\n");
}

static void tell_raw(text_builder *t, const remains_local *l)
{
    uint64_t bits;
    if (!take(l, &bits)) {
        text_add(t, "not kept");
        return;
    }
    if (l->type == WASM_I32)
        text_add(t, "%" PRId32, (int32_t)bits);
    else if (l->type == WASM_I64)
        text_add(t, "%" PRId64, (int64_t)bits);
    else
        story_shape_float(t, bits, l->type == WASM_F32 ? 4 : 8);
}

static void tell_numbered(text_builder *t, const story_frame *f)
{
    for (uint32_t i = 0; i < f->local_count && i < VALUES_SHOWN; i++) {
        text_add(t, i ? ", %u: " : "         locals 0: ", i);
        tell_raw(t, &f->locals[i]);
    }
    if (f->local_count)
        text_add(t, f->local_count > VALUES_SHOWN ? ", …\n" : "\n");
}

void story_value_tell(text_builder *t, const story_frame *f, uint32_t at, story_missing *missing)
{
    const trap_frame *why = &store_trap(generation_core(f->generation))->frames[f->frame];
    int64_t *left = &f->generation->host->source_steps, given = *left / VALUES_SHARE, steps = given;
    source_scope scope;
    if (source_map_enter(f->generation->image, why->module, why->func, why->offset, &steps, &scope)) {
        if (at < scope.calls.count)
            tell_named(t, f, &scope, at);
    } else if (at == 0) {
        tell_numbered(t, f);
    }
    if (scope.missing.size && !missing->file.size)
        *missing = (story_missing){ scope.missing, scope.is_of_another_build, false };
    if (scope.missing_map.size && !missing->file.size)
        *missing = (story_missing){ scope.missing_map, false, true };
    source_map_leave(&scope, &steps);
    *left -= given - steps;
}
